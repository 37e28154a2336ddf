//! Article to dates.

use super::{Dates, DctSource, DocumentTime, Moment, TimeLexicon, recognise, tokens};
use crate::error::{Diagnostic, Error};
use crate::text::{Article, ZoneKind};

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
pub fn resolve(article: &Article, lexicon: &TimeLexicon, dct: Option<Moment>) -> (Dates, Vec<Diagnostic>) {
    let given = article.published.as_deref().and_then(|p| parse_moment(p).ok());
    let all = tokens::tokens(&article.text);
    let dct = match (dct, given) {
        (Some(m), _) => DocumentTime { moment: Some(m), source: DctSource::Option, confidence: 1.0 },
        (None, Some(m)) => DocumentTime { moment: Some(m), source: DctSource::Metadata, confidence: 1.0 },
        (None, None) => from_text(&all, lexicon),
    };
    let mut timexes = Vec::new();
    let mut i = 0;
    while let Some(token) = all.get(i) {
        let law = i.checked_sub(1).and_then(|k| all.get(k)).is_some_and(|p| {
            lexicon.role(&p.low) == "law" || (token.glued && matches!(p.low.as_str(), "/" | "." | "-"))
        });
        let zone = article.zone_at(token.span.start);
        let skipped = zone.is_some_and(|z| !matches!(z, ZoneKind::Title | ZoneKind::Dateline));
        let found = if law || skipped {
            None
        } else {
            recognise::at(all.get(i..).unwrap_or_default(), lexicon, dct.moment.map(Moment::day))
        };
        if let Some((taken, timex)) = found {
            i += taken.max(1);
            timexes.push(timex);
        } else {
            i += 1;
        }
    }
    (Dates { dct, timexes }, Vec::new())
}

fn from_text(all: &[tokens::Token], lexicon: &TimeLexicon) -> DocumentTime {
    let day = (0..all.len()).find_map(|i| {
        let (_, timex) = recognise::at(all.get(i..)?, lexicon, None)?;
        timex.rule.contains("weekday").then_some(timex.bounds?.earliest).flatten()
    });
    match day {
        Some(day) => DocumentTime { moment: Some(day), source: DctSource::Text, confidence: 0.6 },
        None => DocumentTime { moment: None, source: DctSource::None, confidence: 0.0 },
    }
}
