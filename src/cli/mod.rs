//! The command line: the only room with files, standard streams and exit codes.

mod args;
mod commands;
mod data;
mod diff;
mod edits;
mod extract;
mod files;
mod gazetteer;
mod house;
mod inputs;
mod look;
mod manual;
mod map_options;
mod pack;
mod review;
mod spans;

use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

/// Everything was done.
const DONE: u8 = 0;
/// Nothing could be done.
const FAILED: u8 = 1;
/// The command line itself is wrong.
const USAGE: u8 = 2;
/// Some inputs failed, each named on standard error.
const SOME_FAILED: u8 = 3;

/// Runs the command line of this process and returns its exit code: 0 all done, 1 failed, 2 usage, 3 some failed.
pub fn run() -> ExitCode {
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version are answers, not errors; clap knows the stream and the code of each. A closed
            // stream leaves nobody to tell, so a failed write is dropped here.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let outcome = commands::dispatch(&args);
    ExitCode::from(match outcome {
        Ok(code) => code,
        Err(error) => {
            tell(&error.to_string());
            if error.kind == "usage" { USAGE } else { FAILED }
        }
    })
}

/// Writes one message to standard error. A closed stream leaves nobody to tell.
fn tell(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "linimasa: {message}");
}
