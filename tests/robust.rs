//! Inputs that no editor would write, given to the real binary: what comes out is a result or a sentence, in time.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// An unoptimised build on a busy machine must still be done in this time.
const PATIENCE: Duration = Duration::from_secs(60);

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linimasa"));
    command.env("LINIMASA_LANG_UI", "en");
    command.args(args).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs over one file of these bytes.
fn over(name: &str, content: &[u8], args: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(name), content).expect("the input is written");
    command(folder.path(), args).output().expect("the binary runs")
}

fn json(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).expect("the result is JSON")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn odd_texts_give_a_document_and_a_valid_picture() {
    let marks = "\u{301}".repeat(2_000) + " Wali kota\u{301}\u{301} membuka jembatan di Pa\u{301}lu pada 3 Mei 2024.";
    let rows: [(&str, &[u8]); 12] = [
        ("lone combining marks", marks.as_bytes()),
        (
            "bidi controls",
            "Wali \u{202e}kota\u{2066} membuka \u{200f}jembatan\u{2069} di Palu pada 3 Mei 2024.".as_bytes(),
        ),
        ("Windows-1252", b"Wali kota membuka \x93kafe\x94 Caf\xe9 di Palu pada 3 Mei 2024."),
        (
            "absurd dates",
            b"Gempa pada tahun 99999999999999999999. Rapat 99/99/9999. 31 Februari 0000. 999999999999 tahun lalu. \
              9223372036854775807 hari kemudian. 1 Januari 10000. Abad ke-99999999. Pukul 99.99 WIB. -2147483648 tahun lalu.",
        ),
        ("only a title", b"Jembatan gantung dibuka"),
        ("no date and no place", b"Seorang warga membersihkan saluran air. Tetangganya membantu."),
        ("CRLF", b"Jembatan dibuka\r\n\r\nWali kota membuka jembatan.\r\nWarga bersorak.\r\n"),
        ("byte-order mark", b"\xef\xbb\xbfWali kota membuka jembatan di Palu pada 3 Mei 2024."),
        (
            "NUL and control characters",
            b"Wali kota\0 membuka \x1b[31mjembatan\x07 di Palu pada 3 Mei 2024. ]]> <b>&amp;",
        ),
        ("no letters", b"12 34 -- 56 !!! ..."),
        ("one character", "鯨".as_bytes()),
        ("emoji and joiners", "Warga 👩‍👩‍👧‍👦 menari di Palu 🇮🇩 pada 3 Mei 2024.".as_bytes()),
    ];
    for (name, content) in rows {
        let out = over("a.txt", content, &["extract", "a.txt"]);
        assert_eq!(out.status.code(), Some(0), "{name}: {}", said(&out));
        assert!(json(&out.stdout)["documents"][0]["sentences"].is_array(), "{name}");
        for kind in ["brief", "timeline", "map"] {
            let out = over("a.txt", content, &[kind, "a.txt", "-o", "-"]);
            assert_eq!(out.status.code(), Some(0), "{name}, {kind}: {}", said(&out));
            let svg = String::from_utf8(out.stdout).expect("a picture is UTF-8");
            roxmltree::Document::parse(&svg).unwrap_or_else(|e| panic!("{name}, {kind}: {e}"));
            assert!(!svg.contains(['\0', '\u{1b}', '\u{7}']), "{name}, {kind}");
        }
    }
}

#[test]
fn offsets_count_a_carriage_return_and_no_byte_order_mark() {
    let crlf = json(&over("a.txt", b"Satu.\r\nHujan turun.\r\n", &["extract", "a.txt"]).stdout);
    assert_eq!(crlf["documents"][0]["sentences"][1]["start"], 7);
    let plain = over("a.txt", "Wali kota membuka jembatan.".as_bytes(), &["extract", "a.txt"]).stdout;
    let marked = over("a.txt", b"\xef\xbb\xbfWali kota membuka jembatan.", &["extract", "a.txt"]).stdout;
    assert_eq!(plain, marked);
}

