//! RSS and Atom files: every entry is an article.

use super::decode::{Declares, decode};
use super::{html, published};
use crate::error::{Diagnostic, Error, line_column};
use crate::text::{Input, Origin};
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// Elements of an entry that hold its text, the fullest first.
const BODIES: [&str; 5] = ["content:encoded", "content", "description", "summary", "media:description"];
/// Elements that hold the date of publication.
const DATES: [&str; 6] = ["pubdate", "published", "dc:date", "dcterms:created", "updated", "date"];
/// Elements inside each other: a feed has six, more is an attack.
const DEPTH: usize = 64;

/// An entry, or the reason why it cannot be read.
pub(super) type Entry = Result<(Input, Vec<Diagnostic>), Error>;

/// Entries with the lines at which they stand, and what was doubtful in the file as a whole.
pub(super) type Entries = (Vec<(usize, Entry)>, Vec<Diagnostic>);

/// The entries of a feed in their order; `id` is the beginning of their ids.
///
/// What stands before a fault of the XML is kept, and the fault is the last entry.
///
/// # Errors
/// Bytes that are no text, or XML that is no feed.
pub(super) fn entries(bytes: &[u8], id: &str) -> Result<Entries, Error> {
    let decoded = decode(bytes, Declares::Xml)?;
    let mut feed = Feed { id, text: &decoded.text, ..Feed::default() };
    let fault = feed.read();
    let told = decoded.told.into_iter().collect();
    match fault {
        Err(error) if feed.entries.is_empty() => Err(error),
        Err(error) => {
            let line = error.at.map_or(1, |(line, _)| line);
            feed.entries.push((line, Err(error)));
            Ok((feed.entries, told))
        }
        Ok(()) if !feed.is_feed => {
            Err(Error::new("bad-xml", "the file is XML but no RSS or Atom feed; give the article as text or HTML"))
        }
        Ok(()) if feed.entries.is_empty() => Err(Error::new("empty", "the feed has no entries")),
        Ok(()) => Ok((feed.entries, told)),
    }
}

/// Text by the name of its element, of a feed or of one entry.
#[derive(Debug, Default)]
struct Fields(Vec<(String, String)>);

impl Fields {
    fn first(&self, names: &[&str]) -> Option<String> {
        let found = names.iter().find_map(|name| self.0.iter().find(|(known, text)| known == name && !text.is_empty()));
        found.map(|(_, text)| text.clone())
    }
}

#[derive(Default)]
struct Feed<'a> {
    id: &'a str,
    text: &'a str,
    is_feed: bool,
    /// Names of the open elements.
    open: Vec<String>,
    /// Text of the open element that holds text; its depth.
    held: Option<(usize, String)>,
    about: Fields,
    /// The open entry, with its depth and its line and column.
    entry: Option<(usize, (usize, usize), Fields)>,
    entries: Vec<(usize, Entry)>,
}

