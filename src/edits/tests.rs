//! The edits by themselves: what is read, what is refused and where, and that printing loses nothing.

use super::model::Located;
use super::print::string;
use super::*;
use crate::error::line_column;
use crate::event::{Basis, Category, Modality};
use crate::pipeline::{self, Options};
use crate::place::Role;
use crate::story::Analysed;
use crate::text::Input;
use crate::time::Granularity;
use proptest::option::of as maybe;
use proptest::prelude::*;

const TEXT: &str = "GROBOGAN - Banjir merendam pasar ikan di Purwodadi pada Senin (6/2/2023). Polisi menangkap seorang \
    pencuri di Kudus pada Selasa (7/2/2023). Gempa mengguncang Rembang pada Selasa (7/2/2023). Menteri bertemu para camat di \
    Blora pada Rabu (8/2/2023).";

fn analysed(id: &str, text: &str) -> Analysed {
    let input = Input { id: id.to_string(), text: text.to_string(), ..Input::default() };
    pipeline::analyse(input, &Options::default()).expect("the article can be read").0
}

fn applied(documents: Vec<Analysed>, edits: &str) -> (Vec<Analysed>, Vec<Told>) {
    let edits = parse(edits).expect("the edits can be read");
    let scope: Vec<usize> = (0..documents.len()).collect();
    pipeline::edit(documents, &edits, &scope, &Options::default()).expect("the edits are understood")
}

fn with(quote: &str, rest: &str) -> String {
    format!("[[edit]]\nquote = {}\n{rest}\n", string(quote))
}

fn labels(document: &Analysed) -> Vec<&str> {
    document.events.iter().map(|event| event.label.as_str()).collect()
}

#[test]
fn dates_of_every_form_are_read_and_others_refused() {
    let rows = [
        ("2023", Some("2023-01-01"), Some("2023-12-31"), Granularity::Year),
        ("2023-09", Some("2023-09-01"), Some("2023-09-30"), Granularity::Month),
        ("2023-09-13", Some("2023-09-13"), Some("2023-09-13"), Granularity::Day),
        ("2023-09-13~", Some("2023-09-13"), Some("2023-09-13"), Granularity::Day),
        ("2024-02", Some("2024-02-01"), Some("2024-02-29"), Granularity::Month),
        ("2023-09-13/2023-09-15", Some("2023-09-13"), Some("2023-09-15"), Granularity::Day),
        (".. /2023-09-13", None, Some("2023-09-13"), Granularity::Day),
        ("2023-09-13/", Some("2023-09-13"), None, Granularity::Day),
        ("202X", Some("2020-01-01"), Some("2029-12-31"), Granularity::Decade),
        ("19XX", Some("1900-01-01"), Some("1999-12-31"), Granularity::Century),
        ("2023-W37", Some("2023-09-11"), Some("2023-09-17"), Granularity::Week),
        ("2023-Q3", Some("2023-07-01"), Some("2023-09-30"), Granularity::Quarter),
        ("-0043", Some("-0043-01-01"), Some("-0043-12-31"), Granularity::Year),
        ("none", None, None, Granularity::Vague),
    ];
    for (text, from, to, fine) in rows {
        let read = read_date(text).expect(text);
        let day = |m: Option<crate::time::Moment>| m.map(|m| m.day().format("%Y-%m-%d").to_string());
        assert_eq!(day(read.bounds.earliest).as_deref(), from, "{text}");
        assert_eq!(day(read.bounds.latest).as_deref(), to, "{text}");
        assert_eq!(read.granularity, fine, "{text}");
    }
    let odd =
        ["", "/", "../..", "2023-02-30", "2023-13", "2023-9-1", "13/9/2023", "2023-09-15/2023-09-13", "x", "2023-W60"];
    for text in odd {
        assert!(read_date(text).is_none(), "{text}");
    }
}

