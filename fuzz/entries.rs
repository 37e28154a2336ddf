//! What is fuzzed: one function for each way into the program. The fuzzer (`fuzz/`) and the smoke run of the gate
//! (`examples/fuzz_smoke.rs`) call the same ones.
//!
//! Each takes any bytes. It fails by panic: of the program, or of what is checked here because it holds for every
//! input. The last byte chooses among languages, forms and drawings, so that a fuzzer can turn that too.

use linimasa::edits;
use linimasa::error::Error;
use linimasa::export::{self, Event};
use linimasa::import::{self, DataOptions, Form, ImportOptions, Imported};
use linimasa::lang::Pack;
use linimasa::layout::{self, By, MapOptions, Size, Strip};
use linimasa::pipeline::{self, Options};
use linimasa::place::Gazetteer;
use linimasa::report;
use linimasa::scene::{Scene, SvgOptions, Theme, write_svg};
use linimasa::story::{self, Analysed, Story, StoryOptions};
use linimasa::text::{Input, Span};
use linimasa::time::{self, Moment};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A way into the program.
pub type Entry = fn(&[u8]);

/// All of them, by the names of their targets.
pub const ENTRIES: [(&str, Entry); 11] = [
    ("article_svg", article_svg),
    ("data_svg", data_svg),
    ("dates", dates),
    ("places", places),
    ("edits", edit),
    ("csv", csv),
    ("html", html),
    ("articles", articles),
    ("geojson", geojson),
    ("timelinejs", timelinejs),
    ("overlay", overlay),
];

/// Languages, and `None` for the one that the words show.
const LANGUAGES: [Option<&str>; 4] = [Some("id"), Some("en"), Some("ms"), None];
/// Attributes that hold numbers.
const SHAPES: [&str; 14] =
    ["cx", "cy", "d", "height", "points", "r", "rx", "ry", "transform", "viewBox", "width", "x", "x1", "y"];
/// Items beyond which a picture takes so long that a fuzzer learns nothing more from it.
const MOST_DRAWN: usize = 12;

/// The day of publication where an article does not state it.
fn day() -> Moment {
    time::parse_moment("2024-05-06").expect("a day")
}

/// The bytes without the last one as text, and that one.
fn split(data: &[u8]) -> (String, usize) {
    let (choice, rest) = data.split_last().map_or((0, data), |(last, rest)| (usize::from(*last), rest));
    (String::from_utf8_lossy(rest).into_owned(), choice)
}

fn pack(code: &str) -> Pack {
    pipeline::pack(code).expect("a bundled pack")
}

fn input(text: String) -> Input {
    Input { id: "fuzz".to_string(), text, ..Input::default() }
}

fn options(choice: usize) -> Options {
    let lang = LANGUAGES[choice % LANGUAGES.len()].map(str::to_string);
    Options { dct: (choice & 4 == 0).then(day), lang, ..Options::default() }
}

/// A span must be a part of its text.
fn check_span(span: Span, text: &str) {
    assert!(text.get(span.start..span.end).is_some_and(|part| !part.is_empty()), "{span:?} is no part of the text");
}

/// A picture must be well-formed and whole.
fn check_picture(scene: &Scene, embed_fonts: bool) {
    let svg = write_svg(scene, SvgOptions { theme: Theme::LIGHT, embed_fonts });
    assert!(svg.ends_with("</svg>\n"), "the picture is cut off");
    let read = roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("the picture is no XML: {error}"));
    for text in read.descendants().filter(|node| node.has_tag_name("text")) {
        for (name, most) in [("x", scene.width), ("y", scene.height)] {
            let at = text.attribute(name).and_then(|value| value.parse::<f64>().ok()).unwrap_or(0.0);
            assert!((-0.5..=most + 0.5).contains(&at), "{name}={at} of a text leaves the page of {most} px");
        }
    }
    for attribute in read.descendants().flat_map(|node| node.attributes()).filter(|one| SHAPES.contains(&one.name())) {
        let value = attribute.value();
        assert!(!value.contains("NaN") && !value.contains("inf"), "{}={value:?} of the picture", attribute.name());
    }
}

