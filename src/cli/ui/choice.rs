//! Which colour and which language messages have: the command line, then the environment, then what is usual.

use clap::{ColorChoice, ValueEnum};
use std::collections::BTreeMap;
use std::ffi::OsString;

/// When messages are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ColourChoice {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    Always,
    Never,
}

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Language {
    #[default]
    En,
    Id,
}

/// The variables that are read; of the last three the first that is set decides, as in every program (POSIX).
const OWN: &str = "LINIMASA_LANG_UI";
const LOCALE: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];
const NO_COLOR: &str = "NO_COLOR";
const TERM: &str = "TERM";

/// What is wanted of messages before the command line is read as a whole: its own faults are messages too.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    colour: ColourChoice,
    language: Option<Language>,
    variables: BTreeMap<&'static str, String>,
}

impl Wanted {
    /// What this process is asked for.
    pub fn here(arguments: &[OsString]) -> Self {
        let names = LOCALE.into_iter().chain([OWN, NO_COLOR, TERM]);
        let set = names.filter_map(|name| Some((name, std::env::var_os(name)?.to_string_lossy().into_owned())));
        Self::of(arguments, set.collect())
    }

    fn of(arguments: &[OsString], variables: BTreeMap<&'static str, String>) -> Self {
        let mut wanted = Self { variables, ..Self::default() };
        let words: Vec<_> = arguments.iter().skip(1).map(|word| word.to_string_lossy()).collect();
        for (at, word) in words.iter().enumerate().take_while(|(_, word)| *word != "--") {
            let next = || words.get(at + 1).map(|word| word.to_string());
            let value = |name: &str| match word.strip_prefix(name) {
                Some("") => next(),
                Some(rest) => rest.strip_prefix('=').map(str::to_string),
                None => None,
            };
            // A wrong value is told when the command line is read.
            if let Some(choice) = value("--color").and_then(|word| ColourChoice::from_str(&word, false).ok()) {
                wanted.colour = choice;
            }
            if let Some(language) = value("--lang-ui").and_then(|word| Language::from_str(&word, false).ok()) {
                wanted.language = Some(language);
            }
        }
        wanted
    }

    /// The language of messages.
    pub fn language(&self) -> Language {
        let set = |name: &str| self.variables.get(name).filter(|value| !value.is_empty());
        let own = || Language::from_str(set(OWN)?, true).ok();
        let locale = || {
            let value = LOCALE.iter().find_map(|name| set(name))?;
            let code = value.split(['_', '.', '@', '-']).next()?;
            Language::from_str(code, true).ok()
        };
        self.language.or_else(own).or_else(locale).unwrap_or_default()
    }

    /// Whether messages on such a stream are coloured.
    pub fn is_coloured(&self, is_terminal: bool) -> bool {
        let set = |name: &str| self.variables.get(name).is_some_and(|value| !value.is_empty());
        let is_dumb = self.variables.get(TERM).is_some_and(|term| term == "dumb");
        match self.colour {
            ColourChoice::Always => true,
            ColourChoice::Never => false,
            ColourChoice::Auto => is_terminal && !set(NO_COLOR) && !is_dumb,
        }
    }

    /// The same for the reader of the command line, which knows NO_COLOR and terminals itself.
    pub fn of_clap(&self) -> ColorChoice {
        match self.colour {
            ColourChoice::Auto => ColorChoice::Auto,
            ColourChoice::Always => ColorChoice::Always,
            ColourChoice::Never => ColorChoice::Never,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Variables = &'static [(&'static str, &'static str)];

    fn wanted(arguments: &str, variables: &[(&'static str, &str)]) -> Wanted {
        let words: Vec<OsString> = arguments.split(' ').map(OsString::from).collect();
        Wanted::of(&words, variables.iter().map(|(name, value)| (*name, (*value).to_string())).collect())
    }

    #[test]
    fn the_command_line_comes_before_the_environment() {
        let rows: [(&str, Variables, Language); 13] = [
            ("linimasa brief", &[], Language::En),
            ("linimasa brief --lang-ui id", &[], Language::Id),
            ("linimasa --lang-ui=id brief", &[("LANG", "en_US.UTF-8")], Language::Id),
            ("linimasa brief --lang-ui en", &[("LANG", "id_ID.UTF-8")], Language::En),
            ("linimasa brief", &[("LANG", "id_ID.UTF-8")], Language::Id),
            ("linimasa brief", &[("LANG", "id")], Language::Id),
            ("linimasa brief", &[("LANG", "idu_NG.UTF-8")], Language::En),
            ("linimasa brief", &[("LC_ALL", "C"), ("LANG", "id_ID")], Language::En),
            ("linimasa brief", &[("LC_ALL", ""), ("LC_MESSAGES", "id_ID"), ("LANG", "en_US")], Language::Id),
            ("linimasa brief", &[("LINIMASA_LANG_UI", "en"), ("LANG", "id_ID")], Language::En),
            ("linimasa brief", &[("LINIMASA_LANG_UI", "xx"), ("LANG", "id_ID")], Language::Id),
            ("linimasa dates -- --lang-ui id", &[], Language::En),
            ("linimasa brief --lang-ui", &[], Language::En),
        ];
        for (arguments, variables, language) in rows {
            assert_eq!(wanted(arguments, variables).language(), language, "{arguments} {variables:?}");
        }
    }

    #[test]
    fn colour_needs_a_terminal_or_an_order() {
        let rows: [(&str, Variables, bool, bool); 8] = [
            ("linimasa", &[], true, true),
            ("linimasa", &[], false, false),
            ("linimasa", &[("NO_COLOR", "1")], true, false),
            ("linimasa", &[("NO_COLOR", "")], true, true),
            ("linimasa", &[("TERM", "dumb")], true, false),
            ("linimasa --color always", &[("NO_COLOR", "1")], false, true),
            ("linimasa --color=never", &[], true, false),
            ("linimasa --color auto", &[], true, true),
        ];
        for (arguments, variables, terminal, coloured) in rows {
            assert_eq!(wanted(arguments, variables).is_coloured(terminal), coloured, "{arguments} {variables:?}");
        }
    }
}