#[test]
fn what_cannot_be_read_is_said_in_a_sentence() {
    let rows: [(&str, &[u8], &str); 4] = [
        ("a.txt", b"", "has no text"),
        ("a.txt", b" \r\n\t\n", "has no text"),
        ("a.txt", b"Hujan turun\nderas \xff\xfe di Palu", "line 2, column 7"),
        ("a.jsonl", b"{\"text\": \"Hujan \xff\"}\n", "UTF-8"),
    ];
    for (file, content, says) in rows {
        for command in ["extract", "brief"] {
            let out = over(file, content, &[command, file]);
            assert_eq!(out.status.code(), Some(1), "{says}: {}", said(&out));
            assert!(said(&out).contains(says), "{}", said(&out));
            assert!(!said(&out).contains("panicked"), "{}", said(&out));
        }
    }
}

#[test]
fn one_bad_input_of_several_is_named_and_the_rest_is_done() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("baik.txt"), "Wali kota membuka jembatan di Palu.").expect("written");
    std::fs::write(folder.path().join("rusak.txt"), b"\xff").expect("written");
    for args in [["extract", "rusak.txt", "baik.txt", "hilang.txt"], ["brief", "rusak.txt", "baik.txt", "hilang.txt"]] {
        let out = command(folder.path(), &args).output().expect("the binary runs");
        assert_eq!(out.status.code(), Some(3), "{}", said(&out));
        assert!(said(&out).contains("rusak.txt") && said(&out).contains("hilang.txt"), "{}", said(&out));
    }
}

/// Sentences that end anywhere, and then with a day: what looks for the next word must not run out of the sentence.
#[test]
fn sentences_cut_at_every_word_are_read() {
    let mut lines = Vec::new();
    for (day, mark) in [("Minggu", "id"), ("Sunday", "en")] {
        for folder in std::fs::read_dir("tests/articles").expect("the sample articles").flatten() {
            let text = std::fs::read_to_string(folder.path().join("article.txt")).expect("an article");
            for sentence in text.split(['.', '\n']).filter(|sentence| sentence.contains(' ')) {
                let ends = sentence.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at);
                for cut in ends.filter_map(|at| sentence.get(..at)).filter(|cut| !cut.trim().is_empty()) {
                    for text in [format!("{cut}, {day}."), format!("{cut} {day}"), cut.to_string()] {
                        let id = lines.len().to_string();
                        let line = serde_json::json!({"id": id, "text": text, "dct": "2024-05-28", "lang": mark});
                        lines.push(line.to_string());
                    }
                }
            }
        }
    }
    assert!(lines.len() > 3_000, "{}", lines.len());
    let output = over("cut.jsonl", lines.join("\n").as_bytes(), &["extract", "-f", "jsonl", "cut.jsonl"]);
    let out = output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count();
    assert_eq!((output.status.code(), out), (Some(0), lines.len()), "{}", said(&output));
}

#[test]
fn huge_lines_end_in_time() {
    let words = "warga membersihkan saluran air di Palu pada Selasa lalu dan tiga orang menanam pohon ";
    let rows = [
        // Nor are a million dates.
        ("3 Mei 2024 ".repeat(1_000_000), 1, "split it"),
        ("3 Mei 2024 ".repeat(2_000), 0, ""),
        // Fifty megabytes are no article, and the answer says so.
        (words.repeat(50_000_000 / words.len()), 1, "split it"),
        // A long line without a full stop is read all the same.
        (words.repeat(100_000 / words.len()), 0, ""),
        // Not even a blank.
        ("air".repeat(40_000), 0, ""),
    ];
    for (text, code, says) in rows {
        let from = Instant::now();
        let out = over("a.txt", text.as_bytes(), &["extract", "a.txt"]);
        assert_eq!(out.status.code(), Some(code), "{}", said(&out));
        assert!(said(&out).contains(says), "{}", said(&out));
        assert!(from.elapsed() < PATIENCE, "{} bytes took {:?}", text.len(), from.elapsed());
    }
}

