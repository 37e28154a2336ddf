//! The one place where SVG text is written.

use super::{Scene, Theme};

/// How a scene is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SvgOptions {
    pub theme: Theme,
    /// Whether the used glyphs are embedded as fonts.
    pub embed_fonts: bool,
}

/// Writes a scene as an SVG document.
pub fn write_svg(scene: &Scene, _options: SvgOptions) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\"/>\n",
        scene.width, scene.height
    )
}
