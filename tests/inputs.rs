//! Files of all kinds, good, odd and broken, given to the real binary: what `tests/inputs/expected.tsv` says of each.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// An unoptimised build on a busy machine must still be done in this time.
const PATIENCE: Duration = Duration::from_secs(60);

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs")
}

fn run(folder: &Path, args: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_linimasa"))
        .env("LINIMASA_LANG_UI", "en")
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    // A program that reads no standard input closes it.
    let _ = child.stdin.take().expect("stdin").write_all(stdin);
    child.wait_with_output().expect("the binary ends")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", said(output)))
}

/// One row of the table.
struct Expected {
    file: String,
    code: i32,
    documents: usize,
    title: String,
    date: String,
    lang: String,
    events: String,
    says: String,
}

fn expected() -> Vec<Expected> {
    let text = std::fs::read_to_string(corpus().join("expected.tsv")).expect("the table");
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    let rows = rows.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [file, code, documents, title, date, lang, events, says] = cells.as_slice() else {
            panic!("{} cells: {line}", cells.len())
        };
        Expected {
            file: file.to_string(),
            code: code.parse().expect(line),
            documents: documents.parse().expect(line),
            title: title.to_string(),
            date: date.to_string(),
            lang: lang.to_string(),
            events: events.to_string(),
            says: says.to_string(),
        }
    });
    rows.collect()
}