#[test]
fn ten_thousand_lines_come_out_in_order_with_the_bad_ones_in_place() {
    const LINES: usize = 10_000;
    let bad = |number: usize| number % 97 == 13;
    let mut input = String::new();
    for number in 0..LINES {
        let line = match number {
            n if bad(n) && n % 2 == 0 => "{\"text\": 5}".to_string(),
            n if bad(n) => "not json".to_string(),
            n => format!("{{\"id\":\"d{n}\",\"text\":\"Hujan turun di Palu.\",\"nomor\":{n}}}"),
        };
        input.push_str(&line);
        input.push('\n');
    }
    let from = Instant::now();
    let out = over("a.jsonl", input.as_bytes(), &["extract", "-f", "jsonl", "a.jsonl"]);
    assert!(from.elapsed() < PATIENCE, "took {:?}", from.elapsed());
    assert_eq!(out.status.code(), Some(3));
    let text = String::from_utf8(out.stdout).expect("UTF-8");
    assert_eq!(text.lines().count(), LINES);
    for (number, line) in text.lines().enumerate() {
        let row = json(line.as_bytes());
        if bad(number) {
            assert_eq!(row["line"], number + 1, "{line}");
            assert!(row["error"]["message"].is_string(), "{line}");
        } else {
            assert_eq!(row["id"], format!("d{number}"));
            assert_eq!(row["extra"]["nomor"], number);
        }
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut child = command(folder.path(), &["extract", "-f", "jsonl", "-"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let line = "{\"text\":\"Hujan turun di Palu.\"}\n";
    let mut stdin = child.stdin.take().expect("stdin");
    // What is written goes on while the rest is read; the writer must not wait for the reader of the results.
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(line.repeat(2_000).as_bytes());
    });
    let mut out = child.stdout.take().expect("stdout");
    let mut first = [0_u8; 16];
    out.read_exact(&mut first).expect("some output");
    drop(out);
    writer.join().expect("the writer ends");
    let ended = child.wait_with_output().expect("the binary ends");
    assert_eq!(ended.status.code(), Some(0), "{}", said(&ended));
    assert!(ended.stderr.is_empty(), "{}", said(&ended));
}

#[test]
fn what_is_nested_beyond_reason_ends_in_a_result_or_a_sentence() {
    const DEEP: usize = 100_000;
    let text =
        "<p>Wali kota membuka jembatan di Palu pada 3 Mei 2024. Warga bersorak dan menari bersama.</p>".repeat(3);
    let nested = |element: &str| {
        let (open, close) = (format!("<{element}>").repeat(DEEP), format!("</{element}>").repeat(DEEP));
        format!("<html><body>{open}{text}{close}</body></html>")
    };
    let (open, close) = ("[".repeat(DEEP), "]".repeat(DEEP));
    let feature = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"title\":\"a\"},\"geometry\":";
    // Ten of each in the next: a thousand million letters, were they written out.
    let mut bomb = String::from("<!ENTITY e0 \"aaaaaaaaaa\">");
    for level in 1..9 {
        bomb.push_str(&format!("<!ENTITY e{level} \"{}\">", format!("&e{};", level - 1).repeat(10)));
    }
    let rows = [
        ("a.html", nested("div"), 0),
        ("a.html", nested("unknown"), 0),
        ("a.json", format!("{open}{close}"), 1),
        ("a.geojson", format!("{feature}{open}{close}}}]}}"), 1),
        ("a.rss", format!("<rss><channel>{}{}</channel></rss>", "<a>".repeat(DEEP), "</a>".repeat(DEEP)), 1),
        ("a.md", format!("{open}Wali kota membuka jembatan di Palu pada 3 Mei 2024.{close}"), 0),
        (
            "a.rss",
            format!(
                "<!DOCTYPE l [{bomb}]><rss><channel><item><title>&e8;</title><description>Hujan turun di Palu pada \
                 3 Mei 2024.</description></item></channel></rss>"
            ),
            0,
        ),
    ];
    for (name, content, code) in rows {
        let from = Instant::now();
        let out = over(name, content.as_bytes(), &["extract", name]);
        let head: String = content.chars().take(60).collect();
        assert_eq!(out.status.code(), Some(code), "{head}: {}", said(&out));
        assert!(!said(&out).contains("panicked"), "{head}: {}", said(&out));
        assert!(from.elapsed() < PATIENCE, "{head} took {:?}", from.elapsed());
        assert!(out.stdout.len() < 1_000_000, "{head}: {} bytes", out.stdout.len());
    }
}

#[test]
fn absurd_dates_and_coordinates_of_data_are_refused_with_their_place() {
    let head = "date,label,place,lat,lon\n";
    let point = |at: &str| {
        format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{\"title\":\"a\",\
             \"date\":\"2024\"}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":{at}}}}}]}}"
        )
    };
    let rows = [
        ("a.csv", format!("{head}999999-01,a,b,0,0\n"), "line 2"),
        ("a.csv", format!("{head}2024-02-31,a,b,0,0\n"), "line 2"),
        ("a.csv", format!("{head}2024,a,b,91,0\n"), "line 2"),
        ("a.csv", format!("{head}2024,a,b,0,nan\n"), "line 2"),
        ("a.csv", format!("{head}2024,a,b,1e999,0\n"), "line 2"),
        ("a.geojson", point("[1e308,-1e308]"), "features[0]"),
        ("a.geojson", point("[181,0]"), "features[0]"),
        ("a.geojson", point("[\"a\",null]"), "features[0]"),
    ];
    for (name, content, says) in rows {
        let out = over(name, content.as_bytes(), &["brief", name, "-o", "-"]);
        assert_eq!(out.status.code(), Some(1), "{content}: {}", said(&out));
        assert!(said(&out).contains(says), "{content}: {}", said(&out));
        assert!(out.stdout.is_empty(), "{content}");
    }
    // The poles and the antimeridian are places.
    let edge = format!("{head}2024-01-02,Utara,Kutub Utara,90,180\n2024-01-03,Selatan,Kutub Selatan,-90,-180\n");
    for kind in ["brief", "map"] {
        let out = over("a.csv", edge.as_bytes(), &[kind, "a.csv", "-o", "-"]);
        assert_eq!(out.status.code(), Some(0), "{kind}: {}", said(&out));
    }
}

