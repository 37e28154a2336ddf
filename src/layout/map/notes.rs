//! What a map's footer must say.

use super::compose::{Map, Placed, Spot};
use super::layers;
use super::shapes;
use super::sites::Site;
use crate::story::PlaceShape;
use geo::Coord;

/// Maps lower than this show sites finer than the coast is drawn, in degrees of arc.
const COARSE_COAST: f64 = 1.5;
/// The same for the fine outlines.
const COARSE_COAST_FINE: f64 = 0.8;
/// Western New Guinea, whose provinces the base map has as they were before 2022.
const PAPUA: [Coord<f64>; 2] = [Coord { x: 130.5, y: -8.5 }, Coord { x: 140.9, y: -0.3 }];

impl Map<'_> {
    /// What the footer must say: the boundary policy, what is dashed, the coast where it is coarse, what lies outside a frame that the user
    /// chose.
    pub fn notes(&self, placed: &Placed<'_>) -> Vec<String> {
        let words = self.set.words;
        let mut notes = vec![words.get("boundaries").to_string()];
        // What is dashed is explained where it is drawn: elsewhere the reader would look for it, or take a veil for it.
        if layers::shows_disputes(&self.view, &self.outlines) {
            notes.push(words.get("disputed").to_string());
        }
        let veiled = |(i, spot): (usize, &Spot)| match spot {
            Spot::Main(home) => self.site(i).is_some_and(|site| self.veil(site, home.at).is_some()),
            _ => false,
        };
        if placed.spots.iter().enumerate().any(veiled) {
            notes.push(words.get("veil").to_string());
        }
        let (height, fine) = (layers::height(&self.view), self.outlines.is_fine());
        if height < if fine { COARSE_COAST_FINE } else { COARSE_COAST } {
            notes.push(words.fill("coarse", &[if fine { "10" } else { "50" }]));
        }
        let in_papua = |site: &Site<'_>| {
            let inside =
                |p: Coord<f64>| (PAPUA[0].x..=PAPUA[1].x).contains(&p.x) && (PAPUA[0].y..=PAPUA[1].y).contains(&p.y);
            site.place.shape == PlaceShape::Admin1 && !site.origin && site.point().is_some_and(inside)
        };
        // Lines between provinces there, and the tint of one that has an outline, are as they were.
        let lined = layers::shows_divisions(&self.view) && self.outlines.sight.may_show(&PAPUA);
        if lined || self.set.sites.iter().any(|s| in_papua(s) && !shapes::polygons(s).is_empty()) {
            notes.push(words.get("papua").to_string());
        }
        let named = |i: usize| {
            let site = self.site(i)?;
            let numbers = site.numbers().replace(' ', ", ");
            Some(if numbers.is_empty() { site.place.name.clone() } else { format!("{} ({numbers})", site.place.name) })
        };
        let beyond: Vec<String> =
            (0..placed.spots.len()).filter(|i| matches!(placed.spots[*i], Spot::Outside)).filter_map(named).collect();
        if !beyond.is_empty() {
            notes.push(words.fill("outside", &[&beyond.join("; ")]));
        }
        if placed.spots.iter().any(|spot| matches!(spot, Spot::Globe(_))) {
            notes.push(words.get("inset").to_string());
        }
        let bare = |s: &&Site<'_>| s.place.shape == PlaceShape::Admin1 && !s.origin && shapes::polygons(s).is_empty();
        let bare: Vec<&str> = self.set.sites.iter().filter(bare).map(|site| site.place.name.as_str()).collect();
        if !bare.is_empty() {
            notes.push(words.fill("no-outline", &[&bare.join(", ")]));
        }
        if placed.detail.is_some() {
            notes.push(words.get("detail").to_string());
        }
        notes
    }
}
