//! What place resolution needs of a language pack: type words, cues, titles, organisations, persons, traps.

use super::{Gazetteer, PlaceClass};
use crate::error::Error;
use crate::lang::{Pack, Row};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What the words before a place say of the place's part in the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
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

const CUES: [(&str, Cue); 17] = [
    ("location", Cue::Location),
    ("origin", Cue::Origin),
    ("destination", Cue::Destination),
    ("container", Cue::Container),
    ("affiliation", Cue::Affiliation),
    ("path", Cue::Path),
    ("agent", Cue::Agent),
    ("goods", Cue::Goods),
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
pub(super) enum Kind {
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
}

const KINDS: [(&str, Kind); 15] = [
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
];

/// When a lower-case type word belongs to the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lower {
    Never,
    AfterCue,
    Always,
}

/// A word that says of which class the place beside it is.
#[derive(Debug, Clone)]
pub(super) struct TypeWord {
    pub class: PlaceClass,
    pub lower: Lower,
    /// An unknown name beside it is a mention too.
    pub bare: bool,
    /// How many words it has.
    pub words: usize,
    /// It is an abbreviation in capitals (`DI`), unlike a preposition of the same letters.
    pub capitals: bool,
}

/// What becomes of a place inside an organisation's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Policy {
    /// The whole run of capitals is the name; its places are no mentions.
    Run,
    /// The head alone is the name; what follows is read by itself.
    Alone,
    /// A country that follows is a mention: the state acts through its body.
    State,
}

/// What may follow a title besides a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Follows {
    Place,
    /// A country, as after a profession.
    Country,
    /// Names only.
    Name,
}

/// A word or words that begin an organisation's name.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub words: Vec<String>,
    pub policy: Policy,
}

/// The place tables of one language, checked.
#[derive(Debug, Clone)]
pub struct PlaceLexicon {
    /// Language code of the pack.
    pub code: &'static str,
    /// Type words before a name, in lower case.
    pub(super) before: HashMap<String, TypeWord>,
    /// Type words after a name, in lower case.
    pub(super) after: HashMap<String, TypeWord>,
    /// Cues of one or more words in lower case.
    pub(super) cues: HashMap<String, Cue>,
    /// Kinds of a form, one bit each.
    roles: HashMap<String, u32>,
    /// Adjectives and offices stand after the place (`US President`, `Turkish soldiers`).
    pub(super) adjective_first: bool,
    actor_prefixes: Vec<String>,
    patient_prefixes: Vec<String>,
    /// Country whose bodies need not name it.
    pub(super) home: Option<String>,
    /// Titles in lower case, of one or more words, with what may follow.
    pub(super) titles: HashMap<String, Follows>,
    /// First words of titles in lower case, so that most words are passed over at once.
    pub(super) title_starts: HashSet<String>,
    /// Heads of organisations by their first word as written, because `Bank` and `bank` differ.
    pub(super) heads: HashMap<String, Vec<Head>>,
    /// Words after a place that make it an organisation's name: true where the place stays a mention.
    pub(super) tails: HashMap<String, bool>,
    /// Parts of persons' names as written: true where the part is nothing else.
    pub(super) persons: HashMap<String, bool>,
    /// Names in lower case that are ordinary words first: true where the bare word is no place whatever its capital.
    pub(super) common: HashMap<String, bool>,
    /// Abbreviations of names of divisions, as written, with the name.
    pub(super) divisions: BTreeMap<String, String>,
    /// Adjectives and peoples of places larger than a country, as written, with the place's name.
    pub(super) adjectives: HashMap<String, String>,
    /// Folded names of the language for places of the gazetteer, with a name that the gazetteer has.
    pub(super) names: HashMap<String, String>,
    /// First words of these names, with the most words of a name that begins so.
    pub(super) name_starts: HashMap<String, usize>,
    /// Offices in lower case, with the class of the place before which they stand.
    pub(super) offices_before: HashMap<String, PlaceClass>,
    /// The same for the place after which they stand.
    pub(super) offices_after: HashMap<String, PlaceClass>,
    /// Words in lower case whose full stop does not end a name.
    pub(super) dotted: HashSet<String>,
}

