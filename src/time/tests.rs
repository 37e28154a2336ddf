//! The packs' own examples, and properties that hold for any text.

use super::{Anchor, Dates, Moment, TimeLexicon, TimexKind, check, parse_moment, resolve};
use crate::lang::{Pack, pack, packs};
use crate::text::{Input, TextLexicon, read};

/// The dates of a text in a pack's language.
fn dates(pack: &Pack, lexicon: &TimeLexicon, text: &str, dct: Option<Moment>) -> Dates {
    let input = Input { id: "t".to_string(), text: text.to_string(), ..Input::default() };
    let texts = TextLexicon::from_pack(pack).expect("a valid pack");
    let (article, _) = read(input, &texts).expect("a text that can be read");
    resolve(&article, lexicon, dct).0
}

/// The packs that have a time grammar, with it.
fn grammars() -> Vec<(Pack, TimeLexicon)> {
    let with_times = packs().iter().filter(|p| p.file("time_rules.tsv").is_ok());
    with_times.map(|p| (*p, TimeLexicon::from_pack(p).unwrap_or_else(|e| panic!("{e}")))).collect()
}

fn day(moment: Option<Moment>) -> String {
    moment.map_or_else(|| "..".to_string(), |m| m.day().to_string())
}

#[test]
fn every_pack_keeps_its_examples() {
    for (pack, _) in grammars() {
        let wrong = check(&pack).unwrap_or_else(|e| panic!("{e}"));
        assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
    }
}

#[test]
fn moments_keep_their_clock_time() {
    let rows = [
        ("2023-09-13", Some("2023-09-13")),
        ("2023-09-13T10:30", Some("2023-09-13 10:30")),
        ("2023-09-13 10:30:59+07:00", Some("2023-09-13 10:30")),
        ("2023-09-13T10:30Z", Some("2023-09-13 10:30")),
        ("2023-02-30", None),
        ("2023-09-13x", None),
        ("13/9/2023", None),
        ("２０２３-09-13", None),
        ("", None),
    ];
    for (text, want) in rows {
        let got = parse_moment(text).ok().map(|m| match m {
            Moment::Day(d) => d.to_string(),
            Moment::Minute(t) => t.format("%Y-%m-%d %H:%M").to_string(),
        });
        assert_eq!(got.as_deref(), want, "{text:?}");
    }
}

#[test]
fn references_lead_to_an_earlier_expression() {
    let pack = pack("id").expect("the Indonesian pack");
    let lexicon = TimeLexicon::from_pack(&pack).expect("a valid pack");
    let text = "Gempa terjadi pada 3 Mei 2021. Dua hari kemudian tanggul jebol.";
    let found = dates(&pack, &lexicon, text, parse_moment("2023-09-15").ok()).timexes;
    assert_eq!(found.iter().map(|t| t.anchor).collect::<Vec<_>>(), [Anchor::Explicit, Anchor::Narrative(0)]);
}

#[test]
fn what_stands_around_a_date_counts_only_as_far_as_it_says_something() {
    let rows: [(&str, &[(&str, &str)]); 6] = [
        // A year that is printed is no other date's, though both stand in one list.
        ("Ia datang pada 3 Mei 2020 dan 4 Juni 2021.", &[("3 Mei 2020", "2020-05-03"), ("4 Juni 2021", "2021-06-04")]),
        (
            "Rapat digelar pada Januari dan Mei 2021, lalu pada Maret 2020 dan Juni 2021.",
            &[("Januari", "2021-01"), ("Mei 2021", "2021-05"), ("Maret 2020", "2020-03"), ("Juni 2021", "2021-06")],
        ),
        // A part of one is no thousands.
        ("Pompa menyala 0,125 jam.", &[]),
        // A numeral that is written in one with its prefix.
        ("Candi itu dibangun pada abad ke-14 dan abad ke14.", &[("abad ke-14", "13"), ("abad ke14", "13")]),
        // A date without its weekday does not say when something was said.
        (
            "\"Air surut hari ini,\" kata Bupati tentang rapat 3 Mei 2024.",
            &[("hari ini", "2024-05-06"), ("3 Mei 2024", "2024-05-03")],
        ),
        // Weekdays are of the text's own days, however many former years it names.
        (
            "Ia lulus pada 2016, menikah pada 2017 dan pindah pada 2018. Gempa terjadi pada 3 Mei 2019. Pada Senin ia \
             pulang. Pada Rabu ia pergi.",
            &[
                ("2016", "2016"),
                ("2017", "2017"),
                ("2018", "2018"),
                ("3 Mei 2019", "2019-05-03"),
                ("Senin", "2024-05-06"),
                ("Rabu", "2024-05-01"),
            ],
        ),
    ];
    let pack = pack("id").expect("the Indonesian pack");
    let lexicon = TimeLexicon::from_pack(&pack).expect("a valid pack");
    for (text, wanted) in rows {
        let found = dates(&pack, &lexicon, text, parse_moment("2024-05-06").ok()).timexes;
        let got: Vec<(&str, &str)> = found.iter().map(|t| (t.span.of(text), t.value.as_str())).collect();
        assert_eq!(got, wanted, "{text:?}");
    }
}

