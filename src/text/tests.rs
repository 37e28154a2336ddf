use super::*;
use crate::lang::pack;

fn article(code: &str, text: &str) -> Article {
    let lexicon = TextLexicon::from_pack(&pack(code).unwrap()).unwrap();
    read(Input { text: text.to_string(), ..Input::default() }, &lexicon).unwrap().0
}

fn sentences(code: &str, text: &str) -> Vec<String> {
    let article = article(code, text);
    article.sentences.iter().map(|s| s.span.of(&article.text).to_string()).collect()
}

#[test]
fn datelines_give_place_agency_and_date() {
    let cases = [
        ("id", "MOSKWA, KOMPAS.com - Hujan turun.", Some("MOSKWA"), Some("KOMPAS.com"), None),
        ("id", "Jakarta (ANTARA) - Hujan turun.", Some("Jakarta"), Some("ANTARA"), None),
        ("id", "Jakarta (ANTARA - Hujan turun.", Some("Jakarta"), Some("ANTARA"), None),
        ("id", "Jakarta (Kafé - Hujan turun.", Some("Jakarta"), Some("Kafé"), None),
        ("id", "TEMPO.CO, Jakarta - Hujan turun.", Some("Jakarta"), Some("TEMPO.CO"), None),
        ("id", "Liputan6.com, Jakarta - Hujan turun.", Some("Jakarta"), Some("Liputan6.com"), None),
        ("id", "Jakarta, CNN Indonesia -- Hujan turun.", Some("Jakarta"), Some("CNN Indonesia"), None),
        ("id", "JAKARTA, 14/9 (ANTARA) - Hujan turun.", Some("JAKARTA"), Some("ANTARA"), Some("14/9")),
        ("id", "KOMPAS.com - Hujan turun.", None, Some("KOMPAS.com"), None),
        ("id", "Jakarta - Hujan turun.", Some("Jakarta"), None, None),
        ("en", "MOSCOW, Sept 14 (Reuters) - Rain fell.", Some("MOSCOW"), Some("Reuters"), Some("Sept 14")),
    ];
    for (code, text, place, agency, date) in cases {
        let article = article(code, text);
        let found = article.dateline.clone().unwrap_or_else(|| panic!("no dateline in {text}"));
        assert_eq!(found.place.map(|s| s.of(text)), place, "{text}");
        assert_eq!(found.agency.as_deref(), agency, "{text}");
        assert_eq!(found.date.map(|s| s.of(text)), date, "{text}");
        assert_eq!(article.sentences[0].span.start, found.span.end, "{text}");
    }
    let none = [
        "Hujan turun di Bogor - lagi.",
        "Ia pergi ke pasar -- kata ibu.",
        "Breaking - Hujan turun.",
        // A bracket that holds nothing, closed or not.
        "JAKARTA ( - Hujan turun.",
        "JAKARTA () - Hujan turun.",
        "( - Hujan turun.",
    ];
    for text in none {
        assert_eq!(article("id", text).dateline, None, "{text}");
    }
}

#[test]
fn a_mark_of_the_pack_closes_a_dateline_in_capitals() {
    let cases = [
        ("ms", "KUALA LUMPUR: Hujan turun sejak malam.", Some("KUALA LUMPUR"), None, None),
        ("ms", "KUALA LUMPUR, 14 Sept: Hujan turun sejak malam.", Some("KUALA LUMPUR"), None, Some("14 Sept")),
        ("ms", "SHAH ALAM 14 Ogos – Hujan turun.", Some("SHAH ALAM"), None, Some("14 Ogos")),
        ("ms", "Ipoh (Bernama): Hujan turun lagi.", Some("Ipoh"), Some("Bernama"), None),
        ("en", "SINGAPORE: Rain fell - again - on Monday.", Some("SINGAPORE"), None, None),
        ("en", "SEOUL: \u{201c}We will wait,\u{201d} said the minister.", Some("SEOUL"), None, None),
        ("id", "SEOUL: 12 orang hilang di laut.", Some("SEOUL"), None, None),
    ];
    for (code, text, place, agency, date) in cases {
        let article = article(code, text);
        let found = article.dateline.clone().unwrap_or_else(|| panic!("no dateline in {text}"));
        assert_eq!(found.place.map(|s| s.of(text)), place, "{text}");
        assert_eq!(found.agency.as_deref(), agency, "{text}");
        assert_eq!(found.date.map(|s| s.of(text)), date, "{text}");
        assert_eq!(article.sentences[0].span.start, found.span.end, "{text}");
    }
    let others = [
        ("id", "Surabaya: kota pahlawan yang ramai."),
        ("id", "Surabaya: Kota pahlawan yang ramai."),
        ("id", "Hujan turun di SURABAYA: Warga di kota itu lari."),
        ("id", "JAKARTA: Gramedia, 1998"),
        ("id", "BOGOR: kota hujan yang ramai."),
        ("id", "ANALISIS: Harga beras naik lagi."),
        ("id", "KOMPAS.com: Harga beras naik lagi."),
        ("id", "PM: Kami akan menang."),
        ("id", "JAKARTA:Hujan turun lagi."),
        ("id", "JAKARTA 14:30 hujan turun lagi."),
        ("en", "UPDATE: The road is open again."),
        ("ms", "SOALAN: Bila hujan akan turun?"),
        ("en", "MILLER: How long did you wait?\nBAKER: We waited all night."),
    ];
    for (code, text) in others {
        assert_eq!(article(code, text).dateline, None, "{text}");
    }
    let later = article("ms", "Hujan turun lagi.\nIPOH: Jalan itu ditutup.");
    assert_eq!(later.dateline, None, "only the first line of the body has a dateline");
}

