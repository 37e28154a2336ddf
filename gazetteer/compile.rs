//! Compiles the tables of this folder into the files that the library reads in place. A part of the build script.

#[path = "../src/place/gazetteer/fold.rs"]
mod fold;
// The offsets inside a row are for the reader alone.
#[path = "compile/pack.rs"]
mod pack;
#[allow(dead_code)]
#[path = "../src/place/gazetteer/packing.rs"]
mod packing;
#[path = "compile/rows.rs"]
mod rows;

use fold::fold;
use fst::MapBuilder;
use pack::Pack;
use rows::{Name, Place};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A city of so many people outranks the division of its name ("Moskwa" is the city first).
const BIG_CITY: u32 = 500_000;
/// And one of so many a division that is not in the overlay ("Geneva").
const TOWN: u32 = 100_000;
/// A division of fewer people that the overlay does not have is ranked among the cities (Manchester in Jamaica).
const PROVINCE: u32 = 500_000;
/// What a curated place without a population counts as when places of one name are ranked.
const KNOWN_REGION: u32 = 1_000_000;
const KNOWN_SITE: u32 = 100_000;
const KNOWN_DISTRICT: u32 = 50_000;
/// A nearer city lends its division to a curated place that names none; its time zone it lends at any distance.
const LENDING_KM: f64 = 100.0;

/// Reads `places.tsv` and the overlay in `folder` and writes the packed files into `out`.
///
/// # Errors
/// The first faulty row, with file and line.
pub fn compile(folder: &Path, out: &Path) -> Result<(), String> {
    let mut places = rows::read_all(folder)?;
    complete(&mut places);
    let twins = twins(&places);
    places.sort_by_cached_key(|p| (tier(p, &twins), std::cmp::Reverse(fame(p)), p.id.clone()));
    let tiers: Vec<u8> = places.iter().map(|p| tier(p, &twins)).collect();
    fs::create_dir_all(out).map_err(|e| e.to_string())?;
    let write = |name: &str, bytes: &[u8]| fs::write(out.join(name), bytes).map_err(|e| format!("{name}: {e}"));
    let leads = rows::leads(&folder.join("leads.tsv"))?;
    let (names, entries) = names(&places, &tiers, &leads)?;
    write("names.fst", &names)?;
    write("entries.bin", &entries)?;
    write("ids.bin", &pack::ids(&places))?;
    let mut pack = Pack::default();
    for place in &places {
        pack.add(place)?;
    }
    for (file, bytes) in pack.files() {
        write(file, bytes)?;
    }
    Ok(())
}

/// Names of divisions by division code, and whether the overlay has the division: a division that news names often.
fn twins(places: &[Place]) -> BTreeMap<(String, String), bool> {
    let mut twins = BTreeMap::new();
    for p in places.iter().filter(|p| p.class == "admin1") {
        twins.extend(p.names.iter().map(|n| ((p.admin1.clone(), fold(&n.text)), p.curated)));
    }
    twins
}

/// Countries and continents; cities that their division or state is called after; divisions; the rest.
fn tier(p: &Place, twins: &BTreeMap<(String, String), bool>) -> u8 {
    match p.class.as_str() {
        "country" | "continent" => 0,
        "city" => {
            let same = |n: &Name| twins.get(&(p.admin1.clone(), fold(&n.text)));
            let twin = p.names.iter().filter(|n| n.primary).find_map(same);
            let seat = !p.stands_for.is_empty();
            let leads = match twin {
                Some(curated) => seat || p.population >= if *curated { BIG_CITY } else { TOWN },
                None => seat && p.population >= BIG_CITY,
            };
            if leads { 1 } else { 3 }
        }
        "admin1" if p.curated || p.population >= PROVINCE => 2,
        _ => 3,
    }
}

fn fame(p: &Place) -> u32 {
    let known = match p.class.as_str() {
        _ if !p.curated => 0,
        "region" | "sea" | "strait" | "island" | "river" | "lake" | "bloc" => KNOWN_REGION,
        "admin2" | "admin3" | "district" | "village" => KNOWN_DISTRICT,
        _ => KNOWN_SITE,
    };
    if p.population > 0 { p.population } else { known }
}

/// Country, latitude, longitude, division and time zone of a city.
type City = (String, f64, f64, String, String);

/// The nearest city of the country, with its distance in km.
fn nearest<'c>(cities: &'c [City], country: &str, point: (f64, f64)) -> Option<(f64, &'c City)> {
    let near = cities.iter().filter(|c| c.0 == country).map(|c| (km(point, (c.1, c.2)), c));
    near.min_by(|a, b| a.0.total_cmp(&b.0))
}

