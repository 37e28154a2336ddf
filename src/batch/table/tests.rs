//! Tables there and back, and tables that are none.

use super::columns::Column;
use super::*;
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn written(folder: &Path, columns: &'static [Column], lines: &[String]) -> PathBuf {
    let path = folder.join("a.parquet");
    let mut table = Table::begin(File::create(&path).expect("a file"), columns).expect("a table");
    lines.iter().for_each(|line| table.row(line).expect("a row"));
    table.finish().expect("a whole table");
    path
}

fn event(number: usize) -> String {
    let place = json!({"place": {"name": "Demak", "id": "geonames:1", "lat": -6.9, "lon": 110.6, "country": "ID"}});
    let place = if number.is_multiple_of(3) { json!([]) } else { json!([place]) };
    json!({"line": number, "doc": format!("d{number}"), "label": "Banjir \"besar\"", "where": place, "salience": 0.5,
           "negated": number.is_multiple_of(2), "when": {"earliest": null}, "sources": [{"quote": "Air naik.\n"}]})
    .to_string()
}

#[test]
fn each_line_comes_back_byte_for_byte_and_its_fields_stand_in_columns() {
    let folder = tempfile::tempdir().expect("a folder");
    let events: Vec<String> = (1..=50).map(event).collect();
    let path = written(folder.path(), EVENTS, &events);
    assert_eq!(lines(&path).expect("a table").collect::<Result<Vec<_>, _>>().as_ref(), Ok(&events));
    let reader = SerializedFileReader::new(File::open(&path).expect("a file")).expect("a table");
    assert_eq!(reader.metadata().file_metadata().created_by(), Some("linimasa"), "no version and no day");
    let rows: Vec<Value> =
        reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row").to_json_value()).collect();
    let wanted: [(&str, [Value; 3]); 7] = [
        ("line", [json!(1), json!(2), json!(3)]),
        ("doc", [json!("d1"), json!("d2"), json!("d3")]),
        ("negated", [json!(false), json!(true), json!(false)]),
        ("earliest", [Value::Null, Value::Null, Value::Null]),
        ("place", [json!("Demak"), json!("Demak"), Value::Null]),
        ("lat", [json!(-6.9), json!(-6.9), Value::Null]),
        ("quote", [json!("Air naik.\n"), json!("Air naik.\n"), json!("Air naik.\n")]),
    ];
    for (column, cells) in wanted {
        assert_eq!(rows[..3].iter().map(|row| row[column].clone()).collect::<Vec<_>>(), cells, "{column}");
    }
    let again = written(folder.path(), EVENTS, &events);
    let (first, second) = (fs::read(&path).expect("a file"), fs::read(again).expect("a file"));
    assert!(first == second, "the same lines make the same bytes");
    assert_eq!(lines(&written(folder.path(), DOCUMENTS, &[])).expect("a table").count(), 0);
}

#[test]
fn long_results_are_written_in_groups_that_bound_the_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let long: Vec<String> =
        (0..20).map(|n| json!({"id": n.to_string(), "text": "air ".repeat(250_000)}).to_string()).collect();
    let path = written(folder.path(), DOCUMENTS, &long);
    let reader = SerializedFileReader::new(File::open(&path).expect("a file")).expect("a table");
    assert_eq!(reader.num_row_groups(), 3, "of eight megabytes each, and the rest");
    assert!(lines(&path).expect("a table").zip(&long).all(|(read, wrote)| read.as_ref() == Ok(wrote)));
}

