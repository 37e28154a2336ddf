//! Puts mutants into a copy of the sources, each switched on by its number in `LINIMASA_MUTANT`, so that one build
//! serves them all: `mutation COPY SEED SIZE SKIPPED ROOM…` samples SIZE mutants of the rooms, passes over those whose
//! numbers (comma separated) cannot be compiled, rewrites the copy's files and prints the mutants as JSON.
//!
//! What is mutated follows `cargo mutants`: operators, negations, guards and arms of matches, and whole functions.

mod find;
mod weave;

use serde_json::json;
use std::path::{Path, PathBuf};

/// The switch, as a file of the copy.
const SWITCH: &str = "//! Which mutant is on.\n\nuse std::sync::OnceLock;\n\n/// Whether it is this one.\npub fn \
    on(number: usize) -> bool {\n    static ON: OnceLock<usize> = OnceLock::new();\n    \
    *ON.get_or_init(|| std::env::var(\"LINIMASA_MUTANT\").ok().and_then(|n| n.parse().ok()).unwrap_or(0)) == number\n}\n";

/// The program's files of a room, in the order of their names; files of tests are left out.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a room").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            files(&path, found);
        } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// Numbers from 0 in an order that the seed alone decides (Fisher-Yates over SplitMix64).
fn shuffled(length: usize, seed: u64) -> Vec<usize> {
    let (mut order, mut state) = ((0..length).collect::<Vec<_>>(), seed);
    let mut next = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    for at in (1..length).rev() {
        order.swap(at, (next() % (at as u64 + 1)) as usize);
    }
    order
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [copy, seed, size, skipped, rooms @ ..] = arguments.as_slice() else {
        panic!("mutation COPY SEED SIZE SKIPPED ROOM…")
    };
    let (seed, size): (u64, usize) = (seed.parse().expect("a seed"), size.parse().expect("a size"));
    let skipped: Vec<usize> = skipped.split(',').filter_map(|number| number.parse().ok()).collect();
    let source = Path::new(copy).join("src");
    let mut paths = Vec::new();
    rooms.iter().for_each(|room| files(&source.join(room), &mut paths));
    let mut all = Vec::new();
    for (index, path) in paths.iter().enumerate() {
        let text = std::fs::read_to_string(path).expect("a file");
        all.extend(find::mutants(&text).into_iter().map(|mutant| (index, mutant)));
    }
    // Numbers count from 1 over all mutants of the rooms, so that none means another one in the next round.
    let order = shuffled(all.len(), seed).into_iter().map(|at| at + 1).filter(|number| !skipped.contains(number));
    let mut taken: Vec<usize> = order.take(size).collect();
    taken.sort_unstable();
    for (index, path) in paths.iter().enumerate() {
        let here = taken.iter().filter(|number| all[**number - 1].0 == index);
        let mutants: Vec<(usize, &find::Mutant)> = here.map(|number| (*number, &all[*number - 1].1)).collect();
        if !mutants.is_empty() {
            let text = std::fs::read_to_string(path).expect("a file");
            std::fs::write(path, weave::weave(&text, &mutants)).expect("the copy can be written");
        }
    }
    std::fs::write(source.join("mutant.rs"), SWITCH).expect("the copy can be written");
    let lib = source.join("lib.rs");
    let text = std::fs::read_to_string(&lib).expect("a library");
    std::fs::write(&lib, text + "\n#[doc(hidden)]\npub mod mutant;\n").expect("the copy can be written");
    let listed: Vec<_> = taken
        .iter()
        .map(|number| {
            let (index, mutant) = &all[*number - 1];
            let file = paths[*index].strip_prefix(copy).unwrap_or(&paths[*index]).display().to_string();
            json!({"number": number, "file": file, "line": mutant.line, "function": mutant.function, "what": mutant.what})
        })
        .collect();
    println!("{}", json!({"population": all.len(), "mutants": listed}));
}
