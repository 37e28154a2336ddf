//! A user's own table over the bundled gazetteer: places added, corrected and silenced.

mod csv;
mod row;

use super::{Entry, Gazetteer, index};
use crate::error::Error;
use crate::place::Place;
use geo::{Distance, Haversine};
use row::{Action, Row};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A nearer place of the same country lends its division and its time zone to one that is added.
const LENDING_KM: f64 = 100.0;
const METRES: f64 = 1000.0;

/// What differs from the bundled tables. Rows that are added are numbered after the bundled ones.
#[derive(Debug, Clone, Default)]
pub(super) struct Overlay {
    added: Vec<Place>,
    corrected: BTreeMap<u32, Place>,
    /// Folded names that the user gave, with the places that they mean.
    names: BTreeMap<String, Vec<Entry>>,
    /// Rows that no name leads to.
    silent: BTreeSet<u32>,
    /// Rows that one name does not lead to.
    silent_names: BTreeSet<(String, u32)>,
}

impl Overlay {
    /// Reads the table. Every row sees what the rows above it did.
    ///
    /// # Errors
    /// The first faulty cell, with its line and column.
    pub(super) fn read(text: &str) -> Result<Self, Error> {
        let mut overlay = Self::default();
        for row in row::rows(text)? {
            match row.action {
                Action::Add => overlay.add(&row)?,
                Action::Correct => overlay.correct(&row)?,
                Action::Silence => overlay.silence(&row)?,
            }
        }
        Ok(overlay)
    }

    /// The entries of a folded name, given those that the bundled tables have. A name of an added place means it alone.
    pub(super) fn entries(&self, key: &str, bundled: Vec<Entry>) -> Vec<Entry> {
        let own = self.names.get(key).map_or(&[][..], Vec::as_slice);
        let heard = |entry: &&Entry| {
            !self.silent.contains(&entry.row) && !self.silent_names.contains(&(key.to_string(), entry.row))
        };
        let added = own.iter().any(|entry| entry.row >= index::len());
        let others = bundled.iter().filter(|e| !added && own.iter().all(|mine| mine.row != e.row));
        own.iter().chain(others).filter(heard).copied().collect()
    }

    /// The place in a row that is added or corrected.
    pub(super) fn place(&self, row: u32) -> Option<&Place> {
        let added = || row.checked_sub(index::len()).and_then(|at| self.added.get(at as usize));
        self.corrected.get(&row).or_else(added)
    }

    /// The row of an added place.
    pub(super) fn row_of(&self, id: &str) -> Option<u32> {
        (index::len()..).zip(&self.added).find(|(_, place)| place.id == id).map(|(row, _)| row)
    }

    /// Whether no name leads to the row.
    pub(super) fn is_silent(&self, row: u32) -> bool {
        self.silent.contains(&row)
    }

    /// The rows that are added.
    pub(super) fn rows(&self) -> impl Iterator<Item = u32> {
        (index::len()..).zip(&self.added).map(|(row, _)| row)
    }

    /// The folded names that the user gave.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// The longest name of the user that the words begin with, in words. Folded words may be empty (punctuation).
    pub(super) fn longest(&self, keys: &[String]) -> Option<usize> {
        let mut key = String::new();
        let mut best = None;
        for (index, word) in keys.iter().enumerate().filter(|(_, word)| !word.is_empty()) {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(word);
            if self.names.contains_key(&key) {
                best = Some(index + 1);
            }
        }
        best
    }

    fn add(&mut self, row: &Row) -> Result<(), Error> {
        let Some(class) = row.class else {
            return Err(row.fault("class", format!("a place that is added needs a class: {}", row::class_names())));
        };
        let id = match row.id.as_deref() {
            Some(id) if self.find(id).is_some() => {
                return Err(row.fault("id", format!("{id:?} is there already; use the action correct to change it")));
            }
            Some(id) => id.to_string(),
            None => self.free_id(&Gazetteer::fold(&row.name)),
        };
        let name = row::plain(&row.name).to_string();
        let mut place = Place {
            id,
            name_id: name.clone().into(),
            name_en: name.into(),
            class,
            country: row.country.clone().map(Cow::Owned),
            admin1: None,
            population: row.population.unwrap_or(0),
            point: row.point,
            label_point: None,
            bbox: None,
            stands_for: None,
            timezone: None,
            approximate: false,
            credit: None,
        };
        lend(&mut place);
        let number = index::len() + u32::try_from(self.added.len()).unwrap_or(0);
        self.added.push(place);
        self.call(&row.name, number, true);
        for alias in &row.aliases {
            self.call(alias, number, false);
        }
        Ok(())
    }

