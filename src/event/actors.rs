//! Who takes part: the subject of a clause, persons without their titles, pronouns for those named before.

use super::cast::Cast;
use super::clause::Clauses;
use super::lexicon::{Cue, Needs, Small};
use super::names::{is_aged, name, opens_office, short_form, titles_end};
use super::relative;
use super::speech::Speech;
use super::triggers::{self, Hit};
use super::{Actor, Category};
use std::ops::Range;

/// Most words of a subject that is kept whole; a longer one is cut down to the name in it.
const SUBJECT_WORDS: usize = 6;
/// Most words of what there is, as a subject.
const EXISTING_WORDS: usize = 8;
/// Most words of a phrase that denies the verb behind it.
const DENIAL_WORDS: usize = 4;
/// Characters from which on a name's short form in brackets serves a label better.
const LONG_NAME: usize = 22;

/// The subject of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    /// As a label writes it.
    pub text: String,
    /// One past the last token of the subject's words, where they stand in the sentence.
    pub end: usize,
    /// Persons and organisations by name; empty for `sekelompok warga`.
    pub names: Vec<String>,
}

/// Words from a verb that no table knows to the noun that is its object.
const OBJECT_WORDS: usize = 4;
/// Members from which on names between commas are a list.
const LISTED: usize = 3;
/// Characters of two names that a label can begin with.
const LONGEST_PAIR: usize = 36;

