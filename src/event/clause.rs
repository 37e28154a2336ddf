//! A sentence as words with their clauses: what every other file of this room reads.

use super::EventLexicon;
use super::known::Known;
use super::lexicon::Small;
use crate::place::PlaceMention;
use crate::text::{Article, Span};
use crate::time::Dates;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::ops::Range;

/// A word of a sentence with its place in clauses.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    pub span: Span,
    pub lower: Cow<'a, str>,
    pub capital: bool,
    pub number: bool,
    pub quoted: bool,
    /// Inside round brackets.
    pub aside: bool,
    /// Part of a time expression.
    pub timed: bool,
    /// Index of the place mention that it belongs to.
    pub place: Option<usize>,
    /// Number of the stretch between commas, semicolons, colons and dashes.
    pub clause: usize,
    /// What the tables hold of the word.
    pub known: Known,
}

/// What the stages before know of an article.
pub(super) struct Around<'a, 'n> {
    pub article: &'a Article,
    pub dates: &'n Dates,
    pub places: &'n [PlaceMention],
    /// Words known as names; see [`names`].
    pub names: &'n FxHashSet<&'a str>,
    pub lexicon: &'a EventLexicon,
}

/// One sentence with everything that the stages of this room ask of it.
pub(super) struct Clauses<'a> {
    pub text: &'a str,
    pub lexicon: &'a EventLexicon,
    pub span: Span,
    pub tokens: Vec<Token<'a>>,
    /// Whether a token opens a clause: a connective stands there.
    opens: Vec<bool>,
}

/// The first of the mentions, which stand in text order and apart, that meets a span: by halving, since a long text
/// holds very many of both.
fn meeting<T>(mentions: &[T], span_of: impl Fn(&T) -> Span, span: Span) -> Option<usize> {
    let at = mentions.partition_point(|mention| span_of(mention).end <= span.start);
    mentions.get(at).filter(|mention| span_of(mention).overlaps(span)).map(|_| at)
}

impl<'a> Clauses<'a> {
    /// Reads the words of the sentence `span` with what the stages before know of them.
    pub fn read(around: &Around<'a, '_>, span: Span, mut tokens: Vec<Token<'a>>) -> Self {
        let Around { article, dates, places, names, lexicon } = *around;
        let ends: Vec<usize> = std::iter::once(span.start).chain(tokens.iter().map(|t| t.span.end)).collect();
        let next = tokens.get(1).is_some_and(|t| t.capital && !t.number);
        if let Some(first) = tokens.first_mut().filter(|t| t.capital && !next) {
            // A sentence begins with a capital anyway; a name is known as one from elsewhere.
            let word = article.text.get(first.span.start..first.span.end).unwrap_or_default();
            let shouted = word.chars().count() > 1 && word.chars().all(|c| !c.is_lowercase());
            let known = shouted || lexicon.persons.contains(word) || names.contains(word);
            first.capital = known || meeting(places, |p| p.span, first.span).is_some();
        }
        let mut typewriter = false;
        for (index, token) in tokens.iter_mut().enumerate() {
            // Two typewriter quotes (``…'') are a quotation too; they may run over the end of the sentence.
            let before = ends.get(index).copied().unwrap_or(span.start);
            let gap = article.text.get(before..token.span.start).unwrap_or_default();
            typewriter = (typewriter || gap.contains("``")) && !gap.ends_with("'' ");
            token.quoted = article.is_quoted(token.span.start) || typewriter;
            token.timed = meeting(&dates.timexes, |t| t.span, token.span).is_some();
            token.place = meeting(places, |p| p.span, token.span);
        }
        for at in 0..tokens.len() {
            let next = tokens.get(at + 1).map(|next| next.lower.as_ref());
            tokens[at].known = lexicon.known.known(&tokens[at].lower, next);
        }
        let mut clauses = Self { text: &article.text, lexicon, span, opens: Vec::new(), tokens };
        clauses.join_lists();
        clauses.opens = (0..clauses.tokens.len()).map(|i| clauses.is_opening(i)).collect();
        clauses
    }

    /// Makes one name of a body whose name holds commas, where its short form in brackets says how far it goes:
    /// `Badan Meteorologi, Klimatologi, dan Geofisika (BMKG)`.
    fn join_lists(&mut self) {
        for short in 1..self.tokens.len() {
            let opened = self.tokens[short].capital && self.tokens[short].aside && self.gap(short).trim() == "(";
            if !opened || self.tokens[short - 1].aside {
                continue;
            }
            let initial = self.tokens[short].lower.chars().next();
            let runs = |i: &usize| {
                let token = &self.tokens[*i];
                !token.aside && !token.timed && (token.capital || token.known.is(Small::Also))
            };
            let body = |i: &usize| {
                let lower = &self.tokens[*i].lower;
                self.tokens[*i].capital
                    && lower.chars().next() == initial
                    && self.lexicon.organisations.contains(lower.as_ref())
            };
            let first = (0..short).rev().take_while(runs).find(body);
            let Some(first) = first.filter(|&i| self.tokens[i].clause != self.tokens[short - 1].clause) else {
                continue;
            };
            let (from, to) = (self.tokens[first].clause, self.tokens[short - 1].clause);
            for (index, token) in self.tokens.iter_mut().enumerate().take(short) {
                if (from..=to).contains(&token.clause) {
                    token.clause = to;
                }
                if index > first && !token.capital {
                    (token.capital, token.known) = (true, Known::default());
                }
            }
        }
    }

