//! Bytes to text: a byte-order mark, a declared encoding, UTF-8, or a careful guess.
//!
//! A guess that may be wrong is worse than a sentence that asks for help, since wrong letters make wrong names: only
//! Western single-byte text is guessed, and only where its letters stand as letters of a word do.

use crate::error::{Diagnostic, Error, line_column};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Where a text may declare its own encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Declares {
    Nowhere,
    /// `<meta charset>` or `<meta http-equiv>`.
    Meta,
    /// `<?xml encoding="…"?>`.
    Xml,
}

/// A text with the name of the encoding that it was read in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    pub encoding: &'static str,
    /// Said where the encoding was guessed or letters were lost.
    pub told: Option<Diagnostic>,
}

/// Bytes in which a declaration is looked for, as browsers do.
const HEAD: usize = 1024;
/// Bytes that tell whether a file is text at all.
const SAMPLE: usize = 8192;
/// One control character in so many bytes makes a file no text.
const CONTROLS: usize = 10;
/// Of so many pairs of bytes one may lack a zero for a text to be UTF-16 without a mark.
const UTF16_PAIRS: usize = 10;
/// The fewest pairs of bytes that tell UTF-16 without a mark.
const UTF16_LEAST: usize = 8;

/// First bytes of files that people take for text, and what they are.
const SIGNATURES: [(&[u8], &str); 9] = [
    (b"%PDF-", "a PDF; save its text as .txt first"),
    (b"PK\x03\x04", "a ZIP archive, as .docx and .odt are; save the text as .txt first"),
    (b"\xd0\xcf\x11\xe0", "an old Office file; save the text as .txt first"),
    (b"\x1f\x8b", "compressed with gzip; unpack it first"),
    (b"BZh", "compressed with bzip2; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd; unpack it first"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
];

/// Decodes a whole file.
///
/// # Errors
/// A file that is no text, damaged UTF-8 with line and column, or an encoding that cannot be told.
///
/// ```
/// use linimasa::import::{Declares, decode};
/// let read = decode(b"Kafe \x93Caf\xe9 Batavia\x94 dibuka.", Declares::Nowhere).expect("Windows-1252");
/// assert_eq!(read.text, "Kafe “Café Batavia” dibuka.");
/// assert_eq!(read.encoding, "windows-1252");
/// ```
pub fn decode(bytes: &[u8], declares: Declares) -> Result<Decoded, Error> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return whole(bytes.get(mark..).unwrap_or_default(), encoding, None);
    }
    if let Some((_, what)) = SIGNATURES.iter().find(|(first, _)| bytes.starts_with(first)) {
        return Err(Error::new("not-text", format!("the file is {what}")));
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return whole(bytes, encoding, Some(guessed(encoding)));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        refuse_binary(bytes)?;
        return Ok(Decoded { text: text.to_string(), encoding: UTF_8.name(), told: None });
    }
    if let Some(encoding) = declared(bytes, declares).filter(|encoding| *encoding != UTF_8) {
        return whole(bytes, encoding, None);
    }
    refuse_binary(bytes)?;
    if is_damaged_utf8(bytes) || declared(bytes, declares).is_some() {
        return match declares {
            // A page with one broken letter is still a page, as every browser treats it.
            Declares::Meta => whole(bytes, UTF_8, None),
            _ => Err(damaged(bytes)),
        };
    }
    guess(bytes)
}

/// UTF-8 text alone, a byte-order mark dropped: what JSON and the tables beside an input are.
///
/// # Errors
/// Where the text is not UTF-8, with line and column.
pub fn utf8(bytes: Vec<u8>) -> Result<String, Error> {
    let text = String::from_utf8(bytes).map_err(|error| damaged(error.as_bytes()))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(text))
}

/// The bytes of JSON as UTF-8 without a mark: some consoles write what a program prints as UTF-16.
pub fn plain(bytes: &[u8]) -> Cow<'_, [u8]> {
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding == UTF_8 => Cow::Borrowed(bytes.get(mark..).unwrap_or_default()),
        Some((encoding, mark)) => {
            let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
            Cow::Owned(text.into_owned().into_bytes())
        }
        None => Cow::Borrowed(bytes),
    }
}

/// The error for the first bytes that are no UTF-8.
fn damaged(bytes: &[u8]) -> Error {
    let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let before = String::from_utf8_lossy(bytes.get(..valid).unwrap_or_default());
    let (line, column) = line_column(&before, before.len());
    Error::new("not-utf8", "the text is not valid UTF-8 here; save it as UTF-8 and try again").at(line, column)
}

fn guessed(encoding: &'static Encoding) -> Diagnostic {
    let message = format!("the encoding is not stated; read as {}", encoding.name());
    Diagnostic { code: "guessed-encoding", message, span: None }
}

/// Decodes in an encoding that is known.
fn whole(bytes: &[u8], encoding: &'static Encoding, told: Option<Diagnostic>) -> Result<Decoded, Error> {
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    if lossy && encoding != UTF_8 && text.chars().filter(|c| *c == '\u{fffd}').count() * CONTROLS > text.len() {
        let message = format!("the file says that it is {}, and is not; save it as UTF-8", encoding.name());
        return Err(Error::new("bad-encoding", message));
    }
    let lost = lossy.then(|| {
        let message = format!("some letters are not {} and were replaced by \u{fffd}", encoding.name());
        Diagnostic { code: "lost-letters", message, span: None }
    });
    Ok(Decoded { text: text.into_owned(), encoding: encoding.name(), told: lost.or(told) })
}

