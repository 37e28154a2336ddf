//! The rules of `time_rules.tsv`: patterns over words, word classes, numbers and other rules.
//!
//! A pattern is a row of elements between blanks:
//!
//! | element | matches |
//! |---|---|
//! | `lalu\|silam` | one of these words |
//! | `<unit>` | a form of this class of `time_words.tsv`, or a number: see [`Number`] |
//! | `<unit=D\|M>` | a form of the class with one of these values |
//! | `<n:to>` | the same, kept under the name `to` |
//! | `{day\|month}` | whatever a rule of one of these kinds matches |
//! | `x?` | optional |
//! | `+x` | without a blank before it |
//! | `!x`, `=x` | only if `x` does not follow, or does; it is not part of the match, but the meaning can use it |
//! | `@` | what stands before it is needed, but is not part of the expression |

use super::index::{Index, Starts};
use super::meaning::Meaning;
use super::tokens::Token;
use super::words::{ClassId, ValueId, WordId, Words};
use crate::error::Error;
use crate::lang::Pack;

/// A class that is computed instead of listed: numbers, and letters beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// `n`: a count in figures or words, fractions and vague counts included.
    Count,
    /// `int`: any digits.
    Digits,
    /// `d`: a day of the month.
    Day,
    /// `m`: a month's number.
    Month,
    /// `y`: a year of four digits.
    Year,
    /// `yy`: two digits.
    ShortYear,
    /// `decade`: a year of four digits ending in 0.
    Decade,
    /// `yy0`: two digits ending in 0.
    ShortDecade,
    /// `h` and `min`: hours and minutes.
    Hour,
    Minute,
    /// `hhmm`: a clock time of four digits.
    Military,
    /// `ord`: an ordinal in figures or words.
    Ordinal,
    /// `letters`: one to three letters with a capital, as a car's plate ends.
    Letters,
}

/// What an element matches.
#[derive(Debug, Clone)]
pub(super) enum What {
    Words(Vec<WordId>),
    Class(ClassId, Vec<ValueId>),
    Number(Number),
    /// Rules of these kinds, as bits.
    Kinds(u64),
}

/// Whether an element is consumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Take,
    Not,
    Ahead,
}

/// One element of a pattern.
#[derive(Debug, Clone)]
pub(super) struct Element {
    pub what: What,
    pub slot: String,
    pub optional: bool,
    pub glued: bool,
    pub look: Look,
}

/// One rule.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    /// Stable id with the pack's code: `id.weekday-paren-dmy`.
    pub name: String,
    /// The bit of its kind.
    pub kind: u64,
    pub elements: Vec<Element>,
    /// How many elements stand before `@`.
    pub lead: usize,
    pub meaning: Meaning,
    /// Line in `time_rules.tsv`.
    pub line: usize,
    /// Texts in which the rule must win, and texts that look alike in which it must not.
    pub yes: Vec<String>,
    pub no: Vec<String>,
}

/// The rules of a pack, with the words that each may begin with.
#[derive(Debug, Clone, Default)]
pub(super) struct Grammar {
    pub rules: Vec<Rule>,
    pub(super) kinds: Vec<String>,
    /// Kinds that stand by themselves; kinds named with `_` only serve other rules.
    pub mentions: u64,
    /// The kind `_dateline`: dates too short to be told from other figures anywhere else.
    pub dateline: u64,
    index: Index,
}

/// The texts of a cell, cut at its semicolons.
fn texts(cell: &str) -> Vec<String> {
    cell.split(" ; ").map(str::trim).filter(|t| !t.is_empty()).map(str::to_string).collect()
}

/// The number of kinds that fit the bits.
const MAX_KINDS: usize = 64;

impl Grammar {
    /// Reads `time_rules.tsv`; literal words are added to `words`.
    ///
    /// # Errors
    /// A malformed rule, with file, line and what is wrong with it.
    pub fn from_pack(pack: &Pack, words: &mut Words) -> Result<Self, Error> {
        let mut grammar = Self::default();
        for row in pack.table("time_rules.tsv")?.rows()? {
            let fail =
                |what: String| Error::new("bad-pack", format!("{}/time_rules.tsv: {what}", pack.code)).at(row.line, 1);
            let kind = grammar.kind(row.get("kind")).map_err(fail)?;
            let (elements, lead) = grammar.pattern(row.get("pattern"), words).map_err(fail)?;
            let meaning = Meaning::parse(row.get("meaning")).map_err(fail)?;
            let name = format!("{}.{}", pack.code, row.get("name"));
            if grammar.rules.iter().any(|r| r.name == name) {
                return Err(fail(format!("the name {:?} stands twice; names must differ", row.get("name"))));
            }
            let (yes, no) = (texts(row.get("yes")), texts(row.get("no")));
            grammar.rules.push(Rule { name, kind, elements, lead, meaning, line: row.line, yes, no });
        }
        grammar.defined().map_err(|(line, what)| {
            Error::new("bad-pack", format!("{}/time_rules.tsv: {what}", pack.code)).at(line, 1)
        })?;
        let index = Index::new(&grammar.rules, grammar.kinds.len(), words).map_err(|(rule, what)| {
            let line = grammar.rules.get(rule).map_or(1, |r| r.line);
            Error::new("bad-pack", format!("{}/time_rules.tsv: {what}", pack.code)).at(line, 1)
        })?;
        grammar.index = index;
        Ok(grammar)
    }

