//! The article as read: its text, untouched, and what is known of its parts.

use super::Span;

/// What an article's text was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Origin {
    /// The text itself, or a line of JSON that holds it.
    #[default]
    Text,
    /// The article in a page.
    Html,
    /// A text with signs of Markdown, perhaps with front matter.
    Markdown,
    /// An entry of an RSS or Atom feed.
    Feed,
}

impl Origin {
    /// Whether the text was extracted, so that nobody but this program has it and results must carry it.
    pub fn is_extracted(self) -> bool {
        matches!(self, Origin::Html | Origin::Feed)
    }
}

/// One article as a reader of files or lines hands it over, before any analysis.
///
/// Every span of the results points into `text`. For a page and a feed that is the text that was extracted, which the
/// results then carry. For Markdown it is the file, in which the front matter and the signs of markup are blanked,
/// byte for byte, so that a position in `text` is the same position in `given`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// The name that results carry: the file's stem or the `id` of a JSONL line.
    pub id: String,
    /// The text, decoded, a byte-order mark dropped, nothing else changed.
    pub text: String,
    /// A title given beside the text.
    pub title: Option<String>,
    /// Publication date or time given beside the text, as written.
    pub published: Option<String>,
    /// Where the article can be read.
    pub url: Option<String>,
    /// The outlet.
    pub publisher: Option<String>,
    /// Language code given beside the text.
    pub lang: Option<String>,
    /// The reporter, given beside the text.
    pub author: Option<String>,
    /// What the text was taken from.
    pub origin: Origin,
    /// The file as it was given, of the same length in bytes as `text`, where `text` has blanks for signs of markup.
    pub given: Option<String>,
}

/// What a stretch of the text is, where it is not body text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ZoneKind {
    Title,
    Byline,
    Dateline,
    RelatedLink,
    CallToAction,
    Advertisement,
    Caption,
    Credit,
}

/// A stretch of text that is not body text. Zones never overlap and are in text order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    pub span: Span,
    pub kind: ZoneKind,
}

/// The dateline: where (and sometimes when) the report was filed. It is not the document creation time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// The whole of it with its dash and the blank after it: `MOSKWA, KOMPAS.com - `.
    pub span: Span,
    /// The place's name inside it, as printed.
    pub place: Option<Span>,
    /// The agency or outlet inside it.
    pub agency: Option<String>,
    /// A date inside it (`Sept 14`, `14/9`), as printed.
    pub date: Option<Span>,
}

/// One sentence of body text, without surrounding blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    /// Index of the paragraph (line of text) that it stands in, counted over the whole text.
    pub paragraph: usize,
}

/// An article, read: what every later stage works on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    pub id: String,
    pub text: String,
    /// The title: given beside the text, else the title zone's text.
    pub title: Option<String>,
    /// Language code of the pack that reads it: `id`, `en`, …
    pub lang: String,
    /// Publication date or time given beside the text, as written.
    pub published: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    /// The reporter or agency named in the byline zone, without its label, else the reporter given beside the text.
    pub byline: Option<String>,
    /// What the text was taken from.
    pub origin: Origin,
    /// The file as it was given, as in [`Input::given`].
    pub given: Option<String>,
    pub zones: Vec<Zone>,
    pub dateline: Option<Dateline>,
    /// Sentences of body text in text order; zones are not in them.
    pub sentences: Vec<Sentence>,
    /// Quoted stretches, quotation marks included, in text order, never nested.
    pub quotes: Vec<Span>,
}

impl Article {
    /// The text that results quote: the file as it was given, where signs of markup were blanked for reading.
    pub fn quotable(&self) -> &str {
        self.given.as_deref().filter(|given| given.len() == self.text.len()).unwrap_or(&self.text)
    }

    /// The index of the sentence that contains byte `at`.
    pub fn sentence_at(&self, at: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|s| s.span.start <= at);
        let index = after.checked_sub(1)?;
        (at < self.sentences[index].span.end).then_some(index)
    }

    /// Whether byte `at` lies inside a quotation.
    pub fn is_quoted(&self, at: usize) -> bool {
        let after = self.quotes.partition_point(|q| q.start <= at);
        after.checked_sub(1).is_some_and(|i| at < self.quotes[i].end)
    }

    /// The zone that contains byte `at`, if any.
    pub fn zone_at(&self, at: usize) -> Option<ZoneKind> {
        self.zones.iter().find(|z| z.span.start <= at && at < z.span.end).map(|z| z.kind)
    }
}
