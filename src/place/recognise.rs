//! Where the text names a place: spans and the rows that they may mean, before any choice.

use super::known::{Known, LONGEST_RUN};
use super::lexicon::{Kind, Starts};
use super::names::{Mask, Masks};
use super::tokens::{Gap, Token};
use super::{Entry, Gazetteer, PlaceClass, PlaceLexicon};
use crate::text::Span;

/// How a mention was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A name of the gazetteer.
    Name,
    /// A name of the gazetteer beside a word for its class.
    Typed,
    /// A side of a named place (`timur Rusia`): the gazetteer has the whole only.
    Side,
    /// The end of a name whose beginning stands before (`Jawa Barat dan Tengah`).
    Elided,
    /// A word for a class with a name that the gazetteer does not have.
    Unknown,
    /// An abbreviation of a division (`Calif.`).
    Division,
}

/// A mention before resolution.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Its first word and the one after its last.
    pub first: usize,
    pub end: usize,
    pub span: Span,
    /// Folded name without the word for its class: mentions with one key are one place unless the text says otherwise.
    pub key: String,
    pub entries: Vec<Entry>,
    /// The class that a type word demands.
    pub class: Option<PlaceClass>,
    pub form: Form,
}

/// The most words of a type word.
pub(super) const LONGEST_TYPE: usize = 3;
/// The most words of a name that only its type word makes a place.
pub(super) const LONGEST_UNKNOWN: usize = 6;

/// The most words of a list that one type word heads.
const LONGEST_LIST: usize = 40;

/// Whether a place of class `class` can be what a type word of class `demanded` heads.
pub(super) fn compatible(demanded: PlaceClass, class: PlaceClass) -> bool {
    use PlaceClass::*;
    match demanded {
        City => matches!(class, Admin2 | City),
        Admin3 => matches!(class, Admin3 | District),
        Village => matches!(class, Village | Admin3),
        Sea | Strait => matches!(class, Sea | Strait),
        Mountain | Volcano => matches!(class, Mountain | Volcano),
        // `the Kherson region` is a province.
        Region => matches!(class, Region | Island | Facility | Admin1),
        // `Jalan Soekarno-Hatta` is a road in very many towns, and no airport.
        Road => class == Road,
        Building | Facility | Port | Airport | Military | Spaceport => {
            matches!(class, Building | Facility | Port | Airport | Military | Spaceport | Road)
        }
        other => other == class,
    }
}

/// Particles that may stand together inside a name: `de la`.
const PARTICLES: usize = 2;

/// Every mention, in text order, outermost only.
pub(super) fn recognise(
    tokens: &[Token<'_>],
    known: &Known<'_, '_>,
    masks: &Masks,
    gazetteer: &Gazetteer,
    lexicon: &PlaceLexicon,
    text: &str,
) -> Vec<Found> {
    let mut scan = Scan { tokens, known, masks, gazetteer, lexicon, text, out: Vec::new() };
    let mut at = 0;
    while at < tokens.len() {
        let found = if tokens[at].open { scan.at(at) } else { None };
        match found {
            Some(found) => {
                at = found.end.max(at + 1);
                scan.out.push(found);
            }
            None => at += 1,
        }
    }
    scan.out
}

pub(super) struct Scan<'t, 'a> {
    pub(super) tokens: &'t [Token<'a>],
    pub(super) known: &'t Known<'t, 'a>,
    pub(super) masks: &'t Masks,
    pub(super) gazetteer: &'t Gazetteer,
    pub(super) lexicon: &'t PlaceLexicon,
    pub(super) text: &'t str,
    pub(super) out: Vec<Found>,
}

impl Scan<'_, '_> {
    fn at(&self, at: usize) -> Option<Found> {
        self.headed(at)
            .or_else(|| self.closed(at))
            .or_else(|| self.division(at))
            .or_else(|| self.elided(at))
            .or_else(|| self.bloc(at))
            .or_else(|| self.adjective(at))
            .or_else(|| self.listed(at))
            .or_else(|| self.sided(at))
            .or_else(|| self.named(at))
    }

    pub(super) fn free(&self, at: usize) -> bool {
        self.masks.kinds.get(at) == Some(&Mask::Free)
    }