impl Feed<'_> {
    fn read(&mut self) -> Result<(), Error> {
        let mut reader = Reader::from_str(self.text);
        loop {
            let at = reader.buffer_position();
            let event = reader.read_event().map_err(|error| {
                let message = format!("the feed is not well-formed XML: {error}");
                let (line, column) = self.place(reader.error_position());
                Error::new("bad-xml", message).at(line, column)
            })?;
            match event {
                Event::Start(start) => self.start(&start, at, true)?,
                Event::Empty(start) => self.start(&start, at, false)?,
                Event::End(_) => self.end(),
                Event::Text(text) => self.hold(&text.xml10_content()),
                Event::CData(text) => self.hold(&text.xml10_content()),
                Event::GeneralRef(name) => {
                    let letter = name.resolve_char_ref().ok().flatten().map(String::from);
                    let known = || resolve_predefined_entity(&name).map(str::to_string);
                    // An entity of HTML is left to the reader of HTML.
                    self.hold(&letter.or_else(known).unwrap_or_else(|| format!("&{};", &*name)));
                }
                Event::Eof if self.open.is_empty() => return Ok(()),
                Event::Eof => {
                    let (line, column) = self.place(reader.buffer_position());
                    let message = "the feed ends in the middle of an element; fetch it again";
                    return Err(Error::new("bad-xml", message).at(line, column));
                }
                _ => {}
            }
        }
    }

    /// Line and column of a byte.
    fn place(&self, at: u64) -> (usize, usize) {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        line_column(self.text, at)
    }

    fn start(&mut self, start: &BytesStart<'_>, at: u64, opens: bool) -> Result<(), Error> {
        let name = start.name().as_ref().to_lowercase();
        let attribute = |key: &str| {
            let found = start.try_get_attribute(key).ok().flatten()?;
            Some(found.normalized_value(XmlVersion::Explicit1_0).ok()?.trim().to_string())
        };
        if self.open.is_empty() {
            self.is_feed = matches!(name.as_str(), "rss" | "feed" | "rdf:rdf");
            if let Some(lang) = attribute("xml:lang") {
                self.about.0.push(("language".to_string(), lang));
            }
        }
        if self.open.len() >= DEPTH {
            let (line, column) = self.place(at);
            return Err(Error::new("bad-xml", "the feed is nested too deeply").at(line, column));
        }
        if let Some((_, text)) = &mut self.held {
            // Markup inside a text, as XHTML content of Atom has it, is kept for the reader of HTML.
            text.push_str(&format!("<{name}>"));
        } else if matches!(name.as_str(), "item" | "entry") && self.is_feed {
            let place = self.place(at);
            self.entry = opens.then(|| (self.open.len(), place, Fields::default())).or(self.entry.take());
        } else if name == "link" && attribute("href").is_some() {
            // Atom's link is an attribute; what is an alternate is the article itself.
            let relation = attribute("rel").unwrap_or_else(|| "alternate".to_string());
            if relation == "alternate" {
                let address = attribute("href").unwrap_or_default();
                self.fields().0.push(("link".to_string(), address));
            }
        } else if opens && self.is_leaf(&name) {
            self.held = Some((self.open.len(), String::new()));
        }
        if opens {
            self.open.push(name);
        }
        Ok(())
    }

    /// Whether an element holds text that is read: those right under a feed or an entry, and an author's name.
    fn is_leaf(&self, name: &str) -> bool {
        let holders = ["rss", "feed", "rdf:rdf", "channel", "entry", "item", "image", "source", "textinput"];
        !holders.contains(&name) && name != "author"
            || (name == "author" && self.open.first().is_some_and(|r| r != "feed"))
    }

    fn end(&mut self) {
        let Some(name) = self.open.pop() else { return };
        let depth = self.open.len();
        match self.held.take() {
            Some((at, text)) if at == depth => {
                let text = text.trim().to_string();
                let key = match self.open.last().map(String::as_str) {
                    Some("author") if name == "name" => "author",
                    // A feed's picture and an entry's source have titles of their own.
                    Some("image" | "source" | "textinput" | "author" | "contributor") => return,
                    _ => name.as_str(),
                };
                let key = key.to_string();
                self.fields().0.push((key, text));
            }
            Some((at, mut text)) => {
                text.push_str(&format!("</{name}>"));
                self.held = Some((at, text));
            }
            None => {
                if let Some((_, (line, column), fields)) = self.entry.take_if(|(at, _, _)| *at == depth) {
                    let number = self.entries.len() + 1;
                    let made = self.made(&fields, number).map_err(|error| error.at(line, column));
                    self.entries.push((line, made));
                }
            }
        }
    }

    fn hold(&mut self, more: &str) {
        if let Some((_, text)) = &mut self.held {
            text.push_str(more);
        }
    }

    fn fields(&mut self) -> &mut Fields {
        match &mut self.entry {
            Some((_, _, fields)) => fields,
            None => &mut self.about,
        }
    }

    fn made(&self, fields: &Fields, number: usize) -> Entry {
        let title = fields.first(&["title"]).map(|title| html::text_of(&title)).filter(|title| !title.is_empty());
        let bodies = BODIES.iter().filter_map(|name| fields.first(&[name])).map(|body| html::text_of(&body));
        let longest = bodies.fold(String::new(), |best, body| if body.len() > best.len() { body } else { best });
        if longest.is_empty() {
            let named = title.map_or_else(|| number.to_string(), |title| format!("{title:?}"));
            let message = format!("the entry {named} has no text; give the article that it links to");
            return Err(Error::new("empty", message));
        }
        let lang =
            fields.first(&["dc:language", "language"]).or_else(|| self.about.first(&["language", "dc:language"]));
        let lang = lang.as_deref().and_then(html::language);
        let mut told = Vec::new();
        let date = fields.first(&DATES).and_then(|written| {
            let read = published::iso(&written, lang.as_deref());
            if read.is_none() {
                let message = format!("entry {number}: the date {written:?} cannot be read");
                told.push(Diagnostic { code: "bad-date", message, span: None });
            }
            read
        });
        let input = Input {
            id: format!("{}-{number}", self.id),
            text: longest,
            title,
            published: date,
            url: fields.first(&["link", "guid", "id"]).filter(|address| address.contains("://")),
            publisher: self.about.first(&["title"]).map(|title| html::text_of(&title)),
            lang,
            author: fields.first(&["dc:creator", "author"]),
            origin: Origin::Feed,
            given: None,
        };
        Ok((input, told))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RSS: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:dc=\"x\" xmlns:content=\"y\"><channel>\
        <title>Kabar Uji</title><link>https://uji.example</link><language>id</language>\
        <image><title>Lambang</title></image>\
        <item><title>Banjir &amp; longsor</title><link>https://uji.example/1</link>\
        <pubDate>Wed, 13 Sep 2023 10:30:00 +0700</pubDate><dc:creator>Sari</dc:creator>\
        <description>Ringkas.</description>\
        <content:encoded><![CDATA[<p>Banjir merendam Demak.</p><p>Warga mengungsi&nbsp;ke balai.</p>]]></content:encoded></item>\
        <item><title>Kosong</title></item></channel></rss>";

    #[test]
    fn rss_and_atom_entries_are_articles() {
        let (found, _) = entries(RSS.as_bytes(), "kabar").expect("a feed");
        assert_eq!(found.len(), 2);
        let (input, told) = found[0].1.clone().expect("an entry");
        assert!(told.is_empty(), "{told:?}");
        assert_eq!(input.text, "Banjir merendam Demak.\n\nWarga mengungsi ke balai.");
        assert_eq!((input.id.as_str(), input.title.as_deref()), ("kabar-1", Some("Banjir & longsor")));
        assert_eq!(input.published.as_deref(), Some("2023-09-13T10:30:00+07:00"));
        assert_eq!((input.publisher.as_deref(), input.author.as_deref()), (Some("Kabar Uji"), Some("Sari")));
        assert_eq!((input.url.as_deref(), input.lang.as_deref()), (Some("https://uji.example/1"), Some("id")));
        assert!(found[1].1.as_ref().is_err_and(|e| e.message.contains("\"Kosong\" has no text")));
        let atom = "<feed xmlns=\"a\" xml:lang=\"ms\"><title>Kabar</title><entry><title>Banjir</title><id>x</id>\
            <author><name>Ahmad</name></author><link rel=\"self\" href=\"https://b\"/><link href=\"https://a\"/>\
            <published>2024-01-02T03:04:05Z</published>\
            <content type=\"xhtml\"><div><p>Banjir di Klang.</p></div></content></entry></feed>";
        let (found, _) = entries(atom.as_bytes(), "f").expect("a feed");
        let (input, _) = found[0].1.clone().expect("an entry");
        assert_eq!((input.text.as_str(), input.lang.as_deref()), ("Banjir di Klang.", Some("ms")));
        assert_eq!((input.author.as_deref(), input.url.as_deref()), (Some("Ahmad"), Some("https://a")));
    }

    #[test]
    fn what_stands_before_a_fault_is_kept() {
        let cut = RSS.split_once("<item><title>Kosong").map_or("", |(before, _)| before);
        let broken = format!("{cut}<item><title>Putus</titel></item>");
        for file in [cut, broken.as_str()] {
            let (found, _) = entries(file.as_bytes(), "f").expect("the first entry");
            assert_eq!(found.len(), 2, "{file}");
            assert!(found[0].1.is_ok());
            assert!(found[1].1.as_ref().is_err_and(|e| e.at.is_some() && e.kind == "bad-xml"), "{:?}", found[1].1);
        }
        for (file, says) in [("<a/>", "no RSS"), ("<rss><channel/></rss>", "no entries"), ("<rss", "well-formed")] {
            let error = entries(file.as_bytes(), "f").expect_err(file);
            assert!(error.message.contains(says), "{file}: {error}");
        }
    }
}
