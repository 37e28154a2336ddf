//! Reading: spans, the article with its zones, dateline, sentences and language.

mod article;
mod span;

pub use article::{Article, Dateline, Input, Sentence, Zone, ZoneKind};
pub use span::{CharIndex, Span};
