//! A mention under consideration: its meanings with their reasons and scores. What mentions of one name share is kept once.

use super::candidates::{Letters, Meaning, candidates};
use super::evidence::{self, Context, METRES_OF_DEGREE, Others};
use super::gazetteer::Facts;
use super::lexicon::Cue;
use super::recognise::{Form, Found};
use super::{Candidate, Entry, Evidence, Gazetteer, PlaceClass, PlaceLexicon};
use geo::{Distance, Haversine};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use std::sync::Arc;

/// The lead that counts for a name with one meaning only.
const ONLY: f64 = 4.0;
/// A mention under consideration.
pub(super) struct Open<'g> {
    pub found: Found,
    /// What the words before it say of its part.
    pub cue: Option<(Cue, usize)>,
    pub name: Rc<Name<'g>>,
    /// Reasons from the words beside the mention, each with its meaning.
    pub beside: Vec<(usize, Evidence)>,
    /// The meanings with their scores, best first.
    pub ranked: Vec<(usize, f64)>,
    /// The row that the name means elsewhere in the article, where the text says so.
    pub sense: Option<u32>,
    pub believed: f64,
    /// The text says in which place it lies, and no meaning lies there.
    pub denied: bool,
}

/// What mentions of one name share: a long text names its places again and again.
pub(super) struct Name<'g> {
    letters: Letters,
    form: Form,
    class: Option<PlaceClass>,
    entries: Vec<Entry>,
    meanings: Vec<Meaning<'g>>,
    /// What the reasons that never change come to, by meaning.
    steady: Vec<f64>,
}

impl<'g> Name<'g> {
    pub(super) fn new(found: &mut Found, letters: Letters, lexicon: &PlaceLexicon, gazetteer: &'g Gazetteer) -> Self {
        let meanings = candidates(found, letters, gazetteer);
        let home = lexicon.home.as_deref();
        let steady = meanings.iter().map(|meaning| {
            let mut sum = nothing();
            evidence::steady(meaning, found.class, found.form, home, |reason| sum += reason.weight);
            sum
        });
        let (steady, entries) = (steady.collect(), std::mem::take(&mut found.entries));
        Self { letters, form: found.form, class: found.class, entries, meanings, steady }
    }

    /// Whether a mention of the same key is one of this name.
    pub(super) fn is_of(&self, found: &Found, letters: Letters) -> bool {
        (self.letters, self.form, self.class) == (letters, found.form, found.class) && self.entries == found.entries
    }

    /// Whether a meaning is the place in a row.
    pub(super) fn means(&self, meaning: usize, row: u32) -> bool {
        self.meanings.get(meaning).is_some_and(|meaning| meaning.place.row == row)
    }

    /// The scores of the meanings by all that does not stand beside the mention. The reasons are summed in the order in
    /// which they are told.
    pub(super) fn scores(&self, context: &Context<'g>, others: &Others<'_, 'g>) -> Vec<f64> {
        let scored = self.meanings.iter().zip(&self.steady).map(|(meaning, steady)| {
            let mut sum = *steady;
            evidence::around(meaning, context, others, |reason| sum += reason.weight);
            sum
        });
        scored.collect()
    }
}

/// Puts mentions to their names.
#[derive(Default)]
pub(super) struct Names<'g>(FxHashMap<String, Vec<Rc<Name<'g>>>>);

impl<'g> Names<'g> {
    /// A name that was met before has its entries there.
    pub(super) fn of(
        &mut self,
        found: &mut Found,
        letters: Letters,
        new: impl FnOnce(&mut Found) -> Name<'g>,
    ) -> Rc<Name<'g>> {
        let known = self.0.get(&found.key).into_iter().flatten().find(|name| name.is_of(found, letters)).cloned();
        if let Some(name) = known {
            found.entries = Vec::new();
            return name;
        }
        let name = Rc::new(new(found));
        self.0.entry(found.key.clone()).or_default().push(Rc::clone(&name));
        name
    }
}

impl<'g> Open<'g> {
    pub(super) fn new(found: Found, name: Rc<Name<'g>>, cue: Option<(Cue, usize)>) -> Self {
        Self { cue, beside: Vec::new(), ranked: Vec::new(), sense: None, believed: 0.0, denied: false, name, found }
    }

    pub(super) fn meanings(&self) -> &[Meaning<'g>] {
        &self.name.meanings
    }

    /// Scores the meanings anew, from what the name scores by itself.
    pub(super) fn rank(&mut self, scores: &[f64]) {
        self.ranked.clear();
        for (i, score) in scores.iter().enumerate() {
            let mut sum = *score;
            let beside = self.beside.iter().filter(|(of, _)| *of == i);
            beside.for_each(|(_, reason)| sum += reason.weight);
            self.ranked.push((i, sum));
        }
        self.sort();
    }

    pub(super) fn sort(&mut self) {
        self.ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    }

