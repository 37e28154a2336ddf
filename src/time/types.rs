//! The types that leave this room.

use crate::text::Span;
use chrono::{NaiveDate, NaiveDateTime};

/// The TIMEX3 type of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimexKind {
    Date,
    Time,
    Duration,
    Set,
}

/// How fine a resolved expression is; ordered from fine to coarse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Granularity {
    Minute,
    Hour,
    PartOfDay,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Half,
    Season,
    Year,
    Decade,
    Century,
    /// `kini`, `baru-baru ini`: no place on a calendar.
    Vague,
}

/// The TIMEX3 `mod` attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Modifier {
    Start,
    Mid,
    End,
    Approx,
    MoreThan,
    LessThan,
    Before,
    After,
}

impl Modifier {
    /// The attribute as TIMEX3 writes it.
    pub fn timex(self) -> &'static str {
        match self {
            Modifier::Start => "START",
            Modifier::Mid => "MID",
            Modifier::End => "END",
            Modifier::Approx => "APPROX",
            Modifier::MoreThan => "MORE_THAN",
            Modifier::LessThan => "LESS_THAN",
            Modifier::Before => "BEFORE",
            Modifier::After => "AFTER",
        }
    }
}

/// A civil moment as fine as the text is: a day, or a minute where a clock time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    Day(NaiveDate),
    Minute(NaiveDateTime),
}

impl Moment {
    /// The civil day of the moment.
    pub fn day(self) -> NaiveDate {
        match self {
            Moment::Day(day) => day,
            Moment::Minute(minute) => minute.date(),
        }
    }
}

/// First and last moment covered, both inclusive. `None` is an open bound, never "unknown but guessed".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Bounds {
    pub earliest: Option<Moment>,
    pub latest: Option<Moment>,
}

/// What an expression was resolved against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The words alone say it.
    Explicit,
    /// The document creation time.
    DocumentTime,
    /// The date in the dateline.
    Dateline,
    /// An earlier expression of the text: its index in [`Dates::timexes`].
    Narrative(usize),
    /// Nothing: a set, a bare duration, a vague reference.
    None,
}

/// A time expression with its resolution.
#[derive(Debug, Clone, PartialEq)]
pub struct Timex {
    pub span: Span,
    pub kind: TimexKind,
    /// TIMEX3 value, or `START/END` for a range.
    pub value: String,
    pub modifier: Option<Modifier>,
    /// UTC offset beside the value, such as `+07:00`; never inside it.
    pub zone: Option<String>,
    /// Extended Date/Time Format (ISO 8601-2), where the expression has one.
    pub edtf: Option<String>,
    /// `None` where the expression cannot be placed on a calendar.
    pub bounds: Option<Bounds>,
    pub granularity: Granularity,
    pub anchor: Anchor,
    /// Id of the pack rule that recognised it, such as `id.weekday-paren-dmy`.
    pub rule: String,
    /// 0 to 1.
    pub confidence: f64,
    /// `conflict:weekday`, `invalid-date`, `ambiguous-order`, …
    pub flags: Vec<String>,
    /// Other readings as TIMEX3 values, likeliest first.
    pub alternatives: Vec<String>,
}

/// Where the document creation time comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DctSource {
    Option,
    Metadata,
    Html,
    FrontMatter,
    Dateline,
    Text,
    None,
}

/// The document creation time (DCT), with its source.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DocumentTime {
    /// `None` where nothing says it.
    pub moment: Option<Moment>,
    pub source: DctSource,
    /// 0 to 1.
    pub confidence: f64,
}

/// Everything this room says of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Dates {
    pub dct: DocumentTime,
    /// In text order; spans never overlap.
    pub timexes: Vec<Timex>,
}
