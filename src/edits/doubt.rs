//! What is doubtful about an event, and how else it could be understood.

use super::date;
use super::model::{MODALITIES, modality_name, role_name};
use super::place::described;
use super::print::string;
use crate::event::{Basis, Category, Event, Modality, Where};
use crate::place::PlaceMention;
use crate::story::Analysed;
use crate::text::Span;
use crate::time::{self, Moment, Timex};
use std::collections::BTreeSet;

/// Confidence below which a date is worth a look.
const SURE_DATE: f64 = 0.7;
/// Confidence below which a place is worth a look.
const SURE_PLACE: f64 = 0.6;
/// Other readings of one thing that are offered.
const OFFERED: usize = 4;

/// One line ready to uncomment: a key, its value, and a remark.
pub(super) struct Offer {
    pub key: &'static str,
    pub value: String,
    pub remark: String,
}

impl Offer {
    fn new(key: &'static str, value: String, remark: impl Into<String>) -> Self {
        Self { key, value, remark: remark.into() }
    }
}

fn words(document: &Analysed, span: Span) -> String {
    super::print::comment(document.article.text.get(span.start..span.end).unwrap_or_default())
}

/// The sentence that tells an event, or the headline where that does.
pub(super) fn sentence(document: &Analysed, event: &Event) -> Option<Span> {
    event.headline.or_else(|| document.article.sentences.get(event.sentence).map(|s| s.span))
}

fn timex<'a>(document: &'a Analysed, event: &Event) -> Option<&'a Timex> {
    document.dates.timexes.get(event.when.timex?)
}

fn mention<'a>(document: &'a Analysed, site: &Where) -> Option<&'a PlaceMention> {
    document.places.get(site.mention)
}

/// Why somebody should look at the event; nothing where all of it was read in so many words.
pub(super) fn doubts(document: &Analysed, event: &Event) -> Vec<String> {
    let mut out = Vec::new();
    match event.when.basis {
        Basis::Lead => out.push("its date is taken over from the lead".to_string()),
        Basis::Previous => out.push("its date is taken over from an earlier sentence".to_string()),
        Basis::Dct => out.push("no date was read for it".to_string()),
        Basis::Own | Basis::Clause | Basis::Edit => {}
    }
    if let Some(timex) = timex(document, event) {
        let text = words(document, timex.span);
        if timex.confidence < SURE_DATE {
            out.push(format!("its date {text:?} is not sure ({:.2})", timex.confidence));
        }
        out.extend(timex.flags.iter().map(|flag| format!("its date {text:?} is flagged {flag}")));
    }
    if event.places.is_empty() {
        out.push("no place was read for it".to_string());
    }
    for site in &event.places {
        let name = &site.place.name_id;
        match site.basis {
            Basis::Lead => out.push(format!("its place {name} is taken over from the lead")),
            Basis::Previous => out.push(format!("its place {name} is taken over from an earlier sentence")),
            _ => {}
        }
        if mention(document, site).is_some_and(|mention| mention.confidence < SURE_PLACE) {
            out.push(format!("its place {name} is not sure"));
        }
    }
    if let Some(span) = sentence(document, event) {
        let lost = document.places.iter().filter(|mention| span.contains(mention.span));
        out.extend(lost.filter_map(|mention| {
            let why = mention.unresolved.as_ref()?;
            Some(format!("{:?} could not be placed: {why}", words(document, mention.span)))
        }));
    }
    out
}

fn moment(moment: Moment) -> String {
    match moment {
        Moment::Day(day) => day.format("%Y-%m-%d").to_string(),
        Moment::Minute(minute) => minute.format("%Y-%m-%dT%H:%M").to_string(),
    }
}

