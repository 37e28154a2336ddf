//! What stands on the axis itself: the band with its breaks and ticks, dots of moments, bars of all else.

use super::Desk;
use super::axis::{BAND, Mark};
use super::panels::{band, faded, lasting, onward};
use super::scale::{BREAK, DAY, Scale, Stretch};
use super::ticks::ticks;
use crate::layout::Frame;
use crate::layout::mark::{chip, tone};
use crate::layout::write::{arrow_head, baseline, line, rule};
use crate::scene::{Anchor, Circle, Face, Fill, Node, RectNode, Style, TextStyle, Tone, text_width};
use crate::story::Certainty;
use crate::time::{Bounds, Moment};
use chrono::Datelike;

/// A known date that is narrower than this on the axis is a dot: it is the unit of the axis.
const DOT_BELOW: f64 = 12.0;
const DOT: f64 = 5.0;
/// The least width of a date that is not exact.
const ABOUT: f64 = 26.0;
/// How far an open end runs at least.
const OPEN: f64 = 60.0;

fn tick_style(strong: bool) -> TextStyle {
    let (face, tone) = if strong { (Face::Bold, Tone::Ink) } else { (Face::Regular, Tone::Muted) };
    TextStyle::new(face, 12.5, tone)
}

/// The x that a mark covers, where it is more than a dot.
pub(super) fn span(mark: &Mark, scale: &Scale, frame: Frame) -> Option<(f64, f64)> {
    let stretch = scale.stretch(mark.cover.anchor);
    let end_of_frame = frame.x + frame.width;
    match (mark.cover.from, mark.cover.to) {
        (Some(from), Some(to)) => {
            // A single day may stand at the edge of its stretch: it must not reach across the break.
            let start = if to - from <= DAY { stretch.x(from) } else { scale.x(from) };
            let end = if to - from <= DAY { stretch.x(to) } else { scale.x(to).max(stretch.x(to)) };
            let (x0, x1) = (start, end);
            let (x0, x1) = if x0 > x1 { (x1, x0) } else { (x0, x1) };
            // What is not exact is no dot, however short it is.
            let about = mark.items.first().is_some_and(|item| item.about.is_some());
            let spread = if about { (ABOUT - (x1 - x0)).max(0.0) / 2.0 } else { 0.0 };
            let (x0, x1) = ((x0 - spread).max(frame.x), (x1 + spread).min(end_of_frame));
            (x1 - x0 >= DOT_BELOW).then_some((x0, x1))
        }
        (None, Some(to)) => Some(((stretch.x(to) - OPEN).max(frame.x).min(stretch.x0.max(frame.x)), stretch.x(to))),
        (Some(_), None) => Some((stretch.x(mark.cover.anchor).min(end_of_frame - OPEN / 2.0), end_of_frame)),
        (None, None) => None,
    }
}

/// The dot or the bar of a mark.
pub(super) fn node_marks(mark: &Mark, span: Option<(f64, f64)>, at: (f64, f64), frame: Frame) -> Vec<Node> {
    let Some(item) = mark.items.first() else { return Vec::new() };
    let one = mark.items.iter().all(|other| other.kind == item.kind);
    let ink = if one { tone(item.kind) } else { Tone::Muted };
    let Some((x0, x1)) = span else {
        let clear = Circle { x: at.0, y: at.1, r: DOT + 1.5, style: Style::fill(Tone::Background) };
        let mut nodes = vec![clear.into()];
        nodes.extend(chip("", item.kind, item.certainty, true, (at.0, at.1, DOT)));
        return nodes;
    };
    let y = at.1;
    let firm = !matches!(item.certainty, Certainty::Planned | Certainty::Possible);
    let opacity = if item.certainty == Certainty::Background { 0.5 } else { 1.0 };
    match (mark.cover.from, mark.cover.to) {
        (Some(_), None) if item.since.is_some() && firm => {
            let days = |bounds: Bounds| bounds.earliest.map(Moment::day) == bounds.latest.map(Moment::day);
            onward((x0, x1.min(frame.x + frame.width)), y, ink, item.since.is_none_or(days))
        }
        (Some(_), None) => vec![
            rule((x0, y), (x1 - 8.0, y), Style::stroke(ink, 4.0).dash(8.0, 4.0)),
            arrow_head((x1.min(frame.x + frame.width), y), (9.0, 0.0), Style::fill(ink)),
        ],
        (Some(_), Some(_)) if item.lasts && firm => lasting((x0, x1), y, ink),
        (Some(_), Some(_)) if item.about.is_some() && firm => faded((x0, x1), y, ink),
        (from, _) if firm || from.is_none() => {
            let fade = from.is_none().then_some((x0, x1));
            let style = Style { fill: Some(Fill { tone: ink, opacity, fade }), stroke: None };
            vec![RectNode { x: x0, y: y - 2.0, width: x1 - x0, height: 4.0, radius: 0.0, style }.into()]
        }
        _ => vec![rule((x0, y), (x1, y), Style::stroke(ink, 4.0).dash(5.0, 2.0))],
    }
}

