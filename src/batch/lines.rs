//! The lines of a result, in whatever form they were written.

use super::Format;
use crate::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// The lines of a file of results.
///
/// # Errors
/// A file that cannot be opened, or one in a form that this program was built without.
pub(super) fn of(path: &Path) -> Result<Box<dyn Iterator<Item = Result<String, Error>>>, Error> {
    if path.extension().is_some_and(|ending| ending == Format::Parquet.name()) {
        return table(path);
    }
    let shown = path.display().to_string();
    let unreadable = move |e: std::io::Error| Error::new("io", format!("{shown} cannot be read: {e}"));
    let file = File::open(path).map_err(&unreadable)?;
    Ok(Box::new(BufReader::new(file).lines().map(move |line| line.map_err(&unreadable))))
}

#[cfg(feature = "parquet")]
fn table(path: &Path) -> Result<Box<dyn Iterator<Item = Result<String, Error>>>, Error> {
    Ok(Box::new(super::table::lines(path)?))
}

#[cfg(not(feature = "parquet"))]
fn table(_: &Path) -> Result<Box<dyn Iterator<Item = Result<String, Error>>>, Error> {
    Err(Format::Parquet.check().err().unwrap_or_else(|| Error::new("no-parquet", "Parquet cannot be read")))
}
