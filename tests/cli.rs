//! The real binary in a temporary directory: exit codes, files and messages.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ARTICLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/articles/ktt-vladivostok/article.txt");

fn run(folder: &Path, args: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_linimasa"))
        .env("LINIMASA_LANG_UI", "en")
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    // A program that need not read all of its input closes it.
    let _ = child.stdin.take().expect("stdin is piped").write_all(stdin);
    child.wait_with_output().expect("the binary ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

#[test]
fn brief_writes_beside_the_input_name_and_prints_the_path() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = run(folder.path(), &["brief", ARTICLE], b"");
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert_eq!(text(&out.stdout), "output/article.brief.svg\n");
    let svg = std::fs::read_to_string(folder.path().join("output/article.brief.svg")).expect("the picture is there");
    assert!(svg.contains("<svg") && svg.ends_with("</svg>\n"));
    let again = run(folder.path(), &["brief", ARTICLE, "-o", "-"], b"");
    assert_eq!(text(&again.stdout), svg, "the same input gives the same bytes");
}

#[test]
fn a_bad_line_becomes_an_error_record_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = "{\"id\":\"a\",\"text\":\"Gempa mengguncang Palu.\",\"kota\":\"Palu\"}\nnot json\n{\"id\":\"c\"}\n";
    let out = run(folder.path(), &["extract", "-f", "jsonl", "-"], lines.as_bytes());
    assert_eq!(out.status.code(), Some(3));
    let rows: Vec<serde_json::Value> =
        text(&out.stdout).lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    assert_eq!(rows.len(), 3, "one record a line, in input order");
    assert_eq!(rows[0]["extra"]["kota"], "Palu", "unknown keys are carried through");
    assert_eq!(rows[1]["line"], 2);
    assert_eq!(rows[1]["error"]["kind"], "bad-json");
    assert_eq!(rows[2]["id"], "c");
}

#[test]
fn usage_errors_exit_2_and_failures_exit_1_with_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows: [(&[&str], &[u8], i32, &str); 13] = [
        (&["brief"], b"", 2, "INPUT"),
        (&["brief", ARTICLE, "--size", "huge"], b"", 2, "is no size"),
        (&["brief", ARTICLE, "-o", "x.bmp"], b"", 2, "does not end in .svg"),
        (&["extract", "nowhere.txt"], b"", 1, "cannot be read"),
        (&["extract", "-"], b"Baris satu\nrusak \xff\xfe", 1, "line 2, column 7"),
        (&["dates", "--lang", "xx", "hari ini"], b"", 2, "no language pack"),
        (&["map", ARTICLE, "--projection", "flat"], b"", 2, "--projection"),
        (&["map", ARTICLE, "--extent", "95,-11,141"], b"", 2, "--extent \"95,-11,141\": it is not four numbers"),
        (&["map", ARTICLE, "--extent", "95,6,141,-11"], b"", 2, "the south must lie below the north"),
        (&["map", ARTICLE, "--extent", "-190,0,10,10"], b"", 2, "within ±180"),
        (&["map", ARTICLE, "--extent", "0,0,10,95"], b"", 2, "within ±90"),
        (&["map", "-"], b"date,label,place\n2024-13-01,Rapat,Bandung\n", 1, "line 2, column 1"),
        (&["map", "-"], b"{\"schema\":\"linimasa/1\",\"documents\":[],\"events\":[{}]}", 1, "events[0].label"),
    ];
    for (args, stdin, code, says) in rows {
        let out = run(folder.path(), args, stdin);
        assert_eq!(out.status.code(), Some(code), "{args:?}: {}", text(&out.stderr));
        assert!(text(&out.stderr).contains(says), "{args:?}: {}", text(&out.stderr));
    }
}

