//! Time expressions: recognised by the language pack's grammar, resolved against dateline, document creation
//! time and discourse, and written as TIMEX3, EDTF and inclusive civil bounds.

mod lexicon;
mod recognise;
mod resolve;
mod tokens;
mod types;
mod value;

pub use lexicon::TimeLexicon;
pub use resolve::{parse_moment, resolve};
pub use types::*;
