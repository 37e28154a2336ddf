//! Reading: spans, the article with its zones, dateline, sentences and language.

mod article;
mod lexicon;
mod read;
mod span;

pub use article::{Article, Dateline, Input, Sentence, Zone, ZoneKind};
pub use lexicon::TextLexicon;
pub use read::{detect_language, read};
pub use span::{CharIndex, Span};