/// The date as an edit would write it; `none` where nothing is known.
pub(super) fn written_date(event: &Event) -> String {
    let own =
        event.when.edtf.clone().filter(|edtf| date::read(edtf).is_some_and(|read| read.bounds == event.when.bounds));
    own.unwrap_or_else(|| {
        let side = |side: Option<Moment>| side.map_or("..".to_string(), moment);
        match (event.when.bounds.earliest, event.when.bounds.latest) {
            (None, None) => "none".to_string(),
            (Some(from), Some(to)) if from == to => moment(from),
            (from, to) => format!("{}/{}", side(from), side(to)),
        }
    })
}

/// What was understood and why, a line each.
pub(super) fn understood(document: &Analysed, event: &Event) -> Vec<String> {
    let mut out = Vec::new();
    let from = match event.when.basis {
        Basis::Own => "in its own clause",
        Basis::Clause => "in another clause of its sentence",
        Basis::Lead => "taken over from the lead",
        Basis::Previous => "taken over from an earlier sentence",
        Basis::Dct => "not read: one side is open",
        Basis::Edit => "written by an editor",
    };
    let mut date = format!("Date: {}, {from}", written_date(event));
    if let Some(timex) = timex(document, event) {
        let why = time::explain(timex, &document.dates, &document.article.text);
        date.push_str(&format!("; the words {:?}. {why}", words(document, timex.span)));
    }
    out.push(date);
    for site in &event.places {
        let from = match site.basis {
            Basis::Own => "named in its sentence",
            Basis::Clause => "named in another clause",
            Basis::Lead => "taken over from the lead",
            Basis::Previous => "taken over from an earlier sentence",
            Basis::Dct | Basis::Edit => "not read",
        };
        let mut place = format!("Place: {}, {}, {from}", site.place.name_id, role_name(site.role));
        if let Some(mention) = mention(document, site) {
            let evidence = mention.candidates.iter().find(|c| c.place.id == site.place.id);
            let evidence: Vec<&str> = evidence.into_iter().flat_map(|c| &c.evidence).map(|e| e.name).collect();
            place.push_str(&format!("; the words {:?} ({})", words(document, mention.span), evidence.join(", ")));
        }
        out.push(place);
    }
    if event.places.is_empty() {
        out.push("Place: none".to_string());
    }
    let negated = if event.negated { ", negated" } else { "" };
    let who: Vec<&str> = event.who.iter().map(|actor| actor.name.as_str()).collect();
    let who = if who.is_empty() { "nobody named".to_string() } else { who.join(", ") };
    out.push(format!("Kind: {}, {}{negated}; who: {who}", event.category.name(), modality_name(event.modality)));
    out
}

/// Lines ready to uncomment: first what was understood, then what else it could be.
pub(super) fn offers(document: &Analysed, index: usize) -> Vec<Offer> {
    let Some(event) = document.events.get(index) else { return Vec::new() };
    let mut out = Vec::new();
    dates(document, event, &mut out);
    places(document, event, &mut out);
    out.push(Offer::new("label", string(&event.label), ""));
    let others = |names: Vec<&'static str>, own: &str| {
        names.into_iter().filter(|name| *name != own).collect::<Vec<_>>().join(", ")
    };
    let category = event.category.name();
    let names = Category::ALL.iter().map(|category| category.name()).collect();
    out.push(Offer::new("category", string(category), format!("or {}", others(names, category))));
    let modality = modality_name(event.modality);
    let names = MODALITIES.iter().map(|(name, _)| *name).collect();
    out.push(Offer::new("modality", string(modality), format!("or {}", others(names, modality))));
    let who: Vec<String> = event.who.iter().map(|actor| string(&actor.name)).collect();
    out.push(Offer::new("who", format!("[{}]", who.join(", ")), ""));
    merges(document, index, &mut out);
    let day = |event: &Event| event.when.bounds.earliest.map(Moment::day);
    let others = document.events.iter().filter(|other| other.same_as.is_none() && day(other) == day(event)).count();
    if day(event).is_some() && others > 1 {
        out.push(Offer::new("order", "1".to_string(), format!("its rank among the {others} of its day")));
    }
    out.push(Offer::new("hide", "true".to_string(), "not an event, or not worth showing"));
    out
}

