//! What reading needs of a language pack: abbreviations, boilerplate lines, datelines.

use super::ZoneKind;
use crate::error::Error;
use crate::lang::Pack;
use memchr::memmem::Finder;
use std::collections::{BTreeMap, BTreeSet};

/// Whether the full stop of an abbreviation can close a sentence too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// It belongs to the word, whatever follows.
    Never,
    /// It belongs to the word where a number follows.
    BeforeNumber,
    /// It may close a sentence where a capital follows.
    Rarely,
    /// It closes a sentence before a word with which sentences begin (`… to the U.S. He died`), and belongs to its word else.
    BeforeStarter,
}

/// How a boilerplate row finds its text in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    Label,
    Prefix,
    Whole,
    Contains,
    Inside,
    Bracket,
}

/// One boilerplate row; `text` is in lower case except where case counts.
#[derive(Debug, Clone)]
pub(super) struct Boilerplate {
    pub kind: ZoneKind,
    /// The line names the author, so that its rest is the byline.
    pub author: bool,
    pub how: Match,
    pub text: String,
    /// Finds the text in a line.
    pub finder: Finder<'static>,
}

/// Rows of boilerplate in the order of their table, by the first byte of their text: a line that has not the byte has not
/// the text.
pub(super) type ByFirst = Vec<(u8, Vec<usize>)>;

/// The boilerplate rows of one language.
#[derive(Debug, Clone, Default)]
pub(super) struct Boilerplates {
    pub rows: Vec<Boilerplate>,
    /// Those whose text opens a line.
    pub opening: ByFirst,
    /// Those whose text stands anywhere in a short line.
    pub contained: Vec<usize>,
    /// Those whose text is cut out of a line.
    pub cut: ByFirst,
}

impl Boilerplates {
    fn of(rows: Vec<Boilerplate>) -> Self {
        let mut all = Self { rows, ..Self::default() };
        for (index, row) in all.rows.iter().enumerate() {
            let by_first = match row.how {
                Match::Label | Match::Prefix | Match::Whole => &mut all.opening,
                Match::Inside | Match::Bracket => &mut all.cut,
                Match::Contains => {
                    all.contained.push(index);
                    continue;
                }
            };
            let Some(&first) = row.text.as_bytes().first() else { continue };
            match by_first.iter_mut().find(|(byte, _)| *byte == first) {
                Some((_, rows)) => rows.push(index),
                None => by_first.push((first, vec![index])),
            }
        }
        all
    }

    /// The rows of a list in the order of their table.
    pub fn listed<'b>(&'b self, indices: &'b [usize]) -> impl Iterator<Item = (usize, &'b Boilerplate)> {
        indices.iter().filter_map(|&index| Some((index, self.rows.get(index)?)))
    }
}

/// The reading tables of one language, checked.
#[derive(Debug, Clone)]
pub struct TextLexicon {
    /// Language code of the pack.
    pub code: &'static str,
    pub(super) abbreviations: BTreeMap<&'static str, Stop>,
    /// Words with which sentences begin and names do not.
    pub(super) starters: BTreeSet<&'static str>,
    pub(super) boilerplate: Boilerplates,
    pub(super) agencies: BTreeSet<String>,
    pub(super) months: BTreeSet<String>,
    pub(super) weekdays: BTreeSet<String>,
    pub(super) never_places: BTreeSet<String>,
    /// Marks besides the dash that may close a dateline.
    pub(super) dateline_marks: BTreeSet<char>,
}

