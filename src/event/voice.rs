//! Who speaks, and of whom: the source of a speech, and whether a name is that of a person met before.

use super::actors::{self, Subject};
use super::cast::Cast;
use super::clause::Clauses;
use super::lexicon::{Small, Stance};
use super::speech::Speech;
use super::{EventLexicon, label, names};

/// Words at the beginning of a sentence that may be its subject.
const SUBJECT_WORDS: usize = 2;

pub(super) fn is_pronoun(clauses: &Clauses<'_>, name: &str) -> bool {
    let lower = name.to_lowercase();
    [Small::Person, Small::Group, Small::Pronoun].iter().any(|&class| clauses.lexicon.is(&lower, class))
}

/// Whether a name is that of a person: by a part of it, by the title before it or the age behind it.
pub(super) fn is_somebody(clauses: &Clauses<'_>, name: &str) -> bool {
    is_person(clauses.lexicon, name) || names::is_titled(clauses, name) || names::is_aged(clauses, name)
}

/// Whether a name may be that of a person of whom nothing is known, so that a pronoun behind it means nobody before it.
pub(super) fn is_stranger(clauses: &Clauses<'_>, cast: &Cast<'_>, name: &str) -> bool {
    let named = |i: &usize| clauses.tokens[*i].capital && name.split_whitespace().any(|word| word == clauses.word(*i));
    let other = |i: usize| clauses.tokens[i].place.is_some() || clauses.tokens[i].word.organisation;
    let known = is_somebody(clauses, name) || cast.knows(name);
    !known && !(0..clauses.tokens.len()).filter(named).any(other)
}

/// Whether a source is somebody without a name: an office or a person by what he or she is (`juru bicara kementerian`).
pub(super) fn speaks(clauses: &Clauses<'_>, speech: &Speech) -> bool {
    let office =
        |i: usize| clauses.phrase(i, |e| e.title.then_some(())).is_some() || clauses.small(i, Small::Human).is_some();
    speech.source.clone().any(office)
}

/// Whether what somebody says is of one person without a name (`kata Kapolres, pelaku ditangkap`), or the speaker is only the
/// source of what the article tells: `The robbery happened on Friday, the prosecutor said`.
pub(super) fn speaks_of_another(clauses: &Clauses<'_>, speech: &Speech) -> bool {
    let cited = !speech.quotes && !speech.content.is_empty() && speech.content.end <= speech.source.start;
    // `Seorang saksi, Joko, mengatakan api muncul` is of Joko.
    let does = |i: usize| {
        let token = &clauses.tokens[i];
        token.quoted || clauses.is(i, Small::Auxiliary) || token.word.is_verb(0) && !clauses.is_noun(i)
    };
    let tells = (0..speech.token).any(does);
    let before = |i: usize| !tells && speech.content.start > speech.token && i < speech.token;
    let other = |i: &usize| !speech.source.contains(i) && !before(*i);
    let of_one = || (0..clauses.tokens.len()).filter(other).any(|i| is_one_person(clauses, i));
    speech.form.stance == Stance::Says && (cited || of_one())
}

/// Whether a noun tells of one person, and not of several: `seorang sopir`, but not `para sopir`, `tiga sopir`.
fn is_one_person(clauses: &Clauses<'_>, at: usize) -> bool {
    let several = |i: usize| {
        let token = &clauses.tokens[i];
        clauses.is(i, Small::Plural) || token.number || token.timed
    };
    clauses.is(at, Small::Human) && !clauses.tokens[at].capital && !at.checked_sub(1).is_some_and(several)
}

/// Whether a sentence ends with the name of a person, behind a comma, who has not been met.
pub(super) fn names_unmet(clauses: &Clauses<'_>, cast: &Cast<'_>) -> bool {
    let Some(last) = clauses.tokens.len().checked_sub(1) else { return false };
    let segment = actors::segment(clauses, last);
    let plain = |i: usize| {
        let token = &clauses.tokens[i];
        token.capital && token.place.is_none() && !token.timed && !token.quoted && !token.word.organisation
    };
    let person = segment.clone().any(|i| clauses.lexicon.persons.contains(clauses.word(i)));
    let name = clauses.words(&segment);
    segment.start > 0 && person && segment.clone().all(plain) && !cast.knows(&cast.full(&name))
}

