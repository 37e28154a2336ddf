//! One row of a user's table, with its cells checked.

use super::Gazetteer;
use super::csv::{self, Cell};
use crate::error::Error;
use crate::place::{PlaceClass, gazetteer::LONGEST_NAME};
use geo::Point;

/// Marks of a name, as in the bundled tables.
pub(super) const NEEDS_EVIDENCE: char = '!';
pub(super) const CAPITALS_ONLY: char = '^';

const COLUMNS: [&str; 9] = ["name", "lat", "lon", "class", "country", "id", "aliases", "population", "action"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Add,
    Correct,
    Silence,
}

/// A row whose cells can be read; what they mean together the overlay says.
#[derive(Debug)]
pub(super) struct Row {
    pub action: Action,
    pub name: String,
    pub point: Option<Point<f64>>,
    pub class: Option<PlaceClass>,
    pub country: Option<String>,
    pub id: Option<String>,
    pub aliases: Vec<String>,
    pub population: Option<u64>,
    /// The cells by column, for complaints.
    cells: Vec<(&'static str, Cell)>,
    line: usize,
}

/// A name without its mark.
pub(super) fn plain(name: &str) -> &str {
    name.trim_end_matches([NEEDS_EVIDENCE, CAPITALS_ONLY]).trim_end()
}

/// The classes that there are, for complaints.
pub(super) fn class_names() -> String {
    let names: Vec<&str> = PlaceClass::all().map(PlaceClass::name).collect();
    names.join(", ")
}

/// The rows below the heading.
///
/// # Errors
/// A heading that is not one, or the first cell that cannot be read.
pub(super) fn rows(text: &str) -> Result<Vec<Row>, Error> {
    let mut table = csv::rows(text)?.into_iter();
    let Some(heading) = table.next() else { return Ok(Vec::new()) };
    let mut columns = Vec::new();
    for cell in &heading {
        let known = COLUMNS.iter().find(|column| cell.text.eq_ignore_ascii_case(column));
        let Some(column) = known.filter(|column| !columns.contains(*column)) else {
            let what = if known.is_some() { "stands there twice" } else { "is no column" };
            let message = format!("{:?} {what}; the heading has some of {}", cell.text, COLUMNS.join(", "));
            return Err(fault(cell, message));
        };
        columns.push(*column);
    }
    if let (Some(first), false) = (heading.first(), columns.contains(&"name") || columns.contains(&"id")) {
        return Err(fault(first, "the heading has neither a column name nor a column id"));
    }
    table.map(|cells| Row::read(&columns, cells)).collect()
}

fn fault(cell: &Cell, message: impl Into<String>) -> Error {
    Error::new("bad-gazetteer", message).at(cell.line, cell.column)
}

impl Row {
    fn read(columns: &[&'static str], cells: Vec<Cell>) -> Result<Self, Error> {
        if let Some(extra) = cells.get(columns.len()).filter(|cell| !cell.text.is_empty()) {
            let message = format!("the row has more cells than the heading has columns ({})", columns.len());
            return Err(fault(extra, message));
        }
        let line = cells.first().map_or(0, |cell| cell.line);
        let cells: Vec<(&'static str, Cell)> = columns.iter().copied().zip(cells).collect();
        let mut row = Row {
            action: Action::Add,
            name: String::new(),
            point: None,
            class: None,
            country: None,
            id: None,
            aliases: Vec::new(),
            population: None,
            cells,
            line,
        };
        row.action = match row.text("action").to_lowercase().as_str() {
            "" | "add" => Action::Add,
            "correct" => Action::Correct,
            "silence" => Action::Silence,
            _ => return Err(row.fault("action", "the action is add, correct or silence")),
        };
        row.name = row.text("name").to_string();
        row.id = Some(row.text("id").to_string()).filter(|id| !id.is_empty());
        row.point = row.read_point()?;
        row.class =
            row.optional("class", PlaceClass::from_name, || format!("this is no class; there are {}", class_names()))?;
        let is_country = |code: &str| Gazetteer::bundled().country(code).map(|_| code.to_string());
        row.country = row.optional("country", is_country, || {
            "this is no country; write the two capital letters of ISO 3166-1, such as ID".to_string()
        })?;
        row.population = row.optional(
            "population",
            |text| text.parse().ok(),
            || "this is no population; write digits alone".to_string(),
        )?;
        let aliases = row.text("aliases").split('|').map(str::trim).filter(|name| !name.is_empty());
        row.aliases = aliases.map(str::to_string).collect();
        row.check()?;
        Ok(row)
    }

    /// What the action asks of the cells.
    fn check(&self) -> Result<(), Error> {
        for (column, name) in [("name", &self.name)].into_iter().chain(self.aliases.iter().map(|a| ("aliases", a))) {
            let key = Gazetteer::fold(name);
            if key.is_empty() && (column == "aliases" || !name.is_empty()) {
                return Err(self.fault(column, format!("the name {name:?} has no letter")));
            }
            if key.split(' ').count() > LONGEST_NAME {
                return Err(self.fault(column, format!("the name {name:?} has more than {LONGEST_NAME} words")));
            }
        }
        let nothing = self.point.is_none() && self.aliases.is_empty() && self.population.is_none();
        let named = !self.name.is_empty();
        let by_id = self.id.is_some();
        match self.action {
            Action::Add if !named => Err(self.fault("name", "a place that is added needs a name")),
            _ if !named && !by_id => Err(self.fault("name", "the row names no place: it needs a name or an id")),
            Action::Correct if nothing && !(by_id && (named || self.class.is_some() || self.country.is_some())) => {
                Err(self
                    .fault("action", "the row corrects nothing: it gives no other coordinates, aliases or population"))
            }
            Action::Silence if !nothing => {
                Err(self.fault("action", "a row that silences a place has no coordinates, aliases or population"))
            }
            _ => Ok(()),
        }
    }

    fn read_point(&self) -> Result<Option<Point<f64>>, Error> {
        let degrees = |column: &'static str, limit: f64| {
            let read = |text: &str| text.parse::<f64>().ok().filter(|value| value.abs() <= limit);
            self.optional(column, read, || {
                format!("this is no number of degrees within ±{limit}; write it with a point, such as -6.2")
            })
        };
        match (degrees("lat", 90.0)?, degrees("lon", 180.0)?) {
            (Some(lat), Some(lon)) => Ok(Some(Point::new(lon, lat))),
            (None, None) => Ok(None),
            (Some(_), None) => Err(self.fault("lon", "there is a latitude without a longitude")),
            (None, Some(_)) => Err(self.fault("lat", "there is a longitude without a latitude")),
        }
    }

    fn optional<T>(
        &self,
        column: &'static str,
        read: impl Fn(&str) -> Option<T>,
        message: impl Fn() -> String,
    ) -> Result<Option<T>, Error> {
        match self.text(column) {
            "" => Ok(None),
            text => read(text).map(Some).ok_or_else(|| self.fault(column, format!("{text:?}: {}", message()))),
        }
    }

    fn text(&self, column: &str) -> &str {
        self.cells.iter().find(|(name, _)| *name == column).map_or("", |(_, cell)| &cell.text)
    }

    /// A complaint about a cell, or about the row where the table has no such column.
    pub(super) fn fault(&self, column: &str, message: impl Into<String>) -> Error {
        let cell = self.cells.iter().find(|(name, _)| *name == column).or(self.cells.first());
        let (line, at) = cell.map_or((self.line, 1), |(_, cell)| (cell.line, cell.column));
        Error::new("bad-gazetteer", message).at(line, at)
    }

    /// That no place is meant.
    pub(super) fn nobody(&self, what: &str) -> String {
        let class = self.class.map(|class| format!(" of the class {}", class.name())).unwrap_or_default();
        let country = self.country.as_ref().map(|code| format!(" in {code}")).unwrap_or_default();
        format!("there is no place {:?}{class}{country} to {what}", plain(&self.name))
    }
}
