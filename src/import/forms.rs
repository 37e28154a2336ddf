//! What kind of file an input is, and the articles in it.

use super::decode::{Declares, decode, plain};
use super::{feed, html, markdown};
use crate::error::{Diagnostic, Error};
use crate::text::Input;
use serde_json::{Map, Value};

/// Bytes of the longest file that holds one article: a page with pictures inside is as long, a text never.
pub const LONGEST_ARTICLE: usize = 16_000_000;
/// Bytes of the longest file of events or feed that is read whole.
pub const LONGEST_DATA: usize = 64_000_000;
/// Bytes by which a file without a telling name is told.
const HEAD: usize = 4096;

/// The kinds of files that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    Text,
    Markdown,
    Html,
    Feed,
    Jsonl,
    /// An article, or a list of articles, as one JSON value.
    ArticleJson,
    Csv,
    EventsJson,
    GeoJson,
    TimelineJs,
}

impl Form {
    /// Whether the file holds events and no articles.
    pub fn is_data(self) -> bool {
        matches!(self, Form::Csv | Form::EventsJson | Form::GeoJson | Form::TimelineJs)
    }

    /// Bytes of the longest file of this kind; lines of articles have no limit but that of each line.
    pub fn longest(self) -> usize {
        match self {
            Form::Text | Form::Markdown | Form::Html => LONGEST_ARTICLE,
            Form::Jsonl => usize::MAX,
            _ => LONGEST_DATA,
        }
    }
}

/// The form that the ending of a name states; `None` for an ending that says nothing, or that several forms share.
pub fn form_of_name(name: &str) -> Option<Form> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (_, ending) = file.rsplit_once('.')?;
    Some(match ending.to_lowercase().as_str() {
        "txt" | "text" => Form::Text,
        "md" | "markdown" => Form::Markdown,
        "html" | "htm" | "xhtml" => Form::Html,
        "rss" | "atom" => Form::Feed,
        "jsonl" | "ndjson" => Form::Jsonl,
        "csv" | "tsv" => Form::Csv,
        "geojson" => Form::GeoJson,
        _ => return None,
    })
}

/// Whether a folder's file of this name is an input at all.
pub fn is_input_name(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    form_of_name(name).is_some() || matches!(ending.as_deref(), Some("json" | "xml"))
}

/// The form of an input by its name and, where that does not say it, by its first letters.
pub fn form(name: &str, bytes: &[u8]) -> Form {
    if let Some(form) = form_of_name(name) {
        return form;
    }
    let bytes = &*plain(bytes);
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default());
    let lower = head.trim_start().to_lowercase();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    if lower.starts_with('<') {
        let page = ["<html", "<!doctype html", "<head", "<body"].iter().any(|mark| lower.contains(mark));
        let feed = ["<rss", "<feed", "<rdf:rdf"].iter().any(|mark| lower.contains(mark));
        return match (feed, page || !lower.starts_with("<?xml")) {
            (true, _) => Form::Feed,
            (false, true) if ending.as_deref() != Some("xml") || page => Form::Html,
            _ => Form::Feed,
        };
    }
    match ending.as_deref() {
        Some("json") => return json_form(bytes).unwrap_or(Form::EventsJson),
        Some("xml") => return Form::Feed,
        _ => {}
    }
    if lower.starts_with(['{', '[']) {
        // Several objects, one a line, are no JSON as a whole.
        return json_form(bytes).unwrap_or(Form::Jsonl);
    }
    if markdown::has_front_matter(&head) {
        return Form::Markdown;
    }
    if super::is_csv(&head) { Form::Csv } else { Form::Text }
}

