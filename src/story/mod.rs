//! What a picture shows: numbered items with their marks, facts, gaps and sources.
//!
//! A [`Story`] comes from analysed articles; the layouts see nothing else.

mod alike;
mod build;
mod conflicts;
mod dateline;
mod deck;
mod facts;
mod figures;
mod gaps;
mod labels;
mod lexicon;
mod merge;
mod negation;
mod since;
mod stated;
mod types;

pub use build::{Analysed, StoryOptions, as_of_option, build, place_item};
pub use conflicts::{Claim, Conflict, conflicts};
pub use merge::{BY_EDITOR, Key, Ties, tie};
pub use negation::{Told, told};
pub use since::Dating;
pub use stated::Stated;
pub use types::*;
