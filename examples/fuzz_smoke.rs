//! A fuzz smoke run: `fuzz_smoke SECONDS [SEED] [TARGET…]` mutates own samples and sends them into the ways that the
//! fuzzer of `fuzz/` knows too, chosen at random or those that are named.
//!
//! It fails by panic. The generator is seeded, so that a failure can be run again with the same arguments.

#[path = "../fuzz/entries.rs"]
mod entries;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Where nothing else is said.
const SECONDS: u64 = 10;
const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
/// Longer samples make slow rounds.
const LONGEST: usize = 4_000;
/// What the samples of a target are mutated with, and the folders in which they lie.
const TEXT: Kind = (include_str!("../fuzz/dictionaries/text.dict"), &["tests/articles", "tests/edits"]);
const DATA: Kind =
    (include_str!("../fuzz/dictionaries/data.dict"), &["tests/maps", "tests/timelines", "tests/inputs", "fuzz/seeds"]);
const MARKED: Kind = (include_str!("../fuzz/dictionaries/html.dict"), &["tests/inputs"]);
const EDITS: Kind = (include_str!("../fuzz/dictionaries/edits.dict"), &["fuzz/seeds/edits"]);
const OVERLAY: Kind = (include_str!("../fuzz/dictionaries/overlay.dict"), &["fuzz/seeds/overlay"]);

type Kind = (&'static str, &'static [&'static str]);

fn kind(target: &str) -> Kind {
    match target {
        "article_svg" | "dates" | "places" => TEXT,
        "html" | "articles" => MARKED,
        "edits" => EDITS,
        "overlay" => OVERLAY,
        _ => DATA,
    }
}

/// Xorshift: small, seeded, the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// The files under a folder, in the order of their names.
fn samples(folder: &Path, found: &mut Vec<Vec<u8>>) {
    let entries = fs::read_dir(folder).expect("the samples are in the checkout");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            samples(&path, found);
        } else {
            let mut bytes = fs::read(&path).expect("a file");
            bytes.truncate(LONGEST);
            found.push(bytes);
        }
    }
}

/// The words of a dictionary: one in quotes on each line, with `\xNN` for a byte.
fn words(dictionary: &str) -> Vec<Vec<u8>> {
    let quoted = dictionary.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    quoted.map(unescaped).collect()
}

fn unescaped(word: &str) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::new(), word);
    while let Some(first) = rest.chars().next() {
        let hex = rest.strip_prefix("\\x").and_then(|hex| u8::from_str_radix(hex.get(..2)?, 16).ok());
        let (bytes, used) = match (hex, rest.strip_prefix('\\').and_then(|after| after.chars().next())) {
            (Some(byte), _) => (vec![byte], 4),
            (None, Some(sign)) => (sign.to_string().into_bytes(), 1 + sign.len_utf8()),
            (None, None) => (first.to_string().into_bytes(), first.len_utf8()),
        };
        out.extend(bytes);
        rest = rest.get(used..).unwrap_or_default();
    }
    out
}

/// One target with all that it needs.
struct Target {
    name: &'static str,
    entry: entries::Entry,
    seeds: Vec<Vec<u8>>,
    words: Vec<Vec<u8>>,
    rounds: u64,
}

impl Target {
    fn of((name, entry): (&'static str, entries::Entry)) -> Self {
        let (dictionary, folders) = kind(name);
        let (mut seeds, words) = (Vec::new(), words(dictionary));
        folders.iter().for_each(|folder| samples(Path::new(folder), &mut seeds));
        assert!(!seeds.is_empty() && words.len() > 20, "{name}: {} samples, {} words", seeds.len(), words.len());
        Self { name, entry, seeds, words, rounds: 0 }
    }

    /// A sample with a few faults in it.
    fn bytes(&self, random: &mut Random) -> Vec<u8> {
        let mut bytes = self.seeds[random.below(self.seeds.len())].clone();
        for _ in 0..=random.below(12) {
            let at = random.below(bytes.len() + 1);
            match random.below(8) {
                0..3 => drop(bytes.drain(at..(at + random.below(40)).min(bytes.len()))),
                3..6 => drop(bytes.splice(at..at, self.words[random.below(self.words.len())].iter().copied())),
                6 if at < bytes.len() => bytes[at] = random.below(256) as u8,
                _ => bytes.truncate(at.max(20)),
            }
        }
        bytes.push(random.below(256) as u8);
        bytes
    }
}

fn main() {
    let (numbers, names): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.bytes().all(|byte| byte.is_ascii_digit()));
    let number = |at: usize| numbers.get(at).and_then(|number| number.parse::<u64>().ok());
    let (seconds, seed) = (number(0).unwrap_or(SECONDS), number(1).unwrap_or(SEED));
    let wanted = |name: &str| names.is_empty() || names.iter().any(|other| other == name);
    let mut targets: Vec<Target> =
        entries::ENTRIES.into_iter().filter(|(name, _)| wanted(name)).map(Target::of).collect();
    assert!(!targets.is_empty(), "there is no target {names:?}");
    let (start, mut random) = (Instant::now(), Random(seed.max(1)));
    while start.elapsed() < Duration::from_secs(seconds) {
        let which = random.below(targets.len());
        let target = &mut targets[which];
        let bytes = target.bytes(&mut random);
        let entry = target.entry;
        if std::panic::catch_unwind(|| entry(&bytes)).is_err() {
            eprintln!("round {} of {} failed on {:?}", target.rounds, target.name, String::from_utf8_lossy(&bytes));
            std::process::exit(1);
        }
        target.rounds += 1;
    }
    let told: Vec<String> = targets.iter().map(|target| format!("{} {}", target.name, target.rounds)).collect();
    println!("no panic in rounds of: {}", told.join(", "));
}
