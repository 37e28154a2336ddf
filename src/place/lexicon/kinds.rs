//! The kinds into which a pack sorts its words around places, with their names in its tables.

use super::PlaceClass;

/// What the words before a place say of the place's part in the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::place) enum Cue {
    Location,
    Origin,
    Destination,
    Container,
    Affiliation,
    Path,
    /// A party, a speaker, the other side of a relation.
    Agent,
    /// What comes from the place: products, weapons, dishes.
    Goods,
    /// Craft and arms, which come from a country, and else bear names that are no places (`pesawat Hercules`).
    Craft,
    /// Reaching a place: a site where it is a point, a destination where it is a country.
    Arrival,
    /// Where a body has its seat: no site of an event.
    Seat,
    /// A blow aimed at the place.
    Target,
    /// A verb of disaster or war whose object is the place.
    Impact,
    /// A verb of disaster: its object is a place, while a verb of war strikes persons too.
    Disaster,
    /// A distance or a direction from the place.
    Distance,
    Background,
    Direction,
    /// What follows is a language, no place.
    Language,
}

pub(super) const CUES: [(&str, Cue); 18] = [
    ("location", Cue::Location),
    ("origin", Cue::Origin),
    ("destination", Cue::Destination),
    ("container", Cue::Container),
    ("affiliation", Cue::Affiliation),
    ("path", Cue::Path),
    ("agent", Cue::Agent),
    ("goods", Cue::Goods),
    ("craft", Cue::Craft),
    ("arrival", Cue::Arrival),
    ("seat", Cue::Seat),
    ("target", Cue::Target),
    ("impact", Cue::Impact),
    ("disaster", Cue::Disaster),
    ("distance", Cue::Distance),
    ("background", Cue::Background),
    ("direction", Cue::Direction),
    ("language", Cue::Language),
];

/// What a word around a place is (`place_roles.tsv`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::place) enum Kind {
    Conjunction,
    Relative,
    Clause,
    Actor,
    NotActor,
    Patient,
    Skip,
    All,
    Route,
    Direction,
    Part,
    Particle,
    Calendar,
    Pronoun,
    Bloc,
    /// With it a new phrase begins: what stands before it is whole.
    Bound,
}

pub(super) const KINDS: [(&str, Kind); 16] = [
    ("conjunction", Kind::Conjunction),
    ("relative", Kind::Relative),
    ("clause", Kind::Clause),
    ("actor", Kind::Actor),
    ("not-actor", Kind::NotActor),
    ("patient", Kind::Patient),
    ("skip", Kind::Skip),
    ("all", Kind::All),
    ("route", Kind::Route),
    ("direction", Kind::Direction),
    ("part", Kind::Part),
    ("particle", Kind::Particle),
    ("calendar", Kind::Calendar),
    ("pronoun", Kind::Pronoun),
    ("bloc", Kind::Bloc),
    ("bound", Kind::Bound),
];

/// When a lower-case type word belongs to the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::place) enum Lower {
    Never,
    AfterCue,
    Always,
}

/// A word that says of which class the place beside it is.
#[derive(Debug, Clone)]
pub(in crate::place) struct TypeWord {
    pub class: PlaceClass,
    pub lower: Lower,
    /// An unknown name beside it is a mention too.
    pub bare: bool,
    pub words: usize,
    /// It is an abbreviation in capitals (`DI`), unlike a preposition of the same letters.
    pub capitals: bool,
}

/// What becomes of a place inside an organisation's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::place) enum Policy {
    /// The whole run of capitals is the name; its places are no mentions.
    Run,
    /// The head alone is the name; what follows is read by itself.
    Alone,
    /// A country that follows is a mention: the state acts through its body.
    State,
}

/// What may follow a title besides a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::place) enum Follows {
    Place,
    /// A country, as after a profession.
    Country,
    Name,
}

/// A word or words that begin an organisation's name.
#[derive(Debug, Clone)]
pub(in crate::place) struct Head {
    pub words: Vec<String>,
    pub policy: Policy,
}

/// What may begin with a word, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::place) struct Starts(u8);

impl Starts {
    pub(in crate::place) const TYPE_BEFORE: Self = Self(1);
    pub(in crate::place) const TYPE_AFTER: Self = Self(2);
    pub(in crate::place) const CUE: Self = Self(4);
    pub(in crate::place) const TITLE: Self = Self(8);
    pub(in crate::place) const HEAD: Self = Self(16);
    pub(in crate::place) const DIRECTION: Self = Self(32);
    pub(in crate::place) const ADJECTIVE: Self = Self(64);
    pub(in crate::place) const BLOC: Self = Self(128);

    /// Whether one of these kinds is among them.
    pub(in crate::place) fn has(self, kind: Self) -> bool {
        self.0 & kind.0 != 0
    }

    pub(super) fn and(self, more: Self) -> Self {
        Self(self.0 | more.0)
    }
}
