//! The whole way for a program: articles to a picture, with an editor's corrections on the way if there are any.
//!
//! ```
//! use linimasa::{Article, Briefing, Drawing};
//!
//! let article = Article::from_text(
//!     "Banjir merendam Semarang\n\nSEMARANG - Banjir merendam Semarang pada Senin (3/3/2025). \
//!      Polisi menutup jalan di Demak pada Selasa (4/3/2025).",
//! )?;
//! let briefing = Briefing::of([article])?;
//! assert_eq!(briefing.story()?.items.len(), 2);
//! let pages = briefing.render(Drawing::Brief)?;
//! assert!(pages[0].svg().starts_with("<svg ") || pages[0].svg().starts_with("<?xml "));
//! # Ok::<(), linimasa::error::Error>(())
//! ```
//!
//! Lengths are px (1/96 inch), coordinates WGS84 degrees, dates civil days. Nothing here reads a file or a clock, and
//! the same articles give the same bytes.

use crate::edits::{self, Problem, Told};
use crate::error::{Diagnostic, Error};
use crate::hash;
use crate::lang::Pack;
use crate::layout::{self, By, MapOptions, Size, Strip};
use crate::pipeline::{self, Options};
use crate::scene::{Scene, SvgOptions, Theme, write_pdf, write_png, write_svg, write_svg_outlines};
use crate::story::{self, Analysed, Story, StoryOptions};
use crate::text::Article;
use sha2::{Digest, Sha256};

/// The page of a screen, in px.
const WIDE: Size = Size { width: 1600.0, height: Some(900.0) };

/// What is drawn of a story.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Drawing {
    /// Headline, map, key facts, open questions, timeline and sources.
    #[default]
    Brief,
    /// The timeline alone, in lanes where the second says what they tell apart.
    Timeline(Strip, Option<By>),
    /// The map alone.
    Map(MapOptions),
}

/// Articles that were read and understood, and how they are to be drawn.
#[derive(Debug, Clone)]
pub struct Briefing {
    documents: Vec<Analysed>,
    options: Options,
    told: Vec<Diagnostic>,
    /// SHA-256 of what the picture is made of.
    hash: Sha256,
    title: Option<String>,
    labels: Option<String>,
    size: Size,
    theme: Theme,
    shows_all: bool,
    edits: usize,
}

impl Briefing {
    /// Reads out of articles what happened when and where. Several make one story: what they tell of one event is told
    /// once, with all its sources.
    ///
    /// # Errors
    /// A malformed language pack; a briefing of no article.
    pub fn of(articles: impl IntoIterator<Item = Article>) -> Result<Self, Error> {
        Self::with(articles, Options::default())
    }

    /// The same with a day of publication for texts that do not state theirs, or with places of one's own.
    ///
    /// # Errors
    /// As [`Briefing::of`].
    ///
    /// ```
    /// use linimasa::{Article, Briefing, pipeline::Options, time::parse_moment};
    /// let article = Article::from_text("Banjir merendam Demak dua hari lalu.")?;
    /// let options = Options { dct: Some(parse_moment("2025-03-05")?), ..Options::default() };
    /// let briefing = Briefing::with([article], options)?;
    /// let first = briefing.documents()[0].events[0].when.bounds.earliest.expect("a date");
    /// assert_eq!(first.day().to_string(), "2025-03-03");
    /// # Ok::<(), linimasa::error::Error>(())
    /// ```
    pub fn with(articles: impl IntoIterator<Item = Article>, options: Options) -> Result<Self, Error> {
        let (mut documents, mut told, mut hash) = (Vec::new(), Vec::new(), Sha256::new());
        for article in articles {
            hash.update(article.text.as_bytes());
            let (document, more) = pipeline::analyse_article(article, &options)?;
            documents.push(document);
            told.extend(more);
        }
        if documents.is_empty() {
            return Err(Error::new("empty", "a briefing needs an article"));
        }
        let (title, labels, theme) = (None, None, Theme::default());
        Ok(Self { documents, options, told, hash, title, labels, size: WIDE, theme, shows_all: false, edits: 0 })
    }

    /// Applies the text of a file of edits (`article.edits.toml`), and tells what became of each.
    ///
    /// # Errors
    /// Everything in the text that cannot be read or understood, each with its place; nothing is applied then.
    ///
    /// ```
    /// use linimasa::{Article, Briefing, edits::Outcome};
    /// let article = Article::from_text("Banjir merendam Demak pada Senin (3/3/2025).")?;
    /// let edits = "[[edit]]\nquote = \"Banjir merendam Demak\"\nlabel = \"Demak terendam\"\n";
    /// let (briefing, told) = Briefing::of([article])?.edited(edits).expect("edits that can be read");
    /// assert_eq!(told[0].outcome, Outcome::Applied);
    /// assert_eq!(briefing.story()?.items[0].label, "Demak terendam");
    /// # Ok::<(), linimasa::error::Error>(())
    /// ```
    pub fn edited(mut self, text: &str) -> Result<(Self, Vec<Told>), Vec<Problem>> {
        let read = edits::parse(text)?;
        let scope: Vec<usize> = (0..self.documents.len()).collect();
        let (documents, told) = pipeline::edit(self.documents, &read, &scope, &self.options)?;
        self.documents = documents;
        let applied = told.iter().filter(|one| one.outcome == edits::Outcome::Applied).count();
        if applied > 0 {
            self.hash.update(edits::to_toml(&read.said()).as_bytes());
            self.edits += applied;
        }
        Ok((self, told))
    }

