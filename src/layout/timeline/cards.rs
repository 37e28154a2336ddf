//! One event as a card: chip, label, and who says it with how much certainty.

use super::Desk;
use crate::layout::mark::{certainty_key, chip, is_pin, tone};
use crate::layout::write::{baseline, fit, line, rule};
use crate::scene::{Anchor, Face, Group, Node, Style, TextStyle, Tone, text_width};
use crate::story::{Item, ItemRelationKind};
use crate::time::{Granularity, Moment};
use std::collections::BTreeSet;

pub(super) const LABEL_LEADING: f64 = 17.5;
const META_LEADING: f64 = 15.0;
const HEADING_LEADING: f64 = 16.0;
/// Between a chip and its text.
pub(super) const GAP: f64 = 7.0;
/// A longer line is hard to read.
const LONGEST_LINE: f64 = 400.0;

/// How a card is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The chip at the left of all text.
    Beside,
    /// The chip above the text, a heading beside it.
    Below,
    /// As beside, with the small print behind the label where there is room.
    Head,
}

/// What a card says beyond its item.
#[derive(Debug, Clone, Default)]
pub(super) struct Extra {
    /// Beside the chip: a clock time or a date.
    pub heading: Option<String>,
    /// First words of the small print.
    pub lead: Option<String>,
    /// A label in place of the item's own, such as without its parent's place.
    pub label: Option<String>,
    /// Relations that are drawn, which need no words.
    pub drawn: BTreeSet<(u32, u32)>,
}

/// A card set at the origin.
pub(super) struct Card {
    pub node: Node,
    pub height: f64,
    /// Where the chip stands.
    pub centre: (f64, f64),
}

fn meta_style() -> TextStyle {
    TextStyle::new(Face::Regular, 11.5, Tone::Muted)
}

/// The clock time of an item, the span of clock times on its day, or the part of its day.
pub(super) fn clock(desk: &Desk, item: &Item) -> Option<String> {
    let Some(Moment::Minute(from)) = item.bounds.earliest else { return None };
    if item.granularity == Granularity::PartOfDay {
        return desk.format.part_of_day(item.bounds.earliest?, item.bounds.latest?).map(str::to_string);
    }
    let until = match item.bounds.latest {
        Some(Moment::Minute(to)) if to != from && to.date() == from.date() => Some(to),
        _ => None,
    };
    let told = item.by_clocks(match until {
        Some(to) => desk.words.fill("clock-range", &[&desk.format.clock(from), &desk.format.clock(to)]),
        None => desk.format.clock(from),
    });
    Some(item.nearly(told, &desk.format))
}

/// The line below a label: who says it, where in the text, stated relations that are not drawn.
fn meta_text(desk: &Desk, item: &Item, extra: &Extra) -> String {
    let mut parts: Vec<String> = extra.lead.iter().cloned().collect();
    parts.extend(item.attribution.clone());
    let star = if item.inherited_date { "*" } else { "" };
    if !item.source_ref.is_empty() {
        parts.push(format!("{}{star}", item.source_ref));
    }
    for relation in item.relations.iter().filter(|r| !extra.drawn.contains(&(item.number, r.other))) {
        // A number that is not on the picture would lead nowhere.
        if !desk.numbers.contains(&relation.other) {
            continue;
        }
        let key = match relation.kind {
            ItemRelationKind::Before => "relation-before",
            ItemRelationKind::During => "relation-during",
            ItemRelationKind::PartOf => "relation-part",
            ItemRelationKind::Cause => "relation-cause",
        };
        parts.push(desk.words.fill(key, &[&relation.other.to_string()]));
    }
    parts.join(" · ")
}

/// Text being set downwards from `y`.
struct Column {
    left: f64,
    width: f64,
    y: f64,
    nodes: Vec<Node>,
}

impl Column {
    fn label(&mut self, lines: &[String], style: TextStyle, struck: bool) {
        for text in lines {
            let base = baseline(self.y, LABEL_LEADING, &style);
            if struck {
                let end = self.left + text_width(text, &style);
                self.nodes.push(rule((self.left, base - 4.5), (end, base - 4.5), Style::stroke(Tone::Muted, 1.0)));
            }
            self.nodes.push(line(text, self.left, base, Anchor::Start, style));
            self.y += LABEL_LEADING;
        }
    }

