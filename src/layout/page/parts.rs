//! The parts of a page, each set below the last.

use super::NARROW;
use super::strip::bars;
use crate::error::Error;
use crate::lang::{DateFormat, Pack, Words};
use crate::layout::Frame;
use crate::layout::chart::density;
use crate::layout::mark::tone;
use crate::layout::timeline::{self, By};
use crate::layout::write::{fit, line, paragraph, rule};
use crate::scene::{Anchor, Circle, Face, Group, LogoNode, Node, RectNode, Style, TextStyle, Tone, text_width};
use crate::story::{Fact, Kind, Story, counted};
use std::collections::BTreeSet;

/// A page that grows downwards.
#[derive(Clone)]
pub(super) struct Sheet<'s> {
    pub story: &'s Story,
    pack: Pack,
    pub words: Words,
    pub margin: f64,
    /// Width between the margins.
    pub width: f64,
    /// Where the next part starts.
    pub y: f64,
    pub narrow: bool,
    /// Whether the sentence below the headline is set.
    pub deck: bool,
    /// Numbers of the items that are only counted.
    pub folded: BTreeSet<u32>,
    /// The height that the timeline should keep to; 0 for none.
    pub wish: f64,
    /// What the lanes of the timeline tell apart, if it has lanes.
    pub by: Option<By>,
    pub notes: Vec<String>,
    /// How many facts and gaps stand on it.
    pub told: Shown,
    /// Whether the sentences of all events stand on it.
    pub quoted: bool,
    /// Whether the key stands beside the timeline already.
    pub key_done: bool,
    pub nodes: Vec<Node>,
}

/// How many facts and gaps a side column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shown {
    pub facts: usize,
    pub gaps: usize,
}

impl Shown {
    /// All that a story has.
    pub fn all(story: &Story) -> Self {
        Self { facts: story.facts.len(), gaps: story.gaps.len() }
    }
}

/// Above a part that stands below another.
pub(super) const ABOVE_PART: f64 = 14.0;
/// The share of a column that a word of a fact's term may take.
const LONGEST_TERM: f64 = 0.6;
/// Between facts and gaps that face each other.
const FACING: f64 = 48.0;
/// Height of the density strip with its figures, in px.
const STRIP: f64 = 96.0;
/// Where the mark of the house stands and the most that it takes, in px.
const LOGO_TOP: f64 = 24.0;
const LOGO_HEIGHT: f64 = 30.0;
const LOGO_WIDTH: f64 = 150.0;
/// Below this width the headline is set smaller, as on a telephone.
const LARGE_HEADLINE: f64 = 900.0;

pub(super) fn label_style() -> TextStyle {
    TextStyle::new(Face::Bold, 12.0, Tone::Muted).tracked(0.08)
}

