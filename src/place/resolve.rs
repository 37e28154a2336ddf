//! Article to place mentions: recognise, gather candidates, weigh the evidence, choose or abstain, tell the role.

use super::belief::{self, Around, BELIEVED, SURE, belief, cue_before, speaks, unknown_belief};
use super::candidates::{Letters, Meaning};
use super::evidence::{self, Anchor, Context, Counted, ONE_SENSE, Others, contains};
use super::gazetteer::Facts;
use super::known::Known;
use super::lexicon::{Cue, Kind};
use super::names::{Masks, masks};
use super::open::{Name, Names, Open, Told};
use super::recognise::{Form, Found, recognise};
use super::role::{Resolved, has_no_place, roles};
use super::tokens::{Gap, Token, Words, tokens};
use super::{Candidate, Gazetteer, Place, PlaceClass, PlaceLexicon, PlaceMention, Precision};
use crate::error::Diagnostic;
use crate::text::Article;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Words of a name that nothing knows at most.
const UNKNOWN_WORDS: usize = 3;

/// A lead over the second candidate below which the text does not say which place is meant.
const NO_LEAD: f64 = 0.1;
/// From this population on a town in an outlet's name is taken for its seat.
const OUTLET_TOWN: u64 = 50_000;
/// From this population on a city is better known than the division of its name.
const OWN_DIVISION_CITY: u64 = 100_000;
/// Candidates that a mention keeps.
const KEPT: usize = 8;
/// Confidence grows with the lead by a logistic curve of this slope.
const SLOPE: f64 = 0.6;
/// Members of a list that are looked through for its cue and its conjunction.
const LONGEST_LIST: usize = 8;

/// What the two curves leave open is worth this much doubt; measured on English news, where of the mentions with a
/// confidence of 0.8 about four in five are places, and the right ones.
const DOUBT: f64 = 1.8;
/// A place that is given at all is likelier than this.
const LOWEST: f64 = 0.2;
/// Confidence that a well-founded mention with a clear lead approaches.
const HIGHEST: f64 = 0.98;

/// Finds and grounds every toponym, in text order, outermost mentions only.
pub fn resolve(a: &Article, gazetteer: &Gazetteer, lexicon: &PlaceLexicon) -> (Vec<PlaceMention>, Vec<Diagnostic>) {
    let words = Words::of(&a.text, lexicon);
    let tokens = tokens(a, &words, lexicon);
    let known = Known::new(&tokens, gazetteer, lexicon);
    let masks = masks(&tokens, &known, gazetteer, lexicon);
    let mut found = recognise(&tokens, &known, &masks, gazetteer, lexicon, &a.text);
    // `PARIS, Nov. 23, 2021 -`: the day of a dateline names no place.
    let day = a.dateline.as_ref().and_then(|line| line.date);
    found.retain(|found| day.is_none_or(|day| !day.contains(found.span)));
    let publisher = a.publisher.as_deref().and_then(|name| publisher(name, gazetteer));
    let mut reading = Reading::new(&tokens, &masks, lexicon, gazetteer, found);
    reading.context.publisher = publisher;
    reading.pair();
    reading.offices();
    reading.divisions();
    reading.weigh();
    // A second look, with what the first one was sure of as context.
    reading.look_around(a);
    reading.weigh();
    reading.look_around(a);
    reading.weigh();
    reading.one_sense();
    (reading.mentions(gazetteer), Vec::new())
}

/// The place in an outlet's name: the largest city or division that it names.
fn publisher<'g>(name: &str, gazetteer: &'g Gazetteer) -> Option<Facts<'g>> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let places = (0..words.len()).filter_map(|at| {
        let (_, entries) = gazetteer.longest(words.get(at..)?)?;
        let place = gazetteer.facts(entries.iter().find(|e| !e.needs_evidence && !e.demonym)?.row)?;
        let known = place.class == PlaceClass::Admin1 || place.population >= OUTLET_TOWN;
        known.then_some(place)
    });
    places.max_by_key(|place| place.population)
}

