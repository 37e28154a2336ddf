//! Analysed articles and edits to analysed articles, with what became of each edit.

use super::change::{change, undated};
use super::date::Dating;
use super::find::{Found, find, likeness, words};
use super::model::{Add, Change, Edit, Edits, Target};
use super::problem::Problem;
use crate::event::{Attribution, Basis, Category, Event, ID_BYTES, Modality, Relation, RelationKind, Weighed};
use crate::hash;
use crate::place::Gazetteer;
use crate::story::{self, Analysed, BY_EDITOR, Key};
use crate::text::Span;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Share of the words below which an editor is told that an edit went to a changed sentence.
const CHANGED: f64 = 0.8;
/// Share of the words from which a sentence is the one that an added event quotes.
const ALIKE: f64 = 0.6;

/// What edits are understood with.
pub struct Context<'a> {
    /// Where places are looked up.
    pub gazetteer: &'a Gazetteer,
    /// Reads a date in words against the day and in the language of an article.
    pub words: &'a dyn Fn(&str, &Analysed) -> Option<Dating>,
    /// The documents that the edits speak of, by index; only merges may name events of the others.
    pub scope: &'a [usize],
}

/// What became of an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Its event is as it says.
    Applied,
    /// What it speaks of is not there any more.
    Stale,
    /// It could be about several events, and none was changed.
    Ambiguous,
}

/// An edit with what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Its place in the file.
    pub span: Range<usize>,
    pub outcome: Outcome,
    /// A phrase that names the event.
    pub about: String,
    /// Why it is stale or ambiguous, or how it was found where its id is gone; empty otherwise.
    pub why: String,
}

/// Everything while edits are being applied.
struct Desk<'a> {
    documents: Vec<Analysed>,
    context: &'a Context<'a>,
    problems: Vec<Problem>,
    told: Vec<Told>,
    hidden: BTreeSet<Key>,
}

/// Applies every edit. Without edits the articles come back as they are.
///
/// # Errors
/// Places and dates that cannot be understood, with their places in the file; nothing is applied then.
pub fn apply(
    documents: Vec<Analysed>,
    edits: &Edits,
    context: &Context<'_>,
) -> Result<(Vec<Analysed>, Vec<Told>), Vec<Problem>> {
    let mut desk = Desk { documents, context, problems: Vec::new(), told: Vec::new(), hidden: BTreeSet::new() };
    // What `review` wrote and nobody touched says nothing, and is no concern of anybody when its event is gone.
    let real: Vec<&Edit> = edits.edits.iter().filter(|edit| !edit.is_empty()).collect();
    let targets: Vec<&Target> = real.iter().map(|edit| &edit.target).collect();
    let merged: Vec<&Target> = real.iter().flat_map(|edit| edit.merge.iter().map(|m| &m.value)).collect();
    let own = find(&desk.documents, &targets, context.scope);
    let everywhere: Vec<usize> = (0..desk.documents.len()).collect();
    let mut tellings = find(&desk.documents, &merged, &everywhere).into_iter();
    for (edit, found) in real.iter().zip(own) {
        let merged: Vec<Found> = tellings.by_ref().take(edit.merge.len()).collect();
        match found {
            Found::Event(key, how) => {
                desk.edit(edit, key);
                let why = how.filter(|score| *score < CHANGED).map_or_else(String::new, |score| {
                    let percent = (score * 100.0).round();
                    format!("its sentence changed and has {percent} % of the words; `review` takes up the new one")
                });
                desk.tell(edit.at.0.clone(), Outcome::Applied, &edit.target, why);
                desk.merge(edit, key, merged);
            }
            Found::Stale(why) => desk.tell(edit.at.0.clone(), Outcome::Stale, &edit.target, why),
            Found::Ambiguous(why) => desk.tell(edit.at.0.clone(), Outcome::Ambiguous, &edit.target, why),
        }
    }
    desk.split(&real, &targets);
    desk.remove();
    for add in &edits.adds {
        desk.add(add);
    }
    for document in &mut desk.documents {
        order(document);
    }
    desk.problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
    if desk.problems.is_empty() { Ok((desk.documents, desk.told)) } else { Err(desk.problems) }
}

