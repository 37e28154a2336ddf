//! Text measured with the bundled fonts.
//!
//! The drawings switch kerning and ligatures off, and the bundled faces carry no layout tables, so the sum of the
//! advances is what a browser draws.

use std::sync::{LazyLock, RwLock};

use ttf_parser::{Face as Font, GlyphId};
use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::{Bounds, Face, Text, TextStyle};
use crate::error::Error;

/// A bundled face, parsed once.
pub(super) struct Loaded {
    pub(super) data: &'static [u8],
    pub(super) font: Option<Font<'static>>,
    /// Advances in em of the characters below [`COMMON`].
    common: Vec<f64>,
}

/// Characters below this are in nearly every text (Basic Latin to Latin Extended-B). A layout measures the same letters
/// many thousand times, and looking each up in the font took a sixth of a picture's time.
const COMMON: u32 = 0x250;

fn load(data: &'static [u8]) -> Loaded {
    let font = Font::parse(data, 0).ok();
    let measured = |code: u32| char::from_u32(code).map_or(FALLBACK, |character| looked_up(font.as_ref(), character));
    let common = (0..COMMON).map(measured).collect();
    Loaded { data, font, common }
}

static REGULAR: LazyLock<Loaded> = LazyLock::new(|| load(include_bytes!("fonts/Inter-Regular.ttf")));
static BOLD: LazyLock<Loaded> = LazyLock::new(|| load(include_bytes!("fonts/Inter-Bold.ttf")));
static ITALIC: LazyLock<Loaded> = LazyLock::new(|| load(include_bytes!("fonts/Inter-Italic.ttf")));
static SERIF: LazyLock<Loaded> = LazyLock::new(|| load(include_bytes!("fonts/SourceSerif4-SemiBold.ttf")));

/// Faces of the house in place of the bundled ones, by their order in [`Face`].
static OWN: [RwLock<Option<&'static Loaded>>; 4] = [const { RwLock::new(None) }; 4];

/// Puts a TrueType file in place of a bundled face, for this process and before anything is measured: widths are part
/// of every layout. Its kerning and ligatures are not used. A face that is in place already may be put there again, or
/// another for the next picture.
///
/// # Errors
/// A file that is no TrueType font with outlines, or that lacks a letter of the alphabet or a digit.
pub fn install_face(face: Face, data: Vec<u8>) -> Result<(), Error> {
    let bad = |why: String| Err(Error::new("bad-font", why));
    let needed = ('a'..='z').chain('A'..='Z').chain('0'..='9');
    let Ok(font) = Font::parse(&data, 0) else { return bad("the file is no TrueType font".to_string()) };
    if font.tables().glyf.is_none() {
        return bad("the font has no TrueType outlines; convert it to a .ttf with a glyf table".to_string());
    }
    if let Some(missing) = needed.into_iter().find(|letter| font.glyph_index(*letter).is_none()) {
        return bad(format!("the font lacks the letter {missing:?}"));
    }
    if own(face).is_none_or(|now| now.data != data) {
        // The face lives as long as the process, as the bundled ones do.
        put(face, Some(Box::leak(Box::new(load(Vec::leak(data))))));
    }
    Ok(())
}

/// Goes back to the bundled face, for the next picture of a process that drew with another.
pub fn restore_face(face: Face) {
    put(face, None);
}

fn put(face: Face, loaded: Option<&'static Loaded>) {
    if let Some(Ok(mut cell)) = OWN.get(face as usize).map(RwLock::write) {
        *cell = loaded;
    }
}

fn own(face: Face) -> Option<&'static Loaded> {
    // A lock is poisoned by a panic while it is held; nothing between panics.
    *OWN.get(face as usize)?.read().ok()?
}

/// The data of a face.
pub(super) fn loaded(face: Face) -> &'static Loaded {
    if let Some(own) = own(face) {
        return own;
    }
    match face {
        Face::Regular => &REGULAR,
        Face::Bold => &BOLD,
        Face::Italic => &ITALIC,
        Face::Serif => &SERIF,
    }
}

/// The characters of a text as a picture writes them: a blank for a tab or a line end, and none of the characters
/// that XML 1.0 forbids or nothing draws.
pub(super) fn written(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter_map(|character| match character {
        '\t' | '\n' | '\r' => Some(' '),
        '\u{FFFE}' | '\u{FFFF}' => None,
        other => (!other.is_control()).then_some(other),
    })
}

/// Advance in em of a character that a face lacks: as wide as any.
const FALLBACK: f64 = 1.0;

impl Loaded {
    /// Advance in em; a character that the face lacks counts as a wide fallback glyph.
    pub(super) fn advance(&self, character: char) -> f64 {
        let known = usize::try_from(u32::from(character)).ok().and_then(|code| self.common.get(code));
        known.copied().unwrap_or_else(|| looked_up(self.font.as_ref(), character))
    }
}

fn looked_up(font: Option<&Font<'static>>, character: char) -> f64 {
    let Some(font) = font else { return FALLBACK };
    let glyph = font.glyph_index(character).filter(|glyph| *glyph != GlyphId(0));
    match glyph.and_then(|glyph| font.glyph_hor_advance(glyph)) {
        Some(units) => f64::from(units) / f64::from(font.units_per_em().max(1)),
        None => FALLBACK,
    }
}

/// Width in px of one line, with tracking after each character.
pub fn text_width(text: &str, style: &TextStyle) -> f64 {
    let font = loaded(style.face);
    written(text).map(|character| font.advance(character) + style.tracking).sum::<f64>() * style.size
}

