//! The arguments, as clap reads them.

use super::batch::ResultForm;
use super::ui::{ColourChoice, Language};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const CREDITS: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\nCode: MIT OR Apache-2.0",
    "\nPlaces: GeoNames (CC BY 4.0), Unicode CLDR (Unicode-3.0) and rows curated for linimasa (CC BY 4.0)",
    "\nPoints of some of these: GCAT, J. McDowell (CC BY 4.0), Global Power Plant Database, WRI (CC BY 4.0), USGS, OurAirports",
    "\nBasemap: Natural Earth (public domain)",
    "\nFonts: Inter, Source Serif 4 (OFL-1.1)"
);

/// Reads news articles and draws publication-quality SVG briefing graphics.
#[derive(Debug, Parser)]
#[command(name = "linimasa", version = CREDITS, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Examples:\n  linimasa brief article.txt\n  linimasa timeline article.txt -o timeline.svg\n  \
    linimasa extract -f jsonl archive.jsonl > events.jsonl\n  linimasa dates --dct 2023-09-15 'dua hari lalu'\n  \
    linimasa gazetteer search Vostochny")]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub terminal: Terminal,
}

/// How the program speaks to the person who runs it. No result depends on these.
#[derive(Debug, ClapArgs)]
pub struct Terminal {
    /// Colour messages: auto, always or never
    ///
    /// auto colours on a terminal, unless NO_COLOR is set or TERM is dumb. Results have no colour.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t, hide_possible_values = true)]
    #[arg(help_heading = "Messages")]
    pub color: ColourChoice,
    /// Language of messages, id or en; default by LINIMASA_LANG_UI or the locale
    ///
    /// Errors, warnings, notes and the remarks of `review` are told in it; the first of LC_ALL, LC_MESSAGES and LANG
    /// that is set is the locale. No result depends on it. This help is English.
    #[arg(long, global = true, value_enum, value_name = "CODE", hide_possible_values = true)]
    #[arg(help_heading = "Messages")]
    pub lang_ui: Option<Language>,
    /// Tell errors alone: no warnings, notes or progress
    #[arg(short, long, global = true, help_heading = "Messages")]
    pub quiet: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Draw a one-page briefing: headline, map, key facts, timeline, sources
    #[command(
        after_help = "Examples:\n  linimasa brief article.txt\n  linimasa brief page.html other.txt -o brief.pdf\n  linimasa brief article.txt --watch -o brief.svg\n  linimasa brief archive.jsonl --as-of 2023-09-15 --jobs 4"
    )]
    Brief(Draw),
    /// Draw the timeline alone
    #[command(
        after_help = "Examples:\n  linimasa timeline article.txt --by actor --theme dark\n  linimasa timeline events.csv --density -o timeline.svg"
    )]
    Timeline(Timeline),
    /// Draw the map alone
    #[command(
        after_help = "Examples:\n  linimasa map article.txt --size square\n  linimasa map events.geojson --extent 95,-11,141,6"
    )]
    Map(MapArgs),
    /// Write dates, places and events as data
    #[command(
        after_help = "Examples:\n  linimasa extract article.txt --why 3f2a\n  linimasa extract -f jsonl archive.jsonl > documents.jsonl\n  linimasa extract page.html -o events.ics"
    )]
    Extract(Extract),
    /// Write what was understood to a file of edits, the doubtful first, ready to correct
    #[command(
        after_help = "Examples:\n  linimasa review article.txt\n  linimasa review article.txt --lang-ui id   # remarks in Indonesian"
    )]
    Review(Review),
    /// Say what changed between two results of extract -f json
    #[command(after_help = "Examples:\n  linimasa diff old.json new.json -o changes.svg")]
    Diff(Diff),
    /// Read an archive, resumable, to shards of documents and events in a folder
    #[command(
        after_help = "Examples:\n  linimasa batch archive.jsonl.zst --out result\n  linimasa batch 2023/ 2024/ feeds/*.rss --out result --jobs 8\n  linimasa story result --about 'banjir demak'\n\nStopped in any way, the same command goes on where it was. docs/archives.md has the formats."
    )]
    Batch(Batch),
    /// Pick events from a batch result by words, time and place, and draw them
    #[command(
        mut_arg("inputs", |arg| arg.value_name("DIR").help("The folder of a batch result")),
        mut_arg("watch", |arg| arg.hide(true)),
        mut_arg("edits", |arg| arg.hide(true)),
        mut_arg("as_of", |arg| arg.hide(true)),
        mut_arg("dct", |arg| arg.hide(true)),
        mut_arg("lang", |arg| arg.hide(true)),
        after_help = "Examples:\n  linimasa story result --about 'banjir demak'\n  linimasa story result --about gempa --from 2024-01-01 --to 2024-12-31 --place 'Jawa Barat' -o gempa.svg\n  linimasa story result --about korupsi --density --limit 300"
    )]
    Story(StoryArgs),
    /// Resolve the time expressions of a text
    #[command(
        after_help = "Examples:\n  linimasa dates --dct 2023-09-15 'dua hari lalu'\n  linimasa dates --json - < article.txt"
    )]
    Dates(Look),
    /// Resolve the place names of a text
    #[command(after_help = "Examples:\n  linimasa places 'Banjir merendam Demak, Jawa Tengah'")]
    Places(Look),
    /// Look into the bundled gazetteer
    #[command(after_help = "Examples:\n  linimasa gazetteer search Vostochny\n  linimasa gazetteer near -6.2 106.8")]
    Gazetteer(Gazetteer),
    /// Check a language pack in a folder: its tables, and its rules and examples by running them
    Pack(PackArgs),
    /// Write the completions of a shell: linimasa completions bash > ~/.local/share/bash-completion/completions/linimasa
    Completions {
        /// bash, zsh, fish, elvish or powershell
        shell: clap_complete::Shell,
    },
    /// Write the manual as roff: linimasa man | man -l -
    Man,
}