/// The form of a JSON value; `None` for what is no JSON.
fn json_form(bytes: &[u8]) -> Option<Form> {
    let value: Value = serde_json::from_slice(bytes).ok()?;
    if value.is_array() || value["text"].is_string() {
        return Some(Form::ArticleJson);
    }
    if matches!(value["type"].as_str(), Some("FeatureCollection" | "Feature")) {
        return Some(Form::GeoJson);
    }
    if value["schema"].is_string() {
        return Some(Form::EventsJson);
    }
    let slides = value["events"].as_array();
    let slides =
        slides.is_some_and(|all| all.iter().any(|one| one["start_date"].is_object() || one["text"].is_object()));
    Some(if slides { Form::TimelineJs } else { Form::EventsJson })
}

/// One article of a file, or the reason why it cannot be read.
#[derive(Debug, Clone)]
pub struct Entry {
    /// 1-based line at which it stands.
    pub line: usize,
    /// The id that the file itself gives.
    pub id: Option<String>,
    /// Keys of JSON that this program does not know.
    pub extra: Map<String, Value>,
    pub input: Result<Input, Error>,
    /// What was doubtful in reading it.
    pub told: Vec<Diagnostic>,
}

impl Entry {
    fn new(line: usize, read: Result<(Input, Vec<Diagnostic>), Error>) -> Self {
        let (input, told) = match read {
            Ok((input, told)) => (Ok(input), told),
            Err(error) => (Err(error), Vec::new()),
        };
        Self { line, id: None, extra: Map::new(), input, told }
    }
}

/// The articles in the bytes of a file, in their order. `id` is that of a file's only article, and the beginning of the
/// ids of several that have none of their own.
///
/// ```
/// use linimasa::import::{Form, articles};
/// let feed = b"<rss><channel><item><title>Banjir</title><description>Banjir merendam Demak.</description></item>\
///     </channel></rss>";
/// let found = articles(feed, Form::Feed, "kabar");
/// let input = found[0].input.as_ref().expect("an entry");
/// assert_eq!((input.id.as_str(), input.text.as_str()), ("kabar-1", "Banjir merendam Demak."));
/// ```
pub fn articles(bytes: &[u8], form: Form, id: &str) -> Vec<Entry> {
    if bytes.len() > form.longest() {
        let message = format!(
            "the file has {} MB, and at most {} MB are read at once; split it, one article a file or one a line of a \
             .jsonl file",
            bytes.len() / 1_000_000,
            form.longest() / 1_000_000
        );
        return vec![Entry::new(1, Err(Error::new("too-long", message)))];
    }
    match form {
        Form::Html => vec![Entry::new(1, html::from_bytes(bytes, id))],
        Form::Markdown => {
            let read = decode(bytes, Declares::Nowhere).and_then(|decoded| {
                let (input, told) = markdown::from_markdown(&decoded.text, id)?;
                Ok((input, decoded.told.into_iter().chain(told).collect()))
            });
            vec![Entry::new(1, read)]
        }
        Form::Feed => match feed::entries(bytes, id) {
            Ok((found, told)) => {
                let mut entries: Vec<Entry> = found.into_iter().map(|(line, read)| Entry::new(line, read)).collect();
                if let Some(first) = entries.first_mut() {
                    first.told.splice(0..0, told);
                }
                entries
            }
            Err(error) => vec![Entry::new(1, Err(error))],
        },
        Form::Jsonl => {
            let bytes = plain(bytes);
            let lines = bytes.split(|byte| *byte == b'\n').enumerate();
            lines.filter_map(|(index, line)| article_line(index + 1, line)).collect()
        }
        Form::ArticleJson => article_json(bytes, id),
        _ => {
            let read = decode(bytes, Declares::Nowhere).map(|decoded| {
                let input = Input { id: id.to_string(), text: decoded.text, ..Input::default() };
                (input, decoded.told.into_iter().collect())
            });
            vec![Entry::new(1, read)]
        }
    }
}

