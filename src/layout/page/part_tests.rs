//! Parts of a page by themselves: the column of terms, sentences in columns, bars over days, months and years.

use super::parts::Sheet;
use super::strip::{Unit, bars};
use super::tests::{boxes, item, story};
use super::*;
use crate::lang::pack;
use crate::scene::Bounds as Box2;
use crate::story::Fact;
use crate::time::{Bounds, Moment};
use chrono::NaiveDate;

fn texts(nodes: &[Node]) -> Vec<(String, Box2)> {
    let mut found = Vec::new();
    boxes(nodes, &mut found);
    found
}

#[test]
fn a_word_without_end_leaves_room_for_its_text() {
    let pack = pack("id").expect("a bundled pack");
    let mut told = story(1, "Kapal tiba", 1);
    told.facts = vec![Fact { term: "\u{fffd}".repeat(60), text: "Presiden".to_string(), source: "k2".to_string() }];
    let mut sheet = Sheet::new(&told, 700.0, &pack).expect("a page");
    sheet.facts(1, (24.0, 652.0));
    for (said, place) in texts(&sheet.nodes) {
        assert!(place.x1 <= 680.0, "{said:?} ends at {}", place.x1);
    }
}

#[test]
fn a_term_of_many_words_leaves_more_than_half_of_the_width_to_its_text() {
    let pack = pack("id").expect("a bundled pack");
    let text = "berlabuh di dermaga timur sejak badai reda dan belum boleh berlayar lagi";
    let fact = |term: &str| Fact { term: term.to_string(), text: text.to_string(), source: "k2".to_string() };
    for (term, width, most) in [
        ("lebih dari dua ratus tujuh puluh lima kapal", 400.0, 0.5),
        ("lebih dari dua ratus tujuh puluh lima kapal", 300.0, 0.5),
        ("7 kapal", 400.0, 0.3),
        // A word is not broken, however long it is.
        ("Ketidaktersediaan", 400.0, 0.6),
    ] {
        let mut told = story(1, "Kapal tiba", 1);
        told.facts = vec![fact(term)];
        let mut sheet = Sheet::new(&told, 1600.0, &pack).expect("a page");
        sheet.facts(1, (100.0, width));
        let found = texts(&sheet.nodes);
        let (said, beside) = found.iter().find(|(said, _)| text.starts_with(said.as_str())).expect("its text");
        assert!(beside.x0 <= 100.0 + width * most, "{term:?} in {width} px: {said:?} starts at {}", beside.x0);
        let longest = term.split(' ').max_by_key(|word| word.len()).expect("a word");
        assert!(found.iter().any(|(said, _)| said.contains(longest)), "{term:?} is broken: {found:?}");
    }
}

#[test]
fn sentences_fill_their_columns_evenly_and_leave_none_empty() {
    let pack = pack("id").expect("a bundled pack");
    let short = "Kapal itu merapat.";
    let long = "Kapal itu merapat setelah dua hari menunggu ombak reda di mulut teluk. ".repeat(12);
    let rows: [(&str, Vec<&str>, &[usize]); 5] = [
        ("twelve of one length", vec![short; 12], &[4, 4, 4]),
        ("seven of one length", vec![short; 7], &[2, 3, 2]),
        ("a long one first", [vec![long.as_str()], vec![short; 2]].concat(), &[1, 1, 1]),
        ("a long one last", [vec![short; 4], vec![long.as_str()]].concat(), &[3, 1, 1]),
        ("three", vec![short; 3], &[1, 1, 1]),
    ];
    for (case, quotes, wanted) in rows {
        let mut told = story(quotes.len() as u32, "Kapal tiba", 1);
        for (item, quote) in told.items.iter_mut().zip(quotes) {
            item.quote = quote.to_string();
        }
        let mut sheet = Sheet::new(&told, 1600.0, &pack).expect("a page");
        sheet.sentences(&told, (48.0, 1504.0));
        let found = texts(&sheet.nodes);
        // Each sentence begins with its reference.
        let mut columns: Vec<(i64, usize)> = Vec::new();
        for item in &told.items {
            let start = format!("{}: ", item.source_ref);
            let (_, at) = found.iter().find(|(text, _)| text.starts_with(&start)).expect("the sentence");
            assert!(at.x0 >= 48.0 && at.x1 <= 48.0 + 1504.0, "{case}: {at:?}");
            match columns.iter_mut().find(|(x, _)| *x == at.x0 as i64) {
                Some((_, count)) => *count += 1,
                None => columns.push((at.x0 as i64, 1)),
            }
        }
        let counts: Vec<usize> = columns.iter().map(|(_, count)| *count).collect();
        assert_eq!(counts, wanted, "{case}: {columns:?}");
        assert!(columns[0].0 < 48 + 340, "{case}: the first column is empty");
    }
}

