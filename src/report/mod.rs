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
