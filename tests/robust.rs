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
    let rows: [(&str, &[u8]); 8] = [
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

#[test]
fn huge_lines_end_in_time() {
    let words = "warga membersihkan saluran air di Palu pada Selasa lalu dan tiga orang menanam pohon ";
    let rows = [
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
