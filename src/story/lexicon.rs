//! The words by which figures and persons are recognised, from a language pack.

use crate::error::Error;
use crate::lang::Pack;
use std::collections::{BTreeMap, BTreeSet};

/// What a form does beside a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Vague,
    Hedge,
    People,
    Harm,
    Measure,
    Thing,
    Classifier,
    MoneyBefore,
    MoneyAfter,
    SkipBefore,
    SkipAfter,
    Stop,
    /// No line may end with it.
    Hang,
    /// It joins two clauses of equal standing.
    Join,
    /// A counted noun does not begin so.
    NotPrefix,
    /// A counted noun ends so, and adjectives stand before it.
    NounSuffix,
    /// A line may end before it.
    Cut,
    /// It opens a clause of its own, before which a sentence can be ended.
    Clause,
    /// A sentence that begins so speaks of something told before.
    Anaphor,
}

/// The classes by their names in `figures.tsv`.
const CLASSES: [(&str, Class); 19] = [
    ("vague", Class::Vague),
    ("hedge", Class::Hedge),
    ("people", Class::People),
    ("harm", Class::Harm),
    ("measure", Class::Measure),
    ("thing", Class::Thing),
    ("classifier", Class::Classifier),
    ("money-before", Class::MoneyBefore),
    ("money-after", Class::MoneyAfter),
    ("skip-before", Class::SkipBefore),
    ("skip-after", Class::SkipAfter),
    ("stop", Class::Stop),
    ("hang", Class::Hang),
    ("join", Class::Join),
    ("not-prefix", Class::NotPrefix),
    ("noun-suffix", Class::NounSuffix),
    ("cut", Class::Cut),
    ("clause", Class::Clause),
    ("anaphor", Class::Anaphor),
];

/// The longest entry in words.
pub(super) const LONGEST_ENTRY: usize = 3;

/// The tables `figures.tsv`, `titles.tsv` and `org_heads.tsv` of one language.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexicon {
    classes: BTreeMap<Class, BTreeSet<&'static str>>,
    /// Values of number words.
    pub numbers: BTreeMap<&'static str, u64>,
    /// `puluh`, `hundred`: the value before is taken times this.
    pub times: BTreeMap<&'static str, u64>,
    /// `belas`: this is added to the value before.
    pub plus: BTreeMap<&'static str, u64>,
    /// `juta`, `million` with their abbreviations.
    pub scales: BTreeMap<&'static str, &'static str>,
    /// `magnitudo` with its abbreviation.
    pub magnitudes: BTreeMap<&'static str, &'static str>,
    /// Words of harm by the one word that stands for all of a sort (`menewaskan` for `tewas`).
    pub harms: BTreeMap<&'static str, &'static str>,
    /// Offices, ranks and honorifics that stand before a name, as written.
    pub titles: BTreeSet<&'static str>,
    /// Words that begin the name of an organisation, lower case.
    pub organisations: BTreeSet<String>,
}

impl Lexicon {
    /// Reads the tables.
    ///
    /// # Errors
    /// A missing or malformed table, a class that is not known, a number word without a value; with file and line.
    pub fn from_pack(pack: &Pack) -> Result<Self, Error> {
        let mut lexicon = Self::default();
        for row in pack.table("figures.tsv")?.rows()? {
            let (form, class) = (row.get("form"), row.get("class"));
            let value = || {
                row.get("value").parse::<u64>().map_err(|_| {
                    let message = format!("{}/figures.tsv: {form:?} needs a whole number as its value", pack.code);
                    Error::new("bad-pack", message).at(row.line, 1)
                })
            };
            match class {
                "number" => drop(lexicon.numbers.insert(form, value()?)),
                "times" => drop(lexicon.times.insert(form, value()?)),
                "plus" => drop(lexicon.plus.insert(form, value()?)),
                "scale" => drop(lexicon.scales.insert(form, row.get("short"))),
                "magnitude" => drop(lexicon.magnitudes.insert(form, row.get("short"))),
                "harm" if !row.get("short").is_empty() => {
                    lexicon.harms.insert(form, row.get("short"));
                    lexicon.classes.entry(Class::Harm).or_default().insert(form);
                }
                other => match CLASSES.iter().find(|(name, _)| *name == other) {
                    Some((_, class)) => drop(lexicon.classes.entry(*class).or_default().insert(form)),
                    None => {
                        let message = format!("{}/figures.tsv: there is no class {other:?}", pack.code);
                        return Err(Error::new("bad-pack", message).at(row.line, 1));
                    }
                },
            }
        }
        for row in pack.table("titles.tsv")?.rows()? {
            if row.get("position") != "after" {
                let forms = std::iter::once(row.get("title")).chain(row.get("variants").split('|'));
                lexicon.titles.extend(forms.filter(|form| !form.is_empty()));
            }
        }
        for row in pack.table("org_heads.tsv")?.rows()? {
            let forms = std::iter::once(row.get("head")).chain(row.get("variants").split('|'));
            // "University of" is met as its first word, because names are compared word by word.
            let heads = forms.filter_map(|form| form.split_whitespace().next());
            lexicon.organisations.extend(heads.map(str::to_lowercase));
        }
        Ok(lexicon)
    }

    pub fn is(&self, class: Class, form: &str) -> bool {
        self.classes.get(&class).is_some_and(|forms| forms.contains(form))
    }

    /// The forms of a class, in order.
    pub fn forms(&self, class: Class) -> impl Iterator<Item = &'static str> + '_ {
        self.classes.get(&class).into_iter().flatten().copied()
    }

    /// Whether a word that no list holds looks like a noun that can be counted.
    pub fn may_be_counted(&self, form: &str) -> bool {
        let letters = form.chars().count() >= 4 && form.chars().all(|c| c.is_alphabetic() && c.is_lowercase());
        let mut suffixes = self.forms(Class::NounSuffix).peekable();
        let ends = suffixes.peek().is_none() || suffixes.any(|suffix| form.ends_with(suffix));
        let begins = self.forms(Class::NotPrefix).any(|prefix| form.starts_with(prefix));
        let other = [Class::Stop, Class::Harm, Class::Cut, Class::Hedge, Class::Vague, Class::SkipAfter];
        let known = other.iter().any(|class| self.is(*class, form));
        letters && ends && !begins && !known && !self.numbers.contains_key(form) && !self.scales.contains_key(form)
    }

    /// Whether adjectives stand between a number and its noun.
    pub fn adjectives_come_first(&self) -> bool {
        self.forms(Class::NounSuffix).next().is_some()
    }
}
