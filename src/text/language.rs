//! Which pack reads a text.

use crate::lang;
use whatlang::{Detector, Lang};

/// Bytes that are looked at: a language shows long before, and a huge file must not slow the answer.
const SAMPLE: usize = 16 * 1024;

/// The language of a text as the code of a pack, by its words; `None` where it cannot be told.
pub fn detect_language(text: &str) -> Option<&'static str> {
    let start = text.find(char::is_alphabetic)?;
    let rest = text.get(start..)?;
    let mut end = rest.len().min(SAMPLE);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let found = Detector::with_allowlist(vec![Lang::Ind, Lang::Eng]).detect_lang(rest.get(..end)?)?;
    let code = match found {
        Lang::Ind => "id",
        Lang::Eng => "en",
        _ => return None,
    };
    lang::pack(code).map(|pack| pack.code)
}
