//! Cuts a TrueType font down to the glyphs that a picture uses.
//!
//! Glyphs are renumbered; parts of composite glyphs come along. The result keeps `cmap` and `hmtx`, so that a
//! browser draws the very widths that were measured.

use std::collections::{BTreeMap, BTreeSet};

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes([*bytes.first()?, *bytes.get(1)?]))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some((u32::from(u16_at(data, at)?) << 16) | u32::from(u16_at(data, at.checked_add(2)?)?))
}

fn put16(data: &mut [u8], at: usize, value: u16) -> Option<()> {
    data.get_mut(at..at.checked_add(2)?)?.copy_from_slice(&value.to_be_bytes());
    Some(())
}

fn put32(data: &mut [u8], at: usize, value: u32) -> Option<()> {
    data.get_mut(at..at.checked_add(4)?)?.copy_from_slice(&value.to_be_bytes());
    Some(())
}

fn table<'a>(font: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    let count = usize::from(u16_at(font, 4)?);
    (0..count).map(|index| 12 + 16 * index).find_map(|record| {
        if font.get(record..record + 4)? != tag {
            return None;
        }
        let start = u32_at(font, record + 8)? as usize;
        font.get(start..start.checked_add(u32_at(font, record + 12)? as usize)?)
    })
}

fn outline<'a>(loca: &[u8], glyf: &'a [u8], long: bool, glyph: u16) -> Option<&'a [u8]> {
    let index = usize::from(glyph);
    let (start, end) = if long {
        (u32_at(loca, 4 * index)? as usize, u32_at(loca, 4 * index + 4)? as usize)
    } else {
        (2 * usize::from(u16_at(loca, 2 * index)?), 2 * usize::from(u16_at(loca, 2 * index + 2)?))
    };
    glyf.get(start..end)
}

/// Where the glyph numbers of a composite glyph's parts stand.
fn part_offsets(outline: &[u8]) -> Vec<usize> {
    let mut offsets = Vec::new();
    if u16_at(outline, 0).is_none_or(|contours| contours < 0x8000) {
        return offsets;
    }
    let mut at = 10;
    while let Some(flags) = u16_at(outline, at) {
        offsets.push(at + 2);
        at += if flags & 0x0001 != 0 { 8 } else { 6 };
        at += match flags {
            f if f & 0x0008 != 0 => 2,
            f if f & 0x0040 != 0 => 4,
            f if f & 0x0080 != 0 => 8,
            _ => 0,
        };
        if flags & 0x0020 == 0 {
            break;
        }
    }
    offsets
}

/// A `cmap` with one format 12 table.
fn cmap(used: &BTreeMap<char, u16>) -> Vec<u8> {
    let mut out = Vec::new();
    // Both the Unicode and the Windows platform point at the same table.
    for value in [0u16, 2, 0, 4, 0, 20, 3, 10, 0, 20, 12, 0] {
        out.extend(value.to_be_bytes());
    }
    let count = used.len() as u32;
    for value in [16 + 12 * count, 0, count] {
        out.extend(value.to_be_bytes());
    }
    for (character, glyph) in used {
        for value in [*character as u32, *character as u32, u32::from(*glyph)] {
            out.extend(value.to_be_bytes());
        }
    }
    out
}

fn checksum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0u32, |sum, chunk| {
        let word = (0..4).fold(0u32, |word, index| (word << 8) | u32::from(chunk.get(index).copied().unwrap_or(0)));
        sum.wrapping_add(word)
    })
}

