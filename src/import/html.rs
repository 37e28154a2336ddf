//! A page to the article in it.
//!
//! The article is found as Mozilla's Readability finds it (`dom_smoothie`). What is told beside it is looked up in this
//! order: JSON-LD, OpenGraph and other `<meta>`, `<time>`, the page's own heading.

use super::decode::{Declares, Decoded, decode};
use super::published;
use crate::error::{Diagnostic, Error};
use crate::text::{Input, Origin};
use dom_smoothie::{Config, Readability, TextMode};
use serde_json::Value;

/// Elements of the largest page that is read: long live blogs have some ten thousand.
const ELEMENTS: usize = 200_000;
/// Open elements inside each other, beyond which a page is no article but an accident or an attack.
const DEPTH: usize = 1_000;
/// Letters outside links that a page with an article has at least.
const LEAST: usize = 40;

/// What is not the article although it stands in it.
const BESIDE: &str = "figcaption, nav, aside, form, button, iframe, noscript, template, [hidden], [aria-hidden=true]";

/// `<meta>` names and properties, the most telling first.
const TITLES: [&str; 4] = ["og:title", "twitter:title", "dc.title", "title"];
const DATES: [&str; 12] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "publish-date",
    "publication_date",
    "parsely-pub-date",
    "content_publisheddate",
    "dc.date.issued",
    "dc.date",
    "date",
];
const OUTLETS: [&str; 4] = ["og:site_name", "application-name", "dc.publisher", "publisher"];
const AUTHORS: [&str; 5] = ["author", "article:author", "parsely-author", "content_author", "dc.creator"];
const LANGUAGES: [&str; 3] = ["og:locale", "content-language", "dc.language"];
const ADDRESSES: [&str; 2] = ["og:url", "twitter:url"];

/// Schema.org types that are an article.
const ARTICLES: [&str; 9] = [
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "LiveBlogPosting",
    "BlogPosting",
    "WebPage",
];

/// Reads a page from its bytes.
///
/// # Errors
/// Bytes that are no text, or a page without an article.
pub(super) fn from_bytes(bytes: &[u8], id: &str) -> Result<(Input, Vec<Diagnostic>), Error> {
    let Decoded { text, told, .. } = decode(bytes, Declares::Meta)?;
    let (input, more) = from_html(&text, id)?;
    Ok((input, told.into_iter().chain(more).collect()))
}

/// Reads a page from its text.
///
/// # Errors
/// A page without an article, or one that is nested or long beyond reason.
pub(super) fn from_html(html: &str, id: &str) -> Result<(Input, Vec<Diagnostic>), Error> {
    if html.trim().is_empty() {
        return Err(Error::new("empty", "The page is empty; save it again with its content."));
    }
    let config = Config { max_elements_to_parse: ELEMENTS, text_mode: TextMode::Formatted, ..Config::default() };
    let flat = flattened(html);
    let mut page = Readability::new(flat.as_deref().unwrap_or(html), None, Some(config))
        .map_err(|error| Error::new("bad-html", format!("the page cannot be read: {error}")))?;
    let told = Told::of(&page);
    page.doc.select(BESIDE).remove();
    let inside = |selector: &str| page.doc.select(selector).text().chars().filter(|c| c.is_alphanumeric()).count();
    if inside("body").saturating_sub(inside("a")) < LEAST {
        return Err(no_article());
    }
    let article = page.parse().map_err(|error| match error {
        dom_smoothie::ReadabilityError::GrabFailed => no_article(),
        error => Error::new("bad-html", format!("the page cannot be read: {error}; save the article as text")),
    })?;
    let text = tidy(&article.text_content);
    if text.is_empty() {
        return Err(no_article());
    }
    let lang = told.lang.clone().or_else(|| article.lang.as_deref().and_then(language));
    let mut diagnostics = Vec::new();
    let date = told.published.as_deref().map(|written| published::iso(written, lang.as_deref()).ok_or(written));
    if let Some(Err(written)) = &date {
        let message = format!("the date {written:?} of the page cannot be read; give it with --dct");
        diagnostics.push(Diagnostic { code: "bad-date", message, span: None });
    }
    let input = Input {
        id: id.to_string(),
        text,
        title: told.title.or_else(|| Some(article.title.clone()).filter(|title| !title.is_empty())),
        published: date.and_then(Result::ok),
        url: told.url.or(article.url),
        publisher: told.publisher.or(article.site_name),
        lang,
        author: told.author.or(article.byline),
        origin: Origin::Html,
        given: None,
    };
    Ok((input, diagnostics))
}

