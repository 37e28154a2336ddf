//! Tables of articles (Parquet), where the program was built with them.

use crate::error::Error;
use crate::import::Entry;
use std::path::Path;

/// The articles of a table, a row each.
pub type Entries = Box<dyn Iterator<Item = Entry>>;

/// Whether a file is such a table, by its name.
pub fn is_name(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("parquet"))
}

/// The articles of a table.
///
/// # Errors
/// A program that was built without Parquet.
#[cfg(not(feature = "parquet"))]
pub fn entries(path: &Path) -> Result<Entries, Error> {
    let message = format!(
        "{} is Parquet, and this linimasa was built without it; build it with --features parquet, or convert the file \
         to JSONL",
        path.display()
    );
    Err(Error::new("no-parquet", message))
}

/// The articles of a table; a row is what a line of JSON with the same keys would be.
///
/// # Errors
/// A file that is no table of articles.
#[cfg(feature = "parquet")]
pub fn entries(path: &Path) -> Result<Entries, Error> {
    use super::packed;
    use crate::batch::Rows;
    use crate::import;

    let rows = Rows::open(path)?;
    let (total, bytes) =
        (rows.total().max(1) as u64, std::fs::metadata(path).map(|about| about.len()).unwrap_or_default());
    let mut counted = 0;
    Ok(Box::new(rows.filter_map(move |row| {
        // How far a reader of tables is in its file is known by the rows alone.
        let so_far = (u128::from(bytes) * row.number as u128 / u128::from(total)) as u64;
        packed::count(so_far.saturating_sub(counted));
        counted = so_far.max(counted);
        let bytes = row.line.as_deref().unwrap_or(b"{}").to_vec();
        let mut entry = import::article_line(row.number, &bytes)?;
        match row.line {
            Err(error) => entry.input = Err(error),
            Ok(_) if entry.input.as_ref().is_err_and(|error| error.kind == "bad-json") => {
                let message = format!("row {} has no text", row.number);
                entry.input = Err(Error::new("no-text", message));
            }
            Ok(_) => {}
        }
        Some(entry)
    })))
}