impl Desk<'_> {
    fn tell(&mut self, span: Range<usize>, outcome: Outcome, target: &Target, why: String) {
        self.told.push(Told { span, outcome, about: target.shown(), why });
    }

    fn edit(&mut self, edit: &Edit, (number, index): Key) {
        let Some(document) = self.documents.get(number) else { return };
        let Some(mut event) = document.events.get(index).cloned() else { return };
        change(document, &mut event, &edit.change, self.context, &mut self.problems);
        let Some(document) = self.documents.get_mut(number) else { return };
        if edit.change != Change::default() {
            document.stated.edited.insert(index);
        }
        if edit.change.label.is_some() {
            document.stated.labelled.insert(index);
        }
        if let Some(rank) = edit.change.order {
            document.stated.order.insert(index, rank);
        }
        if let Some(slot) = document.events.get_mut(index) {
            *slot = event;
        }
        match edit.hide {
            Some(true) => {
                self.hidden.insert((number, index));
                // The happening goes with all its tellings in the article.
                let again = document.events.iter().enumerate().filter(|(_, e)| e.same_as == Some(index));
                self.hidden.extend(again.map(|(at, _)| (number, at)));
            }
            Some(false) => {
                document.stated.keep.insert(index);
            }
            None => {}
        }
    }

    /// Makes the events that an edit names tellings of its own event.
    fn merge(&mut self, edit: &Edit, key: Key, found: Vec<Found>) {
        for (target, found) in edit.merge.iter().zip(found) {
            match found {
                Found::Event(other, _) if other == key => {
                    let why = "an event cannot be merged with itself".to_string();
                    self.tell(target.at.0.clone(), Outcome::Stale, &target.value, why);
                }
                Found::Event(other, _) => self.join(key, other),
                Found::Stale(why) => self.tell(target.at.0.clone(), Outcome::Stale, &target.value, why),
                Found::Ambiguous(why) => self.tell(target.at.0.clone(), Outcome::Ambiguous, &target.value, why),
            }
        }
    }

    fn join(&mut self, key: Key, other: Key) {
        let Some(document) = self.documents.get_mut(other.0) else { return };
        if key.0 != other.0 {
            // Only a first telling stands for its article.
            let root = document.events.get(other.1).and_then(|event| event.same_as).unwrap_or(other.1);
            document.stated.same.insert(root, key);
            return;
        }
        let root_of = |at: usize| document.events.get(at).and_then(|event| event.same_as).unwrap_or(at);
        let roots = [root_of(key.1), root_of(other.1)];
        for (at, event) in document.events.iter_mut().enumerate() {
            if at == key.1 {
                event.same_as = None;
                event.merged_because.clear();
            } else if roots.contains(&at) || event.same_as.is_some_and(|root| roots.contains(&root)) {
                if event.same_as.is_none() || at == other.1 {
                    event.merged_because = vec![BY_EDITOR];
                }
                event.same_as = Some(key.1);
            }
        }
    }

    /// Takes events apart into their tellings, in their article and among the articles.
    fn split(&mut self, edits: &[&Edit], targets: &[&Target]) {
        if !edits.iter().any(|edit| edit.split) {
            return;
        }
        let ties = story::tie(&self.documents);
        let found = find(&self.documents, targets, self.context.scope);
        for (edit, found) in edits.iter().zip(found).filter(|(edit, _)| edit.split) {
            let Found::Event(key, _) = found else { continue };
            let first = ties.root(&self.documents, key);
            let mut apart: Vec<Key> = std::iter::once(first).chain(ties.members(first)).chain([key]).collect();
            let Some(document) = self.documents.get_mut(key.0) else { continue };
            let root = document.events.get(key.1).and_then(|event| event.same_as).unwrap_or(key.1);
            for (at, event) in document.events.iter_mut().enumerate() {
                if at == root || event.same_as == Some(root) {
                    apart.push((key.0, at));
                    event.same_as = None;
                    event.merged_because.clear();
                }
            }
            apart.sort_unstable();
            apart.dedup();
            if apart.len() == 1 {
                let why = "its event is told once, so that there is nothing to split".to_string();
                self.tell(edit.at.0.clone(), Outcome::Stale, &edit.target, why);
                continue;
            }
            for (number, index) in apart {
                if let Some(document) = self.documents.get_mut(number) {
                    document.stated.apart.insert(index);
                    document.stated.keep.insert(index);
                    document.stated.same.remove(&index);
                }
            }
        }
    }

    /// Takes the hidden events out and counts the others anew.
    fn remove(&mut self) {
        if self.hidden.is_empty() {
            return;
        }
        let hidden = std::mem::take(&mut self.hidden);
        let counted = self.documents.iter().enumerate().map(|(number, document)| {
            let mut next = 0;
            let new = (0..document.events.len()).map(|index| {
                let stays = !hidden.contains(&(number, index));
                next += usize::from(stays);
                stays.then(|| next - 1)
            });
            new.collect::<Vec<Option<usize>>>()
        });
        let new: Vec<Vec<Option<usize>>> = counted.collect();
        let at = |(number, index): Key| new.get(number).and_then(|all| all.get(index)).copied().flatten();
        for (number, document) in self.documents.iter_mut().enumerate() {
            let mut index = 0..;
            let mut stays = |_: &Event| index.next().is_some_and(|index| at((number, index)).is_some());
            document.events.retain(&mut stays);
            let mut index = 0..;
            document.ids.retain(|_| index.next().is_some_and(|index| at((number, index)).is_some()));
            for event in &mut document.events {
                event.same_as = event.same_as.and_then(|other| at((number, other)));
                if event.same_as.is_none() {
                    event.merged_because.clear();
                }
                event.relations.retain(|relation| at((number, relation.event)).is_some());
                for relation in &mut event.relations {
                    relation.event = at((number, relation.event)).unwrap_or(relation.event);
                }
            }
            let stated = std::mem::take(&mut document.stated);
            let set = |old: BTreeSet<usize>| old.into_iter().filter_map(|index| at((number, index))).collect();
            document.stated.keep = set(stated.keep);
            document.stated.apart = set(stated.apart);
            document.stated.edited = set(stated.edited);
            document.stated.labelled = set(stated.labelled);
            let order = stated.order.into_iter().filter_map(|(index, rank)| Some((at((number, index))?, rank)));
            document.stated.order = order.collect();
            let same = stated.same.into_iter().filter_map(|(index, to)| Some((at((number, index))?, (to.0, at(to)?))));
            document.stated.same = same.collect();
        }
    }

    fn add(&mut self, add: &Add) {
        let label = add.change.label.clone().unwrap_or_default();
        let about = Target { quote: Some(label.clone()), ..Target::default() };
        let quoted = add.quote.as_deref().map(|quote| self.quoted(quote, add.doc.as_deref()));
        let named = add.doc.as_deref().map(|doc| self.documents.iter().position(|d| d.article.id == doc));
        let why = match (&quoted, named) {
            (_, Some(None)) => "no document has the id that doc names; it joins the first one".to_string(),
            (Some(None), _) => "no sentence of the text is like its quote; it stands without one".to_string(),
            _ => String::new(),
        };
        let outcome = if why.is_empty() { Outcome::Applied } else { Outcome::Stale };
        let place = quoted.flatten();
        let first = self.context.scope.first().copied().unwrap_or(0);
        let number = place.map(|(number, ..)| number).or(named.flatten()).unwrap_or(first);
        let Some(document) = self.documents.get(number) else {
            self.tell(add.at.0.clone(), Outcome::Stale, &about, "there is no article that it could join".to_string());
            return;
        };
        let none = Span::new(0, 0);
        let (sentence, trigger) =
            place.map_or((document.article.sentences.len(), none), |(_, sentence, span)| (sentence, span));
        let mut event = added(label, sentence, trigger);
        event.attribution = add.source.clone().map(|source| Attribution { source, verb: String::new() });
        change(document, &mut event, &add.change, self.context, &mut self.problems);
        let id = id(document, add, &event);
        let Some(document) = self.documents.get_mut(number) else { return };
        let index = document.events.len();
        document.events.push(event);
        document.ids.push(id);
        document.stated.keep.insert(index);
        document.stated.apart.insert(index);
        document.stated.edited.insert(index);
        document.stated.labelled.insert(index);
        if let Some(rank) = add.change.order {
            document.stated.order.insert(index, rank);
        }
        self.tell(add.at.0.clone(), outcome, &about, why);
    }

    /// Document, sentence and span of the sentence that is most like the words.
    fn quoted(&self, quote: &str, doc: Option<&str>) -> Option<(usize, usize, Span)> {
        let wanted = words(quote);
        let mut best: Option<(f64, (usize, usize, Span))> = None;
        for (number, document) in self.documents.iter().enumerate() {
            if doc.is_some_and(|doc| doc != document.article.id) || !self.context.scope.contains(&number) {
                continue;
            }
            for (index, sentence) in document.article.sentences.iter().enumerate() {
                let text = document.article.text.get(sentence.span.start..sentence.span.end).unwrap_or_default();
                let score = likeness(&wanted, &words(text));
                if score >= ALIKE && best.as_ref().is_none_or(|(most, _)| score > *most) {
                    best = Some((score, (number, index, sentence.span)));
                }
            }
        }
        best.map(|(_, place)| place)
    }
}

