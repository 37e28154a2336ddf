//! What the words say, before anything is known of when they were written.

use super::Modifier;
use super::calendar::Unit;
use super::order::Order;

/// A count, as exact as the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    Whole(i64),
    /// This many and a half.
    Half(i64),
    /// This many with these digits behind the point.
    Decimal(i64, i64),
    /// `beberapa`, `several`, a bare plural.
    Vague,
}

/// What an expression is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    /// The day on which the text was written.
    Document,
    /// The last date of the discourse.
    Reference,
    /// The last date of the discourse if it is the same kind of stretch or finer, else the document's.
    /// A quarter's `a year earlier` is a quarter.
    Nearest,
}

/// On which side of the base an expression without a year lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// `lalu`, `last`: the latest before.
    Past,
    /// `depan`, `next`: the earliest after.
    Future,
    /// `ini`, `this`: inside the current year, month or week.
    This,
}

/// The year of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearSpec {
    /// Chosen by the clause.
    Unsaid,
    Known(i32),
    /// Two digits, the century chosen by the document.
    Short(i32),
    /// So many years from the document's (`tahun lalu`), or from the last date's.
    Shifted(Base, i64),
}

/// The parts of a calendar day, week or month that the words give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CalendarExpr {
    /// 1 is Monday.
    pub weekday: Option<u32>,
    pub day: Option<u32>,
    pub month: Option<u32>,
    pub year: YearSpec,
    pub direction: Option<Direction>,
    /// Whole weeks from the document's (`Senin pekan lalu`).
    pub week: Option<i64>,
    /// The order in which the pattern took day and month from figures, where the language leaves that open.
    pub order: Option<Order>,
}

impl CalendarExpr {
    /// One of which the words give nothing.
    pub const UNSAID: Self = Self {
        weekday: None,
        day: None,
        month: None,
        year: YearSpec::Unsaid,
        direction: None,
        week: None,
        order: None,
    };
}

/// A stretch that is a numbered part of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SubYear {
    pub unit: Unit,
    /// 1-based; the season's first month for seasons.
    pub index: u32,
    pub year: YearSpec,
    pub direction: Option<Direction>,
}

/// A time of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ClockExpr {
    pub hour: u32,
    pub minute: u32,
    /// UTC offset, such as `+07:00`; `local` for the place's own time.
    pub zone: Option<String>,
}

/// A time expression's meaning.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TimeExpr {
    Calendar(CalendarExpr),
    /// A unit moved from its base and cut to `cut`: `tahun lalu`, `dua hari kemudian`.
    Offset {
        base: Base,
        amount: Amount,
        unit: Unit,
        sign: i64,
        cut: Unit,
    },
    /// A year, decade, century or other stretch that the words name.
    Stretch {
        unit: Unit,
        start: i32,
    },
    /// A year of two digits or with an era's word.
    Year(YearSpec),
    SubYear(SubYear),
    /// Week `n` of a month.
    WeekOf {
        n: i64,
        month: Box<TimeExpr>,
    },
    /// A holiday by its number in the pack.
    Holiday {
        rule: usize,
        year: YearSpec,
        direction: Option<Direction>,
    },
    /// A Hijri day, month or year.
    Hijri {
        year: Option<i32>,
        month: Option<u32>,
        day: Option<u32>,
    },
    /// A date `shift` days, weeks … from another expression.
    Moved {
        from: Box<TimeExpr>,
        amount: Amount,
        unit: Unit,
        sign: i64,
    },
    /// A day of a month that another expression names (`tanggal 25 bulan ini`).
    DayOf {
        day: u32,
        month: Box<TimeExpr>,
    },
    /// The first, second or (-1) last such weekday of a month (`Senin pertama September`).
    NthWeekday {
        n: i64,
        weekday: u32,
        month: Box<TimeExpr>,
    },
    /// The unit around a day (`pekan yang berakhir 8 September`).
    Around {
        unit: Unit,
        day: Box<TimeExpr>,
    },
    /// The first `n` units of a year (`sembilan bulan pertama 2023`).
    Leading {
        n: i64,
        unit: Unit,
        year: YearSpec,
    },
    /// A part of a day: `Sabtu malam`; without a day, that of the discourse.
    Part {
        on: Option<Box<TimeExpr>>,
        part: String,
        zone: Option<String>,
    },
    Clock {
        on: Option<Box<TimeExpr>>,
        clock: ClockExpr,
    },
    /// An expression with something to tell about its text.
    Flagged {
        flag: String,
        inner: Box<TimeExpr>,
    },
    Modified {
        modifier: Modifier,
        inner: Box<TimeExpr>,
    },
    Range {
        from: Box<TimeExpr>,
        to: Box<TimeExpr>,
    },
    /// Vague: `PRESENT_REF` and its like.
    Reference(&'static str),
    Duration(DurationExpr),
    /// A length of several units, by its TIMEX3 value.
    Length(String),
    /// A set by its TIMEX3 value.
    Set(String),
    /// Not a time: keeps what it covers from being read as one.
    Trap,
}

/// A stretch of time by its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DurationExpr {
    pub amount: Amount,
    /// The far end of `two to three weeks`.
    pub to: Option<Amount>,
    pub unit: Unit,
    /// Where it lies: ending or starting at the document's day.
    pub side: Option<Direction>,
}