/// UTF-16 of mostly Latin letters has a zero in every pair, always on the same side.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(SAMPLE))?;
    let pairs = sample.len() / 2;
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let most = |count: usize| pairs >= UTF16_LEAST && count * UTF16_PAIRS >= pairs * (UTF16_PAIRS - 1);
    match (zeros(0), zeros(1)) {
        (0, right) if most(right) => Some(UTF_16LE),
        (left, 0) if most(left) => Some(UTF_16BE),
        _ => None,
    }
}

fn refuse_binary(bytes: &[u8]) -> Result<(), Error> {
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let control = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31 | 127);
    if sample.iter().filter(control).count() * CONTROLS > sample.len() {
        return Err(Error::new("not-text", "the file is not text; give the article as text, HTML or Markdown"));
    }
    Ok(())
}

/// The encoding that the head of a page or of an XML file names.
fn declared(bytes: &[u8], declares: Declares) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD))?).to_ascii_lowercase();
    let key = match declares {
        Declares::Nowhere => return None,
        Declares::Meta => "charset=",
        Declares::Xml => "encoding=",
    };
    let (_, rest) = head.split_once(key)?;
    let label: String =
        rest.trim_start_matches(['"', '\'', ' ']).chars().take_while(|c| !"\"'; />?".contains(*c)).collect();
    Encoding::for_label(label.as_bytes())
}

/// Whether a text is UTF-8 with some broken bytes rather than text of another encoding: whole letters of several bytes
/// hardly ever come about by chance.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    letters > 0 && letters >= broken
}

/// Western text whose encoding nothing states.
fn guess(bytes: &[u8]) -> Result<Decoded, Error> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let found = detector.guess(None, Utf8Detection::Deny);
    // What detection takes for another script is tried as Western text first: its short samples are often that.
    let western =
        ["windows-1252", "windows-1254", "windows-1257", "windows-1250", "ISO-8859-2"].contains(&found.name());
    let encoding = if western { found } else { WINDOWS_1252 };
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    if !lossy && is_plausible(&text) {
        return Ok(Decoded { text: text.into_owned(), encoding: encoding.name(), told: Some(guessed(encoding)) });
    }
    let error = damaged(bytes);
    if western {
        return Err(error);
    }
    let (line, column) = error.at.unwrap_or((1, 1));
    let message = format!("{}; it may be {}", error.message, found.name());
    Err(Error::new("not-utf8", message).at(line, column))
}

/// Whether most letters beyond ASCII stand beside other letters of a word, and no control character is left.
fn is_plausible(text: &str) -> bool {
    let (mut odd, mut all) = (0_usize, 0_usize);
    let letters: Vec<char> = text.chars().collect();
    for (at, c) in letters.iter().enumerate().filter(|(_, c)| !c.is_ascii()) {
        all += 1;
        let beside = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_alphabetic);
        let joined = beside(at.checked_sub(1)) || beside(at.checked_add(1));
        odd += usize::from(c.is_control() || (c.is_alphabetic() && !joined));
    }
    odd * 2 <= all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let utf16: Vec<u8> = "Hujan turun di Palu.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf16.iter().copied()).collect();
        let rows: [(&[u8], Declares, &str, &str); 9] = [
            (b"Hujan turun.", Declares::Nowhere, "UTF-8", "Hujan turun."),
            (b"\xef\xbb\xbfHujan", Declares::Nowhere, "UTF-8", "Hujan"),
            (&marked, Declares::Nowhere, "UTF-16LE", "Hujan turun di Palu."),
            (&utf16, Declares::Nowhere, "UTF-16LE", "Hujan turun di Palu."),
            (
                b"Caf\xe9 itu \x96 kata dia \x96 tutup.",
                Declares::Nowhere,
                "windows-1252",
                "Café itu – kata dia – tutup.",
            ),
            (
                b"<meta charset=\"iso-8859-1\">caf\xe9",
                Declares::Meta,
                "windows-1252",
                "<meta charset=\"iso-8859-1\">café",
            ),
            // What is UTF-8 is UTF-8, whatever the page says.
            (b"<meta charset=latin1>caf\xc3\xa9", Declares::Meta, "UTF-8", "<meta charset=latin1>café"),
            (b"<meta charset=utf-8>caf\xe9", Declares::Meta, "UTF-8", "<meta charset=utf-8>caf\u{fffd}"),
            (
                b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>",
                Declares::Xml,
                "windows-1252",
                "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>",
            ),
        ];
        for (bytes, declares, encoding, text) in rows {
            let read = decode(bytes, declares).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((read.encoding, read.text.as_str()), (encoding, text));
        }
    }

    #[test]
    fn what_is_no_text_or_damaged_is_refused() {
        type Row<'a> = (&'a [u8], &'a str, Option<(usize, usize)>);
        let rows: [Row; 6] = [
            (b"%PDF-1.7 x", "PDF", None),
            (b"PK\x03\x04abc", "ZIP", None),
            (b"\x00\x01\x02\x03\x04\x05ab", "not text", None),
            (b"Hujan\nderas \xff\xfe di Palu", "not valid UTF-8", Some((2, 7))),
            (b"\xe2\x80\x9cYa\xe2\x80\x9d \xff", "not valid UTF-8", Some((1, 6))),
            (b"\xff", "not valid UTF-8", Some((1, 1))),
        ];
        for (bytes, says, at) in rows {
            let error = decode(bytes, Declares::Nowhere).expect_err(says);
            assert!(error.message.contains(says), "{error}");
            assert_eq!(error.at, at, "{says}");
        }
    }
}
