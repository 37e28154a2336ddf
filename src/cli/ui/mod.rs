//! What a person at the terminal reads beside the results: errors, warnings and notes, in colour and in the reader's
//! language where that is wanted.
//!
//! The rooms speak English; the sentences are turned into another language here, at the edge, so that no result
//! depends on the language of the person who asks for it.

mod choice;
mod translate;
mod usage;

pub use choice::{ColourChoice, Language, Wanted};
pub use translate::Translation;
pub use usage::usage;

use std::io::{IsTerminal, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// How messages of this process are written. There is one person at one terminal, so there is one of it.
static VOICE: OnceLock<Voice> = OnceLock::new();

/// Whether the last line is one that the next replaces.
static PASSING: AtomicBool = AtomicBool::new(false);
/// Back to the beginning of the line, and nothing on it (ECMA-48).
const CLEAR: &str = "\r\x1b[K";
/// Columns that every terminal has: a longer line would not be replaced.
const NARROW: usize = 79;

/// The usual voice, before the command line is read.
static PLAIN: Voice = Voice { coloured: false, translation: None, quiet: false };

/// How messages are written.
#[derive(Debug, Default)]
pub struct Voice {
    coloured: bool,
    /// `None` for English.
    translation: Option<Translation>,
    /// Whether only errors are told.
    quiet: bool,
}

/// How much a message matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// Something was not done.
    Error,
    /// Something was done, and may not be as it was meant.
    Warning,
    /// What the program does.
    Note,
}

impl Weight {
    /// Select graphic rendition (ECMA-48) of the program's name before the message.
    fn colour(self) -> &'static str {
        match self {
            Weight::Error => "1;31",
            Weight::Warning => "1;33",
            Weight::Note => "1;36",
        }
    }
}

/// Signs that turn the direction of a line around (Unicode, explicit formatting of bidirectional text).
const TURNS: [char; 9] =
    ['\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'];

/// Colour of the carets under a source line.
const CARETS: &str = "1;31";
/// Colour of the margin of a source line.
const MARGIN: &str = "34";

impl Voice {
    /// The voice that the command line and the environment ask for.
    pub fn of(wanted: &Wanted, quiet: bool) -> Self {
        let is_terminal = std::io::stderr().is_terminal();
        let translation = match wanted.language() {
            Language::En => None,
            Language::Id => Translation::to("id"),
        };
        Self { coloured: wanted.is_coloured(is_terminal), translation, quiet }
    }

    /// A message as it is written, without the line end.
    fn shown(&self, weight: Weight, message: &str) -> String {
        let message = harmless(message);
        let mut lines = message.lines();
        let first = self.translated(lines.next().unwrap_or_default());
        let mut out = format!("{} {first}", self.paint(weight.colour(), "linimasa:"));
        for line in lines {
            out.push('\n');
            out.push_str(&match excerpt(line) {
                Some((margin, source)) if is_carets(source) => {
                    format!("{}{}", self.paint(MARGIN, margin), self.paint(CARETS, source))
                }
                Some((margin, source)) => format!("{}{source}", self.paint(MARGIN, margin)),
                None => self.translated(line),
            });
        }
        out
    }

    fn translated(&self, sentence: &str) -> String {
        self.translation.as_ref().map_or_else(|| sentence.to_string(), |to| to.sentence(sentence))
    }

    fn paint(&self, colour: &str, text: &str) -> String {
        if self.coloured { format!("\x1b[{colour}m{text}\x1b[0m") } else { text.to_string() }
    }
}

/// A message without signs that a terminal would obey: a file may have any name, and a text may quote anything. Each
/// stands there as it would be written in a string of a program, so that it can be told what the name is.
fn harmless(message: &str) -> String {
    let obeyed = |c: char| (c.is_control() && c != '\n' && c != '\t') || TURNS.contains(&c);
    let mut out = String::with_capacity(message.len());
    for c in message.chars() {
        if obeyed(c) { out.extend(c.escape_default()) } else { out.push(c) }
    }
    out
}

/// The margin of a line that shows a source, ` 12 | `, and the source; `None` for any other line.
fn excerpt(line: &str) -> Option<(&str, &str)> {
    let at = line.find(" |")? + " |".len();
    let (margin, source) = line.split_at_checked(at)?;
    let number = margin.strip_suffix(" |")?.trim();
    number.chars().all(|c| c.is_ascii_digit()).then_some((margin, source))
}

fn is_carets(source: &str) -> bool {
    source.contains('^') && source.chars().all(|c| c == '^' || c.is_whitespace())
}

