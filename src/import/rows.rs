//! Rows of a table to items.

use super::dates::{self, Covered};
use super::geocode::{Found, find};
use super::json::{granularity_of, precision};
use super::table::{self, Cell, Row};
use super::{DataOptions, Imported, record, title_of};
use crate::error::{Diagnostic, Error};
use crate::export::{Event, Site};
use crate::lang::Pack;
use crate::place::Gazetteer;
use crate::story::{Certainty, Dating, Item, ItemPlace, Kind, PlaceShape, Told, place_item};
use geo::Point;
use std::collections::{BTreeMap, BTreeSet};

/// The columns that are read; `date` and `label` must be there.
const COLUMNS: [&str; 11] =
    ["date", "label", "end", "place", "lat", "lon", "category", "source", "from", "certainty", "who"];
/// Columns of the table that `extract -f csv` writes; `earliest` and `latest` stand in place of `date` and `end`.
const WRITTEN: [&str; 13] = [
    "id",
    "earliest",
    "latest",
    "granularity",
    "basis",
    "precision",
    "modality",
    "negated",
    "quote",
    "same_as",
    "edtf",
    "place_id",
    "class",
];

/// Categories as the interface names them.
const CATEGORIES: [(&str, Kind); 8] = [
    ("military", Kind::Military),
    ("crime", Kind::Military),
    ("meeting", Kind::Meeting),
    ("statement", Kind::Statement),
    ("politics", Kind::Statement),
    ("disaster", Kind::Disaster),
    ("economy", Kind::Other),
    ("other", Kind::Other),
];

/// Modalities as the interface names them.
const CERTAINTIES: [(&str, Certainty); 5] = [
    ("asserted", Certainty::Asserted),
    ("planned", Certainty::Planned),
    ("reported-possible", Certainty::Possible),
    ("denied", Certainty::Denied),
    ("background", Certainty::Background),
];

/// A yes or no in a cell.
const FLAGS: [(&str, bool); 2] = [("true", true), ("false", false)];

/// How salient a row is: a table does not rank its rows.
const SALIENCE: f64 = 0.5;

/// The kind of a category; `None` for one that there is not.
pub(super) fn kind(name: &str) -> Option<Kind> {
    CATEGORIES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

/// The certainty of a modality; `None` for one that there is not.
pub(super) fn certainty(name: &str) -> Option<Certainty> {
    CERTAINTIES.iter().find(|(known, _)| *known == name).map(|(_, certainty)| *certainty)
}

/// An error at a cell.
fn at(cell: &Cell, message: String) -> Error {
    Error::new("bad-csv", message).at(cell.line, cell.column)
}

/// The cells of one row by column.
pub(super) struct Cells<'a> {
    row: &'a Row,
    columns: &'a BTreeMap<String, usize>,
}

impl<'a> Cells<'a> {
    fn cell(&self, name: &str) -> Option<&'a Cell> {
        self.columns.get(name).and_then(|at| self.row.get(*at))
    }

    pub fn text(&self, name: &str) -> &'a str {
        self.cell(name).map_or("", |cell| cell.text.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.columns.contains_key(name)
    }

    /// Where a cell stands, or the row where the cell is missing.
    fn place(&self, name: &str) -> (usize, usize) {
        let cell = self.cell(name).or(self.row.first());
        cell.map_or((1, 1), |cell| (cell.line, cell.column))
    }

    /// A number of degrees within a limit.
    fn degrees(&self, name: &str, most: f64) -> Result<Option<f64>, Error> {
        let Some(cell) = self.cell(name).filter(|cell| !cell.text.is_empty()) else { return Ok(None) };
        let value = cell.text.parse::<f64>().ok().filter(|v| v.abs() <= most);
        let wrong = || at(cell, format!("{name} {:?} is no number of degrees within ±{most}", cell.text));
        value.map(Some).ok_or_else(wrong)
    }

    /// The coordinates, if both are there.
    fn point(&self) -> Result<Option<Point<f64>>, Error> {
        match (self.degrees("lat", 90.0)?, self.degrees("lon", 180.0)?) {
            (Some(lat), Some(lon)) => Ok(Some(Point::new(lon, lat))),
            (None, None) => Ok(None),
            (lat, _) => {
                let (has, lacks) = if lat.is_some() { ("lat", "lon") } else { ("lon", "lat") };
                let (line, column) = self.place(has);
                let message = format!("the row has {has} but no {lacks}; write both or none");
                Err(Error::new("bad-csv", message).at(line, column))
            }
        }
    }

    /// One of a list of words; the first where the cell is empty.
    fn word<T: Copy>(&self, name: &str, list: &[(&str, T)], usual: T) -> Result<T, Error> {
        let Some(cell) = self.cell(name).filter(|cell| !cell.text.is_empty()) else { return Ok(usual) };
        let asked = cell.text.to_lowercase();
        let found = list.iter().find(|(known, _)| *known == asked).map(|(_, value)| *value);
        let known: Vec<&str> = list.iter().map(|(known, _)| *known).collect();
        found.ok_or_else(|| at(cell, format!("{name} {:?} is unknown; use one of {}", cell.text, known.join(", "))))
    }
}

