use super::*;
use crate::place::PlaceClass;
use geo::Point;

fn with(table: &str) -> Gazetteer {
    Gazetteer::with_overlay(table).unwrap_or_else(|error| panic!("{error}\n{table}"))
}

fn first(gazetteer: &Gazetteer, name: &str) -> Option<Place> {
    gazetteer.lookup(name).first().and_then(|entry| gazetteer.place(entry.row))
}

#[test]
fn an_added_place_is_found_by_all_its_names_and_by_them_alone() {
    let table = "name,lat,lon,class,country,id,aliases,population,action\n\
                 Pasar Kembang Sore,-7.79,110.36,facility,ID,,Sarkem Sore|Magelang,,add\n\
                 Pasar Kembang Sore,-6.2,106.8,facility,ID,,,12,\n";
    let gazetteer = with(table);
    let entries = gazetteer.lookup("pasar kembang sore");
    let places: Vec<Place> = entries.iter().filter_map(|entry| gazetteer.place(entry.row)).collect();
    let ids: Vec<&str> = places.iter().map(|place| place.id.as_str()).collect();
    assert_eq!(ids, ["user:pasar-kembang-sore", "user:pasar-kembang-sore-2"]);
    let place = &places[0];
    assert_eq!((place.class, place.country.as_deref()), (PlaceClass::Facility, Some("ID")));
    assert_eq!((place.admin1.as_deref(), place.timezone.as_deref()), (Some("ID.10"), Some("Asia/Jakarta")));
    assert_eq!(place.point, Some(Point::new(110.36, -7.79)));
    assert_eq!(places[1].population, 12);
    assert!(entries.iter().all(|entry| entry.primary));
    // The alias is a city's name too, which the user's place takes over.
    let alias = gazetteer.lookup("Magelang");
    assert!(alias.len() == 1 && !alias[0].primary && gazetteer.place(alias[0].row).as_ref() == Some(place));
    assert_eq!(gazetteer.by_id("user:pasar-kembang-sore").as_ref(), Some(place));
    assert_eq!(gazetteer.search("Sarkem", 3).first(), Some(place));
    assert_eq!(gazetteer.near(Point::new(110.36, -7.79), 1)[0].0, *place);
    assert_eq!(gazetteer.names(&place.id).len(), 3);
    assert!(Gazetteer::bundled().lookup("Pasar Kembang Sore").is_empty(), "the bundled one stays as it is");
}

#[test]
fn the_longest_name_may_be_a_bundled_one_or_the_users() {
    let gazetteer = with("name,class\nJakarta Kota Tua Baru,district\nU.N. Plaza,building\n");
    let rows: [(&[&str], Option<usize>); 6] = [
        (&["Jakarta", "Kota", "Tua", "Baru", "."], Some(4)),
        (&["Jakarta", "Selatan", "dan"], Some(2)),
        (&["U", ".", "N", ".", "Plaza"], Some(5)),
        (&["Laut", "Cina", "Selatan"], Some(3)),
        (&[",", "Jakarta"], None),
        (&[], None),
    ];
    for (words, count) in rows {
        assert_eq!(gazetteer.longest(words).map(|(count, _)| count), count, "{words:?}");
    }
}

#[test]
fn a_correction_changes_what_it_names_and_nothing_else() {
    let table = "name;lat;lon;class;country;id;aliases;action\n\
                 Georgia;;;country;;;Gruzia;correct\n\
                 ;55.7;37.6;;;geonames:524901;;correct\n\
                 Kota Hujan;;;;;geonames:1648473;;correct\n";
    let gazetteer = with(table);
    assert_eq!(first(&gazetteer, "Gruzia").map(|p| p.class), Some(PlaceClass::Country));
    let (now, then) = (first(&gazetteer, "Moskwa"), first(Gazetteer::bundled(), "Moskwa"));
    let (now, then) = (now.expect("Moscow"), then.expect("Moscow"));
    assert_eq!(now.point, Some(Point::new(37.6, 55.7)));
    assert_eq!(Place { point: then.point, ..now }, then);
    let bogor = first(&gazetteer, "Kota Hujan").expect("the new name leads there");
    assert_eq!((bogor.id.as_str(), bogor.name_id.as_ref()), ("geonames:1648473", "Kota Hujan"));
    assert_eq!(first(&gazetteer, "Bogor").map(|p| p.id).as_deref(), Some("geonames:1648473"), "old names stay");
}

