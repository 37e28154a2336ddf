//! What an expression can be resolved against: the document's day, the dates before it, and the clause around it.

use super::calendar::{Period, Unit};
use super::order::Order;
use super::tokens::{Token, TokenKind};
use super::words::ClassId;
use super::{Moment, TimeLexicon};
use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// Which way the clause looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lean {
    Past,
    Future,
    Open,
}

/// A word that makes a date the end of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// `hingga`: of a stretch that may be over.
    Either,
    /// `through`: of one that goes on, unless the clause looks back.
    Onward,
}

/// A resolved date that later expressions can refer to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference {
    /// Its index among the article's expressions.
    pub index: usize,
    pub period: Period,
    pub paragraph: Option<usize>,
    /// Whether the words or the story gave it, and not the document's day.
    pub told: bool,
}

/// Everything beside the words that an expression needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub lexicon: &'a TimeLexicon,
    pub dct: Option<Moment>,
    /// The last date of the discourse, and the last that is a day.
    pub last: Option<Reference>,
    pub last_day: Option<Reference>,
    /// The day that the last paragraph with one named first.
    pub first_day: Option<Reference>,
    /// The last clock time of the discourse if it is close, with its index.
    pub last_minute: Option<(NaiveDateTime, usize)>,
    /// Whether the words before make it the beginning of something that goes on (`sejak Oktober`).
    pub since: bool,
    /// Whether the words before make it the end of something (`hingga Kamis`), and the beginning that the sentence names.
    pub until: Option<Until>,
    pub begun: Option<NaiveDate>,
    /// The last quarter or half that the words named.
    pub last_part: Option<Reference>,
    pub paragraph: Option<usize>,
    pub lean: Lean,
    /// Whether the text tells of years ago rather than of its own days.
    pub narrative: bool,
    /// The order of day and month in this text's dates of figures, where that is known.
    pub order: Option<Order>,
}

impl Context<'_> {
    /// The document's day.
    pub fn today(&self) -> Option<NaiveDate> {
        self.dct.map(Moment::day)
    }

    /// The day that a time of day alone belongs to: the last of the paragraph, or one that the words named just
    /// before it.
    pub fn day_at_hand(&self) -> Option<Reference> {
        // A news story goes on in the next paragraph on the day with which the one before began.
        let over =
            |r: &Reference| self.lean != Lean::Future && self.today().is_some_and(|today| r.period.first < today);
        let here = |r: &Reference| r.paragraph.is_some() && r.paragraph == self.paragraph;
        let last = self.last_day.filter(|r| here(r) || r.told && self.close_to(r));
        let began = || self.first_day.filter(|r| over(r) && self.close_to(r));
        last.filter(here).or_else(began).or(last)
    }

    /// The date that a month or day without a year carries on from: a story told of years ago stays there. A text
    /// without a day of its own has nothing else.
    pub fn story(&self) -> Option<Reference> {
        let last = self.last.filter(|r| r.told && self.narrative && self.lean != Lean::Future)?;
        match self.today() {
            Some(today) if self.close_to(&last) && today.year() - last.period.first.year() >= STORY => Some(last),
            Some(_) => None,
            None => Some(last),
        }
    }

    /// The quarter or half that `a year earlier` compares with: reports keep to one for paragraphs.
    pub fn part_at_hand(&self) -> Option<Reference> {
        let near = |r: &Reference| match (r.paragraph, self.paragraph) {
            (Some(there), Some(here)) => here.saturating_sub(there) <= REPORT,
            _ => false,
        };
        self.last_part.filter(near)
    }

    /// Whether a date stands in the same paragraph or the one before.
    pub fn close_to(&self, reference: &Reference) -> bool {
        match (reference.paragraph, self.paragraph) {
            (Some(there), Some(here)) => here.saturating_sub(there) <= CLOSE,
            _ => false,
        }
    }

    /// The last date as fine as `unit` at least, for `that year`, `that day`.
    pub fn reference(&self, unit: Unit) -> Option<Reference> {
        if unit <= Unit::Day { self.last_day } else { self.last }
    }
}

/// How many lines back a paragraph still belongs to the same scene; an empty line between paragraphs counts.
const CLOSE: usize = 2;

/// How many years back a story must lie for its dates to be told from this year's.
const STORY: i32 = 2;