#[test]
fn the_credits_stand_in_the_version() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = text(&run(folder.path(), &["--version"], b"").stdout);
    for name in ["GeoNames", "CC BY 4.0", "Natural Earth", "OFL-1.1", "Unicode-3.0"] {
        assert!(out.contains(name), "{name} is missing from {out}");
    }
}

/// The values of an attribute in an SVG, sorted.
fn values(svg: &str, attribute: &str) -> Vec<String> {
    let key = format!("{attribute}=\"");
    let found = svg.split(&key).skip(1).filter_map(|rest| rest.split('"').next());
    let mut all: Vec<String> = found.map(str::to_string).collect();
    all.sort();
    all
}

#[test]
fn a_map_from_the_data_of_extract_marks_what_the_article_marks() {
    let folder = tempfile::tempdir().expect("a folder");
    let json = run(folder.path(), &["extract", ARTICLE], b"");
    let direct = text(&run(folder.path(), &["map", ARTICLE, "-o", "-", "--show", "all"], b"").stdout);
    let again = run(folder.path(), &["map", "-", "-o", "-", "--show", "all"], &json.stdout);
    assert_eq!(again.status.code(), Some(0), "{}", text(&again.stderr));
    let again = text(&again.stdout);
    assert!(!values(&direct, "data-place").is_empty());
    assert_eq!(values(&again, "data-place"), values(&direct, "data-place"));
}

#[test]
fn a_table_draws_map_and_timeline_and_tells_what_it_leaves_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = "date,label,place,lat,lon\n2024-05-01,Kapal tiba,Dermaga,-6.1,106.9\n2024-05-02,Rapat,Sukamaju,,\n";
    let out = run(folder.path(), &["map", "-", "-o", "-"], table.as_bytes());
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert!(text(&out.stderr).contains("line 3, column 18: \"Sukamaju\" is not drawn"), "{}", text(&out.stderr));
    let svg = text(&out.stdout);
    assert_eq!(values(&svg, "data-lat"), ["-6.1000"]);
    let timeline = text(&run(folder.path(), &["timeline", "-", "-o", "-"], table.as_bytes()).stdout);
    assert!(timeline.contains("Rapat") && timeline.contains("Kapal tiba"));
}

#[test]
fn every_projection_and_any_extent_draws_the_pins_that_it_shows() {
    let folder = tempfile::tempdir().expect("a folder");
    let table =
        b"date,label,place,lat,lon\n2024-05-01,Kapal tiba,Suva,-18.1,178.4\n2024-05-02,Rapat,Apia,-13.8,-171.8\n";
    for projection in ["auto", "equal-earth", "azimuthal", "mercator", "orthographic", "equirectangular"] {
        for (extent, pins) in [("auto", 2), ("170,-25,-165,-5", 2), ("-180,-90,180,90", 2), ("-175,-20,-165,-10", 1)] {
            let args = ["map", "-", "-o", "-", "--projection", projection, "--extent", extent];
            let out = run(folder.path(), &args, table);
            assert_eq!(out.status.code(), Some(0), "{args:?}: {}", text(&out.stderr));
            let svg = text(&out.stdout);
            let drawn = svg
                .split("class=\"pin")
                .skip(1)
                .filter(|group| group.split("</g>").next().is_some_and(|inner| inner.contains("<circle")));
            // A wide frame may show more than it must; one side of the globe hides the other.
            let half = matches!(projection, "azimuthal" | "orthographic") && extent == "-180,-90,180,90";
            let pins = if half { 0 } else { pins };
            assert!(drawn.count() >= pins, "{projection} {extent}");
        }
    }
}

#[test]
fn hours_of_different_clocks_stand_in_their_true_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let article = "Rapat dimulai di Jakarta pada Rabu (13/9/2023) pukul 09.00 WIB. Gempa mengguncang Tokyo pada Rabu \
                   (13/9/2023) pukul 10.30 waktu setempat.";
    let out = run(folder.path(), &["timeline", "-", "--lang", "id", "-o", "-"], article.as_bytes());
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let svg = text(&out.stdout);
    let drawn = svg.split("</desc>").nth(1).expect("a drawing after its description");
    let at = |what: &str| drawn.find(what).unwrap_or_else(|| panic!("{what} is drawn"));
    assert!(at(">10.30 UTC+9<") < at(">09.00 WIB<"), "half past ten in Tokyo comes before nine in Jakarta");
}

