//! The import invariants of ARCHITECTURE.md, held by a scan of the sources.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn no_room_imports_what_it_must_not_know() {
    let rows: [(&[&str], &[&str]); 9] = [
        (&["time"], &["crate::place", "crate::event"]),
        (&["place"], &["crate::time", "crate::event"]),
        (
            &["text", "lang", "time", "place", "event"],
            &["crate::layout", "crate::scene", "crate::report", "crate::cli", "clap::", "plotters", "serde_json"],
        ),
        (&["scene", "carto"], &["crate::time", "crate::place", "crate::event", "crate::story", "crate::text"]),
        (&["layout"], &["crate::cli", "crate::report", "<svg", "<text"]),
        (&["text", "lang", "time", "place", "event", "edits", "story", "carto", "report"], &["plotters"]),
        (
            &[
                "text", "lang", "time", "place", "event", "edits", "story", "carto", "house", "edits", "import",
                "export", "layout", "scene", "report",
            ],
            &["std::fs", "std::env::", "Utc::now", "Local::now", "SystemTime", "std::thread", "println!"],
        ),
        (
            &["text", "lang", "time", "place", "event", "edits", "story", "layout", "scene"],
            &["lang == \"", "code == \"id", "code == \"en"],
        ),
        // The driver of archives has files and threads, but neither the person at the terminal nor the clock.
        (
            &["batch"],
            &[
                "crate::cli",
                "crate::layout",
                "crate::scene",
                "clap::",
                "std::env::args",
                "Utc::now",
                "Local::now",
                "SystemTime",
                "Instant",
                "println!",
                "stdout",
            ],
        ),
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut faults = Vec::new();
    for (rooms, forbidden) in rows {
        for room in rooms {
            let mut files = Vec::new();
            sources(&root.join(room), &mut files);
            assert!(!files.is_empty(), "the room {room} has no source; mend this test");
            for file in files {
                let text = fs::read_to_string(&file).expect("a source file");
                let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
                for line in code {
                    if let Some(word) = forbidden.iter().find(|word| line.contains(**word)) {
                        faults.push(format!("{}: {word}: {}", file.display(), line.trim()));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn both_crates_forbid_unsafe_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in ["lib.rs", "main.rs"] {
        let text = fs::read_to_string(root.join(file)).expect("a source file");
        assert!(text.lines().any(|line| line == "#![forbid(unsafe_code)]"), "{file}");
    }
}
