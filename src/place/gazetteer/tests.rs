use super::*;
use crate::place::Precision;

fn first(name: &str) -> Option<Place> {
    let gazetteer = Gazetteer::bundled();
    gazetteer.lookup(name).first().and_then(|entry| gazetteer.place(entry.row))
}

#[test]
fn names_lead_to_the_best_known_place_first() {
    let rows = [
        ("Korea Utara", "geonames:1873107"),
        ("korea selatan", "geonames:1835841"),
        ("UKRAINA", "geonames:690791"),
        ("AS", "geonames:6252001"),
        ("Moskwa", "geonames:524901"),
        ("Jakarta", "geonames:1642911"),
        ("Bali", "geonames:1650535"),
        ("Jawa Tengah", "geonames:1642669"),
        ("Jateng", "geonames:1642669"),
        ("Georgia", "geonames:614540"),
        ("Londonderry", "geonames:2643736"),
        ("Pyongyang", "geonames:1871859"),
    ];
    for (name, id) in rows {
        assert_eq!(first(name).map(|p| p.id).as_deref(), Some(id), "{name}");
    }
}

#[test]
fn capitals_and_seats_stand_for_their_country() {
    for (name, code) in
        [("Moskwa", "RU"), ("Pyongyang", "KP"), ("Jakarta", "ID"), ("Kremlin", "RU"), ("Washington", "US")]
    {
        assert_eq!(first(name).and_then(|p| p.stands_for).as_deref(), Some(code), "{name}");
    }
}

#[test]
fn the_longest_name_wins_and_ends_before_punctuation() {
    let gazetteer = Gazetteer::bundled();
    let (words, entries) = gazetteer.longest(&["Kosmodrom", "Vostochny", ",", "Rusia"]).expect("a name");
    let place = gazetteer.place(entries[0].row).expect("a row");
    let point = place.point.expect("a point");
    assert_eq!((words, place.class, place.admin1.as_deref()), (2, PlaceClass::Spaceport, Some("RU.05")));
    assert_eq!(place.timezone.as_deref(), Some("Asia/Yakutsk"));
    // The point is a label in the middle of the site, not one of its pads.
    assert!((point.y() - 51.884).abs() < 0.1 && (point.x() - 128.334).abs() < 0.1);
    let rows: [(&[&str], Option<usize>); 5] = [
        (&["Laut", "Cina", "Selatan", "dan"], Some(3)),
        (&["Jakarta", ","], Some(1)),
        (&["U", ".", "S", "."], Some(3)),
        (&[",", "Jakarta"], None),
        (&[], None),
    ];
    for (words, count) in rows {
        assert_eq!(gazetteer.longest(words).map(|(count, _)| count), count, "{words:?}");
    }
}

#[test]
fn the_walk_and_the_lookup_agree() {
    let gazetteer = Gazetteer::bundled();
    for name in ["Jakarta", "New York", "Côte d’Ivoire", "Teluk Persia", "Bandar Lampung"] {
        let words: Vec<&str> = name.split(' ').collect();
        assert_eq!(gazetteer.longest(&words), Some((words.len(), gazetteer.lookup(name))), "{name}");
    }
}

#[test]
fn every_row_can_be_read_and_found_by_its_id() {
    let gazetteer = Gazetteer::bundled();
    for row in 0..index::len() {
        let place = gazetteer.place(row).expect("a row");
        assert!(!place.name_id.is_empty() && !place.name_en.is_empty(), "{}", place.id);
        assert!(!place.name_id.ends_with(['!', '^']), "{}", place.id);
        assert_eq!(gazetteer.by_id(&place.id), Some(place));
    }
    assert!(index::len() > 80_000 && gazetteer.place(index::len()).is_none() && gazetteer.place(u32::MAX).is_none());
    assert!(gazetteer.by_id("nowhere").is_none() && gazetteer.country("XX").is_none());
}

