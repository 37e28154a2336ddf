//! Article to dates.

use super::calendar::Unit;
use super::context::{Context, Reference, Until, lean};
use super::document::Written;
use super::expr::{CalendarExpr, TimeExpr, YearSpec};
use super::matcher::{Found, Matcher};
use super::order::{self, Order};
use super::settle::{Settled, settle};
use super::tokens::{self, Token, TokenKind};
use super::undated::undated;
use super::words::ClassId;
use super::{Anchor, Dates, DctSource, DocumentTime, Granularity, Moment, TimeLexicon, Timex};
use crate::error::{Diagnostic, Error};
use crate::text::{Article, Origin, Span, ZoneKind};
use chrono::{NaiveDate, NaiveDateTime};

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

/// The document creation time that an option or the article's data give, so that nothing needs to be read in its text.
pub fn given(article: &Article, dct: Option<Moment>) -> Option<DocumentTime> {
    let stated = || article.published.as_deref().and_then(|p| parse_moment(p).ok());
    let (moment, source) = match dct {
        Some(moment) => (moment, DctSource::Option),
        None => {
            let source = match article.origin {
                Origin::Html => DctSource::Html,
                Origin::Markdown => DctSource::FrontMatter,
                Origin::Text | Origin::Feed => DctSource::Metadata,
            };
            (stated()?, source)
        }
    };
    Some(DocumentTime { moment: Some(moment), source, confidence: 1.0 })
}

