//! What the event layer needs of a language pack: triggers, reporting verbs, modality, relations.

use super::{Category, RelationKind};
use crate::error::Error;
use crate::lang::Pack;
use std::collections::{BTreeMap, BTreeSet};

/// What a trigger form says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trigger {
    pub category: Category,
    /// How surely the form names an event: 1 (needs company) to 4 (a plain verb).
    pub weight: i32,
}

/// What a modality cue does to the event after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    Planned,
    Possible,
    Negated,
}

/// Where the source of a reporting form stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reporting {
    SourceBefore,
    SourceAfter,
}

/// The event tables of one language, checked.
#[derive(Debug, Clone)]
pub struct EventLexicon {
    /// Language code of the pack.
    pub code: &'static str,
    pub(super) triggers: BTreeMap<&'static str, Trigger>,
    pub(super) reporting: BTreeMap<&'static str, Reporting>,
    pub(super) modality: BTreeMap<&'static str, Cue>,
    /// Subordinators, which join two events of a sentence.
    pub(super) relations: BTreeMap<&'static str, RelationKind>,
    /// Adverbs that relate a sentence to the one before.
    pub(super) adverbs: BTreeMap<&'static str, RelationKind>,
    /// Words on which no label may end.
    pub(super) function: BTreeSet<&'static str>,
}

impl EventLexicon {
    /// Reads `triggers.tsv`, `reporting.tsv`, `modality.tsv`, `relations.tsv` and `labels.tsv`.
    ///
    /// # Errors
    /// A missing or malformed file, with its name and line.
    pub fn from_pack(pack: &Pack) -> Result<Self, Error> {
        let mut lexicon = Self {
            code: pack.code,
            triggers: BTreeMap::new(),
            reporting: BTreeMap::new(),
            modality: BTreeMap::new(),
            relations: BTreeMap::new(),
            adverbs: BTreeMap::new(),
            function: BTreeSet::new(),
        };
        for row in pack.table("triggers.tsv")?.rows()? {
            let noun = row.get("kind") == "noun" || row.get("pos") == "n";
            let doubt = match (row.get("ambiguous"), row.get("ambiguity")) {
                ("strong", _) => 2,
                ("some", _) => 1,
                (_, "") => 0,
                (_, note) => 1 + i32::from(!note.starts_with("several")),
            };
            let category = category(row.get("category"));
            let weight = (if noun { 3 } else { 4 }) - doubt;
            for form in row.get("forms").split('|').filter(|f| !f.is_empty()) {
                let known = lexicon.triggers.entry(form).or_insert(Trigger { category, weight });
                if known.weight < weight {
                    *known = Trigger { category, weight };
                }
            }
            for form in row.get("bare_forms").split('|').filter(|f| !f.is_empty()) {
                lexicon.triggers.entry(form).or_insert(Trigger { category, weight: 1 });
            }
        }
        for row in pack.table("reporting.tsv")?.rows()? {
            if matches!(row.get("type"), "promises" | "threatens" | "orders") {
                continue;
            }
            let (positions, pos) = (row.get("positions"), row.get("pos"));
            let after = positions.starts_with("post") || positions.starts_with("frame");
            let verb = pos.starts_with("verb") || positions.starts_with("frame");
            let kind = if after || !verb { Reporting::SourceAfter } else { Reporting::SourceBefore };
            let usable = verb || !row.get("forms").is_empty();
            for form in row.get("form").split('|').chain(row.get("forms").split('|')) {
                if usable && !form.is_empty() {
                    lexicon.reporting.entry(form).or_insert(kind);
                }
            }
        }
        for row in pack.table("modality.tsv")?.rows()? {
            let cue = match row.get("class") {
                "planned" | "future" | "scheduled" | "imminent" | "predicted" | "proposal" => Cue::Planned,
                "possible"
                | "hypothetical"
                | "possibility"
                | "conditional_or_future_in_past"
                | "probable"
                | "hearsay"
                | "inference"
                | "ability" => Cue::Possible,
                "negated" | "negation" | "denied" => Cue::Negated,
                _ => continue,
            };
            if row.get("strength") != "weak" && row.get("scope") != "np" {
                lexicon.modality.entry(row.get("cue")).or_insert(cue);
            }
        }
        for row in pack.table("relations.tsv")?.rows()? {
            let word = if row.get("connective").is_empty() { row.get("cue") } else { row.get("connective") };
            lexicon.function.insert(word);
            let kind = match row.get("relation").to_lowercase().as_str() {
                "before" => RelationKind::Before,
                "after" | "at_after" => RelationKind::After,
                "during" | "simultaneous" | "at" => RelationKind::During,
                _ => continue,
            };
            let place = if row.get("kind").is_empty() { row.get("pos") } else { row.get("kind") };
            if place == "subordinator" || place.contains("conj") {
                lexicon.relations.entry(word).or_insert(kind);
            } else if place.contains("adv") {
                lexicon.adverbs.entry(word).or_insert(kind);
            }
        }
        lexicon.function.extend(lexicon.modality.keys());
        for row in pack.table("labels.tsv")?.rows()? {
            lexicon.function.insert(row.get("word"));
        }
        Ok(lexicon)
    }
}

/// The category of a name in the trigger tables, which are finer than the graphic's hues.
fn category(name: &str) -> Category {
    match name {
        "military" => Category::Military,
        "meeting" => Category::Meeting,
        "statement" | "statement_decision" => Category::Statement,
        "disaster" | "accident" => Category::Disaster,
        "violence" | "violence_crime" | "law" | "law_court" => Category::Crime,
        "politics" | "politics_election" => Category::Politics,
        "economy" => Category::Economy,
        _ => Category::Other,
    }
}
