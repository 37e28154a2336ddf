//! The examples of every pack, and what no example can hold: which relations, places and repeats come out.

use super::*;
use crate::lang::packs;
use crate::pipeline::{Options, analyse};
use crate::place::Role;
use crate::story::Analysed;
use crate::text::Input;
use crate::time::Moment;

fn read(text: &str, lang: &str, dct: &str) -> Analysed {
    let options =
        Options { dct: dct.parse().ok().map(Moment::Day), lang: Some(lang.to_string()), ..Options::default() };
    let input = Input { text: text.to_string(), ..Input::default() };
    analyse(input, &options).expect("a text is read").0
}

fn events(text: &str) -> Vec<Event> {
    read(text, "id", "2024-09-06").events
}

fn dates(event: &Event) -> String {
    let day = |moment: Option<Moment>| moment.map_or(String::new(), |m| m.day().to_string());
    format!("{}/{}", day(event.when.bounds.earliest), day(event.when.bounds.latest))
}

#[test]
fn the_examples_of_every_pack_hold() {
    let mut faults = Vec::new();
    let mut run = 0;
    for pack in packs() {
        let Ok(table) = pack.table("event_examples.tsv") else { continue };
        for row in table.rows().expect("a valid table") {
            run += 1;
            let found = read(row.get("text"), pack.code, row.get("dct")).events;
            let labels: Vec<&str> = found.iter().map(|e| e.label.as_str()).collect();
            let at = format!("{}/event_examples.tsv line {}", pack.code, row.line);
            if !row.get("no").is_empty() && labels.contains(&row.get("no")) {
                faults.push(format!("{at}: {:?} came out", row.get("no")));
            }
            if row.get("label").is_empty() {
                continue;
            }
            let Some(event) = found.iter().find(|e| e.label == row.get("label")) else {
                faults.push(format!("{at}: no {:?} among {labels:?}", row.get("label")));
                continue;
            };
            let names: Vec<&str> = event.who.iter().map(|a| a.name.as_str()).collect();
            let pairs = [
                ("category", format!("{:?}", event.category).to_lowercase()),
                ("modality", modality(event.modality).to_string()),
                ("date", dates(event)),
                ("who", names.join("|")),
            ];
            for (column, value) in pairs {
                if !row.get(column).is_empty() && row.get(column) != value {
                    faults.push(format!("{at}: {column} is {value:?}, not {:?}", row.get(column)));
                }
            }
        }
    }
    assert!(run >= 25, "{run} examples");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "asserted",
        Modality::Planned => "planned",
        Modality::ReportedPossible => "reported-possible",
        Modality::Denied => "denied",
        Modality::Background => "background",
    }
}

#[test]
fn a_name_in_another_clause_neither_acts_nor_places_the_event() {
    let found = events("Ketika Batbold berada di Rusia, gempa mengguncang Jepang.");
    let quake = found.iter().find(|e| e.category == Category::Disaster).expect("the quake is an event");
    assert_eq!(quake.label, "Gempa mengguncang Jepang");
    assert!(quake.who.is_empty(), "{:?}", quake.who);
    assert!(quake.places.iter().all(|w| w.place.country.as_deref() != Some("RU")), "{:?}", quake.places);
}

#[test]
fn a_connective_ends_the_reach_of_an_actor() {
    let found = events("Mongolia kehilangan jalur ekspor setelah banjir besar melanda lembah itu.");
    let flood = found.iter().find(|e| e.category == Category::Disaster).expect("the flood is an event");
    assert!(!flood.label.contains("Mongolia"), "{}", flood.label);
}

#[test]
fn a_state_that_acts_takes_its_country_and_never_its_capital() {
    for text in ["Pyongyang menembakkan dua rudal pada Rabu (4/9/2024).", "Moskwa menembakkan dua rudal ke laut."] {
        for event in events(text) {
            let cities = event.places.iter().filter(|w| matches!(w.place.name_id.as_ref(), "Pyongyang" | "Moskwa"));
            assert_eq!(cities.count(), 0, "{text}: {:?}", event.places);
        }
    }
}

#[test]
fn an_origin_is_no_site() {
    let found = events("Ganzorig tiba pada Rabu (4/9/2024) dengan pesawat dari Ulaanbaatar.");
    let sites = found.iter().flat_map(|e| &e.places).filter(|w| w.role == Role::EventSite);
    assert_eq!(sites.count(), 0, "{found:?}");
}