#[test]
fn what_is_wrong_is_shown_in_its_line_with_what_was_meant() {
    let rows = [
        ("[[edit]]\nid = \"a\"\nplce = \"Kudus\"\n", (3, 1), "did you mean \"place\"?"),
        ("[[edit]]\nid = \"a\"\ncategory = \"disastr\"\n", (3, 12), "did you mean \"disaster\"?"),
        ("[[edit]]\nid = \"a\"\nmodality = \"planed\"\n", (3, 12), "did you mean \"planned\"?"),
        ("[[edit]]\nid = \"a\"\nrole = \"orgin\"\n", (3, 8), "did you mean \"origin\"?"),
        ("[[edit]]\nid = \"a\"\ndate = \"2023-02-30\"\n", (3, 8), "no date of the calendar"),
        ("[[edit]]\nid = \"a\"\nhide = \"yes\"\n", (3, 8), "true or false"),
        ("[[edit]]\nid = \"a\"\ndate = 2023-02-05T08:00:00Z\n", (3, 8), "leave the zone out"),
        ("[[edit]]\nid = \"a\"\norder = 1.5\n", (3, 9), "whole number"),
        ("[[edit]]\nid = \"a\"\nwho = \"Sri\"\n", (3, 7), "list of names"),
        ("[[edit]]\nid = \"a\"\nmerge = [1]\n", (3, 10), "named by its id"),
        ("[[edit]]\nid = \"a\"\nmerge = \" \"\n", (3, 9), "named by its id"),
        ("[[edit]]\nid = \"a\"\nmerge = [\"\\r\"]\n", (3, 10), "named by its id"),
        ("[[edit]]\nid = \"a\"\nlabel = \"\"\n", (3, 9), "letters to print"),
        ("[[edit]]\nid = \"a\"\nplace = { name = \"X\", lat = 99.0, lon = 1 }\n", (3, 29), "within ±90"),
        ("[[edit]]\nid = \"a\"\nplace = { name = \"X\" }\n", (3, 9), "lat and lon is missing"),
        ("[[edit]]\nlabel = \"x\"\n", (1, 1), "names no event"),
        ("[[add]]\ndate = 2023-02-01\n", (1, 1), "needs a label"),
        ("[edit]\nid = \"a\"\n", (1, 2), "double brackets"),
        ("[[edits]]\n", (1, 3), "did you mean \"edit\"?"),
        ("[[edit]]\nid = \"a\"\nid = \"b\"\n", (3, 1), "not TOML"),
    ];
    for (text, at, says) in rows {
        let problems = parse(text).expect_err(text);
        let first = problems.first().expect("a problem");
        assert!(first.message.contains(says), "{text}: {}", first.message);
        assert_eq!(line_column(text, first.span.start), at, "{text}: {}", first.message);
        assert!(first.render("x.toml", text).contains('^'), "{text}");
    }
    let text = "[[edit]]\nid = \"a\"\n\tplce = 1\n";
    let shown = parse(text).expect_err("an unknown key")[0].render("x.toml", text);
    let long = format!("[[edit]]\nid = \"{}\"\nx = 1\n", "é".repeat(500));
    let shown_long = Problem::new(500..501, "here").render("x.toml", &long);
    assert!(shown_long.lines().all(|line| line.chars().count() < 160) && shown_long.ends_with('^'), "{shown_long}");
    let below: Vec<&str> = shown.lines().skip(1).collect();
    assert_eq!(below, [" 3 | \tplce = 1", "   | \t^^^^"], "the caret stands under the key");
}