    /// A title in place of the first article's own.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The language of the picture (`id`, `en`, `ms`) in place of the first article's.
    #[must_use]
    pub fn labels(mut self, code: impl Into<String>) -> Self {
        self.labels = Some(code.into());
        self
    }

    /// The page in px, 1600 by 900 if nothing is said; without a height it is as high as it needs.
    #[must_use]
    pub fn size(mut self, width: f64, height: Option<f64>) -> Self {
        self.size = Size { width, height };
        self
    }

    /// The colours: [`Theme::LIGHT`], [`Theme::DARK`] or a house's own.
    #[must_use]
    pub fn theme(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self
    }

    /// Shows all events, not the twelve that matter most, and planned and reported-possible ones without a date too.
    #[must_use]
    pub fn show_all(mut self) -> Self {
        self.shows_all = true;
        self
    }

    /// The articles with dates, places and events.
    pub fn documents(&self) -> &[Analysed] {
        &self.documents
    }

    /// What was doubtful in reading them.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.told
    }

    /// The pack of the picture's language.
    fn pack(&self) -> Result<Pack, Error> {
        let own = self.documents.first().map_or("", |first| first.article.lang.as_str());
        pipeline::pack(self.labels.as_deref().unwrap_or(own))
    }

    /// What the picture says: numbered items with their marks, facts, open questions and sources.
    ///
    /// # Errors
    /// A language that there is not.
    pub fn story(&self) -> Result<Story, Error> {
        self.told(self.shows_all)
    }

    fn told(&self, show_all: bool) -> Result<Story, Error> {
        let input_hash = hash::hex(self.hash.clone());
        let title = self.title.clone();
        let options = StoryOptions { title, show_all, input_hash, as_of: None, edits: self.edits };
        story::build(&self.documents, &self.pack()?, &options)
    }

    /// The text alternative: what the picture says, as plain text in its language.
    ///
    /// # Errors
    /// A language that there is not.
    pub fn alt_text(&self) -> Result<String, Error> {
        layout::alt_text(&self.story()?, &self.pack()?)
    }

    /// Draws the story; a strip that counts events counts all. A briefing whose events do not fit on one page has further ones; type never shrinks.
    ///
    /// # Errors
    /// A language that there is not.
    ///
    /// ```
    /// use linimasa::{Article, Briefing, Drawing, scene::Theme};
    /// let article = Article::from_markdown("# Banjir\n\nBanjir merendam Demak pada Senin (3/3/2025).\n")?;
    /// let briefing = Briefing::of([article])?.labels("en").size(1080.0, Some(1080.0)).theme(Theme::DARK);
    /// let map = briefing.render(Drawing::Map(Default::default()))?;
    /// assert!(map[0].svg().contains("lang=\"en\"") && map[0].png(1.0)?.starts_with(b"\x89PNG"));
    /// # Ok::<(), linimasa::error::Error>(())
    /// ```
    pub fn render(&self, drawing: Drawing) -> Result<Vec<Page>, Error> {
        let counts = matches!(drawing, Drawing::Timeline(Strip::Density, _));
        let (story, pack) = (self.told(self.shows_all || counts)?, self.pack()?);
        let context = pipeline::context_names(pack.code);
        let scenes = match drawing {
            Drawing::Brief => layout::brief_pages(&story, self.size, &context, &pack)?,
            Drawing::Timeline(strip, by) => vec![layout::lanes_page(&story, self.size, strip, by, &pack)?],
            Drawing::Map(options) => vec![layout::map_page(&story, self.size, &context, &options, &pack)?],
        };
        Ok(scenes.into_iter().map(|scene| Page { scene, theme: self.theme }).collect())
    }
}

/// One page of a picture.
#[derive(Debug, Clone)]
pub struct Page {
    scene: Scene,
    theme: Theme,
}

impl Page {
    /// What is drawn, as a model.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// As SVG with the glyphs that it uses, text as text.
    pub fn svg(&self) -> String {
        write_svg(&self.scene, SvgOptions { theme: self.theme, embed_fonts: true })
    }

    /// As SVG with letters as paths, for programs that know no embedded fonts.
    pub fn svg_outlines(&self) -> String {
        write_svg_outlines(&self.scene, self.theme)
    }

    /// As PNG with so many pixels for each px.
    ///
    /// # Errors
    /// A scale at which the picture has no pixel or too many.
    pub fn png(&self, scale: f64) -> Result<Vec<u8>, Error> {
        write_png(&self.scene, self.theme, scale)
    }

    /// As PDF: vectors, and text that can be selected.
    ///
    /// # Errors
    /// A drawing that the form cannot hold.
    pub fn pdf(&self) -> Result<Vec<u8>, Error> {
        write_pdf(&self.scene, self.theme)
    }
}