/// The columns of a header by name, and a word about those that are not read.
fn header(row: &Row) -> Result<(BTreeMap<String, usize>, Vec<Diagnostic>), Error> {
    let (mut columns, mut told) = (BTreeMap::new(), Vec::new());
    for (index, cell) in row.iter().enumerate() {
        let name = cell.text.to_lowercase();
        if !COLUMNS.contains(&name.as_str()) && !WRITTEN.contains(&name.as_str()) {
            let message = format!("the column {:?} is not read; known are {}", cell.text, COLUMNS.join(", "));
            told.push(Diagnostic { code: "unknown-column", message, span: None });
        } else if columns.insert(name, index).is_some() {
            return Err(at(cell, format!("the column {:?} stands twice; keep one", cell.text)));
        }
    }
    let dated = columns.contains_key("date") || columns.contains_key("earliest");
    match [("date", dated), ("label", columns.contains_key("label"))].iter().find(|(_, there)| !there) {
        Some((name, _)) => {
            let message = format!("the header has no column {name:?}; the first line must name date and label");
            Err(Error::new("bad-csv", message).at(row.first().map_or(1, |cell| cell.line), 1))
        }
        None => Ok((columns, told)),
    }
}

/// Reads a whole table.
pub(super) fn read(text: &str, name: &str, pack: &Pack, options: &DataOptions) -> Result<Imported, Error> {
    let mut rows = table::read(text).into_iter();
    let Some(first) = rows.next().transpose()? else {
        return Err(Error::new("empty", "the table is empty; its first line must name date and label").at(1, 1));
    };
    let (columns, told) = header(&first)?;
    let mut made = Imported { told, title: title_of(name), ..Imported::default() };
    let mut named: Vec<String> = Vec::new();
    for (row, number) in rows.zip(1_u32..) {
        let read = row.and_then(|row| {
            fits(&row, first.len())?;
            let cells = Cells { row: &row, columns: &columns };
            item(&cells, number, pack, options, &mut made.told).map(|read| (read, cells.text("source").to_string()))
        });
        match read {
            Ok(((item, event), source)) => {
                made.items.push(item);
                made.archive.events.push(event);
                if !source.is_empty() && !named.contains(&source) {
                    named.push(source);
                }
            }
            Err(error) => made.failed.push(error),
        }
    }
    // What tells another event again is drawn once.
    let shown: BTreeSet<usize> = made.archive.shown().map(|(row, _)| row).collect();
    let mut rows = 0..;
    made.items.retain(|_| rows.next().is_some_and(|row| shown.contains(&row)));
    for (item, number) in made.items.iter_mut().zip(1_u32..) {
        item.number = number;
    }
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    made.source = if named.is_empty() { file.to_string() } else { format!("{file}: {}", named.join(", ")) };
    made.unless_all_failed()
}

/// Refuses a row with more cells than the header has.
fn fits(row: &Row, columns: usize) -> Result<(), Error> {
    let message = || format!("the row has {} cells and the header {columns}; quote cells with commas", row.len());
    row.get(columns).map_or(Ok(()), |odd| Err(at(odd, message())))
}

/// The item and the record of a row.
fn item(
    cells: &Cells<'_>,
    number: u32,
    pack: &Pack,
    options: &DataOptions,
    told: &mut Vec<Diagnostic>,
) -> Result<(Item, Event), Error> {
    let label = cells.text("label").to_string();
    if label.is_empty() {
        let (line, column) = cells.place("label");
        return Err(Error::new("bad-csv", "the row has no label; say what happened").at(line, column));
    }
    let covered = covered(cells, pack, options, told)?;
    let mut place = site(cells, pack, told)?;
    let origin = origin(cells, pack, told);
    // A row that says where somebody came from tells of an arrival.
    if let (Some((place, _)), true) = (&mut place, origin.is_some()) {
        place.destination = true;
    }
    let certainty = if cells.has("certainty") { "certainty" } else { "modality" };
    let negated = cells.word("negated", &FLAGS, false)?;
    let stated = cells.word(certainty, &CERTAINTIES, Certainty::Asserted)?;
    let id = match cells.text("id") {
        "" => format!("row-{number}"),
        id => id.to_string(),
    };
    let kind = cells.word("category", &CATEGORIES, Kind::Other)?;
    let sites = place.as_ref().map(|(_, site)| site).into_iter().chain(origin.as_ref().map(|(_, site)| site));
    let event = record::event(cells, &id, &covered, certainty, negated, sites.cloned().collect());
    let source = cells.text("source");
    let quote = match cells.text("quote") {
        "" => label.clone(),
        quote => quote.to_string(),
    };
    let dating = Dating { bounds: covered.bounds, edtf: covered.edtf.as_deref(), ..Dating::default() };
    let certainty = crate::story::told(stated, &label, &Told { negated, ..Told::default() });
    let item = Item {
        number,
        id,
        label,
        kind,
        certainty,
        bounds: dating.drawn(),
        since: dating.since(),
        about: dating.about(),
        lasts: cells.has("date") && dating.lasts(covered.granularity),
        granularity: covered.granularity,
        inherited_date: matches!(cells.text("basis"), "lead" | "previous"),
        clocks: None,
        places: place.into_iter().map(|(place, _)| place).collect(),
        origins: origin.into_iter().map(|(place, _)| place).collect(),
        who: cells.text("who").split(';').map(str::trim).filter(|who| !who.is_empty()).map(str::to_string).collect(),
        attribution: (!source.is_empty()).then(|| source.to_string()),
        source_ref: String::new(),
        quote,
        salience: SALIENCE,
        relations: Vec::new(),
        source: 0,
        told_by: 1,
    };
    Ok((item, event))
}

