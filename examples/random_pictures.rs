//! Draws random sets of events for the browser test: maps, timelines and briefings that nobody chose.
//!
//! `random_pictures FOLDER MAPS TIMELINES` writes one SVG a set, and beside it the numbers and names that it must show,
//! as lines of text. The sets are the same on every machine.

use chrono::{Duration, NaiveDate};
use geo::Point;
use linimasa::error::Error;
use linimasa::lang::Pack;
use linimasa::layout::{self, By, ContextName, MapOptions, Size, Strip};
use linimasa::pipeline;
use linimasa::scene::{Scene, SvgOptions, Theme, write_svg};
use linimasa::story::{About, Certainty, Item, ItemPlace, ItemRelation, ItemRelationKind, Kind, PlaceShape, Story};
use linimasa::time::{Bounds, Granularity, Moment};
use std::path::Path;

const SYLLABLES: [&str; 12] = ["ka", "ri", "ma", "lo", "nu", "sa", "be", "di", "pa", "wi", "gu", "je"];
const COUNTRIES: [(&str, &str); 8] = [
    ("ID", "Indonesia"),
    ("JP", "Jepang"),
    ("FJ", "Fiji"),
    ("RU", "Rusia"),
    ("VA", "Vatikan"),
    ("UA", "Ukraina"),
    ("CL", "Cile"),
    ("KE", "Kenya"),
];
const KINDS: [Kind; 5] = [Kind::Military, Kind::Meeting, Kind::Statement, Kind::Disaster, Kind::Other];
const CERTAINTIES: [Certainty; 5] =
    [Certainty::Asserted, Certainty::Planned, Certainty::Possible, Certainty::Denied, Certainty::Background];
/// How far apart the sites of a set lie, in degrees: one street, one town, a province, a country, half the world.
const SPREADS: [f64; 5] = [0.02, 0.3, 2.0, 12.0, 60.0];
/// How far apart the events of a set lie, in minutes: an hour, a day, a fortnight, a year, forty years.
const SPANS: [i64; 5] = [60, 1_440, 20_160, 525_600, 21_000_000];

/// Xorshift: small, seeded, the same on every machine.
struct Chance(u64);

impl Chance {
    /// The chance of one set: the seeds of neighbours differ in all their bits.
    fn of(set: u64) -> Self {
        Self(0x9E37_79B9_7F4A_7C15 ^ (set + 1).wrapping_mul(0xBF58_476D_1CE4_E5B9))
    }

