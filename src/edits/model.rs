//! What an editor may say of the events: the types that `article.edits.toml` is read into.

use crate::event::{Category, Modality};
use crate::place::Role;
use std::ops::Range;

/// Where in the file something stands, in bytes. Two edits that differ in nothing else are equal.
#[derive(Debug, Clone, Default)]
pub struct At(pub Range<usize>);

impl PartialEq for At {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// A value with its place in the file, so that what only the run can tell (an unknown place) is still shown there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Located<T> {
    pub value: T,
    pub at: At,
}

/// Which event is meant: by its id, and by the words that tell it where the id is no longer there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Target {
    /// Id of the event as `extract` writes it, or the beginning of one.
    pub id: Option<String>,
    /// The sentence that tells the event, or a part of it.
    pub quote: Option<String>,
    /// The word of the sentence that tells it, where one sentence tells several events.
    pub trigger: Option<String>,
    /// Id of the document, where several have the same sentence.
    pub doc: Option<String>,
}

impl Target {
    /// How messages call the target.
    pub fn shown(&self) -> String {
        const LONGEST: usize = 60;
        let quote = self.quote.as_deref().map(|quote| {
            let flat = quote.split_whitespace().collect::<Vec<_>>().join(" ");
            let short: String = flat.chars().take(LONGEST).collect();
            if short.len() < flat.len() { format!("\"{short}…\"") } else { format!("\"{short}\"") }
        });
        match (&self.id, quote) {
            (Some(id), Some(quote)) => format!("{id} ({quote})"),
            (Some(id), None) => id.clone(),
            (None, Some(quote)) => quote,
            (None, None) => "an event without a name".to_string(),
        }
    }
}

/// Where an event happened, as an editor writes it.
#[derive(Debug, Clone, PartialEq)]
pub enum PlaceEdit {
    /// `none`: the event has no place.
    Nowhere,
    /// An id of the gazetteer or a name in it, such as `Cilacap, Jawa Tengah`.
    Named(String),
    /// A point in degrees with the name that the map writes.
    Point { name: String, lat: f64, lon: f64 },
}

/// What a place does in an event, as an editor writes it.
#[derive(Debug, Clone, PartialEq)]
pub enum RoleEdit {
    /// The role of the event's only place.
    Only(Role),
    /// Roles by the id or the name of the place.
    Of(Vec<(String, Role)>),
}

/// What an edit says of an event; what is `None` stays as it was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Change {
    /// ISO 8601 or EDTF, or words that the article's own language pack reads.
    pub date: Option<Located<String>>,
    pub place: Option<Located<PlaceEdit>>,
    pub role: Option<Located<RoleEdit>>,
    pub label: Option<String>,
    pub category: Option<Category>,
    pub modality: Option<Modality>,
    /// Who took part, by name.
    pub who: Option<Vec<String>>,
    /// Rank among the events of its day, the lowest first; events without a rank follow.
    pub order: Option<i64>,
}

/// One `[[edit]]`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edit {
    pub target: Target,
    pub change: Change,
    /// `true` takes the event out of every result; `false` keeps it on a picture that has no room for all.
    pub hide: Option<bool>,
    /// The event is taken apart into its tellings.
    pub split: bool,
    /// Events that tell this one again.
    pub merge: Vec<Located<Target>>,
    /// Its head in the file.
    pub at: At,
}

impl Edit {
    /// Whether it says nothing of its event, as `review` writes it.
    pub fn is_empty(&self) -> bool {
        self.change == Change::default() && self.hide.is_none() && !self.split && self.merge.is_empty()
    }
}

/// One `[[add]]`: an event that the text does not tell, or that was not found in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Add {
    /// Its label is always there.
    pub change: Change,
    /// The sentence of the article that tells it.
    pub quote: Option<String>,
    /// Who says it, where no sentence of the article does.
    pub source: Option<String>,
    /// Id of the document that it joins; the first one where none is named.
    pub doc: Option<String>,
    /// Its head in the file.
    pub at: At,
}

/// A whole file of edits.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edits {
    /// In the order of the file.
    pub edits: Vec<Edit>,
    pub adds: Vec<Add>,
}

impl Edits {
    /// The edits that say something: what `review` offered and nobody took up is left out.
    pub fn said(&self) -> Self {
        let edits = self.edits.iter().filter(|edit| !edit.is_empty()).cloned().collect();
        Self { edits, adds: self.adds.clone() }
    }
}

/// The modalities by name.
pub const MODALITIES: [(&str, Modality); 5] = [
    ("asserted", Modality::Asserted),
    ("planned", Modality::Planned),
    ("reported-possible", Modality::ReportedPossible),
    ("denied", Modality::Denied),
    ("background", Modality::Background),
];

/// The roles by name.
pub const ROLES: [(&str, Role); 9] = [
    ("event-site", Role::EventSite),
    ("container", Role::Container),
    ("metonym", Role::Metonym),
    ("affiliation", Role::Affiliation),
    ("origin", Role::Origin),
    ("destination", Role::Destination),
    ("dateline", Role::Dateline),
    ("bloc", Role::Bloc),
    ("background", Role::Background),
];

/// The name of a modality in data and edits.
pub fn modality_name(modality: Modality) -> &'static str {
    MODALITIES.iter().find(|(_, other)| *other == modality).map_or("asserted", |(name, _)| name)
}

/// The name of a role in data and edits.
pub fn role_name(role: Role) -> &'static str {
    ROLES.iter().find(|(_, other)| *other == role).map_or("event-site", |(name, _)| name)
}
