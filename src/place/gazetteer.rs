//! The bundled gazetteer: an index of folded names over the curated tables.

use super::{Place, PlaceClass};
use crate::error::Error;
use crate::lang::{Row, Table};
use geo::{Coord, Point, Rect};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The overlay tables in the binary, by file name.
static OVERLAY: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/overlay.rs"));

/// The most words that a name may have.
const LONGEST_NAME: usize = 8;
/// Below this similarity a name is not offered as a guess.
const GUESS: f64 = 0.85;

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
    places: Vec<Place>,
    names: BTreeMap<String, Vec<Entry>>,
    ids: BTreeMap<String, u32>,
}

impl Gazetteer {
    /// The bundled one, read at the first call. A faulty row is left out; `tests/gazetteer.rs` holds that there is none.
    pub fn bundled() -> &'static Gazetteer {
        static BUNDLED: OnceLock<Gazetteer> = OnceLock::new();
        BUNDLED.get_or_init(|| Gazetteer::from_tables(OVERLAY).0)
    }

    /// What is wrong with the bundled tables, with file and line.
    pub fn faults() -> Vec<Error> {
        Gazetteer::from_tables(OVERLAY).1
    }

    fn from_tables(tables: &[(&str, &str)]) -> (Self, Vec<Error>) {
        let mut gazetteer = Self { places: Vec::new(), names: BTreeMap::new(), ids: BTreeMap::new() };
        let mut faults = Vec::new();
        for (name, text) in tables {
            match Table::new(name, text).rows() {
                Err(error) => faults.push(error),
                Ok(rows) => {
                    for row in rows {
                        if let Err(message) = gazetteer.add(&row) {
                            faults.push(Error::new("bad-row", format!("{name}: {message}")).at(row.line, 1));
                        }
                    }
                }
            }
        }
        let places = &gazetteer.places;
        for entries in gazetteer.names.values_mut() {
            entries.sort_by_key(|e| (places.get(e.row as usize).map(rank), e.row, !e.primary, e.demonym));
            entries.dedup_by_key(|e| e.row);
        }
        (gazetteer, faults)
    }

    fn add(&mut self, row: &Row<'_>) -> Result<(), String> {
        let id = row.get("id");
        let place = read(row)?;
        let index = match self.ids.get(id) {
            // Several tables may name one place: the first row stands, later ones add names.
            Some(index) => *index,
            None => {
                let index = u32::try_from(self.places.len()).map_err(|_| "there are too many rows".to_string())?;
                self.ids.insert(id.to_string(), index);
                self.places.push(place);
                index
            }
        };
        for (column, primary, demonym) in [
            ("name_id", true, false),
            ("name_en", true, false),
            ("aliases_id", false, false),
            ("aliases_en", false, false),
            ("demonyms_id", false, true),
            ("demonyms_en", false, true),
        ] {
            for name in row.get(column).split('|').map(str::trim).filter(|name| !name.is_empty()) {
                let plain = name.trim_end_matches(['!', '^']);
                let entry = Entry {
                    row: index,
                    primary,
                    needs_evidence: name.ends_with('!'),
                    capitals_only: name.ends_with('^'),
                    demonym,
                };
                self.names.entry(Self::fold(plain)).or_default().push(entry);
            }
        }
        Ok(())
    }

    /// Rows that a name leads to, by [`Gazetteer::fold`]ed key; best known first.
    pub fn lookup(&self, name: &str) -> Vec<Entry> {
        self.names.get(&Self::fold(name)).cloned().unwrap_or_default()
    }

    /// The longest run of words that is a name: `words` are the following tokens of the text as written, joined
    /// by one blank each when folded. Returns the number of words taken and the entries, longest first.
    pub fn longest(&self, words: &[&str]) -> Option<(usize, Vec<Entry>)> {
        (1..=words.len().min(LONGEST_NAME)).rev().find_map(|count| {
            let entries = self.names.get(&Self::fold(&words[..count].join(" ")))?;
            Some((count, entries.clone()))
        })
    }

    /// The place in a row.
    pub fn place(&self, row: u32) -> Option<Place> {
        self.places.get(row as usize).cloned()
    }

    /// The place with an id such as `geonames:524901`.
    pub fn by_id(&self, id: &str) -> Option<Place> {
        self.place(*self.ids.get(id)?)
    }

    /// The country of an ISO 3166-1 alpha-2 code.
    pub fn country(&self, code: &str) -> Option<Place> {
        let is_it = |place: &&Place| place.class == PlaceClass::Country && place.country.as_deref() == Some(code);
        self.places.iter().find(is_it).cloned()
    }

    /// The key of a name: NFD without marks, lower case, every run of other characters one blank.
    pub fn fold(name: &str) -> String {
        let letters = name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
        let plain: String = letters.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Places whose name is like `query`: the same name, then names that begin with it, then similar ones.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Place> {
        let key = Self::fold(query);
        let mut rows: Vec<u32> = self.lookup(query).iter().map(|e| e.row).collect();
        let from = self.names.range(key.clone()..).take_while(|(name, _)| !key.is_empty() && name.starts_with(&key));
        rows.extend(from.flat_map(|(_, entries)| entries.iter().map(|e| e.row)));
        if rows.is_empty() {
            let scored = self.names.iter().map(|(name, entries)| (strsim::jaro_winkler(name, &key), entries));
            let mut near: Vec<_> = scored.filter(|(score, _)| *score >= GUESS).collect();
            near.sort_by(|a, b| b.0.total_cmp(&a.0));
            rows.extend(near.into_iter().flat_map(|(_, entries)| entries.iter().map(|e| e.row)));
        }
        let mut seen = std::collections::BTreeSet::new();
        rows.retain(|row| seen.insert(*row));
        rows.into_iter().filter_map(|row| self.place(row)).take(limit).collect()
    }

    /// All countries and seas with a label point, for the context names of maps.
    pub fn context(&self) -> Vec<Place> {
        let shown = |p: &&Place| matches!(p.class, PlaceClass::Country | PlaceClass::Sea) && p.point.is_some();
        self.places.iter().filter(shown).cloned().collect()
    }
}

