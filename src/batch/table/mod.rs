//! Parquet: tables of articles on the way in, of documents and events on the way out.
//!
//! A table of results is the file of lines with some of its fields pulled out into columns, for programs that filter
//! and count; the column `json` holds each line whole, so that nothing is lost and `story` reads both alike. No byte of
//! a table says when, where or by which version of a crate it was written, so that a run that was stopped and gone on
//! with leaves the same file.

mod columns;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub(super) use columns::{DOCUMENTS, EVENTS};
pub(super) use read::lines;
pub use read::{Row, Rows};
pub(super) use write::Table;
