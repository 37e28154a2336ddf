//! Which words of a sentence tell of a happening, and which only report one.

use super::actors;
use super::clause::Clauses;
use super::lexicon::{Cue, Reporting, Small, Stance, Trigger};
use super::modality::{self, Reading};
use super::pairs;
use super::relative;
use super::speech::{self, Speech};
use super::{Category, Modality, RelationKind};

/// A trigger met in a sentence, by token index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub token: usize,
    pub last: usize,
    pub trigger: Trigger,
    pub reading: Reading,
    /// The speech itself is the event.
    pub speech: bool,
    /// The speech is what happened and no plan by itself: `meminta`, but not `menargetkan`.
    pub acts: bool,
    /// The speech is a plan.
    pub plans: bool,
    /// The clause is opened by a connective or a relative word.
    pub below: bool,
    /// It stands in quoted words.
    pub quoted: bool,
    score: i32,
}

/// Below this a trigger without a date or a place in its clause tells of no event.
const LEAST: i32 = 2;
/// From this weight on, a second trigger of a sentence is an event of its own.
pub(super) const SECOND_WEIGHT: i32 = 3;
/// What standing in a quotation costs: quoted words are claims of their speaker, not the article's.
const QUOTED: i32 = 20;
/// What it is worth that the speech itself is the event.
const ACTS: i32 = 2;
/// What an aim, a wish or a condition costs.
const AIM: i32 = 5;
/// What a subordinate or relative clause costs.
const BELOW: i32 = 2;
/// What a verb costs that only says that a noun took place.
const LIGHT: i32 = 4;
/// What a verb at the very start costs: most often it is a noun or an aim (`Rescue teams …`).
const FIRST: i32 = 3;
/// What a noun within an adverbial phrase costs.
const ADJUNCT: i32 = 3;
/// Words of a phrase of mood before one within it.
const MOOD_WORDS: usize = 2;
/// Words between one that says that a plan was changed and its verb.
const SUPERSEDED_WORDS: usize = 3;
/// Words between a verb of taking place and the noun behind it.
const SUPPORT_WORDS: usize = 4;
/// Words behind which a relative clause may have ended.
const RELATIVE_WORDS: usize = 4;
/// Words between the preposition and such a noun.
const ADJUNCT_WORDS: usize = 3;
/// What a relative clause behind an object costs.
const OBJECT: i32 = 6;
/// Words from the word for a role (`sebagai`) to a verb that belongs to it.
const ROLE_WORDS: usize = 2;
/// Words from a noun to the verb that says that it is planned.
const PLAN_WORDS: usize = 3;
/// What an own date or place is worth.
const ANCHORED: i32 = 2;

