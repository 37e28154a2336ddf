//! The library's way from an article to a picture is that of the command line, byte for byte.

use linimasa::layout::{MapOptions, Strip};
use linimasa::{Article, Briefing, Drawing};
use std::process::Command;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/articles/ktt-vladivostok");

fn drawn(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::copy(format!("{FOLDER}/article.txt"), folder.path().join("article.txt")).expect("the article");

    let mut command = Command::new(env!("CARGO_BIN_EXE_linimasa"));
    let output = command.current_dir(folder.path()).args(arguments).args(["-o", "-"]).output().expect("the program");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("SVG is text")
}

fn briefing() -> Briefing {
    let text = std::fs::read(format!("{FOLDER}/article.txt")).expect("the article");
    let articles = Article::from_bytes("article.txt", &text).expect("an article");
    Briefing::of(articles).expect("a briefing")
}

#[test]
fn the_pictures_are_those_of_the_command_line() {
    let rows: [(Drawing, &[&str]); 3] = [
        (Drawing::Brief, &["brief", "article.txt"]),
        (Drawing::Timeline(Strip::Density, None), &["timeline", "article.txt", "--density", "--size", "1600x900"]),
        (Drawing::Map(MapOptions::default()), &["map", "article.txt"]),
    ];
    for (drawing, arguments) in rows {
        let pages = briefing().render(drawing).expect("a picture");
        assert!(pages[0].svg() == drawn(arguments), "{arguments:?}");
    }
    let english = briefing().labels("en").title("Summit").size(420.0, None);
    let wanted = drawn(&["brief", "article.txt", "--labels", "en", "--title", "Summit", "--size", "mobile"]);
    assert!(english.render(Drawing::Brief).expect("a picture")[0].svg() == wanted);
}

#[test]
fn edits_have_the_same_effect_and_faults_the_same_place() {
    let added = "[[add]]\nlabel = \"Rapat persiapan\"\ndate = \"2023-09-01\"\n";
    let (edited, told) = briefing().edited(added).expect("edits");
    assert_eq!(told.len(), 1);
    let svg = edited.render(Drawing::Brief).expect("a picture")[0].svg();
    assert!(svg.contains("Rapat persiapan") && svg.contains("disunting redaksi"), "the note tells of the edit");
    let problems = briefing().edited("[[edit]]\nlabl = \"x\"\n").expect_err("a fault");
    assert!(problems[0].render("x.toml", "[[edit]]\nlabl = \"x\"\n").contains('^'));
    assert!(Briefing::of([]).is_err());
    assert!(briefing().labels("xx").story().is_err());
}