/// Whether a sentence names a person other than the last one told of, or begins with one who has no name.
pub(super) fn names_another(clauses: &Clauses<'_>, cast: &Cast<'_>) -> bool {
    let last = cast.latest().unwrap_or_default();
    let begins = (0..SUBJECT_WORDS).any(|i| i < clauses.tokens.len() && is_one_person(clauses, i));
    begins
        || (0..clauses.tokens.len()).any(|i| {
            let (token, word) = (&clauses.tokens[i], clauses.word(i));
            let person =
                token.capital && token.place.is_none() && !token.timed && clauses.lexicon.persons.contains(word);
            person && !last.split_whitespace().any(|part| part == word)
        })
}

pub(super) fn is_person(lexicon: &EventLexicon, name: &str) -> bool {
    name.split_whitespace().any(|word| lexicon.persons.contains(word))
}

/// Whether words of which none is known can be somebody's name: capitals alone, and neither an office nor a body.
pub(super) fn is_name(lexicon: &EventLexicon, name: &str) -> bool {
    let words = || name.split_whitespace();
    let capital = words().all(|word| word.chars().next().is_some_and(char::is_uppercase));
    let office =
        words().map(str::to_lowercase).any(|w| lexicon.titles.contains(&w) || lexicon.organisations.contains(&w));
    capital && !office && words().count() > 1
}

/// The source of a speech: a name, else its words, else the person spoken of before. `last` spoke last.
pub(super) fn speaker(clauses: &Clauses<'_>, speech: &Speech, cast: &Cast<'_>, last: Option<&str>) -> Option<String> {
    let pronoun = speech.source.clone().any(|i| clauses.small(i, Small::Person).is_some());
    // A person by the whole name, which a label may shorten to what stands in brackets.
    let full = |subject: Subject| match subject.names.as_slice() {
        [one] if is_person(clauses.lexicon, one) => one.clone(),
        _ => subject.text,
    };
    // `katanya`, `kata dia` after a quotation goes on with the one who spoke last, whoever was spoken of meanwhile.
    let unsaid = speech.form.pronoun && actors::is_passive(clauses, speech.token);
    if speech.form.pronoun && !unsaid || pronoun && speech.source.start > speech.token {
        return last.or(cast.latest()).map(str::to_string);
    }
    if speech.source.is_empty() {
        // `Menteri Kesehatan, Ratna Wibowo, mengatakan`: the subject stands before the comma.
        let before = actors::subject(clauses, speech.token, false, cast).filter(|s| !s.names.is_empty());
        return before.filter(|_| !unsaid).map(full).or_else(|| cast.latest().map(str::to_string));
    }
    if pronoun {
        // `"…," she said` goes on with the one who spoke last, as `katanya` does.
        let person = |name: &&str| {
            let office = |word: &str| clauses.lexicon.titles.contains(word) || clauses.lexicon.is(word, Small::Human);
            is_person(clauses.lexicon, name) || name.split_whitespace().any(|word| office(&word.to_lowercase()))
        };
        return last.filter(|_| speech.quotes).filter(person).or(cast.latest()).map(str::to_string);
    }
    let found = if speech.source.end <= speech.token {
        actors::subject(clauses, speech.token, false, cast).map(full)
    } else {
        names::name(clauses, speech.source.clone()).map(|name| cast.full(&name))
    };
    let words = clauses.words(&speech.source);
    found
        .or_else(|| Some(words).filter(|w| !w.is_empty() && w.chars().count() <= label::LONGEST / 2))
        .or_else(|| apposed(clauses, speech).map(|name| cast.full(&name)))
}

/// The name before the comma behind which a long office stands: `Mia Jansen, head of the regional water board said`.
fn apposed(clauses: &Clauses<'_>, speech: &Speech) -> Option<String> {
    let last = speech.source.start.checked_sub(1).filter(|_| speech.source.end <= speech.token)?;
    let segment = actors::segment(clauses, last);
    let plain =
        segment.clone().all(|i| clauses.tokens[i].capital && !clauses.tokens[i].quoted && !clauses.tokens[i].timed);
    names::name(clauses, segment).filter(|_| plain)
}
