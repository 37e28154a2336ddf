//! Own articles with what a reader expects of their events: labels, dates, places, certainty, actors.

use linimasa::event::{Event, Modality};
use linimasa::lang::pack;
use linimasa::pipeline::{Options, analyse};
use linimasa::story::Analysed;
use linimasa::text::Input;
use linimasa::time::Moment;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The longest label, in characters.
const LONGEST: usize = 60;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder).expect("the folder of articles").map(|e| e.expect("an entry").path()).collect();
    found.retain(|case| case.join("expected.tsv").exists());
    found.sort();
    found
}

/// The events of a case, read at the day that its expectation names.
fn read(case: &Path) -> (Analysed, Vec<Vec<String>>) {
    let text = fs::read_to_string(case.join("article.txt")).expect("an article");
    let expected = fs::read_to_string(case.join("expected.tsv")).expect("an expectation");
    let dct = expected.lines().find_map(|line| line.strip_prefix("# dct: ")).expect("a day of writing");
    let rows = expected.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
    let rows = rows.map(|line| line.split('\t').map(str::to_string).collect()).collect();
    let options =
        Options { dct: Some(Moment::Day(dct.parse().expect("an ISO day"))), lang: None, ..Options::default() };
    let id = case.file_name().expect("a name").to_string_lossy().to_string();
    let (analysed, _) = analyse(Input { id, text, ..Input::default() }, &options).expect("an article is read");
    (analysed, rows)
}

fn dates(event: &Event) -> String {
    let day = |moment: Option<Moment>| moment.map_or(String::new(), |m| m.day().to_string());
    format!("{}/{}", day(event.when.bounds.earliest), day(event.when.bounds.latest))
}

fn modality(event: &Event) -> &'static str {
    match event.modality {
        Modality::Asserted => "asserted",
        Modality::Planned => "planned",
        Modality::ReportedPossible => "reported-possible",
        Modality::Denied => "denied",
        Modality::Background => "background",
    }
}

