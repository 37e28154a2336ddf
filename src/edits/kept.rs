//! What an editor wrote into a file of edits, line by line, apart from what `review` wrote into it.

use super::model::{At, Edits};
use super::parse::{CHANGE_KEYS, TARGET_KEYS};
use super::problem::Problem;
use crate::error::line_column;
use crate::hash;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use toml_edit::{Document, Item};

/// Begins a line that `review` wrote for reading only.
pub(super) const TOLD: &str = "##";
/// Begins the line that tells by a digest each which offers `review` wrote, so that a changed one is known.
const OFFERED: &str = "##=";
/// What an editor is told of an offer that was changed where it stands.
pub(super) const FORGOTTEN: &str =
    "this offer was changed, but its mark # still stands before it, so that it has no effect; take the mark away";
/// Bytes of a digest: with the dozen offers of an event, one changed offer of some five thousand is taken for old.
const DIGEST: usize = 2;

/// The lines of one table that are its editor's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// With the head and without line ends, in their order.
    pub lines: Vec<String>,
    /// Keys that stand in it with the index of their line; a value of several lines is not among them.
    pub keys: BTreeMap<String, usize>,
    /// Whether there are comments of the editor.
    pub remarked: bool,
    /// Lines, by index, that were offers and are not as they were offered, but still behind their mark; with their
    /// numbers in the file, from zero.
    pub forgotten: BTreeMap<usize, usize>,
}

/// A file apart: what stands before the first table, then the tables in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Kept {
    pub head: Vec<String>,
    pub edits: Vec<Block>,
    pub adds: Vec<Block>,
}

/// Takes a file apart that [`super::parse`] has read into `edits`.
///
/// # Errors
/// Text that is not TOML.
pub(super) fn kept(text: &str, edits: &Edits) -> Result<Kept, Vec<Problem>> {
    let document = Document::parse(text)
        .map_err(|error| vec![Problem::new(error.span().unwrap_or(0..0), error.message().to_string())])?;
    let (inside, keys) = values(text, &document);
    let lines: Vec<&str> = text.lines().collect();
    let line_of = |at: &At| line_column(text, at.0.start).0.saturating_sub(1);
    let mut heads: Vec<(usize, bool, usize)> =
        edits.edits.iter().enumerate().map(|(index, edit)| (line_of(&edit.at), false, index)).collect();
    heads.extend(edits.adds.iter().enumerate().map(|(index, add)| (line_of(&add.at), true, index)));
    heads.sort_unstable();
    let mut out = Kept {
        head: Vec::new(),
        edits: vec![Block::default(); edits.edits.len()],
        adds: vec![Block::default(); edits.adds.len()],
    };
    // Where the region of each table begins: after the last blank line before its head.
    let starts: Vec<usize> = heads
        .iter()
        .enumerate()
        .map(|(at, (head, ..))| {
            let floor = at.checked_sub(1).and_then(|at| heads.get(at)).map_or(0, |(head, ..)| head + 1);
            let blank = |line: &usize| lines.get(*line).is_some_and(|l| l.trim().is_empty()) && !inside.contains(line);
            (floor..*head)
                .rev()
                .find(blank)
                .map_or(if at == 0 { *head } else { floor_end(&lines, &inside, floor, *head) }, |line| line + 1)
        })
        .collect();
    let first = starts.first().copied().unwrap_or(lines.len());
    let nothing = BTreeSet::new();
    out.head = lines.iter().take(first).filter(|line| is_own(line, &nothing)).map(|line| (*line).to_string()).collect();
    for (at, (_, is_add, index)) in heads.iter().enumerate() {
        let (from, to) = (starts.get(at).copied().unwrap_or(0), starts.get(at + 1).copied().unwrap_or(lines.len()));
        let slot = if *is_add { out.adds.get_mut(*index) } else { out.edits.get_mut(*index) };
        let Some(block) = slot else { continue };
        let region = || lines.iter().take(to).skip(from);
        let offered: Option<BTreeSet<&str>> =
            region().find_map(|line| line.trim().strip_prefix(OFFERED)).map(|all| all.split_whitespace().collect());
        let known = offered.as_ref().unwrap_or(&nothing);
        for (number, line) in lines.iter().enumerate().take(to).skip(from) {
            if !inside.contains(&number) && !is_own(line, known) {
                continue;
            }
            if offered.is_some() && !inside.contains(&number) && says_something(line) {
                block.forgotten.insert(block.lines.len(), number);
            }
            if let Some(key) = keys.get(&number) {
                block.keys.insert(key.clone(), block.lines.len());
            }
            block.remarked |= !inside.contains(&number) && line.trim_start().starts_with('#');
            block.lines.push((*line).to_string());
        }
    }
    Ok(out)
}

