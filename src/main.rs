//! The exit code and nothing else; the command line lives in the library's `cli` room.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    linimasa::cli::run()
}
