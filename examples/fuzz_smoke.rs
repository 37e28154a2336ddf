//! A fuzz smoke run: mutates sample articles for the given number of seconds and sends them through every stage.
//!
//! It fails by panic. The generator is seeded, so that a failure can be run again with the printed round.

use linimasa::pipeline::{self, Options};
use linimasa::scene::{SvgOptions, Theme, write_svg};
use linimasa::story::{self, StoryOptions};
use linimasa::text::Input;
use std::time::{Duration, Instant};

const PIECES: &[&str] = &[
    "31/02/2023",
    "Rabu (13/9)",
    "Senin (20/20/2025)",
    "99999999",
    "3000 tahun lalu",
    "\u{0}",
    "\u{202e}",
    "“",
    "\"",
    "—",
    "\n\n",
    "Jalan ",
    "AS",
    "di ",
    "abad ke-",
    "pukul 25.61 WIB",
    "2023-13-45",
    "e\u{301}",
    "🚀",
    "((((",
    "Baca juga: ",
    "9999 years ago",
    "-0",
];

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

fn main() {
    let seconds = std::env::args().nth(1).and_then(|s| s.parse().ok()).unwrap_or(10);
    let seeds: Vec<String> = std::fs::read_dir("tests/articles")
        .expect("tests/articles is in the checkout")
        .filter_map(|entry| std::fs::read_to_string(entry.ok()?.path().join("article.txt")).ok())
        .collect();
    assert!(!seeds.is_empty(), "there is no article to mutate");
    let (start, mut rounds, mut random) = (Instant::now(), 0_u64, Random(0x9E37_79B9_7F4A_7C15));
    while start.elapsed() < Duration::from_secs(seconds) {
        let mut text: Vec<char> = seeds[random.below(seeds.len())].chars().collect();
        for _ in 0..=random.below(12) {
            let at = random.below(text.len() + 1);
            match random.below(3) {
                0 => drop(text.drain(at..(at + random.below(40)).min(text.len()))),
                1 => drop(text.splice(at..at, PIECES[random.below(PIECES.len())].chars())),
                _ => text.truncate(at.max(20)),
            }
        }
        let text: String = text.into_iter().collect();
        let input = Input { id: "fuzz".to_string(), text, ..Input::default() };
        if let Ok((found, _)) = pipeline::analyse(input, &Options::default()) {
            let pack = pipeline::pack("id").expect("a bundled pack");
            let story = story::build(&[found], &pack, &StoryOptions::default()).expect("a valid pack");
            let size = linimasa::layout::Size { width: 1600.0, height: None };
            let context = pipeline::context_names("id");
            let scene = linimasa::layout::brief_page(&story, size, &context, &pack).expect("a valid pack");
            let svg = write_svg(&scene, SvgOptions { theme: Theme::LIGHT, embed_fonts: rounds % 50 == 0 });
            assert!(svg.ends_with("</svg>\n"), "round {rounds}: the picture is cut off");
        }
        rounds += 1;
    }
    println!("{rounds} rounds without a panic");
}
