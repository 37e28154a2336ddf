//! How much text a second the two resolvers read, each by itself, over 10,000 articles on one core.
//!
//! The articles are those of `tests/articles`, over and over, each under its own document creation time; or those of a
//! JSONL file with a `text` on each line, whose path stands in `LINIMASA_BENCH`.
//! `cargo bench --bench resolvers` prints MB/s; reading (zones, sentences) is measured beside them for the ratio.

use linimasa::pipeline;
use linimasa::place::{self, Gazetteer, PlaceLexicon};
use linimasa::text::{self, Article, Input, TextLexicon};
use linimasa::time::{self, Moment, TimeLexicon};
use std::hint::black_box;
use std::time::{Duration, Instant};

const ARTICLES: usize = 10_000;
/// Rounds of each stage; the fastest is printed, as the one that other programs disturbed least.
const ROUNDS: usize = 5;

struct Language {
    texts: TextLexicon,
    times: TimeLexicon,
    places: PlaceLexicon,
}

fn language(code: &str) -> Result<Language, linimasa::error::Error> {
    let pack = pipeline::pack(code)?;
    Ok(Language {
        texts: TextLexicon::from_pack(&pack)?,
        times: TimeLexicon::from_pack(&pack)?,
        places: PlaceLexicon::from_pack(&pack)?,
    })
}

fn fastest(mut work: impl FnMut()) -> Duration {
    let round = |work: &mut dyn FnMut()| {
        let from = Instant::now();
        work();
        from.elapsed()
    };
    (0..ROUNDS).map(|_| round(&mut work)).min().unwrap_or_default()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (id, en) = (language("id")?, language("en")?);
    let mut inputs: Vec<Input> = Vec::new();
    let mut folders: Vec<_> = std::fs::read_dir("tests/articles")?.flatten().map(|e| e.path()).collect();
    folders.sort();
    for text in folders.iter().filter_map(|f| std::fs::read_to_string(f.join("article.txt")).ok()) {
        inputs.push(Input { id: "bench".to_string(), text, ..Input::default() });
    }
    if let Some(path) = std::env::var_os("LINIMASA_BENCH") {
        inputs.clear();
        for line in std::fs::read_to_string(path)?.lines() {
            let record: serde_json::Value = serde_json::from_str(line)?;
            let text = record["text"].as_str().unwrap_or_default().to_string();
            inputs.push(Input { id: "bench".to_string(), text, ..Input::default() });
        }
    }
    let of = |input: &Input| match text::detect_language(&input.text) {
        Some("en") => &en,
        _ => &id,
    };
    let mut articles: Vec<(Article, &Language)> = Vec::new();
    for input in &inputs {
        let language = of(input);
        articles.push((text::read(input.clone(), &language.texts)?.0, language));
    }
    let days: Vec<Moment> = (0..1000u64)
        .filter_map(|n| chrono::NaiveDate::from_ymd_opt(2023, 1, 1)?.checked_add_days(chrono::Days::new(n)))
        .map(Moment::Day)
        .collect();
    let bytes: usize = (0..ARTICLES).map(|n| articles[n % articles.len()].0.text.len()).sum();
    let megabytes = bytes as f64 / 1e6;
    let gazetteer = Gazetteer::bundled();
    let reading = fastest(|| {
        for n in 0..ARTICLES {
            let input = inputs[n % inputs.len()].clone();
            let texts = &articles[n % articles.len()].1.texts;
            drop(black_box(text::read(input, texts)));
        }
    });
    let mut found = 0usize;
    let dates = fastest(|| {
        found = 0;
        for n in 0..ARTICLES {
            let (article, language) = &articles[n % articles.len()];
            let resolved = time::resolve(article, &language.times, days.get(n % days.len()).copied());
            found += black_box(resolved).0.timexes.len();
        }
    });
    let mut named = 0usize;
    if std::env::var_os("LINIMASA_BENCH_DATES").is_some() {
        println!("dates {:.3} s {:.1} MB/s", dates.as_secs_f64(), megabytes / dates.as_secs_f64());
        return Ok(());
    }
    let places = fastest(|| {
        named = 0;
        for n in 0..ARTICLES {
            let (article, language) = &articles[n % articles.len()];
            named += black_box(place::resolve(article, gazetteer, &language.places)).0.len();
        }
    });
    println!("{ARTICLES} articles, {megabytes:.1} MB, {found} dates, {named} places, one core");
    for (stage, time) in [("reading", reading), ("dates", dates), ("places", places)] {
        let seconds = time.as_secs_f64().max(1e-9);
        let ratio = seconds / reading.as_secs_f64().max(1e-9);
        println!("{stage:<10}{:>8.3} s{:>9.1} MB/s{ratio:>8.1} x reading", seconds, megabytes / seconds);
    }
    Ok(())
}