#[test]
fn completions_and_manual_name_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let written = |arguments: &[&str]| {
        let out = run(folder.path(), arguments, b"");
        assert_eq!(out.status.code(), Some(0), "{arguments:?}: {}", text(&out.stderr));
        text(&out.stdout)
    };
    let pages = [
        written(&["completions", "bash"]),
        written(&["completions", "zsh"]),
        written(&["completions", "fish"]),
        written(&["man"]),
    ];
    for page in &pages {
        for word in ["brief", "timeline", "extract", "review", "diff", "gazetteer", "theme"] {
            assert!(page.contains(word), "{word} is missing in {}", &page[..80.min(page.len())]);
        }
    }
    assert!(
        pages[3].contains(".TH linimasa 1") && pages[3].contains(".SH LINIMASA BRIEF"),
        "the manual has its sections"
    );
}

#[test]
fn no_byte_depends_on_the_number_of_jobs_and_an_archive_is_read_line_by_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut lines = String::from("\u{feff}");
    for number in 0..70 {
        let text = format!("Banjir merendam {number} rumah di Semarang pada Senin (3/3/2025).");
        lines += &format!("{{\"id\":\"n{number}\",\"text\":\"{text}\",\"k\":{number}}}\r\n");
        lines += if number == 40 { "rusak {\n\n" } else { "" };
    }
    std::fs::write(folder.path().join("arsip.jsonl"), &lines).expect("the archive");
    let extract = ["extract", "-f", "jsonl", "arsip.jsonl"];
    let one = run(folder.path(), &[&extract[..], &["--jobs", "1"]].concat(), b"");
    assert_eq!(one.status.code(), Some(3), "{}", text(&one.stderr));
    assert!(text(&one.stderr).contains("line 42, column 1: the line is not JSON"), "{}", text(&one.stderr));
    let rows: Vec<serde_json::Value> =
        text(&one.stdout).lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    assert_eq!(rows.len(), 71);
    assert_eq!((&rows[41]["line"], &rows[41]["error"]["kind"]), (&42.into(), &"bad-json".into()));
    assert_eq!((&rows[70]["id"], &rows[70]["extra"]["k"]), (&"n69".into(), &69.into()));
    for jobs in ["2", "7"] {
        let many = run(folder.path(), &[&extract[..], &["--jobs", jobs]].concat(), b"");
        assert!(many.stdout == one.stdout && many.stderr == one.stderr, "{jobs} jobs");
    }
    let piped = run(folder.path(), &["extract", "-f", "jsonl", "-"], lines.as_bytes());
    assert!(piped.stdout == one.stdout, "{}", text(&piped.stderr));
    let written = run(folder.path(), &[&extract[..], &["-o", "out.jsonl"]].concat(), b"");
    assert!(written.stdout.is_empty());
    assert_eq!(std::fs::read(folder.path().join("out.jsonl")).expect("the result"), one.stdout);
    // The same picture, whoever read the articles.
    let brief = |jobs: &str| run(folder.path(), &["brief", "arsip.jsonl", "-o", "-", "--jobs", jobs], b"").stdout;
    assert!(brief("1") == brief("3"));
    assert!(!text(&one.stderr).contains("a second"), "no bar where no terminal is");
}