/// Every file under a folder, as paths in it.
fn files(folder: &Path, under: &Path, out: &mut Vec<String>) {
    for entry in std::fs::read_dir(under).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => files(folder, &path, out),
            false => out.push(path.strip_prefix(folder).expect("a path in it").display().to_string()),
        }
    }
}

#[test]
fn ids_and_names_lead_nowhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().join("a/b");
    std::fs::create_dir_all(&inside).expect("a folder");
    let line = |id: &str| {
        format!("{{\"id\":\"{id}\",\"title\":\"{id}\",\"text\":\"Hujan turun di Palu pada 3 Mei 2024.\"}}\n")
    };
    let outside = tempfile::tempdir().expect("a folder");
    let absolute = outside.path().join("lolos").to_string_lossy().replace('\\', "/");
    let ids = ["../../lolos", &absolute, "..", ".", "con", "a/../../../lolos", "-o"].map(line).concat();
    std::fs::write(inside.join("arsip.jsonl"), ids).expect("written");
    std::fs::write(inside.join("..lolos.txt"), "Hujan turun di Palu pada 3 Mei 2024.").expect("written");
    for args in [&["brief", "arsip.jsonl"][..], &["brief", "..lolos.txt"], &["review", "..lolos.txt"]] {
        let out = command(&inside, args).output().expect("the binary runs");
        assert_eq!(out.status.code(), Some(0), "{args:?}: {}", said(&out));
    }
    let mut found = Vec::new();
    files(folder.path(), folder.path(), &mut found);
    assert!(found.len() > 3, "{found:?}");
    assert!(found.iter().all(|path| path.starts_with("a/b/")), "{found:?}");
    assert_eq!(std::fs::read_dir(outside.path()).expect("a folder").count(), 0, "nothing is written outside");
}

#[cfg(unix)]
#[test]
fn what_is_no_readable_file_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("map.txt")).expect("a folder");
    std::os::unix::fs::symlink(at("tiada"), at("putus.txt")).expect("a link");
    std::os::unix::fs::symlink(at("putar.txt"), at("putar.txt")).expect("a link to itself");
    for name in ["map.txt", "putus.txt", "putar.txt", "hilang.txt"] {
        let out = command(folder.path(), &["extract", "--", name]).output().expect("the binary runs");
        assert_eq!(out.status.code(), Some(1), "{name}: {}", said(&out));
        assert!(said(&out).contains(name) && !said(&out).contains("panicked"), "{name}: {}", said(&out));
    }
}