/// Draws a story in the way that is chosen, on pages as high as they need or of a fixed height.
fn draw(story: &Story, pack: &Pack, choice: usize) {
    let context = pipeline::context_names(pack.code);
    let height = [None, Some(630.0), Some(1123.0)][choice / 16 % 3];
    let size = Size { width: [1600.0, 1080.0, 700.0][choice % 3], height };
    let one = |scene: Result<Scene, Error>| scene.map(|scene| vec![scene]);
    let scenes = match choice / 4 % 4 {
        0 => layout::brief_pages(story, size, &context, pack),
        1 => one(layout::map_page(story, size, &context, &MapOptions::default(), pack)),
        2 => one(layout::timeline_page(story, size, Strip::Density, pack)),
        _ => one(layout::lanes_page(story, size, Strip::Density, Some(By::Category), pack)),
    };
    for scene in scenes.expect("a valid pack") {
        check_picture(&scene, choice.is_multiple_of(32));
    }
}

/// An article through every stage to a picture.
pub fn article_svg(data: &[u8]) {
    let (text, choice) = split(data);
    // The pipeline makes a panic an error of its article, which here is what is looked for.
    let found = match pipeline::analyse(input(text), &options(choice)) {
        Ok((found, _)) => found,
        Err(error) => return assert_ne!(error.kind, "internal", "{error}"),
    };
    let pack = pack(&found.article.lang);
    let found = [found];
    let story = story::build(&found, &pack, &StoryOptions::default()).expect("a valid pack");
    draw(&story, &pack, choice);
}

/// A table of events to a picture.
pub fn data_svg(data: &[u8]) {
    let (text, choice) = split(data);
    let pack = pack(LANGUAGES[choice % LANGUAGES.len()].unwrap_or("id"));
    let Ok(made) = import::csv(&text, "fuzz.csv", &pack) else { return };
    if made.items.len() > MOST_DRAWN {
        return;
    }
    let story = import::story(vec![made], &pack, &ImportOptions::default()).expect("a valid pack");
    draw(&story, &pack, choice);
}

/// The dates of a text.
pub fn dates(data: &[u8]) {
    let (text, choice) = split(data);
    let Ok((article, found, _)) = pipeline::dates(input(text), &options(choice)) else { return };
    for timex in &found.timexes {
        check_span(timex.span, &article.text);
        if let Some(bounds) = timex.bounds {
            let ends = bounds.earliest.zip(bounds.latest);
            assert!(ends.is_none_or(|(from, to)| from <= to), "{:?} ends before it begins", timex.value);
        }
        assert!((0.0..=1.0).contains(&timex.confidence), "{}", timex.confidence);
        time::explain(timex, &found, &article.text);
    }
    assert!(found.timexes.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "dates lie in each other");
    assert_eq!(report::date_records(&article, &found).len(), found.timexes.len());
}

/// The places of a text.
pub fn places(data: &[u8]) {
    let (text, choice) = split(data);
    let Ok((article, found, _)) = pipeline::places(input(text), &options(choice)) else { return };
    for mention in &found {
        check_span(mention.span, &article.text);
        assert_eq!(mention.place.is_none(), mention.unresolved.is_some(), "a place, or why there is none");
        assert!((0.0..=1.0).contains(&mention.confidence), "{}", mention.confidence);
    }
    assert!(found.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start), "places in their order");
    report::place_records(&article, &found);
}

/// The article that edits are about; it is read once.
fn edited() -> &'static Analysed {
    static ARTICLE: OnceLock<Analysed> = OnceLock::new();
    ARTICLE.get_or_init(|| {
        let text = "Banjir merendam pasar ikan di Purwodadi pada Senin (6/2/2023). Polisi menutup jalan di Demak pada \
                    Selasa (7/2/2023). Bupati berencana mengunjungi warga pekan depan.";
        let input = Input { published: Some("2023-02-08".to_string()), ..input(text.to_string()) };
        pipeline::analyse(input, &Options::default()).expect("a text").0
    })
}

