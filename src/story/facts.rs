//! Key facts and what the article does not say: chosen by rule, with the text's own words.

use super::build::is_day;
use super::{Fact, Item, PlaceShape};
use crate::lang::{DateFormat, Words};
use crate::time::Granularity;
use chrono::NaiveDate;

const MOST_FACTS: usize = 4;
const MOST_GAPS: usize = 5;
/// A longer term would crowd its column.
const LONGEST_TERM: usize = 10;

/// Figures first (a number with the noun that follows it in the event's label), by salience.
pub(super) fn facts(items: &[Item]) -> Vec<Fact> {
    let mut order: Vec<&Item> = items.iter().collect();
    order.sort_by(|a, b| b.salience.total_cmp(&a.salience).then(a.number.cmp(&b.number)));
    let mut out: Vec<Fact> = Vec::new();
    for item in order {
        let Some(term) = figure(&item.label) else { continue };
        if out.len() == MOST_FACTS || out.iter().any(|fact| fact.term == term) {
            continue;
        }
        let source = match &item.attribution {
            Some(who) => format!("{who} · {}", item.source_ref),
            None => item.source_ref.clone(),
        };
        out.push(Fact { term, text: item.label.clone(), source });
    }
    out
}

/// A number and the word after it, where both are short enough to stand large.
fn figure(label: &str) -> Option<String> {
    let words: Vec<&str> = label.split_whitespace().collect();
    let at = words.iter().position(|w| w.chars().next().is_some_and(|c| c.is_ascii_digit()))?;
    let term = match words.get(at + 1) {
        Some(unit) => format!("{} {unit}", words[at]),
        None => return None,
    };
    (term.chars().count() <= LONGEST_TERM).then_some(term)
}

/// Mechanical gaps: an hour, an order, a date or a place that an event would need and the text does not give.
pub(super) fn gaps(items: &[Item], words: &Words, format: &DateFormat) -> Vec<String> {
    let mut days: Vec<(NaiveDate, Vec<&Item>)> = Vec::new();
    for item in items.iter().filter(|item| is_day(item)) {
        let Some(day) = item.bounds.earliest.map(|m| m.day()) else { continue };
        match days.iter_mut().find(|(d, _)| *d == day) {
            Some((_, group)) => group.push(item),
            None => days.push((day, vec![item])),
        }
    }
    let mut out = Vec::new();
    for (day, group) in &days {
        out.push(words.fill("gap-clock", &[&format.day(*day)]));
        if group.len() > 1 && group.iter().any(|item| item.relations.is_empty()) {
            out.push(words.fill("gap-order", &[&format.day(*day)]));
        }
    }
    for item in items {
        let dated = item.bounds.earliest.is_some() && item.bounds.latest.is_some();
        if dated && item.granularity > Granularity::Day {
            out.push(words.fill("gap-coarse", &[&item.label, &format.heading(&item.bounds, item.granularity)]));
        } else if !dated {
            out.push(words.fill("gap-undated", &[&item.label]));
        }
        for place in item.places.iter().filter(|p| p.shape == PlaceShape::Country && !p.destination) {
            out.push(words.fill("gap-place", &[&place.name]));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    out.retain(|gap| seen.insert(gap.clone()));
    out.truncate(MOST_GAPS);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_a_number_with_its_noun_or_nothing() {
        let rows = [
            ("Korut tembakkan 2 rudal balistik", Some("2 rudal")),
            ("Gempa tewaskan 1.250 orang di Palu", None),
            ("Presiden tiba di Vladivostok", None),
            ("Banjir rendam 40", None),
            ("Banjir rendam 40 desa", Some("40 desa")),
        ];
        for (label, want) in rows {
            assert_eq!(figure(label).as_deref(), want, "{label}");
        }
    }
}