/// Events of one day with ranks are told to come one before the other, so that no picture says their order is open.
fn order(document: &mut Analysed) {
    let mut days: BTreeMap<NaiveDate, Vec<(i64, usize)>> = BTreeMap::new();
    for (index, rank) in &document.stated.order {
        let first = document.events.get(*index).and_then(|event| event.when.bounds.earliest);
        if let Some(first) = first {
            days.entry(first.day()).or_default().push((*rank, *index));
        }
    }
    for mut ranked in days.into_values() {
        ranked.sort_unstable();
        let all: BTreeSet<usize> = ranked.iter().map(|(_, index)| *index).collect();
        for (_, index) in &ranked {
            if let Some(event) = document.events.get_mut(*index) {
                let timed = |kind: RelationKind| matches!(kind, RelationKind::Before | RelationKind::After);
                event.relations.retain(|relation| !(timed(relation.kind) && all.contains(&relation.event)));
            }
        }
        for pair in ranked.windows(2) {
            let [(earlier_rank, earlier), (later_rank, later)] = pair else { continue };
            if earlier_rank < later_rank
                && let Some(event) = document.events.get_mut(*earlier)
            {
                event.relations.push(Relation {
                    kind: RelationKind::Before,
                    event: *later,
                    why: BY_EDITOR.to_string(),
                });
            }
        }
    }
}

fn added(label: String, sentence: usize, trigger: Span) -> Event {
    Event {
        label,
        category: Category::Other,
        family: "",
        kin: None,
        sentence,
        trigger,
        headline: None,
        when: crate::event::When { basis: Basis::Edit, ..undated() },
        places: Vec::new(),
        who: Vec::new(),
        modality: Modality::Asserted,
        attribution: None,
        negated: false,
        salience: Weighed::editor().sum(),
        weighed: Weighed::editor(),
        cue: None,
        relations: Vec::new(),
        same_as: None,
        merged_because: Vec::new(),
    }
}

/// An id that stays while label and quote do.
fn id(document: &Analysed, add: &Add, event: &Event) -> String {
    let quote = add.quote.as_deref().unwrap_or_default();
    (1_usize..)
        .map(|number| {
            let key = format!("{}\nadd\n{}\n{quote}\n{number}", document.article.id, event.label);
            hash::short(Sha256::new().chain_update(key), ID_BYTES)
        })
        .find(|id| !document.ids.contains(id))
        .unwrap_or_default()
}
