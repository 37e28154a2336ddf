//! The time grammar's words of one language.

use crate::error::Error;
use crate::lang::Pack;
use std::collections::BTreeMap;

/// A fixed expression with its value in the notation of `time_words.tsv`.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub words: Vec<String>,
    pub value: String,
}

/// The time tables of one language, checked.
#[derive(Debug, Clone)]
pub struct TimeLexicon {
    /// Language code of the pack.
    pub code: &'static str,
    pub(super) months: BTreeMap<String, u32>,
    pub(super) weekdays: BTreeMap<String, u32>,
    pub(super) numbers: BTreeMap<String, i64>,
    pub(super) units: BTreeMap<String, char>,
    /// Grouped by first word, longest first.
    pub(super) phrases: BTreeMap<String, Vec<Phrase>>,
    pub(super) roles: BTreeMap<String, String>,
}

impl TimeLexicon {
    /// Reads `time_words.tsv` and `time_roles.tsv`.
    ///
    /// # Errors
    /// A missing or malformed file, with its name and line.
    pub fn from_pack(pack: &Pack) -> Result<Self, Error> {
        let mut lexicon = Self {
            code: pack.code,
            months: BTreeMap::new(),
            weekdays: BTreeMap::new(),
            numbers: BTreeMap::new(),
            units: BTreeMap::new(),
            phrases: BTreeMap::new(),
            roles: BTreeMap::new(),
        };
        for row in pack.table("time_words.tsv")?.rows()? {
            let value = row.get("value");
            let forms = std::iter::once(row.get("form")).chain(row.get("variants").split('|'));
            for form in forms.map(|f| f.trim().trim_end_matches('.').to_lowercase()).filter(|f| !f.is_empty()) {
                let last = value.rsplit('-').next().and_then(|n| n.parse().ok());
                match row.get("class") {
                    "month" => lexicon.months.extend(last.map(|n| (form, n))),
                    "weekday" => lexicon.weekdays.extend(last.map(|n| (form, n))),
                    "number" => lexicon.numbers.extend(value.parse().ok().map(|n| (form, n))),
                    "unit" => {
                        let unit = match value {
                            "P1D" => 'D',
                            "P1W" => 'W',
                            "P1M" => 'M',
                            "P1Y" => 'Y',
                            "PT1H" => 'h',
                            "PT1M" => 'm',
                            _ => continue,
                        };
                        lexicon.units.insert(form, unit);
                    }
                    "deictic" | "unit_one" if !form.contains('{') && !value.contains(['X', '{']) => {
                        let words: Vec<String> = form.split_whitespace().map(str::to_string).collect();
                        let first = words.first().cloned().unwrap_or_default();
                        let phrase = Phrase { words, value: value.to_string() };
                        lexicon.phrases.entry(first).or_default().push(phrase);
                    }
                    _ => {}
                }
            }
        }
        for row in pack.table("time_roles.tsv")?.rows()? {
            lexicon.roles.insert(row.get("word").to_lowercase(), row.get("role").to_string());
        }
        for list in lexicon.phrases.values_mut() {
            list.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
        }
        Ok(lexicon)
    }

    pub(super) fn role(&self, word: &str) -> &str {
        self.roles.get(word).map_or("", String::as_str)
    }
}
