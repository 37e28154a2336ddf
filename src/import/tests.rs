//! Tables and `events.json`: what is read, what is refused and where, what is told and not drawn.

use super::*;
use crate::lang::{DateFormat, pack};
use crate::story::{Kind, PlaceShape};
use crate::time::Granularity;
use serde_json::json;

fn read(text: &str) -> Result<Imported, Error> {
    csv(text, "data/gempa-jawa.csv", &pack("id").expect("a bundled pack"))
}

#[test]
fn a_table_becomes_items() {
    let text = "date,label,end,place,lat,lon,category,source\r\n\
        2024-01,\"Banjir, lalu longsor\",,Kali Baru,-6.5,107,disaster,BPBD\r\n\
        2024-02-03,Rapat \"\"besar\"\",2024-02-05,Bandung,,,meeting,\r\n\
        \r\n\
        ,Tanpa tanggal,,,,,,\r\n";
    let made = read(&text.replace("Rapat \"\"besar\"\"", "\"Rapat \"\"besar\"\"\"")).expect("it can be read");
    assert_eq!(made.title.as_deref(), Some("Gempa jawa"));
    assert_eq!(made.source, "gempa-jawa.csv: BPBD");
    assert!(made.told.is_empty(), "{:?}", made.told);
    let labels: Vec<&str> = made.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(labels, ["Banjir, lalu longsor", "Rapat \"besar\"", "Tanpa tanggal"]);
    let [flood, meeting, undated] = made.items.as_slice() else { panic!("three items") };
    assert_eq!((flood.kind, flood.granularity), (Kind::Disaster, Granularity::Month));
    assert_eq!(flood.places[0].point.map(|p| (p.x(), p.y())), Some((107.0, -6.5)));
    assert_eq!(flood.attribution.as_deref(), Some("BPBD"));
    let day = |d: u32| NaiveDate::from_ymd_opt(2024, 2, d).map(Moment::Day);
    assert_eq!((meeting.bounds.earliest, meeting.bounds.latest), (day(3), day(5)));
    assert_eq!((meeting.places[0].id.as_str(), meeting.places[0].shape), ("geonames:1650357", PlaceShape::Pin));
    assert!(undated.places.is_empty() && undated.bounds == Default::default());
}

#[test]
fn a_row_with_an_end_lasts_and_bounds_do_not() {
    let rows = [
        ("date,end,label\n2024-07-26,2024-08-11,Pekan olahraga\n", true),
        ("date,end,label\n26 Juli 2024,11 Agustus 2024,Pekan olahraga\n", true),
        ("date,end,label\n2024-07,2024-09,Pameran\n", true),
        ("date,end,label\n2024-07-26,,Pekan olahraga\n", false),
        ("date,end,label\n2024-07-26,2024-07-26,Pekan olahraga\n", false),
        ("date,end,label\n2024-07-26,2024-09,Pekan olahraga\n", false),
        ("earliest,latest,label\n2024-07-26,2024-08-11,Kapal hilang\n", false),
        ("earliest,latest,granularity,edtf,label\n2023-09-09,2023-09-10,weekend,2023-09-09/2023-09-10,Rapat\n", false),
    ];
    for (text, lasts) in rows {
        let made = read(text).expect(text);
        assert_eq!(made.items[0].lasts, lasts, "{text}");
        // What goes out as a result and comes back is drawn alike.
        let again = super::archive(&made.archive, "acara.json", &pack("id").expect("a pack")).expect("it comes back");
        assert_eq!(again.items[0].lasts, lasts, "{text}: {:?}", made.archive.events[0].when);
    }
}

#[test]
fn what_cannot_be_read_is_named_with_line_and_column() {
    let rows = [
        ("", 1, 1, "empty"),
        ("date,place\n2024,Bandung\n", 1, 1, "no column \"label\""),
        ("date,label\n2024,\n", 2, 6, "no label"),
        ("date,label\nentah kapan,Rapat\n", 2, 1, "2023-09-13"),
        ("date,label\nkemarin,Rapat\n", 2, 1, "need --dct"),
        ("date,label,end\n2024-05-02,Rapat,2024-05-01\n", 2, 18, "exchange"),
        ("date,label\n2024-02-30,Rapat\n", 2, 1, "is not a date"),
        ("date,label,lat,lon\n2024,Rapat,-6,\n", 2, 12, "no lon"),
        ("date,label,lat,lon\n2024,Rapat,-96,100\n", 2, 12, "±90"),
        ("date,label,category\n2024,Rapat,pesta\n", 2, 12, "use one of military"),
        ("date,label\n2024,Rapat,lagi\n", 2, 12, "3 cells"),
        ("date,label\n2024,\"Rapat\nbesar\n", 2, 6, "never closed"),
        ("date,label\n2024,\"Rapat\" besar\n", 2, 14, "follows"),
        ("date,label,date\n", 1, 12, "twice"),
    ];
    for (text, line, column, says) in rows {
        let error = read(text).expect_err(text);
        assert!(error.message.contains(says), "{text:?}: {error}");
        assert_eq!(error.at, Some((line, column)), "{text:?}: {error}");
    }
}

