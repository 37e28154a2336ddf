//! Key facts: the figures, persons and places that the text itself gives, in its own words.

use super::build::Analysed;
use super::figures::{Figure, Kind, Word, figures, hedge, words};
use super::labels::{is_foreign, quoted};
use super::lexicon::{Class, Lexicon};
use super::{Fact, Item, Key, Kind as StoryKind, PlaceShape};
use crate::event::{Event, Modality};
use crate::lang::{DateFormat, Words};
use crate::time::Granularity;

const MOST_FACTS: usize = 4;
/// Letters and digits of the longest term; a longer one would crowd its column.
const LONGEST_TERM: usize = 10;
/// Letters and digits of the longest figure: its noun says what is counted, and a number alone does not.
const LONGEST_FIGURE: usize = 12;
/// Characters that one line beside a term holds.
const LONGEST_TEXT: usize = 48;
/// Persons and places say less than figures; no more of them than this.
const MOST_PERSONS: usize = 2;
const MOST_PLACES: usize = 1;
/// Words that a text needs beside its figure to say anything.
const LEAST_WORDS: usize = 2;
/// A label of fewer words says too little by itself.
const LEAST_LABEL: usize = 3;
/// What a sentence without an event counts for.
const PLAIN_SENTENCE: f64 = 0.2;
/// A figure or name that the title tells too is what the article is about.
const IN_TITLE: f64 = 0.5;
/// Each further sentence that names a person.
const NAMED_AGAIN: f64 = 0.05;
const NAMED_AGAIN_MOST: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    Figure,
    Person,
    Place,
}

/// A fact before the best are chosen.
struct Candidate {
    about: About,
    score: f64,
    /// Document and sentence, in which no second figure is taken from the same clause.
    at: (usize, usize),
    /// Term without case, and for persons the whole name.
    same: String,
    fact: Fact,
}

/// How much a kind of figure tells, before the salience of its event.
fn weight(kind: Kind) -> f64 {
    match kind {
        Kind::Harm => 1.0,
        Kind::Magnitude => 0.8,
        Kind::Money => 0.6,
        Kind::People => 0.55,
        Kind::Thing => 0.5,
        Kind::Measure => 0.45,
    }
}

/// The facts of a story: by weight of the kind and salience of the event, at most four.
/// What an article in another language than the graphic's says stands in quotation marks.
pub(super) fn facts(documents: &[(&Analysed, Lexicon)], items: &[Item], print: &Print<'_>) -> Vec<Fact> {
    let (printed, lang) = (print.words, print.lang);
    let mut found: Vec<Candidate> = Vec::new();
    for (number, (document, lexicon)) in documents.iter().enumerate() {
        let reader = Reader { document, lexicon, number, several: documents.len() > 1, print };
        for sentence in 0..document.article.sentences.len() {
            found.extend(reader.figures(sentence));
        }
        found.extend(reader.persons());
    }
    let alone =
        |item: &&Item| documents.get(item.source).is_some_and(|(_, lexicon)| stands_alone(&item.label, lexicon));
    found.extend(items.iter().filter(alone).filter_map(|item| site(item, printed)));
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
    let mut chosen: Vec<Candidate> = Vec::new();
    for candidate in found {
        let many = chosen.iter().filter(|other| other.about == candidate.about).count();
        let room = match candidate.about {
            About::Figure => MOST_FACTS,
            About::Person => MOST_PERSONS,
            About::Place => MOST_PLACES,
        };
        let told = chosen.iter().any(|other| other.same == candidate.same || other.fact.text == candidate.fact.text);
        if chosen.len() < MOST_FACTS && many < room && !told {
            chosen.push(candidate);
        }
    }
    let foreign = |at: usize| documents.get(at).is_some_and(|(document, _)| is_foreign(&document.article.lang, lang));
    let words = |candidate: Candidate| match candidate.about {
        About::Figure | About::Person if foreign(candidate.at.0) => {
            Fact { text: quoted(&candidate.fact.text), ..candidate.fact }
        }
        _ => candidate.fact,
    };
    chosen.into_iter().map(words).collect()
}

