//! Analysed articles to the story of a picture.

use super::conflicts::{Conflict, conflicts};
use super::dateline::written_from;
use super::deck;
use super::facts::{Print, facts, reference, source_name, stands_alone};
use super::gaps::{Hint, gaps};
use super::labels::{Labels, is_foreign, quoted};
use super::lexicon::Lexicon;
use super::merge::{self, Key, Ties};
use super::negation::{Told, told};
use super::since::dating;
use super::{
    Certainty, Item, ItemClocks, ItemPlace, ItemRelation, ItemRelationKind, Kind, PlaceShape, Stated, Story, counted,
};
use crate::error::Error;
use crate::event::{Basis, Category, Event, Modality, RelationKind, When, Where};
use crate::lang::{self, DateFormat, Pack, Words};
use crate::place::{Place, PlaceClass, PlaceMention, Precision, Role};
use crate::text::Article;
use crate::time::{Bounds, Dates, DctSource, Granularity, Moment};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

/// One article with everything that the earlier stages say of it.
#[derive(Debug, Clone)]
pub struct Analysed {
    pub article: Article,
    pub dates: Dates,
    pub places: Vec<PlaceMention>,
    pub events: Vec<Event>,
    /// Stable ids of `events`.
    pub ids: Vec<String>,
    /// What an editor states about whole events.
    pub stated: Stated,
}

/// What the user chose for the picture.
#[derive(Debug, Clone, Default)]
pub struct StoryOptions {
    /// Title in place of the article's own.
    pub title: Option<String>,
    /// Draw undated planned and reported-possible events too (`--show all`).
    pub show_all: bool,
    /// Hexadecimal SHA-256 of the inputs, the edits among them.
    pub input_hash: String,
    /// Up to when the articles were taken in, where the user says so; else the first article's own day stands there.
    pub as_of: Option<Moment>,
    /// How many edits of an editor were applied.
    pub edits: usize,
}

/// Events beyond this number are left to `--show all`; the least salient go first.
const SHOWN_BY_DEFAULT: usize = 12;

/// Events beyond this number are not compared with each other, so that a flood of events costs no square of time.
const MOST_COMPARED: usize = 200;

/// A label of fewer words says too little to stand under a headline.
const LEAST_LABEL_WORDS: usize = 4;

/// A label of fewer words is no headline where there is a fuller one.
const LEAST_HEADLINE_WORDS: usize = 3;

/// Length of the input hash on the picture: enough to tell two inputs apart.
const HASH_SHOWN: usize = 8;

/// Lines about conflicting figures, so that other open questions keep their room.
const MOST_CONFLICTS: usize = 2;

/// Open questions in all, as the page has room for.
const MOST_QUESTIONS: usize = 5;

/// Sentences of other articles that stand beside an event; further ones are counted.
const MOST_REFERENCES: usize = 2;

/// One event with the document that it stands in.
struct Pick<'a> {
    document: usize,
    index: usize,
    event: &'a Event,
}

