//! Every weight earns its place: for each reason a sentence whose outcome needs it, and one that it leaves alone.

use super::{Gazetteer, PlaceLexicon, PlaceMention, resolve};
use crate::text::{Input, TextLexicon};

fn mentions(code: &str, text: &str, publisher: &str) -> Vec<(String, PlaceMention)> {
    let pack = crate::lang::pack(code).expect("a bundled pack");
    let publisher = Some(publisher).filter(|name| !name.is_empty()).map(str::to_string);
    let input = Input { text: text.to_string(), publisher, ..Input::default() };
    let words = TextLexicon::from_pack(&pack).expect("a valid pack");
    let places = PlaceLexicon::from_pack(&pack).expect("a valid pack");
    let (article, _) = crate::text::read(input, &words).expect("a text");
    let (found, _) = resolve(&article, Gazetteer::bundled(), &places);
    found.into_iter().map(|m| (m.span.of(text).to_string(), m)).collect()
}

/// The last mention of a name, which in these texts is the one in question.
fn last(code: &str, text: &str, publisher: &str, name: &str) -> PlaceMention {
    let all = mentions(code, text, publisher);
    let found = all.into_iter().rev().find(|(printed, _)| printed == name);
    found.unwrap_or_else(|| panic!("{name} is not found in {text:?}")).1
}

fn chosen(mention: &PlaceMention) -> &str {
    mention.place.as_ref().map_or("none", |place| place.id.as_str())
}

/// A smaller lead gives no answer; the constant of the resolver.
const NO_LEAD: f64 = 0.1;

/// Whether the chosen place leads its rivals when a reason is taken from all of them.
fn leads_without(mention: &PlaceMention, reason: &str) -> bool {
    let score =
        |c: &super::Candidate| -> f64 { c.evidence.iter().filter(|e| e.name != reason).map(|e| e.weight).sum() };
    let (own, others): (Vec<_>, Vec<_>) = mention.candidates.iter().partition(|c| c.place.id == chosen(mention));
    let best = own.iter().map(|c| score(c)).fold(f64::NEG_INFINITY, f64::max);
    others.iter().all(|c| best - score(c) >= NO_LEAD)
}

/// Language, reason, text, outlet, name and the place that the reason decides for.
const NEEDED: [(&str, &str, &str, &str, &str, &str); 17] = [
    ("id", "leading-sense", "Ia tiba di Gaza pada Senin.", "", "Gaza", "geonames:281132"),
    ("en", "population", "Police in Birmingham arrested a thief.", "", "Birmingham", "geonames:2655603"),
    ("id", "admin-rank", "Ribuan orang mengungsi dari Bali.", "", "Bali", "geonames:1650535"),
    ("en", "exact-name", "Floods hit Petropolis on Monday.", "", "Petropolis", "geonames:3454031"),
    ("id", "bare-name", "Banjir merendam Bandung.", "", "Bandung", "geonames:1650357"),
    ("en", "type-cue", "Fighting continued in Kandahar province.", "", "Kandahar", "geonames:1138335"),
    ("id", "home", "Banjir merendam Maba.", "", "Maba", "geonames:1636990"),
    ("id", "office", "Bupati Bandung meninjau jembatan itu.", "", "Bandung", "geonames:1650352"),
    ("en", "own-division", "A fire broke out in Utrecht.", "", "Utrecht", "geonames:2745912"),
    ("en", "containment", "Police in Paris, Texas, arrested two men.", "", "Paris", "geonames:4717560"),
    ("en", "containment", "Police in Athens, Georgia, arrested two men.", "", "Georgia", "geonames:4197000"),
    (
        "en",
        "one-sense",
        "Police in Paris, Texas, arrested two men. Both lived in Paris.",
        "",
        "Paris",
        "geonames:4717560",
    ),
    (
        "en",
        "same-country",
        "Trains stopped in Dunedin and in Christchurch. A fire broke out in Hamilton.",
        "",
        "Hamilton",
        "geonames:2190324",
    ),
    (
        "en",
        "same-division",
        "Voters across Illinois went to the polls. Lines were long in Springfield.",
        "",
        "Springfield",
        "geonames:4250542",
    ),
    ("en", "proximity", "A storm hit Hartford. Trees fell in Springfield.", "", "Springfield", "geonames:4951788"),
    (
        "en",
        "dateline",
        "MONTREAL (Reuters) - A fire broke out in Hamilton. Talks were held in Dunedin, in Napier and in Christchurch.",
        "",
        "Hamilton",
        "geonames:5969782",
    ),
    ("en", "publisher", "A fire broke out in Springfield.", "The Illinois Times", "Springfield", "geonames:4250542"),
];

