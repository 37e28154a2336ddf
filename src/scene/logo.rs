//! A house's mark: an SVG file reduced to plain vector shapes, so that nothing of it can run, load or clash.

use crate::error::Error;
use resvg::usvg::{Group, ImageHrefResolver, Node, Options, Tree, WriteOptions};
use std::sync::atomic::{AtomicBool, Ordering};

/// A mark that a page carries in its header.
#[derive(Debug, Clone, PartialEq)]
pub struct Logo {
    /// The shapes as elements of SVG, without the outermost one.
    pub(super) shapes: String,
    /// Natural size in px.
    pub width: f64,
    pub height: f64,
}

/// What the ids of the mark's own gradients begin with: the picture's own ids are not `logo-…`.
const IDS: &str = "logo-";

/// Most bytes of the reduced shapes: a mark is no illustration.
const MOST: usize = 60_000;

impl Logo {
    /// Reads an SVG file. Scripts, links and style sheets do not get through: only what is drawn is kept.
    ///
    /// # Errors
    /// What is no SVG, what holds a pixel image or text (which would need a font of the system), what draws nothing,
    /// and what is larger than 60 kB as plain shapes.
    pub fn read(svg: &str) -> Result<Self, Error> {
        let bad = |why: String| Error::new("bad-logo", why);
        // A mark may name an image as an element, within a pattern or in a filter. None is fetched, be it a file of this
        // machine or inside the mark: that it was asked for is enough to refuse it.
        let asked = AtomicBool::new(false);
        let none = || asked.store(true, Ordering::Relaxed);
        let image_href_resolver = ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| {
                none();
                None
            }),
            resolve_string: Box::new(|_, _| {
                none();
                None
            }),
        };
        let tree = Tree::from_str(svg, &Options { image_href_resolver, ..Options::default() })
            .map_err(|why| bad(format!("the logo is no SVG that can be drawn: {why}")))?;
        // Text without a font vanishes while the file is read, so it is looked for in the source.
        if svg.contains("<text") {
            return Err(bad("the logo holds text; convert it to paths in the program that made it".to_string()));
        }
        if asked.load(Ordering::Relaxed) || holds_image(tree.root()) || svg.contains("<image") {
            return Err(bad("the logo holds a pixel image; a logo must be made of shapes".to_string()));
        }
        if tree.root().children().is_empty() {
            return Err(bad("the logo draws nothing".to_string()));
        }
        let options = WriteOptions { id_prefix: Some(IDS.to_string()), ..WriteOptions::default() };
        let written = tree.to_string(&options);
        let inner =
            written.split_once('>').and_then(|(_, rest)| rest.rsplit_once("</svg>")).map(|(inner, _)| inner.trim());
        let shapes =
            inner.filter(|inner| !inner.is_empty()).ok_or_else(|| bad("the logo draws nothing".to_string()))?;
        if shapes.len() > MOST {
            return Err(bad(format!(
                "the logo takes {} bytes as plain shapes; at most {MOST} fit into a header",
                shapes.len()
            )));
        }
        // The writer of shapes leaves some signs in ids as they are; what is no XML on its own would break the picture.
        if Tree::from_str(
            &format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">{shapes}</svg>"),
            &Options::default(),
        )
        .is_err()
        {
            return Err(bad(
                "an id in the logo holds a sign that no id may hold; name its gradients with letters".to_string()
            ));
        }
        let size = tree.size();
        Ok(Self { shapes: shapes.to_string(), width: f64::from(size.width()), height: f64::from(size.height()) })
    }
}

fn holds_image(group: &Group) -> bool {
    group.children().iter().any(|node| match node {
        Node::Image(_) => true,
        Node::Group(inner) => holds_image(inner),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::Logo;

    fn svg(inner: &str) -> String {
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="80" height="20">{inner}</svg>"#
        )
    }

    #[test]
    fn only_shapes_get_through() {
        let written = svg(
            r##"<script>alert(1)</script><defs><linearGradient id="a"><stop stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient></defs>
            <a xlink:href="javascript:alert(2)"><rect width="30" height="20" fill="url(#a)" onclick="alert(3)"/></a>"##,
        );
        let logo = Logo::read(&written).expect("a logo");
        assert_eq!((logo.width, logo.height), (80.0, 20.0));
        for word in ["alert", "script", "onclick", "href", "<a"] {
            assert!(!logo.shapes.contains(word), "{word}: {}", logo.shapes);
        }
        assert!(logo.shapes.contains("id=\"logo-a\"") && logo.shapes.contains("url(#logo-a)"), "{}", logo.shapes);
    }

    #[test]
    fn what_is_no_mark_is_told() {
        let rows = [
            ("<nothing".to_string(), "is no SVG"),
            (svg("<text>Warta</text>"), "convert it to paths"),
            (svg(r#"<image href="data:image/png;base64,AAAA" width="9" height="9"/>"#), "pixel image"),
            (
                svg(
                    r#"<defs><filter id="f"><feImage href="Cargo.toml"/></filter></defs><rect width="9" height="9" filter="url(#f)"/>"#,
                ),
                "pixel image",
            ),
            (
                svg(
                    r##"<defs><pattern id="p" width="9" height="9" patternUnits="userSpaceOnUse"><s:image xmlns:s="http://www.w3.org/2000/svg" href="Cargo.toml" width="9" height="9"/></pattern></defs><rect width="9" height="9" fill="url(#p)"/>"##,
                ),
                "pixel image",
            ),
            (
                svg(
                    r##"<defs><linearGradient id="a&lt;b"><stop stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient></defs><rect width="30" height="20" fill="url(#a&lt;b)"/>"##,
                ),
                "no id may hold",
            ),
            (svg(""), "draws nothing"),
        ];
        for (text, want) in rows {
            let told = Logo::read(&text).expect_err(&text).message;
            assert!(told.contains(want), "{text}: {told}");
        }
    }
}
