//! Other forms of a drawing: a raster image, and a vector page whose text can be selected.

use super::further::stamped;
use super::steady::steady;
use super::svg::{GENERATOR, family};
use super::text::loaded;
use super::{Face, Scene, SvgOptions, Theme, write_svg, write_svg_outlines};
use crate::error::Error;
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, TextStr};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, FontFamily, FontResolver, FontStyle, fontdb};
use std::collections::HashMap;
use std::sync::Arc;

/// Most pixels along a side: beyond it a picture takes gigabytes and no program opens it.
const MOST_PIXELS: f64 = 20_000.0;

/// Points of a PDF page for each CSS pixel.
const POINTS: f64 = 0.75;

/// Writes a scene as PNG with `scale` pixels for each CSS pixel. Letters are drawn from their outlines, so that no
/// font of the system can reach the picture.
///
/// # Errors
/// A scale that is no positive number or that gives more than 20,000 pixels along a side.
pub fn write_png(scene: &Scene, theme: Theme, scale: f64) -> Result<Vec<u8>, Error> {
    let (width, height) = ((scene.width * scale).round(), (scene.height * scale).round());
    let fits = |side: f64| side.is_finite() && (1.0..=MOST_PIXELS).contains(&side);
    if !fits(width) || !fits(height) {
        let message = format!(
            "a picture of {} x {} px cannot be written at scale {scale}: a side must have 1 to {MOST_PIXELS} pixels",
            scene.width, scene.height
        );
        return Err(Error::new("usage", message));
    }
    let tree = usvg::Tree::from_str(&write_svg_outlines(scene, theme), &usvg::Options::default()).map_err(broken)?;
    // Both sides were checked to fit.
    let mut pixels = Pixmap::new(width as u32, height as u32).ok_or_else(|| broken("no memory for the picture"))?;
    let zoom = Transform::from_scale((width / scene.width) as f32, (height / scene.height) as f32);
    resvg::render(&tree, zoom, &mut pixels.as_mut());
    Ok(stamped(pixels.encode_png().map_err(broken)?, scene.page))
}

fn broken(why: impl std::fmt::Display) -> Error {
    Error::new("bad-drawing", format!("the drawing cannot be turned into this form: {why}"))
}

/// The bundled faces under the names that the drawings use, and nothing else: no font of the system is asked.
fn fonts() -> (Arc<fontdb::Database>, FontResolver<'static>) {
    let mut database = fontdb::Database::new();
    let mut known: Vec<(&'static str, u16, bool, fontdb::ID)> = Vec::new();
    for face in [Face::Regular, Face::Bold, Face::Italic, Face::Serif] {
        let (name, _, weight, slant) = family(face);
        let source = fontdb::Source::Binary(Arc::new(loaded(face).data));
        known.extend(database.load_font_source(source).into_iter().map(|id| (name, weight, slant == "italic", id)));
    }
    let select = move |font: &usvg::Font, _: &mut Arc<fontdb::Database>| {
        let named = |name: &str| font.families().iter().any(|f| matches!(f, FontFamily::Named(n) if n == name));
        let italic = font.style() != FontStyle::Normal;
        let exact = known
            .iter()
            .find(|(name, weight, slanted, _)| named(name) && *weight == font.weight() && *slanted == italic);
        exact.or_else(|| known.iter().find(|(name, ..)| named(name))).or(known.first()).map(|(.., id)| *id)
    };
    let resolver = FontResolver { select_font: Box::new(select), select_fallback: Box::new(|_, _, _| None) };
    (Arc::new(database), resolver)
}

/// Writes a scene as a PDF of one page of its size; see [`write_pdf_pages`].
///
/// # Errors
/// A drawing that the converter cannot read, which would be a fault of this program.
pub fn write_pdf(scene: &Scene, theme: Theme) -> Result<Vec<u8>, Error> {
    write_pdf_pages(std::slice::from_ref(scene), theme)
}

/// Writes scenes as the pages of one PDF, each of its own size: vectors, selectable text in embedded subsets of the
/// bundled fonts, and title, subject and language of the first as metadata. No date is written: the same scenes give
/// the same bytes.
///
/// # Errors
/// No scene at all; a drawing that the converter cannot read, which would be a fault of this program.
pub fn write_pdf_pages(scenes: &[Scene], theme: Theme) -> Result<Vec<u8>, Error> {
    let first = scenes.first().ok_or_else(|| broken("the page is empty"))?;
    let (fontdb, font_resolver) = fonts();
    let options = usvg::Options { fontdb, font_resolver, ..usvg::Options::default() };
    let mut next = Ref::new(1);
    let [catalog, tree, info] = std::array::from_fn(|_| next.bump());
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree).lang(TextStr(&first.lang)).viewer_preferences().display_doc_title(true);
    let pages: Vec<Ref> = scenes.iter().map(|_| next.bump()).collect();
    pdf.pages(tree).kids(pages.iter().copied()).count(i32::try_from(pages.len()).map_err(broken)?);
    for (scene, page) in scenes.iter().zip(pages) {
        add_page(&mut pdf, scene, (theme, &options), (tree, page), &mut next)?;
    }
    pdf.document_info(info)
        .title(TextStr(&first.title))
        .subject(TextStr(&first.desc))
        .creator(TextStr(&format!("{GENERATOR} {}", env!("CARGO_PKG_VERSION"))));
    steady(&pdf.finish()).ok_or_else(|| broken("the pages cannot be put in order"))
}