    fn is_opening(&self, at: usize) -> bool {
        let connects =
            |w: &str| (self.lexicon.relations.contains_key(w) || self.lexicon.breaks.contains(w)).then_some(());
        // An aim is a happening of its own: `membeli amunisi untuk digunakan di …`.
        let aims = self.is(at, Small::Purpose)
            && !at.checked_sub(1).is_some_and(|i| self.is(i, Small::Auxiliary))
            && self.tokens.get(at + 1).is_some_and(|next| {
                self.lexicon.triggers.get(next.lower.as_ref()).is_some_and(|t| !t.noun && t.weight >= 3)
            });
        // `selama dua jam`, `setelah tiga hari`: a measure of time is no clause.
        let measured = |last: usize| self.tokens.get(last + 1).is_some_and(|next| next.timed || next.number);
        // `sementara itu`, `setelah itu` open a sentence and no clause.
        let adverb = self.phrase(at, |w| self.lexicon.adverbs.contains_key(w).then_some(())).map(|(last, ())| last);
        let connected = self.phrase(at, connects).is_some_and(|(last, ())| !measured(last) && adverb <= Some(last));
        !self.tokens[at].timed && (at > 0 && (aims || self.is_sequel(at)) || connected)
    }

    /// Whether a preposition joins a happening's noun to what came of it: `diperiksa menyusul temuan racun`.
    fn is_sequel(&self, at: usize) -> bool {
        let sequel = self.phrase(at, |w| self.lexicon.sequels.get(w)).map(|(last, _)| last);
        sequel.is_some_and(|last| {
            let noun = |i: usize| self.phrase(i, |w| self.lexicon.triggers.get(w)).is_some_and(|(_, t)| t.noun);
            !self.is_noun(at) && noun(last + 1)
        })
    }

    /// Whether a happening's noun stands right behind a preposition that joins it to what came of it.
    pub fn follows_sequel(&self, at: usize) -> bool {
        self.opener(at).is_some_and(|open| {
            self.is_sequel(open) && self.phrase(open, |w| self.lexicon.sequels.get(w)).is_some_and(|(i, _)| i + 1 == at)
        })
    }

    /// The longest entry of `find` that starts at token `at`: its last token and value.
    pub fn phrase<T>(&self, at: usize, find: impl Fn(&str) -> Option<T>) -> Option<(usize, T)> {
        let first = self.tokens.get(at).filter(|token| token.known.reach > 0)?;
        if let Some(whole) = (2..=first.known.reach).rev().find_map(|length| {
            let words = self.tokens.get(at..at + length)?;
            let joined = words.iter().map(|t| t.lower.as_ref()).collect::<Vec<&str>>().join(" ");
            find(&joined).map(|value| (at + length - 1, value))
        }) {
            return Some(whole);
        }
        find(first.lower.as_ref()).map(|value| (at, value))
    }

    /// Whether a small word of a class starts at `at`; the index of its last token.
    pub fn small(&self, at: usize, class: Small) -> Option<usize> {
        self.phrase(at, |w| self.lexicon.is(w, class).then_some(())).map(|(last, ())| last)
    }

    /// Whether the single word at `at` belongs to a class.
    pub fn is(&self, at: usize, class: Small) -> bool {
        self.tokens.get(at).is_some_and(|t| t.known.is(class))
    }

