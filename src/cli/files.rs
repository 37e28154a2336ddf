//! Files and standard streams: reading inputs, writing results whole.

use super::inputs::{self, Loaded};
use crate::error::{Diagnostic, Error};
use crate::import::{self, articles};
use crate::text::Input;
use serde_json::{Map, Value};
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// One article or the reason why it could not be read.
pub struct Record {
    /// Name for messages.
    pub name: String,
    /// 1-based line in a JSONL input or a feed, 1 otherwise.
    pub line: usize,
    pub id: Option<String>,
    pub extra: Map<String, Value>,
    pub input: Result<Input, Error>,
    /// What was doubtful in reading it.
    pub told: Vec<Diagnostic>,
}

/// The bytes of a file, or of standard input for `-`.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    let read = if path.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut out).map(|_| ())
    } else {
        fs::read(path).map(|all| out = all)
    };
    read.map_err(|e| Error::new("io", format!("{} cannot be read: {e}", path.display())))?;
    Ok(out)
}

/// The text of a file that goes with the inputs, such as a table of places.
pub fn read_text(path: &Path) -> Result<String, Error> {
    import::utf8(bytes(path)?)
}

/// The articles of one input.
pub fn read(path: &Path) -> Vec<Record> {
    let inputs = inputs::gather(&[PathBuf::from(path)]);
    inputs.into_iter().flat_map(records).collect()
}

/// The articles in the bytes of an input; one that cannot be opened is a failed record.
pub fn records(loaded: Loaded) -> Vec<Record> {
    let Loaded { name, id, form, bytes, .. } = loaded;
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            let (id, extra) = (None, Map::new());
            return vec![Record { name, line: 1, id, extra, input: Err(error), told: Vec::new() }];
        }
    };
    let entries = articles(&bytes, form, &id);
    // A file that is one article is named after the file in an error's record too.
    let single = entries.len() == 1 && form != import::Form::Jsonl;
    let records = entries.into_iter().map(|entry| Record {
        name: name.clone(),
        line: entry.line,
        id: entry.id.or_else(|| single.then(|| id.clone())),
        extra: entry.extra,
        input: entry.input,
        told: entry.told,
    });
    records.collect()
}

/// The text files of a folder by name, in name order; hidden files are left out.
pub fn read_folder(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let failed = |e: io::Error| Error::new("io", format!("{} cannot be read: {e}", folder.display()));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_file() && !name.starts_with('.') {
            let text = import::utf8(bytes(&path)?).map_err(|e| {
                let message = format!("{}: {}", path.display(), e.message);
                let (line, column) = e.at.unwrap_or((1, 1));
                Error::new(e.kind, message).at(line, column)
            })?;
            files.push((name, text));
        }
    }
    files.sort();
    Ok(files)
}

/// Writes a result whole to a file: beside it, synced, then renamed.
pub fn write_file(path: &Path, content: &[u8]) -> Result<(), Error> {
    let failed = |e: io::Error| Error::new("io", format!("{} cannot be written: {e}", path.display()));
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let name = path.file_name().ok_or_else(|| Error::new("io", format!("{} names no file", path.display())))?;
    let beside = folder.join(format!(".{}.{}.part", name.to_string_lossy(), std::process::id()));
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(content)?;
        file.sync_all()
    });
    let renamed = written.and_then(|()| fs::rename(&beside, path));
    renamed.map_err(|e| {
        // The half-written file is ours to clear away; if even that fails there is nothing more to do.
        let _ = fs::remove_file(&beside);
        failed(e)
    })
}

/// Writes a result to standard output; a closed pipe ends quietly.
pub fn print(content: &[u8]) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    match out.write_all(content).and_then(|()| out.flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new("io", format!("standard output cannot be written: {e}")))
        }
        _ => Ok(()),
    }
}