#[test]
fn a_doubtful_place_is_told_and_not_drawn() {
    let rows = [
        ("Bandung", true),
        ("\"Cilacap, Jawa Tengah\"", true),
        ("Jepang", true),
        ("Selat Malaka", true),
        ("Sukamaju", false),
        ("Negeri Antah Berantah", false),
        ("\"Bandung, Jawa Timur\"", false),
    ];
    for (place, drawn) in rows {
        let made = read(&format!("date,label,place\n2024,Rapat,{place}\n")).expect("it can be read");
        assert_eq!(made.items[0].places.len(), usize::from(drawn), "{place}: {:?}", made.told);
        assert_eq!(made.told.is_empty(), drawn, "{place}");
        if let Some(told) = made.told.first() {
            assert!(told.message.starts_with("line 2, column 12: "), "{}", told.message);
        }
    }
}

#[test]
fn separators_and_unknown_columns_are_understood() {
    let made = read("label;date;catatan\nRapat, lalu makan;2024-05;x\n").expect("semicolons");
    assert_eq!(made.items[0].label, "Rapat, lalu makan");
    assert!(made.told[0].message.contains("\"catatan\""));
    assert!(
        is_csv("date,label\n") && is_csv("label\tplace\tdate") && !is_csv("Presiden tiba, kata juru bicara, date.")
    );
}

#[test]
fn items_are_numbered_in_order_of_time_over_all_files() {
    let pack = pack("id").expect("a bundled pack");
    let files = vec![
        read("date,label\n2024-03,Tiga\n2024-01-05,Satu\n").expect("read"),
        read("date,label,certainty\n2024-02-01,Dua,asserted\n,Kelak,planned\n").expect("read"),
    ];
    let told = story(files.clone(), &pack, &ImportOptions::default()).expect("a story");
    let labels: Vec<(u32, &str)> = told.items.iter().map(|item| (item.number, item.label.as_str())).collect();
    assert_eq!(labels, [(1, "Satu"), (2, "Dua"), (3, "Tiga")]);
    assert_eq!(told.hidden, 1);
    let all = story(files, &pack, &ImportOptions { show_all: true, ..ImportOptions::default() }).expect("a story");
    assert_eq!(all.items.last().map(|item| item.label.as_str()), Some("Kelak"));
}

#[test]
fn a_row_with_an_origin_is_a_way() {
    let made = read("date,label,place,from\n2024,Kapal tiba,Surabaya,Makassar\n").expect("read");
    let item = &made.items[0];
    assert!(item.places[0].destination && item.origins[0].name == "Makassar");
}