#[test]
fn a_search_goes_from_the_same_name_to_its_likes() {
    let gazetteer = Gazetteer::bundled();
    for (query, id) in [
        ("Moskwa", "geonames:524901"),
        ("kosmodrom vost", "vostochny-cosmodrome"),
        ("Kosmodrom Vostochni", "vostochny-cosmodrome"),
    ] {
        let found = gazetteer.search(query, 5);
        assert!(found.len() <= 5 && found.iter().any(|p| p.id == id), "{query}: {found:?}");
    }
    assert!(gazetteer.search("", 5).is_empty() && gazetteer.search("Moskwa", 0).is_empty());
}

#[test]
fn a_slip_of_the_pen_still_finds_the_place() {
    let gazetteer = Gazetteer::bundled();
    let rows = [
        ("Surabya", "geonames:1625822"),
        ("Jakrata", "geonames:1642911"),
        ("Yogjakarta", "geonames:1621177"),
        ("Vladivostock", "geonames:2013348"),
        ("Pyongynag", "geonames:1871859"),
        ("Makasar", "geonames:1622786"),
        ("Kosmodrom Bostochny", "vostochny-cosmodrome"),
    ];
    for (query, id) in rows {
        let found = gazetteer.search(query, 5);
        assert!(found.iter().any(|place| place.id == id), "{query}: {found:?}");
    }
    // Too many wrong letters, or any in a short name, find nothing.
    for odd in ["Xqzvwkjh", "Qx", "no such place at all"] {
        assert!(gazetteer.search(odd, 5).is_empty(), "{odd}: {:?}", gazetteer.search(odd, 5));
    }
}

/// What the issue allows the gazetteer to take at the start of the program.
const OPENS_WITHIN: std::time::Duration = std::time::Duration::from_millis(5);

#[test]
fn opening_the_tables_decodes_nothing() {
    let times = (0..5).map(|_| {
        let start = std::time::Instant::now();
        let gazetteer = Gazetteer { names: index::names(), user: None };
        assert!(!gazetteer.lookup("Jakarta").is_empty());
        start.elapsed()
    });
    let fastest = times.min().expect("five runs");
    assert!(fastest < OPENS_WITHIN, "{fastest:?}");
}

#[test]
fn keys_lose_marks_case_and_punctuation() {
    let rows = [("Āl-Bāb", "al bab"), ("Côte  d’Ivoire", "cote d ivoire"), ("İzmir", "izmir"), (" (", ""), ("", "")];
    for (name, key) in rows {
        assert_eq!(Gazetteer::fold(name), key);
    }
}

#[test]
fn marks_of_the_tables_reach_the_entries() {
    let gazetteer = Gazetteer::bundled();
    let of = |name: &str, id: &str| {
        let entries = gazetteer.lookup(name);
        entries.into_iter().find(|e| gazetteer.place(e.row).is_some_and(|p| p.id == id)).expect("an entry")
    };
    assert!(of("AS", "geonames:6252001").capitals_only);
    assert!(of("Ukrainian", "geonames:690791").demonym);
    assert!(of("Ukraina", "geonames:690791").primary);
    assert!(of("Tanah Air", "geonames:1643084").needs_evidence);
}

#[test]
fn states_of_the_past_do_not_stand_for_those_of_today() {
    let gazetteer = Gazetteer::bundled();
    for (code, id) in [("DE", "geonames:2921044"), ("ID", "geonames:1643084"), ("CN", "geonames:1814991")] {
        assert_eq!(gazetteer.country(code).map(|p| p.id).as_deref(), Some(id));
    }
    let context = gazetteer.context();
    let countries = context.iter().filter(|p| p.class == PlaceClass::Country).count();
    assert!((240..=252).contains(&countries) && context.len() > countries + 200, "{countries} of {}", context.len());
}

#[test]
fn what_lies_near_a_point_comes_nearest_first() {
    let gazetteer = Gazetteer::bundled();
    let rows = [((106.8272, -6.1754), "monas"), ((128.334, 51.884), "vostochny-cosmodrome")];
    for ((lon, lat), id) in rows {
        let found = gazetteer.near(Point::new(lon, lat), 30);
        assert!(found.len() == 30 && found.iter().any(|(place, _)| place.id == id), "{id}: {found:?}");
        assert!(found.is_sorted_by(|a, b| a.1 <= b.1));
    }
    let across = gazetteer.near(Point::new(-179.99, -16.8), 5);
    assert!(across.iter().all(|(_, km)| *km < 400.0), "the search stops at 180 degrees: {across:?}");
    assert!(gazetteer.near(Point::new(0.0, 0.0), 0).is_empty());
    assert!(gazetteer.near(Point::new(f64::NAN, 0.0), 1).len() <= 1);
}

