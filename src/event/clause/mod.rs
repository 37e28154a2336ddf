//! A sentence as words with their clauses: what every other file of this room reads.

mod parting;

use crate::event::EventLexicon;
use crate::event::known::{Entry, NOTHING};
use crate::event::lexicon::Small;
use crate::place::PlaceMention;
use crate::text::{Article, Span, char_at};
use crate::time::{Dates, Timex, TimexKind};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::ops::Range;

/// What makes the word before it the owner of the next.
pub(super) const POSSESSIVE: [&str; 2] = ["'s", "’s"];

/// How the rules of the packs for feasts are named.
const HOLIDAY: &str = "holiday";

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
    pub clause: u32,
    /// What the tables hold of the word.
    pub word: &'a Entry,
    /// The phrases of the tables that the word begins, with their lengths, the longest first.
    phrases: Box<[(usize, &'a Entry)]>,
    /// A small word inside a name, which does nothing in the clause.
    inert: bool,
}

/// How far the clause of a token goes, in small numbers, since a long text holds very many: a text has less than 2³² words.
#[derive(Debug, Clone, Copy)]
struct Reach {
    /// One past what ends the clause before it.
    start: u32,
    end: u32,
    /// The connective that opens it.
    opener: Option<u32>,
}

/// The number of a word in its sentence, in half the space.
fn short(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
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

/// Whether an expression says how long, and nothing of when.
fn is_length(timex: &Timex) -> bool {
    timex.kind == TimexKind::Duration && timex.bounds.is_none()
}

/// One sentence with everything that the stages of this room ask of it.
pub(super) struct Clauses<'a> {
    pub text: &'a str,
    pub lexicon: &'a EventLexicon,
    pub span: Span,
    pub tokens: Vec<Token<'a>>,
    /// Whether a token opens a clause: a connective stands there.
    opens: Vec<bool>,
    /// How far the clause of each token goes.
    reaches: Vec<Reach>,
    /// The clauses that a word which joins two dated happenings parts from each other.
    parted: Vec<Parted>,
    /// What stands between two commas and tells of the noun before them: `The bridge, built in 1931, collapsed`.
    apart: Vec<Range<usize>>,
}

/// Two clauses that `and` joins, each with a date of its own.
struct Parted {
    first: Range<usize>,
    second: Range<usize>,
    /// An auxiliary of the first makes both a plan: `will enter orbit on March 20 and land on April 9`.
    planned: bool,
}

/// Mentions, which stand in text order and apart, met one after the other along the text.
struct Along<'m, T> {
    mentions: &'m [T],
    span_of: fn(&T) -> Span,
    /// The first mention that does not end before the last span asked for.
    next: usize,
}

impl<'m, T> Along<'m, T> {
    /// Begins at byte `start`, found by halving, since a long text holds very many mentions.
    fn from(mentions: &'m [T], span_of: fn(&T) -> Span, start: usize) -> Self {
        Self { mentions, span_of, next: mentions.partition_point(|mention| span_of(mention).end <= start) }
    }

    /// The first of the mentions that meets a span; each span asked for begins behind the one before.
    fn meeting(&mut self, span: Span) -> Option<usize> {
        while self.mentions.get(self.next).is_some_and(|mention| (self.span_of)(mention).end <= span.start) {
            self.next += 1;
        }
        self.mentions.get(self.next).filter(|mention| (self.span_of)(mention).overlaps(span)).map(|_| self.next)
    }
}