    /// Whether the word goes on with a name begun before it.
    pub(super) fn joined(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| matches!(t.gap, Gap::Blank | Gap::Hyphen))
    }

    pub(super) fn found(&self, first: usize, end: usize, name: usize, entries: Vec<Entry>, form: Form) -> Found {
        let span = Span::new(self.tokens[first].span.start, self.tokens[end - 1].span.end);
        let key = Gazetteer::fold(self.text.get(self.tokens[name].span.start..span.end).unwrap_or(""));
        Found { first, end, span, key, entries, class: None, form }
    }

    /// The longest name that begins here with a capital and ends with one, with the number of its words.
    pub(super) fn longest(&self, at: usize) -> Option<(usize, Vec<Entry>)> {
        let length = self.known.run_len(at);
        let mut words = (at..at + length).position(|i| !self.free(i) && i > at).unwrap_or(length);
        while words > 0 {
            let (count, entries) = self.known.longest(at, words)?;
            let last = &self.tokens[at + count - 1];
            let side = count > 1 && self.lexicon.is(last.lower, Kind::Direction);
            if last.capital || side {
                return Some((count, entries));
            }
            words = count - 1;
        }
        None
    }

    /// A name with a possessive inside (`St. John's`, `Martha's Vineyard`).
    fn possessive(&self, at: usize) -> Option<Found> {
        let length = self.known.run_len(at);
        let owner = (at..at + length).find(|i| self.tokens[*i].owner > 0)?;
        let mut words = self.known.run(at, LONGEST_RUN);
        let token = &self.tokens[owner];
        *words.get_mut(owner - at)? = self.text.get(token.span.start..token.span.end + token.owner)?;
        let (count, entries) = self.lexicon.longest(self.gazetteer, &words).filter(|(count, _)| at + count > owner)?;
        let mut found = self.found(at, at + count, at, entries, Form::Name);
        if at + count == owner + 1 {
            // Only a name that needs the `s` takes it.
            let bare = self.gazetteer.lookup(self.text.get(found.span.start..found.span.end)?);
            if !bare.is_empty() {
                return None;
            }
            found.span.end += token.owner;
        }
        Some(found)
    }

    /// An abbreviation of a division: with a full stop anywhere, without one only after a place and a comma.
    fn division(&self, at: usize) -> Option<Found> {
        let token = &self.tokens[at];
        let follows = token.gap == Gap::Comma && self.out.last().is_some_and(|f| f.end == at);
        if !follows && !token.text.ends_with('.') {
            return None;
        }
        let name = self.lexicon.divisions.get(token.text)?;
        let mut entries = self.gazetteer.lookup(name);
        entries.retain(|e| self.class(e) == Some(PlaceClass::Admin1));
        let mut found = self.found(at, at + 1, at, entries, Form::Division);
        found.key = Gazetteer::fold(name);
        Some(found)
    }

    /// A direction whose noun stands in the mention before: `Sumatera Utara, Barat, dan Selatan`.
    fn elided(&self, at: usize) -> Option<Found> {
        let token = &self.tokens[at];
        if !token.capital || !self.lexicon.is(token.text, Kind::Part) {
            return None;
        }
        let last = self.out.last()?;
        let joins = (last.end == at && token.gap == Gap::Comma)
            || (last.end + 1 == at
                && self.lexicon.is(self.tokens[last.end].lower, Kind::Conjunction)
                && token.gap == Gap::Blank);
        if !joins || matches!(last.form, Form::Side | Form::Unknown) {
            return None;
        }
        let (head, side) = last.key.rsplit_once(' ')?;
        if last.form != Form::Elided && !self.lexicon.is(side, Kind::Direction) {
            return None;
        }
        let key = format!("{head} {}", Gazetteer::fold(token.text));
        let entries = self.gazetteer.lookup(&key);
        if entries.is_empty() {
            return None;
        }
        let mut found = self.found(at, at + 1, at, entries, Form::Elided);
        found.key = key;
        Some(found)
    }

    /// A direction that by itself is a group of states (`negara-negara Barat`).
    fn bloc(&self, at: usize) -> Option<Found> {
        let token = &self.tokens[at];
        if !token.starts.has(Starts::BLOC) {
            return None;
        }
        let alone = !self.tokens.get(at + 1).is_some_and(|t| t.capital && t.gap != Gap::Break && t.gap != Gap::Comma);
        let begins = token.gap == Gap::Blank && at > 0 && !self.tokens[at - 1].capital && !token.positional;
        if !self.lexicon.is(token.text, Kind::Bloc) || !alone || !begins {
            return None;
        }
        let mut found = self.found(at, at + 1, at, Vec::new(), Form::Unknown);
        found.class = Some(PlaceClass::Bloc);
        Some(found)
    }

    /// The adjective or people of a place larger than a country.
    fn adjective(&self, at: usize) -> Option<Found> {
        if !self.tokens[at].capital || !self.tokens[at].starts.has(Starts::ADJECTIVE) || !self.free(at) {
            return None;
        }
        // `South African` is no African.
        if self.joined(at) && at > 0 && self.tokens[at - 1].capital && !self.tokens[at - 1].positional {
            return None;
        }
        let words = self.known.run(at, LONGEST_RUN);
        let (count, name) = (1..=words.len().min(LONGEST_TYPE)).rev().find_map(|count| {
            let name = self.lexicon.adjectives.get(&words[..count].join(" "))?;
            Some((count, name))
        })?;
        let mut entries = self.gazetteer.lookup(name);
        // A name that goes on is another: `African Union`.
        if entries.is_empty() || self.known.longest(at, LONGEST_RUN).is_some_and(|(longer, _)| longer > count) {
            return None;
        }
        for entry in &mut entries {
            (entry.demonym, entry.primary, entry.needs_evidence, entry.capitals_only) = (true, true, false, false);
        }
        let mut found = self.found(at, at + count, at, entries, Form::Name);
        found.key = Gazetteer::fold(name);
        Some(found)
    }

    /// A further member of a list that a type word heads: `Kecamatan Panga, Teunom, dan Jaya`.
    fn listed(&self, at: usize) -> Option<Found> {
        use PlaceClass::{Admin2, Admin3, Road, Village};
        let token = &self.tokens[at];
        let last = self.out.last()?;
        let class = last.class.filter(|class| matches!(class, Admin2 | Admin3 | Village | Road))?;
        let comma = last.end == at && token.gap == Gap::Comma;
        let conjunction = last.end + 1 == at && self.lexicon.is(self.tokens[last.end].lower, Kind::Conjunction);
        if !token.capital || !(comma || conjunction) || self.type_before(at).is_some() {
            return None;
        }
        let end = self.unknown_end_of_list(at);
        if comma && !self.list_goes_on(end) {
            return None;
        }
        let name = self.text.get(token.span.start..self.tokens[end - 1].span.end)?;
        let every = self.gazetteer.lookup(name);
        // A larger place after a comma holds the one before: `Kecamatan Coblong, Bandung`.
        if comma
            && every
                .iter()
                .any(|e| self.class(e).is_some_and(|c| matches!(c, PlaceClass::Country | PlaceClass::Admin1)))
        {
            return None;
        }
        let mut entries = every;
        entries.retain(|e| self.class(e).is_some_and(|c| compatible(class, c)));
        let form = if entries.is_empty() { Form::Unknown } else { Form::Typed };
        let mut found = self.found(at, end, at, entries, form);
        found.class = Some(class);
        Some(found)
    }

    fn unknown_end_of_list(&self, at: usize) -> usize {
        let mut end = at + 1;
        while end < self.tokens.len()
            && self.tokens[end].capital
            && self.tokens[end].gap == Gap::Blank
            && end - at < LONGEST_UNKNOWN
        {
            end += 1;
        }
        end
    }

    /// Whether a list that stands at `end` runs on to a conjunction and a last member.
    fn list_goes_on(&self, mut end: usize) -> bool {
        let most = (end + LONGEST_LIST).min(self.tokens.len());
        while end < most {
            let token = &self.tokens[end];
            if self.lexicon.is(token.lower, Kind::Conjunction) {
                return self.tokens.get(end + 1).is_some_and(|t| t.capital && t.gap == Gap::Blank);
            }
            if !token.capital || !matches!(token.gap, Gap::Comma | Gap::Blank) {
                return false;
            }
            end += 1;
        }
        false
    }

    /// A direction in lower case before a name: the gazetteer has only the whole.
    fn sided(&self, at: usize) -> Option<Found> {
        if !self.tokens[at].starts.has(Starts::DIRECTION) {
            return None;
        }
        let lower = |at: usize| self.tokens.get(at).filter(|t| !t.capital).map(|t| t.lower);
        let first = lower(at)?;
        let two = lower(at + 1).map(|second| format!("{first} {second}"));
        let words = match two {
            Some(two) if self.lexicon.is(&two, Kind::Direction) => 2,
            _ if self.lexicon.is(first, Kind::Direction) => 1,
            _ => return None,
        };
        let name = at + words;
        if !self.tokens.get(name).is_some_and(|t| t.capital && t.gap == Gap::Blank) || !self.free(name) {
            return None;
        }
        let (count, mut entries) = self.longest(name)?;
        entries.retain(|e| self.class(e).is_some_and(is_wide));
        (!entries.is_empty()).then(|| self.found(at, name + count, at, entries, Form::Side))
    }

    /// A name of the gazetteer.
    fn named(&self, at: usize) -> Option<Found> {
        if !self.tokens[at].capital || !self.free(at) {
            return None;
        }
        if let Some(found) = self.possessive(at) {
            return Some(found);
        }
        let (count, entries) = self.longest(at)?;
        let end = at + count;
        // `The Kremlin` is the Kremlin, but `The Hague` is no Hague.
        let article = count > 1 && self.lexicon.is(self.tokens[at].text, Kind::Pronoun);
        let rest = if article { self.longest(at + 1) } else { None };
        if rest
            .is_some_and(|(n, list)| at + 1 + n == end && list.iter().any(|e| entries.iter().any(|f| f.row == e.row)))
        {
            return None;
        }
        if let Some(found) = self.across_comma(at, end) {
            return Some(found);
        }
        // `Presiden Prancis de Gaulle`: behind a title or a country the particle begins a person's name.
        let state = entries.iter().any(|e| self.class(e) == Some(PlaceClass::Country));
        if let Some(longer) = self.goes_on(end).filter(|_| !state && !self.masks.titled[at]) {
            // `Agusan del Sur` is another place than `Agusan`, and one that the gazetteer does not know.
            let class = self.class_behind(longer)?;
            let mut found = self.found(at, longer, at, Vec::new(), Form::Unknown);
            found.class = Some(class);
            return Some(found);
        }
        if let Some(next) = self.tokens.get(end).filter(|t| t.gap == Gap::Blank) {
            let part = next.capital && self.lexicon.is(next.text, Kind::Part);
            let side = !next.capital
                && self.lexicon.is(next.lower, Kind::Direction)
                && !self.lexicon.is(next.lower, Kind::Actor);
            if (part || side) && self.free(end) {
                let mut wide = entries.clone();
                wide.retain(|e| self.class(e).is_some_and(|c| is_wide(c) || (part && c == PlaceClass::City)));
                if !wide.is_empty() {
                    return Some(self.found(at, end + 1, at, wide, Form::Side));
                }
            }
        }
        let class = self.class_behind(end).filter(|class| entries.iter().any(|e| self.class(e) == Some(*class)));
        let mut found = self.found(at, end, at, entries, Form::Name);
        found.class = class;
        Some(found)
    }

    /// One past the last word of a name that goes on behind a particle: `… del Sur`.
    fn goes_on(&self, end: usize) -> Option<usize> {
        let blank = |at: usize| self.tokens.get(at).filter(|t| t.gap == Gap::Blank);
        let particle = |at: usize| blank(at).is_some_and(|t| !t.capital && self.lexicon.is(t.lower, Kind::Particle));
        let capital = |at: usize| blank(at).is_some_and(|t| t.capital);
        let name = (end..end + PARTICLES).take_while(|at| particle(*at)).last()? + 1;
        let more = (name..name + LONGEST_UNKNOWN).take_while(|at| capital(*at)).last()?;
        Some(more + 1)
    }

    /// The class that a type word in lower case behind a name demands without belonging to it: `Idlib province`. Before
    /// another noun the word is that noun's (`Georgia state media`).
    fn class_behind(&self, end: usize) -> Option<PlaceClass> {
        let word = self.tokens.get(end).filter(|t| t.gap == Gap::Blank && !t.capital)?;
        let class = self.lexicon.after.get(word.lower)?.class;
        let ends = self.tokens.get(end + 1).is_none_or(|next| {
            let joins = self.lexicon.cues.contains_key(next.lower)
                || [Kind::Conjunction, Kind::Clause, Kind::Relative, Kind::Actor, Kind::Bound]
                    .iter()
                    .any(|kind| self.lexicon.is(next.lower, *kind));
            next.gap != Gap::Blank || joins
        });
        (ends && matches!(class, PlaceClass::Admin1 | PlaceClass::Admin2)).then_some(class)
    }

    /// `Washington, D.C.` is one name.
    fn across_comma(&self, at: usize, end: usize) -> Option<Found> {
        let next = self.tokens.get(end).filter(|t| t.gap == Gap::Comma && t.text.contains('.'))?;
        if self.lexicon.divisions.get(next.text).is_some_and(|name| !name.contains(self.tokens[at].text))
            && next.text.len() > 4
        {
            return None;
        }
        let whole = self.text.get(self.tokens[at].span.start..next.span.end)?;
        let entries = self.gazetteer.lookup(whole);
        (!entries.is_empty()).then(|| self.found(at, end + 1, at, entries, Form::Name))
    }

    pub(super) fn class(&self, entry: &Entry) -> Option<PlaceClass> {
        self.gazetteer.class(entry.row)
    }
}

/// Whether a side of such a place is spoken of.
fn is_wide(class: PlaceClass) -> bool {
    use PlaceClass::*;
    matches!(class, Country | Continent | Admin1 | Island | Region)
}