/// The subject of the verb or noun at token `at`.
pub(super) fn subject(clauses: &Clauses<'_>, at: usize, noun: bool, cast: &Cast<'_>) -> Option<Subject> {
    let clause = clauses.clause(at);
    if noun {
        // A noun has the subject of the verb that it belongs to: `Prabowo menggelar pertemuan`.
        let stops = |i: &usize| !reports(clauses, *i) && clauses.small(*i, Small::That).is_none();
        let before = || (clause.start..at).rev().take_while(stops);
        if let Some(verb) = before().find(|&i| is_verb(clauses, i) || clauses.small(i, Small::Light).is_some()) {
            return subject(clauses, verb, false, cast);
        }
        // `Inspectors may join the inquiry`: what an auxiliary stands before is a verb, in no table though it be.
        let plain = |i: usize| {
            let small = [Small::Auxiliary, Small::Skip, Small::Preposition, Small::Determiner, Small::Exists];
            !clauses.tokens[i].capital && !small.iter().any(|&class| clauses.is(i, class))
        };
        let object = |i: usize| !clauses.is(i, Small::Preposition) && !clauses.is(i, Small::Also);
        let unknown = before()
            .find(|&i| clauses.is(i, Small::Auxiliary))
            .map(|i| i + 1)
            .filter(|&i| i < at && at - i <= OBJECT_WORDS && plain(i) && (i + 1..at).all(object))?;
        return subject(clauses, unknown, false, cast).filter(|found| (clause.start..unknown).contains(&found.end));
    }
    let verb = group_start(clauses, at, clause.start);
    let that = |i: usize| clauses.small(i, Small::That).is_some();
    let meant = verb.checked_sub(1).filter(|_| is_by_pronoun(clauses, at));
    if let Some(found) = meant.and_then(|i| pronoun(clauses, i..verb, cast)) {
        return Some(found);
    }
    // An event word that opens the clause is its subject and no verb of its own: `banjir merendam desa`.
    let first = (clause.start..verb).find(|&i| !clauses.tokens[i].timed && !clauses.tokens[i].aside);
    // `tiga penerbangan menuju Denpasar dibatalkan`: where something is bound for belongs to it.
    let bound = |i: usize| {
        let travels = clauses.tokens[i].word.trigger.is_some_and(|t| t.travel);
        travels && i + 1 < verb && (i + 1..verb).all(|k| clauses.tokens[k].place.is_some())
    };
    // `A paper describing the species was published`: what describes it is the subject.
    let describes = |i: usize| {
        let word = clauses.tokens[i].word;
        let gerund = word.trigger.is_some_and(|t| t.gerund) || word.reporting.is_some_and(|r| r.participle);
        let noun = i
            .checked_sub(1)
            .is_some_and(|k| k >= clause.start && !clauses.tokens[k].word.function && !clauses.tokens[k].timed);
        gerund && noun && !clauses.lexicon.is_head_first()
    };
    let tells = |i: usize| is_verb(clauses, i) && first != Some(i) && !bound(i) && !describes(i);
    // `keputusan itu membuat harga turun`: the price fell, not the decision.
    let causes = |i: usize| clauses.is(i, Small::Verb) && i + 1 < verb && first != Some(i);
    let told =
        (clause.start..verb).rev().find(|&i| tells(i) || causes(i) || reports(clauses, i) && !describes(i) || that(i));
    let last = |i: usize| clauses.phrase(i, |e| e.reporting).map_or(i, |(last, _)| last);
    if let Some(found) = enumerated(clauses, clause.start..verb).or_else(|| listed_below(clauses, clause.start, cast)) {
        return Some(found);
    }
    // `A man arrested on Tuesday was charged`
    if let Some(found) = relative::participle_before(clauses, at).and_then(|i| head(clauses, clause.start..i, cast)) {
        return Some(Subject { end: verb, ..found });
    }
    // `The bridge, which was built in 1932, collapsed`
    let before = relative::relative_of(clauses, at).and_then(|open| relative::subject_before(clauses, open));
    if let Some(found) = before.and_then(|before| head(clauses, before, cast)) {
        return Some(found);
    }
    // `Rapat yang dihadiri para menteri itu berlangsung`: what stands before the relative clause takes place.
    let relative = told.and_then(|told| {
        let does = |i: usize| is_verb(clauses, i) || clauses.is(i, Small::Verb);
        let open =
            (clause.start..told).rev().find(|&i| clauses.is(i, Small::Relative) && !clauses.is(i, Small::That))?;
        (!(open + 1..told).any(does)).then_some(open)
    });
    if let Some(found) = relative.and_then(|open| head(clauses, clause.start..open, cast)) {
        return Some(found);
    }
    let near = told.and_then(|i| head(clauses, (last(i) + 1).min(verb)..verb, cast));
    if near.is_none() && told.is_some_and(|i| reports(clauses, i) || that(i)) {
        return None;
    }
    // `Bus yang dikemudikan Agus Salim, warga Kuningan, itu terbalik`: what closes the relative clause is no subject.
    let bare = |i: usize| clauses.small(i, Small::Definite).is_some() || clauses.tokens[i].timed;
    let closes = clause.start > 0 && verb > clause.start && (clause.start..verb).all(bare);
    let own = || head(clauses, clause.start..told.unwrap_or(verb), cast).filter(|_| !closes);
    near.filter(|_| !closes).or_else(own).or_else(|| {
        // `Charles Honoris, anggota DPR, mengusulkan`: the subject stands before one or two commas.
        let mut end = clause.start;
        let own: Vec<usize> = (clause.start..verb).filter(|&i| !clauses.tokens[i].timed).collect();
        if !own.is_empty() && !closes || clauses.opener(at).is_some() {
            return None;
        }
        let mut best = None;
        for _ in 0..=2 {
            let last = end.checked_sub(1)?;
            let segment = segment(clauses, last);
            // `The bridge, which was built in 1932, collapsed`: what stands between the commas tells which.
            if clauses.is(segment.start, Small::Relative) && segment.start > 0 && best.is_none() {
                end = segment.start;
                continue;
            }
            // `The man who raised the alarm, a guard, was taken`: the verb of a relative clause is not the sentence's.
            let stop = segment.clone().skip(1).find(|&i| clauses.is(i, Small::Relative)).unwrap_or(segment.end);
            let main = segment.start..stop;
            if clauses.tokens[last].quoted || main.clone().any(|i| is_verb(clauses, i) || clauses.opens(i)) {
                break;
            }
            let found = head(clauses, main, cast);
            let all_capital = segment.clone().all(|i| clauses.tokens[i].capital || clauses.tokens[i].aside);
            best = found.or(best);
            if all_capital {
                break;
            }
            end = segment.start;
            if end == 0 {
                break;
            }
        }
        best
    })
}

