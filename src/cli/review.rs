//! `review`: a file of edits for each input, with everything doubtful first and ready to correct.

use super::args::Review;
use super::commands::{analysed_records, code, options, records};
use super::{edits, fail, files, inputs, tell, ui};
use crate::edits::{forgotten, parse, review as written};
use crate::error::Error;
use crate::story::Analysed;
use std::path::{Path, PathBuf};

/// Runs the command and returns its exit code.
pub fn review(args: &Review) -> Result<u8, Error> {
    let options = options(&args.reading)?;
    let mut groups: Vec<(String, Vec<Analysed>)> = Vec::new();
    let (mut failed, mut count) = (0, 0);
    let (data, articles): (Vec<_>, Vec<_>) =
        inputs::gather(&args.inputs).into_iter().partition(inputs::Loaded::is_data);
    for input in data {
        (failed, count) = (failed + 1, count + 1);
        fail(&format!("{}: it holds events as data, which are corrected in the file itself", input.name));
    }
    for (record, found) in analysed_records(records(articles), &options, args.work)? {
        count += 1;
        match found {
            // Inputs with one stem have one file.
            Ok(found) => match groups.iter_mut().find(|(name, _)| edits::beside(name) == edits::beside(&record.name)) {
                Some((_, documents)) => documents.push(found),
                None => groups.push((record.name, vec![found])),
            },
            Err(error) => {
                failed += 1;
                fail(&format!("{}{}", ui::about(&record.name, &error.to_string()), record.excerpt));
            }
        }
    }
    if let (Some(path), false) = (&args.output, groups.is_empty()) {
        // One file speaks of all inputs.
        let name = groups.first().map(|(name, _)| name.clone()).unwrap_or_default();
        let documents: Vec<Analysed> = groups.into_iter().flat_map(|(_, documents)| documents).collect();
        write(&name, &documents, Some(path), args.edits.as_deref())?;
        return Ok(code(failed, count));
    }
    for (name, documents) in groups {
        write(&name, &documents, None, args.edits.as_deref())?;
    }
    Ok(code(failed, count))
}

/// Writes the file of one input, with what its editor wrote before.
fn write(name: &str, documents: &[Analysed], output: Option<&PathBuf>, named: Option<&Path>) -> Result<(), Error> {
    let stream = Path::new("-");
    let beside = edits::beside(name);
    let output = output.map(PathBuf::as_path).or(beside.as_deref()).unwrap_or(stream);
    let known = [named, Some(output).filter(|path| *path != stream), beside.as_deref()];
    let known = known.into_iter().flatten().find(|path| path.is_file() || Some(*path) == named);
    let old = match known {
        Some(path) => files::read_text(path).map_err(|e| Error::new(e.kind, format!("{}: {e}", path.display())))?,
        None => String::new(),
    };
    let text = written(documents, &old).map_err(|problems| edits::wrong(known.unwrap_or(output), &old, &problems))?;
    let text = ui::translated_remarks(&text);
    if let Ok(read) = parse(&text) {
        let name = output.display().to_string();
        forgotten(&text, &read).iter().for_each(|one| tell(&one.render(&name, &text)));
    }
    if output == stream {
        return files::print(text.as_bytes());
    }
    files::write_file(output, text.as_bytes())?;
    files::print(format!("{}\n", output.display()).as_bytes())
}
