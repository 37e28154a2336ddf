//! A sentence as words with their clauses: what every other file of this room reads.

use super::EventLexicon;
use super::known::{Entry, NOTHING};
use super::lexicon::{Cue, Small};
use crate::place::{PlaceMention, Role};
use crate::text::{Article, Span, char_at};
use crate::time::{Dates, Timex, TimexKind};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::ops::Range;

/// What makes the word before it the owner of the next.
pub(super) const POSSESSIVE: [&str; 2] = ["'s", "’s"];

/// How the rules of the packs for feasts are named.
const HOLIDAY: &str = "holiday";

/// Words of a negation before its last one: `has not yet`.
const NEGATION_WORDS: usize = 2;
/// Digits of an age.
const AGE_DIGITS: usize = 3;

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
    pub word: &'a Entry,
    /// The phrases of the tables that the word begins, with their lengths, the longest first.
    phrases: Vec<(usize, &'a Entry)>,
    /// A small word inside a name, which does nothing in the clause.
    inert: bool,
}

/// How far the clause of a token goes.
#[derive(Debug, Clone, Copy)]
struct Reach {
    /// One past what ends the clause before it.
    start: usize,
    end: usize,
    /// The connective that opens it.
    opener: Option<usize>,
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

    /// Takes lengths that have no place on the calendar as things like any other: `declared three days of mourning`, but not
    /// `died three days after …`.
    fn free_lengths(&mut self, lengths: &[usize]) {
        for &at in lengths.iter().rev() {
            // `after two days of talks`: what the length is of follows another thing.
            let behind = lengths.iter().rev().take_while(|&&i| i >= at).copied().max().unwrap_or(at);
            let end = (at..=behind).take_while(|i| lengths.binary_search(i).is_ok()).last().unwrap_or(at);
            if self.is(end + 1, Small::Of) {
                self.tokens[at].timed = false;
                continue;
            }
            let next = self.tokens.get(at + 1).is_some_and(|next| next.timed);
            let counts = self.phrase(at + 1, |e| e.connective().or(e.adverb)).is_some();
            // `selama dua jam di Medan`, `selama ini` tell how long something went on, and open no clause.
            let begin = (0..=at).rev().take_while(|i| lengths.binary_search(i).is_ok()).last().unwrap_or(at);
            let lasts = (begin.saturating_sub(1)..=begin).any(|i| self.phrase(i, Entry::connective).is_some());
            self.tokens[at].timed = next || counts || lasts;
        }
    }

    /// Takes the name of a feast without a preposition as part of what it stands behind: `Misa Natal`, `Panitia Waisak Nasional`.
    fn free_holidays(&mut self, holidays: &[usize]) {
        for &at in holidays {
            let begin = (0..=at).rev().take_while(|i| holidays.binary_search(i).is_ok()).last().unwrap_or(at);
            let Some(before) = begin.checked_sub(1) else { continue };
            let behind =
                self.is(before, Small::Preposition) || self.tokens[before].timed && !holidays.contains(&before);
            let opens = self.tokens[before].clause != self.tokens[begin].clause
                || self.phrase(before, |e| e.connects().then_some(())).is_some()
                || self.is(before, Small::Auxiliary);
            if !behind && !opens {
                self.tokens[at].timed = false;
            }
        }
    }