impl TextLexicon {
    /// Reads `abbreviations.tsv`, `boilerplate.tsv`, `datelines.tsv` and the first words of sentences of `language.tsv`.
    ///
    /// # Errors
    /// A missing or malformed file, with its name and line.
    pub fn from_pack(pack: &Pack) -> Result<Self, Error> {
        let mut lexicon = Self {
            code: pack.code,
            abbreviations: abbreviations(pack)?,
            starters: starters(pack)?,
            boilerplate: Boilerplates::of(boilerplate(pack)?),
            agencies: BTreeSet::new(),
            months: BTreeSet::new(),
            weekdays: BTreeSet::new(),
            never_places: BTreeSet::new(),
            dateline_marks: BTreeSet::new(),
        };
        for row in pack.table("datelines.tsv")?.rows()? {
            if row.get("kind") == "mark" {
                let mark = row.get("text").parse::<char>();
                let mark = mark.map_err(|_| unknown(pack, "datelines.tsv", "text", row.get("text"), row.line))?;
                lexicon.dateline_marks.insert(mark);
                continue;
            }
            let set = match row.get("kind") {
                "agency" => &mut lexicon.agencies,
                "month" => &mut lexicon.months,
                "weekday" => &mut lexicon.weekdays,
                "never" => &mut lexicon.never_places,
                other => return Err(unknown(pack, "datelines.tsv", "kind", other, row.line)),
            };
            set.insert(row.get("text").to_lowercase());
        }
        Ok(lexicon)
    }
}

/// Kinds of abbreviations that stand at the end of a sentence as often as inside one.
const CLOSING: [&str; 5] = ["company", "country", "time", "unit", "title_suffix"];

fn abbreviations(pack: &Pack) -> Result<BTreeMap<&'static str, Stop>, Error> {
    let mut found = BTreeMap::new();
    for row in pack.table("abbreviations.tsv")?.rows()? {
        let abbreviation = row.get("abbr");
        let stop = match (row.get("ends_sentence"), row.get("next")) {
            ("no", "number") => Stop::BeforeNumber,
            ("no" | "may", _) if CLOSING.contains(&row.get("class")) => Stop::BeforeStarter,
            ("no", _) => Stop::Never,
            ("rare" | "may", _) => Stop::Rarely,
            ("yes" | "n/a", _) => continue,
            (other, _) => return Err(unknown(pack, "abbreviations.tsv", "ends_sentence", other, row.line)),
        };
        if abbreviation.ends_with('.') {
            found.insert(abbreviation, stop);
        }
    }
    Ok(found)
}

fn starters(pack: &Pack) -> Result<BTreeSet<&'static str>, Error> {
    let rows = pack.table("language.tsv")?.rows()?;
    let listed = rows.iter().filter(|row| row.get("key") == "starters");
    Ok(listed.flat_map(|row| row.get("text").split_whitespace()).collect())
}

fn boilerplate(pack: &Pack) -> Result<Vec<Boilerplate>, Error> {
    let mut found = Vec::new();
    for row in pack.table("boilerplate.tsv")?.rows()? {
        let (kind, author) = match row.get("zone") {
            "byline" => (ZoneKind::Byline, true),
            "editor" => (ZoneKind::Byline, false),
            "related" => (ZoneKind::RelatedLink, false),
            "call-to-action" => (ZoneKind::CallToAction, false),
            "advertisement" => (ZoneKind::Advertisement, false),
            "caption" => (ZoneKind::Caption, false),
            "credit" => (ZoneKind::Credit, false),
            other => return Err(unknown(pack, "boilerplate.tsv", "zone", other, row.line)),
        };
        let how = match row.get("match") {
            "label" => Match::Label,
            "prefix" => Match::Prefix,
            "whole" => Match::Whole,
            "contains" => Match::Contains,
            "inside" => Match::Inside,
            "bracket" => Match::Bracket,
            other => return Err(unknown(pack, "boilerplate.tsv", "match", other, row.line)),
        };
        let text = match how {
            Match::Inside => row.get("text").to_string(),
            Match::Bracket => format!("({}", row.get("text")),
            _ => row.get("text").to_lowercase(),
        };
        if row.get("text").trim().is_empty() {
            return Err(unknown(pack, "boilerplate.tsv", "text", "", row.line));
        }
        let finder = Finder::new(text.as_bytes()).into_owned();
        found.push(Boilerplate { kind, author, how, text, finder });
    }
    Ok(found)
}

fn unknown(pack: &Pack, file: &str, column: &str, value: &str, line: usize) -> Error {
    let message = format!("{}/{file}: {value:?} is not a value of the column {column:?}", pack.code);
    Error::new("bad-pack", message).at(line, 1)
}
