//! Both tables of messages against each other, and against the sentences that the sources can say.

use super::*;
use std::collections::BTreeSet;

fn slots(template: &Template) -> BTreeSet<usize> {
    template.0.iter().filter_map(|piece| if let Piece::Slot(n) = piece { Some(*n) } else { None }).collect()
}

#[test]
fn both_languages_have_every_key_with_the_same_slots() {
    let table =
        |code: &str| Words::from_pack(&lang::pack(code).expect("a bundled pack"), TABLE).expect("a table of messages");
    let (own, other) = (table("en"), table("id"));
    let keys = |words: &Words| words.keys().collect::<BTreeSet<_>>();
    assert_eq!(keys(&own), keys(&other));
    let mut sentences = BTreeSet::new();
    for key in own.keys() {
        let (from, to) = (Template::read(own.get(key)), Template::read(other.get(key)));
        assert_eq!(slots(&from), slots(&to), "{key}");
        assert!(from.weight() > 0, "{key}: a message of slots alone would fit everything");
        assert!(sentences.insert(own.get(key)), "{key}: the sentence stands twice");
    }
}

#[test]
fn sentences_are_told_with_what_fills_them_and_what_is_within_them() {
    let to = Translation::to("id").expect("a table");
    let rows = [
        (
            "a.csv: line 2, column 1: the row has no label; say what happened",
            "a.csv: baris 2, kolom 1: baris itu tidak mempunyai label; katakan apa yang terjadi",
        ),
        (
            "x.txt cannot be read: No such file or directory (os error 2)",
            "x.txt tidak dapat dibaca: berkas atau folder itu tidak ada (os error 2)",
        ),
        (
            "unknown key \"plac\"; did you mean \"place\"? (the keys are id, place)",
            "kunci \"plac\"; apakah maksudnya \"place\"? tidak dikenal (kunci yang ada: id, place)",
        ),
        ("the file is not JSON: expected value", "berkas itu bukan JSON: seharusnya ada nilai"),
        ("write { name } and an id such as geonames:1642911", "write { name } and an id such as geonames:1642911"),
        ("Sentence: Polisi: the row has no label", "Kalimat: Polisi: the row has no label"),
        ("a sentence that nobody knows", "a sentence that nobody knows"),
        ("", ""),
        (": ", ": "),
    ];
    for (own, wanted) in rows {
        assert_eq!(to.sentence(own), wanted);
    }
}

proptest::proptest! {
    #[test]
    fn no_sentence_stops_the_program(sentence in "(line|column|: |\\{0\\}| cannot be read|; did you mean|\\PC){0,30}") {
        let to = Translation::to("id").expect("a table");
        to.sentence(&sentence);
    }
}

/// The rooms and files that speak to the person at the terminal.
const SPEAK: [&str; 12] = [
    "cli",
    "batch",
    "edits",
    "house",
    "import",
    "export",
    "pipeline.rs",
    "text/read.rs",
    "scene/text.rs",
    "scene/logo.rs",
    "scene/forms.rs",
    "place/gazetteer/overlay",
];
/// Files whose sentences are help, results or words of a file, and no messages.
const SILENT: [&str; 9] = [
    "args.rs",
    "look.rs",
    "pack.rs",
    "cli/gazetteer.rs",
    "manual.rs",
    "translate_tests.rs",
    "tests.rs",
    "edits/diff.rs",
    "doubt.rs",
];
/// Sentences that are parts of others, results, or said to programmers alone.
const PARTS: [&str; 13] = [
    "the file is {}",
    "{ name = {}, lat = {}, lon = {} }",
    "of the class {}",
    "compressed with gzip; unpack it first",
    "compressed with bzip2; unpack it first",
    "compressed with zstd; unpack it first",
    "## Events given as data",
    "date not known",
    "place not known",
    "{} holds events and no article; read it with linimasa::import::read_data",
    "{} ({}) has {} and is left out: {} dated events alone",
    "{} {}; the heading has some of {}",
    "{} ({}) is left out: a calendar has the years 1 to 9999",
];

/// The string literals of a source up to its tests, without those in comments, `expect` and attributes.
fn literals(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut letters = code.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let rest = &code[at..];
        if rest.starts_with("//") {
            while letters.next_if(|(_, c)| *c != '\n').is_some() {}
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\\"'") {
            letters.by_ref().take_while(|(_, c)| *c != '"').for_each(drop);
        } else if letter == '"' {
            let before = code[..at].trim_end();
            let mut text = String::new();
            while let Some((_, c)) = letters.next_if(|(_, c)| *c != '"') {
                if c != '\\' {
                    text.push(c);
                    continue;
                }
                match letters.next() {
                    Some((_, '\n')) => while letters.next_if(|(_, c)| c.is_whitespace()).is_some() {},
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, c)) => text.push(c),
                    None => {}
                }
            }
            letters.next();
            if !["expect(", "contains(", "starts_with(", "[path ="].iter().any(|call| before.ends_with(call)) {
                found.push(text);
            }
        }
    }
    found
}

/// A literal of `format!` with every slot as `{}`.
fn bare(literal: &str) -> String {
    let mut out = String::new();
    let mut rest = literal;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let (piece, used) = match after {
            doubled if doubled.starts_with("{{") || doubled.starts_with("}}") => (&doubled[..1], 2),
            slot if slot.starts_with('{') => ("{}", slot.find('}').map_or(slot.len(), |end| end + 1)),
            other => (&other[..1], 1),
        };
        out.push_str(piece);
        rest = &after[used..];
    }
    out + rest
}

/// Whether it is a sentence or a part of one, and no key, name, selector or markup.
fn is_said(text: &str) -> bool {
    let words = text.split([' ', '\n']).filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() >= 2);
    words.count() >= 3 && !text.starts_with('<') && !text.starts_with("script") && !text.starts_with("figcaption")
}

#[test]
fn every_message_of_the_sources_stands_in_the_tables() {
    let to = Translation::to("id").expect("a table");
    let own = Words::from_pack(&lang::pack("en").expect("a pack"), TABLE).expect("a table");
    let rows: Vec<String> = own.keys().map(|key| bare(own.get(key))).collect();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files: Vec<std::path::PathBuf> = SPEAK.iter().map(|name| root.join(name)).collect();
    let (mut untold, mut said) = (Vec::new(), 0);
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(std::fs::read_dir(&path).expect("a room").map(|entry| entry.expect("an entry").path()));
            continue;
        }
        let name = path.display().to_string().replace('\\', "/");
        if SILENT.iter().any(|silent| name.ends_with(silent)) || !name.ends_with(".rs") {
            continue;
        }
        for literal in literals(&std::fs::read_to_string(&path).expect("a source")) {
            let text = bare(literal.trim());
            if !is_said(&text) || PARTS.contains(&text.as_str()) {
                continue;
            }
            said += 1;
            // A part is said within a row; a whole is turned, whatever stands before it.
            let part = rows.iter().any(|row| row.contains(&text));
            let filled = text.replace("{}", "x");
            if !part && to.sentence(&filled) == filled {
                untold.push(format!("{name}: {text:?}"));
            }
        }
    }
    assert!(said > 150, "only {said} sentences were found; mend this test");
    assert!(untold.is_empty(), "no row of ui.tsv says:\n{}", untold.join("\n"));
}