#[test]
fn own_articles_give_the_events_that_a_reader_expects() {
    let cases = cases();
    assert!(cases.len() >= 6, "{} cases", cases.len());
    let mut faults = Vec::new();
    for case in cases {
        let (analysed, rows) = read(&case);
        for row in rows {
            let [label, kind, certainty, date, place, who] = row.as_slice() else {
                panic!("{}: {row:?} has not six cells", case.display());
            };
            let Some(event) = analysed.events.iter().find(|e| e.label == *label) else {
                let labels: Vec<&str> = analysed.events.iter().map(|e| e.label.as_str()).collect();
                faults.push(format!("{}: no event {label:?} among {labels:#?}", analysed.article.id));
                continue;
            };
            let site = event.places.first().map_or("", |w| w.place.name_id.as_ref());
            let names: Vec<&str> = event.who.iter().map(|a| a.name.as_str()).collect();
            let found =
                [event.category.name(), modality(event), &dates(event), site, &names.join("|")].map(str::to_string);
            let wanted = [kind, certainty, date, place, who].map(String::clone);
            if found != wanted {
                faults.push(format!("{}: {label:?} is {found:?}, not {wanted:?}", analysed.article.id));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_label_fits_and_none_comes_from_a_quotation() {
    for case in cases() {
        let (analysed, _) = read(&case);
        assert!(!analysed.events.is_empty(), "{}", case.display());
        for event in &analysed.events {
            let length = event.label.chars().count();
            assert!((1..=LONGEST).contains(&length), "{}", event.label);
            assert!(!event.label.contains(['"', '“', '”']), "{}", event.label);
            assert!(!analysed.article.is_quoted(event.trigger.start), "{}", event.label);
            assert!((0.0..=1.0).contains(&event.salience), "{}", event.label);
        }
    }
}

/// The machine check on every label: its length, its last word, and whether it names somebody whom the sentence does
/// not speak of.
#[test]
fn every_label_fits_ends_on_a_full_word_and_names_nobody_from_elsewhere() {
    let mut faults = Vec::new();
    let mut read_labels = 0;
    for case in articles() {
        let analysed = analysed(&case);
        let ends = function_words(&analysed.article.lang);
        let heading = analysed.article.title.clone().unwrap_or_default();
        for event in &analysed.events {
            read_labels += 1;
            let label = event.label.as_str();
            let at = format!("{}: {label:?}", analysed.article.id);
            if label.chars().count() > LONGEST {
                faults.push(format!("{at} is too long"));
            }
            let last = label.split_whitespace().last().unwrap_or_default().to_lowercase();
            if label != heading && ends.contains(&last) {
                faults.push(format!("{at} ends on {last:?}"));
            }
            let span = analysed.article.sentences[event.sentence].span;
            let here = &analysed.article.text[span.start..span.end];
            for actor in &event.who {
                let named = actor.name.split_whitespace().any(|part| here.contains(part));
                let meant = here.split(|c: char| !c.is_alphanumeric()).any(|word| stands_for_somebody(word, &analysed));
                if !named && !meant {
                    faults.push(format!("{at}: {:?} does not stand in {here:?}", actor.name));
                }
            }
        }
    }
    assert!(read_labels >= 40, "{read_labels} labels");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every article of the folder, with an expectation or without.
fn articles() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder).expect("the folder of articles").map(|e| e.expect("an entry").path()).collect();
    found.retain(|case| case.join("article.txt").exists());
    found.sort();
    found
}

fn analysed(case: &Path) -> Analysed {
    let text = fs::read_to_string(case.join("article.txt")).expect("an article");
    let expected = fs::read_to_string(case.join("expected.tsv")).unwrap_or_default();
    let dct = expected.lines().find_map(|line| line.strip_prefix("# dct: ")).and_then(|day| day.parse().ok());
    let options = Options { dct: dct.map(Moment::Day), lang: None, ..Options::default() };
    let id = case.file_name().expect("a name").to_string_lossy().to_string();
    analyse(Input { id, text, ..Input::default() }, &options).expect("an article is read").0
}

/// The words of a pack on which no label may end: those of its own table and the small words that open a phrase.
fn function_words(lang: &str) -> BTreeSet<String> {
    let pack = pack(lang).expect("a pack");
    let labels = pack.table("labels.tsv").expect("a table").rows().expect("a valid table");
    let mut out: BTreeSet<String> = labels.iter().map(|row| row.get("word").to_string()).collect();
    let small = pack.table("event_words.tsv").expect("a table").rows().expect("a valid table");
    let opens = |class: &str| matches!(class, "preposition" | "relative" | "that" | "also");
    out.extend(small.iter().filter(|row| opens(row.get("class"))).map(|row| row.get("word").to_string()));
    out
}

/// Whether a word means somebody named before: a pronoun of the pack, or a word with its ending (`katanya`).
fn stands_for_somebody(word: &str, analysed: &Analysed) -> bool {
    let lower = word.to_lowercase();
    let pack = pack(&analysed.article.lang).expect("a pack");
    let small = pack.table("event_words.tsv").expect("a table").rows().expect("a valid table");
    let means = |class: &str| matches!(class, "person" | "group" | "pronoun");
    let pronoun =
        small.iter().any(|row| means(row.get("class")) && row.get("word").split(' ').next() == Some(lower.as_str()));
    pronoun || lower.ends_with("nya")
}

#[test]
fn a_repeated_happening_points_at_an_earlier_one_and_says_why() {
    for case in cases() {
        let (analysed, _) = read(&case);
        for (index, event) in analysed.events.iter().enumerate() {
            assert_eq!(event.same_as.is_some(), !event.merged_because.is_empty(), "{}", event.label);
            assert!(event.same_as.is_none_or(|earlier| earlier < index), "{}", event.label);
            assert!(event.relations.iter().all(|r| r.event != index && r.event < analysed.events.len()));
        }
    }
}
