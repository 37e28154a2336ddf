//! The day on which a text was written, and the day that its words for today mean.

use super::calendar::{Period, Unit, apart, days};
use super::context::{Context, Lean, lean};
use super::expr::{Base, CalendarExpr, TimeExpr, YearSpec};
use super::matcher::Found;
use super::order::Order;
use super::settle::settle;
use super::tokens::{Token, TokenKind};
use super::{DctSource, DocumentTime, Granularity, Moment, TimeLexicon};
use crate::text::Article;
use chrono::{Datelike, NaiveDate, Timelike, Weekday};
use std::cmp::Reverse;

/// An article with the expressions found in it.
#[derive(Clone, Copy)]
pub(super) struct Written<'a> {
    pub article: &'a Article,
    pub lexicon: &'a TimeLexicon,
    pub tokens: &'a [Token],
    pub found: &'a [Found],
    /// The order of day and month in its dates of figures, where the text or its outlet tells.
    pub order: Option<Order>,
}

/// How many days a dateline may lie before the day of publication.
const DATELINE_REACH: i64 = 7;

/// Days of a week, and the most from a dated day to the first on which it is told.
const WEEK: i64 = 7;
const GAP: i64 = 2;

/// Days after the dated weekday within which a further date is still of the same story.
const FOLLOW_UP: i64 = 14;

/// Words of a line that tells nothing, as a row of a table.
const LONE_WORDS: usize = 2;

/// Until which hour a report of the day before is still published as today's.
const SMALL_HOURS: u32 = 4;

/// How many times more dates of former years than of its own days make a text a story of the past.
const NARRATIVE: usize = 3;

