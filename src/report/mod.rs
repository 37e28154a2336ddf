//! Serialised forms: versioned mirrors of the core types.

mod document;

pub use document::{Document, Failure, FailureText, document};