#[test]
fn what_is_silenced_is_no_longer_found() {
    let table = "name,class,country,id,action\n\
                 Solo,,,,silence\n\
                 Paris,,US,,silence\n\
                 ,,,geonames:524901,silence\n\
                 Batavia,,,geonames:1642911,silence\n";
    let gazetteer = with(table);
    assert!(gazetteer.lookup("Solo").is_empty());
    assert_eq!(first(&gazetteer, "Surakarta").map(|p| p.country), Some(Some("ID".into())));
    let paris: Vec<Place> = gazetteer.lookup("Paris").iter().filter_map(|e| gazetteer.place(e.row)).collect();
    assert!(!paris.is_empty() && paris.iter().all(|p| p.country.as_deref() != Some("US")), "{paris:?}");
    let to_moscow = |name: &str| first(&gazetteer, name).is_some_and(|p| p.id == "geonames:524901");
    assert!(!to_moscow("Moskwa") && !to_moscow("Moscow") && gazetteer.names("geonames:524901").is_empty());
    assert!(gazetteer.by_id("geonames:524901").is_some(), "the id stays");
    assert!(first(&gazetteer, "Jakarta").is_some_and(|p| p.id == "geonames:1642911"));
    assert!(
        !gazetteer.lookup("Batavia").iter().any(|e| gazetteer.place(e.row).is_some_and(|p| p.id == "geonames:1642911"))
    );
    // A name that is silenced does not hide a shorter one that the text goes on from.
    let gazetteer = with("name,action\nJakarta Selatan,silence\n");
    assert_eq!(gazetteer.longest(&["Jakarta", "Selatan"]).map(|(count, _)| count), Some(1));
}

#[test]
fn a_table_without_rows_changes_nothing() {
    for table in ["", "name,class\n", "# nothing yet\n\nname,lat,lon,class,country\n"] {
        assert_eq!(with(table).lookup("Jakarta"), Gazetteer::bundled().lookup("Jakarta"));
    }
}

#[test]
fn faults_are_told_with_line_and_column() {
    let rows = [
        ("nama,lat\n", (1, 1), "\"nama\" is no column"),
        ("name,name\n", (1, 6), "stands there twice"),
        ("lat,lon\n", (1, 1), "neither a column name nor a column id"),
        ("name,class\nA,city,extra\n", (2, 8), "more cells"),
        ("name,class,lat,lon\nMawar,city,-96.2,106\n", (2, 12), "\"-96.2\": this is no number of degrees within ±90"),
        ("name;class;lat;lon\nMawar;city;-6,2;106\n", (2, 12), "write it with a point"),
        ("name,class,lat,lon\nMawar,city,6.2,\n", (2, 16), "a latitude without a longitude"),
        ("name,class\nMawar,town\n", (2, 7), "this is no class"),
        ("name,class\nMawar,\n", (2, 7), "needs a class"),
        ("name,class,country\nMawar,city,Indonesia\n", (2, 12), "this is no country"),
        ("name,class,population\nMawar,city,2.000\n", (2, 12), "no population"),
        ("name,class,action\nMawar,city,delete\n", (2, 12), "add, correct or silence"),
        ("name,class,id\nMawar,city,geonames:524901\n", (2, 12), "there already"),
        ("name,action\nXyzzy Nowhere,correct\n", (2, 15), "corrects nothing"),
        ("name,lat,lon,action\nXyzzy Nowhere,1,2,correct\n", (2, 1), "no place \"Xyzzy Nowhere\" to correct"),
        ("name,country,action\nParis,ID,silence\n", (2, 1), "no place \"Paris\" in ID to silence"),
        ("id,action\ngeonames:0,silence\n", (2, 1), "no place \"geonames:0\" to silence"),
        ("name,lat,lon,action\nSolo,1,2,silence\n", (2, 10), "has no coordinates"),
        ("name,class,aliases\nMawar,city,?|B\n", (2, 12), "has no letter"),
        ("name,class\na b c d e f g h i,city\n", (2, 1), "more than 8 words"),
        ("name,class\n,city\n", (2, 1), "needs a name"),
        ("name,id,lat,lon,class,action\n,geonames:1,0,0,city,add\n", (2, 1), "a place that is added needs a name"),
        ("name,class\n\"Mawar,city\n", (2, 1), "never closed"),
    ];
    for (table, at, says) in rows {
        let error = Gazetteer::with_overlay(table).expect_err(table);
        assert!(error.message.contains(says), "{table:?}: {error}");
        assert_eq!((error.kind, error.at), ("bad-gazetteer", Some(at)), "{table:?}: {error}");
    }
}
