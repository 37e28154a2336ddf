//! The files of a picture: further pages, what becomes of older ones, one document of several pages, and which stream
//! says what.

use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_linimasa"))
        .env("LINIMASA_LANG_UI", "en")
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the binary runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

/// A table of so many events, each on a day of its own.
fn table(events: usize) -> String {
    let row = |n: usize| {
        format!("2024-{:02}-{:02},Kapal survei nomor {n} tiba di pelabuhan setelah badai\n", n / 28 + 1, n % 28 + 1)
    };
    "date,label\n".to_string() + &(0..events).map(row).collect::<String>()
}

fn folder(events: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.csv"), table(events)).expect("the table");
    folder
}

#[test]
fn pages_that_a_shorter_story_has_no_more_are_named_and_nothing_is_taken_away_or_overwritten() {
    for ending in ["svg", "png"] {
        let folder = folder(90);
        let path = |name: &str| folder.path().join(format!("{name}.{ending}"));
        let output = format!("x.{ending}");
        let arguments = ["brief", "a.csv", "--size", "a4", "-o", &output];
        let first = run(folder.path(), &arguments);
        assert!(first.status.success(), "{}", text(&first.stderr));
        let printed = text(&first.stdout).lines().count();
        assert!(printed > 2 && path("x-2").exists() && path("x-3").exists(), "{}", text(&first.stdout));
        // A picture of its own may have the name of a page.
        std::fs::write(folder.path().join("a.csv"), table(3)).expect("the table");
        let own = format!("x-3.{ending}");
        assert!(run(folder.path(), &["brief", "a.csv", "-o", &own]).status.success());
        let kept = std::fs::read(path("x-3")).expect("a picture");
        let second = run(folder.path(), &arguments);
        let told = text(&second.stderr);
        assert_eq!(text(&second.stdout), format!("x.{ending}\n"));
        assert!(
            path("x-2").exists() && told.contains(&format!("x-2.{ending} is a page of an older picture")),
            "{told}"
        );
        assert!(!told.contains("x-3"), "{told}");
        // A longer story would write over the picture of its own, which nobody has asked for.
        std::fs::write(folder.path().join("a.csv"), table(90)).expect("the table");
        let third = run(folder.path(), &arguments);
        assert_eq!(third.status.code(), Some(1), "{}", text(&third.stderr));
        assert!(text(&third.stderr).contains(&format!("x-3.{ending} would be page 3")), "{}", text(&third.stderr));
        assert_eq!(std::fs::read(path("x-3")).expect("a picture"), kept);
    }
}

#[test]
fn a_document_holds_all_its_pages() {
    let folder = folder(90);
    let out = run(folder.path(), &["brief", "a.csv", "--size", "a4", "-o", "x.pdf"]);
    assert_eq!(text(&out.stdout), "x.pdf\n", "{}", text(&out.stderr));
    assert!(!folder.path().join("x-2.pdf").exists());
    let bytes = std::fs::read(folder.path().join("x.pdf")).expect("a document");
    let pages = String::from_utf8_lossy(&bytes).matches("/MediaBox").count();
    assert!(pages > 2, "{pages} pages");
    let streamed = run(folder.path(), &["brief", "a.csv", "--size", "a4", "-f", "pdf", "-o", "-"]);
    let streamed_pages = String::from_utf8_lossy(&streamed.stdout).matches("/MediaBox").count();
    assert_eq!(streamed_pages, pages, "the stream holds the whole document too");
    assert_eq!(text(&streamed.stderr), "", "no page is missing");
}

#[test]
fn standard_output_holds_the_picture_alone() {
    let folder = folder(3);
    let out = run(folder.path(), &["brief", "a.csv", "-o", "-", "--alt", "a.txt"]);
    assert!(text(&out.stdout).ends_with("</svg>\n"));
    assert!(text(&out.stderr).contains("a.txt is written"), "{}", text(&out.stderr));
    let text_first = run(folder.path(), &["brief", "a.csv", "-o", "x.svg", "--alt", "-"]);
    assert!(text(&text_first.stderr).contains("x.svg is written"), "{}", text(&text_first.stderr));
    assert!(!text(&text_first.stdout).contains("x.svg"));
    let files = run(folder.path(), &["brief", "a.csv", "-o", "x.svg", "--alt", "a.txt"]);
    assert_eq!(text(&files.stdout), "x.svg\na.txt\n");
}

#[cfg(unix)]
#[test]
fn a_name_cannot_speak_to_the_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = run(folder.path(), &["brief", "a\u{1b}[31m.txt"]);
    assert_eq!(out.status.code(), Some(1));
    let told = text(&out.stderr);
    assert!(told.contains("a\\u{1b}[31m.txt") && !told.contains('\u{1b}'), "{told:?}");
}
