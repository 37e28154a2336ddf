//! Three hundred sets of events that nobody chose: nothing may meet, leave the frame or be lost on any of them.

use super::place_labels::crosses;
use super::tests::{country, item, pin, story};
use super::*;
use crate::scene::{Bounds, Clip, Group, Step, text_bounds};
use crate::story::{Certainty, ItemPlace};
use geo::Coord;

/// So many sets are drawn.
const SETS: u64 = 300;

/// The same numbers everywhere (Marsaglia's xorshift).
struct Chance(u64);

impl Chance {
    fn share(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, count: usize) -> usize {
        ((self.share() * count as f64) as usize).min(count - 1)
    }

    fn name(&mut self) -> String {
        let parts = ["ka", "ri", "ma", "lo", "nu", "sa", "be", "di", "pa", "wi", "gu", "je"];
        let word = |chance: &mut Self| {
            let count = 2 + chance.below(3);
            (0..count).map(|_| parts[chance.below(12)]).collect::<String>()
        };
        let words = 1 + self.below(3);
        let all: Vec<String> = (0..words).map(|_| word(self)).collect();
        all.join(" ")
    }

    /// Events around a few middles, close or far, with countries and ways among them.
    fn story(&mut self) -> Story {
        let most = if self.below(6) == 0 { 45 } else { 14 };
        let count = 1 + self.below(most);
        let spread = [0.02, 0.3, 2.0, 12.0, 60.0][self.below(5)];
        let groups = 1 + self.below(3);
        let middles: Vec<(f64, f64)> =
            (0..groups).map(|_| (self.share() * 360.0 - 180.0, self.share() * 150.0 - 70.0)).collect();
        let certainties = [Certainty::Asserted, Certainty::Planned, Certainty::Possible, Certainty::Denied];
        // In some sets much happens at few places, so that sizes tell the counts.
        let again = [1, 1, 6][self.below(3)];
        let mut items = Vec::new();
        let mut known: Vec<ItemPlace> = Vec::new();
        for number in 1..=count as u32 {
            let (lon, lat) = middles[self.below(middles.len())];
            let off = move |chance: &mut Self| (chance.share() - 0.5) * 2.0 * spread;
            let x = crate::carto::wrap_longitude(lon + off(self));
            let y = (lat + off(self) * 0.6).clamp(-89.9, 89.9);
            let place = match self.below(8) {
                0 => {
                    let codes =
                        [("ID", "Indonesia"), ("JP", "Jepang"), ("FJ", "Fiji"), ("RU", "Rusia"), ("VA", "Vatikan")];
                    let (code, name) = codes[self.below(5)];
                    // The Vatican has no outline, and is drawn by its point.
                    ItemPlace { point: Some(geo::Point::new(x, y)), ..country(code, name) }
                }
                n if n <= again && !known.is_empty() => known[self.below(known.len())].clone(),
                _ => pin(&format!("{} {number}", self.name()), x, y),
            };
            let mut made = item(number, vec![place.clone()]);
            made.certainty = certainties[self.below(4)];
            if self.below(5) == 0 && !known.is_empty() {
                made.places[0].destination = true;
                made.origins = vec![known[self.below(known.len())].clone()];
            }
            known.push(place);
            items.push(made);
        }
        story(items)
    }
}

/// Every text with its box, and whether it belongs to the enlarged detail.
fn texts(nodes: &[Node], detail: bool, found: &mut Vec<(String, Bounds, bool)>) {
    for node in nodes {
        match node {
            Node::Group(group) => texts(&group.children, detail || group.id == "layer-map-detail", found),
            Node::Text(text) => found.push((text.text.clone(), text_bounds(text), detail)),
            _ => {}
        }
    }
}

fn layer<'a>(nodes: &'a [Node], id: &str) -> Option<&'a Group> {
    nodes.iter().find_map(|node| match node {
        Node::Group(group) if group.id == id => Some(group),
        Node::Group(group) => layer(&group.children, id),
        _ => None,
    })
}

/// Boxes that no text of the main map may meet: the globe and the detail.
fn furniture(map: &MapDrawing) -> Vec<Bounds> {
    let mut made = Vec::new();
    if let Some(Node::Circle(c)) = layer(&map.nodes, "layer-map-inset").and_then(|g| g.children.last()) {
        // The square inside the circle: a text in its corner may be outside the circle.
        let r = c.r * 0.7;
        made.push(Bounds { x0: c.x - r, y0: c.y - r, x1: c.x + r, y1: c.y + r });
    }
    if let Some(Node::Rect(r)) = layer(&map.nodes, "layer-map-detail").and_then(|g| g.children.last()) {
        made.push(Bounds { x0: r.x, y0: r.y, x1: r.x + r.width, y1: r.y + r.height });
    }
    made
}

