//! What place resolution needs of a language pack: type words, cues, titles, organisations, persons, traps.

mod kinds;
mod read;

pub(super) use kinds::{Cue, Follows, Head, Kind, Lower, Policy, Starts, TypeWord};

use super::{Gazetteer, PlaceClass};
use rustc_hash::{FxHashMap, FxHashSet};

/// The place tables of one language, checked.
#[derive(Debug, Clone)]
pub struct PlaceLexicon {
    /// Language code of the pack.
    pub code: &'static str,
    /// Type words before a name, in lower case.
    pub(super) before: FxHashMap<String, TypeWord>,
    /// Type words after a name, in lower case.
    pub(super) after: FxHashMap<String, TypeWord>,
    /// Cues of one or more words in lower case.
    pub(super) cues: FxHashMap<String, Cue>,
    /// First words of the forms that are looked for at every word, in lower case.
    starts: FxHashMap<String, Starts>,
    /// Kinds of a form, one bit each.
    roles: FxHashMap<String, u32>,
    /// Adjectives and offices stand after the place (`US President`, `Turkish soldiers`).
    pub(super) adjective_first: bool,
    actor_prefixes: Vec<String>,
    patient_prefixes: Vec<String>,
    /// Country whose bodies need not name it.
    pub(super) home: Option<String>,
    /// Titles in lower case, of one or more words, with what may follow.
    pub(super) titles: FxHashMap<String, Follows>,
    /// Heads of organisations by their first word as written, because `Bank` and `bank` differ.
    pub(super) heads: FxHashMap<String, Vec<Head>>,
    /// Words after a place that make it an organisation's name: true where the place stays a mention.
    pub(super) tails: FxHashMap<String, bool>,
    /// Parts of persons' names as written: true where the part is nothing else.
    pub(super) persons: FxHashMap<String, bool>,
    /// Names in lower case that are ordinary words first: true where the bare word is no place whatever its capital.
    pub(super) common: FxHashMap<String, bool>,
    /// Abbreviations of names of divisions, as written, with the name.
    pub(super) divisions: FxHashMap<String, String>,
    /// Adjectives and peoples of places larger than a country, as written, with the place's name.
    pub(super) adjectives: FxHashMap<String, String>,
    /// Folded names of the language for places of the gazetteer, with a name that the gazetteer has.
    pub(super) names: FxHashMap<String, String>,
    /// First words of these names, with the most words of a name that begins so.
    pub(super) name_starts: FxHashMap<String, usize>,
    /// Offices in lower case, with the class of the place before or after which they stand.
    pub(super) offices_before: FxHashMap<String, PlaceClass>,
    pub(super) offices_after: FxHashMap<String, PlaceClass>,
    /// Words in lower case whose full stop does not end a name.
    pub(super) dotted: FxHashSet<String>,
}

impl PlaceLexicon {
    /// What may begin with a word in lower case.
    pub(super) fn starts(&self, lower: &str) -> Starts {
        self.starts.get(lower).copied().unwrap_or_default()
    }

    /// Notes that a form of the kind begins with the word.
    fn start(&mut self, word: &str, kind: Starts) {
        let known = self.starts.entry(word.to_lowercase()).or_default();
        *known = known.and(kind);
    }

    /// Whether a word or words in lower case head or close the name of a place.
    pub(super) fn is_type(&self, lower: &str) -> bool {
        self.before.contains_key(lower) || self.after.contains_key(lower)
    }

    /// Whether the pack lists a form under a kind.
    pub(super) fn is(&self, form: &str, kind: Kind) -> bool {
        self.roles.get(form).is_some_and(|bits| bits & (1 << kind as u32) != 0)
    }

    /// Whether a lower-case word after a place shows that the place acts.
    pub(super) fn acts(&self, lower: &str) -> bool {
        self.is(lower, Kind::Actor) || (!self.is(lower, Kind::NotActor) && has_prefix(lower, &self.actor_prefixes))
    }

    /// Whether a lower-case word after a place shows that something befalls it.
    pub(super) fn suffers(&self, lower: &str) -> bool {
        self.is(lower, Kind::Patient) || (!self.is(lower, Kind::Actor) && has_prefix(lower, &self.patient_prefixes))
    }
}

/// Letters of the shortest verb with a prefix.
const SHORTEST_VERB: usize = 6;

fn has_prefix(lower: &str, prefixes: &[String]) -> bool {
    lower.len() >= SHORTEST_VERB && prefixes.iter().any(|p| lower.starts_with(p.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(code: &str) -> PlaceLexicon {
        let pack = crate::lang::pack(code).expect("a bundled pack");
        PlaceLexicon::from_pack(&pack).expect("a valid pack")
    }

    #[test]
    fn every_pack_with_places_reads_and_knows_its_cues() {
        for (code, cue, wanted) in [
            ("id", "ke", Cue::Destination),
            ("id", "invasi ke", Cue::Target),
            ("id", "warga", Cue::Affiliation),
            ("en", "from", Cue::Origin),
            ("en", "strikes on", Cue::Impact),
        ] {
            assert_eq!(lexicon(code).cues.get(cue), Some(&wanted), "{code}: {cue}");
        }
    }

    #[test]
    fn verbs_after_a_place_tell_acting_from_suffering() {
        let id = lexicon("id");
        for word in ["menuduh", "akan", "berjanji", "membantah"] {
            assert!(id.acts(word), "{word} acts");
        }
        for word in ["media", "merah", "bersama", "diguncang", "dan"] {
            assert!(!id.acts(word), "{word} does not act");
        }
        assert!(id.suffers("diguncang") && !id.suffers("di") && !id.suffers("dinilai"));
    }
}
