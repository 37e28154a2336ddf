//! Figures in a sentence: a number with what it counts or measures, and the clause that it stands in.

use super::lexicon::{Class, LONGEST_ENTRY, Lexicon};

/// A sentence longer than this is no sentence of prose but a table or a page without full stops.
const LONGEST_SENTENCE: usize = 2_000;

/// A word without the punctuation around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    /// Byte offset in the sentence.
    pub start: usize,
    /// Clauses are counted by the punctuation between them.
    pub clause: usize,
    /// Inside brackets.
    pub bracketed: bool,
}

/// The words of a sentence.
pub(super) fn words(sentence: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    if sentence.len() > LONGEST_SENTENCE {
        return out;
    }
    let (mut clause, mut depth, mut at) = (0, 0_usize, 0);
    for raw in sentence.split_inclusive(char::is_whitespace) {
        let start = at;
        at += raw.len();
        let raw = raw.trim_end();
        let opened = raw.trim_start_matches(|c: char| !keeps(c));
        let text = opened.trim_end_matches(|c: char| !(c.is_alphanumeric() || c == '%' || c == '$'));
        let (head, tail) = (&raw[..raw.len() - opened.len()], &opened[text.len()..]);
        if !head.is_empty() || text.is_empty() {
            clause += 1;
        }
        depth += head.chars().filter(|c| matches!(c, '(' | '[')).count();
        if !text.is_empty() {
            out.push(Word { text, start: start + head.len(), clause, bracketed: depth > 0 });
        }
        depth = depth.saturating_sub(tail.chars().filter(|c| matches!(c, ')' | ']')).count());
        // The full stop of an abbreviation or an initial ends no clause; the end of the sentence ends it anyway.
        if tail.chars().any(|c| c != '.' && c != '\'' && c != '’') {
            clause += 1;
        }
    }
    out
}

/// Whether a word may begin with this character.
fn keeps(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '$' | '€' | '£' | '¥')
}

/// What kind of figure it is; the order has no meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Harm,
    Magnitude,
    Money,
    People,
    Thing,
    Measure,
}

/// A figure of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    pub kind: Kind,
    /// The number with its unit, as large as it is printed: `12 orang`, `Rp 3 miliar`, `M 6,5`.
    pub term: String,
    /// The number without the unit, for terms that are too long, with abbreviated scales.
    pub short: String,
    /// Words from and to (exclusive) of the figure.
    pub words: (usize, usize),
    /// The first word after the number itself, where its unit begins.
    pub unit: usize,
}

