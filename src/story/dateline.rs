//! Where an article was written.

use super::build::Analysed;
use crate::carto::distance;
use crate::lang::Words;
use crate::place::{Place, PlaceClass, Role};

/// So near to a dateline, in degrees of arc (some 55 km), it cannot be said that an event did not happen there.
const NEAR_DATELINE: f64 = 0.5;

/// Where an article was written, and that it is no site of an event, unless one happened there or close by.
pub(super) fn written_from(document: &Analysed, documents: &[Analysed], lang: &str, words: &Words) -> Option<String> {
    let mention = document.places.iter().find(|p| p.role == Role::Dateline)?;
    let place = mention.place.as_ref()?;
    let mut sites = documents.iter().flat_map(|d| &d.events).flat_map(|event| &event.places);
    let key = if sites.any(|site| may_be_at(place, &site.place)) { "written-from-only" } else { "written-from" };
    Some(words.fill(key, &[place.name(lang)]))
}

/// Whether what happened at `site` may have happened at `place`: they are one, one holds the other, or they are near.
fn may_be_at(place: &Place, site: &Place) -> bool {
    let named = place.name_id.to_lowercase() == site.name_id.to_lowercase();
    let holds = |large: &Place, small: &Place| {
        let inside = large.country.is_some() && large.country == small.country;
        match large.class {
            PlaceClass::Country => inside,
            PlaceClass::Admin1 => inside && large.admin1.is_some() && large.admin1 == small.admin1,
            _ => false,
        }
    };
    let near = place.point.zip(site.point).is_some_and(|(a, b)| distance(a.0, b.0) <= NEAR_DATELINE);
    place.id == site.id || named || near || holds(place, site) || holds(site, place)
}

#[cfg(test)]
mod tests {
    use crate::lang::pack;
    use crate::pipeline::{Options, analyse};
    use crate::story::{Story, StoryOptions, build};
    use crate::text::Input;

    fn story(text: &str, graphic: &str) -> Story {
        let input = Input { text: text.to_string(), ..Input::default() };
        let (analysed, _) = analyse(input, &Options::default()).expect("an article");
        build(&[analysed], &pack(graphic).expect("a bundled pack"), &StoryOptions::default()).expect("a story")
    }

    #[test]
    fn where_it_was_written_is_no_site_only_where_nothing_happened_there() {
        let rows = [
            (
                "JAKARTA, 9 Juli 2024 - Gempa mengguncang Palu, Selasa (9/7/2024).",
                "Ditulis dari Jakarta; bukan lokasi peristiwa",
            ),
            (
                "Kapal\n\nMAMUJU, 3 Februari 2025 - Kapal bertolak dari Pelabuhan Balikpapan menuju Mamuju pada Senin (3/2/2025).",
                "Ditulis dari Kabupaten Mamuju",
            ),
            // A regency holds the town.
            (
                "Gempa M 5,9 Guncang Melonguane\n\nTALAUD, 9 Juli 2024 - Gempa bermagnitudo 5,9 mengguncang Melonguane, \
                 Kabupaten Kepulauan Talaud, Sulawesi Utara, Selasa (9/7/2024) pukul 13.22 Wita.",
                "Ditulis dari Kabupaten Kepulauan Talaud",
            ),
        ];
        for (text, want) in rows {
            assert_eq!(story(text, "id").written_from.as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn a_zone_in_other_letters_has_its_known_name() {
        let told = story("PALU, 9 Juli 2024 - Gempa mengguncang Palu, Selasa (9/7/2024) pukul 13.22 Wita.", "id");
        let clocks: Vec<&str> =
            told.items.iter().filter_map(|item| Some(item.clocks.as_ref()?.name.as_str())).collect();
        assert_eq!(clocks, ["WITA"]);
    }

    #[test]
    fn an_articles_own_title_is_the_headline_in_any_language() {
        let text =
            "Cyclone cuts a path\n\nSUVA, 21 January 2025 - A cyclone struck Fiji on Monday and killed five people.";
        assert_eq!(story(text, "id").headline, "“Cyclone cuts a path”");
        assert_eq!(story(text, "en").headline, "Cyclone cuts a path");
    }

    #[test]
    fn counts_of_one_are_singular() {
        let text = "Cyclone cuts a path\n\nSUVA, 21 January 2025 - A cyclone struck Fiji on Monday.";
        let made = story(text, "en").made;
        assert!(made.starts_with("Made automatically from 1 article, 1 sentence, 1 event ·"), "{made}");
    }
}
