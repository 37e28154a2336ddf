//! A new file of edits: every event with what was understood of it, ready to correct; what an editor wrote stays.

use super::apply::Outcome;
use super::doubt::{Offer, doubts, offers, sentence, understood};
use super::find::{Found, find};
use super::kept::{Block, FORGOTTEN, Kept, TOLD, kept, offered};
use super::model::{Edit, Edits, Target};
use super::parse::parse;
use super::print::{comment, string};
use super::problem::Problem;
use crate::story::{Analysed, Key};
use std::collections::BTreeMap;

const HELP: [&str; 14] = [
    "Edits of what linimasa read. Lines with two marks are told by the program and written anew at each review;",
    "lines with one mark are offers: take the mark away, change the value, and the next picture has it.",
    "A line ##= tells the program which offers it wrote, so that it knows one that you changed.",
    "Your own lines stay as they are. Keys of an [[edit]]:",
    "  date      2023, 2023-09, 2023-09-13, 2023-09-13T08:00, 2023-09-13/2023-09-15, ../2023-09-13, none, or words",
    "  place     an id of the gazetteer, a name, \"none\", or { name = \"…\", lat = -6.2, lon = 106.8 }",
    "  role      event-site, origin, destination, container, or { \"NAME\" = \"ROLE\" } where there are several places",
    "  label     the words of the picture; category, modality, who: as offered",
    "  hide      true: out of every result; false: kept on the picture whatever else there is",
    "  merge     ids of events that tell this one again; split = true takes one apart into its tellings",
    "  order     rank among the events of its day, such as 1",
    "An event that is not here:",
    "  [[add]] with label, and if wanted date, place, category, modality, who, quote (its sentence), source",
    "An edit whose event is gone is reported at each run and stands at the end of this file.",
];

/// Everything while a file is being written.
struct Desk<'a> {
    documents: &'a [Analysed],
    /// The edits of the old file that say something, with their lines and what they mean now.
    old: Vec<(&'a Edit, &'a Block, Found)>,
    written: Vec<bool>,
    out: String,
}

/// Writes the file; `old` is the text of the one that is there already.
///
/// # Errors
/// What cannot be read in the old file: nothing is written then, so that nothing is lost.
pub fn review(documents: &[Analysed], old: &str) -> Result<String, Vec<Problem>> {
    // Faults have their places in the whole text. The mark that some editors put before it would stand in the middle of
    // the new file, where nothing could read it.
    let whole = parse(old)?;
    let (old, edits): (&str, Edits) = match old.strip_prefix('\u{feff}') {
        Some(bare) => (bare, parse(bare)?),
        None => (old, whole),
    };
    let Kept { head, edits: blocks, adds } = kept(old, &edits)?;
    let real: Vec<(&Edit, &Block)> =
        edits.edits.iter().zip(&blocks).filter(|(edit, block)| !edit.is_empty() || block.remarked).collect();
    let targets: Vec<&Target> = real.iter().map(|(edit, _)| &edit.target).collect();
    let everywhere: Vec<usize> = (0..documents.len()).collect();
    let found = find(documents, &targets, &everywhere);
    let old: Vec<(&Edit, &Block, Found)> =
        real.iter().zip(found).map(|((edit, block), found)| (*edit, *block, found)).collect();
    let written = vec![false; old.len()];
    let mut desk = Desk { documents, old, written, out: String::new() };
    for line in HELP {
        desk.told(line);
    }
    for line in &head {
        desk.line(line);
    }
    desk.events();
    desk.others();
    if !adds.is_empty() {
        desk.section(&format!("Added events ({})", adds.len()));
        for block in &adds {
            desk.out.push('\n');
            for line in &block.lines {
                desk.line(line);
            }
        }
    }
    desk.gone();
    Ok(desk.out)
}

