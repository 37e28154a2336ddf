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
    let hint = Hint { goes_somewhere: true, has_origin: false, names_place: false, clear: true };
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
    let found = told(&items, &[Hint { goes_somewhere: true, has_origin: true, names_place: false, clear: true }; 2]);
    assert_eq!(found, ["Jam setiap peristiwa pada 4 Maret 2024"]);
    let words = [item(1, "Menteri memuji nelayan", Kind::Statement, Some(4))];
    assert!(told(&words, &[Hint::default()]).is_empty(), "words need neither an hour nor a place");
}

#[test]
fn what_the_article_does_say_is_no_gap() {
    let nowhere = |number: u32, label: &str, day: Option<u32>| Item {
        places: Vec::new(),
        ..item(number, label, Kind::Meeting, day)
    };
    let hint = Hint { goes_somewhere: true, clear: true, ..Hint::default() };
    let hour = NaiveDate::from_ymd_opt(2024, 3, 4).and_then(|day| day.and_hms_opt(9, 30, 0)).map(Moment::Minute);
    let mut clocked = item(2, "Mesin mati di laut", Kind::Disaster, Some(4));
    (clocked.bounds, clocked.granularity) = (Bounds { earliest: hour, latest: hour }, Granularity::Minute);
    let rows: [(Vec<Item>, Hint, &[&str]); 5] = [
        // A place that no map knows is named all the same.
        (vec![nowhere(1, "Air masuk ke kamar mesin", Some(4))], Hint { has_origin: true, ..hint }, &["Jam: Air"]),
        (
            vec![nowhere(1, "Tim mulai mencari korban", Some(4))],
            Hint { has_origin: true, names_place: true, ..hint },
            &["Jam: Tim"],
        ),
        (
            vec![nowhere(1, "Tim mulai mencari korban", Some(4))],
            Hint { has_origin: true, ..hint },
            &["Jam: Tim", "Tempat: Tim"],
        ),
        (vec![item(1, "Kapal bertolak dari Pelabuhan Hijau", Kind::Meeting, Some(4))], hint, &["Jam: Kapal"]),
        // Some events of the day have an hour.
        (
            vec![
                item(1, "Rombongan tiba dari utara", Kind::Meeting, Some(4)),
                clocked,
                item(3, "Wali kota membuka pasar", Kind::Other, Some(4)),
            ],
            hint,
            &["Jam: Rombongan"],
        ),
    ];
    for (items, hint, want) in rows {
        let found = told(&items, &vec![hint; items.len()]);
        assert_eq!(found.len(), want.len(), "{found:?}");
        for (gap, part) in found.iter().zip(want) {
            assert!(gap.starts_with(part), "{found:?}");
        }
    }
    let mut about = item(1, "Kapal terlihat di utara", Kind::Meeting, Some(4));
    about.about = Some(crate::story::About::Around);
    assert!(told(&[about], &[Hint::default()]).is_empty(), "no hour is asked of a day that is not sure");
}
