//! What hangs together on a timeline stands together, and no date is made more exact than the text has it.

use super::relate::relate;
use super::relate::tests::item;
use super::strands::tests::desk as numberless;
use super::*;
use crate::lang::pack;
use crate::layout::map::tests::story;
use crate::scene::Step;
use crate::story::About;
use crate::story::ItemRelationKind::{self, Before, PartOf};
use crate::time::{Bounds, Moment};
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

fn desk(items: &[Item]) -> Desk {
    Desk { numbers: items.iter().map(|item| item.number).collect(), ..numberless() }
}

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 2, 20)
        .and_then(|first| first.checked_add_days(Days::new(offset)))
        .expect("a real day")
}

/// Items of one day, with a number and what each states of others.
fn told(rows: &[(u32, &[(ItemRelationKind, u32)])]) -> Vec<Item> {
    let at = Some(Moment::Day(day(0)));
    let made = rows.iter().map(|(number, relations)| Item {
        label: format!("Regu {number} tiba di dermaga"),
        bounds: Bounds { earliest: at, latest: at },
        ..item(*number, relations)
    });
    made.collect()
}

fn segment(items: &[Item]) -> Segment<'_> {
    let items: Vec<&Item> = items.iter().collect();
    Segment {
        extent: Extent::Day,
        heading: "Selasa, 20 Februari 2024".to_string(),
        from: Some(day(0)),
        since: None,
        about: None,
        to: Some(day(0)),
        clocked: Vec::new(),
        order: relate(&items),
        items,
        folded: 0,
    }
}

/// Where the chip of each event stands.
fn chips(nodes: &[Node]) -> BTreeMap<u32, (f64, f64)> {
    let mut found = BTreeMap::new();
    for node in nodes {
        let Node::Group(group) = node else { continue };
        found.extend(chips(&group.children));
        let number = group.data.iter().find(|(key, _)| key == "n").and_then(|(_, n)| n.parse().ok());
        let circle = group.children.iter().find_map(|node| match node {
            Node::Circle(c) => Some((c.x, c.y)),
            Node::Rect(r) => Some((r.x + r.width / 2.0, r.y + r.height / 2.0)),
            _ => None,
        });
        found.extend(number.zip(circle));
    }
    found
}

/// The bent lines from a parent to its parts, from end to end.
fn combs(nodes: &[Node]) -> Vec<[(f64, f64); 3]> {
    let bent = |node: &Node| match node {
        Node::Path(path) => match path.steps.as_slice() {
            [Step::Move(a, b), Step::Line(c, d), Step::Line(e, f)] => Some([(*a, *b), (*c, *d), (*e, *f)]),
            _ => None,
        },
        _ => None,
    };
    nodes.iter().filter_map(bent).collect()
}

#[test]
fn parts_stand_close_below_their_parent_and_hang_from_its_chip() {
    let items = told(&[(3, &[(PartOf, 4)]), (4, &[]), (5, &[(PartOf, 4)])]);
    let (desk, segment) = (desk(&items), segment(&items));
    let panel = strands::compose(&desk, &segment, 700.0).0;
    let frame = Frame { x: 0.0, y: 0.0, width: 700.0, height: 0.0 };
    let list = list::draw(&desk, std::slice::from_ref(&segment), frame).0;
    for (form, nodes, farthest) in [("panel", panel, 80.0), ("list", list, 130.0)] {
        let at = chips(&nodes);
        assert_eq!(at.keys().copied().collect::<Vec<_>>(), [3, 4, 5], "{form}");
        let parent = at[&4];
        for part in [at[&3], at[&5]] {
            let below = part.1 - parent.1;
            assert!((30.0..farthest).contains(&below), "{form}: a part stands {below} px below its parent");
        }
        let lines = combs(&nodes);
        assert!(!lines.is_empty(), "{form}: nothing says what belongs to what");
        for line in lines {
            let under = line[0].1 - parent.1 - desk.radius;
            assert!(line[0].0 == parent.0 && (0.0..4.0).contains(&under), "{form}: {line:?} begins {under} px off");
        }
    }
}

