//! Archives by the real binary: shards, faults, going on after a kill, and stories from them.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Articles of the archive.
const ARTICLES: usize = 150;
/// A page with an article in it.
const PAGE: &str = "<html><body><article><h1>Gempa</h1><p>Gempa mengguncang Palu pada Senin (3/3/2025). Warga Palu pergi ke \
                    bukit pada malam hari.</p></article></body></html>";
/// How often the run is killed here; `.ci/kill_test.py` kills it a hundred times.
const KILLS: usize = 8;

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linimasa"));
    command.env("LINIMASA_LANG_UI", "en").current_dir(folder).args(arguments).stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the program runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// An archive with three lines that are no articles.
fn archive() -> Vec<u8> {
    let towns = ["Demak", "Kudus", "Garut", "Palu", "Ambon"];
    let mut lines = Vec::new();
    for number in 0..ARTICLES {
        let (town, day) = (towns[number % towns.len()], number % 27 + 1);
        let text = format!(
            "{} - Banjir merendam {} rumah di {town} pada {day}/2/2024. Polisi menutup jalan di {town} pada {}/2/2024.",
            town.to_uppercase(),
            number + 2,
            day + 1
        );
        let article = serde_json::json!({"id": format!("n{number}"), "title": format!("Banjir {town}"), "text": text});
        lines.extend(format!("{article}\n").bytes());
        match number {
            20 => lines.extend(b"not json\n"),
            70 => lines.extend(b"{\"text\":\"\xff\xfe\"}\n"),
            71 => lines.extend(b"\n{\"id\":\"empty\",\"text\":\"\"}\n"),
            _ => {}
        }
    }
    lines
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.jsonl"), archive()).expect("the archive");
    folder
}

/// Every file of a result but the lock.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let named = entries.map(|path| {
        (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(&path).expect("a file"))
    });
    named.filter(|(name, _)| name != ".linimasa.lock").collect()
}

fn joined(files: &BTreeMap<String, Vec<u8>>, kind: &str) -> String {
    let all: Vec<u8> = files.iter().filter(|(name, _)| name.starts_with(kind)).flat_map(|(_, b)| b.clone()).collect();
    String::from_utf8(all).expect("UTF-8")
}

#[test]
fn shards_hold_what_extract_writes_and_what_failed() {
    let folder = folder();
    let output = run(folder.path(), &["batch", "a.jsonl", "--out", "result", "--shard-size", "40"]);
    assert_eq!(output.status.code(), Some(3), "{}", told(&output));
    assert_eq!(String::from_utf8_lossy(&output.stdout), format!("{}\n", Path::new("result/manifest.json").display()));
    assert!(told(&output).contains("153 articles: 150 documents with"), "{}", told(&output));
    let found = files(&folder.path().join("result"));
    let extract = run(folder.path(), &["extract", "-q", "-f", "jsonl", "a.jsonl"]);
    let lines = String::from_utf8(extract.stdout).expect("UTF-8");
    let documents: String = lines.lines().filter(|l| !l.contains("\"error\":")).map(|l| format!("{l}\n")).collect();
    assert!(joined(&found, "documents-") == documents, "the documents are those of extract");
    let errors: Vec<serde_json::Value> =
        joined(&found, "errors-").lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let of = |error: &serde_json::Value| (error["input"].clone(), error["line"].as_u64());
    let wanted = [22, 73, 76].map(|line| ("a.jsonl".into(), Some(line)));
    assert_eq!(errors.iter().map(of).collect::<Vec<_>>(), wanted);
    let manifest: serde_json::Value = serde_json::from_slice(&found["manifest.json"]).expect("JSON");
    assert_eq!(manifest["complete"], true);
    assert_eq!(manifest["shards"].as_array().map(Vec::len), Some(4));
    let events = joined(&found, "events-");
    assert_eq!(manifest["totals"]["events"].as_u64(), Some(events.lines().count() as u64));
    let first: serde_json::Value = serde_json::from_str(events.lines().next().expect("an event")).expect("JSON");
    assert_eq!((&first["doc"], &first["line"]), (&"n0".into(), &1.into()));
    assert!(first["sources"][0]["quote"].as_str().is_some_and(|quote| quote.contains("Banjir merendam 2 rumah")));
    // Threads and packing change nothing but the names.
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    zipped.write_all(&archive()).expect("memory");
    fs::write(folder.path().join("a.jsonl.gz"), zipped.finish().expect("memory")).expect("a file");
    let packed = zstd::encode_all(&*archive(), 1).expect("memory");
    fs::write(folder.path().join("a.jsonl.zst"), packed).expect("a file");
    for (input, jobs) in [("a.jsonl", "1"), ("a.jsonl.gz", "5"), ("a.jsonl.zst", "2")] {
        run(
            folder.path(),
            &["batch", input, "--out", input.trim_start_matches("a."), "--shard-size", "40", "--jobs", jobs],
        );
        let other = files(&folder.path().join(input.trim_start_matches("a.")));
        for kind in ["documents-", "events-"] {
            assert!(joined(&other, kind) == joined(&found, kind), "{input} {kind}");
        }
    }
}