    /// Parts a sentence where a date stands before `and`, and a verb with a date of its own behind it: `A bus crashed on Friday
    /// and a train derailed on Saturday`.
    fn part_dated(&mut self) {
        for at in 1..self.tokens.len() {
            if !self.tokens[at - 1].timed || self.tokens[at].timed || !self.is(at, Small::Also) {
                continue;
            }
            let own = self.tokens[at].clause;
            let end = (at..self.tokens.len()).find(|&i| self.tokens[i].clause != own).unwrap_or(self.tokens.len());
            let verb = |i: &usize| {
                let word = self.tokens[*i].word;
                !self.tokens[*i].capital && (word.is_verb(1) || word.is(Small::Light)) && !self.is_noun(*i)
            };
            let told = |range: Range<usize>| range.into_iter().find(verb);
            let before = (0..at).rev().take_while(|&i| self.tokens[i].clause == own).last().unwrap_or(at);
            let dated = |verb: usize| (verb + 1..end).any(|i| self.tokens[i].timed);
            // What makes the first doubtful (`diduga`, `jika`, `may`) may reach the second.
            let plans = |i: usize, cue: Cue| cue == Cue::Planned && i < at && self.is(i, Small::Auxiliary);
            let mood = |i: usize| {
                self.phrase(i, |e| e.mood).filter(|_| !self.tokens[i].timed).map(|(_, mood)| plans(i, mood.cue))
            };
            let moods: Vec<bool> = (before..end).filter_map(mood).collect();
            if moods.contains(&false) {
                continue;
            }
            // `marched on 28 September and handed in a petition`: right behind `and` a common word is a verb.
            let plain = |i: usize| {
                let token = &self.tokens[i];
                let word = token.word;
                let opens = [Small::Preposition, Small::Relative, Small::Determiner, Small::Person, Small::That];
                let common = !token.capital && !token.timed && !token.number && !word.function;
                common && !opens.iter().any(|&class| word.is(class)) && !word.trigger.is_some_and(|t| t.noun)
            };
            let begins = |i: usize| plain(i) || self.is(i, Small::Auxiliary);
            let second = told(at + 1..end).or(Some(at + 1).filter(|&i| i < end && begins(i)));
            if told(before..at).is_some() && second.is_some_and(dated) {
                self.tokens[at..].iter_mut().for_each(|token| token.clause += 1);
                self.parted.push(Parted { first: before..at, second: at..end, planned: !moods.is_empty() });
            }
        }
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
                !token.aside && !token.timed && (token.capital || !token.inert && token.word.is(Small::Also))
            };
            let body = |i: &usize| {
                let token = &self.tokens[*i];
                token.capital && token.word.organisation && token.lower.chars().next() == initial
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
                    (token.capital, token.inert) = (true, true);
                }
            }
        }
    }

    /// Takes the place that another lies in as said aside: in `Polisi di Medan, Sumatera Utara, menangkap tiga orang` the
    /// police of the beginning arrest, and no province does.
    fn join_containers(&mut self, places: &[PlaceMention]) {
        for at in 1..self.tokens.len() {
            let (before, own) = (self.tokens[at - 1].place, self.tokens[at].place);
            let Some(own) = own.filter(|own| before != Some(*own)) else { continue };
            let contains = before.is_some() && places.get(own).is_some_and(|place| place.role == Role::Container);
            if self.gap(at).trim() != "," || self.tokens[at].timed {
                continue;
            }
            let end = (at..self.tokens.len()).find(|&i| self.tokens[i].place != Some(own)).unwrap_or(self.tokens.len());
            if contains || self.is_set_off(at, end) {
                self.set_aside(at, end);
            }
        }
    }

    /// Whether a place between two commas says where the name before it lies, though the gazetteer knows nothing of that name:
    /// `air dari Umbul Jumprit, Kabupaten Temanggung, tiba`. A list of places goes on with a further name.
    fn is_set_off(&self, at: usize, end: usize) -> bool {
        let (before, main) = (&self.tokens[at - 1], self.tokens[at - 1].clause);
        let next = self.tokens.get(end).is_some_and(|next| !next.capital && !next.timed);
        let named = before.capital && !before.timed && !before.aside;
        let listed = self.is(end, Small::Also) || self.is(end, Small::Relative);
        next && named && !listed && self.gap(end).trim() == "," && self.awaits_verb(at, main)
    }

    /// Takes the age of somebody, and where he or she comes from, as said aside: `Raymond Pruitt, 58, of Hartselle, was charged`.
    fn join_ages(&mut self) {
        for at in 1..self.tokens.len() {
            let (before, age) = (&self.tokens[at - 1], &self.tokens[at]);
            let named = before.capital && !before.aside && !before.timed && !before.number;
            let figure = age.number && age.lower.len() <= AGE_DIGITS && age.lower.bytes().all(|b| b.is_ascii_digit());
            if !named || !figure || age.aside || self.gap(at).trim() != "," {
                continue;
            }
            let own = age.clause;
            let rest = (at + 1..self.tokens.len()).take_while(|&i| self.tokens[i].clause == own);
            let mut end = at + 1;
            // `46 tahun`
            if rest.clone().count() == 1 && self.is(at + 1, Small::Unit) {
                end = at + 2;
            } else if rest.count() > 0 {
                continue;
            }
            if self.is(end, Small::Of) && self.gap(end).trim() == "," {
                // `of Ilkley, West Yorkshire,`
                let named = self.capitals_to(end + 1).and_then(|from| {
                    let comma = self.gap(from).trim() == ",";
                    self.capitals_to(from).filter(|_| comma).or(Some(from))
                });
                end = named.unwrap_or(end);
            }
            // `Siti Aminah, 42 tahun, warga Kota Malang, melaporkan`: who somebody is stands aside as well.
            let next = self.tokens.get(end).map(|token| token.clause).filter(|_| self.gap(end).trim() == ",");
            let stop = (end..self.tokens.len()).find(|&i| Some(self.tokens[i].clause) != next);
            let stop =
                stop.filter(|&stop| next.is_some() && self.gap(stop).trim() == "," && self.is_apposed(end, stop));
            self.set_aside(at, stop.unwrap_or(end));
        }
    }

    /// Takes what stands between two commas, opened by a participle, as told of the noun before: `The bridge, built in 1931,
    /// collapsed`. The main verb stands behind the second comma.
    fn join_participles(&mut self) {
        for at in 1..self.tokens.len() {
            let (main, own) = (self.tokens[at - 1].clause, self.tokens[at].clause);
            if own == main || self.gap(at).trim() != "," || self.tokens[at].capital || self.tokens[at].timed {
                continue;
            }
            // `, originally set for Monday,`
            let adverb = |i: usize| {
                let known = self.is(i, Small::Skip) || self.is(i, Small::Superseded);
                known || self.lexicon.is_adverb(&self.tokens[i].lower)
            };
            let opens = at + usize::from(adverb(at) && self.tokens.get(at + 1).is_some_and(|next| next.clause == own));
            let word = self.tokens[opens].word;
            let verb = word.trigger.is_some_and(|trigger| !trigger.noun && !trigger.present);
            let gerund = word.trigger.is_some_and(|trigger| trigger.gerund);
            let end = (at..self.tokens.len()).find(|&i| self.tokens[i].clause != own).unwrap_or(self.tokens.len());
            let closed = end < self.tokens.len() && self.gap(end).trim() == ",";
            if !(verb || word.is(Small::Participle))
                || !closed
                || !self.begins_verb(end, !gerund)
                || !self.awaits_verb(at, main)
            {
                continue;
            }
            // `The shelter, opened in July, houses 1,900 people`: where the main clause tells of no happening, what is told aside does.
            let next = self.tokens[end].clause;
            let told = |i: usize| {
                let token = &self.tokens[i];
                !(at..end).contains(&i)
                    && (token.clause == main || token.clause == next)
                    && token.word.trigger.is_some()
            };
            if !(0..self.tokens.len()).any(told) {
                continue;
            }
            self.set_aside(at, end);
            self.apart.push(at..end);
        }
    }

    /// Whether a verb with its auxiliaries begins at a word; `common`: it may be one that no table knows.
    fn begins_verb(&self, at: usize, common: bool) -> bool {
        let small = |i: &usize| self.is(*i, Small::Auxiliary) || self.is(*i, Small::Skip);
        let verb = (at..self.tokens.len()).find(|i| !small(i));
        let tells = verb.is_some_and(|i| {
            let (token, word) = (&self.tokens[i], self.tokens[i].word);
            // Behind what is told aside a common word begins what the noun does.
            let opens =
                [Small::Also, Small::Preposition, Small::Relative, Small::Determiner, Small::Person, Small::That];
            let own = self.tokens[at].clause;
            let said = (i..self.tokens.len()).take_while(|&k| self.tokens[k].clause == own);
            let said = said.into_iter().any(|k| k > i && self.tokens[k].word.reporting.is_some());
            let plain = common && !said && !word.function && !opens.iter().any(|&class| word.is(class));
            let verb = word.trigger.is_some_and(|trigger| !trigger.noun && !trigger.present);
            !token.capital && !token.timed && !token.number && (plain || verb)
        });
        tells || verb.is_some_and(|i| i > at)
    }

    /// Whether words between two commas say who somebody is: nothing in them does or did anything.
    fn is_apposed(&self, at: usize, end: usize) -> bool {
        let does = |i: usize| {
            let word = self.tokens[i].word;
            let verb = word.is_verb(0) || word.is(Small::Verb) || word.is(Small::Light) || word.reporting.is_some();
            self.is(i, Small::Auxiliary) || self.is(i, Small::Relative) || verb && !self.tokens[i].capital
        };
        at < end && !(at..end).any(|i| does(i) || self.tokens[i].timed)
    }

    /// One past the capitals from a word on, where a comma or the end of the sentence stands behind them.
    fn capitals_to(&self, from: usize) -> Option<usize> {
        let own = self.tokens.get(from)?.clause;
        let end = (from..self.tokens.len()).find(|&i| self.tokens[i].clause != own).unwrap_or(self.tokens.len());
        (from..end).all(|i| self.tokens[i].capital && !self.tokens[i].timed).then_some(end)
    }

    /// Takes words between two commas as said aside: what stands before them goes on behind them.
    fn set_aside(&mut self, at: usize, end: usize) {
        let (main, last) = (self.tokens[at - 1].clause, self.tokens[end - 1].clause);
        let goes_on = self.awaits_verb(at, main);
        let next = self.tokens.get(end).map(|next| next.clause);
        let closed = end < self.tokens.len() && (next == Some(last) || self.gap(end).trim() == ",");
        for token in &mut self.tokens[at..end] {
            (token.clause, token.aside) = (main, true);
        }
        if goes_on && closed {
            self.tokens[end..].iter_mut().take_while(|t| Some(t.clause) == next).for_each(|t| t.clause = main);
        }
    }

    /// Whether the clause before a token begins with a subject whose verb is still to come.
    fn awaits_verb(&self, at: usize, clause: usize) -> bool {
        let own = || (0..at).filter(|&i| self.tokens[i].clause == clause);
        let opens_with_subject = own().next().is_some_and(|first| !self.is(first, Small::Preposition));
        let main = own().take_while(|&i| !self.is(i, Small::Relative));
        let does = |i: usize| {
            let word = self.tokens[i].word;
            let verb = word.is_verb(0) || word.is(Small::Verb) || word.reporting.is_some();
            verb && !self.tokens[i].aside && !self.is_noun(i)
        };
        opens_with_subject && !main.into_iter().any(does)
    }

    fn is_opening(&self, at: usize) -> bool {
        if self.tokens[at].timed {
            return false;
        }
        // An aim is a happening of its own: `membeli amunisi untuk digunakan di …`.
        let aims = self.is(at, Small::Purpose)
            && !at.checked_sub(1).is_some_and(|i| self.is(i, Small::Auxiliary))
            && self.tokens.get(at + 1).is_some_and(|next| next.word.is_verb(3));
        // `selama dua jam`, `setelah tiga hari`: a measure of time is no clause.
        let measured = |last: usize| self.tokens.get(last + 1).is_some_and(|next| next.timed || next.number);
        // `sementara itu`, `setelah itu` open a sentence and no clause.
        let adverb = self.phrase(at, |e| e.adverb).map(|(last, _)| last);
        let connected = self.phrase(at, |e| e.connects().then_some(()));
        // `has not yet visited`: the last word of a negation is no connective.
        let within = |i: usize| self.phrase(i, |e| e.mood).is_some_and(|(last, _)| last >= at);
        at > 0 && (aims || self.is_sequel(at))
            || connected.is_some_and(|(last, ())| !measured(last) && adverb <= Some(last))
                && !(at.saturating_sub(NEGATION_WORDS)..at).any(within)
    }

    /// Whether a preposition joins a happening's noun to what came of it: `diperiksa menyusul temuan racun`.
    fn is_sequel(&self, at: usize) -> bool {
        let sequel = self.phrase(at, |e| e.sequel).map(|(last, _)| last);
        sequel.is_some_and(|last| {
            let noun = |i: usize| self.phrase(i, |e| e.trigger).is_some_and(|(_, t)| t.noun);
            !self.is_noun(at) && noun(last + 1)
        })
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
        self.reaches.get(at).map_or(at..at, |reach| reach.start.min(at)..reach.end)
    }

    /// The connective that opens the clause of `at`, if one does.
    pub fn opener(&self, at: usize) -> Option<usize> {
        self.reaches.get(at)?.opener
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
                Some(before) => before.start,
            };
            let same = before.filter(|_| tokens[at].clause == tokens[at - 1].clause);
            let opener = if self.opens[at] { Some(at) } else { same.and_then(|before| before.opener) };
            out.push(Reach { start, end: tokens.len(), opener });
        }
        for at in (1..tokens.len()).rev() {
            let ends = apart(at) || self.opens[at];
            out[at - 1].end = if ends { at } else { out[at].end };
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
                phrases: Vec::new(),
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
