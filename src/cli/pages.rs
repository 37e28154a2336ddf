//! The files of a picture's pages: their names, which may be written, and which a shorter story has no more.

use super::{files, tell};
use crate::error::Error;
use crate::scene::further_page;
use std::fs;
use std::path::{Path, PathBuf};

/// Further pages that are looked for at most: no story has more.
const MOST_PAGES: u32 = 999;

/// Bytes of the largest file that can be a page.
const LARGEST: u64 = 64 << 20;

/// `article.brief.svg` for the first page, `article.brief-2.svg` for the second.
pub fn path(first: &Path, page: u32) -> PathBuf {
    let stem = first.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    match stem {
        Some(stem) if page > 1 => {
            let ending = first.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
            first.with_file_name(format!("{stem}-{page}{ending}"))
        }
        _ => first.to_path_buf(),
    }
}

/// Whether a file is the further page of that number of some picture of ours. Only files that are pages are read, and no
/// page is larger than [`LARGEST`].
fn is_page(path: &Path, page: u32) -> bool {
    let file = fs::symlink_metadata(path).is_ok_and(|about| about.is_file() && about.len() <= LARGEST);
    file && files::bytes(path).is_ok_and(|bytes| further_page(&bytes) == Some(page))
}

/// Names the further pages of an older and longer picture under the same name: beside the new pages they tell what is no
/// longer true. They stay, since an editor's hand in them leaves no trace that could be trusted.
pub fn tell_older(first: &Path, pages: u32) {
    for page in pages.saturating_add(1).max(2)..=MOST_PAGES {
        let path = path(first, page);
        if is_page(&path, page) {
            tell(&format!(
                "{} is a page of an older picture and tells what is no longer true; take it away",
                path.display()
            ));
        }
    }
}

/// Whether a further page may be written: the user has named only the first, and what stands in its place must be a page.
///
/// # Errors
/// A file that is none.
pub fn may_write(path: &Path, page: u32) -> Result<(), Error> {
    if page < 2 || fs::symlink_metadata(path).is_err() || is_page(path, page) {
        return Ok(());
    }
    let message = format!(
        "{} would be page {page} of the picture, but is something else; move it away or name another --output",
        path.display()
    );
    Err(Error::new("io", message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_numbered_before_the_ending() {
        let rows = [
            ("a.svg", 1, "a.svg"),
            ("a.svg", 2, "a-2.svg"),
            ("b/a.brief.png", 12, "b/a.brief-12.png"),
            ("a", 3, "a-3"),
        ];
        for (first, page, wanted) in rows {
            assert_eq!(path(Path::new(first), page), Path::new(wanted));
        }
    }
}
