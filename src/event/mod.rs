//! Events: what happened when, where, by whom, and how certain that is.

mod attach;
mod extract;
mod label;
mod lexicon;
mod types;

pub use extract::{extract, ids};
pub use lexicon::EventLexicon;
pub use types::*;

#[cfg(test)]
mod tests;