#[test]
fn every_reason_decides_somewhere() {
    for (code, reason, text, publisher, name, place) in NEEDED {
        let mention = last(code, text, publisher, name);
        assert_eq!(chosen(&mention), place, "{text}");
        let given = mention.candidates.iter().any(|c| c.evidence.iter().any(|e| e.name == reason));
        assert!(given, "{reason} is told: {text}");
        assert!(!leads_without(&mention, reason), "the outcome needs {reason}: {text}");
    }
}

/// Language, reason, text, outlet, name and the place that is chosen where nothing gives the reason.
const ABSENT: [(&str, &str, &str, &str, &str, &str); 16] = [
    ("id", "leading-sense", "Banjir merendam Bandung.", "", "Bandung", "geonames:1650357"),
    ("id", "population", "Georgia mengirim bantuan.", "", "Georgia", "geonames:614540"),
    ("en", "admin-rank", "Police in Birmingham arrested a thief.", "", "Birmingham", "geonames:2655603"),
    ("id", "exact-name", "Kapal itu berlayar ke Saigon.", "", "Saigon", "geonames:1566083"),
    ("id", "bare-name", "Banjir merendam Kabupaten Bandung.", "", "Kabupaten Bandung", "geonames:1650352"),
    ("id", "type-cue", "Banjir merendam Bandung.", "", "Bandung", "geonames:1650357"),
    ("id", "home", "Georgia mengirim bantuan.", "", "Georgia", "geonames:614540"),
    ("id", "office", "Warga Bandung meninjau jembatan itu.", "", "Bandung", "geonames:1650357"),
    ("en", "own-division", "Police in Birmingham arrested a thief.", "", "Birmingham", "geonames:2655603"),
    ("en", "containment", "Police in Paris arrested two men.", "", "Paris", "geonames:2988507"),
    ("en", "one-sense", "Police in Paris arrested two men. Both lived in Paris.", "", "Paris", "geonames:2988507"),
    ("en", "same-country", "A fire broke out in Hamilton.", "", "Hamilton", "none"),
    ("en", "same-division", "A fire broke out in Springfield.", "", "Springfield", "none"),
    ("en", "proximity", "A fire broke out in Springfield.", "", "Springfield", "none"),
    (
        "en",
        "dateline",
        "Talks were held in Dunedin, in Napier, in Christchurch and in Montreal. A fire broke out in Hamilton.",
        "",
        "Hamilton",
        "geonames:2190324",
    ),
    ("en", "publisher", "A fire broke out in Springfield.", "The Daily Planet", "Springfield", "none"),
];

#[test]
fn no_reason_speaks_where_nothing_gives_it() {
    for (code, reason, text, publisher, name, place) in ABSENT {
        let mention = last(code, text, publisher, name);
        assert_eq!(chosen(&mention), place, "{text}");
        let best = mention.candidates.first().expect("a candidate");
        assert!(!best.evidence.iter().any(|e| e.name == reason), "{reason} is told: {text}");
    }
    for (_, reason, ..) in NEEDED {
        assert!(ABSENT.iter().any(|row| row.1 == reason), "{reason} has a row in both tables");
    }
}