/// A run that is killed after so long; whether it came to its end before.
fn killed(folder: &Path, out: &str, after: Duration) -> bool {
    let arguments = ["batch", "a.jsonl", "--out", out, "--shard-size", "15", "-q"];
    let mut child = command(folder, &arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a process");
    let begun = Instant::now();
    while begun.elapsed() < after {
        if child.try_wait().expect("a child").is_some() {
            return true;
        }
        sleep(Duration::from_millis(1));
    }
    child.kill().expect("the child is ours");
    child.wait().expect("a child");
    false
}

#[test]
fn killed_at_any_moment_it_goes_on_to_the_same_bytes() {
    let folder = folder();
    let begun = Instant::now();
    assert!(killed(folder.path(), "whole", Duration::from_secs(60)));
    let length = begun.elapsed();
    let wanted = files(&folder.path().join("whole"));
    // A fixed sequence (Numerical Recipes), so that a failure comes again.
    let mut seed = 20_240_208_u32;
    let mut kills = 0;
    while kills < KILLS {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let part = f64::from(seed >> 8) / f64::from(1_u32 << 24);
        let out = format!("run-{kills}");
        if !killed(folder.path(), &out, length.mul_f64(part)) {
            kills += 1;
            // The lock of a dead process is no obstacle.
            assert!(killed(folder.path(), &out, Duration::from_secs(60)));
        }
        assert!(files(&folder.path().join(&out)) == wanted, "kill {kills} after {part:.3} of {length:?}");
        fs::remove_dir_all(folder.path().join(&out)).expect("the result is ours");
    }
}

#[test]
fn a_folder_is_for_one_run_and_one_task() {
    let folder = folder();
    let batch = ["batch", "a.jsonl", "--out", "result", "-q"];
    assert_eq!(run(folder.path(), &batch).status.code(), Some(3));
    let before = files(&folder.path().join("result"));
    let lock = fs::File::options().write(true).open(folder.path().join("result/.linimasa.lock")).expect("the lock");
    lock.try_lock().expect("nobody holds it");
    let second = run(folder.path(), &batch);
    assert_eq!(second.status.code(), Some(1));
    assert!(told(&second).contains("another run works in result"), "{}", told(&second));
    drop(lock);
    assert_eq!(run(folder.path(), &batch).status.code(), Some(3), "what was done is worth the same again");
    let lost = run(folder.path(), &["batch", "a.jsonl", "lost.jsonl", "--out", "other"]);
    assert!(lost.status.code() == Some(1) && told(&lost).contains("lost.jsonl is not there"), "{}", told(&lost));
    assert!(!folder.path().join("other").exists(), "nothing stands in the way of the right one");
    let rows: [(&[&str], i32, &str); 5] = [
        (&["--dct", "2024-03-01"], 1, "--dct: before not given, now 2024-03-01; give another folder"),
        (&["--lang", "id"], 1, "--lang: before auto, now id"),
        (&["--shard-size", "0"], 2, "--shard-size is a number from 1"),
        (&["-"], 2, "standard input is gone then"),
        (&["."], 2, "lie in each other"),
    ];
    for (more, code, says) in rows {
        let output = run(folder.path(), &[&batch, more].concat());
        assert_eq!(output.status.code(), Some(code), "{more:?}: {}", told(&output));
        assert!(told(&output).contains(says), "{more:?}: {}", told(&output));
    }
    let mut longer = archive();
    longer.extend(b"{\"text\":\"Hujan.\"}\n");
    fs::write(folder.path().join("a.jsonl"), longer).expect("the archive");
    let output = run(folder.path(), &batch);
    assert!(output.status.code() == Some(1) && told(&output).contains("a.jsonl had"), "{}", told(&output));
    assert!(files(&folder.path().join("result")) == before, "what is refused changes nothing");
}

#[test]
fn a_folder_of_many_kinds_and_a_line_without_end_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().join("in/deep");
    fs::create_dir_all(&inside).expect("a folder");
    fs::write(folder.path().join("in/a.txt"), "Banjir merendam Demak pada 8/2/2024.").expect("a file");
    fs::write(inside.join("b.html"), PAGE).expect("a file");
    fs::write(folder.path().join("in/c.csv"), "date,label\n2024-01-01,Rapat\n").expect("a file");
    let mut long = vec![b'x'; 17_000_000];
    long.extend(b"\n{\"id\":\"z\",\"text\":\"Hujan turun di Palu.\"}\n");
    fs::write(folder.path().join("in/d.jsonl"), long).expect("a file");
    let output = run(folder.path(), &["batch", "in", "--out", "result"]);
    assert_eq!(output.status.code(), Some(3), "{}", told(&output));
    let found = files(&folder.path().join("result"));
    let ids: Vec<String> = joined(&found, "documents-")
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["id"].to_string())
        .collect();
    assert_eq!(ids, ["\"a\"", "\"z\"", "\"b\""]);
    let errors = joined(&found, "errors-");
    assert!(errors.contains("\"kind\":\"not-article\"") && errors.contains("\"kind\":\"too-long\""), "{errors}");
}

