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

    fn grammars_once() -> &'static [(Pack, TimeLexicon)] {
        static ALL: std::sync::OnceLock<Vec<(Pack, TimeLexicon)>> = std::sync::OnceLock::new();
        ALL.get_or_init(grammars)
    }
}
