//! Markdown, with or without front matter, to an article.
//!
//! Signs of markup are blanked and not removed: a position in the text that is read is the same position in the file.

use super::html::language;
use super::published;
use crate::error::{Diagnostic, Error};
use crate::text::{Input, Origin};

/// Lines of the longest front matter: more is a text between two rules.
const FRONT_LINES: usize = 200;

/// Keys of front matter, the most telling first.
const TITLES: [&str; 2] = ["title", "headline"];
const DATES: [&str; 5] = ["date", "published", "publishdate", "pubdate", "dct"];
const LANGUAGES: [&str; 3] = ["lang", "language", "locale"];
const OUTLETS: [&str; 5] = ["publisher", "outlet", "site", "source", "publication"];
const AUTHORS: [&str; 4] = ["author", "authors", "byline", "by"];
const ADDRESSES: [&str; 4] = ["url", "link", "canonical", "canonical_url"];

/// Reads a text with signs of Markdown.
///
/// # Errors
/// Front matter that is opened and never closed, with its line.
pub(super) fn from_markdown(file: &str, id: &str) -> Result<(Input, Vec<Diagnostic>), Error> {
    let (front, body) = front_matter(file)?;
    let mut text = String::with_capacity(file.len());
    blank(&mut text, file.get(..body).unwrap_or_default());
    mask(&mut text, file.get(body..).unwrap_or_default());
    let first = |keys: &[&str]| {
        let found = keys.iter().find_map(|key| front.iter().find(|(known, _)| known == key));
        found.map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
    };
    let lang = first(&LANGUAGES).as_deref().and_then(language);
    let mut told = Vec::new();
    let published = first(&DATES).and_then(|written| {
        let read = published::iso(&written, lang.as_deref());
        if read.is_none() {
            let message = format!("the front matter's date {written:?} cannot be read; write it as 2023-09-13");
            told.push(Diagnostic { code: "bad-date", message, span: None });
        }
        read
    });
    let given = (text != file).then(|| file.to_string());
    let input = Input {
        id: id.to_string(),
        text,
        title: first(&TITLES),
        published,
        url: first(&ADDRESSES),
        publisher: first(&OUTLETS),
        lang,
        author: first(&AUTHORS),
        origin: Origin::Markdown,
        given,
    };
    Ok((input, told))
}

/// Whether a text opens with front matter.
pub(super) fn has_front_matter(text: &str) -> bool {
    let mut lines = text.lines();
    let fence = lines.next().map(str::trim_end);
    let keyed = lines.next().is_some_and(|line| line.contains(':') || line.contains('='));
    matches!(fence, Some("---" | "+++")) && keyed && lines.take(FRONT_LINES).any(|line| Some(line.trim_end()) == fence)
}

/// The keys at the left edge of YAML or TOML front matter, in lower case, and where the text begins.
fn front_matter(file: &str) -> Result<(Vec<(String, String)>, usize), Error> {
    let mut lines = file.split_inclusive('\n');
    let Some(fence) = lines.next().filter(|line| matches!(line.trim_end(), "---" | "+++")) else {
        return Ok((Vec::new(), 0));
    };
    let mut at = fence.len();
    let mut keys: Vec<(String, String)> = Vec::new();
    for (number, line) in lines.enumerate() {
        at += line.len();
        let bare = line.trim_end();
        if bare == fence.trim_end() || (bare == "..." && fence.starts_with('-')) {
            return Ok((keys, at));
        }
        if number >= FRONT_LINES {
            break;
        }
        if number == 0 && !bare.contains([':', '=']) {
            // A rule and then text, as a letter may begin.
            return Ok((Vec::new(), 0));
        }
        let edge = !line.starts_with([' ', '\t', '#', '-']);
        let separator = if fence.starts_with('+') { '=' } else { ':' };
        match bare.split_once(separator).filter(|_| edge) {
            Some((key, value)) => keys.push((key.trim().trim_matches('"').to_lowercase(), scalar(value))),
            // An item of a list under its key, such as an author.
            None => {
                let item = bare.trim_start().strip_prefix("- ").map(scalar);
                if let (Some(item), Some((_, value))) = (item, keys.last_mut()) {
                    let item = item.strip_prefix("name:").map(scalar).unwrap_or(item);
                    *value = if value.is_empty() { item } else { format!("{value}, {item}") };
                }
            }
        }
    }
    let message = format!("the front matter is never closed; write {:?} under it", fence.trim_end());
    Err(Error::new("bad-frontmatter", message).at(1, 1))
}