#[test]
fn the_output_of_extract_comes_back() {
    let text = r#"{"schema":"linimasa/1","documents":[{"id":"a","title":"Rapat di Bandung","lang":"id",
        "sentences":[{"start":0,"end":9},{"start":10,"end":40}]}],
        "events":[{"id":"e1","label":"Menteri bertemu","category":"meeting",
        "when":{"earliest":"2024-05-02","latest":"2024-05-02","granularity":"day","basis":"lead"},
        "where":[{"place":{"id":"geonames:1650357","name":"Bandung","lat":-6.92,"lon":107.6,"class":"city","country":"ID",
        "admin1":"ID.30"},"precision":"city","role":"event-site"}],"modality":"planned","negated":false,
        "attribution":{"source":"juru bicara","verb":"kata"},"salience":0.9,
        "relations":[{"type":"before","event":"e2"},{"type":"contrast","event":"e2"}],
        "sources":[{"doc":"a","start":10,"end":40,"quote":"Menteri bertemu."}],"same_as":[]},
        {"id":"e2","label":"Rapat","when":{"earliest":null,"latest":"2024-05-03"},"where":[],"same_as":[]},
        {"id":"e3","label":"Rapat","when":{},"where":[],"same_as":["e2"]}]}"#;
    assert!(is_events_json(text) && !is_events_json("{\"text\":\"Rapat.\"}"));
    let made = events_json(text, "events.json", &pack("id").expect("a pack")).expect("it can be read");
    assert_eq!(made.items.len(), 2, "what is told again is drawn once");
    let item = &made.items[0];
    assert_eq!((item.kind, item.certainty, item.inherited_date), (Kind::Meeting, Certainty::Planned, true));
    assert_eq!((item.source_ref.as_str(), item.attribution.as_deref()), ("k2", Some("kata juru bicara")));
    assert_eq!(item.places[0].shape, PlaceShape::Pin);
    assert_eq!(item.relations.len(), 1);
    assert_eq!(made.title.as_deref(), Some("Rapat di Bandung"));
    let wrong = [
        ("{\"schema\":\"linimasa/1\",", "not JSON"),
        ("{\"schema\":\"linimasa/9\"}", "not \"linimasa/1\""),
        ("{\"schema\":\"linimasa/1\"}", "no list \"events\""),
        ("{\"schema\":\"linimasa/1\",\"events\":[{}]}", "events[0].label"),
        ("{\"schema\":\"linimasa/1\",\"events\":[{\"label\":\"a\",\"modality\":\"x\"}]}", "events[0].modality"),
    ];
    for (text, says) in wrong {
        let error = events_json(text, "x", &pack("id").expect("a pack")).expect_err(text);
        assert!(error.message.contains(says), "{error}");
    }
}

#[test]
fn what_repeats_an_event_that_is_not_there_is_drawn_by_itself() {
    let pack = pack("id").expect("a pack");
    // The `same_as` of each event, and the labels that are drawn.
    let rows: [(&[&str], &[&str]); 6] = [
        (&["", "a0"], &["Rapat 0"]),
        (&["a7", ""], &["Rapat 0", "Rapat 1"]),
        (&["a0"], &["Rapat 0"]),
        (&["a1", "a0"], &["Rapat 0"]),
        (&["a1", "a2", "a9", "a2"], &["Rapat 2"]),
        (&["a1", "a2", "a1"], &["Rapat 1"]),
    ];
    for (repeats, drawn) in rows {
        let mut table = "date,label,id,same_as\n".to_string();
        let mut events = Vec::new();
        for (at, same_as) in repeats.iter().enumerate() {
            table += &format!("2024-05-0{},Rapat {at},a{at},{same_as}\n", at + 1);
            let list: Vec<&str> = Some(*same_as).filter(|id| !id.is_empty()).into_iter().collect();
            events.push(json!({"id": format!("a{at}"), "label": format!("Rapat {at}"), "when": {}, "same_as": list}));
        }
        let data = json!({"schema": "linimasa/1", "documents": [], "events": events}).to_string();
        for (text, form) in [(table, Form::Csv), (data, Form::EventsJson)] {
            let made = read_data(text.as_bytes(), form, "x", &pack, &DataOptions::default()).expect("it can be read");
            let labels: Vec<&str> = made.items.iter().map(|item| item.label.as_str()).collect();
            assert_eq!(labels, drawn, "{form:?} {repeats:?}");
            let kept: Vec<bool> = made.archive.events.iter().map(crate::export::Event::is_retold).collect();
            let said: Vec<bool> = repeats.iter().map(|id| !id.is_empty()).collect();
            assert_eq!(kept, said, "what the file says of repetitions is kept");
            let told = repeats_nothing(&[made]);
            assert_eq!(told.len(), usize::from(repeats.iter().all(|id| !id.is_empty()) || drawn.len() > 1), "{told:?}");
        }
    }
}

#[test]
fn what_two_files_tell_is_drawn_once() {
    let pack = pack("id").expect("a pack");
    let read =
        |text: &str| read_data(text.as_bytes(), Form::Csv, "x", &pack, &DataOptions::default()).expect("a table");
    let first = read("date,label,id,same_as\n2024-05-01,Rapat,00000000a1,\n2024-05-02,Rapat lagi,a2,00000000b9\n");
    let second = read("date,label,id,same_as\n2024-05-03,Banjir,b1,\n2024-05-01,Rapat dibuka,b2,00000000a1\n");
    let told: Vec<String> =
        repeats_nothing(&[first.clone(), second.clone()]).into_iter().map(|told| told.message).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("Rapat lagi"), "{told:?}");
    let story = story(vec![first, second], &pack, &ImportOptions::default()).expect("a story");
    let labels: Vec<&str> = story.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(labels, ["Rapat", "Rapat lagi", "Banjir"]);
}

