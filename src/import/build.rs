//! The ways to an article for users of the library.
//!
//! An [`Input`] is what is handed to [`crate::pipeline::analyse`]; an [`Article`] is that, read: with zones, dateline
//! and sentences, ready for [`crate::pipeline::analyse_article`].

use super::forms::{articles, form};
use super::{html, markdown};
use crate::error::Error;
use crate::pipeline::{self, Options};
use crate::text::{Article, Input};

/// The id of an article that comes from no file.
const NAMELESS: &str = "article";

impl Input {
    /// The article in a page. `text` is the text that was extracted, with an empty line between paragraphs, and every
    /// span of the results points into it.
    ///
    /// # Errors
    /// A page without an article.
    ///
    /// ```
    /// use linimasa::text::Input;
    /// let page = r#"<html lang="id"><head><meta property="article:published_time" content="2024-02-09T08:00:00+07:00">
    ///     <title>Banjir Demak</title></head><body><nav><a href="/">Beranda</a></nav><article><h1>Banjir Demak</h1>
    ///     <p>Banjir merendam Demak, Jawa Tengah, pada Kamis (8/2/2024) malam.</p></article></body></html>"#;
    /// let input = Input::from_html(page)?;
    /// assert_eq!(input.published.as_deref(), Some("2024-02-09T08:00:00+07:00"));
    /// assert!(input.text.contains("Kamis (8/2/2024)") && !input.text.contains("Beranda"));
    /// # Ok::<(), linimasa::error::Error>(())
    /// ```
    pub fn from_html(page: &str) -> Result<Self, Error> {
        html::from_html(page, NAMELESS).map(|(input, _)| input)
    }

    /// A text with signs of Markdown and perhaps front matter. `text` is as long as the file, with blanks for what is
    /// markup, so that every span of the results points into the file too.
    ///
    /// # Errors
    /// Front matter that is never closed.
    ///
    /// ```
    /// use linimasa::text::Input;
    /// let file = "---\ntitle: Banjir Demak\ndate: 2024-02-09\n---\nBanjir merendam **Demak** pada Kamis.\n";
    /// let input = Input::from_markdown(file)?;
    /// assert_eq!(input.title.as_deref(), Some("Banjir Demak"));
    /// assert_eq!(input.text.find("Demak"), file.rfind("Demak"));
    /// # Ok::<(), linimasa::error::Error>(())
    /// ```
    pub fn from_markdown(file: &str) -> Result<Self, Error> {
        markdown::from_markdown(file, NAMELESS).map(|(input, _)| input)
    }

    /// A plain text.
    ///
    /// ```
    /// use linimasa::text::Input;
    /// assert_eq!(Input::from_text("Hujan turun di Palu.").text, "Hujan turun di Palu.");
    /// ```
    pub fn from_text(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { id: NAMELESS.to_string(), text: text.to_string(), ..Self::default() }
    }

    /// The articles in the bytes of a file of any kind that is read: text in any common encoding, a page, Markdown,
    /// JSON, JSON Lines, RSS or Atom. `name` is the file's name; its ending tells the kind, else the content does.
    ///
    /// # Errors
    /// The first article that cannot be read; [`crate::import::articles`] gives the others too.
    ///
    /// ```
    /// use linimasa::text::Input;
    /// let inputs = Input::from_bytes("berita.txt", b"Kafe \x93Caf\xe9 Batavia\x94 dibuka.")?;
    /// assert_eq!(inputs[0].text, "Kafe “Café Batavia” dibuka.");
    /// assert_eq!(inputs[0].id, "berita");
    /// # Ok::<(), linimasa::error::Error>(())
    /// ```
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Vec<Self>, Error> {
        let kind = form(name, bytes);
        if kind.is_data() {
            let message = format!("{name} holds events and no article; read it with linimasa::import::read_data");
            return Err(Error::new("not-an-article", message));
        }
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
        articles(bytes, kind, stem).into_iter().map(|entry| entry.input).collect()
    }
}

impl Article {
    /// The article in a page, read; see [`Input::from_html`] for the text that its spans point into.
    ///
    /// # Errors
    /// A page without an article.
    ///
    /// ```
    /// use linimasa::{pipeline, text::Article};
    /// let page = "<html lang=id><body><article><h1>Banjir Demak</h1>\
    ///     <p>Banjir merendam Demak, Jawa Tengah, pada Kamis (8/2/2024).</p></article></body></html>";
    /// let article = Article::from_html(page)?;
    /// assert_eq!((article.lang.as_str(), article.sentences.len()), ("id", 1));
    /// let (found, _) = pipeline::analyse_article(article, &pipeline::Options::default())?;
    /// assert_eq!(found.dates.timexes[0].edtf.as_deref(), Some("2024-02-08"));
    /// # Ok::<(), linimasa::error::Error>(())
    /// ```
    pub fn from_html(page: &str) -> Result<Self, Error> {
        read(Input::from_html(page)?)
    }

    /// A text with signs of Markdown, read; see [`Input::from_markdown`].
    ///
    /// # Errors
    /// Front matter that is never closed, or a file without text.
    ///
    /// ```
    /// use linimasa::text::Article;
    /// let article = Article::from_markdown("---\ntitle: Banjir\nlang: id\n---\nBanjir merendam *Demak*.\n")?;
    /// assert_eq!(article.sentences[0].span.of(&article.text), "Banjir merendam  Demak .");
    /// assert_eq!(article.sentences[0].span.of(article.quotable()), "Banjir merendam *Demak*.");
    /// # Ok::<(), linimasa::error::Error>(())
    /// ```
    pub fn from_markdown(file: &str) -> Result<Self, Error> {
        read(Input::from_markdown(file)?)
    }

    /// A plain text, read.
    ///
    /// # Errors
    /// An empty text, or one too long for one article.
    ///
    /// ```
    /// use linimasa::text::Article;
    /// let article = Article::from_text("Banjir Demak\n\nBanjir merendam Demak pada Kamis.")?;
    /// assert_eq!(article.title.as_deref(), Some("Banjir Demak"));
    /// # Ok::<(), linimasa::error::Error>(())
    /// ```
    pub fn from_text(text: &str) -> Result<Self, Error> {
        read(Input::from_text(text))
    }

    /// The articles in the bytes of a file, read; see [`Input::from_bytes`].
    ///
    /// # Errors
    /// The first article that cannot be read.
    ///
    /// ```
    /// use linimasa::text::Article;
    /// let line = "{\"id\":\"d1\",\"text\":\"Hujan turun di Palu.\",\"dct\":\"2024-05-03\"}\n";
    /// let articles = Article::from_bytes("arsip.jsonl", line.as_bytes())?;
    /// assert_eq!(articles[0].id, "d1");
    /// # Ok::<(), linimasa::error::Error>(())
    /// ```
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Vec<Self>, Error> {
        Input::from_bytes(name, bytes)?.into_iter().map(read).collect()
    }
}

fn read(input: Input) -> Result<Article, Error> {
    pipeline::read(input, &Options::default()).map(|(article, _)| article)
}
