//! The bundled gazetteer: an index of folded names over packed rows, read in place.

mod fold;
mod index;
mod near;
mod packing;
mod search;

use super::{Place, PlaceClass};
use fst::{Map, Streamer};
use geo::Point;
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
}

/// The gazetteer in the binary.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    names: Map<&'static [u8]>,
}

impl Gazetteer {
    /// The bundled one; opening it costs microseconds and allocates no table.
    pub fn bundled() -> &'static Gazetteer {
        static BUNDLED: OnceLock<Gazetteer> = OnceLock::new();
        BUNDLED.get_or_init(|| Gazetteer { names: index::names() })
    }

    /// Rows that a name leads to, by [`Gazetteer::fold`]ed key; best known first.
    pub fn lookup(&self, name: &str) -> Vec<Entry> {
        self.names.get(Self::fold(name)).map(index::entries).unwrap_or_default()
    }

    /// The longest run of words that is a name: `words` are the following tokens of the text as written, joined
    /// by one blank each when folded. Returns the number of words taken and the entries, best known first.
    pub fn longest(&self, words: &[&str]) -> Option<(usize, Vec<Entry>)> {
        let graph = self.names.as_fst();
        let (mut node, mut sum, mut best) = (graph.root(), 0u64, None);
        'words: for (index, word) in words.iter().take(LONGEST_NAME).enumerate() {
            let key = Self::fold(word);
            if key.is_empty() {
                // Punctuation inside a name is passed over; a name neither begins nor ends with it.
                if index == 0 {
                    return None;
                }
                continue;
            }
            // The walk ends with the first letter that no name goes on with, mostly in the first word.
            let blank: &[u8] = if index == 0 { b"" } else { b" " };
            for byte in blank.iter().chain(key.as_bytes()) {
                let Some(step) = node.find_input(*byte) else { break 'words };
                let transition = node.transition(step);
                sum += transition.out.value();
                node = graph.node(transition.addr);
            }
            if node.is_final() {
                best = Some((index + 1, sum + node.final_output().value()));
            }
        }
        best.map(|(count, value)| (count, index::entries(value)))
    }

    /// The place in a row.
    pub fn place(&self, row: u32) -> Option<Place> {
        index::place(row)
    }

    /// The place with an id such as `geonames:524901`.
    pub fn by_id(&self, id: &str) -> Option<Place> {
        self.place(index::row_of(id)?)
    }

    /// The country of an ISO 3166-1 alpha-2 code.
    pub fn country(&self, code: &str) -> Option<Place> {
        // Countries and continents are the first rows, so that this looks at a few hundred at most.
        let leading = |row: &u32| matches!(index::class(*row), Some(PlaceClass::Country | PlaceClass::Continent));
        let is_it = |row: &u32| index::class(*row) == Some(PlaceClass::Country) && index::country(*row) == Some(code);
        (0..index::len()).take_while(leading).find(is_it).and_then(index::place)
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
        let found = near::rows(point, limit).into_iter();
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
        let Some(row) = index::row_of(id) else { return Vec::new() };
        let mut found = Vec::new();
        let mut names = self.names.stream();
        while let Some((name, value)) = names.next() {
            let mut entries = index::entries(value).into_iter();
            if let Some(entry) = entries.find(|entry| entry.row == row) {
                found.push((String::from_utf8_lossy(name).into_owned(), entry));
            }
        }
        found
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
        rows.into_iter().filter_map(index::place).filter(|place| place.point.is_some()).collect()
    }
}

#[cfg(test)]
mod tests;
