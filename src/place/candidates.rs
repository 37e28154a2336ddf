//! The rows that a name may mean, without those that the letters of the text exclude.

use super::gazetteer::Facts;
use super::recognise::{Form, Found};
use super::tokens::Token;
use super::{Entry, Gazetteer, PlaceClass};

/// One row that a mention may mean, with what the gazetteer says of the name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meaning<'g> {
    pub place: Facts<'g>,
    pub entry: Entry,
    /// The name is usual, and longer in the other language.
    pub longer: bool,
}

/// The longest word in capitals that is rather an abbreviation than a shouted name.
const ABBREVIATION: usize = 4;
/// Rows of one name that are looked at; the gazetteer lists the best known first.
const MOST: usize = 60;

/// What the letters of a mention say of the rows that it may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letters {
    /// All of them are capitals.
    caps: bool,
    /// It is an abbreviation by its length.
    short: bool,
}

impl Letters {
    pub(super) fn of(found: &Found, tokens: &[Token<'_>]) -> Self {
        let words = &tokens[found.first..found.end];
        let caps = words.iter().any(|t| t.caps || t.text.contains('.'))
            && !words.iter().any(|t| t.text.chars().any(char::is_lowercase));
        let first = &tokens[found.first];
        let short =
            words.len() == 1 && first.caps && first.text.len() <= ABBREVIATION && !first.shout && !in_dateline(first);
        Self { caps, short }
    }
}

/// The rows that the mention may mean, best known first.
pub(super) fn candidates<'g>(found: &Found, letters: Letters, gazetteer: &'g Gazetteer) -> Vec<Meaning<'g>> {
    let Letters { caps, short } = letters;
    let all = found.entries.iter().take(MOST).filter_map(|entry| {
        let place = gazetteer.facts(entry.row)?;
        let keep = match found.form {
            Form::Division | Form::Elided | Form::Side => true,
            _ if entry.capitals_only => caps,
            // A short word in capitals is an abbreviation, and a town of these letters is not meant.
            _ => !short || is_abbreviated(place.class),
        };
        let longer = entry.primary && is_longer(&found.key, &place);
        keep.then_some(Meaning { place, entry: *entry, longer })
    });
    all.collect()
}

/// Whether a usual name of the place ends with the key after further words.
fn is_longer(key: &str, place: &Facts<'_>) -> bool {
    let names = [place.name_id, place.name_en];
    names.iter().any(|name| {
        name.len() > key.len() && Gazetteer::fold(name).strip_suffix(key).is_some_and(|head| !head.is_empty())
    })
}

fn in_dateline(token: &Token<'_>) -> bool {
    token.zone == Some(crate::text::ZoneKind::Dateline)
}

/// Whether places of the class have names that are written in capitals.
fn is_abbreviated(class: PlaceClass) -> bool {
    use PlaceClass::*;
    matches!(class, Country | Bloc | Continent | Region)
}