/// Builds the story in the language of `pack`.
///
/// # Errors
/// A malformed pack.
pub fn build(documents: &[Analysed], pack: &Pack, options: &StoryOptions) -> Result<Story, Error> {
    let words = Words::from_pack(pack, "story.tsv")?;
    let format = DateFormat::from_pack(pack)?;
    let ties = merge::tie(documents);
    let differing = conflicts(documents, &ties)?;
    let joined = if documents.len() > 1 { Cow::Owned(ties.joined(documents)) } else { Cow::Borrowed(documents) };
    let documents: &[Analysed] = &joined;
    let (picks, hidden, left_out) = choose(documents, &ties, options.show_all);
    let mut items: Vec<Item> = number(documents, &picks, &ties, pack.code, &words);
    let labels = Labels::of(pack, documents.iter().map(|d| d.article.lang.as_str()))?;
    for (item, pick) in items.iter_mut().zip(&picks) {
        if let (Some(labels), Some(document)) = (&labels, documents.get(pick.document)) {
            labels.rename(item, pick.event, pick.index, &document.article.lang, &document.stated);
        }
        // The label decides whether a negation would be told twice, and is known only now.
        item.certainty = said_of(pick, documents, &item.label);
    }
    let read: Vec<(&Analysed, Lexicon)> =
        documents.iter().map(|d| Ok((d, lexicon(d, pack)?))).collect::<Result<_, Error>>()?;
    let hints: Vec<Hint> = picks.iter().map(|pick| hint(pick, &read)).collect();
    let first = documents.first();
    // In a graphic of another language the article's own words stand in quotation marks: nothing is translated, and the
    // kind of one event is no headline for what the article tells.
    let foreign = first.is_some_and(|d| is_foreign(&d.article.lang, pack.code));
    let as_told = |text: String| if foreign { quoted(&text) } else { text };
    let headline = options
        .title
        .clone()
        .or_else(|| first.and_then(deck::title).map(as_told))
        .or_else(|| headline_label(&items))
        .unwrap_or_else(|| words.get("no-events").to_string());
    let told = || {
        let (document, lexicon) = read.first()?;
        deck::deck(document, lexicon, &headline, &words).map(as_told)
    };
    let deck = told().or_else(|| label_deck(&items, &headline));
    let sentences: usize = documents.iter().map(|d| d.article.sentences.len()).sum();
    // A headline tells an event again and adds none.
    let told_again: usize = ties.firsts().map(|first| ties.members(first).count()).sum();
    let events = documents.iter().flat_map(|d| &d.events).filter(|e| e.headline.is_none()).count() - told_again;
    let hash: String = options.input_hash.chars().take(HASH_SHOWN).collect();
    let count = |key: &str, count: usize| counted(&words, &format, key, count);
    let made = [("articles", documents.len()), ("sentences", sentences), ("events", events)];
    let made = made.into_iter().map(|(key, number)| count(&format!("count-{key}"), number));
    let made: Vec<String> = made.chain([hash, count("count-edits", options.edits)]).collect();
    let how_made = if options.edits == 0 { "made" } else { "made-edited" };
    Ok(Story {
        lang: pack.code.to_string(),
        headline,
        deck,
        outlet: agreed(documents.iter().map(|d| outlet(&d.article, &words))),
        as_of: match options.as_of {
            Some(moment) => Some(as_of_option(moment, &words, &format)),
            None => latest(documents).and_then(|d| as_of(&d.dates, &words, &format)),
        },
        written_from: agreed(documents.iter().map(|d| written_from(d, documents, pack.code, &words))),
        hidden,
        left_out,
        facts: {
            let at: BTreeMap<Key, usize> = picks.iter().map(|p| (p.document, p.index)).zip(0..).collect();
            let shown = |key: Key| at.get(&ties.root(documents, key)).and_then(|at| items.get(*at));
            facts(&read, &items, &Print { words: &words, format: &format, lang: pack.code, shown: &shown })
        },
        gaps: open_questions(&picks, &differing, gaps(&items, &hints, &words, &format), &words),
        items,
        sources: documents.iter().map(|d| source(d, &words, &format)).collect(),
        made: words.fill(how_made, &made.iter().map(String::as_str).collect::<Vec<_>>()),
        logo: None,
    })
}

/// The words by which an article's own language writes figures; those of the graphic where it has no pack.
fn lexicon(document: &Analysed, pack: &Pack) -> Result<Lexicon, Error> {
    // The tables of the packs in the binary never change, and reading them takes longer than most stories.
    static KNOWN: Mutex<BTreeMap<&str, Lexicon>> = Mutex::new(BTreeMap::new());
    let Some(own) = lang::pack(&document.article.lang) else { return Lexicon::from_pack(pack) };
    let Ok(mut known) = KNOWN.lock() else { return Lexicon::from_pack(&own) };
    if let Some(lexicon) = known.get(own.code) {
        return Ok(lexicon.clone());
    }
    let lexicon = Lexicon::from_pack(&own)?;
    known.insert(own.code, lexicon.clone());
    Ok(lexicon)
}

