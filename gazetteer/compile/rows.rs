//! Reads the tables and joins rows of one id: the overlay wins, the packages fill in what it leaves open.

use super::fold::fold;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// How the source of a row begins whose point is that of places close by.
const BORROWED: [&str; 2] = ["near ", "middle of "];

/// A name with what its marks say.
pub struct Name {
    pub text: String,
    pub primary: bool,
    pub needs_evidence: bool,
    pub capitals_only: bool,
    pub demonym: bool,
    pub curated: bool,
}

/// A place before it is packed.
#[derive(Default)]
pub struct Place {
    pub id: String,
    pub class: String,
    pub name_id: String,
    pub name_en: String,
    pub point: Option<(f64, f64)>,
    /// The point is that of a place close by.
    pub approximate: bool,
    /// Who is to be named where the point is drawn; empty where GeoNames or nobody is.
    pub credit: String,
    pub country: String,
    /// GeoNames code of the division; curated tables give its name instead.
    pub admin1: String,
    pub admin1_name: String,
    pub stands_for: String,
    /// West, south, east, north.
    pub bbox: Option<[f64; 4]>,
    pub population: u32,
    pub timezone: String,
    pub curated: bool,
    pub names: Vec<Name>,
}

/// All places, each id once, in the order of the tables.
pub fn read_all(folder: &Path) -> Result<Vec<Place>, String> {
    let mut tables = Vec::new();
    for entry in fs::read_dir(folder.join("overlay")).map_err(|e| format!("overlay: {e}"))? {
        tables.push((entry.map_err(|e| e.to_string())?.path(), true));
    }
    tables.sort();
    tables.push((folder.join("places.tsv"), false));
    let credits = credits(&folder.join("licences.tsv"))?;
    let mut places: Vec<Place> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (path, curated) in tables {
        let text = read(&path)?;
        let (columns, lines) = split(&path, &text)?;
        for (number, line) in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            let place =
                place(&columns, &cells, curated, &credits).map_err(|e| format!("{}:{number}: {e}", path.display()))?;
            match known.get(&place.id) {
                Some(index) => places[*index].join(place),
                None => {
                    known.insert(place.id.clone(), places.len());
                    places.push(place);
                }
            }
        }
    }
    Ok(places)
}

/// Folded names to the id of the place that each means first.
pub fn leads(path: &Path) -> Result<BTreeMap<String, String>, String> {
    let text = read(path)?;
    let (columns, lines) = split(path, &text)?;
    if columns.get(..2) != Some(&["name", "id"]) {
        return Err(format!("{}: the heading does not begin with name and id", path.display()));
    }
    let cells = lines.map(|(number, line)| match line.split('\t').collect::<Vec<_>>()[..] {
        [name, id, ..] => Ok((fold(name), id.to_string())),
        _ => Err(format!("{}:{number}: the row has no id", path.display())),
    });
    cells.collect()
}

/// How a source begins whose points name somebody, and whom.
fn credits(path: &Path) -> Result<Vec<(String, String)>, String> {
    let text = read(path)?;
    let (columns, lines) = split(path, &text)?;
    if columns != ["source", "licence", "credit"] {
        return Err(format!("{}: the heading is not source, licence, credit", path.display()));
    }
    let cells = lines.filter_map(|(_, line)| match line.split('\t').collect::<Vec<_>>()[..] {
        [source, _, credit] => Some((source.to_string(), credit.to_string())),
        _ => None,
    });
    Ok(cells.collect())
}

fn read(path: &Path) -> Result<String, String> {
    println!("cargo::rerun-if-changed={}", path.display());
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// The heading's columns and the numbered rows below it.
fn split<'t>(path: &Path, text: &'t str) -> Result<(Vec<&'t str>, impl Iterator<Item = (usize, &'t str)>), String> {
    let mut lines = (1..).zip(text.lines()).filter(|(_, l)| !l.starts_with('#') && !l.is_empty());
    let (_, heading) = lines.next().ok_or(format!("{}: the table has no heading line", path.display()))?;
    Ok((heading.split('\t').collect(), lines))
}

