//! The real binary in a temporary directory: exit codes, files and messages.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ARTICLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/articles/ktt-vladivostok/article.txt");

fn run(folder: &Path, args: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_linimasa"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    child.stdin.take().expect("stdin is piped").write_all(stdin).expect("the binary reads its input");
    child.wait_with_output().expect("the binary ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

#[test]
fn brief_writes_beside_the_input_name_and_prints_the_path() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = run(folder.path(), &["brief", ARTICLE], b"");
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert_eq!(text(&out.stdout), "output/article.brief.svg\n");
    let svg = std::fs::read_to_string(folder.path().join("output/article.brief.svg")).expect("the picture is there");
    assert!(svg.contains("<svg") && svg.ends_with("</svg>\n"));
    let again = run(folder.path(), &["brief", ARTICLE, "-o", "-"], b"");
    assert_eq!(text(&again.stdout), svg, "the same input gives the same bytes");
}

#[test]
fn a_bad_line_becomes_an_error_record_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = "{\"id\":\"a\",\"text\":\"Gempa mengguncang Palu.\",\"kota\":\"Palu\"}\nnot json\n{\"id\":\"c\"}\n";
    let out = run(folder.path(), &["extract", "-f", "jsonl", "-"], lines.as_bytes());
    assert_eq!(out.status.code(), Some(3));
    let rows: Vec<serde_json::Value> =
        text(&out.stdout).lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    assert_eq!(rows.len(), 3, "one record a line, in input order");
    assert_eq!(rows[0]["extra"]["kota"], "Palu", "unknown keys are carried through");
    assert_eq!(rows[1]["line"], 2);
    assert_eq!(rows[1]["error"]["kind"], "bad-json");
    assert_eq!(rows[2]["id"], "c");
}

#[test]
fn usage_errors_exit_2_and_failures_exit_1_with_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows: [(&[&str], &[u8], i32, &str); 6] = [
        (&["brief"], b"", 2, "INPUT"),
        (&["brief", ARTICLE, "--size", "huge"], b"", 2, "is no size"),
        (&["brief", ARTICLE, "-o", "x.bmp"], b"", 2, "does not end in .svg"),
        (&["extract", "nowhere.txt"], b"", 1, "cannot be read"),
        (&["extract", "-"], b"Baris satu\nrusak \xff\xfe", 1, "line 2, column 7"),
        (&["dates", "--lang", "xx", "hari ini"], b"", 2, "no language pack"),
    ];
    for (args, stdin, code, says) in rows {
        let out = run(folder.path(), args, stdin);
        assert_eq!(out.status.code(), Some(code), "{args:?}: {}", text(&out.stderr));
        assert!(text(&out.stderr).contains(says), "{args:?}: {}", text(&out.stderr));
    }
}

#[test]
fn the_credits_stand_in_the_version() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = text(&run(folder.path(), &["--version"], b"").stdout);
    for name in ["GeoNames", "CC BY 4.0", "Natural Earth", "OFL-1.1", "Unicode-3.0"] {
        assert!(out.contains(name), "{name} is missing from {out}");
    }
}
