//! Language packs: everything that depends on a language, as data files that are checked when they are read.
//!
//! A pack is a folder of tab-separated tables and TOML files under `src/lang/packs/<code>/`. This room
//! reads and checks their form; each other room builds its own typed lexicon from the tables it needs.

mod format;
mod words;

pub use format::DateFormat;
pub use words::Words;

use crate::error::Error;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// What stands between cells.
const TAB: u8 = b'\t';

/// One tab-separated table of a pack: comment lines start with `#`, the first other line names the columns.
#[derive(Debug, Clone, Copy)]
pub struct Table<'p> {
    /// Name for messages, such as `id/titles.tsv`.
    name: &'p str,
    text: &'p str,
}

/// One row of a [`Table`].
#[derive(Debug, Clone)]
pub struct Row<'p> {
    /// 1-based line in the file.
    pub line: usize,
    text: &'p str,
    /// Where the tabs of the row stand in those of the table.
    tabs: Range<usize>,
    table: Rc<Heading<'p>>,
}

/// What all rows of a table share: the names of its columns, and where in its line each tab of each row stands.
#[derive(Debug)]
struct Heading<'p> {
    columns: Vec<&'p str>,
    tabs: Vec<usize>,
}

impl<'p> Row<'p> {
    /// The cell under `column`; empty where the row ends early or the column is unknown.
    pub fn get(&self, column: &str) -> &'p str {
        let Some(index) = self.table.columns.iter().position(|c| *c == column) else { return "" };
        let tabs = self.table.tabs.get(self.tabs.clone()).unwrap_or_default();
        let start = match index.checked_sub(1) {
            None => Some(0),
            Some(before) => tabs.get(before).map(|tab| tab + 1),
        };
        let end = tabs.get(index).copied().unwrap_or(self.text.len());
        start.and_then(|start| self.text.get(start..end)).unwrap_or("")
    }
}

impl<'p> Table<'p> {
    /// A table over the text of a file.
    pub fn new(name: &'p str, text: &'p str) -> Self {
        Self { name, text }
    }

    /// All rows, with every row's width checked against the heading.
    ///
    /// # Errors
    /// A table without a heading, or a row with more cells than the heading, is an error with file and line.
    pub fn rows(&self) -> Result<Vec<Row<'p>>, Error> {
        let mut columns: Option<Vec<&'p str>> = None;
        let (mut lines, mut tabs) = (Vec::new(), Vec::new());
        for (index, line) in self.text.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let Some(heading) = &columns else {
                columns = Some(line.split('\t').collect());
                continue;
            };
            let from = tabs.len();
            tabs.extend(memchr::memchr_iter(TAB, line.as_bytes()));
            let cells = tabs.len() - from + 1;
            if cells > heading.len() {
                let message = format!(
                    "{}: the row has {} cells, but the heading names {} columns; remove the extra tab or name the column",
                    self.name,
                    cells,
                    heading.len()
                );
                return Err(Error::new("bad-pack", message).at(index + 1, 1));
            }
            lines.push((index + 1, line, from..tabs.len()));
        }
        let Some(columns) = columns else {
            return Err(Error::new("bad-pack", format!("{}: the table has no heading line", self.name)));
        };
        let table = Rc::new(Heading { columns, tabs });
        Ok(lines.into_iter().map(|(line, text, tabs)| Row { line, text, tabs, table: Rc::clone(&table) }).collect())
    }
}

/// One language as data.
#[derive(Debug, Clone, Copy)]
pub struct Pack {
    /// Language code: `id`, `en`, …
    pub code: &'static str,
    files: &'static [(&'static str, &'static str)],
}

impl Pack {
    /// A pack that was read from a folder, for trying a language before it is built in. Its text stays in memory for
    /// the life of the program, as a built-in pack's does.
    pub fn from_files(code: &str, files: Vec<(String, String)>) -> Self {
        let code: &'static str = Box::leak(code.to_string().into_boxed_str());
        let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
        let files = files.into_iter().map(|(name, text)| (leak(format!("{code}/{name}")), leak(text))).collect();
        Self { code, files: Vec::leak(files) }
    }

    /// The pack with other texts for some keys of a table of printed words. The changed table stays in memory for the
    /// life of the program, as a built-in one does.
    #[must_use]
    pub fn with_texts(&self, table: &str, texts: &BTreeMap<String, String>) -> Self {
        let full = format!("{}/{table}", self.code);
        let changed = |(name, text): &(&'static str, &'static str)| {
            if *name != full || texts.is_empty() {
                return (*name, *text);
            }
            let lines = text.lines().map(|line| match line.split_once('\t') {
                Some((key, _)) if texts.contains_key(key) => format!("{key}\t{}\n", texts[key]),
                _ => format!("{line}\n"),
            });
            (*name, &*Box::leak(lines.collect::<String>().into_boxed_str()))
        };
        Self { code: self.code, files: Vec::leak(self.files.iter().map(changed).collect()) }
    }

    /// The table of this name; an absent one is an empty pack file error.
    ///
    /// # Errors
    /// Names the pack and the file that is missing.
    pub fn table(&self, name: &str) -> Result<Table<'static>, Error> {
        self.file(name).map(|(name, text)| Table::new(name, text))
    }

    /// The raw text of a file of the pack with its full name.
    ///
    /// # Errors
    /// Names the pack and the file that is missing.
    pub fn file(&self, name: &str) -> Result<(&'static str, &'static str), Error> {
        let found = self.files.iter().find(|(n, _)| n.ends_with(name) && n.len() == self.code.len() + 1 + name.len());
        found
            .copied()
            .ok_or_else(|| Error::new("bad-pack", format!("the language pack {:?} has no file {name:?}", self.code)))
    }
}

/// The packs in the binary, in the order of their codes.
pub fn packs() -> &'static [Pack] {
    PACKS
}

/// The pack of a language code.
pub fn pack(code: &str) -> Option<Pack> {
    PACKS.iter().copied().find(|p| p.code == code)
}

static PACKS: &[Pack] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));
