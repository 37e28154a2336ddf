//! The real binary in a temporary directory: exit codes, files and messages.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ARTICLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/articles/ktt-vladivostok/article.txt");

fn run(folder: &Path, args: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_linimasa"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    child.stdin.take().expect("stdin is piped").write_all(stdin).expect("the binary reads its input");
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
