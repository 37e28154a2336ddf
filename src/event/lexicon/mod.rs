//! What the event layer needs of a language pack: triggers, reporting verbs, modality, relations, small words.

mod read;

use crate::error::Error;
use crate::event::known::{self, Index};
use crate::event::{Category, RelationKind};
use crate::lang::{Pack, Words};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// What a trigger form says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trigger {
    pub category: Category,
    /// How surely the form names an event: 0 (a headline's bare form) to 4 (a plain verb).
    pub weight: i32,
    pub noun: bool,
    /// Somebody goes somewhere.
    pub travel: bool,
    /// The form of a verb that can be a noun's as well (`charges`, `strike`): only what stands before it tells.
    pub present: bool,
    /// The form that goes on with another verb: `injuring`.
    pub gerund: bool,
    /// How surely the same form names an event as a noun, where the table has it as one.
    pub as_noun: Option<i32>,
    /// The root, which verb and noun of one happening share.
    pub family: &'static str,
}

/// What a modality cue does to the event after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    Planned,
    Possible,
    /// Somebody says that it happened (`dilaporkan`, `allegedly`).
    Reported,
    Negated,
    Hypothetical,
    /// Words that together say nothing, though one of them alone would: `baru bisa`, `tidak sedikit`.
    Plain,
}

/// A modality cue with its reach.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mood {
    pub cue: Cue,
    /// It is the subject, and reaches the verb of its clause however far that stands (`none of the hostages`).
    pub subject: bool,
    /// It ends a clause and says that what the clause tells is not so (`… adalah hoaks`).
    pub predicate: bool,
    /// It reaches only the word right behind it (`usulan penutupan`).
    pub beside: bool,
    /// It says that something is still to come (`belum`, `has yet to`).
    pub pending: bool,
    /// It denies the noun behind it, and what a relative clause tells of that (`bukan polisi yang menembak`).
    pub cleft: bool,
    /// A weak cue counts only right before the trigger.
    pub weak: bool,
}

/// Where the source of a reporting form stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    Before,
    After,
    /// Before the form where something stands there, else after it.
    Either,
}

/// What must stand beside a reporting form for it to report at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    Nothing,
    Quote,
    Name,
    QuoteOrName,
    QuoteAndName,
}

/// What a reporting form says of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    Says,
    /// The speech is what happened: asks, promises, threatens, orders.
    Acts,
    Denies,
}

/// A reporting form.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reporting {
    pub position: Position,
    pub needs: Needs,
    pub stance: Stance,
    /// A verb; what is no verb (`menurut`) names a source without telling of a speech act.
    pub verb: bool,
    /// The speaker is the one spoken of before (`katanya`).
    pub pronoun: bool,
    /// It gives a figure (`mencatat`): the dates of its content are those of what it counts.
    pub counts: bool,
    /// The form of a verb that can be a noun's as well: `report`, `claims`.
    pub present: bool,
    /// The form that only goes on with another verb: `warning`.
    pub participle: bool,
    /// It says only where a clause or quoted words follow; with a thing alone behind it, it does something to that thing: `found
    /// that prices rose`, but `found a body`.
    pub clausal: bool,
}

/// What a small word does in a clause; see the heading of `event_words.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Small {
    Preposition,
    Agent,
    Relative,
    That,
    Person,
    Group,
    Auxiliary,
    Passive,
    Skip,
    Light,
    Purpose,
    Also,
    Unit,
    Start,
    /// Opens what somebody is named or serves as.
    Role,
    /// Greater than all others.
    Superlative,
    /// Joins a subject to what it is said to be.
    Links,
    /// Says what something is, and tells of nothing that happened.
    Copula,
    Since,
    Until,
    Before,
    Deadline,
    Background,
    Done,
    Earlier,
    Of,
    Together,
    Determiner,
    Pronoun,
    From,
    Active,
    Verb,
    Ongoing,
    Cited,
    Medium,
    Definite,
    Exists,
    Figure,
    Occasion,
    Topic,
    Anaphor,
    /// Words that together mean something else, so that none of them does in the clause what it does alone.
    Compound,
    /// One person, by what he or she is.
    Human,
    /// Begins the name of what is nobody: a building, a law.
    Thing,
    /// Somebody without a name whom a text can cite.
    Teller,
    Feminine,
    Masculine,
    /// Makes the noun behind it several.
    Plural,
    /// Makes the noun behind it one.
    Singular,
    /// A preposition that can also end a clause: `the outbreak is over`.
    Particle,
    /// Opens that with which something is compared.
    Compared,
    /// Says that a plan was changed.
    Superseded,
    /// Stands before the last day of a stretch that is told before it: `the quarter ended June 30`.
    Ended,
    /// A verb that tells of a moment, whose date behind it is its own.
    Punctual,
    /// Opens the happening in which something befell somebody.
    Within,
    /// A rite that is held on the feast named behind it.
    Rite,
    /// A verb that moves a plan: the date behind `until` or `to` is that of the plan.
    Shifts,
    /// Makes the number behind it a rough one.
    Amount,
    /// A report that a text may say is false.
    Claim,
    /// Makes the verb behind it one of the perfect.
    Perfect,
    /// A verb that, behind a comma, tells of the noun before that.
    Participle,
    Adverb,
    Noun,
}

