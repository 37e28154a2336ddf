//! Stated relations within one date: a parent with its parts, chains of stated order, what happens meanwhile.
//!
//! Only relations between neighbours can be drawn; the cards word the others.

use crate::story::{Item, ItemRelationKind};
use std::collections::BTreeSet;

/// How an item is joined to the one before it in its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// The text says that it came after.
    Then,
    /// The text says that both went on together.
    While,
}

/// One item of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link<'s> {
    pub item: &'s Item,
    /// Whether it hangs from the comb of the parent.
    pub part: bool,
    pub joint: Option<Joint>,
}

/// A row of related items, below their parent if they have one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Strand<'s> {
    pub parent: Option<&'s Item>,
    pub row: Vec<Link<'s>>,
}

/// The items of one date, sorted out by their relations.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Order<'s> {
    pub strands: Vec<Strand<'s>>,
    /// Items of which the text states no order.
    pub loose: Vec<&'s Item>,
    /// Pairs of numbers (the one that states it, the other) whose relation is drawn.
    pub drawn: BTreeSet<(u32, u32)>,
}

impl Order<'_> {
    /// Whether any arrow or simultaneity is drawn.
    pub fn has_joint(&self) -> bool {
        self.strands.iter().any(|strand| strand.row.iter().any(|link| link.joint.is_some()))
    }
}

/// Relations between the items as pairs of indices.
struct Web {
    parent: Vec<Option<usize>>,
    before: BTreeSet<(usize, usize)>,
    during: BTreeSet<(usize, usize)>,
}

impl Web {
    fn new(items: &[&Item]) -> Self {
        let at = |number: u32| items.iter().position(|item| item.number == number);
        let related = |kind: ItemRelationKind| {
            let pairs = items.iter().enumerate().flat_map(move |(index, item)| {
                item.relations.iter().filter(move |r| r.kind == kind).map(move |r| (index, r.other))
            });
            let pairs = pairs.filter_map(|(from, other)| at(other).filter(|to| *to != from).map(|to| (from, to)));
            pairs.collect::<Vec<_>>()
        };
        let mut stated = vec![None; items.len()];
        for (part, whole) in related(ItemRelationKind::PartOf) {
            stated[part].get_or_insert(whole);
        }
        // A part of a part would need a second comb: only wholes that are no parts themselves get one.
        let parent: Vec<Option<usize>> =
            stated.iter().map(|whole| whole.filter(|whole| stated[*whole].is_none())).collect();
        let is_parent = |index: usize| parent.contains(&Some(index));
        let free = |pairs: Vec<(usize, usize)>| {
            pairs.into_iter().filter(|(a, b)| !is_parent(*a) && !is_parent(*b)).collect::<BTreeSet<_>>()
        };
        let (before, during) = (free(related(ItemRelationKind::Before)), free(related(ItemRelationKind::During)));
        Self { parent, before, during }
    }

    fn touch(&self, a: usize, b: usize) -> bool {
        [(a, b), (b, a)].iter().any(|pair| self.before.contains(pair) || self.during.contains(pair))
    }

    /// Members in a sequence that breaks no stated order and keeps related items side by side where it can.
    fn sequence(&self, members: &[usize]) -> Vec<(usize, Option<Joint>)> {
        let mut left: Vec<usize> = members.to_vec();
        let mut out: Vec<(usize, Option<Joint>)> = Vec::new();
        while !left.is_empty() {
            let ready = |index: usize| !left.iter().any(|other| self.before.contains(&(*other, index)));
            let after = out.last().and_then(|(last, _)| {
                let then = left.iter().find(|i| self.before.contains(&(*last, **i)) && ready(**i));
                let beside = |i: &usize| self.during.contains(&(*last, *i)) || self.during.contains(&(*i, *last));
                let meanwhile = || left.iter().find(|i| beside(i) && ready(**i));
                then.map(|i| (*i, Joint::Then)).or_else(|| meanwhile().map(|i| (*i, Joint::While)))
            });
            let host_waits = |index: usize| left.iter().any(|other| self.during.contains(&(index, *other)));
            let (next, joint) = match after {
                Some((next, joint)) => (next, Some(joint)),
                None => {
                    let first = left.iter().find(|i| ready(**i) && !host_waits(**i));
                    // A circle of statements has no first item; it starts with the story's first.
                    let next = first.or_else(|| left.iter().find(|i| ready(**i))).or(left.first());
                    match next {
                        Some(next) => (*next, None),
                        None => break,
                    }
                }
            };
            left.retain(|index| *index != next);
            out.push((next, joint));
        }
        out
    }
}

