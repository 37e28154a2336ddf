//! Who says what a sentence tells: the reporting form, its source and its content.

use super::actors;
use super::clause::Clauses;
use super::lexicon::{Needs, Position, Reporting, Small, Stance};
use std::ops::Range;

/// Most words of a source that are looked at.
const SOURCE_WORDS: usize = 16;

/// Words after a form within which it does so whatever stands between.
const NEAR_THAT: usize = 4;

/// Words from an article to the noun that is no verb: `a propellant leak`.
const NOUN_WORDS: usize = 3;

/// Words after a form within which `bahwa` opens what is said.
const THAT_WORDS: usize = 10;

/// A speech met in a sentence, by token index.
#[derive(Debug, Clone)]
pub(super) struct Speech {
    pub token: usize,
    pub last: usize,
    pub form: Reporting,
    /// The words that name the source; empty where a pronoun does.
    pub source: Range<usize>,
    /// The content where it is told in the article's own words.
    pub content: Range<usize>,
    /// What is said stands in quotation marks.
    pub quotes: bool,
}

/// The first reporting form outside quotations that has beside it what it needs.
pub(super) fn find(clauses: &Clauses<'_>) -> Option<Speech> {
    let tokens = &clauses.tokens;
    (0..tokens.len()).filter(|&i| !tokens[i].quoted && !tokens[i].aside && !tokens[i].timed).find_map(|token| {
        if tokens[token].capital && token > 0 && !is_after_quote(clauses, token) {
            return None;
        }
        let (last, form) = clauses.phrase(token, |e| e.reporting)?;
        let behind = |class| token.checked_sub(1).is_some_and(|i| clauses.is(i, class));
        // `a yellow warning`, `suspected cases`, `who said`: a form that goes on with another verb, counts or tells of a noun.
        let opens = clauses.clause(token).start == token || behind(Small::Auxiliary) || behind(Small::Preposition);
        let counted = token.checked_sub(1).is_some_and(|i| tokens[i].number && !tokens[i].timed && !tokens[i].aside);
        let one = (token.saturating_sub(NOUN_WORDS)..token).any(|i| clauses.is(i, Small::Singular));
        if form.participle && !opens
            || counted
            || behind(Small::Relative)
            || form.present && one && !behind(Small::Auxiliary)
        {
            return None;
        }
        if tokens.get(token + 1).is_some_and(|next| next.lower == tokens[token].lower) {
            // A verb printed twice by mistake: the second one stands before its speaker.
            return None;
        }
        // `hours after ordering residents to leave`: a clause that hangs on another one, and names nobody who says it.
        let opener = clauses.opener(token).filter(|&open| clauses.phrase(open, |e| e.relation).is_some());
        if opener.is_some() && clauses.clause(token).start == token {
            return None;
        }
        // `is expected to`, `diperkirakan akan`: how certain it is, not who says it.
        let hedges = clauses.phrase(token, |e| e.mood).is_some_and(|(end, _)| end > token);
        let formed = clauses.lexicon.passive_prefixes().any(|p| tokens[token].lower.starts_with(p));
        let passive = form.verb && actors::is_passive(clauses, token);
        // `The man accused of the killing appeared in court`
        let accused = form.verb && !formed && clauses.is(last + 1, Small::Of) && !behind(Small::Auxiliary);
        if hedges || accused || clauses.is_noun(token) || passive && !formed {
            return None;
        }
        let quotes = tokens.iter().any(|t| t.quoted);
        // `Boeing challenged it, claiming the evaluation was skewed`: who claims stands in the clause before.
        if form.participle && !quotes && clauses.clause(token).start == token {
            return None;
        }
        let before = clauses.clause(token).start..token;
        let stands = before.clone().any(|i| !tokens[i].word.function);
        let apposed = apposed(clauses, before.start).filter(|_| !stands && form.position == Position::Either);
        let stands_before = stands || apposed.is_some();
        let after = match form.position {
            Position::Before => false,
            Position::After => true,
            Position::Either => !stands_before,
        };
        // `dijelaskan`, `disampaikan Prabowo`: the speaker of a passive follows it, or was named before.
        let by = usize::from(passive && clauses.is(last + 1, Small::Agent));
        let agent = tokens.get(last + 1 + by);
        let agent = agent.is_some_and(|t| t.capital && !t.quoted && t.clause == tokens[token].clause);
        // `Kerugian ditaksir mencapai`: nobody is said to reckon, least of all who spoke before.
        if passive && !agent && form.counts {
            return None;
        }
        let after = after || passive;
        // `has until Friday to announce the result`: who is to do it stands before, or nowhere.
        if after && !passive && behind(Small::Purpose) {
            return None;
        }
        let form = Reporting { pronoun: form.pronoun || passive && !agent, ..form };
        let source = if form.pronoun {
            token..token
        } else if after {
            source_after(clauses, last + 1 + by, form.verb)
        } else {
            apposed.unwrap_or(before)
        };
        let named = source.clone().any(|i| tokens[i].capital || clauses.is(i, Small::Person))
            || clauses.small(source.start, Small::Teller).is_some();
        let enough = match form.needs {
            Needs::Nothing => true,
            Needs::Quote => quotes || form.pronoun,
            Needs::Name => named,
            Needs::QuoteOrName => quotes || named,
            Needs::QuoteAndName => quotes && named,
        };
        if !enough || source.is_empty() && !form.pronoun && form.position != Position::Before {
            return None;
        }
        let content = content(clauses, form, (token, last), after, &source);
        // `A letter written in 1950 was found`
        let bare = !takes_thing(clauses, token) && !clauses.is(last + 1, Small::That) && !form.present;
        let that = (last + 1..tokens.len().min(last + 1 + THAT_WORDS)).any(|i| clauses.is(i, Small::That));
        let bare = bare && !that && (clauses.is(last + 1, Small::Preposition) || actors::is_passive(clauses, token));
        if form.clausal && !quotes && content.start > token && (bare || !holds_clause(clauses, last, &content)) {
            return None;
        }
        // `Twelve soldiers were killed, the army announced`: behind what it tells the word only says who tells it.
        let told = form.stance == Stance::Acts && !quotes && !content.is_empty();
        let told = told && content.end <= source.start && source.end <= token;
        let form = if told { Reporting { stance: Stance::Says, ..form } } else { form };
        Some(Speech { token, last, form, source, content, quotes })
    })
}