/// The events of a sentence by their triggers, in text order: the best one, a second where a connective joins it,
/// and the speech that reports them where it is news by itself.
pub(super) fn hits(clauses: &Clauses<'_>, speech: Option<&Speech>) -> Vec<Hit> {
    let found = candidates(clauses, speech, false);
    // `After ordering residents to leave, the navy struck two barges`: of two that are as likely, what hangs on the other tells when.
    let rank = |h: &Hit| (h.score, !h.below, usize::MAX - h.token);
    let best = found.iter().copied().filter(|h| h.score >= LEAST).max_by_key(rank);
    let mut chosen: Vec<Hit> = best.into_iter().collect();
    if let Some(best) = best {
        let second = found.iter().copied().filter(|h| {
            let (a, b) = (best.token.min(h.token), best.token.max(h.token));
            let linked = (a..b).any(|i| clauses.opens(i) && pairs::linking(clauses, i) || pairs::continues(clauses, i));
            let parted = pairs::parted(clauses, &best, h);
            let set = pairs::set_against(clauses, &best, h);
            let linked =
                linked || pairs::settles(clauses, &best, h) || pairs::dates_anew(clauses, &best, h) || parted || set;
            // `pulled two children from the rubble after a school collapsed`
            let told = !h.trigger.noun || taking_place(clauses, h.token, h.last).is_some();
            let after = clauses.opener(h.token).filter(|&open| open + 1 < h.token && told && !h.trigger.gerund);
            let kind = after.and_then(|open| clauses.phrase(open, |e| e.relation)).map(|(_, kind)| kind);
            // `At least 31 people were killed when a storm hit Goma on Friday`
            let during = kind == Some(RelationKind::During) && is_anchored(clauses, h.token);
            let after = kind == Some(RelationKind::After) || during && !clauses.lexicon.is_head_first();
            let clear = h.trigger.weight >= SECOND_WEIGHT || after || clauses.follows_sequel(h.token) || parted;
            let clear = clear || set && is_anchored(clauses, h.token);
            let same = best.trigger.noun && taking_place(clauses, best.token, best.last) == Some(h.token);
            let linked = linked && !same;
            h.token != best.token && clear && h.score >= LEAST && linked
        });
        chosen.extend(second.max_by_key(|h| (h.score, usize::MAX - h.token)));
    }
    if let Some(speech) = speech.filter(|s| s.form.verb) {
        let doubtful =
            best.is_none_or(|b| b.reading.modality != Modality::Asserted || b.trigger.weight < SECOND_WEIGHT);
        let named = speech.form.pronoun
            || speech.source.clone().any(|i| {
                clauses.tokens[i].capital && clauses.tokens[i].place.is_none() || clauses.is(i, Small::Person)
            });
        // What nameless `para ahli` hold possible is news as such, not that they said it.
        let doubtful = doubtful && (named || best.is_none());
        // Who tells of a dated or placed happening behind it (`The ferry sank off Tern Point on Monday, the navy said`) is its source.
        let told = |b: Hit| {
            let said = speech.content.contains(&b.token) && speech.content.end <= speech.token && !speech.quotes;
            said && !b.trigger.noun && b.reading.modality == Modality::Asserted && is_anchored(clauses, b.token)
        };
        let doubtful = doubtful && !best.is_some_and(told);
        // `reported a loss after writing down its fleet`
        let doubtful = doubtful || best.is_some_and(|b| b.below && b.trigger.gerund);
        let dated = clauses.tokens.iter().any(|t| t.timed && !t.quoted);
        // A weak sign in what is said is told by the saying (`Budi: jembatan itu langkah pembangunan`).
        if doubtful && best.is_some_and(|b| is_repeated(clauses, speech, &b)) {
            chosen.retain(|hit| best.is_none_or(|b| b.token != hit.token));
        }
        if (doubtful || dated && speech.quotes) && !chosen.iter().any(|h| h.token == speech.token) {
            let mut hit = spoken(clauses, speech);
            if !named
                && !speech.quotes
                && hit.reading.modality == Modality::Asserted
                && modality::hedged(clauses, speech.content.clone())
            {
                hit.reading.modality = Modality::ReportedPossible;
            }
            chosen.push(hit);
        }
    }
    chosen.sort_by_key(|h| h.token);
    chosen
}

/// Whether the label of a speech, which tells its content, already tells all that a weak, undated and certain sign in it
/// could.
fn is_repeated(clauses: &Clauses<'_>, speech: &Speech, hit: &Hit) -> bool {
    let opens = clauses.clause(speech.content.start).contains(&hit.token);
    let said = speech.content.contains(&hit.token) && opens && !hit.speech && !hit.reading.negated;
    let weak = hit.trigger.weight < SECOND_WEIGHT || hit.trigger.noun;
    said && weak && hit.reading.modality == Modality::Asserted && !is_anchored(clauses, hit.token)
}

/// What a headline tells, likeliest first.
pub(super) fn headline(clauses: &Clauses<'_>) -> Vec<Hit> {
    let mut found = candidates(clauses, None, true);
    found.sort_by_key(|h| (std::cmp::Reverse(h.score), h.token));
    found
}

fn spoken(clauses: &Clauses<'_>, speech: &Speech) -> Hit {
    let trigger = Trigger {
        category: Category::Statement,
        weight: 1,
        noun: false,
        travel: false,
        present: false,
        gerund: false,
        as_noun: None,
        family: "",
    };
    let mut reading = modality::read(clauses, speech.token);
    if speech.quotes {
        // The words stand there, so they were said.
        (reading.modality, reading.negated) = (Modality::Asserted, false);
    }
    let told = speech.form.stance != Stance::Says;
    let plans = told && plans(clauses, speech.token);
    if plans {
        reading = aimed(clauses, speech.token, reading);
    }
    let acts = told && !plans;
    Hit {
        token: speech.token,
        last: speech.last,
        trigger,
        reading,
        speech: true,
        acts,
        plans,
        below: false,
        quoted: false,
        score: 0,
    }
}

