//! Files and standard streams: reading inputs, writing results whole.

use super::inputs::{self, Content, Loaded};
use super::lines::{Line, Lines};
use super::{packed, source, tables, ui};
use crate::error::{Diagnostic, Error};
use crate::import::{self, Entry, articles};
use crate::report::unwritable;
use crate::text::Input;
use serde_json::{Map, Value};
use std::fs;
use std::io::{self, BufWriter, Read, Write};
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
    /// The source line of what is wrong with it; empty where there is none.
    pub excerpt: String,
    /// What was doubtful in reading it.
    pub told: Vec<Diagnostic>,
    /// Whether a place in the article is the same place in the file.
    pub is_file: bool,
    /// What was doubtful in understanding it.
    pub doubts: Vec<Diagnostic>,
}

impl Record {
    /// The bytes that it holds, about: of the text, of what is carried along, and of the line that is at fault.
    pub fn bytes(&self) -> usize {
        let text = self.input.as_ref().map_or(0, |input| input.text.len() + input.id.len());
        let carried: usize = self.extra.iter().map(|(key, value)| key.len() + value_bytes(value)).sum();
        text + carried + self.excerpt.len() + self.id.as_ref().map_or(0, String::len)
    }
}

/// The bytes of a value, about.
fn value_bytes(value: &Value) -> usize {
    let within = match value {
        Value::String(text) => text.len(),
        Value::Array(list) => list.iter().map(value_bytes).sum(),
        Value::Object(fields) => fields.iter().map(|(key, value)| key.len() + value_bytes(value)).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    };
    size_of::<Value>() + within
}

/// The code of what is told of a key `date`.
pub const UNREAD_DATE: &str = "unread-date";

/// Tells once of an archive that its articles have a key that looks like their day, and is none that is read.
#[derive(Default)]
struct DateKey {
    is_told: bool,
}

impl DateKey {
    fn look(&mut self, entry: &mut Entry) {
        let Ok(input) = &entry.input else { return };
        if self.is_told || input.published.is_some() || !entry.extra.contains_key("date") {
            return;
        }
        self.is_told = true;
        let message = "the key \"date\" is carried along but not read; write \"published\" for the day of publication";
        entry.told.push(Diagnostic { code: UNREAD_DATE, message: message.to_string(), span: None });
    }
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

/// An error in a file that goes with the inputs, under its name and with the line in which it stands.
pub fn named(path: &Path, text: &str, error: &Error) -> Error {
    let told = ui::about(&path.display().to_string(), &error.to_string());
    Error::new(error.kind, format!("{told}{}", source::excerpt(text.as_bytes(), error)))
}

/// The articles of one input.
pub fn read(path: &Path) -> Vec<Record> {
    let inputs = inputs::gather(&[PathBuf::from(path)]);
    inputs.into_iter().flat_map(records).collect()
}

/// The articles of an input; one that cannot be opened is a failed record. Lines are read as they are asked for.
pub fn records(loaded: Loaded) -> Box<dyn Iterator<Item = Record>> {
    let Loaded { name, id, form, content } = loaded;
    let read = match content {
        Content::File(path) if form == import::Form::Jsonl => Lines::open(&path).map(Source::Lines),
        Content::File(path) if packed::inner_name(&name).is_some() => {
            packed::bytes(&path, form.longest()).map(Source::Bytes)
        }
        Content::File(path) => bytes(&path).map(Source::Bytes),
        Content::Bytes(bytes) => Ok(Source::Bytes(bytes)),
        Content::Lines(lines) => Ok(Source::Lines(lines)),
        Content::Table(path) => tables::entries(&path).map(Source::Table),
        Content::Failed(error) => Err(error),
    };
    let mut date = DateKey::default();
    match read {
        Ok(Source::Table(entries)) => Box::new(entries.map(move |mut entry| {
            date.look(&mut entry);
            record(name.clone(), entry, String::new())
        })),
        Ok(Source::Lines(lines)) => Box::new(lines.map(move |line| {
            let Line { number, bytes, mut entry } = line;
            date.look(&mut entry);
            let excerpt = entry.input.as_ref().err().map_or_else(String::new, |e| source::line(&bytes, number, e));
            record(name.clone(), entry, excerpt)
        })),
        Ok(Source::Bytes(bytes)) => {
            let entries = articles(&bytes, form, &id);
            // A file that is one article is named after the file in an error's record too.
            let single = entries.len() == 1 && form != import::Form::Jsonl;
            Box::new(entries.into_iter().map(move |mut entry| {
                date.look(&mut entry);
                entry.id = entry.id.or_else(|| single.then(|| id.clone()));
                let excerpt = entry.input.as_ref().err().map_or_else(String::new, |e| source::excerpt(&bytes, e));
                let is_file = matches!(form, import::Form::Text | import::Form::Markdown);
                Record { is_file, ..record(name.clone(), entry, excerpt) }
            }))
        }
        Err(error) => {
            let (input, excerpt) = (Err(error), String::new());
            let (told, doubts, is_file) = (Vec::new(), Vec::new(), true);
            let failed = Record { name, line: 1, id: None, extra: Map::new(), input, excerpt, told, is_file, doubts };
            Box::new(std::iter::once(failed))
        }
    }
}

/// Where articles come from.
enum Source {
    Bytes(Vec<u8>),
    Lines(Lines),
    Table(tables::Entries),
}

fn record(name: String, entry: Entry, excerpt: String) -> Record {
    let Entry { line, id, extra, input, told } = entry;
    Record { name, line, id, extra, input, excerpt, told, is_file: false, doubts: Vec::new() }
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
    let mut beside = Beside::open(path)?;
    beside.write(content)?;
    beside.finish()
}

/// A file that stands beside its own place until it is whole.
pub struct Beside {
    file: io::BufWriter<fs::File>,
    beside: PathBuf,
    path: PathBuf,
    /// Whether nothing is left to be renamed or cleared away.
    whole: bool,
}

impl Beside {
    /// Begins a file, and makes its folder where there is none.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let failed = |e: io::Error| Error::new("io", format!("{} cannot be written: {e}", path.display()));
        let there = fs::metadata(path).ok();
        // A device or a pipe is written to; a file in its place would break what others do with it.
        if there.as_ref().is_some_and(|there| !there.is_file() && !there.is_dir()) {
            let file = fs::File::options().write(true).open(path).map_err(failed)?;
            let (beside, path) = (path.to_path_buf(), path.to_path_buf());
            return Ok(Self { file: io::BufWriter::new(file), beside, path, whole: true });
        }
        // A link stays a link: what it leads to is replaced.
        let resolved = there.filter(|_| path.is_symlink()).and_then(|_| fs::canonicalize(path).ok());
        let path = resolved.as_deref().unwrap_or(path);
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(failed)?;
        let name = path.file_name().ok_or_else(|| Error::new("io", format!("{} names no file", path.display())))?;
        let beside = folder.join(format!(".{}.{}.part", name.to_string_lossy(), std::process::id()));
        let file = io::BufWriter::new(fs::File::create(&beside).map_err(failed)?);
        Ok(Self { file, beside, path: path.to_path_buf(), whole: false })
    }