    fn share(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, count: usize) -> usize {
        ((self.share() * count as f64) as usize).min(count - 1)
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn words(&mut self, most: usize) -> String {
        let words: Vec<String> = (0..=self.below(most))
            .map(|_| (0..2 + self.below(3)).map(|_| self.pick(&SYLLABLES)).collect::<String>())
            .collect();
        let mut text = words.join(" ");
        text[..1].make_ascii_uppercase();
        text
    }

    fn place(&mut self, number: u32, middle: (f64, f64), spread: f64) -> ItemPlace {
        let x = (middle.0 + (self.share() - 0.5) * 2.0 * spread + 540.0).rem_euclid(360.0) - 180.0;
        let y = (middle.1 + (self.share() - 0.5) * 1.2 * spread).clamp(-89.9, 89.9);
        let (shape, country, name) = match self.below(8) {
            0 => {
                let (code, name) = self.pick(&COUNTRIES);
                (PlaceShape::Country, Some(code.to_string()), name.to_string())
            }
            1 if self.below(3) == 0 => (PlaceShape::Water, None, format!("{} {number}", self.words(2))),
            1 => (PlaceShape::Region, None, format!("{} {number}", self.words(2))),
            _ => (PlaceShape::Pin, None, format!("{} {number}", self.words(3))),
        };
        // A country is drawn by its outline, and by its point where it is too small for one.
        let point = Some(Point::new(x, y));
        let container = (self.below(6) == 0).then(|| self.words(2));
        let id = name.to_lowercase().replace(' ', "-");
        ItemPlace {
            id,
            name,
            shape,
            country,
            admin1: None,
            point,
            bbox: None,
            container,
            destination: false,
            credit: None,
        }
    }

    /// The bounds of an event: some known to the minute or the day, some open on a side.
    fn time(&mut self, span: i64) -> (Bounds, Granularity) {
        let first = NaiveDate::from_ymd_opt(2021, 3, 14).expect("a day of the calendar");
        let at = first.and_hms_opt(5, 30, 0).expect("a time of day");
        let at = at + Duration::minutes((self.share() * span as f64) as i64);
        let day = Moment::Day(at.date());
        let later = |days: i64| Some(Moment::Day(at.date() + Duration::days(days)));
        match self.below(10) {
            0..=3 if span <= 20_160 => {
                (Bounds { earliest: Some(Moment::Minute(at)), latest: Some(Moment::Minute(at)) }, Granularity::Minute)
            }
            0..=6 => (Bounds { earliest: Some(day), latest: Some(day) }, Granularity::Day),
            7 => (Bounds { earliest: Some(day), latest: later(6) }, Granularity::Day),
            8 => (Bounds { earliest: None, latest: Some(day) }, Granularity::Day),
            _ => (Bounds { earliest: Some(day), latest: later(30) }, Granularity::Month),
        }
    }

    /// Events around a few middles, close or far in place and in time.
    fn story(&mut self) -> Story {
        let most = [14, 14, 14, 30, 60][self.below(5)];
        let count = 1 + self.below(most) as u32;
        let (spread, span) = (self.pick(&SPREADS), self.pick(&SPANS));
        let groups = 1 + self.below(3);
        let middles: Vec<(f64, f64)> =
            (0..groups).map(|_| (self.share() * 360.0 - 180.0, self.share() * 150.0 - 70.0)).collect();
        // In some sets much happens at few places, so that sizes tell the counts.
        let again = self.pick(&[1, 1, 6]);
        let mut known: Vec<ItemPlace> = Vec::new();
        let mut items: Vec<Item> = Vec::new();
        for number in 1..=count {
            let middle = self.pick(&middles);
            let mut place = self.place(number, middle, spread);
            if self.below(8) < again && !known.is_empty() {
                place = known[self.below(known.len())].clone();
            }
            let mut origins = Vec::new();
            if self.below(6) == 0 && !known.is_empty() {
                place.destination = true;
                origins.push(known[self.below(known.len())].clone());
            }
            known.push(ItemPlace { destination: false, ..place.clone() });
            let (mut bounds, granularity) = self.time(span);
            // One in so many goes on from its day.
            let since = (self.below(8) == 0 && bounds.earliest.is_some()).then_some(bounds);
            if since.is_some() {
                bounds.latest = None;
            }
            items.push(Item {
                number,
                id: format!("e{number}"),
                label: self.words(9),
                kind: self.pick(&KINDS),
                certainty: self.pick(&CERTAINTIES),
                bounds,
                since,
                about: (since.is_none() && self.below(8) == 0).then_some(About::Around),
                lasts: false,
                granularity,
                inherited_date: self.below(6) == 0,
                clocks: None,
                places: vec![place],
                origins,
                who: if self.below(3) == 0 { Vec::new() } else { vec![self.words(2)] },
                attribution: (self.below(4) == 0).then(|| self.words(3)),
                source_ref: format!("k{number}"),
                quote: self.words(9),
                salience: self.share(),
                relations: self.relations(number),
                source: 0,
                told_by: 1,
            });
        }
        items.sort_by_key(|item| item.bounds.earliest.or(item.bounds.latest).map(Moment::day));
        for (item, number) in items.iter_mut().zip(1..) {
            item.number = number;
            item.relations.retain(|relation| relation.other != number);
        }
        Story {
            lang: "id".into(),
            headline: self.words(9),
            deck: (self.below(2) == 0).then(|| self.words(9)),
            outlet: Some(self.words(2)),
            as_of: None,
            written_from: None,
            items,
            hidden: 0,
            left_out: 0,
            facts: Vec::new(),
            gaps: (0..self.below(4)).map(|_| self.words(6)).collect(),
            sources: vec![self.words(5)],
            made: self.words(5),
            logo: None,
        }
    }

    fn relations(&mut self, number: u32) -> Vec<ItemRelation> {
        if number < 2 || self.below(5) > 0 {
            return Vec::new();
        }
        let kind = self.pick(&[ItemRelationKind::Before, ItemRelationKind::During, ItemRelationKind::PartOf]);
        vec![ItemRelation { kind, other: 1 + self.below(number as usize - 1) as u32 }]
    }
}

fn write(folder: &Path, name: &str, scene: &Scene, theme: Theme, expected: &[String]) -> std::io::Result<()> {
    let svg = write_svg(scene, SvgOptions { theme, embed_fonts: true });
    std::fs::write(folder.join(format!("{name}.svg")), svg)?;
    std::fs::write(folder.join(format!("{name}.expected")), expected.join("\n"))
}

fn theme(set: u64) -> Theme {
    if set.is_multiple_of(2) { Theme::LIGHT } else { Theme::DARK }
}

fn sizes() -> [Size; 5] {
    [(1600.0, None), (1123.0, Some(794.0)), (420.0, None), (1080.0, Some(1080.0)), (1600.0, Some(900.0))]
        .map(|(width, height)| Size { width, height })
}

/// A map of one set; it must show every number and every name.
fn map(folder: &Path, set: u64, context: &[ContextName], pack: &Pack) -> Result<(), Box<dyn std::error::Error>> {
    let mut chance = Chance::of(set);
    let told = chance.story();
    let size = chance.pick(&sizes());
    let scene = layout::map_page(&told, size, context, &MapOptions::default(), pack)?;
    let numbers = told.items.iter().map(|item| item.number.to_string());
    let names = told.items.iter().flat_map(|item| &item.places).map(|place| place.name.clone());
    let expected: Vec<String> = numbers.chain(names).collect();
    Ok(write(folder, &format!("map-{set:03}"), &scene, theme(set), &expected)?)
}

/// A timeline or a briefing of one set. Pages of a fixed size fold what they cannot hold, so that only those that grow
/// must show every number.
fn timeline(folder: &Path, set: u64, context: &[ContextName], pack: &Pack) -> Result<(), Box<dyn std::error::Error>> {
    let mut chance = Chance::of(set + 100_000);
    let told = chance.story();
    let size = chance.pick(&sizes());
    let brief = set.is_multiple_of(2);
    let scene: Result<Scene, Error> = if brief {
        layout::brief_page(&told, size, context, pack)
    } else {
        let by = chance.pick(&[None, None, Some(By::Category), Some(By::Actor)]);
        let strip = chance.pick(&[Strip::Without, Strip::Density]);
        layout::lanes_page(&told, size, strip, by, pack)
    };
    let whole = !brief && size.height.is_none();
    let expected: Vec<String> = told.items.iter().filter(|_| whole).map(|item| item.number.to_string()).collect();
    let name = format!("{}-{set:03}", if brief { "brief" } else { "timeline" });
    Ok(write(folder, &name, &scene?, theme(set / 2), &expected)?)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, maps, timelines] = arguments.as_slice() else {
        return Err("usage: random_pictures FOLDER MAPS TIMELINES".into());
    };
    let folder = Path::new(folder);
    let pack = pipeline::pack("id")?;
    let context = pipeline::context_names("id");
    for set in 0..maps.parse()? {
        map(folder, set, &context, &pack)?;
    }
    for set in 0..timelines.parse()? {
        timeline(folder, set, &context, &pack)?;
    }
    Ok(())
}