impl Desk<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn told(&mut self, text: &str) {
        let text = if text.starts_with(' ') { text.to_string() } else { comment(text) };
        self.line(format!("{TOLD} {text}").trim_end());
    }

    fn section(&mut self, title: &str) {
        self.out.push('\n');
        self.told(&format!("==== {title} ===="));
    }

    /// Every event at its first telling, the doubtful ones before the others, each in the order of the text.
    fn events(&mut self) {
        let documents = self.documents;
        let all = documents.iter().enumerate().flat_map(|(number, document)| {
            let first = document.events.iter().enumerate().filter(|(_, event)| event.same_as.is_none());
            first.map(move |(index, event)| ((number, index), doubts(document, event)))
        });
        let (doubtful, clear): (Vec<_>, Vec<_>) = all.partition(|(_, doubts)| !doubts.is_empty());
        for (title, events) in [("Doubtful events", doubtful), ("Events read in so many words", clear)] {
            if !events.is_empty() {
                self.section(&format!("{title} ({})", events.len()));
            }
            for (key, doubts) in events {
                self.event(key, &doubts);
            }
        }
    }

    fn event(&mut self, key: Key, doubts: &[String]) {
        self.out.push('\n');
        self.describe(key, doubts);
        let mine: Vec<usize> = (0..self.old.len()).filter(|at| self.is_about(*at, key)).collect();
        let mut set = BTreeMap::new();
        if mine.is_empty() {
            self.line("[[edit]]");
            for line in self.target(key) {
                self.line(&line);
            }
        }
        for (count, at) in mine.into_iter().enumerate() {
            if count > 0 {
                self.out.push('\n');
                self.told("More about the same event");
            }
            self.block(at, key);
            if let Some((_, block, _)) = self.old.get(at) {
                set.extend(block.keys.clone());
            }
            if let Some((edit, ..)) = self.old.get(at) {
                set.extend(keys(edit).into_iter().map(|key| (key.to_string(), 0)));
            }
        }
        let Some(document) = self.documents.get(key.0) else { return };
        let open = offers(document, key.1).into_iter().filter(|offer| !set.contains_key(offer.key));
        let lines: Vec<String> = open.map(|offer| offered_line(&offer)).collect();
        for line in &lines {
            self.line(line);
        }
        if !lines.is_empty() {
            self.line(&offered(&lines));
        }
    }

    fn is_about(&self, at: usize, key: Key) -> bool {
        let open = self.written.get(at) == Some(&false);
        open && self.old.get(at).is_some_and(|(.., found)| matches!(found, Found::Event(other, _) if *other == key))
    }

    fn describe(&mut self, key: Key, doubts: &[String]) {
        let documents = self.documents;
        let Some(document) = documents.get(key.0) else { return };
        let Some(event) = document.events.get(key.1) else { return };
        self.told(&format!("{} — {}", super::doubt::written_date(event), event.label));
        let text = |span: crate::text::Span| document.article.text.get(span.start..span.end).unwrap_or_default();
        let quote = sentence(document, event).map(text).unwrap_or_default();
        let of = if documents.len() > 1 { format!(" ({})", document.article.id) } else { String::new() };
        self.told(&format!("Sentence{of}: {quote}"));
        for doubt in doubts {
            self.told(&format!("Doubt: {doubt}"));
        }
        for line in understood(document, event) {
            self.told(&line);
        }
        let again = document.events.iter().enumerate().filter(|(_, other)| other.same_as == Some(key.1));
        for (at, other) in again {
            let id = document.ids.get(at).map_or("", String::as_str);
            let quote = sentence(document, other).map(text).unwrap_or_default();
            self.told(&format!("Told again ({id}, {}): {quote}", other.merged_because.join(", ")));
        }
    }

    /// The lines that name an event.
    fn target(&self, key: Key) -> Vec<String> {
        let Some(document) = self.documents.get(key.0) else { return Vec::new() };
        let Some(event) = document.events.get(key.1) else { return Vec::new() };
        let text = |span: crate::text::Span| document.article.text.get(span.start..span.end).unwrap_or_default();
        let quote = sentence(document, event).map(text).unwrap_or_default();
        let mut out = vec![
            format!("id = {}", string(document.ids.get(key.1).map_or("", String::as_str))),
            format!("quote = {}", string(&comment(quote))),
            format!("trigger = {}", string(&comment(text(event.trigger)))),
        ];
        if self.documents.len() > 1 {
            out.push(format!("doc = {}", string(&document.article.id)));
        }
        out
    }

    /// The lines of an old edit; those that name its event are new where the id was not found any more.
    fn block(&mut self, at: usize, key: Key) {
        let Some((_, block, found)) = self.old.get(at).cloned() else { return };
        if let Some(written) = self.written.get_mut(at) {
            *written = true;
        }
        let moved = matches!(found, Found::Event(_, Some(_)));
        let mut lines = block.lines.clone();
        if moved && block.keys.contains_key("id") {
            for new in self.target(key) {
                let name = new.split(' ').next().unwrap_or_default();
                if let Some(line) = block.keys.get(name).and_then(|line| lines.get_mut(*line)) {
                    *line = new;
                }
            }
        }
        for (at, line) in lines.into_iter().enumerate() {
            if block.forgotten.contains_key(&at) {
                self.told(FORGOTTEN);
            }
            self.line(&line);
        }
    }

    /// Edits of events that do not stand alone: later tellings of another one.
    fn others(&mut self) {
        let rest: Vec<(usize, Key)> = (0..self.old.len())
            .filter_map(|at| match self.old.get(at)? {
                (.., Found::Event(key, _)) if self.written.get(at) == Some(&false) => Some((at, *key)),
                _ => None,
            })
            .collect();
        if rest.is_empty() {
            return;
        }
        self.section(&format!("Edits of later tellings ({})", rest.len()));
        for (at, key) in rest {
            self.out.push('\n');
            self.describe(key, &[]);
            self.block(at, key);
        }
    }

    /// Edits whose event is gone, or could be several.
    fn gone(&mut self) {
        let rest: Vec<(usize, Outcome, String)> = (0..self.old.len())
            .filter_map(|at| match self.old.get(at)? {
                (.., Found::Stale(why)) => Some((at, Outcome::Stale, why.clone())),
                (.., Found::Ambiguous(why)) => Some((at, Outcome::Ambiguous, why.clone())),
                _ => None,
            })
            .collect();
        if rest.is_empty() {
            return;
        }
        self.section(&format!("Edits that are not applied ({})", rest.len()));
        for (at, outcome, why) in rest {
            let word = if outcome == Outcome::Stale { "Stale" } else { "Ambiguous" };
            self.out.push('\n');
            self.told(&format!("{word}: {why}"));
            let lines = self.old.get(at).map(|(_, block, _)| block.lines.clone()).unwrap_or_default();
            for line in lines {
                self.line(&line);
            }
        }
    }
}

fn offered_line(offer: &Offer) -> String {
    let line = format!("# {} = {}", offer.key, offer.value);
    let remark = comment(&offer.remark);
    if remark.is_empty() { line } else { format!("{line}  # {remark}") }
}

/// The keys that an edit sets, however many lines their values take.
fn keys(edit: &Edit) -> Vec<&'static str> {
    let change = &edit.change;
    let set = [
        ("date", change.date.is_some()),
        ("place", change.place.is_some()),
        ("role", change.role.is_some()),
        ("label", change.label.is_some()),
        ("category", change.category.is_some()),
        ("modality", change.modality.is_some()),
        ("who", change.who.is_some()),
        ("order", change.order.is_some()),
        ("hide", edit.hide.is_some()),
        ("split", edit.split),
        ("merge", !edit.merge.is_empty()),
    ];
    set.into_iter().filter(|(_, set)| *set).map(|(key, _)| key).collect()
}
