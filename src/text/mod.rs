//! Reading: spans, the article with its zones, dateline, sentences and language.

mod article;
mod dateline;
mod language;
mod lexicon;
mod read;
mod sentences;
mod span;
#[cfg(test)]
mod tests;
mod zones;

pub use article::{Article, Dateline, Input, Origin, Sentence, Zone, ZoneKind};
pub use language::{are_akin, detect_language, language_by_words};
pub use lexicon::TextLexicon;
pub use read::read;
pub use span::{CharIndex, Span};
pub(crate) use span::{begun, char_at};
