//! The words of the time grammar: every form of `time_words.tsv` with its class, value and conditions.

use super::tokens::{fold, pieces};
use crate::error::Error;
use crate::lang::Pack;
use crate::text::Span;
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
    /// The words of at most [`SHORT`] bytes once more, by their bytes as one number: comparing numbers is quicker than
    /// comparing texts.
    short: FxHashMap<u128, WordId>,
    /// A bit for each hash that a short word has: most words of a text are told from all of these without a look into
    /// the table.
    hashes: Vec<u64>,
    classes: Vec<String>,
    values: Vec<String>,
    /// By word, the classes of its entries as bits.
    masks: Vec<u128>,
    /// By word, the entries that begin with it, longest first.
    entries: Vec<Vec<Entry>>,
}

/// Most bytes of a word that is kept as a number.
const SHORT: usize = 16;

/// Bits of the hash for which [`Words::hashes`] has room: some 3,000 words leave nineteen in twenty bits unset.
const HASH_BITS: u32 = 16;

/// An odd number without a pattern (the golden ratio's fraction), by which bytes are spread over the hash.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// The bytes of a short word as one number.
fn packed(word: &[u8]) -> Option<u128> {
    let mut bytes = [0u8; SHORT];
    bytes.get_mut(..word.len())?.copy_from_slice(word);
    Some(u128::from_le_bytes(bytes))
}

/// The bit that tells bytes beyond ASCII, in each byte.
const BEYOND_ASCII: u128 = u128::from_le_bytes([0x80; SHORT]);

/// The bit that tells small ASCII letters from capitals, in each byte.
const SMALL: u128 = u128::from_le_bytes([0x20; SHORT]);

/// Block and bit of a short word's hash.
fn hashed(packed: u128) -> (usize, u32) {
    let (low, high) = (packed as u64, (packed >> 64) as u64);
    let hash = (low ^ high.rotate_left(29)).wrapping_mul(SPREAD) >> (u64::BITS - HASH_BITS);
    ((hash / u64::from(u64::BITS)) as usize, (hash % u64::from(u64::BITS)) as u32)
}

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
        if let Some(packed) = packed(folded.as_bytes()) {
            self.short.insert(packed, id);
            self.hashes.resize((1 << HASH_BITS) / u64::BITS as usize, 0);
            let (block, bit) = hashed(packed);
            if let Some(bits) = self.hashes.get_mut(block) {
                *bits |= 1 << bit;
            }
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
        match packed(folded.as_bytes()) {
            Some(packed) => self.short_id(packed),
            None => self.ids.get(folded).copied().unwrap_or(WordId::UNKNOWN),
        }
    }

    /// The number of a word of a text, as `id` of its folded form. `scratch` is for those that are folded letter by
    /// letter.
    pub fn id_of(&self, text: &str, span: Span, scratch: &mut String) -> WordId {
        let length = span.end - span.start;
        let ahead = text.as_bytes().get(span.start..span.start + SHORT).and_then(|b| b.try_into().ok());
        if let Some(ahead) = ahead.filter(|_| length <= SHORT) {
            // The bytes behind the word are cut off. ASCII letters differ from small ones by one bit, which digits have
            // set as well.
            let kept = u128::MAX >> (8 * (SHORT - length));
            let packed = u128::from_le_bytes(ahead) & kept;
            if packed & BEYOND_ASCII == 0 {
                return self.short_id(packed | SMALL & kept);
            }
        }
        fold(span.of(text), scratch);
        self.id(scratch)
    }

    fn short_id(&self, packed: u128) -> WordId {
        let (block, bit) = hashed(packed);
        if self.hashes.get(block).is_none_or(|bits| bits >> bit & 1 == 0) {
            return WordId::UNKNOWN;
        }
        self.short.get(&packed).copied().unwrap_or(WordId::UNKNOWN)
    }
}
