//! Figures, persons and lines of sentences written for these tests.

use super::*;
use crate::lang::pack;

fn lexicon(code: &str) -> Lexicon {
    Lexicon::from_pack(&pack(code).expect("a bundled pack")).expect("a valid pack")
}

fn told(code: &str, sentence: &str) -> Vec<(String, String)> {
    let (all, lexicon) = (words(sentence), lexicon(code));
    let found = figures(&all, &lexicon, |_| false);
    found.iter().filter_map(|figure| line(sentence, &all, clause(&all, figure)?, figure, &lexicon)).collect()
}

#[test]
fn indonesian_figures_stand_with_their_unit_and_clause() {
    let rows = [
        ("Sebanyak 12 orang tewas dalam longsor di lereng itu.", "12 orang", "Sebanyak 12 orang tewas dalam longsor"),
        ("Tiga nelayan hilang dan 12 orang diselamatkan kapal lain.", "3 nelayan", "hilang"),
        ("Banjir merendam 1.250 rumah di tiga kecamatan.", "1.250 rumah", "Banjir merendam 1.250 rumah"),
        ("Dua puluh lima penumpang selamat dari kapal itu.", "25 penumpang", "selamat dari kapal"),
        ("Sebanyak 61 penumpang diselamatkan kapal nelayan.", "61 penumpang", "Sebanyak 61 penumpang diselamatkan"),
        ("Sebelas wisatawan asing diselamatkan kapal nelayan.", "11 wisatawan", "asing diselamatkan kapal nelayan"),
        (
            "Kapal patroli menembakkan dua rudal ke arah laut.",
            "2 rudal",
            "Kapal patroli menembakkan dua rudal ke arah laut",
        ),
        ("Pemerintah menyiapkan Rp2,5 miliar untuk perbaikan.", "Rp2,5 miliar", "Pemerintah menyiapkan Rp2,5 miliar"),
        (
            "Kerugian ditaksir US$ 40 juta menurut bupati.",
            "US$ 40 juta",
            "Kerugian ditaksir US$ 40 juta menurut bupati",
        ),
        (
            "Gempa magnitudo 6,4 mengguncang pesisir selatan.",
            "M 6,4",
            "Gempa magnitudo 6,4 mengguncang pesisir selatan",
        ),
        ("Ratusan warga mengungsi ke balai desa.", "Ratusan warga", "mengungsi ke balai desa"),
        ("Harga beras naik 15% di pasar induk.", "15%", "Harga beras naik 15% di pasar induk"),
    ];
    for (sentence, term, text) in rows {
        let found = told("id", sentence);
        assert!(found.iter().any(|(t, x)| t == term && x.starts_with(text)), "{sentence}: {found:?}");
        assert!(
            found.iter().all(|(t, x)| letters(t) <= LONGEST_FIGURE && x.chars().count() <= LONGEST_TEXT),
            "{found:?}"
        );
    }
}

#[test]
fn a_line_ends_before_the_next_figure() {
    let found = told("id", "Tiga nelayan hilang dan 12 orang diselamatkan kapal lain.");
    let texts: Vec<(&str, &str)> = found.iter().map(|(term, text)| (term.as_str(), text.as_str())).collect();
    assert_eq!(texts[0], ("3 nelayan", "hilang"));
    assert!(texts.iter().all(|(_, text)| !text.ends_with("dan")), "{texts:?}");
}

#[test]
fn english_figures_stand_with_their_unit_and_clause() {
    let rows = [
        ("At least 14 people were killed when the bridge fell.", "14 people", "At least 14 people were killed"),
        ("The navy fired two ballistic missiles from the strait.", "2 missiles", "Navy fired two ballistic missiles"),
        ("Officials set aside $3.5 million for the harbour.", "$3.5 million", "Officials set aside $3.5 million"),
        ("Australia pledged 14 million dollars on Monday.", "14 million", "Australia pledged 14 million dollars"),
        ("The fire burned 4,000 acres near the valley.", "4,000 acres", "Fire burned 4,000 acres near the valley"),
        (
            "Turnout rose to 61 percent in the second round.",
            "61 percent",
            "Turnout rose to 61 percent in the second round",
        ),
        ("Twenty-two villages lost power during the storm.", "22 villages", "lost power during the storm"),
    ];
    for (sentence, term, text) in rows {
        let found = told("en", sentence);
        assert!(found.iter().any(|(t, x)| t == term && x.starts_with(text)), "{sentence}: {found:?}");
    }
}

