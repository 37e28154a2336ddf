//! The editor's desk: corrections of a machine's first draft, kept beside the article and applied at each run.
//!
//! A file of edits is TOML with one table for each event that somebody corrected:
//!
//! ```toml
//! [[edit]]
//! id = "3f2a90c1d4"                 # the event, as `extract` names it
//! quote = "Gempa mengguncang …"     # its sentence, where the id is no longer there
//! date = "2023-09-13/2023-09-15"
//! place = "Cilacap, Jawa Tengah"
//!
//! [[add]]
//! label = "Jembatan dibuka kembali"
//! date = "2023-09-20"
//! ```
//!
//! Nothing here reads a file or a clock: [`parse`] takes text, [`apply`] takes analysed articles and gives them back
//! with what became of each edit, and [`review`] writes the text of a new file that keeps what an editor wrote.

mod apply;
mod change;
mod date;
mod diff;
mod doubt;
mod find;
mod kept;
mod model;
mod parse;
mod place;
mod print;
mod problem;
mod review;
#[cfg(test)]
mod tests;

pub use apply::{Context, Outcome, Told, apply};
pub use date::{Dating, read as read_date};
pub use diff::{Difference, Status, diff, show as show_diff};
pub use find::{Found, find};
pub use kept::forgotten;
pub use model::*;
pub use parse::parse;
pub use print::to_toml;
pub use problem::Problem;
pub use review::review;