/// Countries before divisions before cities before the rest, for names that lead to several places.
fn rank(place: &Place) -> u8 {
    match place.class {
        PlaceClass::Country => 0,
        PlaceClass::Admin1 => 1,
        PlaceClass::City => 2,
        PlaceClass::Admin2 => 3,
        _ => 4,
    }
}

fn read(row: &Row<'_>) -> Result<Place, String> {
    let some = |column: &str| Some(row.get(column)).filter(|cell| !cell.is_empty()).map(str::to_string);
    let id = some("id").ok_or("the row has no id")?;
    let class = PlaceClass::from_name(row.get("class")).ok_or(format!("{:?} is no class", row.get("class")))?;
    let degrees = |text: &str, limit: f64| match text.parse::<f64>() {
        Ok(value) if value.abs() <= limit => Ok(value),
        _ => Err(format!("{text:?} is no coordinate within ±{limit} degrees")),
    };
    let point = match (row.get("lon"), row.get("lat")) {
        ("", "") => None,
        (lon, lat) => Some(Point::new(degrees(lon, 180.0)?, degrees(lat, 90.0)?)),
    };
    let bbox = match row.get("bbox") {
        "" => None,
        text => {
            let sides: Vec<&str> = text.split(',').map(str::trim).collect();
            let [west, south, east, north] = sides[..] else {
                return Err(format!("{text:?} is no west,south,east,north"));
            };
            let (a, b) = (Coord { x: degrees(west, 180.0)?, y: degrees(south, 90.0)? }, degrees(east, 180.0)?);
            // A box over 180 degrees has west > east; the type cannot hold it, so it is left to the label point.
            (a.x <= b).then_some(Rect::new(a, Coord { x: b, y: degrees(north, 90.0)? }))
        }
    };
    let country = row.get("country");
    Ok(Place {
        id,
        name_id: row.get("name_id").to_string(),
        name_en: row.get("name_en").to_string(),
        class,
        country: (country.len() == 2).then(|| country.to_string()),
        admin1: some("admin1"),
        population: 0,
        point,
        label_point: None,
        bbox,
        stands_for: some("stands_for"),
        timezone: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_the_usual_place_first() {
        let gazetteer = Gazetteer::bundled();
        let rows = [
            ("Korea Utara", "geonames:1873107"),
            ("UKRAINA", "geonames:690791"),
            ("AS", "geonames:6252001"),
            ("Moskwa", "geonames:524901"),
        ];
        for (name, id) in rows {
            let first = gazetteer.lookup(name).first().and_then(|e| gazetteer.place(e.row));
            assert_eq!(first.map(|p| p.id).as_deref(), Some(id), "{name}");
        }
        let (words, entries) = gazetteer.longest(&["Kosmodrom", "Vostochny", "di"]).expect("a name");
        let point = gazetteer.place(entries[0].row).and_then(|p| p.point).expect("a point");
        assert_eq!(words, 2);
        assert!((point.y() - 51.884).abs() < 0.01 && (point.x() - 128.334).abs() < 0.01);
    }

    #[test]
    fn keys_lose_marks_case_and_punctuation() {
        for (name, key) in [("Āl-Bāb", "al bab"), ("Côte  d’Ivoire", "cote d ivoire"), ("", "")] {
            assert_eq!(Gazetteer::fold(name), key);
        }
    }
}
