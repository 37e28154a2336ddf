//! What a mention does in its sentence: one rule each, the first that holds.

use super::belief::{cue_before, people_before};
use super::evidence::{contains, rank};
use super::gazetteer::Facts;
use super::lexicon::{Cue, Kind};
use super::names::{Mask, Masks};
use super::recognise::{Form, Found};
use super::tokens::{Gap, Token};
use super::{PlaceClass, PlaceLexicon, Role};
use crate::text::ZoneKind;

/// A mention that has been resolved, as far as roles need it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Resolved<'r> {
    pub found: &'r Found,
    pub place: Option<Facts<'r>>,
    /// The word is a demonym.
    pub demonym: bool,
    /// Class of the place, or of its type word.
    pub class: PlaceClass,
}

/// Words between two known members of a list.
const LIST_BETWEEN: usize = 6;
/// How far back the phrase before a comma is searched for its preposition.
const PHRASE: usize = 7;

/// The roles of all mentions, in order; a later one may take over the role of the one before it.
pub(super) fn roles(all: &[Resolved<'_>], tokens: &[Token<'_>], masks: &Masks, lexicon: &PlaceLexicon) -> Vec<Role> {
    let mut out: Vec<Role> = Vec::with_capacity(all.len());
    let reader = Reader { all, tokens, masks, lexicon };
    for index in 0..all.len() {
        let role = reader.role(index, out.last().copied());
        out.push(role);
    }
    out
}

struct Reader<'r, 'a> {
    all: &'r [Resolved<'r>],
    tokens: &'r [Token<'a>],
    masks: &'r Masks,
    lexicon: &'r PlaceLexicon,
}

impl Reader<'_, '_> {
    fn role(&self, index: usize, before: Option<Role>) -> Role {
        let this = &self.all[index];
        let first = this.found.first;
        if self.tokens[first].zone == Some(ZoneKind::Dateline) {
            return Role::Dateline;
        }
        if this.class == PlaceClass::Bloc {
            return Role::Bloc;
        }
        if this.demonym {
            return Role::Affiliation;
        }
        if self.masks.state[first] {
            return Role::Metonym;
        }
        if self.masks.titled[first] || self.office_follows(this) {
            return Role::Affiliation;
        }
        self.route(index, before)
            .or_else(|| self.appositive(index, before))
            .or_else(|| self.container(index, before))
            .or_else(|| self.cued(index))
            .or_else(|| self.member(index, before))
            .or_else(|| self.phrase_before(index))
            .or_else(|| self.acting(index))
            .or_else(|| people_before(self.tokens, first, self.lexicon).then_some(Role::Affiliation))
            .or_else(|| self.branch(this))
            .or_else(|| self.governed(this))
            .unwrap_or(Role::Background)
    }

    /// Whether the place can stand for its government.
    fn can_act(&self, this: &Resolved<'_>) -> bool {
        this.class == PlaceClass::Country || this.place.as_ref().is_some_and(|p| p.stands_for.is_some())
    }

    /// An office or a jurisdiction right after the place (`US President`, `Boston police`).
    fn office_follows(&self, this: &Resolved<'_>) -> bool {
        let Some(next) = self.tokens.get(this.found.end) else { return false };
        let joined = matches!(next.gap, Gap::Blank | Gap::Possessive);
        let office = next.capital && self.lexicon.titles.contains_key(next.lower);
        let person = self.lexicon.tails.get(next.text).copied().unwrap_or(false);
        // A cue that names people or an office comes after the place in languages that put adjectives first.
        let people = self.lexicon.cues.get(next.lower) == Some(&Cue::Affiliation);
        joined && (person || self.lexicon.adjective_first && (office || people))
    }

    /// A body right before the place is the body's branch there (`KNPI Bantul`).
    fn branch(&self, this: &Resolved<'_>) -> Option<Role> {
        let first = this.found.first;
        let before = first.checked_sub(1)?;
        let joined = matches!(self.tokens[first].gap, Gap::Blank | Gap::Close);
        let word = &self.tokens[before];
        let initials = word.caps && !word.shout && !self.all.iter().any(|r| r.found.end == first);
        let body = self.masks.kinds[before] == Mask::Organisation || initials;
        (joined && body && self.tokens[first].gap != Gap::Open).then_some(Role::Affiliation)
    }