fn shown(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

/// `3` is three, `2+` at least two: how many events a sentence tells is the matter of other tests.
fn is_count(expected: &str, found: usize) -> bool {
    match expected.strip_suffix('+') {
        Some(least) => found >= least.parse().expect("a number"),
        None => found == expected.parse::<usize>().expect("a number"),
    }
}

#[test]
fn every_file_gives_what_the_table_says() {
    let rows = expected();
    assert!(rows.len() >= 40, "{} files", rows.len());
    let mut faults = Vec::new();
    for row in &rows {
        let out = run(&corpus(), &["extract", &row.file], b"");
        let told = said(&out);
        let whole: Value = serde_json::from_slice(&out.stdout).unwrap_or_default();
        let all = whole["documents"].as_array().cloned().unwrap_or_default();
        let read: Vec<&Value> = all.iter().filter(|document| document["error"].is_null()).collect();
        let first = read.first().copied().unwrap_or(&Value::Null);
        let events = whole["events"].as_array().map_or(0, Vec::len);
        let found = (
            out.status.code().unwrap_or(-1),
            read.len(),
            shown(&first["title"]),
            shown(&first["dct"]["value"]),
            shown(&first["lang"]),
        );
        let wanted = (row.code, row.documents, row.title.as_str(), row.date.as_str(), row.lang.as_str());
        if found != wanted || !is_count(&row.events, events) {
            faults.push(format!("{}: {found:?} and {events} events, not {wanted:?} and {}", row.file, row.events));
        }
        // What is wrong is named with the file; where nothing is wrong nothing is said.
        if row.says == "-" {
            if !told.is_empty() {
                faults.push(format!("{}: said {told}", row.file));
            }
        } else if !told.contains(&row.says) || !told.contains(&row.file) {
            faults.push(format!("{}: did not say {:?} but {told}", row.file, row.says));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_is_in_the_table() {
    let listed: Vec<String> = expected().into_iter().map(|row| row.file).collect();
    for entry in std::fs::read_dir(corpus()).expect("the folder") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(name.starts_with('.') || name == "expected.tsv" || listed.contains(&name), "{name} is not listed");
    }
}

#[test]
fn spans_point_into_the_text_that_was_given_or_extracted() {
    for row in expected().iter().filter(|row| row.code == 0 && row.documents > 0) {
        let whole = json(&run(&corpus(), &["extract", &row.file], b""));
        let file = std::fs::read(corpus().join(&row.file)).expect("the file");
        for document in whole["documents"].as_array().expect("documents") {
            let text = match document["text"].as_str() {
                Some(text) => text.to_string(),
                None if row.file.ends_with(".md") || row.file.ends_with(".txt") => {
                    let Ok(text) = String::from_utf8(file.clone()) else { continue };
                    text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(text)
                }
                None => continue,
            };
            if text.contains('\0') && row.file.starts_with("utf16") {
                continue;
            }
            let letters: Vec<char> = text.chars().collect();
            let at = |value: &Value| -> String {
                let (from, to) = (value["start"].as_u64().expect("start"), value["end"].as_u64().expect("end"));
                letters[from as usize..to as usize].iter().collect()
            };
            for list in ["dates", "places"] {
                for mention in document[list].as_array().expect(list) {
                    assert_eq!(at(mention), mention["text"].as_str().expect("text"), "{}", row.file);
                }
            }
            let id = &document["id"];
            for source in whole["events"].as_array().expect("events").iter().flat_map(|event| {
                event["sources"].as_array().expect("sources").iter().filter(|source| source["doc"] == *id)
            }) {
                assert_eq!(at(source), source["quote"].as_str().expect("quote"), "{}", row.file);
            }
        }
    }
}

#[test]
fn what_is_told_beside_the_article_is_kept() {
    let page = json(&run(&corpus(), &["extract", "jsonld.html"], b""));
    let document = &page["documents"][0];
    assert_eq!(document["publisher"], "Harian Uji");
    assert_eq!(document["author"], "Sari Utami");
    assert_eq!(document["url"], "https://uji.example/petani");
    assert_eq!(document["dct"]["source"], "html");
    let text = document["text"].as_str().expect("the text");
    assert!(!text.contains("1990") && !text.contains("Beranda") && !text.contains("Hak cipta"), "{text}");
    let advert = json(&run(&corpus(), &["extract", "iklan.html"], b""));
    let text = advert["documents"][0]["text"].as_str().expect("the text");
    assert!(!text.contains("Diskon") && !text.contains("Baca juga") && !text.contains("Terpopuler"), "{text}");
    let front = json(&run(&corpus(), &["extract", "front-yaml.md"], b""));
    assert_eq!(front["documents"][0]["dct"]["source"], "frontmatter");
    let line = json(&run(&corpus(), &["extract", "arsip.jsonl"], b""));
    assert_eq!(line["documents"][0]["extra"]["nomor"], 7);
    assert_eq!(line["documents"][1]["error"]["kind"], "bad-json");
    assert_eq!(line["documents"][1]["line"], 2);
}

#[test]
fn a_folder_stands_for_its_files_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &[u8]| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("written");
    };
    write("k/b/1.txt", b"Hujan turun di Palu pada 3 Mei 2024.");
    write("k/a/1.txt", b"Wali kota membuka taman di Malang pada 4 Mei 2024.");
    write("k/a/2.md", b"Polisi menutup jalan di Medan pada 5 Mei 2024.");
    write("k/.rahasia.txt", b"Tidak dibaca pada 6 Mei 2024.");
    write("k/.git/x.txt", b"Tidak dibaca pada 7 Mei 2024.");
    write("k/foto.jpg", b"\xff\xd8\xff");
    write("k/rusak.txt", b"%PDF-1.4");
    write("k/tabel.csv", b"date,label\n2024-05-08,Rapat\n");
    let out = run(folder.path(), &["extract", "k"], b"");
    assert_eq!(out.status.code(), Some(3), "{}", said(&out));
    let whole = json(&out);
    let ids: Vec<&str> = whole["documents"].as_array().expect("documents").iter().map(|d| shown(&d["id"])).collect();
    assert_eq!(ids, ["a/1", "2", "b/1", "rusak"]);
    assert!(whole["events"].as_array().expect("events").iter().any(|event| event["label"] == "Rapat"));
    let told = said(&out);
    assert!(told.contains("rusak.txt: the file is a PDF") && told.contains("foto.jpg: left out"), "{told}");
    assert!(!told.contains("rahasia"), "{told}");
    let again = run(folder.path(), &["extract", "k"], b"");
    assert_eq!(out.stdout, again.stdout);
    let events = whole["events"].as_array().expect("events");
    let mut known: Vec<&str> = events.iter().map(|event| shown(&event["id"])).collect();
    known.sort_unstable();
    known.dedup();
    assert_eq!(known.len(), events.len(), "every event has an id of its own");
    // Articles and data are drawn as one story.
    let drawn = run(folder.path(), &["timeline", "k", "-o", "-"], b"");
    assert_eq!(drawn.status.code(), Some(3), "{}", said(&drawn));
    let svg = String::from_utf8(drawn.stdout.clone()).expect("UTF-8");
    assert_eq!(svg.matches("class=\"event").count(), events.len(), "{}", said(&drawn));
    let empty = tempfile::tempdir().expect("a folder");
    let out = run(empty.path(), &["extract", "."], b"");
    assert_eq!(out.status.code(), Some(1));
    assert!(said(&out).contains("holds no article"), "{}", said(&out));
}

#[test]
fn standard_input_may_be_of_any_kind() {
    for file in [
        "biasa.txt",
        "front-yaml.md",
        "jsonld.html",
        "kabar.rss",
        "satu.json",
        "events.json",
        "titik.geojson",
        "lini.json",
        "tabel.csv",
    ] {
        let bytes = std::fs::read(corpus().join(file)).expect("the file");
        let (by_name, by_pipe) = (run(&corpus(), &["extract", file], b""), run(&corpus(), &["extract", "-"], &bytes));
        assert_eq!(by_pipe.status.code(), by_name.status.code(), "{file}: {}", said(&by_pipe));
        let (named, piped) = (json(&by_name), json(&by_pipe));
        let labels = |whole: &Value| -> Vec<String> {
            whole["events"].as_array().expect("events").iter().map(|e| shown(&e["label"]).to_string()).collect()
        };
        assert_eq!(labels(&named), labels(&piped), "{file}");
        assert_eq!(named["documents"][0]["title"], piped["documents"][0]["title"], "{file}");
    }
}

#[test]
fn pages_beyond_reason_end_in_time_with_a_sentence_or_an_article() {
    let article =
        "<article><p>Gempa mengguncang Palu pada Sabtu (2/3/2024). Warga meninggalkan rumah mereka.</p></article>";
    let deep = |depth: usize| {
        format!("<html><body>{}{article}{}</body></html>", "<div>".repeat(depth), "</div>".repeat(depth))
    };
    let unclosed = format!("<html><body>{}{article}", "<div><b>".repeat(20_000));
    let rows = [
        ("five thousand", deep(5_000), Some(0)),
        ("a hundred thousand", deep(100_000), Some(0)),
        ("never closed", unclosed, Some(0)),
        ("other elements", format!("<html><body>{}{article}", "<figure>".repeat(50_000)), None),
        ("an endless tag", format!("<html><body>{article}<a href=\"{}", "x".repeat(1_000_000)), None),
        ("many small", format!("<html><body>{article}{}", "<p>a</p>".repeat(60_000)), None),
    ];
    for (name, page, code) in rows {
        let from = Instant::now();
        let out = run(&corpus(), &["extract", "-"], page.as_bytes());
        let ended = out.status.code();
        assert!(matches!(ended, Some(0 | 1)), "{name}: {ended:?} {}", said(&out));
        assert!(code.is_none() || code == ended, "{name}: {ended:?} {}", said(&out));
        assert!(!said(&out).contains("panicked"), "{name}: {}", said(&out));
        assert!(from.elapsed() < PATIENCE, "{name} took {:?}", from.elapsed());
    }
}

#[test]
fn what_is_too_long_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = [("a.txt", 16_000_001), ("a.html", 16_000_001), ("a.csv", 64_000_001)];
    for (name, length) in rows {
        std::fs::write(folder.path().join(name), vec![b'a'; length]).expect("written");
        let out = run(folder.path(), &["extract", name], b"");
        assert_eq!(out.status.code(), Some(1), "{name}");
        assert!(said(&out).contains(name) && said(&out).contains("at most"), "{}", said(&out));
    }
}
