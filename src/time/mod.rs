//! Time expressions: recognised by the language pack's grammar, resolved against dateline, document creation
//! time and discourse, and written as TIMEX3, EDTF and inclusive civil bounds.
//!
//! The words and rules of a language are data: `time_words.tsv`, `time_rules.tsv` (see `grammar`),
//! `time_holidays.tsv`, and `time_examples.tsv`, whose rows run as tests. The room stands by itself:
//!
//! ```
//! use linimasa::time::{self, TimeLexicon};
//! use linimasa::{lang, text};
//!
//! let pack = lang::pack("id").ok_or("no such pack")?;
//! let lexicon = TimeLexicon::from_pack(&pack)?;
//! let input = text::Input { text: "Gempa terjadi dua hari lalu.".to_string(), ..text::Input::default() };
//! let (article, _) = text::read(input, &text::TextLexicon::from_pack(&pack)?)?;
//! let (dates, _) = time::resolve(&article, &lexicon, Some(time::parse_moment("2023-09-15")?));
//! assert_eq!(dates.timexes[0].value, "2023-09-13");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod calendar;
mod clock;
mod context;
mod dates;
mod document;
mod examples;
mod expr;
mod given;
mod grammar;
mod holiday;
mod index;
mod length;
mod lexicon;
mod matcher;
mod meaning;
mod order;
mod resolve;
mod settle;
#[cfg(test)]
mod survivors_tests;
#[cfg(test)]
mod tests;
mod tokens;
mod types;
mod undated;
mod why;
mod words;
mod zone;

pub use examples::check;
pub use lexicon::TimeLexicon;
pub use resolve::{given, parse_moment, resolve};
pub use types::*;
pub use why::explain;
pub use zone::utc_offset;