/// Letters and digits of a term.
fn letters(term: &str) -> usize {
    term.chars().filter(|c| c.is_alphanumeric()).count()
}

pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The last word of a name, or all of it, where one of them fits the column.
fn short_name(name: &str) -> Option<&str> {
    let parts = || name.split_whitespace().filter(|part| part.chars().count() >= 3);
    let fits = |part: &&str| (3..=LONGEST_TERM).contains(&letters(part));
    Some(name).filter(fits).or_else(|| parts().next_back().filter(fits))
}

/// The place of a salient event as a fact.
fn site(item: &Item, printed: &Words) -> Option<Candidate> {
    if !matches!(item.kind, StoryKind::Military | StoryKind::Meeting | StoryKind::Disaster) {
        return None;
    }
    // Where something did not happen is no site.
    if item.certainty.is_not_so() {
        return None;
    }
    let place = item.places.iter().find(|place| place.shape == PlaceShape::Pin && !place.destination)?;
    let term = short_name(&place.name)?.to_string();
    let text = printed.fill("fact-site", &[&item.label]);
    let fact = Fact { term: term.clone(), text, source: item.source_ref.clone() };
    let fits = fact.text.chars().count() <= LONGEST_TEXT;
    fits.then(|| Candidate {
        about: About::Place,
        score: item.salience * 0.5,
        at: (item.source, usize::MAX),
        same: term.to_lowercase(),
        fact,
    })
}

/// How facts are printed, and which event of which document the picture shows, as which item.
pub(super) struct Print<'a> {
    pub words: &'a Words,
    pub format: &'a DateFormat,
    /// The language of the graphic.
    pub lang: &'a str,
    pub shown: &'a dyn Fn(Key) -> Option<&'a Item>,
}

/// One document under the eyes of the chooser.
struct Reader<'a, 'p> {
    document: &'a Analysed,
    lexicon: &'a Lexicon,
    number: usize,
    several: bool,
    print: &'a Print<'p>,
}

impl Reader<'_, '_> {
    fn sentence(&self, index: usize) -> Option<(&str, usize)> {
        let span = self.document.article.sentences.get(index)?.span;
        Some((span.of(&self.document.article.text), span.start))
    }

    fn title_has(&self, text: &str) -> bool {
        let title = self.document.article.title.as_deref().unwrap_or_default();
        title.split(|c: char| !c.is_alphanumeric() && c != '.' && c != ',').any(|word| word == text)
    }

    /// Whether a byte of the article may give no fact: quoted words and dates.
    fn is_shut(&self, at: usize) -> bool {
        let timexes = &self.document.dates.timexes;
        let after = timexes.partition_point(|timex| timex.span.start <= at);
        let dated = after.checked_sub(1).and_then(|i| timexes.get(i)).is_some_and(|timex| at < timex.span.end);
        dated || self.document.article.is_quoted(at)
    }

    /// The event that a stretch of a sentence tells: the one whose trigger stands in it, else the sentence's first.
    fn event(&self, sentence: usize, (from, to): (usize, usize)) -> Option<(usize, &Event)> {
        let events = || self.document.events.iter().enumerate().filter(|(_, event)| event.sentence == sentence);
        events().find(|(_, event)| (from..to).contains(&event.trigger.start)).or_else(|| events().next())
    }

