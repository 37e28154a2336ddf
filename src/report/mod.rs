//! Serialised forms: versioned mirrors of the core types.

mod document;

pub use document::{Document, Failure, FailureText, date_values, document, place_values};
