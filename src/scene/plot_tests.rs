//! The recorder under a real chart and under single calls.

use super::super::{Anchor, Face, Node, RectNode, Step, Style, Text, TextStyle, Tone, text_bounds};
use super::{Recorder, Ticks, plot_colour, tone};
use plotters::prelude::{ChartBuilder, Color, IntoDrawingArea, IntoFont, LineSeries, RGBColor, Rectangle};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{DrawingBackend, FontStyle, FontTransform};

fn charted() -> Vec<Node> {
    let recorder = Recorder::new(300.0, 120.0).at(40.5, 20.0);
    let root = recorder.clone().into_drawing_area();
    let label = ("sans-serif", 115).into_font().color(&plot_colour(Tone::Muted));
    let mut chart = ChartBuilder::on(&root)
        .margin(40)
        .x_label_area_size(200)
        .y_label_area_size(300)
        .build_cartesian_2d(Ticks::new(0.0..7.0, vec![1.0, 3.5]), Ticks::new(0.0..9.0, vec![0.0, 6.0]))
        .expect("a chart");
    chart
        .configure_mesh()
        .disable_x_mesh()
        .bold_line_style(plot_colour(Tone::Hairline).stroke_width(5))
        .label_style(label)
        .x_label_formatter(&|x| format!("hari {x}\u{1b}\0"))
        .draw()
        .expect("the mesh");
    let line = plot_colour(Tone::KindMeeting).mix(0.5).stroke_width(15);
    chart.draw_series(LineSeries::new([(0.0, 1.0), (3.3, 8.0), (7.0, 2.0)], line)).expect("a line");
    let bar = |x: f64, y| Rectangle::new([(x - 0.4, 0.0), (x + 0.4, y)], plot_colour(Tone::KindDisaster).filled());
    chart.draw_series([bar(1.0, 4.0), bar(3.5, 7.0)]).expect("bars");
    root.present().expect("drawn");
    drop(chart);
    recorder.into_nodes()
}

#[test]
fn a_chart_becomes_nodes_with_tenths_of_a_pixel() {
    let nodes = charted();
    let texts: Vec<&Text> = nodes.iter().filter_map(|n| if let Node::Text(t) = n { Some(t) } else { None }).collect();
    let words: Vec<&str> = texts.iter().map(|t| t.text.as_str()).collect();
    assert_eq!(words, ["0.0", "6.0", "hari 1", "hari 3.5"]);
    assert!(texts.iter().all(|t| t.style == TextStyle::new(Face::Regular, 11.5, Tone::Muted)));
    assert_eq!(texts[2].anchor, Anchor::Middle);
    assert_eq!(texts[0].anchor, Anchor::End);
    let bars: Vec<&RectNode> =
        nodes.iter().filter_map(|n| if let Node::Rect(r) = n { Some(r) } else { None }).collect();
    assert_eq!(bars.len(), 2);
    // The plotting area is 300 − 2·4 − 30 px wide and 120 − 2·4 − 20 px high.
    assert!((bars[0].width - 262.0 * 0.8 / 7.0).abs() <= 0.2, "{bars:?}");
    assert!((bars[1].height - 92.0 * 7.0 / 9.0).abs() <= 0.2, "{bars:?}");
    assert!(bars.iter().any(|bar| bar.x.fract() != 0.0) && bars[0].style == Style::fill(Tone::KindDisaster));
    let line = nodes.iter().find_map(|n| match n {
        Node::Path(p) if p.steps.len() == 3 => p.style.stroke,
        _ => None,
    });
    let line = line.expect("the line series");
    assert_eq!((line.tone, line.width, line.opacity), (Tone::KindMeeting, 1.5, 0.5));
    assert_eq!(nodes, charted(), "the same chart gives the same nodes");
}

#[test]
fn text_is_measured_and_placed_by_the_bundled_faces() {
    let rows = [
        (("serif", 240).into_font(), Face::Serif),
        (("Source Serif 4", 240).into_font(), Face::Serif),
        (("sans-serif", 135).into_font(), Face::Regular),
        (("Inter", 135, FontStyle::Bold).into_font(), Face::Bold),
        (("Inter", 135, FontStyle::Italic).into_font(), Face::Italic),
    ];
    for (font, face) in rows {
        let recorder = Recorder::new(100.0, 100.0);
        let mut backend = recorder.clone();
        let style = font.color(&plot_colour(Tone::Ink)).pos(Pos::new(HPos::Left, VPos::Top));
        let (width, height) = backend.estimate_text_size("Selat Sunda", &style).expect("a size");
        backend.draw_text("Selat Sunda", &style, (105, 250)).expect("text");
        let Some(Node::Text(text)) = recorder.into_nodes().pop() else { panic!("no text") };
        assert_eq!(text.style.face, face);
        let bounds = text_bounds(&text);
        assert!((bounds.x0 - 10.5).abs() < 1e-9 && (bounds.y0 - 25.0).abs() < 1e-9, "{bounds:?}");
        assert!((f64::from(width) / 10.0 - (bounds.x1 - bounds.x0)).abs() <= 0.1, "{face:?}");
        assert!((f64::from(height) / 10.0 - (bounds.y1 - bounds.y0)).abs() <= 0.1, "{face:?}");
    }
}

#[test]
fn colours_name_tones_and_others_go_to_the_nearest() {
    for tone_there in Tone::ALL {
        assert_eq!(tone(plot_colour(tone_there).to_backend_color()), tone_there);
    }
    assert_eq!(tone(RGBColor(0, 0, 0).to_backend_color()), Tone::Ink);
    assert_eq!(tone(RGBColor(0x1E, 0x50, 0xD0).to_backend_color()), Tone::KindMeeting);
}

#[test]
fn rings_and_what_a_scene_cannot_hold() {
    let recorder = Recorder::new(f64::NAN, -1.0);
    assert!(recorder.get_size().0 >= 1 && recorder.get_size().1 >= 1);
    let mut backend = recorder.clone();
    let fill = plot_colour(Tone::Sea).mix(0.25).to_backend_color();
    let outline = [(0, 0), (90, 0), (90, 90), (0, 90), (0, 0)];
    let hole = [(30, 30), (60, 30), (60, 60), (30, 60), (30, 30)];
    backend.fill_polygon(outline.into_iter().chain(hole), &fill).expect("rings");
    backend.fill_polygon([(0, 0), (5, 5)], &fill).expect("nothing");
    backend.draw_line((0, 0), (9, 9), &plot_colour(Tone::Sea).mix(0.0).to_backend_color()).expect("nothing");
    let turned = ("serif", 100).into_font().transform(FontTransform::Rotate90).color(&RGBColor(0, 0, 0));
    assert!(backend.draw_text("tegak", &turned, (0, 0)).is_err());
    assert!(backend.blit_bitmap((0, 0), (1, 1), &[0, 0, 0]).is_err());
    let nodes = recorder.into_nodes();
    let [Node::Path(path)] = nodes.as_slice() else { panic!("{nodes:?}") };
    assert_eq!(path.steps.iter().filter(|step| matches!(step, Step::Move(..))).count(), 2);
    assert_eq!(path.steps.iter().filter(|step| matches!(step, Step::Close)).count(), 2);
    assert_eq!(path.style.fill.map(|fill| (fill.tone, fill.opacity)), Some((Tone::Sea, 0.25)));
}
