//! Files that are packed with gzip or zstd, read as if they were not.

use crate::error::Error;
use crate::import::{self, Form};
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// How packed files begin (RFC 1952, RFC 8878).
const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
/// The endings of their names.
const ENDINGS: [&str; 3] = [".gz", ".zst", ".zstd"];
/// The most that zstd may look back, as a power of two: 64 MB, since that much memory is needed.
const WINDOW: u32 = 26;
/// Bytes that are read from the disk at once.
const BUFFER: usize = 1 << 16;

/// Bytes of inputs that this process has read from the disk, for the line that tells how far it is.
static READ: AtomicU64 = AtomicU64::new(0);

/// Bytes of inputs that this process has read from the disk so far.
pub fn read_so_far() -> u64 {
    READ.load(Ordering::Relaxed)
}

/// Counts bytes that were read by others.
#[cfg(feature = "parquet")]
pub fn count(bytes: u64) {
    READ.fetch_add(bytes, Ordering::Relaxed);
}

/// A file of which each byte is counted.
struct Counted(File);

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(into)?;
        READ.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// The name without the ending that says how a file is packed; `None` for one that is not packed.
pub fn inner_name(name: &str) -> Option<&str> {
    let at = ENDINGS.iter().find(|ending| name.to_lowercase().ends_with(*ending)).map(|e| name.len() - e.len())?;
    name.get(..at)
}

/// What is in a packed file by its name; one whose name does not say it holds articles one a line.
pub fn form(inner: &str) -> Form {
    import::form_of_name(inner).unwrap_or(Form::Jsonl)
}

/// A file as it is without its packing.
///
/// # Errors
/// One that cannot be opened.
pub fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    let mut file = BufReader::with_capacity(BUFFER, Counted(File::open(path)?));
    let head = file.fill_buf()?;
    if head.starts_with(GZIP) {
        return Ok(Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(file))));
    }
    if head.starts_with(ZSTD) {
        let mut decoder = zstd::Decoder::with_buffer(file)?;
        decoder.window_log_max(WINDOW)?;
        return Ok(Box::new(BufReader::with_capacity(BUFFER, decoder)));
    }
    Ok(Box::new(file))
}

/// All bytes of a packed file that is read at once, and one more than are allowed where there are more.
///
/// # Errors
/// One that cannot be read.
pub fn bytes(path: &Path, most: usize) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    let read = open(path).and_then(|file| file.take((most as u64).saturating_add(1)).read_to_end(&mut out));
    read.map_err(|e| Error::new("io", format!("{} cannot be read: {e}", path.display())))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    #[test]
    fn packed_files_are_read_in_all_their_parts() {
        let folder = tempfile::tempdir().expect("a folder");
        let gzip = |text: &[u8]| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(text).expect("memory");
            encoder.finish().expect("memory")
        };
        let zstd = |text: &[u8]| zstd::encode_all(text, 1).expect("memory");
        let rows: [(&str, Vec<u8>); 3] = [
            ("a.jsonl", b"one\ntwo\n".to_vec()),
            ("a.jsonl.gz", [gzip(b"one\n"), gzip(b"two\n")].concat()),
            ("a.jsonl.zst", [zstd(b"one\n"), zstd(b"two\n")].concat()),
        ];
        for (name, packed) in rows {
            let path = folder.path().join(name);
            std::fs::write(&path, packed).expect("a file");
            assert_eq!(bytes(&path, 100), Ok(b"one\ntwo\n".to_vec()), "{name}");
            assert_eq!(bytes(&path, 3).map(|bytes| bytes.len()), Ok(4), "no more than can be used is unpacked");
        }
    }

    #[test]
    fn the_ending_before_the_packing_tells_the_form() {
        let rows = [
            ("a.jsonl.gz", Some(("a.jsonl", Form::Jsonl))),
            ("b/c.HTML.ZST", Some(("b/c.HTML", Form::Html))),
            ("kompas.zstd", Some(("kompas", Form::Jsonl))),
            ("a.jsonl", None),
            ("gz", None),
        ];
        for (name, wanted) in rows {
            assert_eq!(inner_name(name).map(|inner| (inner, form(inner))), wanted, "{name}");
        }
    }
}
