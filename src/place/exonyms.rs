//! Names that a language has for places and the gazetteer does not list: rows of `place_aliases.tsv` of the kind `name`.

use super::{Entry, Gazetteer, PlaceLexicon};
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// Kind of the rows that give another name of a place of the gazetteer.
pub(super) const KIND: &str = "name";

/// The name of the place with this id that a language has for itself, where its pack gives one.
pub(super) fn own_name(lang: &str, id: &str) -> Option<&'static str> {
    static ALL: OnceLock<BTreeMap<&'static str, HashMap<String, String>>> = OnceLock::new();
    let all = ALL.get_or_init(|| crate::lang::packs().iter().map(|pack| (pack.code, names(pack))).collect());
    all.get(lang)?.get(id).map(String::as_str)
}

/// The pack's names by the ids of their places; the first row of a place is its usual name.
fn names(pack: &crate::lang::Pack) -> HashMap<String, String> {
    let mut out = HashMap::new();
    let rows = pack.table("place_aliases.tsv").and_then(|table| table.rows()).unwrap_or_default();
    for row in rows.iter().filter(|row| row.get("kind") == KIND) {
        let gazetteer = Gazetteer::bundled();
        let best = gazetteer.lookup(row.get("name")).first().and_then(|entry| gazetteer.place(entry.row));
        if let Some(place) = best {
            out.entry(place.id).or_insert_with(|| row.get("form").to_string());
        }
    }
    out
}

impl PlaceLexicon {
    /// Whether a name of the language begins with the word, given as written and in lower case.
    pub(super) fn names_begin(&self, word: &str, lower: &str) -> bool {
        if self.name_starts.is_empty() {
            return false;
        }
        // Plain words are folded as they are put in lower case.
        match lower.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            true => self.name_starts.contains_key(lower),
            false => self.name_starts.contains_key(&Gazetteer::fold(word)),
        }
    }

    /// [`Gazetteer::longest`] over the names of the gazetteer and those of the language.
    pub(super) fn longest(&self, gazetteer: &Gazetteer, words: &[&str]) -> Option<(usize, Vec<Entry>)> {
        let known = gazetteer.longest(words);
        let Some(longest) = words.first().and_then(|word| self.name_starts.get(&Gazetteer::fold(word))) else {
            return known;
        };
        let own = (1..=words.len().min(*longest)).rev().find_map(|count| {
            let name = self.names.get(&Gazetteer::fold(&words[..count].join(" ")))?;
            Some((count, gazetteer.lookup(name)))
        });
        match (own, known) {
            (Some((count, mut entries)), Some((other, more))) if count == other => {
                // The same letters may name another place too (`Jordan`).
                let more: Vec<Entry> = more.into_iter().filter(|e| entries.iter().all(|f| f.row != e.row)).collect();
                entries.extend(more);
                Some((count, entries))
            }
            (Some(own), Some(known)) => Some(if own.0 > known.0 { own } else { known }),
            (own, known) => own.or(known),
        }
    }
}
