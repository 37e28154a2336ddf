//! Whether a word that could be a place is one: reasons for and against, and the line between.

use super::candidates::Meaning;
use super::lexicon::{Cue, Kind, Starts};
use super::names::{Mask, Masks};
use super::recognise::{Form, Found};
use super::tokens::{Gap, Token};
use super::{Gazetteer, PlaceClass, PlaceLexicon};

/// A mention is believed from here on.
pub(super) const BELIEVED: f64 = 1.0;
/// From here on it speaks for its neighbours.
pub(super) const SURE: f64 = 1.5;

/// A preposition or verb of place stands before it.
const CUE: f64 = 1.25;
/// A word stands before it that stands before persons and things too.
const WEAK_CUE: f64 = 0.5;
/// A type word stands beside it.
const TYPED: f64 = 2.0;
/// An unknown name after a word for a house.
const HOUSE: f64 = 0.5;
/// It stands in the dateline.
const DATELINE: f64 = 2.0;
/// A title stands before it: the office is of that place.
const TITLED: f64 = 1.75;
/// It lies in the place after it, or holds the one before it.
const PAIRED: f64 = 2.0;
/// It is a further member of a list behind a preposition of place, which governs all of it (`dari Garut dan Ciamis`).
const SHARED_CUE: f64 = 1.0;
/// It is a member of a list of places.
const LISTED: f64 = 0.75;
/// A verb follows that tells what befell it; verbs of acting follow persons as well.
const SUBJECT: f64 = 1.0;
/// A seat of government at the head of a verb of speech or will.
const SEAT_ACTS: f64 = 1.25;
/// It opens a paragraph in capitals, as a dateline does.
const CAPITALS_LEAD: f64 = 1.25;
/// A word after it that makes it the name of a paper, a company, a club (`New York Times`).
const BODY_AFTER: f64 = -4.0;
/// A word before a country that makes the two a body's or a person's name (`Garuda Indonesia`).
const NEIGHBOUR_OF_COUNTRY: f64 = -2.5;
/// A demonym after `in`, or a name after a word for language, names a language.
const LANGUAGE: f64 = -5.0;
/// Its country is spoken of elsewhere in the article.
const COUNTRY_KNOWN: f64 = 0.5;
/// Its division or its close neighbourhood is spoken of elsewhere in the article.
const DIVISION_KNOWN: f64 = 0.75;
/// The same name is surely a place elsewhere in the article.
const SURE_ELSEWHERE: f64 = 1.0;
/// The name has several words.
const SEVERAL_WORDS: f64 = 0.75;
/// The name is an ordinary word or a person's name as well.
const ORDINARY: f64 = -1.5;
/// The same where a cue of place stands before its capital: few ordinary words are written so (`di Malang`).
const ORDINARY_CUED: f64 = -1.0;
/// Initials of a house are rather those of the body in it.
const BODY_INITIALS: f64 = -3.0;
/// A part of persons' names.
const PERSON_PART: f64 = -0.75;
/// A person of the article bears it.
const PERSON_HERE: f64 = -2.5;
/// Its capital is due to its position.
const POSITIONAL: f64 = -0.5;
/// A capitalised word beside it belongs to no name that is known: it is part of a longer one.
const NEIGHBOUR: f64 = -1.5;
/// A city under another name than its usual one: its fame is not that of the alias.
const ALIAS: f64 = -1.0;

/// What the article says of a name, beside the place where it stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Around {
    pub country: bool,
    pub division: bool,
    pub sure_elsewhere: bool,
    pub paired: bool,
    pub listed: bool,
    /// The list that it is in has a cue before its first member, and it has none of its own.
    pub shared_cue: bool,
    /// Another mention ends right before it.
    pub adjacent: bool,
    /// The article has the same word in lower case.
    pub lower_case: bool,
}

/// A name behind a kind of craft that is no country's is the craft's own.
const CRAFT: f64 = -4.0;