/// A value without its quotation marks or brackets, and without a comment.
fn scalar(value: &str) -> String {
    let value = value.trim();
    for mark in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(mark) {
            return rest.split_once(mark).map_or(rest, |(inside, _)| inside).to_string();
        }
    }
    let value = value.split_once(" #").map_or(value, |(before, _)| before.trim_end());
    if let Some(list) = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return list.split(',').map(scalar).filter(|one| !one.is_empty()).collect::<Vec<_>>().join(", ");
    }
    if matches!(value, "~" | "null" | "|" | ">") { String::new() } else { value.to_string() }
}

/// Writes blanks of the same length in bytes, line breaks kept.
fn blank(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(c),
            _ => out.extend(std::iter::repeat_n(' ', c.len_utf8())),
        }
    }
}

/// Writes the text with blanks for its signs of markup.
fn mask(out: &mut String, body: &str) {
    let mut fence: Option<&str> = None;
    let mut comment = false;
    for line in body.split_inclusive('\n') {
        let bare = line.trim();
        let marks = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
        match (fence, marks) {
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, Some(mark)) => fence = Some(mark),
            (None, None) if comment || bare.starts_with("<!--") => comment = !bare.contains("-->"),
            (None, None) if is_rule(bare) || is_reference(bare) => {}
            (None, None) => {
                let rest = opening(line);
                blank(out, line.get(..line.len() - rest.len()).unwrap_or_default());
                inline(out, rest);
                continue;
            }
            _ => {}
        }
        blank(out, line);
    }
}

/// A thematic break, the line under a heading, or the line under a table's head.
fn is_rule(line: &str) -> bool {
    let marks = line.chars().filter(|c| !c.is_whitespace()).count();
    marks >= 3 && line.chars().all(|c| c.is_whitespace() || "-=*_|:".contains(c))
}

/// The target of a link that stands elsewhere: `[1]: https://…`.
fn is_reference(line: &str) -> bool {
    line.strip_prefix('[').and_then(|rest| rest.split_once("]: ")).is_some_and(|(name, _)| !name.contains(']'))
}

/// A line without the marks of heading, quotation and list before it.
fn opening(line: &str) -> &str {
    let mut rest = line;
    loop {
        let bare = rest.trim_start_matches([' ', '\t']);
        let hashes = bare.len() - bare.trim_start_matches('#').len();
        let after = bare.get(hashes..).unwrap_or_default();
        if (1..=6).contains(&hashes) && after.starts_with([' ', '\t']) {
            return after.trim_start_matches([' ', '\t']);
        }
        let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let numbered = bare.get(digits..).unwrap_or_default();
        let next = if let Some(quoted) = bare.strip_prefix('>') {
            quoted
        } else if let Some(item) = ["- ", "* ", "+ "].iter().find_map(|mark| bare.strip_prefix(mark)) {
            item
        } else if let Some(item) = numbered.strip_prefix(". ").filter(|_| (1..=2).contains(&digits)) {
            item
        } else {
            return rest;
        };
        if next.len() == rest.len() {
            return rest;
        }
        rest = next;
    }
}