    /// Whether a word that could be a verb stands as a noun: `two suspects`, `the report`.
    pub fn is_noun(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|i| self.is(i, Small::Determiner))
    }

    /// Whether a connective opens a clause at `at`.
    pub fn opens(&self, at: usize) -> bool {
        self.opens.get(at).copied().unwrap_or(false)
    }

    /// The tokens of the clause of `at`: from the last comma or connective before it to the next one after it.
    pub fn clause(&self, at: usize) -> Range<usize> {
        let Some(token) = self.tokens.get(at) else { return at..at };
        let (comma, quoted) = (token.clause, token.quoted);
        let apart = |i: usize| self.tokens[i].clause != comma || self.tokens[i].quoted != quoted;
        let start = (0..at).rev().find(|&i| apart(i) || self.opens(i)).map_or(0, |i| {
            // A connective of several words ends where its last word ends.
            let connects =
                |w: &str| (self.lexicon.relations.contains_key(w) || self.lexicon.breaks.contains(w)).then_some(());
            let last =
                if self.opens(i) && !apart(i) { self.phrase(i, connects).map_or(i, |(last, ())| last) } else { i };
            (last + 1).min(at)
        });
        let end = (at + 1..self.tokens.len()).find(|&i| apart(i) || self.opens(i)).unwrap_or(self.tokens.len());
        start..end
    }

    /// The connective that opens the clause of `at`, if one does.
    pub fn opener(&self, at: usize) -> Option<usize> {
        let comma = self.tokens.get(at)?.clause;
        (0..=at).rev().take_while(|&i| self.tokens[i].clause == comma).find(|&i| self.opens(i))
    }

    /// The bytes from the first to the last token of a range.
    pub fn bytes(&self, range: &Range<usize>) -> Option<Span> {
        let words = self.tokens.get(range.clone())?;
        Some(Span::new(words.first()?.span.start, words.last()?.span.end))
    }

    /// The text of a range of tokens as it stands in the article, line breaks as blanks.
    pub fn words(&self, range: &Range<usize>) -> String {
        let text = self.bytes(range).and_then(|s| self.text.get(s.start..s.end)).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What stands between a token and the one before it.
    pub fn gap(&self, at: usize) -> &'a str {
        let before = at.checked_sub(1).map_or(self.span.start, |i| self.tokens[i].span.end);
        self.tokens.get(at).and_then(|t| self.text.get(before..t.span.start)).unwrap_or_default()
    }

    /// Clauses opened by a connective that `at` does not stand in: what they name is not its own.
    pub fn foreign(&self, at: usize) -> Vec<Span> {
        let own = self.clause(at);
        let spans = (0..self.tokens.len()).filter(|&i| self.opens(i) && !own.contains(&i)).filter_map(|open| {
            let last = (open..self.tokens.len())
                .take_while(|&i| self.tokens[i].clause == self.tokens[open].clause && !own.contains(&i))
                .last()?;
            Some(Span::new(self.tokens[open].span.start, self.tokens[last].span.end))
        });
        spans.collect()
    }
}

/// The words that stand with a capital inside a sentence of the article: names, wherever else they stand.
pub(super) fn names<'a>(article: &'a Article, sentences: &[Vec<Token<'a>>]) -> FxHashSet<&'a str> {
    let mut out = FxHashSet::default();
    for token in sentences.iter().flat_map(|words| words.iter().skip(1)).filter(|t| t.capital) {
        let opens = article.text.get(..token.span.start).is_some_and(|t| t.trim_end().ends_with(['"', '“', '.', ':']));
        if !opens {
            out.extend(article.text.get(token.span.start..token.span.end));
        }
    }
    out
}

/// A word in lower case; most are already.
fn lowered(word: &str) -> Cow<'_, str> {
    let plain = word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    if plain { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// Words of letters and digits; signs inside a figure or a compound stay in it (`1.500`, `13/9`, `besar-besaran`).
pub(super) fn words(text: &str, sentence: Span) -> Vec<Token<'_>> {
    let body = text.get(sentence.start..sentence.end).unwrap_or_default();
    let mut out: Vec<Token<'_>> = Vec::with_capacity(body.len() / 6);
    let (mut clause, mut depth, mut start) = (0, 0_usize, None::<usize>);
    let mut ahead = body.char_indices().chain(std::iter::once((body.len(), ' '))).peekable();
    let mut before = None;
    while let Some((at, c)) = ahead.next() {
        let next = ahead.peek().filter(|(at, _)| *at < body.len()).map(|(_, c)| *c);
        let previous: Option<char> = before.replace(c);
        let digits = previous.is_some_and(|p| p.is_ascii_digit()) && next.is_some_and(|n| n.is_ascii_digit());
        let joins = start.is_some()
            && match c {
                '-' | '\'' | '’' => next.is_some_and(char::is_alphanumeric),
                '.' | ',' | '/' | ':' => digits,
                '%' => true,
                _ => false,
            };
        if c.is_alphanumeric() || joins {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            let word = &body[from..at];
            out.push(Token {
                span: Span::new(sentence.start + from, sentence.start + at),
                lower: lowered(word),
                capital: word.chars().next().is_some_and(char::is_uppercase),
                number: word.chars().next().is_some_and(|c| c.is_ascii_digit()),
                quoted: false,
                aside: depth > 0,
                timed: false,
                place: None,
                clause,
                known: Known::default(),
            });
        }
        match c {
            ',' | ';' | ':' | '—' | '–' if depth == 0 => clause += 1,
            '-' if depth == 0 => clause += 1,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    out
}