/// The subject of which only the last member stands in the clause: `Ratna, Dedi, dan Budi menandatangani`, `Kementerian
/// Pendidikan, Kebudayaan, dan Riset menutup`.
fn enumerated(clauses: &Clauses<'_>, own: Range<usize>) -> Option<Subject> {
    let bare = |i: usize| clauses.tokens[i].timed || clauses.tokens[i].aside || clauses.is(i, Small::Skip);
    let end = own.clone().rev().find(|&i| !bare(i))? + 1;
    // `Norway, Iceland and Canada` has two members in the clause of the verb, `Norway, Iceland, and Canada` one.
    let joint =
        (own.start..end).find(|&i| clauses.is(i, Small::Also)).filter(|&joint| own.start > 0 && joint + 1 < end)?;
    let capital = |i: usize| clauses.tokens[i].capital && !clauses.tokens[i].timed;
    if !(own.start..joint).all(capital) || !(joint + 1..end).all(capital) {
        return None;
    }
    let mut members: Vec<Range<usize>> = Vec::new();
    members.push(joint + 1..end);
    if own.start < joint {
        members.push(own.start..joint);
    }
    loop {
        let stop = members.last().map_or(0, |m| m.start).min(own.start);
        let Some(last) = stop.checked_sub(1) else { break };
        let segment = segment(clauses, last);
        let named = |i: &usize| clauses.tokens[*i].capital && !clauses.tokens[*i].timed && !clauses.tokens[*i].quoted;
        let Some(from) = segment.clone().rev().take_while(named).last() else { break };
        members.push(from..segment.end);
        if from > segment.start {
            break;
        }
    }
    members.reverse();
    let first = members.first().filter(|_| members.len() >= LISTED)?.clone();
    // What stands before the first member in its clause must say when, and not who does what to the members; in `di Bogor,
    // Depok, dan Bekasi` a preposition opens the list, which is no subject.
    let before = segment(clauses, first.start).start..first.start;
    let aside = |i: usize| clauses.tokens[i].timed || clauses.tokens[i].aside || clauses.is(i, Small::Skip);
    // `The council said Norway, Iceland and Canada will send boats`
    let said =
        before.end > before.start && (reports(clauses, before.end - 1) || clauses.is(before.end - 1, Small::That));
    if clauses.is(first.start, Small::Preposition) || !said && !before.clone().all(aside) {
        return None;
    }
    let whole = clauses.words(&(first.start..end));
    if clauses.tokens[first.start].word.organisation {
        // One body, which goes by the first of its fields where the whole name is too long.
        let text = if whole.chars().count() > LONG_NAME { clauses.words(&first) } else { whole.clone() };
        return Some(Subject { text, end, names: vec![whole] });
    }
    let names: Vec<String> = members.into_iter().filter_map(|member| name(clauses, member)).collect();
    let short = whole.split_whitespace().count() <= SUBJECT_WORDS || whole.chars().count() <= LONGEST_PAIR;
    short.then_some(Subject { text: whole, end, names })
}

/// The subject before a relative clause that ends with a list: `Tabrakan yang melibatkan truk, dua minibus, dan satu bus terjadi`.
fn listed_below(clauses: &Clauses<'_>, start: usize, cast: &Cast<'_>) -> Option<Subject> {
    if !clauses.is(start, Small::Also) {
        return None;
    }
    let mut last = start.checked_sub(1)?;
    loop {
        let segment = segment(clauses, last);
        if let Some(open) = segment.clone().skip(1).find(|&i| clauses.is(i, Small::Relative)) {
            let does =
                |i: usize| is_verb(clauses, i) || clauses.is(i, Small::Verb) || clauses.tokens[i].word.is_verb(0);
            let one = (open + 1..segment.end).filter(|&i| does(i)).count() == 1;
            return head(clauses, segment.start..open, cast).filter(|_| one);
        }
        // A member of the list has no verb of its own.
        if segment.clone().any(|i| is_verb(clauses, i) || clauses.opens(i)) {
            return None;
        }
        last = segment.start.checked_sub(1)?;
    }
}

/// Whether a pronoun stands right before the verb group: it is the subject, whatever else the clause names.
pub(super) fn is_by_pronoun(clauses: &Clauses<'_>, at: usize) -> bool {
    let start = clauses.clause(at).start;
    group_start(clauses, at, start).checked_sub(1).is_some_and(|i| i > start && clauses.is(i, Small::Person))
}

