//! The lint of the gazetteer's tables: what the build script would pack without a complaint must also make sense.

use linimasa::place::{Gazetteer, PlaceClass};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rows of a table as (line, cells by column).
fn rows(path: &Path) -> Vec<(usize, Vec<(String, String)>)> {
    let text = fs::read_to_string(path).expect("a table");
    let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#'));
    let (_, heading) = lines.next().expect("a heading");
    let columns: Vec<String> = heading.split('\t').map(str::to_string).collect();
    let cells = |line: &str| columns.iter().cloned().zip(line.split('\t').map(str::to_string)).collect();
    lines.map(|(number, line)| (number, cells(line))).collect()
}

fn overlay() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteer/overlay");
    let mut files: Vec<_> = fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    files.sort();
    files
}

fn packages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteer/places.tsv")
}

fn get<'r>(row: &'r [(String, String)], column: &str) -> &'r str {
    row.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| cell)
}

/// What is wrong with a row taken alone.
fn faults_of(row: &[(String, String)]) -> Vec<String> {
    let mut faults = Vec::new();
    if PlaceClass::from_name(get(row, "class")).is_none() {
        faults.push(format!("{:?} is no class", get(row, "class")));
    }
    if get(row, "name_id").is_empty() && get(row, "name_en").is_empty() {
        faults.push("the row has no name".to_string());
    }
    for column in ["aliases", "aliases_id", "aliases_en", "demonyms_id", "demonyms_en"] {
        let cell = get(row, column);
        if !cell.is_empty() && cell.split('|').any(|name| Gazetteer::fold(name).is_empty()) {
            faults.push(format!("{column} has an empty name: {cell:?}"));
        }
    }
    if get(row, "lat").is_empty() != get(row, "lon").is_empty() {
        faults.push("only one of lat and lon is there".to_string());
    }
    for (column, limit) in [("lat", 90.0), ("lon", 180.0)] {
        let cell = get(row, column);
        if !cell.is_empty() && !cell.parse::<f64>().is_ok_and(|value| value.abs() <= limit) {
            faults.push(format!("{column} is {cell:?}"));
        }
    }
    // Seats of the United Nations and the European Union stand for these, which have codes but no country row.
    let seat = Some(get(row, "stands_for")).filter(|code| !matches!(*code, "UN" | "EU")).unwrap_or("");
    let codes = get(row, "country").split('|').chain([seat]).filter(|code| !code.is_empty());
    for code in codes {
        if Gazetteer::bundled().country(code).is_none() {
            faults.push(format!("{code:?} is no country"));
        }
    }
    faults
}

#[test]
fn every_row_is_sound_and_every_id_unique() {
    let mut faults = Vec::new();
    let mut lint = |path: &Path, seen: &mut BTreeSet<String>| {
        for (number, row) in rows(path) {
            let mut found = faults_of(&row);
            let id = get(&row, "id");
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | ':');
            if id.is_empty() || !id.chars().all(plain) || !seen.insert(id.to_string()) {
                found.push(format!("{id:?} is no id or there twice"));
            }
            faults.extend(found.iter().map(|fault| format!("{}:{number}: {fault}", path.display())));
        }
    };
    let mut seen = BTreeSet::new();
    for path in overlay() {
        lint(&path, &mut seen);
    }
    // A row of the packages may carry the id of a curated one: the two are joined.
    lint(&packages(), &mut BTreeSet::new());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_curated_row_states_a_source_that_may_be_bundled() {
    for path in overlay() {
        for (number, row) in rows(&path) {
            let source = get(&row, "source");
            let barred = ["idn-area-data", "PVMBG", "wilayah_boundaries"];
            let fine = !source.is_empty() && !barred.iter().any(|word| source.contains(word));
            assert!(fine, "{}:{number}: the source is {source:?}", path.display());
        }
    }
}

