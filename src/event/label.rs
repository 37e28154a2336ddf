//! Labels of at most sixty characters: who, the verb, and what follows, in the sentence's own words.

use super::actors::{self, Subject};
use super::clause::Clauses;
use super::lexicon::{Cue, Small};
use super::triggers::{self, Hit};
use super::{bounds, names, own};
use crate::text::Span;
use std::ops::Range;

/// The longest label, in characters.
pub const LONGEST: usize = 60;
/// Letters of a short form that stands before a name.
const SHORT_FORM: usize = 4;
/// Fewest words of what somebody says.
const SAID_WORDS: usize = 3;
/// Most words between subject and trigger that a label keeps.
const GAP_WORDS: usize = 5;

/// A word of a label in the making.
struct Piece<'a> {
    text: &'a str,
    /// The token that it comes from.
    at: usize,
}

/// The label of the trigger at `token`..=`last` with its subject.
pub(super) fn clause(
    clauses: &Clauses<'_>,
    token: usize,
    last: usize,
    noun: bool,
    subject: Option<&Subject>,
) -> String {
    let start = match subject {
        Some(subject) if subject.end <= clauses.clause(token).start && noun => clauses.clause(token).start,
        Some(subject) if subject.end <= clauses.clause(token).start => {
            actors::group_start(clauses, token, clauses.clause(token).start)
        }
        Some(subject) => gap_start(clauses, subject.end, token, noun),
        // What a reporting verb opens is told without it: `Mengatakan wabah itu terkendali`.
        None if noun => {
            let start = noun_start(clauses, token);
            start + usize::from(start < token && actors::reports(clauses, start))
        }
        None => actors::group_start(clauses, token, clauses.clause(token).start),
    };
    // Without a subject a label cannot begin with an auxiliary.
    let start = match subject {
        None if !noun => (start..token).find(|&i| !clauses.is(i, Small::Auxiliary)).unwrap_or(token),
        _ => start,
    };
    let start = settled(clauses, start, token).unwrap_or(start);
    let mut pieces = kept(clauses, start..last + 1);
    let text = subject.map(|s| s.text.as_str()).unwrap_or_default();
    let width = |text: &str, pieces: &[Piece<'_>]| {
        pieces.iter().map(|p| p.text.chars().count() + 1).sum::<usize>() + text.chars().count()
    };
    let pair = subject.and_then(|s| families(clauses, s));
    let brief = pair.as_deref().unwrap_or_else(|| short(clauses, text));
    if width(text, &pieces) > LONGEST && !(noun && width(brief, &pieces) <= LONGEST) {
        pieces = kept(clauses, actors::group_start(clauses, token, start.min(token))..last + 1);
    }
    let mut text = if width(text, &pieces) > LONGEST { brief } else { text };
    if subject.is_some() && width(text, &pieces) > LONGEST {
        let nobody = self::clause(clauses, token, last, noun, None);
        if nobody.contains(' ') {
            return nobody;
        }
        text = text.rsplit_once(' ').filter(|_| pair.is_none()).map_or(text, |(_, last)| last);
    }
    let least = pieces.len();
    let mut from = last + 1;
    // `Gempa yang mengguncang Majene menewaskan tujuh orang`: what the noun does stands behind the relative clause.
    if let Some(verb) = Some(last + 1)
        .filter(|&i| noun && clauses.is(i, Small::Relative) && !clauses.is_apart(i))
        .and_then(|i| main(clauses, i))
    {
        pieces.extend(kept(clauses, verb..verb + 1));
        from = verb + 1;
    }
    let stop = follow(clauses, from);
    pieces.extend(kept(clauses, from..stop));
    let label = fitted(clauses, text, " ", &pieces, least, stop);
    let bare = width(text, pieces.get(..least).unwrap_or_default());
    // `Perdana Menteri Jepang Kenji Morita disambut`: a shorter name leaves room for the rest.
    if pieces.len() > least && label.chars().count() <= bare && brief != text {
        let shorter = fitted(clauses, brief, " ", &pieces, least, stop);
        // Where nothing more comes in, the full name says more.
        if shorter.chars().count() > width(brief, pieces.get(..least).unwrap_or_default()) {
            return finish(&shorter);
        }
    }
    // `Pusat Vulkanologi dan Mitigasi Bencana Geologi menaikkan`: what was raised says more than who raised it.
    let acted_on = pieces.get(least).is_some_and(|piece| {
        let next = &clauses.tokens[piece.at];
        !begins_phrase(clauses, piece.at)
            && !next.number
            && !next.word.function
            && piece.text.starts_with(char::is_alphabetic)
    });
    let tells = noun || actors::reports(clauses, token);
    if subject.is_some() && !tells && acted_on && label.chars().count() <= bare {
        let nobody = self::clause(clauses, token, last, noun, None);
        if nobody.split_whitespace().count() > least + 1 {
            return nobody;
        }
    }
    finish(&label)
}

