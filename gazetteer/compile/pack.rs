//! Packs the joined rows as `packing.rs` describes them.

use super::packing::{self, DEGREE, NOWHERE, SLUG};
use super::rows::Place;
use std::collections::BTreeMap;

/// Strings begin below this, so that three bytes number them.
const STRINGS_LIMIT: u32 = 1 << 24;

/// The rows of all places in the order of their ids: GeoNames numbers by size, then slugs by spelling.
pub fn ids(places: &[Place]) -> Vec<u8> {
    let mut rows: Vec<(packing::Id<'_>, u32)> = places.iter().map(|p| packing::Id::of(&p.id)).zip(0..).collect();
    rows.sort_unstable();
    rows.iter().flat_map(|(_, row)| low(*row as i32)).collect()
}

/// The packed files as they grow.
#[derive(Default)]
pub struct Pack {
    rows: Vec<u8>,
    boxes: Vec<u8>,
    kinds: Vec<u8>,
    tags: Vec<u8>,
    strings: Vec<u8>,
    seen: BTreeMap<String, u32>,
    tag_numbers: BTreeMap<String, u16>,
    kind_numbers: BTreeMap<[u16; packing::TAGS], u16>,
}

impl Pack {
    /// The finished files by name.
    pub fn files(&self) -> [(&'static str, &[u8]); 5] {
        [
            ("rows.bin", &self.rows),
            ("boxes.bin", &self.boxes),
            ("kinds.bin", &self.kinds),
            ("tags.bin", &self.tags),
            ("strings.bin", &self.strings),
        ]
    }

    /// Appends a place as the next row.
    pub fn add(&mut self, p: &Place) -> Result<(), String> {
        let row = (self.rows.len() / packing::ROW) as u32;
        let id = match packing::Id::of(&p.id) {
            packing::Id::Geonames(number) => number,
            packing::Id::Slug(slug) => SLUG | self.string(slug)?,
        };
        // Most places have one name in both languages, which is written once.
        let both = format!("{}{}{}", p.name_id, packing::BETWEEN_NAMES, p.name_en);
        let name = self.string(if p.name_id == p.name_en { &p.name_id } else { &both })?;
        let (lat, lon) = p.point.map_or((NOWHERE, NOWHERE), |(lat, lon)| (degrees(lat), degrees(lon)));
        let kind = self.kind(p)?;
        self.rows.extend(id.to_le_bytes());
        for number in [name as i32, lat, lon] {
            self.rows.extend(low(number));
        }
        self.rows.extend(p.population.to_le_bytes());
        self.rows.extend(kind.to_le_bytes());
        if let Some(sides) = p.bbox {
            self.boxes.extend(row.to_le_bytes());
            self.boxes.extend(sides.iter().flat_map(|side| low(degrees(*side))));
        }
        Ok(())
    }

    fn kind(&mut self, p: &Place) -> Result<u16, String> {
        let mut tags = [0; packing::TAGS];
        let borrowed = if p.approximate { packing::BORROWED } else { "" }.to_string();
        for (at, text) in [
            (packing::CLASS, &p.class),
            (packing::COUNTRY, &p.country),
            (packing::ADMIN1, &p.admin1),
            (packing::STANDS_FOR, &p.stands_for),
            (packing::TIMEZONE, &p.timezone),
            (packing::APPROXIMATE, &borrowed),
            (packing::CREDIT, &p.credit),
        ] {
            tags[at] = self.tag(text)?;
        }
        if let Some(number) = self.kind_numbers.get(&tags) {
            return Ok(*number);
        }
        let number = u16::try_from(self.kind_numbers.len()).map_err(|_| "there are too many kinds".to_string())?;
        self.kinds.extend(tags.iter().flat_map(|tag| tag.to_le_bytes()));
        self.kind_numbers.insert(tags, number);
        Ok(number)
    }

    fn tag(&mut self, text: &str) -> Result<u16, String> {
        if let Some(number) = self.tag_numbers.get(text) {
            return Ok(*number);
        }
        let number = u16::try_from(self.tag_numbers.len()).map_err(|_| "there are too many tags".to_string())?;
        let at = self.string(text)?;
        self.tags.extend(at.to_le_bytes());
        self.tag_numbers.insert(text.to_string(), number);
        Ok(number)
    }

    fn string(&mut self, text: &str) -> Result<u32, String> {
        if let Some(at) = self.seen.get(text) {
            return Ok(*at);
        }
        let at = u32::try_from(self.strings.len()).map_err(|e| e.to_string())?;
        if at >= STRINGS_LIMIT {
            return Err("there are more strings than three bytes can number".to_string());
        }
        self.strings.push(u8::try_from(text.len()).map_err(|_| format!("{text:?} is too long"))?);
        self.strings.extend(text.as_bytes());
        self.seen.insert(text.to_string(), at);
        Ok(at)
    }
}

fn degrees(value: f64) -> i32 {
    (value * DEGREE).round() as i32
}

/// The three low bytes of a number that fits into them.
fn low(number: i32) -> [u8; 3] {
    let [a, b, c, _] = number.to_le_bytes();
    [a, b, c]
}
