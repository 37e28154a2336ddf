//! Serialised forms: versioned mirrors of the core types.

mod document;
mod join;
mod list;
mod names;
mod record;
mod short;
mod why;

pub use document::{date_records, document, place_records};
pub use join::{Told, join};
pub use list::{entry, list};
pub use record::{DateRecord, Document, EventRecord, Failure, FailureText, PlaceRecord};
pub use short::{Short, moment};
pub use why::{find, why};

use crate::error::Error;

/// The error for a result that has no form in JSON.
pub(crate) fn unwritable(error: serde_json::Error) -> Error {
    Error::new("bad-json", format!("the result cannot be written as JSON: {error}"))
}