    fn failed(&self, error: &io::Error) -> Error {
        Error::new("io", format!("{} cannot be written: {error}", self.path.display()))
    }

    /// Adds to the file.
    pub fn write(&mut self, content: &[u8]) -> Result<(), Error> {
        self.file.write_all(content).map_err(|e| self.failed(&e))
    }

    /// Puts the file in its place.
    pub fn finish(mut self) -> Result<(), Error> {
        if self.whole {
            return self.file.flush().map_err(|e| self.failed(&e));
        }
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        let renamed = synced.and_then(|()| fs::rename(&self.beside, &self.path));
        renamed.map_err(|e| self.failed(&e))?;
        self.whole = true;
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.whole {
            // The half-written file is ours to clear away; if even that fails there is nothing more to do.
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// Where a long result goes, piece by piece.
pub enum Sink {
    Stream,
    File(Beside),
}

impl Sink {
    /// Standard output for `-` and for nothing.
    pub fn open(path: Option<&Path>) -> Result<Self, Error> {
        match path.filter(|path| path.as_os_str() != "-") {
            Some(path) => Beside::open(path).map(Self::File),
            None => Ok(Self::Stream),
        }
    }

    /// Adds a piece; `false` where nobody reads on.
    pub fn write(&mut self, content: &[u8]) -> Result<bool, Error> {
        match self {
            Self::Stream => printed(content),
            Self::File(file) => file.write(content).map(|()| true),
        }
    }

    /// Adds what is written bit by bit; `false` where nobody reads on.
    pub fn pieces(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> Result<(), serde_json::Error>,
    ) -> Result<bool, Error> {
        let mut pieces = Pieces { sink: self, ended: None };
        let mut buffered = BufWriter::with_capacity(PIECE, &mut pieces);
        let written = write(&mut buffered).and_then(|()| buffered.flush().map_err(serde_json::Error::io));
        // What is left in the buffer of a sink that has ended goes nowhere.
        drop(buffered.into_parts());
        match pieces.ended {
            Some(ended) => ended,
            None => written.map(|()| true).map_err(unwritable),
        }
    }

    /// Puts a file in its place.
    pub fn finish(self) -> Result<(), Error> {
        match self {
            Self::Stream => Ok(()),
            Self::File(file) => file.finish(),
        }
    }
}

/// Bytes of a piece of a long result.
const PIECE: usize = 1 << 16;

/// The way of pieces into a sink.
struct Pieces<'s> {
    sink: &'s mut Sink,
    /// What the sink said when it took no more.
    ended: Option<Result<bool, Error>>,
}

impl Write for Pieces<'_> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        match self.sink.write(piece) {
            Ok(true) => Ok(piece.len()),
            ended => {
                self.ended = Some(ended);
                Err(io::ErrorKind::BrokenPipe.into())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a result to standard output; a closed pipe ends quietly.
pub fn print(content: &[u8]) -> Result<(), Error> {
    printed(content).map(|_| ())
}

/// The same; `false` where the pipe is closed.
fn printed(content: &[u8]) -> Result<bool, Error> {
    let mut out = io::stdout().lock();
    match out.write_all(content).and_then(|()| out.flush()) {
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(e) => Err(Error::new("io", format!("standard output cannot be written: {e}"))),
        Ok(()) => Ok(true),
    }
}
