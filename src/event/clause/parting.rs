//! How the tokens of a sentence fall into clauses and join to larger things: lists, ages, participles, asides.

use super::{Clauses, Parted};
use crate::event::known::Entry;
use crate::event::lexicon::{Cue, Small};
use crate::place::{PlaceMention, Role};
use std::ops::Range;

/// Words of a negation before its last one: `has not yet`.
const NEGATION_WORDS: usize = 2;
/// Digits of an age.
const AGE_DIGITS: usize = 3;

impl Clauses<'_> {
    /// Takes lengths that have no place on the calendar as things like any other: `declared three days of mourning`, but not
    /// `died three days after …`.
    pub(super) fn free_lengths(&mut self, lengths: &[usize]) {
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
    pub(super) fn free_holidays(&mut self, holidays: &[usize]) {
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
    pub(super) fn part_dated(&mut self) {
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
            // What makes the second doubtful (`dan akan meninjau`) is its own.
            let moods: Vec<bool> = (before..at).filter_map(mood).collect();
            let said = |i: usize| self.tokens[i].word.reporting.is_some() && self.phrase(i, |e| e.mood).is_some();
            if moods.contains(&false) || (at..end).any(said) {
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
    pub(super) fn join_lists(&mut self) {
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
    pub(super) fn join_containers(&mut self, places: &[PlaceMention]) {
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
    pub(super) fn is_set_off(&self, at: usize, end: usize) -> bool {
        let (before, main) = (&self.tokens[at - 1], self.tokens[at - 1].clause);
        let next = self.tokens.get(end).is_some_and(|next| !next.capital && !next.timed);
        let named = before.capital && !before.timed && !before.aside;
        let listed = self.is(end, Small::Also) || self.is(end, Small::Relative);
        next && named && !listed && self.gap(end).trim() == "," && self.awaits_verb(at, main)
    }

    /// Takes the age of somebody, and where he or she comes from, as said aside: `Raymond Pruitt, 58, of Hartselle, was charged`.
    pub(super) fn join_ages(&mut self) {
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

    /// Takes what stands between two commas, opened by a participle or a relative word, as told of the noun before: `The bridge,
    /// built in 1931, collapsed`. The main verb stands behind the second comma.
    pub(super) fn join_participles(&mut self) {
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
            // `A funeral for Hale, who died on Sunday, will be held`, `A blast, in which five people died, destroyed …`
            let which = |i: usize| self.is(i, Small::Relative) && !self.is(i, Small::That);
            let relative = which(at) || self.is(at, Small::Preposition) && which(at + 1);
            if !(verb || relative || word.is(Small::Participle))
                || !closed
                || !self.begins_verb(end, !gerund)
                || self.tokens[end].word.trigger.is_some_and(|trigger| trigger.gerund)
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
    pub(super) fn begins_verb(&self, at: usize, common: bool) -> bool {
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
    pub(super) fn is_apposed(&self, at: usize, end: usize) -> bool {
        let does = |i: usize| {
            let word = self.tokens[i].word;
            let verb = word.is_verb(0) || word.is(Small::Verb) || word.is(Small::Light) || word.reporting.is_some();
            self.is(i, Small::Auxiliary) || self.is(i, Small::Relative) || verb && !self.tokens[i].capital
        };
        at < end && !(at..end).any(|i| does(i) || self.tokens[i].timed)
    }

    /// One past the capitals from a word on, where a comma or the end of the sentence stands behind them.
    pub(super) fn capitals_to(&self, from: usize) -> Option<usize> {
        let own = self.tokens.get(from)?.clause;
        let end = (from..self.tokens.len()).find(|&i| self.tokens[i].clause != own).unwrap_or(self.tokens.len());
        (from..end).all(|i| self.tokens[i].capital && !self.tokens[i].timed).then_some(end)
    }

    /// Takes words between two commas as said aside: what stands before them goes on behind them.
    pub(super) fn set_aside(&mut self, at: usize, end: usize) {
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
    pub(super) fn awaits_verb(&self, at: usize, clause: u32) -> bool {
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

    pub(super) fn is_opening(&self, at: usize) -> bool {
        if self.tokens[at].timed {
            return false;
        }
        // An aim is a happening of its own: `membeli amunisi untuk digunakan di …`.
        let aims = self.is(at, Small::Purpose)
            && !at.checked_sub(1).is_some_and(|i| self.is(i, Small::Auxiliary))
            && self.tokens.get(at + 1).is_some_and(|next| next.word.is_verb(3));
        // `selama dua jam`, `setelah tiga hari`: a measure of time is no clause.
        let timed = |i: usize| self.tokens.get(i).is_some_and(|next| next.timed);
        // `dihentikan sementara pada Rabu`: right behind a verb and before a date with its preposition the word is an adverb.
        let behind = at.checked_sub(1).is_some_and(|i| self.tokens[i].word.is_verb(1));
        let dated = |last: usize| behind && self.is(last + 1, Small::Preposition) && timed(last + 2);
        let measured =
            |last: usize| timed(last + 1) || dated(last) || self.tokens.get(last + 1).is_some_and(|next| next.number);
        // `sementara itu`, `setelah itu` open a sentence and no clause.
        let adverb = self.phrase(at, |e| e.adverb).map(|(last, _)| last);
        let connected = self.phrase(at, |e| e.connects().then_some(()));
        // `has not yet visited`: the last word of a negation is no connective.
        let within = |i: usize| self.phrase(i, |e| e.mood).is_some_and(|(last, _)| last >= at);
        let denied = (at.saturating_sub(NEGATION_WORDS)..at).any(within);
        let negates = |i: usize| {
            let cue = self
                .phrase(i, |e| e.mood)
                .filter(|(_, mood)| mood.cue == Cue::Negated || mood.cue == Cue::Planned && !mood.weak);
            cue.is_some_and(|(last, _)| last >= at)
        };
        // `has yet to sign`, `plans to open`: the last word of a phrase that says how certain the verb is opens nothing.
        let aims = aims && !(at.saturating_sub(NEGATION_WORDS)..at).any(negates);
        // `since the war`, `sejak kecil`: with no verb behind it the word is a preposition.
        let bare = self.is(at, Small::Since) && !self.runs(at);
        at > 0 && (aims || self.is_sequel(at))
            || connected.is_some_and(|(last, ())| !measured(last) && adverb <= Some(last)) && !denied && !bare
    }

    /// Whether a verb stands behind a word, before the next comma or connective.
    fn runs(&self, at: usize) -> bool {
        let own = self.tokens[at].clause;
        let rest = (at + 1..self.tokens.len()).take_while(|&i| self.tokens[i].clause == own);
        let mut rest = rest.take_while(|&i| self.phrase(i, |e| e.connects().then_some(())).is_none());
        rest.any(|i| {
            let word = self.tokens[i].word;
            let verb = word.is_verb(1) || word.is(Small::Light) || word.is(Small::Verb);
            verb && !self.tokens[i].capital && !self.tokens[i].timed && !self.is_noun(i)
        })
    }

    /// Whether a preposition joins a happening's noun to what came of it: `diperiksa menyusul temuan racun`.
    pub(super) fn is_sequel(&self, at: usize) -> bool {
        let sequel = self.phrase(at, |e| e.sequel).map(|(last, _)| last);
        sequel.is_some_and(|last| {
            let noun = |i: usize| self.phrase(i, |e| e.trigger).is_some_and(|(_, t)| t.noun);
            !self.is_noun(at) && noun(last + 1)
        })
    }
}
