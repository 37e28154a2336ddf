//! Events of sentences written for these tests. Dates stay out: what is held here is who acts and where.

use super::*;
use crate::lang::pack;
use crate::place::{Gazetteer, PlaceLexicon};
use crate::text::{Input, TextLexicon, read};
use crate::time::{Dates, DctSource, DocumentTime};

fn events(text: &str) -> Vec<Event> {
    let pack = pack("id").expect("a bundled pack");
    let input = Input { text: text.to_string(), ..Input::default() };
    let (article, _) = read(input, &TextLexicon::from_pack(&pack).expect("a valid pack")).expect("a text");
    let gazetteer = Gazetteer::bundled();
    let (places, _) =
        crate::place::resolve(&article, gazetteer, &PlaceLexicon::from_pack(&pack).expect("a valid pack"));
    let dct = DocumentTime { moment: None, source: DctSource::None, confidence: 0.0 };
    let dates = Dates { dct, timexes: Vec::new() };
    extract(&article, &dates, &places, gazetteer, &EventLexicon::from_pack(&pack).expect("a valid pack")).0
}

#[test]
fn a_name_in_another_clause_neither_acts_nor_places_the_event() {
    let found = events("Ketika Batbold berada di Rusia, gempa mengguncang Jepang.");
    let quake = found.iter().find(|e| e.category == Category::Disaster).expect("the quake is an event");
    assert_eq!(quake.label, "Gempa mengguncang Jepang");
    assert!(quake.who.is_empty(), "{:?}", quake.who);
    assert!(quake.places.iter().all(|w| w.place.country.as_deref() != Some("RU")), "{:?}", quake.places);
}

#[test]
fn a_connective_ends_the_reach_of_an_actor() {
    let found = events("Mongolia kehilangan jalur ekspor setelah banjir besar melanda lembah itu.");
    let flood = found.iter().find(|e| e.category == Category::Disaster).expect("the flood is an event");
    assert!(!flood.label.contains("Mongolia"), "{}", flood.label);
}

#[test]
fn an_actor_of_the_same_clause_stays_and_labels_fit() {
    let found = events("Batbold tiba di Vladivostok dengan rombongan yang sangat besar dan sejumlah wartawan asing.");
    assert_eq!(found.len(), 1);
    assert!(found[0].label.starts_with("Batbold tiba"), "{}", found[0].label);
    assert!(found[0].label.chars().count() <= 60);
}
