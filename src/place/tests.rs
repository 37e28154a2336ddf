//! The examples of every pack, run: what must be found, and what must not.

use super::{Gazetteer, PlaceLexicon, PlaceMention, Role, resolve};
use crate::lang::Pack;
use crate::text::{Input, TextLexicon};

fn mentions(pack: &Pack, sentence: &str) -> Vec<(String, PlaceMention)> {
    let input = Input { text: sentence.to_string(), ..Input::default() };
    let text = TextLexicon::from_pack(pack).expect("a valid pack");
    let places = PlaceLexicon::from_pack(pack).expect("a valid pack");
    let (article, _) = crate::text::read(input, &text).expect("a sentence");
    let (found, _) = resolve(&article, Gazetteer::bundled(), &places);
    found.into_iter().map(|m| (m.span.of(sentence).to_string(), m)).collect()
}

fn role(name: &str) -> Option<Role> {
    use Role::*;
    Some(match name {
        "event-site" => EventSite,
        "container" => Container,
        "metonym" => Metonym,
        "affiliation" => Affiliation,
        "origin" => Origin,
        "destination" => Destination,
        "dateline" => Dateline,
        "bloc" => Bloc,
        "background" => Background,
        _ => return None,
    })
}

/// What is wrong with the mentions of a sentence, if anything is.
fn fault(found: &[(String, PlaceMention)], mention: &str, wanted: &str, place: &str) -> Option<String> {
    if wanted == "not" {
        let hit = found.iter().find(|(text, _)| text.contains(mention) || mention.contains(text.as_str()));
        return hit.map(|(text, m)| format!("{text} is no place, but {:?}", m.place.as_ref().map(|p| &p.id)));
    }
    let Some((_, hit)) = found.iter().find(|(text, _)| text == mention) else {
        let texts: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
        return Some(format!("{mention} is not found among {texts:?}"));
    };
    let id = hit.place.as_ref().map_or("none", |p| p.id.as_str());
    let right = role(wanted).is_none_or(|role| role == hit.role) && (place == "*" || place == id);
    (!right).then(|| format!("{mention} is {:?} at {id}, not {wanted} at {place}", hit.role))
}

#[test]
fn the_examples_of_every_pack_hold() {
    let mut faults = Vec::new();
    for pack in crate::lang::packs() {
        let Ok(table) = pack.table("place_examples.tsv") else { continue };
        for row in table.rows().expect("a valid table") {
            let found = mentions(pack, row.get("sentence"));
            if let Some(fault) = fault(&found, row.get("mention"), row.get("role"), row.get("place")) {
                faults.push(format!("{} line {}: {fault}", pack.code, row.line));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_reason_and_every_abstention_is_told() {
    let pack = crate::lang::pack("id").expect("a bundled pack");
    for (_, mention) in
        mentions(&pack, "Warga Bogor, Jawa Barat, bertemu di Jalan Melati Putih, timur Rusia, dan London.")
    {
        assert_eq!(mention.place.is_none(), mention.unresolved.is_some());
        assert!((0.0..=1.0).contains(&mention.confidence));
        let scores: Vec<f64> = mention.candidates.iter().map(|c| c.score).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b), "candidates are ranked: {scores:?}");
        for candidate in mention.candidates.iter() {
            let sum: f64 = candidate.evidence.iter().map(|e| e.weight).sum();
            assert!((sum - candidate.score).abs() < 1e-9, "the score is the sum of its reasons");
        }
    }
}

#[test]
fn a_place_is_called_by_its_name_in_the_language_of_the_picture() {
    let pack = crate::lang::pack("id").expect("a bundled pack");
    let found = mentions(&pack, "Gempa mengguncang Jawa Timur pada malam hari.");
    let place = found[0].1.place.as_ref().expect("a place");
    assert_eq!([place.name("id"), place.name("en")], ["Jawa Timur", "East Java"]);
    // One that has no name of its own there goes by its English one.
    let mut abroad = place.clone();
    abroad.name_id = "".into();
    assert_eq!([abroad.name("id"), abroad.name("ms"), abroad.name("en")], ["East Java"; 3]);
}

#[test]
fn spans_and_roles_of_places_that_no_gazetteer_has_and_of_small_words_before_a_name() {
    let rows: [(&str, &[(&str, Role)]); 3] = [
        // In capitals it would belong to the name of the division.
        ("Di Yogyakarta hujan turun pada malam hari.", &[("Yogyakarta", Role::EventSite)]),
        (
            "Banjir merendam Desa Melati Putih, Kabupaten Mawar Merah, kemarin.",
            &[("Desa Melati Putih", Role::EventSite), ("Kabupaten Mawar Merah", Role::Container)],
        ),
        (
            "Banjir merendam Desa Melati Putih, Desa Mawar Merah, kemarin.",
            &[("Desa Melati Putih", Role::EventSite), ("Desa Mawar Merah", Role::EventSite)],
        ),
    ];
    let pack = crate::lang::pack("id").expect("a bundled pack");
    for (sentence, wanted) in rows {
        let found = mentions(&pack, sentence);
        let got: Vec<(&str, Role)> = found.iter().map(|(text, mention)| (text.as_str(), mention.role)).collect();
        assert_eq!(got, wanted, "{sentence}");
    }
}

#[test]
fn the_further_a_meaning_leads_the_surer_it_is() {
    let pack = crate::lang::pack("id").expect("a bundled pack");
    let sure = |sentence: &str, name: &str| {
        let found = mentions(&pack, sentence);
        found.iter().find(|(text, _)| text == name).map_or(0.0, |(_, mention)| mention.confidence)
    };
    let torn = sure("Jembatan runtuh di Sukamaju pada malam hari.", "Sukamaju");
    let led = sure("Gempa mengguncang Surabaya, Jawa Timur, pada malam hari.", "Surabaya");
    assert!(torn == 0.0 && led > 0.95, "{torn} {led}");
}

#[test]
fn capitals_of_a_line_in_capitals_are_no_names() {
    let pack = crate::lang::pack("id").expect("a bundled pack");
    for (text, name, found) in [
        ("MALANG BENAR NASIB BURUNG ITU\nBurung itu jatuh dari pohon.", "MALANG", false),
        ("SURABAYA: Burung itu jatuh dari pohon.", "SURABAYA", true),
    ] {
        assert_eq!(mentions(&pack, text).iter().any(|(said, _)| said == name), found, "{text:?}");
    }
}

#[test]
fn odd_texts_break_nothing() {
    let pack = crate::lang::pack("en").expect("a bundled pack");
    for text in [
        "U.S.",
        "U.S.-",
        "’s Paris’s",
        "St. ",
        "A.B.C",
        "Paris,Texas(",
        "É́",
        "Mt. Mt. Mt.",
        "D.C., D.C.",
        "…Moscow…",
        "N.Y",
    ] {
        let _ = mentions(&pack, text);
    }
}