struct Reading<'r, 'a> {
    tokens: &'r [Token<'a>],
    masks: &'r Masks,
    lexicon: &'r PlaceLexicon,
    open: Vec<Open<'r>>,
    context: Context<'r>,
    sure: BTreeSet<String>,
    /// Words of the mentions that the article has in lower case too.
    lower: FxHashSet<&'a str>,
}

impl<'r, 'a> Reading<'r, 'a> {
    fn new(
        tokens: &'r [Token<'a>],
        masks: &'r Masks,
        lexicon: &'r PlaceLexicon,
        gazetteer: &'r Gazetteer,
        found: Vec<Found>,
    ) -> Self {
        let mut names = Names::default();
        let open = found.into_iter().map(|mut found| {
            let letters = Letters::of(&found, tokens);
            let name = names.of(&mut found, letters, |found| Name::new(found, letters, lexicon, gazetteer));
            let cue = cue_before(tokens, found.first, lexicon);
            Open::new(found, name, cue)
        });
        let open: Vec<Open<'r>> = open.filter(|o| !o.meanings().is_empty() || o.found.form == Form::Unknown).collect();
        let context = Context { home: lexicon.home.as_deref(), ..Context::default() };
        let named: FxHashSet<&str> = open.iter().map(|o| tokens[o.found.first].lower).collect();
        let lower = tokens.iter().filter(|t| !t.capital && named.contains(t.lower) && t.text == t.lower);
        let lower = lower.map(|t| t.lower).collect();
        Self { tokens, masks, lexicon, open, context, sure: BTreeSet::new(), lower }
    }

    /// Whether the second of two mentions stands where a larger place stands that holds the first.
    fn follows(&self, a: &Found, b: &Found) -> bool {
        let gap = self.tokens[b.first].gap;
        let direct = a.end == b.first && matches!(gap, Gap::Comma | Gap::Open);
        let cued = a.end + 1 == b.first
            && gap == Gap::Blank
            && self.tokens[a.end].gap == Gap::Blank
            && self.lexicon.cues.get(self.tokens[a.end].lower) == Some(&Cue::Location);
        direct || cued
    }

    /// Gives each meaning that lies in a place named right after it, and that place, their reasons.
    fn pair(&mut self) {
        for index in 0..self.open.len().saturating_sub(1) {
            let (left, right) = self.open.split_at(index + 1);
            let (Some(inner), Some(outer)) = (left.last(), right.first()) else { continue };
            if !self.follows(&inner.found, &outer.found) {
                continue;
            }
            let mut pairs: Vec<(usize, usize)> = Vec::new();
            for (j, big) in outer.meanings().iter().enumerate().filter(|(_, m)| is_container(m.place.class)) {
                let inside = inner.meanings().iter().enumerate().filter(|(_, m)| contains(&big.place, &m.place));
                pairs.extend(inside.map(|(i, _)| (i, j)));
            }
            let denied = pairs.is_empty() && self.lies_elsewhere(index);
            self.open[index].denied = denied;
            for (i, j) in pairs {
                self.open[index].add(i, evidence::contained());
                self.open[index + 1].add(j, evidence::containing());
            }
        }
    }

    /// Whether the name after it is a division or a country that holds no meaning of this one.
    fn lies_elsewhere(&self, index: usize) -> bool {
        let (inner, outer) = (&self.open[index], &self.open[index + 1]);
        let comma = self.tokens[outer.found.first].gap == Gap::Comma && inner.found.end == outer.found.first;
        comma && outer.found.form == Form::Division && !inner.meanings().is_empty()
    }

    /// Gives the meanings that an office beside the name governs their reason.
    fn offices(&mut self) {
        for open in &mut self.open {
            let (first, end) = (open.found.first, open.found.end);
            let before = (1..=3).rev().find_map(|n| {
                let from = first.checked_sub(n).filter(|_| self.tokens[first].gap == Gap::Blank)?;
                self.lexicon.offices_before.get(&joined(&self.tokens[from..first]))
            });
            let after = (1..=2).rev().find_map(|n| {
                let words = self.tokens.get(end..end + n)?;
                let near = matches!(words.first()?.gap, Gap::Blank | Gap::Possessive);
                self.lexicon.offices_after.get(&joined(words)).filter(|_| near)
            });
            let Some(class) = before.or(after).copied() else { continue };
            for i in 0..open.meanings().len() {
                if open.meanings()[i].place.class == class {
                    open.add(i, evidence::office());
                }
            }
        }
    }

    /// Gives cities that bear the name of their division their reason; at home the division is as likely meant.
    fn divisions(&mut self) {
        for open in &mut self.open {
            let home = self.context.home;
            for i in 0..open.meanings().len() {
                let place = open.meanings()[i].place;
                let city = place.class == PlaceClass::City && place.population >= OWN_DIVISION_CITY;
                let of_it = |m: &Meaning<'_>| {
                    m.place.class == PlaceClass::Admin1 && m.place.country != home && m.place.admin1 == place.admin1
                };
                if city && place.admin1.is_some() && open.meanings().iter().any(of_it) {
                    open.add(i, evidence::own_division());
                }
            }
        }
    }

    /// Scores all meanings and beliefs anew.
    fn weigh(&mut self) {
        let counted = Counted::of(&self.context);
        let mut scored: FxHashMap<*const Name<'_>, Vec<f64>> = FxHashMap::default();
        for open in &mut self.open {
            let scores = scored.entry(Rc::as_ptr(&open.name));
            open.rank(scores.or_insert_with(|| open.name.scores(&self.context, &counted.but(&open.found.key))));
        }
        let beliefs: Vec<f64> = (0..self.open.len()).map(|index| self.belief(index, &counted)).collect();
        for (open, belief) in self.open.iter_mut().zip(beliefs) {
            open.believed = belief;
        }
    }

    fn belief(&self, index: usize, counted: &Counted<'_, '_>) -> f64 {
        let open = &self.open[index];
        let others = counted.but(&open.found.key);
        let listed = self.listed(index);
        let previous = index.checked_sub(1).map(|i| &self.open[i]);
        let adjacent = previous.is_some_and(|p| p.found.end == open.found.first && p.believed >= BELIEVED);
        let alone = Around { listed, adjacent, ..Around::default() };
        let Some(best) = open.best() else { return unknown_belief(&open.found, open.cue, self.tokens, alone) };
        let around = Around {
            country: others.in_country(best.place.country) > 0.0,
            division: others.in_division(best.place.admin1) > 0.0,
            sure_elsewhere: self.sure.contains(&open.found.key),
            paired: open.ranked.first().is_some_and(|(i, _)| open.is_paired(*i)) || open.denied,
            listed,
            shared_cue: open.cue.is_none() && (self.shares_cue(index) || self.is_behind_unknown(index)),
            adjacent,
            lower_case: self.lower.contains(self.tokens[open.found.first].lower),
        };
        let famous = open.famous();
        let best = famous.as_ref().unwrap_or(best);
        belief(&open.found, best, open.cue, self.tokens, self.masks, self.lexicon, around)
    }

    /// Whether a believed mention stands before or after it in a list.
    fn listed(&self, index: usize) -> bool {
        let sure = |at: usize| self.open.get(at).is_some_and(|other| other.believed >= SURE);
        (index > 0 && sure(index - 1) && self.joins(index - 1)) || (sure(index + 1) && self.joins(index))
    }

    /// Whether a mention and the next one are members of one list.
    fn joins(&self, index: usize) -> bool {
        let (Some(a), Some(b)) = (self.open.get(index), self.open.get(index + 1)) else { return false };
        (a.found.end == b.found.first && self.tokens[b.found.first].gap == Gap::Comma) || self.conjoined(a, b)
    }

    /// Whether only a conjunction stands between two mentions.
    fn conjoined(&self, a: &Open, b: &Open) -> bool {
        a.found.end + 1 == b.found.first
            && self.lexicon.is(self.tokens[a.found.end].lower, Kind::Conjunction)
            && self.tokens[b.found.first].gap == Gap::Blank
    }

    /// Whether it is a further member of a list whose first one stands after a cue for places, and which a conjunction
    /// closes: `di Larantuka, Maumere, dan Ende`.
    fn shares_cue(&self, index: usize) -> bool {
        let conjoined = |at: &usize| {
            let pair = self.open.get(*at).zip(self.open.get(at + 1));
            pair.is_some_and(|(a, b)| self.conjoined(a, b))
        };
        let first = (index.saturating_sub(LONGEST_LIST)..index).rev().take_while(|at| self.joins(*at)).last();
        let Some(first) = first.filter(|at| self.open.get(*at).is_some_and(|open| speaks(open.cue))) else {
            return false;
        };
        let more = (index..index + LONGEST_LIST).take_while(|at| self.joins(*at)).last().map_or(index, |at| at + 1);
        (first..more).any(|at| conjoined(&at))
    }

    /// Whether a name that nothing knows stands before it with a cue of place: `di Ampenan, Mataram`.
    fn is_behind_unknown(&self, index: usize) -> bool {
        let first = self.open[index].found.first;
        if self.tokens[first].gap != Gap::Comma {
            return false;
        }
        let near = &self.open[index.saturating_sub(UNKNOWN_WORDS)..index];
        let free = |at: &usize| near.iter().all(|o| !(o.found.first..o.found.end).contains(at));
        let named = |at: &usize| self.tokens[*at].capital && free(at);
        let Some(begin) = (first.saturating_sub(UNKNOWN_WORDS)..first).rev().take_while(named).last() else {
            return false;
        };
        let joined = (begin + 1..first).all(|at| self.tokens[at].gap == Gap::Blank);
        let cue = cue_before(self.tokens, begin, self.lexicon);
        joined && cue.is_some_and(|(cue, _)| cue == Cue::Location)
    }

    /// Takes what is sure as context for the rest.
    fn look_around(&mut self, a: &Article) {
        let mut seen = BTreeSet::new();
        self.context.anchors.clear();
        for open in self.open.iter().filter(|o| o.believed >= SURE && !o.denied) {
            let Some(best) = open.best() else { continue };
            self.sure.insert(open.found.key.clone());
            if seen.insert(open.found.key.clone()) {
                self.context.anchors.push(Anchor { key: open.found.key.clone(), place: best.place });
            }
        }
        let line = a.dateline.as_ref().and_then(|d| d.place);
        let dateline = line.and_then(|line| self.open.iter().find(|o| o.found.span.overlaps(line)));
        self.context.dateline = dateline.and_then(Open::best).map(|m| m.place);
    }

    /// A name that the text explains once means the same place everywhere, unless it is explained otherwise.
    fn one_sense(&mut self) {
        let mut told: BTreeMap<String, u32> = BTreeMap::new();
        for open in &self.open {
            let explained = open.ranked.first().filter(|(i, _)| open.is_paired(*i));
            if let Some((i, _)) = explained {
                told.entry(open.found.key.clone()).or_insert(open.meanings()[*i].place.row);
            }
        }
        let denied: BTreeSet<String> = self.open.iter().filter(|o| o.denied).map(|o| o.found.key.clone()).collect();
        for open in self.open.iter_mut().filter(|o| !o.is_explained()) {
            open.denied |= denied.contains(&open.found.key);
            let Some(row) = told.get(&open.found.key) else { continue };
            open.sense = Some(*row);
            for (i, score) in &mut open.ranked {
                if open.name.means(*i, *row) {
                    *score += ONE_SENSE;
                }
            }
            open.sort();
        }
    }

    fn mentions(self, gazetteer: &Gazetteer) -> Vec<PlaceMention> {
        let believed: Vec<&Open<'_>> = self.open.iter().filter(|o| o.believed >= BELIEVED).collect();
        let resolved: Vec<Resolved<'_>> = believed.iter().map(|open| resolved(open)).collect();
        let roles = roles(&resolved, self.tokens, self.masks, self.lexicon);
        let counted = Counted::of(&self.context);
        let mut told = Told::default();
        believed
            .iter()
            .zip(resolved)
            .zip(roles)
            .map(|((open, this), role)| {
                let place = this.place.and_then(|facts| gazetteer.place(facts.row));
                let precision: Precision = match open.found.form {
                    Form::Side => Precision::Region,
                    _ => place.as_ref().map_or(this.class.precision(), Place::precision),
                };
                let unresolved = match (&place, open.found.form) {
                    (Some(_), _) => None,
                    (None, Form::Unknown) => Some("The gazetteer has no place of this name and kind.".to_string()),
                    (None, Form::Side) => Some("The gazetteer has the whole, not this part of it.".to_string()),
                    (None, _) if open.denied => {
                        Some("No place of this name is known where the text puts it.".to_string())
                    }
                    (None, _) => Some(
                        "Several places have this name, and the text does not tell which one it means.".to_string(),
                    ),
                };
                PlaceMention {
                    span: open.found.span,
                    role,
                    precision,
                    confidence: confidence(open, place.is_some()),
                    place,
                    candidates: told.of(open, || ranked(open, &self.context, &counted.but(&open.found.key), gazetteer)),
                    unresolved,
                }
            })
            .collect()
    }
}