/// Who acts in a clause that leaves the actor out: the speaker of `mengaku menemukan` and of `kata Dedi seusai
/// mengunjungi`, else the one whom the clause before the connective is about.
pub(super) fn implied(
    clauses: &Clauses<'_>,
    hit: &Hit,
    speech: Option<&Speech>,
    speaker: Option<&str>,
    cast: &Cast<'_>,
) -> Option<Subject> {
    if hit.trigger.noun || hit.speech || is_passive(clauses, hit.token) {
        return None;
    }
    let clause = clauses.clause(hit.token);
    let verb = group_start(clauses, hit.token, clause.start);
    let open = clauses.opener(hit.token);
    let timed = |open: usize| clauses.phrase(open, |e| e.relation).is_some();
    let after =
        |s: &Speech, open: usize| open > s.token && open + 1 == verb && timed(open) && !s.content.contains(&hit.token);
    let said = speech.filter(|s| verb == s.last + 1 || open.is_some_and(|open| after(s, open)));
    if let (Some(_), Some(name)) = (said, speaker) {
        return Some(Subject { text: name.to_string(), end: clause.start, names: vec![name.to_string()] });
    }
    let apart = |open: usize| speech.is_some_and(|s| !s.content.contains(&open) || open == s.content.start);
    let lower = clauses.tokens[hit.token].lower.as_ref();
    if !clauses.lexicon.active_prefixes().any(|prefix| lower.starts_with(prefix)) {
        return None;
    }
    let open = open.filter(|&open| open > 0 && open + 1 == verb && !apart(open))?;
    let found = subject(clauses, open, false, cast).filter(|s| !s.names.is_empty())?;
    Some(Subject { end: clause.start, ..found })
}

/// What a clause says that there is, where its relative clause tells what that does: `ada 20 warga yang mengungsi`.
pub(super) fn existing(clauses: &Clauses<'_>, at: usize) -> Option<Subject> {
    let clause = clauses.clause(at);
    let verb = group_start(clauses, at, clause.start);
    let relative = verb.checked_sub(1).filter(|&i| i > clause.start && clauses.is(i, Small::Relative))?;
    let open = (clause.start..relative).find(|&i| clauses.is(i, Small::Exists))?;
    let own = (open + 1..relative).filter(|&i| !clauses.tokens[i].aside && !clauses.tokens[i].timed);
    let words: Vec<&str> = own.map(|i| clauses.word(i)).collect();
    let fits = !words.is_empty() && words.len() <= EXISTING_WORDS;
    fits.then(|| Subject { text: words.join(" "), end: relative + 1, names: Vec::new() })
}

/// The tokens between the two commas around `at`.
pub(super) fn segment(clauses: &Clauses<'_>, at: usize) -> Range<usize> {
    let number = clauses.tokens[at].clause;
    let start = (0..at).rev().take_while(|&i| clauses.tokens[i].clause == number).last().unwrap_or(at);
    start..at + 1
}

pub(super) fn reports(clauses: &Clauses<'_>, at: usize) -> bool {
    let form = clauses.phrase(at, |e| e.reporting).map(|(_, form)| form);
    !clauses.tokens[at].capital && !clauses.is_noun(at) && form.is_some_and(|f| f.verb && f.needs == Needs::Nothing)
}

fn is_verb(clauses: &Clauses<'_>, at: usize) -> bool {
    let token = &clauses.tokens[at];
    token.word.is_verb(3) && !token.capital && !clauses.is_noun(at) && !triggers::stands_as_noun(clauses, at)
}

/// The first token of the verb group that ends at `at`: auxiliaries and adverbs before it belong to it.
pub(super) fn group_start(clauses: &Clauses<'_>, at: usize, from: usize) -> usize {
    let belongs = |i: usize| {
        let token = &clauses.tokens[i];
        // `Jawa Tengah mengirim`: a part of a name is no adverb.
        // `was seriously injured`
        let adverb = || {
            let led = i.checked_sub(1).is_some_and(|before| clauses.is(before, Small::Auxiliary));
            led && i + 1 == at && clauses.lexicon.is_adverb(&token.lower)
        };
        let small = || clauses.is(i, Small::Auxiliary) || clauses.is(i, Small::Skip) || adverb();
        let named = is_of_name(clauses, i) || token.capital && token.place.is_some();
        token.aside || token.timed || !named && small()
    };
    let group = |at: usize| (from..at).rev().take_while(|&i| belongs(i)).last().unwrap_or(at);
    let start = group(at);
    // `has yet to sign`: a phrase that denies the verb behind it belongs to it as a whole.
    let denies = |i: &usize| {
        let cue = clauses.phrase(*i, |e| e.mood).filter(|(_, mood)| mood.cue == Cue::Negated && !mood.weak);
        cue.is_some_and(|(last, _)| last > *i && last + 1 == start)
    };
    (from..start).rev().take(DENIAL_WORDS).find(denies).map_or(start, group)
}