#[test]
fn each_field_changes_its_event_and_nothing_else() {
    let before = analysed("a", TEXT);
    let edits = with(
        "Polisi menangkap seorang pencuri di Kudus pada Selasa (7/2/2023).",
        "date = \"../2023-02-05\"\nplace = { name = \"Pos Ronda\", lat = -6.8, lon = 110.84 }\nlabel = \"Pencuri tertangkap\"\n\
         category = \"other\"\nmodality = \"reported-possible\"\nwho = [\"Polisi\"]",
    );
    let (after, told) = applied(vec![before.clone()], &edits);
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].outcome, told[0].why.as_str()), (Outcome::Applied, ""));
    let event = after[0].events.iter().find(|event| event.label == "Pencuri tertangkap").expect("the event");
    assert_eq!((event.when.basis, event.when.edtf.as_deref()), (Basis::Edit, Some("../2023-02-05")));
    assert_eq!((event.category, event.modality, event.negated), (Category::Other, Modality::ReportedPossible, false));
    assert_eq!((event.places.len(), event.places[0].basis), (1, Basis::Edit));
    assert_eq!(event.places[0].place.point.map(|p| (p.x(), p.y())), Some((110.84, -6.8)));
    assert_eq!(event.who[0].name, "Polisi");
    for (old, new) in before.events.iter().zip(&after[0].events) {
        assert!(old == new || new.label == "Pencuri tertangkap", "{}", new.label);
    }
    assert_eq!(before.ids, after[0].ids);
}

#[test]
fn words_and_names_are_understood_as_the_article_means_them() {
    let quote = "Menteri bertemu para camat di Blora pada Rabu (8/2/2023).";
    let (after, _) = applied(
        vec![analysed("a", TEXT)],
        &with(quote, "date = \"13 September 2022\"\nplace = \"Cepu, Jawa Tengah\"\nrole = \"destination\""),
    );
    let event = after[0].events.iter().find(|event| event.when.basis == Basis::Edit).expect("the event");
    assert_eq!(event.when.edtf.as_deref(), Some("2022-09-13"));
    assert_eq!((event.places[0].place.name_id.as_ref(), event.places[0].role), ("Cepu", Role::Destination));
    let rows = [
        ("place = \"Rembng\"", "did you mean \"Rembang\"?"),
        ("place = \"Sukamaju\"", "write the id of one"),
        ("date = \"kapan-kapan\"", "no date that can be placed"),
        ("role = { \"Tokyo\" = \"origin\" }", "the event has no place \"Tokyo\""),
    ];
    for (edit, says) in rows {
        let edits = parse(&with(quote, edit)).expect("the edits can be read");
        let problems = pipeline::edit(vec![analysed("a", TEXT)], &edits, &[0], &Options::default()).expect_err(edit);
        assert!(problems[0].message.contains(says), "{edit}: {}", problems[0].message);
    }
    let (after, _) = applied(vec![analysed("a", TEXT)], &with(quote, "place = \"none\""));
    assert!(after[0].events.iter().any(|event| event.places.is_empty()));
}

#[test]
fn events_are_hidden_merged_split_ordered_and_added() {
    let before = analysed("a", TEXT);
    let flood = "Banjir merendam pasar ikan di Purwodadi pada Senin (6/2/2023).";
    let (hidden, _) = applied(vec![before.clone()], &with(flood, "hide = true"));
    assert_eq!(hidden[0].events.len(), before.events.len() - 1);
    assert_eq!(hidden[0].ids.len(), hidden[0].events.len());
    assert!(!labels(&hidden[0]).iter().any(|label| label.contains("Banjir")));

    let merge = "merge = [\"Gempa mengguncang Rembang pada Selasa (7/2/2023).\"]";
    let (merged, _) = applied(vec![before.clone()], &with(flood, merge));
    let again: Vec<&str> = merged[0].events.iter().filter(|e| e.same_as.is_some()).map(|e| e.label.as_str()).collect();
    assert_eq!(again, ["Gempa mengguncang Rembang"]);
    let (apart, _) = applied(merged, &with(flood, "split = true"));
    assert!(apart[0].events.iter().all(|event| event.same_as.is_none()));
    let (_, told) = applied(vec![before.clone()], &with(flood, "split = true"));
    assert!(told.iter().any(|one| one.why.contains("nothing to split")), "{told:?}");

    let quake = "Gempa mengguncang Rembang pada Selasa (7/2/2023).";
    let thief = "Polisi menangkap seorang pencuri di Kudus pada Selasa (7/2/2023).";
    let (ordered, _) = applied(vec![before.clone()], &(with(quake, "order = 1") + &with(thief, "order = 2")));
    assert_eq!(ordered[0].stated.order.len(), 2);
    let first = ordered[0].events.iter().find(|event| event.label.contains("Gempa")).expect("the quake");
    assert_eq!(first.relations.len(), 1, "an order of the day is a relation");

    let add = "[[add]]\nlabel = \"Pasar dibuka lagi\"\ndate = 2023-02-20\nplace = \"Purwodadi\"\nquote = \"Banjir merendam pasar \
               ikan\"\n[[add]]\nlabel = \"Hujan reda\"\nsource = \"BMKG\"\n";
    let (more, told) = applied(vec![before.clone()], add);
    assert_eq!(more[0].events.len(), before.events.len() + 2);
    assert!(told.iter().all(|one| one.outcome == Outcome::Applied), "{told:?}");
    let market = &more[0].events[before.events.len()];
    assert_eq!((market.when.basis, market.sentence), (Basis::Edit, 0));
    let rain = more[0].events.last().expect("the rain");
    assert_eq!(rain.attribution.as_ref().map(|a| a.source.as_str()), Some("BMKG"));
    assert!(more[0].article.sentences.get(rain.sentence).is_none());
}