/// Writes a line with blanks for emphasis, code marks, targets of links and pictures.
fn inline(out: &mut String, line: &str) {
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '!' if rest.starts_with("![") => target(rest.get(1..).unwrap_or_default()).map(|(_, all)| (0, 0, all + 1)),
            '[' => target(rest).map(|(label, all)| (1, label, all)),
            '<' => tag(rest).map(|all| (0, 0, all)),
            '\\' => rest.chars().nth(1).filter(char::is_ascii_punctuation).map(|_| (1, 2, 2)),
            '*' | '`' => Some((0, 0, rest.len() - rest.trim_start_matches(c).len())),
            '_' => underscores(out, rest).map(|all| (0, 0, all)),
            '~' if rest.starts_with("~~") => Some((0, 0, 2)),
            '|' => Some((0, 0, 1)),
            _ => None,
        };
        match taken {
            // Blank up to the label, write the label, blank up to the end.
            Some((from, to, all)) if from <= to && to <= all && rest.is_char_boundary(all) => {
                blank(out, rest.get(..from).unwrap_or_default());
                let label = rest.get(from..to).unwrap_or_default();
                if c == '[' {
                    inline(out, label)
                } else {
                    out.push_str(label)
                }
                blank(out, rest.get(to..all).unwrap_or_default());
                rest = rest.get(all..).unwrap_or_default();
            }
            _ => {
                out.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
}

/// Where the label of `[label](target)` or `[label][name]` ends, and the whole; brackets in a label are not nested.
fn target(rest: &str) -> Option<(usize, usize)> {
    let close = rest.find(']')?;
    if rest.get(1..close)?.contains(['[', '\n']) {
        return None;
    }
    let after = rest.get(close + 1..)?;
    let end = if after.starts_with('(') {
        after.find(')')?
    } else if after.starts_with('[') {
        after.find(']')?
    } else {
        return None;
    };
    let inside = after.get(..end)?;
    (!inside.contains('\n')).then_some((close, close + 1 + end + 1))
}

/// The length of an HTML tag or of an address in angle brackets.
fn tag(rest: &str) -> Option<usize> {
    let end = rest.find('>')?;
    let inside = rest.get(1..end)?;
    let starts = inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    (starts && !inside.contains(['<', '\n'])).then_some(end + 1)
}

/// The length of a run of underscores that stands at the edge of a word: `snake_case` has none.
fn underscores(out: &str, rest: &str) -> Option<usize> {
    let run = rest.len() - rest.trim_start_matches('_').len();
    let before = out.chars().next_back().is_some_and(char::is_alphanumeric);
    let after = rest.get(run..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric);
    (before != after).then_some(run)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read_in_both_forms() {
        let rows = [
            "---\ntitle: \"Banjir: Demak terendam\"\ndate: 2024-02-09\nlang: id-ID\nauthors:\n  - name: Sari\n  - Budi\npublisher: 'Harian Uji' # cetak\n---\nAir naik.\n",
            "+++\ntitle = \"Banjir: Demak terendam\"\ndate = 2024-02-09\nlang = \"id\"\nauthors = [\"Sari\", \"Budi\"]\npublisher = \"Harian Uji\"\n+++\nAir naik.\n",
        ];
        for file in rows {
            let (input, told) = from_markdown(file, "a").expect(file);
            assert!(told.is_empty(), "{told:?}");
            assert_eq!(input.title.as_deref(), Some("Banjir: Demak terendam"));
            assert_eq!(input.published.as_deref(), Some("2024-02-09"));
            assert_eq!(input.lang.as_deref(), Some("id"));
            assert_eq!(input.author.as_deref(), Some("Sari, Budi"));
            assert_eq!(input.publisher.as_deref(), Some("Harian Uji"));
            assert_eq!(input.text.trim(), "Air naik.");
            assert_eq!(input.given.as_deref(), Some(file));
        }
        let error = from_markdown("---\ntitle: Banjir\n", "a").expect_err("never closed");
        assert!(error.message.contains("never closed"), "{error}");
        let (input, _) = from_markdown("---\nSurat dari Palu.\n", "a").expect("a rule is no front matter");
        assert!(input.text.contains("Surat dari Palu."));
    }

    #[test]
    fn signs_are_blanked_where_they_stand() {
        let rows = [
            ("# Judul", "  Judul"),
            ("> - **Palu** banjir", "      Palu   banjir"),
            ("Kata [Wali Kota](https://a.b/c_d) di _Palu_.", " "),
            ("![Foto](a.png) Air naik", "               Air naik"),
            ("nama_berkas_panjang tetap", "nama_berkas_panjang tetap"),
            ("1. Air surut", "   Air surut"),
            ("13 September 2023. Air surut", "13 September 2023. Air surut"),
            ("Harga 5 < 6 dan 7 > 3", "Harga 5 < 6 dan 7 > 3"),
            ("<b>Palu</b> tenang", "   Palu     tenang"),
            ("tanda \\* bintang", "tanda  * bintang"),
            ("[bukan tautan] saja", "[bukan tautan] saja"),
            ("é *ya* – ![é](–)x", "é  ya  –           x"),
        ];
        for (file, wanted) in rows {
            let (input, _) = from_markdown(file, "a").expect(file);
            assert_eq!(input.text.len(), file.len(), "{file}");
            if wanted.trim().is_empty() {
                assert!(input.text.contains("Wali Kota") && !input.text.contains("https"), "{}", input.text);
            } else {
                assert_eq!(input.text, wanted, "{file}");
            }
        }
        let (input, _) =
            from_markdown("Satu.\n```\nkode\n```\n<!-- catatan\nlagi -->\nDua.\n---\n", "a").expect("read");
        assert_eq!(input.text.split_whitespace().collect::<Vec<_>>(), ["Satu.", "Dua."]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_keeps_its_length_and_its_lines(file in "(\\PC|[\\[\\]()*_`<>#\n!-])*") {
            if let Ok((input, _)) = from_markdown(&file, "a") {
                assert_eq!(input.text.len(), file.len());
                assert_eq!(input.text.lines().count(), file.lines().count());
            }
        }
    }
}