/// The event tables of one language, checked.
#[derive(Debug, Clone)]
pub struct EventLexicon {
    /// Language code of the pack.
    pub code: &'static str,
    pub(super) triggers: FxHashMap<&'static str, Trigger>,
    pub(super) reporting: FxHashMap<&'static str, Reporting>,
    pub(super) modality: FxHashMap<&'static str, Mood>,
    /// Subordinators, which join two events of a sentence.
    pub(super) relations: FxHashMap<&'static str, RelationKind>,
    /// Adverbs that relate a sentence to the one before.
    pub(super) adverbs: FxHashMap<&'static str, RelationKind>,
    /// Connectives that open a clause of contrast, cause, condition or purpose.
    pub(super) breaks: FxHashSet<&'static str>,
    /// Connectives of cause: whether the clause behind them is the cause (`karena`) or what came of it (`sehingga`).
    pub(super) causes: FxHashMap<&'static str, bool>,
    /// Adverbs that make a sentence the result of the one before.
    pub(super) results: FxHashSet<&'static str>,
    /// Prepositions that join two events where a happening's noun follows (`menyusul temuan`).
    pub(super) sequels: FxHashMap<&'static str, RelationKind>,
    /// Words on which no label may end.
    pub(super) function: FxHashSet<&'static str>,
    /// Verbs that tell of no event; no label of a noun begins with them.
    pub(super) verbs: FxHashSet<&'static str>,
    /// Titles in lower case.
    pub(super) titles: FxHashSet<String>,
    /// Ranks, behind which a person's name stands whatever office stands before them, in lower case.
    pub(super) ranks: FxHashSet<String>,
    /// Those that name their field before a person (`Menteri Pekerjaan Umum`), in lower case.
    pub(super) field_titles: FxHashSet<String>,
    /// The last words of titles of several words, in lower case: `negeri` of `Menteri Luar Negeri`.
    pub(super) fields: FxHashSet<String>,
    /// Words in lower case that begin or end the name of an organisation.
    pub(super) organisations: FxHashSet<String>,
    /// Parts of persons' names as written.
    pub(super) persons: FxHashSet<&'static str>,
    pub(super) phrases: Words,
    pub(super) small: BTreeMap<&'static str, BTreeSet<Small>>,
    /// The beginnings of words that make a passive, such as `di-`, and of verbs that somebody does, such as `me-`.
    prefixes: [Vec<&'static str>; 2],
    /// The ends of words that are adverbs, such as `-ly`.
    adverb_ends: Vec<&'static str>,
    pub(super) known: Index,
}

/// What `titles.tsv` says of titles that name their field.
const FIELDS: [&str; 2] = ["ministry", "field"];

impl EventLexicon {
    /// Reads `triggers.tsv`, `reporting.tsv`, `modality.tsv`, `relations.tsv`, `labels.tsv`, `event_words.tsv`,
    /// `event_phrases.tsv`, `titles.tsv`, `org_heads.tsv`, `org_tails.tsv` and `person_names.tsv`.
    ///
    /// # Errors
    /// A missing or malformed file, with its name and line.
    pub fn from_pack(pack: &Pack) -> Result<Self, Error> {
        let mut lexicon = Self {
            code: pack.code,
            triggers: read::triggers(pack)?,
            reporting: read::reporting(pack)?,
            modality: read::modality(pack)?,
            relations: FxHashMap::default(),
            adverbs: FxHashMap::default(),
            breaks: FxHashSet::default(),
            causes: FxHashMap::default(),
            results: FxHashSet::default(),
            sequels: FxHashMap::default(),
            function: FxHashSet::default(),
            verbs: FxHashSet::default(),
            titles: FxHashSet::default(),
            ranks: FxHashSet::default(),
            field_titles: FxHashSet::default(),
            fields: FxHashSet::default(),
            organisations: read::organisations(pack)?,
            persons: pack.table("person_names.tsv")?.rows()?.iter().map(|row| row.get("name")).collect(),
            phrases: Words::from_pack(pack, "event_phrases.tsv")?,
            small: BTreeMap::new(),
            prefixes: [Vec::new(), Vec::new()],
            adverb_ends: Vec::new(),
            known: Index::default(),
        };
        lexicon.read_relations(pack)?;
        for row in pack.table("event_words.tsv")?.rows()? {
            let class = read::small(row.get("class")).ok_or_else(|| {
                let message = format!("{}/event_words.tsv: there is no class {:?}", pack.code, row.get("class"));
                Error::new("bad-pack", message).at(row.line, 1)
            })?;
            lexicon.small.entry(row.get("word")).or_default().insert(class);
        }
        lexicon.verbs = lexicon.small.iter().filter(|(_, c)| c.contains(&Small::Verb)).map(|(word, _)| *word).collect();
        for row in pack.table("titles.tsv")?.rows()? {
            let field = row.get("follows").split('|').any(|follows| FIELDS.contains(&follows));
            for form in std::iter::once(row.get("title")).chain(row.get("variants").split('|')) {
                let form = form.trim_end_matches('.').to_lowercase();
                if field && !form.is_empty() {
                    lexicon.field_titles.insert(form.clone());
                }
                if row.get("kind") == "rank" && !form.is_empty() {
                    lexicon.ranks.insert(form.clone());
                }
                lexicon.fields.extend(form.rsplit_once(' ').map(|(_, last)| last.to_string()));
                lexicon.titles.insert(form);
            }
        }
        lexicon.titles.remove("");
        lexicon.function.extend(lexicon.modality.keys());
        for row in pack.table("labels.tsv")?.rows()? {
            lexicon.function.insert(row.get("word"));
        }
        let ends_nothing = [Small::Preposition, Small::Relative, Small::That, Small::Auxiliary, Small::Also];
        let small = lexicon.small.iter().filter(|(_, classes)| ends_nothing.iter().any(|c| classes.contains(c)));
        lexicon.function.extend(small.map(|(word, _)| *word));
        lexicon.prefixes = [lexicon.beginnings(Small::Passive), lexicon.beginnings(Small::Active)];
        let adverbs = lexicon.small.iter().filter(|(_, classes)| classes.contains(&Small::Adverb));
        lexicon.adverb_ends = adverbs.filter_map(|(word, _)| word.strip_prefix('-')).collect();
        lexicon.known = known::index(&lexicon);
        Ok(lexicon)
    }

