//! Sentences that hold what no example of a pack held: each kills mutants that had survived (`docs/mutation.md`).

use super::{Gazetteer, PlaceClass, PlaceLexicon, PlaceMention, Role, resolve};
use crate::text::{Input, TextLexicon};

fn mentions(code: &str, text: &str) -> Vec<(String, PlaceMention)> {
    let pack = crate::lang::pack(code).expect("a bundled pack");
    let words = TextLexicon::from_pack(&pack).expect("a valid pack");
    let places = PlaceLexicon::from_pack(&pack).expect("a valid pack");
    let (article, _) = crate::text::read(Input { text: text.to_string(), ..Input::default() }, &words).expect("a text");
    let (found, _) = resolve(&article, Gazetteer::bundled(), &places);
    found.into_iter().map(|mention| (mention.span.of(text).to_string(), mention)).collect()
}

/// The one mention of a name.
fn only(code: &str, text: &str, name: &str) -> PlaceMention {
    let found = mentions(code, text).into_iter().find(|(printed, _)| printed == name);
    found.unwrap_or_else(|| panic!("{name} is not found in {text:?}")).1
}

/// Language, text, and all of its mentions with their roles and places, of which `none` has none.
type Row = (&'static str, &'static str, &'static [(&'static str, Role, &'static str)]);

fn hold(rows: &[Row]) {
    for (code, text, wanted) in rows {
        let all = mentions(code, text);
        let id = |mention: &PlaceMention| mention.place.as_ref().map_or("none".to_string(), |place| place.id.clone());
        let got: Vec<(String, Role, String)> =
            all.iter().map(|(printed, mention)| (printed.clone(), mention.role, id(mention))).collect();
        let wanted: Vec<(String, Role, String)> =
            wanted.iter().map(|(name, role, place)| (name.to_string(), *role, place.to_string())).collect();
        assert_eq!(got, wanted, "{text:?}");
    }
}

#[test]
fn what_a_person_a_body_or_a_craft_is_called_is_no_place() {
    use Role::*;
    hold(&[
        // The second word of a minister's name is his, here and where he is named again.
        ("id", "Menteri Fulan Jakarta datang. Warga Jakarta menyambutnya.", &[]),
        (
            "en",
            "Attorney General Janet Reno met Lazaro in Miami on Thursday. Reno agreed to a meeting in Nevada.",
            &[("Miami", EventSite, "geonames:4164138"), ("Nevada", EventSite, "geonames:5509151")],
        ),
        // A headline has a capital in every word, and the first one behind a title is still a name.
        ("id", "Warga Sambut Kiai Surabaya di Masjid\n\nWarga datang sejak pagi untuk mendengarnya.", &[]),
        // A name ends before a word in lower case, and a known city before a given name is a city.
        ("id", "Presiden Joko Widodo di Bogor menerima tamu.", &[("Bogor", EventSite, "geonames:1648473")]),
        ("id", "Setibanya di Jakarta Joko Widodo menyapa warga.", &[("Jakarta", EventSite, "geonames:1642911")]),
        // `Raja` is a title, but not where a longer name begins with it.
        ("id", "Gempa mengguncang Raja Ampat pagi tadi.", &[("Raja Ampat", EventSite, "geonames:1630210")]),
        // The name of a body ends before a title, and holds the country at its own end.
        (
            "id",
            "Di markas Partai Demokrat Presiden Prancis berpidato.",
            &[("Prancis", Affiliation, "geonames:3017382")],
        ),
        ("id", "Data Badan Informasi Energi Amerika Serikat dibantah.", &[]),
        ("id", "Dinas Pariwisata dan Kebudayaan Jawa Barat membantah.", &[]),
        ("id", "Bursa Tokyo turun.", &[]),
        ("id", "AS Roma menang atas Inter Milan.", &[]),
        // A place whose first words begin a body's name is longer than those and stays a place.
        (
            "id",
            "Kantor saya di Medan Merdeka Barat, kata Djoko.",
            &[("Medan Merdeka Barat", EventSite, "jalan-medan-merdeka-barat")],
        ),
        // A word after a country makes the two one name, unless it is a person's.
        ("id", "Indonesia Corruption Watch membantah kabar itu.", &[]),
        // Craft that are named after no country bear names of their own.
        ("id", "Pesawat Hercules mendarat di Malang.", &[("Malang", EventSite, "geonames:1636713")]),
        ("id", "Kapal Surabaya karam di Laut Jawa.", &[("Laut Jawa", EventSite, "java-sea")]),
        // The same word in lower case says that the first one owes its capital to the sentence.
        ("id", "Bursa saham turun. Kabar dari bursa itu mengejutkan.", &[]),
    ]);
}

#[test]
fn a_name_ends_where_its_words_end() {
    use Role::*;
    hold(&[
        (
            "id",
            "Banjir melanda Kecamatan Panga, Darul Hikmah, dan Setia Bakti.",
            &[
                ("Kecamatan Panga", EventSite, "none"),
                ("Darul Hikmah", EventSite, "none"),
                ("Setia Bakti", EventSite, "none"),
            ],
        ),
        ("id", "Banjir merendam Desa Melati Putih sejak kemarin.", &[("Desa Melati Putih", EventSite, "none")]),
        // A number behind the first word belongs to the name.
        ("id", "Banjir merendam Desa Mandala 5 kemarin.", &[("Desa Mandala 5", EventSite, "none")]),
        (
            "id",
            "Banjir melanda Kecamatan Panga, Jaya dan Sampoiniet.",
            &[("Kecamatan Panga", EventSite, "none"), ("Jaya", EventSite, "none"), ("Sampoiniet", EventSite, "none")],
        ),
        // What stands around a palace is not the palace of a shorter name.
        (
            "id",
            "Rapat digelar di Kompleks Istana Negara, Jakarta.",
            &[("Kompleks Istana Negara", EventSite, "istana-negara"), ("Jakarta", Container, "geonames:1642911")],
        ),
        (
            "en",
            "Fighting went on in Idlib Governorate on Monday.",
            &[("Idlib Governorate", EventSite, "geonames:169387")],
        ),
        // A type word of two words may open the sentence, and one may be the first word of a name.
        ("id", "Air Terjun Melati Putih longsor.", &[("Air Terjun Melati Putih", Background, "none")]),
        (
            "id",
            "Longsor menutup Jalan Gunung Melati Putih kemarin.",
            &[("Jalan Gunung Melati Putih", Background, "none")],
        ),
        // A common noun belongs to the name behind a cue, and to none that a full stop parts from it.
        ("id", "Hujan turun di pantai Kuta kemarin.", &[("pantai Kuta", EventSite, "geonames:1639002")]),
        ("id", "Ia bercerita tentang jembatan. Ampera pun sepi.", &[]),
        // A comma parts a direction from the name behind it.
        (
            "id",
            "Serangan terjadi di wilayah tenggara, Sistan-Baluchestan, kemarin.",
            &[("Sistan-Baluchestan", EventSite, "geonames:1159456")],
        ),
        // A part of a city or a country is a place of which the gazetteer has the whole only.
        ("id", "Kebakaran melanda Bandung Timur kemarin.", &[("Bandung Timur", EventSite, "none")]),
        ("id", "Bandara itu terletak di Libya Barat.", &[("Libya Barat", EventSite, "none")]),
        ("id", "Kapal melintasi Merapi Timur kemarin.", &[("Merapi", Background, "mount-merapi")]),
        // A line with many initials is not all in capitals while its other words are small.
        ("id", "BNPB, BMKG, TNI, PMI, dan SAR menuju ke Desa Melati.", &[("Desa Melati", Destination, "none")]),
        // An apostrophe may end on a letter of the name, and the `s` of this town is its own.
        ("id", "Serangan udara menghantam Sana'a pada malam hari.", &[("Sana'a", EventSite, "geonames:71137")]),
        ("en", "In Khairpur Mir's floods closed the roads.", &[("Khairpur Mir's", EventSite, "geonames:1162004")]),
        // An article begins no street, and two words of a type need capitals both.
        ("en", "The Royal Street fire spread.", &[("Royal Street", Background, "none")]),
        (
            "en",
            "The victims were taken to Muhimbili Medical Center on Monday.",
            &[("Muhimbili Medical Center", Destination, "none")],
        ),
        ("en", "The victims were taken to Muhimbili Medical center on Monday.", &[]),
        // A town and an abbreviated province behind a comma are two names, though a town far away has both words.
        (
            "en",
            "The truck left Ronda, Alta., on Monday.",
            &[("Ronda", Background, "none"), ("Alta.", Container, "geonames:5883102")],
        ),
        (
            "en",
            "Police searched a farm near Cruz, Alta., on Monday.",
            &[("Cruz", EventSite, "none"), ("Alta.", Container, "geonames:5883102")],
        ),
        // A demonym behind `in` is a language only where no noun follows; a conjunction is none.
        ("en", "He was treated in French hospitals.", &[("French", Affiliation, "geonames:3017382")]),
        ("en", "The pamphlet was printed in French and Dutch.", &[("Dutch", Affiliation, "geonames:2750405")]),
        // A name of two words is no part of a person's, though its first word is.
        ("en", "She told the Jewish West Bank settlement about it.", &[("West Bank", Background, "geonames:285153")]),
    ]);
}

#[test]
fn a_place_has_the_part_that_its_sentence_gives_it() {
    use Role::*;
    hold(&[
        // The phrase before the comma is where it happens, whatever place was named before that phrase.
        (
            "id",
            "Warga Bogor itu ditahan di kantor pusat lembaga itu, Jakarta.",
            &[("Bogor", Affiliation, "geonames:1648473"), ("Jakarta", EventSite, "geonames:1642911")],
        ),
        // A town that one works with is no government.
        ("id", "Kota itu bekerja sama dengan Bekasi.", &[("Bekasi", Background, "geonames:1649378")]),
        // A member of a list has the part of the first one across a name that nothing knows …
        (
            "id",
            "Banjir merendam rumah di Bandung, Wolosambi, Surabaya, dan Malang.",
            &[
                ("Bandung", EventSite, "geonames:1650357"),
                ("Surabaya", EventSite, "geonames:1625822"),
                ("Malang", EventSite, "geonames:1636713"),
            ],
        ),
        // … but not across a person, known by name or by title: there a new clause begins.
        (
            "id",
            "Seusai pertemuan di Paris, Prabowo dan London sepakat bertemu lagi.",
            &[("Paris", EventSite, "geonames:2988507"), ("London", Metonym, "geonames:2643743")],
        ),
        (
            "en",
            "After talks in Paris, President Macron and London agreed on a plan.",
            &[("Paris", EventSite, "geonames:2988507"), ("London", Metonym, "geonames:2643743")],
        ),
        // Too many unknown words between two members part them again.
        (
            "id",
            "Banjir merendam rumah di Bandung, Wolosambi Raya, Konga Bokang, Lewolaga Ile, Ile Wolo, Surabaya, dan Malang.",
            &[
                ("Bandung", EventSite, "geonames:1650357"),
                ("Surabaya", Background, "geonames:1625822"),
                ("Malang", Background, "geonames:1636713"),
            ],
        ),
        // A comma behind two names that nothing knows begins a new clause.
        (
            "id",
            "Rapat digelar di halaman Masjid Raya dan Kebun, Surabaya sepi.",
            &[("Masjid Raya", EventSite, "none"), ("Surabaya", Background, "geonames:1625822")],
        ),
        // A regency behind its town is the next of a list that `dan` closes.
        (
            "id",
            "Banjir merendam Soreang, Bandung, Cimahi, dan Garut.",
            &[
                ("Soreang", EventSite, "geonames:1626560"),
                ("Bandung", EventSite, "geonames:1650352"),
                ("Cimahi", EventSite, "geonames:1646448"),
                ("Garut", EventSite, "geonames:1644408"),
            ],
        ),
        // The larger place behind `di` is the one in which the first lies.
        (
            "id",
            "Ia lahir di Paris di Texas.",
            &[("Paris", EventSite, "geonames:4717560"), ("Texas", Container, "geonames:4736286")],
        ),
        // An ordinal is no body of initials that a country could have a branch of.
        (
            "en",
            "Judges of the 11th U.S. Circuit Court met in Atlanta.",
            &[("U.S.", Background, "geonames:6252001"), ("Atlanta", EventSite, "geonames:4180439")],
        ),
        // A regent governs the regency, though the province behind it holds the city as well.
        (
            "id",
            "Bupati Bandung, Jawa Barat, meninjau jembatan itu.",
            &[("Bandung", Affiliation, "geonames:1650352"), ("Jawa Barat", Container, "geonames:1642672")],
        ),
        // An island holds the town before the comma.
        (
            "id",
            "Warga Maumere, Flores, mengungsi.",
            &[("Maumere", Affiliation, "geonames:1635815"), ("Flores", Container, "flores")],
        ),
        // Two states that only are something do not act together.
        (
            "en",
            "Russia and Ukraine long were one.",
            &[("Russia", Background, "geonames:2017370"), ("Ukraine", Background, "geonames:690791")],
        ),
        // A regency that nothing else speaks for is believed beside a city.
        (
            "id",
            "Ia menyebut Tokyo dan Brebes.",
            &[("Tokyo", Metonym, "geonames:1850147"), ("Brebes", Metonym, "geonames:1648064")],
        ),
        // Behind `bahwa` a new clause begins, and its subject is where the flood is.
        ("id", "Warga mengatakan bahwa Brebes terendam air.", &[("Brebes", EventSite, "geonames:1648064")]),
        // What is named as an example owns nothing.
        (
            "id",
            "Anggota kartel miskin seperti Venezuela mendesak kenaikan harga.",
            &[("Venezuela", Background, "geonames:3625428")],
        ),
        // Where adjectives come first, a noun stands between a place and the verb, and it is the noun that acts.
        ("en", "A Pentagon spokesman said so.", &[("Pentagon", Background, "pentagon")]),
        // `Barat` is a group of states by itself, also as the first of a list.
        (
            "id",
            "Usul itu ditolak negara-negara Barat, Rusia, dan Tiongkok.",
            &[
                ("Barat", Bloc, "none"),
                ("Rusia", Background, "geonames:2017370"),
                ("Tiongkok", Background, "geonames:1814991"),
            ],
        ),
    ]);
}

#[test]
fn a_list_that_nothing_closes_is_an_address() {
    let holder = only("id", "Banjir merendam Soreang, Bandung, Cimahi sejak pagi.", "Bandung");
    assert_eq!(holder.role, Role::Container);
}

#[test]
fn what_is_sure_is_told_as_sure() {
    // A province that alone has its name, and a city by its name without the type word.
    let province = only("id", "Gempa mengguncang Surabaya, Jawa Timur, pada malam hari.", "Jawa Timur");
    assert!(province.confidence > 0.9, "{}", province.confidence);
    let city = only("id", "Kami bicara soal Tangerang Selatan.", "Tangerang Selatan");
    assert!(city.confidence > 0.85, "{}", city.confidence);
}

#[test]
fn the_reasons_of_a_choice_are_its_own() {
    let with = |mention: &PlaceMention, reason: &str| {
        let has = |of: &&super::Candidate| of.evidence.iter().any(|e| e.name == reason);
        mention.candidates.iter().filter(has).map(|candidate| candidate.place.id.clone()).collect::<Vec<_>>()
    };
    // A type word speaks for a province behind it, and half as much for a quarter that it may stand before.
    let province = only("en", "Homes were buried in Sichuan province, the agency said.", "Sichuan");
    assert_eq!(with(&province, "type-cue"), ["geonames:1794299"]);
    let quarter = only("id", "Hujan turun di Kec. Menteng kemarin.", "Kec. Menteng");
    assert_eq!(with(&quarter, "type-cue").first().map(String::as_str), Some("menteng"));
    // Other towns of the name lie near that state, but only one lies in it.
    let town = only("en", "The car was found at Newark, N.J., on Monday.", "Newark");
    assert_eq!(with(&town, "containment"), ["geonames:5101798"]);
    // Initials inside a sentence are no town of the same letters.
    let bloc = only("en", "NATO strategy was discussed in Poland.", "NATO");
    assert!(bloc.candidates.iter().all(|candidate| candidate.place.class == PlaceClass::Bloc), "{:?}", bloc.candidates);
    // What a name means elsewhere in the text is one reason more, and counts as it is told.
    for (printed, mention) in mentions("en", "Police in Paris, Texas, arrested two men. Both lived in Paris.") {
        for candidate in mention.candidates.iter() {
            let sum: f64 = candidate.evidence.iter().map(|e| e.weight).sum();
            assert!((sum - candidate.score).abs() < 1e-9, "{printed}: {sum} {}", candidate.score);
        }
    }
}
