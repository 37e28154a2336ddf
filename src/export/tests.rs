//! What is written comes back: properties over any events, and what each form shall not say.

use super::*;
use crate::import::{DataOptions, Form, Imported, archive, read_data};
use crate::lang::pack;
use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use serde_json::json;

fn read(text: &str, form: Form) -> Imported {
    let made = read_data(text.as_bytes(), form, "a", &pack("id").expect("a pack"), &DataOptions::default());
    made.unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Text with all that a form may stumble over, and no blank at either end, which a table does not keep.
fn words() -> impl Strategy<Value = String> {
    "[a-zA-Zé鯨👩=+@-]([a-zA-Z ,;\"'<>&\\\\é鯨👩\n=+@-]{0,60}[a-zA-Zé鯨👩>])?"
}

/// An id has no separator of lists in it.
fn id() -> impl Strategy<Value = String> {
    "[a-z0-9]{1,10}"
}

fn when() -> impl Strategy<Value = When> {
    let days = (-3000_i32..3000, 1_u32..13, 0_u64..400, 0..6_usize, any::<bool>());
    days.prop_map(|(year, month, length, kind, own)| {
        let first = NaiveDate::from_ymd_opt(year, month, 1).expect("a day");
        let last = first.checked_add_days(Days::new(length)).expect("a day");
        let text = |day: NaiveDate| Some(day.format("%Y-%m-%d").to_string());
        let whole = |month, day| text(NaiveDate::from_ymd_opt(year, month, day).expect("a day"));
        let (earliest, latest, granularity) = match kind {
            0 => (None, text(last), "vague"),
            1 => (None, None, "vague"),
            2 => (whole(1, 1), whole(12, 31), "year"),
            3 => (text(first), text(last), "week"),
            4 if (1..=2900).contains(&first.year()) => {
                (text(first).map(|day| day + "T08:05"), text(first).map(|day| day + "T23:59"), "hour")
            }
            _ => (text(first), text(first), "day"),
        };
        let basis = if own { "own" } else { "lead" };
        let edtf = (kind == 2).then(|| format!("{year:04}~"));
        let (granularity, basis) = (granularity.to_string(), basis.to_string());
        When { earliest, latest, edtf, granularity, basis, rest: Rest::default() }
    })
}

fn site() -> impl Strategy<Value = Site> {
    let parts = (id(), words(), -9_000_000..9_000_000, -18_000_000..18_000_000, 0..3_usize);
    parts.prop_map(|(id, name, lat, lon, kind)| {
        // Ten centimetres, which is finer than any place is known.
        let (lat, lon) = (f64::from(lat) / 1e5, f64::from(lon) / 1e5);
        let (precision, class) = [("point", "building"), ("city", "city"), ("point", "other")][kind];
        let place = Place { id, name, lat: Some(lat), lon: Some(lon), class: class.to_string(), ..Place::default() };
        Site {
            place: Some(place),
            precision: precision.to_string(),
            role: "event-site".to_string(),
            basis: "own".to_string(),
            rest: Rest::default(),
        }
    })
}

fn event() -> impl Strategy<Value = Event> {
    let parts = (id(), words(), when(), proptest::option::of(site()), words(), id(), 0..5_usize, any::<bool>());
    parts.prop_map(|(id, label, when, site, quote, doc, kind, negated)| {
        let category = ["military", "crime", "meeting", "disaster", "other"][kind];
        let modality = ["asserted", "planned", "reported-possible", "denied", "background"][kind];
        Event {
            id,
            label,
            category: category.to_string(),
            when,
            sites: site.into_iter().collect(),
            who: vec![Actor { name: "Wali kota".to_string(), role: "participant".to_string() }],
            modality: modality.to_string(),
            attribution: None,
            negated,
            salience: None,
            sources: vec![Source { doc, quote, rest: Rest::default() }],
            rest: Rest::default(),
        }
    })
}

fn all() -> impl Strategy<Value = Archive> {
    let document = json!({"id": "d", "title": "Judul <b>& \"lain\"</b>", "lang": "id"});
    proptest::collection::vec(event(), 0..6).prop_map(move |events| Archive {
        documents: vec![document.clone()],
        events,
        ..Archive::default()
    })
}

/// What only the fuller forms keep.
fn fuller(mut archive: Archive) -> Archive {
    for (event, at) in archive.events.iter_mut().zip(0_usize..) {
        event.salience = Some(0.25);
        event.attribution = Some(Attribution { source: "juru bicara".to_string(), verb: "kata".to_string() });
        event.sources.push(Source { doc: "d".to_string(), quote: "Dua.".to_string(), rest: Rest::default() });
        event.rest.insert("merged_because", json!(["same-day"]));
        event.who.push(Actor { name: "Warga; semua".to_string(), role: "agent".to_string() });
        if at % 2 == 0 {
            let country =
                Place { id: "geonames:1643084".to_string(), name: "Indonesia".to_string(), ..Place::default() };
            let precision = "country".to_string();
            event.sites.push(Site {
                place: Some(country),
                precision,
                role: "container".to_string(),
                ..Site::default()
            });
        }
    }
    archive
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_comes_back(archive in all().prop_map(fuller)) {
        let written = serde_json::to_string_pretty(&archive.to_json()).expect("JSON");
        prop_assert_eq!(read(&written, Form::EventsJson).archive, archive);
    }

    #[test]
    fn geojson_comes_back(archive in all().prop_map(fuller)) {
        let written = geojson(&archive);
        prop_assert_eq!(read(&written, Form::GeoJson).archive, archive);
    }

    #[test]
    fn timelinejs_comes_back(archive in all().prop_map(fuller)) {
        let (written, told) = timelinejs(&archive);
        prop_assert_eq!(told.len(), archive.events.iter().filter(|event| timelinejs_slide(event).is_none()).count());
        prop_assert_eq!(read(&written, Form::TimelineJs).archive, archive);
    }

    #[test]
    fn a_table_comes_back(archive in all()) {
        let written = table(&archive);
        prop_assert_eq!(read(&written, Form::Csv).archive.events, archive.events);
    }

    #[test]
    fn drawn_from_any_form_it_is_the_same(archive_ in all()) {
        let pack = pack("id").expect("a pack");
        let items = archive(&archive_, "a", &pack).expect("it can be read").items;
        prop_assert_eq!(&read(&geojson(&archive_), Form::GeoJson).items, &items);
        prop_assert_eq!(&read(&timelinejs(&archive_).0, Form::TimelineJs).items, &items);
    }
}

/// An event at a place of a precision in a role.
fn placed(precision: &str, role: &str) -> Archive {
    let place = Place {
        id: "geonames:524901".to_string(),
        name: "Moskwa".to_string(),
        lat: Some(55.75),
        lon: Some(37.62),
        class: "city".to_string(),
        ..Place::default()
    };
    let site = Site {
        place: Some(place),
        precision: precision.to_string(),
        role: role.to_string(),
        basis: "own".to_string(),
        rest: Rest::default(),
    };
    let when = When {
        earliest: Some("2022-01-01".to_string()),
        latest: Some("2022-12-31".to_string()),
        edtf: Some("2022".to_string()),
        granularity: "year".to_string(),
        basis: "own".to_string(),
        rest: Rest::default(),
    };
    let event = Event {
        id: "e1".to_string(),
        label: "Rapat".to_string(),
        category: "meeting".to_string(),
        when,
        sites: vec![site],
        modality: "asserted".to_string(),
        ..Event::default()
    };
    Archive { events: vec![event], ..Archive::default() }
}

#[test]
fn only_spots_where_it_happened_have_coordinates() {
    let rows = [
        ("point", "event-site", true),
        ("city", "destination", true),
        ("city", "metonym", false),
        ("city", "origin", false),
        ("city", "dateline", false),
        ("admin", "event-site", false),
        ("country", "event-site", false),
        ("region", "event-site", false),
    ];
    for (precision, role, pinned) in rows {
        let archive = placed(precision, role);
        let forms = [
            (geojson(&archive), "\"coordinates\""),
            (ics(&archive).0, "\nGEO:"),
            (kml(&archive), "<coordinates>"),
            (table(&archive), ",55.75,37.62,"),
        ];
        for (written, mark) in forms {
            assert_eq!(written.contains(mark), pinned, "{precision} {role}: {written}");
        }
    }
}

#[test]
fn what_is_told_again_is_shown_once_and_kept() {
    let mut archive = placed("city", "event-site");
    let mut again = archive.events[0].clone();
    again.id = "e2".to_string();
    again.rest.insert("same_as", json!(["e1"]));
    archive.events.insert(0, again);
    let (calendar, told) = ics(&archive);
    assert!(told.is_empty() && calendar.matches("BEGIN:VEVENT").count() == 1);
    assert_eq!(kml(&archive).matches("<Placemark").count(), 1);
    let (slides, told) = timelinejs(&archive);
    assert!(told.is_empty() && slides.matches("\"unique_id\"").count() == 1);
    assert_eq!(read(&slides, Form::TimelineJs).archive, archive);
    assert_eq!(read(&geojson(&archive), Form::GeoJson).archive, archive);
}

#[test]
fn a_year_stays_a_year() {
    let archive = placed("city", "event-site");
    assert!(kml(&archive).contains("<TimeSpan><begin>2022</begin><end>2022</end></TimeSpan>"));
    let (calendar, told) = ics(&archive);
    assert!(told.is_empty() && calendar.contains("DTSTART;VALUE=DATE:20220101\r\nDTEND;VALUE=DATE:20230101\r\n"));
    assert!(calendar.contains("X-LINIMASA-EDTF:2022\r\n") && calendar.contains("X-LINIMASA-GRANULARITY:year\r\n"));
    let slide = timelinejs_slide(&archive.events[0]).expect("a slide");
    assert_eq!((&slide["start_date"], slide.get("end_date")), (&json!({"year": 2022}), None));
}

#[test]
fn what_was_changed_by_hand_wins_over_the_record() {
    let (written, _) = timelinejs(&placed("city", "event-site"));
    let changed = written.replace("\"headline\": \"Rapat\"", "\"headline\": \"Rapat besar\"");
    let changed = changed.replace("\"year\": 2022", "\"year\": 2021");
    let event = &read(&changed, Form::TimelineJs).archive.events[0];
    assert_eq!(event.label, "Rapat besar");
    assert_eq!((event.when.earliest.as_deref(), event.when.basis.as_str()), (Some("2021-01-01"), "edit"));
    let moved = geojson(&placed("city", "event-site")).replace("[37.62,55.75]", "[38.5,56.5]");
    let event = &read(&moved, Form::GeoJson).archive.events[0];
    assert_eq!(event.pins().first().map(|(_, lon, lat)| (*lon, *lat)), Some((38.5, 56.5)));
}

#[test]
fn control_characters_reach_no_form_that_may_not_hold_them() {
    let mut archive = placed("city", "event-site");
    archive.events[0].label = "Rapat\u{7}\u{0}\u{1b}[1m \u{fffe}besar ]]>".to_string();
    archive.events[0].sources = vec![Source {
        doc: "a\u{1}".to_string(),
        quote: "Satu\r\nBEGIN:VEVENT\rdua".to_string(),
        rest: Rest::default(),
    }];
    let written = kml(&archive);
    roxmltree::Document::parse(&written).expect("XML");
    assert!(!written.contains(['\u{7}', '\0', '\u{1b}', '\u{1}', '\u{fffe}']), "{written}");
    let (calendar, _) = ics(&archive);
    let control = |c: char| c.is_control() && c != '\r' && c != '\n';
    assert!(!calendar.contains(control), "{calendar}");
    assert_eq!(calendar.matches("\r\nBEGIN:VEVENT\r\n").count(), 1, "{calendar}");
    assert_eq!(read(&geojson(&archive), Form::GeoJson).archive, archive);
}
