//! What the program says to the person at the terminal: in which language, in which colour, with which source line.
//! Results depend on none of it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ARTICLE: &str = "Banjir merendam Semarang\n\nSEMARANG - Banjir merendam Semarang pada Senin (3/3/2025). Polisi menutup \
                       jalan di Semarang pada Selasa (4/3/2025).\n";
const TABLE: &str = "date,label,place\n2024-02-01,Rapat,Bandung\n2024-13-01,\"Rapat, lagi\",Bandung\n";

fn run(folder: &Path, variables: &[(&str, &str)], arguments: &[&str], stdin: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_linimasa"))
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("LANG")
        .env_remove("NO_COLOR")
        .env_remove("LINIMASA_LANG_UI")
        .envs(variables.iter().copied())
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that refuses its arguments reads nothing.
    let _ = child.stdin.take().expect("stdin is piped").write_all(stdin.as_bytes());
    child.wait_with_output().expect("the program ends")
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("banjir.txt"), ARTICLE).expect("the article");
    fs::write(folder.path().join("rapat.csv"), TABLE).expect("the table");
    fs::write(folder.path().join("salah.toml"), "[theme.light]\nink = \"biru\"\n").expect("a style");
    folder
}

#[test]
fn a_fault_is_shown_in_its_line_with_a_caret() {
    let folder = folder();
    let rows: [(&[&str], &str, &str); 5] = [
        (&["map", "rapat.csv"], "", "line 3, column 1: \"2024-13-01\" is not a date"),
        (&["map", "rapat.csv"], "", "\n 3 | 2024-13-01,\"Rapat, lagi\",Bandung\n   | ^\n"),
        (&["brief", "banjir.txt", "--config", "salah.toml"], "", "\n 2 | ink = \"biru\"\n   |       ^\n"),
        (&["extract", "-f", "jsonl", "-"], "{\"text\":\"Hujan.\"}\n{\"text\": oops}\n", "\n 2 | {\"text\": oops}\n"),
        (&["dates", "-"], "Baris satu\nrusak \u{fffd}", "no time expression"),
    ];
    for (arguments, stdin, says) in rows {
        let output = run(folder.path(), &[], arguments, stdin);
        let all = told(&output) + &String::from_utf8_lossy(&output.stdout);
        assert!(all.contains(says), "{arguments:?}: {says:?} is not in\n{all}");
        assert!(!all.contains('\u{1b}'), "no colour where no terminal is: {all:?}");
    }
}

#[test]
fn colour_comes_when_it_is_ordered_and_not_otherwise() {
    let folder = folder();
    type Row = (&'static [&'static str], &'static [(&'static str, &'static str)], bool);
    let rows: [Row; 5] = [
        (&["map", "rapat.csv"], &[], false),
        (&["map", "rapat.csv", "--color", "always"], &[], true),
        (&["--color=always", "map", "rapat.csv"], &[("NO_COLOR", "1")], true),
        (&["map", "rapat.csv", "--color", "never"], &[], false),
        (&["map", "rapat.csv", "--color", "auto"], &[("CLICOLOR_FORCE", "0")], false),
    ];
    for (arguments, variables, coloured) in rows {
        let output = run(folder.path(), variables, arguments, "");
        let told = told(&output);
        assert_eq!(told.contains("\u{1b}[1;31mlinimasa:\u{1b}[0m rapat.csv"), coloured, "{arguments:?}: {told:?}");
        assert_eq!(told.contains('\u{1b}'), coloured, "{arguments:?}: {told:?}");
        assert!(!String::from_utf8_lossy(&output.stdout).contains('\u{1b}'), "results have no colour");
    }
    // What clap says follows the same order.
    for (choice, coloured) in [("always", true), ("never", false)] {
        let output = run(folder.path(), &[], &["brief", "--color", choice], "");
        assert_eq!(told(&output).contains('\u{1b}'), coloured, "{choice}");
    }
    let wrong = run(folder.path(), &[], &["brief", "banjir.txt", "--color", "pink"], "");
    assert!(wrong.status.code() == Some(2) && told(&wrong).contains("pink"), "{}", told(&wrong));
}