#[test]
fn what_is_told_twice_is_one_event_with_reasons() {
    let found = events(
        "Batbold Ganzorig bertemu Vladimir Putin pada Rabu (4/9/2024). Bulgan membeli kereta. Batbold Ganzorig bertemu Vladimir Putin pada Rabu (4/9/2024) siang.",
    );
    let repeats: Vec<&Event> = found.iter().filter(|e| e.same_as.is_some()).collect();
    assert_eq!(repeats.len(), 1, "{found:#?}");
    assert_eq!(repeats[0].same_as, Some(0));
    assert!(repeats[0].merged_because.contains(&"same participant"), "{:?}", repeats[0].merged_because);
}

#[test]
fn two_floods_on_different_days_stay_two() {
    let found = events("Banjir melanda Bandung pada Rabu (4/9/2024). Banjir melanda Bandung pada Senin (2/9/2024).");
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found.iter().all(|e| e.same_as.is_none()));
}

#[test]
fn a_stated_order_is_a_relation_and_no_other() {
    let found = events("Ratna Wibowo pergi pada Rabu (4/9/2024) setelah polisi menangkap Dedi Hartono.");
    assert_eq!(found.len(), 2, "{found:#?}");
    assert_eq!(found[0].relations.len(), 1);
    assert_eq!((found[0].relations[0].kind, found[0].relations[0].event), (RelationKind::After, 1));
    let noun = events(
        "Ratna Wibowo bertemu Dedi Hartono pada Rabu (4/9/2024). Pembukaan jalan itu berlangsung setelah keduanya bertemu.",
    );
    let labels: Vec<&str> = noun.iter().map(|e| e.label.as_str()).collect();
    let at = labels.iter().position(|l| *l == "Pembukaan jalan itu berlangsung").expect("what took place after it");
    let order: Vec<_> = noun[at].relations.iter().map(|r| (r.kind, r.event)).collect();
    assert_eq!(order, [(RelationKind::After, at + 1)], "{labels:?}");
    let cause = events(
        "Banjir merendam Lumajang pada Rabu (4/9/2024). Akibatnya, ratusan warga mengungsi. Polisi menutup jalan itu.",
    );
    let stated: Vec<Vec<_>> = cause.iter().map(|e| e.relations.iter().map(|r| (r.kind, r.event)).collect()).collect();
    let none: Vec<(RelationKind, usize)> = Vec::new();
    assert_eq!(stated, [none.clone(), vec![(RelationKind::Cause, 0)], none]);
    let loose = events("Ratna Wibowo pergi pada Rabu (4/9/2024). Polisi menangkap Dedi Hartono.");
    assert!(loose.iter().all(|e| e.relations.is_empty()), "{loose:#?}");
}

#[test]
fn what_befalls_a_spot_takes_place_on_it_and_a_relative_clause_gives_no_site() {
    let sites = |text: &str| -> Vec<String> {
        events(text).iter().flat_map(|e| e.places.iter().map(|w| format!("{} {:?}", w.place.name_id, w.role))).collect()
    };
    let cases: [(&str, &[&str]); 4] = [
        (
            "Gunung Semeru di Kabupaten Lumajang, Jawa Timur, meletus pada Rabu (4/9/2024).",
            &["Gunung Semeru EventSite"],
        ),
        ("Bandara Juanda di Sidoarjo ditutup pada Rabu (4/9/2024).", &["Bandara Juanda EventSite"]),
        ("Ratna Wibowo, yang tinggal di Bandung, tiba di Surabaya pada Rabu (4/9/2024).", &["Surabaya EventSite"]),
        ("Tim itu mengirim beras ke Surabaya dengan pesawat Hercules pada Rabu (4/9/2024).", &["Surabaya Destination"]),
    ];
    for (text, expected) in cases {
        assert_eq!(sites(text), expected, "{text}");
    }
}

#[test]
fn labels_fit_and_end_on_no_function_word() {
    let long = "Menteri Koordinator Bidang Kesejahteraan Rakyat Ratna Wibowo meresmikan tujuh belas sekolah dasar negeri di Kabupaten Kepulauan Sangihe dan Kabupaten Kepulauan Talaud pada Rabu (4/9/2024).";
    let lexicon = EventLexicon::from_pack(&crate::lang::pack("id").expect("a pack")).expect("a valid pack");
    let found = events(long);
    assert!(!found.is_empty());
    for event in found {
        assert!(event.label.chars().count() <= label::LONGEST, "{}", event.label);
        let last = event.label.split_whitespace().last().unwrap_or_default().to_lowercase();
        assert!(!lexicon.function.contains(last.as_str()), "{}", event.label);
        assert!(event.label.starts_with("Ratna Wibowo meresmikan"), "{}", event.label);
    }
}