/// How many lines back a report still speaks of the same quarter.
const REPORT: usize = 8;

/// How many tokens before and after an expression belong to its clause at most.
const REACH: usize = 14;

/// Which way the clause around tokens `start..end` looks: by the nearest cue before it, else the nearest after.
pub(super) fn lean(tokens: &[Token], text: &str, start: usize, end: usize, lexicon: &TimeLexicon) -> Lean {
    let cue = |index: usize| -> Option<Lean> {
        let token = tokens.get(index)?;
        let entries = lexicon.words.entries(token.word);
        // The words of the longest phrase of the class that begins here.
        let length = |class: Option<ClassId>| {
            let class = class.filter(|class| lexicon.words.begins(token.word, *class))?;
            let here = entries.iter().filter(|e| e.class == class && follows(tokens, index, &e.rest));
            here.map(|e| e.rest.len()).max()
        };
        let (future, past) = (length(lexicon.future), length(lexicon.past));
        // `could have hit` is over, `could hit` is not; the month of `May 16` is no `may`.
        if future.is_some() && future >= past && !is_month(tokens, index, lexicon) {
            return Some(Lean::Future);
        }
        // `The talks resume on Monday`, but not `agreed to resume on Monday`.
        let is = |at: Option<usize>, class: Option<ClassId>| {
            let word = at.and_then(|at| tokens.get(at)).map(|token| token.word);
            class.zip(word).is_some_and(|(class, word)| lexicon.words.begins(word, class))
        };
        let led = is(index.checked_sub(1), lexicon.infinitive);
        if !token.capital && is(Some(index), lexicon.programme) && !led {
            return Some(Lean::Future);
        }
        let ending = |e: &String| {
            let word = text.get(token.span.start..token.span.end).unwrap_or_default();
            token.kind == TokenKind::Word && !token.capital && word.len() > e.len() + 1 && word.ends_with(e.as_str())
        };
        // `will be held`: the participle after a passive's auxiliary says nothing of its own.
        let passive = index.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|before| {
            lexicon.words.entries(before.word).iter().any(|e| Some(e.class) == lexicon.passive && e.rest.is_empty())
        });
        if passive {
            return None;
        }
        // `will visit the damaged area`
        let adjective = is(index.checked_sub(1), lexicon.determiner);
        (past.is_some() || !adjective && lexicon.past_endings.iter().any(ending)).then_some(Lean::Past)
    };
    let stops = |index: usize| tokens.get(index).is_none_or(|t| ends_sentence(tokens, index, t, text));
    let is_relative = |index: usize| {
        let word = tokens.get(index).map(|token| token.word);
        lexicon.relative.zip(word).is_some_and(|(class, word)| {
            let alone = |e: &super::words::Entry| e.class == class && e.rest.is_empty();
            lexicon.words.entries(word).iter().any(alone)
        })
    };
    let joins = |index: usize| joins_verb(tokens, index, lexicon) || follows_next(tokens, index, lexicon);
    let is_planned = |past: usize, back: usize| {
        let mut joined = joins(past);
        for index in (start.saturating_sub(REACH)..=past).rev().skip(1).take(REACH.saturating_sub(back)) {
            if stops(index) || is_relative(index) {
                return false;
            }
            match cue(index) {
                Some(Lean::Future) => return joined,
                Some(_) => return false,
                None => joined |= joins(index),
            }
        }
        false
    };
    let mut before = None;
    // `Ali, who hurt his knee on June 5, will travel`: the clause beside a name ends before what its holder does next.
    let mut aside = false;
    for back in 1..=REACH {
        let Some(index) = start.checked_sub(back) else { break };
        if stops(index) {
            break;
        }
        if let Some(found) = cue(index) {
            // `will hit`, `is expected to cut`: a form that is the past too says nothing of its own behind such a cue.
            let ahead = |back: &usize| {
                let at = index.checked_sub(*back)?;
                let word = tokens.get(at)?.word;
                let class = lexicon.future.filter(|class| lexicon.words.begins(word, *class))?;
                let entries = lexicon.words.entries(word);
                let here = entries.iter().filter(|e| e.class == class && follows(tokens, at, &e.rest));
                here.map(|e| e.rest.len()).max().filter(|rest| at + rest + 2 >= index && !is_month(tokens, at, lexicon))
            };
            let found =
                if found == Lean::Past && (1..=3).any(|back| ahead(&back).is_some()) { Lean::Future } else { found };
            before = Some(found);
            // `akan dilanjutkan dan ditutup Jumat`: what is joined to a plan is planned too.
            if found == Lean::Past && is_planned(index, back) {
                before = Some(Lean::Future);
            }
            break;
        }
        aside |= is_relative(index);
    }
    if before.is_some() || aside {
        return before.unwrap_or(Lean::Open);
    }
    for index in end..end.saturating_add(REACH) {
        if stops(index) || coordinates(tokens, index, lexicon) {
            break;
        }
        if let Some(found) = cue(index) {
            return found;
        }
    }
    Lean::Open
}