/// Whether a small word with a capital ends a name, as in `Polda Kalimantan Tengah menangkap`; in a headline all words have one.
fn is_of_name(clauses: &Clauses<'_>, at: usize) -> bool {
    let capital = |i: usize| clauses.tokens.get(i).is_some_and(|t| t.capital);
    at > 0 && capital(at) && capital(at - 1) && clauses.gap(at) == " " && !capital(at + 1)
}

/// The subject among the tokens before a verb group: the first noun phrase that no preposition opens.
fn head(clauses: &Clauses<'_>, range: Range<usize>, cast: &Cast<'_>) -> Option<Subject> {
    let mut start = range.start;
    let outside = |i: usize| clauses.tokens[i].timed || clauses.tokens[i].aside;
    while start < range.end {
        // `sejak Rusia melancarkan`: before a verb's subject the word joins clauses.
        let joins = [Small::Since, Small::Until].iter().any(|&class| clauses.is(start, class));
        let named = clauses.tokens.get(start + 1).is_some_and(|t| t.capital && !t.timed);
        if joins && named
            || outside(start)
            || clauses.is(start, Small::Skip)
            || clauses.is(start, Small::Also)
            || clauses.opens(start)
        {
            start += 1;
        } else if let Some(end) = connects(clauses, start) {
            start = end;
        } else if clauses.is(start, Small::Preposition) && !counts(clauses, start) || clauses.is(start, Small::That) {
            start = after_preposition(clauses, start + 1, range.end);
        } else {
            break;
        }
    }
    if start < range.end && clauses.is(start, Small::Relative) {
        return None;
    }
    let mut end = (start..range.end)
        .find(|&i| {
            i > start
                && (clauses.is(i, Small::Relative)
                    || clauses.is(i, Small::Preposition) && !clauses.tokens[i].capital && !joins_name(clauses, i)
                    || is_verb(clauses, i))
        })
        .unwrap_or(range.end);
    // `Jawa Tengah`: a part of a name says nothing else.
    let skipped = |i: usize| clauses.is(i, Small::Skip) && clauses.tokens[i].place.is_none() && !is_of_name(clauses, i);
    while end > start && (outside(end - 1) || skipped(end - 1)) {
        end -= 1;
    }
    if start >= end {
        return None;
    }
    if let Some(found) = pronoun(clauses, start..end, cast) {
        return Some(found);
    }
    phrase(clauses, start..end)
}

/// Whether a word makes the number behind it a rough one, and opens no phrase of its own: `around 40 people`.
fn counts(clauses: &Clauses<'_>, at: usize) -> bool {
    clauses.is(at, Small::Amount) && clauses.tokens.get(at + 1).is_some_and(|t| t.number && !t.timed)
}

/// One past a connective before a date (`Ketika pekan lalu harga turun`) or an adverb of two words (`Sementara itu`).
fn connects(clauses: &Clauses<'_>, at: usize) -> Option<usize> {
    let adverb = clauses.phrase(at, |e| e.adverb).map(|(last, _)| last);
    let joins = clauses.phrase(at, |e| e.relation).map(|(last, _)| last);
    let timed = |last: &usize| clauses.tokens.get(last + 1).is_some_and(|next| next.timed);
    adverb.filter(|&last| last > at).or(joins.filter(timed)).map(|last| last + 1)
}

/// Whether a preposition belongs to the noun before it, as in `Bank of England` and `thousands of teachers`.
fn joins_name(clauses: &Clauses<'_>, at: usize) -> bool {
    clauses.is(at, Small::Of) && at > 0 && clauses.gap(at).trim().is_empty()
}

/// The end of a phrase that a preposition opened: a name with what stands before it, or a noun.
fn after_preposition(clauses: &Clauses<'_>, from: usize, end: usize) -> usize {
    let mut i = from;
    let mut named = false;
    while i < end {
        let token = &clauses.tokens[i];
        if clauses.is(i, Small::Preposition) || clauses.is(i, Small::Relative) {
            return i;
        }
        if named && !token.capital && !token.aside && !token.timed && !token.number {
            return i;
        }
        // After a place's name a further name starts the subject: `Di Jakarta Prabowo menerima`.
        let place_ends = i > from && clauses.tokens[i - 1].place.is_some() && token.place.is_none();
        // After a date as well: `Pada Rabu (14/2) Presiden Prabowo berangkat`.
        let time_ends = i > from && clauses.tokens[i - 1].timed && !token.timed && !token.aside;
        if named && token.capital && (place_ends || time_ends) {
            return i;
        }
        named |= token.capital || token.timed;
        i += 1;
    }
    i
}

