//! The words of the time grammar: every form of `time_words.tsv` with its class, value and conditions.

use super::tokens::{fold, pieces};
use crate::error::Error;
use crate::lang::Pack;
use rustc_hash::FxHashMap;

/// A word's number in the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct WordId(pub u32);

impl WordId {
    /// The number of every word that no rule knows.
    pub const UNKNOWN: WordId = WordId(u32::MAX);
}

/// A word class's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ClassId(pub u16);

/// The number of a value of some form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ValueId(u16);

/// How a form must be written to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Any,
    /// With a capital letter (`Minggu` the day, `May` the month).
    Capital,
    /// Without one, or where a capital says nothing (`minggu` the week).
    Small,
}

/// One form of a class. The first word is the key that it is filed under.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub class: ClassId,
    pub value: String,
    /// The value's number, which patterns compare instead of the text.
    pub value_id: ValueId,
    /// The words after the first.
    pub rest: Vec<WordId>,
    pub case: Case,
    /// Whether a full stop right behind belongs to it (`Nov.`).
    pub dotted: bool,
}

impl Entry {
    /// An entry whose words and value's number are filled in when it is added.
    pub fn new(class: ClassId, value: &str, case: Case, dotted: bool) -> Self {
        Self { class, value: value.to_string(), value_id: ValueId::default(), rest: Vec::new(), case, dotted }
    }
}

/// Every word of the grammar.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    ids: FxHashMap<Box<str>, WordId>,
    /// For each first byte of a word, the lengths in bytes that words beginning with it have, as bits: most words of
    /// a text are told from all of these without a look into the table.
    shapes: Vec<u64>,
    classes: Vec<String>,
    values: Vec<String>,
    /// By word, the classes of its entries as bits.
    masks: Vec<u128>,
    /// By word, the entries that begin with it, longest first.
    entries: Vec<Vec<Entry>>,
}

/// Words of this many bytes and more share one bit of [`Words::shapes`].
const LONGEST: usize = 63;

/// The number of classes that fit the bits of [`Words::masks`].
const MAX_CLASSES: usize = 128;

/// The class whose rows say which hours a part of the day covers.
pub(super) const HOURS: &str = "hours";

/// First hour and hour after the last, as `5-10`.
pub(super) fn hours(text: &str) -> Option<(u32, u32)> {
    let (from, to) = text.split_once('-')?;
    let span: (u32, u32) = (from.parse().ok()?, to.parse().ok()?);
    Some(span).filter(|(from, to)| from < to && *to <= 24)
}

/// Classes that the code itself knows, beside those that the rules name.
const CODE_CLASSES: [&str; 9] =
    ["number", "multiplier", "ordinal", "future", "past", "month", "weekday", "joiner", "boundary"];

impl Words {
    /// Reads `time_words.tsv`.
    ///
    /// # Errors
    /// A missing or malformed file, with its line.
    pub fn from_pack(pack: &Pack) -> Result<Self, Error> {
        let mut words = Self::default();
        for class in CODE_CLASSES {
            words.class(class);
        }
        for mark in [".", ",", "-", "/", ":", "'"] {
            words.intern(mark);
        }
        let bad = |line: usize, what: String| {
            Err(Error::new("bad-pack", format!("{}/time_words.tsv: {what}", pack.code)).at(line, 1))
        };
        for row in pack.table("time_words.tsv")?.rows()? {
            let (class, value) = (row.get("class"), row.get("value"));
            if class.is_empty() || row.get("forms").trim().is_empty() {
                return bad(row.line, "a row needs a class and at least one form".to_string());
            }
            if class == HOURS && hours(value).is_none() {
                let part = row.get("forms");
                return bad(
                    row.line,
                    format!("the hours {value:?} of {part:?} must be written 5-10, the earlier first"),
                );
            }
            let mut case = Case::Any;
            let mut dotted = false;
            for flag in row.get("flags").split_whitespace() {
                match flag {
                    "capital" => case = Case::Capital,
                    "small" => case = Case::Small,
                    "dotted" => dotted = true,
                    other => {
                        return bad(row.line, format!("the flag {other:?} is unknown; use capital, small or dotted"));
                    }
                }
            }
            let class = words.class(class);
            for form in row.get("forms").split('|').map(str::trim).filter(|f| !f.is_empty()) {
                let value = if value.is_empty() { form } else { value };
                words.add(form, Entry::new(class, value, case, dotted));
            }
            if words.classes.len() >= MAX_CLASSES {
                return bad(row.line, format!("there are more than {MAX_CLASSES} classes; join some"));
            }
        }
        Ok(words)
    }

