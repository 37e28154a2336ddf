//! One self-contained HTML page: timeline, map and article linked, with filters, for mouse, keyboard and screen reader.
//!
//! The page asks nothing of the network, not even where it is opened from a disk: fonts are cut down and embedded, style
//! and program are inside, and a policy in its head forbids the rest. Its program only shows and hides what is written in
//! the page; without it the page still reads from top to bottom.

use crate::error::Error;
use crate::lang::{DateFormat, Pack, Words};
use crate::layout::{ContextName, map_figure};
use crate::scene::{Face, SvgOptions, Theme, Tone, font_faces, write_svg};
use crate::story::{Certainty, Item, Kind, Story};
use crate::text::{Article, ZoneKind};
use crate::time::{Granularity, Moment};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const STYLE: &str = include_str!("page.css");
const PROGRAM: &str = include_str!("page.js");

/// Width of the map in CSS pixels; the page scales it down where it is narrower.
const MAP_WIDTH: f64 = 840.0;

/// Writes the page. `articles` are the texts that the story was made from; none where it came from data. `themes` are
/// the colours by daylight and in the dark, of which the reader's preference chooses.
///
/// # Errors
/// A malformed pack.
pub fn page(
    story: &Story,
    articles: &[&Article],
    context: &[ContextName],
    themes: [Theme; 2],
    pack: &Pack,
) -> Result<String, Error> {
    let words = Words::from_pack(pack, "page.tsv")?;
    let format = DateFormat::from_pack(pack)?;
    let view = View { story, articles, words, format, themes };
    let mut body = String::new();
    view.header(&mut body);
    body.push_str("<main>\n<div class=\"side\">\n");
    view.map(context, pack, &mut body)?;
    view.facts(&mut body);
    body.push_str("</div>\n<section class=\"times\" aria-labelledby=\"h-times\">\n");
    let _ = writeln!(body, "<h2 id=\"h-times\">{}</h2>", escape(view.words.get("timeline")));
    view.filters(&mut body);
    view.timeline(&mut body);
    body.push_str("</section>\n");
    view.article(&mut body);
    body.push_str("</main>\n");
    view.footer(&mut body);
    Ok(view.document(&body))
}

/// A text as HTML shows it.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}' => {}
            other => out.push(other),
        }
    }
    out
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Military => "military",
        Kind::Meeting => "meeting",
        Kind::Statement => "statement",
        Kind::Disaster => "disaster",
        Kind::Other => "other",
    }
}

fn certainty_name(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Asserted => "asserted",
        Certainty::Planned => "planned",
        Certainty::Possible => "possible",
        Certainty::Denied => "denied",
        Certainty::Negated => "negated",
        Certainty::Refuted => "refuted",
        Certainty::Background => "background",
    }
}

/// What the parts of the page are written from.
struct View<'a> {
    story: &'a Story,
    articles: &'a [&'a Article],
    words: Words,
    format: DateFormat,
    /// By daylight and in the dark.
    themes: [Theme; 2],
}

/// The colours of a theme as the page's style names them.
const COLOURS: [(&str, Tone); 10] = [
    ("paper", Tone::Background),
    ("ink", Tone::Ink),
    ("muted", Tone::Muted),
    ("line", Tone::Hairline),
    ("panel", Tone::Panel),
    ("military", Tone::KindMilitary),
    ("meeting", Tone::KindMeeting),
    ("statement", Tone::KindStatement),
    ("disaster", Tone::KindDisaster),
    ("other", Tone::KindOther),
];

fn variables(theme: &Theme) -> String {
    let named = COLOURS.map(|(name, tone)| format!("--{name}:#{}", theme.colour(tone)));
    format!(":root{{{}}}", named.join(";"))
}

