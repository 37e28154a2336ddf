//! How many events fall where in time, as a small strip of bars drawn through plotters.

use super::Frame;
use crate::scene::{Face, Node, PlotError, Recorder, TextStyle, Ticks, Tone, UNITS, plot_colour, text_width};
use plotters::prelude::{ChartBuilder, Color, DrawingAreaErrorKind, IntoDrawingArea, IntoFont, Rectangle};

/// Size of the labels, as of notes in the timeline.
const LABEL: f64 = 11.5;
/// Half the height of a line in em, a little more than the face's, for the topmost figure.
const HALF_LINE: f64 = 0.65;
/// Room under the bars for one line of labels and the gap above it.
const LABEL_ROOM: f64 = 23.0;
/// The least distance between two labels.
const LABEL_GAP: f64 = 10.0;
/// Distance between the axes and their labels: more than half a line, so that the lowest figure clears the labels.
const FIGURE_GAP: f64 = 8.0;
/// Share of its cell that a bar leaves free on each side, so that neighbours stay apart.
const BAR_GAP: f64 = 0.12;
/// A frame smaller than this has no room for bars.
const LEAST: (f64, f64) = (60.0, 48.0);
/// A strip is low; more lines than this would crowd it.
const MOST_LINES: f64 = 3.0;

/// A strip of bars, one for each count in order, with every label that has room and a scale of whole numbers.
///
/// Counts below zero or not finite draw no bar. Nothing is drawn without counts or in a frame without room.
pub fn density(counts: &[(String, f64)], frame: Frame) -> Vec<Node> {
    let counts: Vec<(&str, f64)> = counts
        .iter()
        .map(|(label, count)| (label.as_str(), if count.is_finite() { count.max(0.0) } else { 0.0 }))
        .collect();
    let most = counts.iter().map(|(_, count)| *count).fold(0.0, f64::max);
    // Written so that a frame with a side that is no number has no room either.
    let roomy = frame.width >= LEAST.0 && frame.height >= LEAST.1;
    if most <= 0.0 || !roomy {
        return Vec::new();
    }
    let recorder = Recorder::new(frame.width, frame.height).at(frame.x, frame.y);
    match draw(&recorder, &counts, most, &frame) {
        Ok(()) => recorder.into_nodes(),
        // The recorder refuses only bitmaps and turned text, of which this chart has none.
        Err(_) => Vec::new(),
    }
}

/// The figures of the scale: multiples of 1, 2 or 5 times a power of ten, the last at or above the highest count.
fn scale(most: f64) -> Vec<f64> {
    let rough = (most / MOST_LINES).max(1.0);
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|times| times * power).into_iter().find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(10.0 * power);
    let lines = (most / step).ceil().max(1.0) as u32;
    (0..=lines).map(|line| f64::from(line) * step).collect()
}

/// Which labels are written: every n-th, with the least n at which none comes too near to the next.
fn shown(counts: &[(&str, f64)], cell: f64, style: &TextStyle) -> Vec<usize> {
    let widths: Vec<f64> = counts.iter().map(|(label, _)| text_width(label, style)).collect();
    let fits = |every: usize| {
        let at: Vec<usize> = (0..counts.len()).step_by(every).collect();
        at.windows(2).all(|pair| {
            let need = (widths[pair[0]] + widths[pair[1]]) / 2.0 + LABEL_GAP;
            need <= cell * (pair[1] - pair[0]) as f64
        })
    };
    let every = (1..counts.len()).find(|every| fits(*every)).unwrap_or(counts.len().max(1));
    (0..counts.len()).step_by(every).filter(|at| !counts[*at].0.trim().is_empty()).collect()
}

fn units(px: f64) -> i32 {
    (px * f64::from(UNITS)).round() as i32
}

