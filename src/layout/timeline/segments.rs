//! Items grouped by what the text says of their date.

use super::relate::{Order, relate};
use crate::lang::{DateFormat, Words};
use crate::story::{About, Item, Story};
use crate::time::{Bounds, Granularity, Moment};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// How the ends of a segment are known; it decides the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    Day,
    Full,
    /// From the first to the last day, as the text states.
    Lasting,
    OpenStart,
    OpenEnd,
    /// The beginning is known, and it goes on from then.
    Onward,
    /// The text says that the date is not exact.
    About,
    Undated,
}

/// Items whose dates the text gives alike.
pub(super) struct Segment<'s> {
    pub extent: Extent,
    pub heading: String,
    pub from: Option<NaiveDate>,
    /// When what goes on from then began.
    pub since: Option<Bounds>,
    /// How the date is said not to be exact.
    pub about: Option<About>,
    pub to: Option<NaiveDate>,
    /// All items that are drawn, in the story's order.
    pub items: Vec<&'s Item>,
    /// The items with a clock time, in time order.
    pub clocked: Vec<&'s Item>,
    /// The other items by their relations.
    pub order: Order<'s>,
    /// How many more items there are.
    pub folded: usize,
}

impl Segment<'_> {
    /// What the text leaves open about this segment, in words.
    pub fn note(&self, words: &Words) -> String {
        let key = match self.extent {
            Extent::Day => {
                let mut parts = Vec::new();
                if self.clocked.is_empty() {
                    parts.push(words.get("no-clock"));
                    if self.order.has_joint() {
                        parts.push(words.get("some-order"));
                    } else if self.items.len() + self.folded > 1 {
                        parts.push(words.get("no-order"));
                    }
                }
                return parts.join(" ");
            }
            Extent::Lasting => return String::new(),
            Extent::Full | Extent::About => "coarse",
            Extent::OpenStart => "no-start",
            Extent::OpenEnd | Extent::Onward => "no-end",
            Extent::Undated => "no-date",
        };
        words.get(key).to_string()
    }

    /// What is said above the items that have no place in the order of the others.
    pub fn loose_note(&self, words: &Words) -> String {
        let key = match (self.clocked.is_empty(), self.order.loose.len()) {
            (false, _) => "loose-clock",
            (true, 1) => "loose-one",
            (true, _) => "loose-many",
        };
        words.get(key).to_string()
    }
}

/// How the ends of an item's time are known.
pub(super) fn extent(item: &Item) -> Extent {
    match (item.bounds.earliest, item.bounds.latest) {
        _ if item.since.is_some() => Extent::Onward,
        (Some(_), Some(_)) if item.inexact(Granularity::Day).is_some() => Extent::About,
        (Some(from), Some(to)) if from.day() == to.day() => Extent::Day,
        (Some(_), Some(_)) if item.lasts => Extent::Lasting,
        (Some(_), Some(_)) => Extent::Full,
        (None, Some(_)) => Extent::OpenStart,
        (Some(_), None) => Extent::OpenEnd,
        (None, None) => Extent::Undated,
    }
}

/// Whether time is skipped between two neighbours, so that the axis must show a break.
pub(super) fn skipped(a: &Segment, b: &Segment) -> bool {
    match (a.to.or(a.from), b.from.or(b.to)) {
        (Some(end), Some(start)) => end.succ_opt().is_some_and(|next| next < start),
        _ => false,
    }
}

/// Groups the items by what the text says of their date, in time order; the story's order stays within a group.
pub(super) fn segments<'s>(story: &'s Story, folded: &BTreeSet<u32>, format: &DateFormat) -> Vec<Segment<'s>> {
    let mut found: Vec<Segment<'s>> = Vec::new();
    for item in &story.items {
        let (from, to) = (item.bounds.earliest.map(Moment::day), item.bounds.latest.map(Moment::day));
        let at = found
            .iter()
            .position(|s| {
                let same = s.from == from && s.to == to && s.since == item.since;
                same && s.extent == extent(item) && s.about == item.inexact(Granularity::Day)
            })
            .unwrap_or_else(|| {
                found.push(Segment {
                    extent: extent(item),
                    heading: item.dated(format, Granularity::Day),
                    since: item.since,
                    about: item.inexact(Granularity::Day),
                    from,
                    to,
                    items: Vec::new(),
                    clocked: Vec::new(),
                    order: Order::default(),
                    folded: 0,
                });
                found.len() - 1
            });
        let Some(segment) = found.get_mut(at) else { continue };
        if folded.contains(&item.number) {
            segment.folded += 1;
        } else {
            segment.items.push(item);
        }
    }
    // Open starts stand before their last day, open ends after their first day, undated items last.
    found.sort_by_key(|s| {
        let rank = match s.extent {
            Extent::OpenStart => 0,
            Extent::Full | Extent::Lasting | Extent::About => 1,
            Extent::Day => 2,
            Extent::OpenEnd | Extent::Onward => 3,
            Extent::Undated => 4,
        };
        (s.extent == Extent::Undated, s.from.or(s.to), rank, s.to)
    });
    for segment in &mut found {
        let (mut clocked, others): (Vec<&Item>, Vec<&Item>) =
            segment.items.iter().partition(|item| matches!(item.bounds.earliest, Some(Moment::Minute(_))));
        clocked.sort_by_key(|item| (item.instant(), item.bounds.latest, item.number));
        segment.clocked = clocked;
        segment.order = relate(&others);
    }
    found
}