/// The bounds of a row: `date` and `end`, or `earliest` and `latest`, which are bounds already.
fn covered(
    cells: &Cells<'_>,
    pack: &Pack,
    options: &DataOptions,
    told: &mut Vec<Diagnostic>,
) -> Result<Covered, Error> {
    let (from, to) = if cells.has("date") { ("date", "end") } else { ("earliest", "latest") };
    let mut covered = dates::bounds(cells.text(from), cells.text(to), pack, options).map_err(|(at_end, error)| {
        let (line, column) = cells.place(if at_end { to } else { from });
        error.at(line, column)
    })?;
    if from == "earliest" {
        // Bounds say between what it happened, and not how long it lasted.
        covered.edtf = None;
        if cells.text(to).is_empty() {
            covered.bounds.latest = None;
        }
    }
    if let Some(granularity) = granularity_of(cells.text("granularity")) {
        covered.granularity = granularity;
    }
    covered.edtf = Some(cells.text("edtf")).filter(|edtf| !edtf.is_empty()).map(str::to_string).or(covered.edtf);
    if !covered.doubts.is_empty() {
        let (line, column) = cells.place(from);
        let doubts = covered.doubts.join(", ");
        let written = cells.text(from);
        let read = covered.bounds.earliest.map(dates::written).unwrap_or_default();
        let message = format!("line {line}, column {column}: {written:?} was read as {read} ({doubts})");
        told.push(Diagnostic { code: "doubtful-date", message, span: None });
    }
    Ok(covered)
}

/// Where a row is drawn: at its coordinates, or where the gazetteer knows its place.
fn site(cells: &Cells<'_>, pack: &Pack, told: &mut Vec<Diagnostic>) -> Result<Option<(ItemPlace, Site)>, Error> {
    let name = cells.text("place");
    if let Some(point) = cells.point()? {
        let mut place = pin(name, point);
        if !cells.text("place_id").is_empty() {
            place.id = cells.text("place_id").to_string();
        }
        let site = record::pinned(cells, &place, point);
        return Ok(Some((place, site)));
    }
    if let Some(known) = Gazetteer::bundled().by_id(cells.text("place_id")) {
        let precision = precision(cells.text("precision")).unwrap_or(known.precision());
        let site = record::known(&known, precision, "event-site");
        return Ok(Some((place_item(&known, precision, false, pack.code), site)));
    }
    Ok(if name.is_empty() { None } else { look_up(cells, "place", pack, told) })
}

fn origin(cells: &Cells<'_>, pack: &Pack, told: &mut Vec<Diagnostic>) -> Option<(ItemPlace, Site)> {
    if cells.text("from").is_empty() { None } else { look_up(cells, "from", pack, told) }
}

/// The place of a cell by its name, or a word about why it is doubtful.
fn look_up(cells: &Cells<'_>, column: &str, pack: &Pack, told: &mut Vec<Diagnostic>) -> Option<(ItemPlace, Site)> {
    let name = cells.text(column);
    match find(name, pack.code) {
        Found::Place(place) => {
            let role = if column == "from" { "origin" } else { "event-site" };
            let site = record::known(&place, place.precision(), role);
            Some((place_item(&place, place.precision(), false, pack.code), site))
        }
        Found::Doubtful(why) => {
            let (line, column) = cells.place(column);
            let message = format!("line {line}, column {column}: {name:?} is not drawn: {why}");
            told.push(Diagnostic { code: "doubtful-place", message, span: None });
            None
        }
    }
}

/// A pin at coordinates; rows with one name and one point are one site.
fn pin(name: &str, point: Point<f64>) -> ItemPlace {
    let (lon, lat) = (point.x(), point.y());
    let shown = if name.is_empty() { format!("{lat:.2}, {lon:.2}") } else { name.to_string() };
    // What follows a comma says where the place lies, which the map shows.
    let shown = shown.split_once(", ").filter(|_| !name.is_empty()).map_or(shown.clone(), |(head, _)| head.to_string());
    ItemPlace {
        id: format!("{}@{lat:.4},{lon:.4}", Gazetteer::fold(name).replace(' ', "-")),
        name: shown,
        shape: PlaceShape::Pin,
        country: None,
        admin1: None,
        point: Some(point),
        bbox: None,
        container: None,
        destination: false,
        credit: None,
    }
}
