//! Mutants into the text of a file.

use crate::find::{Change, Mutant};

/// The text with these mutants in it, each behind its switch.
pub fn weave(text: &str, mutants: &[(usize, &Mutant)]) -> String {
    // Outer ones first; of the same place they stay together.
    let mut sorted: Vec<&(usize, &Mutant)> = mutants.iter().collect();
    sorted.sort_by_key(|(number, mutant)| (mutant.from, std::cmp::Reverse(mutant.to), *number));
    part(text, 0, text.len(), &sorted)
}

/// The text from one byte to another with the mutants that lie in it.
fn part(text: &str, from: usize, to: usize, mutants: &[&(usize, &Mutant)]) -> String {
    let (mut out, mut at, mut rest) = (String::new(), from, mutants);
    while let [(_, first), ..] = rest {
        let (begin, end) = (first.from, first.to);
        let same = rest.iter().take_while(|(_, other)| (other.from, other.to) == (begin, end)).count();
        let inside = rest[same..].iter().take_while(|(_, other)| other.from < end).count();
        out.push_str(&text[at..begin]);
        let inner = part(text, begin, end, &rest[same..same + inside]);
        let insertions = rest[..same].iter().filter(|(_, mutant)| begin == end && mutant.change != Change::Expression);
        insertions.for_each(|(number, mutant)| out.push_str(&inserted(*number, mutant)));
        let mut branches = String::new();
        for (number, mutant) in rest[..same].iter().filter(|(_, mutant)| mutant.change == Change::Expression) {
            branches.push_str(&format!("if crate::mutant::on({number}) {{ ({}) }} else ", mutant.by));
        }
        match branches.is_empty() {
            true => out.push_str(&inner),
            false => out.push_str(&format!("({branches}{{ ({inner}) }})")),
        }
        at = end;
        rest = &rest[same + inside..];
    }
    out.push_str(&text[at..to]);
    out
}

/// What stands in front of a function's first statement, or behind a pattern.
fn inserted(number: usize, mutant: &Mutant) -> String {
    match mutant.change {
        Change::Body => format!(" if crate::mutant::on({number}) {{ return {}; }}", mutant.by),
        Change::Arm => format!(" if !crate::mutant::on({number}) "),
        Change::Expression => String::new(),
    }
}
