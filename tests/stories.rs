//! Several articles about one story: what is told by more than one is one event, and nothing else is.

use linimasa::pipeline::{Options, analyse, pack};
use linimasa::report::{Told, why};
use linimasa::story::{Analysed, StoryOptions, Ties, build, conflicts, tie};
use linimasa::text::Input;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories")
}

fn read(name: &str) -> Analysed {
    let text = fs::read_to_string(folder().join(name)).expect("an article");
    let input = Input { id: name.to_string(), text, ..Input::default() };
    analyse(input, &Options { lang: Some("id".to_string()), ..Options::default() }).expect("an article is read").0
}

/// The articles of each story in their order.
fn stories() -> BTreeMap<String, Vec<Analysed>> {
    let mut out = BTreeMap::new();
    for story in fs::read_dir(folder()).expect("the folder of stories") {
        let story = story.expect("an entry").path();
        if !story.is_dir() {
            continue;
        }
        let name = story.file_name().expect("a name").to_string_lossy().to_string();
        let mut files: Vec<String> = fs::read_dir(&story)
            .expect("a story")
            .map(|f| format!("{name}/{}", f.expect("an entry").file_name().to_string_lossy()))
            .collect();
        files.sort();
        out.insert(name, files.iter().map(|file| read(file)).collect());
    }
    out
}

/// One mention that a reader counts to a happening.
struct Row {
    happening: String,
    article: String,
    /// 1-based.
    sentence: usize,
    trigger: String,
}

fn rows() -> Vec<Row> {
    let table = fs::read_to_string(folder().join("expected.tsv")).expect("the expected merges");
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
    let row = |line: &str| {
        let [happening, article, sentence, trigger] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line:?} has not four cells")
        };
        let sentence = sentence.parse().expect("the number of a sentence");
        Row { happening: happening.into(), article: article.into(), sentence, trigger: trigger.into() }
    };
    lines.map(row).collect()
}

/// Every fault of the merges among some documents: a pair of mentions that should be one and is not, a pair that is
/// one and should not be, and a merge of which the table knows nothing.
fn faults(documents: &[Analysed], ties: &Ties) -> Vec<String> {
    let mut found = Vec::new();
    let mut known = BTreeMap::new();
    for row in rows() {
        let Some(number) = documents.iter().position(|d| d.article.id == row.article) else { continue };
        let document = &documents[number];
        let mention = document.events.iter().position(|e| {
            let trigger = &document.article.text[e.trigger.start..e.trigger.end];
            e.headline.is_none() && e.sentence + 1 == row.sentence && trigger.eq_ignore_ascii_case(&row.trigger)
        });
        match mention {
            Some(mention) => drop(known.insert((number, mention), row.happening)),
            None => found.push(format!("{} {}: no event {:?}", row.article, row.sentence, row.trigger)),
        }
    }
    let keys: Vec<_> = known.keys().copied().collect();
    for (at, a) in keys.iter().enumerate() {
        for b in keys.iter().skip(at + 1) {
            let one = ties.root(documents, *a) == ties.root(documents, *b);
            if one != (known[a] == known[b]) {
                let of = |key: &(usize, usize)| {
                    let document = &documents[key.0];
                    format!("{} {:?}", document.article.id, document.events[key.1].label)
                };
                found.push(format!("{} and {}: {}", of(a), of(b), if one { "merged" } else { "not merged" }));
            }
        }
    }
    for first in ties.firsts() {
        for key in std::iter::once(first).chain(ties.members(first)).filter(|key| !known.contains_key(key)) {
            let document = &documents[key.0];
            found.push(format!("{} {:?} is merged unasked", document.article.id, document.events[key.1].label));
        }
    }
    found
}

#[test]
fn every_merge_of_a_story_is_right_and_none_is_wrong() {
    let stories = stories();
    assert!(stories.len() >= 4 && stories.values().map(Vec::len).sum::<usize>() >= 12);
    let mut wrong = Vec::new();
    for documents in stories.values() {
        wrong.extend(faults(documents, &tie(documents)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn stories_that_are_read_together_stay_apart() {
    let documents: Vec<Analysed> = stories().into_values().flatten().collect();
    let wrong = faults(&documents, &tie(&documents));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_merge_has_its_reasons_and_each_copy_its_original() {
    for (name, documents) in stories() {
        let ties = tie(&documents);
        for first in ties.firsts() {
            for member in ties.members(first) {
                let (of, why) = ties.tie(member).expect("a tie");
                assert!(of == first && why.len() >= 3 && member.0 > first.0, "{name}: {why:?}");
            }
        }
        let copies = ["gempa-majene", "pasar-solo"].contains(&name.as_str());
        assert_eq!(ties.copies, vec![None, copies.then_some(0), None, None], "{name}");
    }
}

#[test]
fn two_death_tolls_are_both_kept_with_their_sources() {
    let stories = stories();
    let cases = [
        ("gempa-majene", "tewas", vec![("gempa-majene/1.txt", "3 orang"), ("gempa-majene/3.txt", "7 orang")]),
        (
            "kunjungan-jepang",
            "triliun rupiah",
            vec![("kunjungan-jepang/2.txt", "40 triliun rupiah"), ("kunjungan-jepang/3.txt", "42 triliun rupiah")],
        ),
    ];
    for (story, about, wanted) in cases {
        let documents = &stories[story];
        let found = conflicts(documents, &tie(documents)).expect("the packs are sound");
        let told: Vec<_> = found.values().flatten().collect();
        let conflict = told.iter().find(|c| c.about == about).unwrap_or_else(|| panic!("{about}: {told:?}"));
        for (article, value) in wanted {
            let has = |c: &&linimasa::story::Claim| documents[c.document].article.id == article && c.value == value;
            assert!(conflict.claims.iter().any(|c| has(&c)), "{article} {value}: {conflict:?}");
        }
    }
}

#[test]
fn a_picture_draws_a_common_event_once_and_names_its_sources() {
    let documents = stories().remove("gempa-majene").expect("the story");
    let options = StoryOptions { show_all: true, ..StoryOptions::default() };
    let story = build(&documents, &pack("id").expect("the pack"), &options).expect("a story");
    let ties = tie(&documents);
    let quake = ties.firsts().next().expect("the quake is told by several articles");
    let id = &documents[quake.0].ids[quake.1];
    let drawn: Vec<_> = story.items.iter().filter(|item| item.id == *id).collect();
    assert_eq!(drawn.len(), 1);
    assert!(drawn[0].source_ref.contains(", "), "{}", drawn[0].source_ref);
    for first in ties.firsts() {
        for (document, event) in ties.members(first) {
            assert!(story.items.iter().all(|item| item.id != documents[document].ids[event]), "drawn twice");
        }
    }
    assert!(story.gaps.iter().any(|gap| gap.contains("3 orang") && gap.contains("7 orang")), "{:?}", story.gaps);
}

#[test]
fn an_event_is_explained_in_sentences() {
    let documents = stories().remove("kunjungan-jepang").expect("the story");
    let told = Told::of(&documents).expect("the packs are sound");
    let member = told.ties.firsts().find_map(|first| told.ties.members(first).next()).expect("a merge");
    let text = why(&told, member);
    for part in ["Trigger: ", "Date: ", "Place: ", "Certainty: ", "Salience: ", "Merged with "] {
        assert!(text.contains(part), "{part}: {text}");
    }
}
