//! Relative clauses and participles: which subject or object a verb only tells of, and which verb is the main one behind them.

use super::actors;
use super::clause::Clauses;
use super::lexicon::Small;
use super::speech;
use super::triggers::{SECOND_WEIGHT, as_it_stands, is_formed};
use std::ops::Range;

/// What stands before a relative clause: in its own clause, or before the comma that opens it (`The bridge, which …`).
pub(super) fn subject_before(clauses: &Clauses<'_>, open: usize) -> Option<Range<usize>> {
    let start = clauses.clause(open).start;
    if open > start { Some(start..open) } else { open.checked_sub(1).map(|last| actors::segment(clauses, last)) }
}

/// Whether a word opens a relative clause: `yang`, but not `yang sama`; `that` behind a noun, but not behind `said`.
pub(super) fn opens_relative(clauses: &Clauses<'_>, at: usize) -> bool {
    let told = at.checked_sub(1).is_some_and(|before| {
        let word = clauses.tokens[before].word;
        word.reporting.is_some() || word.is_verb(0) || clauses.tokens[before].quoted
    });
    let that = clauses.is(at, Small::That);
    let names = clauses.small(at, Small::Definite).is_some_and(|last| last > at);
    let opens = clauses.is(at, Small::Relative) && (!that || !clauses.lexicon.is_head_first() && !told);
    opens && !names && !clauses.tokens[at].timed
}

/// The relative word before a verb whose clause tells which subject that verb has.
pub(super) fn relative_of(clauses: &Clauses<'_>, at: usize) -> Option<usize> {
    (clauses.clause(at).start..at)
        .find(|&i| opens_relative(clauses, i))
        .filter(|&open| main_behind(clauses, open) == Some(at))
}

/// Whether a relative clause with a verb of its own opens between a verb and a word behind it, in one clause, and goes on to that word.
pub(super) fn is_in_relative(clauses: &Clauses<'_>, verb: usize, word: usize) -> bool {
    let open = (verb + 1..word).find(|&i| opens_relative(clauses, i));
    let does = |i: usize| {
        let token = &clauses.tokens[i];
        let known = token.word.is_verb(0) || token.word.is(Small::Verb);
        !token.capital && !clauses.is_noun(i) && (known || clauses.lexicon.is_head_first() && is_formed(clauses, i))
    };
    let closes = |i: usize| clauses.is(i, Small::Definite) || clauses.is(i, Small::Also) || clauses.opens(i);
    open.is_some_and(|open| (open + 1..word).any(does) && !(open + 1..word).any(closes))
}

/// The main verb behind a relative clause that tells of the subject: `Pria yang membunuh istrinya ditangkap`, `The man who stole the
/// car died`.
pub(super) fn main_behind(clauses: &Clauses<'_>, open: usize) -> Option<usize> {
    let clause = clauses.clause(open);
    let head_first = clauses.lexicon.is_head_first();
    let does = |i: &usize| {
        let token = &clauses.tokens[*i];
        let known = token.word.trigger.is_some_and(|t| !t.noun) || token.word.is(Small::Verb);
        let plain = !token.capital && !token.timed && !clauses.is_noun(*i) && !clauses.is(*i, Small::Auxiliary);
        plain && (known || head_first && is_formed(clauses, *i))
    };
    let before = subject_before(clauses, open)?;
    if before.start == open || before.into_iter().any(|i| does(&i)) {
        return None;
    }
    // `jaksa yang meminta terdakwa dihukum`: what somebody asks for is no main verb.
    let first = (open + 1..clause.end).find(does).filter(|&i| clauses.tokens[i].word.reporting.is_none())?;
    let small = |i: usize| clauses.is(i, Small::Auxiliary) || clauses.is(i, Small::Skip);
    let ends = [Small::Also, Small::Purpose, Small::Relative, Small::That, Small::Light];
    let end =
        (open..clause.end).find(|&i| clauses.tokens[i].clause != clauses.tokens[open].clause).unwrap_or(clause.end);
    let main = (first + 1..end)
        .take_while(|&i| !clauses.opens(i) && !ends.iter().any(|&class| clauses.is(i, class)))
        .filter(does)
        .find(|&i| !clauses.is(i - 1, Small::Preposition) && (head_first || !tells_which(clauses, i)))?;
    // `yang datang menemui`: of two verbs side by side only a passive one begins anew (`yang ditangkap dibebaskan`).
    let apart = (first + 1..main).any(|i| !small(i));
    let anew = actors::is_passive(clauses, main) && clauses.tokens[first].word.is_verb(1);
    (apart || anew).then_some(main)
}

