//! The writer under hostile strings and impossible numbers.

use super::super::{Circle, RectNode, text_width};
use super::*;

const LETTERINGS: [Lettering; 3] = [Lettering::Embedded, Lettering::Named, Lettering::Outlines];

fn scene() -> Scene {
    let nasty = "a<b & \"c\" 'd' ]]> \u{1}\u{0}\u{FFFE} é";
    let text = Text {
        x: 1.005,
        y: 20.0,
        anchor: Anchor::Middle,
        style: TextStyle::new(Face::Serif, 12.0, Tone::Ink).tracked(0.1).halo(Tone::Sea, 2.0),
        text: nasty.to_string(),
    };
    let fade = Style { fill: Some(Fill { tone: Tone::Band, opacity: 0.5, fade: Some((0.0, 9.0)) }), stroke: None };
    let group = Group {
        id: "layer-pins".into(),
        label: nasty.into(),
        class: "pin".into(),
        data: vec![("event".into(), nasty.into()), ("bad name=".into(), "1".into())],
        title: nasty.into(),
        clip: Some(Clip::Circle { x: 1.0, y: 2.0, r: 3.0 }),
        children: vec![text.into(), Circle { x: 0.0, y: -0.001, r: 2.5, style: fade }.into()],
    };
    Scene {
        width: 100.0,
        height: 50.5,
        title: nasty.into(),
        desc: nasty.into(),
        lang: "id".into(),
        page: None,
        root: vec![group.into()],
    }
}

#[test]
fn nasty_strings_stay_text_in_a_valid_document() {
    for (theme, lettering) in [Theme::LIGHT, Theme::DARK].into_iter().flat_map(|t| LETTERINGS.map(|l| (t, l))) {
        let svg = document(&scene(), theme, lettering);
        assert_eq!(svg, document(&scene(), theme, lettering), "the same scene gives the same bytes");
        assert!(!svg.contains(['\u{0}', '\u{1}', '\u{1b}', '\u{FFFE}']) && !svg.contains("]]>"));
        assert_eq!(svg.contains("@font-face"), lettering == Lettering::Embedded);
        let tree = roxmltree::Document::parse(&svg).expect("the document is well-formed XML");
        let plain = "a<b & \"c\" 'd' ]]>  é";
        let found = |name: &str| tree.descendants().find(|node| node.has_tag_name(name));
        assert_eq!(found("title").and_then(|n| n.text()), Some(plain));
        assert_eq!(found("desc").and_then(|n| n.text()), Some(plain));
        let group = tree.descendants().find(|n| n.attribute("id") == Some("layer-pins")).expect("the layer");
        assert_eq!((group.attribute("data-event"), group.attribute("data-badname")), (Some(plain), Some("1")));
        match lettering {
            Lettering::Outlines => {
                assert!(found("text").is_none() && found("style").is_none());
                let named = tree.descendants().find(|n| n.attribute("aria-label") == Some(plain));
                assert!(named.and_then(|n| n.attribute("d")).is_some_and(|d| d.starts_with('M')));
            }
            _ => assert_eq!(found("text").and_then(|n| n.text()), Some(plain)),
        }
        assert!(svg.contains("cy=\"0\"") && !svg.contains("\"-0"));
    }
}

#[test]
fn a_mark_without_a_place_is_left_out_and_a_far_one_is_held() {
    let style = Style::fill(Tone::Ink);
    let words = |x: f64, text: &str| Text {
        x,
        y: 5.0,
        anchor: Anchor::Start,
        style: TextStyle::new(Face::Regular, 12.0, Tone::Ink),
        text: text.to_string(),
    };
    let lost: Vec<Node> = vec![
        Circle { x: f64::NAN, y: 1.0, r: 2.0, style }.into(),
        RectNode { x: 1.0, y: 1.0, width: f64::INFINITY, height: 1.0, radius: 0.0, style }.into(),
        Path { steps: vec![Step::Move(0.0, 0.0), Step::Line(f64::NEG_INFINITY, 1.0)], style }.into(),
        Path { steps: vec![Step::Line(0.0, 0.0)], style }.into(),
        words(f64::NAN, "tanpa tempat").into(),
    ];
    let far = Circle { x: 1e300, y: -1e300, r: 1.0, style };
    let mut root = lost;
    root.extend([far.into(), words(1.0, &"panjang ".repeat(2_000)).into()]);
    let scene = Scene { width: f64::NAN, height: 10.0, root, ..scene() };
    for lettering in LETTERINGS {
        let svg = document(&scene, Theme::LIGHT, lettering);
        let tree = roxmltree::Document::parse(&svg).expect("well-formed");
        assert!(!svg.contains("NaN") && !svg.contains("inf") && !svg.contains("tanpa tempat"));
        let circles: Vec<_> = tree.descendants().filter(|n| n.has_tag_name("circle")).collect();
        assert_eq!(circles.len(), 1);
        assert_eq!(circles[0].attribute("cx"), Some("1000000"));
        assert_eq!(circles[0].attribute("cy"), Some("-1000000"));
    }
}

#[test]
fn outlines_replace_text_of_the_measured_width() {
    let scene = scene();
    let named = write_svg(&scene, SvgOptions { theme: Theme::LIGHT, embed_fonts: false });
    let outlines = write_svg_outlines(&scene, Theme::LIGHT);
    assert!(named.contains("<text") && !outlines.contains("<text"));
    let style = TextStyle::new(Face::Serif, 12.0, Tone::Ink);
    assert!(text_width("a<b", &style) > 0.0 && outlines.contains("paint-order=\"stroke\""));
}

#[test]
fn paths_are_written_in_steps_that_come_back_to_the_grid() {
    let path = Path {
        steps: vec![
            Step::Move(10.04, 20.0),
            Step::Line(10.5, 19.96),
            Step::Line(9.0, 19.96),
            Step::Line(9.0, 19.97),
            Step::Close,
            Step::Move(100.0, 0.0),
            Step::Cubic(100.0, 1.0, 101.0, 2.0, 99.5, 2.0),
        ],
        style: Style::fill(Tone::Ink),
    };
    let svg = write_svg(
        &Scene { root: vec![path.into()], ..scene() },
        SvgOptions { theme: Theme::LIGHT, embed_fonts: false },
    );
    assert!(svg.contains("d=\"M10 20l.5 0-1.5 0zm90-20c0 1 1 2-.5 2\""), "{svg}");
}

#[test]
fn numbers_are_short() {
    let rows = [
        (1.0, "1"),
        (-0.001, "0"),
        (-0.005, "-0.01"),
        (2.5, "2.5"),
        (100.0, "100"),
        (0.1 + 0.2, "0.3"),
        (f64::NAN, "0"),
        (f64::NEG_INFINITY, "0"),
        (-1e12, "-1000000"),
    ];
    for (value, text) in rows {
        assert_eq!(number(value), text);
    }
}