impl PlaceLexicon {
    /// Reads `place_cues.tsv`, `place_types.tsv`, `place_roles.tsv`, `place_aliases.tsv`,
    /// `place_offices.tsv`, `titles.tsv`, `org_heads.tsv`,
    /// `person_names.tsv`, `common_words_places.tsv`, the divisions in `abbreviations.tsv` and, where the pack has
    /// it, `org_tails.tsv`.
    ///
    /// # Errors
    /// A missing or malformed file or an unknown word in a column of kinds, with file and line.
    pub fn from_pack(pack: &Pack) -> Result<Self, Error> {
        let mut lexicon = Self {
            code: pack.code,
            before: HashMap::new(),
            after: HashMap::new(),
            cues: HashMap::new(),
            roles: HashMap::new(),
            adjective_first: false,
            actor_prefixes: Vec::new(),
            patient_prefixes: Vec::new(),
            home: None,
            titles: HashMap::new(),
            title_starts: HashSet::new(),
            heads: HashMap::new(),
            tails: HashMap::new(),
            persons: HashMap::new(),
            common: HashMap::new(),
            divisions: BTreeMap::new(),
            adjectives: HashMap::new(),
            names: HashMap::new(),
            name_starts: HashMap::new(),
            offices_before: HashMap::new(),
            offices_after: HashMap::new(),
            dotted: HashSet::new(),
        };
        lexicon.read_types(pack)?;
        lexicon.read_cues(pack)?;
        lexicon.read_roles(pack)?;
        lexicon.read_organisations(pack)?;
        lexicon.read_names(pack)?;
        for row in pack.table("titles.tsv")?.rows()? {
            let follows = row.get("follows");
            let place = match follows {
                _ if follows.contains("place") => Follows::Place,
                "name" => Follows::Name,
                _ => Follows::Country,
            };
            let after = row.get("position") == "after" || row.get("kind").contains("suffix");
            for form in std::iter::once(row.get("title")).chain(row.get("variants").split('|')).filter(|_| !after) {
                let form = form.trim_end_matches('.').to_lowercase();
                if !form.is_empty() {
                    let start = form.split([' ', '-']).next().unwrap_or_default();
                    lexicon.title_starts.insert(start.to_string());
                    lexicon.titles.insert(form, place);
                }
            }
        }
        for row in pack.table("person_names.tsv")?.rows()? {
            // A part that is also a place or a word (`Jordan`, `Agung`) is a person only beside other parts.
            let flags = [row.get("also_word"), row.get("also_place"), row.get("place_flag")];
            let only = flags.iter().all(|flag| matches!(*flag, "" | "0"));
            lexicon.persons.insert(row.get("name").to_string(), only);
        }
        for row in pack.table("common_words_places.tsv")?.rows()? {
            let never = match row.get("policy") {
                "never" | "stop" => true,
                "evidence" => false,
                "prefer_place" => continue,
                _ => return Err(unknown(pack, "common_words_places.tsv", &row, "policy")),
            };
            lexicon.common.insert(row.get("name").to_lowercase(), never);
        }
        for row in pack.table("abbreviations.tsv")?.rows()? {
            if row.get("class").starts_with("us_state") {
                lexicon.divisions.insert(row.get("abbr").to_string(), row.get("expansion").to_string());
            }
        }
        Ok(lexicon)
    }

    fn read_types(&mut self, pack: &Pack) -> Result<(), Error> {
        for row in pack.table("place_types.tsv")?.rows()? {
            let class = PlaceClass::from_name(row.get("class"));
            let class = class.ok_or_else(|| unknown(pack, "place_types.tsv", &row, "class"))?;
            let lower = match row.get("lower") {
                "yes" => Lower::Always,
                "cue" => Lower::AfterCue,
                "no" => Lower::Never,
                _ => return Err(unknown(pack, "place_types.tsv", &row, "lower")),
            };
            let word = row.get("word").to_lowercase();
            if let Some(short) = word.strip_suffix('.') {
                self.dotted.insert(short.to_string());
            }
            let word = word.trim_end_matches('.').to_string();
            let words = word.split([' ', '-']).count();
            let capitals = row.get("word").len() > 1 && !row.get("word").chars().any(char::is_lowercase);
            let entry = TypeWord { class, lower, bare: row.get("bare") == "yes", words, capitals };
            match row.get("side") {
                "before" => self.before.insert(word, entry),
                "after" => self.after.insert(word, entry),
                _ => return Err(unknown(pack, "place_types.tsv", &row, "side")),
            };
        }
        Ok(())
    }