/// One article as an object, or several in a list.
fn article_json(bytes: &[u8], id: &str) -> Vec<Entry> {
    let value = super::utf8(plain(bytes).into_owned())
        .and_then(|text| serde_json::from_str::<Value>(&text).map_err(|error| super::not_json("the file", &error)));
    let list = match value {
        Ok(Value::Array(list)) => list,
        Ok(value) => return vec![json_article(1, value, id.to_string())],
        Err(error) => return vec![Entry::new(1, Err(error))],
    };
    let numbered = list.into_iter().zip(1_usize..);
    let entries = numbered.map(|(value, number)| {
        let mut entry = json_article(1, value, format!("{id}-{number}"));
        if entry.input.is_err() {
            let message = format!("entry {number} of the list is not an object with a \"text\"");
            entry.input = Err(Error::new("bad-json", message));
        }
        entry
    });
    entries.collect()
}

/// The article in one line of JSON, without a byte-order mark; `None` for a blank line. Lines stand by themselves, so
/// that a file of them need not be read as a whole. `line` counts from one.
///
/// ```
/// use linimasa::import::article_line;
/// let entry = article_line(7, b"{\"id\":\"a\",\"text\":\"Hujan di Palu.\"}").expect("a line with something on it");
/// assert_eq!(entry.input.map(|input| input.id).as_deref(), Ok("a"));
/// assert!(article_line(8, b"  \n").is_none());
/// let error = article_line(9, b"{\"id\":").expect("a line").input.expect_err("half an object");
/// assert_eq!(error.at.map(|(line, _)| line), Some(9));
/// ```
pub fn article_line(line: usize, raw: &[u8]) -> Option<Entry> {
    (!raw.trim_ascii().is_empty()).then(|| json_line(line, raw))
}

fn json_line(line: usize, raw: &[u8]) -> Entry {
    if raw.len() > LONGEST_ARTICLE {
        let message = format!("the line has {} MB and is no single article; split it", raw.len() / 1_000_000);
        return Entry::new(line, Err(Error::new("too-long", message).at(line, 1)));
    }
    let text = super::utf8(raw.to_vec()).map_err(|error| {
        let column = error.at.map_or(1, |(_, column)| column);
        error.at(line, column)
    });
    let value = text.and_then(|text| {
        serde_json::from_str::<Value>(&text)
            .map_err(|error| super::not_json("the line", &error).at(line, error.column().max(1)))
    });
    match value {
        Ok(value) => json_article(line, value, line.to_string()),
        Err(error) => Entry::new(line, Err(error)),
    }
}