/// The participle that tells which subject a verb has, before that verb: `A man arrested on Tuesday was charged with murder`. Its
/// sign is that a preposition or a date stands behind it, and an auxiliary before the verb, with nothing that would join the two.
pub(super) fn participle_before(clauses: &Clauses<'_>, verb: usize) -> Option<usize> {
    let clause = clauses.clause(verb);
    let group = actors::group_start(clauses, verb, clause.start);
    let finite = (group..verb).any(|i| clauses.is(i, Small::Auxiliary));
    if clauses.lexicon.is_head_first() || !finite {
        return None;
    }
    let joins = [Small::Also, Small::Purpose, Small::That, Small::Relative, Small::Person, Small::Auxiliary];
    let at = (clause.start + 1..group).rev().take_while(|&i| !joins.iter().any(|&class| clauses.is(i, class))).find(
        |&i| {
            let token = &clauses.tokens[i];
            let past = token.word.trigger.is_some_and(|t| !t.noun && !t.present && !t.gerund);
            past && !token.capital && !token.timed && !token.aside && !clauses.is_noun(i)
        },
    )?;
    let aim = clauses.is(at + 1, Small::Purpose);
    let next = clauses.tokens.get(at + 1).is_some_and(|token| token.timed || clauses.is(at + 1, Small::Preposition));
    let next = next && !aim;
    let noun = at.checked_sub(1).is_some_and(|i| {
        let token = &clauses.tokens[i];
        !token.timed && !token.word.function && !clauses.lexicon.is_adverb(&token.lower)
    });
    (next && noun).then_some(at)
}

/// Whether a verb is such a participle.
pub(super) fn is_participle(clauses: &Clauses<'_>, at: usize) -> bool {
    let clause = clauses.clause(at);
    (at + 1..clause.end).any(|i| {
        let token = &clauses.tokens[i];
        let verb = token.word.is_verb(1) || token.word.is(Small::Light) || token.word.is(Small::Verb);
        verb && !token.capital && participle_before(clauses, i) == Some(at)
    })
}

/// Whether a date stands behind what somebody is charged with: `convicted of killing a guard in 2006`, `sentenced for a robbery
/// in 2006`.
pub(super) fn is_of_charge(clauses: &Clauses<'_>, verb: usize, date: usize) -> bool {
    // `convicted of fraud in 1995` was convicted then.
    let tells = |i: usize| {
        let trigger = clauses.tokens[i].word.trigger.filter(|_| !clauses.tokens[i].capital);
        trigger.is_some_and(|trigger| !trigger.noun || clauses.is_noun(i) || clauses.is(i + 1, Small::Determiner))
    };
    let opens = |i: &usize| clauses.is(*i, Small::Preposition) || clauses.is(*i, Small::Of);
    let from = (verb + 1..date).find(opens);
    from.is_some_and(|from| (from + 1..date).any(tells))
}

/// Whether a verb stands in a relative clause behind a comma that follows a main clause with a verb of its own: `convicted a man of
/// killing Hans Verbeek, who was gunned down in July`.
pub(super) fn hangs_on_main(clauses: &Clauses<'_>, at: usize) -> bool {
    let segment = actors::segment(clauses, at);
    let main = segment.start.checked_sub(1).map(|last| actors::segment(clauses, last));
    let sure = |i: usize| {
        let token = &clauses.tokens[i];
        token.word.is_verb(1) && !token.capital && !clauses.is_noun(i) && !token.quoted
    };
    opens_relative(clauses, segment.start)
        && !clauses.is(segment.start, Small::That)
        && !clauses.lexicon.is_head_first()
        && main.is_some_and(|mut main| main.any(sure))
}