/// A length of time in the unit that says it shortest.
pub(super) fn length(desk: &Desk, minutes: f64) -> String {
    let units =
        [("gap-years", 365.2425 * DAY), ("gap-months", 30.436875 * DAY), ("gap-days", DAY), ("gap-hours", 60.0)];
    for (key, unit) in units {
        let count = (minutes / unit).round();
        if count >= 1.0 && minutes >= unit * 0.95 {
            let key = if count < 1.5 { format!("{key}-one") } else { key.to_string() };
            return desk.words.fill(&key, &[&desk.format.number(count as i64)]);
        }
    }
    desk.words.fill("gap-minutes", &[&desk.format.number(minutes.round() as i64)])
}

/// The band: stretches with their ticks, breaks with the span that they skip.
pub(super) fn band_marks(desk: &Desk, marks: &[Mark], scale: &Scale, top: f64) -> Vec<Node> {
    let mut nodes = Vec::new();
    let bottom = top + BAND;
    let count = scale.stretches.len();
    for (index, stretch) in scale.stretches.iter().enumerate() {
        let torn = (index > 0, index + 1 < count);
        nodes.push(band((stretch.x0, stretch.x1), (top, bottom), torn, Tone::Band));
        for (x, label, strong) in labels(desk, marks, scale, stretch) {
            let style = tick_style(strong);
            nodes.push(line(&label, x, baseline(top, BAND, &style), Anchor::Middle, style));
        }
    }
    for (pair, skipped) in scale.stretches.windows(2).zip(&scale.skipped) {
        let style = TextStyle::new(Face::Regular, 11.5, Tone::Muted);
        let middle = (pair[0].x1 + pair[1].x0) / 2.0;
        let text = length(desk, *skipped);
        let half = text_width(&text, &style) / 2.0;
        if half * 2.0 <= BREAK - 8.0 {
            nodes.push(line(&text, middle, baseline(top, BAND, &style), Anchor::Middle, style));
        }
        for dot in 1..=3 {
            for side in [-1.0, 1.0] {
                let x = middle + side * (half + 3.0 + 4.0 * f64::from(dot));
                if (x - middle).abs() < BREAK / 2.0 - 5.0 {
                    let style = Style::fill(Tone::Muted);
                    nodes.push(Circle { x, y: (top + bottom) / 2.0, r: 1.2, style }.into());
                }
            }
        }
    }
    nodes
}

/// The ticks of a stretch; the one date of a stretch that no tick fits.
fn labels(desk: &Desk, marks: &[Mark], scale: &Scale, stretch: &Stretch) -> Vec<(f64, String, bool)> {
    let here: Vec<&Mark> = marks.iter().filter(|mark| scale.stretch(mark.cover.anchor) == stretch).collect();
    let middle = (stretch.x0 + stretch.x1) / 2.0;
    let fits = |text: &String| text_width(text, &tick_style(true)) <= stretch.x1 - stretch.x0 - 10.0;
    if let [mark] = here.as_slice()
        && let Some(item) = mark.items.first()
    {
        let single = match (item.bounds.earliest, item.bounds.latest) {
            _ if item.since.is_some() || item.about.is_some() => item.dated(&desk.format, item.granularity),
            (Some(from), Some(to)) if from.day() != to.day() => desk.format.heading(&item.bounds, item.granularity),
            (Some(moment), _) | (None, Some(moment)) => match moment {
                Moment::Day(day) => desk.format.short_day(day),
                Moment::Minute(minute) => desk.format.day_clock(minute.date(), minute),
            },
            (None, None) => String::new(),
        };
        if fits(&single) {
            return vec![(middle, single, true)];
        }
    }
    let found = ticks(stretch, &desk.format, &tick_style(true));
    // A stretch too narrow for a tick still says its month or its year, where it lies in one.
    let days = || here.iter().flat_map(|mark| &mark.items).flat_map(|item| [item.bounds.earliest, item.bounds.latest]);
    if found.is_empty()
        && let (Some(first), Some(last)) = (days().flatten().min(), days().flatten().max())
    {
        let (first, last) = (first.day(), last.day());
        let one_year = first.year() == last.year();
        let whole = if one_year && first.month() == last.month() {
            desk.format.short_month(first)
        } else {
            desk.format.year(first.year())
        };
        return if one_year && fits(&whole) { vec![(middle, whole, true)] } else { Vec::new() };
    }
    found.into_iter().map(|tick| (tick.x, tick.label, tick.strong)).collect()
}