/// The reading of a verb that is a plan by itself: what is targeted (`ditargetkan`) is planned, while that somebody
/// promises or hopes happens.
fn aimed(clauses: &Clauses<'_>, at: usize, reading: Reading) -> Reading {
    let mood = clauses.tokens.get(at).and_then(|t| t.word.mood);
    let formed = clauses.lexicon.passive_prefixes().any(|p| clauses.tokens[at].lower.starts_with(p));
    let strong = formed && mood.is_some_and(|m| !m.weak) && reading.modality == Modality::Asserted;
    Reading { modality: if strong { Modality::Planned } else { reading.modality }, ..reading }
}

/// Whether a verb says by itself that its content is to come, so that the two are one happening.
fn plans(clauses: &Clauses<'_>, at: usize) -> bool {
    clauses.tokens.get(at).and_then(|t| t.word.mood).is_some_and(|m| m.cue == Cue::Planned)
}

/// Whether a word has the beginning of a verb that somebody does or that is done to somebody: it is no adjective.
pub(super) fn is_formed(clauses: &Clauses<'_>, at: usize) -> bool {
    let lower = clauses.tokens[at].lower.as_ref();
    let mut prefixes = clauses.lexicon.active_prefixes().chain(clauses.lexicon.passive_prefixes());
    prefixes.any(|prefix| lower.starts_with(prefix))
}

/// The verb behind an auxiliary of mood that stands right behind a token.
fn auxiliary_behind(clauses: &Clauses<'_>, last: usize) -> Option<usize> {
    let clause = clauses.clause(last);
    let auxiliary = |i: usize| clauses.is(i, Small::Auxiliary) || clauses.is(i, Small::Skip);
    // `A trial is unlikely to begin`, `wabah dikhawatirkan meluas`
    let mood = |i: usize| clauses.phrase(i, |e| e.mood).is_some_and(|(_, mood)| !mood.weak && mood.cue != Cue::Negated);
    let at = (last + 1..clause.end).find(|&i| !auxiliary(i) || mood(i)).filter(|&i| mood(i))?;
    let end = clauses.phrase(at, |e| e.mood).map_or(at, |(end, _)| end);
    // `A launch scheduled for Wednesday was cancelled`
    let dated = clauses.is(end + 1, Small::Preposition) && clauses.tokens.get(end + 2).is_some_and(|t| t.timed);
    if dated && (end + 2..clause.end).any(|i| clauses.is(i, Small::Passive)) {
        return None;
    }
    (end + 1..clause.end).find(|&i| !auxiliary(i))
}

