//! What the first page leaves out stands on further ones, and every page is as high as asked for.

use super::tests::{boxes, check, drawn, story};
use super::{Size, brief_page, brief_pages};
use crate::lang::{Words, pack};
use crate::scene::{Clip, Group, Node, Scene};
use crate::story::{Fact, Story};
use geo::Point;

/// Cards for links, slides, posts and paper.
const SIZES: [(f64, f64); 6] =
    [(1200.0, 630.0), (1280.0, 720.0), (1024.0, 512.0), (1080.0, 1080.0), (1080.0, 1920.0), (1123.0, 794.0)];

/// A story with places apart, and facts and questions that can be told from each other.
fn told(count: u32, mapped: bool) -> Story {
    let mut told = story(count, "Kapal survei tiba di pelabuhan setelah badai", 3);
    for (item, number) in told.items.iter_mut().zip(0..) {
        item.places.iter_mut().for_each(|place| {
            place.id = format!("x{number}");
            place.point = Some(Point::new(106.0 + f64::from(number) * 0.8, -6.5 + f64::from(number % 3)));
        });
        if !mapped {
            item.places.clear();
        }
    }
    for (fact, number) in told.facts.iter_mut().zip(1..) {
        fact.text = format!("selamat di dermaga {number}");
    }
    for (gap, number) in told.gaps.iter_mut().zip(1..) {
        *gap = format!("Jam peristiwa {number}");
    }
    told
}

fn texts(pages: &[Scene]) -> Vec<String> {
    let mut found = Vec::new();
    pages.iter().for_each(|page| boxes(&page.root, &mut found));
    found.into_iter().map(|(text, _)| text).collect()
}

#[test]
fn no_fact_and_no_question_is_lost_and_pages_keep_their_height() {
    let pack = pack("id").expect("a bundled pack");
    for (width, height) in SIZES {
        for (count, mapped) in [(1, true), (4, true), (7, false), (12, true), (26, false)] {
            let case = format!("{count} events, {width}x{height}, mapped: {mapped}");
            let told = told(count, mapped);
            let pages = brief_pages(&told, Size { width, height: Some(height) }, &[], &pack).expect("pages");
            let mut events = Vec::new();
            for page in &pages {
                check(page, &case);
                assert_eq!(page.height, height, "{case}");
                drawn(&page.root, &mut events);
            }
            assert_eq!(events.len(), count as usize, "{case}");
            let said = texts(&pages).join(" ");
            for number in 1..=told.facts.len() {
                assert!(said.contains(&format!("dermaga {number}")), "{case}: fact {number} stands on no page");
            }
            for number in 1..=told.gaps.len() {
                assert!(said.contains(&format!("peristiwa {number}")), "{case}: question {number} stands on no page");
            }
        }
    }
}

#[test]
fn a_further_page_without_events_says_what_stands_on_it() {
    let pack = pack("id").expect("a bundled pack");
    let told = told(4, true);
    let pages = brief_pages(&told, Size { width: 1024.0, height: Some(512.0) }, &[], &pack).expect("pages");
    let bare = pages.iter().filter(|page| {
        let mut events = Vec::new();
        drawn(&page.root, &mut events);
        events.is_empty()
    });
    let said: Vec<&str> = bare.map(|page| page.desc.as_str()).collect();
    for wanted in ["selamat di dermaga 4", "Jam peristiwa 4"] {
        assert!(said.join(" ").contains(wanted), "{said:?}");
    }
    // A reference is explained wherever one stands, and nowhere else.
    let words = Words::from_pack(&pack, "page.tsv").expect("a table");
    for page in &pages {
        let said = texts(std::slice::from_ref(page));
        let refers = said.iter().any(|text| text.contains("k1") || text.contains("k3"));
        let explained = said.iter().any(|text| text == words.get("key-ref"));
        assert_eq!(explained, refers, "{said:?}");
    }
    let of = format!("{} dari {}", pages.len(), pages.len());
    assert!(texts(&pages[pages.len() - 1..]).join(" ").contains(&of), "the last page says that it is the last: {of}");
}

#[test]
fn a_story_without_facts_and_questions_keeps_to_its_page() {
    let pack = pack("id").expect("a bundled pack");
    for (width, height) in SIZES.into_iter().chain([(1600.0, 900.0), (1587.0, 1123.0)]) {
        for count in [1, 3, 6] {
            let mut told = told(count, true);
            (told.facts, told.gaps) = (Vec::new(), Vec::new());
            for page in brief_pages(&told, Size { width, height: Some(height) }, &[], &pack).expect("pages") {
                check(&page, &format!("{count} events without facts, {width}x{height}"));
                assert_eq!(page.height, height, "{count} events, {width}x{height}");
            }
        }
    }
}