impl<'a> Clauses<'a> {
    /// Reads the words of the sentence `span` with what the stages before know of them.
    pub fn read(around: &Around<'a, '_>, span: Span, mut tokens: Vec<Token<'a>>) -> Self {
        let Around { article, dates, places, names, lexicon } = *around;
        let mut placed = Along::from(places, |p| p.span, span.start);
        let mut timed = Along::from(&dates.timexes, |t| t.span, span.start);
        let next = tokens.get(1).is_some_and(|t| t.capital && !t.number);
        if let Some(first) = tokens.first_mut().filter(|t| t.capital && !next) {
            // A sentence begins with a capital anyway; a name is known as one from elsewhere.
            let word = article.text.get(first.span.start..first.span.end).unwrap_or_default();
            let shouted = word.chars().count() > 1 && word.chars().all(|c| !c.is_lowercase());
            let known = shouted || lexicon.persons.contains(word) || names.contains(word);
            first.capital = known || placed.meeting(first.span).is_some();
        }
        let mut typewriter = false;
        let mut before = span.start;
        let (mut lengths, mut holidays): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        for (at, token) in tokens.iter_mut().enumerate() {
            // Two typewriter quotes (``…'') are a quotation too; they may run over the end of the sentence.
            let gap = article.text.get(before..token.span.start).unwrap_or_default();
            typewriter = (typewriter || gap.len() > 1 && gap.contains("``")) && !gap.ends_with("'' ");
            before = token.span.end;
            token.quoted = typewriter || article.is_quoted(token.span.start);
            let timex = timed.meeting(token.span).and_then(|index| dates.timexes.get(index));
            token.timed = timex.is_some();
            if timex.is_some_and(is_length) {
                lengths.push(at);
            }
            if timex.and_then(|timex| timex.rule.split_once('.')).is_some_and(|(_, rule)| rule.starts_with(HOLIDAY)) {
                holidays.push(at);
            }
            token.place = placed.meeting(token.span);
            token.word = lexicon.known.word(&token.lower);
        }
        // `The WHO approved`: what stands in capitals among other words is a name, whatever small word it reads like.
        let spoken = tokens.iter().any(|t| !t.capital && !t.number);
        for token in tokens.iter_mut().filter(|t| spoken && t.capital) {
            let word = article.text.get(token.span.start..token.span.end).unwrap_or_default();
            let letters = word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase());
            if letters && [Small::Relative, Small::Person].iter().any(|&class| token.word.is(class)) {
                (token.word, token.inert) = (&NOTHING, true);
            }
        }
        for at in 0..tokens.len() {
            let words = tokens[at..].iter().map(|token| token.lower.as_ref());
            tokens[at].phrases = lexicon.known.phrases(tokens[at].word, words);
        }
        for at in 0..tokens.len() {
            // In capitals the words are a name, of which each does what it does: `Chicago Fire Department`.
            let compound = |(length, entry): &&(usize, &Entry)| *length > 1 && entry.is(Small::Compound);
            if tokens[at].capital && at > 0 {
                continue;
            }
            let Some(&(length, _)) = tokens[at].phrases.iter().find(compound) else { continue };
            // `Salah satu kapal` names nobody, though somebody is called so.
            tokens[at].capital = false;
            for token in &mut tokens[at..at + length] {
                (token.word, token.inert) = (&NOTHING, true);
            }
        }
        let (opens, reaches, parted, apart) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut clauses = Self { text: &article.text, lexicon, span, opens, reaches, parted, apart, tokens };
        clauses.free_lengths(&lengths);
        clauses.free_holidays(&holidays);
        clauses.part_dated();
        clauses.join_lists();
        clauses.join_ages();
        clauses.join_containers(places);
        clauses.join_participles();
        clauses.opens = (0..clauses.tokens.len()).map(|i| clauses.is_opening(i)).collect();
        clauses.reaches = clauses.reaches();
        clauses
    }

    /// Whether a happening's noun stands right behind a preposition that joins it to what came of it.
    pub fn follows_sequel(&self, at: usize) -> bool {
        self.opener(at).is_some_and(|open| {
            self.is_sequel(open) && self.phrase(open, |e| e.sequel).is_some_and(|(i, _)| i + 1 == at)
        })
    }

    /// The first token that meets a span, found by halving.
    pub fn meeting(&self, span: Span) -> Option<usize> {
        let at = self.tokens.partition_point(|token| token.span.end <= span.start);
        self.tokens.get(at).filter(|token| token.span.overlaps(span)).map(|_| at)
    }

    /// The longest entry that starts at token `at` and of which `find` says something: its last token and that.
    pub fn phrase<T>(&self, at: usize, find: impl Fn(&'a Entry) -> Option<T>) -> Option<(usize, T)> {
        let first = self.tokens.get(at).filter(|token| !token.inert)?;
        let whole = |&(length, entry): &(usize, &'a Entry)| find(entry).map(|value| (at + length - 1, value));
        first.phrases.iter().find_map(whole).or_else(|| find(first.word).map(|value| (at, value)))
    }

    /// Whether a small word of a class starts at `at`; the index of its last token.
    pub fn small(&self, at: usize, class: Small) -> Option<usize> {
        self.phrase(at, |e| e.is(class).then_some(())).map(|(last, ())| last)
    }

    /// The words that may bring somebody in; `pria itu` means somebody told of already.
    pub fn brings_in(&self) -> impl Iterator<Item = &str> {
        let means = |i: usize| self.small(i, Small::Anaphor);
        let told = move |i: usize| means(i).is_none() && i.checked_sub(1).and_then(means) != Some(i);
        self.tokens.iter().enumerate().filter(move |(i, _)| told(*i)).map(|(_, token)| token.lower.as_ref())
    }

    /// Whether the single word at `at` belongs to a class.
    pub fn is(&self, at: usize, class: Small) -> bool {
        self.tokens.get(at).is_some_and(|t| !t.inert && t.word.is(class))
    }

    /// Whether a word that could be a verb stands as a noun: `two suspects`, `the report`, `Tuesday's attack`.
    pub fn is_noun(&self, at: usize) -> bool {
        let owns = |i: usize| {
            let mark = |mark: &&str| self.word(i).ends_with(*mark) || self.gap(at).starts_with(*mark);
            self.tokens[i].timed && POSSESSIVE.iter().any(mark)
        };
        // `a 2019 ban`
        let dated = || {
            let from = (0..at).rev().take_while(|&i| self.tokens[i].timed).last();
            from.and_then(|from| from.checked_sub(1)).is_some_and(|i| self.is(i, Small::Determiner))
        };
        at.checked_sub(1).is_some_and(|i| self.is(i, Small::Determiner) || owns(i)) || dated()
    }

    /// Whether a connective at `at` sets what follows against what stands before it: `but`, `tetapi`.
    pub fn contrasts(&self, at: usize) -> bool {
        let set = |e: &Entry| (e.breaks && e.cause.is_none() && !e.is(Small::That)).then_some(());
        self.phrase(at, set).is_some()
    }

    /// Whether a connective opens a clause at `at`.
    pub fn opens(&self, at: usize) -> bool {
        self.opens.get(at).copied().unwrap_or(false)
    }

    /// The tokens of the clause of `at`: from the last comma or connective before it to the next one after it.
    pub fn clause(&self, at: usize) -> Range<usize> {
        self.reaches.get(at).map_or(at..at, |reach| (reach.start as usize).min(at)..reach.end as usize)
    }

    /// The connective that opens the clause of `at`, if one does.
    pub fn opener(&self, at: usize) -> Option<usize> {
        self.reaches.get(at)?.opener.map(|opener| opener as usize)
    }

    /// How far the clause of each token goes: told from its neighbours, so that a long sentence takes no longer for each
    /// of its words.
    fn reaches(&self) -> Vec<Reach> {
        let tokens = &self.tokens;
        let apart = |i: usize| tokens[i].clause != tokens[i - 1].clause || tokens[i].quoted != tokens[i - 1].quoted;
        let mut out: Vec<Reach> = Vec::with_capacity(tokens.len());
        for at in 0..tokens.len() {
            let before = at.checked_sub(1).and_then(|i| out.get(i)).copied();
            let start = match before {
                None => 0,
                Some(_) if apart(at) => at,
                // A connective of several words ends where its last word ends.
                Some(_) if self.opens[at - 1] => {
                    self.phrase(at - 1, |e| e.connects().then_some(())).map_or(at - 1, |(last, ())| last) + 1
                }
                Some(before) => before.start as usize,
            };
            let same = before.filter(|_| tokens[at].clause == tokens[at - 1].clause);
            let opener = if self.opens[at] { Some(short(at)) } else { same.and_then(|before| before.opener) };
            out.push(Reach { start: short(start), end: short(tokens.len()), opener });
        }
        for at in (1..tokens.len()).rev() {
            let ends = apart(at) || self.opens[at];
            out[at - 1].end = if ends { short(at) } else { out[at].end };
        }
        out
    }

    /// The bytes from the first to the last token of a range.
    pub fn bytes(&self, range: &Range<usize>) -> Option<Span> {
        let words = self.tokens.get(range.clone())?;
        Some(Span::new(words.first()?.span.start, words.last()?.span.end))
    }

    /// The text of a range of tokens as it stands in the article, line breaks as blanks.
    pub fn words(&self, range: &Range<usize>) -> String {
        let text = self.bytes(range).and_then(|s| self.text.get(s.start..s.end)).unwrap_or_default();
        let mut out = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        out
    }

    /// A single token as it stands in the article.
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).and_then(|t| self.text.get(t.span.start..t.span.end)).unwrap_or_default()
    }

    /// What stands between a token and the one before it.
    pub fn gap(&self, at: usize) -> &'a str {
        let before = at.checked_sub(1).map_or(self.span.start, |i| self.tokens[i].span.end);
        self.tokens.get(at).and_then(|t| self.text.get(before..t.span.start)).unwrap_or_default()
    }

    /// The clauses that tell of another dated happening than that of `at`, which `and` joins to its own.
    pub fn parted(&self, at: usize) -> impl Iterator<Item = Span> {
        let other = move |parted: &Parted| match (parted.first.contains(&at), parted.second.contains(&at)) {
            (true, false) => self.bytes(&parted.second),
            (false, true) => self.bytes(&parted.first),
            _ => None,
        };
        self.parted.iter().filter_map(other)
    }

    /// Whether the clause of `at` goes on with the plan of the one before it.
    pub fn goes_on_with_plan(&self, at: usize) -> bool {
        self.parted.iter().any(|parted| parted.planned && parted.second.contains(&at))
    }

    /// Whether a word stands in what is told aside of the noun before a comma.
    pub fn is_apart(&self, at: usize) -> bool {
        self.apart.iter().any(|apart| apart.contains(&at))
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
        let apart = self.apart.iter().filter(|apart| !apart.contains(&at)).filter_map(|apart| self.bytes(apart));
        spans.chain(apart).collect()
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
    // Words are six bytes long with their blank; room for more would stand empty in every sentence of a long text.
    let mut out: Vec<Token<'_>> = Vec::with_capacity(body.len() / 5 + 1);
    let (mut clause, mut depth, mut start) = (0, 0_usize, None::<usize>);
    let bytes = body.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    // A stop behind a letter that stands alone, with another such letter beside it: `U.S.`, `J.K. Rowling`.
    let capital = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    let alone = |at: usize| capital(at) && at.checked_sub(1).is_none_or(|i| !bytes[i].is_ascii_alphanumeric());
    let dotted = |at: usize| alone(at) && bytes.get(at + 1) == Some(&b'.');
    let initial = |at: usize| dotted(at) && (dotted(at + 2) || at.checked_sub(2).is_some_and(dotted));
    let mut at = 0;
    while at <= bytes.len() {
        // Nearly all of a text are plain letters.
        if bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            start.get_or_insert(at);
            at += 1;
            while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
                at += 1;
            }
            continue;
        }
        // Behind the last word stands a blank.
        let c = char_at(body, at).unwrap_or(' ');
        let (here, next) = (at, at + c.len_utf8());
        at = next;
        let joins = start.is_some()
            && match c {
                '-' | '\'' | '’' => {
                    body.get(next..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric)
                }
                '.' if initial(here.wrapping_sub(1)) => true,
                '.' | ',' | '/' | ':' => digit(here.wrapping_sub(1)) && digit(next),
                '%' => true,
                _ => false,
            };
        if joins || c.is_alphanumeric() {
            start.get_or_insert(here);
            continue;
        }
        if let Some(from) = start.take() {
            let word = &body[from..here];
            let first = word.chars().next();
            out.push(Token {
                span: Span::new(sentence.start + from, sentence.start + here),
                lower: lowered(word),
                capital: first.is_some_and(char::is_uppercase),
                number: first.is_some_and(|c| c.is_ascii_digit()),
                quoted: false,
                aside: depth > 0,
                timed: false,
                place: None,
                clause,
                word: &NOTHING,
                phrases: Box::default(),
                inert: false,
            });
        }
        match c {
            ',' | ';' | ':' | '—' | '–' | '-' if depth == 0 => clause += 1,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    out
}