/// Without a blank line between two tables, comments right above a head belong to it.
fn floor_end(lines: &[&str], inside: &BTreeSet<usize>, floor: usize, head: usize) -> usize {
    let comment =
        |line: &usize| lines.get(*line).is_some_and(|l| l.trim_start().starts_with('#')) && !inside.contains(line);
    let above = (floor..head).rev().take_while(comment).filter(|line| lines.get(*line).is_some_and(|l| is_told(l)));
    above.last().unwrap_or(head)
}

fn is_told(line: &str) -> bool {
    line.trim_start().starts_with(TOLD)
}

/// Whether a line that is no value is the editor's: neither blank, nor told, nor an offer as it was written.
fn is_own(line: &str, offered: &BTreeSet<&str>) -> bool {
    let is_old = || is_offer(line) && offered.contains(digest(line).as_str());
    !line.trim().is_empty() && !is_told(line) && !is_old()
}

/// Whether a line has the form of an offer.
fn is_offer(line: &str) -> bool {
    let Some(rest) = line.trim().strip_prefix('#') else { return false };
    let Some((key, _)) = rest.split_once('=') else { return false };
    CHANGE_KEYS.contains(&key.trim()) || TARGET_KEYS.contains(&key.trim())
}

/// Whether it would say something if its mark were gone: a remark that only looks like an offer would not.
fn says_something(line: &str) -> bool {
    is_offer(line) && line.trim().strip_prefix('#').is_some_and(|rest| Document::parse(rest.trim()).is_ok())
}

/// What tells an offer from a changed one.
fn digest(line: &str) -> String {
    hash::short(Sha256::new().chain_update(line.trim()), DIGEST)
}

/// The line that tells which offers were written.
pub(super) fn offered(lines: &[String]) -> String {
    let all: Vec<String> = lines.iter().map(|line| digest(line)).collect();
    format!("{OFFERED} {}", all.join(" "))
}

/// Offers that were changed while their mark was not taken away: they say something and do nothing.
pub fn forgotten(text: &str, edits: &Edits) -> Vec<Problem> {
    let Ok(kept) = kept(text, edits) else { return Vec::new() };
    let blocks = kept.edits.iter().chain(&kept.adds);
    let numbers: BTreeSet<usize> = blocks.flat_map(|block| block.forgotten.values().copied()).collect();
    let mut start = 0;
    let mut out = Vec::new();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if numbers.contains(&number) {
            out.push(Problem::new(start..start + line.trim_end().len(), FORGOTTEN));
        }
        start += line.len();
    }
    out
}

/// The lines inside a value that goes over several, and the key of each line that holds a whole one.
fn values(text: &str, document: &Document<&str>) -> (BTreeSet<usize>, BTreeMap<usize, String>) {
    let (mut inside, mut keys) = (BTreeSet::new(), BTreeMap::new());
    let tables = ["edit", "add"].into_iter().filter_map(|name| document.as_table().get(name)?.as_array_of_tables());
    for table in tables.flat_map(|tables| tables.iter()) {
        for (key, item) in table.iter() {
            let span = match item {
                Item::Value(value) => value.span(),
                other => other.span(),
            };
            let Some(span) = span else { continue };
            let (from, to) = (line_column(text, span.start).0, line_column(text, span.end.saturating_sub(1)).0);
            if from == to {
                keys.insert(from - 1, key.to_string());
            } else {
                inside.extend(from - 1..to);
            }
        }
    }
    (inside, keys)
}
