//! Words that a graphic or a message prints: a table of keys with text to fill in.

use super::Pack;
use crate::error::Error;
use std::collections::BTreeMap;

/// The printed words of one table of a pack (`page.tsv`, `map.tsv`, `story.tsv`).
#[derive(Debug, Clone)]
pub struct Words {
    texts: BTreeMap<&'static str, &'static str>,
}

impl Words {
    /// Reads a table with the columns `key` and `text`.
    ///
    /// # Errors
    /// A missing file, a malformed row or a key given twice, with file and line.
    pub fn from_pack(pack: &Pack, file: &str) -> Result<Self, Error> {
        let mut texts = BTreeMap::new();
        for row in pack.table(file)?.rows()? {
            if texts.insert(row.get("key"), row.get("text")).is_some() {
                let message = format!("{}/{file}: the key {:?} stands twice; keep one row", pack.code, row.get("key"));
                return Err(Error::new("bad-pack", message).at(row.line, 1));
            }
        }
        Ok(Self { texts })
    }

    /// The text of a key; the key itself where the pack lacks it, so that a gap in a pack shows and breaks nothing.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).copied().unwrap_or(key)
    }

    /// The text of a key with `{0}`, `{1}` … replaced.
    pub fn fill(&self, key: &str, values: &[&str]) -> String {
        let mut text = self.get(key).to_string();
        for (index, value) in values.iter().enumerate() {
            text = text.replace(&format!("{{{index}}}"), value);
        }
        text
    }

    /// All keys, for tests that compare packs.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.texts.keys().copied()
    }
}
