//! The forms of `extract`, read by the crates of those who know them.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ARTICLE: &str = "Jembatan layang Surabaya dibuka\n\nSURABAYA, Harian Uji - Wali Kota Surabaya membuka jembatan layang \
    di Surabaya pada Selasa (7/5/2024). Warga menyambut pembukaan itu dengan pawai.\n\nPemerintah kota memulai \
    pembangunan jembatan itu pada tahun 2022. Presiden akan meninjau jembatan itu.\n";

/// Signs that each form must escape.
const TABLE: &str = "date,label,place,lat,lon,category,source\n\
    2024-05-07,\"=SUM(A1); <b>\"\"tebal\"\"</b> & \\\\ miring, é鯨👩 dan seterusnya sampai baris ini lebih panjang dari tujuh puluh lima\",Kali Baru,-6.5,107,disaster,\"BPBD <Jabar>\"\n\
    2022,Pembangunan,Jawa Timur,,,other,\n\
    ,Kelak,,,,,\n\
    2024-05-07T08:00,Upacara,Surabaya,,,politics,\n";

fn run(args: &[&str], stdin: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_linimasa"))
        .env("LINIMASA_LANG_UI", "en")
        .args(args)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    child.stdin.take().expect("stdin").write_all(stdin.as_bytes()).expect("the input is read");
    child.wait_with_output().expect("the binary ends")
}

fn written(form: &str, input: &str) -> String {
    let out = run(&["extract", "-f", form, "-"], input);
    assert_eq!(out.status.code(), Some(0), "{form}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("UTF-8")
}

fn labels(input: &str, again: bool) -> Vec<String> {
    let whole: serde_json::Value = serde_json::from_str(&written("json", input)).expect("JSON");
    let events = whole["events"].as_array().expect("events").iter();
    let retold = |event: &serde_json::Value| event["same_as"].as_array().is_some_and(|list| !list.is_empty());
    events
        .filter(|event| again || !retold(event))
        .map(|event| event["label"].as_str().expect("a label").to_string())
        .collect()
}

#[test]
fn geojson_is_read_by_its_crate() {
    for input in [ARTICLE, TABLE] {
        let text = written("geojson", input);
        let read: geojson::FeatureCollection = text.parse().expect("GeoJSON");
        let titles: Vec<String> = read
            .features
            .iter()
            .map(|feature| feature.property("label").and_then(|label| label.as_str()).expect("a label").to_string())
            .collect();
        assert_eq!(titles, labels(input, true));
        for feature in &read.features {
            let when = feature.foreign_members.as_ref().and_then(|members| members.get("when"));
            let bounds = feature.property("when").expect("the record's bounds");
            assert_eq!(when.is_some(), !bounds["earliest"].is_null() || !bounds["latest"].is_null());
            assert!(feature.id.is_some());
        }
    }
    let read: geojson::FeatureCollection = written("geojson", TABLE).parse().expect("GeoJSON");
    let shapes: Vec<bool> = read.features.iter().map(|feature| feature.geometry.is_some()).collect();
    assert_eq!(shapes, [true, false, false, true], "a province is no point");
}

#[test]
fn a_calendar_is_read_by_its_crate() {
    use icalendar::{Calendar, CalendarComponent, Component};
    let text = written("ics", TABLE);
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
    let read: Calendar = text.parse().expect("a calendar");
    let events: Vec<&icalendar::Event> = read
        .components
        .iter()
        .filter_map(|component| match component {
            CalendarComponent::Event(event) => Some(event),
            _ => None,
        })
        .collect();
    assert_eq!(events.len(), 3, "what has no date is left out");
    let flood = events[0];
    let label = &labels(TABLE, true)[0];
    assert_eq!(flood.get_summary().map(str::to_string).as_ref(), Some(label));
    assert_eq!(flood.property_value("DTSTART"), Some("20240507"));
    assert_eq!(flood.property_value("GEO"), Some("-6.5;107"));
    let year = events[1];
    assert_eq!((year.property_value("DTSTART"), year.property_value("DTEND")), (Some("20220101"), Some("20230101")));
    assert_eq!(year.property_value("X-LINIMASA-GRANULARITY"), Some("year"));
    assert_eq!((year.property_value("GEO"), year.property_value("LOCATION")), (None, Some("Jawa Timur")));
    assert_eq!(events[2].property_value("DTSTART"), Some("20240507T080000"));
    let out = run(&["extract", "-f", "ics", "-"], TABLE);
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(told.contains("\"Kelak\"") && told.contains("no date"), "{told}");
    let stamped = written("ics", ARTICLE);
    assert!(stamped.contains("DTSTAMP:20240507T000000Z\r\n"), "{stamped}");
    assert_eq!(stamped, written("ics", ARTICLE), "no clock reaches the bytes");
}

#[test]
fn kml_is_read_by_its_crate_and_is_well_formed() {
    for input in [ARTICLE, TABLE] {
        let text = written("kml", input);
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader.read_event().expect("well-formed XML") {
                quick_xml::events::Event::Eof => break,
                _ => continue,
            }
        }
        let read: kml::Kml = text.parse().expect("KML");
        let marks = placemarks(&read);
        assert_eq!(
            marks.iter().map(|mark| mark.name.clone().expect("a name")).collect::<Vec<_>>(),
            labels(input, false)
        );
    }
    let text = written("kml", TABLE);
    let read: kml::Kml = text.parse().expect("KML");
    let pinned: Vec<bool> = placemarks(&read).iter().map(|mark| mark.geometry.is_some()).collect();
    assert_eq!(pinned, [true, false, false, true]);
    assert!(text.contains("<TimeSpan><begin>2022</begin><end>2022</end></TimeSpan>"), "{text}");
    assert_eq!(text.matches("<TimeSpan>").count(), 3, "what has no date has no span");
}

