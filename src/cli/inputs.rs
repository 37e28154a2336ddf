//! The inputs of a command: files, folders with their files, standard input; each with a form and an id of its own.

use super::lines::{self, Lines};
use super::{files, packed, source, tables, tell};
use crate::error::Error;
use crate::import::{self, Form};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// One file of the inputs, read.
pub struct Loaded {
    /// Name for messages.
    pub name: String,
    /// What results call it: the stem of the file's name, or as much of its path as tells it from the others.
    pub id: String,
    pub form: Form,
    pub content: Content,
}

/// What an input holds. Articles are read when their turn comes, so that an archive need not fit into memory.
pub enum Content {
    /// A file that is not read yet.
    File(PathBuf),
    /// What was read to tell what it is.
    Bytes(Vec<u8>),
    /// Articles on standard input, one a line.
    Lines(Lines),
    /// A table of articles, a row each.
    Table(PathBuf),
    /// Nothing, since it could not be opened.
    Failed(Error),
}

impl Loaded {
    /// The source line of an error in it.
    pub fn excerpt(&self, error: &Error) -> String {
        if let Content::Bytes(bytes) = &self.content { source::excerpt(bytes, error) } else { String::new() }
    }

    /// Whether it holds events and no articles.
    pub fn is_data(&self) -> bool {
        matches!(self.content, Content::Bytes(_)) && self.form.is_data()
    }
}

/// A file that is to be read, with the folder under which it was found.
struct Found {
    path: PathBuf,
    under: Option<PathBuf>,
}

/// Reads every input in order; a folder stands for its files in the order of their names, hidden ones left out.
pub fn gather(inputs: &[PathBuf]) -> Vec<Loaded> {
    each(inputs).collect()
}

/// The same, each when it is asked for.
pub fn each(inputs: &[PathBuf]) -> impl Iterator<Item = Loaded> {
    let mut found: Vec<Result<Found, (String, Error)>> = Vec::new();
    for path in inputs {
        if path.as_os_str() != "-" && path.is_dir() {
            let before = found.len();
            walk(path, path, &mut found, &mut |odd| {
                tell(&format!("{}: left out, since its ending is that of no input", odd.display()));
            });
            if found.len() == before {
                let message = "the folder holds no article; give files that end in .txt, .md, .html, .jsonl, .json, \
                               .csv, .tsv, .rss or .xml";
                found.push(Err((path.display().to_string(), Error::new("empty", message))));
            }
        } else {
            found.push(Ok(Found { path: path.clone(), under: None }));
        }
    }
    let mut ids = ids(&found.iter().filter_map(|one| one.as_ref().ok()).collect::<Vec<_>>()).into_iter();
    found.into_iter().map(move |one| match one {
        Ok(file) => load(&file.path, ids.next().unwrap_or_default()),
        Err((name, error)) => Loaded { id: name.clone(), name, form: Form::Text, content: Content::Failed(error) },
    })
}

/// The files of the inputs that are there now, unread; of a folder those that are inputs.
pub fn paths(inputs: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in inputs {
        if path.is_dir() {
            walk(path, path, &mut found, &mut |_| {});
        } else {
            found.push(Ok(Found { path: path.clone(), under: None }));
        }
    }
    found.into_iter().flatten().map(|one| one.path).collect()
}

fn load(path: &Path, id: String) -> Loaded {
    let name = path.display().to_string();
    if path.as_os_str() == "-" {
        let content = lines::standard_input();
        let form = match &content {
            Content::Lines(_) => Form::Jsonl,
            Content::Bytes(bytes) => import::form(&name, bytes),
            _ => Form::Text,
        };
        return Loaded { name, id, form, content };
    }
    if tables::is_name(&name) {
        return Loaded { name, id, form: Form::Jsonl, content: Content::Table(path.to_path_buf()) };
    }
    // A file that is too long is not even read.
    let inner = packed::inner_name(&name);
    let stated = inner.map(packed::form).or_else(|| import::form_of_name(&name));
    let length = fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|about| about.len());
    let most = stated.map_or(import::LONGEST_DATA, Form::longest);
    if let Some(length) = length.filter(|length| usize::try_from(*length).unwrap_or(usize::MAX) > most) {
        let message = format!(
            "the file has {} MB, and at most {} MB are read at once; split it, one article a file or one a line of a \
             .jsonl file",
            length / 1_000_000,
            most / 1_000_000
        );
        let content = Content::Failed(Error::new("too-long", message));
        return Loaded { name, id, form: stated.unwrap_or(Form::Text), content };
    }
    // A name that tells articles is enough for now.
    if let (Some(form), Some(_)) = (stated.filter(|form| !form.is_data()), length) {
        return Loaded { name, id, form, content: Content::File(path.to_path_buf()) };
    }
    match files::bytes(path) {
        Ok(bytes) => {
            let form = import::form(&name, &bytes);
            // What is no data waits for its turn on the disk.
            let content = match length {
                Some(_) if !form.is_data() => Content::File(path.to_path_buf()),
                _ => Content::Bytes(bytes),
            };
            Loaded { name, id, form, content }
        }
        Err(error) => Loaded { name, id, form: Form::Text, content: Content::Failed(error) },
    }
}

