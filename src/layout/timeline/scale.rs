//! A scale of time in px, cut where long gaps would waste the space.

use crate::story::Item;
use crate::time::{Bounds, Moment};
use chrono::{Datelike, Timelike};

/// Minutes of a civil day.
pub(super) const DAY: f64 = 1440.0;

/// A gap is cut when it is larger than this many fair shares of what is left …
const FAIR_SHARES: f64 = 3.0;
/// … but never below nor above these parts of the whole span.
const LEAST_CUT: f64 = 0.18;
const MOST_CUT: f64 = 0.6;
/// More breaks than this no longer read as one axis.
const MOST_BREAKS: usize = 3;
/// Gaps that are weighed against each other where more than that could be cut.
const MOST_WEIGHED: usize = 7;
/// Free ends of a stretch, as a part of its span.
const PAD: f64 = 0.035;
/// A stretch shows the whole interval of an event at its end up to this part of its span.
const SHOWN_INTERVAL: f64 = 0.3;
/// The width of a break, for its printed span.
pub(super) const BREAK: f64 = 76.0;
/// The least width of a stretch, for one tick.
const NARROWEST: f64 = 96.0;

/// Minutes since the first day of the year 1, as far as a drawing needs them.
pub(super) fn minutes(moment: Moment) -> f64 {
    let day = f64::from(moment.day().num_days_from_ce()) * DAY;
    match moment {
        Moment::Day(_) => day,
        Moment::Minute(minute) => day + f64::from(minute.hour() * 60 + minute.minute()),
    }
}

/// What bounds cover on the scale: start, end, and where a leader starts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cover {
    pub from: Option<f64>,
    pub to: Option<f64>,
    pub anchor: f64,
}

/// The cover of bounds; `None` where neither end is known.
pub(super) fn cover(bounds: &Bounds) -> Option<Cover> {
    let end = |moment: Moment| minutes(moment) + if matches!(moment, Moment::Day(_)) { DAY } else { 0.0 };
    let (from, to) = (bounds.earliest.map(minutes), bounds.latest.map(end));
    let anchor = match (bounds.earliest, bounds.latest) {
        (Some(_), Some(_)) => (from? + to?) / 2.0,
        // "Until a day" stands before what happened on it, "after a day" behind.
        (None, Some(latest)) => minutes(latest),
        (Some(earliest), None) => end(earliest),
        (None, None) => return None,
    };
    Some(Cover { from, to, anchor })
}

/// The cover of an item: what goes on stands where it began.
pub(super) fn cover_of(item: &Item) -> Option<Cover> {
    let cover = cover(&item.bounds)?;
    Some(match item.since.and_then(|since| since.earliest) {
        Some(start) => Cover { anchor: minutes(start), ..cover },
        None => cover,
    })
}

/// A linear part of the scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    pub from: f64,
    pub to: f64,
    pub x0: f64,
    pub x1: f64,
}

impl Stretch {
    /// Where a time stands, kept inside the stretch.
    pub fn x(&self, time: f64) -> f64 {
        self.x0 + ((time - self.from) / (self.to - self.from)).clamp(0.0, 1.0) * (self.x1 - self.x0)
    }

    /// px of one minute.
    pub fn density(&self) -> f64 {
        (self.x1 - self.x0) / (self.to - self.from)
    }
}

/// Stretches with breaks between them; never empty.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    pub stretches: Vec<Stretch>,
    /// Skipped minutes between one stretch and the next.
    pub skipped: Vec<f64>,
}

/// Which gaps between sorted anchors are cut: those that would waste the axis, or where they are too many, the ones
/// among them that leave most room between neighbours.
fn cuts(anchors: &[f64]) -> Vec<usize> {
    let wasteful = wasteful(anchors);
    let count = wasteful.len().min(MOST_BREAKS);
    let mut best: Option<(f64, Vec<usize>)> = None;
    for chosen in 0_u32..1 << wasteful.len() {
        if chosen.count_ones() as usize != count {
            continue;
        }
        let mut cuts: Vec<usize> =
            wasteful.iter().enumerate().filter(|(bit, _)| (chosen >> bit) & 1 == 1).map(|(_, cut)| *cut).collect();
        cuts.sort_unstable();
        let crowding = crowding(anchors, &cuts);
        if best.as_ref().is_none_or(|(least, _)| crowding < *least - 1e-9) {
            best = Some((crowding, cuts));
        }
    }
    best.map(|(_, cuts)| cuts).unwrap_or_default()
}