    /// The rules that may match at a token; `words` are those with which the grammar was read.
    pub fn starts(&self, token: &Token, words: &Words) -> Option<&Starts> {
        self.index.at(token, &self.rules, words)
    }

    /// Refuses a rule that calls a kind of which no rule is.
    fn defined(&self) -> Result<(), (usize, String)> {
        let all = self.rules.iter().fold(0, |mask, rule| mask | rule.kind);
        for rule in &self.rules {
            let called = rule.elements.iter().filter_map(|e| match e.what {
                What::Kinds(kinds) => Some(kinds),
                _ => None,
            });
            let missing = called.fold(0, |mask, kinds| mask | kinds) & !all;
            if let Some(name) = self.kinds.get(missing.trailing_zeros() as usize).filter(|_| missing != 0) {
                return Err((
                    rule.line,
                    format!("the rule {} calls {{{name}}}, but no rule is of that kind", rule.name),
                ));
            }
        }
        Ok(())
    }

    fn kind(&mut self, name: &str) -> Result<u64, String> {
        if name.is_empty() {
            return Err("the rule has no kind".to_string());
        }
        let index = self.kinds.iter().position(|k| k == name).unwrap_or_else(|| {
            self.kinds.push(name.to_string());
            self.kinds.len() - 1
        });
        if index >= MAX_KINDS {
            return Err(format!("there are more than {MAX_KINDS} kinds; reuse one for {name:?}"));
        }
        if !name.starts_with('_') {
            self.mentions |= 1 << index;
        } else if name == "_dateline" {
            self.dateline = 1 << index;
        }
        Ok(1 << index)
    }

    fn pattern(&mut self, text: &str, words: &mut Words) -> Result<(Vec<Element>, usize), String> {
        let mut elements = Vec::new();
        let mut lead = 0;
        for part in text.split_whitespace() {
            if part == "@" {
                lead = elements.len();
                continue;
            }
            elements.push(self.element(part, words)?);
        }
        if elements.iter().all(|e| e.optional || e.look != Look::Take) {
            return Err(format!("the pattern {text:?} could match nothing; one element must be needed"));
        }
        Ok((elements, lead))
    }

    fn element(&mut self, part: &str, words: &mut Words) -> Result<Element, String> {
        let mut body = part;
        let mut element = Element {
            what: What::Words(Vec::new()),
            slot: String::new(),
            optional: false,
            glued: false,
            look: Look::Take,
        };
        if let Some(rest) = body.strip_suffix('?').filter(|r| !r.is_empty()) {
            (element.optional, body) = (true, rest);
        }
        while let Some(rest) = body.get(1..).filter(|r| !r.is_empty()) {
            match body.as_bytes().first() {
                Some(b'+') => element.glued = true,
                Some(b'!') => element.look = Look::Not,
                Some(b'=') => element.look = Look::Ahead,
                _ => break,
            }
            body = rest;
        }
        if let Some(kinds) = body.strip_prefix('{').and_then(|b| b.strip_suffix('}')) {
            let (kinds, slot) = kinds.split_once(':').unwrap_or((kinds, "x"));
            let mut mask = 0;
            for kind in kinds.split('|') {
                mask |= self.kind(kind)?;
            }
            element.what = What::Kinds(mask);
            element.slot = slot.to_string();
        } else if let Some(class) = body.strip_prefix('<').and_then(|b| b.strip_suffix('>')) {
            let (class, slot) = class.split_once(':').map_or((class, None), |(c, s)| (c, Some(s)));
            let (name, values) = class.split_once('=').unwrap_or((class, ""));
            element.slot = slot.unwrap_or(name).to_string();
            element.what = match Number::from_name(name) {
                Some(number) => What::Number(number),
                None => {
                    let id = words.find_class(name).ok_or_else(|| {
                        format!("no row of time_words.tsv has the class {name:?}; add one or correct <{class}>")
                    })?;
                    What::Class(id, values.split('|').filter(|v| !v.is_empty()).map(|v| words.value(v)).collect())
                }
            };
        } else if body.contains(['<', '>', '{', '}']) {
            return Err(format!("{part:?} opens or closes a bracket alone; write <class>, <class:slot> or {{kind}}"));
        } else {
            element.what = What::Words(body.split('|').map(|w| words.intern(&w.to_lowercase())).collect());
        }
        Ok(element)
    }
}

impl Number {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "n" => Number::Count,
            "int" => Number::Digits,
            "d" => Number::Day,
            "m" => Number::Month,
            "y" => Number::Year,
            "yy" => Number::ShortYear,
            "decade" => Number::Decade,
            "yy0" => Number::ShortDecade,
            "h" => Number::Hour,
            "min" => Number::Minute,
            "hhmm" => Number::Military,
            "ord" => Number::Ordinal,
            "letters" => Number::Letters,
            _ => return None,
        })
    }
}
