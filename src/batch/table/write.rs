//! A table of results, row by row.

use super::columns::{Column, Kind, WHOLE_LINE};
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::Value;
use std::io::Write;
use std::sync::Arc;

/// Bytes of lines that are kept until they are written as one group of rows. It bounds the memory of a run, and is
/// counted in bytes of results so that the groups are the same in every run.
const GROUP: usize = 8_000_000;
/// The writer that the file names; a version would make results of the same bytes differ.
const WRITER: &str = "linimasa";

/// The cells of one column that are not written yet.
enum Cells {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Number(Vec<f64>),
    Flag(Vec<bool>),
}

impl Cells {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(Vec::new()),
            Kind::Whole => Self::Whole(Vec::new()),
            Kind::Number => Self::Number(Vec::new()),
            Kind::Flag => Self::Flag(Vec::new()),
        }
    }

    /// Adds a value; `false` where there is none of this kind.
    fn add(&mut self, value: Option<&Value>) -> bool {
        let Some(value) = value else { return false };
        match self {
            Self::Text(cells) => value.as_str().map(|text| cells.push(ByteArray::from(text))),
            Self::Whole(cells) => value.as_i64().map(|number| cells.push(number)),
            Self::Number(cells) => value.as_f64().map(|number| cells.push(number)),
            Self::Flag(cells) => value.as_bool().map(|flag| cells.push(flag)),
        }
        .is_some()
    }
}

/// A table that is being written.
pub struct Table<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: &'static [Column],
    cells: Vec<Cells>,
    /// For each column, 1 where a row has a value and 0 where it has none.
    given: Vec<Vec<i16>>,
    bytes: usize,
}

impl<W: Write + Send> Table<W> {
    /// Begins a table of these columns.
    pub fn begin(to: W, columns: &'static [Column]) -> Result<Self, ParquetError> {
        let mut schema = String::from("message linimasa {\n");
        for Column { name, kind, .. } in columns {
            let (stored, mark) = match kind {
                Kind::Text => ("BINARY", " (UTF8)"),
                Kind::Whole => ("INT64", ""),
                Kind::Number => ("DOUBLE", ""),
                Kind::Flag => ("BOOLEAN", ""),
            };
            schema.push_str(&format!("OPTIONAL {stored} {name}{mark};\n"));
        }
        schema.push('}');
        let properties = WriterProperties::builder()
            .set_created_by(WRITER.to_string())
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            // Whole lines are all different, and nobody looks for the least of them.
            .set_column_dictionary_enabled(WHOLE_LINE.into(), false)
            .set_column_statistics_enabled(WHOLE_LINE.into(), EnabledStatistics::None);
        let writer =
            SerializedFileWriter::new(to, Arc::new(parse_message_type(&schema)?), Arc::new(properties.build()))?;
        let cells = columns.iter().map(|column| Cells::of(column.kind)).collect();
        Ok(Self { writer, columns, cells, given: vec![Vec::new(); columns.len()], bytes: 0 })
    }

    /// Adds the row of a line.
    pub fn row(&mut self, line: &str) -> Result<(), ParquetError> {
        let value: Value = serde_json::from_str(line).map_err(|error| ParquetError::General(error.to_string()))?;
        let whole = Value::from(line);
        for ((column, cells), given) in self.columns.iter().zip(&mut self.cells).zip(&mut self.given) {
            let cell = if column.name == WHOLE_LINE { Some(&whole) } else { value.pointer(column.pointer) };
            given.push(i16::from(cells.add(cell)));
        }
        self.bytes += line.len();
        if self.bytes >= GROUP { self.group() } else { Ok(()) }
    }

    /// Writes what is kept.
    fn group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.writer.next_row_group()?;
        for (cells, given) in self.cells.iter_mut().zip(&mut self.given) {
            let Some(mut column) = group.next_column()? else { break };
            match cells {
                Cells::Text(cells) => {
                    column.typed::<ByteArrayType>().write_batch(cells, Some(given), None)?;
                    cells.clear();
                }
                Cells::Whole(cells) => {
                    column.typed::<Int64Type>().write_batch(cells, Some(given), None)?;
                    cells.clear();
                }
                Cells::Number(cells) => {
                    column.typed::<DoubleType>().write_batch(cells, Some(given), None)?;
                    cells.clear();
                }
                Cells::Flag(cells) => {
                    column.typed::<BoolType>().write_batch(cells, Some(given), None)?;
                    cells.clear();
                }
            }
            given.clear();
            column.close()?;
        }
        self.bytes = 0;
        group.close().map(|_| ())
    }

    /// Writes the rest, and gives back what was written to.
    pub fn finish(mut self) -> Result<W, ParquetError> {
        if self.bytes > 0 {
            self.group()?;
        }
        self.writer.into_inner()
    }
}