    /// Whether a word or phrase in lower case belongs to a class of small words.
    pub(super) fn is(&self, word: &str, class: Small) -> bool {
        self.small.get(word).is_some_and(|classes| classes.contains(&class))
    }

    /// The beginnings of words that make a passive, such as `di-`.
    pub(super) fn passive_prefixes(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.prefixes[0].iter().copied()
    }

    /// The beginnings of verbs that somebody does, such as `me-`.
    pub(super) fn active_prefixes(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.prefixes[1].iter().copied()
    }

    /// Whether the head of a noun phrase comes first: so in a language whose verbs have prefixes, where a bare root is a noun.
    pub(super) fn is_head_first(&self) -> bool {
        self.active_prefixes().next().is_some()
    }

    /// Whether a word in lower case is an adverb or stands as one between a subject and its verb (`quickly`, `himself`).
    pub(super) fn is_adverb(&self, word: &str) -> bool {
        let ends = |end: &str| word.len() > end.len() && word.ends_with(end);
        self.is(word, Small::Adverb) || !self.is(word, Small::Noun) && self.adverb_ends.iter().any(|end| ends(end))
    }

    fn beginnings(&self, class: Small) -> Vec<&'static str> {
        let words = self.small.iter().filter(|(_, classes)| classes.contains(&class));
        words.filter_map(|(word, _)| word.strip_suffix('-')).collect()
    }
}