/// Where the words of what was agreed on begin, behind the agreement: `Kedua bank akan membangun gedung` of `Kedua bank
/// sepakat akan membangun gedung`.
fn settled(clauses: &Clauses<'_>, start: usize, token: usize) -> Option<usize> {
    let verb = |i: &usize| {
        let word = clauses.tokens[*i].word;
        clauses.is(*i, Small::Auxiliary) && word.mood.is_none() && word.trigger.is_some_and(|t| !t.noun)
    };
    let at = (start..token).rev().find(verb)?;
    let mood = clauses.tokens.get(at + 1).and_then(|t| t.word.mood);
    let ahead = at + 1 < token && mood.is_some_and(|m| m.cue == Cue::Planned && !m.weak);
    (ahead && clauses.is(at + 1, Small::Auxiliary)).then_some(at + 1)
}

/// A label that keeps the word which denies the happening: `Tidak ada korban jiwa`, never `Ada korban jiwa`.
pub(super) fn negated(clauses: &Clauses<'_>, hit: &Hit, label: String) -> String {
    // What stands behind the happening (`… adalah hoaks`) says more than a word before it.
    let before = |cue: &Span| clauses.tokens.get(hit.token).is_some_and(|t| cue.start < t.span.start);
    let cue =
        hit.reading.cue.filter(|cue| hit.reading.negated && before(cue)).and_then(|c| clauses.text.get(c.start..c.end));
    let Some(cue) = cue.filter(|cue| !label.to_lowercase().contains(&cue.to_lowercase())) else { return label };
    let mut letters = label.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    let text = format!("{first}{}", letters.as_str());
    // `has yet to` before `yet to sign`: what both say is said once.
    let said = cue.char_indices().map(|(at, _)| &cue[at..]).find(|end| text.starts_with(&format!("{end} ")));
    let text = format!("{cue}{}", said.map_or(format!(" {text}"), |end| text[end.len()..].to_string()));
    if text.chars().count() > LONGEST { label } else { finish(&text) }
}

/// The light verb of the clause behind a relative clause that opens at `relative`: not the verb of the relative clause.
fn main(clauses: &Clauses<'_>, relative: usize) -> Option<usize> {
    let own = clauses.clause(relative);
    let inner = (relative + 1..own.end).find(|&i| !clauses.is(i, Small::Auxiliary) && !clauses.is(i, Small::Skip))?;
    (inner + 1..own.end).find(|&i| clauses.small(i, Small::Light).is_some())
}