#[test]
fn years_before_christ_are_read_as_iso_and_as_the_packs_print_them() {
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).map(Moment::Day);
    let rows = [
        ("-0043", day(-43, 1, 1), day(-43, 12, 31), Granularity::Year),
        ("44 SM", day(-43, 1, 1), day(-43, 12, 31), Granularity::Year),
        ("44 BC", day(-43, 1, 1), day(-43, 12, 31), Granularity::Year),
        ("-0043-03-15", day(-43, 3, 15), day(-43, 3, 15), Granularity::Day),
        ("-0043-03", day(-43, 3, 1), day(-43, 3, 31), Granularity::Month),
        ("250 SM/200 SM", day(-249, 1, 1), day(-199, 12, 31), Granularity::Year),
    ];
    for (text, first, last, fine) in rows {
        let made = read(&format!("date,label\n{text},Kapal tiba\n")).expect(text);
        let item = &made.items[0];
        assert_eq!((item.bounds.earliest, item.bounds.latest, item.granularity), (first, last, fine), "{text}");
    }
    for text in ["0 SM", "SM", "-44", "-0043-03-15T08:00", "x SM", "999999 SM", "-0043-13"] {
        assert!(read(&format!("date,label\n{text},Kapal tiba\n")).is_err(), "{text}");
    }
}

#[test]
fn names_of_those_who_took_part_stand_apart_by_semicolons() {
    let made = read("date,label,who\n2024,Rapat,Wali kota; Serikat sopir ;\n2024,Hujan,\n").expect("it can be read");
    assert_eq!(made.items[0].who, ["Wali kota", "Serikat sopir"]);
    assert!(made.items[1].who.is_empty());
}

#[test]
fn dates_in_words_are_read_as_the_resolver_reads_them() {
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).map(Moment::Day);
    let rows = [
        ("13/9/2023", day(2023, 9, 13), day(2023, 9, 13), Granularity::Day),
        ("13 September 2023", day(2023, 9, 13), day(2023, 9, 13), Granularity::Day),
        ("September 13 2023", day(2023, 9, 13), day(2023, 9, 13), Granularity::Day),
        ("Februari 2024", day(2024, 2, 1), day(2024, 2, 29), Granularity::Month),
        ("kemarin", day(2024, 2, 8), day(2024, 2, 8), Granularity::Day),
    ];
    let options = DataOptions { dct: day(2024, 2, 9) };
    for (text, first, last, fine) in rows {
        let table = format!("date,label\n{text},Rapat\n");
        let made = read_data(table.as_bytes(), Form::Csv, "a.csv", &pack("id").expect("a pack"), &options);
        let made = made.unwrap_or_else(|error| panic!("{text}: {error}"));
        let item = &made.items[0];
        assert_eq!((item.bounds.earliest, item.bounds.latest, item.granularity), (first, last, fine), "{text}");
        assert_eq!(made.archive.events[0].when.latest, last.map(dates::written), "{text}");
    }
}

#[test]
fn what_goes_on_and_what_is_not_exact_is_read_from_words_and_from_edtf() {
    let rows = [
        ("sejak Agustus 2023", "sejak Agustus 2023"),
        ("mulai 1 September 2023", "sejak 1 Sep 2023"),
        ("2023-08/..", "sejak Agustus 2023"),
        ("hingga 10 September 2023", "sampai 10 Sep 2023"),
        ("sekitar tahun 1985", "sekitar 1985"),
        ("1985~", "sekitar 1985"),
        ("2023-09-05~", "sekitar 5 Sep 2023"),
        ("2023-09-05", "Selasa, 5 September 2023"),
    ];
    let pack = pack("id").expect("a pack");
    let format = DateFormat::from_pack(&pack).expect("a format");
    for (text, wanted) in rows {
        let table = format!("date,label\n{text},Rapat\n");
        let made = read_data(table.as_bytes(), Form::Csv, "a.csv", &pack, &DataOptions::default());
        let made = made.unwrap_or_else(|error| panic!("{text}: {error}"));
        let item = &made.items[0];
        assert_eq!(item.dated(&format, Granularity::Day), wanted, "{text}");
        assert!(made.told.is_empty(), "{text}: {:?}", made.told);
    }
    // Other words beside a date are no date.
    for text in ["entah pada 5 September 2023", "sejak 5 September 2023 siang hari itu"] {
        let table = format!("date,label\n{text},Rapat\n");
        let made = read_data(table.as_bytes(), Form::Csv, "a.csv", &pack, &DataOptions::default());
        assert!(made.is_err(), "{text}");
    }
}

