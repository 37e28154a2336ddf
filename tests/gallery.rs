//! The committed pictures of `output/gallery` are what the binary draws today, byte for byte.
//!
//! After an intended change: `LINIMASA_BLESS=1 cargo test --test gallery`, then look at every picture that changed.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Name of the picture, its input under `tests`, command with its options.
const PICTURES: [(&str, &str, &[&str]); 49] = [
    ("kunjungan-bogor.brief", "articles/kunjungan-bogor/article.txt", &["brief"]),
    (
        "kunjungan-bogor.brief.dark-mobile",
        "articles/kunjungan-bogor/article.txt",
        &["brief", "--theme", "dark", "--size", "mobile"],
    ),
    ("kunjungan-bogor.timeline.a4", "articles/kunjungan-bogor/article.txt", &["timeline", "--size", "a4"]),
    ("kunjungan-bogor.map", "articles/kunjungan-bogor/article.txt", &["map"]),
    ("ktt-vladivostok.brief", "articles/ktt-vladivostok/article.txt", &["brief"]),
    ("peta-kota", "maps/jakarta.csv", &["map", "--title", "Dua pekan di Jakarta"]),
    ("peta-jawa", "maps/jawa.csv", &["map", "--title", "Awal tahun di Pulau Jawa"]),
    ("peta-indonesia", "maps/indonesia.csv", &["map", "--title", "Dari Aceh sampai provinsi baru di Papua"]),
    ("peta-asia-timur-laut", "maps/asia-timur-laut.csv", &["map", "--title", "Sepekan diplomasi di Asia Timur Laut"]),
    ("map-black-sea", "maps/laut-hitam.csv", &["map", "--labels", "en", "--title", "Two weeks around the Black Sea"]),
    (
        "map-pacific",
        "maps/pasifik.csv",
        &["map", "--labels", "en", "--title", "A cyclone on both sides of the date line"],
    ),
    ("map-arctic", "maps/arktik.csv", &["map", "--labels", "en", "--title", "August in the Arctic"]),
    ("map-world", "maps/dunia.csv", &["map", "--labels", "en", "--title", "A month around the world"]),
    ("peta-enam-puluh", "maps/enam-puluh.csv", &["map", "--title", "Enam puluh laporan lapangan"]),
    ("peta-surabaya", "maps/surabaya.csv", &["map", "--title", "Dua belas titik di Surabaya dan tiga di luar"]),
    ("peta-satu-negara", "maps/satu-negara.csv", &["map", "--title", "Maret di Mongolia"]),
    ("map-strait", "maps/selat.csv", &["map", "--labels", "en", "--title", "A week in the Strait of Malacca"]),
    ("peta-perjalanan", "maps/perjalanan.csv", &["map", "--title", "Lawatan tiga pekan"]),
    (
        "peta-perjalanan.dark-a4",
        "maps/perjalanan.csv",
        &["map", "--title", "Lawatan tiga pekan", "--theme", "dark", "--size", "a4", "--projection", "equal-earth"],
    ),
    (
        "peta-jawa.dark-mobile",
        "maps/jawa.csv",
        &["map", "--title", "Awal tahun di Pulau Jawa", "--theme", "dark", "--size", "mobile"],
    ),
    ("peta-berulang", "maps/berulang.csv", &["map", "--title", "Tiga bulan di kaki gunung"]),
    (
        "peta-berulang.dark-mobile",
        "maps/berulang.csv",
        &["map", "--title", "Tiga bulan di kaki gunung", "--theme", "dark", "--size", "mobile"],
    ),
    ("waktu-satu", "timelines/satu.csv", &["timeline", "--title", "Satu peristiwa"]),
    ("waktu-tiga", "timelines/tiga.csv", &["timeline", "--title", "Banjir Kali Wetan"]),
    (
        "waktu-tiga.dark-mobile",
        "timelines/tiga.csv",
        &["timeline", "--title", "Banjir Kali Wetan", "--theme", "dark", "--size", "mobile"],
    ),
    ("waktu-delapan", "timelines/delapan.csv", &["timeline", "--title", "Pencarian di Selat Gelasa"]),
    (
        "waktu-delapan.dark-a4",
        "timelines/delapan.csv",
        &["timeline", "--title", "Pencarian di Selat Gelasa", "--theme", "dark", "--size", "a4"],
    ),
    ("waktu-lima-belas", "timelines/lima-belas.csv", &["timeline", "--title", "Angkutan kota dalam tiga bulan"]),
    (
        "waktu-lima-belas.pelaku",
        "timelines/lima-belas.csv",
        &["timeline", "--by", "actor", "--title", "Angkutan kota dalam tiga bulan"],
    ),
    (
        "waktu-lima-belas.jenis.dark-a4",
        "timelines/lima-belas.csv",
        &[
            "timeline",
            "--by",
            "category",
            "--title",
            "Angkutan kota dalam tiga bulan",
            "--theme",
            "dark",
            "--size",
            "a4",
        ],
    ),
    (
        "waktu-lima-belas.sumber.mobile",
        "timelines/lima-belas.csv",
        &["timeline", "--by", "source", "--title", "Angkutan kota dalam tiga bulan", "--size", "mobile"],
    ),
    ("waktu-empat-puluh", "timelines/empat-puluh.csv", &["timeline", "--title", "Empat puluh laporan"]),
    (
        "waktu-empat-puluh.brief.a4",
        "timelines/empat-puluh.csv",
        &["brief", "--title", "Empat puluh laporan", "--size", "a4"],
    ),
    ("waktu-dua-ratus", "timelines/dua-ratus.csv", &["timeline", "--title", "Dua ratus laporan"]),
    ("waktu-satu-hari", "timelines/satu-hari.csv", &["timeline", "--title", "Satu hari di lereng barat"]),
    (
        "waktu-satu-hari.dark-mobile",
        "timelines/satu-hari.csv",
        &["timeline", "--title", "Satu hari di lereng barat", "--theme", "dark", "--size", "mobile"],
    ),
    (
        "waktu-tiga-ribu-tahun",
        "timelines/tiga-ribu-tahun.csv",
        &["timeline", "--title", "Tiga ribu tahun sebuah teluk"],
    ),
    (
        "waktu-tiga-ribu-tahun.dark-a4",
        "timelines/tiga-ribu-tahun.csv",
        &["timeline", "--title", "Tiga ribu tahun sebuah teluk", "--theme", "dark", "--size", "a4"],
    ),
    (
        "waktu-serba-tak-pasti",
        "timelines/serba-tak-pasti.csv",
        &["timeline", "--show", "all", "--title", "Tidak ada yang pasti"],
    ),
    (
        "waktu-serba-tak-pasti.mobile",
        "timelines/serba-tak-pasti.csv",
        &["timeline", "--show", "all", "--title", "Tidak ada yang pasti", "--size", "mobile"],
    ),
    ("waktu-kata-panjang", "timelines/kata-panjang.csv", &["timeline", "--title", "Kata yang panjang"]),
    (
        "waktu-kata-panjang.mobile",
        "timelines/kata-panjang.csv",
        &["timeline", "--title", "Kata yang panjang", "--size", "mobile"],
    ),
    ("waktu-terbuka", "timelines/terbuka.csv", &["timeline", "--title", "Air sungai di hilir tambang"]),
    (
        "waktu-terbuka.dark-mobile",
        "timelines/terbuka.csv",
        &["timeline", "--title", "Air sungai di hilir tambang", "--theme", "dark", "--size", "mobile"],
    ),
    ("tujuh-artikel.brief", "gallery/tujuh-artikel", &["brief"]),
    ("tujuh-artikel.brief.dark-a4", "gallery/tujuh-artikel", &["brief", "--theme", "dark", "--size", "a4"]),
    ("tujuh-artikel.brief.mobile", "gallery/tujuh-artikel", &["brief", "--size", "mobile"]),
    ("time-english", "timelines/english.csv", &["timeline", "--labels", "en", "--title", "A rover and its helicopter"]),
    (
        "time-english.actor.dark",
        "timelines/english.csv",
        &["timeline", "--labels", "en", "--by", "actor", "--title", "A rover and its helicopter", "--theme", "dark"],
    ),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn drawn(input: &str, arguments: &[&str]) -> String {
    let text = format!("tests/{input}");
    let output = Command::new(env!("CARGO_BIN_EXE_linimasa"))
        .current_dir(root())
        .args([&arguments[..1], &[&text, "-o", "-"], &arguments[1..]].concat())
        .output()
        .expect("the binary runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("an SVG is UTF-8")
}

#[test]
fn the_gallery_is_what_the_binary_draws() {
    let bless = std::env::var_os("LINIMASA_BLESS").is_some();
    for (name, input, arguments) in PICTURES {
        let path = root().join("output/gallery").join(format!("{name}.svg"));
        let now = drawn(input, arguments);
        // What the bytes must mean, whatever they are: a picture that lost its marks is not blessed.
        assert!(now.contains("role=\"img\"") && now.contains("</svg>"), "{name}");
        if arguments[0] != "map" {
            assert!(now.contains("class=\"event\""), "{name} shows no event");
        }
        if arguments[0] != "timeline" && !input.starts_with("timelines/") {
            assert!(now.contains("class=\"pin") || now.contains("class=\"area"), "{name} shows no place");
        }
        if name.starts_with("map-") || name.starts_with("peta-") || name.contains(".map") {
            // Pictures that travel by mail: a map with its fonts keeps to 150 KB, of the world too.
            assert!(now.len() <= 150_000, "{name} has {} bytes", now.len());
        }
        if bless {
            std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder can be made");
            std::fs::write(&path, &now).expect("the picture can be written");
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        let first = committed.lines().zip(now.lines()).position(|(a, b)| a != b);
        assert!(committed == now, "{name} differs from output/gallery, first in line {:?}", first.map(|l| l + 1));
    }
}

#[test]
fn the_gallery_holds_nothing_else() {
    let known: Vec<String> = PICTURES.iter().map(|(name, _, _)| format!("{name}.svg")).collect();
    let folder: &Path = &root().join("output/gallery");
    for entry in std::fs::read_dir(folder).expect("the gallery is there") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(known.contains(&name), "{name} is no known picture");
    }
}