    /// What a country is to the word right before it, in languages that put attributes last: the agent of a passive
    /// verb or of a relative clause and the object of a verb act or are acted upon as states (`dituduh Iran`), and
    /// after a noun the country says whose the thing is (`armada Iran`).
    fn governed(&self, this: &Resolved<'_>) -> Option<Role> {
        let first = this.found.first;
        let word = &self.tokens[first.checked_sub(1)?];
        let plain = !word.capital || word.positional && !word.caps;
        if self.lexicon.adjective_first || self.tokens[first].gap != Gap::Blank || !plain || !self.can_act(this) {
            return None;
        }
        // The paper's own country is the frame of what it tells (`inflasi Indonesia`).
        if self.is_home(this) {
            return None;
        }
        let is = |kind: Kind| self.lexicon.is(word.lower, kind);
        if is(Kind::Relative) || self.lexicon.suffers(word.lower) || self.lexicon.acts(word.lower) {
            return Some(Role::Metonym);
        }
        let noun = ![Kind::Conjunction, Kind::Clause, Kind::NotActor, Kind::Skip, Kind::Pronoun].into_iter().any(is)
            && !self.lexicon.cues.contains_key(word.lower)
            && word.text.chars().all(char::is_alphabetic);
        (noun && this.class == PlaceClass::Country).then_some(Role::Affiliation)
    }

    /// The mention before, where only `gap` or a conjunction stands between.
    fn previous(&self, index: usize) -> Option<(&Resolved<'_>, Gap)> {
        let before = self.all.get(index.checked_sub(1)?)?;
        let first = self.all[index].found.first;
        let gap = self.tokens[first].gap;
        if before.found.end == first {
            return Some((before, gap));
        }
        let conjunction = before.found.end + 1 == first
            && gap == Gap::Blank
            && matches!(self.tokens[before.found.end].gap, Gap::Blank | Gap::Comma)
            && self.lexicon.is(self.tokens[before.found.end].lower, Kind::Conjunction);
        conjunction.then_some((before, Gap::Blank))
    }

    /// `ruas Cirebon-Semarang` runs from the one to the other; `RI-Afsel` are two states.
    fn route(&self, index: usize, before: Option<Role>) -> Option<Role> {
        let this = &self.all[index];
        if let Some((other, Gap::Hyphen)) = self.previous(index) {
            return Some(match before {
                Some(Role::Origin) => Role::Destination,
                _ if self.can_act(this) && self.can_act(other) => Role::Metonym,
                Some(role) => role,
                None => Role::Background,
            });
        }
        let next = self.all.get(index + 1)?;
        if next.found.first != this.found.end || self.tokens[next.found.first].gap != Gap::Hyphen {
            return None;
        }
        let from = this.found.first.saturating_sub(2);
        let way = self.tokens[from..this.found.first].iter().any(|t| self.lexicon.is(t.lower, Kind::Route));
        match (way, self.can_act(this) && self.can_act(next)) {
            (true, _) => Some(Role::Origin),
            (false, true) => Some(Role::Metonym),
            (false, false) => None,
        }
    }

    /// A name in brackets after another has its part: `Pantai Utara Jawa (Pantura)`.
    fn appositive(&self, index: usize, before: Option<Role>) -> Option<Role> {
        match self.previous(index)? {
            (_, Gap::Open) => before,
            _ => None,
        }
    }

    /// The larger place after a comma or after `di` that holds the one before.
    fn container(&self, index: usize, before: Option<Role>) -> Option<Role> {
        let this = &self.all[index];
        let other = self.all.get(index.checked_sub(1)?)?;
        let gap = self.tokens[this.found.first].gap;
        let bracket = other.found.end + 1 == this.found.first
            && gap == Gap::Close
            && self.tokens[other.found.end].gap == Gap::Open;
        let comma =
            bracket || other.found.end == this.found.first && matches!(gap, Gap::Comma | Gap::Blank | Gap::Close);
        let cued = other.found.end + 1 == this.found.first
            && gap == Gap::Blank
            && self.tokens[other.found.end].gap == Gap::Blank
            && self.lexicon.cues.get(self.tokens[other.found.end].lower) == Some(&Cue::Location);
        if !(comma || cued) || matches!(before, Some(Role::Dateline)) {
            return None;
        }
        let holds = match (&this.place, &other.place) {
            (Some(outer), Some(inner)) => contains(outer, inner),
            // What the gazetteer does not have is judged by its type word.
            _ => rank(this.class) > rank(other.class) && (rank(this.class) >= 2 || cued),
        };
        // `di Garut, Ciamis, dan Tasikmalaya`: a regency beside a town is the next of the list.
        // Behind its type word, or with its province behind it, it is where the town lies (`Soreang, Kabupaten Bandung, Jawa
        // Barat, dan Wates`).
        let peers = rank(this.class) <= rank(PlaceClass::Admin2) && rank(other.class) >= rank(PlaceClass::City);
        let addressed = this.found.class.is_some()
            || self
                .all
                .get(index + 1)
                .is_some_and(|next| next.found.first == this.found.end && rank(next.class) >= rank(PlaceClass::Admin1));
        (holds && !(peers && !addressed && comma && self.lists_on(index))).then_some(Role::Container)
    }

