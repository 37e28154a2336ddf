//! The folder of a result: one run at a time works in it, and each goes on where the one before stopped.

use super::manifest::Manifest;
use super::shard::{HALF, sync_folder};
use crate::error::Error;
use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The file that a run holds while it lives. The system lets go of it with the process, whatever ends that.
const LOCK: &str = ".linimasa.lock";
/// The name of the manifest.
const MANIFEST: &str = "manifest.json";
/// The beginnings of the names of results.
const KINDS: [&str; 3] = ["documents-", "events-", "errors-"];

/// A folder that is held by this run.
#[derive(Debug)]
pub struct Folder {
    pub(super) path: PathBuf,
    pub(super) manifest: Manifest,
    /// Shards that the manifest named but whose files were missing or of another size.
    pub lost: usize,
    /// Held until it is dropped.
    _lock: File,
}

impl Folder {
    /// Takes a folder for a run: a new one, or one with the beginning of the same run.
    ///
    /// # Errors
    /// A folder that another run holds, that holds the result of other inputs or parameters, or something else.
    pub fn open(path: &Path, wanted: Manifest) -> Result<Self, Error> {
        let shown = path.display();
        let failed = |e: std::io::Error| Error::new("io", format!("{shown} cannot be written: {e}"));
        fs::create_dir_all(path).map_err(failed)?;
        let lock = File::options().create(true).truncate(false).write(true).open(path.join(LOCK)).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let message = format!("another run works in {shown}; wait for its end or give another folder");
                return Err(Error::new("locked", message));
            }
            Err(TryLockError::Error(e)) => return Err(failed(e)),
        }
        let before = Self::manifest_of(path)?;
        let is_new = before.is_none();
        let manifest = match before {
            Some(before) => {
                let differences = before.differences(&wanted);
                if !differences.is_empty() {
                    let message = format!(
                        "{shown} holds the result of another run: {}; give another folder, or delete this one to begin \
                         anew",
                        differences.join("; also ")
                    );
                    return Err(Error::new("other-run", message));
                }
                before
            }
            None => wanted,
        };
        let mut folder = Self { path: path.to_path_buf(), manifest, lost: 0, _lock: lock };
        folder.clear(is_new)?;
        folder.check();
        if is_new {
            folder.write_manifest()?;
        }
        Ok(folder)
    }

    /// The manifest of a folder; `None` where there is none yet.
    ///
    /// # Errors
    /// A manifest that cannot be read, or that is none.
    pub fn manifest_of(path: &Path) -> Result<Option<Manifest>, Error> {
        let file = path.join(MANIFEST);
        match fs::read_to_string(&file) {
            Ok(text) => Manifest::read(&text, &file.display().to_string()).map(Some),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
            Err(e) => Err(Error::new("io", format!("{} cannot be read: {e}", file.display()))),
        }
    }

    /// What the folder holds.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Where the manifest stands.
    pub fn manifest_path(&self) -> PathBuf {
        self.path.join(MANIFEST)
    }

    /// Takes away what a stopped run left half done. Results without a manifest belong to somebody else.
    fn clear(&self, is_new: bool) -> Result<(), Error> {
        let failed = |e: std::io::Error| Error::new("io", format!("{} cannot be read: {e}", self.path.display()));
        for entry in fs::read_dir(&self.path).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let is_result = |name: &str| KINDS.iter().any(|kind| name.starts_with(kind));
            if is_new && is_result(&name) {
                let message = format!("{} stands in the folder already, without a manifest", path.display());
                return Err(Error::new("other-run", message + "; give another folder"));
            }
            let inner = name.strip_prefix('.').and_then(|name| name.strip_suffix(HALF));
            if inner.is_some_and(|name| is_result(name) || name == MANIFEST) {
                fs::remove_file(&path)
                    .map_err(|e| Error::new("io", format!("{} cannot be deleted: {e}", path.display())))?;
            }
        }
        Ok(())
    }

    /// Forgets the shards from the first on of which a file is not as long as it was.
    fn check(&mut self) {
        let whole = |part: &super::Part| {
            let length = fs::metadata(self.path.join(&part.file)).map(|about| about.len());
            length.is_ok_and(|length| length == part.bytes)
        };
        let before = self.manifest.shards.len();
        if let Some(bad) = self.manifest.shards.iter().position(|shard| !shard.parts().all(whole)) {
            self.lost = before - bad;
            self.manifest.cut(bad);
        }
    }

    /// Replaces the manifest by what is known now.
    pub(super) fn write_manifest(&self) -> Result<(), Error> {
        let path = self.manifest_path();
        let failed = |e: std::io::Error| Error::new("io", format!("{} cannot be written: {e}", path.display()));
        let text = self.manifest.text()?;
        let beside = self.path.join(format!(".{MANIFEST}{HALF}"));
        let write = || {
            let mut file = File::create(&beside)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&beside, &path)
        };
        write().map_err(failed)?;
        sync_folder(&self.path)
    }
}