impl View<'_> {
    fn document(&self, body: &str) -> String {
        let lang = escape(&self.story.lang);
        let written: BTreeSet<char> = body.chars().filter(|c| !c.is_control()).collect();
        let faces = [Face::Regular, Face::Bold, Face::Italic, Face::Serif];
        let fonts = font_faces(&faces.into_iter().map(|face| (face, written.clone())).collect::<BTreeMap<_, _>>());
        let [light, dark] = &self.themes;
        let colours = format!("{}\n@media (prefers-color-scheme:dark){{{}}}\n", variables(light), variables(dark));
        format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
             script-src 'unsafe-inline'; font-src data:\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"generator\" content=\"linimasa {}\">\n<title>{}</title>\n\
             <style>\n{fonts}{colours}{STYLE}</style>\n</head>\n<body>\n{body}<script>\n{PROGRAM}</script>\n</body>\n</html>\n",
            env!("CARGO_PKG_VERSION"),
            escape(&self.story.headline)
        )
    }

    fn header(&self, out: &mut String) {
        let story = self.story;
        let _ = writeln!(out, "<header>\n<h1>{}</h1>", escape(&story.headline));
        if let Some(deck) = &story.deck {
            let _ = writeln!(out, "<p class=\"deck\">{}</p>", escape(deck));
        }
        let small: Vec<String> =
            [&story.outlet, &story.as_of, &story.written_from].into_iter().flatten().map(|text| escape(text)).collect();
        if !small.is_empty() {
            let _ = writeln!(out, "<p class=\"small\">{}</p>", small.join("<br>"));
        }
        out.push_str("</header>\n");
    }

    /// The map in both themes; the page shows the one that the reader prefers.
    fn map(&self, context: &[ContextName], pack: &Pack, out: &mut String) -> Result<(), Error> {
        let Some((scene, notes)) = map_figure(self.story, MAP_WIDTH, context, pack)? else {
            let _ = writeln!(out, "<p class=\"small\">{}</p>", escape(self.words.get("no-place")));
            return Ok(());
        };
        let label = escape(self.words.get("map"));
        let _ = writeln!(out, "<figure class=\"map\" aria-label=\"{label}\">");
        for (theme, class) in self.themes.into_iter().zip(["light", "dark"]) {
            let svg = write_svg(&scene, SvgOptions { theme, embed_fonts: false });
            // Two drawings in one page must not share ids.
            let svg = svg
                .replace(" id=\"", &format!(" id=\"{class}-"))
                .replace("url(#", &format!("url(#{class}-"))
                .replacen("<svg ", &format!("<svg class=\"{class}\" "), 1);
            out.push_str(&svg);
        }
        if !notes.is_empty() {
            let _ = writeln!(out, "<figcaption class=\"small\">{}</figcaption>", escape(&notes.join(" ")));
        }
        out.push_str("</figure>\n");
        Ok(())
    }

    fn facts(&self, out: &mut String) {
        if !self.story.facts.is_empty() {
            let _ = writeln!(out, "<section>\n<h2>{}</h2>\n<dl>", escape(self.words.get("facts")));
            for fact in &self.story.facts {
                let _ = writeln!(
                    out,
                    "<dt>{}</dt><dd>{} <span class=\"small\">{}</span></dd>",
                    escape(&fact.term),
                    escape(&fact.text),
                    escape(&fact.source)
                );
            }
            out.push_str("</dl>\n</section>\n");
        }
        if !self.story.gaps.is_empty() {
            let _ = writeln!(out, "<section>\n<h2>{}</h2>\n<ul>", escape(self.words.get("gaps")));
            for gap in &self.story.gaps {
                let _ = writeln!(out, "<li>{}</li>", escape(gap));
            }
            out.push_str("</ul>\n</section>\n");
        }
    }

    /// The filters: a box for each category, certainty and source that there is, and the two ends of time.
    fn filters(&self, out: &mut String) {
        let items = &self.story.items;
        let word = |key: &str| escape(self.words.get(key));
        let _ = writeln!(out, "<details class=\"filters\"><summary>{}</summary>\n<form>", word("web-filter"));
        let mut group = |heading: &str, name: &str, choices: Vec<(String, String)>| {
            if choices.len() < 2 {
                return;
            }
            let _ = writeln!(out, "<fieldset><legend>{}</legend>", word(heading));
            for (value, label) in choices {
                let (value, label) = (escape(&value), escape(&label));
                let _ = writeln!(
                    out,
                    "<label><input type=\"checkbox\" name=\"{name}\" value=\"{value}\" checked> {label}</label>"
                );
            }
            out.push_str("</fieldset>\n");
        };
        let kinds: BTreeSet<Kind> = items.iter().map(|item| item.kind).collect();
        let named = |kind: Kind| {
            let name = kind_name(kind);
            (name.to_string(), self.words.get(&format!("kind-{name}")).to_string())
        };
        group("web-category", "kind", kinds.into_iter().map(named).collect());
        let certainties: BTreeSet<&str> = items.iter().map(|item| certainty_name(item.certainty)).collect();
        let called = |name: &str| (name.to_string(), self.words.get(&format!("certainty-{name}")).to_string());
        group("web-certainty", "certainty", certainties.into_iter().map(called).collect());
        let sources = self.story.sources.iter().enumerate();
        group("web-source", "source", sources.map(|(index, name)| (index.to_string(), name.clone())).collect());
        let days = items.iter().flat_map(|item| [item.bounds.earliest, item.bounds.latest]).flatten().map(Moment::day);
        if let (Some(first), Some(last)) = (days.clone().min(), days.max()) {
            for (key, name) in [("web-from", "from"), ("web-to", "to")] {
                let _ = writeln!(
                    out,
                    "<label>{} <input type=\"date\" name=\"{name}\" min=\"{first}\" max=\"{last}\"></label>",
                    word(key)
                );
            }
        }
        let _ = writeln!(out, "<button type=\"reset\">{}</button>\n</form></details>", word("web-reset"));
        let all = items.len().to_string();
        let _ = writeln!(
            out,
            "<p class=\"small\" role=\"status\" data-count=\"{}\">{}</p>\n<p class=\"small help\">{}</p>",
            word("web-count"),
            escape(&self.words.fill("web-count", &[&all, &all])),
            word("web-help")
        );
    }

    fn timeline(&self, out: &mut String) {
        if let Some(silence) = self.story.silence(&self.words, &self.format) {
            let _ = writeln!(out, "<p>{}</p>", escape(&silence));
        }
        if self.story.items.is_empty() {
            return;
        }
        out.push_str("<ol class=\"events\">\n");
        let mut heading = String::new();
        for item in &self.story.items {
            let day = self.heading(item);
            if day != heading {
                let _ = writeln!(out, "<li class=\"day\" role=\"presentation\"><h3>{}</h3></li>", escape(&day));
                heading = day;
            }
            self.item(item, out);
        }
        out.push_str("</ol>\n");
        if let Some(unshown) = self.story.unshown(&self.words, &self.format) {
            let _ = writeln!(out, "<p class=\"small\">{}</p>", escape(&unshown));
        }
    }

    /// The day, month or year that the entry stands under. Hours stand beside the entry.
    fn heading(&self, item: &Item) -> String {
        match (item.bounds.earliest.map(Moment::day), item.bounds.latest.map(Moment::day)) {
            _ if item.since.is_some() => item.dated(&self.format, Granularity::Minute),
            (None, None) => self.words.get("web-undated").to_string(),
            (Some(from), Some(to)) if from == to && item.inexact(Granularity::Day).is_none() => {
                self.format.long_day(from)
            }
            _ => item.dated(&self.format, Granularity::Day),
        }
    }

    /// The clock time or the part of the day, where the text gives one.
    fn hour(&self, item: &Item) -> Option<String> {
        let (from, to) = (item.bounds.earliest?, item.bounds.latest?);
        let (Moment::Minute(start), Moment::Minute(end)) = (from, to) else { return None };
        if item.granularity == Granularity::PartOfDay {
            return self.format.part_of_day(from, to).map(str::to_string);
        }
        let (start, end) = (self.format.clock(start), self.format.clock(end));
        let hour = if start == end { start } else { self.words.fill("clock-range", &[&start, &end]) };
        Some(item.nearly(item.by_clocks(hour), &self.format))
    }

    fn item(&self, item: &Item, out: &mut String) {
        let day = |moment: Option<Moment>| moment.map(|m| m.day().to_string()).unwrap_or_default();
        let (kind, certainty) = (kind_name(item.kind), certainty_name(item.certainty));
        let ends = match (item.since, item.bounds.earliest, item.bounds.latest) {
            (Some(_), ..) => " onward",
            _ if item.about.is_some() => " approximate",
            (None, Some(_), None) => " open-end",
            (None, None, Some(_)) => " open-start",
            _ => "",
        };
        let _ = write!(
            out,
            "<li class=\"event {kind} {certainty}{ends}\" id=\"event-{}\" data-event=\"{}\" data-n=\"{}\" data-kind=\"{kind}\" \
             data-certainty=\"{certainty}\" data-source=\"{}\" data-from=\"{}\" data-to=\"{}\"{}>\n\
             <button type=\"button\" class=\"head\"><span class=\"n\">{}</span> <span class=\"label\">{}</span></button>\n",
            escape(&item.id),
            escape(&item.id),
            item.number,
            item.source,
            day(item.bounds.earliest),
            day(item.bounds.latest),
            match self.sentence(item) {
                Some((document, sentence)) => format!(" data-sentence=\"s{document}-{sentence}\""),
                None => String::new(),
            },
            item.number,
            escape(&item.label)
        );
        let mut small: Vec<String> = Vec::new();
        if !matches!(item.certainty, Certainty::Asserted | Certainty::Negated) {
            let word = escape(self.words.get(&format!("certainty-{certainty}")));
            small.push(format!("<strong>{word}</strong>"));
        }
        small.extend(self.hour(item).map(|hour| escape(&hour)));
        small.extend(item.places.iter().map(|place| escape(&place.name)));
        small.extend(item.attribution.iter().map(|text| escape(text)));
        let star = if item.inherited_date { "*" } else { "" };
        small.push(format!("{}{star}", escape(&item.source_ref)));
        let _ = writeln!(out, "<p class=\"small\">{}</p>", small.join(" · "));
        let label = escape(self.words.get("web-sentence"));
        let _ = writeln!(out, "<blockquote aria-label=\"{label}\">{}</blockquote>\n</li>", escape(&item.quote));
    }

    /// The document and the sentence that an item stands in.
    fn sentence(&self, item: &Item) -> Option<(usize, usize)> {
        let article = self.articles.get(item.source)?;
        let at = article.text.find(item.quote.trim())?;
        article.sentence_at(at).map(|sentence| (item.source, sentence))
    }

    /// The articles, each sentence an element of its own.
    fn article(&self, out: &mut String) {
        for (number, article) in self.articles.iter().enumerate() {
            let _ = writeln!(out, "<article>\n<h2>{}</h2>", escape(self.words.get("web-article")));
            if let Some(title) = &article.title {
                let _ = writeln!(out, "<h3>{}</h3>", escape(title));
            }
            let mut paragraph = None;
            for (index, sentence) in article.sentences.iter().enumerate() {
                if paragraph != Some(sentence.paragraph) {
                    out.push_str(if paragraph.is_some() { "</p>\n<p>" } else { "<p>" });
                    let opens = article
                        .dateline
                        .as_ref()
                        .filter(|d| index == 0 && article.zone_at(d.span.start) == Some(ZoneKind::Dateline));
                    if let Some(dateline) = opens {
                        out.push_str(&escape(dateline.span.of(&article.text)));
                    }
                    paragraph = Some(sentence.paragraph);
                } else {
                    out.push(' ');
                }
                let text = escape(sentence.span.of(&article.text));
                let _ = write!(out, "<span class=\"sentence\" id=\"s{number}-{index}\" tabindex=\"-1\">{text}</span>");
            }
            out.push_str(if paragraph.is_some() { "</p>\n</article>\n" } else { "</article>\n" });
        }
    }

    fn footer(&self, out: &mut String) {
        out.push_str("<footer class=\"small\">\n");
        for source in &self.story.sources {
            let _ = writeln!(out, "<p>{}</p>", escape(source));
        }
        let map = std::iter::once(self.words.get("credit-map").to_string());
        for credit in map.chain(self.story.place_credits(&self.words)) {
            let _ = writeln!(out, "<p>{}</p>", escape(&credit));
        }
        let _ = writeln!(out, "<p>{}</p>\n</footer>", escape(&self.story.made));
    }
}
