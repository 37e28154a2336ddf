//! What holds for every input of a parser and of what is drawn from it, tried on inputs that nobody chose and that are
//! made smaller until the least one that fails is left. The ways in are those of the fuzzer (`docs/fuzzing.md`), which
//! holds them to their promises; here inputs have the shape that each form asks for, so that more of them get through.

#[path = "../fuzz/entries.rs"]
mod entries;

use linimasa::house::House;
use linimasa::pipeline;
use linimasa::scene::{Logo, Theme};
use linimasa::story::{self, StoryOptions};
use linimasa::text::{Article, Input, Span};
use linimasa::{time, web};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Cells that no form should take for granted.
const ODD: [&str; 25] = [
    "",
    " ",
    "Demak",
    "Banjir \"besar\", sekali",
    "2024-05-06",
    "2024-05-06/2024-05-09",
    "../2024",
    "99999-01",
    "-0001-12-31",
    "2024-02-31",
    "kemarin",
    "-6.9",
    "107.6",
    "91",
    "-180",
    "1e999",
    "nan",
    "planned",
    "disaster",
    "a|b;c",
    "<b>&amp;]]>\u{0}",
    "a\r\nATTENDEE:mailto:x@example.org",
    "a\nEND:VEVENT",
    "\r",
    "\u{202e}\u{301}鯨",
];

/// A line of cells, some quoted as tables do.
fn cells(most: usize) -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        6 => select(&ODD[..]).prop_map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))),
        2 => select(&ODD[..]).prop_map(str::to_string),
        1 => "\\PC{0,8}",
    ];
    prop::collection::vec(cell, 0..most).prop_map(|cells| cells.join(","))
}

/// A table with some of these columns in any order.
fn table(columns: &'static [&'static str], must: &'static str) -> impl Strategy<Value = String> {
    let head = prop::sample::subsequence(columns, 0..=columns.len()).prop_shuffle();
    (head, prop::collection::vec(cells(columns.len() + 2), 0..8), select(&["\n", "\r\n"][..])).prop_map(
        move |(head, rows, end)| {
            let head = [must].into_iter().chain(head).collect::<Vec<_>>().join(",");
            [vec![head], rows].concat().join(end)
        },
    )
}

/// Any JSON whose keys are among those that a form reads.
fn tree(keys: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        3 => select(&ODD[..]).prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        2 => (-200i32..2100).prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => select(&["Point", "Polygon", "LineString", "MultiPoint", "GeometryCollection"][..]).prop_map(Value::from),
        1 => (-181.0..181.0, -91.0..91.0).prop_map(|(lon, lat)| json!([lon, lat])),
    ];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            3 => prop::collection::vec((select(keys), inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().map(|(key, value)| (key.to_string(), value)).collect())),
        ]
    })
}

/// An article of sentences that hold dates and places, with pieces among them that are neither.
fn article() -> impl Strategy<Value = String> {
    let known = select(
        &[
            "DEMAK, KOMPAS.com -",
            "DEMAK ( -",
            "JAKARTA (Kafé - Hujan turun.",
            "Banjir merendam pasar di Demak pada Senin (6/5/2024).",
            "Polisi menutup jalan di Kudus, Jawa Tengah, kemarin.",
            "\"Air naik,\" kata Bupati Garut.",
            "Pada 31 Februari 2024",
            "The quake hit Palu on Friday, 3 May 2024, and killed two.",
            "antara 3 dan 1 Mei",
            "tiga hari kemudian",
            "Laut Jawa",
            "Surabaya-Malang-Solo",
            "\n\n",
            "\r\n",
            "Baca juga:",
            "(*)",
            "\u{201c}",
            "Kota Kota Kota",
            "<script>alert(1)</script>",
            "Wali Kota \"><img src=x onerror=alert(1)> tiba di Solo pada 3 Mei 2024.",
            "Bupati </text><a href='javascript:alert(1)'>Kudus</a> mengatakan &lt;b&gt; & ]]> kemarin.",
        ][..],
    );
    let piece =
        prop_oneof![5 => known.prop_map(str::to_string), 1 => "\\PC{0,12}", 1 => "[A-Z][a-z]{1,8}|[0-9./: -]{1,9}"];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.join(" "))
}

