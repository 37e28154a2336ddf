//! Every coordinate of every kind of node moves and grows; what is no place and no length stays.

use super::*;
use crate::scene::{Logo, Stroke, Tone};
use std::sync::Arc;

/// One node of each kind in a clipped group, magnified from the origin and then moved.
fn all(by: f64, (dx, dy): (f64, f64)) -> Node {
    let (x, y) = (|at: f64| at * by + dx, |at: f64| at * by + dy);
    let stroke = Stroke { tone: Tone::Ink, width: 1.5 * by, opacity: 0.5, dash: (4.0 * by, 2.5 * by), round: true };
    let fill = Fill { tone: Tone::Background, opacity: 0.25, fade: Some((x(3.0), x(11.0))) };
    let style = Style { fill: Some(fill), stroke: Some(stroke) };
    let logo = Logo::read(concat!(
        "<",
        "svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"2\"><path d=\"M0 0h4v2z\"/></svg>"
    ));
    let logo = Arc::new(logo.expect("a logo"));
    let mut text = TextStyle::new(Face::Regular, 12.0 * by, Tone::Ink).tracked(0.02);
    text.halo = Some((Tone::Background, 3.0 * by));
    let steps = vec![
        Step::Move(x(1.0), y(2.0)),
        Step::Line(x(5.0), y(7.0)),
        Step::Cubic(x(13.0), y(17.0), x(19.0), y(23.0), x(29.0), y(31.0)),
        Step::Close,
    ];
    let children: Vec<Node> = vec![
        Circle { x: x(2.0), y: y(9.0), r: 6.0 * by, style }.into(),
        RectNode { x: x(8.0), y: y(21.0), width: 14.0 * by, height: 15.0 * by, radius: 3.0 * by, style }.into(),
        LogoNode { x: x(33.0), y: y(34.0), width: 40.0 * by, height: 20.0 * by, logo }.into(),
        line("Demak", x(35.0), y(36.0), Anchor::End, text),
        Path { steps, style }.into(),
        Group {
            clip: Some(Clip::Circle { x: x(41.0), y: y(43.0), r: 7.0 * by }),
            children: vec![rule((x(1.0), y(4.0)), (x(6.0), y(10.0)), style)],
            ..Group::default()
        }
        .into(),
    ];
    let clip = Clip::Rect { x: x(0.5), y: y(1.5), width: 90.0 * by, height: 80.0 * by };
    Group { id: "semua".to_string(), clip: Some(clip), children, ..Group::default() }.into()
}

#[test]
fn a_node_is_moved_and_magnified_in_all_its_parts() {
    assert_eq!(shifted(all(1.0, (0.0, 0.0)), 3.0, -5.0), all(1.0, (3.0, -5.0)));
    assert_eq!(scaled(all(1.0, (0.0, 0.0)), 2.0), all(2.0, (0.0, 0.0)));
    assert_eq!(shifted(scaled(all(1.0, (0.0, 0.0)), 4.0), 0.5, 8.0), all(4.0, (0.5, 8.0)));
}

#[test]
fn the_head_of_an_arrow_lies_behind_its_tip_and_is_half_as_wide_as_long_to_each_side() {
    let rows = [
        ((10.0, 20.0), (8.0, 0.0), [(10.0, 20.0), (2.0, 24.0), (2.0, 16.0)]),
        ((10.0, 20.0), (0.0, -6.0), [(10.0, 20.0), (13.0, 26.0), (7.0, 26.0)]),
    ];
    for (tip, along, corners) in rows {
        let Node::Path(path) = arrow_head(tip, along, Style::fill(Tone::Ink)) else { panic!("a path") };
        let [a, b, c] = corners;
        let wanted = [Step::Move(a.0, a.1), Step::Line(b.0, b.1), Step::Line(c.0, c.1), Step::Close];
        assert_eq!(path.steps, wanted, "{along:?}");
    }
}

#[test]
fn lines_of_a_paragraph_stand_one_below_the_other_within_their_width() {
    let style = TextStyle::new(Face::Regular, 10.0, Tone::Ink);
    // Ascent and descent together are 12.11 px of a box of 20 px, and 9.69 px of them lie above the baseline.
    assert!((baseline(100.0, 20.0, &style) - (100.0 + (20.0 - 12.11) / 2.0 + 9.69)).abs() < 1e-9);
    let mut nodes = Vec::new();
    let text = "Warga membersihkan saluran air di pasar ikan Purwodadi pada pagi hari";
    let bottom = paragraph(&mut nodes, text, (5.0, 100.0, 90.0), Anchor::Start, style, 20.0);
    assert!(nodes.len() > 3 && (bottom - (100.0 + 20.0 * nodes.len() as f64)).abs() < 1e-9, "{bottom}");
    let mut said = Vec::new();
    for (node, top) in nodes.iter().zip((0..).map(|line| 100.0 + 20.0 * f64::from(line))) {
        let Node::Text(line) = node else { panic!("a text") };
        assert!(text_width(&line.text, &style) <= 90.0, "{}", line.text);
        assert_eq!((line.x, line.y), (5.0, baseline(top, 20.0, &style)), "{}", line.text);
        said.push(line.text.clone());
    }
    assert_eq!(said.join(" "), text);
    let cut = fit("Ketidaksengajaan", &style, 40.0);
    assert!(cut.len() > 1 && cut.concat() == "Ketidaksengajaan", "{cut:?}");
    assert!(cut.iter().all(|part| text_width(part, &style) <= 40.0), "{cut:?}");
    // A part ends only where one more letter would be too wide.
    assert!(text_width(&cut[0], &style) > 40.0 - 10.0, "{cut:?}");
}