pub(super) fn small() -> TextStyle {
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
            deck: true,
            folded: BTreeSet::new(),
            wish: 0.0,
            by: None,
            notes: Vec::new(),
            told: Shown::default(),
            quoted: false,
            key_done: false,
            nodes: Vec::new(),
        })
    }

    /// Adds a layer that editors and scripts can name.
    pub fn layer(&mut self, name: &str, children: Vec<Node>) {
        let label = self.words.get(name).to_string();
        self.nodes.push(Group { id: format!("layer-{name}"), label, children, ..Group::default() }.into());
    }

    pub fn hairline(&mut self, x0: f64, x1: f64) {
        self.nodes.push(rule((x0, self.y), (x1, self.y), Style::stroke(Tone::Hairline, 1.0)));
    }

    pub fn text(&mut self, text: &str, (x, width): (f64, f64), style: TextStyle, height: f64) {
        self.y = paragraph(&mut self.nodes, text, (x, self.y, width), Anchor::Start, style, height);
    }

    /// A sentence of the page itself, such as that there is no place to draw.
    pub fn remark(&mut self, key: &str) {
        let text = self.words.get(key).to_string();
        self.text(&text, (self.margin, self.width), body().tone(Tone::Muted), 17.5);
        self.y += 16.0;
    }

    /// The mark of the house, at the right of the header.
    fn logo(&self) -> Option<LogoNode> {
        let logo = self.story.logo.clone()?;
        let by = (LOGO_HEIGHT / logo.height).min(LOGO_WIDTH / logo.width);
        let (width, height) = (logo.width * by, logo.height * by);
        Some(LogoNode { x: self.margin + self.width - width, y: LOGO_TOP, width, height, logo })
    }

    /// Accent, headline, deck, and who wrote when and where; the headline of a large briefing is larger.
    pub fn header(&mut self, brief: bool) {
        let story = self.story;
        let (x, width) = (self.margin, self.width);
        let style = Style::fill(Tone::KindMilitary);
        self.nodes.push(RectNode { x, y: 28.0, width: 56.0, height: 5.0, radius: 0.0, style }.into());
        let credit = TextStyle::new(Face::Bold, 11.5, Tone::Muted).tracked(0.03);
        let outlet = story.outlet.as_deref().map(str::to_uppercase);
        let credits: Vec<(&str, TextStyle)> =
            [(&outlet, credit), (&story.as_of, small()), (&story.written_from, small())]
                .into_iter()
                .filter_map(|(text, style)| text.as_deref().map(|text| (text, style)))
                .collect();
        let mark = self.logo();
        let mark_width = mark.as_ref().map_or(0.0, |mark| mark.width);
        let widest = credits.iter().map(|(text, style)| text_width(text, style)).fold(0.0, f64::max);
        let side = if self.narrow || credits.is_empty() { 0.0 } else { widest.min(width * 0.3).max(120.0) };
        let beside = side.max(mark_width);
        let main = if beside > 0.0 { width - beside - 32.0 } else { width };
        let mut side_bottom = mark.as_ref().map_or(28.0, |mark| mark.y + mark.height + 8.0);
        self.nodes.extend(mark.map(Node::from));
        if side > 0.0 {
            for (text, style) in &credits {
                let place = (x + width, side_bottom, side + 1.0);
                side_bottom = paragraph(&mut self.nodes, text, place, Anchor::End, *style, 16.5);
            }
        }
        let large = brief && width + 2.0 * self.margin >= LARGE_HEADLINE;
        let size = if large { 36.0 } else { 28.0 };
        // The serif's box is higher than its letters: this puts the baseline of one line at 71 px.
        self.y = if large { 33.5 } else { 37.0 };
        self.text(&story.headline, (x, main), TextStyle::new(Face::Serif, size, Tone::Ink), size * 1.38);
        if let Some(deck) = story.deck.as_ref().filter(|_| self.deck) {
            let size = if self.narrow { 15.5 } else { 17.0 };
            self.text(deck, (x, main), TextStyle::new(Face::Regular, size, Tone::Muted), (size * 1.35).round());
        }
        if side <= 0.0 {
            self.y += 4.0;
            for (text, style) in credits {
                self.text(text, (x, width), style, 16.5);
            }
        }
        self.y = (self.y.max(side_bottom) + 9.0).round();
        self.hairline(x, x + width);
        self.y += 16.0;
    }

    pub fn section(&mut self, key: &str, (x, width): (f64, f64)) {
        let title = self.words.get(key).to_string();
        self.text(&title, (x, width), label_style(), 17.0);
        self.y += 5.0;
    }

    fn fact(&mut self, fact: &Fact, left: f64, (x, width): (f64, f64)) {
        let term = TextStyle::new(Face::Serif, 24.0, Tone::Ink);
        self.hairline(x, x + width);
        let top = self.y + 6.0;
        self.y = top + 1.0;
        self.text(&fact.text, (x + left, width - left), body(), 17.5);
        self.text(&fact.source, (x + left, width - left), small(), 15.0);
        let place = (x, top, left - 14.0);
        let under = paragraph(&mut self.nodes, &fact.term, place, Anchor::Start, term, 33.5);
        self.y = self.y.max(under) + 7.0;
    }

    pub fn facts(&mut self, count: usize, (x, width): (f64, f64)) {
        let story = self.story;
        if story.facts.is_empty() || count == 0 {
            return;
        }
        self.section("facts", (x, width));
        let term = TextStyle::new(Face::Serif, 24.0, Tone::Ink);
        let widest = story.facts.iter().take(count).map(|f| text_width(&f.term, &term)).fold(0.0, f64::max);
        // A term is one or two words and never broken within one, unless that would leave the text no room.
        let word = |f: &Fact| f.term.split(' ').map(|w| text_width(w, &term)).fold(0.0, f64::max);
        let word = story.facts.iter().take(count).map(word).fold(0.0, f64::max);
        let left = widest.min((width * 0.42).max(word.min(width * LONGEST_TERM))).ceil() + 16.0;
        for fact in story.facts.iter().take(count) {
            self.fact(fact, left, (x, width));
        }
        self.y += 8.0;
    }

    pub fn gaps(&mut self, count: usize, (x, width): (f64, f64)) {
        let story = self.story;
        if story.gaps.is_empty() || count == 0 {
            return;
        }
        self.section("gaps", (x, width));
        for gap in story.gaps.iter().take(count) {
            self.nodes.push(rule((x, self.y + 9.5), (x + 8.0, self.y + 9.5), Style::stroke(Tone::Muted, 1.5)));
            self.text(gap, (x + 16.0, width - 16.0), body(), 17.5);
            self.y += 3.0;
        }
    }

    /// Key facts and gaps in a column, or facing each other in two.
    pub fn side(&mut self, shown: Shown, (x, width): (f64, f64), facing: bool) {
        self.told = shown;
        if !facing || shown.facts == 0 || shown.gaps == 0 {
            self.facts(shown.facts, (x, width));
            self.gaps(shown.gaps, (x, width));
            return;
        }
        let (top, half) = (self.y, (width - FACING) / 2.0);
        self.facts(shown.facts, (x, half));
        let bottom = std::mem::replace(&mut self.y, top);
        self.gaps(shown.gaps, (x + half + FACING, half));
        self.y = self.y.max(bottom);
    }

    /// How many facts and gaps a column of this height holds: gaps go first, then facts, down to `kept` of each.
    pub fn shown(
        &self,
        (width, height): (f64, f64),
        facing: bool,
        kept: usize,
        pack: &Pack,
    ) -> Result<(Shown, f64), Error> {
        let mut shown = Shown::all(self.story);
        loop {
            let mut trial = Sheet::new(self.story, self.width, pack)?;
            trial.y = 0.0;
            trial.side(shown, (0.0, width), facing);
            if trial.y <= height || (shown.gaps <= kept && shown.facts <= kept) {
                return Ok((shown, trial.y));
            }
            if shown.gaps > kept { shown.gaps -= 1 } else { shown.facts -= 1 }
        }
    }

    /// Key facts beside the gaps, for a page without a map.
    pub fn side_by_side(&mut self, shown: Shown) {
        self.side(shown, (self.margin, self.width), !self.narrow);
        if shown.facts + shown.gaps > 0 {
            self.y += 14.0;
        }
    }

    /// How many events fall on each day, month or year, and how many cannot be counted so.
    pub fn density_part(&mut self) -> Result<(), Error> {
        let format = DateFormat::from_pack(&self.pack)?;
        let Some(bars) = bars(self.story, &format) else {
            self.remark("density-none");
            return Ok(());
        };
        self.strip(bars.unit.heading(), "density", &bars.counts);
        if bars.uncounted > 0 {
            let note = counted(&self.words, &format, "density-uncounted", bars.uncounted);
            self.text(&note, (self.margin, self.width), body().tone(Tone::Muted), 17.5);
        }
        // Who tells what says something only where several tell the same.
        if self.story.items.iter().any(|item| item.told_by > 1) {
            self.y += 8.0;
            let counts: Vec<(String, f64)> =
                self.story.items.iter().map(|item| (item.number.to_string(), item.told_by as f64)).collect();
            self.strip("density-sources", "density-sources", &counts);
        }
        self.y += 16.0;
        Ok(())
    }

    /// A strip of bars with its heading.
    fn strip(&mut self, heading: &str, layer: &str, counts: &[(String, f64)]) {
        let title = self.words.get(heading).to_string();
        self.text(&title, (self.margin, self.width), label_style(), 17.0);
        let frame = Frame { x: self.margin, y: self.y + 4.0, width: self.width, height: STRIP };
        self.layer(layer, density(counts, frame));
        self.y = frame.y + frame.height + 6.0;
    }

    /// Section label, kinds in use, and the timeline; the key where the panels leave a free corner.
    pub fn timeline_part(&mut self) -> Result<(), Error> {
        let title = self.words.get(self.by.map_or("timeline", By::heading)).to_string();
        let top = self.y;
        self.text(&title, (self.margin, self.width), label_style(), 17.0);
        let kinds = [
            (Kind::Military, "kind-military"),
            (Kind::Meeting, "kind-meeting"),
            (Kind::Statement, "kind-statement"),
            (Kind::Disaster, "kind-disaster"),
            (Kind::Other, "kind-other"),
        ];
        let style = TextStyle::new(Face::Regular, 12.0, Tone::Ink);
        let shown = || self.story.items.iter().filter(|item| !self.folded.contains(&item.number));
        let entries: Vec<_> = kinds
            .into_iter()
            .filter(|(kind, _)| shown().any(|item| item.kind == *kind))
            .map(|(kind, key)| {
                let dot = Circle { x: 5.0, y: 0.0, r: 5.0, style: Style::fill(tone(kind)) };
                (vec![dot.into()], 16.0, self.words.get(key).to_string())
            })
            .collect();
        let total: f64 = entries.iter().map(|(_, wide, text)| wide + text_width(text, &style) + 24.0).sum();
        let start = self.margin + self.width - (total - 24.0);
        if entries.is_empty() {
        } else if start > self.margin + text_width(&title, &label_style()) + 40.0 {
            self.y = top;
            self.legend(entries, (start, total), style);
            self.y = top + 17.0;
        } else {
            self.y += 2.0;
            self.legend(entries, (self.margin, self.width), style);
        }
        self.y += 7.0;
        let frame = Frame { x: self.margin, y: self.y, width: self.width, height: self.wish };
        let drawing = match self.by {
            Some(by) => timeline::draw_by(self.story, by, frame, &self.pack)?,
            None => timeline::draw(self.story, &self.folded, frame, &self.pack)?,
        };
        self.notes.extend(drawing.notes);
        self.layer("timeline", drawing.nodes);
        if let Some(free) = drawing.free {
            self.key_block(free);
        }
        self.y = frame.y + drawing.height + 14.0;
        Ok(())
    }

    /// Marks with words, flowing over as many lines as they need.
    pub fn legend(&mut self, entries: Vec<(Vec<Node>, f64, String)>, (x, width): (f64, f64), style: TextStyle) {
        let mut at = x;
        for (mark, wide, text) in entries {
            let lines = fit(&text, &style, width - wide);
            let full = wide + lines.iter().map(|l| text_width(l, &style)).fold(0.0, f64::max);
            if at > x && at + full > x + width + 0.5 {
                at = x;
                self.y += 20.0;
            }
            self.entry(mark, wide, &lines, at, style);
            at += full + 24.0;
        }
        self.y += 20.0;
    }

    /// One entry of a key; its last line stands at `self.y`.
    pub fn entry(&mut self, mark: Vec<Node>, wide: f64, lines: &[String], x: f64, style: TextStyle) {
        let top = self.y;
        self.nodes.extend(mark.into_iter().map(|node| crate::layout::write::shifted(node, x, top + 9.0)));
        for (row, part) in lines.iter().enumerate() {
            if row > 0 {
                self.y += 16.0;
            }
            let base = crate::layout::write::baseline(self.y, 18.0, &style);
            self.nodes.push(line(part, x + wide, base, Anchor::Start, style));
        }
    }
}