/// Sorts items of one date out by what the text states of their order.
pub(super) fn relate<'s>(items: &[&'s Item]) -> Order<'s> {
    let web = Web::new(items);
    let parents: Vec<usize> = (0..items.len()).filter(|i| web.parent.contains(&Some(*i))).collect();
    let mut strand_of: Vec<Option<usize>> =
        web.parent.iter().map(|whole| whole.and_then(|whole| parents.iter().position(|p| *p == whole))).collect();
    let mut strands = parents.len();
    for start in 0..items.len() {
        if parents.contains(&start) || !(0..items.len()).any(|other| web.touch(start, other)) {
            continue;
        }
        if strand_of[start].is_none() && web.parent[start].is_none() {
            let host = (0..items.len()).find_map(|other| strand_of[other].filter(|_| web.touch(start, other)));
            strand_of[start] = host.or_else(|| {
                strands += 1;
                Some(strands - 1)
            });
        }
        let mut open = vec![start];
        while let Some(index) = open.pop() {
            for other in 0..items.len() {
                if strand_of[other].is_none() && web.touch(index, other) {
                    strand_of[other] = strand_of[index];
                    open.push(other);
                }
            }
        }
    }
    let mut order = Order::default();
    for strand in 0..strands {
        let members: Vec<usize> = (0..items.len()).filter(|i| strand_of[*i] == Some(strand)).collect();
        let parent = parents.get(strand).copied();
        let sequence = web.sequence(&members);
        if parent.is_none() && sequence.iter().all(|(_, joint)| joint.is_none()) {
            strand_of.iter_mut().filter(|s| **s == Some(strand)).for_each(|s| *s = None);
            continue;
        }
        let mut before: Option<usize> = None;
        let mut row = Vec::new();
        for (index, joint) in sequence {
            let number = items[index].number;
            if let (Some(last), Some(_)) = (before, joint) {
                order.drawn.insert((items[last].number, number));
                order.drawn.insert((number, items[last].number));
            }
            let part = parent.is_some() && web.parent[index] == parent;
            if let (true, Some(whole)) = (part, parent) {
                order.drawn.insert((number, items[whole].number));
            }
            row.push(Link { item: items[index], part, joint });
            before = Some(index);
        }
        order.strands.push(Strand { parent: parent.map(|whole| items[whole]), row });
    }
    order.loose =
        (0..items.len()).filter(|i| strand_of[*i].is_none() && !parents.contains(i)).map(|i| items[i]).collect();
    order
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::story::{Certainty, ItemRelation, Kind};
    use crate::time::{Bounds, Granularity};
    use ItemRelationKind::{Before, During, PartOf};

    pub(in crate::layout::timeline) fn item(number: u32, relations: &[(ItemRelationKind, u32)]) -> Item {
        Item {
            number,
            id: format!("e{number}"),
            label: String::new(),
            kind: Kind::Other,
            certainty: Certainty::Asserted,
            bounds: Bounds::default(),
            since: None,
            about: None,
            lasts: false,
            granularity: Granularity::Day,
            inherited_date: false,
            clocks: None,
            origins: Vec::new(),
            places: Vec::new(),
            attribution: None,
            source_ref: String::new(),
            quote: String::new(),
            who: Vec::new(),
            salience: 0.5,
            relations: relations.iter().map(|(kind, other)| ItemRelation { kind: *kind, other: *other }).collect(),
            source: 0,
            told_by: 1,
        }
    }

    /// `4:3>5>6 7~8 | 9`: parent 4 over 3 then 5 then 6, 7 while 8; 9 is loose. A plus marks no part.
    fn picture(items: &[Item]) -> String {
        let order = relate(&items.iter().collect::<Vec<_>>());
        let mut out = String::new();
        for strand in &order.strands {
            if let Some(parent) = strand.parent {
                out.push_str(&format!("{}:", parent.number));
            }
            for (index, link) in strand.row.iter().enumerate() {
                out.push_str(match link.joint {
                    Some(Joint::Then) => ">",
                    Some(Joint::While) => "~",
                    None if index > 0 => " ",
                    None => "",
                });
                let free = if strand.parent.is_some() && !link.part { "+" } else { "" };
                out.push_str(&format!("{free}{}", link.item.number));
            }
            out.push_str(" | ");
        }
        out + &order.loose.iter().map(|item| item.number.to_string()).collect::<Vec<_>>().join(" ")
    }

    type Given = &'static [(u32, &'static [(ItemRelationKind, u32)])];

    #[test]
    fn rows_follow_what_the_text_states_and_draw_every_item_once() {
        let rows: [(Given, &str); 8] = [
            (&[(1, &[]), (2, &[])], "1 2"),
            (&[(1, &[(Before, 2)]), (2, &[]), (3, &[])], "1>2 | 3"),
            (&[(1, &[]), (2, &[(Before, 1)])], "2>1 | "),
            (
                &[
                    (3, &[(PartOf, 4), (Before, 5)]),
                    (4, &[]),
                    (5, &[(PartOf, 4), (Before, 6)]),
                    (6, &[(PartOf, 4)]),
                    (7, &[(PartOf, 4)]),
                    (8, &[(During, 7)]),
                    (9, &[]),
                ],
                "4:3>5>6 7~+8 | 9",
            ),
            // Circles of statements lose nothing.
            (&[(1, &[(Before, 2)]), (2, &[(Before, 1)])], "1>2 | "),
            (&[(1, &[(PartOf, 2)]), (2, &[(PartOf, 1)])], "1 2"),
            // A part of a part has no second comb.
            (&[(1, &[]), (2, &[(PartOf, 1)]), (3, &[(PartOf, 2)])], "1:2 | 3"),
            // Relations to items of other dates draw nothing here.
            (&[(1, &[(Before, 9)]), (2, &[(During, 9)])], "1 2"),
        ];
        for (given, want) in rows {
            let items: Vec<Item> = given.iter().map(|(number, relations)| item(*number, relations)).collect();
            let got = picture(&items);
            assert!(got == want || got.trim_end() == want.trim_end(), "{given:?}: {got:?}, not {want:?}");
            for item in &items {
                let count = got.split(|c: char| !c.is_ascii_digit()).filter(|n| *n == item.number.to_string()).count();
                assert_eq!(count, 1, "{got}");
            }
        }
    }
}