fn draw(
    recorder: &Recorder,
    counts: &[(&str, f64)],
    most: f64,
    frame: &Frame,
) -> Result<(), DrawingAreaErrorKind<PlotError>> {
    let style = TextStyle::new(Face::Regular, LABEL, Tone::Muted);
    let figures = scale(most);
    let top = figures.last().copied().unwrap_or(most);
    let figure_width = figures.iter().map(|f| text_width(&format!("{f:.0}"), &style)).fold(0.0, f64::max);
    let half = |label: Option<&(&str, f64)>| label.map_or(0.0, |(label, _)| text_width(label, &style) / 2.0);
    // The outer labels are wider than their cells at times; they stay inside the frame.
    let left = (figure_width + 2.0 * FIGURE_GAP).max(half(counts.first())).min(frame.width / 3.0);
    let right = half(counts.last()).min(frame.width / 3.0);
    let cell = (frame.width - left - right) / counts.len() as f64;
    let centres = shown(counts, cell, &style).into_iter().map(|at| at as f64 + 0.5).collect();
    let font = ("sans-serif", LABEL * f64::from(UNITS)).into_font().color(&plot_colour(Tone::Muted));
    let root = recorder.clone().into_drawing_area();
    let mut chart = ChartBuilder::on(&root)
        .margin_top(units(HALF_LINE * LABEL))
        .margin_right(units(right))
        .x_label_area_size(units(LABEL_ROOM))
        .y_label_area_size(units(left))
        .build_cartesian_2d(Ticks::new(0.0..counts.len() as f64, centres), Ticks::new(0.0..top, figures))?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .bold_line_style(plot_colour(Tone::Hairline).stroke_width(UNITS as u32))
        .axis_style(plot_colour(Tone::Hairline).stroke_width(UNITS as u32))
        .set_all_tick_mark_size(units(FIGURE_GAP / 2.0))
        .label_style(font)
        .x_label_formatter(&|x| counts.get(x.max(0.0) as usize).map_or(String::new(), |(label, _)| label.to_string()))
        .y_label_formatter(&|y| format!("{y:.0}"))
        .draw()?;
    let bars = counts.iter().enumerate().filter(|(_, (_, count))| *count > 0.0).map(|(at, (_, count))| {
        let (from, to) = (at as f64 + BAR_GAP, at as f64 + 1.0 - BAR_GAP);
        Rectangle::new([(from, 0.0), (to, *count)], plot_colour(Tone::Muted).filled())
    });
    chart.draw_series(bars)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Bounds, text_bounds};

    const FRAME: Frame = Frame { x: 48.0, y: 500.0, width: 640.0, height: 90.0 };

    fn months(many: usize) -> Vec<(String, f64)> {
        (0..many).map(|at| (format!("bulan {}", at + 1), ((at * 7) % 5) as f64)).collect()
    }

    fn texts(nodes: &[Node]) -> Vec<(String, Bounds)> {
        let texts = nodes.iter().filter_map(|node| match node {
            Node::Text(text) => Some((text.text.clone(), text_bounds(text))),
            _ => None,
        });
        texts.collect()
    }

    #[test]
    fn labels_keep_apart_and_everything_stays_in_the_frame() {
        for many in [1, 2, 7, 24, 150] {
            let nodes = density(&months(many.max(2)), FRAME);
            let texts = texts(&nodes);
            assert!(texts.iter().any(|(text, _)| text == "bulan 1"), "{many}: {texts:?}");
            for (at, (text, a)) in texts.iter().enumerate() {
                assert!(a.x0 >= FRAME.x - 0.2 && a.x1 <= FRAME.x + FRAME.width + 0.2, "{many}: {text} {a:?}");
                assert!(a.y0 >= FRAME.y - 0.2 && a.y1 <= FRAME.y + FRAME.height + 1.0, "{many}: {text} {a:?}");
                assert!(texts[at + 1..].iter().all(|(_, b)| !a.overlaps(b)), "{many}: {text}");
            }
            let bars = nodes.iter().filter(|node| matches!(node, Node::Rect(_))).count();
            assert_eq!(bars, months(many.max(2)).iter().filter(|(_, count)| *count > 0.0).count());
        }
    }

    #[test]
    fn a_bar_is_as_high_as_its_count() {
        let counts = [("Jan".to_string(), 2.0), ("Feb".to_string(), f64::NAN), ("Mar".to_string(), 4.0)];
        let nodes = density(&counts, FRAME);
        let bars: Vec<f64> =
            nodes.iter().filter_map(|n| if let Node::Rect(r) = n { Some(r.height) } else { None }).collect();
        assert_eq!(bars.len(), 2);
        assert!((bars[1] / bars[0] - 2.0).abs() < 0.02, "{bars:?}");
        assert_eq!(nodes, density(&counts, FRAME));
    }

    #[test]
    fn scales_are_round_and_reach_the_highest_count() {
        let rows = [(1.0, vec![0.0, 1.0]), (3.0, vec![0.0, 1.0, 2.0, 3.0]), (7.0, vec![0.0, 5.0, 10.0])];
        for (most, want) in rows {
            assert_eq!(scale(most), want, "{most}");
        }
        for most in [13.0, 60.0, 99.0, 1234.0] {
            let figures = scale(most);
            assert!(figures.len() <= 4 && figures.last().is_some_and(|last| *last >= most), "{most}: {figures:?}");
        }
    }

    #[test]
    fn nothing_is_drawn_without_counts_or_room() {
        let narrow = Frame { width: 20.0, ..FRAME };
        let odd = Frame { height: f64::NAN, ..FRAME };
        assert!(density(&[], FRAME).is_empty() && density(&[("Jan".to_string(), 0.0)], FRAME).is_empty());
        assert!(density(&months(3), narrow).is_empty() && density(&months(3), odd).is_empty());
    }
}