/// A file of edits: read, printed and read again, applied, and taken up by a review.
pub fn edit(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let read = match edits::parse(&text) {
        Ok(read) => read,
        Err(problems) => {
            assert!(!problems.is_empty());
            problems.iter().for_each(|problem| drop(problem.render("fuzz.toml", &text)));
            return;
        }
    };
    let printed = edits::to_toml(&read);
    let again = edits::parse(&printed);
    assert!(again.as_ref() == Ok(&read), "printed edits are read otherwise:\n{printed}");
    let documents = vec![edited().clone()];
    match pipeline::edit(documents, &read, &[0], &Options::default()) {
        Ok((documents, told)) => {
            assert!(told.len() <= read.edits.iter().map(|edit| 2 + edit.merge.len()).sum::<usize>() + read.adds.len());
            story::build(&documents, &pack("id"), &StoryOptions::default()).expect("a valid pack");
        }
        Err(problems) => problems.iter().for_each(|problem| drop(problem.render("fuzz.toml", &text))),
    }
    let review = edits::review(std::slice::from_ref(edited()), &text).expect("what can be read can be reviewed");
    assert!(edits::parse(&review).is_ok(), "a review that cannot be read:\n{review}");
}

/// The names of all lines that a calendar is written with, those of our own without `X-LINIMASA-`.
const CALENDAR_LINES: [&str; 19] = [
    "BEGIN",
    "END",
    "VERSION",
    "PRODID",
    "CALSCALE",
    "METHOD",
    "X-WR-CALNAME",
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "GEO",
    "CATEGORIES",
    "STATUS",
    "TRANSP",
    "URL",
];
const OWN_LINES: [&str; 13] = [
    "ID",
    "EARLIEST",
    "LATEST",
    "EDTF",
    "GRANULARITY",
    "BASIS",
    "ZONE",
    "MODALITY",
    "NEGATED",
    "PRECISION",
    "PLACES",
    "MORE-PINS",
    "SOURCES",
];