#[test]
fn foreign_geojson_is_read_and_what_is_no_spot_is_told() {
    let text = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":7,"properties":{"name":"Gempa","date":"2024-01-05","place":"Kali Baru","category":"disaster",
         "description":"Rumah rusak.","source":"BMKG"},"geometry":{"type":"Point","coordinates":[107.5,-6.9]}},
        {"type":"Feature","properties":{"title":"Panen","start":"2023","category":"pesta"},
         "when":{"timespans":[{"start":{"earliest":"2023-03-01"},"end":{"latest":"2023-03-31"}}]},
         "geometry":{"type":"Polygon","coordinates":[]}},
        {"type":"Feature","properties":{"headline":"Kelak"},"geometry":null}]}"#;
    let pack = pack("id").expect("a pack");
    let read = |text: &str| read_data(text.as_bytes(), Form::GeoJson, "a.geojson", &pack, &DataOptions::default());
    let made = read(text).expect("it can be read");
    let [quake, harvest, undated] = made.items.as_slice() else { panic!("three items") };
    assert_eq!((quake.id.as_str(), quake.kind, quake.quote.as_str()), ("7", Kind::Disaster, "Rumah rusak."));
    assert_eq!((quake.places[0].name.as_str(), quake.places[0].shape), ("Kali Baru", PlaceShape::Pin));
    assert_eq!(harvest.bounds.latest, NaiveDate::from_ymd_opt(2023, 3, 31).map(Moment::Day));
    assert!(harvest.places.is_empty() && undated.bounds == Default::default());
    let codes: Vec<&str> = made.told.iter().map(|told| told.code).collect();
    assert_eq!(codes, ["unknown-category", "doubtful-place"]);
    let wrong = [
        ("{", "not JSON"),
        ("[]", "no GeoJSON"),
        (r#"{"type":"Feature","properties":{}}"#, "features[0].properties has no label"),
        (r#"{"type":"Feature","properties":{"name":"a","date":"lusa"}}"#, "features[0].properties.date"),
        (r#"{"type":"Feature","properties":5}"#, "no object"),
        (
            r#"{"type":"Feature","properties":{"name":"a"},"geometry":{"type":"Point","coordinates":[0,95]}}"#,
            "within ±90",
        ),
    ];
    for (text, says) in wrong {
        let error = read(text).expect_err(text);
        assert!(error.message.contains(says), "{text}: {error}");
    }
}

#[test]
fn timelines_made_by_hand_are_read() {
    let text = r#"{"title":{"text":{"headline":"Banjir &amp; longsor"}},"events":[
        {"start_date":{"year":"2024","month":"2"},"text":{"headline":"<b>Air</b> naik","text":"<p>Warga pindah.</p>"},
         "group":"Disaster","media":{"url":"https://a.example/b.jpg","credit":"Sari"}},
        {"start_date":{"year":2024,"month":2,"day":9,"hour":8},"end_date":{"year":2024,"month":2,"day":11},
         "text":{"headline":"Surut"},"group":"Warga"}]}"#;
    let pack = pack("id").expect("a pack");
    let read = |text: &str| read_data(text.as_bytes(), Form::TimelineJs, "a.json", &pack, &DataOptions::default());
    let made = read(text).expect("it can be read");
    assert_eq!(made.title.as_deref(), Some("Banjir & longsor"));
    let [rise, fall] = made.items.as_slice() else { panic!("two items") };
    assert_eq!((rise.label.as_str(), rise.kind, rise.granularity), ("Air naik", Kind::Disaster, Granularity::Month));
    assert_eq!(rise.quote, "Warga pindah.");
    assert_eq!(fall.bounds.latest, NaiveDate::from_ymd_opt(2024, 2, 11).map(Moment::Day));
    assert_eq!(made.told.len(), 1, "{:?}", made.told);
    let wrong = [
        (r#"{"events":5}"#, "no list"),
        (r#"{"events":[{"start_date":{"year":2024}}]}"#, "events[0].text.headline"),
        (r#"{"events":[{"text":{"headline":"a"}}]}"#, "start_date has no year"),
        (r#"{"events":[{"start_date":{"year":2024,"month":13},"text":{"headline":"a"}}]}"#, "start_date: "),
    ];
    for (text, says) in wrong {
        let error = read(text).expect_err(text);
        assert!(error.message.contains(says), "{text}: {error}");
    }
}

#[test]
fn the_location_of_a_slide_is_its_place() {
    let slide = |location: &str| {
        format!(
            r#"{{"events":[{{"start_date":{{"year":2016}},"text":{{"headline":"Rapat"}},"location":{location}}}]}}"#
        )
    };
    let pack = pack("id").expect("a pack");
    let rows = [
        (r#"{"name":"Москва","lat":55.75,"lon":37.62}"#, Some("Москва"), 0),
        (r#"{"lat":"55.75","lng":"37.62"}"#, Some("55.75, 37.62"), 0),
        (r#"{"name":"Москва"}"#, None, 1),
        (r#"{"name":"Москва","lat":95,"lon":37.62}"#, None, 1),
        ("null", None, 0),
    ];
    for (location, name, told) in rows {
        let text = slide(location);
        let made = read_data(text.as_bytes(), Form::TimelineJs, "a.json", &pack, &DataOptions::default()).expect(&text);
        assert_eq!(made.items[0].places.first().map(|place| place.name.as_str()), name, "{location}");
        assert_eq!(made.told.len(), told, "{location}: {:?}", made.told);
    }
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_kept() {
    let table = "date,label,place\n2024-02-01,Rapat,Bandung\n2024-13-01,Salah,Bandung\n2024-02-03,\"Kutip \"x salah\",Bandung\n\
                 2024-02-04,Lebih,Jakarta,sel\n,,\n2024-02-05,Lima,Jakarta\n2024-02-06,\"tak tertutup,Jakarta\n";
    let point = r#"{"type":"Feature","properties":{"label":"Rapat","date":"2024-02-01"},"geometry":null}"#;
    let lost = r#"{"type":"Feature","properties":{"date":"2024-02-01"},"geometry":null}"#;
    let features = format!(r#"{{"type":"FeatureCollection","features":[{lost},{point},{lost}]}}"#);
    let slides = r#"{"events":[{"start_date":{"year":2024},"text":{"headline":"Rapat"}},{"text":{"headline":"Tanpa tahun"}}],
                     "linimasa":{"aside":[{"at":0,"event":{"label":"Tanpa tanggal"}},{"at":1,"event":7}]}}"#;
    let events = r#"{"schema":"linimasa/1","documents":[],"events":[{"label":"Satu","when":{"earliest":"2024-02-30"}},
                     {"label":"Dua","relations":[{"type":"before","event":"c"}],"id":"b"},{"label":"Tiga","id":"c"},{"label":4},{"where":{}}]}"#;
    let cases = [
        (table, Form::Csv, 2, vec![Some((3, 1)), Some((4, 20)), Some((5, 26)), Some((8, 12))]),
        (&features, Form::GeoJson, 1, vec![None; 2]),
        (slides, Form::TimelineJs, 2, vec![None; 2]),
        (events, Form::EventsJson, 2, vec![None; 3]),
    ];
    let pack = pack("id").expect("a pack");
    for (text, form, read, faults) in cases {
        let made = read_data(text.as_bytes(), form, "a", &pack, &DataOptions::default()).expect("some can be read");
        assert_eq!((made.archive.events.len(), made.items.len()), (read, read), "{form:?}");
        assert_eq!(made.failed.iter().map(|fault| fault.at).collect::<Vec<_>>(), faults, "{form:?}: {:?}", made.failed);
    }
    let made = read_data(events.as_bytes(), Form::EventsJson, "a", &pack, &DataOptions::default()).expect("two");
    assert_eq!(made.items[0].relations[0].other, 2, "relations lead to what is left");
    // Of a file without anything that can be read the first fault is told.
    let all = read_data(b"date,label\n2024-13-01,Rapat\n2024-02-01,\n", Form::Csv, "a", &pack, &DataOptions::default());
    assert_eq!(all.expect_err("no row can be read").at, Some((2, 1)));
}
