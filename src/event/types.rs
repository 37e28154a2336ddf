//! The types that leave this room.

use super::salience::Weighed;
use crate::place::{Place, Precision, Role};
use crate::text::Span;
use crate::time::{Bounds, Granularity};

/// The kind of event, which a graphic shows as hue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    Military,
    Meeting,
    Statement,
    Disaster,
    Crime,
    Politics,
    Economy,
    Other,
}

impl Category {
    /// Every category, in the order of the interface.
    pub const ALL: [Category; 8] = [
        Category::Military,
        Category::Meeting,
        Category::Statement,
        Category::Disaster,
        Category::Crime,
        Category::Politics,
        Category::Economy,
        Category::Other,
    ];

    /// The name in data and options.
    pub fn name(self) -> &'static str {
        match self {
            Category::Military => "military",
            Category::Meeting => "meeting",
            Category::Statement => "statement",
            Category::Disaster => "disaster",
            Category::Crime => "crime",
            Category::Politics => "politics",
            Category::Economy => "economy",
            Category::Other => "other",
        }
    }
}

/// How the text stands to the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Modality {
    Asserted,
    Planned,
    ReportedPossible,
    Denied,
    Background,
}

/// Where an event's date or place was read. A default never looks like a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// In the event's own clause.
    Own,
    /// In another clause of the sentence.
    Clause,
    /// Taken over from the lead sentence.
    Lead,
    /// Taken over from an earlier sentence.
    Previous,
    /// Nothing was read: bounds are open on one side at the document creation time.
    Dct,
    /// An editor wrote it.
    Edit,
}

/// When it happened.
#[derive(Debug, Clone, PartialEq)]
pub struct When {
    pub bounds: Bounds,
    pub edtf: Option<String>,
    pub granularity: Granularity,
    pub basis: Basis,
    /// Index into the article's time expressions.
    pub timex: Option<usize>,
    /// By which clocks a time of day is told; `None` where the text does not say, and for whole days.
    pub clocks: Option<Box<Clocks>>,
}

/// The clocks by which a time of day is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clocks {
    /// UTC offset at that moment, such as `+09:00`.
    pub offset: String,
    /// The abbreviation with which the text names the zone, such as `WIB`.
    pub name: Option<String>,
    /// The IANA time zone of the event's place, where the text only says *local time*.
    pub timezone: Option<String>,
}

/// Where it happened; own or inherited with its basis, never the document's most frequent place.
#[derive(Debug, Clone, PartialEq)]
pub struct Where {
    /// Index into the article's place mentions; beyond the last where an editor wrote what the text does not say.
    pub mention: usize,
    pub place: Place,
    pub precision: Precision,
    /// `EventSite`, `Origin`, `Destination` or `Container`.
    pub role: Role,
    pub basis: Basis,
}

/// Somebody who took part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub name: String,
    /// `agent`, `patient`, `participant`, `speaker`, `source`, …
    pub role: &'static str,
}

/// Who says that it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    pub source: String,
    pub verb: String,
}

/// A relation that the text states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RelationKind {
    Before,
    After,
    During,
    PartOf,
    Contrast,
    /// The other is what this came of.
    Cause,
}

/// A stated relation to another event of the same article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    pub kind: RelationKind,
    /// Index into the article's events.
    pub event: usize,
    /// The word that states it, such as `sebelum`.
    pub why: String,
}

/// One event of one article.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// At most 60 characters, in the article's language.
    pub label: String,
    pub category: Category,
    /// The root that verb and noun of one happening share; empty where the event is that somebody spoke.
    pub family: &'static str,
    /// The root of the noun that acts in it, where that is a happening itself: `banjir` in `Banjir merendam …`.
    pub kin: Option<&'static str>,
    /// Index into the article's sentences; beyond the last where an editor added what the text does not tell.
    pub sentence: usize,
    pub trigger: Span,
    /// The headline inside the text, where it is the headline that tells the event again; `sentence` is then the
    /// sentence that tells it in full.
    pub headline: Option<Span>,
    pub when: When,
    /// The site first.
    pub places: Vec<Where>,
    pub who: Vec<Actor>,
    pub modality: Modality,
    pub attribution: Option<Attribution>,
    pub negated: bool,
    /// 0 to 1.
    pub salience: f64,
    /// What the salience is the sum of; the sum is held between 0 and 1.
    pub weighed: Weighed,
    /// The word before the trigger that decides modality or negation (`akan`, `tidak`); none where nothing does.
    pub cue: Option<Span>,
    pub relations: Vec<Relation>,
    /// An earlier event of the article that this one tells again: its index.
    pub same_as: Option<usize>,
    /// Why the two are one.
    pub merged_because: Vec<&'static str>,
}
