//! The parts of a page, each set below the last.

use super::NARROW;
use crate::error::Error;
use crate::lang::{Pack, Words};
use crate::layout::mark::{chip, is_pin, tone};
use crate::layout::write::{baseline, fit, line, paragraph, shifted};
use crate::layout::{Frame, timeline};
use crate::scene::{Anchor, Circle, Face, Group, Node, Path, RectNode, Step, Style, TextStyle, Tone, text_width};
use crate::story::{Certainty, Kind, Story};
use std::collections::BTreeSet;

/// A page that grows downwards.
pub(super) struct Sheet<'s> {
    story: &'s Story,
    pack: Pack,
    pub words: Words,
    pub margin: f64,
    /// Width between the margins.
    pub width: f64,
    /// Where the next part starts.
    pub y: f64,
    narrow: bool,
    /// Numbers of the items that are only counted.
    pub folded: BTreeSet<u32>,
    notes: Vec<String>,
    nodes: Vec<Node>,
}

fn label_style() -> TextStyle {
    TextStyle::new(Face::Bold, 12.0, Tone::Muted).tracked(0.08)
}

fn small() -> TextStyle {
    TextStyle::new(Face::Regular, 11.5, Tone::Muted)
}

fn body() -> TextStyle {
    TextStyle::new(Face::Regular, 13.5, Tone::Ink)
}

impl<'s> Sheet<'s> {
    pub fn new(story: &'s Story, page_width: f64, pack: &Pack) -> Result<Self, Error> {
        let narrow = page_width < NARROW;
        let margin = match page_width {
            w if w < NARROW => 20.0,
            w if w < 1300.0 => 40.0,
            _ => 48.0,
        };
        Ok(Self {
            story,
            pack: *pack,
            words: Words::from_pack(pack, "page.tsv")?,
            margin,
            width: (page_width - 2.0 * margin).max(120.0),
            y: 28.0,
            narrow,
            folded: BTreeSet::new(),
            notes: Vec::new(),
            nodes: Vec::new(),
        })
    }

    pub fn into_nodes(self) -> Vec<Node> {
        self.nodes
    }

    /// Adds a layer that editors and scripts can name.
    pub fn layer(&mut self, name: &str, children: Vec<Node>) {
        let label = self.words.get(name).to_string();
        self.nodes.push(Group { id: format!("layer-{name}"), label, children, ..Group::default() }.into());
    }

    fn hairline(&mut self, x0: f64, x1: f64) {
        let steps = vec![Step::Move(x0, self.y), Step::Line(x1, self.y)];
        self.nodes.push(Path { steps, style: Style::stroke(Tone::Hairline, 1.0) }.into());
    }

    fn text(&mut self, text: &str, (x, width): (f64, f64), style: TextStyle, height: f64) {
        self.y = paragraph(&mut self.nodes, text, (x, self.y, width), Anchor::Start, style, height);
    }

    /// A sentence of the page itself, such as that there is no place to draw.
    pub fn remark(&mut self, key: &str) {
        let text = self.words.get(key).to_string();
        self.text(&text, (self.margin, self.width), body().tone(Tone::Muted), 17.5);
        self.y += 16.0;
    }

