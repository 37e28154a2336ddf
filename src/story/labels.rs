//! Labels in another language than the article's: nothing is translated; what, who and where are named by their
//! structured parts (`Arrival: Haruto Aoki, Halim Perdanakusuma Airport`).

use super::facts::capitalised;
use super::{Item, Stated};
use crate::error::Error;
use crate::event::{Actor, Event, LONGEST_LABEL};
use crate::lang::{self, Pack, Words};
use crate::text;
use std::collections::BTreeMap;

/// Actors that a label names.
const MOST_ACTORS: usize = 2;

/// The types of events as a pack names them.
struct Types {
    /// The noun of a type.
    nouns: BTreeMap<&'static str, &'static str>,
    /// The type of a family of triggers.
    of: BTreeMap<&'static str, &'static str>,
}

impl Types {
    fn from_pack(pack: &Pack) -> Result<Self, Error> {
        let rows = pack.table("event_types.tsv")?.rows()?;
        let mut of = BTreeMap::new();
        for row in &rows {
            of.extend(row.get("families").split('|').filter(|f| !f.is_empty()).map(|f| (f, row.get("type"))));
        }
        Ok(Self { nouns: rows.iter().map(|row| (row.get("type"), row.get("word"))).collect(), of })
    }
}

/// What labels in the language of a graphic are made of; `own` holds the types of the articles' languages.
pub(super) struct Labels {
    code: &'static str,
    own: BTreeMap<&'static str, Types>,
    types: Types,
    phrases: Words,
}

impl Labels {
    /// What the articles of `languages` need in a graphic of `pack`; `None` where all are in its language.
    ///
    /// # Errors
    /// A malformed pack.
    pub fn of<'a>(pack: &Pack, languages: impl Iterator<Item = &'a str>) -> Result<Option<Self>, Error> {
        let mut own = BTreeMap::new();
        for code in languages.filter(|code| is_foreign(code, pack.code)) {
            if let Some(pack) = lang::pack(code) {
                own.insert(pack.code, Types::from_pack(&pack)?);
            }
        }
        if own.is_empty() {
            return Ok(None);
        }
        let phrases = Words::from_pack(pack, "event_phrases.tsv")?;
        Ok(Some(Self { code: pack.code, own, types: Types::from_pack(pack)?, phrases }))
    }

    /// Names the items whose article is in another language by their parts; what an editor called one stays.
    pub fn rename(&self, item: &mut Item, event: &Event, index: usize, lang: &str, stated: &Stated) {
        if is_foreign(lang, self.code) && !stated.labelled.contains(&index) {
            item.label = self.label(item, event, lang);
        }
    }

    fn label(&self, item: &Item, event: &Event, lang: &str) -> String {
        let noun = self.noun(event, lang);
        let noun = if event.negated { self.phrases.fill("typed-not", &[noun]) } else { noun.to_string() };
        let noun = capitalised(&noun);
        let site = item.places.first().map(|place| place.name.as_str());
        // `Arrest: Budi and Dedi` would arrest both: whom it befell is named, else those of one role.
        let befell = |actor: &&Actor| actor.role == "patient";
        let role = event.who.iter().find(befell).or(event.who.first()).map(|actor| actor.role);
        let alike = event.who.iter().filter(|actor| Some(actor.role) == role);
        let actors: Vec<&str> = alike.map(|actor| actor.name.as_str()).take(MOST_ACTORS).collect();
        let pair = match actors.as_slice() {
            [one, other] => Some(self.phrases.fill("both", &[one, other])),
            _ => None,
        };
        let who = [pair.as_deref(), actors.first().copied()];
        // The fullest that fits: the second actor goes before the site does, and the site before the first actor.
        let whos: Vec<&str> = who.into_iter().flatten().collect();
        let mut forms: Vec<(Option<&str>, Option<&str>)> = Vec::new();
        for site in [site, None] {
            forms.extend(whos.iter().map(|who| (Some(*who), site)));
        }
        forms.extend([(None, site), (None, None)]);
        let text = |(who, site): (Option<&str>, Option<&str>)| {
            let parts: Vec<&str> = who.into_iter().chain(site).collect();
            if parts.is_empty() { noun.clone() } else { self.phrases.fill("typed", &[&noun, &parts.join(", ")]) }
        };
        forms.into_iter().map(text).find(|label| label.chars().count() <= LONGEST_LABEL).unwrap_or_default()
    }

    /// What happened: the noun that acts (the quake that shook a town) before the verb; what every event of its category
    /// is where the packs know no type.
    fn noun(&self, event: &Event, lang: &str) -> &'static str {
        let own = self.own.get(lang);
        // A root of two senses (`bertemu`, `menemukan`) is told apart by the category.
        let sense = |family: &str| format!("{family}/{}", event.category.name());
        let of = |family: &str| {
            let types = &own?.of;
            let known = types.get(sense(family).as_str()).or_else(|| types.get(family))?;
            self.types.nouns.get(known).copied()
        };
        let any = |event: &Event| self.types.nouns.get(format!("any-{}", event.category.name()).as_str()).copied();
        event.kin.and_then(of).or_else(|| of(event.family)).or_else(|| any(event)).unwrap_or_default()
    }
}