#[test]
fn sentences_keep_abbreviations_decimals_and_closing_quotes() {
    let cases: [(&str, &[&str]); 10] = [
        (
            "Ia bertemu Dr. Sari di Jl. Melati. Mereka pulang.",
            &["Ia bertemu Dr. Sari di Jl. Melati.", "Mereka pulang."],
        ),
        ("Harga naik 3.5 persen. B. J. Wirawan diam.", &["Harga naik 3.5 persen.", "B. J. Wirawan diam."]),
        ("\"Kami siap.\" Rapat usai.", &["\"Kami siap.\"", "Rapat usai."]),
        ("“Air naik. Kami lari,” kata Ani. Lalu hening.", &["“Air naik. Kami lari,” kata Ani.", "Lalu hening."]),
        ("Ia ragu... lalu pergi. Selesai", &["Ia ragu... lalu pergi.", "Selesai"]),
        ("Satu baris.\nDua baris", &["Satu baris.", "Dua baris"]),
        // A page that lost its blanks, and what looks alike but is an address, an outlet or a number.
        ("Hujan reda katanya.Warga itu pulang.", &["Hujan reda katanya.", "Warga itu pulang."]),
        ("Ia menulis di desa.Com dan Warta.Co setiap pagi.", &["Ia menulis di desa.Com dan Warta.Co setiap pagi."]),
        ("Lihat laman warta.Desa/air lalu pulang.", &["Lihat laman warta.Desa/air lalu pulang."]),
        ("Ia tiba di Bogor.Warga lega.", &["Ia tiba di Bogor.", "Warga lega."]),
    ];
    for (text, expected) in cases {
        assert_eq!(sentences("id", text), expected, "{text}");
    }
}

#[test]
fn a_short_form_ends_a_sentence_before_a_word_with_which_sentences_begin() {
    let cases: [(&str, &[&str]); 6] = [
        ("She moved to the U.S. He stayed in Oslo.", &["She moved to the U.S.", "He stayed in Oslo."]),
        ("He works for Orikawa Corp. It sold a plant.", &["He works for Orikawa Corp.", "It sold a plant."]),
        ("The train left at 2 a.m. An alarm rang.", &["The train left at 2 a.m.", "An alarm rang."]),
        ("The U.S. Senate met Tessera Inc. Chairman Hale.", &["The U.S. Senate met Tessera Inc. Chairman Hale."]),
        ("It began at 2 a.m. Monday in Oslo.", &["It began at 2 a.m. Monday in Oslo."]),
        ("She met Dr. He in Leeds.", &["She met Dr. He in Leeds."]),
    ];
    for (text, expected) in cases {
        assert_eq!(sentences("en", text), expected, "{text}");
    }
}

#[test]
fn zones_are_cut_out_in_text_order() {
    let text = "Banjir Rendam Tiga Desa\n\nPenulis: Ani Wati\nBOGOR, KOMPAS.com - Air naik. SCROLL TO CONTINUE WITH CONTENT Warga \"lari\" malam itu.\nBaca juga: Sungai Meluap  \nWarga di tenda (Foto: Ani/Desa)\n";
    let article = article("id", text);
    let kinds: Vec<ZoneKind> = article.zones.iter().map(|z| z.kind).collect();
    use ZoneKind::*;
    assert_eq!(kinds, [Title, Byline, Dateline, Advertisement, RelatedLink, Caption]);
    assert!(article.zones.windows(2).all(|w| w[0].span.end <= w[1].span.start));
    assert_eq!(article.title.as_deref(), Some("Banjir Rendam Tiga Desa"));
    assert_eq!(article.byline.as_deref(), Some("Ani Wati"));
    assert_eq!(article.zones[4].span.of(text), "Baca juga: Sungai Meluap");
    assert_eq!(sentences("id", text), ["Air naik.", "Warga \"lari\" malam itu."]);
    assert_eq!(article.quotes.iter().map(|q| q.of(text)).collect::<Vec<_>>(), ["\"lari\""]);
    assert_eq!(article.sentences[1].paragraph, 3);
}

#[test]
fn languages_and_empty_texts() {
    assert_eq!(detect_language("Pemerintah menyatakan bahwa warga yang terdampak akan dibantu."), Some("id"));
    assert_eq!(detect_language("The government said that people who were affected would get help."), Some("en"));
    assert_eq!(detect_language("Polis berkata mangsa kemalangan itu dibawa ke hospital kerana cedera."), Some("ms"));
    assert_eq!(detect_language("Rapat Senin depan"), Some("id"));
    assert_eq!(detect_language("tahun lalu"), Some("id"));
    assert_eq!(detect_language("two weeks ago"), Some("en"));
    assert_eq!(detect_language("12/9 — 44"), None);
    let lexicon = TextLexicon::from_pack(&pack("id").unwrap()).unwrap();
    let error = read(Input { text: " \n\t".to_string(), ..Input::default() }, &lexicon).unwrap_err();
    assert_eq!(error.kind, "empty");
}

#[test]
fn a_run_without_full_stops_is_cut_and_a_book_is_refused() {
    let words = "warga menanam pohon ".repeat(2_000);
    let found = sentences("id", &words);
    assert!(found.len() > 5 && found.iter().all(|s| s.len() <= 3_010), "{}", found.len());
    assert_eq!(found.join(" "), words.trim(), "no word is lost or broken");
    let blankless = "é".repeat(10_000);
    assert!(sentences("id", &blankless).iter().all(|s| s.len() <= 6_010));
    let lexicon = TextLexicon::from_pack(&pack("id").unwrap()).unwrap();
    let error = read(Input { text: words.repeat(60), ..Input::default() }, &lexicon).unwrap_err();
    assert_eq!(error.kind, "too-long");
    assert!(error.message.contains("at most 1 MB"), "{}", error.message);
}