#[test]
fn a_point_lies_in_its_own_box() {
    let gazetteer = Gazetteer::bundled();
    let mut faults = Vec::new();
    for path in overlay() {
        for (number, row) in rows(&path) {
            let place = gazetteer.by_id(get(&row, "id")).expect("every row is bundled");
            if let (Some(point), Some(bbox)) = (place.point, place.bbox) {
                let (min, max) = (bbox.min(), bbox.max());
                if point.x() < min.x || point.x() > max.x || point.y() < min.y || point.y() > max.y {
                    faults.push(format!("{}:{number}: {}", path.display(), place.id));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_tables_are_sorted_and_small() {
    let text = fs::read_to_string(packages()).expect("the table");
    assert!(text.len() < 9_000_000, "{} bytes", text.len());
    let classes: Vec<String> = rows(&packages()).iter().map(|(_, row)| get(row, "class").to_string()).collect();
    let mut runs = classes.clone();
    runs.dedup();
    assert_eq!(runs, ["country", "admin1", "admin2", "city"], "the table of the packages is not sorted by class");
}

/// How far a point may move before somebody has to look again.
const TOLERANCE: f64 = 0.2;

#[test]
fn a_name_of_the_news_leads_to_the_place_that_it_means() {
    let gazetteer = Gazetteer::bundled();
    let table = rows(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gazetteer/names.tsv"));
    let mut faults = Vec::new();
    for (number, row) in &table {
        let name = get(row, "name");
        let Some(place) = gazetteer.lookup(name).first().and_then(|entry| gazetteer.place(entry.row)) else {
            faults.push(format!("{number}: {name} leads nowhere"));
            continue;
        };
        let off = |column: &str, value: Option<f64>| {
            let expected: f64 = get(row, column).parse().expect("a coordinate");
            value.is_none_or(|value| (value - expected).abs() > TOLERANCE)
        };
        let wrong = place.id != get(row, "id")
            || place.class.name() != get(row, "class")
            || place.country.as_deref().unwrap_or("") != get(row, "country")
            || off("lat", place.point.map(|p| p.y()))
            || off("lon", place.point.map(|p| p.x()));
        if wrong {
            faults.push(format!("{number}: {name} leads to {place:?}"));
        }
    }
    assert!(table.len() > 450 && faults.is_empty(), "{} names\n{}", table.len(), faults.join("\n"));
}

#[test]
fn all_provinces_and_regencies_of_indonesia_are_there() {
    let gazetteer = Gazetteer::bundled();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteer/overlay");
    let (provinces, regencies) = (rows(&folder.join("id_provinces.tsv")), rows(&folder.join("id_regencies.tsv")));
    assert_eq!((provinces.len(), regencies.len()), (38, 514));
    let place = |row: &[(String, String)]| gazetteer.by_id(get(row, "id")).expect("every row is bundled");
    let codes: BTreeSet<String> = provinces.iter().filter_map(|(_, row)| place(row).admin1).collect();
    assert_eq!(codes.len(), 38, "{codes:?}");
    for (_, row) in &regencies {
        let regency = place(row);
        let code = regency.admin1.as_ref().expect("a province");
        assert!(codes.contains(code) && regency.id.starts_with("geonames:"), "{regency:?}");
        assert!(regency.timezone.is_some() && regency.point.is_some(), "{regency:?}");
        // "Kabupaten Malang" and "Kota Malang" are two places, each found under its full name.
        let entries = gazetteer.lookup(get(row, "name_id"));
        assert!(entries.iter().any(|e| gazetteer.place(e.row).is_some_and(|p| p.id == regency.id)), "{regency:?}");
    }
}

#[test]
fn what_cannot_be_found_is_guessed_by_likeness() {
    let found = Gazetteer::bundled().search("Kosmodrom Vostochni", 3);
    assert!(found.iter().any(|place| place.name_id.contains("Vostochny")), "{found:?}");
}

/// The words that the program prints for `linimasa gazetteer …`, with its exit code.
fn run(words: &[&str]) -> (String, i32) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_linimasa"));
    let output = command.arg("gazetteer").args(words).output().expect("the program runs");
    (String::from_utf8(output.stdout).expect("UTF-8"), output.status.code().expect("a code"))
}

#[test]
fn the_program_shows_a_place_and_lists_what_is_near() {
    let (shown, code) = run(&["show", "Gedung", "Putih"]);
    assert!(code == 0 && shown.contains("admin1\tUS.DC") && shown.contains("timezone\tAmerica/New_York"), "{shown}");
    assert!(shown.contains("also\tgedung putih\tusual"), "{shown}");
    let (near, code) = run(&["near", "-7.54", "110.45", "--limit", "2"]);
    assert!(code == 0 && near.lines().count() == 2 && near.contains("Merapi") && near.contains(" km"), "{near}");
    assert_eq!(run(&["near", "95", "0"]).1, 2);
    assert_eq!(run(&["show", "no-such-place-anywhere"]).1, 1);
}
