//! Places: the bundled gazetteer, toponyms in text, their grounding and their role.

mod belief;
mod candidates;
mod evidence;
mod exonyms;
mod gazetteer;
mod known;
mod lexicon;
mod names;
mod open;
mod recognise;
mod resolve;
mod role;
mod tokens;
mod typed;
mod types;

pub use gazetteer::{Entry, Gazetteer};
pub use lexicon::PlaceLexicon;
pub use resolve::resolve;
pub use types::*;

#[cfg(test)]
mod reasons;
#[cfg(test)]
mod survivors_tests;
#[cfg(test)]
mod tests;
