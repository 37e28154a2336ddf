//! A fuzz smoke run: mutates own samples for the given number of seconds and sends them into every way that the fuzzer
//! of `fuzz/` knows too.
//!
//! It fails by panic. The generator is seeded, so that a failure can be run again with the printed round.

#[path = "../fuzz/entries.rs"]
mod entries;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Folders of samples, in the order in which they are read.
const SAMPLES: [&str; 6] =
    ["tests/articles", "tests/inputs", "tests/maps", "tests/timelines", "tests/edits", "fuzz/seeds"];
/// Longer samples make slow rounds.
const LONGEST: usize = 4_000;
/// What is put into the samples; the fuzzer reads the same file.
const DICTIONARY: &str = include_str!("../fuzz/dictionaries/text.dict");

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

fn main() {
    let seconds = std::env::args().nth(1).and_then(|s| s.parse().ok()).unwrap_or(10);
    let mut seeds = Vec::new();
    SAMPLES.iter().for_each(|folder| samples(Path::new(folder), &mut seeds));
    let words = words(DICTIONARY);
    assert!(seeds.len() > 50 && words.len() > 50, "{} samples, {} words", seeds.len(), words.len());
    let (start, mut rounds, mut random) = (Instant::now(), 0_u64, Random(0x9E37_79B9_7F4A_7C15));
    let mut counts = [0_u64; entries::ENTRIES.len()];
    while start.elapsed() < Duration::from_secs(seconds) {
        let mut bytes = seeds[random.below(seeds.len())].clone();
        for _ in 0..=random.below(12) {
            let at = random.below(bytes.len() + 1);
            match random.below(3) {
                0 => drop(bytes.drain(at..(at + random.below(40)).min(bytes.len()))),
                1 => drop(bytes.splice(at..at, words[random.below(words.len())].iter().copied())),
                _ => bytes.truncate(at.max(20)),
            }
        }
        bytes.push(random.below(256) as u8);
        let which = random.below(entries::ENTRIES.len());
        let (name, entry) = entries::ENTRIES[which];
        if std::panic::catch_unwind(|| entry(&bytes)).is_err() {
            eprintln!("round {rounds} of {name} failed on {:?}", String::from_utf8_lossy(&bytes));
            std::process::exit(1);
        }
        counts[which] += 1;
        rounds += 1;
    }
    let told: Vec<String> =
        entries::ENTRIES.iter().zip(counts).map(|((name, _), count)| format!("{name} {count}")).collect();
    println!("{rounds} rounds without a panic: {}", told.join(", "));
}
