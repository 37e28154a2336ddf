//! Articles one a line: each is read when it is asked for, so that an archive is as long as it likes.

use super::inputs::Content;
use super::packed;
use crate::error::Error;
use crate::import::{self, Entry, LONGEST_ARTICLE, LONGEST_DATA};
use serde_json::Value;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// The mark that some programs put before UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";
/// The marks before UTF-16.
const WIDE: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

/// One line of articles that is not blank.
pub struct Line {
    /// From one.
    pub number: usize,
    /// The line, or as much of it as could be an article.
    pub bytes: Vec<u8>,
    pub entry: Entry,
}

/// The lines of a file or a stream.
pub struct Lines {
    reader: Box<dyn BufRead>,
    /// Lines that were read to tell what the stream is.
    before: Option<Vec<u8>>,
    number: usize,
    ended: bool,
}

impl Lines {
    /// The lines of a file.
    ///
    /// # Errors
    /// A file that cannot be opened, or one in UTF-16 that is too long to be turned into UTF-8.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let failed = |e: io::Error| Error::new("io", format!("{} cannot be read: {e}", path.display()));
        let mut reader = packed::open(path).map_err(failed)?;
        let head = reader.fill_buf().map_err(failed)?;
        if !WIDE.iter().any(|mark| head.starts_with(mark)) {
            return Ok(Self::new(reader, None));
        }
        let mut whole = Vec::new();
        reader.take(LONGEST_DATA as u64 + 1).read_to_end(&mut whole).map_err(failed)?;
        if whole.len() > LONGEST_DATA {
            let message = "the text is not valid UTF-8 here; save it as UTF-8 and try again";
            return Err(Error::new("not-utf8", message).at(1, 1));
        }
        Ok(Self::new(Box::new(io::Cursor::new(import::unmarked(&whole).into_owned())), None))
    }

    fn new(reader: Box<dyn BufRead>, before: Option<Vec<u8>>) -> Self {
        Self { reader, before, number: 0, ended: false }
    }

    /// The next line without its end; of one that is no single article only the beginning. `None` at the end.
    fn line(&mut self) -> Option<io::Result<Vec<u8>>> {
        if let Some(line) = self.before.take() {
            return Some(Ok(line));
        }
        match read_line(&mut self.reader) {
            Ok(None) => None,
            Ok(Some(line)) => Some(Ok(line)),
            Err(error) => Some(Err(error)),
        }
    }
}

impl Iterator for Lines {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        loop {
            if self.ended {
                return None;
            }
            self.number += 1;
            let mut bytes = match self.line()? {
                Ok(bytes) => bytes,
                Err(error) => {
                    self.ended = true;
                    let error = Error::new("io", format!("line {} cannot be read: {error}", self.number));
                    let mut entry = import::article_line(self.number, b"{}")?;
                    entry.input = Err(error);
                    return Some(Line { number: self.number, bytes: Vec::new(), entry });
                }
            };
            if self.number == 1 && bytes.starts_with(MARK) {
                bytes.drain(..MARK.len());
            }
            if let Some(entry) = import::article_line(self.number, &bytes) {
                return Some(Line { number: self.number, bytes, entry });
            }
        }
    }
}

/// One line without its end; `None` where there is none left. What is beyond the longest article is passed over.
fn read_line(reader: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let mut any = false;
    loop {
        let chunk = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        if chunk.is_empty() {
            return Ok(any.then_some(line));
        }
        any = true;
        let end = memchr::memchr(b'\n', chunk);
        let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
        let room = (LONGEST_ARTICLE + 1).saturating_sub(line.len());
        line.extend_from_slice(part.get(..part.len().min(room)).unwrap_or_default());
        let used = part.len() + usize::from(end.is_some());
        reader.consume(used);
        if end.is_some() {
            return Ok(Some(line));
        }
    }
}

/// What standard input holds: articles one a line where the first line is one and more follows, else all of it, up to
/// the size of the longest file.
pub fn standard_input() -> Content {
    content(Box::new(BufReader::new(io::stdin())))
}