/// Whether a clause only says that there is something, so that its relative clause is what it tells: `terdapat 20 warga yang
/// mengungsi`.
pub(super) fn tells_of(clauses: &Clauses<'_>, before: Range<usize>) -> bool {
    let open = before.clone().find(|&i| clauses.is(i, Small::Exists));
    // A second relative clause hangs on what the first one tells.
    let first = open.is_some_and(|open| !(open..before.end).any(|i| clauses.is(i, Small::Relative)));
    first && !before.clone().any(|i| clauses.tokens[i].word.is_verb(SECOND_WEIGHT))
}

/// Whether the verb stands in a relative clause behind an object (`menargetkan jalan yang dibangun`): who acts there
/// the clause does not say.
pub(super) fn is_of_object(clauses: &Clauses<'_>, at: usize) -> bool {
    let clause = clauses.clause(at);
    let group = actors::group_start(clauses, at, clause.start);
    let relative = group.checked_sub(1).filter(|&i| i >= clause.start && clauses.is(i, Small::Relative));
    relative.filter(|&open| !tells_of(clauses, clause.start..open)).is_some_and(|open| {
        (clause.start..open).any(|i| {
            let token = &clauses.tokens[i];
            let verb = token.word.trigger.is_some_and(|t| !t.noun);
            !token.capital && (verb || token.word.reporting.is_some())
        })
    })
}

/// Whether a participle only tells which object an earlier verb has: `released the man arrested in Leeds`.
pub(super) fn tells_which(clauses: &Clauses<'_>, at: usize) -> bool {
    let clause = clauses.clause(at);
    let opens =
        [Small::Auxiliary, Small::Purpose, Small::Also, Small::That, Small::Relative, Small::Person, Small::Skip];
    let apart = |i: usize| opens.iter().any(|&class| clauses.is(i, class));
    let does = |i: &usize| {
        let token = &clauses.tokens[*i];
        let stands = token.word.trigger.and_then(|trigger| as_it_stands(clauses, *i, trigger));
        let verb = stands.is_some_and(|t| !t.noun) && !token.capital && *i > clause.start && !clauses.is_noun(*i);
        verb && speech::takes_thing(clauses, *i)
    };
    let verb = (clause.start..at).rev().take_while(|&i| !apart(i)).find(does);
    // `meninjau lokasi banjir`: of which kind the object is.
    let token = &clauses.tokens[at];
    let root = token.word.trigger.is_some_and(|t| token.lower == t.family);
    let plain = |i: usize| {
        let word = clauses.tokens[i].word;
        word.trigger.is_none() && !word.function && !word.is(Small::Verb) && !clauses.tokens[i].timed && !apart(i)
    };
    if clauses.lexicon.is_head_first() {
        let sure = |verb: usize| clauses.tokens[verb].word.is_verb(SECOND_WEIGHT) && is_formed(clauses, verb);
        return root && verb.is_some_and(|verb| verb + 2 == at && sure(verb) && plain(at - 1));
    }
    // A verb of a relative clause is none of the main one, and the next verb may be.
    let main = |verb: usize| !(clause.start..verb).any(|i| clauses.is(i, Small::Relative));
    verb.is_some_and(|verb| verb + 1 < at && main(verb))
}

/// Whether a word stands in a relative clause that tells which subject the main verb behind it has.
pub(super) fn tells_of_subject(clauses: &Clauses<'_>, at: usize) -> bool {
    let clause = clauses.clause(at);
    let open = (clause.start..at).find(|&i| opens_relative(clauses, i));
    // Where the main verb is in no table, what the relative clause tells is all there is.
    let main =
        open.and_then(|open| main_behind(clauses, open)).filter(|&main| clauses.tokens[main].word.trigger.is_some());
    main.is_some_and(|main| at < main)
}