/// Words of TOML, with keys and values that a file of the house has.
fn toml() -> impl Strategy<Value = String> {
    let word = select(
        &[
            "[theme]\n",
            "[theme.light]\n",
            "[theme.dark]\n",
            "[theme.fonts]\n",
            "[theme.sizes]\n",
            "[theme.labels]\n",
            "[defaults]\n",
            "[x]\n",
            "logo = ",
            "ink = ",
            "paper = ",
            "title = ",
            "regular = ",
            "kotak = ",
            "lang = ",
            "\"#12345\"\n",
            "\"#123456\"\n",
            "\"900x400\"\n",
            "\"1x99999999999\"\n",
            "\"\"\"",
            "\"",
            "'",
            "[",
            "]",
            "{",
            "}",
            "=",
            "\n",
            "#",
            "é",
            "1e999",
            "\"a\\nb\"\n",
            "\u{feff}",
        ][..],
    );
    prop::collection::vec(word, 0..16).prop_map(|words| words.concat())
}

/// Blocks of a file of edits, with values of the kind that a key asks for and others.
fn edits() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        3 => select(&ODD[..]).prop_map(|cell| format!("{cell:?}")),
        2 => select(&["true", "false", "2", "-1", "[]", "[\"Warga\"]", "{ name = \"Balai\", lat = -7.1, lon = 110.9 }"][..])
            .prop_map(str::to_string),
        2 => select(&["\"event-site\"", "{ Demak = \"origin\" }", "[\"Polisi menutup jalan di Demak\"]", "none", "1e999"][..])
            .prop_map(str::to_string),
    ];
    let key = select(
        &[
            "date", "place", "role", "label", "category", "modality", "who", "order", "hide", "split", "merge", "id",
            "source", "x",
        ][..],
    );
    let block = (
        select(
            &[
                "[[edit]]\nquote = \"Banjir merendam pasar ikan di Purwodadi\"",
                "[[edit]]\nquote = \"Polisi menutup jalan di Demak\"\ntrigger = \"menutup\"",
                "[[edit]]\nid = \"e1\"",
                "[[add]]\nlabel = \"Jembatan dibuka\"",
                "[[lain]]",
            ][..],
        ),
        prop::collection::btree_map(key, value, 0..5),
    );
    prop::collection::vec(block, 0..5).prop_map(|blocks| {
        let lines = blocks.into_iter().flat_map(|(head, keys)| {
            [head.to_string()].into_iter().chain(keys.into_iter().map(|(key, value)| format!("{key} = {value}")))
        });
        lines.collect::<Vec<_>>().join("\n")
    })
}

/// Words of pages, feeds, Markdown and lists of articles.
fn marked() -> impl Strategy<Value = String> {
    let word = select(
        &[
            "<html>",
            "<article>",
            "<h1>Banjir</h1>",
            "<p>Banjir merendam pasar di Demak pada Senin (6/5/2024). Warga pergi.</p>",
            "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"articleBody\":",
            "</script>",
            "<meta property=\"article:published_time\" content=\"2024-05-06T25:00\">",
            "<time datetime='kemarin'>",
            "<table><tr><td>",
            "<rss><channel><item><title>Gempa</title><description>",
            "</description></item>",
            "<![CDATA[",
            "]]>",
            "<!--",
            "&#x110000;",
            "&amp",
            "---\ntitle: Banjir\ndate: 99999-01\n---\n",
            "# Gempa\n\n",
            "[a](",
            "{\"text\":\"Hujan di Palu.\",\"published\":\"",
            "\"}",
            "\n",
            "[",
            "\u{0}",
            "Gempa mengguncang Palu. ",
        ][..],
    );
    prop::collection::vec(word, 0..14).prop_map(|words| words.concat())
}

