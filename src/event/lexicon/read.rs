//! The words of events as the tables of a pack tell them.

use super::{Cue, EventLexicon, Mood, Needs, Position, Reporting, Small, Stance, Trigger};
use crate::error::Error;
use crate::event::{Category, RelationKind};
use crate::lang::Pack;
use rustc_hash::{FxHashMap, FxHashSet};

/// The forms of a verb with which its list begins, the present ones: `charge|charges|charged|charging`.
const PRESENT_FORMS: usize = 2;

/// Whether the form at an index of a verb's list is one of the present alone, and not of the past too as `cut` is.
fn is_present(forms: &[&str], at: usize) -> bool {
    let past = forms.get(PRESENT_FORMS..).unwrap_or_default();
    let also_past = at == 0 && forms.len() == PRESENT_FORMS + 1;
    at < PRESENT_FORMS && !past.is_empty() && !also_past && forms.get(at).is_some_and(|form| !past.contains(form))
}

impl EventLexicon {
    pub(super) fn read_relations(&mut self, pack: &Pack) -> Result<(), Error> {
        for row in pack.table("relations.tsv")?.rows()? {
            let word = if row.get("connective").is_empty() { row.get("cue") } else { row.get("connective") };
            let place = if row.get("kind").is_empty() { row.get("pos") } else { row.get("kind") };
            let joins = place == "subordinator" || place == "coordinator" || place.contains("conj");
            if joins || place.contains("prep") {
                self.function.insert(word);
            }
            let kind = match row.get("relation").to_lowercase().as_str() {
                "before" => RelationKind::Before,
                "after" | "at_after" => RelationKind::After,
                // What holds from something on comes after it; a word that only stands before a date joins no clauses.
                "since" if joins => RelationKind::After,
                "during" | "simultaneous" | "at" => RelationKind::During,
                "contrast" => {
                    if place.contains("adv") {
                        self.adverbs.entry(word).or_insert(RelationKind::Contrast);
                    } else if joins {
                        self.breaks.insert(word);
                    }
                    continue;
                }
                relation @ ("cause" | "result" | "effect" | "condition" | "purpose") if joins => {
                    self.breaks.insert(word);
                    if !matches!(relation, "condition" | "purpose") {
                        self.causes.insert(word, relation == "cause");
                    }
                    continue;
                }
                "result" | "effect" if place.contains("adv") => {
                    self.results.insert(word);
                    continue;
                }
                _ => continue,
            };
            if joins {
                self.relations.entry(word).or_insert(kind);
            } else if place.contains("adv") {
                self.adverbs.entry(word).or_insert(kind);
            } else if place.contains("prep") && row.get("relation").eq_ignore_ascii_case("after") {
                self.sequels.entry(word).or_insert(kind);
            }
        }
        Ok(())
    }
}

/// The first words of what begins an organisation's name and the last ones of what ends it.
pub(super) fn organisations(pack: &Pack) -> Result<FxHashSet<String>, Error> {
    let mut out = FxHashSet::default();
    for row in pack.table("org_heads.tsv")?.rows()? {
        let heads = std::iter::once(row.get("head")).chain(row.get("variants").split('|'));
        out.extend(heads.filter_map(|head| head.split_whitespace().next()).map(str::to_lowercase));
    }
    if let Ok(table) = pack.table("org_tails.tsv") {
        let rows = table.rows()?;
        out.extend(rows.iter().filter_map(|row| row.get("tail").split_whitespace().last()).map(str::to_lowercase));
    }
    Ok(out)
}

