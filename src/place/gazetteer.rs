//! The bundled gazetteer: an index of folded names over packed rows, read in place.

use super::Place;

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
#[derive(Debug, Clone, Copy)]
pub struct Gazetteer {}

impl Gazetteer {
    /// The bundled one; opening it costs microseconds and allocates no table.
    pub fn bundled() -> &'static Gazetteer {
        static BUNDLED: Gazetteer = Gazetteer {};
        &BUNDLED
    }

    /// Rows that a name leads to, by [`Gazetteer::fold`]ed key; best known first.
    pub fn lookup(&self, _name: &str) -> Vec<Entry> {
        Vec::new()
    }

    /// The longest run of words that is a name: `words` are the following tokens of the text as written, joined
    /// by one blank each when folded. Returns the number of words taken and the entries, longest first.
    pub fn longest(&self, _words: &[&str]) -> Option<(usize, Vec<Entry>)> {
        None
    }

    /// The place in a row.
    pub fn place(&self, _row: u32) -> Option<Place> {
        None
    }

    /// The place with an id such as `geonames:524901`.
    pub fn by_id(&self, _id: &str) -> Option<Place> {
        None
    }

    /// The country of an ISO 3166-1 alpha-2 code.
    pub fn country(&self, _code: &str) -> Option<Place> {
        None
    }

    /// The key of a name: NFD without marks, lower case, every run of other characters one blank.
    pub fn fold(name: &str) -> String {
        name.to_lowercase()
    }

    /// Rows whose name is like `query`, best first, for `gazetteer search`.
    pub fn search(&self, _query: &str, _limit: usize) -> Vec<Place> {
        Vec::new()
    }

    /// All countries and seas with a label point, for the context names of maps.
    pub fn context(&self) -> Vec<Place> {
        Vec::new()
    }
}
