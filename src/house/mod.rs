//! House style: what `linimasa.toml` says of defaults, colours, fonts, sizes, labels and a logo.
//!
//! This room reads text; which file it stands in, and the files that it names, are the command line's.

use crate::error::{Error, line_column, nearest};
use crate::scene::{Colour, Face, Theme, Tone};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// The faces by the names that a house style gives them.
const FACES: [(&str, Face); 4] =
    [("regular", Face::Regular), ("bold", Face::Bold), ("italic", Face::Italic), ("serif", Face::Serif)];

/// The key of the path of the mark of the house.
pub const LOGO: &str = "theme.logo";
/// The key of the usual size.
pub const SIZE: &str = "defaults.size";

/// The key of the path of a face.
pub fn font_key(face: Face) -> String {
    let name = FACES.iter().find(|(_, known)| *known == face).map_or("", |(name, _)| *name);
    format!("theme.fonts.{name}")
}

/// Narrowest and widest, lowest and highest page in px.
const WIDTHS: std::ops::RangeInclusive<u16> = 360..=10_000;
const HEIGHTS: std::ops::RangeInclusive<u16> = 200..=20_000;

/// A page of so many px; `None` for text that is no `WIDTHxHEIGHT` or that no page can have.
///
/// ```
/// assert_eq!(linimasa::house::page_size("640x900"), Some((640.0, 900.0)));
/// assert_eq!(linimasa::house::page_size("64x900"), None);
/// ```
pub fn page_size(text: &str) -> Option<(f64, f64)> {
    let (width, height) = text.split_once('x')?;
    let (width, height) = (width.trim().parse().ok()?, height.trim().parse().ok()?);
    (WIDTHS.contains(&width) && HEIGHTS.contains(&height)).then(|| (f64::from(width), f64::from(height)))
}

/// Defaults of options, under the options' names; what the command line gives comes first.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Defaults {
    /// A named size, one of the house's own, or `WIDTHxHEIGHT`.
    pub size: Option<String>,
    /// `light` or `dark`.
    pub theme: Option<String>,
    /// Language of the graphic.
    pub labels: Option<String>,
    /// `default` or `all`.
    pub show: Option<String>,
    /// `fonts` or `outlines`.
    pub text: Option<String>,
    /// Pixels of a PNG for each px.
    pub scale: Option<f64>,
}

/// A house style, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct House {
    pub defaults: Defaults,
    pub light: Theme,
    pub dark: Theme,
    /// Named sizes in px.
    pub sizes: BTreeMap<String, (f64, f64)>,
    /// Paths of TrueType files, relative to the house style's own file.
    pub fonts: BTreeMap<Face, String>,
    /// Words of the page's furniture in place of the pack's (`page.tsv`), by their keys.
    pub labels: BTreeMap<String, String>,
    /// Path of an SVG file, relative to the house style's own.
    pub logo: Option<String>,
    /// Line and column of the path of each file that it names, by its key, such as `theme.logo`.
    pub named_at: BTreeMap<String, (usize, usize)>,
}

impl Default for House {
    fn default() -> Self {
        Self {
            defaults: Defaults::default(),
            light: Theme::LIGHT,
            dark: Theme::DARK,
            sizes: BTreeMap::new(),
            fonts: BTreeMap::new(),
            labels: BTreeMap::new(),
            logo: None,
            named_at: BTreeMap::new(),
        }
    }
}

type Cells = BTreeMap<String, Spanned<String>>;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    defaults: Defaults,
    #[serde(default)]
    theme: WrittenTheme,
}

/// What of the defaults can be wrong only beside the sizes of the house, with its place.
#[derive(Default, Deserialize)]
struct Placed {
    #[serde(default)]
    defaults: PlacedDefaults,
}

