//! Own articles with what a reader expects of their events: labels, dates, places, certainty, actors.

use linimasa::event::{Category, Event, Modality};
use linimasa::pipeline::{Options, analyse};
use linimasa::story::Analysed;
use linimasa::text::Input;
use linimasa::time::Moment;
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

fn category(event: &Event) -> &'static str {
    match event.category {
        Category::Military => "military",
        Category::Meeting => "meeting",
        Category::Statement => "statement",
        Category::Disaster => "disaster",
        Category::Crime => "crime",
        Category::Politics => "politics",
        Category::Economy => "economy",
        Category::Other => "other",
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
            let site = event.places.first().map_or("", |w| w.place.name_id.as_str());
            let names: Vec<&str> = event.who.iter().map(|a| a.name.as_str()).collect();
            let found = [category(event), modality(event), &dates(event), site, &names.join("|")].map(str::to_string);
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