    fn read_cues(&mut self, pack: &Pack) -> Result<(), Error> {
        for row in pack.table("place_cues.tsv")?.rows()? {
            if row.get("class").is_empty() {
                continue;
            }
            let cue = CUES.iter().find(|(name, _)| *name == row.get("class")).map(|(_, cue)| *cue);
            let cue = cue.ok_or_else(|| unknown(pack, "place_cues.tsv", &row, "class"))?;
            self.cues.entry(row.get("cue").to_lowercase().replace('-', " ")).or_insert(cue);
        }
        Ok(())
    }

    /// Aliases and the offices that tell a place's class.
    fn read_names(&mut self, pack: &Pack) -> Result<(), Error> {
        for row in pack.table("place_aliases.tsv")?.rows()? {
            let (form, name) = (row.get("form").to_string(), row.get("name").to_string());
            match row.get("kind") {
                "division" => {
                    self.divisions.insert(form, name);
                }
                "adjective" => {
                    self.adjectives.insert(form, name);
                }
                super::exonyms::KIND => {
                    let key = Gazetteer::fold(&form);
                    let start = key.split(' ').next().unwrap_or_default().to_string();
                    let longest = self.name_starts.entry(start).or_default();
                    *longest = (*longest).max(key.split(' ').count());
                    self.names.insert(key, name);
                }
                _ => return Err(unknown(pack, "place_aliases.tsv", &row, "kind")),
            }
        }
        for row in pack.table("place_offices.tsv")?.rows()? {
            let class = PlaceClass::from_name(row.get("class"));
            let class = class.ok_or_else(|| unknown(pack, "place_offices.tsv", &row, "class"))?;
            let offices = match row.get("side") {
                "before" => &mut self.offices_before,
                "after" => &mut self.offices_after,
                _ => return Err(unknown(pack, "place_offices.tsv", &row, "side")),
            };
            offices.insert(row.get("office").to_lowercase(), class);
        }
        // Agencies are printed beside datelines and credits, and some bear a town's name.
        for row in pack.table("datelines.tsv")?.rows()?.iter().filter(|row| row.get("kind") == "agency") {
            let words: Vec<String> = row.get("text").split([' ', '-', '.']).map(str::to_string).collect();
            if let Some(first) = words.first().filter(|w| !w.is_empty()) {
                self.heads.entry(first.clone()).or_default().push(Head { words: words.clone(), policy: Policy::Alone });
            }
        }
        for list in self.heads.values_mut() {
            list.sort_by_key(|head| std::cmp::Reverse(head.words.len()));
        }
        Ok(())
    }

    fn read_roles(&mut self, pack: &Pack) -> Result<(), Error> {
        for row in pack.table("place_roles.tsv")?.rows()? {
            let form = row.get("form").to_string();
            match row.get("kind") {
                "home" => self.home = Some(form),
                "dotted" => {
                    self.dotted.insert(form);
                }
                "order" => self.adjective_first = form == "adjective-first",
                "actor-prefix" => self.actor_prefixes.push(form),
                "patient-prefix" => self.patient_prefixes.push(form),
                name => {
                    let kind = KINDS.iter().find(|(n, _)| *n == name).map(|(_, kind)| *kind);
                    let kind = kind.ok_or_else(|| unknown(pack, "place_roles.tsv", &row, "kind"))?;
                    *self.roles.entry(form).or_default() |= 1 << kind as u32;
                }
            }
        }
        Ok(())
    }