#[test]
fn standard_input_has_a_limit_and_one_line_of_an_archive_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let long = vec![b'a'; 64_000_002];
    let out = run(folder.path(), &["brief", "-"], &long);
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains("standard input has more than 64 MB"), "{}", text(&out.stderr));
    let mut lines = b"{\"text\":\"Hujan turun di Palu.\"}\n".to_vec();
    lines.extend(vec![b'a'; 17_000_000]);
    lines.extend_from_slice(b"\n{\"id\":\"z\",\"text\":\"Hujan reda di Palu.\"}\n");
    let out = run(folder.path(), &["extract", "-f", "jsonl", "-"], &lines);
    assert_eq!(out.status.code(), Some(3), "{}", text(&out.stderr));
    let rows: Vec<serde_json::Value> =
        text(&out.stdout).lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    assert_eq!((rows.len(), &rows[1]["error"]["kind"], &rows[2]["id"]), (3, &"too-long".into(), &"z".into()));
}

#[test]
fn what_was_published_later_is_left_out_and_the_picture_says_until_when() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = concat!(
        "{\"id\":\"a\",\"text\":\"Banjir merendam Demak pada Senin.\",\"dct\":\"2025-03-03\"}\n",
        "{\"id\":\"b\",\"text\":\"Air surut di Demak pada Rabu.\",\"dct\":\"2025-03-05\"}\n",
        "{\"id\":\"c\",\"text\":\"Warga Demak pulang.\"}\n"
    );
    std::fs::write(folder.path().join("demak.jsonl"), lines).expect("the articles");
    let out = run(folder.path(), &["brief", "demak.jsonl", "-o", "-", "--as-of", "2025-03-04"], b"");
    let (svg, told) = (text(&out.stdout), text(&out.stderr));
    assert_eq!(out.status.code(), Some(0), "{told}");
    assert!(svg.contains("Keadaan per Selasa, 4 Maret 2025 (dari opsi)") && !svg.contains("Air surut"), "{told}");
    assert!(told.contains("it was published on 2025-03-05, after --as-of 2025-03-04, and is left out"), "{told}");
    assert!(told.contains("it tells no day of publication; --as-of takes it in"), "{told}");
    for form in ["json", "jsonl"] {
        let out = run(folder.path(), &["extract", "-f", form, "demak.jsonl", "--as-of", "2025-03-04"], b"");
        let result = text(&out.stdout);
        assert!(result.contains("Banjir merendam") && !result.contains("Air surut"), "{form}: {result}");
    }
    let all = run(folder.path(), &["brief", "demak.jsonl", "-o", "-", "--as-of", "2025-03-05T23:00"], b"");
    assert!(
        text(&all.stdout).contains("Air surut") && text(&all.stdout).contains("Keadaan per Rabu, 5 Maret 2025, 23.00")
    );
    let wrong = run(folder.path(), &["brief", "demak.jsonl", "--as-of", "kapan"], b"");
    assert!(wrong.status.code() == Some(2) && text(&wrong.stderr).contains("--as-of"), "{}", text(&wrong.stderr));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_a_device_a_device() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    std::fs::create_dir(path("far")).expect("a folder");
    std::fs::write(path("far/x.svg"), "old").expect("a file");
    symlink("far/x.svg", path("x.svg")).expect("a link");
    let out = run(folder.path(), &["brief", ARTICLE, "-o", "x.svg"], b"");
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert!(path("x.svg").is_symlink());
    assert!(std::fs::read_to_string(path("far/x.svg")).expect("the picture").contains("<svg"));
    // A pipe of one's own, since nobody should try this on the machine's devices.
    let made = Command::new("mkfifo").arg(path("pipe")).status();
    if made.is_ok_and(|status| status.success()) {
        let pipe = path("pipe");
        let reader = std::thread::spawn(move || std::fs::read_to_string(pipe).expect("what comes through the pipe"));
        let out = run(folder.path(), &["extract", ARTICLE, "-f", "jsonl", "-o", "pipe"], b"");
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        assert!(reader.join().expect("the reader ends").contains("\"schema\""));
        assert!(std::fs::metadata(path("pipe")).expect("the pipe").file_type().is_fifo());
    }
}