fn pronoun(clauses: &Clauses<'_>, range: Range<usize>, cast: &Cast<'_>) -> Option<Subject> {
    let whole = |class| clauses.small(range.start, class).is_some_and(|last| last + 1 >= range.end);
    // `Ia terlihat berhenti`: a pronoun is the whole subject whatever follows.
    if whole(Small::Person) || clauses.is(range.start, Small::Person) {
        let name = cast.meant(clauses.tokens.get(range.start)?.word)?.to_string();
        let end = clauses.small(range.start, Small::Person).map_or(range.end, |last| last + 1);
        return Some(Subject { text: name.clone(), end, names: vec![name] });
    }
    if whole(Small::Anaphor) {
        let noun = range.clone().rfind(|&i| !clauses.is(i, Small::Definite))?;
        let name = cast.only(clauses.tokens.get(noun)?.lower.as_ref())?.to_string();
        return Some(Subject { text: name.clone(), end: range.end, names: vec![name] });
    }
    if whole(Small::Group) {
        let (first, second) = cast.pair()?;
        let names = vec![first.to_string(), second.to_string()];
        let whole = clauses.lexicon.phrases.fill("both", &[first, second]);
        let family = |name: &'_ str| name.split_whitespace().last().unwrap_or_default().to_string();
        // Two full names with their offices leave no room for what they do.
        let short = || clauses.lexicon.phrases.fill("both", &[&family(first), &family(second)]);
        let text = if whole.chars().count() > LONGEST_PAIR { short() } else { whole };
        return Some(Subject { text, end: range.end, names });
    }
    None
}

/// A noun phrase as a subject: names without titles, other nouns as they stand.
fn phrase(clauses: &Clauses<'_>, range: Range<usize>) -> Option<Subject> {
    let mut names = Vec::new();
    let mut pieces = Vec::new();
    for part in parts(clauses, range.clone()) {
        match name(clauses, part.clone()) {
            Some(name) => {
                let short = short_form(clauses, &part).filter(|_| name.chars().count() > LONG_NAME);
                pieces.push(short.unwrap_or_else(|| name.clone()));
                names.push(name);
            }
            None => pieces.push(clauses.words(&trimmed(clauses, part))),
        }
    }
    // `Neither Turkey nor Greece`: nobody is named of whom it is true.
    let denies = |i: usize| clauses.tokens[i].word.mood.is_some_and(|mood| mood.cue == Cue::Negated && !mood.weak);
    if range.clone().any(denies) {
        names.clear();
        pieces.clear();
    }
    let text = match (pieces.as_slice(), names.is_empty()) {
        ([first, second], false) => clauses.lexicon.phrases.fill("both", &[first, second]),
        ([single], false) => single.clone(),
        _ => clauses.words(&trimmed(clauses, range.clone())),
    };
    let long = text.split_whitespace().count() > SUBJECT_WORDS;
    if text.is_empty() || long && names.is_empty() {
        return None;
    }
    Some(Subject { text, end: range.end, names })
}

/// The phrase without what stands in brackets at its ends.
fn trimmed(clauses: &Clauses<'_>, range: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = range;
    while start < end && (clauses.tokens[start].aside || clauses.tokens[start].timed) {
        start += 1;
    }
    while start < end && (clauses.tokens[end - 1].aside || clauses.tokens[end - 1].timed) {
        end -= 1;
    }
    start..end
}

/// A phrase at its `dan`: `Prabowo dan Gibran`, but only where names stand on both sides.
fn parts(clauses: &Clauses<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    let joint = range.clone().find(|&i| {
        clauses.is(i, Small::Also)
            && i > range.start
            && clauses.tokens[i - 1].capital
            && clauses.tokens.get(i + 1).is_some_and(|t| t.capital || clauses.is(i + 1, Small::Determiner))
            && name(clauses, range.start..i).is_some()
            // `Presiden A dan Presiden B`: a second title starts a second person.
            && (!opens_office(clauses, range.start..i) || titles_end(clauses, i + 1, range.end) > i + 1)
            && name(clauses, i + 1..range.end).is_some()
    });
    match joint {
        Some(at) => vec![range.start..at, at + 1..range.end],
        None => vec![range],
    }
}

