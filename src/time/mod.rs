//! Time expressions: recognised by the language pack's grammar, resolved against dateline, document creation
//! time and discourse, and written as TIMEX3, EDTF and inclusive civil bounds.

mod calendar;
mod clock;
mod context;
mod dates;
mod expr;
mod grammar;
mod holiday;
mod lexicon;
mod matcher;
mod meaning;
mod resolve;
mod settle;
#[cfg(test)]
mod tests;
mod tokens;
mod types;
mod words;

pub use lexicon::TimeLexicon;
pub use resolve::{parse_moment, resolve};
pub use types::*;
