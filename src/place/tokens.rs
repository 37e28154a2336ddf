//! Words of an article with what stands between them, so that no name runs across punctuation.

use super::PlaceLexicon;
use super::lexicon::Starts;
use crate::text::{Article, Span, ZoneKind, char_at};

/// What stands before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    Blank,
    Hyphen,
    Comma,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// `'s` of the word before.
    Possessive,
    /// Anything else: the end of a sentence, a colon, a quotation mark, a new line.
    Break,
}

/// One word.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    pub span: Span,
    pub text: &'a str,
    /// The word in lower case.
    pub lower: &'a str,
    /// Which of the pack's forms may begin with the word ([`Starts`]): most words are passed over at one look.
    pub starts: Starts,
    pub gap: Gap,
    /// It begins with a capital.
    pub capital: bool,
    /// It is two or more letters, all capitals.
    pub caps: bool,
    /// Its capital says nothing: a sentence or a quotation begins here, or the line is all capitals or Title Case.
    pub positional: bool,
    /// The line around it is all capitals.
    pub shout: bool,
    pub zone: Option<ZoneKind>,
    /// Places are read here.
    pub open: bool,
    /// Bytes of the `'s` that follows.
    pub owner: usize,
}

/// Share of capitalised words from which a title is in Title Case.
const TITLE_CASE: f64 = 0.7;
/// Words that a line needs before its capitals are judged.
const JUDGED: usize = 3;

/// The words of an article and what they are in lower case: one buffer for all, because most texts have thousands.
#[derive(Debug, Clone)]
pub(super) struct Words {
    spans: Vec<Span>,
    /// The text with its ASCII capitals as small letters: every byte keeps its place.
    lower: String,
    /// The words that hold more than ASCII, by their number, in lower case.
    beyond: Vec<(usize, String)>,
}

impl Words {
    /// The words of the article's text.
    pub(super) fn of(text: &str, lexicon: &PlaceLexicon) -> Self {
        let spans = words(text, lexicon);
        let mut lower = text.to_string();
        lower.make_ascii_lowercase();
        let mut beyond = Vec::new();
        if !text.is_ascii() {
            let more = spans.iter().enumerate().filter(|(_, span)| !span.of(text).is_ascii());
            beyond.extend(more.map(|(number, span)| (number, span.of(text).to_lowercase())));
        }
        Self { spans, lower, beyond }
    }

    /// The words in lower case.
    fn lowered(&self) -> impl Iterator<Item = &str> {
        let mut beyond = self.beyond.iter().peekable();
        self.spans.iter().enumerate().map(move |(number, span)| match beyond.next_if(|(other, _)| *other == number) {
            Some((_, word)) => word.as_str(),
            None => span.of(&self.lower),
        })
    }
}

/// The words with all that their letters and neighbours say.
pub(super) fn tokens<'a>(article: &'a Article, found: &'a Words, lexicon: &PlaceLexicon) -> Vec<Token<'a>> {
    let text = article.text.as_str();
    let spans = &found.spans;
    let mut out: Vec<Token<'a>> = Vec::with_capacity(spans.len());
    let mut sentences = article.sentences.iter().map(|s| s.span.start).peekable();
    let mut before = 0;
    let mut zones = article.zones.as_slice();
    for (span, lower) in spans.iter().copied().zip(found.lowered()) {
        let word = span.of(text);
        let mut gap = match out.last() {
            None => Gap::Break,
            Some(last) => gap(text.get(before..span.start).unwrap_or(""), last, lexicon),
        };
        while sentences.next_if(|start| *start <= span.start).is_some() {
            gap = Gap::Break;
        }
        // Zones stand in text order and never overlap.
        while let Some((_, rest)) = zones.split_first().filter(|(zone, _)| zone.span.end <= span.start) {
            zones = rest;
        }
        let zone = zones.first().filter(|zone| zone.span.start <= span.start).map(|zone| zone.kind);
        if out.last().is_some_and(|last| last.zone != zone) {
            gap = Gap::Break;
        }
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        out.push(Token {
            span,
            text: word,
            lower,
            starts: lexicon.starts(lower),
            gap,
            capital,
            caps: capital_letters(word),
            positional: gap == Gap::Break,
            shout: false,
            zone,
            owner: owner(text.get(span.end..).unwrap_or("")),
            open: matches!(zone, None | Some(ZoneKind::Title | ZoneKind::Dateline | ZoneKind::Caption)),
        });
        before = span.end;
    }
    judge_lines(text, &mut out);
    out
}

/// Whether a word has two letters or more and none in lower case.
fn capital_letters(word: &str) -> bool {
    // Mostly the second letter tells.
    let small = word.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase);
    !small && !word.chars().any(char::is_lowercase) && word.chars().filter(|c| c.is_alphabetic()).count() > 1
}

