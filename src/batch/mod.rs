//! Archives: articles from a stream to shards of results in a folder, on many threads, in bounded memory.
//!
//! A shard holds a fixed number of articles in the order of the input, so that no result depends on the number of
//! threads. Each file of a shard is written beside its place, synced and renamed; only then the manifest names it,
//! which is replaced in the same way. Whatever stops the program, the next run of the same command goes on behind the
//! last shard that the manifest names, and the folder is in the end the same, byte for byte.

mod folder;
mod lines;
mod made;
mod manifest;
mod pick;
mod print;
mod queue;
mod run;
mod shard;
#[cfg(feature = "parquet")]
mod table;

pub use folder::Folder;
pub(crate) use made::LONG;
pub use made::{Made, made};
pub use manifest::{Counts, Format, Manifest, Parameters, Part, Shard};
pub use pick::{Found, Query, archive, result};
pub use print::{Print, fingerprint, hex_of};
pub(crate) use queue::{Next, in_turn};
pub use run::{Article, Said, Ticket};
#[cfg(feature = "parquet")]
pub use table::{Row, Rows};
