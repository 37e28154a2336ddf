//! Matches the rules against a text's tokens: at each place the longest match wins, and of two as long the rule
//! that stands first in the table.

use super::expr::{Amount, TimeExpr};
use super::grammar::{Element, Grammar, Look, Number, Rule, What};
use super::index::{Candidate, Second};
use super::tokens::{Token, TokenKind};
use super::words::{Case, ClassId, Entry, WordId, Words};
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// What an element of a pattern captured.
#[derive(Debug, Clone)]
pub(super) enum Captured<'l> {
    Nothing,
    Int(i64),
    Amount(Amount),
    Text(&'l str),
    Found(Rc<Found>),
}

/// What a rule matched, by the slots of its pattern.
#[derive(Debug, Clone, Default)]
pub(super) struct Slots<'l>(pub Vec<(&'l str, Captured<'l>)>);

/// A match: tokens `start..end` and what they say.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub start: usize,
    pub end: usize,
    pub rule: u16,
    pub expr: TimeExpr,
}

/// What was found, or not, at a token for some kinds of rules.
type Memo = FxHashMap<(usize, u64), Option<Rc<Found>>>;

/// A token at which a count was looked for, and the count with its end.
type Counted = (usize, Option<(usize, Amount)>);

/// Deepest nesting of rules in rules.
const MAX_DEPTH: u8 = 6;

/// Matches the grammar at any token of one text.
pub(super) struct Matcher<'t, 'l> {
    pub tokens: &'t [Token],
    grammar: &'l Grammar,
    words: &'l Words,
    marks: Marks,
    /// What rules inside rules have matched, by token and kinds.
    memo: RefCell<Memo>,
    /// The last token at which a count was looked for, with what was found.
    counted: Cell<Option<Counted>>,
}

/// Marks and classes that the matcher itself asks for.
#[derive(Debug, Clone, Copy)]
struct Marks {
    dot: WordId,
    comma: WordId,
    slash: WordId,
    dash: WordId,
    number: Option<ClassId>,
    multiplier: Option<ClassId>,
    ordinal: Option<ClassId>,
    suffix: Option<ClassId>,
    prefix: Option<ClassId>,
    joiner: Option<ClassId>,
}

impl<'t, 'l> Matcher<'t, 'l> {
    pub fn new(tokens: &'t [Token], grammar: &'l Grammar, words: &'l Words) -> Self {
        let marks = Marks {
            dot: words.id("."),
            comma: words.id(","),
            slash: words.id("/"),
            dash: words.id("-"),
            number: words.find_class("number"),
            multiplier: words.find_class("multiplier"),
            ordinal: words.find_class("ordinal"),
            suffix: words.find_class("ordinal_suffix"),
            prefix: words.find_class("ordinal_prefix"),
            joiner: words.find_class("joiner"),
        };
        Self { tokens, grammar, words, marks, memo: RefCell::new(FxHashMap::default()), counted: Cell::new(None) }
    }