/// Words of SVG, as a mark may hold them.
fn svg() -> impl Strategy<Value = String> {
    let word = select(
        &[
            "<g>",
            "</g>",
            "<path d='M0 0L9 9Z'/>",
            "<path d='M0 0L1e999 nan'/>",
            "<rect width='9' height='9' onclick='alert(1)'/>",
            "<circle r='-1'/>",
            "<script>alert(1)</script>",
            "<a href='javascript:alert(1)'>",
            "</a>",
            "<style>*{fill:url(x)}</style>",
            "<use href='#a'/>",
            "<g id='a'><use href='#a'/></g>",
            "<linearGradient id='b'/>",
            "<rect width='9' height='9' fill='url(#b)'/>",
            "<foreignObject><p>a</p></foreignObject>",
            "<image href='file:///etc/hostname'/>",
            "<animate/>",
            "&amp;",
            "&x;",
            "]]>",
            "<!-- -->",
            "é",
        ][..],
    );
    prop::collection::vec(word, 0..10).prop_map(|words| {
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'>{}</svg>", words.concat())
    })
}

fn read(text: String) -> Option<Article> {
    pipeline::read(Input { text, ..Input::default() }, &pipeline::Options::default()).ok().map(|(article, _)| article)
}

/// Whether spans are parts of the text, each behind the one before.
fn in_order(text: &str, spans: &[Span]) -> bool {
    spans.iter().all(|span| text.get(span.start..span.end).is_some())
        && spans.windows(2).all(|pair| pair[0].end <= pair[1].start)
}

/// The page of an article, its body as XML: what HTML leaves open, or says in one word, is closed and said out.
fn web_body(text: String) -> Option<String> {
    let found = pipeline::analyse(Input { text, ..Input::default() }, &pipeline::Options::default());
    // The pipeline makes a panic an error of its article, which no text may give.
    let (found, _) = found.inspect_err(|error| assert_ne!(error.kind, "internal", "{error}")).ok()?;
    let pack = pipeline::pack(&found.article.lang).expect("a bundled pack");
    let context = pipeline::context_names(pack.code);
    let found = [found];
    let story = story::build(&found, &pack, &StoryOptions::default()).expect("a valid pack");
    let page =
        web::page(&story, &[&found[0].article], &context, [Theme::LIGHT, Theme::DARK], &pack).expect("a valid pack");
    let (_, body) = page.split_once("<body>\n").expect("a body");
    let (body, _) = body.rsplit_once("<script>\n").expect("a program behind it");
    let input = |closed: &str, tag: &str| closed.replace(&format!("{tag}>"), &format!("{tag}=\"\"/>"));
    let closed = input(&body.replace("<br>", "<br/>"), " checked");
    let ends: Vec<String> = closed.split("<input type=\"date\"").map(str::to_string).collect();
    let dates = ends.iter().skip(1).map(|rest| rest.replacen("\">", "\"/>", 1));
    let closed = ends.first().cloned().into_iter().chain(dates).collect::<Vec<_>>().join("<input type=\"date\"");
    Some(format!("<body>{closed}</body>"))
}