#[test]
fn chains_share_a_line_that_holds_them_and_none_is_broken_for_it() {
    type Given<'a> = &'a [(u32, &'a [(ItemRelationKind, u32)])];
    let rows: [(Given, f64, &[&[u32]]); 6] = [
        (&[(1, &[(Before, 2)]), (2, &[]), (3, &[(Before, 4)]), (4, &[])], 600.0, &[&[1, 2, 3, 4]]),
        (&[(1, &[(Before, 2)]), (2, &[]), (3, &[(Before, 4)]), (4, &[])], 560.0, &[&[1, 2], &[3, 4]]),
        (
            &[(1, &[(Before, 2)]), (2, &[]), (3, &[(Before, 4)]), (4, &[(Before, 5)]), (5, &[])],
            600.0,
            &[&[1, 2], &[3, 4, 5]],
        ),
        (
            &[(1, &[(Before, 2)]), (2, &[]), (3, &[(Before, 4)]), (4, &[(Before, 5)]), (5, &[])],
            730.0,
            &[&[1, 2, 3, 4, 5]],
        ),
        // What has a parent stands below it, wherever there is room.
        (&[(1, &[(Before, 2)]), (2, &[]), (3, &[(PartOf, 4)]), (4, &[])], 1400.0, &[&[4], &[3], &[1, 2]]),
        (&[(3, &[(PartOf, 4)]), (4, &[]), (5, &[(Before, 6)]), (6, &[])], 1400.0, &[&[4], &[3], &[5, 6]]),
    ];
    for (given, width, wanted) in rows {
        let items = told(given);
        let (nodes, _) = strands::compose(&desk(&items), &segment(&items), width);
        let mut lines: Vec<(i64, Vec<u32>)> = Vec::new();
        for (number, (_, y)) in chips(&nodes) {
            match lines.iter_mut().find(|(line, _)| *line == y.round() as i64) {
                Some((_, here)) => here.push(number),
                None => lines.push((y.round() as i64, vec![number])),
            }
        }
        lines.sort();
        let found: Vec<&[u32]> = lines.iter().map(|(_, here)| here.as_slice()).collect();
        assert_eq!(found, wanted, "{width} px");
    }
}

#[test]
fn a_date_that_is_not_exact_is_nowhere_printed_as_if_it_were() {
    let pack = pack("id").expect("a bundled pack");
    let frame = Frame { x: 0.0, y: 0.0, width: 1500.0, height: 0.0 };
    let before = NaiveDate::from_ymd_opt(2019, 3, 12).map(Moment::Day);
    let both = Bounds { earliest: before, latest: before };
    for (about, since, said) in [
        (Some(About::Around), None, "sekitar 12 Mar 2019"),
        (None, Some(both), "sejak 12 Mar 2019"),
        (None, None, "12 Mar 2019"),
    ] {
        let mut items: Vec<Item> = (2..=9)
            .map(|n| {
                let at = Some(Moment::Day(day(2 * u64::from(n))));
                let label = format!("Regu {n} tiba");
                Item { label, bounds: Bounds { earliest: at, latest: at }, ..item(n, &[]) }
            })
            .collect();
        let bounds = if since.is_some() { Bounds { latest: None, ..both } } else { both };
        items.insert(0, Item { label: "Dermaga dibangun".to_string(), bounds, about, since, ..item(1, &[]) });
        let told = story(items);
        let drawing = draw(&told, &BTreeSet::new(), frame, &pack).expect("a timeline");
        let mut found = Vec::new();
        texts(&drawing.nodes, &mut found);
        let dated: Vec<&String> = found.iter().filter(|text| text.contains("2019")).collect();
        assert!(dated.len() > 1 || since.is_some(), "on the axis and beside the event: {found:?}");
        assert!(dated.iter().all(|text| text.to_lowercase().contains(&said.to_lowercase())), "{said}: {dated:?}");
    }
}

fn texts(nodes: &[Node], found: &mut Vec<String>) {
    for node in nodes {
        match node {
            Node::Group(group) => texts(&group.children, found),
            Node::Text(text) => found.push(text.text.split_whitespace().collect::<Vec<_>>().join(" ")),
            _ => {}
        }
    }
}

#[test]
fn a_gap_is_told_only_where_no_event_of_another_page_lies_in_it() {
    let at = |number: u32, offset: u64| {
        let moment = Some(Moment::Day(day(offset)));
        Item { bounds: Bounds { earliest: moment, latest: moment }, ..item(number, &[]) }
    };
    for (second, told) in [(2, true), (9, false)] {
        let items = [at(1, 0), at(second, 24)];
        let (first, last) = (segment(&items[..1]), segment(&items[1..]));
        let last = Segment { from: Some(day(24)), to: Some(day(24)), ..last };
        assert_eq!(gap::gap(&desk(&items), &first, &last).is_some(), told, "number {second}");
    }
}

#[test]
fn a_gap_beside_a_date_that_is_not_exact_is_the_least_that_is_known() {
    let items = [item(1, &[]), item(2, &[])];
    let of = |extent, from: u64, to: u64, index: usize| Segment {
        extent,
        from: Some(day(from)),
        to: Some(day(to)),
        ..segment(&items[index..=index])
    };
    let onward = |from: u64, to: u64, index: usize| {
        let at = |offset| Some(Moment::Day(day(offset)));
        let since = Some(Bounds { earliest: at(from), latest: at(to) });
        Segment { since, to: None, ..of(Extent::Onward, from, to, index) }
    };
    let open = Segment { to: None, ..of(Extent::OpenEnd, 0, 0, 0) };
    let rows = [
        (of(Extent::Day, 0, 0, 0), of(Extent::Day, 9, 9, 1), Some("9 hari kemudian")),
        (of(Extent::Lasting, 0, 3, 0), of(Extent::Lasting, 9, 12, 1), Some("6 hari kemudian")),
        (of(Extent::Day, 0, 0, 0), of(Extent::Full, 9, 39, 1), Some("setidaknya 9 hari kemudian")),
        (of(Extent::Full, 0, 30, 0), of(Extent::Day, 91, 91, 1), Some("setidaknya 61 hari kemudian")),
        (of(Extent::Full, 0, 30, 0), of(Extent::Day, 92, 92, 1), Some("setidaknya 2 bln kemudian")),
        (of(Extent::Full, 0, 365, 0), of(Extent::Day, 1097, 1097, 1), Some("setidaknya 2 th kemudian")),
        (of(Extent::Full, 0, 365, 0), of(Extent::Day, 1096, 1096, 1), Some("setidaknya 23 bln kemudian")),
        (onward(0, 0, 0), of(Extent::Day, 3, 3, 1), Some("3 hari kemudian")),
        (onward(0, 30, 0), of(Extent::Day, 31, 31, 1), None),
        (of(Extent::Day, 0, 0, 0), onward(9, 9, 1), Some("9 hari kemudian")),
        (of(Extent::Day, 0, 0, 0), onward(9, 39, 1), Some("setidaknya 9 hari kemudian")),
        (open, of(Extent::Day, 9, 9, 1), None),
        (of(Extent::Day, 0, 0, 0), of(Extent::About, 9, 9, 1), None),
    ];
    for (row, (first, last, want)) in rows.iter().enumerate() {
        assert_eq!(gap::gap(&desk(&items), first, last).as_deref(), *want, "row {row}");
    }
}
