//! Analysed articles to the story of a picture.

use super::Story;
use crate::error::Error;
use crate::event::Event;
use crate::lang::Pack;
use crate::place::PlaceMention;
use crate::text::Article;
use crate::time::Dates;

/// One article with everything that the earlier stages say of it.
#[derive(Debug, Clone)]
pub struct Analysed {
    pub article: Article,
    pub dates: Dates,
    pub places: Vec<PlaceMention>,
    pub events: Vec<Event>,
    /// Stable ids of `events`.
    pub ids: Vec<String>,
}

/// What the user chose for the picture.
#[derive(Debug, Clone, Default)]
pub struct StoryOptions {
    /// Title in place of the article's own.
    pub title: Option<String>,
    /// Draw undated planned and reported-possible events too (`--show all`).
    pub show_all: bool,
    /// Hexadecimal SHA-256 of the inputs.
    pub input_hash: String,
}

/// Builds the story in the language of `pack`.
///
/// # Errors
/// A malformed pack.
pub fn build(documents: &[Analysed], pack: &Pack, options: &StoryOptions) -> Result<Story, Error> {
    let _ = documents;
    Ok(Story {
        lang: pack.code.to_string(),
        headline: options.title.clone().unwrap_or_default(),
        deck: None,
        outlet: None,
        as_of: None,
        written_from: None,
        items: Vec::new(),
        hidden: 0,
        facts: Vec::new(),
        gaps: Vec::new(),
        sources: Vec::new(),
        made: String::new(),
    })
}