/// The label of the most salient event: one that the article asserts before its background, and that before what may
/// or shall happen; rather one that is more than two words.
fn headline_label(items: &[Item]) -> Option<String> {
    let ranked = || (0..items.len()).filter_map(|rank| most_salient(items, rank));
    let full = |item: &Item| item.label.split_whitespace().count() >= LEAST_HEADLINE_WORDS;
    let of = |certainty: Certainty| {
        let same = move |item: &&Item| item.certainty == certainty;
        ranked().filter(same).find(|item| full(item)).or_else(|| ranked().find(same))
    };
    let told = of(Certainty::Asserted).or_else(|| of(Certainty::Background)).or_else(|| ranked().next());
    told.map(|item| item.label.clone())
}

/// Where no sentence of the lead will do: the label of a salient event, if it has words enough to inform.
fn label_deck(items: &[Item], headline: &str) -> Option<String> {
    let told = |item: &&Item| item.label != headline && item.label.split_whitespace().count() >= LEAST_LABEL_WORDS;
    let item = (0..items.len()).filter_map(|rank| most_salient(items, rank)).find(told)?;
    Some(match &item.attribution {
        Some(who) => format!("{}, {who}.", item.label),
        None => format!("{}.", item.label),
    })
}

/// Whether the sentence of an event names a place where it may have happened, drawn or not.
fn names_site(document: &Analysed, event: &Event) -> bool {
    let Some(sentence) = document.article.sentences.get(event.sentence) else { return false };
    let site =
        |role: Role| !matches!(role, Role::Affiliation | Role::Metonym | Role::Bloc | Role::Dateline | Role::Origin);
    let inside =
        |mention: &PlaceMention| sentence.span.start <= mention.span.start && mention.span.end <= sentence.span.end;
    document.places.iter().any(|mention| inside(mention) && site(mention.role))
}

fn hint(pick: &Pick<'_>, read: &[(&Analysed, Lexicon)]) -> Hint {
    let has = |role: Role| pick.event.places.iter().any(|site| site.role == role);
    let lexicon = read.get(pick.document).map(|(_, lexicon)| lexicon);
    let clear = lexicon.is_some_and(|lexicon| stands_alone(&pick.event.label, lexicon));
    let names_place = read.get(pick.document).is_some_and(|(document, _)| names_site(document, pick.event));
    Hint { goes_somewhere: has(Role::Destination), has_origin: has(Role::Origin), names_place, clear }
}

/// Whether `other` tells the happening of `event` again with no more words: the same document, kind and time, and no
/// word in its label that the first lacks.
fn is_told_by(event: &Pick<'_>, other: &Pick<'_>) -> bool {
    let words = |pick: &Pick<'_>| -> BTreeSet<String> {
        pick.event
            .label
            .split_whitespace()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
            .collect()
    };
    let same = event.document == other.document
        && event.event.category == other.event.category
        && event.event.when.bounds == other.event.when.bounds
        && event.event.negated == other.event.negated;
    same && words(other).is_subset(&words(event))
}

/// Leaves out events that another one tells too; of two equal ones the more salient stays.
fn without_repeats<'a>(picks: Vec<Pick<'a>>, kept: impl Fn(&Pick<'a>) -> bool) -> Vec<Pick<'a>> {
    let told = |at: usize, pick: &Pick<'_>| {
        picks.iter().enumerate().any(|(other_at, other)| {
            let (a, b) = ((pick.event.salience, other_at), (other.event.salience, at));
            let first = !is_told_by(pick, other) || a.0 < b.0 || (a.0 == b.0 && a.1 < b.1);
            other_at != at && is_told_by(other, pick) && first
        })
    };
    let stay: Vec<bool> = picks.iter().enumerate().map(|(at, pick)| kept(pick) || !told(at, pick)).collect();
    picks.into_iter().zip(stay).filter_map(|(pick, keep)| keep.then_some(pick)).collect()
}