impl<'a> Written<'a> {
    fn context(&self, dct: Option<Moment>) -> Context<'a> {
        Context {
            lexicon: self.lexicon,
            dct,
            last: None,
            last_day: None,
            first_day: None,
            last_part: None,
            last_minute: None,
            since: false,
            until: None,
            begun: None,
            paragraph: None,
            lean: Lean::Open,
            narrative: false,
            order: self.order,
        }
    }

    /// Whether the text tells of years ago: what it dates lies back, and it hardly speaks of its own days.
    pub fn is_narrative(self, today: Option<Moment>) -> bool {
        let Some(now) = today.map(|m| m.day().year()) else { return true };
        let (mut old, mut own) = (0usize, 0usize);
        for found in self.found {
            match &found.expr {
                TimeExpr::Calendar(CalendarExpr { year: YearSpec::Known(y), .. })
                | TimeExpr::Year(YearSpec::Known(y)) => {
                    if *y < now {
                        old += 1
                    } else {
                        own += 1
                    }
                }
                TimeExpr::Calendar(date) if date.weekday.is_some() || date.direction.is_some() => own += 1,
                TimeExpr::Offset { base: Base::Document, .. } | TimeExpr::Part { .. } => own += 1,
                _ => {}
            }
        }
        old > own.saturating_mul(NARRATIVE)
    }

    /// The expressions that are days, or lie on one (`Senin (13/7/2020) malam`), with the day and where they begin.
    fn days(self, context: Context<'a>) -> impl Iterator<Item = (&'a Found, NaiveDate, usize)> {
        self.found.iter().filter_map(move |found| {
            let settled = settle(day_of(&found.expr), &context)?;
            let period: Period = settled.period.filter(|p| p.unit == Unit::Day)?;
            let start = self.tokens.get(found.start)?.span.start;
            (settled.granularity == Granularity::Day).then_some((found, period.first, start))
        })
    }

    /// The day that stands in the dateline.
    fn dateline_day(self, context: Context<'a>) -> Option<NaiveDate> {
        let date = self.article.dateline.as_ref()?.date?;
        self.days(context).find(|(_, _, start)| date.start <= *start && *start < date.end).map(|(_, day, _)| day)
    }

    /// The first weekday with its date: in news the day of the story or the day before.
    fn first_weekday(self, context: Context<'a>) -> Option<NaiveDate> {
        self.days(context).find(|(found, _, _)| is_weekday_with_date(day_of(&found.expr))).map(|(_, day, _)| day)
    }

    /// The latest weekday with its date that no cue puts into the future: what a text tells as past cannot lie
    /// after the day on which it was written. Dates that contradict their weekday are no evidence. With where it begins.
    fn latest_told(self, context: Context<'a>) -> Option<(NaiveDate, usize)> {
        let told = self.days(context).filter(|(found, day, _)| {
            let TimeExpr::Calendar(date) = day_of(&found.expr) else { return false };
            let agrees = date.weekday == Some(day.weekday().number_from_monday());
            let clause = || lean(self.tokens, &self.article.text, found.start, found.end, self.lexicon);
            date.day.is_some() && agrees && clause() != Lean::Future
        });
        told.map(|(_, day, start)| (day, start)).max_by_key(|(day, start)| (*day, Reverse(*start)))
    }

    /// The latest date with its year that no cue puts into the future, shortly after a dated weekday: what happened on it
    /// was told no earlier.
    fn followed_up(self, context: Context<'a>, (day, start): (NaiveDate, usize)) -> (NaiveDate, usize) {
        let later = self.days(context).filter(|(found, later, _)| {
            let TimeExpr::Calendar(date) = day_of(&found.expr) else { return false };
            let whole = date.day.is_some() && date.weekday.is_none() && matches!(date.year, YearSpec::Known(_));
            let clause = || lean(self.tokens, &self.article.text, found.start, found.end, self.lexicon);
            whole && *later > day && apart(*later, day) <= FOLLOW_UP && clause() != Lean::Future
        });
        later
            .map(|(_, day, start)| (day, start))
            .max_by_key(|(day, start)| (*day, Reverse(*start)))
            .unwrap_or((day, start))
    }

    /// The last of the days that follow a dated one and are told as past behind it by their weekdays alone: `pada Minggu (31/8)
    /// …, kata Bupati, Senin`. What happened is dated, and told on the days after; a day of the week before would have its
    /// date too. They follow each other without a gap, but for one day behind the dated one.
    fn told_on(self, (day, start): (NaiveDate, usize)) -> NaiveDate {
        let behind = |found: &&Found| self.tokens.get(found.start).is_some_and(|token| token.span.start > start);
        let named = |day: NaiveDate| self.found.iter().filter(behind).any(|found| self.tells_of(found, day.weekday()));
        let mut last = day;
        for next in (1..WEEK).filter_map(|n| days(day, n)) {
            let gap = if last == day { GAP } else { 1 };
            if apart(last, next) <= gap && named(next) {
                last = next;
            }
        }
        last
    }

    /// Whether an expression is a weekday alone, outside quotations and in a clause that does not look ahead.
    fn tells_of(self, found: &Found, weekday: Weekday) -> bool {
        let TimeExpr::Calendar(date) = day_of(&found.expr) else { return false };
        let bare = CalendarExpr { weekday: Some(weekday.number_from_monday()), ..CalendarExpr::UNSAID };
        let start = || self.tokens.get(found.start).map_or(0, |token| token.span.start);
        let clause = || lean(self.tokens, &self.article.text, found.start, found.end, self.lexicon);
        let told = || self.article.sentence_at(start()).is_some_and(|sentence| self.words_of(sentence) > LONE_WORDS);
        *date == bare && !self.article.is_quoted(start()) && told() && clause() != Lean::Future
    }

    /// The number of words of a sentence.
    fn words_of(self, sentence: usize) -> usize {
        let Some(span) = self.article.sentences.get(sentence).map(|sentence| sentence.span) else { return 0 };
        let from = self.tokens.partition_point(|token| token.span.start < span.start);
        let inside = self.tokens.iter().skip(from).take_while(|token| token.span.start < span.end);
        inside.filter(|token| token.kind == TokenKind::Word).count()
    }

    /// The document's time from the text alone: the dateline's date, else the latest weekday with a full date that
    /// is told as past, else the first; the days after, where they are told of.
    pub fn document_time(self) -> DocumentTime {
        let context = self.context(None);
        let told = self.latest_told(context).map(|told| self.told_on(self.followed_up(context, told)));
        let told = told.or_else(|| self.first_weekday(context));
        let (day, source, confidence) = match (self.dateline_day(context), told) {
            (Some(day), _) => (Some(day), DctSource::Dateline, 0.8),
            (None, Some(day)) => (Some(day), DctSource::Text, 0.6),
            (None, None) => (None, DctSource::None, 0.0),
        };
        DocumentTime { moment: day.map(Moment::Day), source, confidence }
    }

    /// The day that `hari ini` means, and whether the dateline says it. The day of publication only caps it: a
    /// report is filed before it is printed, and what is published shortly after midnight tells of the day before.
    pub fn today(self, dct: Option<Moment>) -> (Option<Moment>, bool) {
        let Some(moment) = dct else { return (None, false) };
        let published = moment.day();
        let context = self.context(dct);
        let filed =
            self.dateline_day(context).filter(|day| *day <= published && apart(*day, published) <= DATELINE_REACH);
        if let Some(filed) = filed {
            return (Some(Moment::Day(filed)), true);
        }
        if let Moment::Minute(minute) = moment
            && minute.hour() < SMALL_HOURS
            && let Some(before) = days(published, -1)
            && self.first_weekday(context) == Some(before)
        {
            return (Some(Moment::Day(before)), false);
        }
        (dct, false)
    }

    /// The day on which the words quoted in a sentence were spoken, where the sentence around them dates the saying.
    pub fn spoken_on(self, sentence: usize, context: &Context<'a>) -> Option<NaiveDate> {
        let span = self.article.sentences.get(sentence)?.span;
        let today = context.today()?;
        let start = |found: &Found| self.tokens.get(found.start).map_or(0, |t| t.span.start);
        // Expressions stand in text order: look at this sentence's only.
        let from = self.found.partition_point(|f| start(f) < span.start);
        let inside = self.found.get(from..)?.iter().take_while(|f| start(f) < span.end);
        let mut said = inside.filter(|f| is_weekday_with_date(day_of(&f.expr)) && !self.article.is_quoted(start(f)));
        let period = settle(day_of(&said.next()?.expr), context)?.period?;
        (period.unit == Unit::Day && period.first <= today).then_some(period.first)
    }
}

/// The day on which an expression lies, where it is a part of one or a time of day.
fn day_of(expr: &TimeExpr) -> &TimeExpr {
    match expr {
        TimeExpr::Part { on: Some(day), .. } | TimeExpr::Clock { on: Some(day), .. } => day_of(day),
        TimeExpr::Flagged { inner, .. } => day_of(inner),
        _ => expr,
    }
}

fn is_weekday_with_date(expr: &TimeExpr) -> bool {
    matches!(expr, TimeExpr::Calendar(date) if date.weekday.is_some() && date.day.is_some())
}
