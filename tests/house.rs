//! The house style of the working folder, as a desk uses it: colours, fonts, sizes, labels, a logo, defaults.

use std::path::Path;
use std::process::{Command, Output};

const ARTICLE: &str = "Banjir merendam Semarang\n\nSEMARANG - Banjir merendam Semarang pada Senin (3/3/2025). Polisi menutup \
                       jalan di Semarang pada Selasa (4/3/2025).\n";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linimasa"));
    command.env("LINIMASA_LANG_UI", "en");
    command.current_dir(folder).args(arguments).output().expect("the program runs")
}

fn drawn(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("an SVG is text")
}

fn folder(style: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("banjir.txt"), ARTICLE).expect("the article is written");
    if !style.is_empty() {
        std::fs::write(folder.path().join("linimasa.toml"), style).expect("the house style is written");
    }
    folder
}

const BRIEF: [&str; 4] = ["brief", "banjir.txt", "-o", "-"];

#[test]
fn a_house_style_reaches_the_picture_and_the_command_line_comes_first() {
    let style = "[defaults]\nsize = \"kolom\"\ntheme = \"dark\"\n[theme]\nlogo = \"tanda.svg\"\n[theme.dark]\nbackground = \
                 \"#000011\"\n[theme.sizes]\nkolom = \"700x900\"\n[theme.labels]\ntimeline = \"RUNUTAN KAMI\"\n";
    let folder = folder(style);
    let logo =
        "<svg xmlns='http://www.w3.org/2000/svg' width='60' height='20'><path d='M0 0h60v20z' fill='#ABCDEF'/></svg>";
    std::fs::write(folder.path().join("tanda.svg"), logo).expect("the logo is written");
    let svg = drawn(folder.path(), &BRIEF);
    let first = svg.lines().next().unwrap_or_default();
    assert!(first.contains("width=\"700\""), "{first}");
    for wanted in ["#000011", "RUNUTAN KAMI", "viewBox=\"0 0 60 20\""] {
        assert!(svg.contains(wanted), "{wanted}");
    }
    assert!(svg.to_lowercase().contains("#abcdef"), "the colour of the logo");
    let light = drawn(folder.path(), &["brief", "banjir.txt", "-o", "-", "--theme", "light", "--size", "wide"]);
    assert!(!light.contains("#000011") && light.contains("width=\"1600\""));
    for form in ["png", "pdf"] {
        let output = run(folder.path(), &["brief", "banjir.txt", "-o", &format!("x.{form}")]);
        assert!(output.status.success(), "{form}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn fonts_of_the_house_are_measured_and_embedded() {
    let folder = folder("[theme.fonts]\nregular = \"Meja.ttf\"\n");
    let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scene/fonts/SourceSerif4-SemiBold.ttf");
    std::fs::copy(bundled, folder.path().join("Meja.ttf")).expect("a font");
    let own = drawn(folder.path(), &BRIEF);
    std::fs::remove_file(folder.path().join("linimasa.toml")).expect("the style goes");
    let usual = drawn(folder.path(), &BRIEF);
    assert_ne!(own, usual);
    std::fs::write(folder.path().join("linimasa.toml"), "[theme.fonts]\nregular = \"banjir.txt\"\n").expect("a style");
    let output = run(folder.path(), &BRIEF);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("banjir.txt: the file is no TrueType font"), "{told}");
}

#[test]
fn an_empty_style_changes_no_byte_and_a_wrong_one_is_told_with_its_place() {
    let plain = folder("");
    let empty = folder("# nothing yet\n");
    assert_eq!(drawn(plain.path(), &BRIEF), drawn(empty.path(), &BRIEF));
    let rows = [
        (
            "[theme.light]\nmutd = \"#777777\"\n",
            "linimasa.toml: line 2, column 8: there is no colour \"mutd\"; did you mean \"muted\"?",
        ),
        (
            "[defaults]\ntheme = \"night\"\n",
            "linimasa.toml: defaults.theme: \"night\" is unknown; write one of light, dark",
        ),
        ("[defaults]\nsize = \"huge\"\n", "linimasa.toml: line 2, column 8: defaults.size: \"huge\" is no size"),
        ("[theme]\nlogo = \"none.svg\"\n", "linimasa.toml: line 2, column 8: theme.logo: none.svg cannot be read"),
        (
            "[theme.fonts]\nbold = \"linimasa.toml\"\n",
            "linimasa.toml: line 2, column 8: theme.fonts.bold: linimasa.toml: ",
        ),
    ];
    for (style, want) in rows {
        let folder = folder(style);
        let output = run(folder.path(), &BRIEF);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{style}: {told}");
        assert!(told.contains(want), "{style}: {told}");
    }
    let pale = folder("[theme.light]\nmuted = \"#CCCCCC\"\n");
    let output = run(pale.path(), &BRIEF);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && told.contains("muted on background has a contrast of 1.6"), "{told}");
}

#[test]
fn differences_are_drawn_in_the_house_style_too() {
    let folder = folder(
        "[defaults]\ntheme = \"dark\"\n[theme.dark]\nbackground = \"#000011\"\n[theme.labels]\ntimeline = \"RUNUTAN KAMI\"\n",
    );
    let path = folder.path();
    for (name, day) in [("1", "3/3/2025"), ("2", "4/3/2025")] {
        let article = ARTICLE.replace("3/3/2025", day).replace("Senin (4", "Selasa (4");
        std::fs::write(path.join("banjir.txt"), article).expect("the article is written");
        let extracted = run(path, &["extract", "banjir.txt", "-f", "json"]);
        std::fs::write(path.join(format!("{name}.json")), extracted.stdout).expect("the result is written");
    }
    let output = run(path, &["diff", "1.json", "2.json", "-o", "beda.svg"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let svg = std::fs::read_to_string(path.join("beda.svg")).expect("the marks");
    assert!(svg.contains("#000011") && svg.contains("RUNUTAN KAMI") && svg.contains("class=\"event\""));
    let light = run(path, &["diff", "1.json", "2.json", "-o", "beda.svg", "--theme", "light", "--labels", "en"]);
    assert!(light.status.success(), "{}", String::from_utf8_lossy(&light.stderr));
    let svg = std::fs::read_to_string(path.join("beda.svg")).expect("the marks");
    assert!(!svg.contains("#000011") && svg.contains("lang=\"en\""));
}