/// Whether a picture leaves an event out by default: what may or shall happen, on no known day. What shall begin on a
/// day and go on from then has one.
fn is_undated_prospect(document: Option<&Analysed>, event: &Event) -> bool {
    let begins = document.is_some_and(|document| dating(&document.dates, &event.when).since().is_some());
    let prospect = matches!(event.modality, Modality::Planned | Modality::ReportedPossible);
    prospect && !begins && (event.when.bounds.earliest.is_none() || event.when.bounds.latest.is_none())
}

/// The shown events in time order, how many prospects without a date are not shown, and how many less salient ones.
fn choose<'a>(documents: &'a [Analysed], ties: &Ties, show_all: bool) -> (Vec<Pick<'a>>, usize, usize) {
    let all = documents.iter().enumerate().flat_map(|(document, d)| {
        d.events.iter().enumerate().map(move |(index, event)| Pick { document, index, event })
    });
    // What the article tells again is drawn once, with the first mention.
    let first = |pick: &Pick<'_>| pick.event.same_as.is_none() && ties.tie((pick.document, pick.index)).is_none();
    let mut picks: Vec<Pick<'_>> = all.filter(first).collect();
    let (mut total, mut hidden) = (picks.len(), 0);
    let stated = |pick: &Pick<'_>| documents.get(pick.document).map(|d| (&d.stated, pick.index));
    let kept = |pick: &Pick<'_>| stated(pick).is_some_and(|(stated, index)| stated.keep.contains(&index));
    if !show_all {
        picks.retain(|pick| kept(pick) || !is_undated_prospect(documents.get(pick.document), pick.event));
        hidden = total - picks.len();
        picks.sort_by(|a, b| {
            let by_editor = kept(b).cmp(&kept(a));
            by_editor
                .then(b.event.salience.total_cmp(&a.event.salience))
                .then((a.document, a.index).cmp(&(b.document, b.index)))
        });
        let by_editor = picks.iter().filter(|pick| kept(pick)).count();
        picks.truncate(MOST_COMPARED.max(by_editor));
        let before = picks.len();
        picks = without_repeats(picks, kept);
        // What another event tells is shown by it and not hidden.
        total -= before - picks.len();
        picks.truncate(SHOWN_BY_DEFAULT.max(by_editor));
    }
    picks.sort_by_key(|pick| {
        let (first, open, last) = order(&pick.event.when.bounds);
        let rank = stated(pick).and_then(|(stated, index)| stated.order.get(&index)).copied();
        (first, open, rank.is_none(), rank, last, pick.document, pick.index)
    });
    let left_out = total - hidden - picks.len();
    (picks, hidden, left_out)
}

/// Open starts come first, then by first day, coarser before finer, open ends after everything on that day.
fn order(bounds: &Bounds) -> (NaiveDate, bool, NaiveDate) {
    match (bounds.earliest, bounds.latest) {
        (Some(from), Some(to)) => (from.day(), false, to.day()),
        (None, Some(to)) => (to.day().pred_opt().unwrap_or(to.day()), false, to.day()),
        (Some(from), None) => (from.day(), true, NaiveDate::MAX),
        (None, None) => (NaiveDate::MAX, true, NaiveDate::MAX),
    }
}