/// Finds and resolves every time expression. `dct` is the document creation time given as an option.
pub fn resolve(article: &Article, lexicon: &TimeLexicon, dct: Option<Moment>) -> (Dates, Vec<Diagnostic>) {
    let all = tokens::tokens(&article.text, &lexicon.words);
    let matcher = Matcher::new(&all, &lexicon.grammar, &lexicon.words);
    let found = scan(article, lexicon, &matcher);
    let order = order::told(&found).or_else(|| lexicon.outlets.of(article));
    let written = Written { article, lexicon, tokens: &all, found: &found, order };
    let dct = given(article, dct).unwrap_or_else(|| written.document_time());
    let (today, from_dateline) = written.today(dct.moment);
    let mut walk = Walk {
        written,
        today,
        from_dateline,
        narrative: written.is_narrative(today),
        order: written.order,
        last: None,
        last_day: None,
        first_day: None,
        last_part: None,
        last_minute: None,
        out: Vec::with_capacity(found.len()),
    };
    for (index, one) in found.iter().enumerate() {
        let year = found.get(index + 1).and_then(|next| shared_year(one, next, &all));
        match year {
            Some(expr) => walk.take(&Found { expr, ..one.clone() }),
            None => walk.take(one),
        }
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
    let date = article.dateline.as_ref().and_then(|d| d.date);
    while let Some(token) = matcher.tokens.get(at) {
        if !matcher.may_begin(at) {
            at += 1;
            continue;
        }
        let skipped =
            article.zone_at(token.span.start).is_some_and(|z| !matches!(z, ZoneKind::Title | ZoneKind::Dateline));
        let in_dateline = date.is_some_and(|d| d.start <= token.span.start && token.span.start < d.end);
        let found = (!skipped && begins_well(matcher.tokens, at, &article.text))
            .then(|| matcher.mention(at).or_else(|| in_dateline.then(|| matcher.dateline(at)).flatten()))
            .flatten();
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
pub(super) fn begins_well(tokens: &[Token], at: usize, text: &str) -> bool {
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
    written: Written<'a>,
    /// The day that `hari ini` means.
    today: Option<Moment>,
    /// Whether the dateline gave that day.
    from_dateline: bool,
    /// Whether the text tells of years ago.
    narrative: bool,
    /// The order of day and month in dates of figures.
    order: Option<Order>,
    last: Option<Reference>,
    last_day: Option<Reference>,
    first_day: Option<Reference>,
    last_part: Option<Reference>,
    last_minute: Option<(Reference, NaiveDateTime)>,
    out: Vec<Timex>,
}

impl Walk<'_> {
    fn take(&mut self, found: &Found) {
        let Written { article, lexicon, tokens, .. } = self.written;
        let (Some(first), Some(last)) = (tokens.get(found.start), tokens.get(found.end.wrapping_sub(1))) else {
            return;
        };
        let at = Span::new(first.span.start, last.span.end);
        let sentence = article.sentence_at(at.start);
        // A range has both its ends in itself.
        let open = !matches!(found.expr, TimeExpr::Range { .. });
        let side = boundary(tokens, found.start, lexicon).filter(|_| open);
        let mut context = Context {
            lexicon,
            dct: self.today,
            last: self.last,
            last_day: self.last_day,
            first_day: self.first_day,
            last_part: self.last_part,
            last_minute: None,
            since: side.is_some_and(|(_, begun)| begun),
            until: until(tokens, found.start, lexicon).filter(|_| open),
            begun: self.begun(at).filter(|_| side.is_some_and(|(side, _)| side == UNTIL)),
            paragraph: sentence.and_then(|s| article.sentences.get(s)).map(|s| s.paragraph),
            lean: lean(tokens, &article.text, found.start, found.end, lexicon),
            narrative: self.narrative,
            order: self.order,
        };
        context.last_minute =
            self.last_minute.filter(|(reference, _)| context.close_to(reference)).map(|(r, at)| (at, r.index));
        if article.is_quoted(at.start)
            && let Some(spoken) = sentence.and_then(|s| self.written.spoken_on(s, &context))
        {
            context.dct = Some(Moment::Day(spoken));
        }
        let placed = settle(&found.expr, &context);
        let placed = placed.or_else(|| if self.today.is_none() { undated(&found.expr) } else { None });
        let Some(mut settled) = placed else { return };
        if self.from_dateline && settled.anchor == Anchor::DocumentTime {
            settled.anchor = Anchor::Dateline;
        }
        if let Some((side, _)) = side {
            settled = settled.flag(side);
            // The point stays the value; what goes on from it or up to it is an interval with one open end.
            settled.edtf = settled.edtf.filter(|edtf| !edtf.contains('/')).map(|edtf| match side {
                SINCE => format!("{edtf}/.."),
                _ => format!("../{edtf}"),
            });
        }
        self.remember(&settled, &context);
        self.out.push(timex(at, found, settled, lexicon));
    }

    /// The day from which on something goes, where the expression before in the sentence of `at` says so.
    fn begun(&self, at: Span) -> Option<NaiveDate> {
        let before = self.out.last().filter(|before| before.flags.iter().any(|flag| flag == SINCE))?;
        let sentence = |at: usize| self.written.article.sentence_at(at);
        let same = sentence(before.span.start) == sentence(at.start);
        before.bounds.filter(|_| same && before.granularity <= Granularity::Day)?.earliest.map(Moment::day)
    }

    fn remember(&mut self, settled: &Settled, context: &Context) {
        let Some(period) = settled.period else { return };
        let told = matches!(settled.anchor, Anchor::Explicit | Anchor::Narrative(_));
        let reference = Reference { index: self.out.len(), period, paragraph: context.paragraph, told };
        self.last = Some(reference);
        // `beroperasi sejak 12 Mei 2022` tells of years ago; the story stays at its day.
        let long_ago = |last: &Reference| super::calendar::apart(period.first, last.period.first) > LONG_AGO;
        let aside = settled.flags.iter().any(|flag| flag == SINCE) && self.last_day.as_ref().is_some_and(long_ago);
        if period.unit == Unit::Day && !aside {
            self.last_day = Some(reference);
            if self.first_day.is_none_or(|first| first.paragraph != reference.paragraph) {
                self.first_day = Some(reference);
            }
        }
        if let (Granularity::Minute, Some(Moment::Minute(at))) =
            (settled.granularity, settled.bounds.and_then(|b| b.latest))
        {
            self.last_minute = Some((reference, at));
        }
        let named = !matches!(settled.anchor, Anchor::Narrative(_));
        if matches!(period.unit, Unit::Quarter | Unit::Half) && named {
            self.last_part = Some(reference);
        }
    }
}

/// Most tokens between two dates that share the year of the second: `Januari dan Mei 2025`, `May 3 and June 2, 2018`.
const LIST_GAP: usize = 2;

/// A date without a year that takes it from the next one of the same list.
fn shared_year(one: &Found, next: &Found, tokens: &[Token]) -> Option<TimeExpr> {
    let (TimeExpr::Calendar(first), TimeExpr::Calendar(second)) = (&one.expr, &next.expr) else { return None };
    let between = tokens.get(one.end..next.start)?;
    let list = !between.is_empty() && between.len() <= LIST_GAP && between.iter().all(|t| t.kind != TokenKind::Break);
    let alike = first.day.is_some() == second.day.is_some() && first.weekday.is_some() == second.weekday.is_some();
    let open = first.year == YearSpec::Unsaid && first.direction.is_none() && first.month.is_some();
    let YearSpec::Known(year) = second.year else { return None };
    let before = (first.month, first.day) > (second.month, second.day);
    let year = if before { year.checked_sub(1)? } else { year };
    (list && alike && open).then_some(TimeExpr::Calendar(CalendarExpr { year: YearSpec::Known(year), ..*first }))
}

/// What flags begin with that are no doubt about the expression.
const SURE: [&str; 5] = [BOUNDARY, "freq:", "calendar:", "local-time", "approximate"];
const BOUNDARY: &str = "boundary:";
const SINCE: &str = "boundary:since";
const UNTIL: &str = "boundary:until";

/// Days by which the beginning of what goes on lies before the story.
const LONG_AGO: i64 = 30;

/// The word before an expression that makes it the end of something.
fn until(tokens: &[Token], start: usize, lexicon: &TimeLexicon) -> Option<Until> {
    let word = tokens.get(start.checked_sub(1)?)?.word;
    let onward = |class: ClassId| lexicon.words.begins(word, class);
    let until = boundary(tokens, start, lexicon).filter(|(side, _)| *side == UNTIL);
    until.map(|_| if lexicon.onward.is_some_and(onward) { Until::Onward } else { Until::Either })
}

/// Whether the words before make the expression the beginning or the end of a stretch, and whether it has begun:
/// `sejak 2014` goes on, `mulai 2014` may be yet to come.
fn boundary(tokens: &[Token], start: usize, lexicon: &TimeLexicon) -> Option<(&'static str, bool)> {
    let class = lexicon.boundary?;
    (1..=2).find_map(|back| {
        let first = start.checked_sub(back)?;
        let entries = lexicon.words.entries(tokens.get(first)?.word);
        let entry = entries.iter().find(|e| {
            let rest = tokens.get(first + 1..start).unwrap_or_default();
            e.class == class && rest.len() == e.rest.len() && rest.iter().zip(&e.rest).all(|(t, w)| t.word == *w)
        })?;
        Some(match entry.value.as_str() {
            "since" => (SINCE, true),
            "from" => (SINCE, false),
            _ => (UNTIL, false),
        })
    })
}

fn timex(span: Span, found: &Found, settled: Settled, lexicon: &TimeLexicon) -> Timex {
    let rule = lexicon.grammar.rules.get(usize::from(found.rule)).map_or_else(String::new, |r| r.name.clone());
    let confidence = match settled.anchor {
        _ if settled.flags.iter().any(|f| !SURE.iter().any(|sure| f.starts_with(sure))) => 0.6,
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
