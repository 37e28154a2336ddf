//! What is wrong with the command line, in the language of the person who typed it.

use super::{fail, is_english, translated};
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::io::Write;

/// Tells what clap found, and returns the exit code. Help and version are answers, not errors; clap knows the stream
/// and the code of each, and its own English is good.
pub fn usage(error: &Error) -> u8 {
    match sentence(error).filter(|_| !is_english()) {
        Some(sentence) => {
            fail(&sentence);
            // Without a line for itself the usage would be taken for a part of the sentence.
            if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
                let usage = usage.to_string();
                let usage = usage.lines().map(str::trim).collect::<Vec<_>>().join(" ");
                below(&usage.replace("Usage: ", ""), "Usage: {}");
            }
            below("'--help'", "More about it: {}");
        }
        // A closed stream leaves nobody to tell.
        None => {
            let _ = error.print();
        }
    }
    u8::try_from(error.exit_code()).unwrap_or(super::super::USAGE)
}

fn below(what: &str, template: &str) {
    let line = translated(&template.replace("{}", what));
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// The fault as one English sentence; `None` for help, version and what is better left to clap.
fn sentence(error: &Error) -> Option<String> {
    let one = |kind| {
        Some(match error.get(kind)? {
            ContextValue::String(text) => text.clone(),
            ContextValue::Strings(all) => all.join(", "),
            ContextValue::Number(number) => number.to_string(),
            _ => return None,
        })
    };
    let argument = || one(ContextKind::InvalidArg);
    let near = |kind| match one(kind) {
        Some(word) => format!("; did you mean {word:?}?"),
        None => String::new(),
    };
    Some(match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("the command line lacks {}", argument()?),
        ErrorKind::UnknownArgument => {
            format!("there is no option {:?}{}", argument()?, near(ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidSubcommand => {
            let word = one(ContextKind::InvalidSubcommand)?;
            format!("there is no command {word:?}{}", near(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::InvalidValue => match (one(ContextKind::InvalidValue)?, one(ContextKind::ValidValue)) {
            (value, _) if value.is_empty() => format!("{} needs a value", argument()?),
            (value, Some(valid)) => {
                let near = near(ContextKind::SuggestedValue);
                format!("{}: {value:?} is unknown; write one of {valid}{near}", argument()?)
            }
            (value, None) => format!("{}: {value:?} is unknown", argument()?),
        },
        ErrorKind::ValueValidation => {
            let why = error.source().map(|why| why.to_string()).unwrap_or_default();
            format!("{}: {:?} cannot be read: {why}", argument()?, one(ContextKind::InvalidValue)?)
        }
        ErrorKind::ArgumentConflict => match one(ContextKind::PriorArg) {
            Some(other) if Some(&other) != argument().as_ref() => {
                format!("{} cannot stand together with {other}", argument()?)
            }
            _ => format!("{} can be given once", argument()?),
        },
        _ => return None,
    })
}