/// The text of a piece of HTML, such as the content of a feed's entry.
pub(super) fn text_of(html: &str) -> String {
    let flat = flattened(html);
    match Readability::new(flat.as_deref().unwrap_or(html), None, None) {
        Ok(page) => {
            page.doc.select("script, style, figcaption, iframe, noscript").remove();
            tidy(&page.doc.select("body").formatted_text())
        }
        // A new page fails for its address alone, and it has none.
        Err(_) => String::new(),
    }
}

fn no_article() -> Error {
    Error::new("no-article", "the page holds no article; save the page of one article, or its text as .txt")
}

/// Elements that hold no others, that the next one of their kind ends, or whose content is no text of the page: none of them
/// makes a page deep.
const FLAT: [&str; 34] = [
    "a", "area", "base", "body", "br", "col", "dd", "dt", "embed", "head", "hr", "html", "iframe", "img", "input",
    "link", "meta", "noscript", "option", "p", "param", "script", "source", "style", "svg", "tbody", "td", "template",
    "textarea", "th", "thead", "title", "tr", "wbr",
];

/// The page without the marks of the elements that make it deep, where these are nested beyond reason: every reader of a tree
/// that calls itself would run out of stack.
fn flattened(html: &str) -> Option<String> {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for (at, _) in html.match_indices('<') {
        let rest = html.get(at + 1..).unwrap_or_default();
        let closes = rest.starts_with('/');
        let name: String =
            rest.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).take(16).collect();
        if name.is_empty() || FLAT.contains(&name.to_ascii_lowercase().as_str()) {
            continue;
        }
        let end = rest.find('>').map_or(html.len(), |end| at + 1 + end + 1);
        // `<path …/>` of a drawing opens nothing.
        if html.get(..end).is_some_and(|mark| mark.ends_with("/>")) {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
        marks.push((at, end));
    }
    if deepest <= DEPTH {
        return None;
    }
    let mut out = String::with_capacity(html.len());
    let mut from = 0;
    for (start, end) in marks {
        if start >= from {
            out.push_str(html.get(from..start).unwrap_or_default());
            out.push('\n');
            from = end;
        }
    }
    out.push_str(html.get(from..).unwrap_or_default());
    Some(out)
}

/// Paragraphs apart by one empty line, blanks within a line as one.
fn tidy(text: &str) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if !line.is_empty() {
            paragraphs.push(line);
        }
    }
    paragraphs.join("\n\n")
}

/// The code of a language such as `id-ID`, `in_ID` or `English`, as far as it has two letters.
pub(super) fn language(written: &str) -> Option<String> {
    let code = written.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    // Java and old browsers still write the former code of Indonesian.
    let code = if code == "in" { "id".to_string() } else { code };
    let known = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    known.then_some(code)
}

/// What a page says beside its article.
#[derive(Debug, Default)]
struct Told {
    title: Option<String>,
    published: Option<String>,
    publisher: Option<String>,
    author: Option<String>,
    url: Option<String>,
    lang: Option<String>,
}

