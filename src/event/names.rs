//! The name in a phrase: a person without titles, an office with its house, the short form behind a long name.

use super::clause::Clauses;
use super::lexicon::Small;
use std::ops::Range;

/// Most words of a name of which only the last is known.
const GIVEN_WORDS: usize = 3;
/// Most words of a title with its place.
const TITLE_WORDS: usize = 5;
/// Most characters of a short form in brackets.
const SHORT_FORM: usize = 12;
/// Digits of an age.
const AGE_DIGITS: usize = 3;
/// Most words of a person's name.
pub(super) const NAME_WORDS: usize = 5;

/// The name in a phrase: the person after titles and places, else a phrase that is all capitals as it stands.
pub(super) fn name(clauses: &Clauses<'_>, range: Range<usize>) -> Option<String> {
    let tokens = &clauses.tokens;
    let inside: Vec<usize> = range.filter(|&i| !tokens[i].aside && !tokens[i].timed).collect();
    let last = *inside.iter().rev().find(|&&i| tokens[i].capital)?;
    let mut first = last;
    for &i in inside.iter().rev().skip_while(|&&i| i > last) {
        // A bracket between two words ends a name: `Badan Nasional (BNPB) Abdul Muhari`.
        // `the Ministry of Health`
        let of = clauses.is(i, Small::Of)
            && i.checked_sub(1).is_some_and(|k| tokens[k].capital && tokens[k].word.organisation);
        let goes_on = tokens[i].capital || of && clauses.gap(i) == " ";
        if !goes_on || first - i > 1 {
            break;
        }
        first = i;
    }
    let lead = *inside.first()?;
    if let Some(body) = seated(clauses, &inside) {
        return Some(body);
    }
    let head_first = clauses.lexicon.is_head_first();
    let inner = inner_title(clauses, first, last);
    let after_title = titles_end(clauses, inner.unwrap_or(first), last + 1);
    let fielded = inner.is_none() && names_field(clauses, first, after_title);
    // `Perdana` is a name too, but not in `Perdana Menteri`.
    let person = (after_title.min(last)..=last).find(|&i| {
        let known = clauses.text.get(tokens[i].span.start..tokens[i].span.end).unwrap_or_default();
        clauses.lexicon.persons.contains(known) && tokens[i].place.is_none() && !is_title(clauses, i)
    });
    // `Russian troops`, `Boeing workers`: where the head comes last, a noun right behind the name is what acts.
    let passed = |i: usize| {
        let small = [Small::Skip, Small::Auxiliary].iter().any(|&class| clauses.is(i, class));
        small || clauses.lexicon.is_adverb(&tokens[i].lower)
    };
    let behind = inside.iter().find(|&&i| i > last && !passed(i));
    if !head_first && person.is_none() && behind.is_some_and(|&i| !clauses.is(i, Small::Also)) {
        return None;
    }
    // `Gubernur Bank Sentral`, `Gubernur Jawa Timur`: an office, and no person of that name.
    let house = |i: usize| tokens[i].word.organisation;
    let office = || (after_title..=last).any(house) || (after_title..=last).all(|i| tokens[i].place.is_some());
    let start = match person {
        // Where only the last word is known, the words before it are the given names.
        Some(at) if at == last => given_names(clauses, first, last, after_title),
        // Behind an office that its place or house closes, what stands before the known name is part of it.
        Some(at)
            if closes_office(clauses, first, after_title) && at > after_title && at - after_title < GIVEN_WORDS =>
        {
            given_names(clauses, first, at, after_title)
        }
        Some(at) if last + 1 - at <= NAME_WORDS => at,
        _ if after_title > first && after_title <= last && !fielded && !office() => after_title,
        // `Direktur Gempa Bumi dan Tsunami BMKG Daryono`: behind the house of an office stands who holds it.
        _ if lead < first && is_title(clauses, lead) && last > first => {
            (first..last).rev().find(|&i| is_acronym(clauses, i)).map_or(first, |house| house + 1)
        }
        _ => first,
    };
    let whole = start == lead || start > first || first > lead && tokens[lead].capital;
    // `petugas BPBD Aceh Jaya`: a common noun with an organisation or a place is no person.
    let body = (first..=last).any(|i| {
        let word = clauses.word(i);
        tokens[i].place.is_some() || word.chars().count() > 1 && word.chars().all(|c| !c.is_lowercase())
    });
    let titled = clauses.phrase(lead, |e| e.title.then_some(())).is_some();
    if lead < first && !tokens[lead].capital && body && !titled {
        return None;
    }
    let common = lead < first && !tokens[lead].capital && person.is_none();
    if common || !whole && person.is_none() {
        return None;
    }
    let words = clauses.words(&(start..last + 1));
    (last + 1 - start <= NAME_WORDS || start == lead).then_some(words)
}

