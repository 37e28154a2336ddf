//! The headline serves the event that it tells of.

use super::clause::Clauses;
use super::label::LONGEST;
use super::relate::Told;
use super::triggers::{self, Hit};
use super::{Basis, Event, EventLexicon, Where};
use crate::place::{PlaceMention, Role};
use crate::text::{Article, Span, ZoneKind};
use std::collections::BTreeSet;

/// Share of the headline's words that the sentence must hold.
const SHARED: f64 = 0.4;
/// What it is worth that an event is of a kind that the headline names, but not as what happened.
const ASIDE: f64 = 0.3;
/// Sentences at the start among which the headline's event stands.
const AMONG: usize = 6;

/// The event that the title tells of, and whether the title can be its label.
pub(super) fn find(
    title: Option<&str>,
    events: &[Event],
    told: &[Told<'_>],
    lexicon: &EventLexicon,
) -> Option<(usize, bool)> {
    let title = title?.trim();
    let lower: Vec<String> = words(title);
    let content: BTreeSet<&str> = lower.iter().map(String::as_str).filter(|w| !lexicon.function.contains(*w)).collect();
    let triggers = || lower.iter().filter_map(|w| lexicon.triggers.get(w.as_str()));
    let families: BTreeSet<&str> = triggers().map(|t| t.family).collect();
    // `Polisi Tangkap Pelaku Pembobolan`: the first verb tells, the others say of whom. A form that only headlines have is
    // one for sure, while a root may be a noun (`Banjir Rendam Demak`).
    let root = |t: &&super::lexicon::Trigger| lower.iter().any(|w| w == t.family);
    let main = triggers()
        .find(|t| !t.noun && t.weight == 0)
        .or_else(|| triggers().find(|t| !t.noun && !root(t)))
        .or_else(|| triggers().find(|t| !t.noun))
        .map(|t| t.family);
    let within = |i: &usize| events.get(*i).is_some_and(|e| e.sentence < AMONG);
    // `Banjir Bandang Rendam 40 Rumah`: what the flood does is told by other verbs too, and it is the same flood.
    let acting = lower.first().and_then(|w| lexicon.triggers.get(w.as_str())).map(|t| t.family);
    let is_main = |index: usize, hit: &Hit| {
        let kin = events.get(index).and_then(|event| event.kin);
        let noun = Some(hit.trigger.family).filter(|_| hit.trigger.noun);
        !hit.speech && (main == Some(hit.trigger.family) || acting.is_some() && (kin == acting || noun == acting))
    };
    let mains = (0..events.len()).filter(within).any(|i| told.get(i).is_some_and(|told| is_main(i, told.hit)));
    let score = |index: usize| {
        let &Told { clauses, hit } = told.get(index)?;
        let here = |word: &&&str| clauses.tokens.iter().any(|t| t.lower == **word && !t.quoted);
        let shared = content.iter().filter(here).count() as f64 / content.len().max(1) as f64;
        let main = is_main(index, hit);
        let family = !hit.speech && (families.contains(hit.trigger.family) || main);
        let kin = f64::from(u8::from(family)) * if mains && !main { ASIDE } else { 1.0 };
        (shared >= SHARED || family && shared > SHARED / 2.0).then_some(shared + kin)
    };
    let best = (0..events.len()).filter(within).filter_map(|i| Some((i, score(i)?)));
    let (index, score) = best.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    // A question, a quotation or a cry tells of no happening by itself.
    let plain = !title.contains(['?', '!', '"', '“', '\'', '‘', ':']) && title.chars().count() <= LONGEST;
    Some((index, plain && score > 1.0))
}

/// Where the text itself holds its headline.
pub(super) fn line(article: &Article) -> Option<Span> {
    article.zones.iter().find(|zone| zone.kind == ZoneKind::Title).map(|zone| zone.span)
}

/// The event of the headline that `clauses` holds: the one that the first sentences tell, told once more. A headline
/// that no sentence bears out tells of nothing that could be dated.
pub(super) fn retold(
    clauses: &Clauses<'_>,
    events: &[Event],
    told: &[Told<'_>],
    titled: Option<usize>,
) -> Option<Event> {
    let hits = triggers::headline(clauses);
    let among = |i: &usize| events.get(*i).is_some_and(|e| e.sentence < AMONG);
    let kin = |hit: &Hit| {
        (0..told.len())
            .filter(among)
            .find(|&i| !hit.trigger.family.is_empty() && told[i].hit.trigger.family == hit.trigger.family)
    };
    let index = titled.or_else(|| hits.iter().find_map(kin))?;
    let hit = hits.iter().find(|hit| kin(hit) == Some(index)).or(hits.first())?;
    let (first, last) = (clauses.tokens.get(hit.token)?.span, clauses.tokens.get(hit.last)?.span);
    let event = events.get(index)?.clone();
    Some(Event {
        trigger: Span::new(first.start, last.end),
        headline: Some(clauses.span),
        relations: Vec::new(),
        same_as: Some(event.same_as.unwrap_or(index)),
        merged_because: vec!["told by the headline"],
        ..event
    })
}

/// The site that the title names for the event it tells of, or what holds one that no gazetteer has (`Jembatan Gantung di
/// Lebak Putus`).
pub(super) fn site(article: &Article, places: &[PlaceMention]) -> Option<Where> {
    let zone = article.zones.iter().find(|zone| zone.kind == ZoneKind::Title)?.span;
    let within: Vec<(usize, &PlaceMention)> =
        places.iter().enumerate().filter(|(_, place)| zone.contains(place.span)).collect();
    let known = within.iter().filter(|(_, place)| place.role == Role::EventSite && place.place.is_some());
    let unknown =
        |place: &PlaceMention| place.place.is_none() && matches!(place.role, Role::EventSite | Role::Background);
    let held = within.windows(2).find_map(|pair| match pair {
        [(_, site), holder] if unknown(site) && holder.1.role == Role::Container => Some(holder),
        _ => None,
    });
    let (mention, found) = known.min_by_key(|(_, place)| place.precision).or(held)?;
    let (role, basis) = (Role::EventSite, Basis::Lead);
    Some(Where { mention: *mention, place: found.place.clone()?, precision: found.precision, role, basis })
}

fn words(text: &str) -> Vec<String> {
    let split = text.split(|c: char| !c.is_alphanumeric() && c != '-');
    split.filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}