/// Marks the words of lines whose capitals say nothing.
fn judge_lines(text: &str, tokens: &mut [Token<'_>]) {
    let mut from = 0;
    while from < tokens.len() {
        let mut to = from + 1;
        while to < tokens.len() {
            let between = text.get(tokens[to - 1].span.end..tokens[to].span.start).unwrap_or("");
            if !is_blank(between) && between.contains('\n') {
                break;
            }
            to += 1;
        }
        let line = &mut tokens[from..to];
        let wordy = line.iter().filter(|t| t.capital || t.text.chars().any(char::is_alphabetic)).count();
        let caps = line.iter().filter(|t| t.caps).count();
        let capital = line.iter().filter(|t| t.capital).count();
        let shout = wordy >= JUDGED && caps as f64 >= TITLE_CASE * wordy as f64;
        let title = wordy > JUDGED && capital as f64 >= TITLE_CASE * wordy as f64;
        for token in line.iter_mut() {
            token.shout = shout;
            token.positional |= shout || (title && token.zone == Some(ZoneKind::Title));
        }
        from = to;
    }
}

/// Whether one blank and nothing else stands between two words, as nearly always.
fn is_blank(between: &str) -> bool {
    between.as_bytes() == [b' ']
}

fn gap(between: &str, last: &Token<'_>, lexicon: &PlaceLexicon) -> Gap {
    if is_blank(between) && last.owner == 0 {
        return Gap::Blank;
    }
    if let Some(rest) = between.get(last.owner..).filter(|_| last.owner > 0) {
        return if !rest.is_empty() && rest.trim().is_empty() { Gap::Possessive } else { Gap::Break };
    }
    match between {
        "" | "\u{a0}" | "  " => Gap::Blank,
        "-" | "–" | "‑" | "/" => Gap::Hyphen,
        ". " | "." if lexicon.dotted.contains(last.lower) || is_initial(last.text) => Gap::Blank,
        _ if between.contains('\n') => Gap::Break,
        _ => match between.trim() {
            "" => Gap::Blank,
            "," => Gap::Comma,
            "(" => Gap::Open,
            ")" | ")," => Gap::Close,
            ".," => Gap::Comma,
            "&" => Gap::Blank,
            _ => Gap::Break,
        },
    }
}

/// Whether a word is one capital, as before the full stop of an initial.
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && is_word_beyond_ascii(c)
}

fn is_word_beyond_ascii(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Bytes of a word with its blank, about.
const LETTERS: usize = 6;

/// Words: letters and digits, with apostrophes inside, and with the full stops of `U.S.` and of known abbreviations.
fn words(text: &str, lexicon: &PlaceLexicon) -> Vec<Span> {
    let mut out = Vec::with_capacity(text.len() / LETTERS);
    let bytes = text.as_bytes();
    let mut start = 0;
    while let Some(first) = char_at(text, start) {
        let mut end = start + first.len_utf8();
        if !is_word(first) {
            start = end;
            continue;
        }
        let (mut piece, mut dots) = (1, 0);
        loop {
            // Nearly all of a text are plain letters.
            while bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
                end += 1;
                piece += 1;
            }
            let Some(c) = char_at(text, end) else { break };
            let rest = || text.get(end + c.len_utf8()..).unwrap_or("");
            if is_word(c) || matches!(c, '\'' | '’') && inner_apostrophe(rest()) {
                piece += 1;
            } else if c == '.' && piece == 1 && first.is_uppercase() && (dots > 0 || dotted_ahead(rest())) {
                dots += 1;
                piece = 0;
            } else {
                break;
            }
            end += c.len_utf8();
        }
        if dots == 0
            && bytes.get(end) == Some(&b'.')
            && text.get(start..=end).is_some_and(|word| lexicon.divisions.contains_key(word))
        {
            end += 1;
        }
        out.push(Span::new(start, end));
        start = end;
    }
    out
}

/// Bytes of a possessive `'s` at the start of `rest`.
fn owner(rest: &str) -> usize {
    let may = rest.as_bytes().first().is_some_and(|byte| *byte == b'\'' || !byte.is_ascii());
    if !may || !rest.starts_with(['\'', '’']) {
        return 0;
    }
    let mark = ["'s", "’s"].iter().find(|mark| rest.starts_with(**mark)).map_or(0, |mark| mark.len());
    if rest.get(mark..).is_some_and(|after| after.starts_with(is_word)) { 0 } else { mark }
}

/// Whether an apostrophe stands inside a name (`Xi'an`), not before the `s` of a possessive.
fn inner_apostrophe(rest: &str) -> bool {
    let mut next = rest.chars();
    let Some(first) = next.next().filter(|c| c.is_alphabetic()) else { return false };
    first != 's' || next.next().is_some_and(is_word)
}

/// Whether a capital and a full stop follow, as inside `U.S.`.
fn dotted_ahead(rest: &str) -> bool {
    let mut next = rest.chars();
    next.next().is_some_and(char::is_uppercase) && next.next() == Some('.')
}

#[cfg(test)]
mod tests {
    use super::{Words, owner, tokens};
    use crate::place::PlaceLexicon;
    use crate::text::{Input, TextLexicon};

    #[test]
    fn an_owner_has_an_apostrophe_and_one_s_behind_it() {
        let rows = [("'s port", 2), ("’s", 4), ("'sam", 0), ("' port", 0), ("s", 0), ("", 0)];
        for (rest, bytes) in rows {
            assert_eq!(owner(rest), bytes, "{rest:?}");
        }
    }

    #[test]
    fn only_a_line_all_in_capitals_is_shouted() {
        let pack = crate::lang::pack("id").expect("a bundled pack");
        let text = TextLexicon::from_pack(&pack).expect("a valid pack");
        let lexicon = PlaceLexicon::from_pack(&pack).expect("a valid pack");
        for (said, shouted) in [
            ("Air naik pada malam hari.\nWARGA MENOLAK TAMBANG PASIR BARU\nMereka pulang pada pagi hari.", 5),
            ("SURABAYA: Warga menolak tambang pasir baru.", 0),
        ] {
            let input = Input { text: said.to_string(), ..Input::default() };
            let (article, _) = crate::text::read(input, &text).expect("a text");
            let words = Words::of(&article.text, &lexicon);
            let all = tokens(&article, &words, &lexicon);
            assert_eq!(all.iter().filter(|token| token.shout).count(), shouted, "{said:?}");
            assert!(all.iter().filter(|token| token.shout).all(|token| token.positional && token.caps), "{said:?}");
        }
    }
}
