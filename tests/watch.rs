//! `--watch` with the real binary: a file changes, the picture changes; something breaks, the last good picture stays.

#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

/// Long enough for a busy machine; a step that takes so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);
const ARTICLE: &str = "Banjir merendam Semarang\n\nSEMARANG - Banjir merendam Semarang pada Senin (3/3/2025). Polisi menutup \
                       jalan di Semarang pada Selasa (4/3/2025).\n";

/// A program that watches, ended with the test.
struct Watched {
    child: Child,
    folder: PathBuf,
}

impl Watched {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let told = fs::File::create(folder.join("told")).expect("a file");
        let printed = fs::File::create(folder.join("printed")).expect("a file");
        let child = Command::new(env!("CARGO_BIN_EXE_linimasa"))
            .env("LINIMASA_LANG_UI", "en")
            .current_dir(folder)
            .args(arguments)
            .arg("--watch")
            .stdin(Stdio::null())
            .stdout(printed)
            .stderr(told)
            .spawn()
            .expect("the program starts");
        Self { child, folder: folder.to_path_buf() }
    }

    fn told(&self) -> String {
        fs::read_to_string(self.folder.join("told")).expect("messages")
    }

    /// Waits until something is told so many times.
    fn waits_for(&self, sentence: &str, times: usize) {
        let begun = Instant::now();
        while self.told().matches(sentence).count() < times {
            assert!(begun.elapsed() < PATIENCE, "{sentence:?} is not told {times} times in\n{}", self.told());
            sleep(Duration::from_millis(20));
        }
    }

    fn end(mut self, signal: &str) -> Option<i32> {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().expect("kill runs");
        assert!(sent.success());
        self.child.wait().expect("the program ends").code()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // One that has ended already cannot be ended again.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn put(path: &Path, text: &str) {
    fs::write(path, text).expect("the file is written");
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put(&folder.path().join("banjir.txt"), ARTICLE);
    folder
}

#[test]
fn the_picture_follows_its_files_and_the_last_good_one_stays() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let picture = || fs::read_to_string(path("x.svg")).expect("the picture");
    let watched = Watched::start(folder.path(), &["timeline", "banjir.txt", "-o", "x.svg"]);
    watched.waits_for("watching", 1);
    assert!(picture().contains("Polisi menutup"), "it is drawn at once");
    // The article.
    put(&path("banjir.txt"), &ARTICLE.replace("Polisi", "Tentara"));
    watched.waits_for("drawn again", 1);
    assert!(picture().contains("Tentara menutup"), "{}", watched.told());
    // Edits that were not there before.
    put(&path("banjir.edits.toml"), "[[edit]]\nquote = \"Tentara menutup jalan\"\nlabel = \"Jalan ditutup tentara\"\n");
    watched.waits_for("drawn again", 2);
    assert!(picture().contains("Jalan ditutup tentara"), "{}", watched.told());
    // The house style.
    put(&path("linimasa.toml"), "[theme.light]\nbackground = \"#FFFEF0\"\n");
    watched.waits_for("drawn again", 3);
    let good = picture();
    assert!(good.contains("#FFFEF0"));
    // Each of the three broken: the fault is told with its place, and the picture is as it was.
    let faults = [
        ("linimasa.toml", "[theme.light]\nbackground = \"blue\"\n", "linimasa.toml: line 2, column 14: \"blue\" is no"),
        ("banjir.edits.toml", "[[edit]]\nlabl = \"x\"\n", "banjir.edits.toml:2:1: unknown key \"labl\""),
        ("banjir.txt", "", "The article has no text"),
    ];
    for (count, (name, broken, wanted)) in faults.into_iter().enumerate() {
        let before = fs::read_to_string(path(name)).expect("the file");
        put(&path(name), broken);
        watched.waits_for("the last good picture stays", count + 1);
        assert!(watched.told().contains(wanted), "{wanted} is not told in\n{}", watched.told());
        assert_eq!(picture(), good, "{name} is broken");
        put(&path(name), &before);
        watched.waits_for("the picture is the same", count + 1);
        assert_eq!(picture(), good, "{name} is mended");
    }
    // One more good change, and a clean end.
    put(&path("banjir.txt"), ARTICLE);
    watched.waits_for("drawn again", 4);
    assert!(picture().contains("Polisi menutup"));
    assert_eq!(watched.end("-INT"), Some(0));
    let left: Vec<String> = fs::read_dir(folder.path())
        .expect("a folder")
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| name.ends_with(".part"))
        .collect();
    assert!(left.is_empty(), "half a file is left: {left:?}");
    let printed = fs::read_to_string(path("printed")).expect("what was printed");
    assert_eq!(printed, "x.svg\n".repeat(5), "the path of each picture, and nothing else");
}

