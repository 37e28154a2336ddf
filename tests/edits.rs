//! The real binary in a temporary directory: thirty edits of one article, and what becomes of them as its text changes.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ARTICLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/edits");
const SIDECAR: &str = "article.edits.toml";

/// One edit: the word that only its sentence has, what it says, and how the result shows that it was applied.
struct Case {
    word: &'static str,
    says: &'static str,
    shows: Shows,
}

enum Shows {
    /// The field at this path of the event is this text.
    Field(&'static str, &'static str),
    Hidden,
    /// The event of this other word tells it again.
    Tells(&'static str),
    /// Its event comes right before the event of this other word.
    Before(&'static str),
    /// There is an event with this label and date.
    Added(&'static str, &'static str),
}

use Shows::{Added, Before, Field, Hidden, Tells};

const CASES: [Case; 30] = [
    Case { word: "Toroh", says: "date = \"2023-02-05\"", shows: Field("/when/edtf", "2023-02-05") },
    Case {
        word: "Toroh",
        says: "label = 'Banjir \"besar\" di Toroh'",
        shows: Field("/label", "Banjir \"besar\" di Toroh"),
    },
    Case { word: "Godong", says: "date = \"2023-02-06T03:30\"", shows: Field("/when/earliest", "2023-02-06T03:30") },
    Case { word: "Purwodadi", says: "place = \"none\"", shows: Field("/where", "[]") },
    Case { word: "Demak", says: "role = \"event-site\"", shows: Field("/where/0/role", "event-site") },
    Case { word: "Tegowanu", says: "place = \"Kudus, Jawa Tengah\"", shows: Field("/where/0/basis", "edit") },
    Case { word: "Gubug", says: "category = \"disaster\"", shows: Field("/category", "disaster") },
    Case { word: "Gubug", says: "order = 1", shows: Before("Tegowanu") },
    Case { word: "Tegowanu", says: "order = 2", shows: Field("/category", "disaster") },
    Case { word: "Kudus", says: "modality = \"reported-possible\"", shows: Field("/modality", "reported-possible") },
    Case { word: "Semarang", says: "who = [\"Ganjar Pranowo\", \"Bupati\"]", shows: Field("/who/1/name", "Bupati") },
    Case { word: "Wonosobo", says: "date = \"../2023-02-11\"", shows: Field("/when/earliest", "null") },
    Case { word: "Pacitan", says: "hide = true", shows: Hidden },
    Case { word: "Blora", says: "category = \"politics\"", shows: Field("/category", "politics") },
    Case { word: "Klambu", says: "modality = \"planned\"", shows: Field("/modality", "planned") },
    Case {
        word: "Salatiga",
        says: "place = { name = \"Gudang Bulog\", lat = -7.33, lon = 110.5 }",
        shows: Field("/where/0/place/name", "Gudang Bulog"),
    },
    Case { word: "Ungaran", says: "label = \"Truk menabrak tenda\"", shows: Field("/label", "Truk menabrak tenda") },
    Case { word: "Pati", says: "hide = true", shows: Hidden },
    Case { word: "Karanganyar", says: "date = \"2023-02\"", shows: Field("/when/granularity", "month") },
    Case { word: "Sragen", says: "date = \"13 Februari 2023\"", shows: Field("/when/edtf", "2023-02-13") },
    Case { word: "Jepara", says: "date = \"2023-02-20/2023-02-21\"", shows: Field("/when/latest", "2023-02-21") },
    Case { word: "Boyolali", says: "place = \"geonames:1650357\"", shows: Field("/where/0/basis", "edit") },
    Case { word: "Surakarta", says: "category = \"crime\"", shows: Field("/category", "crime") },
    Case { word: "Magelang", says: "modality = \"planned\"", shows: Field("/modality", "planned") },
    Case { word: "Temanggung", says: "who = [\"Relawan\"]", shows: Field("/who/0/name", "Relawan") },
    Case {
        word: "Pekalongan",
        says: "merge = [\"Kereta barang anjlok di Tegal pada Minggu (26/2/2023).\"]",
        shows: Tells("Tegal"),
    },
    Case { word: "Pekalongan", says: "hide = false", shows: Field("/category", "disaster") },
    Case { word: "Salatiga", says: "date = 2023-02-16", shows: Field("/when/earliest", "2023-02-16") },
    Case { word: "", says: "label = \"Air surut\"\ndate = \"2023-03-01\"", shows: Added("Air surut", "2023-03-01") },
    Case {
        word: "",
        says: "label = \"Jembatan diuji\"\ndate = \"2023-02-15\"\nquote = \"Tentara membangun jembatan darurat di Klambu\"",
        shows: Added("Jembatan diuji", "2023-02-15"),
    },
];

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linimasa"));
    command.env("LINIMASA_LANG_UI", "en");
    command.args(args).current_dir(folder).stdin(Stdio::null()).output().expect("the binary runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

fn done(folder: &Path, args: &[&str]) -> (String, String) {
    let out = run(folder, args);
    assert_eq!(out.status.code(), Some(0), "{args:?}: {}", text(&out.stderr));
    (text(&out.stdout), text(&out.stderr))
}

fn events(folder: &Path) -> (Vec<Value>, String) {
    let (result, told) = done(folder, &["extract", "article.txt"]);
    let whole: Value = serde_json::from_str(&result).expect("JSON");
    (whole["events"].as_array().expect("a list of events").clone(), told)
}

fn quote(event: &Value) -> &str {
    event["sources"][0]["quote"].as_str().unwrap_or_default()
}

fn put(folder: &Path, version: usize) {
    fs::copy(Path::new(ARTICLES).join(format!("versi-{version}.txt")), folder.join("article.txt"))
        .expect("the article");
}

/// The edits as a desk writes them, with the line of each and where those lines begin.
fn script(events: &[Value]) -> (String, Vec<usize>) {
    let mut out = String::from("# suntingan redaksi\n\n");
    let mut lines = Vec::new();
    for case in &CASES {
        lines.push(out.lines().count() + 1);
        if case.word.is_empty() {
            out.push_str(&format!("[[add]]\n{}\n\n", case.says));
            continue;
        }
        let event = events.iter().find(|event| quote(event).contains(case.word)).expect(case.word);
        let (id, sentence, trigger) = (&event["id"], &event["sources"][0]["quote"], &event["trigger"]["text"]);
        out.push_str(&format!("[[edit]]\nid = {id}\nquote = {sentence}\ntrigger = {trigger}\n{}\n\n", case.says));
    }
    (out, lines)
}

fn is_applied(case: &Case, before: &[Value], after: &[Value]) -> bool {
    let of = |events: &'_ [Value], word: &str| events.iter().find(|event| quote(event).contains(word)).cloned();
    let event = of(after, case.word);
    let id = |word: &str| of(after, word).map(|event| event["id"].clone());
    match case.shows {
        Field(path, wanted) => event.and_then(|event| event.pointer(path).cloned()).is_some_and(|value| match value {
            Value::String(text) => text == wanted,
            other => format!("{other}") == wanted,
        }),
        Hidden => of(before, case.word).is_some() && event.is_none(),
        Tells(other) => of(after, other).is_some_and(|again| id(case.word).is_some_and(|id| again["same_as"][0] == id)),
        Before(other) => event.is_some_and(|event| {
            let relations = event["relations"].as_array().cloned().unwrap_or_default();
            relations.iter().any(|r| r["type"] == "before" && id(other).is_some_and(|id| r["event"] == id))
        }),
        Added(label, day) => after.iter().any(|event| {
            event["label"] == label && event["when"]["earliest"] == day && event["when"]["basis"] == "edit"
        }),
    }
}

/// How many edits are applied; each of the others must be told with its line.
fn count(folder: &Path, lines: &[usize]) -> (usize, usize) {
    let bare = tempfile::tempdir().expect("a folder");
    fs::copy(folder.join("article.txt"), bare.path().join("article.txt")).expect("the article");
    let ((before, _), (after, told)) = (events(bare.path()), events(folder));
    let (mut applied, mut reported) = (0, 0);
    for (case, line) in CASES.iter().zip(lines) {
        let about = format!("{SIDECAR}:{line}:");
        let warned = told.lines().any(|one| {
            // A merge is told at its own line, below the head of its edit.
            let merge = matches!(case.shows, Tells(_))
                && (1..6).any(|below| one.contains(&format!("{SIDECAR}:{}:", line + below)));
            (one.contains(&about) || merge) && (one.contains("stale:") || one.contains("ambiguous:"))
        });
        let shown = is_applied(case, &before, &after);
        assert!(shown != warned, "{:?} of {:?}: applied {shown}, reported {warned}\n{told}", case.says, case.word);
        applied += usize::from(shown);
        reported += usize::from(warned);
    }
    (applied, reported)
}

/// The line of each edit in a reviewed file, found by what it says.
fn lines_of(file: &str) -> Vec<usize> {
    let lines: Vec<&str> = file.lines().collect();
    let mut taken = vec![false; lines.len()];
    let find = |case: &Case, taken: &mut Vec<bool>| {
        let first = case.says.lines().next().unwrap_or_default();
        let fits = |at: usize| {
            let head = (0..=at).rev().find(|line| lines[*line].starts_with("[["))?;
            let block = &lines[head..at];
            let about = case.word.is_empty()
                || block.iter().any(|line| line.starts_with("quote = ") && line.contains(case.word));
            (lines[at] == first && about && !taken[at]).then_some(head)
        };
        let (at, head) = (0..lines.len())
            .find_map(|at| Some((at, fits(at)?)))
            .unwrap_or_else(|| panic!("{first:?} is lost in\n{file}"));
        taken[at] = true;
        head + 1
    };
    CASES.iter().map(|case| find(case, &mut taken)).collect()
}

#[test]
fn thirty_edits_over_three_versions_are_applied_or_reported_and_none_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    put(path, 1);
    let (first, _) = events(path);
    let (script, lines) = script(&first);
    fs::write(path.join(SIDECAR), &script).expect("the edits are written");
    assert_eq!(count(path, &lines), (30, 0), "nothing changed yet");
    // The edits as they were written, over changes of the text.
    put(path, 2);
    assert_eq!(count(path, &lines), (30, 0), "small changes of the text lose nothing");
    put(path, 3);
    let (applied, reported) = count(path, &lines);
    // Pacitan, Kudus, Ungaran, Jepara, Magelang and the merge with Tegal are gone.
    assert_eq!((applied, reported), (24, 6));
    assert_eq!(fs::read_to_string(path.join(SIDECAR)).expect("the edits"), script, "drawing writes no edits");
    // And the same with a review after each change.
    for (version, wanted) in [(1, (30, 0)), (2, (30, 0)), (3, (24, 6))] {
        put(path, version);
        let (printed, _) = done(path, &["review", "article.txt"]);
        assert_eq!(printed, format!("{SIDECAR}\n"));
        let file = fs::read_to_string(path.join(SIDECAR)).expect("the edits");
        assert!(file.lines().any(|line| line == "# suntingan redaksi"), "the editor's own remark stays");
        let lines = lines_of(&file);
        assert_eq!(count(path, &lines), wanted, "version {version}");
        done(path, &["review", "article.txt"]);
        assert_eq!(fs::read_to_string(path.join(SIDECAR)).expect("the edits"), file, "a second review changes nothing");
        if version == 3 {
            let gone = file.find("Edits that are not applied").expect("a section for what is gone");
            assert!(file[gone..].contains("hide = true") && file[gone..].contains("## Stale: "), "{file}");
        }
    }
}

#[test]
fn without_edits_every_command_gives_the_bytes_that_it_gives_without_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    put(path, 1);
    let commands: [&[&str]; 7] = [
        &["brief", "article.txt", "-o", "-"],
        &["timeline", "article.txt", "-o", "-", "--show", "all"],
        &["map", "article.txt", "-o", "-"],
        &["extract", "article.txt"],
        &["extract", "article.txt", "-f", "jsonl"],
        &["extract", "article.txt", "-f", "csv"],
        &["extract", "article.txt", "-f", "md"],
    ];
    let before: Vec<(String, String)> = commands.iter().map(|args| done(path, args)).collect();
    done(path, &["review", "article.txt"]);
    for file in ["reviewed", "empty"] {
        if file == "empty" {
            fs::write(path.join(SIDECAR), "").expect("an empty file");
        }
        let after: Vec<(String, String)> = commands.iter().map(|args| done(path, args)).collect();
        assert!(before == after, "a file that is {file} changes something");
    }
}

#[test]
fn every_drawing_command_takes_the_edits_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    put(path, 1);
    let edits = "[[edit]]\nquote = \"Kapal tongkang tenggelam di Jepara\"\nlabel = \"Tongkang karam\"\nhide = false\n\
                 place = { name = \"Pulau Panjang\", lat = -6.58, lon = 110.63 }\n";
    fs::write(path.join("other.toml"), edits).expect("the edits are written");
    for args in [
        ["brief", "Tongkang karam"],
        ["timeline", "Tongkang karam"],
        ["map", "Pulau Panjang"],
        ["extract", "Tongkang karam"],
    ] {
        let [command, shown] = args;
        let (plain, _) = done(path, &[command, "article.txt", "-o", "-"]);
        let (edited, _) = done(path, &[command, "article.txt", "-o", "-", "--edits", "other.toml"]);
        let flat = |svg: &str| svg.replace("</tspan>", "").replace('\n', " ");
        assert!(!flat(&plain).contains(shown) && flat(&edited).contains(shown), "{command}");
    }
    // Beside the input it needs no option; for standard input it does.
    fs::rename(path.join("other.toml"), path.join(SIDECAR)).expect("the file is moved");
    let (edited, _) = done(path, &["extract", "article.txt"]);
    assert!(edited.contains("Tongkang karam"));
}

