//! What a map's footer must say.

use super::compose::{Map, Placed, Spot};
use super::layers;
use super::shapes;
use super::sites::Site;
use crate::story::PlaceShape;

/// Maps lower than this show sites finer than the coast is drawn, in degrees of arc.
const COARSE_COAST: f64 = 1.5;

impl Map<'_> {
    /// What the footer must say: the boundary policy, the coast where it is coarse, the places that even the key has no
    /// room for.
    pub fn notes(&self, placed: &Placed<'_>, left_out: &[usize]) -> Vec<String> {
        let words = self.set.words;
        let mut notes = vec![words.get("boundaries").to_string()];
        if layers::height(&self.view) < COARSE_COAST {
            notes.push(words.get("coarse").to_string());
        }
        let named = |i: &usize| {
            let site = self.site(*i)?;
            let numbers = site.numbers().replace(' ', ", ");
            Some(if numbers.is_empty() { site.place.name.clone() } else { format!("{} ({numbers})", site.place.name) })
        };
        let unlabelled: Vec<String> = left_out.iter().filter_map(named).collect();
        if !unlabelled.is_empty() {
            notes.push(words.fill("unlabelled", &[&unlabelled.join("; ")]));
        }
        let beyond: Vec<String> = (0..placed.spots.len())
            .filter(|i| matches!(placed.spots[*i], Spot::Outside))
            .filter_map(|i| named(&i))
            .collect();
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
