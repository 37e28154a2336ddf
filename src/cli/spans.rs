//! A text with stretches of it underlined and numbered.

use unicode_width::UnicodeWidthStr;

/// A stretch of the text in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    pub start: usize,
    pub end: usize,
}

/// Columns of text before a line is broken.
const WIDTH: usize = 96;

/// The lines of the text that hold marks, each with carets and numbers under it. Marks must be in order and apart.
pub fn show(text: &str, marks: &[Mark]) -> String {
    let mut out = String::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        for (from, to) in pieces(text, start, end) {
            let inside: Vec<(usize, &Mark)> =
                marks.iter().enumerate().filter(|(_, mark)| mark.start < to && from < mark.end).collect();
            if !inside.is_empty() {
                under(text, (from, to), &inside, &mut out);
            }
        }
        start += line.len();
    }
    out
}

/// A line cut at blanks into pieces that fit the width.
fn pieces(text: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    let mut from = start;
    while from < end {
        let mut to = from;
        let mut cut = from;
        for (at, c) in text.get(from..end).unwrap_or_default().char_indices() {
            to = from + at + c.len_utf8();
            if c.is_whitespace() {
                cut = from + at;
            }
            if width(text, from, to) > WIDTH && cut > from {
                to = cut;
                break;
            }
        }
        all.push((from, to));
        from = to;
        let rest = text.get(from..end).unwrap_or_default();
        from += rest.len() - rest.trim_start().len();
        if to == end {
            break;
        }
    }
    all
}

fn width(text: &str, from: usize, to: usize) -> usize {
    text.get(from..to).map_or(0, UnicodeWidthStr::width)
}

fn under(text: &str, (from, to): (usize, usize), marks: &[(usize, &Mark)], out: &mut String) {
    let (mut carets, mut numbers) = (String::new(), String::new());
    let pad = |line: &mut String, column: usize| {
        let missing = column.saturating_sub(line.len());
        line.extend(std::iter::repeat_n(' ', missing));
    };
    for (index, mark) in marks {
        let (start, end) = (mark.start.max(from), mark.end.min(to));
        let column = width(text, from, start);
        pad(&mut carets, column);
        carets.extend(std::iter::repeat_n('^', width(text, start, end).max(1)));
        pad(&mut numbers, column);
        numbers.push_str(&(index + 1).to_string());
    }
    out.push_str(text.get(from..to).unwrap_or_default());
    out.push_str(&format!("\n{carets}\n{numbers}\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_under_their_words() {
        let text = "Ia tiba Rabu (13/9).\nTak ada apa-apa.\nDua hari kemudian ia pulang.";
        let at = |word: &str| {
            let start = text.find(word).expect("the word is in the text");
            Mark { start, end: start + word.len() }
        };
        let shown = show(text, &[at("Rabu (13/9)"), at("Dua hari kemudian")]);
        let want = "Ia tiba Rabu (13/9).\n        ^^^^^^^^^^^\n        1\nDua hari kemudian ia pulang.\n^^^^^^^^^^^^^^^^^\n2\n";
        assert_eq!(shown, want);
    }

    #[test]
    fn a_long_line_is_broken_at_blanks_and_a_mark_may_cross_the_break() {
        let text = format!("{} dua hari kemudian {}", "kata ".repeat(18).trim_end(), "lagi ".repeat(30).trim_end());
        let start = text.find("dua").expect("the word is in the text");
        let shown = show(&text, &[Mark { start, end: start + "dua hari kemudian".len() }]);
        assert!(shown.lines().all(|line| line.len() <= WIDTH), "{shown}");
        assert_eq!(shown.matches('^').count(), "dua hari kemudian".len() - 1, "{shown}");
        assert!(show("", &[]).is_empty());
    }
}