    fn correct(&mut self, row: &Row) -> Result<(), Error> {
        let number = self.meant(row)?;
        let mut place = self.now(number).ok_or_else(|| row.fault("name", "the place cannot be read"))?;
        if let Some(point) = row.point {
            place.point = Some(point);
            place.approximate = false;
            place.credit = None;
            place.label_point = place.label_point.map(|_| point);
            let within = |bbox: &geo::Rect<f64>| {
                let (min, max) = (bbox.min(), bbox.max());
                (min.x..=max.x).contains(&point.x()) && (min.y..=max.y).contains(&point.y())
            };
            place.bbox = place.bbox.filter(within);
        }
        place.population = row.population.unwrap_or(place.population);
        // Without an id the name, the class and the country say which place is meant, and are right as they are.
        if row.id.is_some() {
            place.class = row.class.unwrap_or(place.class);
            place.country = row.country.clone().map(Cow::Owned).or(place.country);
            if !row.name.is_empty() {
                place.name_id = row::plain(&row.name).to_string().into();
                place.name_en = place.name_id.clone();
                self.call(&row.name, number, true);
            }
        }
        for alias in &row.aliases {
            self.call(alias, number, false);
        }
        match number.checked_sub(index::len()).and_then(|at| self.added.get_mut(at as usize)) {
            Some(added) => *added = place,
            None => drop(self.corrected.insert(number, place)),
        }
        Ok(())
    }

    fn silence(&mut self, row: &Row) -> Result<(), Error> {
        let key = Gazetteer::fold(&row.name);
        if let Some(id) = &row.id {
            let number =
                self.find(id).ok_or_else(|| row.fault("id", format!("there is no place {id:?} to silence")))?;
            if key.is_empty() {
                self.silent.insert(number);
            } else {
                self.silent_names.insert((key, number));
            }
            return Ok(());
        }
        let meant: Vec<u32> = self.called(&key).into_iter().filter(|number| self.fits(row, *number)).collect();
        if meant.is_empty() {
            return Err(row.fault("name", row.nobody("silence")));
        }
        self.silent_names.extend(meant.into_iter().map(|number| (key.clone(), number)));
        Ok(())
    }

    /// The place that a correction means: by its id, or the best known one of the name, class and country.
    fn meant(&self, row: &Row) -> Result<u32, Error> {
        if let Some(id) = &row.id {
            return self.find(id).ok_or_else(|| row.fault("id", format!("there is no place {id:?} to correct")));
        }
        let mut called = self.called(&Gazetteer::fold(&row.name)).into_iter();
        called.find(|number| self.fits(row, *number)).ok_or_else(|| row.fault("name", row.nobody("correct")))
    }

    fn fits(&self, row: &Row, number: u32) -> bool {
        let place = self.now(number);
        place.is_some_and(|place| {
            row.class.is_none_or(|class| class == place.class)
                && row.country.as_ref().is_none_or(|code| place.country.as_deref() == Some(code.as_str()))
        })
    }

    fn called(&self, key: &str) -> Vec<u32> {
        let bundled = index::names().get(key).map(index::entries).unwrap_or_default();
        self.entries(key, bundled).iter().map(|entry| entry.row).collect()
    }

    fn find(&self, id: &str) -> Option<u32> {
        self.row_of(id).or_else(|| index::row_of(id))
    }

    fn now(&self, number: u32) -> Option<Place> {
        self.place(number).cloned().or_else(|| index::place(number))
    }

    fn call(&mut self, name: &str, row: u32, primary: bool) {
        let entry = Entry {
            row,
            primary,
            needs_evidence: name.ends_with(row::NEEDS_EVIDENCE),
            capitals_only: name.ends_with(row::CAPITALS_ONLY),
            demonym: false,
            leads: false,
        };
        let list = self.names.entry(Gazetteer::fold(name)).or_default();
        list.retain(|other| other.row != row);
        list.push(entry);
    }

    /// `user:` and the name, with a number where that is taken.
    fn free_id(&self, key: &str) -> String {
        let plain = format!("user:{}", key.replace(' ', "-"));
        let numbered = (2..).map(|n| format!("{plain}-{n}"));
        std::iter::once(plain.clone()).chain(numbered).find(|id| self.find(id).is_none()).unwrap_or(plain)
    }
}

/// Gives an added place the division and the time zone of the nearest place of its country.
fn lend(place: &mut Place) {
    let (Some(point), Some(country)) = (place.point, place.country.as_deref()) else { return };
    let near = (0..index::len()).filter(|row| index::country(*row) == Some(country)).filter_map(|row| {
        let km = Haversine.distance(point, index::point(row)?) / METRES;
        (km <= LENDING_KM).then_some((row, km))
    });
    let mut near: Vec<(u32, f64)> = near.collect();
    near.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let lender = near.into_iter().filter_map(|(row, _)| index::place(row)).find(|p| p.admin1.is_some());
    if let Some(lender) = lender {
        place.admin1 = lender.admin1;
        place.timezone = lender.timezone;
    }
}

#[cfg(test)]
mod tests;
