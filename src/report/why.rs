//! One event explained in sentences: every reading with the words or the rule behind it.

use super::join::Told;
use super::list::when;
use super::names::{modality, precision, role};
use super::short::moment;
use crate::event::{Basis, Event, Modality, Where};
use crate::story::{Analysed, Key};
use crate::text::Span;
use crate::time;
use std::fmt::Write;

/// The event of an id or of the beginning of one, if no other id begins so.
pub fn find(told: &Told<'_>, id: &str) -> Option<Key> {
    let exact = told.all().find(|key| told.id(*key) == Some(id));
    exact.or_else(|| {
        let mut begun = told.all().filter(|key| told.id(*key).is_some_and(|known| known.starts_with(id)));
        let found = begun.next().filter(|_| !id.is_empty())?;
        begun.next().is_none().then_some(found)
    })
}

/// Explains one event; empty where there is no such event.
pub fn why(told: &Told<'_>, key: Key) -> String {
    let Some(document) = told.documents.get(key.0) else { return String::new() };
    let Some(event) = document.events.get(key.1) else { return String::new() };
    let id = told.id(key).unwrap_or_default();
    let mut out = format!("{id}  {}\n", event.label);
    let _ = writeln!(out, "Sentence: \"{}\" ({}).", flat(told.quote(key)), told.document_id(key));
    let line = |out: &mut String, text: String| out.push_str(&format!("{text}\n"));
    line(&mut out, trigger(document, event));
    line(&mut out, date(document, event));
    if event.places.is_empty() {
        line(&mut out, "Place: none, because neither its sentence nor the scene it belongs to names one.".to_string());
    }
    for site in &event.places {
        line(&mut out, place(document, site));
    }
    line(&mut out, certainty(document, event));
    if let Some(attribution) = &event.attribution {
        let verb = &attribution.verb;
        let verb = if verb.is_empty() { String::new() } else { format!(" (\"{verb}\")") };
        line(&mut out, format!("Attribution: {} says it{verb}.", attribution.source));
    }
    for relation in &event.relations {
        let other = told.id((key.0, relation.event)).unwrap_or_default();
        let kind = super::names::relation(relation.kind);
        line(&mut out, format!("Relation: {kind} {other}, because the text says \"{}\".", relation.why));
    }
    line(&mut out, salience(event));
    merges(&mut out, told, key, event);
    out
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(document: &Analysed, span: Span) -> String {
    flat(document.article.text.get(span.start..span.end).unwrap_or_default())
}

fn trigger(document: &Analysed, event: &Event) -> String {
    let word = words(document, event.trigger);
    let kind = event.category.name();
    match (event.family, event.kin) {
        ("", _) => format!("Trigger: \"{word}\" says that somebody spoke or acted by words; category {kind}."),
        (family, Some(kin)) if kin != family => {
            format!("Trigger: \"{word}\" (root {family}), with {kin} as what acts; category {kind}.")
        }
        (family, _) => format!("Trigger: \"{word}\" (root {family}); category {kind}."),
    }
}

fn date(document: &Analysed, event: &Event) -> String {
    let read = event.when.timex.and_then(|at| document.dates.timexes.get(at));
    let from = match event.when.basis {
        Basis::Own => "read in its own clause",
        Basis::Clause => "read in another clause of its sentence",
        Basis::Lead => "taken over from the lead",
        Basis::Previous => "taken over from an earlier sentence",
        Basis::Dct => "not read anywhere: one side stays open, the other is the day of writing or of the story",
        Basis::Edit => "written by an editor",
    };
    let mut out = format!("Date: {}; {from}.", when(&event.when));
    if let Some(timex) = read {
        let _ = write!(
            out,
            " The words \"{}\" by rule {}: {}",
            words(document, timex.span),
            timex.rule,
            time::explain(timex, &document.dates, &document.article.text)
        );
    }
    out
}

fn place(document: &Analysed, site: &Where) -> String {
    let from = match site.basis {
        Basis::Own => "named in its sentence",
        Basis::Clause => "named in another clause of its sentence",
        Basis::Lead => "taken over from the lead",
        Basis::Previous => "taken over from an earlier sentence",
        Basis::Dct => "not read",
        Basis::Edit => "written by an editor",
    };
    let mut out = format!(
        "Place: {} ({}) at {} precision as {}; {from}.",
        site.place.name_id,
        site.place.id,
        precision(site.precision),
        role(site.role)
    );
    if let Some(mention) = document.places.get(site.mention) {
        let chosen = mention.candidates.iter().find(|c| c.place.id == site.place.id);
        let evidence: Vec<&str> = chosen.iter().flat_map(|c| &c.evidence).map(|e| e.name).collect();
        let told = if evidence.is_empty() { "the name alone".to_string() } else { evidence.join(", ") };
        let _ = write!(out, " The words \"{}\"; evidence: {told}.", words(document, mention.span));
    }
    out
}

fn certainty(document: &Analysed, event: &Event) -> String {
    let cue = event.cue.map(|span| words(document, span));
    let negated = if event.negated { ", negated" } else { "" };
    let because = match (cue, event.modality) {
        (Some(cue), _) => format!("because of \"{cue}\""),
        (None, Modality::Asserted) => "no word in its clause makes it less than told as a fact".to_string(),
        (None, Modality::Background) => "because it lies before the story and is told in passing".to_string(),
        (None, Modality::Planned) => "because it is an aim or its date lies after the day of writing".to_string(),
        (None, _) => "because of how its source puts it".to_string(),
    };
    format!("Certainty: {}{negated}; {because}.", modality(event.modality))
}

fn salience(event: &Event) -> String {
    let parts: Vec<String> = event.weighed.parts().map(|(name, weight)| format!("{weight:+.2} {name}")).collect();
    format!("Salience: {:.2} = {}.", event.salience, parts.join(", "))
}

fn merges(out: &mut String, told: &Told<'_>, key: Key, event: &Event) {
    if let Some(first) = event.same_as {
        let id = told.id((key.0, first)).unwrap_or_default();
        let _ = writeln!(out, "Merged with {id} of the same article, because: {}.", event.merged_because.join(", "));
    }
    if let Some((first, why)) = told.ties.tie(key) {
        let (id, source) = (told.id(first).unwrap_or_default(), told.document_id(first));
        let _ = writeln!(out, "Merged with {id} of {source}, because: {}.", why.join(", "));
    }
    for member in told.ties.members(key) {
        let why = told.ties.tie(member).map(|(_, why)| why.join(", ")).unwrap_or_default();
        let (id, source) = (told.id(member).unwrap_or_default(), told.document_id(member));
        let _ = writeln!(out, "Told again by {id} of {source}: {why}.");
    }
    for conflict in told.conflicts.get(&key).into_iter().flatten() {
        for claim in &conflict.claims {
            let time = claim.time.map(moment);
            let source = told.document_id((claim.document, 0));
            let day = time.unwrap_or_else(|| "undated".to_string());
            let _ = writeln!(out, "Figures differ ({}): {} in {source}, {day}.", conflict.about, claim.value);
        }
    }
    if event.same_as.is_none() && told.ties.tie(key).is_none() && told.ties.members(key).next().is_none() {
        out.push_str("Merges: none.\n");
    }
}
