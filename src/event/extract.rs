//! Sentences to events: the trigger, what stands around it, and how certain it is.

use super::lexicon::{Cue, Reporting, Trigger};
use super::{
    Actor, Attribution, Basis, Category, Event, EventLexicon, Modality, Relation, RelationKind, When, attach, label,
};
use crate::error::Diagnostic;
use crate::place::{Gazetteer, PlaceMention};
use crate::text::{Article, Span};
use crate::time::{Dates, Granularity};
use sha2::{Digest, Sha256};

/// A word of a sentence with its place in clauses.
struct Token {
    span: Span,
    lower: String,
    capital: bool,
    quoted: bool,
    clause: usize,
}

/// A trigger met in a sentence, by token index.
#[derive(Clone, Copy)]
struct Hit {
    token: usize,
    last: usize,
    trigger: Trigger,
    score: i32,
}

fn tokens(article: &Article, sentence: Span) -> Vec<Token> {
    let text = article.text.get(sentence.start..sentence.end).unwrap_or_default();
    let mut out = Vec::new();
    let (mut clause, mut start) = (0, None::<usize>);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let next = text.get(at + c.len_utf8().min(text.len() - at)..).and_then(|t| t.chars().next());
        let joins = matches!(c, '-' | '\'' | '’') && start.is_some() && next.is_some_and(char::is_alphanumeric);
        if c.is_alphanumeric() || joins {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            let word = &text[from..at];
            let span = Span::new(sentence.start + from, sentence.start + at);
            out.push(Token {
                span,
                lower: word.to_lowercase(),
                capital: word.chars().next().is_some_and(char::is_uppercase),
                quoted: article.is_quoted(span.start),
                clause,
            });
        }
        if matches!(c, ',' | ';' | ':' | '—' | '–') {
            clause += 1;
        }
    }
    out
}

/// The longest entry of `find` that starts at token `at`: its last token and value.
fn longest<T>(tokens: &[Token], at: usize, find: impl Fn(&str) -> Option<T>) -> Option<(usize, T)> {
    (1..=4usize).rev().find_map(|length| {
        let words = tokens.get(at..at + length)?;
        let joined = words.iter().map(|t| t.lower.as_str()).collect::<Vec<_>>().join(" ");
        find(&joined).map(|value| (at + length - 1, value))
    })
}

/// The events of a sentence by their triggers: the best one, and a second where it stands in a clause of its own.
fn hits(tokens: &[Token], lexicon: &EventLexicon) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    for token in 0..tokens.len() {
        // A capital inside the sentence is a name, and names are no events.
        if tokens[token].capital && token > 0 || lexicon.reporting.contains_key(tokens[token].lower.as_str()) {
            continue;
        }
        if let Some((last, trigger)) = longest(tokens, token, |w| lexicon.triggers.get(w).copied()) {
            let clause = tokens[token].clause;
            let under = tokens[..token].iter().rev().take_while(|t| t.clause == clause);
            let below = under.filter(|t| lexicon.relations.contains_key(t.lower.as_str())).count() > 0;
            let score = trigger.weight * 2 - 2 * i32::from(below) - 8 * i32::from(tokens[token].quoted);
            found.push(Hit { token, last, trigger, score });
        }
    }
    let Some(best) = found.iter().copied().max_by_key(|h| (h.score, usize::MAX - h.token)) else { return found };
    let quoted = tokens[best.token].quoted;
    let second = found.iter().copied().filter(|h| {
        let (a, b) = (best.token.min(h.token), best.token.max(h.token));
        let linked = tokens[a..b].iter().any(|t| lexicon.relations.contains_key(t.lower.as_str()));
        h.token != best.token && !quoted && !tokens[h.token].quoted && h.trigger.weight >= 3 && linked
    });
    let second = second.max_by_key(|h| (h.score, usize::MAX - h.token));
    let mut chosen: Vec<Hit> = std::iter::once(best).chain(second).collect();
    chosen.sort_by_key(|h| h.token);
    chosen
}

/// The first token of the trigger's own clause: after the last comma or connective before it.
fn clause_start(tokens: &[Token], at: usize, lexicon: &EventLexicon) -> usize {
    let opens =
        |i: &usize| tokens[*i].clause != tokens[at].clause || lexicon.relations.contains_key(tokens[*i].lower.as_str());
    (0..at).rev().find(opens).map_or(0, |i| i + 1)
}

/// Clauses opened by a connective that the trigger does not stand in: what they name is not the trigger's.
fn foreign_clauses(tokens: &[Token], at: usize, lexicon: &EventLexicon) -> Vec<Span> {
    let opens = |t: &&Token| lexicon.relations.contains_key(t.lower.as_str()) && t.clause != tokens[at].clause;
    let spans = tokens.iter().filter(opens).filter_map(|open| {
        let last = tokens.iter().rfind(|t| t.clause == open.clause)?;
        Some(Span::new(open.span.start, last.span.end))
    });
    spans.collect()
}