    /// A figure of harm whose clause tells no more by itself: what befell them and when, as the item has it.
    fn harm(&self, all: &[Word<'_>], (from, to): (usize, usize), item: &Item) -> Option<String> {
        let own = !is_foreign(&self.document.article.lang, self.print.lang);
        let befell = |word: &Word<'_>| self.lexicon.harms.get(word.text.to_lowercase().as_str()).copied();
        let word = all.get(from..to)?.iter().find_map(befell).filter(|_| own && !item.is_undated())?;
        let text = self.print.words.fill("fact-harm", &[word, &item.dated(self.print.format, Granularity::Day)]);
        (text.chars().count() <= LONGEST_TEXT).then_some(text)
    }

    fn source(&self, sentence: usize, event: Option<&Event>) -> String {
        let mut said: Vec<String> = Vec::new();
        if let Some(event) = event {
            let source = event.attribution.as_ref().map(|a| source_name(&a.source));
            let source = source.filter(|name| !hangs(&first_word(name), self.lexicon));
            said.extend(source.map(|name| self.print.words.fill("said-by", &[name])));
            let stance = match event.modality {
                Modality::Planned => Some("fact-planned"),
                Modality::ReportedPossible => Some("fact-possible"),
                Modality::Background => Some("fact-background"),
                Modality::Asserted | Modality::Denied => None,
            };
            said.extend(stance.map(|key| self.print.words.get(key).to_string()));
        }
        let reference = reference(self.print.words, self.several.then_some(self.number), sentence);
        if said.is_empty() { reference } else { format!("{} · {reference}", said.join(", ")) }
    }

    fn figures(&self, sentence: usize) -> Vec<Candidate> {
        let Some((text, offset)) = self.sentence(sentence) else { return Vec::new() };
        let all = words(text);
        let mut out: Vec<Candidate> = Vec::new();
        for figure in figures(&all, self.lexicon, |at| self.is_shut(offset + at)) {
            let Some((from, to)) = clause(&all, &figure) else { continue };
            let bytes = (offset + all[from].start, offset + all[to - 1].start + all[to - 1].text.len());
            let told = self.event(sentence, bytes);
            let event = told.map(|(_, event)| event);
            if event.is_some_and(|event| event.negated || event.modality == Modality::Denied) {
                continue;
            }
            // What the picture leaves out has no facts on it.
            let item = told.map(|(index, _)| (self.print.shown)((self.number, index)));
            if item == Some(None) {
                continue;
            }
            let item = item.flatten();
            let opens = from == 0;
            // Who says it stands beside the fact, and no verb of saying without its subject in it.
            let verb = event.and_then(|event| event.attribution.as_ref()).map_or("", |said| said.verb.as_str());
            let from = if first_word(verb) == all[from].text.to_lowercase() { from + 1 } else { from };
            let from = self.behind_date(&all, (from, figure.words.0), |at| self.is_shut(offset + at));
            let Some((term, line)) = line(text, &all, (from, to), &figure, self.lexicon) else { continue };
            let triggered = event.is_some_and(|event| (bytes.0..bytes.1).contains(&event.trigger.start));
            let whole = triggered || figure.kind == Kind::Harm || opens;
            let clean = whole
                && !goes_on(text, &all, from)
                && self.is_clean(&all, (from, to), &figure, |at| self.is_shut(offset + at));
            // A list's comma cuts the clause within its subject (`…, dan Teknologi menutup`), which the label knows whole.
            let name =
                |w: &Word<'_>| w.text.starts_with(char::is_uppercase) && w.text.to_lowercase() == first_word(&line);
            let cut = from > 0 && all[from..to].iter().any(name);
            let named = event.filter(|e| cut && e.label.contains(&term) && first_word(&e.label) != first_word(&line));
            let line = match (named, clean) {
                (Some(event), _) => event.label.clone(),
                (None, true) => line,
                (None, false) => {
                    let harm = item.filter(|_| figure.kind == Kind::Harm);
                    let Some(text) = harm.and_then(|item| self.harm(&all, (from, to), item)) else { continue };
                    text
                }
            };
            let salience = event.map_or(PLAIN_SENTENCE, |event| event.salience);
            let titled = term.split_whitespace().next().is_some_and(|number| self.title_has(number));
            let score = weight(figure.kind) + salience + if titled { IN_TITLE } else { 0.0 };
            let fact = Fact { term, text: line, source: self.source(sentence, event) };
            let same = fact.term.to_lowercase();
            // One clause gives one fact, its weightiest.
            out.push(Candidate { about: About::Figure, score, at: (self.number, sentence), same, fact });
        }
        out
    }

    /// Where a clause goes on behind the date that opens it (`In February 2016 a cyclone killed …`); where it begins, if it
    /// opens with none or a conjunction stands behind it, since what that joins is lost then.
    fn behind_date(&self, all: &[Word<'_>], (from, to): (usize, usize), shut: impl Fn(usize) -> bool) -> usize {
        let dated = |at: &usize| all.get(*at).is_some_and(|word| shut(word.start));
        let joins = |at: &usize| all.get(*at).is_some_and(|word| self.joins(word));
        let start = (from..to).find(|at| !joins(at)).unwrap_or(to);
        let end = (start..to).find(|at| !dated(at)).unwrap_or(to);
        if end > start && end < to && !joins(&end) { end } else { from }
    }

    /// Whether a clause can be read without what stands before it: it neither begins within a date nor with the last
    /// places of a list (`…, dan Blitar menewaskan lima orang`), of which the rest was its subject too.
    fn is_clean(
        &self,
        all: &[Word<'_>],
        (from, to): (usize, usize),
        figure: &Figure,
        shut: impl Fn(usize) -> bool,
    ) -> bool {
        let joins = |at: usize| all.get(at).is_some_and(|word| self.joins(word));
        let capital = |at: usize| all.get(at).is_some_and(|word| word.text.starts_with(char::is_uppercase));
        let start = (from..to).find(|at| !joins(*at)).unwrap_or(from);
        if figure.words.0 <= start {
            return true;
        }
        let before = from.checked_sub(1).and_then(|last| all.get(last)).map(|word| word.clause);
        let listed = || all.iter().enumerate().filter(|(_, w)| Some(w.clause) == before).all(|(at, _)| capital(at));
        let ends_in_name = from.checked_sub(1).is_some_and(capital);
        let run = (start..to).find(|at| !capital(*at)).unwrap_or(to);
        let pair = run > start && joins(run) && capital(run + 1) && ends_in_name;
        let list = before.is_some() && capital(start) && ((start > from && listed()) || pair);
        !list && all.get(start).is_some_and(|word| !shut(word.start))
    }

    fn joins(&self, word: &Word<'_>) -> bool {
        let lower = word.text.to_lowercase();
        self.lexicon.is(Class::Cut, &lower) || self.lexicon.is(Class::Stop, &lower)
    }

    /// Persons with their office: an office right before a name that is no place.
    fn persons(&self) -> Vec<Candidate> {
        let mut met: Vec<(String, usize, String, usize)> = Vec::new();
        for sentence in 0..self.document.article.sentences.len() {
            let Some((text, offset)) = self.sentence(sentence) else { continue };
            for (office, name) in
                named(text, self.lexicon, |at| self.is_shut(offset + at), |at| self.is_place(offset + at))
            {
                match met.iter_mut().find(|(known, ..)| *known == name) {
                    Some((.., times)) => *times += 1,
                    None => met.push((name, sentence, office, 1)),
                }
            }
        }
        let candidate = |(name, sentence, office, times): (String, usize, String, usize)| {
            let term = short_name(&name)?.to_string();
            let whole = if term == name { office.clone() } else { format!("{office} {name}") };
            if whole.chars().count() > LONGEST_TEXT {
                return None;
            }
            let event = self.document.events.iter().filter(|e| e.sentence == sentence);
            let salience = event.map(|e| e.salience).fold(PLAIN_SENTENCE, f64::max);
            let again = times.saturating_sub(1).min(NAMED_AGAIN_MOST) as f64 * NAMED_AGAIN;
            let titled = if self.title_has(&term) { IN_TITLE } else { 0.0 };
            let source = reference(self.print.words, self.several.then_some(self.number), sentence);
            let score = salience * 0.6 + again + titled;
            let fact = Fact { term, text: capitalised(&whole), source };
            Some(Candidate {
                about: About::Person,
                score,
                at: (self.number, sentence),
                same: name.to_lowercase(),
                fact,
            })
        };
        met.into_iter().filter_map(candidate).collect()
    }

    fn is_place(&self, at: usize) -> bool {
        let places = &self.document.places;
        let after = places.partition_point(|place| place.span.start <= at);
        after.checked_sub(1).and_then(|i| places.get(i)).is_some_and(|place| at < place.span.end)
    }
}

/// `k10`, or `2:k10` where a story has several documents.
pub(super) fn reference(printed: &Words, document: Option<usize>, sentence: usize) -> String {
    let sentence = (sentence + 1).to_string();
    match document {
        None => printed.fill("sentence", &[&sentence]),
        Some(number) => printed.fill("source-sentence", &[&(number + 1).to_string(), &sentence]),
    }
}

/// A source without what stands in brackets after it.
pub(super) fn source_name(source: &str) -> &str {
    source.split(['(', '[']).next().map(str::trim).filter(|name| !name.is_empty()).unwrap_or(source)
}

/// The words of the figure's clause, from and to (exclusive).
fn clause(words: &[Word<'_>], figure: &Figure) -> Option<(usize, usize)> {
    let clause = words.get(figure.words.0)?.clause;
    let from = words.iter().position(|word| word.clause == clause)?;
    let to = words.iter().rposition(|word| word.clause == clause)? + 1;
    Some((from, to.max(figure.words.1)))
}

/// The term and the line of text beside it; none where they do not fit or say nothing.
fn line(
    sentence: &str,
    words: &[Word<'_>],
    (from, to): (usize, usize),
    figure: &Figure,
    lexicon: &Lexicon,
) -> Option<(String, String)> {
    let fits = |term: &String| letters(term) <= LONGEST_FIGURE;
    let whole = fits(&figure.term);
    let term = if whole { figure.term.clone() } else { Some(figure.short.clone()).filter(fits)? };
    let lower = |at: usize| words.get(at).map_or(String::new(), |word| word.text.to_lowercase());
    let joins = |at: usize| lexicon.is(Class::Cut, &lower(at)) || lexicon.is(Class::Stop, &lower(at));
    // Words that joined the clause to the one before go; words that soften the number stay.
    let softened = hedge(words, figure, lexicon);
    let opens = softened.unwrap_or(figure.words.0);
    let start = (from..opens).find(|at| !joins(*at)).unwrap_or(opens);
    let heads = start == figure.words.0;
    // A number alone says nothing, unless the text beside it begins with what it counts.
    if !heads && term.chars().all(|c| !c.is_alphabetic()) && figure.kind != Kind::Measure && figure.kind != Kind::Money
    {
        return None;
    }
    // A figure that opens its clause is not told twice: the text goes on after it.
    let start = match (heads, whole) {
        (true, true) => figure.words.1,
        (true, false) => figure.unit,
        (false, _) => start,
    };
    let to = next_figure(words, (figure.words.1, to), lexicon).unwrap_or(to);
    // "3 nelayan: hilang" is told in one word.
    let harmed = lexicon.is(Class::Harm, &lower(figure.words.1));
    let enough = if harmed { 1 } else { LEAST_WORDS };
    let least = figure.words.1.max(start + enough);
    let end = (least..=to).rev().find(|end| {
        let ends = *end == to || lexicon.is(Class::Cut, &lower(*end));
        let hangs = end.checked_sub(1).is_some_and(|last| hangs(&lower(last), lexicon));
        ends && !hangs && span(sentence, words, start, *end).is_some_and(|text| text.chars().count() <= LONGEST_TEXT)
    })?;
    let text = span(sentence, words, start, end)?.split_whitespace().collect::<Vec<_>>().join(" ");
    let beside = (start..end).filter(|at| !(figure.words.0..figure.words.1).contains(at)).count();
    (beside >= enough).then(|| (term, if heads { text } else { capitalised(&text) }))
}

/// Where a conjunction leads over to another figure, which is a fact of its own.
fn next_figure(words: &[Word<'_>], (from, to): (usize, usize), lexicon: &Lexicon) -> Option<usize> {
    let lower = |at: usize| words.get(at).map_or(String::new(), |word| word.text.to_lowercase());
    let counts = |at: &usize| {
        let text = lower(*at);
        text.starts_with(|c: char| c.is_ascii_digit()) || lexicon.numbers.contains_key(text.as_str())
    };
    let other = (from..to).find(counts)?;
    (from + 1..other).rev().find(|at| lexicon.is(Class::Join, &lower(*at)))
}

/// Whether a clause goes on with the one before it behind a bracket alone (`Hujan sejak Jumat (15/11) memicu longsor`).
fn goes_on(sentence: &str, words: &[Word<'_>], from: usize) -> bool {
    let around = from.checked_sub(1).and_then(|last| words.get(last)).zip(words.get(from));
    let between = around.and_then(|(last, next)| sentence.get(last.start + last.text.len()..next.start));
    between.is_some_and(|text| text.contains([')', ']']) && !text.contains([',', ';', ':', '–', '—']))
}

fn first_word(text: &str) -> String {
    text.split_whitespace().next().unwrap_or_default().to_lowercase()
}

/// Whether a label says what happened without the text around it: words enough, no pronoun for its subject and no
/// bracket that was cut off.
pub(super) fn stands_alone(label: &str, lexicon: &Lexicon) -> bool {
    let whole = label.matches('(').count() == label.matches(')').count();
    let enough = label.split_whitespace().count() >= LEAST_LABEL;
    enough && whole && !lexicon.is(Class::Anaphor, &first_word(label))
}

/// Whether a line that ends with this word would break off.
pub(super) fn hangs(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.is(Class::Cut, word) || lexicon.is(Class::Hang, word)
}

fn span<'a>(sentence: &'a str, words: &[Word<'_>], from: usize, to: usize) -> Option<&'a str> {
    let (first, last) = (words.get(from)?, words.get(to.checked_sub(1)?)?);
    sentence.get(first.start..last.start + last.text.len())
}

/// Offices with the names after them: `("Presiden Mongolia", "Batbold Ganzorig")`.
fn named(
    sentence: &str,
    lexicon: &Lexicon,
    shut: impl Fn(usize) -> bool,
    is_place: impl Fn(usize) -> bool,
) -> Vec<(String, String)> {
    let words = words(sentence);
    let capital =
        |at: usize| words.get(at).is_some_and(|word| word.text.chars().next().is_some_and(char::is_uppercase));
    let joined = |from: usize, to: usize| {
        words.get(from..to).map(|run| run.iter().map(|w| w.text).collect::<Vec<_>>().join(" "))
    };
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let titled = |length: &usize| joined(at, at + length).is_some_and(|run| lexicon.titles.contains(run.as_str()));
        let Some(length) = (1..=super::lexicon::LONGEST_ENTRY).rev().find(titled).filter(|_| !shut(word.start)) else {
            at += 1;
            continue;
        };
        let same = |at: usize| words.get(at).is_some_and(|w| w.clause == word.clause && !w.bracketed);
        let end = (at + length..words.len()).find(|i| !capital(*i) || !same(*i)).unwrap_or(words.len());
        // The places right after the office belong to it.
        let name = (at + length..end).find(|i| !is_place(words[*i].start)).unwrap_or(end);
        // The first word of a clause has its capital from there and not from the office.
        let opens = |i: usize| i.checked_sub(1).is_none_or(|before| !same(before));
        let belongs = |i: &usize| capital(*i) && same(*i) && *i + 3 >= at && (!opens(*i) || is_place(words[*i].start));
        let office_from = (0..at).rev().take_while(belongs).last().unwrap_or(at);
        if let (Some(office), Some(found)) = (joined(office_from, name), joined(name, end)) {
            // What an office is for may go on: "Menteri Pendidikan Dasar dan Menengah".
            let goes_on = words.get(end).is_some_and(|w| lexicon.is(Class::Hang, w.text))
                && capital(end + 1)
                && same(end + 1)
                && !joined(end + 1, end + 2).is_some_and(|next| lexicon.titles.contains(next.as_str()));
            // A single word after an office may be its field ("Menteri Pertahanan"); a name has two or stands again.
            if found.contains(' ') && found.split(' ').count() <= 5 && !goes_on && is_personal(&found, lexicon) {
                out.push((office, found));
            }
        }
        at = end.max(at + 1);
    }
    out
}

/// Whether a name has neither the head of an organisation nor an acronym in it.
fn is_personal(name: &str, lexicon: &Lexicon) -> bool {
    name.split(' ').all(|word| {
        let acronym = word.chars().count() > 2 && word.chars().all(char::is_uppercase);
        !acronym && !lexicon.organisations.contains(word.to_lowercase().as_str())
    })
}

#[cfg(test)]
#[path = "facts_tests.rs"]
mod tests;
