//! Events: what happened when, where, by whom, and how certain that is.

mod types;

pub use types::*;