fn joined(tokens: &[Token<'_>]) -> String {
    let words: Vec<&str> = tokens.iter().map(|t| t.lower).collect();
    words.join(" ")
}

fn is_container(class: PlaceClass) -> bool {
    use PlaceClass::*;
    matches!(class, Country | Admin1 | Admin2 | Region | Island | City)
}

/// The choice, or none where the form or the evidence gives none.
fn resolved<'r>(open: &'r Open<'r>) -> Resolved<'r> {
    let best = open.best();
    let torn = open.lead() < NO_LEAD && open.is_scattered() && best.is_some_and(|m| m.place.class == PlaceClass::City);
    // Of a city and the division around it that has its name, the division is right either way.
    let around = open.second().filter(|second| torn && best.is_some_and(|m| contains(&second.place, &m.place)));
    let best = around.or(best);
    let torn = torn && around.is_none();
    let place = best.filter(|_| !has_no_place(open.found.form) && !torn && !open.denied).map(|m| m.place);
    let class = best.filter(|_| !open.denied).map(|m| m.place.class).or(open.found.class).unwrap_or(PlaceClass::City);
    let class = if open.found.form == Form::Side && class == PlaceClass::Country { PlaceClass::Region } else { class };
    Resolved { found: &open.found, place, demonym: best.is_some_and(|m| m.entry.demonym), class }
}

fn ranked<'g>(
    open: &Open<'g>,
    context: &Context<'g>,
    others: &Others<'_, 'g>,
    gazetteer: &Gazetteer,
) -> Vec<Candidate> {
    let kept = open.ranked.iter().take(KEPT).filter_map(|(i, score)| {
        let place = gazetteer.place(open.meanings().get(*i)?.place.row)?;
        Some(Candidate { place, score: *score, evidence: open.reasons(*i, context, others) })
    });
    kept.collect()
}

/// How likely the mention is a place and the chosen one.
fn confidence(open: &Open<'_>, placed: bool) -> f64 {
    if !placed {
        return 0.0;
    }
    let choice = 1.0 / (1.0 + (-SLOPE * (open.lead() + 1.0)).exp());
    let place = 1.0 / (1.0 + (-(open.believed - belief::BELIEVED + 1.0)).exp());
    let doubt = DOUBT * (1.0 - (choice * place).sqrt());
    (HIGHEST - doubt).clamp(LOWEST, HIGHEST)
}