    /// The reasons of a meaning, as its score sums them.
    pub(super) fn reasons(&self, i: usize, context: &Context<'g>, others: &Others<'_, 'g>) -> Vec<Evidence> {
        let mut list = Vec::new();
        let Some(meaning) = self.meanings().get(i) else { return list };
        evidence::steady(meaning, self.found.class, self.found.form, context.home, |reason| list.push(reason));
        evidence::around(meaning, context, others, |reason| list.push(reason));
        list.extend(self.beside.iter().filter(|(of, _)| *of == i).map(|(_, reason)| *reason));
        if self.sense == Some(meaning.place.row) {
            list.push(evidence::one_sense());
        }
        list
    }

    pub(super) fn score(&self, rank: usize) -> f64 {
        self.ranked.get(rank).map_or(0.0, |(_, score)| *score)
    }

    /// Whether a place beside it holds any meaning.
    pub(super) fn is_explained(&self) -> bool {
        self.beside.iter().any(|(_, reason)| reason.name == evidence::CONTAINED)
    }

    /// Whether a meaning is held by, or holds, the place beside it.
    pub(super) fn is_paired(&self, meaning: usize) -> bool {
        self.beside.iter().any(|(of, reason)| *of == meaning && reason.name == evidence::CONTAINED)
    }

    /// Adds a reason from the words beside the mention, once.
    pub(super) fn add(&mut self, meaning: usize, reason: Evidence) {
        if !self.beside.iter().any(|(of, known)| *of == meaning && known.name == reason.name) {
            self.beside.push((meaning, reason));
        }
    }

    pub(super) fn best(&self) -> Option<&Meaning<'g>> {
        self.ranked.first().and_then(|(index, _)| self.meanings().get(*index))
    }

    pub(super) fn second(&self) -> Option<&Meaning<'g>> {
        self.ranked.get(1).and_then(|(index, _)| self.meanings().get(*index))
    }

    /// Whether the second meaning lies elsewhere than the first: a town and its municipality are one answer.
    pub(super) fn is_scattered(&self) -> bool {
        let place = |rank: usize| self.ranked.get(rank).and_then(|(i, _)| self.meanings().get(*i)).map(|m| &m.place);
        matches!((place(0), place(1)), (Some(a), Some(b)) if !same_spot(a, b))
    }

    /// The best meaning with what is known of its twins at the same spot: a municipality's people are its town's.
    pub(super) fn famous(&self) -> Option<Meaning<'g>> {
        let mut best = *self.best().filter(|best| is_town(best.place.class))?;
        for twin in self.meanings().iter().map(|m| &m.place).filter(|p| is_town(p.class)) {
            if same_spot(&best.place, twin) {
                best.place.population = best.place.population.max(twin.population);
                best.place.stands_for = best.place.stands_for.or(twin.stands_for);
            }
        }
        Some(best)
    }

    pub(super) fn lead(&self) -> f64 {
        if self.ranked.len() < 2 { ONLY } else { self.score(0) - self.score(1) }
    }
}

/// A mention with its candidates.
type Way<'o, 'g> = (&'o Open<'g>, Arc<[Candidate]>);

/// The candidates of mentions; those of one name that nothing tells apart have the same.
#[derive(Default)]
pub(super) struct Told<'o, 'g>(FxHashMap<*const Name<'g>, Vec<Way<'o, 'g>>>);

/// Ways in which a name is told that are kept; a long text has few, and a text made to have many is none.
const MOST_WAYS: usize = 8;

impl<'o, 'g> Told<'o, 'g> {
    /// The candidates of a mention, made where no other has the same.
    pub(super) fn of(&mut self, open: &'o Open<'g>, make: impl FnOnce() -> Vec<Candidate>) -> Arc<[Candidate]> {
        let known = self.0.entry(Rc::as_ptr(&open.name)).or_default();
        let same =
            |other: &Open<'_>| (other.sense, &other.ranked, &other.beside) == (open.sense, &open.ranked, &open.beside);
        if let Some((_, candidates)) = known.iter().find(|(other, _)| same(other)) {
            return Arc::clone(candidates);
        }
        let candidates: Arc<[Candidate]> = make().into();
        if known.len() < MOST_WAYS {
            known.push((open, Arc::clone(&candidates)));
        }
        candidates
    }
}

/// What a sum without summands is: the sign of zero must not tell apart scores that nothing speaks for.
fn nothing() -> f64 {
    std::iter::empty::<f64>().sum()
}

pub(super) fn is_town(class: PlaceClass) -> bool {
    matches!(class, PlaceClass::City | PlaceClass::Admin2)
}

/// Two rows within this distance are one answer on a map.
const SAME_SPOT_METRES: f64 = 12_000.0;

fn same_spot(a: &Facts<'_>, b: &Facts<'_>) -> bool {
    match (a.point, b.point) {
        (Some(a), Some(b)) if (a.y() - b.y()).abs() * METRES_OF_DEGREE > SAME_SPOT_METRES => false,
        (Some(a), Some(b)) => Haversine.distance(a, b) <= SAME_SPOT_METRES,
        _ => false,
    }
}