#[test]
fn bars_stand_for_days_months_or_years_by_the_time_that_they_span() {
    let pack = pack("id").expect("a bundled pack");
    let format = DateFormat::from_pack(&pack).expect("a table");
    let rows = [
        ((2024, 3, 1), (2024, 3, 1), Some((Unit::Day, 1))),
        ((2023, 12, 1), (2024, 1, 31), Some((Unit::Day, 62))),
        ((2023, 12, 1), (2024, 2, 1), Some((Unit::Month, 3))),
        ((2021, 9, 30), (2025, 8, 1), Some((Unit::Month, 48))),
        ((2021, 9, 30), (2025, 9, 1), Some((Unit::Year, 5))),
        ((1625, 7, 1), (2024, 5, 1), Some((Unit::Year, 400))),
        ((1624, 5, 1), (2024, 5, 1), None),
    ];
    for (first, last, wanted) in rows {
        let mut told = story(0, "", 1);
        for (number, (year, month, day)) in (1..).zip([first, last]) {
            let at = NaiveDate::from_ymd_opt(year, month, day).map(Moment::Day);
            let mut made = item(number, 0, "Kapal tiba");
            made.bounds = Bounds { earliest: at, latest: at };
            told.items.push(made);
        }
        let made = bars(&told, &format);
        assert_eq!(made.as_ref().map(|bars| (bars.unit, bars.counts.len())), wanted, "{first:?} to {last:?}");
        if let Some(bars) = made {
            let counted: f64 = bars.counts.iter().map(|(_, count)| count).sum();
            assert_eq!((counted, bars.uncounted), (2.0, 0), "{first:?} to {last:?}");
        }
    }
}

/// The size of the letters in which the labels of events are set.
fn type_size(nodes: &[Node], label: &str) -> f64 {
    let sizes = nodes.iter().map(|node| match node {
        Node::Group(group) => type_size(&group.children, label),
        Node::Text(text) if label.starts_with(text.text.as_str()) => text.style.size,
        _ => 0.0,
    });
    sizes.fold(0.0, f64::max)
}

#[test]
fn a_few_events_alone_on_a_page_are_set_as_large_as_it_holds_and_many_in_the_usual_size() {
    let pack = pack("id").expect("a bundled pack");
    let label = "Kapal survei tiba di pelabuhan";
    let usual = 13.5;
    for (count, width, height, larger) in [
        (3, 1600.0, Some(900.0), 1.5),
        (3, 1200.0, Some(900.0), 1.25),
        (3, 1600.0, None, 1.0),
        (3, 1123.0, Some(794.0), 1.0),
        (60, 1600.0, Some(900.0), 1.0),
    ] {
        let told = story(count, label, 2);
        let page = timeline_page(&told, Size { width, height }, Strip::Without, &pack).expect("a page");
        assert_eq!(type_size(&page.root, label), usual * larger, "{count} events, {width} by {height:?}");
        assert!(larger == 1.0 || Some(page.height) == height, "{count} events: the page grew to {}", page.height);
    }
}
