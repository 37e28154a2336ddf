//! The files of one shard while they are written.

use super::made::{Form, Made, Numbered, Record, records};
use super::manifest::{self, Format};
#[cfg(feature = "parquet")]
use super::table;
use crate::error::Error;
use crate::hash::hex;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Ends the name of a file that is not whole yet.
pub(super) const HALF: &str = ".part";
/// Bytes that are kept before they are written.
const BUFFER: usize = 1 << 17;

/// A file of which every byte is counted and hashed.
struct Hashed {
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        self.bytes = self.bytes.saturating_add(written as u64);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// The rows of a file, in one of the forms of results.
enum Rows {
    Lines(Hashed),
    #[cfg(feature = "parquet")]
    Table(Box<table::Table<Hashed>>),
}

impl Rows {
    /// What was written to, after the last of it.
    fn whole(self) -> Result<Hashed, String> {
        match self {
            Self::Lines(file) => Ok(file),
            #[cfg(feature = "parquet")]
            Self::Table(table) => table.finish().map_err(|error| error.to_string()),
        }
    }
}

/// What a file is about.
#[derive(Clone, Copy)]
enum Kind {
    Documents,
    Events,
    Errors,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Events => "events",
            Self::Errors => "errors",
        }
    }

    /// The form that it has; records of errors are few, and always lines.
    fn format(self, wanted: Format) -> Format {
        if matches!(self, Self::Errors) { Format::Jsonl } else { wanted }
    }
}

/// A file that stands beside its place until it is whole.
struct Half {
    name: String,
    path: PathBuf,
    beside: PathBuf,
    rows: Rows,
    lines: u64,
}

fn unwritable<E: std::fmt::Display>(path: &Path) -> impl Fn(E) -> Error + '_ {
    move |e| Error::new("io", format!("{} cannot be written: {e}", path.display()))
}

impl Half {
    fn begin(folder: &Path, kind: Kind, number: u64, format: Format) -> Result<Self, Error> {
        let format = kind.format(format);
        format.check()?;
        let name = format!("{}-{number:05}.{}", kind.name(), format.name());
        let (path, beside) = (folder.join(&name), folder.join(format!(".{name}{HALF}")));
        let file = File::create(&beside).map_err(unwritable(&path))?;
        let file = Hashed { file: BufWriter::with_capacity(BUFFER, file), hash: Sha256::new(), bytes: 0 };
        let rows = match format {
            #[cfg(feature = "parquet")]
            Format::Parquet => {
                let columns = if matches!(kind, Kind::Events) { table::EVENTS } else { table::DOCUMENTS };
                Rows::Table(Box::new(table::Table::begin(file, columns).map_err(unwritable(&path))?))
            }
            _ => Rows::Lines(file),
        };
        Ok(Self { name, path, beside, rows, lines: 0 })
    }

    /// Adds one line, in pieces.
    fn line(&mut self, pieces: &[&str]) -> Result<(), Error> {
        self.write(|to| pieces.iter().try_for_each(|piece| to.write_all(piece.as_bytes())))
    }

    /// Adds a record as a line that is written while it is made.
    fn record(&mut self, record: &impl Serialize) -> Result<(), Error> {
        self.write(|to| serde_json::to_writer(to, record).map_err(std::io::Error::from))
    }

    fn write(&mut self, line: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Error> {
        match &mut self.rows {
            Rows::Lines(file) => {
                line(file).and_then(|()| file.write_all(b"\n")).map_err(unwritable(&self.path))?;
            }
            #[cfg(feature = "parquet")]
            Rows::Table(table) => {
                let mut whole = Vec::new();
                line(&mut whole).map_err(unwritable(&self.path))?;
                table.row(&String::from_utf8_lossy(&whole)).map_err(unwritable(&self.path))?;
            }
        }
        self.lines += 1;
        Ok(())
    }

    /// Puts the file in its place, and what it holds on the disk before.
    fn finish(self) -> Result<manifest::Part, Error> {
        let mut file = self.rows.whole().map_err(unwritable(&self.path))?;
        let synced = file.flush().and_then(|()| file.file.get_ref().sync_all());
        synced.and_then(|()| fs::rename(&self.beside, &self.path)).map_err(unwritable(&self.path))?;
        Ok(manifest::Part { file: self.name, lines: self.lines, bytes: file.bytes, sha256: hex(file.hash) })
    }
}

/// A shard that is not whole yet.
pub(super) struct Shard {
    number: u64,
    articles: u64,
    folder: PathBuf,
    format: Format,
    documents: Half,
    events: Half,
    errors: Option<Half>,
}

impl Shard {
    /// Begins the files of a shard.
    pub fn begin(folder: &Path, number: u64, format: Format) -> Result<Self, Error> {
        Ok(Self {
            number,
            articles: 0,
            folder: folder.to_path_buf(),
            format,
            documents: Half::begin(folder, Kind::Documents, number, format)?,
            events: Half::begin(folder, Kind::Events, number, format)?,
            errors: None,
        })
    }

    pub fn articles(&self) -> u64 {
        self.articles
    }

    /// Adds a document with its events, each behind the line of the document.
    pub fn document(&mut self, made: &Made) -> Result<(), Error> {
        self.articles += 1;
        match &made.0 {
            Form::Lines { document, events } => {
                self.documents.line(&[document])?;
                let begin = format!("{{\"line\":{},", self.documents.lines);
                events.iter().try_for_each(|event| self.events.line(&[&begin, event]))
            }
            Form::Long { analysed, extra } => records(analysed, extra, &mut |record| match record {
                Record::Document(document) => self.documents.record(document),
                Record::Event(event) => self.events.record(&Numbered { line: self.documents.lines, event }),
            }),
        }
    }

    /// Adds the record of an article that failed.
    pub fn error(&mut self, record: &str) -> Result<(), Error> {
        self.articles += 1;
        if self.errors.is_none() {
            self.errors = Some(Half::begin(&self.folder, Kind::Errors, self.number, self.format)?);
        }
        self.errors.as_mut().map_or(Ok(()), |errors| errors.line(&[record]))
    }

    /// Puts all files in their places.
    pub fn finish(self) -> Result<manifest::Shard, Error> {
        let errors = self.errors.map(Half::finish).transpose()?;
        let (documents, events) = (self.documents.finish()?, self.events.finish()?);
        sync_folder(&self.folder)?;
        Ok(manifest::Shard { number: self.number, articles: self.articles, documents, events, errors })
    }
}

/// Puts the names of a folder on the disk.
pub(super) fn sync_folder(folder: &Path) -> Result<(), Error> {
    // Only Unix lets a folder be opened and synced; elsewhere the rename itself must do.
    if cfg!(unix) { File::open(folder).and_then(|open| open.sync_all()).map_err(unwritable(folder)) } else { Ok(()) }
}
