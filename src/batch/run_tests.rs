//! The driver with work of our own: order, faults, limits and going on.

use super::*;
use crate::batch::made::Form;
use crate::batch::{Format, Manifest, Parameters};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn manifest(shard_size: u64) -> Manifest {
    let format = Format::Jsonl;
    Manifest::new(Parameters { dct: None, lang: "auto".to_string(), gazetteer: None, shard_size, format }, Vec::new())
}

fn articles(count: usize) -> impl Iterator<Item = Article> {
    (1..=count).map(|line| Article {
        ticket: Ticket { input: "a.jsonl".to_string(), line, id: Some(format!("n{line}")) },
        extra: Map::new(),
        read: match line % 10 {
            7 => Err(Error::new("bad-json", "no JSON").at(line, 3)),
            _ => Ok(Input { text: line.to_string(), ..Input::default() }),
        },
        bytes: 1,
    })
}

/// Slower for some, and none for every thirteenth.
fn work(input: Input, _: Map<String, Value>) -> Result<Made, Error> {
    let number: usize = input.text.parse().unwrap_or(0);
    if number.is_multiple_of(5) {
        thread::yield_now();
    }
    assert!(!number.is_multiple_of(13), "thirteen of {number}");
    let events = (0..number % 3).map(|n| format!("\"id\":\"{number}-{n}\"}}")).collect();
    Ok(Made(Form::Lines { document: format!("{{\"id\":\"{number}\"}}"), events }))
}

/// Every file of a folder, sorted.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let named = entries.map(|path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        (name, fs::read_to_string(&path).expect("a text"))
    });
    named.collect()
}

fn run(folder: &Path, count: usize, jobs: usize) -> Result<Counts, Error> {
    Folder::open(folder, manifest(10))?.run(articles(count), jobs, work, &mut |_| {})
}

#[test]
fn the_result_is_the_same_on_any_number_of_threads() {
    let one = tempfile::tempdir().expect("a folder");
    let counts = run(one.path(), 45, 1).expect("a run");
    // 7, 17, 27, 37 cannot be read; 13, 26, 39 panic.
    assert_eq!(counts, Counts { articles: 45, documents: 38, events: 38, errors: 7 });
    let wanted = files(one.path());
    assert_eq!(wanted.keys().filter(|name| name.starts_with("documents-")).count(), 5);
    assert!(wanted["documents-00000.jsonl"].starts_with("{\"id\":\"1\"}\n{\"id\":\"2\"}\n"));
    assert!(wanted["events-00000.jsonl"].starts_with("{\"line\":1,\"id\":\"1-0\"}\n{\"line\":2,\"id\":\"2-0\"}\n"));
    let errors: Vec<&str> = wanted["errors-00001.jsonl"].lines().collect();
    assert_eq!(
        errors[0],
        "{\"input\":\"a.jsonl\",\"line\":13,\"id\":\"n13\",\"error\":{\"kind\":\"panic\",\"message\":\"the program \
         failed on this article; please report it: thirteen of 13\"}}"
    );
    assert!(errors[1].contains("\"line\":17") && errors[1].ends_with("\"message\":\"no JSON\",\"column\":3}}"));
    for jobs in [2, 7, 40] {
        let other = tempfile::tempdir().expect("a folder");
        run(other.path(), 45, jobs).expect("a run");
        assert!(files(other.path()) == wanted, "{jobs} jobs");
    }
}

#[test]
fn a_long_text_has_the_lines_that_a_short_one_has() {
    let told = "Gempa mengguncang Palu pada Jumat (3/5/2024). Polisi menutup jalan ke Donggala.";
    let run = |as_long: bool| {
        let folder = tempfile::tempdir().expect("a folder");
        let articles = articles(3).map(|article| Article {
            read: Ok(Input { id: article.ticket.line.to_string(), text: told.to_string(), ..Input::default() }),
            ..article
        });
        let work = |input, _: Map<String, Value>| {
            let (analysed, _) = crate::pipeline::analyse(input, &crate::pipeline::Options::default())?;
            let extra = Map::from_iter([("desk".to_string(), json!("Palu"))]);
            match as_long {
                true => Ok(Made(Form::Long { analysed: Box::new(analysed), extra })),
                false => crate::batch::made(analysed, extra),
            }
        };
        let counts = Folder::open(folder.path(), manifest(2)).and_then(|mut f| f.run(articles, 2, work, &mut |_| {}));
        assert!(counts.expect("a run").events >= 6);
        files(folder.path())
    };
    let long = run(true);
    assert!(long["events-00000.jsonl"].starts_with("{\"line\":1,\"doc\":\"1\","), "{long:?}");
    assert!(long["documents-00000.jsonl"].contains("\"extra\":{\"desk\":\"Palu\"}"), "{long:?}");
    assert!(run(false) == long);
}