/// A file of edits with the lines that only tell something in the reader's language; what they are about stays as it
/// is, and so does every line that says something to the program.
pub fn translated_remarks(file: &str) -> String {
    let Some(to) = &voice().translation else { return file.to_string() };
    let lines = file.split_inclusive('\n').map(|line| match line.trim_end().strip_prefix("## ") {
        Some(told) => {
            let indent = told.len() - told.trim_start().len();
            format!("## {}{}\n", " ".repeat(indent), to.sentence(told.trim_start()))
        }
        None => line.to_string(),
    });
    lines.collect()
}

/// Settles for this process how messages are written; the first to say it decides.
pub fn speak(voice: Voice) {
    let _ = VOICE.set(voice);
}

fn voice() -> &'static Voice {
    VOICE.get().unwrap_or(&PLAIN)
}

/// Whether messages are in the language in which the rooms speak.
fn is_english() -> bool {
    voice().translation.is_none()
}

/// Whether only errors are told.
pub fn is_quiet() -> bool {
    voice().quiet
}

/// A message about an input; its name is not said again where the message begins with it.
pub fn about(name: &str, message: &str) -> String {
    let said = message.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', ':']));
    if said { message.to_string() } else { format!("{name}: {message}") }
}

/// Tells that something was not done.
pub fn fail(message: &str) {
    say(Weight::Error, message);
}

/// Tells that something was done, and may not be as it was meant.
pub fn tell(message: &str) {
    say(Weight::Warning, message);
}

/// Tells what the program does.
pub fn note(message: &str) {
    say(Weight::Note, message);
}

/// A sentence that goes to the terminal by another way than a message.
fn translated(sentence: &str) -> String {
    voice().translated(sentence)
}

/// Writes a line that the next one replaces, cut to the usual width of a terminal; an empty one takes it away.
pub fn passing(line: &str) {
    let cells: String = voice().translated(line).chars().take(NARROW).collect();
    PASSING.store(!cells.is_empty(), Ordering::Relaxed);
    let _ = write!(std::io::stderr().lock(), "{CLEAR}{cells}");
}

fn say(weight: Weight, message: &str) {
    let voice = voice();
    if voice.quiet && weight != Weight::Error {
        return;
    }
    if PASSING.swap(false, Ordering::Relaxed) {
        passing("");
    }
    // A closed stream leaves nobody to tell.
    let _ = writeln!(std::io::stderr().lock(), "{}", voice.shown(weight, message));
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &str = "a.toml:2:1: unknown key \"plac\"\n 12 | plac = 1 | 2\n    | ^^^^\n12 | is no margin";

    #[test]
    fn colour_goes_to_the_name_the_margin_and_the_carets_alone() {
        let plain = Voice::default().shown(Weight::Error, MESSAGE);
        assert_eq!(plain, format!("linimasa: {MESSAGE}"));
        let coloured = Voice { coloured: true, ..Voice::default() };
        let shown = coloured.shown(Weight::Error, MESSAGE);
        let wanted = "\x1b[1;31mlinimasa:\x1b[0m a.toml:2:1: unknown key \"plac\"\n\x1b[34m 12 |\x1b[0m plac = 1 | \
                      2\n\x1b[34m    |\x1b[0m\x1b[1;31m ^^^^\x1b[0m\n";
        assert!(shown.starts_with(wanted), "{shown:?}");
        assert!(coloured.shown(Weight::Warning, "x").starts_with("\x1b[1;33mlinimasa:\x1b[0m x"));
        assert!(coloured.shown(Weight::Note, "x").starts_with("\x1b[1;36mlinimasa:"));
    }

    #[test]
    fn signs_that_a_terminal_would_obey_are_spelled() {
        let rows = [
            ("a\u{1b}[31mred\u{7}.txt cannot be read", "a\\u{1b}[31mred\\u{7}.txt cannot be read"),
            ("a\u{9b}2J\u{202e}txt", "a\\u{9b}2J\\u{202e}txt"),
            ("a\rb", "a\\rb"),
            ("kópi é.txt\n 1 | a\tb", "kópi é.txt\n 1 | a\tb"),
        ];
        for (message, wanted) in rows {
            assert_eq!(Voice::default().shown(Weight::Error, message), format!("linimasa: {wanted}"));
        }
    }

    #[test]
    fn lines_of_a_source_are_told_from_sentences() {
        let rows = [
            (" 3 | date,label", Some((" 3 |", " date,label"))),
            ("   | ^", Some(("   |", " ^"))),
            ("a | b", None),
            ("no bar", None),
            ("", None),
        ];
        for (line, wanted) in rows {
            assert_eq!(excerpt(line), wanted, "{line:?}");
        }
    }
}
