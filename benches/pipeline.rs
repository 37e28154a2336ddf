//! How the time of one article divides between the stages, and how much text a second they read.
//!
//! `cargo bench` prints one table. The ratios hold from machine to machine; the times are of this run alone.

use linimasa::event::{self, EventLexicon};
use linimasa::import::{self, ImportOptions};
use linimasa::layout::{self, MapOptions, Size};
use linimasa::pipeline::{self, Options};
use linimasa::place::{self, Gazetteer, PlaceLexicon};
use linimasa::scene::{SvgOptions, Theme, write_svg};
use linimasa::story::{self, Story, StoryOptions};
use linimasa::text::{self, Input, TextLexicon};
use linimasa::time::{self, TimeLexicon};
use std::hint::black_box;
use std::time::{Duration, Instant};

const ARTICLE: &str = include_str!("../tests/articles/ktt-vladivostok/article.txt");
/// Sixty sites close together, the hardest case for labels.
const SIXTY: &str = include_str!("../tests/maps/enam-puluh.csv");
/// Rounds of each stage; the median is printed, so that a pause of the machine does not count.
const ROUNDS: usize = 51;

fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let from = Instant::now();
            work();
            from.elapsed()
        })
        .collect();
    times.sort();
    times[ROUNDS / 2]
}

fn input() -> Input {
    Input { id: "bench".to_string(), text: ARTICLE.to_string(), ..Input::default() }
}

fn main() -> Result<(), linimasa::error::Error> {
    let pack = pipeline::pack("id")?;
    let texts = TextLexicon::from_pack(&pack)?;
    let times = TimeLexicon::from_pack(&pack)?;
    let names = PlaceLexicon::from_pack(&pack)?;
    let events = EventLexicon::from_pack(&pack)?;
    let gazetteer = Gazetteer::bundled();
    let (article, _) = text::read(input(), &texts)?;
    let (dates, _) = time::resolve(&article, &times, None);
    let (places, _) = place::resolve(&article, gazetteer, &names);
    let options = Options { lang: Some("id".to_string()), ..Options::default() };
    let (analysed, _) = pipeline::analyse(input(), &options)?;
    let context = pipeline::context_names("id");
    let told = std::slice::from_ref(&analysed);
    let story = story::build(told, &pack, &StoryOptions::default())?;
    let size = Size { width: 1600.0, height: None };
    let scene = layout::brief_page(&story, size, &context, &pack)?;
    let auto = MapOptions::default();
    let map = |told: &Story| layout::map_page(told, size, &context, &auto, &pack);
    let sixty = import::csv(SIXTY, "sixty.csv", &pack)?;
    let dense = import::story(vec![sixty], &pack, &ImportOptions::default())?;
    let drawn = map(&story)?;
    let map_svg = || write_svg(&drawn, SvgOptions { theme: Theme::LIGHT, embed_fonts: true });
    let svg = |embed_fonts| write_svg(&scene, SvgOptions { theme: Theme::LIGHT, embed_fonts });

    let reading = median(|| drop(black_box(text::read(input(), &texts))));
    let rows = [
        ("reading: zones, sentences", reading),
        ("dates", median(|| drop(black_box(time::resolve(&article, &times, None))))),
        ("places", median(|| drop(black_box(place::resolve(&article, gazetteer, &names))))),
        ("events", median(|| drop(black_box(event::extract(&article, &dates, &places, gazetteer, &events))))),
        ("all of the analysis", median(|| drop(black_box(pipeline::analyse(input(), &options))))),
        ("story", median(|| drop(black_box(story::build(told, &pack, &StoryOptions::default()))))),
        ("layout of the briefing", median(|| drop(black_box(layout::brief_page(&story, size, &context, &pack))))),
        ("layout of the map", median(|| drop(black_box(map(&story))))),
        ("map to SVG with fonts", median(|| drop(black_box(map_svg())))),
        ("layout of 60 dense sites", median(|| drop(black_box(map(&dense))))),
        ("SVG without fonts", median(|| drop(black_box(svg(false))))),
        ("SVG with fonts", median(|| drop(black_box(svg(true))))),
    ];
    println!("{:<28}{:>12}{:>12}{:>14}", "stage", "ms", "MB/s", "x reading");
    for (stage, time) in rows {
        let seconds = time.as_secs_f64().max(1e-9);
        let speed = ARTICLE.len() as f64 / 1e6 / seconds;
        let ratio = seconds / reading.as_secs_f64().max(1e-9);
        println!("{stage:<28}{:>12.3}{speed:>12.2}{ratio:>14.1}", seconds * 1e3);
    }
    Ok(())
}