#[test]
fn a_place_is_shown_by_id_or_name_with_all_its_names() {
    let gazetteer = Gazetteer::bundled();
    let moscow = gazetteer.show("geonames:524901").expect("Moscow");
    assert_eq!(gazetteer.show("Moskwa").as_ref(), Some(&moscow));
    assert!(gazetteer.show("no such place at all").is_none() && gazetteer.names("nowhere").is_empty());
    let names = gazetteer.names(&moscow.id);
    assert!(names.iter().any(|(name, entry)| name == "moskwa" && entry.primary), "{names:?}");
    assert!(names.iter().any(|(name, entry)| name == "moskva" && !entry.primary), "{names:?}");
    assert!(names.is_sorted());
}

#[test]
fn countries_and_divisions_have_a_label_point_and_mostly_a_box() {
    let gazetteer = Gazetteer::bundled();
    let all = || (0..index::len()).filter_map(index::place);
    for place in all().filter(|p| matches!(p.class, PlaceClass::Country | PlaceClass::Admin1)) {
        assert!(place.label_point.is_some() || place.point.is_none(), "{}", place.id);
    }
    let boxed = |class| {
        let (with, without): (Vec<_>, Vec<_>) = all().filter(|p| p.class == class).partition(|p| p.bbox.is_some());
        (with.len(), without.len())
    };
    let (countries, admin1) = (boxed(PlaceClass::Country), boxed(PlaceClass::Admin1));
    assert!(countries.0 > 230 && admin1.0 > 3_000, "{countries:?} {admin1:?}");
    let indonesia = gazetteer.country("ID").and_then(|p| p.bbox).expect("a box");
    assert!(indonesia.min().x < 95.5 && indonesia.max().x > 140.5 && indonesia.max().y < 7.0, "{indonesia:?}");
    let states = gazetteer.country("US").and_then(|p| p.bbox).expect("a box");
    assert!(states.min().x > -126.0, "Alaska is in the box of the main mass: {states:?}");
}

/// Lands without a town, of which no place has a clock in the tables.
const WITHOUT_TOWNS: [&str; 4] = ["AQ", "BV", "HM", "UM"];

#[test]
fn every_place_on_the_ground_has_a_time_zone() {
    let without: Vec<Place> = (0..index::len())
        .filter_map(index::place)
        .filter(|p| p.timezone.is_none() && p.class.precision() <= Precision::Admin)
        .filter(|p| p.point.is_some() && p.country.as_deref().is_some_and(|code| !WITHOUT_TOWNS.contains(&code)))
        .collect();
    assert!(without.is_empty(), "{} places, such as {:?}", without.len(), without.iter().take(20).collect::<Vec<_>>());
    let zone = |code: &str| Gazetteer::bundled().country(code).and_then(|p| p.timezone);
    assert_eq!(zone("BB").as_deref(), Some("America/Barbados"));
    assert_eq!(zone("ID"), None, "a country of several zones has none for all");
}

#[test]
fn a_borrowed_point_is_told_and_is_no_spot() {
    let by_name = |name: &str| Gazetteer::bundled().show(name).expect("a place");
    for (name, approximate, precision) in [
        ("Gunung Singgalang", true, Precision::Admin),
        ("Gunung Pangrango", false, Precision::Point),
        ("Jakarta", false, Precision::City),
    ] {
        let place = by_name(name);
        assert_eq!((place.approximate, place.precision()), (approximate, precision), "{name}");
    }
    let borrowed = (0..index::len()).filter_map(index::place).filter(|p| p.approximate);
    assert_eq!(borrowed.count(), 418, "the README tells this number");
}
