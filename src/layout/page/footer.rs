//! The foot of a page: how to read the marks, sources, how it was made, credits.

use super::parts::{Sheet, label_style, small};
use crate::layout::Frame;
use crate::layout::mark::{chip, is_pin, tone};
use crate::layout::timeline::{faded, lasting, onward};
use crate::layout::write::{baseline, fit, line};
use crate::scene::{Anchor, Circle, Face, Node, Style, TextStyle, Tone, text_width};
use crate::story::{Certainty, Item, Kind, Story};
use crate::time::Moment;

/// Sources stand in columns of about this width.
const SOURCE_COLUMN: f64 = 460.0;
/// A key in a free corner has columns of at least this width.
const KEY_COLUMN: f64 = 150.0;
const KEY_LEADING: f64 = 18.0;

/// A sign of the key: its mark at the origin, the mark's width, its words.
type Entry = (Vec<Node>, f64, String);

/// Whether it happened at an unknown time between two days.
fn is_range(item: &Item) -> bool {
    !item.lasts && is_long(item)
}

/// Whether the date covers more than a day and both its ends are known.
fn is_long(item: &Item) -> bool {
    let (from, to) = (item.bounds.earliest.map(Moment::day), item.bounds.latest.map(Moment::day));
    from.is_some() && to.is_some() && from != to
}

/// Whether a place of a story comes from the gazetteer: a place that a file tells itself has its position in its id.
fn uses_gazetteer(story: &Story) -> bool {
    let mut places = story.items.iter().flat_map(|item| item.places.iter().chain(&item.origins));
    places.any(|place| !place.id.contains('@'))
}

