//! Disputed lines: which arcs, or parts of arcs, are drawn dashed instead of as borders.

use super::DisputedLine;
use super::arcs::Stroke;
use super::decode::{Damage, Decoded, Line};
use geo::Coord;

/// A row of the table `disputed.tsv`: arcs between named shapes, points of its own, or both.
pub(super) struct Rule {
    between: Vec<(String, String)>,
    /// West, south, east, north; only what lies inside is disputed.
    frame: Option<[f64; 4]>,
    pub(super) line: DisputedLine,
}

pub(super) fn rules(table: &str) -> Decoded<Vec<Rule>> {
    let rows = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.skip(1).map(rule).collect()
}

fn rule(row: &str) -> Decoded<Rule> {
    let cells: Vec<&str> = row.split('\t').collect();
    let &[id, name_id, name_en, between, frame, line, _source] = cells.as_slice() else {
        return Err(Damage::Table);
    };
    let pair = |text: &str| {
        let (a, b) = text.split_once('+').ok_or(Damage::Table)?;
        Ok((a.min(b).to_owned(), a.max(b).to_owned()))
    };
    let pieces = |text: &str| text.split(';').map(point).collect::<Decoded<Line>>();
    let listed = |text: &'_ str, separator: char| -> Vec<String> {
        text.split(separator).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let frame = match frame {
        "" => None,
        text => {
            let sides = text.split(',').map(degrees).collect::<Decoded<Vec<f64>>>()?;
            Some(<[f64; 4]>::try_from(sides).map_err(|_| Damage::Table)?)
        }
    };
    Ok(Rule {
        between: listed(between, '|').iter().map(|text| pair(text)).collect::<Decoded<_>>()?,
        frame,
        line: DisputedLine {
            id: id.to_owned(),
            name_id: name_id.to_owned(),
            name_en: name_en.to_owned(),
            lines: listed(line, '|').iter().map(|text| pieces(text)).collect::<Decoded<_>>()?,
        },
    })
}

fn degrees(text: &str) -> Decoded<f64> {
    text.trim().parse().map_err(|_| Damage::Table)
}

fn point(text: &str) -> Decoded<Coord<f64>> {
    let (x, y) = text.split_once(' ').ok_or(Damage::Table)?;
    Ok(Coord { x: degrees(x)?, y: degrees(y)? })
}

/// Gives the disputed parts of an arc between two shapes to their rules and returns what is left of it. An arc that no
/// rule names is returned as it is, packed still.
pub(super) fn claim(rules: &mut [Rule], a: &str, b: &str, arc: &Stroke) -> Vec<Stroke> {
    let (a, b) = (a.min(b), a.max(b));
    let mut left: Option<Vec<Line>> = None;
    for rule in rules.iter_mut().filter(|rule| rule.between.iter().any(|(x, y)| x == a && y == b)) {
        let mut outside = Vec::new();
        for piece in left.unwrap_or_else(|| vec![arc.points().to_vec()]) {
            split(&piece, rule.frame, &mut rule.line.lines, &mut outside);
        }
        left = Some(outside);
    }
    match left {
        None => vec![arc.clone()],
        Some(pieces) => pieces.into_iter().map(Stroke::piece).collect(),
    }
}

/// Cuts a line at the points where it enters or leaves the frame; an edge is inside if both its ends are.
fn split(line: &[Coord<f64>], frame: Option<[f64; 4]>, inside: &mut Vec<Line>, outside: &mut Vec<Line>) {
    let within = |p: &Coord<f64>| {
        frame.is_none_or(|[west, south, east, north]| (west..=east).contains(&p.x) && (south..=north).contains(&p.y))
    };
    let mut run: Option<(bool, Line)> = None;
    let mut keep = |(disputed, points): (bool, Line)| if disputed { inside.push(points) } else { outside.push(points) };
    for (a, b) in line.iter().zip(line.iter().skip(1)) {
        let disputed = within(a) && within(b);
        match &mut run {
            Some((kind, points)) if *kind == disputed => points.push(*b),
            _ => {
                if let Some(done) = run.replace((disputed, vec![*a, *b])) {
                    keep(done);
                }
            }
        }
    }
    if let Some(done) = run {
        keep(done);
    }
}