/// A table of articles as another program writes it.
fn articles(path: &Path, compression: Compression) {
    let schema = "message m { OPTIONAL BINARY id (UTF8); OPTIONAL BINARY text (UTF8); OPTIONAL INT32 day (DATE);
        OPTIONAL INT64 published (TIMESTAMP_MILLIS); OPTIONAL BINARY raw; OPTIONAL INT64 words; }";
    let properties = WriterProperties::builder().set_compression(compression).build();
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let mut file =
        SerializedFileWriter::new(File::create(path).expect("a file"), schema, Arc::new(properties)).expect("a table");
    let mut group = file.next_row_group().expect("a group");
    let texts = |cells: &[&str]| cells.iter().map(|text| ByteArray::from(*text)).collect::<Vec<_>>();
    let given: [&[i16]; 6] = [&[1, 1, 0], &[1, 0, 1], &[1, 0, 0], &[1, 0, 0], &[1, 1, 0], &[0, 0, 1]];
    for (at, given) in given.into_iter().enumerate() {
        let mut column = group.next_column().expect("a column").expect("one more");
        let written = match at {
            0 => column.typed::<ByteArrayType>().write_batch(&texts(&["a", "b"]), Some(given), None),
            1 => column.typed::<ByteArrayType>().write_batch(&texts(&["Hujan di Palu.", "Banjir."]), Some(given), None),
            2 => column.typed::<Int32Type>().write_batch(&[19_850], Some(given), None),
            3 => column.typed::<Int64Type>().write_batch(&[1_715_000_000_000], Some(given), None),
            4 => column.typed::<ByteArrayType>().write_batch(
                &[ByteArray::from("kata"), ByteArray::from(vec![0xff])],
                Some(given),
                None,
            ),
            _ => column.typed::<Int64Type>().write_batch(&[7], Some(given), None),
        };
        written.expect("cells");
        column.close().expect("a column");
    }
    group.close().expect("a group");
    file.close().expect("a table");
}

#[test]
fn rows_are_lines_of_json_in_any_packing_that_is_known() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.parquet");
    let packings = [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::ZSTD(ZstdLevel::default()),
        Compression::GZIP(Default::default()),
        Compression::LZ4_RAW,
    ];
    for packing in packings {
        articles(&path, packing);
        let rows = Rows::open(&path).expect("a table");
        assert_eq!(rows.total(), 3);
        let rows: Vec<Value> =
            rows.map(|row| serde_json::from_slice(&row.line.expect("a line")).expect("JSON")).collect();
        let wanted = [
            json!({"id": "a", "text": "Hujan di Palu.", "day": "2024-05-07", "published": "2024-05-06T12:53:20+00:00", "raw": "kata"}),
            json!({"id": "b"}),
            json!({"text": "Banjir.", "words": 7}),
        ];
        assert_eq!(rows, wanted, "{packing:?}");
    }
}

#[test]
fn what_is_no_table_of_articles_is_said_in_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.parquet");
    articles(&path, Compression::SNAPPY);
    let whole = fs::read(&path).expect("a file");
    let results = written(folder.path(), EVENTS, &[event(1)]);
    let error = Rows::open(&results).err().expect("results are no articles");
    assert!(error.message.contains("has no column \"text\" with articles; its columns are line, doc"), "{error}");
    for bytes in [&b""[..], b"PAR1", b"{\"text\":\"Hujan.\"}\n", &whole[..whole.len() - 9], &whole[4..]] {
        fs::write(&path, bytes).expect("a file");
        let error = match Rows::open(&path) {
            Err(error) => error,
            Ok(rows) => rows.filter_map(|row| row.line.err()).next().expect("a fault"),
        };
        assert_eq!(error.kind, "io", "{error}");
    }
}

#[test]
fn no_byte_of_a_table_stops_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.parquet");
    articles(&path, Compression::UNCOMPRESSED);
    let whole = fs::read(&path).expect("a file");
    let mut endless = Vec::new();
    for (at, bit) in (0..whole.len()).map(|at| (at, at % 8)) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << bit;
        fs::write(&path, bytes).expect("a file");
        // A fault ends the rows, so that there are never many more than were written.
        if Rows::open(&path).is_ok_and(|rows| rows.take(2000).count() == 2000) {
            endless.push(at);
        }
    }
    assert!(endless.is_empty(), "a false bit in one of these bytes makes rows without end: {endless:?}");
}