#[test]
fn a_run_goes_on_where_the_one_before_stopped() {
    let whole = tempfile::tempdir().expect("a folder");
    run(whole.path(), 95, 2).expect("a run");
    let wanted = files(whole.path());
    for lost in ["documents-00003.jsonl", "events-00000.jsonl", "errors-00008.jsonl", "manifest.json"] {
        let folder = tempfile::tempdir().expect("a folder");
        run(folder.path(), 95, 2).expect("a run");
        fs::remove_file(folder.path().join(lost)).expect("the file was there");
        fs::write(folder.path().join(".events-00009.jsonl.part"), "half").expect("a file");
        let again = run(folder.path(), 95, 2);
        if lost == "manifest.json" {
            assert_eq!(again.map_err(|error| error.kind), Err("other-run"), "results without a manifest are not ours");
            continue;
        }
        again.expect("a run");
        assert!(files(folder.path()) == wanted, "{lost}");
    }
    // A stream that has become shorter is not taken for the same.
    let folder = tempfile::tempdir().expect("a folder");
    run(folder.path(), 95, 2).expect("a run");
    fs::remove_file(folder.path().join("events-00004.jsonl")).expect("the file was there");
    assert_eq!(run(folder.path(), 20, 2).map_err(|error| error.kind), Err("other-run"));
}

#[test]
fn one_run_at_a_time_works_in_a_folder_and_only_on_the_same_task() {
    let folder = tempfile::tempdir().expect("a folder");
    let held = Folder::open(folder.path(), manifest(10)).expect("a free folder");
    assert_eq!(Folder::open(folder.path(), manifest(10)).err().map(|error| error.kind), Some("locked"));
    drop(held);
    let other = Folder::open(folder.path(), manifest(20)).expect_err("another task");
    assert!(other.message.contains("--shard-size: before 10, now 20; give another folder"), "{other}");
    assert!(Folder::open(folder.path(), manifest(10)).is_ok());
}

#[test]
fn nothing_is_complete_at_once_and_what_cannot_be_written_ends_the_run() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(run(folder.path(), 0, 3), Ok(Counts::default()));
    assert!(Folder::open(folder.path(), manifest(10)).expect("a folder").manifest().complete);
    let folder = tempfile::tempdir().expect("a folder");
    let mut held = Folder::open(folder.path(), manifest(10)).expect("a folder");
    // A folder in the place of a file is not replaced.
    fs::create_dir(folder.path().join("documents-00002.jsonl")).expect("a folder");
    let error = held.run(articles(95), 2, work, &mut |_| {}).expect_err("no place for a shard");
    assert_eq!(error.kind, "io");
    assert!(error.message.contains("documents-00002.jsonl cannot be written"), "{error}");
}

#[cfg(feature = "parquet")]
#[test]
fn tables_hold_what_lines_hold_and_a_stopped_run_leaves_the_same_bytes() {
    let tables = |folder: &Path| {
        let mut manifest = manifest(10);
        manifest.parameters.format = Format::Parquet;
        Folder::open(folder, manifest)?.run(articles(95), 3, work, &mut |_| {})
    };
    let bytes = |folder: &Path| -> BTreeMap<String, Vec<u8>> {
        let paths = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        paths.map(|path| (path.display().to_string(), fs::read(&path).expect("a file"))).collect()
    };
    let (lines, folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    run(lines.path(), 95, 2).expect("a run");
    tables(folder.path()).expect("a run");
    for (name, text) in files(lines.path()).iter().filter(|(name, _)| name.ends_with(".jsonl")) {
        let path = folder.path().join(if name.starts_with("errors") {
            name.clone()
        } else {
            name.replace("jsonl", "parquet")
        });
        let read = crate::batch::lines::of(&path).expect("a file").collect::<Result<Vec<_>, _>>().expect("lines");
        assert_eq!(read, text.lines().collect::<Vec<_>>(), "{name}");
    }
    let wanted = bytes(folder.path());
    for lost in ["documents-00003.parquet", "events-00000.parquet"] {
        fs::remove_file(folder.path().join(lost)).expect("the file was there");
        fs::write(folder.path().join(".events-00009.parquet.part"), "half").expect("a file");
        tables(folder.path()).expect("a run");
        assert!(bytes(folder.path()) == wanted, "{lost}");
    }
    let other = run(folder.path(), 95, 2).expect_err("another form");
    assert!(other.message.contains("--format: before parquet, now jsonl"), "{other}");
}
