//! Serialised forms: versioned mirrors of the core types.

mod document;
mod join;
mod list;
mod names;
mod why;

pub use document::{Document, Failure, FailureText, date_values, document, place_values};
pub use join::{Told, join};
pub use list::{entry, list};
pub use names::moment;
pub use why::{find, why};