#[test]
fn a_weekday_that_is_not_the_printed_one_is_told() {
    let pack = pack("id").expect("the Indonesian pack");
    let lexicon = TimeLexicon::from_pack(&pack).expect("a valid pack");
    let text = "Banjir terjadi pada Rabu (6/5/2024).";
    let found = dates(&pack, &lexicon, text, parse_moment("2024-05-08").ok());
    let told = super::explain(&found.timexes[0], &found, text);
    assert!(told.contains("Its weekday is not the printed one; 2024-05-08 would be."), "{told}");
}

#[test]
fn a_text_without_a_day_keeps_what_the_words_say() {
    let rows = [
        ("Ia lahir 17 Agustus.", "XXXX-08-17"),
        ("Ia lulus tahun lalu.", "XXXX"),
        ("Ia tiba Rabu.", "XXXX-WXX-3"),
        ("Laba kuartal II naik.", "XXXX-Q2"),
        ("Ia datang pekan lalu.", "XXXX-WXX"),
        ("Laba kuartal lalu naik.", "XXXX-QX"),
    ];
    let pack = pack("id").expect("the Indonesian pack");
    let lexicon = TimeLexicon::from_pack(&pack).expect("a valid pack");
    for (text, value) in rows {
        let found = dates(&pack, &lexicon, text, None).timexes;
        let got: Vec<_> = found.iter().map(|t| (t.value.as_str(), t.bounds, t.flags.join(" "))).collect();
        assert_eq!(got, [(value, None, "needs-dct".to_string())], "{text:?}");
    }
}

