//! One event as an edit changes it.

use super::apply::Context;
use super::date;
use super::model::{Change, Located, RoleEdit};
use super::place;
use super::problem::Problem;
use crate::event::{Actor, Basis, Event, Modality, When, Where};
use crate::place::{Gazetteer, Place, Precision, Role};
use crate::story::Analysed;
use crate::time::{Bounds, Granularity};

/// A date that says nothing.
pub(super) fn undated() -> When {
    When {
        bounds: Bounds::default(),
        edtf: None,
        granularity: Granularity::Vague,
        basis: Basis::Edit,
        timex: None,
        clocks: None,
    }
}

/// Writes what the change says into an event of the document.
pub(super) fn change(
    document: &Analysed,
    event: &mut Event,
    change: &Change,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) {
    if let Some(text) = &change.date
        && let Some(read) = when(document, text, context, problems)
    {
        event.when = read;
    }
    if let Some(edit) = &change.place {
        match place::resolve(&edit.value, &document.places, context.gazetteer) {
            Ok(found) => put(document, event, found),
            Err(message) => problems.push(Problem::new(edit.at.0.clone(), message)),
        }
    }
    if let Some(role) = &change.role {
        roles(event, role, problems);
    }
    if let Some(label) = &change.label {
        event.label.clone_from(label);
    }
    if let Some(category) = change.category {
        event.category = category;
    }
    if let Some(modality) = change.modality {
        event.modality = modality;
        // A picture strikes out what is negated, whatever its modality.
        event.negated = event.negated && modality == Modality::Denied;
    }
    if let Some(who) = &change.who {
        event.who = who.iter().map(|name| Actor { name: name.clone(), role: "participant" }).collect();
    }
}

fn when(
    document: &Analysed,
    text: &Located<String>,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> Option<When> {
    let read = date::read(&text.value).or_else(|| (context.words)(&text.value, document));
    let Some(read) = read else {
        let message = format!(
            "{:?} is no date that can be placed on the calendar; write 2023-09-13, 2023-09, 2023-09-13/2023-09-15, \
             ../2023-09-13, or words in the language of the article",
            text.value
        );
        problems.push(Problem::new(text.at.0.clone(), message));
        return None;
    };
    Some(When { bounds: read.bounds, edtf: read.edtf, granularity: read.granularity, ..undated() })
}

/// The new site takes the part of the old ones; where somebody came from stays.
fn put(document: &Analysed, event: &mut Event, found: Option<(Place, Precision)>) {
    let Some((place, precision)) = found else {
        event.places.clear();
        return;
    };
    let role = event.places.iter().find(|site| site.role != Role::Origin).map_or(Role::EventSite, |site| site.role);
    event.places.retain(|site| site.role == Role::Origin);
    let said = |mention: &crate::place::PlaceMention| mention.place.as_ref().is_some_and(|known| known.id == place.id);
    let mention = document.places.iter().position(said).unwrap_or(document.places.len());
    event.places.insert(0, Where { mention, place, precision, role, basis: Basis::Edit });
}

/// Whether a picture draws a place in this role.
fn is_site(role: Role) -> bool {
    matches!(role, Role::EventSite | Role::Container | Role::Origin | Role::Destination)
}

fn roles(event: &mut Event, edit: &Located<RoleEdit>, problems: &mut Vec<Problem>) {
    let names =
        |event: &Event| event.places.iter().map(|site| site.place.name_id.clone()).collect::<Vec<_>>().join(", ");
    match &edit.value {
        RoleEdit::Only(role) => match event.places.as_mut_slice() {
            [site] => (site.role, site.basis) = (*role, Basis::Edit),
            [] => problems.push(Problem::new(
                edit.at.0.clone(),
                "the event has no place that could have a role; give it a place too",
            )),
            _ => {
                let message =
                    format!("the event has several places ({}); write role = {{ \"NAME\" = \"ROLE\" }}", names(event));
                problems.push(Problem::new(edit.at.0.clone(), message));
            }
        },
        RoleEdit::Of(all) => {
            for (name, role) in all {
                let folded = Gazetteer::fold(name);
                let is_it = |place: &Place| {
                    place.id == *name || [&place.name_id, &place.name_en].iter().any(|n| Gazetteer::fold(n) == folded)
                };
                match event.places.iter_mut().find(|site| is_it(&site.place)) {
                    Some(site) => (site.role, site.basis) = (*role, Basis::Edit),
                    None => {
                        let message = format!(
                            "the event has no place {name:?}; it has {}",
                            match names(event) {
                                none if none.is_empty() => "none".to_string(),
                                names => names,
                            }
                        );
                        problems.push(Problem::new(edit.at.0.clone(), message));
                    }
                }
            }
        }
    }
    // Affiliations, metonyms and the like are not where it happened.
    event.places.retain(|site| is_site(site.role));
    event.places.sort_by_key(|site| site.role != Role::EventSite);
}
