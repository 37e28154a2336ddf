//! Files and standard streams: reading inputs, writing results whole.

use crate::error::Error;
use crate::text::Input;
use serde_json::{Map, Value};
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

/// One article or the reason why it could not be read.
pub struct Record {
    /// Name for messages.
    pub name: String,
    /// 1-based line in a JSONL input, 1 otherwise.
    pub line: usize,
    pub id: Option<String>,
    pub extra: Map<String, Value>,
    pub input: Result<Input, Error>,
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

/// UTF-8 text without a byte-order mark.
pub fn decode(bytes: Vec<u8>) -> Result<String, Error> {
    let text = String::from_utf8(bytes).map_err(|e| {
        let valid = String::from_utf8_lossy(&e.as_bytes()[..e.utf8_error().valid_up_to()]).into_owned();
        let line = valid.matches('\n').count() + 1;
        let column = valid.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
        Error::new("not-utf8", "the text is not valid UTF-8 here; save it as UTF-8 and try again").at(line, column)
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(text))
}

/// The text of a file that goes with the inputs, such as a table of places.
pub fn read_text(path: &Path) -> Result<String, Error> {
    decode(bytes(path)?)
}

/// Reads one input: a text file is one record, a JSONL file one record a line.
pub fn read(path: &Path) -> Result<Vec<Record>, Error> {
    records(path, bytes(path)?)
}

/// The records in the bytes of an input.
pub fn records(path: &Path, raw: Vec<u8>) -> Result<Vec<Record>, Error> {
    let name = path.display().to_string();
    let stem = path.file_stem().map_or("stdin".into(), |s| s.to_string_lossy().into_owned());
    let stem = if name == "-" { "stdin".to_string() } else { stem };
    let jsonl = path.extension().is_some_and(|e| e == "jsonl") || (name == "-" && raw.first() == Some(&b'{'));
    if !jsonl {
        let input = decode(raw).map(|text| Input { id: stem.clone(), text, ..Input::default() });
        return Ok(vec![Record { name, line: 1, id: Some(stem), extra: Map::new(), input }]);
    }
    let lines = raw.split(|b| *b == b'\n').enumerate().filter(|(_, line)| !line.trim_ascii().is_empty());
    Ok(lines.map(|(index, line)| json_line(&name, index + 1, line.to_vec())).collect())
}

/// The text files of a folder by name, in name order; hidden files are left out.
pub fn read_folder(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let failed = |e: io::Error| Error::new("io", format!("{} cannot be read: {e}", folder.display()));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_file() && !name.starts_with('.') {
            let text = decode(bytes(&path)?).map_err(|e| {
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

fn json_line(name: &str, line: usize, raw: Vec<u8>) -> Record {
    let mut record = Record {
        name: name.to_string(),
        line,
        id: None,
        extra: Map::new(),
        input: Err(Error::new("bad-json", "the line is not a JSON object with a \"text\"").at(line, 1)),
    };
    let object = match decode(raw) {
        Err(error) => {
            let column = error.at.map_or(1, |(_, column)| column);
            record.input = Err(error.at(line, column));
            return record;
        }
        Ok(text) => match serde_json::from_str::<Value>(&text) {
            Err(error) => {
                record.input =
                    Err(Error::new("bad-json", format!("the line is not JSON: {error}")).at(line, error.column()));
                return record;
            }
            Ok(value) => value,
        },
    };
    let Value::Object(mut fields) = object else { return record };
    let mut take = |keys: &[&str]| {
        let found = keys.iter().find_map(|key| match fields.get(*key) {
            Some(Value::String(text)) => Some((*key, text.clone())),
            Some(Value::Number(number)) if *key == "id" || *key == "doc" => Some((*key, number.to_string())),
            _ => None,
        });
        found.map(|(key, text)| {
            fields.shift_remove(key);
            text
        })
    };
    record.id = take(&["id", "doc"]);
    let text = take(&["text"]);
    let title = take(&["title"]);
    let published = take(&["dct", "published"]);
    let url = take(&["url"]);
    let publisher = take(&["publisher"]);
    let lang = take(&["lang"]);
    if let Some(text) = text {
        let id = record.id.clone().unwrap_or_else(|| line.to_string());
        record.input = Ok(Input { id, text, title, published, url, publisher, lang });
        record.extra = fields;
    }
    record
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
