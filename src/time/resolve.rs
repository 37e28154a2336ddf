//! Article to dates.

use super::calendar::{Period, Unit};
use super::context::{Context, Lean, Reference, lean};
use super::expr::TimeExpr;
use super::matcher::{Found, Matcher};
use super::settle::{Settled, settle};
use super::tokens::{self, Token, TokenKind};
use super::{Anchor, Dates, DctSource, DocumentTime, Granularity, Moment, TimeLexicon, Timex};
use crate::error::{Diagnostic, Error};
use crate::text::{Article, Span, ZoneKind};
use chrono::NaiveDateTime;

/// Reads an ISO 8601 date or date-time, as `--dct` and metadata give it. Seconds and an offset are dropped: the
/// moment is civil time where it was written.
///
/// # Errors
/// Says what was expected.
///
/// ```
/// use linimasa::time::{Moment, parse_moment};
/// assert!(matches!(parse_moment("2023-09-13"), Ok(Moment::Day(_))));
/// assert!(matches!(parse_moment("2023-09-13T10:30:00+07:00"), Ok(Moment::Minute(_))));
/// assert!(parse_moment("13/9/2023").is_err());
/// ```
pub fn parse_moment(text: &str) -> Result<Moment, Error> {
    let text = text.trim();
    let wrong = || Error::new("bad-date", format!("{text:?} is not a date; write it as 2023-09-13"));
    let day = text.get(..10).and_then(|t| t.parse().ok()).ok_or_else(wrong)?;
    let rest = text.get(10..).unwrap_or_default();
    if rest.is_empty() {
        return Ok(Moment::Day(day));
    }
    let clock = rest.strip_prefix(['T', 't', ' ']).and_then(|r| r.trim_start().get(..5)).ok_or_else(wrong)?;
    let minute = NaiveDateTime::parse_from_str(&format!("{day} {clock}"), "%Y-%m-%d %H:%M");
    minute.map(Moment::Minute).map_err(|_| wrong())
}

/// Finds and resolves every time expression. `dct` is the document creation time given as an option.
pub fn resolve(article: &Article, lexicon: &TimeLexicon, dct: Option<Moment>) -> (Dates, Vec<Diagnostic>) {
    let given = article.published.as_deref().and_then(|p| parse_moment(p).ok());
    let all = tokens::tokens(&article.text, lexicon.words.ids());
    let matcher = Matcher::new(&all, &lexicon.grammar, &lexicon.words);
    let found = scan(article, lexicon, &matcher);
    let dct = match (dct, given) {
        (Some(m), _) => DocumentTime { moment: Some(m), source: DctSource::Option, confidence: 1.0 },
        (None, Some(m)) => DocumentTime { moment: Some(m), source: DctSource::Metadata, confidence: 1.0 },
        (None, None) => from_text(article, lexicon, &all, &found),
    };
    let mut walk = Walk {
        article,
        lexicon,
        tokens: &all,
        dct: dct.moment,
        last: None,
        last_day: None,
        last_part: None,
        out: Vec::new(),
    };
    for found in &found {
        walk.take(found);
    }
    let diagnostics = walk.out.iter().filter_map(told).collect();
    (Dates { dct, timexes: walk.out }, diagnostics)
}

fn told(timex: &Timex) -> Option<Diagnostic> {
    let (code, message) = timex.flags.iter().find_map(|flag| match flag.as_str() {
        "conflict:weekday" => {
            let others = timex.alternatives.join(", ");
            Some((
                "conflict:weekday",
                format!("The printed weekday is not that of {}; it may mean {others}.", timex.value),
            ))
        }
        "invalid-date" => {
            Some(("invalid-date", format!("The printed date does not exist; {} is the weekday's.", timex.value)))
        }
        _ => None,
    })?;
    Some(Diagnostic { code, message, span: Some(timex.span) })
}

/// All expressions and traps in text order, never overlapping.
fn scan(article: &Article, lexicon: &TimeLexicon, matcher: &Matcher) -> Vec<Found> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(token) = matcher.tokens.get(at) {
        let skipped =
            article.zone_at(token.span.start).is_some_and(|z| !matches!(z, ZoneKind::Title | ZoneKind::Dateline));
        let found = (!skipped && begins_well(matcher.tokens, at, &article.text)).then(|| matcher.mention(at)).flatten();
        match found {
            Some(mut found) => {
                at = found.end.max(at + 1);
                trim_dot(&mut found, matcher.tokens, lexicon, &article.text);
                out.push(found);
            }
            None => at += 1,
        }
    }
    out
}

/// Whether an expression may begin here: digits must not carry on a word, a number or a price.
fn begins_well(tokens: &[Token], at: usize, text: &str) -> bool {
    let (Some(token), Some(before)) = (tokens.get(at), at.checked_sub(1).and_then(|i| tokens.get(i))) else {
        return true;
    };
    if token.kind != TokenKind::Number {
        return !token.glued || before.kind == TokenKind::Mark;
    }
    let mark = text.get(before.span.start..before.span.end).unwrap_or_default();
    let opens = matches!(mark, "(" | "[" | "\"" | "“" | "‘" | "'" | "«" | "-" | "–" | "—" | "," | ";" | ":");
    let digits_before =
        at.checked_sub(2).and_then(|i| tokens.get(i)).is_some_and(|t| t.kind == TokenKind::Number && before.glued);
    !token.glued || (opens && !digits_before)
}