fn candidates(clauses: &Clauses<'_>, speech: Option<&Speech>, is_headline: bool) -> Vec<Hit> {
    let mut found = Vec::new();
    let mut next = 0;
    while next < clauses.tokens.len() {
        let token = next;
        next += 1;
        let word = &clauses.tokens[token];
        // A capital inside the sentence is a name, and names are no events; a date tells when, not what.
        if word.timed || word.capital && token > 0 && !clauses.gap(token).contains(['"', '“', ':']) {
            continue;
        }
        // `found guilty` reports nothing.
        let phrase = clauses.phrase(token, |e| e.trigger).is_some_and(|(last, _)| last > token);
        let spoken = speech.is_some_and(|s| s.token == token);
        // `Her body was found on Monday`, but not `was found to have died`
        let befell = actors::is_passive(clauses, token)
            && !clauses.is(token + 1, Small::Purpose)
            && !clauses.is(token + 1, Small::That);
        let does = |r: Reporting| r.clausal && !spoken && (befell || speech::takes_thing(clauses, token));
        let source = spoken && speech.is_some_and(|s| s.form.stance == Stance::Says);
        let says = |r: Reporting| (r.stance == Stance::Says || source) && (!r.participle || spoken) && !does(r);
        if word.word.reporting.is_some_and(says) && !phrase || clauses.is_apart(token) {
            continue;
        }
        // `is scheduled to meet`
        let covers = |i: usize| clauses.phrase(i, |e| e.mood).is_some_and(|(end, mood)| end >= token && !mood.weak);
        let verb = |i: usize| clauses.tokens[i].word.trigger.is_some_and(|t| !t.noun) && !clauses.is_noun(i);
        let further = (token + 1..clauses.clause(token).end).any(verb);
        // `failed to agree`: a phrase that says how certain the next verb is.
        let leads = |i: usize| clauses.phrase(i, |e| e.mood).is_some_and(|(end, mood)| end > token && !mood.weak);
        if leads(token) && clauses.phrase(token, |e| e.trigger).is_none_or(|(end, _)| end == token) {
            continue;
        }
        if further && (token.saturating_sub(MOOD_WORDS)..token).any(covers) && !word.word.is(Small::Light) {
            continue;
        }
        // `diduga`, `berencana` say how certain a happening is; they are none.
        // `didakwa menerima suap`: what somebody is charged with; the charge alone is a happening.
        let alone = word.word.is_verb(1) && !further;
        if word.word.mood.is_some_and(|m| !m.weak && m.cue != Cue::Negated) && !alone {
            continue;
        }
        // `laga yang semula digelar Sabtu`: a plan that was changed never happened.
        let from = clauses.clause(token).start.max(token.saturating_sub(SUPERSEDED_WORDS));
        let changed = (from..token).find(|&i| clauses.small(i, Small::Superseded).is_some());
        let planned = |i: usize| {
            let mood = clauses.phrase(i, |e| e.mood).is_some_and(|(_, mood)| mood.cue == Cue::Planned && !mood.weak);
            mood || clauses.is(i, Small::Light)
        };
        if changed.is_some_and(|i| (i + 1..=token).any(planned)) && !actors::is_finite(clauses, token) {
            continue;
        }
        // What is asked for, promised or denied is not what happened; the asking is.
        let act = speech.filter(|s| s.form.stance != Stance::Says);
        let wished = act.is_some_and(|s| s.content.contains(&token));
        let acts = act.is_some_and(|s| s.token == token);
        let Some((last, trigger)) = clauses.phrase(token, |e| e.trigger) else { continue };
        let Some(trigger) = Some(trigger).filter(|_| is_headline).or_else(|| as_it_stands(clauses, token, trigger))
        else {
            continue;
        };
        // `merger agreement` is as sure as a merger.
        let kind =
            token.checked_sub(1).and_then(|i| clauses.tokens[i].word.trigger).filter(|t| t.noun || t.as_noun.is_some());
        let beside = trigger.noun && !clauses.lexicon.is_head_first() && clauses.gap(token) == " ";
        let weight = kind
            .filter(|_| beside)
            .map_or(trigger.weight, |kind| trigger.weight.max(kind.as_noun.unwrap_or(kind.weight)));
        let trigger = Trigger { weight, ..trigger };
        let trigger = Trigger { noun: trigger.noun || is_bare_noun(clauses, token, &trigger), ..trigger };
        if !trigger.noun && clauses.is_noun(token) || trigger.noun && clauses.tokens[last].capital && last > token {
            continue;
        }
        // `didampingi istrinya` tells how, not what; where nobody stands before it, it is no event.
        let clause = clauses.clause(token);
        if !trigger.noun && clauses.is(token, Small::Preposition) && token == clause.start {
            continue;
        }
        // `a final decision`, `murder trial`: a noun before another one only tells of which kind that is.
        let next_noun =
            clauses.phrase(last + 1, |e| e.trigger).is_some_and(|(end, t)| t.noun && !clauses.tokens[end].capital);
        if trigger.noun && next_noun && !clauses.lexicon.is_head_first() && clauses.gap(last + 1) == " " {
            continue;
        }
        // What a verb does to something that only quoted words name is not told.
        if !trigger.noun && !word.quoted && clauses.tokens.get(last + 1).is_some_and(|t| t.quoted) {
            continue;
        }
        next = last + 1;
        // `melaporkan perkembangan itu kepada Presiden`: what somebody reports is no happening beside the report.
        let reported =
            speech.is_some_and(|s| s.form.verb && token == s.last + 1 && clauses.is(last + 1, Small::Definite));
        if trigger.noun && reported && !clauses.is(last + 2, Small::Light) {
            continue;
        }
        // `Tragedi ini menjadi yang terburuk kedua`: what something is is no happening.
        let verb = (last + 1..clause.end).find(|&i| clauses.small(i, Small::Definite).is_none());
        let is_such =
            |i: usize| clauses.is(i + 1, Small::Relative) || clauses.small(i + 1, Small::Superlative).is_some();
        if trigger.noun && token == clause.start && verb.is_some_and(|i| clauses.is(i, Small::Copula) && is_such(i)) {
            continue;
        }
        let mut reading = modality::read(clauses, token);
        // `No country signed the pact`: the verb says whether what the noun names came to be.
        let verb = (clause.start.max(token.saturating_sub(SUPPORT_WORDS))..token)
            .rev()
            .find(|&i| trigger.noun && clauses.is(i, Small::Light) && !clauses.is_noun(i));
        if let Some(said) = verb.map(|verb| modality::read(clauses, verb)).filter(|said| said.negated) {
            reading = Reading { starts: reading.starts, ..said };
        }
        // What somebody says could be (`dapat membantu membangun`) is no fact, however far the cue stands.
        let said = speech.filter(|s| s.content.contains(&token) && reading.modality == Modality::Asserted);
        if said.is_some_and(|s| modality::hedged(clauses, s.content.start..token)) {
            reading.modality = Modality::ReportedPossible;
        }
        // `Sidang dijadwalkan digelar`: the verb that says that it takes place says how certainly.
        if let Some(verb) = taking_place(clauses, token, last).filter(|_| trigger.noun && !reading.negated) {
            let said = modality::read(clauses, verb);
            reading = if reading.modality == Modality::Asserted { said } else { reading };
        }
        // `A strong quake may hit Padang`: so does the verb of which the noun is the subject.
        if let Some(verb) =
            auxiliary_behind(clauses, last).filter(|_| trigger.noun && reading.modality == Modality::Asserted)
        {
            let said = modality::read(clauses, verb);
            reading = if said.modality == Modality::Asserted { reading } else { said };
        }
        // `Sopir diduga mengantuk`: where no known verb follows, the word that says how certain it is stands for it.
        let doubt = word.word.mood.is_some_and(|m| !m.weak && matches!(m.cue, Cue::Possible | Cue::Reported));
        if alone && doubt && reading.modality == Modality::Asserted && !reading.negated {
            (reading.modality, reading.reported) = (Modality::ReportedPossible, true);
        }
        let sequel = trigger.noun && clauses.follows_sequel(token);
        let below = is_below(clauses, token) && !sequel;
        // `menetapkan Prabowo sebagai presiden terpilih`: as what somebody is named is not what happens.
        let named = !trigger.noun && !is_formed(clauses, token) && {
            let from = clause.start.max(token.saturating_sub(ROLE_WORDS));
            (from..token).rev().take_while(|&i| !clauses.is(i, Small::Also)).any(|i| clauses.is(i, Small::Role))
        };
        let supported = sequel || trigger.noun && is_supported(clauses, token, last);
        let score = trigger.weight * 2
            + ANCHORED * i32::from(is_anchored(clauses, token))
            + i32::from(trigger.noun && supported)
            - 2 * i32::from(trigger.noun && !supported)
            - LIGHT * i32::from(clauses.small(token, Small::Light).is_some() && !befalls(clauses, token, &trigger))
            - BELOW * i32::from(below)
            - OBJECT * i32::from(below && !trigger.noun && relative::hangs_on_main(clauses, token))
            - OBJECT
                * i32::from(
                    !trigger.noun
                        && (named || relative::is_of_object(clauses, token) || relative::tells_which(clauses, token)),
                )
            - OBJECT * i32::from(!trigger.noun && relative::tells_of_subject(clauses, token))
            - OBJECT * i32::from(!trigger.noun && relative::is_participle(clauses, token))
            - OBJECT * i32::from(is_condition(clauses, token))
            - AIM * i32::from(reading.aim || wished)
            + ACTS * i32::from(acts && !below)
            - if word.quoted && !is_told_in_words(clauses, token, &trigger) { QUOTED } else { 0 };
        let plans = acts && plans(clauses, token);
        if plans {
            reading = aimed(clauses, token, reading);
        }
        let quoted = word.quoted;
        let acts = (acts, acts && !plans);
        found.push(Hit { token, last, trigger, reading, speech: acts.0, acts: acts.1, plans, below, quoted, score });
    }
    // Where nothing else tells of a happening, a weak sign is better than none.
    if found.len() > 1 || speech.is_some() {
        let told: Vec<(usize, bool)> = found.iter().map(|hit| (hit.last, hit.trigger.noun)).collect();
        for hit in &mut found {
            // `gunung itu meletus dan memaksa warga mengungsi`: what comes of it hangs on what the subject does first.
            let joined = |&(last, noun): &(usize, bool)| {
                !noun
                    && last < hit.token
                    && clauses.clause(hit.token).contains(&last)
                    && (last + 1..hit.token).any(|i| clauses.is(i, Small::Also))
            };
            hit.score -= BELOW * i32::from(!hit.trigger.noun && told.iter().any(joined));
            let noun = hit.trigger.noun && !clauses.follows_sequel(hit.token);
            let adjunct = noun && is_adjunct(clauses, hit.token, hit.last);
            // `…, killing one worker`: what only follows from the main clause has no subject of its own.
            let follows = hit.token > 0
                && !hit.trigger.noun
                && clauses.clause(hit.token).start == hit.token
                && clauses.tokens[hit.token].clause != clauses.tokens[hit.token - 1].clause;
            // `The bridge, which was built in 1932, collapsed` goes on with the main clause.
            let aside = |last: usize| {
                let segment = actors::segment(clauses, last);
                // `A volcano, Mount Soputan, erupted`: nor does what only names it.
                let bare = !segment.clone().any(|i| clauses.tokens[i].word.is_verb(0) && !clauses.tokens[i].capital);
                segment.start > 0 && (bare || clauses.is(segment.start, Small::Relative))
            };
            let follows = follows && !hit.token.checked_sub(1).is_some_and(aside);
            let first = hit.token == 0 && !hit.trigger.noun;
            hit.score -= ADJUNCT * i32::from(adjunct) + FIRST * i32::from(first || follows);
        }
    }
    found
}