fn content(mut reader: Box<dyn BufRead>) -> Content {
    match sniff(&mut *reader) {
        Ok(Ok(bytes)) => Content::Bytes(bytes),
        Ok(Err(first)) => Content::Lines(Lines::new(reader, Some(first))),
        Err(error) => Content::Failed(error),
    }
}

/// The whole stream, or the first of its lines.
fn sniff(reader: &mut dyn BufRead) -> Result<Result<Vec<u8>, Vec<u8>>, Error> {
    let failed = |e: io::Error| Error::new("io", format!("- cannot be read: {e}"));
    let mut first = Vec::new();
    reader.take(LONGEST_ARTICLE as u64 + 1).read_until(b'\n', &mut first).map_err(failed)?;
    let text = first.strip_prefix(MARK).unwrap_or(&first);
    let is_article = text.trim_ascii_start().starts_with(b"{")
        && serde_json::from_slice::<Value>(text).is_ok_and(|value| value["text"].is_string());
    if is_article && follows(reader).map_err(failed)? {
        first.pop();
        return Ok(Err(first));
    }
    let room = (LONGEST_DATA + 1).saturating_sub(first.len());
    reader.take(room as u64).read_to_end(&mut first).map_err(failed)?;
    if first.len() > LONGEST_DATA {
        let message = format!(
            "standard input has more than {} MB, and no more are read at once; give a file, or one article a line as \
             JSON",
            LONGEST_DATA / 1_000_000
        );
        return Err(Error::new("too-long", message));
    }
    Ok(Ok(first))
}

/// Whether anything but blanks follows; blank lines are passed over, and counted by nobody.
fn follows(reader: &mut dyn BufRead) -> io::Result<bool> {
    let chunk = reader.fill_buf()?;
    Ok(!chunk.trim_ascii().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &[u8]) -> Lines {
        Lines::new(Box::new(BufReader::with_capacity(7, io::Cursor::new(text.to_vec()))), None)
    }

    #[test]
    fn lines_keep_their_numbers_over_blanks_marks_and_faults() {
        let text = b"\xef\xbb\xbf{\"text\":\"Hujan.\"}\r\n\n  \nnot json\n{\"id\":\"c\",\"text\":\"Banjir.\"}";
        let all: Vec<(usize, bool)> = of(text).map(|line| (line.number, line.entry.input.is_ok())).collect();
        assert_eq!(all, [(1, true), (4, false), (5, true)]);
        assert_eq!(of(b"").count(), 0);
        assert_eq!(of(b"\n\n").count(), 0);
    }

    #[test]
    fn a_line_without_end_costs_no_memory_and_the_next_one_is_read() {
        let mut text = vec![b'a'; LONGEST_ARTICLE + 5_000];
        text.extend_from_slice(b"\n{\"text\":\"Hujan.\"}\n");
        let all: Vec<Line> = Lines::new(Box::new(io::Cursor::new(text)), None).collect();
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].bytes.len(), LONGEST_ARTICLE + 1);
        assert_eq!(all[0].entry.input.as_ref().map_err(|error| error.kind), Err("too-long"));
        assert!(all[1].entry.input.is_ok());
    }

    #[test]
    fn standard_input_is_lines_where_the_first_is_an_article_and_more_follows() {
        let kind = |text: &[u8]| match content(Box::new(io::Cursor::new(text.to_vec()))) {
            Content::Lines(lines) => format!("{} lines", lines.count()),
            Content::Bytes(bytes) => format!("{} bytes", bytes.len()),
            _ => "failed".to_string(),
        };
        assert_eq!(kind(b"{\"text\":\"a\"}\n{\"text\":\"b\"}\n"), "2 lines");
        assert_eq!(kind(b"{\"text\":\"a\"}\nnot json\n"), "2 lines");
        assert_eq!(kind(b"{\"text\":\"a\"}\n\n"), "14 bytes");
        assert_eq!(kind(b"Hujan.\n"), "7 bytes");
        assert_eq!(kind(b"{\n\"text\":\"a\"}"), "13 bytes");
        assert_eq!(kind(&vec![b'a'; LONGEST_DATA + 1]), "failed");
    }
}
