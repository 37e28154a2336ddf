//! One document as schema `linimasa/1`: the records made of what is known of an article.

use super::names::{basis, dct_source, granularity, modality, precision, relation, role, zone_name};
use super::record::{
    ActorRecord, AnchorRecord, AttributionRecord, BoundsRecord, CandidateRecord, DateRecord, Dateline, Dct, Document,
    EventRecord, Events, Offsets, PlaceRecord, Quoted, RelationRecord, Site, SourceRecord, Unresolved, WhenRecord,
    WhereRecord, Zone,
};
use super::short::Short;
use crate::event::Event;
use crate::place::{Candidate, Place, PlaceMention};
use crate::story::Analysed;
use crate::text::{Article, CharIndex, Origin, Span};
use crate::time::{Anchor, Bounds, Dates, Modifier, Timex, TimexKind};
use serde::{Serialize, Serializer};
use serde_json::Map;
use std::sync::Arc;

/// Turns spans of a text into what is written of them.
#[derive(Debug)]
pub(super) struct Writer<'a> {
    text: &'a str,
    index: CharIndex,
}

impl<'a> Writer<'a> {
    fn of(article: &'a Article) -> Self {
        Self { text: article.quotable(), index: CharIndex::new(article.quotable()) }
    }

    fn span(&self, span: Span) -> Offsets {
        Offsets { start: self.index.chars_before(span.start), end: self.index.chars_before(span.end) }
    }

    fn quoted(&self, span: Span) -> Quoted<'a> {
        Quoted { at: self.span(span), text: span.of(self.text) }
    }
}

/// Records that are made one by one while they are written, so that a document never holds all of them.
#[derive(Debug, Clone)]
pub(super) struct Listed<'a, T, R> {
    found: &'a [T],
    writer: Arc<Writer<'a>>,
    record: fn(usize, &'a T, &Writer<'a>) -> R,
}

impl<'a, T, R> Listed<'a, T, R> {
    fn records(&self) -> impl Iterator<Item = R> + '_ {
        self.found.iter().enumerate().map(|(index, found)| (self.record)(index, found, &self.writer))
    }
}

impl<T, R: Serialize> Serialize for Listed<'_, T, R> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.records())
    }
}

/// The events of an article, whose records are made one by one while they are written.
#[derive(Debug, Clone)]
pub(super) struct Told<'a> {
    all: &'a Analysed,
    writer: Arc<Writer<'a>>,
}

impl<'a> Told<'a> {
    pub(super) fn records(self) -> impl Iterator<Item = EventRecord<'a>> {
        (0..self.all.events.len()).filter_map(move |index| event(self.all, index, &self.writer))
    }
}

/// The mirror of everything known of an article.
pub fn document<'a>(all: &'a Analysed) -> Document<'a> {
    let article = &all.article;
    let writer = Arc::new(Writer::of(article));
    let w = &*writer;
    let dct = &all.dates.dct;
    let zone = |zone: &crate::text::Zone| Zone { at: w.span(zone.span), kind: zone_name(zone.kind) };
    let known = |field: &'a Option<String>| field.as_deref().filter(|_| article.origin != Origin::Text);
    Document {
        schema: "linimasa/1",
        id: &article.id,
        title: article.title.as_deref(),
        lang: &article.lang,
        dct: Dct { value: dct.moment.map(Short::moment), source: dct_source(dct.source), confidence: dct.confidence },
        dateline: dateline(all, w),
        zones: article.zones.iter().map(zone).collect(),
        sentences: article.sentences.iter().map(|s| w.span(s.span)).collect(),
        dates: Some(dates(&all.dates, &writer)),
        places: Some(places(&all.places, &writer)),
        events: Some(Events::Known(Told { all, writer: Arc::clone(&writer) })),
        unresolved: unresolved(all, w),
        text: article.origin.is_extracted().then_some(article.text.as_str()),
        url: known(&article.url),
        publisher: known(&article.publisher),
        author: known(&article.byline),
        extra: Map::new(),
        copy_of: None,
    }
}

fn dateline<'a>(all: &'a Analysed, w: &Writer<'a>) -> Option<Dateline<'a>> {
    let line = all.article.dateline.as_ref()?;
    let grounded = all.places.iter().find(|p| line.place.is_some_and(|span| span.overlaps(p.span)));
    Some(Dateline {
        words: w.quoted(line.span),
        place: grounded.and_then(|p| p.place.as_ref()).map(place),
        agency: line.agency.as_deref(),
        date: line.date.map(|span| span.of(w.text)),
    })
}

/// The dates of an article, as `extract` writes them.
pub fn date_records<'a>(article: &'a Article, found: &'a Dates) -> Vec<DateRecord<'a>> {
    dates(found, &Arc::new(Writer::of(article))).records().collect()
}

/// The places of an article, as `extract` writes them.
pub fn place_records<'a>(article: &'a Article, found: &'a [PlaceMention]) -> Vec<PlaceRecord<'a>> {
    places(found, &Arc::new(Writer::of(article))).records().collect()
}

fn dates<'a>(dates: &'a Dates, writer: &Arc<Writer<'a>>) -> Listed<'a, Timex, DateRecord<'a>> {
    Listed { found: &dates.timexes, writer: Arc::clone(writer), record: date }
}