/// Whether a form of a verb stands as a noun, with nothing before it that would make it a verb: `the Trump travel ban`.
pub(super) fn stands_as_noun(clauses: &Clauses<'_>, at: usize) -> bool {
    let trigger = clauses.tokens[at].word.trigger.filter(|trigger| trigger.present);
    trigger.is_some_and(|trigger| as_it_stands(clauses, at, trigger).is_none_or(|stands| stands.noun))
}

/// A trigger as what stands before it has it: a verb whose form can be a noun's (`parking charges`) is one only behind a subject
/// or an auxiliary, and an auxiliary of the passive or the perfect makes any form surely a verb (`has been jailed`).
pub(super) fn as_it_stands(clauses: &Clauses<'_>, at: usize, trigger: Trigger) -> Option<Trigger> {
    let before = at.checked_sub(1).filter(|&i| clauses.clause(at).contains(&i));
    // `The strike began on Monday`: behind a determiner the noun is told as a happening by the verb that says that it took place.
    let told = || {
        let last = clauses.phrase(at, |e| e.trigger).map_or(at, |(last, _)| last);
        let verb = taking_place(clauses, at, last);
        let exists = (clauses.clause(at).start..at).any(|i| clauses.small(i, Small::Exists).is_some());
        // `The launch is planned for Dec. 8`
        let planned = |i: usize| clauses.phrase(i, |e| e.mood).is_some_and(|(_, m)| m.cue == Cue::Planned && !m.weak);
        let behind = clauses.clause(at).end.min(last + 1 + PLAN_WORDS);
        exists
            || (last + 1..behind).any(planned)
            || verb.is_some_and(|i| clauses.tokens[i].word.trigger.is_none_or(|t| t.weight < SECOND_WEIGHT))
    };
    let noun = |trigger: Trigger| {
        let weight = trigger.as_noun.filter(|_| !clauses.is_noun(at) || told())?;
        let weight = if weight > 0 { weight.max(trigger.weight - 1) } else { weight };
        Some(Trigger { noun: true, weight, ..trigger })
    };
    // `issued a blizzard warning`, `the man driving the car`
    let goes_on = |i: usize| {
        let word = clauses.tokens[i].word;
        let opens = [Small::Auxiliary, Small::Preposition, Small::Also, Small::Skip, Small::Purpose, Small::That];
        let verb = word.is_verb(0) || word.is(Small::Light) || word.is(Small::Verb) || word.is(Small::Start);
        verb || opens.iter().any(|&class| clauses.is(i, class)) || clauses.lexicon.is_adverb(&clauses.tokens[i].lower)
    };
    if trigger.gerund && !trigger.noun && before.is_some_and(|i| !goes_on(i) && !clauses.tokens[i].timed) {
        return noun(trigger);
    }
    if !trigger.present {
        let sure =
            !trigger.noun && before.is_some_and(|i| clauses.is(i, Small::Passive) || clauses.is(i, Small::Perfect));
        return Some(Trigger {
            weight: if sure { trigger.weight.max(SECOND_WEIGHT) } else { trigger.weight },
            ..trigger
        });
    }
    let classes = [Small::Auxiliary, Small::Purpose, Small::Person, Small::Relative, Small::Also];
    // `Junior doctors in England strike`, but `the Gaza strike`.
    let named = |i: usize| {
        let begins = (0..=i).rev().take_while(|&k| clauses.tokens[k].capital).last().unwrap_or(i);
        clauses.tokens[i].capital && !clauses.tokens[i].timed && !clauses.is_noun(begins)
    };
    let does = before.is_some_and(|i| {
        let token = &clauses.tokens[i];
        let adverb = clauses.lexicon.is_adverb(&token.lower) || clauses.is(i, Small::Skip);
        adverb || classes.iter().any(|&class| clauses.is(i, class)) || named(i)
    });
    if does {
        return Some(trigger);
    }
    noun(trigger)
}