    fn read_organisations(&mut self, pack: &Pack) -> Result<(), Error> {
        for row in pack.table("org_heads.tsv")?.rows()? {
            let extent = row.get("extent");
            let policy = match (row.get("place_policy"), row.get("place_role")) {
                ("metonym", _) if extent != "alone" => Policy::State,
                // Seats and blocs are places of the gazetteer.
                ("metonym", _) => continue,
                ("suppress", _) if extent == "alone" => Policy::Alone,
                ("suppress", _) => Policy::Run,
                ("affiliation", _) if row.get("class") == "national team" => Policy::Run,
                ("affiliation", _) => Policy::State,
                // A government is the place that acts.
                (_, "yes") if row.get("class") == "government" => continue,
                (_, "yes" | "often" | "club" | "no" | "name") => Policy::Run,
                // The head and the place are one name, or the place is a place by itself.
                _ => continue,
            };
            for form in std::iter::once(row.get("head")).chain(row.get("variants").split('|')) {
                let form = form.trim_end_matches('.');
                let words: Vec<String> = form.split([' ', '-']).map(str::to_string).collect();
                // A building is a place; the type words know it.
                let school = row.get("class") == "education";
                let building = words.first().is_some_and(|w| !school && self.is_type(&w.to_lowercase()))
                    || self.is_type(&form.to_lowercase());
                if let Some(first) = words.first().filter(|w| !w.is_empty() && !building) {
                    self.heads.entry(first.clone()).or_default().push(Head { words: words.clone(), policy });
                }
            }
        }
        if let Ok(table) = pack.table("org_tails.tsv") {
            for row in table.rows()? {
                let stays = match row.get("class") {
                    "police" | "government" | "law" | "military" | "rescue" | "person" | "event" => true,
                    "company" | "education" | "finance" | "food" | "breed" | "disease" | "media" | "sport"
                    | "treaty" => false,
                    // Facilities and divisions are type words.
                    _ => continue,
                };
                self.tails.insert(row.get("tail").to_string(), stays);
            }
        }
        Ok(())
    }

    /// Whether a word or words in lower case head or close the name of a place.
    pub(super) fn is_type(&self, lower: &str) -> bool {
        self.before.contains_key(lower) || self.after.contains_key(lower)
    }

    /// Whether the pack lists a form under a kind.
    pub(super) fn is(&self, form: &str, kind: Kind) -> bool {
        self.roles.get(form).is_some_and(|bits| bits & (1 << kind as u32) != 0)
    }

    /// Whether a lower-case word after a place shows that the place acts.
    pub(super) fn acts(&self, lower: &str) -> bool {
        self.is(lower, Kind::Actor) || (!self.is(lower, Kind::NotActor) && has_prefix(lower, &self.actor_prefixes))
    }

    /// Whether a lower-case word after a place shows that something befalls it.
    pub(super) fn suffers(&self, lower: &str) -> bool {
        self.is(lower, Kind::Patient) || (!self.is(lower, Kind::Actor) && has_prefix(lower, &self.patient_prefixes))
    }
}

/// Letters of the shortest verb with a prefix.
const SHORTEST_VERB: usize = 6;

fn has_prefix(lower: &str, prefixes: &[String]) -> bool {
    lower.len() >= SHORTEST_VERB && prefixes.iter().any(|p| lower.starts_with(p.as_str()))
}

fn unknown(pack: &Pack, file: &str, row: &Row<'_>, column: &str) -> Error {
    let message = format!("{}/{file}: the column {column} does not know {:?}", pack.code, row.get(column));
    Error::new("bad-pack", message).at(row.line, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(code: &str) -> PlaceLexicon {
        let pack = crate::lang::pack(code).expect("a bundled pack");
        PlaceLexicon::from_pack(&pack).expect("a valid pack")
    }

    #[test]
    fn every_pack_with_places_reads_and_knows_its_cues() {
        for (code, cue, wanted) in [
            ("id", "ke", Cue::Destination),
            ("id", "invasi ke", Cue::Target),
            ("id", "warga", Cue::Affiliation),
            ("en", "from", Cue::Origin),
            ("en", "strikes on", Cue::Impact),
        ] {
            assert_eq!(lexicon(code).cues.get(cue), Some(&wanted), "{code}: {cue}");
        }
    }

    #[test]
    fn verbs_after_a_place_tell_acting_from_suffering() {
        let id = lexicon("id");
        for word in ["menuduh", "akan", "berjanji", "membantah"] {
            assert!(id.acts(word), "{word} acts");
        }
        for word in ["media", "merah", "bersama", "diguncang", "dan"] {
            assert!(!id.acts(word), "{word} does not act");
        }
        assert!(id.suffers("diguncang") && !id.suffers("di") && !id.suffers("dinilai"));
    }
}
