//! Article to place mentions.

use super::lexicon::Cue;
use super::{Candidate, Evidence, Gazetteer, PlaceClass, PlaceLexicon, PlaceMention, Precision, Role};
use crate::error::Diagnostic;
use crate::text::{Article, Span, ZoneKind};

const PRIMARY: f64 = 2.0;
const COUNTRY: f64 = 3.0;
const TYPE_CUE: f64 = 4.0;

/// Finds and grounds every toponym, in text order, outermost mentions only.
pub fn resolve(a: &Article, gazetteer: &Gazetteer, lexicon: &PlaceLexicon) -> (Vec<PlaceMention>, Vec<Diagnostic>) {
    let words: Vec<Span> = words(&a.text);
    let text: Vec<&str> = words.iter().map(|w| w.of(&a.text)).collect();
    let mut out = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let zone = a.zone_at(words[i].start);
        let capital = text[i].chars().next().is_some_and(char::is_uppercase);
        if !capital || !matches!(zone, None | Some(ZoneKind::Title | ZoneKind::Dateline)) {
            i += 1;
            continue;
        }
        if lexicon.heads.contains(text[i]) || is_person(&text[i..], lexicon) {
            i += 1 + text[i + 1..].iter().take_while(|w| w.starts_with(char::is_uppercase)).count();
            continue;
        }
        let cue = i.checked_sub(1).and_then(|p| lexicon.cues.get(&text[p].to_lowercase()).copied());
        let class = lexicon.types.get(&text[i].to_lowercase()).copied();
        let near = &text[i..text.len().min(i + 6)];
        let whole = gazetteer.longest(near).map(|(n, e)| (n, e, None));
        let found = whole.or_else(|| gazetteer.longest(class.and(near.get(1..))?).map(|(n, e)| (n + 1, e, class)));
        let Some((n, entries, class)) = found else {
            i += 1;
            continue;
        };
        let mut candidates: Vec<Candidate> = Vec::new();
        for e in entries {
            let weak = e.needs_evidence || lexicon.common.contains(&text[i].to_lowercase());
            let small = e.capitals_only && text[i].chars().any(char::is_lowercase);
            if let Some(place) = gazetteer.place(e.row).filter(|_| !(small || weak && cue.is_none())) {
                let mut evidence = vec![("population", (place.population as f64 + 1.0).log10())];
                evidence.extend(e.primary.then_some(("exact-name", PRIMARY)));
                evidence.extend((place.class == PlaceClass::Country).then_some(("admin-rank", COUNTRY)));
                evidence.extend((class == Some(place.class)).then_some(("type-cue", TYPE_CUE)));
                let evidence: Vec<_> = evidence.into_iter().map(|(name, weight)| Evidence { name, weight }).collect();
                candidates.push(Candidate { place, score: evidence.iter().map(|e| e.weight).sum(), evidence });
            }
        }
        candidates.sort_by(|x, y| y.score.total_cmp(&x.score));
        let end = (i + n.max(1)).min(words.len());
        if let Some(best) = candidates.first().map(|c| c.place.clone()) {
            let span = Span::new(words[i].start, words[end - 1].end);
            let dateline = a.dateline.as_ref().and_then(|d| d.place).is_some_and(|d| d.overlaps(span));
            let role = match cue {
                _ if dateline => Role::Dateline,
                _ if best.class == PlaceClass::Bloc => Role::Bloc,
                Some(Cue::Location) => Role::EventSite,
                Some(Cue::Origin) => Role::Origin,
                Some(Cue::Destination) => Role::Destination,
                Some(Cue::Container) => Role::Container,
                Some(Cue::Affiliation) => Role::Affiliation,
                Some(Cue::Agent) => Role::Metonym,
                _ => Role::Background,
            };
            let precision: Precision = best.class.precision();
            let place = Some(best);
            out.push(PlaceMention { span, role, precision, place, confidence: 0.6, candidates, unresolved: None });
            i = end.max(i + 1);
        } else {
            i += 1;
        }
    }
    (out, Vec::new())
}

fn words(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric() || c == '\'') {
            (None, true) => start = Some(at),
            (Some(s), false) => {
                out.push(Span::new(s, at));
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// Whether a title or a known name opens a run of capitalised words with another known name.
fn is_person(words: &[&str], lexicon: &PlaceLexicon) -> bool {
    let [first, second, ..] = words else { return false };
    let opens = lexicon.persons.contains(*first) || lexicon.titles.contains(&first.to_lowercase());
    opens && lexicon.persons.contains(*second)
}