/// A body whose short form in brackets stands before its seat: `Kejaksaan Tinggi (Kejati) Riau`.
fn seated(clauses: &Clauses<'_>, inside: &[usize]) -> Option<String> {
    let tokens = &clauses.tokens;
    let cut = inside.windows(2).position(|pair| pair[1] > pair[0] + 1 && tokens[pair[0] + 1].aside)?;
    let (body, seat) = inside.split_at(cut + 1);
    let named = |i: &usize| tokens[*i].capital;
    let house = tokens[*body.first()?].word.organisation && body.iter().all(named);
    let placed = seat.iter().all(|&i| tokens[i].place.is_some() && tokens[i].capital);
    let words = |part: &[usize]| Some(clauses.words(&(*part.first()?..part.last()? + 1)));
    (clauses.lexicon.is_head_first() && house && placed).then(|| Some(format!("{} {}", words(body)?, words(seat)?)))?
}

/// Where a title stands inside the capitals `first..=last` of a language whose heads come last: `Ryazan Governor …`,
/// `Climate Crisis Minister …`. Where they come first only a rank does: `Kapolda Metro Jaya Irjen …`.
fn inner_title(clauses: &Clauses<'_>, first: usize, last: usize) -> Option<usize> {
    let house = |i: usize| clauses.tokens[i].word.organisation;
    // `Stephen King Moore`: behind a person's name a title that is a name too is a part of it.
    let known = |i: usize| clauses.lexicon.persons.contains(clauses.word(i));
    let person = |i: usize| known(i) && clauses.tokens[i].place.is_none();
    let head_first = clauses.lexicon.is_head_first();
    // `Direktur Jenderal Bina Marga` is no general.
    let rank = |i: usize| {
        let ranked = clauses.phrase(i, |e| e.rank.then_some(())).is_some();
        let within = |k: usize| clauses.phrase(k, |e| e.title.then_some(())).is_some_and(|(end, ())| end >= i);
        ranked && !(first..i).any(within)
    };
    let title = (first + 1..last).rfind(|&i| if head_first { rank(i) } else { is_title(clauses, i) })?;
    let inside = known(title) && (first..title).any(person) || (title + 1..=last).any(house);
    (head_first || !inside).then_some(title)
}

fn given_names(clauses: &Clauses<'_>, first: usize, last: usize, after_title: usize) -> usize {
    // `Kementerian Luar Negeri Judha Nugraha`: what ends an office is no given name, unless somebody is called so.
    let field = |i: usize| {
        clauses.lexicon.fields.contains(clauses.tokens[i].lower.as_ref())
            && !clauses.lexicon.persons.contains(clauses.word(i))
    };
    let unknown = |i: usize| {
        let word = clauses.word(i);
        let plain = clauses.tokens[i].place.is_none() && !is_title(clauses, i) && !field(i);
        plain && word.chars().any(char::is_lowercase)
    };
    let from = first.max(after_title.min(last)).max((last + 1).saturating_sub(GIVEN_WORDS));
    (from..last).rev().take_while(|&i| unknown(i)).last().unwrap_or(last)
}

fn is_title(clauses: &Clauses<'_>, at: usize) -> bool {
    clauses.tokens[at].word.title
}

/// `KPK`, `DPR`: an office's house, not a person's name.
fn is_acronym(clauses: &Clauses<'_>, at: usize) -> bool {
    let word = clauses.word(at);
    word.chars().count() > 1 && word.chars().all(|c| !c.is_lowercase())
}

