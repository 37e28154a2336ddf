//! The mark of a further page: which page of a picture of ours some bytes are.
//!
//! A story that shrinks to fewer pages leaves files behind that tell what is no longer true. They are named where this
//! program wrote them as further pages.

use super::svg::GENERATOR;

/// Begins every SVG of ours. An editor that saves it writes its own declaration first.
const OWN_SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:inkscape=";
/// Signature of a PNG file and its first chunk, the header, with length, name and sum.
const PNG_HEAD: usize = 8 + 4 + 4 + 13 + 4;
const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Begins the text of our chunk; the number of the page follows.
const PNG_TEXT: &str = "Software\0linimasa page ";

/// The attributes of an SVG that is a further page.
pub(super) fn svg_attributes(page: Option<u32>) -> String {
    page.map(|page| format!(" data-generator=\"{GENERATOR}\" data-page=\"{page}\"")).unwrap_or_default()
}

/// A PNG with the number of its page behind its header, as a text chunk that every reader may pass over.
pub(super) fn stamped(png: Vec<u8>, page: Option<u32>) -> Vec<u8> {
    let Some(page) = page.filter(|_| png.starts_with(PNG_SIGNATURE)) else { return png };
    let Some((head, rest)) = png.split_at_checked(PNG_HEAD) else { return png };
    let body = format!("tEXt{PNG_TEXT}{page}");
    let length = u32::try_from(body.len().saturating_sub(4)).unwrap_or(0);
    let sum = sum(body.as_bytes());
    [head, &length.to_be_bytes(), body.as_bytes(), &sum.to_be_bytes(), rest].concat()
}

/// The cyclic redundancy check of a chunk (PNG specification, annex D), bit by bit: chunks of ours are short.
fn sum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

/// Which further page of a picture the bytes of a file are; `None` for everything that this program has not written
/// as one.
///
/// ```
/// assert_eq!(linimasa::scene::further_page(b"<svg>a drawing of somebody else</svg>"), None);
/// ```
pub fn further_page(bytes: &[u8]) -> Option<u32> {
    if bytes.starts_with(OWN_SVG.as_bytes()) {
        let end = bytes.iter().position(|byte| *byte == b'>')?;
        let tag = std::str::from_utf8(bytes.get(..end)?).ok()?;
        let (_, rest) = tag.split_once(&format!(" data-generator=\"{GENERATOR}\" data-page=\""))?;
        return rest.split_once('"')?.0.parse().ok();
    }
    let (head, rest) = bytes.split_at_checked(PNG_HEAD)?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let text = rest.strip_prefix(b"tEXt")?.get(..length)?;
    let page = std::str::from_utf8(text).ok()?.strip_prefix(PNG_TEXT)?;
    page.parse().ok().filter(|_| head.starts_with(PNG_SIGNATURE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Scene, SvgOptions, Theme, write_png, write_svg, write_svg_outlines};

    fn page(page: Option<u32>) -> Scene {
        let (title, desc, lang) = ("a \"data-page\"".to_string(), "x".to_string(), "id".to_string());
        Scene { width: 20.0, height: 10.0, title, desc, lang, page, root: Vec::new() }
    }

    #[test]
    fn a_further_page_is_known_in_every_form_and_a_first_one_is_none() {
        for number in [None, Some(2), Some(13)] {
            let scene = page(number);
            let svg = write_svg(&scene, SvgOptions { theme: Theme::LIGHT, embed_fonts: false });
            let png = write_png(&scene, Theme::LIGHT, 1.0).expect("a picture");
            assert_eq!(further_page(svg.as_bytes()), number, "{svg}");
            assert_eq!(further_page(write_svg_outlines(&scene, Theme::DARK).as_bytes()), number);
            assert_eq!(further_page(&png), number);
            resvg::tiny_skia::Pixmap::decode_png(&png).expect("still a picture");
        }
    }

    #[test]
    fn what_others_wrote_or_touched_is_no_page() {
        let svg = write_svg(&page(Some(2)), SvgOptions { theme: Theme::LIGHT, embed_fonts: false });
        let png = write_png(&page(Some(2)), Theme::LIGHT, 1.0).expect("a picture");
        let rows = [
            Vec::new(),
            b"\x89PNG\r\n\x1a\n".to_vec(),
            png.iter().take(45).copied().collect(),
            format!("<?xml version=\"1.0\"?>\n{svg}").into_bytes(),
            svg.replace("data-generator=\"linimasa\" ", "").into_bytes(),
            svg.replace("data-page=\"2\"", "data-page=\"two\"").into_bytes(),
            svg.replace(" data-generator", "><g data-generator").into_bytes(),
        ];
        for bytes in rows {
            assert_eq!(further_page(&bytes), None, "{}", String::from_utf8_lossy(&bytes));
        }
        // The sum that every reader checks: "IEND" has no content and a well-known sum.
        assert_eq!(sum(b"IEND"), 0xAE42_6082);
    }
}