#[derive(Default, Deserialize)]
struct PlacedDefaults {
    size: Option<Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTheme {
    logo: Option<Spanned<String>>,
    #[serde(default)]
    light: Cells,
    #[serde(default)]
    dark: Cells,
    #[serde(default)]
    fonts: Cells,
    #[serde(default)]
    sizes: Cells,
    #[serde(default)]
    labels: Cells,
}

fn wrong(text: &str, at: usize, message: String) -> Error {
    let (line, column) = line_column(text, at);
    Error::new("bad-house-style", message).at(line, column)
}

/// A sentence part that offers the known name that is most like an unknown one, or lists them.
fn offer(name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(known) => format!("did you mean {known:?}?"),
        None => format!("the names are {}", known.join(", ")),
    }
}

impl House {
    /// Reads a house style. `known` are the keys that labels may replace.
    ///
    /// # Errors
    /// What is no TOML, an unknown name, a colour that is not `#RRGGBB` or a size that no page can have, with line,
    /// column and what to write.
    pub fn read(text: &str, known: &[&str]) -> Result<Self, Error> {
        let written: Written = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            wrong(text, at, format!("the house style cannot be read: {}", error.message()))
        })?;
        let WrittenTheme { logo, light, dark, fonts, sizes, labels } = written.theme;
        let mut house = Self {
            defaults: written.defaults,
            light: coloured(Theme::LIGHT, &light, text)?,
            dark: coloured(Theme::DARK, &dark, text)?,
            ..Self::default()
        };
        if let Some(size) = toml::from_str::<Placed>(text).ok().and_then(|placed| placed.defaults.size) {
            house.named_at.insert(SIZE.to_string(), line_column(text, size.span().start));
        }
        if let Some(path) = logo {
            house.named_at.insert(LOGO.to_string(), line_column(text, path.span().start));
            house.logo = Some(path.into_inner());
        }
        for (name, path) in &fonts {
            let Some((_, face)) = FACES.iter().find(|(known, _)| known == name) else {
                let names: Vec<&str> = FACES.iter().map(|(name, _)| *name).collect();
                let message = format!("theme.fonts has no face {name:?}; {}", offer(name, &names));
                return Err(wrong(text, path.span().start, message));
            };
            house.named_at.insert(font_key(*face), line_column(text, path.span().start));
            house.fonts.insert(*face, path.get_ref().clone());
        }
        for (name, size) in &sizes {
            let Some(px) = page_size(size.get_ref()) else {
                let message = format!(
                    "theme.sizes.{name}: {:?} is no size; write WIDTHxHEIGHT in px, {} to {} wide and {} to {} high",
                    size.get_ref(),
                    WIDTHS.start(),
                    WIDTHS.end(),
                    HEIGHTS.start(),
                    HEIGHTS.end()
                );
                return Err(wrong(text, size.span().start, message));
            };
            house.sizes.insert(name.clone(), px);
        }
        for (key, label) in &labels {
            if !known.contains(&key.as_str()) {
                let message = format!("theme.labels has no key {key:?}; {}", offer(key, known));
                return Err(wrong(text, label.span().start, message));
            }
            let one_line = label.get_ref().split_whitespace().collect::<Vec<_>>().join(" ");
            house.labels.insert(key.clone(), one_line);
        }
        Ok(house)
    }

    /// What cannot be read easily in a theme of the house, a sentence each.
    pub fn doubts(&self) -> Vec<String> {
        let themes = [("light", &self.light), ("dark", &self.dark)];
        let weak = themes.iter().flat_map(|(name, theme)| theme.weak().into_iter().map(move |pair| (name, pair)));
        weak.map(|(name, (ink, paper, contrast))| {
            format!(
                "theme.{name}: {} on {} has a contrast of {contrast:.1}; text needs {} to be read easily",
                ink.name(),
                paper.name(),
                crate::scene::READABLE
            )
        })
        .collect()
    }
}

