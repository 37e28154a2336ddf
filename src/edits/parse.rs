//! `article.edits.toml` to [`Edits`]: every key and every value is checked, and every fault is told, not only the first.

use super::date;
use super::model::{Add, At, Change, Edit, Edits, Located, MODALITIES, PlaceEdit, ROLES, RoleEdit, Target};
use super::problem::{Problem, did_you_mean};
use crate::event::Category;
use std::ops::Range;
use toml_edit::{ArrayOfTables, Document, Item, TableLike, Value};

/// The keys that name an event.
pub(super) const TARGET_KEYS: [&str; 4] = ["id", "quote", "trigger", "doc"];
/// The keys that say something of an event.
pub(super) const CHANGE_KEYS: [&str; 11] =
    ["date", "place", "role", "label", "category", "modality", "who", "order", "hide", "split", "merge"];
const ADD_KEYS: [&str; 11] =
    ["label", "date", "place", "role", "category", "modality", "who", "order", "quote", "source", "doc"];
const POINT_KEYS: [&str; 3] = ["name", "lat", "lon"];

/// Reads a file of edits.
///
/// # Errors
/// Everything that cannot be read or understood, in the order of the file.
pub fn parse(text: &str) -> Result<Edits, Vec<Problem>> {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => return Err(vec![Problem::new(error.span().unwrap_or(0..0), said(error.message()))]),
    };
    let mut reader = Reader::default();
    let mut edits = Edits::default();
    for (key, item) in document.as_table().iter() {
        let here = span_of(document.as_table(), key, item);
        match (key, item.as_array_of_tables()) {
            ("edit", Some(tables)) => edits.edits = each(tables, |table, at| reader.edit(table, at)),
            ("add", Some(tables)) => edits.adds = each(tables, |table, at| reader.add(table, at)),
            ("edit" | "add", None) => {
                reader.fault(here, format!("{key} stands in double brackets, each time anew: [[{key}]]"));
            }
            _ => {
                let near = did_you_mean(key, ["edit", "add"]);
                reader.fault(here, format!("a file of edits has [[edit]] and [[add]], not {key:?}{near}"));
            }
        }
    }
    reader.problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
    if reader.problems.is_empty() { Ok(edits) } else { Err(reader.problems) }
}

/// A message of the TOML reader as one sentence.
fn said(message: &str) -> String {
    let flat = message.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("this is not TOML: {flat}")
}

fn each<T>(tables: &ArrayOfTables, mut read: impl FnMut(&dyn TableLike, At) -> T) -> Vec<T> {
    tables.iter().map(|table| read(table, At(table.span().unwrap_or(0..0)))).collect()
}

/// Where a key stands, or its value where the key has no place of its own.
fn span_of(table: &dyn TableLike, key: &str, item: &Item) -> Range<usize> {
    let of_key = table.get_key_value(key).and_then(|(key, _)| key.span());
    of_key.or_else(|| item.span()).unwrap_or(0..0)
}

fn value_span(item: &Item) -> Range<usize> {
    item.span().unwrap_or(0..0)
}