/// Whether a bare root, which can be a verb, is a noun: right behind a preposition (`kerusakan akibat banjir`, `charged with
/// murder`), or as the subject of the verb behind it (`mengatakan banjir terjadi`).
fn is_bare_noun(clauses: &Clauses<'_>, at: usize, trigger: &Trigger) -> bool {
    let root = clauses.tokens[at].lower == trigger.family;
    let said = at.checked_sub(1).is_some_and(|i| actors::reports(clauses, i));
    root && clauses.lexicon.is_head_first() && said && clauses.is(at + 1, Small::Light)
        || root
            && at.checked_sub(1).is_some_and(|i| clauses.is(i, Small::Preposition) && !clauses.is(i, Small::Purpose))
}

/// Whether quoted words tell of a happening as an article would, with its day and who it befell: `"Pelaku ditangkap di Medan, Senin
/// (17/6)," kata Firdaus`. What `we` and `he` do only the speaker knows.
fn is_told_in_words(clauses: &Clauses<'_>, at: usize, trigger: &Trigger) -> bool {
    let clause = clauses.clause(at);
    let quoted = |i: usize| clauses.tokens[i].quoted;
    let end = (at..clauses.tokens.len()).find(|&i| !quoted(i)).unwrap_or(clauses.tokens.len());
    let dated = (clause.start..end).any(|i| clauses.tokens[i].timed && quoted(i));
    let verb = actors::group_start(clauses, at, clause.start);
    let who = (clause.start..verb).filter(|&i| !clauses.tokens[i].timed && !clauses.is(i, Small::Skip));
    let mut who = who.peekable();
    let named = who.peek().is_some();
    let meant =
        who.any(|i| clauses.is(i, Small::Pronoun) || clauses.is(i, Small::Person) || clauses.is(i, Small::Relative));
    dated && named && !meant && !trigger.noun && trigger.weight >= SECOND_WEIGHT
}