#[derive(Debug, ClapArgs)]
pub struct PackArgs {
    #[command(subcommand)]
    pub command: PackCommand,
}

#[derive(Debug, Subcommand)]
pub enum PackCommand {
    /// Read every table of the folder and run its examples
    Check {
        /// The folder; its name is the language's code
        folder: PathBuf,
    },
}

/// What is read.
#[derive(Debug, Clone, ClapArgs)]
pub struct Reading {
    /// Document creation time, before any that the article carries (2023-09-13 or 2023-09-13T08:00)
    #[arg(long, value_name = "DATE")]
    pub dct: Option<String>,
    /// Language of the text: id, en, ms or auto
    #[arg(long, value_name = "CODE", default_value = "auto")]
    pub lang: String,
    #[command(flatten)]
    pub own: OwnPlaces,
}

/// On how many threads.
#[derive(Debug, Clone, Copy, ClapArgs)]
pub struct Work {
    /// Articles read at the same time [default: one for each processor]
    ///
    /// No byte of a result depends on it. On a terminal a line tells how far a work of a dozen articles or more is.
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
}

/// The user's own places.
#[derive(Debug, Clone, ClapArgs)]
pub struct OwnPlaces {
    /// CSV of places to add, correct or silence: name,lat,lon,class,country,id,aliases,population,action
    #[arg(long, value_name = "FILE")]
    pub gazetteer: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub struct Timeline {
    #[command(flatten)]
    pub draw: Draw,
    /// Count the events of each day, month or year in a strip above
    #[arg(long)]
    pub density: bool,
    /// Lanes with a heading each, empty ones left out, on one axis
    #[arg(long, value_enum, value_name = "WHAT")]
    pub by: Option<LaneName>,
}

/// What the lanes of a timeline tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LaneName {
    /// The kind of event
    Category,
    /// Who took part; an event without anybody stands in a lane of its own
    Actor,
    /// The article, or within one article whom it quotes
    Source,
}