impl Told {
    fn of(page: &Readability) -> Self {
        let linked = Linked::of(page);
        let meta = Metas::of(page);
        let attribute = |selector: &str, name: &str| {
            let found = page.doc.select_single(selector).attr(name);
            found.map(|value| value.trim().to_string()).filter(|value| !value.is_empty())
        };
        let time = || {
            let preferred = ["time[pubdate]", "time[itemprop=datePublished]", "article time", "time"];
            preferred.iter().find_map(|selector| {
                attribute(selector, "datetime").or_else(|| filled(&page.doc.select_single(selector).text()))
            })
        };
        let heading = || filled(&page.doc.select_single("article h1, main h1, h1").text());
        let lang = linked.lang.or_else(|| attribute("html", "lang")).or_else(|| meta.first(&LANGUAGES));
        Self {
            title: linked.title.or_else(|| meta.first(&TITLES)).or_else(heading),
            published: linked
                .published
                .or_else(|| meta.first(&DATES))
                .or_else(|| attribute("[itemprop=datePublished]", "content"))
                .or_else(time),
            publisher: linked.publisher.or_else(|| meta.first(&OUTLETS)),
            // A profile's address is no name.
            author: linked.author.or_else(|| meta.first(&AUTHORS).filter(|name| !name.contains("://"))),
            url: linked.url.or_else(|| meta.first(&ADDRESSES)).or_else(|| attribute("link[rel=canonical]", "href")),
            lang: lang.as_deref().and_then(language),
        }
    }
}

/// A text with its blanks as one; `None` for an empty one.
fn filled(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The `<meta>` of a page by name in lower case.
struct Metas(Vec<(String, String)>);

impl Metas {
    fn of(page: &Readability) -> Self {
        let mut all = Vec::new();
        for meta in page.doc.select("meta[content]").iter() {
            let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| meta.attr(key));
            if let (Some(name), Some(value)) = (name, meta.attr("content").and_then(|value| filled(&value))) {
                all.push((name.trim().to_ascii_lowercase(), value));
            }
        }
        Self(all)
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()))
    }
}

/// What JSON-LD says of the article.
#[derive(Debug, Default)]
struct Linked {
    title: Option<String>,
    published: Option<String>,
    publisher: Option<String>,
    author: Option<String>,
    url: Option<String>,
    lang: Option<String>,
}

impl Linked {
    fn of(page: &Readability) -> Self {
        let mut best: Option<(usize, Value)> = None;
        for script in page.doc.select("script[type=\"application/ld+json\"]").iter() {
            // Broken JSON-LD is common; the page's other data then speak.
            let Ok(value) = serde_json::from_str::<Value>(script.text().trim()) else { continue };
            for object in objects(value) {
                let rank = ARTICLES.iter().position(|name| is_type(&object, name));
                if let Some(rank) = rank
                    && best.as_ref().is_none_or(|(known, _)| rank < *known)
                {
                    best = Some((rank, object));
                }
            }
        }
        let Some((_, found)) = best else { return Self::default() };
        let text = |key: &str| found[key].as_str().and_then(filled);
        Self {
            title: text("headline").or_else(|| text("name")),
            published: text("datePublished").or_else(|| text("dateCreated")),
            publisher: name(&found["publisher"]),
            author: name(&found["author"]),
            url: text("url").or_else(|| found["mainEntityOfPage"]["@id"].as_str().and_then(filled)),
            lang: text("inLanguage"),
        }
    }
}

/// The objects of a block: itself, a list, or its `@graph`.
fn objects(value: Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list
            .into_iter()
            .flat_map(|one| match one {
                Value::Object(_) => objects(one),
                _ => Vec::new(),
            })
            .collect(),
        Value::Object(mut fields) => match fields.shift_remove("@graph") {
            Some(Value::Array(graph)) => graph.into_iter().filter(Value::is_object).collect(),
            _ => vec![Value::Object(fields)],
        },
        _ => Vec::new(),
    }
}

fn is_type(object: &Value, name: &str) -> bool {
    match &object["@type"] {
        Value::String(one) => one == name,
        Value::Array(several) => several.iter().any(|one| one == name),
        _ => false,
    }
}

/// The name of a person or an organisation, or the names of several.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => filled(text).filter(|text| !text.contains("://")),
        Value::Object(fields) => fields.get("name").and_then(Value::as_str).and_then(filled),
        Value::Array(list) => {
            let names: Vec<String> = list.iter().filter(|one| !one.is_array()).filter_map(name).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}