/// Whether a title stands before a name of the sentence, so that it is a person's though no word of it is known.
pub(super) fn is_titled(clauses: &Clauses<'_>, name: &str) -> bool {
    let Some(first) = name.split_whitespace().next() else { return false };
    // `Kepala BPBD`: the house of an office is nobody.
    let letters = first.chars().count() > 1 && first.chars().all(|c| !c.is_lowercase());
    if letters || clauses.lexicon.organisations.contains(first.to_lowercase().as_str()) {
        return false;
    }
    let begins = |i: &usize| clauses.word(*i) == first && !is_title(clauses, *i);
    (1..clauses.tokens.len()).filter(begins).any(|at| {
        let from = at.saturating_sub(TITLE_WORDS);
        (from..at).any(|i| titles_end(clauses, i, at + 1) == at && clauses.tokens[at].place.is_none())
    })
}

/// Whether an age stands behind a name of the sentence, so that it is a person's, initials though it be: `RH (27)`.
pub(super) fn is_aged(clauses: &Clauses<'_>, name: &str) -> bool {
    let last = name.split_whitespace().next_back().unwrap_or_default();
    (1..clauses.tokens.len()).any(|at| {
        let token = &clauses.tokens[at];
        let age = token.aside && token.number && token.lower.len() <= AGE_DIGITS && !token.timed;
        age && clauses.tokens[at - 1].place.is_none() && !last.is_empty() && clauses.word(at - 1) == last
    })
}

/// One past the titles and the places of office that open a name: `Presiden Prancis Emmanuel Macron`.
pub(super) fn titles_end(clauses: &Clauses<'_>, from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end {
        let title = clauses.phrase(at, |e| e.title.then_some(()));
        match title {
            Some((last, ())) => at = last + 1,
            None if at == from => break,
            // A place belongs to the title as a whole or not at all: nobody is called `Timur` for `Jawa Timur`.
            None => {
                let place = clauses.tokens[at].place;
                let same = |i: &usize| place.is_some() && clauses.tokens[*i].place == place;
                let next = (at..end).take_while(same).last().map_or(at, |last| last + 1);
                let next = if next == at && is_acronym(clauses, at) { at + 1 } else { next };
                if next == at || next >= end {
                    break;
                }
                at = next;
            }
        }
    }
    at
}

/// Whether titles open the phrase and a place or an acronym is the last of them: `Kepala BPBD Kabupaten Lumajang`.
fn closes_office(clauses: &Clauses<'_>, first: usize, after_title: usize) -> bool {
    let closes = |i: usize| clauses.tokens[i].place.is_some() || is_acronym(clauses, i);
    after_title.checked_sub(1).is_some_and(|i| i > first && closes(i))
}

/// Whether the last of the titles in `from..end` has its field behind it and not a person: `Menteri Pekerjaan Umum`.
fn names_field(clauses: &Clauses<'_>, from: usize, end: usize) -> bool {
    let mut at = from;
    let mut field = false;
    while at < end {
        // `Perdana Menteri` is a title of its own, though `Menteri` has its field behind it.
        let title = clauses.phrase(at, |e| e.title.then_some(e.field_title));
        let Some((last, names_field)) = title else {
            at += 1;
            continue;
        };
        field = last + 1 == end && names_field;
        at = last + 1;
    }
    field
}

/// Whether a phrase begins a title and names no person yet: `Menteri Pendidikan` of `Menteri Pendidikan dan …`.
pub(super) fn opens_office(clauses: &Clauses<'_>, range: Range<usize>) -> bool {
    let person = range.clone().any(|i| {
        let word = clauses.text.get(clauses.tokens[i].span.start..clauses.tokens[i].span.end).unwrap_or_default();
        clauses.lexicon.persons.contains(word) && clauses.tokens[i].place.is_none()
    });
    !person && titles_end(clauses, range.start, range.end) > range.start
}

/// The short form in brackets after a long name: `Otoritas Jasa Keuangan (OJK)`.
pub(super) fn short_form(clauses: &Clauses<'_>, range: &Range<usize>) -> Option<String> {
    let last = (range.start..clauses.tokens.len()).take_while(|&i| i < range.end || clauses.tokens[i].aside).last()?;
    let single = clauses.tokens[last].aside && !clauses.tokens[last].timed && !clauses.tokens[last].number;
    let opened = single && clauses.gap(last).contains('(') && clauses.tokens[last].capital;
    let word = clauses.word(last);
    (opened && word.chars().count() <= SHORT_FORM).then(|| word.to_string())
}