/// A theme with the colours that a table gives.
fn coloured(theme: Theme, cells: &Cells, text: &str) -> Result<Theme, Error> {
    cells.iter().try_fold(theme, |theme, (name, cell)| {
        let Some(tone) = Tone::ALL.into_iter().find(|tone| tone.name() == name) else {
            let names = Tone::ALL.map(Tone::name);
            let message = format!("there is no colour {name:?}; {}", offer(name, &names));
            return Err(wrong(text, cell.span().start, message));
        };
        let colour = Colour::read(cell.get_ref()).ok_or_else(|| {
            wrong(text, cell.span().start, format!("{:?} is no colour; write it as #RRGGBB", cell.get_ref()))
        })?;
        Ok(theme.with(tone, colour))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 2] = ["sources", "key-facts"];

    #[test]
    fn a_house_style_changes_what_it_names_and_nothing_else() {
        let text = "[defaults]\nsize = \"kolom\"\nscale = 3.0\n[theme]\nlogo = \"tanda.svg\"\n[theme.light]\nink = \"#102030\"\n\
                    [theme.fonts]\nserif = \"a.ttf\"\n[theme.sizes]\nkolom = \"640x900\"\n[theme.labels]\nsources = \"Rujukan\"\n";
        let house = House::read(text, &KNOWN).expect("a house style");
        assert_eq!(house.light, Theme::LIGHT.with(Tone::Ink, Colour([0x10, 0x20, 0x30])));
        assert_eq!(house.dark, Theme::DARK);
        assert_eq!(house.defaults.size.as_deref(), Some("kolom"));
        assert_eq!(house.named_at.get(SIZE), Some(&(2, 8)));
        assert_eq!(house.defaults.scale, Some(3.0));
        assert_eq!(house.sizes.get("kolom"), Some(&(640.0, 900.0)));
        assert_eq!(house.fonts.get(&Face::Serif).map(String::as_str), Some("a.ttf"));
        assert_eq!(house.labels.get("sources").map(String::as_str), Some("Rujukan"));
        assert_eq!(house.logo.as_deref(), Some("tanda.svg"));
        assert_eq!(House::read("", &KNOWN), Ok(House::default()));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_and_what_to_write() {
        let rows = [
            (
                "[theme.light]\ninc = \"#102030\"\n",
                "line 2, column 7: there is no colour \"inc\"; did you mean \"ink\"?",
            ),
            ("[theme.light]\nink = \"blue\"\n", "line 2, column 7: \"blue\" is no colour; write it as #RRGGBB"),
            (
                "[theme.fonts]\nbolt = \"a.ttf\"\n",
                "line 2, column 8: theme.fonts has no face \"bolt\"; did you mean \"bold\"?",
            ),
            (
                "[theme.sizes]\nbig = \"9x9\"\n",
                "line 2, column 7: theme.sizes.big: \"9x9\" is no size; write WIDTHxHEIGHT in px, 360 to 10000 wide and 200 to \
                 20000 high",
            ),
            (
                "[theme.labels]\nsorces = \"x\"\n",
                "line 2, column 10: theme.labels has no key \"sorces\"; did you mean \"sources\"?",
            ),
        ];
        for (text, want) in rows {
            assert_eq!(House::read(text, &KNOWN).expect_err(text).to_string(), want);
        }
        let unknown = House::read("[theme]\ncolor = 1\n", &KNOWN).expect_err("no such key").to_string();
        assert!(unknown.starts_with("line 2, column 1: ") && unknown.contains("color"), "{unknown}");
        let broken = House::read("[theme\n", &KNOWN).expect_err("no TOML").to_string();
        assert!(broken.starts_with("line 1, column "), "{broken}");
    }

    #[test]
    fn colours_that_cannot_be_read_are_told_and_our_own_can() {
        assert!(House::default().doubts().is_empty(), "{:?}", House::default().doubts());
        let pale = House::read("[theme.light]\nmuted = \"#CCCCCC\"\n", &KNOWN).expect("a house style");
        let doubts = pale.doubts();
        assert!(
            doubts.first().is_some_and(|d| d.starts_with("theme.light: muted on background has a contrast of 1.6")),
            "{doubts:?}"
        );
    }
}
