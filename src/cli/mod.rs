//! The command line: the only room with files, standard streams and exit codes.

mod archive;
mod args;
mod as_of;
mod batch;
mod commands;
mod data;
mod diff;
mod edits;
mod extract;
mod files;
mod gazetteer;
mod house;
mod inputs;
mod lines;
mod look;
mod manual;
mod map_options;
mod pack;
mod packed;
mod pages;
mod picture;
mod review;
mod source;
mod spans;
mod story;
mod tables;
mod ui;
mod watch;
mod work;

use clap::{CommandFactory, FromArgMatches};
use std::ffi::OsString;
use std::process::ExitCode;
use ui::{fail, note, tell};

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
    let words: Vec<OsString> = std::env::args_os().collect();
    let wanted = ui::Wanted::here(&words);
    let read = args::Args::command().color(wanted.of_clap()).try_get_matches_from(&words);
    let args = match read.and_then(|matches| args::Args::from_arg_matches(&matches)) {
        Ok(args) => args,
        Err(error) => {
            ui::speak(ui::Voice::of(&wanted, false));
            return ExitCode::from(ui::usage(&error));
        }
    };
    ui::speak(ui::Voice::of(&wanted, args.terminal.quiet));
    let outcome = commands::dispatch(&args);
    ExitCode::from(match outcome {
        Ok(code) => code,
        Err(error) => {
            fail(&error.to_string());
            if error.kind == "usage" { USAGE } else { FAILED }
        }
    })
}