/// The box of a line of text: its width and the face's ascent and descent.
pub fn text_bounds(text: &Text) -> Bounds {
    let width = text_width(&text.text, &text.style);
    let x0 = match text.anchor {
        super::Anchor::Start => text.x,
        super::Anchor::Middle => text.x - width / 2.0,
        super::Anchor::End => text.x - width,
    };
    let (ascent, descent) = extent(text.style.face);
    Bounds { x0, y0: text.y - ascent * text.style.size, x1: x0 + width, y1: text.y + descent * text.style.size }
}

/// How far a face reaches above and below its baseline, in em.
pub(super) fn extent(face: Face) -> (f64, f64) {
    match &loaded(face).font {
        Some(font) => {
            let em = f64::from(font.units_per_em().max(1));
            (f64::from(font.ascender()) / em, -f64::from(font.descender()) / em)
        }
        None => (0.95, 0.25),
    }
}

/// Whether a line may not end between these two pieces: a number stays with what it counts.
///
/// A no-break space already forbids a break by itself, so callers join words with it.
fn joined(before: &str, after: &str) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let next = after.trim();
    let number = last.chars().any(|c| c.is_ascii_digit())
        && last.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '−' | '-' | '+' | '~'))
        && last.ends_with(|c: char| c.is_ascii_digit());
    let short_unit = next.chars().count() <= 3 && next.chars().all(|c| c.is_alphabetic() || matches!(c, '%' | '°'));
    before.ends_with(' ') && number && short_unit && !next.is_empty()
}

/// Breaks text into lines no wider than `max_width` at UAX-14 opportunities: fewest lines, then most even.
/// Numbers stay with their unit. A single word that is wider stands alone on its line.
pub fn wrap(text: &str, style: &TextStyle, max_width: f64) -> Vec<String> {
    // Only blanks that may break are collapsed; a no-break space is kept.
    let text = text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut pieces: Vec<String> = Vec::new();
    let mut from = 0;
    for (at, opportunity) in linebreaks(&text) {
        let Some(piece) = text.get(from..at) else { continue };
        from = at;
        if piece.is_empty() {
            continue;
        }
        match pieces.last_mut() {
            Some(last) if joined(last, piece) => last.push_str(piece),
            _ => pieces.push(piece.to_string()),
        }
        if opportunity == BreakOpportunity::Mandatory && at == text.len() {
            break;
        }
    }
    let count = pieces.len();
    // Widths with and without the trailing blank, so that a line is measured as it is drawn.
    let full: Vec<f64> = pieces.iter().map(|piece| text_width(piece, style)).collect();
    let bare: Vec<f64> = pieces.iter().map(|piece| text_width(piece.trim_end_matches(' '), style)).collect();
    // best[i]: lines and squared slack for the pieces from i on, and where the first line ends.
    let mut best: Vec<(usize, f64, usize)> = vec![(0, 0.0, count); count + 1];
    for start in (0..count).rev() {
        let mut chosen: Option<(usize, f64, usize)> = None;
        let mut before = 0.0;
        for end in start..count {
            let width = before + bare[end];
            if end > start && width > max_width + 1e-6 {
                break;
            }
            before += full[end];
            let (lines, slack, _) = best[end + 1];
            let here = (max_width - width).max(0.0);
            let candidate = (lines + 1, slack + here * here, end + 1);
            let better = match chosen {
                None => true,
                Some((lines, slack, _)) => candidate.0 < lines || (candidate.0 == lines && candidate.1 < slack),
            };
            if better {
                chosen = Some(candidate);
            }
        }
        if let Some(chosen) = chosen {
            best[start] = chosen;
        }
    }
    let mut lines = Vec::new();
    let mut start = 0;
    while start < count {
        let end = best[start].2.max(start + 1);
        lines.push(pieces[start..end].concat().trim_end_matches(' ').to_string());
        start = end;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::Tone;
    use super::*;

    fn style(face: Face) -> TextStyle {
        TextStyle::new(face, 16.0, Tone::Ink)
    }

    #[test]
    fn every_face_measures() {
        for face in [Face::Regular, Face::Bold, Face::Italic, Face::Serif] {
            assert!(loaded(face).font.is_some());
            let width = text_width("Laut Āceh, 12–14 Mei", &style(face));
            assert!((100.0..220.0).contains(&width), "{face:?} {width}");
        }
        let plain = style(Face::Bold);
        assert!((text_width("abc", &plain.tracked(0.1)) - text_width("abc", &plain) - 4.8).abs() < 1e-9);
        assert_eq!(text_width("a\u{0}b\tc\u{1b}", &plain), text_width("ab c", &plain));
    }

    #[test]
    fn what_is_kept_is_what_the_font_says() {
        for face in [Face::Regular, Face::Bold, Face::Italic, Face::Serif] {
            let loaded = loaded(face);
            for character in (0..COMMON + 64).chain(0x2010..0x2030).filter_map(char::from_u32) {
                let found = looked_up(loaded.font.as_ref(), character);
                assert_eq!(loaded.advance(character).to_bits(), found.to_bits(), "{face:?} {character:?}");
            }
        }
    }

    #[test]
    fn wrapping_fits_and_is_even() {
        let style = style(Face::Regular);
        let text = "Warga membersihkan saluran air sepanjang 12 km di tepi kota lama";
        for max in [90.0, 130.0, 200.0, 400.0, 1000.0] {
            let lines = wrap(text, &style, max);
            assert_eq!(lines.join(" "), text);
            assert!(!lines.iter().any(|line| line.ends_with("12")), "{lines:?}");
            assert!(lines.iter().all(|line| text_width(line, &style) <= max || !line.contains(' ')), "{lines:?}");
        }
        assert!(wrap("", &style, 10.0).is_empty());
        assert_eq!(wrap("satu\u{a0}dua", &style, 10.0).len(), 1);
    }
}