/// The label of a speech whose content the article tells in its own words: `Putin: Rusia dapat membantu`.
pub(super) fn said(clauses: &Clauses<'_>, speaker: &str, content: Range<usize>) -> Option<String> {
    // `Russia claimed the capture, but Kyiv has not confirmed it`: what is set against it is another's.
    let against = |i: usize| clauses.opens(i) && i > content.start && clauses.contrasts(i);
    let stop = (content.start..content.end).find(|&i| clauses.tokens[i].quoted || against(i)).unwrap_or(content.end);
    let mut from = content.start;
    while from < stop && (clauses.tokens[from].timed || clauses.small(from, Small::That).is_some()) {
        from = clauses.small(from, Small::That).unwrap_or(from) + 1;
    }
    // `buka suara soal kasus itu` says of what, not what.
    if clauses.is(from, Small::Topic) {
        return None;
    }
    let pieces = kept(clauses, from..stop);
    let verb = pieces.iter().position(|piece| {
        let tells = clauses.tokens[piece.at].word.trigger.is_some() && !clauses.tokens[piece.at].capital;
        tells || clauses.is(piece.at, Small::Auxiliary)
    });
    // What is said says nothing before its verb, nor with an auxiliary alone.
    let least = match verb {
        // `has not been charged`: as far as the verb behind the auxiliaries.
        Some(at) => {
            let small = |piece: &&Piece<'_>| {
                clauses.is(piece.at, Small::Auxiliary) || clauses.tokens[piece.at].word.mood.is_some()
            };
            let rest = pieces.get(at..)?;
            let auxiliaries = rest.iter().take_while(small).count();
            rest.get(auxiliaries)?;
            at + 1 + auxiliaries
        }
        None => (from..stop).any(|i| clauses.is(i, Small::Skip)).then_some(SAID_WORDS)?,
    };
    if pieces.len() < least.max(SAID_WORDS) {
        return None;
    }
    let colon = clauses.lexicon.phrases.fill("said", &["", ""]);
    let mut text = finish(&fitted(clauses, speaker, &colon, &pieces, least.max(SAID_WORDS), stop));
    // The first word of a sentence stands inside the label now. What is no small word may be a name.
    let small = |at: usize| {
        let token = &clauses.tokens[at];
        let known = token.word.function || clauses.is(at, Small::Determiner) || clauses.is(at, Small::Pronoun);
        known && !token.capital && token.lower.chars().count() > 1
    };
    if pieces.first().is_some_and(|piece| piece.at == 0 && small(0))
        && let Some(begun) = text.find(&colon).map(|at| at + colon.len())
        && let Some(first) = text.get(begun..).and_then(|rest| rest.chars().next())
    {
        text.replace_range(begun..begun + first.len_utf8(), &first.to_lowercase().to_string());
    }
    // What did not fit as far as its verb tells nothing.
    let told = pieces.get(least.max(SAID_WORDS) - 1).is_some_and(|piece| text.contains(piece.text));
    Some(text).filter(|_| told).filter(|t| t.chars().count() > speaker.chars().count() + colon.chars().count() + 8)
}

/// Two subjects by the last words of their names, so that none of them is left out for want of room.
fn families(clauses: &Clauses<'_>, subject: &Subject) -> Option<String> {
    let [first, second] = subject.names.as_slice() else { return None };
    // `Menteri Perdagangan` is an office and `Green League` a party; nobody is called by their last words.
    let person = |name: &str| name.split_whitespace().any(|word| clauses.lexicon.persons.contains(word));
    let brief = |name| if person(name) { short(clauses, name) } else { name };
    Some(clauses.lexicon.phrases.fill("both", &[brief(first), brief(second)]))
}

/// A person's name too long for a label, by its last word. What names no person has no shorter form: the last word of
/// `Gubernur Bank Sentral` is nobody.
fn short<'t>(clauses: &Clauses<'_>, text: &'t str) -> &'t str {
    let lexicon = clauses.lexicon;
    let words = || text.split_whitespace();
    let known = words().any(|word| lexicon.persons.contains(word));
    // `Arab Saudi`: nobody calls a place by its last word.
    let place = |i: usize| clauses.tokens[i].place.is_some() && words().any(|word| word == clauses.word(i));
    if !known && (0..clauses.tokens.len()).any(place) {
        return text;
    }
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let body = words().any(|word| lexicon.organisations.contains(&word.to_lowercase()));
    let name = words().count() <= names::NAME_WORDS && words().all(capital) && !body;
    let last = text.rsplit_once(' ').map_or(text, |(_, last)| last);
    // `Organisasi negara pengekspor minyak OPEC`: the letters are a name too.
    let letters = last.chars().count() > 1 && last.chars().all(char::is_uppercase);
    if known || name || letters { last } else { text }
}

/// Where the words between subject and trigger begin that a label keeps.
fn gap_start(clauses: &Clauses<'_>, end: usize, token: usize, noun: bool) -> usize {
    let group = actors::group_start(clauses, token, end.min(token));
    let far = clauses.tokens.get(end).is_none_or(|t| t.clause != clauses.tokens[token].clause);
    // `Bambang Suryo, penasihat hukum, menolak dakwaan`: a noun says nothing without its verb.
    if noun && far && end < token {
        return clauses.clause(token).start;
    }
    let opens = |i: usize| clauses.is(i, Small::Relative) || clauses.is(i, Small::That);
    let relative = (end..token).any(|i| opens(i) && !clauses.is_apart(i));
    // A noun says nothing without its verb: `Inspectors from New Zealand will join the inquiry`.
    let long = !noun && kept(clauses, end..token).len() > GAP_WORDS;
    if end > token || far || relative || long { group } else { end }
}