/// Adds a page under its id, with its drawing in objects that nothing else has.
fn add_page(
    pdf: &mut Pdf,
    scene: &Scene,
    (theme, options): (Theme, &usvg::Options),
    (tree, page_id): (Ref, Ref),
    next: &mut Ref,
) -> Result<(), Error> {
    let svg = write_svg(scene, SvgOptions { theme, embed_fonts: false });
    let drawn = usvg::Tree::from_str(&svg, options).map_err(broken)?;
    let (chunk, drawing) = svg2pdf::to_chunk(&drawn, options_of_pdf()).map_err(broken)?;
    let content_id = next.bump();
    let mut renamed: HashMap<Ref, Ref> = HashMap::new();
    let chunk = chunk.renumber(|old| *renamed.entry(old).or_insert_with(|| next.bump()));
    let drawing = renamed.get(&drawing).copied().ok_or_else(|| broken("the page is empty"))?;
    let (width, height) = ((scene.width * POINTS) as f32, (scene.height * POINTS) as f32);
    let mut page = pdf.page(page_id);
    page.media_box(Rect::new(0.0, 0.0, width, height)).parent(tree).contents(content_id);
    page.resources().x_objects().pair(Name(b"D"), drawing);
    page.finish();
    let mut content = Content::new();
    content.transform([width, 0.0, 0.0, height, 0.0, 0.0]).x_object(Name(b"D"));
    pdf.stream(content_id, &content.finish());
    pdf.extend(&chunk);
    Ok(())
}