#[test]
fn events_of_several_articles_are_merged_and_split() {
    let first = analysed("a", TEXT);
    let second = analysed("b", "KUDUS - Seorang maling diamankan warga di Jati pada Kamis (9/2/2023).");
    assert_eq!(second.events.len(), 1, "{:?}", labels(&second));
    let thief = "Polisi menangkap seorang pencuri di Kudus pada Selasa (7/2/2023).";
    let edits = with(thief, "merge = [{ quote = \"Seorang maling diamankan warga di Jati\", doc = \"b\" }]");
    let (merged, told) = applied(vec![first.clone(), second.clone()], &edits);
    assert!(told.iter().all(|one| one.outcome == Outcome::Applied), "{told:?}");
    let ties = crate::story::tie(&merged);
    let (to, why) = ties.tie((1, 0)).expect("the two are one");
    assert_eq!((to.0, why), (0, [crate::story::BY_EDITOR].as_slice()));

    let copy = analysed("b", TEXT);
    let ties = crate::story::tie(&[first.clone(), copy.clone()]);
    assert!(ties.firsts().count() > 0, "a copy tells the same");
    let mut all = String::new();
    for sentence in [thief, "Gempa mengguncang Rembang pada Selasa (7/2/2023)."] {
        all.push_str(&format!("{}doc = \"a\"\n", with(sentence, "split = true")));
    }
    let (apart, _) = applied(vec![first, copy], &all);
    let after = crate::story::tie(&apart);
    assert_eq!(after.firsts().count() + 2, ties.firsts().count());
}

#[test]
fn a_changed_sentence_is_found_and_another_one_is_not() {
    let quote = "Polisi menangkap seorang pencuri di Kudus pada Selasa (7/2/2023).";
    let edit =
        format!("[[edit]]\nid = \"0123456789\"\nquote = {}\ntrigger = \"menangkap\"\nhide = true\n", string(quote));
    let rows = [
        (TEXT.replace("seorang pencuri", "dua pencuri"), Outcome::Applied),
        (TEXT.replace("Polisi menangkap", "Polisi kota akhirnya menangkap"), Outcome::Applied),
        (TEXT.replace(quote, "Aparat membekuk maling itu di rumahnya."), Outcome::Stale),
        (format!("{TEXT} {quote}"), Outcome::Ambiguous),
        (TEXT.replace(quote, ""), Outcome::Stale),
    ];
    for (text, outcome) in rows {
        let (after, told) = applied(vec![analysed("a", &text)], &edit);
        assert_eq!(told[0].outcome, outcome, "{text}: {told:?}");
        assert_eq!(told[0].why.is_empty(), outcome == Outcome::Applied, "{told:?}");
        assert_eq!(labels(&after[0]).iter().any(|l| l.contains("menangkap")), outcome == Outcome::Ambiguous, "{text}");
    }
}