    /// Whether a mention stands in a list that runs on to a conjunction and a last member.
    fn lists_on(&self, index: usize) -> bool {
        let next = (index + 1..self.all.len()).map_while(|at| Some((at, self.previous(at)?.1)));
        let mut joints = next.map(|(at, gap)| {
            let conjoined = self.all[at - 1].found.end != self.all[at].found.first;
            (conjoined, gap)
        });
        joints.find(|(conjoined, gap)| *conjoined || *gap != Gap::Comma).is_some_and(|(conjoined, _)| conjoined)
    }

    /// What the words before it say.
    fn cued(&self, index: usize) -> Option<Role> {
        let this = &self.all[index];
        let first = this.found.first;
        let (cue, _) = cue_before(self.tokens, first, self.lexicon)?;
        let home = self.is_home(this);
        Some(match cue {
            // The paper's own country is the frame of what it tells, never a spot.
            Cue::Location if home => Role::Container,
            Cue::Location => Role::EventSite,
            Cue::Container => Role::Container,
            Cue::Target | Cue::Impact | Cue::Disaster => Role::EventSite,
            Cue::Origin if self.speaks_in_relative(this) => Role::Metonym,
            Cue::Origin | Cue::Goods | Cue::Craft => Role::Origin,
            Cue::Destination => Role::Destination,
            Cue::Arrival if rank(this.class) >= rank(PlaceClass::Admin1) => Role::Destination,
            Cue::Arrival => Role::EventSite,
            Cue::Affiliation => Role::Affiliation,
            Cue::Agent if self.can_act(this) => Role::Metonym,
            Cue::Agent if self.class_of_division(this) => Role::Affiliation,
            Cue::Seat | Cue::Distance | Cue::Path | Cue::Background | Cue::Direction | Cue::Language | Cue::Agent => {
                return self.acting(index);
            }
        })
    }

    /// Whether it is the country for which the language's papers write.
    fn is_home(&self, this: &Resolved<'_>) -> bool {
        this.class == PlaceClass::Country
            && self.lexicon.home.is_some()
            && this.place.as_ref().is_some_and(|p| p.country == self.lexicon.home.as_deref())
    }

    fn class_of_division(&self, this: &Resolved<'_>) -> bool {
        matches!(this.class, PlaceClass::Admin1 | PlaceClass::Admin2)
    }

    /// `…, yang menginginkan …`: a clause about the place in which it acts.
    fn speaks_in_relative(&self, this: &Resolved<'_>) -> bool {
        let relative = self.tokens.get(this.found.end).is_some_and(|t| self.lexicon.is(t.lower, Kind::Relative));
        let verb = self.tokens.get(this.found.end + 1).is_some_and(|t| self.lexicon.acts(t.lower));
        relative && verb && self.can_act(this)
    }

    /// The member of the same list before a mention, where unknown names stand between the two: `Konga, Bokang, dan
    /// Lewolaga`.
    fn listed(&self, index: usize) -> Option<(&Resolved<'_>, Gap)> {
        let before = self.all.get(index.checked_sub(1)?)?;
        let (from, first) = (before.found.end, self.all[index].found.first);
        let between = self.tokens.get(from..first).filter(|t| !t.is_empty() && t.len() <= LIST_BETWEEN)?;
        let joins = |lower: &str| self.lexicon.is(lower, Kind::Conjunction);
        let member = |t: &Token<'_>| t.capital && matches!(t.gap, Gap::Comma | Gap::Blank) || joins(t.lower);
        let person =
            |t: &Token<'_>| self.lexicon.titles.contains_key(t.lower) || self.lexicon.persons.contains_key(t.text);
        if between.iter().any(person) {
            return None;
        }
        let comma = between[0].gap == Gap::Comma && between[0].capital;
        let closed = self.tokens[first].gap == Gap::Comma || between.last().is_some_and(|t| joins(t.lower));
        (comma && closed && between.iter().all(member)).then_some((before, Gap::Comma))
    }

