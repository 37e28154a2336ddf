//! Text to article.

use super::{Article, Dateline, Input, Sentence, Span, TextLexicon, Zone, ZoneKind};
use super::{dateline, sentences, zones};
use crate::error::{Diagnostic, Error};

/// Bytes of the longest text that is read: the length of a long novel, which no article has.
const LONGEST: usize = 1_000_000;

/// Reads an article with the tables of its language.
///
/// # Errors
/// An input without any text, or one so long that it cannot be one article.
pub fn read(input: Input, lexicon: &TextLexicon) -> Result<(Article, Vec<Diagnostic>), Error> {
    let Input { id, text, title, published, url, publisher, lang: _, author, origin, given: file } = input;
    if text.len() > LONGEST {
        let message = format!(
            "The text has {} MB and is no single article; split it, one article a file or one a line of a .jsonl file \
             (at most {} MB each).",
            text.len() / 1_000_000,
            LONGEST / 1_000_000
        );
        return Err(Error::new("too-long", message));
    }
    let lines = zones::lines(&text);
    if lines.iter().all(|line| line.start == line.end) {
        return Err(Error::new("empty", "The article has no text; give a file that holds the text of an article."));
    }
    let given = title.filter(|t| !t.trim().is_empty());
    let (mut zones, byline) = zones::boilerplate(&text, &lines, lexicon);
    let title_line = zones::title(&text, &lines, &zones, given.as_deref());
    let title_line = title_line.filter(|line| {
        let found = dateline::find(&text, *line, lexicon);
        !found.is_some_and(|d| d.agency.is_some() || d.date.is_some())
    });
    if let Some(span) = title_line {
        insert(&mut zones, Zone { span, kind: ZoneKind::Title });
    }
    let found = first_body(&lines, &zones).and_then(|body| dateline::find(&text, body, lexicon));
    if let Some(Dateline { span, .. }) = found {
        insert(&mut zones, Zone { span, kind: ZoneKind::Dateline });
    }
    let mut body = Vec::new();
    let mut quotes = Vec::new();
    for (paragraph, stretch) in stretches(&lines, &zones) {
        let spans = sentences::split(&text, stretch, lexicon);
        body.extend(spans.into_iter().map(|span| Sentence { span, paragraph }));
        quotes.extend(sentences::quotes(&text, stretch));
    }
    let title = given.or_else(|| title_line.map(|span| span.of(&text).to_string()));
    let article = Article {
        id,
        title,
        lang: lexicon.code.to_string(),
        published,
        publisher,
        url,
        byline: byline.or(author.filter(|name| !name.trim().is_empty())),
        origin,
        given: file,
        zones,
        dateline: found,
        sentences: body,
        quotes,
        text,
    };
    Ok((article, Vec::new()))
}

/// Adds a zone at its place in text order.
fn insert(zones: &mut Vec<Zone>, zone: Zone) {
    let at = zones.partition_point(|z| z.span.start < zone.span.start);
    zones.insert(at, zone);
}

/// The first stretch of body text.
fn first_body(lines: &[Span], zones: &[Zone]) -> Option<Span> {
    stretches(lines, zones).into_iter().next().map(|(_, span)| span)
}

/// What the zones leave of each line, with the line's index, in text order.
fn stretches(lines: &[Span], zones: &[Zone]) -> Vec<(usize, Span)> {
    let mut stretches = Vec::new();
    let mut zones = zones.iter().peekable();
    for (index, line) in lines.iter().enumerate() {
        let mut start = line.start;
        while let Some(zone) = zones.next_if(|z| z.span.start < line.end) {
            if start < zone.span.start {
                stretches.push((index, Span::new(start, zone.span.start)));
            }
            start = start.max(zone.span.end);
        }
        if start < line.end {
            stretches.push((index, Span::new(start, line.end)));
        }
    }
    stretches
}