#[test]
fn faulty_edits_are_shown_in_their_line_and_nothing_is_drawn() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    put(path, 1);
    let faulty =
        "[[edit]]\nquote = \"Kapal tongkang tenggelam di Jepara\"\nplac = \"Jepara\"\ncategory = \"disastr\"\n";
    fs::write(path.join(SIDECAR), faulty).expect("the edits are written");
    for command in ["brief", "extract", "review"] {
        let out = run(path, &[command, "article.txt"]);
        let told = text(&out.stderr);
        assert_eq!(out.status.code(), Some(1), "{command}: {told}");
        assert!(told.contains(&format!("{SIDECAR}:3:1: unknown key \"plac\"; did you mean \"place\"?")), "{told}");
        assert!(told.contains(" 4 | category = \"disastr\"\n   |            ^^^^^^^^^"), "{told}");
        assert!(!path.join("output").exists() && out.stdout.is_empty(), "{command}");
    }
    assert_eq!(fs::read_to_string(path.join(SIDECAR)).expect("the edits"), faulty, "review leaves a faulty file alone");
    let missing = run(path, &["brief", "article.txt", "--edits", "nowhere.toml"]);
    assert_eq!(missing.status.code(), Some(1));
    fs::write(path.join("table.csv"), "date,label\n2024,Rapat\n").expect("a table");
    fs::write(path.join("none.toml"), "").expect("a file");
    let data = run(path, &["timeline", "table.csv", "--edits", "none.toml"]);
    assert_eq!(data.status.code(), Some(2), "{}", text(&data.stderr));
}