fn date<'a>(index: usize, t: &'a Timex, w: &Writer<'a>) -> DateRecord<'a> {
    let (kind, reference) = match t.anchor {
        Anchor::Explicit => ("explicit", None),
        Anchor::DocumentTime => ("dct", None),
        Anchor::Dateline => ("dateline", None),
        Anchor::Narrative(other) => ("narrative", Some(date_id(other))),
        Anchor::None => ("none", None),
    };
    DateRecord {
        id: date_id(index),
        words: w.quoted(t.span),
        kind: match t.kind {
            TimexKind::Date => "DATE",
            TimexKind::Time => "TIME",
            TimexKind::Duration => "DURATION",
            TimexKind::Set => "SET",
        },
        value: &t.value,
        modifier: t.modifier.map(Modifier::timex),
        zone: t.zone.as_deref(),
        edtf: t.edtf.as_deref(),
        bounds: t.bounds.map(bounds),
        granularity: granularity(t.granularity),
        anchor: AnchorRecord { kind, reference },
        rule: &t.rule,
        confidence: rounded(t.confidence),
        flags: &t.flags,
        alternatives: &t.alternatives,
    }
}

fn bounds(bounds: Bounds) -> BoundsRecord {
    BoundsRecord { earliest: bounds.earliest.map(Short::moment), latest: bounds.latest.map(Short::moment) }
}

fn date_id(index: usize) -> Short {
    Short::id(b't', index)
}

fn place_id(index: usize) -> Short {
    Short::id(b'p', index)
}

fn places<'a>(found: &'a [PlaceMention], writer: &Arc<Writer<'a>>) -> Listed<'a, PlaceMention, PlaceRecord<'a>> {
    Listed { found, writer: Arc::clone(writer), record: mention }
}

fn mention<'a>(index: usize, m: &'a PlaceMention, w: &Writer<'a>) -> PlaceRecord<'a> {
    let evidence = m.candidates.first().map(|c| c.evidence.iter().map(|e| e.name).collect());
    PlaceRecord {
        id: place_id(index),
        words: w.quoted(m.span),
        role: role(m.role),
        precision: precision(m.precision),
        place: m.place.as_ref().map(place),
        confidence: rounded(m.confidence),
        evidence: evidence.unwrap_or_default(),
        candidates: m.candidates.iter().map(candidate).collect(),
    }
}

fn candidate(c: &Candidate) -> CandidateRecord<'_> {
    CandidateRecord {
        id: &c.place.id,
        name: &c.place.name_id,
        lat: c.place.point.map(|p| p.y()),
        lon: c.place.point.map(|p| p.x()),
        score: rounded(c.score),
    }
}

fn event<'a>(all: &'a Analysed, index: usize, w: &Writer<'a>) -> Option<EventRecord<'a>> {
    let e: &'a Event = all.events.get(index)?;
    let named = |index: usize| all.ids.get(index).map(String::as_str);
    let told = || all.article.sentences.get(e.sentence).map_or(e.trigger, |s| s.span);
    let sentence = e.headline.unwrap_or_else(told);
    let site = |site: &'a crate::event::Where| WhereRecord {
        mention: all.places.get(site.mention).map(|_| place_id(site.mention)),
        place: place(&site.place),
        precision: precision(site.precision),
        role: role(site.role),
        basis: basis(site.basis),
    };
    let clocks = e.when.clocks.as_ref();
    let related =
        |r: &'a crate::event::Relation| RelationRecord { kind: relation(r.kind), event: named(r.event), why: &r.why };
    Some(EventRecord {
        id: named(index),
        label: &e.label,
        category: e.category.name(),
        sentence: w.span(sentence),
        trigger: w.quoted(e.trigger),
        when: WhenRecord {
            bounds: bounds(e.when.bounds),
            edtf: e.when.edtf.as_deref(),
            granularity: granularity(e.when.granularity),
            basis: basis(e.when.basis),
            date: e.when.timex.map(date_id),
            zone: clocks.map(|c| c.offset.as_str()),
            zone_name: clocks.and_then(|c| c.name.as_deref()),
            timezone: clocks.and_then(|c| c.timezone.as_deref()),
        },
        sites: e.places.iter().map(site).collect(),
        who: e.who.iter().map(|a| ActorRecord { name: &a.name, role: a.role }).collect(),
        modality: modality(e.modality),
        attribution: e.attribution.as_ref().map(|a| AttributionRecord { source: &a.source, verb: &a.verb }),
        negated: e.negated,
        salience: rounded(e.salience),
        relations: e.relations.iter().map(related).collect(),
        sources: vec![SourceRecord { doc: &all.article.id, at: w.span(sentence), quote: sentence.of(w.text) }],
        same_as: e.same_as.and_then(named).into_iter().collect(),
        merged_because: e.merged_because.clone(),
        conflicts: Vec::new(),
    })
}

fn unresolved<'a>(all: &'a Analysed, w: &Writer<'a>) -> Vec<Unresolved<'a>> {
    let written = all.places.iter().filter_map(|mention| {
        let why = mention.unresolved.as_deref()?;
        Some(Unresolved { what: "place", words: w.quoted(mention.span), why })
    });
    written.collect()
}

/// A place as every report writes it.
fn place(p: &Place) -> Site<'_> {
    Site {
        id: &p.id,
        name: &p.name_id,
        lat: p.point.map(|q| q.y()),
        lon: p.point.map(|q| q.x()),
        class: p.class.name(),
        country: p.country.as_deref(),
        admin1: p.admin1.as_deref(),
        approximate: p.approximate,
        label_point: p.label_point.map(|label| [label.x(), label.y()]),
    }
}

/// Four decimals are enough for a score, and keep the bytes the same on every machine.
fn rounded(score: f64) -> f64 {
    (score * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::place;
    use crate::place::Gazetteer;

    #[test]
    fn a_borrowed_point_is_told_in_every_place() {
        for (name, approximate) in [("Gunung Singgalang", true), ("Gunung Pangrango", false), ("Jakarta", false)] {
            let found = Gazetteer::bundled().show(name).expect("a place");
            assert_eq!(place(&found).approximate, approximate, "{name}");
        }
    }
}
