//! The bundled gazetteer: an index of folded names over packed rows, read in place.

mod facts;
mod fold;
mod index;
mod near;
mod overlay;
mod packing;
mod search;

use super::{Place, PlaceClass};
use crate::error::Error;
pub(super) use facts::Facts;
use fst::raw::Node;
use fst::{Map, Streamer};
use geo::Point;
use overlay::Overlay;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The most words that a name may have.
const LONGEST_NAME: usize = 8;

/// One row that a name leads to, with what the table says of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// Row of the place in the gazetteer.
    pub row: u32,
    /// The name is the place's usual one in Indonesian or English, not an alias.
    pub primary: bool,
    /// The name is also an ordinary word or a person's name and needs other evidence (`!`).
    pub needs_evidence: bool,
    /// The name holds only where it is written in capitals (`^`, such as AS).
    pub capitals_only: bool,
    /// The name is a demonym or nationality (`Turkish`, `Rusia` in adjectives).
    pub demonym: bool,
    /// News means this place by the name where no word tells more (`leads.tsv`).
    pub leads: bool,
}

/// The gazetteer in the binary, and over it what a user adds, corrects and silences.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    names: Map<&'static [u8]>,
    user: Option<Overlay>,
}

impl Gazetteer {
    /// The bundled one; opening it costs microseconds and allocates no table.
    pub fn bundled() -> &'static Gazetteer {
        static BUNDLED: OnceLock<Gazetteer> = OnceLock::new();
        BUNDLED.get_or_init(|| Gazetteer { names: index::names(), user: None })
    }

    /// The bundled gazetteer under a user's table: CSV with a heading and the columns `name`, `lat`, `lon`, `class`,
    /// `country` and optionally `id`, `aliases` (separated by a bar), `population` and `action`.
    ///
    /// `add` (or nothing) makes a place; its names then mean it alone. `correct` changes the place of the `id`, or the
    /// best known one of the name in the class and country that are given: coordinates, population and further aliases,
    /// with an `id` also name, class and country. `silence` takes the name from all places of the class and country
    /// that are given; with an `id` from that place, and without a name all names of that place.
    ///
    /// ```
    /// use linimasa::place::Gazetteer;
    /// let table = "name,lat,lon,class,country,action\nPos Kamling Mawar,-6.9,107.6,building,ID,\nSolo,,,,,silence\n";
    /// let gazetteer = Gazetteer::with_overlay(table)?;
    /// assert_eq!(gazetteer.lookup("pos kamling mawar").len(), 1);
    /// assert!(gazetteer.lookup("Solo").is_empty());
    /// # Ok::<(), linimasa::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// The first faulty cell, with its line and column.
    pub fn with_overlay(table: &str) -> Result<Gazetteer, Error> {
        Ok(Gazetteer { names: index::names(), user: Some(Overlay::read(table)?) })
    }

    /// Rows that a name leads to, by [`Gazetteer::fold`]ed key; best known first.
    pub fn lookup(&self, name: &str) -> Vec<Entry> {
        self.entries(&Self::fold(name), None)
    }

    /// The entries of a folded name; `value` is what the index has for it, where that is known.
    fn entries(&self, key: &str, value: Option<u64>) -> Vec<Entry> {
        let bundled = value.or_else(|| self.names.get(key)).map(index::entries).unwrap_or_default();
        match &self.user {
            Some(user) => user.entries(key, bundled),
            None => bundled,
        }
    }

    /// The longest run of words that is a name: `words` are the following tokens of the text as written, joined
    /// by one blank each when folded. Returns the number of words taken and the entries, best known first.
    pub fn longest(&self, words: &[&str]) -> Option<(usize, Vec<Entry>)> {
        let Some(user) = &self.user else {
            let mut last = None;
            self.walk(words.iter().copied(), |count, value| last = Some((count, value)));
            return last.map(|(count, value)| (count, index::entries(value)));
        };
        let keys: Vec<String> = words.iter().take(LONGEST_NAME).map(|word| Self::fold(word)).collect();
        if keys.first().is_none_or(String::is_empty) {
            return None;
        }
        let mut ends: Vec<usize> = Vec::new();
        self.walk(words.iter().copied(), |count, _| ends.push(count));
        ends.extend(user.longest(&keys));
        ends.sort_unstable();
        let name = |count: usize| {
            let named: Vec<&str> = keys.iter().take(count).map(String::as_str).filter(|key| !key.is_empty()).collect();
            Some((count, self.entries(&named.join(" "), None))).filter(|(_, entries)| !entries.is_empty())
        };
        ends.into_iter().rev().find_map(name)
    }

    /// Whether there is no user's table over the bundled one.
    pub(super) fn is_bundled(&self) -> bool {
        self.user.is_none()
    }

    /// The entries of what [`Self::walk`] tells of a name, where there is no user's table.
    pub(super) fn bundled_entries(value: u64) -> Vec<Entry> {
        index::entries(value)
    }

    /// Tells every run of words from the first that is a bundled name, with the value of the index, the shortest first.
    pub(super) fn walk<'w>(&self, words: impl Iterator<Item = &'w str>, mut tell: impl FnMut(usize, u64)) {
        let graph = self.names.as_fst();
        let mut at = (graph.root(), 0u64);
        let step = |(node, sum): &(Node<'_>, u64), letter: u8| {
            let transition = node.transition(node.find_input(letter)?);
            Some((graph.node(transition.addr), sum + transition.out.value()))
        };
        let mut key = String::new();
        'words: for (index, word) in words.take(LONGEST_NAME).enumerate() {
            // Plain words are folded letter by letter on the way: most walks end early in the first one.
            let folded = if word.is_ascii() {
                word
            } else {
                key.clear();
                fold::fold_into(word, &mut key);
                &key
            };
            let (mut begun, mut gap) = (false, index > 0);
            for byte in folded.bytes() {
                if byte.is_ascii() && !byte.is_ascii_alphanumeric() {
                    gap |= begun;
                    continue;
                }
                // The walk ends with the first letter that no name goes on with.
                if gap {
                    let Some(next) = step(&at, b' ') else { break 'words };
                    at = next;
                }
                let Some(next) = step(&at, byte.to_ascii_lowercase()) else { break 'words };
                at = next;
                (begun, gap) = (true, false);
            }
            if !begun {
                // Punctuation inside a name is passed over; a name neither begins nor ends with it.
                if index == 0 {
                    break;
                }
                continue;
            }
            let (node, sum) = &at;
            if node.is_final() {
                tell(index + 1, sum + node.final_output().value());
            }
        }
    }

    /// The place in a row.
    pub fn place(&self, row: u32) -> Option<Place> {
        let changed = self.user.as_ref().and_then(|user| user.place(row));
        changed.cloned().or_else(|| index::place(row))
    }

    /// What the choice between places needs of a row.
    pub(super) fn facts(&self, row: u32) -> Option<Facts<'_>> {
        match self.user.as_ref().and_then(|user| user.place(row)) {
            Some(place) => Some(Facts::of(row, place)),
            None => index::facts(row),
        }
    }

    /// The class of the place in a row, without the rest of it.
    pub(crate) fn class(&self, row: u32) -> Option<PlaceClass> {
        let changed = self.user.as_ref().and_then(|user| user.place(row));
        changed.map(|place| place.class).or_else(|| index::class(row))
    }

    /// The place with an id such as `geonames:524901`. A place that is silenced keeps its id.
    pub fn by_id(&self, id: &str) -> Option<Place> {
        self.place(self.row_of(id)?)
    }

    fn row_of(&self, id: &str) -> Option<u32> {
        let added = self.user.as_ref().and_then(|user| user.row_of(id));
        added.or_else(|| index::row_of(id))
    }

    /// The country of an ISO 3166-1 alpha-2 code.
    pub fn country(&self, code: &str) -> Option<Place> {
        // Countries and continents are the first rows, so that this looks at a few hundred at most.
        let leading = |row: &u32| matches!(index::class(*row), Some(PlaceClass::Country | PlaceClass::Continent));
        let is_it = |row: &u32| index::class(*row) == Some(PlaceClass::Country) && index::country(*row) == Some(code);
        (0..index::len()).take_while(leading).find(is_it).and_then(|row| self.place(row))
    }

    /// The key of a name: NFD without marks, lower case, every run of other characters one blank.
    pub fn fold(name: &str) -> String {
        fold::fold(name)
    }

    /// Places whose name is like `query`: the same name, then names that begin with it, then similar ones.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Place> {
        search::rows(self, query, limit).into_iter().filter_map(|row| self.place(row)).collect()
    }

    /// The `limit` places nearest to a point with their distances in kilometres, the nearest first. Areas count by
    /// their label point.
    pub fn near(&self, point: Point<f64>, limit: usize) -> Vec<(Place, f64)> {
        let found = near::rows(self, point, limit).into_iter();
        found.filter_map(|(row, km)| Some((self.place(row)?, km))).collect()
    }

    /// The place with this id, or the best known place of this name.
    pub fn show(&self, id_or_name: &str) -> Option<Place> {
        let named = || self.lookup(id_or_name).first().and_then(|entry| self.place(entry.row));
        self.by_id(id_or_name).or_else(named)
    }

    /// All folded names that lead to the place with this id, with what the table says of each, in order of the names.
    /// This reads the whole index, so that it is for looking up and not for reading text.
    pub fn names(&self, id: &str) -> Vec<(String, Entry)> {
        let Some(row) = self.row_of(id) else { return Vec::new() };
        let mut found = Vec::new();
        self.each_name(|name, value| {
            let entry = self.entries(name, value).into_iter().find(|entry| entry.row == row);
            found.extend(entry.map(|entry| (name.to_string(), entry)));
        });
        found.sort();
        found
    }

    /// Calls `visit` with every folded name and what the index has for it, from which [`Self::entries`] makes the
    /// entries: the bundled names in their order, then the user's.
    fn each_name(&self, mut visit: impl FnMut(&str, Option<u64>)) {
        let mut names = self.names.stream();
        while let Some((name, value)) = names.next() {
            if let Ok(name) = std::str::from_utf8(name) {
                visit(name, Some(value));
            }
        }
        for name in self.user.iter().flat_map(Overlay::names).filter(|name| self.names.get(name).is_none()) {
            visit(name, None);
        }
    }

    /// All countries and seas with a label point, for the context names of maps.
    pub fn context(&self) -> Vec<Place> {
        // States of the past share their code with a state of today, which comes first.
        let mut named = BTreeSet::new();
        let mut shown = |row: &u32| match index::class(*row) {
            Some(PlaceClass::Country) => index::country(*row).is_some_and(|code| named.insert(code)),
            Some(PlaceClass::Sea) => true,
            _ => false,
        };
        let rows: Vec<u32> = (0..index::len()).filter(&mut shown).collect();
        rows.into_iter().filter_map(|row| self.place(row)).filter(|place| place.point.is_some()).collect()
    }
}

#[cfg(test)]
mod tests;