#[test]
fn two_results_are_compared_as_text_and_on_a_timeline() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    for version in [1, 3] {
        put(path, version);
        done(path, &["extract", "article.txt", "-o", &format!("{version}.json")]);
    }
    let (same, _) = done(path, &["diff", "1.json", "1.json"]);
    assert_eq!(same, "0 added, 0 gone, 0 changed, 24 the same\n");
    let (told, _) = done(path, &["diff", "1.json", "3.json", "-o", "marks.svg"]);
    assert!(told.lines().any(|line| line.starts_with("+ ") && line.contains("Hujan es melanda Kendal")), "{told}");
    assert!(told.lines().any(|line| line.starts_with("- ") && line.contains("Pacitan")), "{told}");
    assert!(told.contains("~ 2023-02-06  Banjir merendam empat desa"), "{told}");
    let svg = fs::read_to_string(path.join("marks.svg")).expect("the picture");
    assert!(svg.contains("+ Hujan es") && svg.contains("− Gempa"), "marks stand on the timeline");
    assert_eq!(run(path, &["diff", "1.json", "article.txt"]).status.code(), Some(1));
    assert_eq!(run(path, &["diff", "1.json", "3.json", "-o", "x.png"]).status.code(), Some(2));
}

#[test]
fn an_offer_that_was_changed_behind_its_mark_is_kept_and_told_until_the_mark_is_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    put(path, 1);
    done(path, &["review", "article.txt"]);
    let file = || fs::read_to_string(path.join(SIDECAR)).expect("the edits");
    let offer = file().lines().find(|line| line.starts_with("# label = ")).expect("an offer").to_string();
    let mine = "# label = \"Kata meja sunting\"";
    fs::write(path.join(SIDECAR), file().replacen(&offer, mine, 1)).expect("the edits");
    let line = file().lines().position(|line| line == mine).expect("the line") + 1;
    let (plain, told) = done(path, &["brief", "article.txt", "-o", "-"]);
    assert!(told.contains(&format!("{SIDECAR}:{line}:1: this offer was changed")), "{told}");
    assert!(told.contains(&format!(" {line} | {mine}")) && !plain.contains("Kata meja sunting"), "{told}");
    for version in [1, 2, 2] {
        put(path, version);
        let (_, told) = done(path, &["review", "article.txt"]);
        assert!(told.contains("this offer was changed"), "{told}");
        assert_eq!(file().lines().filter(|line| *line == mine).count(), 1, "{}", file());
        // The second version has other words for it.
        assert!(version > 1 || file().lines().any(|line| line == offer), "the offer itself is made again");
    }
    let before = file();
    done(path, &["review", "article.txt"]);
    assert_eq!(file(), before, "a second review changes nothing");
    // Offers that nobody touched are written anew and do not pile up.
    let count = |file: &str| file.lines().filter(|line| line.starts_with("# date = ")).count();
    let fresh = tempfile::tempdir().expect("a folder");
    put(fresh.path(), 2);
    done(fresh.path(), &["review", "article.txt"]);
    assert_eq!(count(&before), count(&fs::read_to_string(fresh.path().join(SIDECAR)).expect("the edits")));
    fs::write(path.join(SIDECAR), before.replacen(mine, mine.trim_start_matches("# "), 1)).expect("the edits");
    let (edited, told) = done(path, &["extract", "article.txt"]);
    assert!(edited.contains("Kata meja sunting") && told.is_empty(), "{told}");
    // A remark of the editor that looks like an offer was never offered, and stays as it is.
    let own =
        "[[edit]]\nquote = \"Kapal tongkang tenggelam di Jepara\"\n# date = 2001 was my first guess\nhide = false\n";
    fs::write(path.join(SIDECAR), own).expect("the edits");
    let (_, told) = done(path, &["review", "article.txt"]);
    assert!(file().contains("# date = 2001 was my first guess\n") && told.is_empty(), "{told}\n{}", file());
}