    /// The number of a value, which it gets here if it has none.
    pub fn value(&mut self, value: &str) -> ValueId {
        let index = self.values.iter().position(|v| v == value).unwrap_or_else(|| {
            self.values.push(value.to_string());
            self.values.len() - 1
        });
        ValueId(u16::try_from(index).unwrap_or(u16::MAX))
    }

    /// The classes of which some form begins with the word, as bits.
    pub fn mask(&self, word: WordId) -> u128 {
        self.masks.get(word.0 as usize).copied().unwrap_or(0)
    }

    /// Whether some form of the class begins with the word.
    pub fn begins(&self, word: WordId, class: ClassId) -> bool {
        self.mask(word) & 1u128.checked_shl(u32::from(class.0)).unwrap_or(0) != 0
    }

    /// Puts longer forms before shorter ones; to be called when all are in.
    pub fn sort(&mut self) {
        for list in &mut self.entries {
            list.sort_by_key(|e| std::cmp::Reverse(e.rest.len()));
        }
    }

    /// The one-word forms of a class with their values, in the order of the forms.
    pub fn values(&self, class: &str) -> Vec<(String, String)> {
        let Some(class) = self.find_class(class) else { return Vec::new() };
        let mut all = Vec::new();
        for (form, id) in &self.ids {
            for entry in self.entries(*id).iter().filter(|e| e.class == class && e.rest.is_empty()) {
                all.push((form.to_string(), entry.value.clone()));
            }
        }
        all.sort();
        all
    }

    /// Adds a form of one or more words.
    pub fn add(&mut self, form: &str, mut entry: Entry) {
        let mut folded = String::new();
        let mut ids = Vec::new();
        for (span, _) in pieces(form) {
            fold(form.get(span.start..span.end).unwrap_or_default(), &mut folded);
            ids.push(self.intern(&folded));
        }
        let Some((first, rest)) = ids.split_first() else { return };
        entry.rest = rest.to_vec();
        entry.value_id = self.value(&entry.value);
        if let Some(mask) = self.masks.get_mut(first.0 as usize) {
            *mask |= 1u128.checked_shl(u32::from(entry.class.0)).unwrap_or(0);
        }
        if let Some(list) = self.entries.get_mut(first.0 as usize) {
            list.push(entry);
        }
    }

    /// The number of a word, which it gets here if it has none.
    pub fn intern(&mut self, folded: &str) -> WordId {
        if let Some(id) = self.ids.get(folded) {
            return *id;
        }
        let id = WordId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX - 1));
        self.ids.insert(folded.into(), id);
        self.entries.push(Vec::new());
        self.masks.push(0);
        if self.shapes.is_empty() {
            self.shapes.resize(256, 0);
        }
        let first = folded.bytes().next().unwrap_or(0);
        if let Some(lengths) = self.shapes.get_mut(usize::from(first)) {
            *lengths |= 1 << folded.len().min(LONGEST);
        }
        id
    }

    /// The number of a class, which it gets here if it has none.
    pub fn class(&mut self, name: &str) -> ClassId {
        let index = self.classes.iter().position(|c| c == name).unwrap_or_else(|| {
            self.classes.push(name.to_string());
            self.classes.len() - 1
        });
        ClassId(u16::try_from(index).unwrap_or(u16::MAX))
    }

    /// The number of a class that some row or the code names.
    pub fn find_class(&self, name: &str) -> Option<ClassId> {
        let index = self.classes.iter().position(|c| c == name)?;
        u16::try_from(index).ok().map(ClassId)
    }

    /// The entries that begin with a word.
    pub fn entries(&self, word: WordId) -> &[Entry] {
        self.entries.get(word.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Every word's number, for building indexes.
    pub fn all(&self) -> impl Iterator<Item = (WordId, &[Entry])> {
        (0u32..).map(WordId).zip(self.entries.iter().map(Vec::as_slice))
    }

    /// The number of a folded mark or word, if any rule or row holds it.
    pub fn id(&self, folded: &str) -> WordId {
        let first = folded.bytes().next().unwrap_or(0);
        let lengths = self.shapes.get(usize::from(first)).copied().unwrap_or(0);
        if lengths & (1 << folded.len().min(LONGEST)) == 0 {
            return WordId::UNKNOWN;
        }
        self.ids.get(folded).copied().unwrap_or(WordId::UNKNOWN)
    }
}
