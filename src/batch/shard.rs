//! The files of one shard while they are written.

use super::manifest;
use super::print::hex;
use crate::error::Error;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Ends the name of a file that is not whole yet.
pub(super) const HALF: &str = ".part";
/// Bytes that are kept before they are written.
const BUFFER: usize = 1 << 17;

/// A file that stands beside its place until it is whole.
struct Half {
    name: String,
    path: PathBuf,
    beside: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    lines: u64,
    bytes: u64,
}

fn unwritable(path: &Path) -> impl Fn(std::io::Error) -> Error + '_ {
    move |e| Error::new("io", format!("{} cannot be written: {e}", path.display()))
}

impl Half {
    fn begin(folder: &Path, kind: &str, number: u64) -> Result<Self, Error> {
        let name = format!("{kind}-{number:05}.jsonl");
        let (path, beside) = (folder.join(&name), folder.join(format!(".{name}{HALF}")));
        let file = File::create(&beside).map_err(unwritable(&path))?;
        let file = BufWriter::with_capacity(BUFFER, file);
        Ok(Self { name, path, beside, file, hash: Sha256::new(), lines: 0, bytes: 0 })
    }

    /// Adds one line, in pieces.
    fn line(&mut self, pieces: &[&str]) -> Result<(), Error> {
        for piece in pieces.iter().copied().chain(["\n"]) {
            self.hash.update(piece.as_bytes());
            self.bytes = self.bytes.saturating_add(piece.len() as u64);
            self.file.write_all(piece.as_bytes()).map_err(unwritable(&self.path))?;
        }
        self.lines += 1;
        Ok(())
    }

    /// Puts the file in its place, and what it holds on the disk before.
    fn finish(mut self) -> Result<manifest::Part, Error> {
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        synced.and_then(|()| fs::rename(&self.beside, &self.path)).map_err(unwritable(&self.path))?;
        Ok(manifest::Part { file: self.name, lines: self.lines, bytes: self.bytes, sha256: hex(self.hash) })
    }
}

/// A shard that is not whole yet.
pub(super) struct Shard {
    number: u64,
    articles: u64,
    folder: PathBuf,
    documents: Half,
    events: Half,
    errors: Option<Half>,
}

impl Shard {
    /// Begins the files of a shard.
    pub fn begin(folder: &Path, number: u64) -> Result<Self, Error> {
        Ok(Self {
            number,
            articles: 0,
            folder: folder.to_path_buf(),
            documents: Half::begin(folder, "documents", number)?,
            events: Half::begin(folder, "events", number)?,
            errors: None,
        })
    }

    pub fn articles(&self) -> u64 {
        self.articles
    }

    /// Adds a document with its events, each without its opening brace: the line of the document comes before.
    pub fn document(&mut self, document: &str, events: &[String]) -> Result<(), Error> {
        self.articles += 1;
        self.documents.line(&[document])?;
        let begin = format!("{{\"line\":{},", self.documents.lines);
        events.iter().try_for_each(|event| self.events.line(&[&begin, event]))
    }

    /// Adds the record of an article that failed.
    pub fn error(&mut self, record: &str) -> Result<(), Error> {
        self.articles += 1;
        if self.errors.is_none() {
            self.errors = Some(Half::begin(&self.folder, "errors", self.number)?);
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