/// Reads values and collects what is wrong with them.
#[derive(Default)]
struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    fn fault(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.problems.push(Problem::new(span, message));
    }

    fn unknown(&mut self, table: &dyn TableLike, key: &str, item: &Item, known: &[&str]) {
        let near = did_you_mean(key, known.iter().copied());
        let listed = known.join(", ");
        self.fault(span_of(table, key, item), format!("unknown key {key:?}{near} (the keys are {listed})"));
    }

    fn edit(&mut self, table: &dyn TableLike, at: At) -> Edit {
        let mut edit = Edit { at, ..Edit::default() };
        for (key, item) in table.iter() {
            match key {
                "hide" => edit.hide = self.flag(key, item),
                "split" => edit.split = self.flag(key, item).unwrap_or(false),
                "merge" => edit.merge = self.merge(item),
                _ if TARGET_KEYS.contains(&key) => self.target(&mut edit.target, key, item),
                _ if CHANGE_KEYS.contains(&key) => self.change(&mut edit.change, key, item),
                _ => {
                    let known: Vec<&str> = TARGET_KEYS.into_iter().chain(CHANGE_KEYS).collect();
                    self.unknown(table, key, item, &known);
                }
            }
        }
        if edit.target.id.is_none() && edit.target.quote.is_none() {
            self.fault(edit.at.0.clone(), "this edit names no event; give it an id or the quote of its sentence");
        }
        edit
    }

    fn add(&mut self, table: &dyn TableLike, at: At) -> Add {
        let mut add = Add { at, ..Add::default() };
        for (key, item) in table.iter() {
            match key {
                "quote" => add.quote = self.text(key, item),
                "source" => add.source = self.text(key, item),
                "doc" => add.doc = self.text(key, item),
                _ if ADD_KEYS.contains(&key) => self.change(&mut add.change, key, item),
                _ => self.unknown(table, key, item, &ADD_KEYS),
            }
        }
        if add.change.label.is_none() {
            self.fault(add.at.0.clone(), "an event that is added needs a label");
        }
        add
    }

    fn target(&mut self, target: &mut Target, key: &str, item: &Item) {
        let text = self.text(key, item);
        match key {
            "id" => target.id = text,
            "quote" => target.quote = text,
            "trigger" => target.trigger = text,
            _ => target.doc = text,
        }
    }

    fn change(&mut self, change: &mut Change, key: &str, item: &Item) {
        let at = At(value_span(item));
        match key {
            "date" => change.date = self.date(item).map(|value| Located { value, at }),
            "place" => change.place = self.place(item).map(|value| Located { value, at }),
            "role" => change.role = self.role(item).map(|value| Located { value, at }),
            "label" => change.label = self.text(key, item),
            "category" => {
                let known = Category::ALL.map(|category| (category.name(), category));
                change.category = self.choice(key, item, &known);
            }
            "modality" => change.modality = self.choice(key, item, &MODALITIES),
            "who" => change.who = self.names(item),
            _ => {
                change.order = item.as_integer();
                if change.order.is_none() {
                    self.fault(value_span(item), "order is a whole number, such as 1 for the first of its day");
                }
            }
        }
    }

    fn flag(&mut self, key: &str, item: &Item) -> Option<bool> {
        let value = item.as_bool();
        if value.is_none() {
            self.fault(value_span(item), format!("{key} is true or false, without quotation marks"));
        }
        value
    }

    /// A text that is not blank; runs of blanks are one.
    fn text(&mut self, key: &str, item: &Item) -> Option<String> {
        let Some(text) = item.as_str() else {
            self.fault(value_span(item), format!("{key} is a text in quotation marks"));
            return None;
        };
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if flat.is_empty() || flat.chars().any(char::is_control) {
            self.fault(value_span(item), format!("{key} needs letters to print"));
            return None;
        }
        Some(flat)
    }

    fn choice<T: Copy>(&mut self, key: &str, item: &Item, known: &[(&str, T)]) -> Option<T> {
        let text = self.text(key, item)?;
        let found = known.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            let near = did_you_mean(&text, names.iter().copied());
            self.fault(value_span(item), format!("unknown {key} {text:?}{near} (use one of {})", names.join(", ")));
        }
        found
    }

    /// A date in quotation marks, or one of TOML's own.
    fn date(&mut self, item: &Item) -> Option<String> {
        if item.as_datetime().is_some_and(|date| date.offset.is_some()) {
            self.fault(value_span(item), "a time is that of the clocks where it happened; leave the zone out");
            return None;
        }
        let bare = match item.as_value() {
            Some(Value::Datetime(date)) => Some(date.value().to_string().replace(' ', "T")),
            Some(Value::Integer(year)) => Some(format!("{:04}", year.value())),
            _ => None,
        };
        let text = match bare {
            // The calendar of the program goes to the minute.
            Some(text) => text
                .split_once(':')
                .map_or(text.clone(), |(hour, rest)| format!("{hour}:{}", rest.split(':').next().unwrap_or_default())),
            None => self.text("date", item)?,
        };
        if date::is_figures(&text) && date::read(&text).is_none() {
            let message = format!(
                "{text:?} is no date of the calendar; write 2023, 2023-09, 2023-09-13, 2023-09-13T08:00, an interval \
                 such as 2023-09-13/2023-09-15 or ../2023-09-13, or none"
            );
            self.fault(value_span(item), message);
            return None;
        }
        Some(text)
    }

    fn place(&mut self, item: &Item) -> Option<PlaceEdit> {
        let Some(table) = item.as_table_like() else {
            let text = self.text("place", item)?;
            return Some(if text.eq_ignore_ascii_case("none") { PlaceEdit::Nowhere } else { PlaceEdit::Named(text) });
        };
        let mut name = None;
        let (mut lat, mut lon) = (None, None);
        for (key, item) in table.iter() {
            match key {
                "name" => name = self.text(key, item),
                "lat" => lat = self.degrees(key, item, 90.0),
                "lon" => lon = self.degrees(key, item, 180.0),
                _ => self.unknown(table, key, item, &POINT_KEYS),
            }
        }
        let missing = [("name", name.is_none()), ("lat", lat.is_none()), ("lon", lon.is_none())];
        let missing: Vec<&str> =
            missing.iter().filter(|(key, none)| *none && !table.contains_key(key)).map(|(key, _)| *key).collect();
        if !missing.is_empty() {
            let message = format!("a place by its point needs name, lat and lon; {} is missing", missing.join(" and "));
            self.fault(value_span(item), message);
        }
        Some(PlaceEdit::Point { name: name?, lat: lat?, lon: lon? })
    }

    fn degrees(&mut self, key: &str, item: &Item, most: f64) -> Option<f64> {
        let value = item.as_float().or_else(|| item.as_integer().map(|whole| whole as f64));
        let fits = value.filter(|value| value.is_finite() && value.abs() <= most);
        if fits.is_none() {
            self.fault(value_span(item), format!("{key} is a number of degrees within ±{most}"));
        }
        fits
    }

    fn role(&mut self, item: &Item) -> Option<RoleEdit> {
        let Some(table) = item.as_table_like() else { return self.choice("role", item, &ROLES).map(RoleEdit::Only) };
        let mut roles = Vec::new();
        for (place, item) in table.iter() {
            if let Some(role) = self.choice("role", item, &ROLES) {
                roles.push((place.to_string(), role));
            }
        }
        Some(RoleEdit::Of(roles))
    }

    fn names(&mut self, item: &Item) -> Option<Vec<String>> {
        let values: Option<Vec<&str>> = item.as_array().map(|all| all.iter().filter_map(Value::as_str).collect());
        let whole = item.as_array().map_or(0, toml_edit::Array::len);
        let clean = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ");
        let fit = |names: &Vec<&str>| {
            names.len() == whole
                && names.iter().all(|n| !n.trim().is_empty() && !n.trim().chars().any(char::is_control))
        };
        match values.filter(fit) {
            Some(names) => Some(names.into_iter().map(clean).collect()),
            None => {
                self.fault(value_span(item), "who is a list of names: [\"Name\", \"Other Name\"]");
                None
            }
        }
    }

    /// Ids, words of sentences, or both in braces; one alone needs no list.
    fn merge(&mut self, item: &Item) -> Vec<Located<Target>> {
        let values: Vec<&Value> = match item.as_value() {
            Some(one @ Value::String(_)) => vec![one],
            Some(Value::Array(list)) => list.iter().collect(),
            _ => {
                self.fault(value_span(item), "merge is a list of ids, or of sentences that tell the event again");
                return Vec::new();
            }
        };
        let mut out = Vec::new();
        for value in values {
            let at = At(value.span().unwrap_or_else(|| value_span(item)));
            let mut target = Target::default();
            if let Some(text) = value.as_str() {
                target = by_text(text);
            } else if let Some(table) = value.as_inline_table() {
                for (key, inner) in table.iter() {
                    let inner = Item::Value(inner.clone());
                    match TARGET_KEYS.contains(&key) {
                        true => self.target(&mut target, key, &inner),
                        false => self.unknown(table, key, &inner, &TARGET_KEYS),
                    }
                }
            }
            if target.id.is_none() && target.quote.is_none() {
                self.fault(at.0.clone(), "an event to merge is named by its id or by the quote of its sentence");
            } else {
                out.push(Located { value: target, at });
            }
        }
        out
    }
}

/// A word is an id; several are a quote.
fn by_text(text: &str) -> Target {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.as_str() {
        "" => Target::default(),
        quote if quote.contains(' ') => Target { quote: Some(flat), ..Target::default() },
        _ => Target { id: Some(flat), ..Target::default() },
    }
}
