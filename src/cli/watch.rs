//! `--watch`: the picture is drawn again whenever something that it is made of changes.
//!
//! Files are looked at a few times a second and not subscribed to: that works on every file system, and with editors
//! that write a new file and rename it. A picture is replaced whole or not at all, so that a viewer never sees half of
//! one, and where something is wrong the last good one stays.

use super::args::Draw;
use super::picture::{Drawn, Picture, draw, tell_older};
use super::{DONE, edits, fail, files, house, inputs, note};
use crate::error::Error;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

/// How long between two looks at the files: soon enough to feel at once, seldom enough to cost nothing.
const LOOK: Duration = Duration::from_millis(150);
/// How long files must stand still before they are read: an editor may write one in several steps.
const STILL: Duration = Duration::from_millis(60);

/// When each file was last changed and how long it is; `None` for one that is not there.
type Seen = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

/// What stands on the disk from this run.
#[derive(Default)]
struct Standing {
    files: Vec<(PathBuf, Vec<u8>)>,
    /// How many inputs were missing when it was drawn.
    failed: usize,
}

/// Draws until somebody ends the program, and returns its exit code.
pub fn watch(args: &Draw, kind: Picture) -> Result<u8, Error> {
    let is_stream = |path: &Path| path.as_os_str() == "-";
    if args.inputs.iter().any(|path| is_stream(path)) {
        return Err(Error::new("usage", "--watch needs files, since standard input cannot change; name the article"));
    }
    if args.output.as_deref().into_iter().chain(args.alt.as_deref()).any(is_stream) {
        let message = "--watch writes to a file, again and again; name one with --output in place of -";
        return Err(Error::new("usage", message));
    }
    let ended = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&ended);
    ctrlc::set_handler(move || flag.store(true, Ordering::SeqCst))
        .map_err(|error| Error::new("io", format!("--watch cannot wait for Ctrl-C: {error}")))?;
    let mut seen = look(args);
    let mut standing: Option<Standing> = None;
    match draw(args, kind) {
        // What is wrong with the command line does not change while it is being watched.
        Err(error) if error.kind == "usage" => return Err(error),
        first => {
            if replace(first, &mut standing)? == Outcome::Nothing {
                note("nothing is drawn yet");
            }
        }
    }
    note(&match seen.values().flatten().count() {
        1 => "watching 1 file; Ctrl-C ends".to_string(),
        count => format!("watching {count} files; Ctrl-C ends"),
    });
    while !ended.load(Ordering::SeqCst) {
        sleep(LOOK);
        let mut now = look(args);
        if now == seen {
            continue;
        }
        loop {
            sleep(STILL);
            let next = look(args);
            if next == now || ended.load(Ordering::SeqCst) {
                break;
            }
            now = next;
        }
        let changed = changed(&seen, &now);
        seen = now;
        let begun = Instant::now();
        let outcome = replace(draw(args, kind), &mut standing)?;
        note(&format!("{changed} changed"));
        note(&match outcome {
            Outcome::Drawn => format!("drawn again in {:.1} s", begun.elapsed().as_secs_f64()),
            Outcome::Same => "the picture is the same".to_string(),
            Outcome::Kept => "the last good picture stays".to_string(),
            Outcome::Nothing => "nothing is drawn yet".to_string(),
        });
    }
    note("ended");
    Ok(DONE)
}

/// What came of drawing anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Drawn,
    Same,
    /// Something is wrong, and the last good picture is still there.
    Kept,
    /// Something is wrong, and there is no picture yet.
    Nothing,
}

/// Puts a new picture in the place of the last good one, unless something is wrong that was not wrong before.
fn replace(drawn: Result<Drawn, Error>, standing: &mut Option<Standing>) -> Result<Outcome, Error> {
    let kept = if standing.is_some() { Outcome::Kept } else { Outcome::Nothing };
    let drawn = match drawn {
        Ok(drawn) => drawn,
        Err(error) => {
            fail(&error.to_string());
            return Ok(kept);
        }
    };
    let (files, failed) = (&drawn.files, drawn.failed);
    let worse = standing.as_ref().is_some_and(|last| failed > last.failed);
    if files.is_empty() || worse {
        return Ok(kept);
    }
    let last = standing.take().unwrap_or_default();
    let mut outcome = Outcome::Same;
    for (path, bytes) in files {
        if last.files.iter().any(|(old, same)| old == path && same == bytes) && path.is_file() {
            continue;
        }
        // A full disk or a locked folder may be mended while the program waits.
        if let Err(error) = files::write_file(path, bytes) {
            fail(&error.to_string());
            *standing = Some(last);
            return Ok(kept);
        }
        outcome = Outcome::Drawn;
        files::print(format!("{}\n", path.display()).as_bytes())?;
    }
    tell_older(&drawn);
    *standing = Some(Standing { files: drawn.files, failed });
    Ok(outcome)
}

/// Everything that the picture is made of, as it is now.
fn look(args: &Draw) -> Seen {
    let mut paths: BTreeSet<PathBuf> = inputs::paths(&args.inputs).into_iter().collect();
    let beside: Vec<PathBuf> = paths.iter().filter_map(|path| edits::beside(&path.display().to_string())).collect();
    paths.extend(args.edits.clone().map_or(beside, |named| vec![named]));
    paths.extend(house::made_of(args.config.as_deref()));
    paths.extend(args.reading.own.gazetteer.clone());
    let state = |path: PathBuf| {
        let about = fs::metadata(&path).ok().filter(fs::Metadata::is_file);
        let state = about.map(|about| (about.modified().unwrap_or(SystemTime::UNIX_EPOCH), about.len()));
        (path, state)
    };
    paths.into_iter().map(state).collect()
}

/// The files that are not as they were, by name.
fn changed(old: &Seen, new: &Seen) -> String {
    let all: BTreeSet<&PathBuf> = old.keys().chain(new.keys()).collect();
    let changed: Vec<String> = all
        .into_iter()
        .filter(|path| old.get(*path) != new.get(*path))
        .map(|path| path.display().to_string())
        .collect();
    changed.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_named() {
        let at = |length: u64| Some((SystemTime::UNIX_EPOCH, length));
        let seen = |rows: &[(&str, Option<(SystemTime, u64)>)]| -> Seen {
            rows.iter().map(|(path, state)| (PathBuf::from(path), *state)).collect()
        };
        let old = seen(&[("a.txt", at(3)), ("b.txt", at(4)), ("c.toml", None)]);
        let new = seen(&[("a.txt", at(3)), ("b.txt", at(5)), ("c.toml", at(1)), ("d.txt", at(1))]);
        assert_eq!(changed(&old, &new), "b.txt, c.toml, d.txt");
        assert_eq!(changed(&old, &old), "");
    }
}