/// Adds the files of a folder and of the folders in it; those that are no inputs go to `odd`.
fn walk(folder: &Path, top: &Path, found: &mut Vec<Result<Found, (String, Error)>>, odd: &mut dyn FnMut(&Path)) {
    let failed = |path: &Path, error: std::io::Error| {
        let message = format!("{} cannot be read: {error}", path.display());
        Err((path.display().to_string(), Error::new("io", message)))
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return found.push(failed(folder, error)),
    };
    let mut paths = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) => paths.push(entry.path()),
            Err(error) => found.push(failed(folder, error)),
        }
    }
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // A file of edits goes with its article.
        if name.starts_with('.') || name.ends_with(".edits.toml") {
            continue;
        }
        // A link to a folder could lead round in a circle.
        let linked = path.is_symlink();
        if path.is_dir() {
            if !linked {
                walk(&path, top, found, odd);
            }
        } else if tables::is_name(&name) || import::is_input_name(packed::inner_name(&name).unwrap_or(&name)) {
            found.push(Ok(Found { path, under: Some(top.to_path_buf()) }));
        } else {
            odd(&path);
        }
    }
}

/// An id for each file: its stem; where several have the same, their paths under the folder without the ending, then
/// with it, then the whole paths; what is still the same is numbered.
fn ids(found: &[&Found]) -> Vec<String> {
    const LEVELS: usize = 4;
    let mut levels = vec![0_usize; found.len()];
    loop {
        let names: Vec<String> = found.iter().zip(&levels).map(|(file, level)| name(file, *level)).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        names.iter().for_each(|name| *counts.entry(name).or_default() += 1);
        let clashes = |name: &str| counts.get(name).is_some_and(|count| *count > 1);
        let levelled = names.iter().zip(&levels).enumerate();
        let raise: Vec<usize> =
            levelled.filter(|(_, (name, level))| **level + 1 < LEVELS && clashes(name)).map(|(at, _)| at).collect();
        if raise.is_empty() {
            let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
            let numbered = names.iter().map(|name| {
                let count = seen.entry(name).or_default();
                *count += 1;
                if *count == 1 { name.clone() } else { format!("{name}-{count}") }
            });
            return numbered.collect();
        }
        raise.into_iter().for_each(|at| levels[at] += 1);
    }
}

fn name(file: &Found, level: usize) -> String {
    if file.path.as_os_str() == "-" {
        return "stdin".to_string();
    }
    let inside = file.under.as_ref().and_then(|top| file.path.strip_prefix(top).ok()).unwrap_or(&file.path);
    let path = match level {
        0 => {
            let name = file.path.file_name().map_or("stdin".into(), |name| name.to_string_lossy());
            let bare = packed::inner_name(&name).unwrap_or(&name);
            return Path::new(bare).file_stem().map_or("stdin".into(), |stem| stem.to_string_lossy().into_owned());
        }
        1 => inside.with_extension(""),
        2 => inside.to_path_buf(),
        _ => file.path.clone(),
    };
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_same_stem_get_ids_of_their_own() {
        let file =
            |path: &str, under: Option<&str>| Found { path: PathBuf::from(path), under: under.map(PathBuf::from) };
        let rows: [(Vec<Found>, Vec<&str>); 5] = [
            (vec![file("a/1.txt", None), file("b/2.txt", None)], vec!["1", "2"]),
            (vec![file("a/1.txt", None), file("b/1.txt", None)], vec!["a/1", "b/1"]),
            (vec![file("k/a/1.txt", Some("k")), file("k/a/1.md", Some("k"))], vec!["a/1.txt", "a/1.md"]),
            (vec![file("k/1.txt", Some("k")), file("l/1.txt", Some("l"))], vec!["k/1.txt", "l/1.txt"]),
            (vec![file("1.txt", None), file("1.txt", None), file("-", None)], vec!["1.txt", "1.txt-2", "stdin"]),
        ];
        for (files, wanted) in rows {
            assert_eq!(ids(&files.iter().collect::<Vec<_>>()), wanted);
        }
    }
}
