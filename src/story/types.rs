//! The types that the layouts read. All text is in the language of the graphic and ready to print.

use crate::lang::{DateFormat, Words};
use crate::scene::Logo;
use crate::time::{Bounds, Granularity, Moment};
use chrono::{NaiveDateTime, TimeDelta};
use geo::{Point, Rect};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Everything that one picture says.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// Language of the graphic: `id` or `en`.
    pub lang: String,
    pub headline: String,
    pub deck: Option<String>,
    /// Outlet and agency, such as `KOMPAS.com (AFP/VOA Indonesia)`.
    pub outlet: Option<String>,
    /// `Keadaan per Rabu, 13 September 2023 (dari teks)`.
    pub as_of: Option<String>,
    /// `Ditulis dari Moskwa; bukan lokasi peristiwa`.
    pub written_from: Option<String>,
    /// Items in drawing order; `items[i].number` is unique and rises.
    pub items: Vec<Item>,
    /// Reported-possible and planned items without a date that the picture does not show.
    pub hidden: usize,
    /// Less salient items that the picture does not show.
    pub left_out: usize,
    /// At most four.
    pub facts: Vec<Fact>,
    /// What the article does not say; at most five full phrases.
    pub gaps: Vec<String>,
    /// Numbered sources: outlet, title, date.
    pub sources: Vec<String>,
    /// How it was made: documents, sentences, events, input hash.
    pub made: String,
    /// The mark of the house that draws it, which the header carries.
    pub logo: Option<Arc<Logo>>,
}

/// Hue of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Military,
    Meeting,
    Statement,
    Disaster,
    Other,
}

/// Fill of an item's mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Certainty {
    Asserted,
    Planned,
    Possible,
    /// Somebody says that it is not so.
    Denied,
    /// It did not happen, as the label itself says, which is read as it stands.
    Negated,
    /// It did not happen, as the article says and the label does not.
    Refuted,
    Background,
}

impl Certainty {
    /// Whether what the label tells of is said not to be so, by whomever.
    pub fn is_not_so(self) -> bool {
        matches!(self, Certainty::Denied | Certainty::Negated | Certainty::Refuted)
    }

    /// Whether the label is struck out: it tells what is not so, and does not say so itself.
    pub fn is_struck(self) -> bool {
        matches!(self, Certainty::Denied | Certainty::Refuted)
    }
}

/// One event as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The number on timeline and map.
    pub number: u32,
    /// Stable id of the event.
    pub id: String,
    pub label: String,
    pub kind: Kind,
    pub certainty: Certainty,
    pub bounds: Bounds,
    /// When it began, where the text says that it goes on from then and names no end; its bounds have no end either.
    pub since: Option<Bounds>,
    /// How the text says that the date is not exact; `None` for a date that it gives as it is.
    pub about: Option<About>,
    /// Whether it covers the whole time between its bounds, as a span from one date to another that the text states;
    /// else it happened at some time between them.
    pub lasts: bool,
    pub granularity: Granularity,
    /// Whether the date was taken over from another sentence (printed as `*`).
    pub inherited_date: bool,
    /// By which clocks a time of day is told; `None` where the text does not say.
    pub clocks: Option<ItemClocks>,
    pub places: Vec<ItemPlace>,
    /// Where the text says that somebody set out: no site of the event, but the start of its route.
    pub origins: Vec<ItemPlace>,
    /// Who took part, by name, in the order of the text; empty where it names nobody.
    pub who: Vec<String>,
    /// `kata militer Korea Selatan`; printed before the sentence number.
    pub attribution: Option<String>,
    /// `k10`, or `2:k10` where a story has several sources.
    pub source_ref: String,
    /// The source sentence.
    pub quote: String,
    /// 0 to 1; the most salient one or two are printed bold.
    pub salience: f64,
    /// Stated relations to other items, by number.
    pub relations: Vec<ItemRelation>,
    /// The document (index into `sources`) that says it.
    pub source: usize,
    /// How many documents say it.
    pub told_by: usize,
}

/// A date that the text gives as not exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// `sekitar tahun 1985`.
    Around,
    /// The first part of a longer time, which is this.
    Early(Bounds),
    /// The middle part.
    Mid(Bounds),
    /// The last part: `akhir Februari 2025`.
    Late(Bounds),
}