    /// Accent, headline, deck, and who wrote when and where; alone, the title is smaller.
    pub fn header(&mut self, brief: bool) {
        let story = self.story;
        let (x, width) = (self.margin, self.width);
        let accent =
            RectNode { x, y: 28.0, width: 56.0, height: 5.0, radius: 0.0, style: Style::fill(Tone::KindMilitary) };
        self.nodes.push(accent.into());
        let credit = TextStyle::new(Face::Bold, 11.5, Tone::Muted).tracked(0.03);
        let credits: Vec<(&str, TextStyle)> =
            [(&story.outlet, credit), (&story.as_of, small()), (&story.written_from, small())]
                .into_iter()
                .filter_map(|(text, style)| text.as_deref().map(|text| (text, style)))
                .collect();
        let side = if self.narrow || credits.is_empty() { 0.0 } else { (width * 0.22).max(200.0) };
        let main = if side > 0.0 { width - side - 32.0 } else { width };
        let mut side_bottom = 28.0;
        if side > 0.0 {
            for (text, style) in &credits {
                let place = (x + width, side_bottom, side);
                side_bottom = paragraph(&mut self.nodes, text, place, Anchor::End, *style, 16.5);
            }
        }
        self.y = 37.0;
        let size = if brief && !self.narrow { 36.0 } else { 28.0 };
        self.text(&story.headline, (x, main), TextStyle::new(Face::Serif, size, Tone::Ink), size * 1.38);
        if let Some(deck) = &story.deck {
            let size = if self.narrow { 15.5 } else { 17.0 };
            self.text(deck, (x, main), TextStyle::new(Face::Regular, size, Tone::Muted), (size * 1.35).round());
        }
        if side <= 0.0 {
            self.y += 4.0;
            for (text, style) in credits {
                self.text(text, (x, width), style, 16.5);
            }
        }
        self.y = self.y.max(side_bottom) + 8.0;
        self.hairline(x, x + width);
        self.y += 16.0;
    }

    /// Key facts and gaps in a column.
    pub fn side(&mut self, (x, width): (f64, f64)) {
        let story = self.story;
        if !story.facts.is_empty() {
            let title = self.words.get("facts").to_string();
            self.text(&title, (x, width), label_style(), 17.0);
            self.y += 6.0;
            let term = TextStyle::new(Face::Serif, 24.0, Tone::Ink);
            let widest = story.facts.iter().map(|f| text_width(&f.term, &term)).fold(0.0, f64::max);
            let left = widest.min(width * 0.42) + 16.0;
            for fact in &story.facts {
                self.hairline(x, x + width);
                let top = self.y + 7.0;
                let place = (x, top, left - 16.0);
                let under = paragraph(&mut self.nodes, &fact.term, place, Anchor::Start, term, 33.5);
                self.y = top;
                self.text(&fact.text, (x + left, width - left), body(), 17.5);
                self.text(&fact.source, (x + left, width - left), small(), 15.0);
                self.y = self.y.max(under) + 7.0;
            }
            self.y += 10.0;
        }
        if !story.gaps.is_empty() {
            let title = self.words.get("gaps").to_string();
            self.text(&title, (x, width), label_style(), 17.0);
            self.y += 4.0;
            for gap in &story.gaps {
                let steps = vec![Step::Move(x, self.y + 9.5), Step::Line(x + 8.0, self.y + 9.5)];
                self.nodes.push(Path { steps, style: Style::stroke(Tone::Muted, 1.5) }.into());
                self.text(gap, (x + 16.0, width - 16.0), body(), 17.5);
                self.y += 3.0;
            }
            self.y += 10.0;
        }
    }

    /// Marks with words, flowing over as many lines as they need.
    fn legend(&mut self, entries: Vec<(Vec<Node>, f64, String)>, (x, width): (f64, f64), style: TextStyle) {
        let mut at = x;
        for (mark, wide, text) in entries {
            let lines = fit(&text, &style, width - wide);
            let full = wide + lines.iter().map(|l| text_width(l, &style)).fold(0.0, f64::max);
            if at > x && at + full > x + width {
                at = x;
                self.y += 20.0;
            }
            let children = mark;
            self.nodes.extend(children.into_iter().map(|node| shifted(node, at, self.y + 9.0)));
            for (row, part) in lines.iter().enumerate() {
                if row > 0 {
                    self.y += 16.0;
                }
                self.nodes.push(line(part, at + wide, baseline(self.y, 18.0, &style), Anchor::Start, style));
            }
            at += full + 24.0;
        }
        self.y += 20.0;
    }

