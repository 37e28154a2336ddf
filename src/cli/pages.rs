//! The files of a picture's pages: their names, and what becomes of pages that a shorter story has no more.

use super::{fail, files, note, tell};
use crate::scene::further_page;
use std::fs;
use std::path::{Path, PathBuf};

/// Further pages that are looked for at most: no story has more.
const MOST_PAGES: u32 = 999;

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

/// What is to be done with a file that has the name of a page that there is no more.
#[derive(Debug, PartialEq, Eq)]
enum Left {
    /// It is ours, written as this page, and untouched since.
    Ours,
    /// Nobody can say what it is.
    Strange,
}

fn left(bytes: &[u8], page: u32) -> Left {
    if further_page(bytes) == Some(page) { Left::Ours } else { Left::Strange }
}

/// Takes away the further pages of an older and longer picture under the same name: beside the new pages they would
/// tell what is no longer true. A file that this program did not write as that very page stays, and is named.
pub fn clear_older(first: &Path, pages: u32) {
    for page in pages.saturating_add(1).max(2)..=MOST_PAGES {
        let path = path(first, page);
        let Ok(about) = fs::symlink_metadata(&path) else { return };
        // A link is somebody's own doing, and nothing but a file is a page.
        let bytes = if about.is_file() { files::bytes(&path).unwrap_or_default() } else { Vec::new() };
        match left(&bytes, page) {
            Left::Ours => match fs::remove_file(&path) {
                Ok(()) => note(&format!("{} belongs to no page any more and is removed", path.display())),
                Err(error) => fail(&format!("{} cannot be removed: {error}", path.display())),
            },
            Left::Strange => {
                tell(&format!(
                    "{} is no page of this picture, and stays since something else wrote it",
                    path.display()
                ));
            }
        }
    }
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

    #[test]
    fn only_the_very_page_is_ours() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:inkscape=\"x\" data-generator=\"linimasa\" \
                   data-page=\"2\"></svg>";
        let rows =
            [(svg, 2, Left::Ours), (svg, 3, Left::Strange), ("<svg></svg>", 2, Left::Strange), ("", 2, Left::Strange)];
        for (bytes, page, wanted) in rows {
            assert_eq!(left(bytes.as_bytes(), page), wanted, "{bytes:?}, page {page}");
        }
    }
}