/// Gives curated rows the division code and the time zone that their own columns do not state.
fn complete(places: &mut [Place]) {
    let mut codes: Codes = BTreeMap::new();
    let mut zones: BTreeMap<String, String> = BTreeMap::new();
    let mut lands: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for p in places.iter().filter(|p| p.class == "admin1" && !p.admin1.is_empty()) {
        for name in &p.names {
            codes.entry((p.country.clone(), fold(&name.text))).or_default().insert(p.admin1.clone());
        }
        if !p.timezone.is_empty() {
            zones.insert(p.admin1.clone(), p.timezone.clone());
        }
    }
    for p in places.iter().filter(|p| matches!(p.class.as_str(), "admin1" | "city") && !p.timezone.is_empty()) {
        lands.entry(p.country.clone()).or_default().insert(p.timezone.clone());
    }
    let cities: Vec<City> = places
        .iter()
        .filter(|p| p.class == "city" && !p.curated)
        .filter_map(|p| {
            let (lat, lon) = p.point?;
            // A city that has the zone of its division leaves it empty.
            let zone = Some(&p.timezone).filter(|zone| !zone.is_empty()).or(zones.get(&p.admin1))?;
            Some((p.country.clone(), lat, lon, p.admin1.clone(), zone.clone()))
        })
        .collect();
    for p in places.iter_mut() {
        if p.admin1.is_empty() && !p.admin1_name.is_empty() {
            p.admin1 = code_of(&codes, &p.country, &fold(&p.admin1_name)).unwrap_or_default();
        }
        let local = !matches!(p.class.as_str(), "country" | "admin1" | "region" | "sea" | "continent" | "bloc");
        let lacks = local && p.country.len() == 2;
        if let Some(point) = p.point.filter(|_| lacks && p.admin1.is_empty())
            && let Some((_, city)) = nearest(&cities, &p.country, point).filter(|(km, _)| *km <= LENDING_KM)
        {
            p.admin1 = city.3.clone();
            p.timezone = city.4.clone();
        }
        if p.timezone.is_empty() {
            p.timezone = zones.get(&p.admin1).cloned().unwrap_or_default();
        }
        if p.timezone.is_empty()
            && let Some(only) = lands.get(&p.country).filter(|zones| zones.len() == 1).and_then(|zones| zones.first())
        {
            p.timezone = only.clone();
        }
        // A summit far from all towns still has a clock.
        if p.timezone.is_empty()
            && let Some(point) = p.point.filter(|_| lacks)
        {
            p.timezone = nearest(&cities, &p.country, point).map(|(_, city)| city.4.clone()).unwrap_or_default();
        }
    }
}

/// Codes of divisions by country and name; some names are those of two.
type Codes = BTreeMap<(String, String), BTreeSet<String>>;

/// The code of a division by its name, or by the one name that it holds or that holds it ("Amur Oblast").
fn code_of(codes: &Codes, country: &str, name: &str) -> Option<String> {
    let exact = codes.get(&(country.to_string(), name.to_string()));
    let holds = |a: &str, b: &str| format!(" {a} ").contains(&format!(" {b} "));
    let alike = codes.iter().filter(|((c, n), _)| c == country && (holds(n, name) || holds(name, n)));
    let found: BTreeSet<&String> = match exact {
        Some(found) => found.iter().collect(),
        None => alike.flat_map(|(_, codes)| codes).collect(),
    };
    (found.len() == 1).then(|| found.first().map(ToString::to_string)).flatten()
}

fn km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat, lon) = (b.0 - a.0, ((b.1 - a.1 + 540.0) % 360.0 - 180.0) * a.0.to_radians().cos());
    lat.hypot(lon) * 111.2
}

/// The index of names and the entries that it points to.
fn names(places: &[Place], tiers: &[u8], leads: &BTreeMap<String, String>) -> Result<(Vec<u8>, Vec<u8>), String> {
    let mut lists: BTreeMap<String, BTreeMap<u32, Vec<&Name>>> = BTreeMap::new();
    for (row, place) in (0u32..).zip(places) {
        for name in &place.names {
            let key = fold(&name.text);
            if key.is_empty() {
                return Err(format!("{}: the name {:?} has no letter", place.id, name.text));
            }
            lists.entry(key).or_default().entry(row).or_default().push(name);
        }
    }
    let mut index = MapBuilder::memory();
    let mut entries: Vec<u8> = Vec::new();
    for (key, rows) in &lists {
        let mut list: Vec<(u8, u32, u32)> = rows
            .iter()
            .map(|(row, names)| {
                let flags = flags(names);
                (place_in_list(tiers[*row as usize], names, flags), *row, flags)
            })
            .collect();
        if let Some(id) = leads.get(key) {
            let first = list.iter_mut().find(|(_, row, _)| places[*row as usize].id == *id);
            let first = first.ok_or(format!("leads.tsv: {id} is not called {key:?}"))?;
            (first.0, first.2) = (0, first.2 | packing::LEADS);
        }
        list.sort_unstable();
        let first = (entries.len() / 4) as u64;
        let count = u16::try_from(list.len()).map_err(|_| format!("{key:?} names too many places"))?;
        entries.extend(list.iter().flat_map(|(_, row, flags)| ((row << packing::FLAG_BITS) | flags).to_le_bytes()));
        index.insert(key, (first << packing::COUNT_BITS) | u64::from(count)).map_err(|e| e.to_string())?;
    }
    Ok((index.into_inner().map_err(|e| e.to_string())?, entries))
}

/// What all tables say of one name of one place; curated tables have the last word on marks.
fn flags(names: &[&Name]) -> u32 {
    let curated = names.iter().any(|n| n.curated);
    let judged = || names.iter().filter(|n| n.curated == curated);
    let mut flags = 0;
    for (flag, holds) in [
        (packing::PRIMARY, names.iter().any(|n| n.primary)),
        (packing::NEEDS_EVIDENCE, judged().all(|n| n.needs_evidence)),
        (packing::CAPITALS_ONLY, judged().all(|n| n.capitals_only)),
        (packing::DEMONYM, judged().all(|n| n.demonym)),
    ] {
        flags |= if holds { flag } else { 0 };
    }
    flags
}

/// Names with doubts come last; an untagged alternate name comes after usual and curated names.
fn place_in_list(tier: u8, names: &[&Name], flags: u32) -> u8 {
    let usual = flags & packing::PRIMARY != 0 || names.iter().any(|n| n.curated);
    match tier {
        _ if flags & packing::NEEDS_EVIDENCE != 0 => 5,
        0 | 1 => tier,
        _ if usual => tier,
        _ => 4,
    }
}