/// The first word of the noun phrase that a nominal trigger stands in.
fn noun_start(clauses: &Clauses<'_>, token: usize) -> usize {
    let clause = clauses.clause(token);
    let out = [Small::Preposition, Small::Skip, Small::Relative, Small::That, Small::Auxiliary];
    let belongs = |i: usize| {
        let t = &clauses.tokens[i];
        let verb = t.word.is_verb(2) && !triggers::stands_as_noun(clauses, i);
        let does = !t.capital && t.word.is(Small::Verb);
        let reports = actors::reports(clauses, i) && !t.word.trigger.is_some_and(|t| t.noun);
        let dated = t.timed && !own::tells_which(clauses, i);
        !dated
            && !t.aside
            && !verb
            && !does
            && !reports
            && !out.iter().any(|&class| clauses.is(i, class))
            && !clauses.opens(i)
    };
    (clause.start..token).rev().take_while(|&i| belongs(i)).last().unwrap_or(token)
}

/// One past the last word after the trigger that can belong to the label.
fn follow(clauses: &Clauses<'_>, from: usize) -> usize {
    let Some(first) = from.checked_sub(1).and_then(|i| clauses.tokens.get(i)) else { return from };
    (from..clauses.tokens.len())
        .find(|&i| {
            let token = &clauses.tokens[i];
            // `A funeral for Hale, who died on Sunday, will be held`: what is told aside ends nothing.
            if clauses.is_apart(i) && token.clause == first.clause && !first.aside {
                return false;
            }
            token.clause != first.clause
                || token.quoted != first.quoted
                || clauses.opens(i)
                || clauses.is(i, Small::Relative) && !(i == from && clauses.is(i, Small::That))
                || i > from && clauses.is(i, Small::That)
                || clauses.gap(i).contains(['"', '“', ';'])
                || clauses.gap(i).contains('.') && !shortens(clauses, i) && !own::tells_which(clauses, i)
        })
        .unwrap_or(clauses.tokens.len())
}

/// Whether the full stop before a word is that of a short form before a name: `Mr. Tan`.
fn shortens(clauses: &Clauses<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map(|i| &clauses.tokens[i]);
    let short = before.is_some_and(|token| token.capital && token.lower.chars().count() <= SHORT_FORM);
    short && clauses.tokens[at].capital && clauses.gap(at) == ". "
}

/// The words of a range without dates, brackets and adverbs that a label does not need.
fn kept<'a>(clauses: &Clauses<'a>, range: Range<usize>) -> Vec<Piece<'a>> {
    let mut out = Vec::new();
    for at in range.clone() {
        let Some(token) = clauses.tokens.get(at) else { break };
        let next_timed = (at + 1..range.end)
            .find(|&i| !clauses.tokens[i].aside)
            .is_some_and(|i| clauses.tokens[i].timed && !own::tells_which(clauses, i));
        let bound = [Small::Preposition, Small::Since, Small::From, Small::Until, Small::Compared, Small::Ended]
            .iter()
            .any(|&class| clauses.is(at, class));
        let leads_to_date = bound && next_timed || bounds::is_of_deadline(clauses, at);
        // `Selandia Baru` keeps the word that elsewhere means "just now".
        let skipped = clauses.is(at, Small::Skip) && token.place.is_none();
        // `the 2019 election`: a date that belongs to a noun says which.
        let dated = token.timed && !own::tells_which(clauses, at);
        if dated || token.aside || leads_to_date || skipped {
            continue;
        }
        let sign = clauses.gap(at).chars().next_back().filter(|c| matches!(c, '$' | '€' | '£' | '#'));
        let start = token.span.start - sign.map_or(0, char::len_utf8);
        out.push(Piece { text: clauses.text.get(start..token.span.end).unwrap_or_default(), at });
    }
    out
}