/// Whether a word joins what comes next, and not a further date: `pada Juli dan diperkirakan …`, but `Sabtu dan Minggu`.
fn coordinates(tokens: &[Token], index: usize, lexicon: &TimeLexicon) -> bool {
    let is = |at: usize, class: Option<ClassId>| {
        let word = tokens.get(at).map(|token| token.word);
        class.zip(word).is_some_and(|(class, word)| lexicon.words.begins(word, class))
    };
    let dated = |at: usize| {
        let figure = tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
        figure || is(at, lexicon.month) || is(at, lexicon.weekday)
    };
    // `the National Abortion and Reproductive Rights Action League`
    let capital = |at: usize| tokens.get(at).is_some_and(|token| token.capital);
    let named = capital(index + 1) && index.checked_sub(1).is_some_and(capital);
    is(index, lexicon.coordinator) && !named && !dated(index + 1) && !dated(index + 2)
}

/// Whether a word joins a further verb, and not a further date.
fn joins_verb(tokens: &[Token], index: usize, lexicon: &TimeLexicon) -> bool {
    let word = tokens.get(index).map(|token| token.word);
    let joins = lexicon.coordinator.zip(word).is_some_and(|(class, word)| lexicon.words.begins(word, class));
    let weekday = |at: usize| {
        let word = tokens.get(at).map(|token| token.word);
        lexicon.weekday.zip(word).is_some_and(|(class, word)| lexicon.words.begins(word, class))
    };
    let plain = tokens.get(index + 1).is_some_and(|next| next.kind == TokenKind::Word && !next.capital);
    joins && plain && !weekday(index + 1)
}

/// Whether a word such as `lalu` says what comes next, and not how long ago: a verb stands behind it.
fn follows_next(tokens: &[Token], index: usize, lexicon: &TimeLexicon) -> bool {
    let class = |at: usize, class: Option<ClassId>| {
        let word = tokens.get(at).map(|token| token.word);
        class.zip(word).is_some_and(|(class, word)| lexicon.words.begins(word, class))
    };
    let next = tokens.get(index + 1).is_some_and(|next| next.kind == TokenKind::Word && !next.capital);
    class(index, lexicon.next) && next
}

/// Whether a word is the name of a month, or of somebody: with a capital within a sentence, or beside a figure.
fn is_month(tokens: &[Token], index: usize, lexicon: &TimeLexicon) -> bool {
    let month =
        |token: &&Token| token.capital && lexicon.month.is_some_and(|class| lexicon.words.begins(token.word, class));
    let kind = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map(|token| token.kind);
    let before = kind(index.checked_sub(1));
    let inside = matches!(before, Some(TokenKind::Word | TokenKind::Number));
    tokens.get(index).filter(month).is_some() && (inside || kind(Some(index + 1)) == Some(TokenKind::Number))
}

fn follows(tokens: &[Token], index: usize, rest: &[super::words::WordId]) -> bool {
    tokens.get(index + 1..index + 1 + rest.len()).is_some_and(|t| t.iter().zip(rest).all(|(t, w)| t.word == *w))
}

fn ends_sentence(tokens: &[Token], index: usize, token: &Token, text: &str) -> bool {
    if token.kind == TokenKind::Break {
        return true;
    }
    let mark = text.get(token.span.start..token.span.end).unwrap_or_default();
    let next = tokens.get(index + 1);
    matches!(mark, "." | "!" | "?" | ";") && next.is_none_or(|n| !n.glued && (n.capital || n.kind == TokenKind::Mark))
}