    /// The rules of some kinds that may match at token `at`.
    fn candidates(&self, at: usize, kinds: u64) -> impl Iterator<Item = &'l Candidate> {
        let starts = self.tokens.get(at).and_then(|token| self.grammar.starts(token, self.words));
        let second = starts.and_then(|_| Second::of(self.tokens, at + 1, self.words));
        let of_kinds = starts.map_or(&[][..], |starts| starts.of(second, kinds));
        of_kinds.iter().filter(move |candidate| {
            candidate.kind & kinds != 0 && starts.is_some_and(|starts| starts.goes_on(candidate, second))
        })
    }

    /// Whether any rule may find an expression at token `at`: asked of every token, and mostly denied.
    pub fn may_begin(&self, at: usize) -> bool {
        self.candidates(at, self.grammar.mentions | self.grammar.dateline).next().is_some()
    }

    /// The longest mention that begins at token `at`.
    pub fn mention(&self, at: usize) -> Option<Found> {
        let found = self.best(at, self.grammar.mentions, 0)?;
        if found.start == at {
            return Some(found);
        }
        // A rule that only looks at the words before must not hide a longer expression that needs none.
        let rival = self.best(found.start, self.grammar.mentions, 0);
        if rival.is_some_and(|r| r.end > found.end) { None } else { Some(found) }
    }

    /// The longest expression at token `at` of those that only a dateline may hold (`14/9`).
    pub fn dateline(&self, at: usize) -> Option<Found> {
        self.best(at, self.grammar.dateline, 0)
    }

    /// The longest expression of one kind at token `at`, for trying a rule that only serves others.
    pub fn of_kind(&self, at: usize, kind: u64) -> Option<Found> {
        self.best(at, kind, 1)
    }

    /// The longest expression inside another rule; it is asked for again and again, so it is kept.
    fn inner(&self, at: usize, kinds: u64, depth: u8) -> Option<Rc<Found>> {
        self.candidates(at, kinds).next()?;
        if let Some(known) = self.memo.borrow().get(&(at, kinds)) {
            return known.clone();
        }
        let found = self.best(at, kinds, depth).map(Rc::new);
        self.memo.borrow_mut().insert((at, kinds), found.clone());
        found
    }

    fn best(&self, at: usize, kinds: u64, depth: u8) -> Option<Found> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut best: Option<Found> = None;
        let mut slots = Slots::default();
        for candidate in self.candidates(at, kinds) {
            let number = candidate.rule;
            let Some(rule) = self.grammar.rules.get(usize::from(number)) else { continue };
            slots.0.clear();
            let Some((start, end)) = self.run(rule, 0, at, at, &mut slots, depth) else { continue };
            if best.as_ref().is_some_and(|b| b.end >= end) || (depth == 0 && !self.ends_well(end)) {
                continue;
            }
            if let Some(expr) = rule.meaning.build(&slots) {
                best = Some(Found { start, end, rule: number, expr });
            }
        }
        best
    }

    /// Matches the elements from `index` on; gives the extent.
    fn run(
        &self,
        rule: &'l Rule,
        index: usize,
        at: usize,
        start: usize,
        slots: &mut Slots<'l>,
        depth: u8,
    ) -> Option<(usize, usize)> {
        let start = if index == rule.lead { at } else { start };
        let Some(element) = rule.elements.get(index) else { return (at > start).then_some((start, at)) };
        let matched = self.element(element, at, depth);
        match (element.look, &matched) {
            (Look::Not, Some(_)) | (Look::Ahead, None) => return None,
            (Look::Not, _) => return self.run(rule, index + 1, at, start, slots, depth),
            (Look::Ahead, Some((_, captured))) => {
                // What only follows may still say what the words before it mean.
                slots.0.push((element.slot.as_str(), captured.clone()));
                return self.run(rule, index + 1, at, start, slots, depth);
            }
            (Look::Take, _) => {}
        }
        if let Some((end, captured)) = matched {
            let mark = slots.0.len();
            if !matches!(captured, Captured::Nothing) {
                slots.0.push((element.slot.as_str(), captured));
            }
            let found = self.run(rule, index + 1, end, start, slots, depth);
            if found.is_some() {
                return found;
            }
            slots.0.truncate(mark);
        }
        if element.optional { self.run(rule, index + 1, at, start, slots, depth) } else { None }
    }

    fn element(&self, element: &'l Element, at: usize, depth: u8) -> Option<(usize, Captured<'l>)> {
        let token = self.tokens.get(at)?;
        if element.glued && !token.glued {
            return None;
        }
        match &element.what {
            What::Words(ids) => ids.contains(&token.word).then_some((at + 1, Captured::Nothing)),
            What::Class(class, values) => {
                let (end, entry) = self.class(at, *class, |e| values.is_empty() || values.contains(&e.value_id))?;
                Some((end, Captured::Text(entry.value.as_str())))
            }
            What::Number(number) => self.number(*number, at),
            What::Kinds(kinds) => {
                let found = self.inner(at, *kinds, depth + 1)?;
                Some((found.end, Captured::Found(found)))
            }
        }
    }

    /// The first entry of a class that begins at `at`, longest forms first.
    fn class(&self, at: usize, class: ClassId, fits: impl Fn(&Entry) -> bool) -> Option<(usize, &'l Entry)> {
        let token = self.tokens.get(at)?;
        if !self.words.begins(token.word, class) {
            return None;
        }
        let entries = self.words.entries(token.word);
        entries.iter().filter(|e| e.class == class && fits(e)).find_map(|entry| {
            let cased = match entry.case {
                Case::Any => true,
                Case::Capital => token.capital,
                Case::Small => !token.capital || token.initial,
            };
            let rest = self.tokens.get(at + 1..at + 1 + entry.rest.len())?;
            let follows = rest.iter().zip(&entry.rest).all(|(t, w)| t.word == *w);
            let end = at + 1 + entry.rest.len();
            let dot = entry.dotted && self.tokens.get(end).is_some_and(|t| t.glued && t.word == self.marks.dot);
            (cased && follows).then_some((end + usize::from(dot), entry))
        })
    }

    /// Whether an expression may end before token `end`: a number must not run on into a word or more digits.
    fn ends_well(&self, end: usize) -> bool {
        let (Some(last), Some(next)) = (self.tokens.get(end.wrapping_sub(1)), self.tokens.get(end)) else {
            return true;
        };
        if last.kind != TokenKind::Number || !next.glued {
            return true;
        }
        let after = self.tokens.get(end + 1).filter(|t| t.glued);
        match next.kind {
            TokenKind::Word | TokenKind::Number => false,
            _ => {
                let joins = [self.marks.dot, self.marks.comma, self.marks.slash].contains(&next.word);
                let dash = next.word == self.marks.dash;
                !after.is_some_and(|t| {
                    t.kind == TokenKind::Number && (joins || dash)
                        || next.word == self.marks.slash && t.kind == TokenKind::Word
                })
            }
        }
    }

    /// The digits at `at`, with their number of places.
    fn digits(&self, at: usize) -> Option<(i64, usize)> {
        let token = self.tokens.get(at)?;
        Some((i64::from(token.number?), token.width()))
    }

    fn number(&self, number: Number, at: usize) -> Option<(usize, Captured<'l>)> {
        let whole = |low: i64, high: i64, places: std::ops::RangeInclusive<usize>| {
            let (n, width) = self.digits(at)?;
            ((low..=high).contains(&n) && places.contains(&width)).then_some((at + 1, Captured::Int(n)))
        };
        match number {
            Number::Count => self.count(at).map(|(end, amount)| (end, Captured::Amount(amount))),
            Number::Digits => whole(0, i64::MAX, 1..=9),
            Number::Day => whole(1, 31, 1..=2),
            Number::Month => whole(1, 12, 1..=2),
            Number::Year => {
                whole(1000, 2199, 4..=4).or_else(|| self.spelled_year(at).map(|(end, year)| (end, Captured::Int(year))))
            }
            Number::ShortYear => whole(0, 99, 2..=2),
            Number::Hour => whole(0, 24, 1..=2),
            Number::Minute => whole(0, 59, 2..=2),
            Number::Military => {
                let (n, width) = self.digits(at)?;
                (width == 4 && n / 100 < 25 && n % 100 < 60).then_some((at + 1, Captured::Int(n)))
            }
            Number::Decade => whole(1000, 2190, 4..=4).filter(|_| self.digits(at).is_some_and(|(n, _)| n % 10 == 0)),
            Number::ShortDecade => whole(0, 90, 2..=2).filter(|_| self.digits(at).is_some_and(|(n, _)| n % 10 == 0)),
            Number::Letters => {
                let token = self.tokens.get(at)?;
                let letters = token.kind == TokenKind::Word && token.capital && token.width() <= 3;
                letters.then_some((at + 1, Captured::Nothing))
            }
            Number::Ordinal => self.ordinal(at).map(|(end, n)| (end, Captured::Int(n))),
        }
    }

    /// `14th`, `ke-14`, `ketiga`, `third`.
    fn ordinal(&self, at: usize) -> Option<(usize, i64)> {
        if let Some((n, _)) = self.digits(at) {
            let next = self.tokens.get(at + 1).filter(|t| t.glued)?;
            let (end, _) = self.class(at + 1, self.marks.suffix?, |_| next.kind == TokenKind::Word)?;
            return Some((end, n));
        }
        if let Some((end, entry)) = self.marks.ordinal.and_then(|class| self.class(at, class, |_| true)) {
            return Some((end, entry.value.parse().ok()?));
        }
        let (mut next, _) = self.class(at, self.marks.prefix?, |_| true)?;
        if self.tokens.get(next).is_some_and(|t| t.glued && t.word == self.marks.dash) {
            next += 1;
        }
        self.digits(next).map(|(n, _)| (next + 1, n))
    }

    /// The count at `at`, kept for the many rules that begin with one.
    fn count(&self, at: usize) -> Option<(usize, Amount)> {
        match self.counted.get() {
            Some((known, count)) if known == at => count,
            _ => {
                let count = self.amount(at);
                self.counted.set(Some((at, count)));
                count
            }
        }
    }

    /// A count in figures or words.
    fn amount(&self, at: usize) -> Option<(usize, Amount)> {
        let (mut end, mut amount) = match self.digits(at) {
            Some((n, _)) => self.figures(at, n),
            None => self.spelled(at)?,
        };
        // `5 1/2`, `satu setengah`, `one and a half`.
        if let Amount::Whole(n) = amount {
            let half = |i: usize, want: i64| self.digits(i).is_some_and(|(n, _)| n == want);
            let slash = self.tokens.get(end + 1).is_some_and(|t| t.glued && t.word == self.marks.slash);
            if half(end, 1) && slash && half(end + 2, 2) {
                (end, amount) = (end + 3, Amount::Half(n));
            } else if let Some((next, _)) =
                self.marks.number.and_then(|c| self.class(end, c, |e| e.value == "+0.5" || e.value == "0.5"))
            {
                (end, amount) = (next, Amount::Half(n));
            }
        }
        Some((end, amount))
    }

    /// Figures with digit groups or one or two decimal places.
    fn figures(&self, at: usize, first: i64) -> (usize, Amount) {
        let (mut end, mut n) = (at + 1, first);
        loop {
            let mark =
                self.tokens.get(end).filter(|t| t.glued && (t.word == self.marks.dot || t.word == self.marks.comma));
            let next = self.tokens.get(end + 1).filter(|t| t.glued && mark.is_some());
            match next.and_then(|t| Some((i64::from(t.number?), t.width()))) {
                Some((group, 3)) if n < 1_000_000 && n > 0 => (end, n) = (end + 2, n * 1000 + group),
                Some((part, width)) if width == 1 || (width == 2 && part >= 10) => {
                    return (end + 2, Amount::Decimal(n, part));
                }
                _ => break,
            }
        }
        match self.marks.multiplier.and_then(|class| self.class(end, class, |_| true)) {
            Some((next, entry)) if entry.value.len() > 2 => {
                let by: i64 = entry.value.parse().unwrap_or(1);
                (next, n.checked_mul(by).map_or(Amount::Vague, Amount::Whole))
            }
            _ => (end, Amount::Whole(n)),
        }
    }

    /// `dua puluh tiga`, `twenty-three`, `belasan`, `several`.
    fn spelled(&self, at: usize) -> Option<(usize, Amount)> {
        // `limit`: what the next number must stay below to belong to the same count.
        let (mut total, mut current, mut limit) = (0i64, 0i64, i64::MAX);
        let mut end = at;
        loop {
            let from = if end > at { self.skip_joiner(end) } else { end };
            if let Some((next, entry)) = self.marks.number.and_then(|class| self.class(from, class, |_| true)) {
                match entry.value.as_str() {
                    "X" if end == at => return Some((next, Amount::Vague)),
                    "0.5" if end == at => return Some((next, Amount::Half(0))),
                    _ => {}
                }
                let Ok(n) = entry.value.parse::<i64>() else { break };
                if n >= limit {
                    break;
                }
                limit = match n {
                    100.. => n,
                    20..=90 if n % 10 == 0 => 10,
                    _ => 0,
                };
                (current, end) = (current + n, next);
                continue;
            }
            if end == at {
                break;
            }
            let Some((next, entry)) = self.marks.multiplier.and_then(|class| self.class(end, class, |_| true)) else {
                break;
            };
            match entry.value.as_str() {
                "+10" => (current, limit) = (current + 10, 0),
                value => {
                    let by = value.parse::<i64>().ok()?;
                    if by >= 1000 {
                        (total, current) = (total.checked_add(current.max(1).checked_mul(by)?)?, 0);
                    } else {
                        // `dua ratus tiga puluh`: only the tail is multiplied.
                        let tail = current % 100;
                        current = current - tail + tail.checked_mul(by)?;
                    }
                    limit = by;
                }
            }
            end = next;
        }
        (end > at).then(|| total.checked_add(current).map(|n| (end, Amount::Whole(n)))).flatten()
    }

    /// `nineteen ninety-six`, `two thousand`: a year in words.
    fn spelled_year(&self, at: usize) -> Option<(usize, i64)> {
        let class = self.marks.number?;
        let (next, entry) = self.class(at, class, |_| true)?;
        let century: i64 = entry.value.parse().ok().filter(|n| (1..=20).contains(n) || *n == 1000)?;
        let whole = |found: Option<(usize, Amount)>| match found {
            Some((end, Amount::Whole(n))) => Some((end, n)),
            _ => None,
        };
        if century < 10 || century == 1000 {
            // A round thousand counts things more often than years.
            return whole(self.spelled(at)).filter(|(_, n)| (1100..2100).contains(n));
        }
        let (end, rest) = whole(self.spelled(next))?;
        (10..100).contains(&rest).then_some((end, century * 100 + rest))
    }

    /// Past a hyphen or `and` inside a spelled number.
    fn skip_joiner(&self, at: usize) -> usize {
        let Some(token) = self.tokens.get(at) else { return at };
        let hyphen = token.glued && token.word == self.marks.dash;
        if hyphen {
            return at + 1;
        }
        self.marks.joiner.and_then(|class| self.class(at, class, |_| true)).map_or(at, |(next, _)| next)
    }
}
