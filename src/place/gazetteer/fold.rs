//! The key of a name; the build script and the library share it, so that both agree on every letter.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// NFD without marks, lower case, every run of other characters one blank.
pub fn fold(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    fold_into(name, &mut key);
    key
}

/// Writes the key of a name into an empty string, so that one string serves for many names.
pub fn fold_into(name: &str, key: &mut String) {
    let mut gap = false;
    if name.is_ascii() {
        // Most names are plain, and need no decomposition.
        for byte in name.bytes() {
            if !byte.is_ascii_alphanumeric() {
                gap = true;
                continue;
            }
            if gap && !key.is_empty() {
                key.push(' ');
            }
            gap = false;
            key.push(char::from(byte.to_ascii_lowercase()));
        }
        return;
    }
    for c in name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if !c.is_alphanumeric() {
            // Lower case of some capitals brings a mark along, which is no gap.
            gap |= !is_combining_mark(c);
            continue;
        }
        if gap && !key.is_empty() {
            key.push(' ');
        }
        gap = false;
        key.push(c);
    }
}