/// Whether a verb that elsewhere only says what a noun did tells what befell somebody: `23 people were killed`, but not `the
/// accord was signed`.
fn befalls(clauses: &Clauses<'_>, at: usize, trigger: &Trigger) -> bool {
    let noun = |i: usize| clauses.tokens[i].word.trigger.is_some_and(|t| t.noun) && !clauses.tokens[i].capital;
    let strong = !trigger.noun && trigger.weight >= SECOND_WEIGHT && !clauses.lexicon.is_head_first();
    strong && actors::is_passive(clauses, at) && !(clauses.clause(at).start..at).any(noun)
}

/// Whether the clause hangs on another one: after a connective, or in a relative clause.
fn is_below(clauses: &Clauses<'_>, at: usize) -> bool {
    let clause = clauses.clause(at);
    // `di hari yang sama` is a date and no clause, and `gunung yang sama` a mountain.
    let relative = |i: &usize| {
        let names = clauses.small(*i, Small::Definite).is_some();
        clauses.is(*i, Small::Relative) && !names && !clauses.is(*i, Small::That) && !clauses.tokens[*i].timed
    };
    // `the man who stole the car died`: the verb behind that of the relative clause is the main one.
    let does = |i: usize| {
        let token = &clauses.tokens[i];
        let known = token.word.trigger.is_some_and(|t| !t.noun) || token.word.is(Small::Verb);
        let formed = clauses.lexicon.is_head_first() && is_formed(clauses, i);
        !token.capital && !clauses.is_noun(i) && (known || formed)
    };
    let open = (clause.start..at).rev().find(relative);
    if relative::relative_of(clauses, at).is_some() {
        return clauses.opener(at).is_some_and(|i| !clauses.is(i, Small::Relative) && !clauses.is(i, Small::That));
    }
    let far =
        |open: usize| at - open > RELATIVE_WORDS && (open + 1..at).any(|i| does(i) || clauses.is(i, Small::Definite));
    clauses.opener(at).is_some()
        || open.is_some_and(|open| !far(open) && !relative::tells_of(clauses, clause.start..open))
}