/// An input on one of the fuzzer's ways; the last byte chooses among languages, forms and drawings.
fn sent(target: &str, input: &str, choice: u8) {
    let (_, entry) = entries::ENTRIES.into_iter().find(|(name, _)| *name == target).expect("a way of the fuzzer");
    entry(&[input.as_bytes(), &[choice]].concat());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_table_of_events_is_read_or_refused_and_written_in_every_form(
        text in table(&["end", "place", "lat", "lon", "category", "source", "from", "certainty", "who", "quote", "id", "same_as", "x"], "date,label"),
    ) {
        sent("csv", &text, b'\n');
    }

    #[test]
    fn any_geojson_is_read_or_refused_and_written_in_every_form(
        features in prop::collection::vec(
            (
                tree(&["title", "label", "date", "when", "start", "end", "earliest", "latest", "category", "timespans", "who"]),
                tree(&["type", "coordinates", "geometries"]),
            ),
            0..4,
        ),
    ) {
        let features: Vec<Value> = features
            .into_iter()
            .map(|(properties, geometry)| json!({"type": "Feature", "properties": properties, "geometry": geometry}))
            .collect();
        sent("geojson", &json!({"type": "FeatureCollection", "features": features}).to_string(), b'\n');
    }

    #[test]
    fn any_slides_are_read_or_refused_and_written_in_every_form(
        events in prop::collection::vec(
            tree(&["start_date", "end_date", "year", "month", "day", "hour", "minute", "display_date", "text", "headline", "group", "media"]),
            0..4,
        ),
        title in tree(&["text", "headline"]),
    ) {
        sent("timelinejs", &json!({"title": title, "events": events}).to_string(), b't');
    }

    #[test]
    fn any_events_as_json_are_read_or_refused_and_written_in_every_form(
        events in prop::collection::vec(
            tree(&["id", "label", "when", "earliest", "latest", "edtf", "where", "place", "lat", "lon", "role", "sources", "quote", "modality", "same_as"]),
            0..4,
        ),
    ) {
        sent("timelinejs", &json!({"schema": "linimasa/1", "documents": [], "events": events}).to_string(), b'e');
    }

    #[test]
    fn no_text_of_a_dated_event_gets_out_of_its_place_in_any_form(
        texts in prop::collection::vec(prop::collection::vec(select(&ODD[..]), 12), 1..4),
    ) {
        let event = |text: &Vec<&str>| {
            json!({
                "id": text[0], "label": format!("Rapat {}", text[1]), "category": "meeting", "modality": "asserted",
                "when": {"earliest": "2024-05-06", "latest": "2024-05-06", "edtf": text[2], "granularity": "day", "basis": text[3]},
                "where": [{"place": {"id": text[4], "name": text[5], "lat": -6.9, "lon": 110.6, "class": "city"}, "precision": "city", "role": text[6]}],
                "who": [{"name": text[7], "role": "participant"}],
                "attribution": {"source": text[8], "verb": text[9]},
                "sources": [{"doc": text[10], "quote": text[11]}],
            })
        };
        let document = |text: &Vec<&str>| json!({"id": text[10], "title": text[1], "url": text[2], "dct": {"value": text[3]}});
        let (events, documents): (Vec<_>, Vec<_>) = texts.iter().map(|text| (event(text), document(text))).unzip();
        sent("timelinejs", &json!({"schema": "linimasa/1", "documents": documents, "events": events}).to_string(), b'e');
    }

    #[test]
    fn any_table_of_places_is_read_or_refused_and_its_names_lead_to_places(
        text in table(&["id", "aliases", "population", "action", "admin1"], "name,lat,lon,class,country"),
    ) {
        sent("overlay", &text, b'\n');
    }

    #[test]
    fn any_file_of_edits_is_read_or_refused_and_comes_back_as_it_was(text in edits()) {
        sent("edits", &text, b'\n');
    }

    #[test]
    fn any_page_or_feed_or_list_gives_articles_or_faults(text in marked(), choice: u8) {
        sent("html", &text, choice);
        sent("articles", &text, choice);
    }

    #[test]
    fn places_of_any_text_lie_in_it_in_their_order(text in article(), choice: u8) {
        sent("places", &text, choice);
    }

    #[test]
    fn dates_of_any_text_lie_in_it_and_do_not_cross(text in article(), choice: u8) {
        sent("dates", &text, choice);
    }

    #[test]
    fn sentences_zones_and_quotations_of_any_text_lie_in_it_in_their_order(text in article()) {
        if let Some(article) = read(text) {
            let sentences: Vec<Span> = article.sentences.iter().map(|sentence| sentence.span).collect();
            let zones: Vec<Span> = article.zones.iter().map(|zone| zone.span).collect();
            for (what, spans) in [("sentences", &sentences), ("zones", &zones), ("quotations", &article.quotes)] {
                prop_assert!(in_order(&article.text, spans), "{what}: {spans:?}");
            }
            for at in 0..article.text.len() {
                let inside = article.sentence_at(at).map(|index| sentences[index]);
                prop_assert_eq!(inside, sentences.iter().copied().find(|span| span.start <= at && at < span.end), "at {}", at);
            }
        }
    }

    #[test]
    fn a_day_given_on_the_command_line_is_read_as_it_is_written(text in "\\PC{0,12}|[0-9:T+Z. -]{0,25}", days in -400_000i64..1_500_000) {
        let _ = time::parse_moment(&text);
        let day = chrono::DateTime::from_timestamp(days * 86_400, 0).map(|moment| moment.date_naive());
        if let Some(day) = day.filter(|day| (0..=9999).contains(&chrono::Datelike::year(day))) {
            let read = time::parse_moment(&day.format("%Y-%m-%d").to_string());
            prop_assert_eq!(read.ok(), Some(time::Moment::Day(day)));
        }
    }

    #[test]
    fn any_file_of_the_house_is_read_or_refused_with_its_place(text in toml()) {
        match House::read(&text, &["title", "note"]) {
            Ok(house) => drop(house.doubts()),
            Err(error) => prop_assert!(error.at.is_some_and(|(line, column)| line >= 1 && column >= 1), "{error}"),
        }
    }

    #[test]
    fn nothing_of_a_mark_can_run_or_load(text in svg()) {
        if let Ok(logo) = Logo::read(&text) {
            prop_assert!(logo.width > 0.0 && logo.height > 0.0);
            let shapes = format!("{logo:?}").to_lowercase();
            for forbidden in ["script", "onclick", "javascript", "<a ", "<style", "<image", "foreignobject", "animate", "file:"] {
                prop_assert!(!shapes.contains(forbidden), "{forbidden}: {shapes}");
            }
        }
    }
}

