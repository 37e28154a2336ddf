//! What a picture shows: numbered items with their marks, facts, gaps and sources.
//!
//! A [`Story`] comes from analysed articles, from `events.json` or from a CSV file; the layouts see nothing else.

mod types;

pub use types::*;