/// How much neighbours lack of the distance that all would have on an even axis, squared and summed, where each stretch is
/// as wide as it has anchors.
fn crowding(anchors: &[f64], cuts: &[usize]) -> f64 {
    let mut start = 0;
    let ends = cuts.iter().copied().chain(anchors.len().checked_sub(1));
    let mut sum = 0.0;
    for end in ends {
        let part = anchors.get(start..=end).unwrap_or_default();
        let span = part.last().copied().unwrap_or(0.0) - part.first().copied().unwrap_or(0.0);
        let share = |gap: f64| if span > 0.0 { gap / span * part.len() as f64 } else { 0.0 };
        sum += part.windows(2).map(|pair| (1.0 - share(pair[1] - pair[0])).max(0.0).powi(2)).sum::<f64>();
        start = end + 1;
    }
    sum
}

/// The gaps that exceed their share of what is left, the largest first.
fn wasteful(anchors: &[f64]) -> Vec<usize> {
    let mut span = anchors.last().copied().unwrap_or(0.0) - anchors.first().copied().unwrap_or(0.0);
    let mut gaps: Vec<(f64, usize)> = anchors.windows(2).map(|pair| pair[1] - pair[0]).zip(0..).collect();
    gaps.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut cuts = Vec::new();
    for (gap, index) in gaps.into_iter().take(MOST_WEIGHED) {
        let share = FAIR_SHARES / (anchors.len() - cuts.len()) as f64;
        if span <= 0.0 || gap / span <= share.clamp(LEAST_CUT, MOST_CUT) {
            break;
        }
        cuts.push(index);
        span -= gap;
    }
    cuts
}

impl Scale {
    /// Fits covers, sorted by anchor, between two x. Each stretch is as wide as its labels need.
    pub fn fit(covers: &[Cover], x0: f64, x1: f64) -> Self {
        let anchors: Vec<f64> = covers.iter().map(|cover| cover.anchor).collect();
        let mut cuts = cuts(&anchors);
        // Long intervals reach over a gap between their middles: no time is skipped there, and the parts are one.
        while let Some(idle) = idle(covers, &cuts) {
            cuts.remove(idle);
        }
        let parts = parts(covers, &cuts);
        let room = (x1 - x0 - BREAK * (parts.len() - 1) as f64).max(1.0);
        let least = NARROWEST.min(room / parts.len() as f64);
        let share = |part: &[Cover]| (room * part.len() as f64 / covers.len().max(1) as f64).max(least);
        let mut widths: Vec<f64> = parts.iter().map(|part| share(part)).collect();
        let over = widths.iter().sum::<f64>() - room;
        if let Some(widest) = widths.iter_mut().max_by(|a, b| a.total_cmp(b)) {
            *widest -= over;
        }
        let mut x = x0;
        let mut stretches = Vec::new();
        for (part, width) in parts.iter().zip(widths) {
            let (from, to) = limits(part);
            stretches.push(Stretch { from, to, x0: x, x1: x + width });
            x += width + BREAK;
        }
        let skipped = stretches.windows(2).map(|pair| (pair[1].from - pair[0].to).max(0.0)).collect();
        Self { stretches, skipped }
    }

    /// The stretch in which a time stands, or the nearest one before a break.
    pub fn stretch(&self, time: f64) -> &Stretch {
        // A scale always has a stretch; the loop only looks for a better one than the first.
        let mut found = &self.stretches[0];
        for stretch in &self.stretches {
            if stretch.from <= time {
                found = stretch;
            }
        }
        found
    }

    pub fn x(&self, time: f64) -> f64 {
        self.stretch(time).x(time)
    }
}

/// The covers between cuts.
fn parts<'c>(covers: &'c [Cover], cuts: &[usize]) -> Vec<&'c [Cover]> {
    let starts = std::iter::once(0).chain(cuts.iter().map(|cut| cut + 1));
    let ends = cuts.iter().map(|cut| cut + 1).chain([covers.len()]);
    starts.zip(ends).map(|(start, end)| covers.get(start..end).unwrap_or_default()).collect()
}

/// The first cut between two parts that show no time apart.
fn idle(covers: &[Cover], cuts: &[usize]) -> Option<usize> {
    parts(covers, cuts).windows(2).position(|pair| limits(pair[1]).0 <= limits(pair[0]).1)
}

/// The times that a stretch shows.
fn limits(part: &[Cover]) -> (f64, f64) {
    let first = part.first().map_or(0.0, |cover| cover.anchor);
    let last = part.last().map_or(first, |cover| cover.anchor);
    let span = last - first;
    let (mut from, mut to) = (first - span * PAD, last + span * PAD);
    for cover in part {
        let near = |time: f64| span <= 0.0 || (time - cover.anchor).abs() <= span * SHOWN_INTERVAL;
        from = cover.from.filter(|time| near(*time)).map_or(from, |time| from.min(time));
        to = cover.to.filter(|time| near(*time)).map_or(to, |time| to.max(time));
    }
    // A single moment stands in the middle of an hour.
    if to - from < 1.0 { (from - 30.0, to + 30.0) } else { (from, to) }
}

