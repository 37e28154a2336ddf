//! `linimasa pack check`: a language pack tried before it is built in.

use super::{DONE, FAILED, files};
use crate::error::Error;
use crate::lang::Pack;
use crate::pipeline;
use std::path::Path;

/// Reads every table of the folder, runs the examples and prints what is wrong, a line each.
pub fn check(folder: &Path) -> Result<u8, Error> {
    let code = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let pack = Pack::from_files(&code, files::read_folder(folder)?);
    let wrong = pipeline::check_pack(&pack)?;
    let mut out: String = wrong.iter().map(|line| format!("{line}\n")).collect();
    out.push_str(&match wrong.len() {
        0 => format!("{code}: every table can be read, every rule and example holds\n"),
        n => format!("{code}: {n} to correct\n"),
    });
    files::print(out.as_bytes())?;
    Ok(if wrong.is_empty() { DONE } else { FAILED })
}