impl Sheet<'_> {
    /// Which colour stands for which kind of event, where a picture shows several.
    pub fn kinds_key(&mut self, shown: &[Kind]) {
        let key = |kind: Kind| match kind {
            Kind::Military => "kind-military",
            Kind::Meeting => "kind-meeting",
            Kind::Statement => "kind-statement",
            Kind::Disaster => "kind-disaster",
            Kind::Other => "kind-other",
        };
        if shown.len() < 2 {
            return;
        }
        let entry = |kind: &Kind| -> Entry {
            let dot = Circle { x: 5.0, y: 0.0, r: 5.0, style: Style::fill(tone(*kind)) };
            (vec![dot.into()], 16.0, self.words.get(key(*kind)).to_string())
        };
        let entries = shown.iter().map(entry).collect();
        self.legend(entries, (self.margin, self.width), TextStyle::new(Face::Regular, 12.0, Tone::Ink));
    }

    /// Whether the sentences of the text have numbers: a table has none.
    fn refers(&self) -> bool {
        self.story.facts.iter().any(|fact| !fact.source.is_empty())
    }

    /// The signs that this story uses.
    fn key_entries(&self) -> Vec<Entry> {
        let shown: Vec<&Item> = self.story.items.iter().filter(|item| !self.folded.contains(&item.number)).collect();
        let mut entries: Vec<Entry> = Vec::new();
        let fills = [
            (Certainty::Asserted, "key-asserted"),
            (Certainty::Planned, "key-planned"),
            (Certainty::Possible, "key-possible"),
            (Certainty::Denied, "key-denied"),
            (Certainty::Negated, "key-negated"),
            (Certainty::Refuted, "key-refuted"),
            (Certainty::Background, "key-background"),
        ];
        let kind = shown.first().map_or(Kind::Other, |item| item.kind);
        for (certainty, key) in fills {
            if shown.iter().any(|item| item.certainty == certainty) {
                let mark = chip("", kind, certainty, true, (7.0, 0.0, 7.0));
                entries.push((mark, 21.0, self.words.get(key).to_string()));
            }
        }
        if shown.iter().any(|item| !is_pin(item)) {
            let mark = chip("", kind, Certainty::Asserted, false, (7.0, 0.0, 7.0));
            entries.push((mark, 21.0, self.words.get("key-area").to_string()));
        }
        if shown.iter().any(|item| is_range(item)) {
            let bar = crate::layout::write::rule((0.0, 0.0), (16.0, 0.0), Style::stroke(Tone::Muted, 4.0));
            entries.push((vec![bar], 21.0, self.words.get("key-range").to_string()));
        }
        if shown.iter().any(|item| item.lasts && is_long(item)) {
            let bar = lasting((0.0, 16.0), 0.0, Tone::Muted);
            entries.push((bar, 21.0, self.words.get("key-lasts").to_string()));
        }
        if shown.iter().any(|item| item.about.is_some()) {
            entries.push((faded((0.0, 16.0), 0.0, Tone::Muted), 21.0, self.words.get("key-about").to_string()));
        }
        if shown.iter().any(|item| item.since.is_some()) {
            let bar = onward((0.0, 18.0), 0.0, Tone::Muted, true);
            entries.push((bar, 23.0, self.words.get("key-onward").to_string()));
        }
        let bold = TextStyle::new(Face::Bold, 11.5, Tone::Muted);
        let mut sign = |text: &str, key: &str| {
            let mark = line(text, 0.0, 4.0, Anchor::Start, bold);
            entries.push((vec![mark], (text_width(text, &bold) + 6.0).max(21.0), self.words.get(key).to_string()));
        };
        let facts = self.story.facts.iter().take(self.told.facts);
        if shown.iter().any(|item| !item.source_ref.is_empty()) || facts.count() > 0 && self.refers() {
            sign(self.words.get("key-ref-mark"), "key-ref");
        }
        if shown.iter().any(|item| item.inherited_date) {
            sign("*", "key-inherited");
        }
        entries
    }

    /// The key in a free corner of the timeline, if it holds it.
    pub fn key_block(&mut self, free: Frame) {
        let entries = self.key_entries();
        let columns = ((free.width / KEY_COLUMN).floor() as usize).clamp(1, 2);
        let width = free.width / columns as f64 - 12.0;
        let rows = entries.len().div_ceil(columns);
        let lines: Vec<Vec<String>> = entries.iter().map(|(_, wide, text)| fit(text, &small(), width - wide)).collect();
        let height = |entry: &Vec<String>| KEY_LEADING + 16.0 * (entry.len().max(1) - 1) as f64;
        let column_height = |part: &[Vec<String>]| part.iter().map(height).sum::<f64>();
        let tallest = lines.chunks(rows.max(1)).map(column_height).fold(0.0, f64::max);
        if entries.is_empty() || tallest + 20.0 > free.height {
            return;
        }
        let top = free.y + free.height - tallest - 20.0;
        self.y = top;
        let title = self.words.get("key").to_string();
        self.text(&title, (free.x, free.width), label_style(), 17.0);
        for (index, ((mark, wide, _), lines)) in entries.into_iter().zip(&lines).enumerate() {
            if index % rows.max(1) == 0 {
                self.y = top + 20.0;
            }
            let x = free.x + (width + 12.0) * (index / rows.max(1)) as f64;
            self.entry(mark, wide, lines, x, small());
            self.y += KEY_LEADING;
        }
        self.key_done = true;
    }

    /// Several sources, numbered and in columns.
    fn sources(&mut self) {
        let story = self.story;
        let (x, width) = (self.margin, self.width);
        let title = self.words.get("sources").to_string();
        self.text(&title, (x, width), label_style(), 17.0);
        let columns = ((width / SOURCE_COLUMN).floor() as usize).clamp(1, story.sources.len().max(1));
        let rows = story.sources.len().div_ceil(columns).max(1);
        let step = width / columns as f64;
        let (top, mut bottom) = (self.y, self.y);
        for (index, source) in story.sources.iter().enumerate() {
            if index % rows == 0 {
                self.y = top;
            }
            let text = self.words.fill("numbered-source", &[&(index + 1).to_string(), source]);
            self.text(&text, (x + step * (index / rows) as f64, step - 16.0), small(), 15.0);
            bottom = bottom.max(self.y);
        }
        self.y = bottom + 3.0;
    }

    /// Key, sources, how it was made, credits.
    pub fn footer(&mut self, notes: &[String]) {
        let story = self.story;
        let (x, width) = (self.margin, self.width);
        self.hairline(x, x + width);
        self.y += 7.0;
        if !self.key_done {
            let entries = self.key_entries();
            if !entries.is_empty() {
                self.legend(entries, (x, width), small());
            }
        }
        let mut said: Vec<String> = Vec::new();
        match story.sources.as_slice() {
            [] => {}
            [source] => said.push(self.words.fill("source-one", &[source])),
            _ => self.sources(),
        }
        said.append(&mut self.notes);
        // The first credits the gazetteer, which a file with points of its own does without.
        said.extend(story.place_credits(&self.words).into_iter().skip(usize::from(!uses_gazetteer(story))));
        said.extend(notes.iter().cloned());
        let mut unique: Vec<String> = Vec::new();
        for note in said {
            if !unique.contains(&note) {
                unique.push(note);
            }
        }
        // A line never starts with the point between two statements.
        let made = story.made.replace(" · ", "\u{a0}· ");
        let notes = unique.join(" ");
        let lines = fit(&notes, &small(), width);
        let last = lines.last().map_or(0.0, |text| text_width(text, &small()));
        let beside = !made.is_empty() && last + text_width(&made, &small()) + 40.0 <= width;
        self.text(&notes, (x, width), small(), 15.0);
        if beside {
            let base = baseline(self.y - 15.0, 15.0, &small());
            self.nodes.push(line(&made, x + width, base, Anchor::End, small()));
        } else if !made.is_empty() {
            self.text(&made, (x, width), small(), 15.0);
        }
        self.y += 14.0;
    }
}
