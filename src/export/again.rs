//! Which events tell another one again, and which of these have to stand by themselves all the same.

use super::record::{Archive, Event};
use crate::event;
use std::collections::{BTreeSet, HashMap};

/// An event by its file and its place in it.
type Row = (usize, usize);

/// The rows of each file that a form shows which only shows: what tells another event again is shown once, with that one.
/// An event is shown as well where what it repeats leads to none that is: a list from which the first telling was taken
/// out, events that repeat each other, or an event that repeats itself. These are `strays`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub shown: Vec<Vec<usize>>,
    pub strays: Vec<Row>,
}

/// Tells the events of several files apart. An id means an event of its own file before one of another, and one of another
/// only where it is an article's: those that a hand gives (`1`, `a3`) may be another event's in each file.
pub(crate) fn told(files: &[&[Event]]) -> Told {
    let mut anywhere: HashMap<&str, Row> = HashMap::new();
    let mut own: HashMap<(usize, &str), Row> = HashMap::new();
    for (at, event) in rows(files) {
        anywhere.entry(event.id.as_str()).or_insert(at);
        own.entry((at.0, event.id.as_str())).or_insert(at);
    }
    let first = |(file, row): Row| {
        let event = files.get(file)?.get(row)?;
        let repeated = event.repeated();
        let ids = || repeated.iter().map(String::as_str);
        let here = ids().find_map(|id| own.get(&(file, id)));
        let there = || ids().filter(|id| event::is_id(id)).find_map(|id| anywhere.get(id));
        here.or_else(there).copied()
    };
    let retold: BTreeSet<Row> = rows(files).filter(|(_, event)| event.is_retold()).map(|(at, _)| at).collect();
    // Each event is passed once: a way ends where one that was passed already is met.
    let (mut passed, mut strays) = (BTreeSet::new(), BTreeSet::new());
    for &start in &retold {
        let (mut at, mut way) = (start, Vec::new());
        while retold.contains(&at) && passed.insert(at) {
            way.push(at);
            at = first(at).unwrap_or(at);
        }
        // A way that leads back into itself, or nowhere: of the events that repeat each other the first one stands for all.
        let turn = way.iter().position(|other| *other == at);
        strays.extend(turn.and_then(|from| way.get(from..)?.iter().min().copied()));
    }
    let mut shown: Vec<Vec<usize>> = vec![Vec::new(); files.len()];
    for ((file, row), _) in rows(files).filter(|(at, _)| !retold.contains(at) || strays.contains(at)) {
        if let Some(rows) = shown.get_mut(file) {
            rows.push(row);
        }
    }
    Told { shown, strays: strays.into_iter().collect() }
}

fn rows<'a>(files: &[&'a [Event]]) -> impl Iterator<Item = (Row, &'a Event)> {
    let each =
        |(file, events): (usize, &&'a [Event])| events.iter().enumerate().map(move |(row, event)| ((file, row), event));
    files.iter().enumerate().flat_map(each)
}

impl Archive {
    /// The events that a form shows which only shows, with their rows: each happening once.
    pub fn shown(&self) -> impl Iterator<Item = (usize, &Event)> {
        let (files, begins): (Vec<&[Event]>, Vec<usize>) = self.files().unzip();
        let shown = told(&files).shown.into_iter().zip(begins);
        let rows = shown.flat_map(|(rows, begin)| rows.into_iter().map(move |row| begin + row));
        rows.filter_map(|row| Some((row, self.events.get(row)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Told, told};
    use crate::export::{Archive, Event};
    use serde_json::json;

    /// The id of an article's event for `a0`.
    fn id(short: &str) -> String {
        match short.split_at(1) {
            ("a", rest) => format!("abcdef012{rest}"),
            ("b", rest) => format!("fedcba987{rest}"),
            _ => short.to_string(),
        }
    }

    /// Events `a0`, `a1`, … of one file, each with what it repeats.
    fn file(name: &str, repeats: &[&[&str]]) -> Vec<Event> {
        let event = |(at, ids): (usize, &&[&str])| {
            let ids: Vec<String> = ids.iter().map(|short| id(short)).collect();
            let value = json!({"id": id(&format!("{name}{at}")), "same_as": ids});
            serde_json::from_value::<Event>(value).expect("an event")
        };
        repeats.iter().enumerate().map(event).collect()
    }

    #[test]
    fn of_events_that_lead_to_each_other_one_is_shown() {
        // What each event repeats, what is shown, and which of these repeat nothing that is.
        type Case<'c> = (&'c [&'c [&'c str]], &'c [usize], &'c [usize]);
        let cases: [Case<'_>; 8] = [
            (&[&[], &["a0"]], &[0], &[]),
            (&[&["a7"], &[]], &[0, 1], &[0]),
            (&[&["a0"]], &[0], &[0]),
            (&[&["a1"], &["a0"]], &[0], &[0]),
            (&[&["a2"], &["a0"], &["a1"], &["a2"]], &[0], &[0]),
            (&[&["a1"], &["a2"], &["a1"]], &[1], &[1]),
            // The first that is there counts.
            (&[&["hilang", "a1"], &[]], &[1], &[]),
            (&[&["a1"], &["a2"], &["a9"]], &[2], &[2]),
        ];
        for (repeats, shown, strays) in cases {
            let strays = strays.iter().map(|row| (0, *row)).collect();
            assert_eq!(told(&[&file("a", repeats)]), Told { shown: vec![shown.to_vec()], strays }, "{repeats:?}");
        }
    }

    #[test]
    fn what_another_file_tells_first_is_shown_there() {
        let (a, b) = (file("a", &[&[], &["b1"]]), file("b", &[&["a0"], &["a1"]]));
        assert_eq!(told(&[&a, &b]), Told { shown: vec![vec![0, 1], vec![]], strays: vec![(0, 1)] });
        // Alone, each of them stands by itself.
        assert_eq!(told(&[&b]).shown, [vec![0, 1]]);
        // An id that a hand gave means nothing in another file.
        let (by_hand, other) = (file("x", &[&[]]), file("y", &[&["x0"]]));
        assert_eq!(told(&[&by_hand, &other]), Told { shown: vec![vec![0], vec![0]], strays: vec![(1, 0)] });
        // An event of its own file comes before one of another, wherever the two stand in the list.
        let (e, f) = (file("a", &[&["b0", "a1"], &[]]), file("b", &[&["a0"]]));
        assert_eq!(told(&[&e, &f]).shown, [vec![1], vec![]]);
        // An id of its own file comes before the same id of another.
        let (c, d) = (file("a", &[&["a1"], &[]]), file("a", &[&["a1"], &[]]));
        assert_eq!(told(&[&c, &d]).shown, [vec![1], vec![1]]);
    }

    #[test]
    fn files_that_were_joined_keep_their_ids_apart() {
        let mut all = Archive { events: file("x", &[&[]]), ..Archive::default() };
        all.join(Archive { events: file("x", &[&["x1"], &[]]), ..Archive::default() });
        assert_eq!(all.shown().map(|(row, _)| row).collect::<Vec<_>>(), [0, 2]);
    }
}
