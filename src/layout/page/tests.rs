//! Whole pages: no two texts meet and nothing leaves the page, for stories of many shapes.

use super::*;
use crate::lang::pack;
use crate::scene::{Bounds as Box2, text_bounds};
use crate::story::{About, Certainty, Fact, Item, ItemPlace, ItemRelation, ItemRelationKind, Kind, PlaceShape};
use crate::time::{Bounds, Granularity, Moment};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use std::collections::BTreeSet;

pub(super) fn item(number: u32, offset: u64, label: &str) -> Item {
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
        credit: None,
    };
    Item {
        number,
        id: format!("e{number}"),
        label: label.to_string(),
        kind: kinds[number as usize % 5],
        certainty: fills[number as usize * 3 % 5],
        bounds,
        since: (number % 14 == 5).then_some(Bounds { earliest: Some(day), latest: Some(day) }),
        about: (number % 11 == 4).then_some(About::Around),
        lasts: number % 11 == 6,
        granularity: Granularity::Day,
        inherited_date: number.is_multiple_of(2),
        clocks: None,
        origins: Vec::new(),
        places: if number.is_multiple_of(3) { vec![place] } else { Vec::new() },
        attribution: (number % 4 == 1).then(|| "kata juru bicara dinas pelabuhan provinsi".to_string()),
        source_ref: format!("k{number}"),
        quote: "Kapal itu merapat.".to_string(),
        who: Vec::new(),
        salience: 1.0 / f64::from(number),
        relations: Vec::new(),
        source: 0,
        told_by: 1,
    }
}

pub(super) fn story(count: u32, label: &str, spread: u64) -> Story {
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
        left_out: 0,
        facts: vec![
            Fact {
                term: "12 awak".into(), text: "selamat tanpa luka".into(), source: "kata dinas · k3".into()
            };
            count.min(4) as usize
        ],
        gaps: vec!["Jam setiap peristiwa pada hari itu".into(); count.min(5) as usize],
        sources: vec!["Harian Contoh, Kapal kembali, 21 Februari 2024".into()],
        made: "Dibuat otomatis dari 1 artikel, 9 kalimat.".into(),
        logo: None,
    }
}

pub(super) fn boxes(nodes: &[Node], found: &mut Vec<(String, Box2)>) {
    for node in nodes {
        match node {
            Node::Group(group) => boxes(&group.children, found),
            Node::Text(text) => found.push((text.text.clone(), text_bounds(text))),
            _ => {}
        }
    }
}

/// The bottoms of all marks that are no text.
fn shapes(nodes: &[Node], bottoms: &mut Vec<f64>) {
    for node in nodes {
        match node {
            Node::Group(group) => shapes(&group.children, bottoms),
            Node::Path(path) => bottoms.extend(path.steps.iter().filter_map(|step| match *step {
                crate::scene::Step::Move(_, y) | crate::scene::Step::Line(_, y) => Some(y),
                crate::scene::Step::Cubic(.., y) => Some(y),
                crate::scene::Step::Close => None,
            })),
            Node::Rect(rect) => bottoms.push(rect.y + rect.height),
            Node::Circle(circle) => bottoms.push(circle.y + circle.r),
            Node::Text(_) | Node::Logo(_) => {}
        }
    }
}

