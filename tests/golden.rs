//! Golden pictures: what the rasteriser makes of a few drawings, compared pixel by pixel with `output/golden`.
//!
//! `LINIMASA_BLESS=1 cargo test --test golden` writes them anew; look at them before they are committed.

use resvg::tiny_skia::Pixmap;
use std::path::Path;
use std::process::Command;

/// Name of the picture and the arguments that draw it; inputs lie in `tests`.
const PICTURES: [(&str, &[&str]); 6] = [
    ("kunjungan-bogor.brief", &["brief", "articles/kunjungan-bogor/article.txt"]),
    (
        "kunjungan-bogor.brief.dark-square",
        &["brief", "articles/kunjungan-bogor/article.txt", "--theme", "dark", "--size", "square"],
    ),
    ("ktt-vladivostok.map", &["map", "articles/ktt-vladivostok/article.txt"]),
    ("peta-jawa.dark-mobile", &["map", "maps/jawa.csv", "--theme", "dark", "--size", "mobile"]),
    ("waktu-delapan", &["timeline", "timelines/delapan.csv"]),
    ("waktu-lima-belas.pelaku", &["timeline", "timelines/lima-belas.csv", "--by", "actor"]),
];

/// A channel may differ by this much: the arithmetic of machines is not the same to the last bit.
const SLIGHT: u8 = 8;
/// Share of pixels that may differ by more, at the edges of shapes.
const EDGES: f64 = 0.001;

fn differing(a: &Pixmap, b: &Pixmap) -> usize {
    let far = |(a, b): (&u8, &u8)| a.abs_diff(*b) > SLIGHT;
    a.data().chunks(4).zip(b.data().chunks(4)).filter(|(a, b)| a.iter().zip(b.iter()).any(far)).count()
}

#[test]
fn pictures_look_as_they_did() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder");
    let mut faults = Vec::new();
    for (name, arguments) in PICTURES {
        let drawn = folder.path().join(format!("{name}.png"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_linimasa"));
        command.current_dir(root.join("tests")).args(arguments).args(["--scale", "0.5", "-o"]).arg(&drawn);
        let output = command.output().expect("the program runs");
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let golden = root.join("output/golden").join(format!("{name}.png"));
        if std::env::var_os("LINIMASA_BLESS").is_some() {
            std::fs::create_dir_all(root.join("output/golden")).expect("a folder");
            std::fs::copy(&drawn, &golden).expect("the picture is kept");
        }
        let (Ok(want), Ok(got)) = (Pixmap::load_png(&golden), Pixmap::load_png(&drawn)) else {
            faults.push(format!("{name}: there is no golden picture; draw it with LINIMASA_BLESS=1"));
            continue;
        };
        if (want.width(), want.height()) != (got.width(), got.height()) {
            faults.push(format!("{name}: {}x{} px, not {}x{}", got.width(), got.height(), want.width(), want.height()));
            continue;
        }
        let far = differing(&want, &got);
        let most = (f64::from(want.width()) * f64::from(want.height()) * EDGES) as usize;
        if far > most {
            faults.push(format!("{name}: {far} pixels differ; at most {most} may"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_moved_letter_is_noticed() {
    let mut a = Pixmap::new(400, 400).expect("a picture");
    a.fill(resvg::tiny_skia::Color::WHITE);
    let mut b = a.clone();
    let letter = 400 * 4 * 100;
    b.data_mut()[letter..letter + 4 * 400].fill(0);
    assert_eq!(differing(&a, &a), 0);
    assert_eq!(differing(&a, &b), 400);
}