#[test]
fn an_undated_plan_begins_with_the_day_of_writing_and_what_was_ends_with_it() {
    let plan = events("Pemerintah berencana membangun jembatan baru.");
    assert_eq!(plan.iter().map(dates).collect::<Vec<_>>(), ["2024-09-06/"]);
    let past = events("Pemerintah membangun jembatan baru.");
    assert_eq!(past.iter().map(dates).collect::<Vec<_>>(), ["/2024-09-06"]);
    assert!(past.iter().all(|e| e.when.basis == Basis::Dct));
}

#[test]
fn strange_texts_break_nothing() {
    for text in ["—", "\"", "``''", "((((", "di di di di", "Kata kata kata.", "« ” “ »", "1.2.3/4,5:6%"] {
        for lang in ["id", "en"] {
            let options = Options { dct: None, lang: Some(lang.to_string()), ..Options::default() };
            let input = Input { text: text.to_string(), ..Input::default() };
            if let Ok((analysed, _)) = analyse(input, &options) {
                assert!(analysed.events.iter().all(|e| !e.label.is_empty()), "{text:?}");
            }
        }
    }
}

#[test]
fn local_time_is_that_of_the_site_and_a_named_zone_is_the_texts() {
    let rows = [
        // Text, offset, name in the text, zone of the place.
        (
            "Gempa mengguncang Tokyo pada Rabu (4/9/2024) pukul 10.30 waktu setempat.",
            Some(("+09:00", None, Some("Asia/Tokyo"))),
        ),
        ("Gempa mengguncang Tokyo pada Rabu (4/9/2024) pukul 08.30 WIB.", Some(("+07:00", Some("WIB"), None))),
        (
            "Polisi menangkap dua pencuri di London pada Rabu (4/9/2024) pukul 08.30 waktu setempat.",
            Some(("+01:00", None, Some("Europe/London"))),
        ),
        // A land of several zones has no clocks of its own, and no zone is guessed where none is told.
        ("Gempa mengguncang Amerika Serikat pada Rabu (4/9/2024) pukul 10.30 waktu setempat.", None),
        ("Gempa mengguncang Tokyo pada Rabu (4/9/2024) pukul 10.30.", None),
        ("Gempa mengguncang Tokyo pada Rabu (4/9/2024).", None),
    ];
    for (text, want) in rows {
        let found = events(text);
        let clocks = found.first().expect(text).when.clocks.as_ref();
        let got = clocks.map(|c| (c.offset.as_str(), c.name.as_deref(), c.timezone.as_deref()));
        assert_eq!(got, want, "{text}");
    }
}

#[test]
fn an_open_end_stands_in_the_edtf_of_the_event() {
    let rows = [
        ("Sejak Februari 2025 warga mengungsi ke balai desa.", Some("2025-02/..")),
        ("Sekolah ditutup hingga Senin (17/3/2025).", Some("../2025-03-17")),
        ("Sekolah ditutup sejak Senin (3/3/2025) hingga Senin (17/3/2025).", Some("2025-03-03/2025-03-17")),
        ("Warga mengungsi sejak Senin (10/3/2025) pukul 08.00 WIB.", None),
        // The words name another day than the bound.
        ("Pasar ditutup sebelum 1 Maret 2025.", None),
    ];
    for (text, wanted) in rows {
        let found = read(text, "id", "2025-03-12");
        let event = found.events.first().expect("an event");
        assert_eq!(event.when.edtf.as_deref(), wanted, "{text}");
    }
}

#[test]
fn what_takes_a_date_over_does_not_go_on_from_then() {
    let found = read("Warga mengungsi sejak 3 Mei 2024. Polisi menangkap Dedi Hartono.", "id", "2024-05-06");
    let [first, second] = found.events.as_slice() else { panic!("two events: {:?}", found.events) };
    assert_eq!(first.when.edtf.as_deref(), Some("2024-05-03/.."));
    assert_eq!((second.when.basis, second.when.edtf.as_deref()), (Basis::Lead, None));
    let story = crate::story::build(&[found], &crate::lang::pack("id").expect("a pack"), &Default::default());
    let since: Vec<bool> = story.expect("a story").items.iter().map(|item| item.since.is_some()).collect();
    assert_eq!(since.iter().filter(|since| **since).count(), 1, "{since:?}");
}