pub(super) fn triggers(pack: &Pack) -> Result<FxHashMap<&'static str, Trigger>, Error> {
    let mut out: FxHashMap<&'static str, Trigger> = FxHashMap::default();
    let mut homographs: FxHashSet<&str> = FxHashSet::default();
    for row in pack.table("triggers.tsv")?.rows()? {
        let noun = row.get("kind") == "noun" || row.get("pos") == "n";
        let doubt = match (row.get("ambiguous"), row.get("ambiguity")) {
            ("strong", _) => 2,
            ("some", _) => 1,
            (_, "") => 0,
            (_, note) if note.starts_with("rarely") => 3,
            (_, note) => 1 + i32::from(!note.starts_with("several")),
        };
        let family = if row.get("root").is_empty() { row.get("lemma") } else { row.get("root") };
        let category = category(row.get("category"));
        let travel = row.get("category") == "travel";
        let weight = (if noun { 3 } else { 4 }) - doubt;
        let full = Trigger {
            category,
            travel,
            weight,
            noun,
            family,
            present: false,
            gerund: false,
            as_noun: noun.then_some(weight),
        };
        let homograph = row.get("ambiguity").starts_with("homograph");
        let forms: Vec<&str> = row.get("forms").split('|').filter(|f| !f.is_empty()).collect();
        for (at, form) in forms.iter().enumerate() {
            let present = row.get("pos") == "v" && is_present(&forms, at);
            if present && homograph {
                homographs.insert(*form);
            }
            let gerund = row.get("pos") == "v" && at + 1 == forms.len() && forms.len() > PRESENT_FORMS;
            let known = out.entry(form).or_insert(Trigger { present, gerund, ..full });
            // `found` is a form of `find` too, where it tells what was.
            let present = present && (noun || known.noun || known.present);
            known.present &= present || noun;
            let as_noun = known.as_noun.max(full.as_noun);
            if known.weight < full.weight {
                *known = Trigger { present, gerund, ..full };
            }
            known.as_noun = as_noun;
        }
        for form in row.get("bare_forms").split('|').filter(|f| !f.is_empty()) {
            out.entry(form).or_insert(Trigger { weight: 0, ..full });
        }
    }
    for (form, trigger) in &mut out {
        trigger.present &= trigger.as_noun.is_some() || homographs.contains(form);
    }
    Ok(out)
}

pub(super) fn reporting(pack: &Pack) -> Result<FxHashMap<&'static str, Reporting>, Error> {
    let mut out = FxHashMap::default();
    for row in pack.table("reporting.tsv")?.rows()? {
        let (positions, pos) = (row.get("positions"), row.get("pos"));
        let frame = positions.starts_with("frame");
        let verb = pos.starts_with("verb");
        // A form that only modifies a noun (`saat dihubungi`) names no speaker, and a noun needs its own words around it.
        let nominal = matches!(pos, "noun" | "adverb" | "adjective" | "conjunction" | "participle");
        let echo = frame && verb && row.get("bare_needs") == "object";
        if positions == "rel" || nominal || echo || pos == "phrase" {
            continue;
        }
        let needs = match row.get("bare_needs") {
            "quote" => Needs::Quote,
            "quote or name" | "name or quote" => Needs::QuoteOrName,
            "quote and name" => Needs::QuoteAndName,
            needs if needs.starts_with("name") => Needs::Name,
            "" | "none" | "comma" | "subject" | "object" | "clause object" => Needs::Nothing,
            // Everything else asks for particular words; without them the form is left alone.
            _ if frame => Needs::Name,
            _ => continue,
        };
        let stance = match (row.get("type"), row.get("class")) {
            ("asks" | "promises" | "threatens" | "orders", _) | (_, "directive" | "official") => Stance::Acts,
            ("denies", _) | (_, "negate") => Stance::Denies,
            _ => Stance::Says,
        };
        let before = positions.starts_with("pre");
        let position = match (before, positions.contains("post") || positions.contains("par")) {
            (true, false) if !frame => Position::Before,
            (true, true) => Position::Either,
            _ if positions.is_empty() && verb => Position::Either,
            _ => Position::After,
        };
        let clausal = matches!(row.get("class"), "channel" | "evidence" | "factive");
        let counts = row.get("type") == "estimates" || row.get("class") == "estimate";
        let pronoun = pos.ends_with("nya");
        let usual = (false, false);
        let verb = verb && !frame;
        let forms: Vec<&str> = row.get("forms").split('|').filter(|f| !f.is_empty()).collect();
        let all = forms.iter().enumerate().map(|(at, form)| {
            let participle = at + 1 == forms.len() && forms.len() > PRESENT_FORMS + 1;
            (*form, (is_present(&forms, at), participle))
        });
        let one = Some((row.get("form"), usual)).filter(|(form, _)| !form.is_empty());
        for (form, (present, participle)) in one.into_iter().chain(all) {
            let (present, participle) = (verb && present, verb && participle);
            let reporting = Reporting { position, needs, stance, verb, pronoun, counts, present, participle, clausal };
            out.entry(form).or_insert(reporting);
        }
    }
    Ok(out)
}