/// Those who take part in an event, with their roles.
pub(super) fn roles(
    clauses: &Clauses<'_>,
    token: usize,
    last: usize,
    category: Category,
    subject: Option<&Subject>,
    speech: bool,
) -> Vec<Actor> {
    let passive = is_passive(clauses, token);
    let role = match (speech, passive, category) {
        (true, _, _) => "speaker",
        (_, true, _) => "patient",
        (_, _, Category::Meeting) => "participant",
        _ => "agent",
    };
    let mut who: Vec<Actor> =
        subject.iter().flat_map(|s| &s.names).map(|name| Actor { name: name.clone(), role }).collect();
    if speech {
        return who;
    }
    let clause = clauses.clause(token);
    let by = (last + 1..clause.end).find(|&i| passive && clauses.is(i, Small::Agent)).map(|i| i + 1);
    let bare = (passive && clauses.tokens.get(last + 1).is_some_and(|t| t.capital)).then_some(last + 1);
    let with = (category == Category::Meeting)
        .then(|| if clauses.is(last + 1, Small::Together) { last + 2 } else { last + 1 })
        .filter(|&i| clauses.tokens.get(i).is_some_and(|t| t.capital));
    // `menangkap Dedi Hartono`: a person right behind an active verb is whom it befalls.
    let noun = clauses.tokens[token].word.trigger.is_some_and(|t| t.noun);
    let object = (!passive && !noun && category != Category::Meeting)
        .then_some(last + 1)
        .filter(|&i| clauses.tokens.get(i).is_some_and(|t| t.capital && !t.timed && t.place.is_none()));
    let other = match (passive, object) {
        (true, _) => "agent",
        (false, Some(_)) => "patient",
        (false, None) => "participant",
    };
    if let Some(from) = by.or(bare).or(with).or(object) {
        let end = (from..clause.end)
            .find(|&i| i > from && !clauses.tokens[i].capital && clauses.tokens[i - 1].capital)
            .unwrap_or(clause.end);
        let names = from..end;
        // A place is nobody; that of an office (`Presiden Prancis Emmanuel Macron`) is no part of the name.
        let placed = |name: &str| {
            let is_in = |i: usize| name.split_whitespace().any(|word| word == clauses.word(i));
            names.clone().any(|i| clauses.tokens[i].place.is_some() && is_in(i))
        };
        let thing = clauses.is(from, Small::Thing);
        if let Some(name) = name(clauses, names.clone()).filter(|name| !thing && !placed(name))
            && !who.iter().any(|a| a.name == name)
            && (object.is_none() || is_somebody(clauses, &name) || is_aged(clauses, &name))
        {
            who.push(Actor { name, role: other });
        }
    }
    who
}

/// Whether a name is a person's or a body's, and not a sum or a work.
fn is_somebody(clauses: &Clauses<'_>, name: &str) -> bool {
    let known = |w: &str| {
        clauses.lexicon.persons.contains(w) || clauses.lexicon.organisations.contains(w.to_lowercase().as_str())
    };
    name.split_whitespace().any(known)
}

/// Whether an auxiliary of the passive or the perfect stands before a verb: `scheduled for Monday, was cancelled`.
pub(super) fn is_finite(clauses: &Clauses<'_>, at: usize) -> bool {
    let auxiliary = |i: usize| clauses.is(i, Small::Passive) || clauses.is(i, Small::Perfect);
    at.checked_sub(1).is_some_and(auxiliary)
}

/// Whether the trigger is a passive: by its form, or by the word before it.
pub(super) fn is_passive(clauses: &Clauses<'_>, at: usize) -> bool {
    let token = &clauses.tokens[at];
    if token.word.trigger.is_some_and(|t| t.noun) {
        return false;
    }
    let lower = token.lower.as_ref();
    let formed = clauses.lexicon.passive_prefixes().any(|prefix| lower.starts_with(prefix));
    formed || (at.saturating_sub(2)..at).any(|i| clauses.is(i, Small::Passive))
}