/// Whether a noun only says where or how something else took place: `di lokasi pengungsian`, `in a statement`.
fn is_adjunct(clauses: &Clauses<'_>, at: usize, last: usize) -> bool {
    let clause = clauses.clause(at);
    let open = (clause.start..at).rev().take(ADJUNCT_WORDS).find(|&i| clauses.is(i, Small::Preposition));
    let plain = |i: usize| !clauses.tokens[i].capital && !clauses.tokens[i].timed;
    // `menggunakan perundingan`: a means, not what happens.
    if at > clause.start && clauses.is(at - 1, Small::Verb) && !is_supported(clauses, at, last) {
        return true;
    }
    open.is_some_and(|open| (open + 1..at).all(plain)) && !is_supported(clauses, at, last)
}

/// Whether the clause of a word is a condition, which tells of no happening: `If the dam fails, …`.
fn is_condition(clauses: &Clauses<'_>, at: usize) -> bool {
    let open = clauses.opener(at).unwrap_or(clauses.clause(at).start);
    open < at && clauses.phrase(open, |e| e.mood).is_some_and(|(_, mood)| mood.cue == Cue::Hypothetical)
}

/// Whether the clause of the trigger gives a date or names a place.
pub(super) fn is_anchored(clauses: &Clauses<'_>, at: usize) -> bool {
    clauses.clause(at).any(|i| clauses.tokens[i].timed || clauses.tokens[i].place.is_some() && i > at)
}

/// The verb of taking place that a noun is the subject of, behind it in its clause.
fn taking_place(clauses: &Clauses<'_>, at: usize, last: usize) -> Option<usize> {
    let clause = clauses.clause(at);
    let verb = (last + 1..clause.end).find(|&i| clauses.small(i, Small::Light).is_some() && !clauses.is_noun(i))?;
    heads(clauses, at).then_some(verb)
}

/// Whether nothing but dates and small words stands before a noun in its clause.
fn heads(clauses: &Clauses<'_>, at: usize) -> bool {
    let clause = clauses.clause(at);
    let small = |i: usize| {
        let token = &clauses.tokens[i];
        token.timed || token.number || token.word.function
    };
    // `KPU mengatakan pemungutan suara ulang akan digelar`: what is said begins behind the saying.
    let start = (clause.start..at).rev().find(|&i| actors::reports(clauses, i)).map_or(clause.start, |i| i + 1);
    (start..at).all(small) || at <= start + 1
}

/// Whether a noun is told as a happening: it heads the clause, or a verb of taking place stands beside it.
fn is_supported(clauses: &Clauses<'_>, at: usize, last: usize) -> bool {
    let clause = clauses.clause(at);
    let light = |i: usize| clauses.small(i, Small::Light).is_some();
    heads(clauses, at) && (last + 1..clause.end).any(light)
        || (at.saturating_sub(SUPPORT_WORDS).max(clause.start)..at).any(light)
}