impl About {
    /// The key of its word in a pack's `format.tsv`.
    fn key(self) -> &'static str {
        match self {
            About::Around => "around",
            About::Early(_) => "early",
            About::Mid(_) => "mid",
            About::Late(_) => "late",
        }
    }
}

/// The clocks by which an item's time of day is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemClocks {
    /// As printed: `WIB`, `UTC+9`.
    pub name: String,
    /// Minutes ahead of universal time.
    pub ahead: i32,
}

impl ItemClocks {
    /// From a UTC offset such as `+09:00` and the text's own word for the zone, if it has one; `None` for what is no
    /// offset.
    pub fn read(offset: &str, name: Option<&str>) -> Option<Self> {
        let (sign, rest) = offset.split_at_checked(1)?;
        let (hours, minutes) = rest.split_once(':')?;
        let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
        let ahead = match sign {
            "+" => hours.checked_mul(60)?.checked_add(minutes)?,
            "-" => hours.checked_mul(-60)?.checked_sub(minutes)?,
            _ => return None,
        };
        let apart = match (hours, minutes) {
            (0, 0) => "UTC".to_string(),
            (hours, 0) => format!("UTC{sign}{hours}"),
            (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
        };
        Some(Self { name: name.map_or(apart, str::to_string), ahead })
    }
}

impl Item {
    /// Whether the text gives it no date. The day of the document bounds it then on one side alone, and says nothing.
    pub fn is_undated(&self) -> bool {
        let Bounds { earliest, latest } = self.bounds;
        let open = earliest.is_none() || latest.is_none();
        let none = earliest.is_none() && latest.is_none();
        self.since.is_none() && (none || (open && self.granularity == Granularity::Vague))
    }

    /// When it happened as a picture prints it, no finer than `least`: a clock time may stand elsewhere.
    pub fn dated(&self, format: &DateFormat, least: Granularity) -> String {
        let granularity = self.granularity.max(least);
        let day = |moment: Option<Moment>| match moment {
            Some(moment) if least >= Granularity::Day => Some(Moment::Day(moment.day())),
            moment => moment,
        };
        let coarse = |bounds: &Bounds| Bounds { earliest: day(bounds.earliest), latest: day(bounds.latest) };
        match &self.since {
            Some(start) => format.since(&coarse(start), granularity),
            None => match self.inexact(least) {
                None => format.heading(&coarse(&self.bounds), granularity),
                Some(About::Around) => {
                    // The weekday is that of an exact day.
                    let told = match (self.bounds.earliest, self.bounds.latest) {
                        (Some(Moment::Day(from)), Some(Moment::Day(to))) if from == to => format.short_day(from),
                        _ => format.heading(&coarse(&self.bounds), granularity),
                    };
                    format.about(About::Around.key(), &told)
                }
                Some(about @ (About::Early(whole) | About::Mid(whole) | About::Late(whole))) => {
                    format.about(about.key(), &format.heading(&whole, granularity))
                }
            },
        }
    }

    /// How a date no finer than `least` is not exact: a time of day that is not exact is on an exact day.
    pub fn inexact(&self, least: Granularity) -> Option<About> {
        self.about.filter(|_| self.granularity >= Granularity::Day || least < Granularity::Day)
    }

    /// A time as printed, with the word that it is not exact where the text says so.
    pub fn nearly(&self, time: String, format: &DateFormat) -> String {
        if self.about == Some(About::Around) { format.about(About::Around.key(), &time) } else { time }
    }

    /// A time of day as printed, with the clocks by which it is told.
    pub fn by_clocks(&self, time: String) -> String {
        match &self.clocks {
            Some(clocks) => format!("{time} {}", clocks.name),
            None => time,
        }
    }

