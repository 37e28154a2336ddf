//! The house style of a run: `linimasa.toml`, the files that it names, and what the command line says before it.

use super::args::{Draw, Lettering, Show, ThemeName};
use super::commands::usage;
use super::{files, tell, ui};
use crate::error::Error;
use crate::house::{House, LOGO, SIZE, font_key, page_size};
use crate::lang::{Words, packs};
use crate::layout::Size;
use crate::scene::{Face, Logo, Theme, install_face, restore_face};
use clap::ValueEnum;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The house style of the working folder.
const FILE: &str = "linimasa.toml";

/// Pixels of a PNG for each px, unless another number is asked for.
const SCALE: f64 = 2.0;

/// The faces that a house may replace.
const FACES: [Face; 4] = [Face::Regular, Face::Bold, Face::Italic, Face::Serif];

/// How the pictures of a run are drawn.
pub struct Style {
    pub size: Size,
    /// Whether the size was asked for by a name or in px; otherwise it is the usual one.
    pub sized: bool,
    pub theme: Theme,
    /// By daylight and in the dark.
    pub themes: [Theme; 2],
    pub show_all: bool,
    pub lettering: Lettering,
    pub scale: f64,
    /// Language of the graphic.
    pub labels: Option<String>,
    /// Words of the page's furniture in place of the pack's.
    pub words: BTreeMap<String, String>,
    /// The mark of the house.
    pub logo: Option<Arc<Logo>>,
}

/// What a command line says of how it is drawn; it comes before the house.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    pub config: Option<&'a Path>,
    pub size: Option<&'a str>,
    pub theme: Option<ThemeName>,
    pub show: Option<Show>,
    pub text: Option<Lettering>,
    pub scale: Option<f64>,
    pub labels: Option<&'a str>,
}

impl<'a> From<&'a Draw> for Asked<'a> {
    fn from(args: &'a Draw) -> Self {
        Self {
            config: args.config.as_deref(),
            size: args.size.as_deref(),
            theme: args.theme,
            show: args.show,
            text: args.text,
            scale: args.scale,
            labels: args.labels.as_deref(),
        }
    }
}