/// The last run of capitalised words before token `at` in its own clause: who acts. A name in another clause
/// acts there, and a label with it would say what the sentence does not.
fn actor(tokens: &[Token], at: usize, lexicon: &EventLexicon) -> Option<(usize, usize)> {
    let from = clause_start(tokens, at, lexicon);
    let end = (from..at).rev().find(|&i| {
        let token = &tokens[i];
        token.capital && !token.quoted && !lexicon.function.contains(token.lower.as_str())
    })?;
    let same = |i: &usize| tokens[*i].capital && tokens[*i].clause == tokens[end].clause;
    let start = (from..end).rev().take_while(same).last().unwrap_or(end);
    Some((start, end))
}

/// Finds who says what the sentence tells.
fn attribution(article: &Article, tokens: &[Token], lexicon: &EventLexicon) -> Option<(usize, Attribution)> {
    (0..tokens.len()).filter(|&i| !tokens[i].quoted).find_map(|i| {
        let (last, kind) = longest(tokens, i, |w| lexicon.reporting.get(w).copied())?;
        let clause = tokens[i].clause;
        let run: Vec<&Token> = match kind {
            Reporting::SourceAfter => {
                tokens.get(last + 1..)?.iter().take_while(|t| t.clause == clause && !t.quoted).take(8).collect()
            }
            Reporting::SourceBefore => {
                let all: Vec<&Token> = tokens[..i].iter().filter(|t| t.clause == clause && !t.quoted).collect();
                all.into_iter().rev().take(8).rev().collect()
            }
        };
        let (first, end) = (run.first()?, run.last()?);
        let source = article.text.get(first.span.start..end.span.end)?.to_string();
        let verb = article.text.get(tokens[i].span.start..tokens[last].span.end)?.to_string();
        let named = run.iter().any(|t| t.capital) || kind == Reporting::SourceBefore;
        named.then_some((i, Attribution { source, verb }))
    })
}

/// What the words before the trigger in its clause do to it.
fn modality(tokens: &[Token], at: usize, lexicon: &EventLexicon) -> (Modality, bool) {
    let clause = tokens[at].clause;
    let (mut modality, mut negated) = (Modality::Asserted, false);
    for i in at.saturating_sub(7)..at {
        if tokens[i].clause != clause {
            continue;
        }
        match longest(tokens, i, |w| lexicon.modality.get(w).copied()) {
            Some((_, Cue::Planned)) if modality == Modality::Asserted => modality = Modality::Planned,
            Some((_, Cue::Possible)) => modality = Modality::ReportedPossible,
            Some((last, Cue::Negated)) if at - last.min(at) <= 3 => negated = true,
            _ => {}
        }
    }
    (modality, negated)
}

/// Finds the events of an article, in text order.
pub fn extract(
    article: &Article,
    dates: &Dates,
    places: &[PlaceMention],
    gazetteer: &Gazetteer,
    lexicon: &EventLexicon,
) -> (Vec<Event>, Vec<Diagnostic>) {
    let lead = attach::lead_date(article, dates);
    let mut events: Vec<Event> = Vec::new();
    for (number, sentence) in article.sentences.iter().enumerate() {
        let tokens = tokens(article, sentence.span);
        let said = attribution(article, &tokens, lexicon);
        let mut chosen = hits(&tokens, lexicon);
        let stated = chosen.is_empty();
        if let (true, Some((token, _))) = (stated, &said) {
            let trigger = Trigger { category: Category::Statement, weight: 1 };
            chosen.push(Hit { token: *token, last: *token, trigger, score: 0 });
        }
        let first = events.len();
        for hit in &chosen {
            let span = Span::new(tokens[hit.token].span.start, tokens[hit.last].span.end);
            let clause_of = tokens[hit.token].clause;
            let inside = || tokens.iter().filter(|t| t.clause == clause_of);
            let clause = Span::new(
                inside().next().map_or(span.start, |t| t.span.start),
                inside().next_back().map_or(span.end, |t| t.span.end + 1),
            );
            let (mut modality, negated) = modality(&tokens, hit.token, lexicon);
            let who =
                actor(&tokens, hit.token, lexicon).map(|(a, b)| Span::new(tokens[a].span.start, tokens[b].span.end));
            let when = attach::when(dates, sentence.span, clause, span, modality, lead);
            if modality == Modality::Asserted && is_background(&when, dates, lead) {
                modality = Modality::Background;
            }
            let foreign = foreign_clauses(&tokens, hit.token, lexicon);
            let own = attach::Own { sentence: sentence.span, trigger: span, foreign: &foreign };
            let mut sites = attach::own_places(places, gazetteer, own, hit.trigger.category);
            let shares = when.timex.is_some()
                && (when.basis == Basis::Lead || lead.is_some_and(|l| dates.timexes[l].bounds == Some(when.bounds)));
            if sites.is_empty() && modality == Modality::Asserted && shares {
                let inherited = attach::inherited_place(article, places, number);
                sites.extend(inherited.filter(|site| !attach::names_elsewhere(places, own, site)));
            }
            let stop = dates.timexes.iter().map(|t| t.span.start).filter(|&s| s >= span.end);
            let quote = article.quotes.iter().map(|q| q.start).filter(|&s| s >= span.end);
            let stop = stop.chain(quote).chain([clause.end.min(sentence.span.end)]).min().unwrap_or(span.end);
            let title = article.title.as_deref().filter(|t| t.chars().count() <= label::LONGEST);
            let text = match title {
                Some(title) if events.is_empty() => title.trim().to_string(),
                _ => label::label(&article.text, who, span, stop, lexicon),
            };
            let role = if stated { "speaker" } else { "agent" };
            let names = who.and_then(|w| article.text.get(w.start..w.end));
            events.push(Event {
                label: text,
                category: hit.trigger.category,
                sentence: number,
                trigger: span,
                salience: salience(number, article.sentences.len(), &when, !sites.is_empty(), modality),
                when,
                places: sites,
                who: names.map(|n| Actor { name: n.to_string(), role }).into_iter().collect(),
                modality: if negated && modality == Modality::Asserted { Modality::Denied } else { modality },
                attribution: said.as_ref().filter(|_| !stated).map(|(_, a)| a.clone()),
                negated,
                relations: Vec::new(),
            });
        }
        relate(&tokens, lexicon, &chosen, &mut events, first);
    }
    (events, Vec::new())
}