    /// The beginning by universal time, where the clocks are known: what comes first is not told by the figures alone.
    pub fn instant(&self) -> Option<NaiveDateTime> {
        let at = match self.bounds.earliest? {
            Moment::Minute(minute) => minute,
            Moment::Day(day) => day.and_hms_opt(0, 0, 0)?,
        };
        let ahead = self.clocks.as_ref().map_or(0, |clocks| clocks.ahead);
        at.checked_sub_signed(TimeDelta::try_minutes(i64::from(ahead))?)
    }
}

/// A number of things in words: the row `KEY-one` for a single one, else the row of the key.
pub fn counted(words: &Words, format: &DateFormat, key: &str, count: usize) -> String {
    match count {
        1 => words.get(&format!("{key}-one")).to_string(),
        _ => words.fill(key, &[&format.number(i64::try_from(count).unwrap_or(i64::MAX))]),
    }
}

impl Story {
    /// What the picture leaves out and why, if anything; the same words wherever it is said.
    pub fn unshown(&self, words: &Words, format: &DateFormat) -> Option<String> {
        let told = |key: &str, count: usize| counted(words, format, key, count);
        match (self.hidden, self.left_out) {
            (0, 0) => None,
            (hidden, 0) => Some(told("hidden", hidden)),
            (0, left_out) => Some(told("left-out", left_out)),
            (hidden, left_out) => {
                Some(words.fill("hidden-both", &[&told("count-hidden", hidden), &told("count-left-out", left_out)]))
            }
        }
    }

    /// Why a timeline of it is empty, or says no date at all; `None` where an event has one.
    pub fn silence(&self, words: &Words, format: &DateFormat) -> Option<String> {
        let told = |key: &str, count: usize| counted(words, format, key, count);
        match (self.items.is_empty(), self.hidden) {
            (true, 0) => Some(words.get("no-events").to_string()),
            (true, hidden) => Some(told("no-dated", hidden)),
            (false, _) => self.items.iter().all(Item::is_undated).then(|| told("all-undated", self.items.len())),
        }
    }

    /// The sentences that say whose data the points of the picture are.
    pub fn place_credits(&self, words: &Words) -> Vec<String> {
        let drawn = self.items.iter().flat_map(|item| &item.places);
        let whose: BTreeSet<&str> = drawn.filter_map(|place| place.credit.as_deref()).collect();
        let more = whose.into_iter().map(|who| words.fill("credit-points", &[who]));
        std::iter::once(words.get("credit-places").to_string()).chain(more).collect()
    }
}

/// Where an item is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemPlace {
    pub id: String,
    pub name: String,
    pub shape: PlaceShape,
    /// ISO 3166-1 alpha-2, for country areas.
    pub country: Option<String>,
    /// GeoNames admin-1 code, for admin-1 areas.
    pub admin1: Option<String>,
    /// WGS84 degrees, x = longitude.
    pub point: Option<Point<f64>>,
    pub bbox: Option<Rect<f64>>,
    /// A larger place that the text names with it, such as `Timur Jauh Rusia`.
    pub container: Option<String>,
    /// The place is only where somebody goes.
    pub destination: bool,
    /// Who is to be named where the point is drawn, beside GeoNames.
    pub credit: Option<String>,
}

/// How a place is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceShape {
    /// Point and city precision.
    Pin,
    /// A country, to be tinted whole.
    Country,
    /// A first-level division.
    Admin1,
    /// A region, regency or island without an outline: a veil around its label point.
    Region,
    /// A sea, strait, lake or river: its name on the water, or a badge there.
    Water,
}

/// A stated relation, as drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRelation {
    pub kind: ItemRelationKind,
    /// Number of the other item.
    pub other: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ItemRelationKind {
    /// This item comes before the other.
    Before,
    During,
    /// This item is a part of the other.
    PartOf,
    /// The other item is what this one came of.
    Cause,
}

/// A key fact: figures and names that the text gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// At most 10 letters.
    pub term: String,
    /// One line.
    pub text: String,
    /// Attribution and sentence number.
    pub source: String,
}

#[cfg(test)]
mod tests {
    use super::ItemClocks;

    #[test]
    fn clocks_are_printed_by_the_texts_word_or_their_distance() {
        let rows = [
            ("+09:00", None, Some(("UTC+9", 540))),
            ("+07:00", Some("WIB"), Some(("WIB", 420))),
            ("-03:30", None, Some(("UTC-3:30", -210))),
            ("+00:00", None, Some(("UTC", 0))),
            ("+05:45", None, Some(("UTC+5:45", 345))),
            ("Asia/Tokyo", None, None),
            ("", None, None),
            ("+9", None, None),
        ];
        for (offset, name, want) in rows {
            let got = ItemClocks::read(offset, name);
            assert_eq!(got.as_ref().map(|c| (c.name.as_str(), c.ahead)), want, "{offset}");
        }
    }
}
