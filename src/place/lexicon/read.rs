//! Reading the place tables of a pack: every row is checked, and a word that no column knows is told with its line.

use super::kinds::{CUES, Follows, Head, KINDS, Kind, Lower, Policy, Starts, TypeWord};
use super::{Gazetteer, PlaceClass, PlaceLexicon};
use crate::error::Error;
use crate::lang::{Pack, Row};
use crate::place::exonyms;
use rustc_hash::{FxHashMap, FxHashSet};

impl PlaceLexicon {
    /// Reads `place_cues.tsv`, `place_types.tsv`, `place_roles.tsv`, `place_aliases.tsv`, `place_offices.tsv`,
    /// `titles.tsv`, `org_heads.tsv`, `person_names.tsv`, `common_words_places.tsv`, the divisions in
    /// `abbreviations.tsv` and, where the pack has it, `org_tails.tsv`.
    ///
    /// # Errors
    /// A missing or malformed file or an unknown word in a column of kinds, with file and line.
    pub fn from_pack(pack: &Pack) -> Result<Self, Error> {
        let mut lexicon = Self {
            code: pack.code,
            before: FxHashMap::default(),
            after: FxHashMap::default(),
            cues: FxHashMap::default(),
            starts: FxHashMap::default(),
            roles: FxHashMap::default(),
            adjective_first: false,
            actor_prefixes: Vec::new(),
            patient_prefixes: Vec::new(),
            home: None,
            titles: FxHashMap::default(),
            heads: FxHashMap::default(),
            tails: FxHashMap::default(),
            persons: FxHashMap::default(),
            common: FxHashMap::default(),
            divisions: FxHashMap::default(),
            adjectives: FxHashMap::default(),
            names: FxHashMap::default(),
            name_starts: FxHashMap::default(),
            offices_before: FxHashMap::default(),
            offices_after: FxHashMap::default(),
            dotted: FxHashSet::default(),
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
                    lexicon.start(start, Starts::TITLE);
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
                "before" => {
                    self.start(first_word(&word), Starts::TYPE_BEFORE);
                    self.before.insert(word, entry)
                }
                "after" => {
                    self.start(first_word(&word), Starts::TYPE_AFTER);
                    self.after.insert(word, entry)
                }
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
            let form = row.get("cue").to_lowercase().replace('-', " ");
            self.start(first_word(&form), Starts::CUE);
            self.cues.entry(form).or_insert(cue);
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
                    self.start(first_word(&form), Starts::ADJECTIVE);
                    self.adjectives.insert(form, name);
                }
                exonyms::KIND => {
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
                self.start(first, Starts::HEAD);
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
                    if kind == Kind::Bloc {
                        self.start(&form, Starts::BLOC);
                    }
                    if kind == Kind::Direction {
                        self.start(first_word(&form), Starts::DIRECTION);
                    }
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
                    self.start(first, Starts::HEAD);
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
}

fn first_word(form: &str) -> &str {
    form.split(' ').next().unwrap_or_default()
}

fn unknown(pack: &Pack, file: &str, row: &Row<'_>, column: &str) -> Error {
    let message = format!("{}/{file}: the column {column} does not know {:?}", pack.code, row.get(column));
    Error::new("bad-pack", message).at(row.line, 1)
}
