//! Sentences that hold what no example of a pack held: each kills mutants that had survived (`docs/mutation.md`).

use super::calendar::{Period, Unit, day, easter, hijri};
use super::{Dates, Moment, TimeLexicon, TimexKind, check, parse_moment, resolve, utc_offset};
use crate::error::Diagnostic;
use crate::lang::{Pack, pack};
use crate::text::{Input, TextLexicon, read};

/// What is found in a text that was written on a day.
fn found(code: &str, text: &str, written: &str) -> (Dates, Vec<Diagnostic>) {
    let pack = pack(code).expect("a bundled pack");
    let input = Input { id: "t".to_string(), text: text.to_string(), ..Input::default() };
    let texts = TextLexicon::from_pack(&pack).expect("a valid pack");
    let lexicon = TimeLexicon::from_pack(&pack).expect("a valid pack");
    let (article, _) = read(input, &texts).expect("a text that can be read");
    resolve(&article, &lexicon, parse_moment(written).ok())
}

/// Language, text, the day on which it was written, and each expression with its value.
type Row = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

fn hold(rows: &[Row]) {
    for (code, text, written, wanted) in rows {
        let dates = found(code, text, written).0;
        let got: Vec<(&str, &str)> = dates.timexes.iter().map(|t| (t.span.of(text), t.value.as_str())).collect();
        assert_eq!(got, *wanted, "{text:?}");
    }
}

#[test]
fn what_a_date_leaves_out_is_taken_from_its_own_story() {
    hold(&[
        // One weekday keeps a text in its own days, so that a date without a year is this year's.
        (
            "id",
            "Warga berkumpul pada Senin. Pada 3 Mei 2012 tanggul jebol. Pada 5 Juni bantuan datang.",
            "2023-09-15",
            &[("Senin", "2023-09-11"), ("3 Mei 2012", "2012-05-03"), ("5 Juni", "2023-06-05")],
        ),
        // December stands before January of the year that is printed.
        (
            "id",
            "Rapat digelar pada Desember dan Januari 2021.",
            "2023-09-15",
            &[("Desember", "2020-12"), ("Januari 2021", "2021-01")],
        ),
        // The next paragraph goes on with the day that is over, not with that of publication.
        (
            "id",
            "Rapat digelar Rabu (13/9/2023) setelah gempa Selasa (12/9/2023).\n\nWarga mengungsi pada pukul 10.00.",
            "2023-09-13",
            &[
                ("Rabu (13/9/2023)", "2023-09-13"),
                ("Selasa (12/9/2023)", "2023-09-12"),
                ("pukul 10.00", "2023-09-12T10:00"),
            ],
        ),
        // Since when a factory has run does not move the story to that day.
        (
            "id",
            "Pada Senin (11/9/2023) tanggul jebol. Pabrik itu beroperasi sejak 12 Mei 2022. Pukul 10.00 warga mengungsi.",
            "2023-09-13",
            &[("Senin (11/9/2023)", "2023-09-11"), ("12 Mei 2022", "2022-05-12"), ("Pukul 10.00", "2023-09-11T10:00")],
        ),
        // A month is no quarter: what is compared with a year earlier here is a year.
        (
            "en",
            "In January 1998 wages rose. They were 3.8 percent higher than a year earlier.",
            "1998-02-13",
            &[("January 1998", "1998-01"), ("a year earlier", "1997")],
        ),
    ]);
}

#[test]
fn minutes_are_counted_from_a_clock_and_days_from_a_day() {
    hold(&[
        (
            "id",
            "Gempa terjadi pukul 10.00. Lima menit kemudian tsunami datang.",
            "2023-09-15",
            &[("pukul 10.00", "2023-09-15T10:00"), ("Lima menit kemudian", "2023-09-15T10:05")],
        ),
        (
            "id",
            "Tanggul jebol pada 5 Mei 2021 pukul 10.00. Tiga hari sebelumnya hujan turun.",
            "2023-09-13",
            &[("5 Mei 2021 pukul 10.00", "2021-05-05T10:00"), ("Tiga hari sebelumnya", "2021-05-02")],
        ),
        // Twelve at night is the first minute of a day.
        ("en", "Crews finish the first round by 12 a.m.", "2023-09-13", &[("12 a.m.", "2023-09-13T00:00")]),
    ]);
}

