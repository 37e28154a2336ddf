//! A pack's own examples, run: by the tests over the packs in the binary and by `linimasa pack check` over a folder.

use super::matcher::Matcher;
use super::resolve::begins_well;
use super::tokens::tokens;
use super::{Modifier, Moment, TimeLexicon, Timex, TimexKind, parse_moment, resolve};
use crate::error::Error;
use crate::lang::Pack;
use crate::text::{Input, TextLexicon, read};

/// What a pack's examples show to be wrong, a sentence each with file and line; empty if all hold.
///
/// Each row of `time_examples.tsv` must be read as it says. Each rule of `time_rules.tsv` must win in every text of
/// its `yes` cell, win in none of its `no` cell, and have at least one of each.
///
/// # Errors
/// A table that cannot be read, with file, line and reason.
pub fn check(pack: &Pack) -> Result<Vec<String>, Error> {
    let lexicon = TimeLexicon::from_pack(pack)?;
    let texts = TextLexicon::from_pack(pack)?;
    let mut wrong = rules(pack, &lexicon);
    for row in pack.table("time_examples.tsv")?.rows()? {
        let text = row.get("text");
        let input = Input { id: "example".to_string(), text: text.to_string(), ..Input::default() };
        let (article, _) = read(input, &texts)?;
        let found = resolve(&article, &lexicon, parse_moment(row.get("dct")).ok()).0.timexes;
        if let Some(what) = compare(text, row.get("expected"), &found) {
            let told: Vec<String> =
                found.iter().map(|t| format!("{}|{}|{}", t.span.of(text), kind(t.kind), t.value)).collect();
            let got = if told.is_empty() { "-".to_string() } else { told.join(" ; ") };
            wrong.push(format!("{}/time_examples.tsv:{}: {text:?}: {what}; found {got}", pack.code, row.line));
        }
    }
    Ok(wrong)
}

/// What is wrong with the rules' own examples.
fn rules(pack: &Pack, lexicon: &TimeLexicon) -> Vec<String> {
    let mut wrong = Vec::new();
    for (index, rule) in lexicon.grammar.rules.iter().enumerate() {
        let mut tell = |what: String| {
            wrong.push(format!("{}/time_rules.tsv:{}: the rule {} {what}", pack.code, rule.line, rule.name));
        };
        if rule.yes.is_empty() || rule.no.is_empty() {
            tell("needs a text in its yes cell and one in its no cell".to_string());
        }
        for text in &rule.yes {
            if let Err(rival) = wins(lexicon, index, text) {
                tell(format!("must win in {text:?}, where {rival}"));
            }
        }
        for text in rule.no.iter().filter(|text| wins(lexicon, index, text).is_ok()) {
            tell(format!("must not win in {text:?}"));
        }
    }
    wrong
}

/// Whether a rule wins anywhere in a text; what won instead, if not.
fn wins(lexicon: &TimeLexicon, rule: usize, text: &str) -> Result<(), String> {
    let tokens = tokens(text, &lexicon.words);
    let matcher = Matcher::new(&tokens, &lexicon.grammar, &lexicon.words);
    let Some(kind) = lexicon.grammar.rules.get(rule).map(|r| r.kind) else { return Err(String::new()) };
    let alone = kind & lexicon.grammar.mentions == 0;
    let mut rivals = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let found = if alone {
            matcher.of_kind(at, kind)
        } else if begins_well(&tokens, at, text) {
            matcher.mention(at)
        } else {
            None
        };
        let Some(found) = found else {
            at += 1;
            continue;
        };
        if usize::from(found.rule) == rule {
            return Ok(());
        }
        rivals.extend(lexicon.grammar.rules.get(usize::from(found.rule)).map(|r| r.name.clone()));
        at = if alone { at + 1 } else { found.end.max(at + 1) };
    }
    Err(if rivals.is_empty() { "no rule matches".to_string() } else { format!("{} wins", rivals.join(", ")) })
}

fn kind(kind: TimexKind) -> &'static str {
    match kind {
        TimexKind::Date => "DATE",
        TimexKind::Time => "TIME",
        TimexKind::Duration => "DURATION",
        TimexKind::Set => "SET",
    }
}

/// What differs between the expected expressions and those found.
fn compare(text: &str, expected: &str, found: &[Timex]) -> Option<String> {
    let want: Vec<&str> = expected.split(" ; ").filter(|w| *w != "-").collect();
    if want.len() != found.len() {
        return Some(format!("{} expressions are expected", want.len()));
    }
    want.iter().zip(found).find_map(|(want, found)| differs(want, text, found))
}

fn day(moment: Option<Moment>) -> String {
    moment.map_or_else(|| "..".to_string(), |m| m.day().to_string())
}

/// One expected expression against one found: what differs.
fn differs(want: &str, text: &str, found: &Timex) -> Option<String> {
    let mut parts = want.split('|').map(str::trim);
    for got in [found.span.of(text), kind(found.kind), &found.value] {
        let want = parts.next().unwrap_or_default();
        if want != got {
            return Some(format!("{want:?} is {got:?}"));
        }
    }
    parts.find_map(|part| {
        let (key, want) = part.split_once('=')?;
        let got = match key {
            "mod" => found.modifier.map(Modifier::timex).unwrap_or_default().to_string(),
            "bounds" => found.bounds.map(|b| format!("{}..{}", day(b.earliest), day(b.latest))).unwrap_or_default(),
            "edtf" => found.edtf.clone().unwrap_or_default(),
            "zone" => found.zone.clone().unwrap_or_default(),
            "flag" => found.flags.join(" "),
            "alt" => found.alternatives.first().cloned().unwrap_or_default(),
            "rule" => found.rule.clone(),
            other => return Some(format!("the key {other:?} is unknown")),
        };
        (got != want).then(|| format!("{key} {want:?} is {got:?}"))
    })
}