proptest! {
    // A picture costs a thousand times as much as a table.
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_article_is_drawn_whole_on_every_kind_of_page(text in article(), choice: u8) {
        sent("article_svg", &text, choice);
    }

    #[test]
    fn the_page_of_any_article_holds_nothing_that_runs_and_every_link_of_it_leads_somewhere(text in article()) {
        let Some(body) = web_body(text) else { return Ok(()) };
        let read = roxmltree::Document::parse(&body);
        prop_assert!(read.is_ok(), "{:?}\n{body}", read.err());
        let Ok(read) = read else { return Ok(()) };
        let nodes = || read.descendants().filter(|node| node.is_element());
        let ids: Vec<&str> = nodes().filter_map(|node| node.attribute("id")).collect();
        prop_assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id stands twice: {:?}", ids);
        for node in nodes() {
            let name = node.tag_name().name();
            prop_assert!(!["script", "img", "iframe", "object", "embed", "link", "base", "foreignObject"].contains(&name), "{name}");
            for attribute in node.attributes() {
                let (key, value) = (attribute.name(), attribute.value());
                prop_assert!(!key.starts_with("on") && key != "src" && key != "action", "{key}={value:?}");
                if key == "href" {
                    let Some(target) = value.strip_prefix('#') else {
                        prop_assert!(value.starts_with("https://") || value.starts_with("http://"), "{value:?}");
                        continue;
                    };
                    prop_assert!(ids.contains(&target), "{target} is nowhere");
                }
            }
        }
    }

    #[test]
    fn any_table_of_events_is_drawn_whole_on_every_kind_of_page(
        rows in prop::collection::vec((0i32..4, 1u32..13, -90.0..90.0f64, -180.0..180.0f64, select(&ODD[..])), 1..12),
        choice: u8,
    ) {
        let row = |(year, month, lat, lon, label): &(i32, u32, f64, f64, &str)| {
            format!("{}-{month:02},Rapat {},Desa {lat:.0},{lat},{lon}\n", 2020 + year, label.replace([',', '"'], ""))
        };
        let rows: String = rows.iter().map(row).collect();
        sent("data_svg", &format!("date,label,place,lat,lon\n{rows}"), choice);
    }
}