fn dates(document: &Analysed, event: &Event, out: &mut Vec<Offer>) {
    let now = written_date(event);
    let mut seen = BTreeSet::from([now.clone()]);
    out.push(Offer::new("date", string(&now), "as understood"));
    let mut offer = |value: &str, remark: String| {
        if date::read(value).is_some() && seen.len() <= OFFERED && seen.insert(value.to_string()) {
            out.push(Offer::new("date", string(value), remark));
        }
    };
    if let Some(timex) = timex(document, event) {
        for other in &timex.alternatives {
            offer(other, format!("another reading of {:?}", words(document, timex.span)));
        }
    }
    if let Some(span) = sentence(document, event) {
        for timex in document.dates.timexes.iter().filter(|timex| span.contains(timex.span)) {
            let value = timex.edtf.as_deref().unwrap_or(&timex.value);
            offer(value, format!("{:?} in its sentence", words(document, timex.span)));
        }
    }
    if matches!(event.when.basis, Basis::Lead | Basis::Previous | Basis::Dct)
        && let Some(day) = document.dates.dct.moment
    {
        offer(&moment(Moment::Day(day.day())), "the day of writing".to_string());
    }
}

fn places(document: &Analysed, event: &Event, out: &mut Vec<Offer>) {
    let mut seen = BTreeSet::new();
    let site = event.places.first();
    let mut role = None;
    if let Some(site) = site {
        seen.insert(site.place.id.clone());
        let remark = format!("{}, as understood", site.place.name_id);
        out.push(Offer::new("place", string(&site.place.id), remark));
        if event.places.len() == 1 {
            role = Some(role_name(site.role));
        }
    }
    let span = sentence(document, event);
    let here = document.places.iter().filter(|mention| span.is_some_and(|span| span.contains(mention.span)));
    let own = site.and_then(|site| mention(document, site));
    for mention in own.into_iter().chain(here) {
        let chosen = mention.place.iter().chain(mention.candidates.iter().map(|c| &c.place));
        for place in chosen {
            if seen.len() <= OFFERED && seen.insert(place.id.clone()) {
                let remark = format!("{}: {}", place.name_id, described(place));
                out.push(Offer::new("place", string(&place.id), remark));
            }
        }
    }
    let remark =
        if site.is_none() { "a name, an id or { name = \"…\", lat = …, lon = … }" } else { "no place at all" };
    out.push(Offer::new("place", string("none"), remark));
    if let Some(role) = role {
        let others = ["event-site", "origin", "destination", "container", "background"];
        let others: Vec<&str> = others.into_iter().filter(|other| *other != role).collect();
        out.push(Offer::new("role", string(role), format!("or {}", others.join(", "))));
    }
}

/// Events of the same kind at the same time, which may be this one told again; and the way back from a merge.
fn merges(document: &Analysed, index: usize, out: &mut Vec<Offer>) {
    let Some(event) = document.events.get(index) else { return };
    let id = |at: usize| document.ids.get(at).map_or("", String::as_str);
    let alike = document.events.iter().enumerate().filter(|(at, other)| {
        let certain = |e: &Event| matches!(e.modality, Modality::Asserted | Modality::Background);
        *at > index
            && other.same_as.is_none()
            && other.category == event.category
            && other.when.bounds == event.when.bounds
            && event.when.bounds.earliest.is_some()
            && certain(other) == certain(event)
    });
    for (at, other) in alike.take(2) {
        out.push(Offer::new("merge", format!("[{}]", string(id(at))), format!("if it is one with: {}", other.label)));
    }
    let again = document.events.iter().filter(|other| other.same_as == Some(index)).count();
    if again > 0 {
        out.push(Offer::new("split", "true".to_string(), format!("take it apart into its {} tellings", again + 1)));
    }
}