/// The leaders of labels as segments, and whether they belong to the enlarged detail: thin lines beside pins and areas.
fn leaders(nodes: &[Node], (label, detail): (bool, bool), found: &mut Vec<(Coord<f64>, Coord<f64>, bool)>) {
    for node in nodes {
        match node {
            Node::Group(group) => {
                let label =
                    label || group.class.split(' ').any(|word| word == "pin") || group.id == "layer-map-area-labels";
                leaders(&group.children, (label, detail || group.id == "layer-map-detail"), found);
            }
            Node::Path(path) if label && path.style.stroke.as_ref().is_some_and(|stroke| stroke.width == 1.0) => {
                if let [Step::Move(x0, y0), Step::Line(x1, y1)] = path.steps[..] {
                    found.push((Coord { x: x0, y: y0 }, Coord { x: x1, y: y1 }, detail));
                }
            }
            _ => {}
        }
    }
}

#[test]
fn nothing_meets_and_nothing_is_lost_on_any_of_300_sets() {
    let pack = crate::lang::pack("id").expect("a bundled pack");
    let context = crate::pipeline::context_names("id");
    let frames = [(1504.0, 640.0), (968.0, 374.0), (1020.0, 300.0), (380.0, 420.0), (560.0, 560.0)];
    let (mut keyed, mut details, mut ways, mut sizes, mut led) = (0, 0, 0, 0, 0);
    for set in 0..SETS {
        let mut chance = Chance(0x9E37_79B9_7F4A_7C15 ^ (set + 1).wrapping_mul(0xBF58_476D_1CE4_E5B9));
        let told = chance.story();
        let (width, height) = frames[chance.below(frames.len())];
        let frame = Frame { x: 48.0, y: 132.0, width, height };
        let grows = set % 3 == 0;
        let options = MapOptions { grows, ..MapOptions::default() };
        let drawn = draw(&told, frame, &context, &options, &pack).expect("the pack is sound");
        let map = drawn.expect("every set has a place");
        let mut found = Vec::new();
        texts(&map.nodes, false, &mut found);
        let walls = furniture(&map);
        let mut lines = Vec::new();
        leaders(&map.nodes, (false, false), &mut lines);
        led += lines.len();
        for (index, (text, a, inside)) in found.iter().enumerate() {
            let within = a.x0 >= frame.x
                && a.y0 >= frame.y
                && a.x1 <= frame.x + width + 0.5
                && a.y1 <= frame.y + height + map.over + 0.5;
            assert!(within, "set {set}: {text:?} leaves the frame: {a:?}");
            for (other, b, _) in &found[index + 1..] {
                assert!(!a.overlaps(b), "set {set}: {text:?} {a:?} meets {other:?} {b:?}");
            }
            let hit = walls.iter().find(|wall| !inside && wall.overlaps(a));
            assert!(hit.is_none(), "set {set}: {text:?} {a:?} lies on furniture {hit:?}");
            let under = lines.iter().find(|(from, to, within)| within == inside && crosses((*from, *to), a));
            assert!(under.is_none(), "set {set}: {text:?} {a:?} lies under a leader {under:?}");
        }
        let Some(Node::Group(Group { clip: Some(Clip::Rect { width: shown, .. }), .. })) = map.nodes.first() else {
            panic!("set {set}: the map is clipped")
        };
        let bare = *shown < width - 1.0 && layer(&map.nodes, "layer-map-key").is_none();
        assert!(!bare, "set {set}: nothing stands in the room beside a map of {shown} px");
        let all: Vec<&str> = found.iter().map(|(text, _, _)| text.as_str()).collect();
        let all = all.join(" ").to_uppercase();
        let mut sized = Vec::new();
        texts(layer(&map.nodes, "layer-map-sizes").map_or(&[], |group| &group.children), false, &mut sized);
        for item in &told.items {
            // The examples of the key of sizes are no numbers of events.
            let number = item.number.to_string();
            let count = |all: &[(String, Bounds, bool)]| all.iter().filter(|(text, _, _)| *text == number).count();
            assert!(count(&found) > count(&sized), "set {set}: the number {} is lost", item.number);
            let name = &item.places[0].name;
            assert!(all.contains(&name.to_uppercase()), "set {set}: {name:?} is lost");
        }
        keyed += usize::from(layer(&map.nodes, "layer-map-key").is_some());
        details += usize::from(layer(&map.nodes, "layer-map-detail").is_some());
        sizes += usize::from(layer(&map.nodes, "layer-map-sizes").is_some());
        ways += usize::from(layer(&map.nodes, "layer-map-routes").is_some());
    }
    // The sets reach the rare cases too, or the test would say little.
    let reached = keyed > 10 && details > 0 && ways > 30 && sizes > 30 && led > 100;
    assert!(reached, "{keyed} keys, {details} details, {ways} ways, {sizes} with sizes, {led} leaders");
}