#[derive(Debug, ClapArgs)]
pub struct MapArgs {
    #[command(flatten)]
    pub draw: Draw,
    /// How the globe is flattened; auto decides by what is shown
    #[arg(long, value_enum, default_value_t = ProjectionName::Auto)]
    pub projection: ProjectionName,
    /// What the frame shows, in degrees; west may be greater than east across the antimeridian; auto: the places
    #[arg(long, value_name = "W,S,E,N", default_value = "auto", allow_hyphen_values = true)]
    pub extent: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProjectionName {
    Auto,
    EqualEarth,
    /// Lambert azimuthal equal-area
    Azimuthal,
    Mercator,
    Orthographic,
    Equirectangular,
}

#[derive(Debug, Clone, ClapArgs)]
pub struct Draw {
    /// Articles (.txt, .md, .html, .jsonl, .json, .rss, .xml), events as data (.csv, .tsv, .geojson, .json of extract or
    /// of TimelineJS), folders of these, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Where to write; - for standard output; default output/<input>.<kind>.svg
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Write the text alternative here too: what the picture says, as plain text
    #[arg(long, value_name = "PATH")]
    pub alt: Option<PathBuf>,
    /// Corrections by hand, in place of the .edits.toml beside each input
    ///
    /// `linimasa review` writes such a file, ready to correct. What is stale or ambiguous in it is told with its line,
    /// and stays; what cannot be understood is an error, and nothing is drawn.
    #[arg(long, value_name = "FILE")]
    pub edits: Option<PathBuf>,
    #[command(flatten)]
    pub reading: Reading,
    /// Language of the graphic: id, en or ms; default that of the article
    #[arg(long, value_name = "CODE")]
    pub labels: Option<String>,
    /// Title in place of the article's own
    #[arg(long)]
    pub title: Option<String>,
    /// wide, a4, a3, square, story, mobile, a size of the house style, or WIDTHxHEIGHT in px [default: wide]
    #[arg(long)]
    pub size: Option<String>,
    /// Colours by daylight or in the dark [default: light]
    #[arg(long, value_enum)]
    pub theme: Option<ThemeName>,
    /// Which events to show: the twelve that matter most, or all, with planned and possible ones without a date too
    /// [default: default; all with --density]
    #[arg(long, value_enum)]
    pub show: Option<Show>,
    /// fonts: text stays text; outlines: letters become paths, for programs that know no embedded fonts
    /// [default: fonts]
    #[arg(long, value_enum)]
    pub text: Option<Lettering>,
    /// Defaults and house style; by default linimasa.toml of the working folder, if there is one
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// svg, png, pdf or (brief alone) html; default by the ending of --output, else svg
    #[arg(short, long, value_enum, value_name = "FORM")]
    pub format: Option<Form>,
    /// Pixels of a PNG for each pixel of the layout [default: 2]
    #[arg(long, value_name = "N")]
    pub scale: Option<f64>,
    /// Write no fonts into the file
    #[arg(long)]
    pub no_embed_fonts: bool,
    #[command(flatten)]
    pub work: Work,
    /// What was known then: articles published later are left out (2023-09-13 or 2023-09-13T08:00)
    ///
    /// The picture says `Keadaan per …` with this time. What is left out is told; an article that tells no day of
    /// publication is taken in. Events as data are not sifted.
    #[arg(long, value_name = "TIME")]
    pub as_of: Option<String>,
    /// Draw again at every change of what the picture is made of, until Ctrl-C
    ///
    /// Articles, edits, house style and --gazetteer are looked at several times a second. The path of each new picture
    /// goes to standard output. A picture is replaced whole; where something is wrong it is told, and the last good one
    /// stays. Ctrl-C ends with code 0.
    #[arg(long)]
    pub watch: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ThemeName {
    Light,
    Dark,
}

/// The forms of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    Svg,
    Png,
    Pdf,
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lettering {
    Fonts,
    Outlines,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Show {
    Default,
    All,
}

#[derive(Debug, ClapArgs)]
pub struct Extract {
    /// Articles (.txt, .md, .html, .jsonl, .json, .rss, .xml), events as data (.csv, .tsv, .geojson, .json of extract or
    /// of TimelineJS), folders of these, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// json: one object; jsonl: one document a line; csv: one event a row; geojson: features with time; timelinejs: slides;
    /// ics: a calendar; kml: placemarks; md: a list to read; default by the ending of --output, else json
    #[arg(short, long, value_enum)]
    pub format: Option<Format>,
    /// Where to write; default standard output
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Layers to keep: dates, places, events
    #[arg(long, value_delimiter = ',', value_name = "LAYERS")]
    pub only: Vec<String>,
    /// Explain one event in sentences; its id, or the beginning of it
    #[arg(long, value_name = "EVENT")]
    pub why: Option<String>,
    /// Corrections by hand, in place of the .edits.toml beside each input
    ///
    /// `linimasa review` writes such a file, ready to correct. What is stale or ambiguous in it is told with its line,
    /// and stays; what cannot be understood is an error, and nothing is drawn.
    #[arg(long, value_name = "FILE")]
    pub edits: Option<PathBuf>,
    /// What was known then: articles published later are left out (2023-09-13 or 2023-09-13T08:00)
    ///
    /// What is left out is told; an article that tells no day of publication is taken in. Events as data are not sifted.
    #[arg(long, value_name = "TIME")]
    pub as_of: Option<String>,
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub work: Work,
}

#[derive(Debug, ClapArgs)]
pub struct Batch {
    /// Articles one a line (.jsonl), other articles (.txt, .md, .html, .json, .rss, .xml), each of these packed too (.gz,
    /// .zst), tables of articles (.parquet), or folders of them
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// The folder of the results: documents-*, events-*, errors-*.jsonl and manifest.json
    #[arg(short, long, value_name = "DIR")]
    pub out: PathBuf,
    /// Form of documents and events; parquet where linimasa was built with it
    #[arg(short, long, value_enum, default_value_t = ResultForm::Jsonl)]
    pub format: ResultForm,
    /// Articles in each shard
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub shard_size: u64,
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub work: Work,
}

#[derive(Debug, ClapArgs)]
pub struct StoryArgs {
    /// What the events are about: each of the words stands in label, sentence, names, places or title of an event
    #[arg(long, value_name = "WORDS")]
    pub about: String,
    /// Events of this day and later alone
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Events of this day and earlier alone
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// Events in this place alone; a country or a province holds its places
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// How many events are drawn at most, the best first [default: 30; 200 with --density]
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// What is drawn [default: brief; timeline with --density]
    #[arg(long, value_enum)]
    pub kind: Option<Kind>,
    /// A timeline with a strip above that counts the events of each day, month or year
    #[arg(long)]
    pub density: bool,
    #[command(flatten)]
    pub draw: Draw,
}

/// The kinds of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    Brief,
    Timeline,
    Map,
}

#[derive(Debug, ClapArgs)]
pub struct Review {
    /// Article files (.txt, .jsonl) or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// One file for all inputs; - for standard output; default <input>.edits.toml beside each input
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Keep the edits of this file, in place of those beside each input
    #[arg(long, value_name = "FILE")]
    pub edits: Option<PathBuf>,
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub work: Work,
}

#[derive(Debug, ClapArgs)]
pub struct Diff {
    /// The older result of extract -f json
    pub old: PathBuf,
    /// The newer result
    pub new: PathBuf,
    /// Draw the differences on a timeline too (.svg)
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Language of the timeline: id, en or ms; default that of the newer result
    #[arg(long, value_name = "CODE")]
    pub labels: Option<String>,
    /// Colours by daylight or in the dark [default: light]
    #[arg(long, value_enum)]
    pub theme: Option<ThemeName>,
    /// Defaults and house style; by default linimasa.toml of the working folder, if there is one
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Json,
    Jsonl,
    Csv,
    Geojson,
    Timelinejs,
    Ics,
    Kml,
    Md,
}

#[derive(Debug, ClapArgs)]
pub struct Look {
    /// The text itself; - or nothing for standard input
    #[arg(value_name = "TEXT")]
    pub text: Vec<String>,
    /// Write JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Debug, ClapArgs)]
pub struct Gazetteer {
    #[command(flatten)]
    pub own: OwnPlaces,
    #[command(subcommand)]
    pub command: GazetteerCommand,
}

#[derive(Debug, Subcommand)]
pub enum GazetteerCommand {
    /// Find places by name
    Search {
        /// The name or a part of it
        #[arg(required = true)]
        query: Vec<String>,
        /// How many places to list
        #[arg(long, default_value_t = 10)]
        limit: usize,
    },
    /// Show all that is known of one place
    Show {
        /// An id such as geonames:524901, or a name
        #[arg(required = true)]
        place: Vec<String>,
    },
    /// List the places nearest to a point
    Near {
        /// Latitude in degrees
        #[arg(allow_negative_numbers = true)]
        lat: f64,
        /// Longitude in degrees
        #[arg(allow_negative_numbers = true)]
        lon: f64,
        /// How many places to list
        #[arg(long, default_value_t = 10)]
        limit: usize,
    },
}