#[test]
fn messages_are_indonesian_where_that_is_asked_for() {
    let folder = folder();
    let id: &[(&str, &str)] = &[("LANG", "id_ID.UTF-8")];
    let rows: [(&[&str], i32, &str); 14] = [
        (&["map", "rapat.csv"], 3, "rapat.csv: baris 3, kolom 1: \"2024-13-01\" bukan tanggal; tulis sebagai 2023"),
        (&["brief", "tiada.txt"], 1, "linimasa: tiada.txt tidak dapat dibaca: "),
        (&["brief"], 2, "pada baris perintah kurang <INPUT>"),
        (&["brief"], 2, "Pemakaian: linimasa brief "),
        (&["brif", "banjir.txt"], 2, "tidak ada perintah \"brif\"; apakah maksudnya \"brief\"?"),
        (&["brief", "banjir.txt", "--them", "dark"], 2, "tidak ada opsi \"--them\"; apakah maksudnya \"--theme\"?"),
        (&["brief", "banjir.txt", "--theme", "gelap"], 2, "\"gelap\" tidak dikenal; tulis salah satu dari light, dark"),
        (&["brief", "banjir.txt", "--theme", "drak"], 2, "light, dark; apakah maksudnya \"dark\"?"),
        (&["brief", "banjir.txt", "-o", "x.bmp"], 2, "x.bmp tidak berakhiran .svg, .png, .pdf, atau .html"),
        (&["brief", "banjir.txt", "--dct", "kapan"], 2, "--dct: \"kapan\" bukan tanggal"),
        (&["brief", "banjir.txt", "--config", "salah.toml"], 2, "\"biru\" bukan warna; tulis sebagai #RRGGBB"),
        (&["brief", "banjir.txt", "--jobs", "0"], 2, "--jobs adalah angka dari 1 sampai 256"),
        (&["extract", "-f", "jsonl", "-"], 1, "Artikel itu tidak berisi teks"),
        (&["brief", "banjir.txt", "--as-of", "2025-03-01"], 1, "banjir.txt: terbit pada 2025-03-04, sesudah --as-of"),
    ];
    for (arguments, code, says) in rows {
        let output = run(folder.path(), id, arguments, "");
        let told = told(&output);
        assert!(told.contains(says), "{arguments:?}: {says:?} is not in\n{told}");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
    }
    // The option comes before the environment, and English is usual.
    let missing = ["brief", "tiada.txt"];
    let english = [
        run(folder.path(), &[], &missing, ""),
        run(folder.path(), &[("LANG", "en_US.UTF-8")], &missing, ""),
        run(folder.path(), id, &["brief", "tiada.txt", "--lang-ui", "en"], ""),
        run(folder.path(), &[("LC_ALL", "C"), ("LANG", "id_ID.UTF-8")], &missing, ""),
    ];
    for output in &english {
        assert!(told(output).contains("tiada.txt cannot be read"), "{}", told(output));
    }
    let indonesian = [
        run(folder.path(), &[], &["brief", "tiada.txt", "--lang-ui", "id"], ""),
        run(folder.path(), &[("LINIMASA_LANG_UI", "id"), ("LANG", "en_US.UTF-8")], &missing, ""),
    ];
    for output in &indonesian {
        assert!(told(output).contains("tiada.txt tidak dapat dibaca"), "{}", told(output));
    }
}

