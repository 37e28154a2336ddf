//! Dates and places for events: their own, or inherited with the basis stated.

use super::{Basis, Category, Modality, When, Where};
use crate::place::{Gazetteer, PlaceMention, Precision, Role};
use crate::text::{Article, Span};
use crate::time::{Bounds, Dates, Granularity, Timex, TimexKind};

/// Whether an expression can be the date of an event: on a calendar, and no duration, set or vague word.
fn usable(timex: &Timex) -> bool {
    matches!(timex.kind, TimexKind::Date | TimexKind::Time)
        && timex.bounds.is_some()
        && timex.granularity != Granularity::Vague
        && !timex.value.ends_with("_REF")
}

/// The date that the first sentences give to the story.
pub(super) fn lead_date(article: &Article, dates: &Dates) -> Option<usize> {
    article.sentences.iter().take(3).find_map(|sentence| {
        dates
            .timexes
            .iter()
            .position(|t| usable(t) && t.granularity <= Granularity::Week && sentence.span.contains(t.span))
    })
}

fn read(dates: &Dates, index: usize, basis: Basis) -> When {
    let timex = &dates.timexes[index];
    When {
        bounds: timex.bounds.unwrap_or_default(),
        edtf: timex.edtf.clone(),
        granularity: timex.granularity,
        basis,
        timex: Some(index),
    }
}

/// The date of an event in `sentence` whose clause is `clause`.
pub(super) fn when(
    dates: &Dates,
    sentence: Span,
    clause: Span,
    trigger: Span,
    modality: Modality,
    lead: Option<usize>,
) -> When {
    let own = (dates.timexes.iter().enumerate())
        .filter(|(_, t)| usable(t) && sentence.contains(t.span))
        .min_by_key(|(_, t)| (!clause.contains(t.span), t.span.start.abs_diff(trigger.start)));
    if let Some((index, timex)) = own {
        return read(dates, index, if clause.contains(timex.span) { Basis::Own } else { Basis::Clause });
    }
    let open = matches!(modality, Modality::Planned | Modality::ReportedPossible);
    if let (false, Some(index)) = (open, lead) {
        return read(dates, index, Basis::Lead);
    }
    let dct = dates.dct.moment;
    let bounds = if open { Bounds { earliest: dct, latest: None } } else { Bounds { earliest: None, latest: dct } };
    When { bounds, edtf: None, granularity: Granularity::Vague, basis: Basis::Dct, timex: None }
}

/// The stretch of text in which an event may find its places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own<'a> {
    pub sentence: Span,
    pub trigger: Span,
    /// Subordinate clauses of the sentence that belong to another happening.
    pub foreign: &'a [Span],
}

impl Own<'_> {
    fn holds(&self, span: Span) -> bool {
        self.sentence.contains(span) && !self.foreign.iter().any(|f| f.contains(span))
    }
}

/// Whether the sentence speaks of a place in another country than `site`: then taking the site over would put the
/// event where the text does not.
pub(super) fn names_elsewhere(places: &[PlaceMention], own: Own<'_>, site: &Where) -> bool {
    let Some(country) = &site.place.country else { return false };
    places
        .iter()
        .filter(|p| own.holds(p.span) && matches!(p.role, Role::Background | Role::EventSite))
        .any(|p| p.place.as_ref().and_then(|place| place.country.as_ref()).is_some_and(|other| other != country))
}

/// The places that the event's own sentence gives, the site first.
pub(super) fn own_places(
    places: &[PlaceMention],
    gazetteer: &Gazetteer,
    own: Own<'_>,
    category: Category,
) -> Vec<Where> {
    let trigger = own.trigger;
    let mut found: Vec<(u8, usize, Where)> = Vec::new();
    let mut acting = None;
    for (mention, place) in places.iter().enumerate().filter(|(_, p)| own.holds(p.span)) {
        let Some(named) = &place.place else { continue };
        let rank = match place.role {
            Role::EventSite => 0,
            Role::Destination => 1,
            Role::Origin => 2,
            Role::Metonym if category == Category::Military && place.span.end <= trigger.start => {
                let code = named.stands_for.as_deref().or(named.country.as_deref());
                acting = code.and_then(|c| gazetteer.country(c)).map(|country| (mention, country));
                continue;
            }
            _ => continue,
        };
        let site =
            Where { mention, place: named.clone(), precision: place.precision, role: place.role, basis: Basis::Own };
        found.push((rank, place.span.start.abs_diff(trigger.start), site));
    }
    found.sort_by_key(|(rank, distance, site)| (*rank, site.precision, *distance));
    let mut sites: Vec<Where> = found.into_iter().map(|(_, _, site)| site).take(3).collect();
    // Where a state acts from its own soil, the act lies in that country; where a target is named, there.
    let has_target = sites.iter().any(|s| {
        places[s.mention].span.start >= trigger.start && matches!(s.role, Role::EventSite | Role::Destination)
    });
    if let (Some((mention, place)), false) = (acting, has_target) {
        let precision = Precision::Country;
        sites = vec![Where { mention, place, precision, role: Role::EventSite, basis: Basis::Own }];
    }
    sites
}

/// The most precise site named so far, with the basis on which a later event may take it over.
pub(super) fn inherited_place(article: &Article, places: &[PlaceMention], sentence: usize) -> Option<Where> {
    let before = article.sentences.get(sentence)?.span.start;
    let lead_end = article.sentences.get(1).or(article.sentences.first())?.span.end;
    let (mention, place) = (places.iter().enumerate())
        .filter(|(_, p)| p.span.start < before && p.role == Role::EventSite && p.precision <= Precision::City)
        .filter(|(_, p)| p.place.is_some() && article.sentence_at(p.span.start).is_some())
        .min_by_key(|(index, p)| (p.precision, usize::MAX - index))?;
    Some(Where {
        mention,
        place: place.place.clone()?,
        precision: place.precision,
        role: Role::EventSite,
        basis: if place.span.end <= lead_end { Basis::Lead } else { Basis::Previous },
    })
}