#[test]
fn a_review_says_nothing_until_somebody_edits_it_and_keeps_what_was_edited() {
    let document = analysed("a", TEXT);
    let first = review(std::slice::from_ref(&document), "").expect("a review");
    assert_eq!(review(std::slice::from_ref(&document), &first).as_deref(), Ok(first.as_str()), "the same again");
    let edits = parse(&first).expect("a review can be read");
    assert!(edits.edits.iter().all(Edit::is_empty) && !edits.edits.is_empty());
    let (same, told) = applied(vec![document.clone()], &first);
    assert!(told.is_empty() && same[0].events == document.events && same[0].stated.is_empty());
    // Every offer is ready to be taken up by itself.
    for (number, line) in first.lines().enumerate().filter(|(_, line)| line.starts_with("# ")) {
        let taken: Vec<&str> =
            first.lines().enumerate().map(|(at, l)| if at == number { &l[2..] } else { l }).collect();
        let read = parse(&taken.join("\n")).unwrap_or_else(|problems| panic!("{line}: {problems:?}"));
        assert_eq!(read.edits.iter().filter(|edit| !edit.is_empty()).count(), 1, "{line}");
    }
    let mine = "# asked the police on the phone\n[[edit]] # Budi\nquote = \"\"\"Polisi menangkap seorang pencuri\n\
                ## di Kudus pada Selasa (7/2/2023).\"\"\"\nlabel   =  'Pencuri \"itu\" tertangkap'   # sure\n";
    let gone = "[[edit]]\nid = \"ffffffffff\"\nquote = \"Kereta anjlok di Tegal.\"\nhide = true\n";
    let added = "[[add]]\nlabel = \"Hujan reda\" # BMKG\n";
    let second = review(std::slice::from_ref(&document), &format!("# head of the desk\n\n{mine}\n{gone}\n{added}"))
        .expect("a review");
    for line in mine.lines().chain(gone.lines()).chain(added.lines()).filter(|line| *line != "[[edit]]") {
        assert_eq!(second.lines().filter(|other| *other == line).count(), 1, "{line:?} in\n{second}");
    }
    assert!(second.contains("# head of the desk") && second.contains("## Stale: "), "{second}");
    assert!(!second.contains("# label = \"Polisi"), "what is set is offered no more");
    assert_eq!(review(std::slice::from_ref(&document), &second).as_deref(), Ok(second.as_str()), "the same again");
}

#[test]
fn two_results_are_compared_by_id_and_then_by_sentence() {
    let event = |id: &str, label: &str, date: &str, quote: &str| {
        serde_json::json!({"id": id, "label": label, "category": "other", "modality": "asserted",
            "when": {"earliest": date, "latest": date}, "where": [], "sources": [{"quote": quote}]})
    };
    let of = |events: Vec<serde_json::Value>| serde_json::json!({"schema": "linimasa/1", "events": events});
    let old = of(vec![
        event("a", "Banjir", "2023-02-06", "Banjir merendam pasar ikan di Purwodadi."),
        event("b", "Gempa", "2023-02-07", "Gempa mengguncang Rembang pada Selasa."),
        event("c", "Rapat", "2023-02-08", "Camat rapat."),
    ]);
    let mut quake = event("x", "Gempa", "2023-02-08", "Gempa mengguncang Rembang pada Rabu.");
    quake["who"] = serde_json::json!([{"name": "BMKG"}]);
    let new = of(vec![
        event("a", "Banjir", "2023-02-06", "Banjir merendam pasar ikan di Purwodadi."),
        quake,
        event("y", "Pawai", "2023-02-09", "Ribuan orang berpawai keliling kota."),
    ]);
    let found = diff(&old, &new).expect("a difference");
    let all: Vec<Status> = found.iter().map(|one| one.status).collect();
    assert_eq!(all, [Status::Same, Status::Changed, Status::Added, Status::Gone]);
    assert_eq!(found[1].changes[0], ("date", "2023-02-07".to_string(), "2023-02-08".to_string()));
    assert!(found[1].changes.contains(&("who", "nobody".to_string(), "BMKG".to_string())), "{:?}", found[1].changes);
    assert!(show_diff(&found).ends_with("1 added, 1 gone, 1 changed, 1 the same\n"));
    assert!(diff(&serde_json::json!({}), &new).is_err());
}