#[test]
fn a_weekday_lies_where_the_verb_of_its_own_clause_looks() {
    hold(&[
        // A programme in the present is of the coming days.
        ("en", "The two leaders meet Monday in London.", "2023-09-13", &[("Monday", "2023-09-18")]),
        // Behind a word of the future a form that is the past too says nothing of its own.
        ("en", "The storm is expected to hit the coast Friday.", "2023-09-13", &[("Friday", "2023-09-15")]),
        // What is joined to a plan is planned too, by `and` as by `then`.
        ("en", "The road will be repaired and reopened Friday.", "2023-09-13", &[("Friday", "2023-09-15")]),
        ("en", "The road will be closed then reopened Friday.", "2023-09-13", &[("Friday", "2023-09-15")]),
        // The clause behind `and` says nothing of the day before it, but a name that holds `and` ends no clause.
        (
            "en",
            "After a blast on Tuesday in Boston and fires, residents plan to leave.",
            "2023-09-13",
            &[("Tuesday", "2023-09-12")],
        ),
        (
            "en",
            "On Tuesday, the National Peace and Rights League plans to vote.",
            "2023-09-13",
            &[("Tuesday", "2023-09-19")],
        ),
        // What goes on through a day ends on the coming one, however far that is.
        ("en", "The fair runs through Tuesday.", "2023-09-13", &[("Tuesday", "2023-09-19")]),
        // `planning` looks ahead, and its ending is none of the past.
        (
            "en",
            "They can also take part in planning for the NATO summit in April.",
            "2023-09-13",
            &[("April", "2024-04")],
        ),
        // Neither a full stop nor the end of a headline lets a plan look at the sentence behind it.
        ("id", "Rapat akan digelar di Bogor. Senin tanggul jebol.", "2023-09-13", &[("Senin", "2023-09-11")]),
        ("id", "Presiden akan berkunjung ke Bogor\nSenin tanggul jebol", "2023-09-13", &[("Senin", "2023-09-11")]),
    ]);
}

#[test]
fn long_and_far_stretches_are_told() {
    hold(&[
        ("id", "Candi itu berdiri selama dua milenium.", "2023-01-15", &[("dua milenium", "P2ML")]),
        ("en", "They met on Easter 2014.", "2023-01-15", &[("Easter 2014", "2014-04-20")]),
        // The table of the Islamic calendar ends, and what lies behind it is no date.
        (
            "id",
            "Rapat digelar pada 5 Ramadan 1445 H dan 7 Ramadan 1750 H.",
            "2023-09-15",
            &[("5 Ramadan 1445 H", "2024-03-15")],
        ),
    ]);
    // No month of the Islamic calendar has 31 days, and no year has 13 months.
    assert_eq!([hijri(1445, 9, 31), hijri(1445, 13, 1), hijri(1701, 1, 1)], [None; 3]);
    // In these years the moon's age goes below zero on the way, and must come back above it.
    for (year, month, date) in [(1957, 4, 21), (1976, 4, 18), (1995, 4, 16), (2014, 4, 20), (2033, 4, 17)] {
        assert_eq!(easter(year), day(year, month, date), "{year}");
    }
    // The winter of January has begun in December, and no other season has.
    for (month, first) in [(1, "2022-12-01"), (2, "2022-12-01"), (3, "2023-03-01"), (12, "2023-12-01")] {
        let season = day(2023, month, 15).and_then(|at| Period::around(at, Unit::Season)).expect("a season");
        assert_eq!(season.first.to_string(), first, "{month}");
    }
    let thousand = day(2023, 5, 17).and_then(|at| Period::around(at, Unit::Millennium)).expect("a millennium");
    assert_eq!(thousand.value(), "2");
}

