//! One event as a card: chip, label, and who says it with how much certainty.

use super::Desk;
use crate::layout::mark::{certainty_key, chip, is_pin, tone};
use crate::layout::write::{baseline, fit, line};
use crate::scene::{Anchor, Face, Group, Node, Style, TextStyle, Tone, text_width};
use crate::story::{Certainty, Item, ItemRelationKind};
use crate::time::Moment;

const LABEL_LEADING: f64 = 17.5;
const META_LEADING: f64 = 15.0;
const GAP: f64 = 7.0;

/// A measured card.
pub(super) struct Card<'s> {
    item: &'s Item,
    label: Vec<String>,
    label_style: TextStyle,
    word: Option<(String, f64)>,
    meta: Vec<String>,
    /// The first line of `meta` stands beside the word.
    beside: bool,
    pub height: f64,
}

const META: f64 = 11.5;

fn meta_style() -> TextStyle {
    TextStyle::new(Face::Regular, META, Tone::Muted)
}

fn word_style(item: &Item) -> TextStyle {
    TextStyle::new(Face::Bold, 10.5, tone(item.kind)).tracked(0.06)
}

/// The line below a label: clock, who says it, where in the text, stated relations.
fn meta_text(desk: &Desk, item: &Item, with_clock: bool) -> String {
    let mut parts: Vec<String> = Vec::new();
    if with_clock && let Some(Moment::Minute(from)) = item.bounds.earliest {
        let until = match item.bounds.latest {
            Some(Moment::Minute(to)) if to != from && to.date() == from.date() => Some(to),
            _ => None,
        };
        parts.push(match until {
            Some(to) => format!("{}–{}", desk.format.clock(from), desk.format.clock(to)),
            None => desk.format.clock(from),
        });
    }
    parts.extend(item.attribution.clone());
    let star = if item.inherited_date { "*" } else { "" };
    if !item.source_ref.is_empty() {
        parts.push(format!("{}{star}", item.source_ref));
    }
    for relation in &item.relations {
        let key = match relation.kind {
            ItemRelationKind::Before => "relation-before",
            ItemRelationKind::During => "relation-during",
            ItemRelationKind::PartOf => "relation-part",
        };
        parts.push(desk.words.fill(key, &[&relation.other.to_string()]));
    }
    parts.join(" · ")
}

/// Measures an item in a column of this width, the chip included.
pub(super) fn measure<'s>(desk: &Desk, item: &'s Item, width: f64, with_clock: bool) -> Card<'s> {
    let width = (width - 2.0 * desk.radius - GAP).min(400.0);
    let face = if desk.bold.contains(&item.number) { Face::Bold } else { Face::Regular };
    let label_style = TextStyle::new(face, 13.5, Tone::Ink);
    let label = fit(&item.label, &label_style, width);
    let word = certainty_key(item.certainty).map(|key| {
        let text = desk.words.get(key).to_string();
        let wide = text_width(&text, &word_style(item)) + 6.0;
        (text, wide)
    });
    let text = meta_text(desk, item, with_clock);
    let word_width = word.as_ref().map_or(0.0, |(_, wide)| *wide);
    let beside = text_width(&text, &meta_style()) <= width - word_width;
    let meta = if text.is_empty() { Vec::new() } else { fit(&text, &meta_style(), width) };
    let lines = if word.is_some() && (!beside || meta.is_empty()) { meta.len() + 1 } else { meta.len() };
    let height = (label.len() as f64 * LABEL_LEADING + lines as f64 * META_LEADING).max(2.0 * desk.radius);
    Card { item, label, label_style, word, meta, beside, height }
}

impl Card<'_> {
    /// Draws the card with its chip at the left edge `x`.
    pub(super) fn draw(&self, desk: &Desk, x: f64, top: f64) -> Node {
        let item = self.item;
        let r = desk.radius;
        let mut children = chip(
            &item.number.to_string(),
            item.kind,
            item.certainty,
            is_pin(item),
            (x + r, top + LABEL_LEADING / 2.0, r),
        );
        let left = x + 2.0 * r + GAP;
        let mut y = top;
        for text in &self.label {
            let base = baseline(y, LABEL_LEADING, &self.label_style);
            if item.certainty == Certainty::Denied {
                let end = left + text_width(text, &self.label_style);
                children.push(super::rule(left, base - 4.5, end, Style::stroke(Tone::Muted, 1.0)));
            }
            children.push(line(text, left, base, Anchor::Start, self.label_style));
            y += LABEL_LEADING;
        }
        let mut indent = 0.0;
        if let Some((word, wide)) = &self.word {
            let style = word_style(item);
            children.push(line(word, left, baseline(y, META_LEADING, &style), Anchor::Start, style));
            if self.beside {
                indent = *wide;
            } else {
                y += META_LEADING;
            }
        }
        for text in &self.meta {
            let style = meta_style();
            children.push(line(text, left + indent, baseline(y, META_LEADING, &style), Anchor::Start, style));
            y += META_LEADING;
        }
        let heading = desk.format.heading(&item.bounds, item.granularity);
        Group {
            id: format!("event-{}", item.id),
            class: "event".to_string(),
            data: vec![("event".to_string(), item.id.clone()), ("n".to_string(), item.number.to_string())],
            title: format!("{heading} – {} – {}", item.label, item.quote),
            children,
            ..Group::default()
        }
        .into()
    }
}