/// The longest run of pieces that fits and ends where a phrase ends.
fn fitted(clauses: &Clauses<'_>, lead: &str, joint: &str, pieces: &[Piece<'_>], least: usize, stop: usize) -> String {
    let mut text = lead.to_string();
    let mut letters = text.chars().count();
    // How long the text was when it was whole, fair, or anything.
    let (mut whole, mut fair, mut any) = (None, None, None);
    for (index, piece) in pieces.iter().enumerate() {
        let between = match index {
            _ if text.is_empty() => "",
            0 => joint,
            // `France, Italy and the Czech Republic`.
            _ if pieces.get(index - 1).is_some_and(|before| before.at + 1 == piece.at)
                && clauses.gap(piece.at).trim_end() == "," =>
            {
                ", "
            }
            _ => " ",
        };
        for part in [between, piece.text] {
            text.push_str(part);
            letters += part.chars().count();
        }
        if letters > LONGEST {
            break;
        }
        if index + 1 < least {
            continue;
        }
        any = any.or(Some(text.len()));
        let next = pieces.get(index + 1).map(|p| p.at);
        // `Sidang dimulai` is whole, `Panitia menggelar` is not.
        let takes_place = clauses.is(piece.at, Small::Light) && !is_active(clauses, piece.at);
        let plain = clauses.is(piece.at, Small::Auxiliary) && !clauses.is(piece.at, Small::Preposition);
        let phrase = next.is_some_and(|n| begins_phrase(clauses, n));
        let closes = next.is_none() && (plain || takes_place) || takes_place && phrase;
        if ends_nothing(clauses, piece.at) && !closes || splits(clauses, piece.at, next) {
            continue;
        }
        fair = Some(text.len());
        if next.is_none_or(|n| n >= stop || begins_phrase(clauses, n)) {
            whole = fair;
        }
    }
    // One word alone tells nothing: `Gempa dengan magnitudo 5,8 mengguncang …` is not cut behind it.
    let more = |length: &usize| text.get(..*length).is_some_and(|text| text.contains(' '));
    match whole.filter(more).or(fair.filter(more)).or(whole).or(fair).or(any) {
        Some(length) => text.truncate(length),
        None => text = pieces.first().map_or(lead, |piece| piece.text).to_string(),
    }
    text
}

/// Whether a word has the beginning of a verb that needs somebody who acts and something acted upon.
fn is_active(clauses: &Clauses<'_>, at: usize) -> bool {
    clauses.lexicon.active_prefixes().any(|prefix| clauses.tokens[at].lower.starts_with(prefix))
}

fn ends_nothing(clauses: &Clauses<'_>, at: usize) -> bool {
    // `… dipastikan hoaks`
    if clauses.is(at, Small::Links) {
        return true;
    }
    // `declared the outbreak over on 20 December`: a preposition before another one opens no phrase.
    let next = clauses.tokens.get(at + 1);
    let leads = next.is_none_or(|next| next.timed || clauses.is(at + 1, Small::Preposition));
    if leads && clauses.is(at, Small::Particle) && !clauses.lexicon.is_head_first() {
        return false;
    }
    clauses.tokens[at].word.function || clauses.is(at, Small::Light)
}

/// Whether ending here would cut a name, a figure from its unit, or a title from its name.
fn splits(clauses: &Clauses<'_>, at: usize, next: Option<usize>) -> bool {
    let Some(next) = next else { return false };
    let (a, b) = (&clauses.tokens[at], &clauses.tokens[next]);
    let name = a.capital && (b.capital || b.number);
    // `menang 3-2 dalam kualifikasi`: a figure before a preposition counts nothing behind it.
    let counts = a.number && !clauses.is(next, Small::Preposition);
    let figure = counts || clauses.is(at, Small::Unit) && clauses.is(next, Small::Unit);
    let place = a.place.is_some() && a.place == b.place;
    let dated = a.timed && own::tells_which(clauses, at);
    name || dated || figure || place || b.number && a.capital
}

/// Whether a phrase begins at a word, so that the words before it stand by themselves.
fn begins_phrase(clauses: &Clauses<'_>, at: usize) -> bool {
    clauses.is(at, Small::Preposition) || clauses.is(at, Small::Also) || clauses.opens(at)
}

/// A label stands as a sentence of its own, so it begins with a capital.
pub(super) fn finish(text: &str) -> String {
    let clean = text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '%' | '$'));
    let mut letters = clean.chars();
    let mut out = String::with_capacity(clean.len());
    out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    out.push_str(letters.as_str());
    if let Some((end, _)) = out.char_indices().nth(LONGEST) {
        out.truncate(end);
    }
    out
}