/// Whether what stands behind a form is a clause, and not a thing alone: `that` opens it, or it has a verb of its own.
fn holds_clause(clauses: &Clauses<'_>, last: usize, content: &Range<usize>) -> bool {
    let opened = (last + 1..=content.start).any(|i| clauses.small(i, Small::That).is_some());
    let own = clauses.clause(last);
    let tells = |i: usize| {
        let word = clauses.tokens[i].word;
        let verb =
            word.is_verb(0) || word.is(Small::Verb) || word.is(Small::Light) || word.reporting.is_some_and(|r| r.verb);
        clauses.is(i, Small::Auxiliary) || verb && !clauses.tokens[i].capital && !clauses.is_noun(i)
    };
    opened || content.clone().filter(|i| own.contains(i) && !clauses.tokens[*i].timed).any(tells)
}

/// Whether a thing stands right behind a form (`found a body`), and neither a date nor a preposition, as behind a participle (`the
/// study published on Monday`).
pub(super) fn takes_thing(clauses: &Clauses<'_>, token: usize) -> bool {
    let next = token + 1;
    let other = [Small::Preposition, Small::Agent, Small::That, Small::Auxiliary, Small::Also];
    let plain =
        clauses.tokens.get(next).is_some_and(|t| !t.timed && !t.quoted) && clauses.clause(token).contains(&next);
    plain && !clauses.is_noun(token) && !other.iter().any(|&class| clauses.is(next, class))
}

/// The name before the two commas that hold an office: `Mia Jansen, head of the water board, said`.
fn apposed(clauses: &Clauses<'_>, start: usize) -> Option<Range<usize>> {
    let office = actors::segment(clauses, start.checked_sub(1)?);
    let capital = |range: &Range<usize>| range.clone().all(|i| clauses.tokens[i].capital && !clauses.tokens[i].timed);
    let before = office.start.checked_sub(1).map(|i| actors::segment(clauses, i));
    // `The governor, Oleh Kiper, said`
    let plain = office.clone().all(|i| !clauses.tokens[i].quoted && clauses.tokens[i].place.is_none());
    if capital(&office) && plain && before.is_some_and(|before| !capital(&before)) {
        return Some(office);
    }
    let name = actors::segment(clauses, office.start.checked_sub(1)?);
    let quoted = office.clone().any(|i| clauses.tokens[i].quoted);
    let plain = |i: usize| {
        let token = &clauses.tokens[i];
        token.capital && !token.quoted && !token.timed && token.place.is_none()
    };
    (!quoted && name.clone().all(plain)).then_some(name)
}

fn is_after_quote(clauses: &Clauses<'_>, token: usize) -> bool {
    token.checked_sub(1).is_some_and(|i| clauses.tokens[i].quoted)
}

/// The words after a form that name its source: up to a preposition, a quotation, a date or the end of the clause;
/// a name set off by commas (`kuasa hukumnya, Moh Zakki,`) still belongs to it.
fn source_after(clauses: &Clauses<'_>, from: usize, verb: bool) -> Range<usize> {
    let tokens = &clauses.tokens;
    let Some(first) = tokens.get(from) else { return from..from };
    // `said from the same party`, `said who hails from there`: no source begins so.
    let begins_none = |i: usize| clauses.is(i, Small::Preposition) || clauses.is(i, Small::Relative);
    let mut end = from;
    while let Some(token) = tokens.get(end).filter(|_| end < from + SOURCE_WORDS) {
        let apposed = verb
            && token.clause > first.clause
            && token.clause == first.clause + 1
            && token.capital
            && (end.checked_sub(1).is_some_and(|i| tokens[i].clause == token.clause)
                || !tokens[from..end].iter().any(|t| clauses.lexicon.persons.contains(word(clauses, t.span))));
        let ends = token.quoted
            || token.timed
            || token.clause != first.clause && !apposed
            || (end > from || begins_none(end)) && stops_source(clauses, end);
        if ends {
            break;
        }
        end += 1;
    }
    from..end
}