    /// Section label, kinds in use, and the timeline.
    pub fn timeline_part(&mut self) -> Result<(), Error> {
        let title = self.words.get("timeline").to_string();
        self.text(&title, (self.margin, self.width), label_style(), 17.0);
        let kinds = [
            (Kind::Military, "kind-military"),
            (Kind::Meeting, "kind-meeting"),
            (Kind::Statement, "kind-statement"),
            (Kind::Disaster, "kind-disaster"),
            (Kind::Other, "kind-other"),
        ];
        let entries: Vec<_> = kinds
            .into_iter()
            .filter(|(kind, _)| self.story.items.iter().any(|item| item.kind == *kind))
            .map(|(kind, key)| {
                let dot = Circle { x: 5.0, y: 0.0, r: 5.0, style: Style::fill(tone(kind)) };
                (vec![dot.into()], 16.0, self.words.get(key).to_string())
            })
            .collect();
        if !entries.is_empty() {
            self.y += 2.0;
            self.legend(entries, (self.margin, self.width), TextStyle::new(Face::Regular, 12.0, Tone::Ink));
        }
        self.y += 6.0;
        let frame = Frame { x: self.margin, y: self.y, width: self.width, height: 0.0 };
        let drawing = timeline::draw(self.story, &self.folded, frame, &self.pack)?;
        self.notes.extend(drawing.notes);
        self.layer("timeline", drawing.nodes);
        self.y += drawing.height + 16.0;
        Ok(())
    }

    /// Key, sources, how it was made, credits.
    pub fn footer(&mut self, notes: &[String]) {
        let story = self.story;
        let (x, width) = (self.margin, self.width);
        if !story.items.is_empty() {
            self.key();
        }
        self.hairline(x, x + width);
        self.y += 10.0;
        if !story.sources.is_empty() {
            let title = self.words.get("sources").to_string();
            self.text(&title, (x, width), label_style(), 17.0);
            for (index, source) in story.sources.iter().enumerate() {
                let text = self.words.fill("numbered-source", &[&(index + 1).to_string(), source]);
                self.text(&text, (x, width), small(), 15.0);
            }
            self.y += 4.0;
        }
        let mut said: Vec<String> = std::mem::take(&mut self.notes);
        said.push(self.words.get("credit-places").to_string());
        said.extend(notes.iter().cloned());
        let mut unique: Vec<String> = Vec::new();
        for note in said {
            if !unique.contains(&note) {
                unique.push(note);
            }
        }
        self.text(&unique.join(" "), (x, width), small(), 15.0);
        if !story.made.is_empty() {
            self.text(&story.made, (x, width), small(), 15.0);
        }
        self.y += 24.0;
    }

    /// How to read the marks: only those that this story uses.
    fn key(&mut self) {
        let items = &self.story.items;
        let title = self.words.get("key").to_string();
        self.text(&title, (self.margin, self.width), label_style(), 17.0);
        let mut entries: Vec<(Vec<Node>, f64, String)> = Vec::new();
        let fills = [
            (Certainty::Asserted, "key-asserted"),
            (Certainty::Planned, "key-planned"),
            (Certainty::Possible, "key-possible"),
            (Certainty::Denied, "key-denied"),
            (Certainty::Background, "key-background"),
        ];
        for (certainty, key) in fills {
            if items.iter().any(|item| item.certainty == certainty) {
                let mark = chip("", Kind::Meeting, certainty, true, (7.0, 0.0, 7.0));
                entries.push((mark, 21.0, self.words.get(key).to_string()));
            }
        }
        if items.iter().any(|item| !is_pin(item)) {
            let mark = chip("", Kind::Other, Certainty::Asserted, false, (7.0, 0.0, 7.0));
            entries.push((mark, 21.0, self.words.get("key-area").to_string()));
        }
        let bold = TextStyle::new(Face::Bold, 11.5, Tone::Muted);
        let mut sign = |text: &str, key: &str, words: &Words| {
            let mark = line(text, 0.0, 4.0, Anchor::Start, bold);
            entries.push((vec![mark], text_width(text, &bold) + 8.0, words.get(key).to_string()));
        };
        if items.iter().any(|item| !item.source_ref.is_empty()) {
            let mark = self.words.get("key-ref-mark").to_string();
            sign(&mark, "key-ref", &self.words);
        }
        if items.iter().any(|item| item.inherited_date) {
            sign("*", "key-inherited", &self.words);
        }
        self.legend(entries, (self.margin, self.width), small());
        self.y += 4.0;
    }
}