/// The weight of belief that a pair of texts is about, the language, a text in which the first name is believed to be
/// a place, and one in which the second is not.
const BELIEFS: [(&str, &str, &str, &str, &str, &str); 25] = [
    ("CUE", "id", "Mereka bermalam di Wamena.", "Wamena", "Mereka menyukai Wamena.", "Wamena"),
    (
        "WEAK_CUE",
        "id",
        "Ratusan warga Pekalongan berpesta.",
        "Pekalongan",
        "Ratusan buku Pekalongan terjual.",
        "Pekalongan",
    ),
    (
        "TYPED",
        "id",
        "Rumah itu milik Kecamatan Banjarharjo.",
        "Kecamatan Banjarharjo",
        "Rumah itu milik Banjarharjo.",
        "Banjarharjo",
    ),
    (
        "HOUSE",
        "id",
        "Rapat berlangsung di Gedung Melati Putih.",
        "Gedung Melati Putih",
        "Kontrak itu milik Gedung Melati Putih.",
        "Gedung Melati Putih",
    ),
    ("DATELINE", "id", "Wamena - Hujan turun sejak malam.", "Wamena", "Wamena dan hujan turun sejak malam.", "Wamena"),
    ("TITLED", "id", "Pesan itu ditulis Bupati Wamena.", "Wamena", "Pesan itu ditulis buku Wamena.", "Wamena"),
    ("PAIRED", "id", "Kami menyukai Sumedang, Jawa Barat.", "Sumedang", "Kami menyukai Sumedang.", "Sumedang"),
    (
        "LISTED",
        "id",
        "Kami menyukai Jakarta, Pekalongan, dan Semarang.",
        "Pekalongan",
        "Kami menyukai Pekalongan.",
        "Pekalongan",
    ),
    ("SUBJECT", "id", "Pekalongan diguncang gempa.", "Pekalongan", "Pekalongan indah sekali.", "Pekalongan"),
    ("SEAT_ACTS", "id", "Kremlin menolak usul itu.", "Kremlin", "Kremlin indah sekali.", "Kremlin"),
    (
        "CAPITALS_LEAD",
        "id",
        "PEKALONGAN dan hujan turun sejak malam.",
        "PEKALONGAN",
        "Pekalongan dan hujan turun sejak malam.",
        "Pekalongan",
    ),
    ("BODY_AFTER", "en", "The report came from Boston.", "Boston", "The report came from Boston Bank.", "Boston"),
    (
        "NEIGHBOUR_OF_COUNTRY",
        "id",
        "Kami menyukai Indonesia.",
        "Indonesia",
        "Kami menyukai Garuda Indonesia.",
        "Indonesia",
    ),
    ("LANGUAGE", "en", "Many met Turkish soldiers.", "Turkish", "Many spoke in Turkish.", "Turkish"),
    (
        "COUNTRY_KNOWN",
        "id",
        "Kami menyukai Kisumu. Presiden tiba di Nairobi.",
        "Kisumu",
        "Kami menyukai Kisumu. Presiden tiba di Tokyo.",
        "Kisumu",
    ),
    (
        "DIVISION_KNOWN",
        "id",
        "Kami menyukai Wamena. Rapat diadakan di Papua Pegunungan.",
        "Wamena",
        "Kami menyukai Wamena. Rapat diadakan di Papua Barat.",
        "Wamena",
    ),
    (
        "SURE_ELSEWHERE",
        "id",
        "Mereka bermalam di Wamena. Kami menyukai Wamena.",
        "Wamena",
        "Kami menyukai Wamena.",
        "Wamena",
    ),
    ("SEVERAL_WORDS", "en", "They liked Grand Junction.", "Grand Junction", "They liked Bakersville.", "Bakersville"),
    ("ORDINARY", "id", "Kami menyukai Palembang.", "Palembang", "Kami menyukai Medan.", "Medan"),
    ("BODY_INITIALS", "id", "Kami bermain di TMII.", "TMII", "Kami menyukai TMII.", "TMII"),
    ("PERSON_PART", "en", "They liked Fresno.", "Fresno", "They liked Austin.", "Austin"),
    (
        "PERSON_HERE",
        "id",
        "Kami menyukai Bandung.",
        "Bandung",
        "Joko Bandung tertawa. Kami menyukai Bandung.",
        "Bandung",
    ),
    (
        "POSITIONAL",
        "id",
        "Kami menyukai Kisumu. Presiden tiba di Nairobi.",
        "Kisumu",
        "Kisumu indah sekali. Presiden tiba di Nairobi.",
        "Kisumu",
    ),
    ("NEIGHBOUR", "id", "Kami menyukai Surabaya.", "Surabaya", "Kami menyukai Mawar Surabaya.", "Surabaya"),
    ("ALIAS", "id", "Kami menyukai Wroclaw.", "Wroclaw", "Kami menyukai Breslau.", "Breslau"),
];

#[test]
fn every_weight_of_belief_decides_somewhere() {
    let mut faults = Vec::new();
    for (weight, code, with, name, without, other) in BELIEFS {
        let found = mentions(code, with, "");
        if !found.iter().any(|(printed, _)| printed == name) {
            faults.push(format!("{weight}: {name} is believed: {with}"));
        }
        let found = mentions(code, without, "");
        if found.iter().any(|(printed, _)| printed.contains(other) || other.contains(printed.as_str())) {
            faults.push(format!("{weight}: {other} is not believed: {without}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