fn target() -> impl Strategy<Value = Target> {
    let word = "[a-z\"\\\\#'ä ]{0,8}[a-z]";
    (maybe("[0-9a-f]{4,10}"), word, maybe("[a-z]{1,9}")).prop_map(|(id, quote, trigger)| Target {
        id,
        quote: Some(flat(&quote)),
        trigger,
        doc: None,
    })
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn located<T>(value: T) -> Located<T> {
    Located { value, at: At::default() }
}

fn changes() -> impl Strategy<Value = Change> {
    let place = prop_oneof![
        Just(PlaceEdit::Nowhere),
        "[A-Z][a-z]{2,9}".prop_map(PlaceEdit::Named),
        ("[A-Z]\"?[a-z]{1,9}", -90.0..90.0_f64, -180.0..180.0_f64).prop_map(|(name, lat, lon)| PlaceEdit::Point {
            name,
            lat,
            lon
        }),
    ];
    let role = prop_oneof![
        (0..ROLES.len()).prop_map(|at| RoleEdit::Only(ROLES[at].1)),
        ("[A-Z][a-z]{1,5}( \")?[a-z]", 0..ROLES.len()).prop_map(|(name, at)| RoleEdit::Of(vec![(name, ROLES[at].1)])),
    ];
    let date = prop_oneof!["20[0-9]{2}-0[1-9]-1[0-9]", "[a-z]{3,8} lalu", "\\.\\./2023"];
    let kinds = (maybe(0..Category::ALL.len()), maybe(0..MODALITIES.len()));
    let who = maybe(proptest::collection::vec("[A-Z\"][a-z]{1,9}", 0..3));
    (maybe(date), maybe(place), maybe(role), maybe("[A-Za-z\\\\\"#=]{1,20}"), kinds, who, maybe(any::<i64>())).prop_map(
        |(date, place, role, label, (category, modality), who, order)| Change {
            date: date.map(located),
            place: place.map(located),
            role: role.map(located),
            label,
            category: category.map(|at| Category::ALL[at]),
            modality: modality.map(|at| MODALITIES[at].1),
            who,
            order,
        },
    )
}

fn all_edits() -> impl Strategy<Value = Edits> {
    let merge = proptest::collection::vec(target().prop_map(located), 0..3);
    let edit = (target(), changes(), maybe(any::<bool>()), any::<bool>(), merge).prop_map(
        |(target, change, hide, split, merge)| Edit { target, change, hide, split, merge, at: At::default() },
    );
    let add = (changes(), "[A-Z][a-z ]{0,9}[a-z]", maybe("[a-z]{1,9}"), maybe("[A-Z]{2,5}")).prop_map(
        |(change, label, quote, source)| {
            let change = Change { label: Some(flat(&label)), ..change };
            Add { change, quote, source, doc: None, at: At::default() }
        },
    );
    (proptest::collection::vec(edit, 0..4), proptest::collection::vec(add, 0..3))
        .prop_map(|(edits, adds)| Edits { edits, adds })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn printing_and_reading_lose_nothing(edits in all_edits()) {
        let text = to_toml(&edits);
        let read = parse(&text);
        prop_assert_eq!(read.as_ref(), Ok(&edits), "{}", text);
        prop_assert_eq!(to_toml(&read.expect("it was read")), text);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "(\\[\\[?(edit|add)\\]?\\]|\n|id|place|date|merge|role|[ ={}\\[\\]\",.#']|[a-zé]{1,3}|-?[0-9]{1,4}|\"\"\"|\t|\r){0,40}") {
        match parse(&text) {
            Ok(_) => {}
            Err(problems) => for problem in problems {
                let shown = problem.render("x.toml", &text);
                prop_assert!(shown.contains('^'));
            },
        }
    }

    #[test]
    fn a_review_of_any_edits_keeps_them_all(edits in all_edits()) {
        let document = analysed("a", "Banjir merendam pasar ikan di Purwodadi pada Senin (6/2/2023).");
        let text = to_toml(&edits);
        let kept = review(std::slice::from_ref(&document), &text).expect("a review");
        let lines: Vec<&str> = kept.lines().collect();
        let read = parse(&kept).expect("a review can be read");
        let said = |edits: &Edits| edits.edits.iter().filter(|edit| !edit.is_empty()).count();
        prop_assert_eq!(said(&read), said(&edits));
        prop_assert_eq!(&read.adds, &edits.adds);
        for (edit, at) in edits.edits.iter().filter(|edit| !edit.is_empty()).zip(0..) {
            let one = to_toml(&Edits { edits: vec![edit.clone()], adds: Vec::new() });
            for line in one.lines() {
                prop_assert!(lines.contains(&line), "edit {}: {} in\n{}", at, line, kept);
            }
        }
    }
}

#[test]
fn a_changed_offer_is_told_at_its_own_line_alone() {
    let document =
        analysed("a", "Banjir merendam pasar ikan di Purwodadi pada Senin (6/2/2023). Polisi menutup jalan.");
    let file = review(std::slice::from_ref(&document), "").expect("a review");
    let told = |file: &str| {
        let problems = forgotten(file, &parse(file).expect("a file of edits"));
        problems.iter().map(|one| crate::error::line_column(file, one.span.start).0).collect::<Vec<usize>>()
    };
    assert!(told(&file).is_empty(), "{file}");
    let offers: Vec<usize> =
        (0..).zip(file.lines()).filter(|(_, line)| line.starts_with("# modality")).map(|(at, _)| at).collect();
    assert_eq!(offers.len(), 2, "{file}");
    let lines: Vec<&str> = file.lines().collect();
    let changed = |at: usize, by: &str| {
        let mut lines = lines.clone();
        lines[at] = by;
        lines.join("\n") + "\n"
    };
    let hidden = changed(offers[1], "# hide = true  # not an event, or not worth showing");
    assert!(told(&hidden).is_empty(), "an offer that was made twice is no change: {hidden}");
    let planned = changed(offers[1], "# modality = \"planned\"");
    assert_eq!(told(&planned), [offers[1] + 1]);
    assert_eq!(told(&changed(offers[0], "#modality=\"denied\"  # maybe")), [offers[0] + 1]);
    assert!(told(&changed(offers[0], "# modality = I do not know")).is_empty(), "a remark says nothing");
    let again = review(std::slice::from_ref(&document), &planned).expect("a review");
    assert_eq!(again.matches("# modality = \"planned\"\n").count(), 1, "{again}");
    assert_eq!(again.matches(super::kept::FORGOTTEN).count(), 1, "{again}");
}

#[test]
fn a_review_of_a_file_with_a_byte_order_mark_can_be_read() {
    let document = analysed("a", "Banjir merendam pasar ikan di Purwodadi pada Senin (6/2/2023).");
    let edits = "# Catatan meja\n[[add]]\nlabel = \"Jembatan dibuka\"\ndate = \"2023-02-09\"\n";
    for old in ["\t", "# Catatan meja\n", edits] {
        let marked = review(std::slice::from_ref(&document), &format!("\u{feff}{old}")).expect("a review");
        assert_eq!(marked, review(std::slice::from_ref(&document), old).expect("a review"), "{old:?}");
        assert!(parse(&marked).is_ok(), "{marked}");
    }
}