/// A calendar has lines of at most 75 octets that end as RFC 5545 wants, and no line that a text has put in.
fn check_calendar(calendar: &str, shown: usize) {
    assert!(calendar.ends_with("END:VCALENDAR\r\n"), "the calendar is cut off");
    assert!(
        calendar.split_terminator("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])),
        "{calendar:?}"
    );
    let unfolded = calendar.replace("\r\n ", "");
    let lines: Vec<&str> = unfolded.split_terminator("\r\n").collect();
    let count = |wanted: &str| lines.iter().filter(|line| **line == wanted).count();
    assert!(count("BEGIN:VEVENT") == count("END:VEVENT") && count("BEGIN:VEVENT") <= shown, "{calendar}");
    assert!(count("BEGIN:VCALENDAR") == 1 && count("END:VCALENDAR") == 1, "{calendar}");
    let name = |line: &&str| line.split([':', ';']).next().unwrap_or_default().to_string();
    let known = |name: &str| match name.strip_prefix("X-LINIMASA-") {
        Some(own) => OWN_LINES.contains(&own),
        None => CALENDAR_LINES.contains(&name),
    };
    let odd = lines.iter().find(|line| !known(&name(line)));
    assert!(odd.is_none(), "the calendar has the line {odd:?}\n{calendar}");
    for once in ["UID", "DTSTAMP", "DTSTART", "SUMMARY", "STATUS", "TRANSP"] {
        let named = lines.iter().filter(|line| name(line) == once).count();
        assert_eq!(named, count("BEGIN:VEVENT"), "{once} in {calendar}");
    }
}

/// One placemark for each event that is shown, with coordinates on the globe.
fn check_placemarks(kml: &str, shown: usize) {
    let read =
        roxmltree::Document::parse(kml).unwrap_or_else(|error| panic!("the placemarks are no XML: {error}\n{kml}"));
    let named = |name: &'static str| read.descendants().filter(move |node| node.tag_name().name() == name);
    assert_eq!(named("Placemark").count(), shown, "{kml}");
    for node in named("coordinates") {
        let numbers: Vec<f64> =
            node.text().unwrap_or_default().split(',').filter_map(|part| part.parse().ok()).collect();
        assert!(matches!(numbers[..], [lon, lat] if lon.abs() <= 180.0 && lat.abs() <= 90.0), "{numbers:?}");
    }
}

/// Checks that what tells nothing again is drawn, and that what tells another event again leads to one that is.
fn check_repetitions(events: &[Event], drawn: &BTreeSet<usize>) {
    for (row, event) in events.iter().enumerate() {
        assert!(event.is_retold() || drawn.contains(&row), "{event:?} tells nothing again and is not drawn");
        let mut at = row;
        // As many steps as there are events lead everywhere.
        for _ in 0..events.len() {
            if drawn.contains(&at) {
                break;
            }
            let ids = events[at].repeated();
            let found = ids.iter().find_map(|id| events.iter().position(|other| other.id == *id));
            at = found.unwrap_or_else(|| panic!("{:?} leads nowhere and is not drawn", events[at]));
        }
        assert!(drawn.contains(&at), "{event:?} leads to nothing that is drawn");
    }
}

/// Events as data in one form, written in every form, and what is written in this one read again.
fn data(bytes: &[u8], form: Form) {
    let pack = pack("id");
    let options = DataOptions { dct: Some(day()) };
    let Ok(made) = import::read_data(bytes, form, "fuzz", &pack, &options) else { return };
    let drawn: BTreeSet<usize> = made.archive.shown().map(|(row, _)| row).collect();
    let shown = drawn.len();
    assert_eq!(made.items.len(), shown, "what is drawn is what is shown in every form");
    check_repetitions(&made.archive.events, &drawn);
    assert_eq!(made.items.is_empty(), made.archive.events.is_empty(), "of events at least one is drawn");
    let archive = &made.archive;
    check_calendar(&export::ics(archive).0, shown);
    check_placemarks(&export::kml(archive), shown);
    let (table, features, (slides, _)) =
        (export::table(archive), export::geojson(archive), export::timelinejs(archive));
    let read = |text: &str, form: Form| -> Result<Imported, Error> {
        import::read_data(text.as_bytes(), form, "fuzz", &pack, &options)
    };
    for (text, form) in [(features, Form::GeoJson), (slides, Form::TimelineJs), (table, Form::Csv)] {
        if let Err(error) = read(&text, form) {
            // What no form can hold without an event is told as such.
            assert!(
                archive.events.is_empty() || form != Form::GeoJson,
                "its own {form:?} is not read: {error}\n{text}"
            );
        }
    }
    let events = archive.to_json().to_string();
    assert!(read(&events, Form::EventsJson).is_ok(), "its own events.json is not read:\n{events}");
}

/// A table of events.
pub fn csv(bytes: &[u8]) {
    data(bytes, Form::Csv);
}

/// A page of HTML to the text of its article.
pub fn html(bytes: &[u8]) {
    forms(bytes, &[Form::Html]);
}

/// Text, Markdown, feeds, lines and lists of articles.
pub fn articles(bytes: &[u8]) {
    forms(bytes, &[Form::Text, Form::Markdown, Form::Feed, Form::Jsonl, Form::ArticleJson]);
}

/// The bytes as articles in the form that the last byte chooses.
fn forms(bytes: &[u8], forms: &[Form]) {
    let (choice, rest) = bytes.split_last().map_or((0, bytes), |(last, rest)| (usize::from(*last), rest));
    import::form("-", rest);
    for entry in import::articles(rest, forms[choice % forms.len()], "fuzz") {
        assert!(entry.line >= 1);
        if let Ok(input) = entry.input {
            // A page's or a file's text goes to the reader of articles, which may refuse it but must not fall.
            let _ = pipeline::read(input, &Options::default());
        }
    }
}

/// GeoJSON.
pub fn geojson(bytes: &[u8]) {
    data(bytes, Form::GeoJson);
}

/// TimelineJS; `events.json` where the last byte says so.
pub fn timelinejs(bytes: &[u8]) {
    let (choice, rest) = bytes.split_last().map_or((0, bytes), |(last, rest)| (*last, rest));
    data(rest, if choice == b'e' { Form::EventsJson } else { Form::TimelineJs });
}

/// A user's own table of places, and what its names lead to.
pub fn overlay(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Ok(gazetteer) = Gazetteer::with_overlay(&text) else { return };
    for name in text.split([',', '\n', '|']).take(40) {
        for entry in gazetteer.lookup(name) {
            assert!(gazetteer.place(entry.row).is_some(), "{name:?} leads nowhere");
        }
    }
    // A search goes through every name that there is, so that few inputs are worth one.
    if text.len().is_multiple_of(64) {
        gazetteer.search("Mawar", 3);
        gazetteer.show("Solo");
    }
}