/// Leaves a full stop that ends the sentence outside the expression.
fn trim_dot(found: &mut Found, tokens: &[Token], lexicon: &TimeLexicon, text: &str) {
    let Some(last) = found.end.checked_sub(1).and_then(|i| tokens.get(i)) else { return };
    let word = found.end.checked_sub(2).and_then(|i| tokens.get(i));
    let dot = text.get(last.span.start..last.span.end) == Some(".");
    let dotted = word.is_some_and(|w| lexicon.words.entries(w.word).iter().any(|e| e.dotted && e.rest.is_empty()));
    if dot && dotted && found.end > found.start + 1 {
        found.end -= 1;
    }
}

/// Goes through the expressions in text order and keeps what later ones refer to.
struct Walk<'a> {
    article: &'a Article,
    lexicon: &'a TimeLexicon,
    tokens: &'a [Token],
    dct: Option<Moment>,
    last: Option<Reference>,
    last_day: Option<Reference>,
    last_part: Option<Reference>,
    out: Vec<Timex>,
}

impl Walk<'_> {
    fn take(&mut self, found: &Found) {
        let (Some(first), Some(last)) = (self.tokens.get(found.start), self.tokens.get(found.end.wrapping_sub(1)))
        else {
            return;
        };
        let at = Span::new(first.span.start, last.span.end);
        let sentence = self.article.sentence_at(at.start);
        let context = Context {
            lexicon: self.lexicon,
            dct: self.dct,
            last: self.last,
            last_day: self.last_day,
            last_part: self.last_part,
            paragraph: sentence.and_then(|s| self.article.sentences.get(s)).map(|s| s.paragraph),
            lean: lean(self.tokens, &self.article.text, found.start, found.end, self.lexicon),
        };
        let Some(settled) = settle(&found.expr, &context) else { return };
        self.remember(&settled, &context);
        self.out.push(timex(at, found, settled, self.lexicon));
    }

    fn remember(&mut self, settled: &Settled, context: &Context) {
        let Some(period) = settled.period else { return };
        let reference = Reference { index: self.out.len(), period, paragraph: context.paragraph };
        self.last = Some(reference);
        if period.unit == Unit::Day {
            self.last_day = Some(reference);
        }
        if matches!(period.unit, Unit::Quarter | Unit::Half | Unit::Month) {
            self.last_part = Some(reference);
        }
    }
}

fn timex(span: Span, found: &Found, settled: Settled, lexicon: &TimeLexicon) -> Timex {
    let rule = lexicon.grammar.rules.get(usize::from(found.rule)).map_or_else(String::new, |r| r.name.clone());
    let confidence = match settled.anchor {
        _ if !settled.flags.is_empty() => 0.6,
        Anchor::Explicit => 0.99,
        Anchor::DocumentTime | Anchor::Dateline => 0.9,
        Anchor::Narrative(_) => 0.75,
        Anchor::None => 0.8,
    };
    Timex {
        span,
        kind: settled.kind,
        value: settled.value,
        modifier: settled.modifier,
        zone: settled.zone,
        edtf: settled.edtf,
        bounds: settled.bounds,
        granularity: settled.granularity,
        anchor: settled.anchor,
        rule,
        confidence,
        flags: settled.flags,
        alternatives: settled.alternatives,
    }
}

/// The document's day from the text: the dateline's date, else the first weekday with a full date.
fn from_text(article: &Article, lexicon: &TimeLexicon, tokens: &[Token], found: &[Found]) -> DocumentTime {
    let bare =
        Context { lexicon, dct: None, last: None, last_day: None, last_part: None, paragraph: None, lean: Lean::Open };
    let days = || {
        found.iter().filter_map(|f| {
            let settled = settle(&f.expr, &bare)?;
            let period = settled.period.filter(|p| settled.granularity == Granularity::Day && p.unit == Unit::Day)?;
            let start = tokens.get(f.start)?.span.start;
            Some((f, period, start))
        })
    };
    let in_dateline = article.dateline.as_ref().and_then(|dateline| {
        let date = dateline.date?;
        days().find(|(_, _, start)| date.start <= *start && *start < date.end)
    });
    let weekday = |(f, _, _): &(&Found, Period, usize)| matches!(&f.expr, TimeExpr::Calendar(date) if date.weekday.is_some() && date.day.is_some());
    match (in_dateline, days().find(weekday)) {
        (Some((_, period, _)), _) => {
            DocumentTime { moment: Some(Moment::Day(period.first)), source: DctSource::Dateline, confidence: 0.8 }
        }
        (None, Some((_, period, _))) => {
            DocumentTime { moment: Some(Moment::Day(period.first)), source: DctSource::Text, confidence: 0.6 }
        }
        (None, None) => DocumentTime { moment: None, source: DctSource::None, confidence: 0.0 },
    }
}