#[test]
fn what_is_no_figure_gives_none() {
    let rows = [
        ("id", "Ia dijerat Pasal 338 KUHP oleh jaksa daerah."),
        ("id", "Rahmat (34) dan Sari, 29, tinggal di RT 5 desa itu."),
        ("id", "Korban berusia 34 tahun itu pulang ke rumah."),
        ("id", "Pesawat F-16 dan roket Soyuz-2 dipamerkan di sana."),
        ("id", "Rapat ke-3 berlangsung dua jam di balai kota."),
        ("id", "Tim itu menang 2-1 dan menempati peringkat 3 klasemen."),
        ("id", "Ia datang 12 di antaranya tidak."),
        ("id", "Sedikitnya sebelas narapidana dibebaskan hakim daerah."),
        ("id", "Seorang pria melihat satu mobil di jalan."),
        ("en", "The 2019 elections were held on schedule."),
        ("en", "He was 45 years old and lived on Highway 66 alone."),
        ("en", "One of them left for two days."),
        ("en", "Flight 370 was never found."),
    ];
    for (code, sentence) in rows {
        let found = told(code, sentence);
        assert!(found.is_empty(), "{sentence}: {found:?}");
    }
}

#[test]
fn dates_and_quotations_give_no_figures() {
    let (all, lexicon) = (words("Polisi menahan 7 orang di dermaga."), lexicon("id"));
    assert!(figures(&all, &lexicon, |at| at == all[2].start).is_empty());
    assert_eq!(figures(&all, &lexicon, |_| false).len(), 1);
    assert!(words(&"kata ".repeat(1_000)).is_empty(), "a table is no sentence");
}

#[test]
fn persons_stand_with_their_office_and_without_places() {
    type Row<'a> = (&'a str, &'a str, &'a [&'a str], Option<(&'a str, &'a str)>);
    let rows: [Row; 8] = [
        ("id", "Menteri Perikanan Pesisir dan Pulau Kecil hadir.", &[], None),
        ("id", "Wakil Ketua Komisi IX DPR itu pulang.", &[], None),
        ("id", "Direktur Bank Lembah Hijau hadir.", &[], None),
        (
            "id",
            "Presiden Mongolia Batbold Ganzorig menandatangani naskah.",
            &["Mongolia"],
            Some(("Presiden Mongolia", "Batbold Ganzorig")),
        ),
        ("id", "Menurut Gubernur Sari Wulandari, jalan itu ditutup.", &[], Some(("Gubernur", "Sari Wulandari"))),
        ("id", "Presiden Mongolia tiba kemarin.", &["Mongolia"], None),
        ("en", "US President Dana Whitfield arrived late.", &["US"], Some(("US President", "Dana Whitfield"))),
        ("en", "The president arrived late.", &[], None),
    ];
    for (code, sentence, places, want) in rows {
        let is_place = |at: usize| {
            places.iter().any(|place| sentence.find(place).is_some_and(|p| (p..p + place.len()).contains(&at)))
        };
        let found = named(sentence, &lexicon(code), |_| false, is_place);
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(found, want.into_iter().collect::<Vec<_>>(), "{sentence}");
    }
}

#[test]
fn names_are_cut_to_what_fits() {
    let rows = [
        ("Batbold Ganzorig", Some("Ganzorig")),
        ("Kim Jong Un", Some("Kim Jong Un")),
        ("Kosmodrom Vostochny", Some("Vostochny")),
        ("Wolfeschlegelsteinhausen", None),
    ];
    for (name, want) in rows {
        assert_eq!(short_name(name), want, "{name}");
    }
}

#[test]
fn a_label_stands_alone_or_is_not_asked_about() {
    let rows = [
        ("Kapal tenggelam di Teluk Hijau", true),
        ("Terisolasi", false),
        ("Mereka berkumpul di dermaga", false),
        ("Badan Cuaca (BC mencatat hujan", false),
    ];
    for (label, want) in rows {
        assert_eq!(stands_alone(label, &lexicon("id")), want, "{label}");
    }
}
