//! Whole pages: no two texts meet and nothing leaves the page, for stories of many shapes.

use super::*;
use crate::lang::pack;
use crate::scene::{Bounds as Box2, text_bounds};
use crate::story::{Certainty, Fact, Item, ItemPlace, Kind, PlaceShape};
use crate::time::{Bounds, Granularity, Moment};
use chrono::{Days, NaiveDate};

fn item(number: u32, offset: u64, label: &str) -> Item {
    let first = NaiveDate::from_ymd_opt(2024, 2, 20).expect("a real day");
    let day = Moment::Day(first.checked_add_days(Days::new(offset)).expect("a real day"));
    let kinds = [Kind::Military, Kind::Meeting, Kind::Statement, Kind::Disaster, Kind::Other];
    let fills =
        [Certainty::Asserted, Certainty::Planned, Certainty::Possible, Certainty::Denied, Certainty::Background];
    let bounds = match number % 7 {
        3 => Bounds { earliest: None, latest: Some(day) },
        5 => Bounds { earliest: Some(day), latest: None },
        _ => Bounds { earliest: Some(day), latest: Some(day) },
    };
    let place = ItemPlace {
        id: "x".into(),
        name: "Pelabuhan Tirta".into(),
        shape: PlaceShape::Pin,
        country: None,
        admin1: None,
        point: None,
        bbox: None,
        container: None,
        destination: false,
    };
    Item {
        number,
        id: format!("e{number}"),
        label: label.to_string(),
        kind: kinds[number as usize % 5],
        certainty: fills[number as usize * 3 % 5],
        bounds,
        granularity: Granularity::Day,
        inherited_date: number.is_multiple_of(2),
        places: if number.is_multiple_of(3) { vec![place] } else { Vec::new() },
        attribution: (number % 4 == 1).then(|| "kata juru bicara dinas pelabuhan provinsi".to_string()),
        source_ref: format!("k{number}"),
        quote: "Kapal itu merapat.".to_string(),
        salience: 1.0 / f64::from(number),
        relations: Vec::new(),
        source: 0,
    }
}

fn story(count: u32, label: &str, spread: u64) -> Story {
    let mut items: Vec<Item> = (1..=count).map(|n| item(n, u64::from(n) * spread, label)).collect();
    if spread == 0 {
        for item in &mut items {
            item.bounds.earliest = item.bounds.earliest.or(item.bounds.latest);
            item.bounds.latest = item.bounds.earliest;
        }
    }
    Story {
        lang: "id".into(),
        headline: "Kapal survei kembali ke pelabuhan setelah badai menutup selat selama lima hari penuh".into(),
        deck: Some("Awak selamat, kata dinas pelabuhan; penyebab kerusakan mesin belum diketahui.".into()),
        outlet: Some("Harian Contoh".into()),
        as_of: Some("Keadaan per Rabu, 21 Februari 2024 (dari teks)".into()),
        written_from: Some("Ditulis dari Tirta; bukan lokasi peristiwa".into()),
        items,
        hidden: 2,
        facts: vec![
            Fact {
                term: "12 awak".into(), text: "selamat tanpa luka".into(), source: "kata dinas · k3".into()
            };
            count.min(4) as usize
        ],
        gaps: vec!["Jam setiap peristiwa pada hari itu".into(); count.min(5) as usize],
        sources: vec!["Harian Contoh, Kapal kembali, 21 Februari 2024".into()],
        made: "Dibuat otomatis dari 1 artikel, 9 kalimat.".into(),
    }
}

fn boxes(nodes: &[Node], found: &mut Vec<(String, Box2)>) {
    for node in nodes {
        match node {
            Node::Group(group) => boxes(&group.children, found),
            Node::Text(text) => found.push((text.text.clone(), text_bounds(text))),
            _ => {}
        }
    }
}

fn check(scene: &Scene, case: &str) {
    let mut found = Vec::new();
    boxes(&scene.root, &mut found);
    assert!(!found.is_empty(), "{case}: the page says nothing");
    for (index, (text, a)) in found.iter().enumerate() {
        let inside = a.x0 >= 0.0 && a.y0 >= 0.0 && a.x1 <= scene.width && a.y1 <= scene.height;
        assert!(inside, "{case}: {text:?} leaves the page: {a:?}");
        for (other, b) in &found[index + 1..] {
            assert!(!a.overlaps(b), "{case}: {text:?} {a:?} meets {other:?} {b:?}");
        }
    }
}

#[test]
fn no_two_texts_meet_and_nothing_leaves_the_page() {
    let plain = "Kapal survei tiba di pelabuhan setelah badai";
    let long = "Pertanggungjawabanketidaktersediaanperlengkapankeselamatanpelayaranantarpulau dibahas";
    let sizes = [(1600.0, Some(900.0)), (1123.0, Some(794.0)), (420.0, None)];
    for count in [0, 1, 5, 15, 60] {
        for (label, spread) in [(plain, 0), (plain, 2), (long, 0), (long, 9)] {
            for (width, height) in sizes {
                for code in ["id", "en"] {
                    let pack = pack(code).expect("a bundled pack");
                    let story = story(count, label, spread);
                    let size = Size { width, height };
                    let case = format!("{count} items, every {spread} days, {width} px, {code}");
                    check(&brief_page(&story, size, &[], &pack).expect("a page"), &case);
                    check(&timeline_page(&story, size, &pack).expect("a page"), &case);
                    check(&map_page(&story, size, &[], &pack).expect("a page"), &case);
                }
            }
        }
    }
}

#[test]
fn every_item_is_one_event_group_and_stands_in_the_description() {
    fn events(nodes: &[Node]) -> usize {
        nodes
            .iter()
            .map(|node| match node {
                Node::Group(group) => usize::from(group.class == "event") + events(&group.children),
                _ => 0,
            })
            .sum()
    }
    let pack = pack("id").expect("a bundled pack");
    for (count, spread) in [(0, 0), (4, 0), (4, 1), (30, 3)] {
        let scene = timeline_page(&story(count, "Kapal tiba", spread), Size { width: 1600.0, height: None }, &pack)
            .expect("a page");
        assert_eq!(events(&scene.root), count as usize);
        assert_eq!(scene.desc.matches("Kapal tiba").count(), count as usize);
    }
}

#[test]
fn both_packs_have_the_same_words() {
    let keys = |code: &str| {
        let pack = pack(code).expect("a bundled pack");
        Words::from_pack(&pack, "page.tsv").expect("valid words").keys().collect::<Vec<_>>()
    };
    assert_eq!(keys("id"), keys("en"));
}