/// Exact least-squares positions near `wishes` in the given order, each at least its `separation` after the one
/// before, between `low` and `high`: pool adjacent violators on the wish less the prefix sum of separations.
pub(super) fn settle(wishes: &[f64], separations: &[f64], low: f64, high: f64) -> Vec<f64> {
    let mut offsets = vec![0.0];
    for separation in separations.iter().take(wishes.len().saturating_sub(1)) {
        offsets.push(offsets.last().copied().unwrap_or(0.0) + separation);
    }
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (wish, offset) in wishes.iter().zip(&offsets) {
        let mut pool = (wish - offset, 1_usize);
        while let Some((sum, count)) = pools.last().copied() {
            if sum / count as f64 <= pool.0 / pool.1 as f64 {
                break;
            }
            pools.pop();
            pool = (pool.0 + sum, pool.1 + count);
        }
        pools.push(pool);
    }
    let most = high - offsets.last().copied().unwrap_or(0.0);
    let settled =
        pools.into_iter().flat_map(|(sum, count)| std::iter::repeat_n((sum / count as f64).min(most).max(low), count));
    settled.zip(&offsets).map(|(position, offset)| position + offset).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(anchor: f64) -> Cover {
        Cover { from: Some(anchor), to: Some(anchor), anchor }
    }

    #[test]
    fn long_gaps_are_cut_and_even_ones_are_not() {
        let even: Vec<Cover> = (0..8).map(|i| point(f64::from(i) * 100.0)).collect();
        assert_eq!(Scale::fit(&even, 0.0, 1000.0).stretches.len(), 1);
        let far: Vec<Cover> = [0.0, 10.0, 20.0, 50_000.0, 50_010.0].map(point).to_vec();
        let scale = Scale::fit(&far, 0.0, 1000.0);
        assert_eq!(scale.stretches.len(), 2);
        assert!(scale.skipped[0] > 49_000.0);
        let xs: Vec<f64> = far.iter().map(|cover| scale.x(cover.anchor)).collect();
        assert!(xs.windows(2).all(|pair| pair[0] < pair[1]), "{xs:?}");
        assert!(xs.iter().all(|x| (0.0..=1000.0).contains(x)));
        assert_eq!(Scale::fit(&[point(5.0)], 0.0, 300.0).stretches.len(), 1);
    }

    #[test]
    fn a_cluster_is_set_apart_before_gaps_that_matter_less() {
        // Years of a ship: built, sold, rebuilt, aground, and a fortnight of which six events are told.
        let years = [1974.0, 1998.0, 2005.5, 2017.8].map(|year: f64| year * 365.25 * DAY);
        let last = 2023.84 * 365.25 * DAY;
        let days = [0.0, 4.0, 7.0, 9.0, 14.0, 16.0].map(|day| last + day * DAY);
        let covers: Vec<Cover> = years.into_iter().chain(days).map(point).collect();
        let scale = Scale::fit(&covers, 0.0, 1500.0);
        let xs: Vec<f64> = covers.iter().map(|cover| scale.x(cover.anchor)).collect();
        assert!(xs[9] - xs[4] > 500.0, "{xs:?}");
        assert!(scale.stretches.len() <= MOST_BREAKS + 1);
    }

    #[test]
    fn no_break_stands_where_no_time_is_skipped() {
        let long = |from: f64, to: f64| Cover { from: Some(from), to: Some(to), anchor: (from + to) / 2.0 };
        let covers = [point(0.0), point(10.0), long(20.0, 100_000.0), point(50_020.0)];
        let mut sorted = covers.to_vec();
        sorted.sort_by(|a, b| a.anchor.total_cmp(&b.anchor));
        let scale = Scale::fit(&sorted, 0.0, 1000.0);
        assert!(scale.skipped.iter().all(|skipped| *skipped > 0.0), "{scale:?}");
    }

    #[test]
    fn settled_positions_keep_order_and_distance() {
        let rows: [(&[f64], &[f64]); 4] =
            [(&[10.0, 10.0, 10.0], &[20.0, 20.0]), (&[0.0, 500.0], &[50.0]), (&[900.0, 5.0], &[30.0]), (&[], &[])];
        for (wishes, separations) in rows {
            let got = settle(wishes, separations, 0.0, 1000.0);
            assert_eq!(got.len(), wishes.len());
            for (pair, separation) in got.windows(2).zip(separations) {
                assert!(pair[1] - pair[0] >= separation - 1e-9, "{got:?}");
            }
            assert!(got.iter().all(|x| (0.0..=1000.0).contains(x)), "{got:?}");
        }
        assert_eq!(settle(&[10.0, 100.0], &[20.0], 0.0, 200.0), [10.0, 100.0]);
        assert_eq!(settle(&[50.0, 50.0], &[20.0], 0.0, 200.0), [40.0, 60.0]);
    }
}