pub(super) fn modality(pack: &Pack) -> Result<FxHashMap<&'static str, Mood>, Error> {
    let mut out = FxHashMap::default();
    for row in pack.table("modality.tsv")?.rows()? {
        let (cue, always_weak) = match row.get("class") {
            "planned" | "future" | "scheduled" | "imminent" | "predicted" | "proposal" => (Cue::Planned, false),
            "wish" | "commitment" => (Cue::Planned, true),
            "possible" | "possibility" | "conditional_or_future_in_past" | "probable" | "inference" | "improbable" => {
                (Cue::Possible, false)
            }
            "hearsay" => (Cue::Reported, false),
            "ability" | "necessity" | "obligation" | "threat" => (Cue::Possible, true),
            "hypothetical" | "condition" | "counterfactual" => (Cue::Hypothetical, false),
            "negated" | "negation" | "negation_open" | "negative_outcome" | "denied" | "frustrated" | "avertive" => {
                (Cue::Negated, false)
            }
            "plain" => (Cue::Plain, true),
            _ => continue,
        };
        if row.get("scope") == "left" || row.get("pos") == "phrase" {
            continue;
        }
        let noun = row.get("scope") == "np";
        let weak = always_weak || row.get("strength") == "weak" || noun;
        let at = |place: &str| row.get("pos") == place || row.get("position") == place;
        let cleft = row.get("position") == "pre-noun";
        let pending = row.get("class") == "negation_open";
        let mood = Mood {
            cue,
            weak,
            subject: at("subject"),
            predicate: at("predicate"),
            beside: noun && at("noun"),
            cleft,
            pending,
        };
        out.entry(row.get("cue")).or_insert(mood);
    }
    Ok(out)
}

/// The category of a name in the trigger tables, which are finer than the graphic's hues.
pub(super) fn category(name: &str) -> Category {
    match name {
        "military" => Category::Military,
        "meeting" | "travel" => Category::Meeting,
        "statement" | "statement_decision" => Category::Statement,
        "disaster" | "accident" => Category::Disaster,
        "violence" | "violence_crime" | "law" | "law_court" => Category::Crime,
        "politics" | "politics_election" => Category::Politics,
        "economy" => Category::Economy,
        _ => Category::Other,
    }
}

pub(super) fn small(name: &str) -> Option<Small> {
    Some(match name {
        "preposition" => Small::Preposition,
        "agent" => Small::Agent,
        "relative" => Small::Relative,
        "that" => Small::That,
        "person" => Small::Person,
        "group" => Small::Group,
        "auxiliary" => Small::Auxiliary,
        "passive" => Small::Passive,
        "skip" => Small::Skip,
        "light" => Small::Light,
        "role" => Small::Role,
        "superlative" => Small::Superlative,
        "links" => Small::Links,
        "copula" => Small::Copula,
        "purpose" => Small::Purpose,
        "also" => Small::Also,
        "unit" => Small::Unit,
        "start" => Small::Start,
        "since" => Small::Since,
        "until" => Small::Until,
        "before" => Small::Before,
        "deadline" => Small::Deadline,
        "adverb" => Small::Adverb,
        "noun" => Small::Noun,
        "background" => Small::Background,
        "done" => Small::Done,
        "earlier" => Small::Earlier,
        "of" => Small::Of,
        "together" => Small::Together,
        "determiner" => Small::Determiner,
        "pronoun" => Small::Pronoun,
        "from" => Small::From,
        "active" => Small::Active,
        "verb" => Small::Verb,
        "ongoing" => Small::Ongoing,
        "cited" => Small::Cited,
        "medium" => Small::Medium,
        "definite" => Small::Definite,
        "exists" => Small::Exists,
        "figure" => Small::Figure,
        "occasion" => Small::Occasion,
        "topic" => Small::Topic,
        "anaphor" => Small::Anaphor,
        "compound" => Small::Compound,
        "human" => Small::Human,
        "thing" => Small::Thing,
        "teller" => Small::Teller,
        "feminine" => Small::Feminine,
        "masculine" => Small::Masculine,
        "plural" => Small::Plural,
        "singular" => Small::Singular,
        "participle" => Small::Participle,
        "perfect" => Small::Perfect,
        "particle" => Small::Particle,
        "compared" => Small::Compared,
        "superseded" => Small::Superseded,
        "claim" => Small::Claim,
        "punctual" => Small::Punctual,
        "within" => Small::Within,
        "rite" => Small::Rite,
        "amount" => Small::Amount,
        "shifts" => Small::Shifts,
        "ended" => Small::Ended,
        _ => return None,
    })
}
