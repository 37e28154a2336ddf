//! What shells and readers ask of the program itself: completions and the manual.

use super::args::Args;
use super::{DONE, files};
use crate::error::Error;
use clap::{Command, CommandFactory};
use clap_complete::{Shell, generate};
use clap_mangen::Man;

/// The name under which the program is called.
const NAME: &str = "linimasa";

/// Writes the completions of a shell to standard output.
pub fn completions(shell: Shell) -> Result<u8, Error> {
    let mut script = Vec::new();
    generate(shell, &mut Args::command(), NAME, &mut script);
    files::print(&script)?;
    Ok(DONE)
}

/// Writes the manual, every command in it, as roff to standard output.
pub fn manual() -> Result<u8, Error> {
    let mut command = Args::command();
    command.build();
    let mut pages = Vec::new();
    let unwritable = |error: std::io::Error| Error::new("io", format!("the manual cannot be written: {error}"));
    // The head of a page has room for the version alone; the credits are those of `--version`.
    Man::new(command.clone().version(env!("CARGO_PKG_VERSION"))).render(&mut pages).map_err(unwritable)?;
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        part(sub, &mut pages).map_err(unwritable)?;
    }
    files::print(&pages)?;
    Ok(DONE)
}

/// One command as a section of the manual, and those within it.
fn part(command: &Command, pages: &mut Vec<u8>) -> std::io::Result<()> {
    let heading = command.get_display_name().unwrap_or(command.get_name()).replace('-', " ");
    pages.extend(format!(".SH {}\n", heading.to_uppercase()).bytes());
    let man = Man::new(command.clone());
    for render in [Man::render_description_section, Man::render_synopsis_section, Man::render_options_section] {
        let mut section = Vec::new();
        render(&man, &mut section)?;
        // A section of a page of its own is a part of a section here.
        pages.extend(String::from_utf8_lossy(&section).replace(".SH ", ".SS ").bytes());
    }
    command.get_subcommands().filter(|sub| sub.get_name() != "help").try_for_each(|sub| part(sub, pages))
}
