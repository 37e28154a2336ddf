//! Places: the bundled gazetteer, toponyms in text, their grounding and their role.

mod gazetteer;
mod lexicon;
mod resolve;
mod types;

pub use gazetteer::{Entry, Gazetteer};
pub use lexicon::PlaceLexicon;
pub use resolve::resolve;
pub use types::*;