/// Whether the event lies at a coarse date before the story's own day.
fn is_background(when: &When, dates: &Dates, lead: Option<usize>) -> bool {
    let day = lead.and_then(|l| dates.timexes[l].bounds).and_then(|b| b.earliest).or(dates.dct.moment);
    when.granularity >= Granularity::Month
        && when.basis != Basis::Dct
        && when.bounds.latest.zip(day).is_some_and(|(latest, day)| latest.day() < day.day())
}

/// States the relations that a connective gives: between two events of the sentence, or to the one before.
fn relate(tokens: &[Token], lexicon: &EventLexicon, chosen: &[Hit], events: &mut [Event], first: usize) {
    if let [a, b] = chosen {
        let found = (0..b.token).find_map(|i| Some((i, lexicon.relations.get(tokens[i].lower.as_str())?)));
        if let (Some((at, kind)), true) = (found, first + 1 < events.len()) {
            // The clause after the connective is the subordinate one; the relation is the main clause's.
            let (main, other) = if at < a.token { (first + 1, first) } else { (first, first + 1) };
            let why = tokens[at].lower.clone();
            events[main].relations.push(Relation { kind: *kind, event: other, why });
        }
    }
    let adverb = tokens.iter().take(5).find_map(|t| Some((t, lexicon.adverbs.get(t.lower.as_str())?)));
    if let (Some((token, kind)), true) = (adverb, first > 0 && first < events.len())
        && *kind != RelationKind::Before
    {
        let relation = Relation { kind: *kind, event: first - 1, why: token.lower.clone() };
        events[first].relations.push(relation);
    }
}

/// How much an event matters: the lead most, then less with the position; own dates and places count.
fn salience(number: usize, sentences: usize, when: &When, placed: bool, modality: Modality) -> f64 {
    let position = number as f64 / sentences.max(1) as f64;
    let own = if matches!(when.basis, Basis::Own | Basis::Clause) { 0.1 } else { 0.0 };
    let site = if placed { 0.1 } else { 0.0 };
    let doubt = if modality == Modality::Asserted { 0.0 } else { 0.2 };
    let lead = if number == 0 { 0.15 } else { 0.0 };
    (0.65 - 0.4 * position + own + site + lead - doubt).clamp(0.0, 1.0)
}

/// A stable id for each event: of the document's id and the words around the trigger, not of its position.
pub fn ids(article: &Article, events: &[Event]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::with_capacity(events.len());
    for event in events {
        let sentence = article.sentences.get(event.sentence).and_then(|s| article.text.get(s.span.start..s.span.end));
        let trigger = article.text.get(event.trigger.start..event.trigger.end).unwrap_or_default();
        keys.push(format!("{}\n{}\n{trigger}", article.id, sentence.unwrap_or_default()));
    }
    let number = |i: usize| keys[..i].iter().filter(|k| **k == keys[i]).count() + 1;
    (0..keys.len())
        .map(|i| {
            let hash = Sha256::digest(format!("{}\n{}", keys[i], number(i)).as_bytes());
            hash.iter().take(5).map(|byte| format!("{byte:02x}")).collect()
        })
        .collect()
}
