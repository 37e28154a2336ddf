//! What place resolution needs of a language pack: type words, cues, titles, organisations, persons, traps.

use super::PlaceClass;
use crate::error::Error;
use crate::lang::Pack;
use std::collections::{BTreeMap, BTreeSet};

/// What a word before a place says of the place's part in the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    Location,
    Origin,
    Destination,
    Container,
    Affiliation,
    Path,
    Agent,
    Direction,
}

impl Cue {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "location" => Self::Location,
            "origin" => Self::Origin,
            "destination" => Self::Destination,
            "container" => Self::Container,
            "affiliation" => Self::Affiliation,
            "path" => Self::Path,
            "agent" => Self::Agent,
            "direction" => Self::Direction,
            _ => return None,
        })
    }
}

/// The place tables of one language, checked.
#[derive(Debug, Clone)]
pub struct PlaceLexicon {
    /// Language code of the pack.
    pub code: &'static str,
    /// Type words in lower case with the class that they demand.
    pub(super) types: BTreeMap<String, PlaceClass>,
    /// Cues in lower case.
    pub(super) cues: BTreeMap<String, Cue>,
    /// Titles in lower case.
    pub(super) titles: BTreeSet<String>,
    /// Organisation heads as written, because `Bank` and `bank` differ.
    pub(super) heads: BTreeSet<String>,
    /// Parts of persons' names as written.
    pub(super) persons: BTreeSet<String>,
    /// Names in lower case that are ordinary words first.
    pub(super) common: BTreeSet<String>,
}

impl PlaceLexicon {
    /// Reads `place_cues.tsv`, `titles.tsv`, `org_heads.tsv`, `person_names.tsv` and, where the pack has them,
    /// `common_words_places.tsv`.
    ///
    /// # Errors
    /// A missing or malformed file, with its name and line.
    pub fn from_pack(pack: &Pack) -> Result<Self, Error> {
        let mut types = BTreeMap::new();
        let mut cues = BTreeMap::new();
        for row in pack.table("place_cues.tsv")?.rows()? {
            let cue = row.get("cue").to_lowercase();
            if row.get("kind") == "type" {
                if let Some(class) = PlaceClass::from_name(row.get("class")) {
                    // A word that is also a preposition (`DI`) cannot head a name by its letters alone.
                    if !cues.contains_key(&cue) && row.get("name_part") != "no" {
                        types.insert(cue, class);
                    }
                }
                continue;
            }
            let role = Some(row.get("role")).filter(|r| !r.is_empty()).unwrap_or(row.get("class"));
            if let Some(role) = Cue::from_name(role) {
                cues.entry(cue).or_insert(role);
            }
        }
        let titles = column(pack, "titles.tsv", "title")?;
        let common = match pack.table("common_words_places.tsv") {
            Ok(_) => column(pack, "common_words_places.tsv", "name")?,
            Err(_) => BTreeSet::new(),
        };
        Ok(Self {
            code: pack.code,
            types,
            cues,
            titles: titles.iter().map(|t| t.to_lowercase()).collect(),
            heads: column(pack, "org_heads.tsv", "head")?,
            persons: column(pack, "person_names.tsv", "name")?,
            common: common.iter().map(|t| t.to_lowercase()).collect(),
        })
    }
}

/// The cells of a column with the spellings in `variants`.
fn column(pack: &Pack, file: &str, name: &str) -> Result<BTreeSet<String>, Error> {
    let mut set = BTreeSet::new();
    for row in pack.table(file)?.rows()? {
        for form in std::iter::once(row.get(name)).chain(row.get("variants").split('|')) {
            let form = form.trim_end_matches('.');
            if !form.is_empty() {
                set.insert(form.to_string());
            }
        }
    }
    Ok(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_with_places_reads_and_knows_its_cues() {
        for (code, cue, wanted) in [("id", "ke", Cue::Destination), ("en", "from", Cue::Origin)] {
            let lexicon = crate::lang::pack(code).map(|p| PlaceLexicon::from_pack(&p));
            let found = lexicon.and_then(Result::ok).and_then(|l| l.cues.get(cue).copied());
            assert_eq!(found, Some(wanted), "{code}: {cue}");
        }
    }
}
