//! The exit code, the allocator and nothing else; the command line lives in the library's `cli` room.

#![forbid(unsafe_code)]

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// An archive makes and drops thousands of short texts for each article, which this allocator does in less time than the
/// system's (`docs/speed.md`).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    linimasa::cli::run()
}
