//! The sentences that events stand in, numbered as the events are: on paper nobody can follow a reference.

use super::parts::{Sheet, label_style, small};
use crate::layout::mark::tone;
use crate::layout::write::{baseline, fit, line};
use crate::scene::{Anchor, Face, Node, TextStyle, Tone, text_width};
use crate::story::{Item, Story};

/// Sentences stand in columns of at least this width.
const COLUMN: f64 = 340.0;
const MOST_COLUMNS: usize = 3;
const GUTTER: f64 = 28.0;
const LEADING: f64 = 15.0;
/// Between two sentences.
const GAP: f64 = 6.0;
/// From a number to its sentence.
const NUMBER_GAP: f64 = 8.0;

/// Whether a sentence of its own stands behind an item: the label of a table is none.
pub(super) fn is_quoted(item: &Item) -> bool {
    !item.source_ref.is_empty() && !item.quote.trim().is_empty() && item.quote != item.label
}

/// A sentence with the numbers of the events that stand in it.
struct Entry<'s> {
    items: Vec<&'s Item>,
    text: String,
}

/// Each sentence once, in the order of the events.
fn entries(story: &Story) -> Vec<Entry<'_>> {
    let mut out: Vec<Entry> = Vec::new();
    for item in story.items.iter().filter(|item| is_quoted(item)) {
        let text = format!("{}: {}", item.source_ref, item.quote.split_whitespace().collect::<Vec<_>>().join(" "));
        match out.iter_mut().find(|entry| entry.text == text) {
            Some(entry) => entry.items.push(item),
            None => out.push(Entry { items: vec![item], text }),
        }
    }
    out
}

fn number_style(item: &Item) -> TextStyle {
    TextStyle::new(Face::Bold, 11.5, tone(item.kind))
}

impl Sheet<'_> {
    /// The sentences of a story in columns of even height.
    pub fn sentences(&mut self, story: &Story, (left, room): (f64, f64)) {
        let title = self.words.get("sentences").to_string();
        self.text(&title, (left, room), label_style(), 17.0);
        self.y += 5.0;
        let all = entries(story);
        let columns = ((room + GUTTER) / (COLUMN + GUTTER)).floor().max(1.0) as usize;
        let columns = columns.min(MOST_COLUMNS).min(all.len().max(1));
        let width = (room + GUTTER) / columns as f64 - GUTTER;
        let style = small().tone(Tone::Ink);
        let number = |entry: &Entry| entry.items.iter().map(|i| i.number.to_string()).collect::<Vec<_>>().join(", ");
        let widest = |entry: &Entry| entry.items.first().map_or(0.0, |i| text_width(&number(entry), &number_style(i)));
        let indent = all.iter().map(widest).fold(0.0, f64::max).min(width / 4.0) + NUMBER_GAP;
        let set: Vec<Vec<String>> = all.iter().map(|entry| fit(&entry.text, &style, width - indent)).collect();
        let lines: usize = set.iter().map(|lines| lines.len() + 1).sum();
        let (top, mut bottom, mut column, mut used) = (self.y, self.y, 0, 0);
        for (entry, lines_of) in all.iter().zip(&set) {
            // A column ends where the next sentence would reach farther beyond its share than this one stays behind.
            let share = lines * (column + 1) / columns;
            if column + 1 < columns && used > 0 && used + lines_of.len().div_ceil(2) > share {
                (column, self.y) = (column + 1, top);
            }
            used += lines_of.len() + 1;
            let x = left + (width + GUTTER) * column as f64;
            let numbers = entry
                .items
                .first()
                .map(|item| (fit(&number(entry), &number_style(item), indent - NUMBER_GAP), number_style(item)));
            let rows = numbers.as_ref().map_or(0, |(rows, _)| rows.len());
            let base = |row: usize| baseline(self.y + LEADING * row as f64, LEADING, &style);
            let mut nodes: Vec<Node> = Vec::new();
            if let Some((numbers, style)) = numbers {
                nodes.extend(
                    numbers.iter().enumerate().map(|(row, text)| line(text, x, base(row), Anchor::Start, style)),
                );
            }
            nodes.extend(
                lines_of.iter().enumerate().map(|(row, text)| line(text, x + indent, base(row), Anchor::Start, style)),
            );
            self.nodes.extend(nodes);
            self.y += LEADING * lines_of.len().max(rows) as f64 + GAP;
            bottom = bottom.max(self.y);
        }
        self.y = bottom + 8.0;
    }
}
