//! `dates`, `places` and `pack check` as a user runs them.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn run(args: &[&str], stdin: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_linimasa"))
        .env("LINIMASA_LANG_UI", "en")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    child.stdin.take().expect("stdin is piped").write_all(stdin.as_bytes()).expect("the binary reads its input");
    child.wait_with_output().expect("the binary ends")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

#[test]
fn dates_shows_the_spans_and_says_why() {
    let text = "Gempa terjadi pada 3 Mei 2021. Dua hari kemudian tanggul jebol.";
    let out = run(&["dates", "--dct", "2023-09-15", text], "");
    let want = "\
Gempa terjadi pada 3 Mei 2021. Dua hari kemudian tanggul jebol.
                   ^^^^^^^^^^  ^^^^^^^^^^^^^^^^^
                   1           2

  1  3 Mei 2021  =  DATE 2021-05-03
     EDTF         2021-05-03
     interval     2021-05-03
     granularity  day
     why          The words alone say it.
     rule         id.dmy (confidence 0.99)

  2  Dua hari kemudian  =  DATE 2021-05-05
     EDTF         2021-05-05
     interval     2021-05-05
     granularity  day
     why          It is counted from \"3 Mei 2021\" before it (2021-05-03).
     rule         id.later (confidence 0.75)
";
    assert_eq!(stdout(&out), want);
    assert_eq!(out.status.code(), Some(0));
    let piped = run(&["dates", "--dct", "2023-09-15", "-"], text);
    assert_eq!(stdout(&piped), want, "standard input gives the same");
}

#[test]
fn dates_as_json_keep_the_fields_of_extract() {
    let out = run(&["dates", "--dct", "2023-09-13", "--json", "tahun lalu"], "");
    let values: serde_json::Value = serde_json::from_str(&stdout(&out)).expect("JSON");
    let fields = ["start", "end", "value", "earliest", "latest", "granularity", "rule"];
    let got: Vec<String> = fields.iter().map(|field| values[0][field].to_string()).collect();
    let want = ["0", "10", "\"2022\"", "\"2022-01-01\"", "\"2022-12-31\"", "\"year\"", "\"id.unit-lalu\""];
    assert_eq!(got, want);
    assert_eq!(values[0]["anchor"]["kind"], "dct");
}

#[test]
fn nothing_found_is_an_answer() {
    let out = run(&["dates", "UU No 5/2014 dibahas"], "");
    assert_eq!((stdout(&out).as_str(), out.status.code()), ("no time expression found\n", Some(0)));
}

#[test]
fn places_show_point_role_and_evidence() {
    let out = run(&["places", "Kedua pemimpin bertemu di Kosmodrom Vostochny"], "");
    let told = stdout(&out);
    for want in
        ["^^^^^^^^^^^^^^^^^^^", "Kosmodrom Vostochny  =  ", "51.8840, 128.3340, RU", "event-site (point)", "evidence"]
    {
        assert!(told.contains(want), "{want:?} is missing in {told}");
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the pack is there").flatten() {
        std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a file is copied");
    }
}

#[test]
fn a_pack_in_a_folder_is_checked_with_file_and_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let pack = folder.path().join("id");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lang/packs/id"), &pack);
    let path = pack.to_string_lossy().into_owned();
    let good = run(&["pack", "check", &path], "");
    assert_eq!(stdout(&good), "id: every table can be read, every rule and example holds\n");
    assert_eq!(good.status.code(), Some(0));

    let examples = pack.join("time_examples.tsv");
    let text = std::fs::read_to_string(&examples).expect("the examples are there");
    let line = text.lines().count() + 1;
    std::fs::write(&examples, format!("{text}Ia tiba kemarin.\t2023-09-15\tkemarin|DATE|2023-09-13\n"))
        .expect("written");
    let wrong = run(&["pack", "check", &path], "");
    let want = format!(
        "id/time_examples.tsv:{line}: \"Ia tiba kemarin.\": \"2023-09-13\" is \"2023-09-14\"; found kemarin|DATE|2023-09-14\n\
         id: 1 to correct\n"
    );
    assert_eq!((stdout(&wrong), wrong.status.code()), (want, Some(1)));

    std::fs::write(pack.join("time_rules.tsv"), "name\tkind\tpattern\tmeaning\tyes\tno\nx\tday\t<colour>\tdate\n")
        .expect("written");
    let broken = run(&["pack", "check", &path], "");
    let told = String::from_utf8(broken.stderr).expect("messages are UTF-8");
    assert!(
        told.contains("line 2, column 1: id/time_rules.tsv: no row of time_words.tsv has the class \"colour\""),
        "{told}"
    );
    assert_eq!(broken.status.code(), Some(1));
}