/// Streams stay plain until their fonts have their final names; see [`steady`].
fn options_of_pdf() -> svg2pdf::ConversionOptions {
    svg2pdf::ConversionOptions { compress: false, ..svg2pdf::ConversionOptions::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Anchor, Node, Text, TextStyle, Tone};

    fn scene() -> Scene {
        let style = TextStyle::new(Face::Bold, 20.0, Tone::Ink);
        let text = Text { x: 10.0, y: 40.0, text: "Gempa mengguncang".into(), anchor: Anchor::Start, style };
        Scene {
            width: 300.0,
            height: 60.0,
            title: "Judul".into(),
            desc: "Isi".into(),
            lang: "id".into(),
            page: None,
            root: vec![Node::Text(text)],
        }
    }

    #[test]
    fn a_png_has_the_size_of_the_scene_and_letters_on_it() {
        let bytes = write_png(&scene(), Theme::LIGHT, 2.0).expect("a picture");
        let pixels = Pixmap::decode_png(&bytes).expect("a PNG");
        assert_eq!((pixels.width(), pixels.height()), (600, 120));
        let paper = pixels.pixel(1, 1);
        let inked = pixels.pixels().iter().filter(|p| Some(**p) != paper).count();
        assert!((500..20_000).contains(&inked), "{inked} pixels differ from the paper");
        assert_eq!(write_png(&scene(), Theme::LIGHT, 2.0).expect("a picture"), bytes);
    }

    #[test]
    fn a_scale_out_of_range_is_told() {
        for scale in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e6] {
            let told = write_png(&scene(), Theme::LIGHT, scale).expect_err("no picture").message;
            assert!(told.contains("a side must have 1 to 20000 pixels"), "{told}");
        }
    }

    #[test]
    fn a_pdf_is_a_page_with_fonts_title_and_language_and_the_same_bytes_again() {
        let bytes = write_pdf(&scene(), Theme::DARK).expect("a page");
        let text = String::from_utf8_lossy(&bytes);
        for want in ["%PDF-1.", "/MediaBox [0 0 225 45]", "/ToUnicode", "/Title", "/Lang", "%%EOF"] {
            assert!(text.contains(want), "{want} is missing");
        }
        assert!(!text.contains("CreationDate"));
        assert_eq!(write_pdf(&scene(), Theme::DARK).expect("a page"), bytes);
    }

    #[test]
    fn fonts_of_a_pdf_stand_in_one_order_and_a_cut_file_is_refused() {
        let faces = [Face::Serif, Face::Regular, Face::Italic, Face::Bold];
        let line = |(at, face): (usize, Face)| {
            let style = TextStyle::new(face, 12.0, Tone::Ink);
            let y = 12.0 * (at as f64 + 1.0);
            Node::Text(Text { x: 10.0, y, text: format!("Baris {at}"), anchor: Anchor::Start, style })
        };
        let whole = Scene { root: faces.into_iter().enumerate().map(line).collect(), ..scene() };
        let bytes = write_pdf(&whole, Theme::LIGHT).expect("a page");
        // A hash table has another order each time, so that eight turns would show it.
        for _ in 0..8 {
            assert_eq!(write_pdf(&whole, Theme::LIGHT).expect("a page"), bytes);
        }
        assert_eq!(String::from_utf8_lossy(&bytes).matches("/Subtype /Type0").count(), 4);
        assert_eq!(steady(&bytes), Some(bytes.clone()), "what is in order stays as it is");
        for end in (0..bytes.len()).step_by(97) {
            assert_eq!(steady(&bytes[..end]), None);
        }
    }

    #[test]
    fn pages_of_a_pdf_keep_their_order_their_size_and_the_title_of_the_first() {
        let second = Scene { width: 400.0, height: 80.0, title: "Lanjutan".into(), page: Some(2), ..scene() };
        let bytes = write_pdf_pages(&[scene(), second], Theme::LIGHT).expect("a document");
        let text = String::from_utf8_lossy(&bytes);
        let at = |wanted: &str| text.find(wanted).unwrap_or_else(|| panic!("{wanted} is missing"));
        assert!(at("/MediaBox [0 0 225 45]") < at("/MediaBox [0 0 300 60]"));
        assert_eq!(text.matches("/MediaBox").count(), 2);
        assert!(text.contains("/Count 2") && text.contains("(Judul)") && !text.contains("(Lanjutan)"));
        let alone = write_pdf_pages(&[scene()], Theme::LIGHT).expect("a document");
        assert_eq!(alone, write_pdf(&scene(), Theme::LIGHT).expect("a document"));
        assert!(write_pdf_pages(&[], Theme::LIGHT).is_err());
    }
}
