//! Rows of tables: articles, each as the line of JSON that it would be in a file of lines.

use super::columns::WHOLE_LINE;
use crate::error::Error;
use chrono::DateTime;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row as Record};
use parquet::schema::types::Type;
use serde_json::{Map, Value};
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

/// Rows of a column that are unpacked at once. An article may be long, so that there are few.
const AT_ONCE: usize = 16;
/// The column without which a table holds no articles.
const TEXT: &str = "text";

/// What is wrong with a file that makes its reader stumble.
const CONTRADICTS: &str = "its bytes contradict each other";

/// One row of a table of articles.
#[derive(Debug)]
pub struct Row {
    /// From one.
    pub number: usize,
    /// The object that a file of lines would have on a line; cells without a value are left out.
    pub line: Result<Vec<u8>, Error>,
}

/// The rows of a table of articles.
pub struct Rows {
    rows: RowIter<'static>,
    number: usize,
    total: usize,
    ended: bool,
}

fn unreadable(path: &Path, why: &str) -> Error {
    Error::new("io", format!("{} cannot be read as Parquet: {why}", path.display()))
}

/// What the reader of tables does, with a panic of it as an error: it was not written for hostile files.
fn guarded<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(read) => read.map_err(|error| error.to_string()),
        Err(_) => Err(CONTRADICTS.to_string()),
    }
}

fn open(path: &Path) -> Result<SerializedFileReader<File>, Error> {
    let file = File::open(path).map_err(|e| Error::new("io", format!("{} cannot be read: {e}", path.display())))?;
    guarded(|| SerializedFileReader::new(file)).map_err(|why| unreadable(path, &why))
}

impl Rows {
    /// The rows of a file.
    ///
    /// # Errors
    /// A file that is no Parquet, or a table without a column `text`.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let reader = open(path)?;
        let about = reader.metadata().file_metadata();
        let columns: Vec<&str> = about.schema().get_fields().iter().map(|field| field.name()).collect();
        if !columns.contains(&TEXT) {
            let message = format!(
                "{} has no column \"text\" with articles; its columns are {}",
                path.display(),
                columns.join(", ")
            );
            return Err(Error::new("no-text", message));
        }
        let length = std::fs::metadata(path).map_or(0, |about| about.len());
        let total = usize::try_from(about.num_rows()).unwrap_or_default();
        let groups = reader.metadata().row_groups().iter();
        let told = groups.map(|group| u64::try_from(group.num_rows()).unwrap_or_default()).fold(0, u64::saturating_add);
        // An article has at least a byte, and a reader that believes a false number finds empty rows without end.
        if told != total as u64 || told > length {
            return Err(unreadable(path, CONTRADICTS));
        }
        let rows = RowIter::from_file_into(Box::new(reader)).with_batch_size(AT_ONCE);
        Ok(Self { rows, number: 0, total, ended: false })
    }

    /// How many rows the table says that it has.
    pub fn total(&self) -> usize {
        self.total
    }
}

impl Iterator for Rows {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        if self.ended {
            return None;
        }
        let read = guarded(|| self.rows.next().transpose().map(|record| record.map(line)));
        if matches!(read, Ok(None)) && self.number >= self.total {
            self.ended = true;
            return None;
        }
        let read = if self.number < self.total { read } else { Err(CONTRADICTS.to_string()) };
        self.number += 1;
        let number = self.number;
        let line = match read {
            Ok(Some(line)) => Ok(line),
            other => {
                // Nothing behind a fault can be trusted.
                self.ended = true;
                let why = other.err().unwrap_or_else(|| format!("it should have {} rows", self.total));
                Err(Error::new("io", format!("row {number} cannot be read: {why}")))
            }
        };
        Some(Row { number, line })
    }
}

/// A row as an object of JSON.
fn line(record: Record) -> Vec<u8> {
    let cells = record.into_columns().into_iter().filter_map(|(name, field)| Some((name, value(field)?)));
    Value::Object(cells.collect::<Map<String, Value>>()).to_string().into_bytes()
}

/// A cell as JSON; `None` where it has no value.
fn value(field: Field) -> Option<Value> {
    let moment = |at: Option<DateTime<chrono::Utc>>| at.map(|at| Value::from(at.to_rfc3339()));
    match field {
        Field::Null => None,
        Field::TimestampMillis(at) => moment(DateTime::from_timestamp_millis(at)),
        Field::TimestampMicros(at) => moment(DateTime::from_timestamp_micros(at)),
        // A text that its writer did not mark as one.
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).ok().map(Value::from),
        other => Some(other.to_json_value()),
    }
}

/// The whole lines of a table of results.
pub fn lines(path: &Path) -> Result<impl Iterator<Item = Result<String, Error>> + use<>, Error> {
    let reader = open(path)?;
    let schema = reader.metadata().file_metadata().schema();
    let whole = schema.get_fields().iter().find(|field| field.name() == WHOLE_LINE);
    let whole = whole.ok_or_else(|| unreadable(path, "it is no table of results"))?;
    let wanted = Type::group_type_builder(schema.name()).with_fields(vec![Arc::clone(whole)]).build();
    let mut rows = guarded(|| RowIter::from_file_into(Box::new(reader)).project(Some(wanted?)))
        .map_err(|why| unreadable(path, &why))?
        .with_batch_size(AT_ONCE);
    let path = path.to_path_buf();
    let mut ended = false;
    Ok(std::iter::from_fn(move || {
        if ended {
            return None;
        }
        let read = guarded(|| rows.next().transpose());
        let row = match read {
            Ok(row) => row?,
            Err(why) => {
                ended = true;
                return Some(Err(unreadable(&path, &why)));
            }
        };
        row.into_columns().into_iter().next().map(|(_, field)| match field {
            Field::Str(line) => Ok(line),
            _ => Err(unreadable(&path, "a line is missing")),
        })
    }))
}
