//! Events: what happened when, where, by whom, and how certain that is.

mod actors;
mod bounds;
mod cast;
mod chain;
mod clause;
mod clocks;
mod counted;
mod extract;
mod ids;
mod known;
mod label;
mod lexicon;
mod merge;
mod modality;
mod names;
mod onward;
mod own;
mod pairs;
mod relate;
mod relative;
mod salience;
mod site;
mod speech;
mod title;
mod triggers;
mod types;
mod voice;
mod when;

pub use extract::extract;
pub(crate) use ids::ID_BYTES;
pub use ids::{ids, is_id};
pub use label::LONGEST as LONGEST_LABEL;
pub use lexicon::EventLexicon;
pub use salience::Weighed;
pub use types::*;

#[cfg(test)]
mod tests;
