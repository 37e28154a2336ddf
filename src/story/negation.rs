//! What did not happen: whether a label says so itself, whether somebody denies it, or whether the article says it.
//!
//! A picture strikes out what is not so. A label that says itself that something did not happen (`Tidak ada korban
//! jiwa`) must not be struck out, since two negations make an assertion: the reader would take it that people died.

use super::Certainty;
use crate::error::Error;
use crate::lang;
use std::sync::OnceLock;

/// The classes of `modality.tsv` by which a happening is negated.
const NEGATIONS: [&str; 7] =
    ["negated", "negation", "negation_open", "negative_outcome", "denied", "frustrated", "avertive"];

/// The words of all packs by which a text negates and denies: data may hold labels in any language.
#[derive(Debug, Default)]
struct Negation {
    /// Each as its words, lower case.
    negates: Vec<Vec<String>>,
    denies: Vec<Vec<String>>,
}

impl Negation {
    fn read() -> Result<Self, Error> {
        let mut out = Self::default();
        for pack in lang::packs() {
            for row in pack.table("modality.tsv")?.rows()? {
                if NEGATIONS.contains(&row.get("class")) {
                    out.negates.push(words(row.get("cue")));
                }
            }
            for row in pack.table("reporting.tsv")?.rows()? {
                if row.get("type") == "denies" || row.get("class") == "negate" {
                    let forms = row.get("form").split('|').chain(row.get("forms").split('|'));
                    out.denies.extend(forms.map(words).filter(|form| !form.is_empty()));
                }
            }
        }
        Ok(out)
    }
}

/// What an event's own sentence says of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told<'a> {
    pub negated: bool,
    /// The verb by which somebody says it, if anybody does.
    pub verb: &'a str,
    /// The words that negate it, where they are known.
    pub cue: &'a str,
}

/// The certainty of an item with this label; `stated` is that of its modality.
///
/// ```
/// use linimasa::story::{Certainty, Told, told};
/// let negated = Told { negated: true, ..Told::default() };
/// assert_eq!(told(Certainty::Denied, "Tidak ada korban jiwa", &negated), Certainty::Negated);
/// ```
pub fn told(stated: Certainty, label: &str, told: &Told<'_>) -> Certainty {
    static KNOWN: OnceLock<Negation> = OnceLock::new();
    if stated != Certainty::Denied && !told.negated {
        return stated;
    }
    // A table that cannot be read was told already where the text was read.
    let known = KNOWN.get_or_init(|| Negation::read().unwrap_or_default());
    let label = words(label);
    let denies = |text: &str| holds(&words(text), &known.denies);
    // `Polisi membantah kabar itu` tells of the denial itself.
    if holds(&label, &known.denies) {
        return Certainty::Negated;
    }
    if !told.negated || denies(told.verb) {
        return Certainty::Denied;
    }
    let cue = words(told.cue);
    if holds(&label, &known.negates) || (!cue.is_empty() && holds(&label, &[cue])) {
        return Certainty::Negated;
    }
    if denies(told.cue) { Certainty::Denied } else { Certainty::Refuted }
}

/// The words of a text, lower case; an apostrophe is a part of its word.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    parts.filter(|part| !part.is_empty()).map(|part| part.to_lowercase().replace('’', "'")).collect()
}

/// Whether one of the forms stands in a text. A form with an apostrophe is the end of a word (`n't`).
fn holds(text: &[String], forms: &[Vec<String>]) -> bool {
    let same = |word: &String, form: &String| word == form || (form.contains('\'') && word.ends_with(form.as_str()));
    let is = |run: &[String], form: &[String]| run.iter().zip(form).all(|(word, form)| same(word, form));
    forms.iter().any(|form| !form.is_empty() && text.windows(form.len()).any(|run| is(run, form)))
}

#[cfg(test)]
mod tests {
    use super::{Told, told};
    use crate::story::Certainty;

    #[test]
    fn a_label_that_says_itself_that_it_did_not_happen_is_not_struck_out() {
        let rows = [
            (Certainty::Denied, "Tidak ada korban jiwa", true, "", "Tidak ada", Certainty::Negated),
            (Certainty::Denied, "Police did not arrest anyone", true, "", "did not", Certainty::Negated),
            (Certainty::Denied, "Police hadn’t arrested anyone", true, "", "", Certainty::Negated),
            (Certainty::Denied, "The auditor refused to sign", true, "", "refused to", Certainty::Negated),
            (Certainty::Planned, "The minister will not attend", true, "", "", Certainty::Negated),
            (Certainty::Denied, "Menteri mundur", true, "", "adalah hoaks", Certainty::Refuted),
            (Certainty::Denied, "Police arrested two men", true, "", "", Certainty::Refuted),
            (Certainty::Denied, "Troops crossed the border", false, "denied", "", Certainty::Denied),
            (Certainty::Denied, "Polisi menembak mahasiswa", true, "", "membantah", Certainty::Denied),
            // Who denies that something did not happen says that it did.
            (Certainty::Denied, "The road was not closed", true, "denied", "not", Certainty::Denied),
            (Certainty::Denied, "Polisi membantah menembak mahasiswa", true, "", "membantah", Certainty::Negated),
            (Certainty::Asserted, "The council decided not to vote", false, "", "", Certainty::Asserted),
            (Certainty::Possible, "Police arrested nobody", false, "", "", Certainty::Possible),
        ];
        for (stated, label, negated, verb, cue, want) in rows {
            assert_eq!(told(stated, label, &Told { negated, verb, cue }), want, "{label}");
        }
    }
}