#[test]
fn a_story_is_picked_by_words_time_and_place() {
    let folder = folder();
    run(folder.path(), &["batch", "a.jsonl", "--out", "result", "-q"]);
    let count = |more: &[&str]| {
        let output = run(folder.path(), &[&["story", "result", "--about", "banjir", "-o", "-"], more].concat());
        assert_eq!(output.status.code(), Some(0), "{more:?}: {}", told(&output));
        String::from_utf8_lossy(&output.stdout).matches("data-event=\"").count()
    };
    assert_eq!(count(&["--limit", "9"]), 9);
    let demak = count(&["--place", "Demak", "--limit", "400", "--kind", "timeline"]);
    let short = count(&["--place", "Demak", "--limit", "400", "--kind", "timeline", "--to", "2024-02-10"]);
    assert!(0 < short && short < demak, "{short} of {demak}");
    assert!(count(&["--density"]) > 30);
    let output = run(folder.path(), &["story", "result", "--about", "Banjir Demák"]);
    let written = String::from_utf8_lossy(&output.stdout).replace('\\', "/");
    // What the first page folds goes on on a second one.
    assert_eq!(written.lines().next(), Some("output/banjir-demak.brief.svg"), "{written}");
    let page =
        run(folder.path(), &["story", "result", "--about", "banjir", "--limit", "5", "-o", "-", "--alt", "alt.txt"]);
    assert_eq!(page.status.code(), Some(0), "{}", told(&page));
    let alt = fs::read_to_string(folder.path().join("alt.txt")).expect("the alternative");
    assert!(alt.contains("yang kurang menonjol tidak digambar"), "what is left out is said: {alt}");
    let rows: [(&[&str], i32, &str); 8] = [
        (&["story", "result", "--about", "banjir", "--limit", "0"], 2, "--limit 0 draws nothing"),
        (&["story", "result", "--about", "banjir", "--density", "--kind", "map"], 2, "--density belongs to a timeline"),
        (
            &["story", "result", "--about", "banjir", "--from", "2024-06-01", "--to", "2024-03-01"],
            2,
            "exchange the two",
        ),
        (&["story", "result", "--about", "banjir", "--place", "Xyzzy"], 1, "no gazetteer knows a place"),
        (&["story", "result", "--about", "gempa"], 1, "no event of result tells all of it"),
        (&["story", "result", "--about", "?"], 2, "has no word"),
        (&["story", ".", "--about", "banjir"], 1, "holds no result of linimasa batch"),
        (&["story", "result", "--about", "banjir", "--from", "kapan"], 2, "--from"),
    ];
    for (arguments, code, says) in rows {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", told(&output));
        assert!(told(&output).contains(says), "{arguments:?}: {}", told(&output));
    }
}

