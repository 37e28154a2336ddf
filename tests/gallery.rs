//! The committed pictures of `output/gallery` are what the binary draws today, byte for byte.
//!
//! After an intended change: `LINIMASA_BLESS=1 cargo test --test gallery`, then look at every picture that changed.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Name of the picture, article, command with its options.
const PICTURES: [(&str, &str, &[&str]); 5] = [
    ("kunjungan-bogor.brief", "kunjungan-bogor", &["brief"]),
    ("kunjungan-bogor.brief.dark-mobile", "kunjungan-bogor", &["brief", "--theme", "dark", "--size", "mobile"]),
    ("kunjungan-bogor.timeline.a4", "kunjungan-bogor", &["timeline", "--size", "a4"]),
    ("kunjungan-bogor.map", "kunjungan-bogor", &["map"]),
    ("ktt-vladivostok.brief", "ktt-vladivostok", &["brief"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn drawn(article: &str, arguments: &[&str]) -> String {
    let text = format!("tests/articles/{article}/article.txt");
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
    for (name, article, arguments) in PICTURES {
        let path = root().join("output/gallery").join(format!("{name}.svg"));
        let now = drawn(article, arguments);
        // What the bytes must mean, whatever they are: a picture that lost its marks is not blessed.
        assert!(now.contains("role=\"img\"") && now.contains("</svg>"), "{name}");
        if arguments[0] != "map" {
            assert!(now.contains("class=\"event\""), "{name} shows no event");
        }
        if arguments[0] != "timeline" {
            assert!(now.contains("class=\"pin") || now.contains("class=\"area"), "{name} shows no place");
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