impl Place {
    /// Takes from a later row what this one leaves open, and all its names.
    fn join(&mut self, other: Place) {
        for (mine, other) in [
            (&mut self.name_id, other.name_id),
            (&mut self.name_en, other.name_en),
            (&mut self.country, other.country),
            (&mut self.admin1, other.admin1),
            (&mut self.stands_for, other.stands_for),
            (&mut self.timezone, other.timezone),
        ] {
            if mine.is_empty() {
                *mine = other;
            }
        }
        if self.point.is_none() {
            (self.point, self.approximate, self.credit) = (other.point, other.approximate, other.credit);
        }
        self.bbox = self.bbox.or(other.bbox);
        self.population = self.population.max(other.population);
        // The usual names are those of the first row; a later one adds its own as other names.
        self.names.extend(other.names.into_iter().map(|name| Name { primary: false, ..name }));
    }
}

fn place(columns: &[&str], cells: &[&str], curated: bool, credits: &[(String, String)]) -> Result<Place, String> {
    if cells.len() > columns.len() {
        return Err(format!("the row has {} cells, but the heading names {} columns", cells.len(), columns.len()));
    }
    let get =
        |name: &str| columns.iter().position(|c| *c == name).and_then(|i| cells.get(i)).map_or("", |cell| cell.trim());
    let id = get("id").to_string();
    let (name_id, name_en) = (plain(get("name_id")), plain(get("name_en")));
    if id.is_empty() || (name_id.is_empty() && name_en.is_empty()) {
        return Err("the row has no id or no name".to_string());
    }
    let point = match (get("lat"), get("lon")) {
        ("", "") => None,
        (lat, lon) => Some((degrees(lat, 90.0)?, degrees(lon, 180.0)?)),
    };
    let population = match get("population") {
        "" => 0,
        text => text.parse().map_err(|_| format!("{text:?} is no population"))?,
    };
    let mut names = Vec::new();
    for (column, primary, demonym) in [
        ("name_id", true, false),
        ("name_en", true, false),
        ("aliases", false, false),
        ("aliases_id", false, false),
        ("aliases_en", false, false),
        ("demonyms_id", false, true),
        ("demonyms_en", false, true),
    ] {
        for name in get(column).split('|').map(str::trim).filter(|name| !name.is_empty()) {
            names.push(Name {
                text: plain(name).to_string(),
                primary,
                needs_evidence: name.ends_with('!'),
                capitals_only: name.ends_with('^'),
                demonym,
                curated,
            });
        }
    }
    let country = get("country");
    Ok(Place {
        id,
        class: get("class").to_string(),
        name_id: if name_id.is_empty() { name_en } else { name_id }.to_string(),
        name_en: if name_en.is_empty() { name_id } else { name_en }.to_string(),
        point,
        credit: credits.iter().find(|(how, _)| get("source").starts_with(how)).map_or("", |(_, who)| who).to_string(),
        approximate: BORROWED.iter().any(|how| get("source").starts_with(how)),
        // A region or sea of several countries belongs to none of them.
        country: if country.len() == 2 { country } else { "" }.to_string(),
        admin1: if curated { "" } else { get("admin1") }.to_string(),
        admin1_name: if curated { get("admin1") } else { "" }.to_string(),
        stands_for: get("stands_for").to_string(),
        bbox: sides(get("bbox"))?,
        population,
        timezone: get("timezone").to_string(),
        curated,
        names,
    })
}

fn plain(name: &str) -> &str {
    name.trim_end_matches(['!', '^'])
}

fn degrees(text: &str, limit: f64) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value.abs() <= limit => Ok(value),
        _ => Err(format!("{text:?} is no coordinate within ±{limit} degrees")),
    }
}

fn sides(text: &str) -> Result<Option<[f64; 4]>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let sides: Vec<&str> = text.split(',').map(str::trim).collect();
    let [west, south, east, north] = sides[..] else {
        return Err(format!("{text:?} is no west,south,east,north"));
    };
    let sides = [degrees(west, 180.0)?, degrees(south, 90.0)?, degrees(east, 180.0)?, degrees(north, 90.0)?];
    if sides[1] > sides[3] {
        return Err(format!("{text:?} has its south above its north"));
    }
    // A box over 180 degrees has west > east; the library's type cannot hold it, and the point must do.
    Ok((sides[0] <= sides[2]).then_some(sides))
}