/// An article as an object: `text`, and what is told beside it; unknown keys are kept.
fn json_article(line: usize, value: Value, usual_id: String) -> Entry {
    let wrong = || Error::new("bad-json", "the line is not a JSON object with a \"text\"").at(line, 1);
    let Value::Object(mut fields) = value else { return Entry::new(line, Err(wrong())) };
    let mut take = |keys: &[&str]| {
        let found = keys.iter().find_map(|key| match fields.get(*key) {
            Some(Value::String(text)) => Some((*key, text.clone())),
            Some(Value::Number(number)) if *key == "id" || *key == "doc" => Some((*key, number.to_string())),
            _ => None,
        });
        found.map(|(key, text)| {
            fields.shift_remove(key);
            text
        })
    };
    let own = take(&["id", "doc"]);
    let text = take(&["text"]);
    let title = take(&["title"]);
    let published = take(&["dct", "published"]);
    let url = take(&["url"]);
    let publisher = take(&["publisher"]);
    let lang = take(&["lang"]);
    let Some(text) = text else {
        return Entry { id: own, ..Entry::new(line, Err(wrong())) };
    };
    let id = own.clone().unwrap_or(usual_id);
    let input = Input { id, text, title, published, url, publisher, lang, ..Input::default() };
    Entry { line, id: own, extra: fields, input: Ok(input), told: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_by_name_and_then_by_content() {
        let rows: [(&str, &[u8], Form); 22] = [
            ("a.txt", b"{}", Form::Text),
            ("A.HTM", b"", Form::Html),
            ("a.md", b"", Form::Markdown),
            ("a.rss", b"", Form::Feed),
            ("a.tsv", b"", Form::Csv),
            ("a.xml", b"<?xml version='1.0'?><rss>", Form::Feed),
            ("a.xml", b"<?xml version='1.0'?><html>", Form::Html),
            ("a.xml", b"<a>", Form::Feed),
            ("a.json", b"{\"schema\":\"linimasa/1\",\"events\":[]}", Form::EventsJson),
            ("a.json", b"{\"type\":\"FeatureCollection\"}", Form::GeoJson),
            ("a.json", b"{\"events\":[{\"start_date\":{\"year\":1}}]}", Form::TimelineJs),
            ("a.json", b"{\"text\":\"Hujan.\"}", Form::ArticleJson),
            ("a.json", b"[{\"text\":\"Hujan.\"}]", Form::ArticleJson),
            ("a.json", b"{", Form::EventsJson),
            ("-", b"{\"text\":\"a\"}\n{\"text\":\"b\"}\n", Form::Jsonl),
            ("-", b"\xef\xbb\xbf<!DOCTYPE html><title>a</title>", Form::Html),
            ("-", b"<p>Hujan turun.</p>", Form::Html),
            ("-", b"<feed xmlns='a'>", Form::Feed),
            ("-", b"---\ntitle: a\n---\nHujan.", Form::Markdown),
            ("-", b"date,label\n2024,a\n", Form::Csv),
            ("-", b"Hujan turun di Palu.", Form::Text),
            ("berita", b"Hujan turun di Palu.", Form::Text),
        ];
        for (name, bytes, wanted) in rows {
            assert_eq!(form(name, bytes), wanted, "{name} {}", String::from_utf8_lossy(bytes));
        }
        assert!(is_input_name("a.json") && !is_input_name("a.jpg") && !is_input_name("README"));
    }

    #[test]
    fn a_list_of_articles_is_read_with_the_bad_ones_in_place() {
        let found =
            articles(b"[{\"text\":\"Hujan.\",\"x\":1},5,{\"id\":7,\"text\":\"Banjir.\"}]", Form::ArticleJson, "k");
        let ids: Vec<Option<&str>> =
            found.iter().map(|e| e.input.as_ref().ok().map(|input| input.id.as_str())).collect();
        assert_eq!(ids, [Some("k-1"), None, Some("7")]);
        assert_eq!(found[0].extra["x"], 1);
    }

    #[test]
    fn what_a_console_wrote_as_utf16_is_json_all_the_same() {
        let text = "{\"text\":\"Hujan di Palu.\"}\r\n{\"text\":\"Banjir.\"}\r\n";
        let bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(form("-", &bytes), Form::Jsonl);
        let found = articles(&bytes, Form::Jsonl, "k");
        assert!(found.len() == 2 && found.iter().all(|entry| entry.input.is_ok()), "{found:?}");
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

        #[test]
        fn no_bytes_stop_the_program(
            bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400),
            markup in "(<(html|p|div|rss|item|title|description|feed|entry|link href='a'|!\\[CDATA\\[|/p|/item)>|&amp;|&#0;|&x;|\\]\\]>|---\n|[a-z:\" ]{0,9}|\\PC){0,40}",
        ) {
            let all = [Form::Text, Form::Markdown, Form::Html, Form::Feed, Form::Jsonl, Form::ArticleJson];
            for kind in all {
                articles(&bytes, kind, "a");
                articles(markup.as_bytes(), kind, "a");
                articles(format!("<rss><channel>{markup}</channel></rss>").as_bytes(), kind, "a");
            }
            form("-", &bytes);
        }
    }

    #[test]
    fn a_file_that_is_too_long_is_not_read() {
        let found = articles(&vec![b'a'; LONGEST_ARTICLE + 1], Form::Text, "k");
        assert!(found[0].input.as_ref().is_err_and(|error| error.message.contains("at most 16 MB")));
    }
}