#[test]
fn a_folder_is_watched_with_what_comes_and_goes() {
    let folder = folder();
    fs::create_dir(folder.path().join("in")).expect("a folder");
    put(&folder.path().join("in/a.txt"), ARTICLE);
    let watched = Watched::start(folder.path(), &["brief", "in", "-o", "x.svg"]);
    watched.waits_for("watching", 1);
    put(&folder.path().join("in/b.txt"), &ARTICLE.replace("Semarang", "Demak").replace("SEMARANG", "DEMAK"));
    watched.waits_for("in/b.txt changed", 1);
    watched.waits_for("drawn again", 1);
    let both = fs::read_to_string(folder.path().join("x.svg")).expect("the picture");
    assert!(both.contains("Demak"));
    // A new input that cannot be read is told, and the picture of the others stays.
    put(&folder.path().join("in/c.txt"), "");
    watched.waits_for("the last good picture stays", 1);
    fs::remove_file(folder.path().join("in/c.txt")).expect("the file goes");
    watched.waits_for("the picture is the same", 1);
    fs::remove_file(folder.path().join("in/b.txt")).expect("the file goes");
    watched.waits_for("drawn again", 2);
    let one = fs::read_to_string(folder.path().join("x.svg")).expect("the picture");
    assert!(!one.contains("Demak"));
    assert_eq!(watched.end("-TERM"), Some(0));
}

#[test]
fn what_was_wrong_from_the_beginning_is_waited_for_and_what_cannot_change_is_refused() {
    let folder = folder();
    put(&folder.path().join("banjir.txt"), "");
    let watched = Watched::start(folder.path(), &["map", "banjir.txt", "-o", "x.svg"]);
    watched.waits_for("nothing is drawn yet", 1);
    assert!(!folder.path().join("x.svg").exists());
    put(&folder.path().join("banjir.txt"), ARTICLE);
    watched.waits_for("drawn again", 1);
    let drawn = fs::metadata(folder.path().join("x.svg")).expect("the picture").modified().expect("a time");
    // A file that is touched and not changed draws nothing anew.
    let file = fs::File::options().append(true).open(folder.path().join("banjir.txt")).expect("the article");
    file.set_modified(SystemTime::now()).expect("a time");
    watched.waits_for("the picture is the same", 1);
    let again = fs::metadata(folder.path().join("x.svg")).expect("the picture").modified().expect("a time");
    assert_eq!(drawn, again);
    assert_eq!(watched.end("-INT"), Some(0));
    for (arguments, says) in [
        (&["brief", "-"][..], "standard input cannot change"),
        (&["brief", "banjir.txt", "-o", "-"], "name one with --output"),
        (&["brief", "banjir.txt", "--size", "huge"], "is no size"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_linimasa"));
        command.env("LINIMASA_LANG_UI", "en").current_dir(folder.path()).args(arguments).arg("--watch");
        let output = command.stdin(Stdio::null()).output().expect("the program runs");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && told.contains(says), "{arguments:?}: {told}");
    }
}