/// What a place is believed to be before anything else is known: how well known such places are.
fn fame(meaning: &Meaning<'_>) -> f64 {
    use PlaceClass::*;
    match meaning.place.class {
        Country | Continent => 3.0,
        Bloc | Sea | Strait | Admin1 => 1.75,
        Region | Island | Volcano | Airport | Spaceport | Military | Port | Building | Facility => 1.25,
        Mountain | Lake | River => 1.0,
        Admin2 => 0.75,
        District | Other | Road => 0.5,
        Admin3 | Village => 0.0,
        City => match meaning.place.population {
            _ if meaning.place.stands_for.is_some() => 1.75,
            0..15_000 => 0.0,
            15_000..100_000 => 0.25,
            100_000..500_000 => 0.75,
            500_000..2_000_000 => 1.5,
            _ => 2.0,
        },
    }
}

/// How strongly a name is believed that only its type word makes a place.
pub(super) fn unknown_belief(found: &Found, cue: Option<(Cue, usize)>, tokens: &[Token<'_>], around: Around) -> f64 {
    let before = found.first.checked_sub(1).map(|at| &tokens[at]);
    let joined = tokens[found.first].gap == Gap::Blank;
    // A capital before it makes it part of a longer name.
    let inside = joined && !around.adjacent && before.is_some_and(|t| t.capital && !t.positional);
    let cue = cue.map_or(0.0, |(cue, words)| cue_weight(cue, words));
    let own = match found.class {
        // A house may be a body as well: `Kantor Staf Presiden`.
        Some(PlaceClass::Building | PlaceClass::Facility | PlaceClass::Military) => HOUSE,
        _ => TYPED,
    };
    own + cue + if around.listed || around.adjacent { LISTED } else { 0.0 } - if inside { TYPED } else { 0.0 }
}

/// Whether the cue says anything for a place.
pub(super) fn speaks(cue: Option<(Cue, usize)>) -> bool {
    cue.is_some_and(|(cue, words)| cue_weight(cue, words) > 0.0)
}

/// What a cue says for a place; one of speech or party says nothing, because persons stand after it too.
fn cue_weight(cue: Cue, words: usize) -> f64 {
    match cue {
        Cue::Agent | Cue::Background | Cue::Direction => 0.0,
        Cue::Language => LANGUAGE,
        // `withdrew from` says more than `from`.
        Cue::Affiliation | Cue::Impact | Cue::Origin if words < 2 => WEAK_CUE,
        _ => CUE,
    }
}

/// How strongly the mention is believed to be the place that `best` is.
pub(super) fn belief(
    found: &Found,
    best: &Meaning<'_>,
    cue: Option<(Cue, usize)>,
    tokens: &[Token<'_>],
    masks: &Masks,
    lexicon: &PlaceLexicon,
    around: Around,
) -> f64 {
    if matches!(found.form, Form::Elided | Form::Division) {
        return TYPED;
    }
    let first = &tokens[found.first];
    let single = found.end == found.first + 1;
    let given = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
    let country = best.place.class == PlaceClass::Country;
    let craft = cue.is_some_and(|(cue, _)| cue == Cue::Craft);
    let named_craft = craft && !country && !best.entry.demonym;
    let cue = cue.filter(|_| !named_craft).map_or(0.0, |(cue, words)| cue_weight(cue, words));
    let cued = cue >= CUE;
    let common = lexicon.common.get(first.lower).copied().filter(|_| single && found.form == Form::Name);
    let ordinary = best.entry.needs_evidence || common.is_some();
    let initials = first.caps && best.entry.capitals_only;
    let person = single && !cued && masks.surnames.contains(first.text) && (!country || initials);
    let mut points = fame(best);
    points += cue + given(named_craft, CRAFT);
    points += given(found.form == Form::Typed, TYPED);
    points += given(first.zone == Some(crate::text::ZoneKind::Dateline), DATELINE);
    points += given(masks.titled[found.first] || masks.state[found.first], TITLED);
    points += given(around.paired, PAIRED);
    points += given(around.listed, LISTED);
    points += given(around.shared_cue, SHARED_CUE);
    points += given(opens_verb(tokens, found, lexicon, PlaceLexicon::suffers), SUBJECT);
    points += given(around.country, COUNTRY_KNOWN) + given(around.division, DIVISION_KNOWN);
    points += given(around.sure_elsewhere, SURE_ELSEWHERE);
    points += given(!single, SEVERAL_WORDS);
    let cued_name = cued && common != Some(true) && !first.positional;
    points += given(ordinary, if cued_name { ORDINARY_CUED } else { ORDINARY });
    points += given(common == Some(true), ORDINARY);
    points += given(around.lower_case && first.positional && single && !country, ORDINARY);
    points += given(initials && is_building(best.place.class) && !cued, BODY_INITIALS);
    let capital = best.place.stands_for.is_some();
    points +=
        given(single && !country && !ordinary && !capital && lexicon.persons.contains_key(first.text), PERSON_PART);
    points += given(capital && opens_verb(tokens, found, lexicon, PlaceLexicon::acts), SEAT_ACTS);
    let leads = first.caps && first.gap == Gap::Break && !first.shout && !best.entry.capitals_only;
    points += given(leads && first.zone.is_none(), CAPITALS_LEAD);
    points += given(best.entry.demonym && names_language(tokens, found, lexicon), LANGUAGE);
    points += given(person, PERSON_HERE);
    points += given(single && first.positional && !country, POSITIONAL);
    let alias =
        !best.entry.primary && !best.entry.capitals_only && !best.entry.demonym && !is_short_form(best, &found.key);
    points += given(alias && best.place.class == PlaceClass::City, ALIAS);
    let next = tokens.get(found.end).filter(|t| t.capital && t.gap == Gap::Blank);
    let body = next.is_some_and(|t| lexicon.tails.get(t.text) == Some(&false));
    points += given(body && !best.entry.demonym, BODY_AFTER);
    if country && !best.entry.demonym {
        let (before, after) = inside_more(tokens, masks, found, lexicon);
        // A person's name may follow the country of an office.
        let named = masks.kinds.get(found.end) == Some(&Mask::Person) || cue > 0.0 || lexicon.adjective_first;
        return points + given(before || after && !named, NEIGHBOUR_OF_COUNTRY);
    }
    let exempt = best.entry.demonym || matches!(best.place.class, PlaceClass::Bloc | PlaceClass::Continent);
    let (before, after) = inside_more(tokens, masks, found, lexicon);
    points + given(!exempt && (before || after), NEIGHBOUR)
}

/// Whether a name is the usual one without its type word (`Semarang` of `Kota Semarang`).
fn is_short_form(best: &Meaning<'_>, key: &str) -> bool {
    [best.place.name_id, best.place.name_en].iter().any(|name| Gazetteer::fold(name).contains(key))
}

/// Whether places of the class go by initials that are rather those of a body.
fn is_building(class: PlaceClass) -> bool {
    matches!(class, PlaceClass::Building | PlaceClass::Facility | PlaceClass::Airport | PlaceClass::Other)
}

/// Whether a verb of the kind follows of which the mention is the subject.
fn opens_verb(
    tokens: &[Token<'_>],
    found: &Found,
    lexicon: &PlaceLexicon,
    kind: fn(&PlaceLexicon, &str) -> bool,
) -> bool {
    let Some(next) = tokens.get(found.end).filter(|t| matches!(t.gap, Gap::Blank | Gap::Comma) && !t.capital) else {
        return false;
    };
    let opens = match tokens[found.first].gap {
        Gap::Break | Gap::Comma => true,
        _ => found.first > 0 && lexicon.is(tokens[found.first - 1].lower, Kind::Clause),
    };
    opens && kind(lexicon, next.lower)
}

/// Whether a demonym stands where a language does: after a preposition of place and before no noun.
fn names_language(tokens: &[Token<'_>], found: &Found, lexicon: &PlaceLexicon) -> bool {
    let noun = tokens.get(found.end).is_some_and(|t| t.gap == Gap::Blank && !lexicon.is(t.lower, Kind::Conjunction));
    let before = found.first.checked_sub(1).map(|at| &tokens[at]);
    let cue = before.and_then(|t| lexicon.cues.get(t.lower));
    cue == Some(&Cue::Location) && !noun && tokens[found.first].gap == Gap::Blank
}

/// Whether a capitalised word before or after makes the mention part of a longer name that is not a place's.
fn inside_more(tokens: &[Token<'_>], masks: &Masks, found: &Found, lexicon: &PlaceLexicon) -> (bool, bool) {
    if tokens[found.first].shout
        || tokens[found.first].zone == Some(crate::text::ZoneKind::Title) && tokens[found.first].positional
    {
        return (false, false);
    }
    // A type word belongs to the name after it, or to the one before it in languages that put it there.
    let closes_name = |at: usize| {
        let token = &tokens[at];
        lexicon.after.contains_key(token.lower)
            || lexicon.before.contains_key(token.lower)
                && (at < found.first || tokens.get(at + 1).is_some_and(|t| t.capital && t.gap == Gap::Blank))
    };
    let strange = |at: usize| {
        let token = &tokens[at];
        token.capital
            && masks.kinds[at] != Mask::Title
            && !lexicon.is(token.text, Kind::Calendar)
            && !closes_name(at)
            && !lexicon.is(token.lower, Kind::Route)
            && !lexicon.titles.contains_key(token.lower)
            && !lexicon.cues.contains_key(token.lower)
    };
    let joined = |at: usize| tokens.get(at).is_some_and(|t| t.gap == Gap::Blank);
    let before = found.first.checked_sub(1).is_some_and(|at| {
        let by_position = tokens[at].positional && !lexicon.persons.contains_key(tokens[at].text);
        joined(found.first) && strange(at) && !by_position && !lexicon.is(tokens[at].text, Kind::Pronoun)
    });
    let before = before && !masks.titled[found.first];
    let tail = tokens.get(found.end).is_some_and(|t| lexicon.tails.get(t.text).copied().unwrap_or(false));
    let person_of_it = masks.titled[found.first];
    (before, joined(found.end) && strange(found.end) && !tail && !person_of_it)
}

/// The most words of a cue.
const LONGEST_CUE: usize = 4;
/// The most words between a cue and its place.
const MOST_SKIPPED: usize = 3;

/// The cue before a word with the number of its words; one of location before the whole of a place
/// (`di seluruh Indonesia`) is one of containment.
pub(super) fn cue_before(tokens: &[Token<'_>], at: usize, lexicon: &PlaceLexicon) -> Option<(Cue, usize)> {
    if !matches!(tokens.get(at)?.gap, Gap::Blank) {
        return None;
    }
    let mut end = at;
    let mut whole = false;
    for _ in 0..=MOST_SKIPPED {
        let from = end.saturating_sub(LONGEST_CUE);
        for start in from..end {
            if !tokens[start].starts.has(Starts::CUE) {
                continue;
            }
            let inner = (start + 1..end).all(|i| matches!(tokens[i].gap, Gap::Blank | Gap::Hyphen));
            if !inner {
                continue;
            }
            let key = join(&tokens[start..end]);
            if let Some(cue) = lexicon.cues.get(&key) {
                return Some((if whole && *cue == Cue::Location { Cue::Container } else { *cue }, end - start));
            }
        }
        let last = end.checked_sub(1)?;
        if !lexicon.is(tokens[last].lower, Kind::Skip) || tokens[last].gap != Gap::Blank {
            return None;
        }
        whole |= lexicon.is(tokens[last].lower, Kind::All);
        end = last;
    }
    None
}

/// Words between a noun for people and the country that they are of: `menteri kesehatan Palestina`.
const NOUN_PHRASE: usize = 3;

/// Whether a noun for people or an office stands a few common nouns before.
pub(super) fn people_before(tokens: &[Token<'_>], at: usize, lexicon: &PlaceLexicon) -> bool {
    let mut end = at;
    for _ in 0..NOUN_PHRASE {
        let Some(last) = end.checked_sub(1) else { return false };
        let word = &tokens[last];
        let cue = lexicon.cues.get(word.lower);
        let stops = tokens[end].gap != Gap::Blank || cue.is_some() || lexicon.is(word.lower, Kind::Relative);
        if stops || (word.capital && !word.positional) || lexicon.is(word.lower, Kind::Clause) {
            return false;
        }
        end = last;
        if cue_before(tokens, end, lexicon).is_some_and(|(cue, _)| cue == Cue::Affiliation) {
            return true;
        }
    }
    false
}

fn join(tokens: &[Token<'_>]) -> String {
    let words: Vec<&str> = tokens.iter().map(|t| t.lower).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{CUE, Cue, WEAK_CUE, cue_weight};

    #[test]
    fn two_words_of_leaving_say_more_than_one() {
        for cue in [Cue::Affiliation, Cue::Impact, Cue::Origin] {
            assert_eq!((cue_weight(cue, 1), cue_weight(cue, 2)), (WEAK_CUE, CUE));
        }
        assert_eq!((cue_weight(Cue::Location, 1), cue_weight(Cue::Agent, 2)), (CUE, 0.0));
    }
}
