//! The text alternative: what a picture says, as plain text for readers that see no picture.

use crate::error::Error;
use crate::lang::{DateFormat, Pack, Words};
use crate::layout::mark::certainty_key;
use crate::story::{Item, ItemPlace, ItemRelationKind, Kind, Story};

/// Before everything that belongs to an event.
const INDENT: &str = "   ";

/// The whole text alternative of a story, in the language of the graphic; it ends with a newline.
///
/// # Errors
/// A malformed pack.
pub fn alt_text(story: &Story, pack: &Pack) -> Result<String, Error> {
    let words = Words::from_pack(pack, "page.tsv")?;
    let format = DateFormat::from_pack(pack)?;
    let mut head = vec![one_line(&story.headline)];
    head.extend(story.deck.as_deref().map(one_line));
    let credit: Vec<String> =
        [&story.outlet, &story.as_of, &story.written_from].into_iter().flatten().map(|text| one_line(text)).collect();
    if !credit.is_empty() {
        head.push(credit.join(" · "));
    }
    let mut events: Vec<String> = story.items.iter().map(|item| event(item, &words, &format)).collect();
    events.splice(0..0, story.silence(&words, &format));
    events.extend(story.unshown(&words, &format).filter(|_| !story.items.is_empty()));
    let facts = story.facts.iter().map(|fact| {
        let source = if fact.source.is_empty() { String::new() } else { format!(" ({})", fact.source) };
        one_line(&format!("- {}: {}{source}", fact.term, fact.text))
    });
    let gaps = story.gaps.iter().map(|gap| one_line(&format!("- {gap}")));
    let sources = story.sources.iter().zip(1..).map(|(source, number): (&String, u32)| {
        one_line(&words.fill("numbered-source", &[&number.to_string(), source]))
    });
    let mut made = story.place_credits(&words);
    made.extend((!story.made.is_empty()).then(|| one_line(&story.made)));
    let sections =
        [("timeline", events), ("facts", facts.collect()), ("gaps", gaps.collect()), ("sources", sources.collect())];
    let mut parts = vec![head.join("\n")];
    for (key, lines) in sections.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        parts.push(format!("{}\n{}", words.get(key), lines.join("\n")));
    }
    parts.push(made.join("\n"));
    Ok(parts.join("\n\n") + "\n")
}

/// Text without line breaks, so that a line of the file is a statement, and without signs that a terminal would obey.
fn one_line(text: &str) -> String {
    let parts = text.split(|c: char| c.is_whitespace() || c.is_control());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Military => "kind-military",
        Kind::Meeting => "kind-meeting",
        Kind::Statement => "kind-statement",
        Kind::Disaster => "kind-disaster",
        Kind::Other => "kind-other",
    }
}

fn names(places: &[ItemPlace]) -> String {
    let names: Vec<&str> = places.iter().map(|place| place.name.as_str()).filter(|name| !name.is_empty()).collect();
    names.join(", ")
}

/// One event: number, date and label; then place, who, kind and certainty; then the sentence that tells it.
fn event(item: &Item, words: &Words, format: &DateFormat) -> String {
    let heading = item.by_clocks(item.dated(format, item.granularity));
    let mut first = words.fill("desc-item", &[&item.number.to_string(), &heading, &item.label]);
    if let Some(key) = certainty_key(item.certainty) {
        first = format!("{first} {}", words.fill("desc-word", &[words.get(key)]));
    }
    let mut said = Vec::new();
    let mut say = |key: &str, text: String| {
        if !text.is_empty() {
            said.push(words.fill(key, &[&text]));
        }
    };
    say("alt-place", names(&item.places));
    say("alt-from", names(&item.origins));
    say("alt-who", item.who.join(", "));
    let mut more = vec![words.get(kind_key(item.kind)).to_string()];
    more.extend(item.attribution.clone());
    more.extend((!item.source_ref.is_empty()).then(|| item.source_ref.clone()));
    more.extend(item.inherited_date.then(|| words.get("key-inherited").to_string()));
    for relation in &item.relations {
        let key = match relation.kind {
            ItemRelationKind::Before => "relation-before",
            ItemRelationKind::During => "relation-during",
            ItemRelationKind::PartOf => "relation-part",
            ItemRelationKind::Cause => "relation-cause",
        };
        more.push(words.fill(key, &[&relation.other.to_string()]));
    }
    said.push(more.join(" · "));
    let mut lines = vec![one_line(&first), format!("{INDENT}{}", one_line(&said.join(" ")))];
    if !item.quote.is_empty() && item.quote != item.label {
        lines.push(format!("{INDENT}{}", words.fill("alt-quote", &[&one_line(&item.quote)])));
    }
    lines.join("\n")
}
