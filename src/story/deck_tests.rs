//! Leads written for these tests.

use super::*;
use crate::lang::pack;

fn lexicon(code: &str) -> Lexicon {
    Lexicon::from_pack(&pack(code).expect("a bundled pack")).expect("a valid pack")
}

#[test]
fn a_short_sentence_stands_whole_and_a_long_one_ends_at_a_clause() {
    let id = "Wali kota meresmikan jembatan gantung sepanjang 120 meter di atas Sungai Biru pada Senin (4/3/2024) setelah \
              pekerjaan yang tertunda dua kali karena hujan deras, kekurangan baja, dan sengketa tanah itu selesai.";
    let rows = [
        (
            "id",
            "Wali kota meresmikan jembatan di atas Sungai Biru.",
            "Wali kota meresmikan jembatan di atas Sungai Biru.",
        ),
        (
            "id",
            id,
            "Wali kota meresmikan jembatan gantung sepanjang 120 meter di atas Sungai Biru pada Senin (4/3/2024) setelah \
             pekerjaan yang tertunda dua kali.",
        ),
    ];
    for (code, text, want) in rows {
        assert_eq!(cut(text, &["meresmikan"], &lexicon(code)).as_deref(), Some(want), "{text}");
    }
    assert_eq!(cut(id, &["menutup"], &lexicon("id")).as_deref(), Some(id), "a part without its verb tells nothing");
    let long = format!("{id} {id}");
    assert_eq!(cut(&long, &["menutup"], &lexicon("id")), None);
}

#[test]
fn a_relative_clause_does_not_end_a_deck() {
    let text = "Menteri Perhubungan Sari Wulandari, yang baru dilantik pekan lalu di istana bersama lima menteri yang lain dari \
                partai yang sama dengan dirinya itu, membuka pelabuhan baru di Teluk Hijau.";
    let told = cut(text, &["dilantik", "membuka"], &lexicon("id"));
    assert!(told.as_deref().is_none_or(|part| !part.ends_with("itu.")), "{told:?}");
}

#[test]
fn a_deck_adds_to_its_headline() {
    let headline = "Jembatan gantung dibuka";
    assert!(!adds("Jembatan gantung itu dibuka.", headline));
    assert!(!adds("Sari tiba.", headline));
    assert!(adds("Wali kota membuka jembatan gantung sepanjang seratus meter di atas sungai.", headline));
}