    /// The word of certainty and the small print, on one line where both fit.
    fn meta(&mut self, word: Option<(&str, TextStyle)>, text: &str) {
        let style = meta_style();
        let mut indent = 0.0;
        if let Some((word, style)) = word {
            self.nodes.push(line(word, self.left, baseline(self.y, META_LEADING, &style), Anchor::Start, style));
            indent = text_width(word, &style) + 6.0;
        }
        if text.is_empty() || text_width(text, &meta_style()) > self.width - indent {
            self.y += if indent > 0.0 { META_LEADING } else { 0.0 };
            indent = 0.0;
        }
        if text.is_empty() {
            return;
        }
        for part in fit(text, &style, self.width) {
            let base = baseline(self.y, META_LEADING, &style);
            self.nodes.push(line(&part, self.left + indent, base, Anchor::Start, style));
            self.y += META_LEADING;
        }
    }
}

/// Sets an item in a column of this width, the chip included.
pub(super) fn card(desk: &Desk, item: &Item, width: f64, form: Form, extra: &Extra) -> Card {
    let r = desk.radius;
    let beside = 2.0 * r + GAP;
    let (left, top) = if form == Form::Below { (0.0, 2.0 * r + 3.0) } else { (beside, 0.0) };
    let width = (width - left).min(if form == Form::Head { f64::INFINITY } else { LONGEST_LINE });
    let centre = (r, if form == Form::Below { r } else { LABEL_LEADING / 2.0 });
    let face = if desk.bold.contains(&item.number) { Face::Bold } else { Face::Regular };
    let style = TextStyle::new(face, 13.5, Tone::Ink);
    let word_style = TextStyle::new(Face::Bold, 10.5, tone(item.kind)).tracked(0.06);
    let mut nodes = chip(&item.number.to_string(), item.kind, item.certainty, is_pin(item), (centre.0, centre.1, r));
    let mut start = top;
    if let Some(heading) = &extra.heading {
        let style = TextStyle::new(Face::Bold, 12.5, tone(item.kind));
        let mut y = if form == Form::Below { centre.1 - HEADING_LEADING / 2.0 } else { 0.0 };
        for text in fit(heading, &style, width - (beside - left)) {
            nodes.push(line(&text, beside, baseline(y, HEADING_LEADING, &style), Anchor::Start, style));
            y += HEADING_LEADING;
        }
        start = top.max(y);
    }
    let mut column = Column { left, width, y: start, nodes };
    let lines = fit(extra.label.as_deref().unwrap_or(&item.label), &style, width);
    column.label(&lines, style, item.certainty.is_struck());
    let word = certainty_key(item.certainty).map(|key| (desk.words.get(key), word_style));
    let text = meta_text(desk, item, extra);
    let used = lines.last().map_or(0.0, |last| text_width(last, &style)) + 12.0;
    if form == Form::Head && word.is_none() && used + text_width(&text, &meta_style()) <= width {
        let base = baseline(column.y - LABEL_LEADING, LABEL_LEADING, &style);
        column.nodes.push(line(&text, left + used, base, Anchor::Start, meta_style()));
    } else {
        column.meta(word, &text);
    }
    let height = column.y.max(2.0 * r);
    let heading = item.by_clocks(item.dated(&desk.format, item.granularity));
    let node = Group {
        id: format!("event-{}", item.id),
        class: "event".to_string(),
        data: vec![("event".to_string(), item.id.clone()), ("n".to_string(), item.number.to_string())],
        title: format!("{heading} – {} – {}", item.label, item.quote),
        children: column.nodes,
        ..Group::default()
    };
    Card { node: node.into(), height, centre }
}

/// The label of a part without the place that its parent names already.
pub(super) fn short_label(desk: &Desk, item: &Item, parent: &Item) -> Option<String> {
    let shared = item.places.iter().filter(|place| parent.places.iter().any(|other| other.id == place.id));
    for place in shared {
        for pattern in desk.words.get("at-place").split('|') {
            let tail = pattern.replace("{0}", &place.name);
            if let Some(rest) = item.label.strip_suffix(tail.as_str()).filter(|rest| rest.contains(' ')) {
                return Some(rest.to_string());
            }
        }
    }
    None
}
