//! What an editor wrote into a file of edits, line by line, apart from what `review` wrote into it.

use super::model::{At, Edits};
use super::parse::{CHANGE_KEYS, TARGET_KEYS};
use super::problem::Problem;
use crate::error::line_column;
use std::collections::{BTreeMap, BTreeSet};
use toml_edit::{Document, Item};

/// Begins a line that `review` wrote for reading only.
pub(super) const TOLD: &str = "##";

/// The lines of one table that are its editor's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// With the head and without line ends, in their order.
    pub lines: Vec<String>,
    /// Keys that stand in it with the index of their line; a value of several lines is not among them.
    pub keys: BTreeMap<String, usize>,
    /// Whether there are comments of the editor.
    pub remarked: bool,
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
    out.head = lines.iter().take(first).filter(|line| is_own(line)).map(|line| (*line).to_string()).collect();
    for (at, (_, is_add, index)) in heads.iter().enumerate() {
        let (from, to) = (starts.get(at).copied().unwrap_or(0), starts.get(at + 1).copied().unwrap_or(lines.len()));
        let slot = if *is_add { out.adds.get_mut(*index) } else { out.edits.get_mut(*index) };
        let Some(block) = slot else { continue };
        for (number, line) in lines.iter().enumerate().take(to).skip(from) {
            if !inside.contains(&number) && !is_own(line) {
                continue;
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

/// Whether a line that is no value is the editor's: neither blank, nor told, nor offered.
fn is_own(line: &str) -> bool {
    let line = line.trim();
    let offered = || {
        let Some(rest) = line.strip_prefix("# ") else { return false };
        let key = rest.split('=').next().map(str::trim);
        rest.contains('=') && key.is_some_and(|key| CHANGE_KEYS.contains(&key) || TARGET_KEYS.contains(&key))
    };
    !line.is_empty() && !is_told(line) && !offered()
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