pub(super) fn check(scene: &Scene, case: &str) {
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
        for (label, spread) in [(plain, 0), (plain, 2), (long, 9)] {
            for (width, height) in sizes {
                for code in if count == 5 { ["id", "en"].as_slice() } else { &["id"] } {
                    let pack = pack(code).expect("a bundled pack");
                    let story = story(count, label, spread);
                    let size = Size { width, height };
                    let case = format!("{count} items, every {spread} days, {width} px, {code}");
                    check(&brief_page(&story, size, &[], &pack).expect("a page"), &case);
                    check(&timeline_page(&story, size, Strip::Without, &pack).expect("a page"), &case);
                    check(&map_page(&story, size, &[], &Default::default(), &pack).expect("a page"), &case);
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
        let scene = timeline_page(
            &story(count, "Kapal tiba", spread),
            Size { width: 1600.0, height: None },
            Strip::Without,
            &pack,
        )
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

/// A story of random dates, labels, relations and places.
fn any_story() -> impl Strategy<Value = Story> {
    let label = prop_oneof![
        3 => "[A-Z][a-z]{2,9}( [a-z]{2,12}){1,7}",
        1 => "[A-Z][a-z]{30,70}",
        1 => "[0-9]{1,3} [a-z]{2,6} \\PC{1,12} [a-z]{3,9}",
    ];
    let dates = (0_u8..8, 0_u64..30_000, 0_u64..900, 0_u32..1440);
    let links = proptest::collection::vec((0_u8..3, 1_u32..30), 0..2);
    let row = (label, dates, (0_u8..5, 0_u8..5), links, 0_u8..5, 0.0..1.0_f64);
    let many = prop_oneof![4 => 0_usize..13, 2 => 13_usize..26, 1 => 26_usize..40];
    (many.prop_flat_map(move |count| proptest::collection::vec(row.clone(), count)), 1_u64..400).prop_map(
        |(rows, spread)| {
            let mut made = story(0, "", 1);
            for (number, (label, dates, (kind, fill), links, place, salience)) in (1..).zip(rows) {
                let mut item = item(number, 0, &label);
                (item.bounds, item.granularity) = bounds(dates, spread);
                let goes_on = item.bounds.latest.is_none() && item.bounds.earliest.is_some() && salience > 0.5;
                item.since = goes_on.then_some(Bounds { latest: item.bounds.earliest, ..item.bounds });
                item.about = (salience < 0.2 && !goes_on).then_some(About::Around);
                item.kind =
                    [Kind::Military, Kind::Meeting, Kind::Statement, Kind::Disaster, Kind::Other][kind as usize];
                item.certainty = [
                    Certainty::Asserted,
                    Certainty::Planned,
                    Certainty::Possible,
                    Certainty::Denied,
                    Certainty::Background,
                ][fill as usize];
                let kinds = [
                    ItemRelationKind::Before,
                    ItemRelationKind::During,
                    ItemRelationKind::PartOf,
                    ItemRelationKind::Cause,
                ];
                item.relations =
                    links.into_iter().map(|(kind, other)| ItemRelation { kind: kinds[kind as usize], other }).collect();
                if place > 2 {
                    item.places.clear();
                }
                item.salience = salience;
                item.who = ["Wali kota", "Serikat sopir", "Regu penyelamat"]
                    .into_iter()
                    .take(usize::from(place) % 4)
                    .skip(usize::from(kind) % 2)
                    .map(str::to_string)
                    .collect();
                made.items.push(item);
            }
            made
        },
    )
}

/// Random bounds: days, months, years, clock times, open ends, nothing; close together or far apart.
fn bounds((form, first, length, minute): (u8, u64, u64, u32), spread: u64) -> (Bounds, Granularity) {
    let base = NaiveDate::from_ymd_opt(1990, 1, 1).expect("a real day");
    let day = base.checked_add_days(Days::new(first % (spread * 5))).expect("a real day");
    let last = day.checked_add_days(Days::new(length)).expect("a real day");
    let clock = day.and_hms_opt(minute / 60, minute % 60, 0).map(Moment::Minute);
    let (day, last) = (Some(Moment::Day(day)), Some(Moment::Day(last)));
    let (earliest, latest) = match form {
        0 => (None, day),
        1 => (day, None),
        2 => (None, None),
        3 => (day, last),
        4 | 5 => (clock, clock),
        _ => (day, day),
    };
    (Bounds { earliest, latest }, if form == 3 { Granularity::Month } else { Granularity::Day })
}

/// The ids of the events that are drawn.
pub(super) fn drawn(nodes: &[Node], found: &mut Vec<String>) {
    for node in nodes {
        if let Node::Group(group) = node {
            if group.class == "event" {
                found.push(group.id.clone());
            }
            drawn(&group.children, found);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn any_story_is_drawn_whole_and_without_collisions(story in any_story(), size in 0_usize..5, english: bool) {
        let (width, height) =
            [(1600.0, Some(900.0)), (1123.0, Some(794.0)), (420.0, None), (1080.0, Some(1080.0)), (1080.0, Some(1920.0))][size];
        let pack = pack(if english { "en" } else { "id" }).expect("a bundled pack");
        let size = Size { width, height };
        let brief = brief_page(&story, size, &[], &pack).expect("a page");
        check(&brief, "brief");
        let mut events = Vec::new();
        drawn(&brief.root, &mut events);
        let count = events.len();
        events.sort();
        events.dedup();
        prop_assert_eq!(count, events.len(), "an event is drawn twice");
        let timeline = timeline_page(&story, Size { width, height: None }, Strip::Density, &pack).expect("a page");
        check(&timeline, "timeline");
        let mut events = Vec::new();
        drawn(&timeline.root, &mut events);
        events.sort();
        events.dedup();
        prop_assert_eq!(events.len(), story.items.len(), "the timeline alone draws every event");
    }

    #[test]
    fn what_is_not_drawn_is_counted(story in any_story(), keep in 1_u32..6, wide: bool) {
        let pack = pack("id").expect("a bundled pack");
        let folded: BTreeSet<u32> = story.items.iter().map(|i| i.number).filter(|n| n % keep == 1).collect();
        prop_assume!(folded.len() < story.items.len());
        // The line of a label that begins with the sign of a count would be taken for one.
        prop_assume!(story.items.iter().all(|item| !item.label.contains('+')));
        let frame = Frame { x: 0.0, y: 0.0, width: if wide { 1500.0 } else { 380.0 }, height: 0.0 };
        let drawing = crate::layout::timeline::draw(&story, &folded, frame, &pack).expect("a timeline");
        let mut events = Vec::new();
        drawn(&drawing.nodes, &mut events);
        prop_assert_eq!(events.len() + folded.len(), story.items.len());
        let mut texts = Vec::new();
        boxes(&drawing.nodes, &mut texts);
        let counts: Vec<&(String, Box2)> = texts.iter().filter(|(text, _)| text.starts_with('+')).collect();
        prop_assert_eq!(counts.len(), usize::from(!folded.is_empty()), "one count in one place");
        let figure = |text: &str| text.split(|c: char| !c.is_ascii_digit()).find_map(|n| n.parse::<usize>().ok());
        let counted: usize = counts.iter().filter_map(|(text, _)| figure(text)).sum();
        if let Some((_, count)) = counts.first() {
            let mut marks = Vec::new();
            shapes(&drawing.nodes, &mut marks);
            prop_assert!(marks.iter().all(|bottom| *bottom <= count.y0 + 0.5), "a mark lies under the count");
            prop_assert!(count.y1 <= drawing.height && count.x1 <= frame.width);
        }
        prop_assert_eq!(counted, folded.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn lanes_of_any_story_hold_every_event_once_and_nothing_meets(story in any_story(), by in 0_usize..3, size in 0_usize..3) {
        let by = [By::Category, By::Actor, By::Source][by];
        let width = [1600.0, 1123.0, 420.0][size];
        let pack = pack("id").expect("a bundled pack");
        let page = lanes_page(&story, Size { width, height: None }, Strip::Without, Some(by), &pack).expect("a page");
        check(&page, "lanes");
        let mut events = Vec::new();
        drawn(&page.root, &mut events);
        let count = events.len();
        events.sort();
        events.dedup();
        prop_assert_eq!(count, events.len(), "an event is told twice");
        prop_assert_eq!(count, story.items.len(), "an event is lost");
    }
}

#[test]
fn the_key_explains_a_bar_only_where_a_date_has_two_ends() {
    let pack = pack("id").expect("a bundled pack");
    let words = crate::lang::Words::from_pack(&pack, "page.tsv").expect("a table");
    // The date of the third item has no beginning, that of the fifth no end.
    for (number, days, lasts) in [(1, 0, false), (3, 0, false), (5, 0, false), (1, 4, false), (1, 4, true)] {
        let mut story = story(1, "Kapal merapat", 1);
        story.items = vec![item(number, 3, "Kapal merapat")];
        let bounds = &mut story.items[0].bounds;
        if days > 0 {
            let last = bounds.latest.and_then(|last| last.day().checked_add_days(Days::new(days)));
            bounds.latest = last.map(Moment::Day);
        }
        story.items[0].lasts = lasts;
        let page = timeline_page(&story, Size { width: 1123.0, height: None }, Strip::Without, &pack).expect("a page");
        let mut texts = Vec::new();
        boxes(&page.root, &mut texts);
        for (key, told) in [("key-range", days > 0 && !lasts), ("key-lasts", lasts), ("coarse", days > 0 && !lasts)] {
            let shown = texts.iter().any(|(text, _)| text == words.get(key));
            assert_eq!(shown, told, "{key}, item {number}, {days} days: {texts:?}");
        }
    }
}

#[test]
fn an_actor_lane_holds_only_what_names_the_actor() {
    let pack = pack("en").expect("a bundled pack");
    let mut told = story(3, "Kapal tiba", 2);
    told.items[0].who = vec!["Harbour master".to_string()];
    told.items[1].who = vec!["harbour master".to_string(), "Pilot".to_string()];
    let size = Size { width: 1600.0, height: None };
    let page = lanes_page(&told, size, Strip::Without, Some(By::Actor), &pack).expect("a page");
    let mut found = Vec::new();
    boxes(&page.root, &mut found);
    let y = |wanted: &str| found.iter().filter(|(text, _)| text == wanted).map(|(_, b)| b.y0).collect::<Vec<_>>();
    let lanes = [y("Harbour master"), y("Pilot"), y("No actor named")];
    let [[first], [second], [none]] = lanes.each_ref().map(Vec::as_slice) else {
        panic!("one heading each: {lanes:?}")
    };
    assert!(first < second && second < none);
    assert!(y("3").iter().all(|y| y + 4.0 > *none), "nobody is named by the third");
    assert_eq!(y("2").iter().filter(|y| **y + 4.0 > *second && **y < *none).count(), 1, "numbered in the pilot's lane");
    assert!(y("Other actors").is_empty(), "an empty lane is left out");
}

#[test]
fn further_pages_hold_what_the_first_folds() {
    let pack = pack("id").expect("a bundled pack");
    for (count, width, height) in [(5, 1123.0, 794.0), (45, 1123.0, 794.0), (45, 1080.0, 1080.0), (30, 1080.0, 1920.0)]
    {
        let mut told = story(count, "Kapal survei tiba di pelabuhan setelah badai", 3);
        told.items.iter_mut().for_each(|item| item.places.clear());
        let pages = brief_pages(&told, Size { width, height: Some(height) }, &[], &pack).expect("pages");
        assert!(pages.len() > 1 || count == 5, "{count} events, {width} px: {} pages", pages.len());
        let mut events = Vec::new();
        for (page, number) in pages.iter().zip(1..) {
            check(page, &format!("{count} events, {width} px, page {number}"));
            assert!(number == 1 || page.height <= height, "page {number} is {} px high", page.height);
            drawn(&page.root, &mut events);
        }
        events.sort();
        assert_eq!(events.len(), count as usize);
        events.dedup();
        assert_eq!(events.len(), count as usize, "an event stands on two pages");
    }
}

#[test]
fn the_text_alternative_says_all_in_every_language() {
    for (code, place, certainty) in
        [("id", "Tempat: ", "RENCANA"), ("en", "Place: ", "PLANNED"), ("ms", "Tempat: ", "DIRANCANG")]
    {
        let pack = pack(code).expect("a bundled pack");
        let mut told = story(6, "Kapal tiba", 2);
        told.gaps = vec!["Jam kapal tiba".to_string()];
        told.items[2].who = vec!["Nakhoda".to_string()];
        let text = alt_text(&told, &pack).expect("a text");
        assert_eq!(text.matches("Kapal tiba").count(), 6, "{text}");
        assert_eq!(text.matches("“Kapal itu merapat.”").count(), 6, "{text}");
        for wanted in [&told.headline, place, certainty, "Nakhoda", "- Jam kapal tiba", "1. "] {
            assert!(text.contains(wanted), "{code}: {wanted:?} is missing:\n{text}");
        }
        assert!(!text.contains("{0}") && !text.contains("alt-") && text.ends_with('\n'), "{text}");
    }
}

#[test]
fn five_hundred_events_keep_their_type_and_their_places() {
    let pack = pack("id").expect("a bundled pack");
    for (width, spread) in [(1600.0, 2), (420.0, 0)] {
        let told = story(500, "Kapal survei tiba di pelabuhan", spread);
        let page = timeline_page(&told, Size { width, height: None }, Strip::Without, &pack).expect("a page");
        check(&page, &format!("500 events, {width} px"));
        let mut events = Vec::new();
        drawn(&page.root, &mut events);
        assert_eq!(events.len(), 500);
    }
}