#[test]
fn no_result_depends_on_the_language_or_the_colour_of_messages() {
    let folder = folder();
    let english = fs::read_to_string(folder.path().join("banjir.txt")).expect("the article");
    fs::write(folder.path().join("flood.txt"), english.replace("Banjir merendam", "Floods hit")).expect("an article");
    let commands: [&[&str]; 7] = [
        &["brief", "banjir.txt", "-o", "-"],
        &["timeline", "rapat.csv", "banjir.txt", "-o", "-"],
        &["extract", "banjir.txt"],
        &["extract", "banjir.txt", "-f", "jsonl"],
        &["extract", "banjir.txt", "flood.txt", "-f", "md"],
        &["dates", "dua hari lalu", "--dct", "2025-03-03"],
        &["gazetteer", "show", "Semarang"],
    ];
    for command in commands {
        let plain = run(folder.path(), &[], command, "");
        let other = run(folder.path(), &[], &[command, &["--lang-ui", "id", "--color", "always"]].concat(), "");
        assert_eq!(plain.status.code(), other.status.code(), "{command:?}");
        assert!(plain.stdout == other.stdout, "{command:?}");
    }
    // The remarks of a file of edits are for its reader; what it says to the program is the same.
    run(folder.path(), &[], &["review", "banjir.txt", "--lang-ui", "id"], "");
    let path = folder.path().join("banjir.edits.toml");
    let indonesian = fs::read_to_string(&path).expect("the edits");
    assert!(indonesian.contains("## Kalimat: Banjir merendam Semarang pada Senin"), "{indonesian}");
    run(folder.path(), &[], &["review", "banjir.txt"], "");
    let own = fs::read_to_string(&path).expect("the edits");
    let said = |file: &str| file.lines().filter(|line| !line.starts_with("## ")).collect::<Vec<_>>().join("\n");
    assert_eq!(said(&indonesian), said(&own));
    assert!(own.contains("## Sentence: Banjir merendam Semarang pada Senin"), "{own}");
}

#[test]
fn a_date_that_contradicts_itself_is_shown_in_its_line() {
    let folder = folder();
    let article =
        "Banjir Semarang\n\nBanjir merendam Semarang pada Selasa (3/3/2025). Polisi tiba pada Rabu (5/3/2025).\n";
    fs::write(folder.path().join("hari.txt"), article).expect("an article");
    let output = run(folder.path(), &[], &["brief", "hari.txt"], "");
    let says = "linimasa: hari.txt: line 3, column 31: The printed weekday is not that of 2025-03-03; it may mean";
    assert!(told(&output).starts_with(says), "{}", told(&output));
    assert!(
        told(&output).contains("\n 3 | Banjir merendam Semarang pada Selasa (3/3/2025). Polisi"),
        "{}",
        told(&output)
    );
    assert!(told(&output).contains(&format!("   | {}{}\n", " ".repeat(30), "^".repeat(17))), "{}", told(&output));
    assert_eq!(output.status.code(), Some(0), "it is drawn all the same");
    let line = "{\"text\":\"Banjir merendam Semarang pada Selasa (3/3/2025).\"}\n".repeat(7);
    let output = run(folder.path(), &[("LANG", "id_ID")], &["timeline", "-", "-o", "x.svg"], &line);
    assert!(
        told(&output).contains("-: \"Selasa (3/3/2025)\": Hari yang tercetak bukan hari 2025-03-03"),
        "{}",
        told(&output)
    );
    assert!(told(&output).contains("2 tanggal lagi bertentangan"), "{}", told(&output));
    let quiet = run(folder.path(), &[], &["brief", "hari.txt", "--quiet"], "");
    assert_eq!(told(&quiet), "");
}

#[test]
fn quiet_tells_errors_alone() {
    let folder = folder();
    fs::write(folder.path().join("foto.jpg"), "x").expect("a file");
    let loud = run(folder.path(), &[], &["extract", ".", "-f", "jsonl"], "");
    assert!(told(&loud).contains("foto.jpg: left out") && told(&loud).contains("rapat.csv"), "{}", told(&loud));
    let quiet = run(folder.path(), &[], &["extract", ".", "-f", "jsonl", "-q"], "");
    assert!(!told(&quiet).contains("foto.jpg") && told(&quiet).contains("rapat.csv"), "{}", told(&quiet));
    assert_eq!(loud.stdout, quiet.stdout);
    assert_eq!(quiet.status.code(), Some(3));
}
