//! What tells an input from another one: its size and the SHA-256 of all its bytes.

use crate::error::Error;
use crate::hash::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Bytes that are read at once: large enough that the calls cost nothing.
const PIECE: usize = 1 << 18;

/// One input of the command line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    /// As it was given.
    pub path: String,
    /// How many files it stands for.
    pub files: u64,
    pub bytes: u64,
    /// Of a file its SHA-256; of a folder that of a list with size, SHA-256 and path of each of its files; nothing for
    /// what cannot be read.
    pub sha256: Option<String>,
}

/// Reads every file of an input once. `step` is told how many bytes were read.
pub fn fingerprint(given: &Path, files: &[PathBuf], step: &mut dyn FnMut(u64)) -> Print {
    let path = given.display().to_string();
    let count = files.len() as u64;
    if let ([file], true) = (files, given.is_file()) {
        return match read(file, step) {
            Ok((bytes, sha256)) => Print { path, files: count, bytes, sha256: Some(sha256) },
            Err(_) => Print { path, files: count, bytes: 0, sha256: None },
        };
    }
    let (mut bytes, mut list) = (0_u64, Sha256::new());
    for file in files {
        let inside = file.strip_prefix(given).unwrap_or(file).display().to_string();
        let line = match read(file, step) {
            Ok((size, sha256)) => {
                bytes = bytes.saturating_add(size);
                format!("{size} {sha256} {inside}\n")
            }
            Err(_) => format!("- - {inside}\n"),
        };
        list.update(line.as_bytes());
    }
    Print { path, files: count, bytes, sha256: (!files.is_empty() && given.is_dir()).then(|| hex(list)) }
}

/// Size and SHA-256 of a file.
fn read(path: &Path, step: &mut dyn FnMut(u64)) -> std::io::Result<(u64, String)> {
    let (mut file, mut hash, mut size) = (File::open(path)?, Sha256::new(), 0_u64);
    let mut piece = vec![0; PIECE];
    loop {
        let read = match file.read(&mut piece) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        if read == 0 {
            return Ok((size, hex(hash)));
        }
        hash.update(piece.get(..read).unwrap_or_default());
        size = size.saturating_add(read as u64);
        step(read as u64);
    }
}

/// The SHA-256 of a file that goes with the inputs.
///
/// # Errors
/// A file that cannot be read.
pub fn hex_of(path: &Path) -> Result<String, Error> {
    let read = read(path, &mut |_| {}).map(|(_, sha256)| sha256);
    read.map_err(|e| Error::new("io", format!("{} cannot be read: {e}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_has_the_print_that_other_programs_find() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.txt");
        fs::write(&file, "abc").expect("a file");
        let mut read = 0;
        let print = fingerprint(&file, std::slice::from_ref(&file), &mut |bytes| read += bytes);
        assert_eq!((print.files, print.bytes, read), (1, 3, 3));
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(print.sha256.as_deref(), Some(known));
        let missing = folder.path().join("b.txt");
        assert_eq!(fingerprint(&missing, std::slice::from_ref(&missing), &mut |_| {}).sha256, None);
    }

    #[test]
    fn a_folder_changes_with_the_names_and_the_bytes_of_its_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let [a, b] = ["a.txt", "b.txt"].map(|name| folder.path().join(name));
        let print = |files: &[PathBuf]| fingerprint(folder.path(), files, &mut |_| {}).sha256;
        fs::write(&a, "abc").expect("a file");
        let first = print(std::slice::from_ref(&a));
        fs::write(&a, "abd").expect("a file");
        let second = print(std::slice::from_ref(&a));
        fs::rename(&a, &b).expect("another name");
        let third = print(std::slice::from_ref(&b));
        assert!(first.is_some() && first != second && second != third);
    }
}