/// Whether a graphic's reader cannot be expected to read the article's language.
pub(super) fn is_foreign(article: &str, graphic: &str) -> bool {
    !text::are_akin(article, graphic)
}

/// The article's own words in a graphic of another language.
pub(super) fn quoted(words: &str) -> String {
    format!("“{words}”")
}

#[cfg(test)]
mod tests {
    use super::Types;
    use crate::event::Category;
    use crate::lang::{self, Pack};
    use crate::pipeline::{Options, analyse};
    use crate::story::{StoryOptions, build};
    use crate::text::Input;
    use crate::time::Moment;
    use std::collections::BTreeSet;

    fn labels(text: &str, lang: &str, graphic: &str) -> Vec<String> {
        let dct = "2025-03-05".parse().ok().map(Moment::Day);
        let options = Options { dct, lang: Some(lang.to_string()), ..Options::default() };
        let input = Input { text: text.to_string(), ..Input::default() };
        let (analysed, _) = analyse(input, &options).expect("an article");
        let pack = lang::pack(graphic).expect("a pack");
        let story = build(&[analysed], &pack, &StoryOptions::default()).expect("a story");
        story.items.into_iter().map(|item| item.label).collect()
    }

    #[test]
    fn a_label_in_the_other_language_is_made_of_parts() {
        let cases = [
            (
                "id",
                "en",
                "Polisi menangkap Dedi Hartono di Surabaya pada Senin (3/3/2025).",
                "Arrest: Dedi Hartono, Surabaya",
            ),
            (
                "id",
                "en",
                "Ratna Wibowo bertemu Dedi Hartono di Bogor pada Senin (3/3/2025).",
                "Meeting: Ratna Wibowo and Dedi Hartono, Bogor City",
            ),
            (
                "id",
                "en",
                "Ratna Wibowo tidak tiba di Bogor pada Senin (3/3/2025).",
                "No arrival: Ratna Wibowo, Bogor City",
            ),
            (
                "id",
                "en",
                "Budi Santoso menangkap Dedi Hartono di Surabaya pada Senin (3/3/2025).",
                "Arrest: Dedi Hartono, Surabaya",
            ),
            ("id", "en", "Gempa mengguncang Jepang pada Senin (3/3/2025).", "Earthquake: Japan"),
            ("id", "id", "Gempa mengguncang Jepang pada Senin (3/3/2025).", "Gempa mengguncang Jepang"),
            ("id", "ms", "Gempa mengguncang Jepang pada Senin (3/3/2025).", "Gempa mengguncang Jepang"),
            ("en", "id", "An earthquake struck Japan on Monday.", "Gempa: Jepang"),
        ];
        for (lang, graphic, text, label) in cases {
            assert_eq!(labels(text, lang, graphic), [label], "{text}");
        }
    }

    #[test]
    fn every_pack_names_the_same_types_and_each_family_once() {
        let read = |pack: &Pack| pack.table("event_types.tsv").expect("a table").rows().expect("valid rows");
        let packs = lang::packs();
        let keys = |pack: &Pack| -> Vec<&str> { read(pack).iter().map(|row| row.get("type")).collect() };
        for pack in packs {
            assert_eq!(keys(pack), keys(&packs[0]), "{}", pack.code);
            let triggers = pack.table("triggers.tsv").expect("a table").rows().expect("valid rows");
            let known: BTreeSet<&str> = triggers
                .iter()
                .map(|row| if row.get("root").is_empty() { row.get("lemma") } else { row.get("root") })
                .collect();
            let mut met = BTreeSet::new();
            for row in read(pack) {
                let word = row.get("word");
                assert!(!word.is_empty() && word.chars().count() <= 24, "{}: {word:?}", pack.code);
                for family in row.get("families").split('|').filter(|family| !family.is_empty()) {
                    let root = family.split('/').next().unwrap_or_default();
                    assert!(known.contains(root), "{}: no trigger of the family {family:?}", pack.code);
                    assert!(met.insert(family), "{}: {family:?} has two types", pack.code);
                }
            }
            let types = Types::from_pack(pack).expect("a valid table");
            for category in Category::ALL {
                assert!(types.nouns.contains_key(format!("any-{}", category.name()).as_str()), "{}", category.name());
            }
        }
    }
}