    /// A member of a list has the part of the member before it.
    fn member(&self, index: usize, before: Option<Role>) -> Option<Role> {
        let (other, gap) = self.previous(index).or_else(|| self.listed(index))?;
        let this = &self.all[index];
        let alike = rank(this.class).abs_diff(rank(other.class)) <= 3 || this.class == other.class;
        if !alike || !matches!(gap, Gap::Comma | Gap::Blank) {
            return None;
        }
        before.filter(|role| !matches!(role, Role::Dateline | Role::Bloc | Role::Background))
    }

    /// `di kantor pusat KPK, Jakarta`: the phrase before the comma is where it happens, and has no place of its own.
    fn phrase_before(&self, index: usize) -> Option<Role> {
        let first = self.all[index].found.first;
        // A house or a road often stands right after a common noun: `di halaman Masjid X`.
        let small = rank(self.all[index].class) == 0 && self.tokens[first].gap == Gap::Blank;
        if self.tokens[first].gap != Gap::Comma && !small {
            return None;
        }
        let mut at = first;
        for _ in 0..PHRASE {
            at = at.checked_sub(1)?;
            let token = &self.tokens[at];
            let stops = self.all[..index].iter().rev().take(2).any(|r| r.found.first <= at && at < r.found.end);
            if stops {
                return None;
            }
            if self.lexicon.cues.get(token.lower) == Some(&Cue::Location) && !token.capital {
                // A preposition of place before a name or a thing, not before another place.
                return Some(Role::EventSite);
            }
            if !matches!(token.gap, Gap::Blank | Gap::Hyphen | Gap::Open | Gap::Close) {
                return None;
            }
        }
        None
    }

    /// The subject of a verb of speech or will acts; that of a verb of suffering is where it happens.
    fn acting(&self, index: usize) -> Option<Role> {
        let this = &self.all[index];
        let next = self.tokens.get(this.found.end).filter(|t| t.gap == Gap::Blank)?;
        let first = this.found.first;
        let opens = match self.tokens[first].gap {
            Gap::Break | Gap::Comma | Gap::Close => true,
            Gap::Blank => {
                first == 0 || {
                    let before = &self.tokens[first - 1];
                    self.lexicon.is(before.lower, Kind::Clause)
                        || self.lexicon.is(before.lower, Kind::Conjunction)
                        || before.positional
                }
            }
            _ => false,
        };
        let relative = self.lexicon.is(next.lower, Kind::Relative) && self.speaks_in_relative(this);
        if !opens && !relative {
            return None;
        }
        // An adverb may stand before the verb (`Ankara kerap menuduh`).
        let adverb = !self.lexicon.adjective_first
            && !self.lexicon.cues.contains_key(next.lower)
            && ![Kind::Conjunction, Kind::Clause, Kind::Relative].into_iter().any(|k| self.lexicon.is(next.lower, k))
            && !self.lexicon.suffers(next.lower)
            && self.tokens.get(this.found.end + 1).is_some_and(|t| t.gap == Gap::Blank && self.lexicon.acts(t.lower));
        if self.lexicon.acts(next.lower) || relative || adverb {
            return self.can_act(this).then_some(Role::Metonym);
        }
        if self.lexicon.suffers(next.lower) {
            return Some(Role::EventSite);
        }
        // Two subjects joined: `Rusia dan Ukraina sepakat`.
        let joined = self.all.get(index + 1)?;
        let conjunction = joined.found.first == this.found.end + 1 && self.lexicon.is(next.lower, Kind::Conjunction);
        let verb = self.tokens.get(joined.found.end).is_some_and(|t| t.gap == Gap::Blank && self.lexicon.acts(t.lower));
        (conjunction && verb && self.can_act(this)).then_some(Role::Metonym)
    }
}

/// Whether a mention by its form alone has no place of its own.
pub(super) fn has_no_place(form: Form) -> bool {
    matches!(form, Form::Unknown | Form::Side)
}