fn assemble(mut tables: BTreeMap<[u8; 4], Vec<u8>>) -> Option<Vec<u8>> {
    put32(tables.get_mut(b"head")?, 8, 0)?;
    let count = u16::try_from(tables.len()).ok()?;
    let log = count.checked_ilog2()? as u16;
    let range = 16u16.checked_mul(1 << log)?;
    let mut out = 0x0001_0000u32.to_be_bytes().to_vec();
    for value in [count, range, log, (16 * count).checked_sub(range)?] {
        out.extend(value.to_be_bytes());
    }
    let mut body: Vec<u8> = Vec::new();
    let base = 12 + 16 * tables.len();
    let mut head_at = base;
    for (tag, data) in &tables {
        if tag == b"head" {
            head_at = base + body.len();
        }
        out.extend(tag);
        for value in [checksum(data), u32::try_from(base + body.len()).ok()?, u32::try_from(data.len()).ok()?] {
            out.extend(value.to_be_bytes());
        }
        body.extend(data);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    out.extend(body);
    let adjustment = 0xB1B0_AFBAu32.wrapping_sub(checksum(&out));
    put32(&mut out, head_at + 8, adjustment)?;
    Some(out)
}

/// The font with only the glyphs of these characters; none if the font is not TrueType as expected.
pub fn subset(font: &[u8], characters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let parsed = ttf_parser::Face::parse(font, 0).ok()?;
    let (loca, glyf) = (table(font, b"loca")?, table(font, b"glyf")?);
    let long = u16_at(table(font, b"head")?, 50)? != 0;
    // Old glyph numbers in their new order; .notdef stays first.
    let mut order: Vec<u16> = vec![0];
    let mut number: BTreeMap<u16, u16> = BTreeMap::from([(0, 0)]);
    let mut admit = |glyph: u16, order: &mut Vec<u16>| -> u16 {
        *number.entry(glyph).or_insert_with(|| {
            order.push(glyph);
            (order.len() - 1) as u16
        })
    };
    let mut used = BTreeMap::new();
    for character in characters {
        if let Some(glyph) = parsed.glyph_index(*character).filter(|glyph| glyph.0 != 0) {
            used.insert(*character, admit(glyph.0, &mut order));
        }
    }
    let (mut new_glyf, mut new_loca, mut hmtx) = (Vec::new(), Vec::new(), Vec::new());
    let mut index = 0;
    while let Some(glyph) = order.get(index).copied() {
        index += 1;
        let mut data = outline(loca, glyf, long, glyph)?.to_vec();
        for at in part_offsets(&data) {
            let part = admit(u16_at(&data, at)?, &mut order);
            put16(&mut data, at, part)?;
        }
        new_loca.extend(u32::try_from(new_glyf.len()).ok()?.to_be_bytes());
        new_glyf.extend(data);
        new_glyf.resize(new_glyf.len().next_multiple_of(4), 0);
        let id = ttf_parser::GlyphId(glyph);
        hmtx.extend(parsed.glyph_hor_advance(id).unwrap_or(0).to_be_bytes());
        hmtx.extend(parsed.glyph_hor_side_bearing(id).unwrap_or(0).to_be_bytes());
    }
    new_loca.extend(u32::try_from(new_glyf.len()).ok()?.to_be_bytes());
    let glyphs = u16::try_from(order.len()).ok()?;
    let mut head = table(font, b"head")?.to_vec();
    put16(&mut head, 50, 1)?;
    let mut hhea = table(font, b"hhea")?.to_vec();
    put16(&mut hhea, 34, glyphs)?;
    let mut maxp = table(font, b"maxp")?.to_vec();
    put16(&mut maxp, 4, glyphs)?;
    let mut post = table(font, b"post")?.get(..32)?.to_vec();
    put32(&mut post, 0, 0x0003_0000)?;
    assemble(BTreeMap::from([
        (*b"OS/2", table(font, b"OS/2")?.to_vec()),
        (*b"cmap", cmap(&used)),
        (*b"glyf", new_glyf),
        (*b"head", head),
        (*b"hhea", hhea),
        (*b"hmtx", hmtx),
        (*b"loca", new_loca),
        (*b"maxp", maxp),
        // An empty name table: format 0, no records.
        (*b"name", vec![0, 0, 0, 0, 0, 6]),
        (*b"post", post),
    ]))
}

#[cfg(test)]
mod tests {
    use super::super::{Face, text::loaded};
    use super::*;

    #[test]
    fn a_subset_maps_and_measures_what_it_keeps() {
        let text: BTreeSet<char> = "Āceh é Жук — 12 km".chars().collect();
        for face in [Face::Regular, Face::Bold, Face::Italic, Face::Serif] {
            let whole = loaded(face);
            let cut = subset(whole.data, &text).expect("a subset");
            assert!(cut.len() < whole.data.len() / 5);
            assert_eq!(checksum(&cut), 0xB1B0_AFBA);
            let (font, old) = (ttf_parser::Face::parse(&cut, 0).expect("parses"), whole.font.as_ref().expect("face"));
            for character in &text {
                let (new_id, old_id) = (font.glyph_index(*character), old.glyph_index(*character));
                let (new_id, old_id) = (new_id.expect("mapped"), old_id.expect("known"));
                assert_eq!(font.glyph_hor_advance(new_id), old.glyph_hor_advance(old_id));
                assert_eq!(font.glyph_bounding_box(new_id), old.glyph_bounding_box(old_id));
            }
            assert_eq!(font.glyph_index('z'), None);
        }
        assert_eq!(subset(b"no font", &text), None);
    }
}