/// Conflicting figures first: they are what a reader must know; then what no article says.
fn open_questions(
    picks: &[Pick<'_>],
    differing: &BTreeMap<Key, Vec<Conflict>>,
    gaps: Vec<String>,
    words: &Words,
) -> Vec<String> {
    let line = |conflict: &Conflict| {
        let claims: Vec<String> = conflict
            .claims
            .iter()
            .map(|c| format!("{} ({})", c.value, reference(words, Some(c.document), c.sentence)))
            .collect();
        words.fill("gap-conflict", &[&conflict.about, &claims.join(", ")])
    };
    let shown = picks.iter().filter_map(|pick| differing.get(&(pick.document, pick.index))).flatten();
    let mut seen = BTreeSet::new();
    let mut out: Vec<String> = shown.map(line).filter(|line| seen.insert(line.clone())).take(MOST_CONFLICTS).collect();
    out.extend(gaps);
    out.truncate(MOST_QUESTIONS);
    out
}

/// The sentences that tell an event: its own and, behind it, those of the other articles.
fn references(documents: &[Analysed], ties: &Ties, pick: &Pick<'_>, words: &Words) -> String {
    let several = documents.len() > 1;
    if documents.get(pick.document).is_none_or(|d| pick.event.sentence >= d.article.sentences.len()) {
        // An editor added it, and no sentence tells it.
        return String::new();
    }
    let own = reference(words, several.then_some(pick.document), pick.event.sentence);
    let others: Vec<String> = ties
        .members((pick.document, pick.index))
        .filter_map(|(d, e)| Some(reference(words, Some(d), documents.get(d)?.events.get(e)?.sentence)))
        .collect();
    let mut out =
        std::iter::once(own).chain(others.iter().take(MOST_REFERENCES).cloned()).collect::<Vec<_>>().join(", ");
    if let Some(more) = others.len().checked_sub(MOST_REFERENCES).filter(|more| *more > 0) {
        out.push_str(&format!(" +{more}"));
    }
    out
}

/// The relations that the documents state between the items, each once: `A after B` is `B before A`. An event told twice
/// is the item of its first telling.
fn stated(documents: &[Analysed], picks: &[Pick<'_>], ties: &Ties) -> Vec<(u32, ItemRelation)> {
    let numbers: BTreeMap<Key, u32> = picks.iter().map(|p| (p.document, p.index)).zip(1_u32..).collect();
    let number_of = |document: usize, index: usize| {
        let root = ties.root(documents, (document, index));
        numbers.get(&root).copied()
    };
    let mut out: Vec<(u32, ItemRelation)> = Vec::new();
    for (document, analysed) in documents.iter().enumerate() {
        for (index, event) in analysed.events.iter().enumerate() {
            for relation in &event.relations {
                let pair = number_of(document, index).zip(number_of(document, relation.event));
                let Some((one, other)) = pair.filter(|(one, other)| one != other) else { continue };
                let (from, kind, other) = match relation.kind {
                    RelationKind::Before => (one, ItemRelationKind::Before, other),
                    RelationKind::After => (other, ItemRelationKind::Before, one),
                    RelationKind::During => (one, ItemRelationKind::During, other),
                    RelationKind::PartOf => (one, ItemRelationKind::PartOf, other),
                    RelationKind::Cause => (one, ItemRelationKind::Cause, other),
                    RelationKind::Contrast => continue,
                };
                let stated = (from, ItemRelation { kind, other });
                if !out.contains(&stated) {
                    out.push(stated);
                }
            }
        }
    }
    out
}

fn number(documents: &[Analysed], picks: &[Pick<'_>], ties: &Ties, lang: &str, words: &Words) -> Vec<Item> {
    let relations = stated(documents, picks, ties);
    let made = picks.iter().zip(1_u32..).filter_map(|(pick, number)| {
        let d = documents.get(pick.document)?;
        let e = pick.event;
        let dating = dating(&d.dates, &e.when);
        let by: BTreeSet<usize> = ties.members((pick.document, pick.index)).map(|(document, _)| document).collect();
        let told_by = by.iter().filter(|document| **document != pick.document).count() + 1;
        let source_ref = references(documents, ties, pick, words);
        Some(Item {
            number,
            id: d.ids.get(pick.index).cloned().unwrap_or_else(|| format!("e{number}")),
            label: e.label.clone(),
            kind: kind(e.category),
            certainty: certainty(e),
            bounds: dating.drawn(),
            since: dating.since(),
            about: dating.about(),
            // `Between 10 and 13 November` and `from 10 to 13 November` have the same EDTF: what is less is drawn.
            lasts: false,
            granularity: e.when.granularity,
            inherited_date: matches!(e.when.basis, Basis::Lead | Basis::Previous),
            clocks: e.when.clocks.as_ref().and_then(|c| {
                let name = c.name.clone().or_else(|| zone_named(d, &e.when, &c.offset));
                ItemClocks::read(&c.offset, name.as_deref())
            }),
            // Where somebody came from is not where it happened: it is only the start of a route.
            places: e.places.iter().filter(|w| w.role != Role::Origin).map(|w| item_place(w, lang)).collect(),
            origins: e.places.iter().filter(|w| w.role == Role::Origin).map(|w| item_place(w, lang)).collect(),
            who: e.who.iter().map(|actor| actor.name.clone()).collect(),
            attribution: e.attribution.as_ref().map(|a| words.fill("said-by", &[source_name(&a.source)])),
            source_ref,
            quote: d
                .article
                .sentences
                .get(e.sentence)
                .map_or(String::new(), |s| s.span.of(&d.article.text).to_string()),
            salience: e.salience,
            relations: relations.iter().filter(|(from, _)| *from == number).map(|(_, r)| r.clone()).collect(),
            source: pick.document,
            told_by,
        })
    });
    made.collect()
}

/// The name of a zone as its language's table writes it, where the words of a date end with it in other letters (`Wita`
/// for `WITA`).
fn zone_named(document: &Analysed, when: &When, offset: &str) -> Option<String> {
    let words = document.dates.timexes.get(when.timex?)?.span.of(&document.article.text);
    let last = words.split_whitespace().next_back()?.to_lowercase();
    let table = lang::pack(&document.article.lang)?.table("time_words.tsv").ok()?;
    let rows = table.rows().ok()?;
    let named = rows.iter().filter(|row| row.get("class") == "zone_name" && row.get("value") == offset);
    let mut forms = named.flat_map(|row| row.get("forms").split('|'));
    forms.find(|form| form.to_lowercase() == last).map(str::to_string)
}

fn kind(category: Category) -> Kind {
    match category {
        Category::Military | Category::Crime => Kind::Military,
        Category::Meeting => Kind::Meeting,
        Category::Statement | Category::Politics => Kind::Statement,
        Category::Disaster => Kind::Disaster,
        Category::Economy | Category::Other => Kind::Other,
    }
}

/// The certainty of an event whose label is this one.
fn said_of(pick: &Pick<'_>, documents: &[Analysed], label: &str) -> Certainty {
    let event = pick.event;
    let cue = event.cue.zip(documents.get(pick.document)).map_or("", |(cue, d)| cue.of(&d.article.text));
    let verb = event.attribution.as_ref().map_or("", |said| said.verb.as_str());
    told(certainty(event), label, &Told { negated: event.negated, verb, cue })
}

fn certainty(event: &Event) -> Certainty {
    match event.modality {
        Modality::Asserted => Certainty::Asserted,
        Modality::Planned => Certainty::Planned,
        Modality::ReportedPossible => Certainty::Possible,
        Modality::Denied => Certainty::Denied,
        Modality::Background => Certainty::Background,
    }
}

fn item_place(site: &Where, lang: &str) -> ItemPlace {
    place_item(&site.place, site.precision, site.role == Role::Destination, lang)
}

/// A place as it is drawn at a precision; `destination` where somebody only goes there.
pub fn place_item(place: &Place, precision: Precision, destination: bool, lang: &str) -> ItemPlace {
    let shape = match (precision, place.class) {
        (Precision::Point | Precision::City, _) if place.point.is_some() => PlaceShape::Pin,
        (_, PlaceClass::Country) => PlaceShape::Country,
        (_, PlaceClass::Admin1) => PlaceShape::Admin1,
        (_, PlaceClass::Sea | PlaceClass::Strait | PlaceClass::Lake | PlaceClass::River) => PlaceShape::Water,
        _ => PlaceShape::Region,
    };
    ItemPlace {
        id: place.id.clone(),
        name: place.name(lang).to_string(),
        shape,
        country: place.country.as_deref().map(str::to_string),
        admin1: place.admin1.as_deref().map(str::to_string),
        point: if shape == PlaceShape::Pin { place.point } else { place.label_point.or(place.point) },
        bbox: place.bbox,
        container: None,
        destination,
        credit: place.credit.as_deref().map(str::to_string),
    }
}

/// The item of a rank by salience, ties by number.
fn most_salient(items: &[Item], rank: usize) -> Option<&Item> {
    let mut order: Vec<&Item> = items.iter().collect();
    order.sort_by(|a, b| b.salience.total_cmp(&a.salience).then(a.number.cmp(&b.number)));
    order.get(rank).copied()
}

fn outlet(article: &Article, words: &Words) -> Option<String> {
    let agency = article.dateline.as_ref().and_then(|d| d.agency.clone());
    match (article.publisher.clone().or(agency), &article.byline) {
        (Some(outlet), Some(by)) => Some(words.fill("outlet-by", &[&outlet, by])),
        (Some(outlet), None) => Some(outlet),
        (None, by) => by.clone(),
    }
}

/// `Keadaan per Rabu, 13 September 2023 (dari opsi)`, with the hour where one is given.
pub fn as_of_option(moment: Moment, words: &Words, format: &DateFormat) -> String {
    let day = format.long_day(moment.day());
    let shown = match moment {
        Moment::Day(_) => day,
        Moment::Minute(minute) => format!("{day}, {}", format.clock(minute)),
    };
    words.fill("as-of", &[&shown, words.get("dct-option")])
}

/// The article written last, the first of several on one day: what all of them tell is known as of that day.
fn latest(documents: &[Analysed]) -> Option<&Analysed> {
    let day = |document: &Analysed| document.dates.dct.moment.map(|moment| moment.day());
    documents.iter().rev().max_by_key(|document| day(document))
}

/// What is said of every article of a page, where it is the same for all of them.
fn agreed(mut each: impl Iterator<Item = Option<String>>) -> Option<String> {
    let first = each.next()??;
    each.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

fn as_of(dates: &Dates, words: &Words, format: &DateFormat) -> Option<String> {
    let day = dates.dct.moment?.day();
    let how = match dates.dct.source {
        DctSource::Option => "dct-option",
        DctSource::Metadata | DctSource::Html | DctSource::FrontMatter => "dct-metadata",
        DctSource::Dateline => "dct-dateline",
        DctSource::Text => "dct-text",
        DctSource::None => return None,
    };
    Some(words.fill("as-of", &[&format.long_day(day), words.get(how)]))
}

fn source(document: &Analysed, words: &Words, format: &DateFormat) -> String {
    let title = document.article.title.clone().unwrap_or_else(|| words.get("source-untitled").to_string());
    let mut parts: Vec<String> = outlet(&document.article, words).into_iter().collect();
    parts.push(title);
    parts.extend(document.dates.dct.moment.map(|m| format.day(m.day())));
    words.fill("source", &[&parts.join(", ")])
}

/// Whether the item is known to be on one civil day, and no clock time is.
pub(super) fn is_day(item: &Item) -> bool {
    let same = item.bounds.earliest.map(|m| m.day()) == item.bounds.latest.map(|m| m.day());
    same && item.about.is_none() && item.bounds.earliest.is_some() && item.granularity >= Granularity::Day
}
