//! The line of an input in which something is wrong, as a compiler shows it.

use crate::edits::Problem;
use crate::error::Error;

/// The source line under an error with a caret under its place, each with a margin, begun by a line end; nothing for an
/// error that has no place, or a place outside the text.
pub fn excerpt(bytes: &[u8], error: &Error) -> String {
    let Some((line, column)) = error.at else { return String::new() };
    let Some(raw) = bytes.split(|byte| *byte == b'\n').nth(line.saturating_sub(1)) else { return String::new() };
    shown(raw, (line, column))
}

/// The same for one line alone, of which the number is known.
pub fn line(raw: &[u8], number: usize, error: &Error) -> String {
    error.at.filter(|(line, _)| *line == number).map_or_else(String::new, |at| shown(raw, at))
}

fn shown(raw: &[u8], (line, column): (usize, usize)) -> String {
    let text = String::from_utf8_lossy(raw);
    let text = text.trim_start_matches('\u{feff}').trim_end();
    if text.is_empty() || text.contains('\0') {
        return String::new();
    }
    Problem::lines(text, line, column, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_shown_with_a_caret_under_the_place() {
        type Row<'a> = (&'a [u8], Option<(usize, usize)>, &'a str);
        let rows: [Row<'_>; 7] = [
            (b"a,b\n1,2\n", Some((2, 3)), "\n 2 | 1,2\n   |   ^"),
            (b"a,b\r\n1,2\r\n", Some((1, 1)), "\n 1 | a,b\n   | ^"),
            (b"a,b\n1,\xff\n", Some((2, 3)), "\n 2 | 1,\u{fffd}\n   |   ^"),
            (b"a,b\n", Some((9, 1)), ""),
            (b"a,b\n\n", Some((2, 1)), ""),
            (b"a,b\n", None, ""),
            ("日本,b\n".as_bytes(), Some((1, 3)), "\n 1 | 日本,b\n   |     ^"),
        ];
        for (bytes, at, wanted) in rows {
            let error = Error { at, ..Error::new("bad-csv", "x") };
            assert_eq!(excerpt(bytes, &error), wanted, "{at:?}");
        }
    }
}