/// Reads the house style and puts its fonts in place.
pub fn style(args: Asked<'_>) -> Result<Style, Error> {
    let (house, path) = read(args.config)?;
    for doubt in house.doubts() {
        tell(&format!("{}: {doubt}", path.display()));
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    for face in FACES {
        let Some(file) = house.fonts.get(&face) else {
            restore_face(face);
            continue;
        };
        let file = folder.join(file);
        let installed = files::bytes(&file).and_then(|data| install_face(face, data));
        installed.map_err(|error| wrong_file(&house, &path, &font_key(face), &file, &error))?;
    }
    let logo = match &house.logo {
        Some(file) => {
            let file = folder.join(file);
            let read = files::read_text(&file).and_then(|svg| Logo::read(&svg));
            Some(Arc::new(read.map_err(|error| wrong_file(&house, &path, LOGO, &file, &error))?))
        }
        None => None,
    };
    let defaults = &house.defaults;
    let asked = args.size.or(defaults.size.as_deref());
    let size = size(asked.unwrap_or("wide"), &house.sizes).map_err(|error| match args.size {
        Some(_) => usage("--size")(error),
        None => wrong_at(&house, &path, SIZE, &ui::about(SIZE, &error.to_string())),
    })?;
    let theme = chosen(args.theme, defaults.theme.as_deref(), "theme", &path)?.unwrap_or(ThemeName::Light);
    let show = chosen(args.show, defaults.show.as_deref(), "show", &path)?.unwrap_or(Show::Default);
    Ok(Style {
        size,
        sized: asked.is_some_and(|asked| asked != "wide"),
        theme: if theme == ThemeName::Dark { house.dark } else { house.light },
        themes: [house.light, house.dark],
        show_all: show == Show::All,
        lettering: chosen(args.text, defaults.text.as_deref(), "text", &path)?.unwrap_or(Lettering::Fonts),
        scale: args.scale.or(defaults.scale).unwrap_or(SCALE),
        labels: args.labels.map(str::to_string).or_else(|| defaults.labels.clone()),
        words: house.labels,
        logo,
    })
}

/// The files that a house style is made of: its own, there or not yet, and those that it names.
pub fn made_of(config: Option<&Path>) -> Vec<PathBuf> {
    let path = config.unwrap_or(Path::new(FILE)).to_path_buf();
    let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
    let Ok((house, _)) = read(config) else { return vec![path] };
    let named = house.fonts.values().chain(&house.logo).map(|file| folder.join(file));
    std::iter::once(path).chain(named).collect()
}

/// The house style that is named, or that of the working folder, or none.
fn read(config: Option<&Path>) -> Result<(House, PathBuf), Error> {
    let path = config.unwrap_or(Path::new(FILE)).to_path_buf();
    if config.is_none() && !path.exists() {
        return Ok((House::default(), path));
    }
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for pack in packs() {
        known.extend(Words::from_pack(pack, "page.tsv")?.keys());
    }
    let known: Vec<&str> = known.into_iter().collect();
    let text = files::read_text(&path).map_err(|error| named(&path, error))?;
    let house = House::read(&text, &known);
    house.map(|house| (house, path.clone())).map_err(|error| {
        let shown = files::named(&path, &text, &error);
        Error::new("usage", shown.message)
    })
}

/// What is wrong with a file that the house style names, with the key and the place where it is named.
fn wrong_file(house: &House, path: &Path, key: &str, file: &Path, error: &Error) -> Error {
    wrong_at(house, path, key, &format!("{key}: {}", ui::about(&file.display().to_string(), &error.to_string())))
}

/// A fault of the house style at the place of a key.
fn wrong_at(house: &House, path: &Path, key: &str, told: &str) -> Error {
    let error = Error::new("usage", told);
    let Some((line, column)) = house.named_at.get(key) else { return named(path, error) };
    let text = files::read_text(path).unwrap_or_default();
    Error::new("usage", files::named(path, &text, &error.at(*line, *column)).message)
}

fn named(path: &Path, error: Error) -> Error {
    Error::new("usage", ui::about(&path.display().to_string(), &error.to_string()))
}

/// What the command line chooses, else the house.
fn chosen<T: ValueEnum>(option: Option<T>, default: Option<&str>, key: &str, path: &Path) -> Result<Option<T>, Error> {
    let (None, Some(word)) = (&option, default) else { return Ok(option) };
    T::from_str(word, false).map(Some).map_err(|_| {
        let names: Vec<String> =
            T::value_variants().iter().filter_map(|v| Some(v.to_possible_value()?.get_name().to_string())).collect();
        let message = format!("defaults.{key}: {word:?} is unknown; write one of {}", names.join(", "));
        named(path, Error::new("usage", message))
    })
}

/// The size of a named page, of the house's own or of `WIDTHxHEIGHT`.
fn size(name: &str, own: &BTreeMap<String, (f64, f64)>) -> Result<Size, Error> {
    let fixed = |(width, height)| Size { width, height: Some(height) };
    let usual = match name {
        "wide" => Some(fixed((1600.0, 900.0))),
        "a4" => Some(fixed((1123.0, 794.0))),
        "a3" => Some(fixed((1587.0, 1123.0))),
        "square" => Some(fixed((1080.0, 1080.0))),
        "story" => Some(fixed((1080.0, 1920.0))),
        "mobile" => Some(Size { width: 420.0, height: None }),
        _ => None,
    };
    let found = own.get(name).copied().map(fixed).or(usual).or_else(|| page_size(name).map(fixed));
    found.ok_or_else(|| {
        let houses: String = own.keys().map(|name| format!("{name}, ")).collect();
        Error::new(
            "usage",
            format!(
                "{name:?} is no size; use wide, a4, a3, square, story, mobile, {houses}or WIDTHxHEIGHT with a width of 360 to \
                 10000 and a height of 200 to 20000 px"
            ),
        )
    })
}