/// The lines of the archive that hold articles, as a table of two columns; a cell may have no value.
#[cfg(feature = "parquet")]
fn table(path: &Path) -> Vec<serde_json::Value> {
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::{properties::WriterProperties, writer::SerializedFileWriter};
    let text = archive();
    let articles: Vec<serde_json::Value> =
        text.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
    let schema =
        "message articles { OPTIONAL BINARY id (UTF8); OPTIONAL BINARY title (UTF8); OPTIONAL BINARY text (UTF8); }";
    let schema = std::sync::Arc::new(parquet::schema::parser::parse_message_type(schema).expect("a schema"));
    let file = fs::File::create(path).expect("a file");
    let mut writer =
        SerializedFileWriter::new(file, schema, WriterProperties::builder().build().into()).expect("a table");
    for rows in articles.chunks(60) {
        let mut group = writer.next_row_group().expect("a group");
        for key in ["id", "title", "text"] {
            let cells: Vec<ByteArray> = rows.iter().filter_map(|row| row[key].as_str()).map(ByteArray::from).collect();
            let given: Vec<i16> = rows.iter().map(|row| i16::from(row[key].is_string())).collect();
            let mut column = group.next_column().expect("a column").expect("one more");
            column.typed::<ByteArrayType>().write_batch(&cells, Some(&given), None).expect("cells");
            column.close().expect("a column");
        }
        group.close().expect("a group");
    }
    writer.close().expect("a table");
    articles
}

#[cfg(feature = "parquet")]
#[test]
fn articles_of_a_table_are_those_of_lines_and_a_story_reads_either_result() {
    let folder = tempfile::tempdir().expect("a folder");
    let articles = table(&folder.path().join("a.parquet"));
    let lines: String = articles.iter().map(|article| format!("{article}\n")).collect();
    fs::write(folder.path().join("a.jsonl"), lines).expect("a file");
    for (input, out, form) in
        [("a.jsonl", "lines", "jsonl"), ("a.parquet", "read", "jsonl"), ("a.parquet", "tables", "parquet")]
    {
        let batch = ["batch", input, "--out", out, "--shard-size", "40", "--format", form, "-q"];
        let output = run(folder.path(), &batch);
        assert_eq!(output.status.code(), Some(3), "the text of one article is empty: {}", told(&output));
    }
    let found = |out: &str| files(&folder.path().join(out));
    let (lines, read, tables) = (found("lines"), found("read"), found("tables"));
    for kind in ["documents-", "events-"] {
        assert!(joined(&lines, kind) == joined(&read, kind), "{kind}");
        assert!(tables.keys().any(|name| name.starts_with(kind) && name.ends_with(".parquet")), "{:?}", tables.keys());
        assert!(!tables.keys().any(|name| name.starts_with(kind) && name.ends_with(".jsonl")), "{:?}", tables.keys());
    }
    let error = joined(&tables, "errors-");
    assert!(error.contains("a.parquet") && error.contains("\"empty\""), "{error}");
    for more in [&["--place", "Demak"][..], &["--from", "2024-02-10", "--kind", "timeline"], &["--density"]] {
        let story = |out: &str| {
            let output = run(folder.path(), &[&["story", out, "--about", "banjir", "-o", "-"], more].concat());
            assert_eq!(output.status.code(), Some(0), "{out} {more:?}: {}", told(&output));
            String::from_utf8(output.stdout).expect("a picture")
        };
        let picture = story("lines");
        assert!(picture.contains("data-event=\""), "{more:?}");
        assert!(picture == story("tables"), "{more:?}: the same events make the same picture");
    }
}