#[test]
fn a_week_ahead_is_no_doubt_and_less_than_some_years_is_no_estimate() {
    // Said on a Friday, the next one is that of the week to come for every reader; said on a Wednesday it is not.
    for (written, flags) in [("2023-09-15", ""), ("2023-09-13", "ambiguous-week")] {
        let dates = found("en", "He leaves next Friday.", written).0;
        assert_eq!(dates.timexes[0].flags.join(" "), flags, "{written}");
    }
    // `almost` sets a bound and `about` makes an estimate: only the second is written with its mark.
    for (text, edtf) in
        [("The war ended almost four years ago.", "2019"), ("The war ended about four years ago.", "2019~")]
    {
        let dates = found("en", text, "2023-09-13").0;
        assert_eq!(dates.timexes[0].edtf.as_deref(), Some(edtf), "{text:?}");
    }
}

#[test]
fn a_stretch_that_ends_on_the_clock_is_a_time() {
    let dates = found("id", "Jalan ditutup dari Senin (11/9/2023) hingga pukul 10.00.", "2023-09-11").0;
    let got: Vec<(TimexKind, &str)> = dates.timexes.iter().map(|t| (t.kind, t.value.as_str())).collect();
    assert_eq!(got, [(TimexKind::Time, "2023-09-11/2023-09-11T10:00")]);
}

#[test]
fn a_wrong_weekday_is_a_diagnostic_and_greenwich_is_ahead_of_nothing() {
    let (_, told) = found("id", "Banjir terjadi pada Rabu (6/5/2024).", "2024-05-08");
    let codes: Vec<&str> = told.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, ["conflict:weekday"]);
    assert!(told[0].message.contains("2024-05-08"), "{}", told[0].message);
    let Ok(Moment::Minute(noon)) = parse_moment("2023-01-13T12:00") else { panic!("a moment") };
    assert_eq!(utc_offset("Europe/London", noon).as_deref(), Some("+00:00"));
}

/// A pack with two words and these rules, and all that is read before any date from another pack.
fn with_rules(rules: &str) -> Pack {
    let own = [
        ("time_words.tsv", "class\tforms\tvalue\tflags\nmonth\tMaret\t3\t\nweekday\tRabu\t3\tcapital\n".to_string()),
        ("time_rules.tsv", format!("name\tkind\tpattern\tmeaning\tyes\tno\n{rules}")),
        ("time_holidays.tsv", "forms\trule\tdates\nNatal\tFIX 12-25\t\n".to_string()),
        ("time_examples.tsv", "text\tdct\texpected\n".to_string()),
    ];
    let other = pack("id").expect("the Indonesian pack");
    let borrowed = ["abbreviations.tsv", "boilerplate.tsv", "datelines.tsv", "language.tsv"]
        .map(|name| (name, other.file(name).expect("a file of the pack").1.to_string()));
    Pack::from_files("xx", own.into_iter().chain(borrowed).map(|(name, text)| (name.to_string(), text)).collect())
}

#[test]
fn rules_that_go_round_or_count_in_letters_are_refused() {
    for (rules, want) in [
        // Neither begins with its own kind, but each with that of the other.
        ("a\tday\t{hour} <d>\tinner\nb\thour\t{day} <d>\tinner\n", "can begin with its own kind and would never end"),
        ("a\tday\t<month>\tdate n=dua\n", "\"n=dua\" has a value that means nothing"),
    ] {
        let told = TimeLexicon::from_pack(&with_rules(rules)).err().map(|error| error.to_string());
        assert!(told.as_deref().is_some_and(|told| told.contains(want)), "{rules:?} gives {told:?}");
    }
}

#[test]
fn a_rule_needs_both_what_it_is_and_what_it_is_not() {
    for (cells, wanted) in [("Maret\tRabu", 0), ("Maret\t", 1), ("\tRabu", 1)] {
        let wrong =
            check(&with_rules(&format!("a\tday\t<month:m>\tdate\t{cells}\n"))).expect("tables that can be read");
        let told = wrong.iter().filter(|what| what.contains("needs a text in its yes cell and one in its no cell"));
        assert_eq!(told.count(), wanted, "{cells:?} gives {wrong:?}");
    }
}