#[test]
fn a_picture_says_that_it_was_edited_and_its_hash_takes_the_edits_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    put(path, 1);
    let note = |path: &Path| {
        let (svg, _) = done(path, &["brief", "article.txt", "-o", "-"]);
        let flat = svg.replace("</tspan>", " ");
        let at = flat.find("Dibuat otomatis").expect("how it was made");
        flat[at..].split("</text>").next().unwrap_or_default().to_string()
    };
    let plain = note(path);
    assert!(plain.contains("belum diperiksa redaksi"), "{plain}");
    let edit = |label: &str| {
        let text = format!("[[edit]]\nquote = \"Kapal tongkang tenggelam di Jepara\"\nlabel = \"{label}\"\n");
        fs::write(path.join(SIDECAR), text).expect("the edits");
        note(path)
    };
    let (first, second) = (edit("Tongkang karam"), edit("Tongkang terbalik"));
    assert!(first.contains("disunting redaksi (1 suntingan)") && !first.contains("belum diperiksa"), "{first}");
    let hash = |note: &str| note.split("sha256").nth(1).unwrap_or_default().trim().to_string();
    assert!(hash(&first) != hash(&plain) && hash(&first) != hash(&second), "{plain}\n{first}\n{second}");
    // An edit that is not applied edits nothing.
    fs::write(path.join(SIDECAR), "[[edit]]\nid = \"0123456789\"\nlabel = \"x\"\n").expect("the edits");
    assert_eq!(note(path), plain);
    // Events as data have no file of edits, and one beside them is not passed over in silence.
    fs::write(path.join("rapat.csv"), "date,label\n2024,Rapat\n").expect("a table");
    fs::write(path.join("rapat.edits.toml"), "").expect("a file");
    let (_, told) = done(path, &["timeline", "rapat.csv", "-o", "-"]);
    assert!(told.contains("rapat.edits.toml: events that are data already are corrected in their own file"), "{told}");
}