fn placemarks(kml: &kml::Kml) -> Vec<&kml::types::Placemark> {
    match kml {
        kml::Kml::Placemark(mark) => vec![mark],
        kml::Kml::Document { elements, .. } => elements.iter().flat_map(placemarks).collect(),
        kml::Kml::KmlDocument(document) => document.elements.iter().flat_map(placemarks).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn timelinejs_has_what_its_reader_needs() {
    let whole: serde_json::Value = serde_json::from_str(&written("timelinejs", TABLE)).expect("JSON");
    let slides = whole["events"].as_array().expect("events");
    assert_eq!(slides.len(), 3);
    for slide in slides {
        assert!(slide["start_date"]["year"].is_i64(), "{slide}");
        let headline = slide["text"]["headline"].as_str().expect("a headline");
        assert!(!headline.contains("<b>"), "text is no markup: {headline}");
    }
    assert_eq!(slides[1]["start_date"], serde_json::json!({"year": 2022}));
    assert_eq!(whole["linimasa"]["aside"][0]["event"]["label"], "Kelak");
}

#[test]
fn what_is_written_is_read_and_says_the_same() {
    for input in [ARTICLE, TABLE] {
        let whole: serde_json::Value = serde_json::from_str(&written("json", input)).expect("JSON");
        for form in ["json", "geojson", "timelinejs"] {
            let again: serde_json::Value = serde_json::from_str(&written("json", &written(form, input))).expect("JSON");
            let by_id = |whole: &serde_json::Value| {
                let mut all: Vec<(String, serde_json::Value)> = Vec::new();
                for event in whole["events"].as_array().expect("events") {
                    all.push((event["id"].to_string(), event.clone()));
                }
                all.sort_by(|a, b| a.0.cmp(&b.0));
                all
            };
            assert_eq!(by_id(&again), by_id(&whole), "{form}");
        }
        let again: serde_json::Value = serde_json::from_str(&written("json", &written("csv", input))).expect("JSON");
        let kept = |whole: &serde_json::Value| -> Vec<serde_json::Value> {
            let events = whole["events"].as_array().expect("events").iter();
            let kept = events.map(|event| {
                serde_json::json!([
                    event["id"],
                    event["label"],
                    event["when"]["earliest"],
                    event["when"]["latest"],
                    event["when"]["granularity"],
                    event["when"]["edtf"],
                    event["when"]["basis"],
                    event["category"],
                    event["modality"],
                    event["where"][0]["place"]["id"],
                    event["where"][0]["precision"]
                ])
            });
            kept.collect()
        };
        assert_eq!(kept(&again), kept(&whole));
    }
}

/// What may stand in each element of KML 2.2 that is written here, in the order of the schema (OGC 07-147r2).
const KML: [(&str, &[&str]); 6] = [
    ("kml", &["Document"]),
    ("Document", &["name", "Placemark"]),
    ("Placemark", &["name", "description", "TimeStamp", "TimeSpan", "ExtendedData", "MultiGeometry", "Point"]),
    ("TimeSpan", &["begin", "end"]),
    ("ExtendedData", &["Data"]),
    ("Data", &["value"]),
];

/// Whether a text is a year, a month, a day or a second of XML Schema, as `begin` and `end` may be.
fn is_xml_time(text: &str) -> bool {
    let digits = text.trim_start_matches('-');
    let form: String = digits.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    ["0000", "0000-00", "0000-00-00", "0000-00-00T00:00:00"].contains(&form.as_str())
}

#[test]
fn kml_keeps_the_order_and_the_values_of_its_schema() {
    for input in [ARTICLE, TABLE, "date,label,place\n44 SM,Caesar,Roma\n2024-03,Bulan,\n..,Kapan,\n"] {
        let out = run(&["extract", "-f", "kml", "-"], input);
        let text = String::from_utf8(out.stdout).expect("UTF-8");
        if out.status.code() != Some(0) {
            assert!(input.contains(".."), "{}", String::from_utf8_lossy(&out.stderr));
            continue;
        }
        let document = roxmltree::Document::parse(&text).expect("well-formed XML");
        let mut ids = std::collections::BTreeSet::new();
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let name = node.tag_name().name();
            assert_eq!(node.tag_name().namespace(), Some("http://www.opengis.net/kml/2.2"), "{name}");
            assert!(
                node.attribute("id").is_none_or(|id| ids.insert(id.to_string()) && !id.starts_with(char::is_numeric))
            );
            let inside = node.children().filter(roxmltree::Node::is_element).map(|child| child.tag_name().name());
            if let Some((_, order)) = KML.iter().find(|(known, _)| *known == name) {
                let places: Vec<usize> = inside
                    .map(|child| {
                        order.iter().position(|known| *known == child).unwrap_or_else(|| panic!("{child} in {name}"))
                    })
                    .collect();
                assert!(places.is_sorted(), "{name}: the order of the schema");
            }
            let said = node.text().unwrap_or_default();
            match name {
                "begin" | "end" => assert!(is_xml_time(said), "{said}"),
                "coordinates" => {
                    let numbers: Vec<f64> = said.split(',').map(|part| part.parse().expect("a number")).collect();
                    assert!(numbers.len() == 2 && numbers[0].abs() <= 180.0 && numbers[1].abs() <= 90.0, "{said}");
                }
                _ => {}
            }
        }
    }
}