#[test]
fn a_malformed_pack_is_told_with_file_line_and_reason() {
    let words = "class\tforms\tvalue\tflags\nmonth\tMaret\t3\t\nweekday\tRabu\t3\tcapital\n";
    let rules = "name\tkind\tpattern\tmeaning\tyes\tno\n";
    let holidays = "forms\trule\tdates\nNatal\tFIX 12-25\t\n";
    let good = [("time_words.tsv", words), ("time_rules.tsv", rules), ("time_holidays.tsv", holidays)];
    let rows: [(&str, &str, &str); 16] = [
        (
            "time_rules.tsv",
            "a\tday\t<d> <month\tdate\n",
            "line 2, column 1: xx/time_rules.tsv: \"<month\" opens or closes a bracket alone",
        ),
        ("time_rules.tsv", "a\tday\t<d> {hour}\tdate\n", "the rule xx.a calls {hour}, but no rule is of that kind"),
        ("time_rules.tsv", "a\tday\t<d>\tdur unit=Z\n", "\"unit=Z\" has a value that means nothing"),
        ("time_rules.tsv", "a\tday\t<colour>\tdate\n", "no row of time_words.tsv has the class \"colour\"; add one"),
        ("time_rules.tsv", "a\tday\t<d>?\tdate\n", "could match nothing; one element must be needed"),
        ("time_rules.tsv", "a\tday\t<d>\tdata\n", "the meaning \"data\" is unknown"),
        ("time_rules.tsv", "a\tday\t<d>\tdate sign\n", "\"sign\" must be written key=value"),
        ("time_rules.tsv", "a\t\t<d>\tdate\n", "the rule has no kind"),
        ("time_rules.tsv", "a\tday\t{day} <d>\tinner\n", "can begin with its own kind and would never end"),
        (
            "time_rules.tsv",
            "a\tday\t<d>\tdate\na\tday\t<m>\tdate\n",
            "line 3, column 1: xx/time_rules.tsv: the name \"a\" stands twice",
        ),
        ("time_rules.tsv", "a\tday\t<d>\tdate\tx\ty\tz\n", "the row has 7 cells, but the heading names 6 columns"),
        (
            "time_words.tsv",
            "\tMaret\t3\n",
            "line 4, column 1: xx/time_words.tsv: a row needs a class and at least one form",
        ),
        ("time_words.tsv", "month\tMei\t5\tbig\n", "the flag \"big\" is unknown; use capital, small or dotted"),
        (
            "time_words.tsv",
            "hours\tMO\t12-5\n",
            "xx/time_words.tsv: the hours \"12-5\" of \"MO\" must be written 5-10, the earlier first",
        ),
        (
            "time_holidays.tsv",
            "Nyepi\tFIX 13-40\n",
            "line 3, column 1: xx/time_holidays.tsv: an unknown word or a wrong number",
        ),
        ("time_holidays.tsv", "Nyepi\tTABLE\t2023-3-22x\n", "a date that is not YYYY-MM-DD"),
    ];
    for (file, row, want) in rows {
        let files = good.iter().map(|(name, text)| {
            let text = if *name == file { format!("{text}{row}") } else { (*text).to_string() };
            ((*name).to_string(), text)
        });
        let told = match TimeLexicon::from_pack(&Pack::from_files("xx", files.collect())) {
            Ok(_) => "no error".to_string(),
            Err(error) => error.to_string(),
        };
        assert!(told.contains(want) && told.contains("line ") && told.contains(file), "{row:?} gives {told:?}");
    }
    let missing = TimeLexicon::from_pack(&Pack::from_files("xx", Vec::new())).err().map(|e| e.to_string());
    assert_eq!(missing.as_deref(), Some("the language pack \"xx\" has no file \"time_words.tsv\""));
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// Words that rules know, figures and noise, in any order.
    fn hostile() -> impl Strategy<Value = String> {
        let known = prop::sample::select(vec![
            "Rabu",
            "Senin",
            "13",
            "9",
            "2023",
            "99999999999",
            "0",
            "31",
            "Februari",
            "Feb.",
            "tahun",
            "lalu",
            "depan",
            "awal",
            "akhir",
            "pukul",
            "24.00",
            "WIB",
            "(",
            ")",
            "/",
            "-",
            ".",
            ",",
            "'",
            "98",
            "abad",
            "ke-",
            "1990-an",
            "last",
            "next",
            "year",
            "quarter",
            "third",
            "the",
            "of",
            "a.m.",
            "ago",
            "million",
            "two",
            "every",
            "H",
            "Syawal",
            "1444",
            "Easter",
            "Lebaran",
            "SM",
            "BC",
            "Saka",
            "pekan yang berakhir",
            "sejak",
            "hingga",
            "tanggal 31 bulan lalu",
            "Senin kelima Februari",
            "dua atau tiga",
            "sembilan bulan pertama",
            "22.00-04.00",
            "jam kemudian",
            "the fifth century",
            "haribulan",
            "Ogos",
            "suku kedua",
            "999999999",
            "999999999 tahun lalu",
            "9999",
            "0000-00-00",
            "kemudian",
            "half",
        ]);
        let piece = prop_oneof![4 => known.prop_map(str::to_string), 1 => "\\PC{0,6}", 1 => "[0-9./: -]{0,8}"];
        prop::collection::vec(piece, 0..14).prop_map(|v| v.join(" "))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn any_text_gives_spans_in_order_and_bounds_that_do_not_cross(text in hostile(), far in 0i32..3000) {
            let dct = chrono::NaiveDate::from_ymd_opt(far, 2, 28).map(Moment::Day);
            for (pack, lexicon) in grammars_once() {
                let input = format!("x {text}");
                let found = dates(pack, lexicon, &input, dct).timexes;
                for pair in found.windows(2) {
                    prop_assert!(pair[0].span.end <= pair[1].span.start);
                }
                for timex in &found {
                    prop_assert!(input.get(timex.span.start..timex.span.end).is_some_and(|s| !s.trim().is_empty()));
                    prop_assert!(!timex.value.is_empty());
                    if let Some(bounds) = timex.bounds {
                        prop_assert!(bounds.earliest <= bounds.latest || bounds.latest.is_none(), "{timex:?}");
                        // A value that begins with a day begins with the day of its first bound.
                        let first = day(bounds.earliest);
                        if timex.kind != TimexKind::Duration && timex.value.len() == 10 && timex.modifier.is_none() {
                            prop_assert_eq!(&timex.value, &first);
                        }
                    }
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn what_a_pack_prints_it_reads_again(days in 0i64..90_000) {
            let printed = chrono::NaiveDate::from_ymd_opt(1850, 1, 1)
                .and_then(|first| first.checked_add_signed(chrono::TimeDelta::try_days(days)?))
                .expect("a day of the calendar");
            for (pack, lexicon) in grammars_once() {
                let format = crate::lang::DateFormat::from_pack(pack).expect("a valid pack");
                let forms = [
                    (format.long_day(printed), printed.format("%Y-%m-%d").to_string()),
                    (format.day(printed), printed.format("%Y-%m-%d").to_string()),
                    (format.short_day(printed), printed.format("%Y-%m-%d").to_string()),
                    (format.month(printed), printed.format("%Y-%m").to_string()),
                ];
                for (text, value) in forms {
                    let found = dates(pack, lexicon, &format!("x {text} x"), None).timexes;
                    let got: Vec<(&str, &str)> =
                        found.iter().map(|t| (t.value.as_str(), t.flags.first().map_or("", String::as_str))).collect();
                    prop_assert_eq!(got, vec![(value.as_str(), "")], "{} in {}", text, pack.code);
                }
            }
        }
    }

    fn grammars_once() -> &'static [(Pack, TimeLexicon)] {
        static ALL: std::sync::OnceLock<Vec<(Pack, TimeLexicon)>> = std::sync::OnceLock::new();
        ALL.get_or_init(grammars)
    }
}