fn word<'a>(clauses: &Clauses<'a>, span: crate::text::Span) -> &'a str {
    clauses.text.get(span.start..span.end).unwrap_or_default()
}

fn stops_source(clauses: &Clauses<'_>, at: usize) -> bool {
    let token = &clauses.tokens[at];
    if token.capital {
        return false;
    }
    // `of` and `dan` join the parts of an office; every other preposition leads away from the speaker.
    let joins = clauses.tokens.get(at + 1).is_some_and(|next| next.capital) && clauses.is(at, Small::Also);
    clauses.opens(at)
        || clauses.is(at, Small::Relative)
        || clauses.is(at, Small::Preposition) && !joins && !is_of(clauses, at)
        || token.word.trigger.is_some()
}

/// Whether a preposition stands between two capitalised words, as in `Ministry of Health`.
fn is_of(clauses: &Clauses<'_>, at: usize) -> bool {
    let beside = |i: Option<usize>| i.and_then(|i| clauses.tokens.get(i)).is_some_and(|t| t.capital);
    clauses.is(at, Small::Of) && beside(at.checked_sub(1)) && beside(Some(at + 1))
}

/// The words that tell the content outside quotations.
fn content(
    clauses: &Clauses<'_>,
    form: Reporting,
    at: (usize, usize),
    after: bool,
    source: &Range<usize>,
) -> Range<usize> {
    let (token, last) = at;
    let tokens = &clauses.tokens;
    if after && form.verb && tokens.iter().any(|t| t.quoted) {
        return token..token;
    }
    if after && token > 0 && !tokens[token - 1].quoted && tokens[token].clause > 0 {
        // `Hujan turun sejak pagi, kata Budi`: the content stands before the form.
        return 0..token;
    }
    // `The bridge was closed, the council said on Friday`: so it does where the speaker stands before the form.
    let plain = |i: usize| !tokens[i].timed && !clauses.is(i, Small::Preposition) && !tokens[i].aside;
    let begins = source.start.checked_sub(1).filter(|&i| tokens[i].clause < tokens[source.start].clause);
    let closes = !after && form.verb && source.end <= token && !(last + 1..tokens.len()).any(plain);
    if begins
        .is_some_and(|i| closes && (0..=i).all(|k| !tokens[k].quoted) && (0..=i).filter(|&k| plain(k)).nth(1).is_some())
    {
        return 0..source.start;
    }
    let mut from = if after { source.end } else { last + 1 };
    // `said on Friday it killed three rebels on Monday`: the first day is that of the saying.
    let timed = |i: usize| tokens.get(i).is_some_and(|t| t.timed);
    let dated = from + usize::from(clauses.is(from, Small::Preposition));
    let behind = (dated..tokens.len()).take_while(|&i| timed(i)).last().map_or(from, |i| i + 1);
    if !after && behind < tokens.len() && tokens[behind].clause == tokens[token].clause {
        from = behind;
    }
    // `mengatakan kepada wartawan bahwa`: what is said begins after the word that opens it.
    let that = (from..tokens.len().min(from + THAT_WORDS)).find_map(|i| clauses.small(i, Small::That));
    let tells = |i: usize| clauses.is(i, Small::Auxiliary) || tokens[i].word.is_verb(2) && !clauses.is_noun(i);
    // `said the minister would go, and that …`: what stands before a second `that` is said as well.
    let whole = |t: usize| (from..t).all(|i| !tokens[i].quoted && (t < from + NEAR_THAT || !tells(i)));
    if let Some(that) = that.filter(|&t| whole(t)) {
        from = that + 1;
    }
    // `told Congress he would cut spending`: whom it is told is no part of what is said.
    let named = (from..tokens.len()).take_while(|&i| tokens[i].capital && !tokens[i].quoted).last();
    if let Some(person) = named.map(|i| i + 1).filter(|&i| !after && clauses.is(i, Small::Person)) {
        from = person;
    }
    if tokens.get(from).is_some_and(|_| clauses.opens(from)) {
        return from..from;
    }
    // `tidak menjelaskan sebabnya, tetapi ekonom menduga`: what is set against it is another's.
    let ends = |i: usize| tokens[i].quoted || i > from && clauses.opens(i) && clauses.contrasts(i);
    let end = (from..tokens.len()).find(|&i| ends(i)).unwrap_or(tokens.len());
    from.min(end)..end
}
