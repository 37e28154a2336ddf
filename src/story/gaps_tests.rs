//! Gaps of items made for these tests.

use super::*;
use crate::lang::pack;
use crate::story::{ItemPlace, ItemRelation, ItemRelationKind};
use crate::time::{Bounds, Granularity, Moment};

fn item(number: u32, label: &str, kind: Kind, day: Option<u32>) -> Item {
    let moment = day.and_then(|day| NaiveDate::from_ymd_opt(2024, 3, day)).map(Moment::Day);
    Item {
        number,
        id: format!("e{number}"),
        label: label.to_string(),
        kind,
        certainty: Certainty::Asserted,
        bounds: Bounds { earliest: moment, latest: moment },
        since: None,
        about: None,
        lasts: false,
        granularity: if day.is_some() { Granularity::Day } else { Granularity::Vague },
        inherited_date: false,
        clocks: None,
        origins: Vec::new(),
        places: vec![place("Teluk Hijau", PlaceShape::Pin)],
        attribution: None,
        source_ref: format!("k{number}"),
        quote: String::new(),
        who: Vec::new(),
        salience: 1.0 / f64::from(number),
        relations: Vec::new(),
        source: 0,
        told_by: 1,
    }
}

fn place(name: &str, shape: PlaceShape) -> ItemPlace {
    ItemPlace {
        id: name.to_string(),
        name: name.to_string(),
        shape,
        country: None,
        admin1: None,
        point: None,
        bbox: None,
        container: None,
        destination: false,
        credit: None,
    }
}

fn told(items: &[Item], hints: &[Hint]) -> Vec<String> {
    let pack = pack("id").expect("a bundled pack");
    let words = Words::from_pack(&pack, "story.tsv").expect("words");
    gaps(items, hints, &words, &DateFormat::from_pack(&pack).expect("formats"))
}

#[test]
fn clock_and_order_of_a_day_and_every_sort_has_its_turn() {
    let mut abroad = item(3, "Gempa mengguncang Jepang", Kind::Disaster, Some(5));
    abroad.places = vec![place("Jepang", PlaceShape::Country)];
    let mut undated = item(4, "Kapal tenggelam di Teluk Hijau", Kind::Disaster, None);
    undated.bounds = Bounds::default();
    let items = [
        item(1, "Rombongan tiba di Teluk Hijau", Kind::Meeting, Some(4)),
        item(2, "Wali kota membuka pelabuhan", Kind::Other, Some(4)),
        abroad,
        undated,
    ];
    let hint = Hint { goes_somewhere: true, has_origin: false, clear: true };
    let found = told(&items, &[hint, hint, hint, hint]);
    assert_eq!(found.len(), 5, "{found:?}");
    let parts = [
        "Jam setiap peristiwa pada 4 Maret 2024",
        "Urutan peristiwa pada 4 Maret 2024",
        "Jepang",
        "Rombongan tiba",
        "Kapal",
    ];
    for (gap, part) in found.iter().zip(parts) {
        assert!(gap.contains(part), "{found:?}");
    }
}

#[test]
fn what_is_stated_is_no_gap() {
    let mut first = item(1, "Rombongan tiba", Kind::Meeting, Some(4));
    first.relations = vec![ItemRelation { kind: ItemRelationKind::Before, other: 2 }];
    let items = [first, item(2, "Wali kota membuka pelabuhan", Kind::Other, Some(4))];
    let found = told(&items, &[Hint { goes_somewhere: true, has_origin: true, clear: true }; 2]);
    assert_eq!(found, ["Jam setiap peristiwa pada 4 Maret 2024"]);
    let words = [item(1, "Menteri memuji nelayan", Kind::Statement, Some(4))];
    assert!(told(&words, &[Hint::default()]).is_empty(), "words need neither an hour nor a place");
}
