//! Time expressions: recognised by the language pack's grammar, resolved against dateline, document creation
//! time and discourse, and written as TIMEX3, EDTF and inclusive civil bounds.

mod types;

pub use types::*;