/// The longest entry of up to [`LONGEST_ENTRY`] words that begins at a word and that `find` knows.
fn entry<T>(words: &[Word<'_>], at: usize, find: impl Fn(&str) -> Option<T>) -> Option<(usize, T)> {
    (1..=LONGEST_ENTRY).rev().find_map(|length| {
        let run = words.get(at..at.checked_add(length)?)?;
        let clause = run.first()?.clause;
        if run.iter().any(|word| word.clause != clause) {
            return None;
        }
        let joined = run.iter().map(|word| word.text.to_lowercase()).collect::<Vec<_>>().join(" ");
        Some((at + length, find(&joined)?))
    })
}

/// Where the longest entry of this class that ends right before a word begins.
fn before(words: &[Word<'_>], at: usize, lexicon: &Lexicon, class: Class) -> Option<usize> {
    (1..=LONGEST_ENTRY).rev().filter_map(|back| at.checked_sub(back)).find(|from| {
        entry(words, *from, |form| lexicon.is(class, form).then_some(())).is_some_and(|(end, ())| end == at)
    })
}

/// Digits with the marks of groups and decimals inside them.
fn is_digits(text: &str) -> bool {
    let ends = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let inside = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    inside && ends(text.chars().next()) && ends(text.chars().next_back())
}

/// The amount that a number states, before any unit.
struct Amount {
    /// As it is printed.
    number: String,
    money: bool,
    percent: bool,
    vague: bool,
    /// Written as a word for one, which more often than not counts nothing.
    article: bool,
    /// The first word after it.
    end: usize,
}

/// Reads an amount at a word: `1.250`, `Rp3`, `40%`, `dua puluh`, `ratusan`.
fn amount(words: &[Word<'_>], at: usize, lexicon: &Lexicon) -> Option<Amount> {
    let word = words.get(at)?;
    let lower = word.text.to_lowercase();
    let plain =
        |number: String, end| Amount { number, money: false, percent: false, vague: false, article: false, end };
    if let Some(number) = lower.strip_suffix('%').filter(|number| is_digits(number)) {
        return Some(Amount { percent: true, ..plain(format!("{number}%"), at + 1) });
    }
    if is_digits(word.text) {
        return Some(plain(word.text.to_string(), at + 1));
    }
    // The longest prefix wins, so that `us$` is not read as `$`.
    let prefix = lexicon.forms(Class::MoneyBefore).filter(|p| lower.starts_with(p)).max_by_key(|p| p.len());
    if let Some(rest) = prefix.and_then(|prefix| word.text.get(prefix.len()..)) {
        let mark = word.text.get(..word.text.len() - rest.len())?;
        if is_digits(rest) {
            return Some(Amount { money: true, ..plain(word.text.to_string(), at + 1) });
        }
        let next = words.get(at + 1).filter(|next| rest.is_empty() && next.clause == word.clause);
        if let Some(next) = next.filter(|next| is_digits(next.text)) {
            return Some(Amount { money: true, ..plain(format!("{mark} {}", next.text), at + 2) });
        }
    }
    if lexicon.is(Class::Vague, &lower) {
        return Some(Amount { vague: true, ..plain(word.text.to_string(), at + 1) });
    }
    let (value, end) = in_words(words, at, lexicon)?;
    Some(Amount { article: value == 1, ..plain(value.to_string(), end) })
}

/// Whether bare digits are as likely a year as a number.
fn may_be_year(number: &str) -> bool {
    number.len() == 4 && number.parse::<u32>().is_ok_and(|value| (1900..=2100).contains(&value))
}

/// A number written in words, up to the thousands.
fn in_words(words: &[Word<'_>], at: usize, lexicon: &Lexicon) -> Option<(u64, usize)> {
    let form = |at: usize| words.get(at).map(|word| word.text.to_lowercase());
    let simple = |at: usize| {
        let text = form(at)?;
        let known = lexicon.numbers.get(text.as_str()).copied();
        let joined = || {
            let (tens, ones) = text.split_once('-')?;
            lexicon.numbers.get(tens)?.checked_add(*lexicon.numbers.get(ones)?)
        };
        known.or_else(joined)
    };
    let (mut total, mut value, mut end) = (0_u64, simple(at)?, at + 1);
    while let Some(text) = form(end) {
        if let Some(times) = lexicon.times.get(text.as_str()) {
            value = value.checked_mul(*times)?;
        } else if let Some(plus) = lexicon.plus.get(text.as_str()) {
            value = value.checked_add(*plus)?;
        } else if let Some(next) = simple(end).filter(|next| value >= 10 && *next < value) {
            total = total.checked_add(value)?;
            value = next;
        } else {
            break;
        }
        end += 1;
    }
    Some((total.checked_add(value)?, end))
}

/// The figures of a sentence in order. `shut` tells which byte offsets may give none: dates and quotations.
pub(super) fn figures(words: &[Word<'_>], lexicon: &Lexicon, shut: impl Fn(usize) -> bool) -> Vec<Figure> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let open = !word.bracketed && !shut(word.start);
        let found = open.then(|| magnitude(words, at, lexicon).or_else(|| counted(words, at, lexicon))).flatten();
        at = found.as_ref().map_or(at + 1, |figure| figure.words.1.max(at + 1));
        out.extend(found);
    }
    out
}

/// `magnitudo 6,5`; a magnitude has a decimal or is below ten.
fn magnitude(words: &[Word<'_>], at: usize, lexicon: &Lexicon) -> Option<Figure> {
    let (next, short) = entry(words, at, |form| lexicon.magnitudes.get(form).copied())?;
    let number = words.get(next).filter(|word| is_digits(word.text) && word.text.len() <= 4)?;
    let whole: u32 = number.text.split(['.', ',']).next()?.parse().ok()?;
    let decimal = number.text.contains(['.', ',']);
    let term = format!("{short} {}", number.text);
    let known = (1..10).contains(&whole) && decimal;
    known.then(|| Figure { kind: Kind::Magnitude, short: term.clone(), term, words: (at, next + 1), unit: next + 1 })
}

/// A number with its unit.
fn counted(words: &[Word<'_>], at: usize, lexicon: &Lexicon) -> Option<Figure> {
    if before(words, at, lexicon, Class::SkipBefore).is_some() {
        return None;
    }
    let amount = amount(words, at, lexicon)?;
    // "350 ribuan rumah": the number before has the noun.
    if amount.vague && at.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|word| is_digits(word.text)) {
        return None;
    }
    let clause = words.get(at)?.clause;
    let same = |at: usize| words.get(at).filter(|word| word.clause == clause);
    let (mut number, mut short, mut end) = (amount.number.clone(), amount.number.clone(), amount.end);
    if let Some(scale) = same(end).filter(|_| !amount.percent && !amount.vague)
        && let Some(abbreviation) = lexicon.scales.get(scale.text.to_lowercase().as_str())
    {
        number = format!("{number} {}", scale.text);
        // `14 m` of what? Only beside its currency is an abbreviated scale understood.
        short = if amount.money { format!("{short} {abbreviation}") } else { number.clone() };
        end += 1;
    }
    let after = end;
    let figure =
        |kind, term: String, short: String, end| Some(Figure { kind, term, short, words: (at, end), unit: after });
    let known = |at: usize, class: Class| entry(words, at, |form| lexicon.is(class, form).then_some(()));
    if same(end).is_some() && known(end, Class::SkipAfter).is_some() {
        return None;
    }
    if amount.money {
        return figure(Kind::Money, number, short, end);
    }
    if amount.percent {
        return figure(Kind::Measure, number, short, end);
    }
    same(end)?;
    let unit = |from: usize, to: usize| {
        words.get(from..to).map(|run| run.iter().map(|w| w.text).collect::<Vec<_>>().join(" "))
    };
    for (class, kind) in [(Class::MoneyAfter, Kind::Money), (Class::Measure, Kind::Measure)] {
        if let Some((to, ())) = known(end, class).filter(|_| !amount.vague) {
            return figure(kind, format!("{number} {}", unit(end, to)?), short, to);
        }
    }
    let from = if known(end, Class::Classifier).is_some() { end + 1 } else { end };
    // An adjective or two may stand before the noun in some languages.
    let reach = if lexicon.adjectives_come_first() { 3 } else { 1 };
    for noun in from..from + reach {
        let word = same(noun)?;
        let lower = word.text.to_lowercase();
        let kind = match () {
            () if lexicon.is(Class::People, &lower) => Kind::People,
            () if lexicon.is(Class::Thing, &lower) || lexicon.may_be_counted(word.text) => Kind::Thing,
            () if lexicon.is(Class::Stop, &lower) || lexicon.is(Class::Cut, &lower) => return None,
            () => continue,
        };
        let harmed =
            words.iter().filter(|w| w.clause == clause).any(|w| lexicon.is(Class::Harm, &w.text.to_lowercase()));
        let kind = if kind == Kind::People && harmed { Kind::Harm } else { kind };
        let doubtful = amount.article && kind != Kind::Harm || kind == Kind::Thing && may_be_year(&amount.number);
        if doubtful {
            return None;
        }
        return figure(kind, format!("{number} {}", word.text), short, noun + 1);
    }
    None
}

/// Where the words begin that soften the number: `sedikitnya`, `more than`.
pub(super) fn hedge(words: &[Word<'_>], figure: &Figure, lexicon: &Lexicon) -> Option<usize> {
    before(words, figure.words.0, lexicon, Class::Hedge)
}