#[test]
fn sentences_stand_on_a_page_that_has_room_for_all() {
    let pack = pack("id").expect("a bundled pack");
    let size = Size { width: 1600.0, height: Some(900.0) };
    for mapped in [true, false] {
        let quoted = told(4, mapped);
        let pages = brief_pages(&quoted, size, &[], &pack).expect("pages");
        let said = texts(&pages);
        assert_eq!(pages.len(), 1);
        for item in &quoted.items {
            let sentence = format!("{}: {}", item.source_ref, item.quote);
            assert!(said.contains(&sentence), "mapped: {mapped}: {sentence:?} is missing");
        }
        // The label of a table is no sentence of a text.
        let mut table = told(4, mapped);
        table.items.iter_mut().for_each(|item| item.quote = item.label.clone());
        let said = texts(&brief_pages(&table, size, &[], &pack).expect("pages"));
        assert!(!said.iter().any(|text| text.contains("k1: ")), "mapped: {mapped}");
    }
}

#[test]
fn facts_and_questions_give_way_where_events_are_too_few_to_fold() {
    let pack = pack("id").expect("a bundled pack");
    for (width, height) in SIZES {
        for count in [1, 2, 3] {
            let mut told = told(count, false);
            let fact = told.facts[0].clone();
            told.facts = (11..=24).map(|n| Fact { text: format!("selamat di dermaga {n}"), ..fact.clone() }).collect();
            told.gaps = (11..=24).map(|n| format!("Jam peristiwa {n}")).collect();
            let pages = brief_pages(&told, Size { width, height: Some(height) }, &[], &pack).expect("pages");
            let case = format!("{count} events, {width}x{height}");
            let mut events = Vec::new();
            drawn(&pages[0].root, &mut events);
            assert_eq!(events.len(), count as usize, "{case}: its events stand on the first page");
            for page in &pages {
                check(page, &case);
                assert_eq!(page.height, height, "{case}, page {:?}", page.page);
            }
            let said = texts(&pages).join(" ");
            for number in 11..=24 {
                let fact = format!("selamat di dermaga {number}");
                assert!(said.contains(&fact), "{case}: {fact:?} stands nowhere");
            }
            for gap in &told.gaps {
                assert!(said.contains(gap), "{case}: {gap:?} stands nowhere");
            }
        }
    }
}

#[test]
fn events_fold_before_the_last_fact_and_the_last_question_leave_the_page() {
    let pack = pack("id").expect("a bundled pack");
    for count in [8, 10, 12, 15] {
        let told = told(count, true);
        let page = brief_page(&told, Size { width: 1280.0, height: Some(720.0) }, &[], &pack).expect("a page");
        let mut events = Vec::new();
        drawn(&page.root, &mut events);
        assert_eq!(page.height, 720.0);
        let said = texts(std::slice::from_ref(&page)).join(" ");
        let case = format!("{} of {count} events: {said}", events.len());
        assert!(events.len() >= 3, "{case}");
        assert!(said.contains("dermaga 1") && said.contains("Jam peristiwa 1"), "{case}");
    }
}

#[test]
fn a_map_beside_facts_keeps_its_key_within_its_frame() {
    fn layer<'a>(nodes: &'a [Node], id: &str) -> Option<&'a Group> {
        nodes.iter().find_map(|node| match node {
            Node::Group(group) if group.id == id => Some(group),
            Node::Group(group) => layer(&group.children, id),
            _ => None,
        })
    }
    let pack = pack("id").expect("a bundled pack");
    let told = told(30, true);
    let page = brief_page(&told, Size { width: 800.0, height: None }, &[], &pack).expect("a page");
    let map = layer(&page.root, "layer-map").expect("a map");
    let Some(Node::Group(Group { clip: Some(Clip::Rect { y: top, width, .. }), .. })) = map.children.first() else {
        panic!("the map is clipped")
    };
    let mut found = Vec::new();
    boxes(&layer(&map.children, "layer-map-key").expect("so many places need a key").children, &mut found);
    // Only on a narrow page, where all stands below each other, may the key reach below the map.
    let high = found.iter().map(|(_, bounds)| bounds.y1).fold(0.0, f64::max) - top;
    assert!(*width < 560.0 && high <= width * 0.7, "a map {width} px wide and {high} px high with its key");
}
