//! Files of edits: the one that is named, or those beside the inputs.

use super::{files, tell};
use crate::edits::{self, Edits, Outcome, Problem};
use crate::error::{Error, line_column};
use crate::pipeline::{self, Options};
use crate::story::Analysed;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// One file of edits that was read.
struct Sidecar {
    path: PathBuf,
    text: String,
    edits: Edits,
    /// Names of the inputs beside which it lies; `None` for one that speaks of all inputs.
    inputs: Option<Vec<String>>,
}

/// The files of edits of a run.
#[derive(Default)]
pub struct Sidecars(Vec<Sidecar>);

/// `article.edits.toml` for `article.txt`; `None` for standard input.
pub fn beside(input: &str) -> Option<PathBuf> {
    (input != "-").then(|| Path::new(input).with_extension("edits.toml"))
}

/// Problems as one error that shows each in its line.
pub fn wrong(path: &Path, text: &str, problems: &[Problem]) -> Error {
    let name = path.display().to_string();
    let shown: Vec<String> = problems.iter().map(|problem| problem.render(&name, text)).collect();
    Error::new("bad-edits", shown.join("\n"))
}

impl Sidecars {
    /// Reads the file that is named, else those that lie beside the inputs of these names.
    ///
    /// # Errors
    /// A file that cannot be read or understood.
    pub fn read<'a>(named: Option<&Path>, inputs: impl Iterator<Item = &'a str>) -> Result<Self, Error> {
        if let Some(path) = named {
            return Ok(Self(vec![sidecar(path.to_path_buf(), None)?]));
        }
        // `article.txt` and `article.html` share a file; so do the lines of an archive.
        let mut found: Vec<(PathBuf, Vec<String>)> = Vec::new();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for name in inputs.filter(|name| seen.insert(name)) {
            let Some(path) = beside(name) else { continue };
            match found.iter_mut().find(|(other, _)| *other == path) {
                Some((_, names)) => names.push(name.to_string()),
                None if path.is_file() => found.push((path, vec![name.to_string()])),
                None => {}
            }
        }
        let read: Result<Vec<Sidecar>, Error> =
            found.into_iter().map(|(path, names)| sidecar(path, Some(names))).collect();
        Ok(Self(read?))
    }

    /// Whether there is no file of edits.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Applies every file; `names` are the inputs of the articles. What is stale or ambiguous is told.
    ///
    /// # Errors
    /// A place or a date that cannot be understood.
    pub fn apply(&self, mut articles: Vec<Analysed>, names: &[String], options: &Options) -> Result<Edited, Error> {
        let (mut applied, mut texts) = (0, Vec::new());
        for sidecar in &self.0 {
            let is_its = |name: &String| sidecar.inputs.as_ref().is_none_or(|inputs| inputs.contains(name));
            let scope: Vec<usize> =
                names.iter().enumerate().filter(|(_, name)| is_its(name)).map(|(index, _)| index).collect();
            let (edited, told) = pipeline::edit(articles, &sidecar.edits, &scope, options)
                .map_err(|problems| wrong(&sidecar.path, &sidecar.text, &problems))?;
            articles = edited;
            let own = told.iter().filter(|one| one.outcome == Outcome::Applied).count();
            if own > 0 {
                applied += own;
                texts.push(edits::to_toml(&sidecar.edits.said()));
            }
            sidecar.tell_forgotten();
            for one in told {
                let word = match one.outcome {
                    Outcome::Applied if one.why.is_empty() => continue,
                    Outcome::Applied => "applied",
                    Outcome::Stale => "stale",
                    Outcome::Ambiguous => "ambiguous",
                };
                let (line, column) = line_column(&sidecar.text, one.span.start);
                tell(&format!("{}:{line}:{column}: {word}: {}: {}", sidecar.path.display(), one.about, one.why));
            }
        }
        Ok(Edited { articles, applied, text: texts.join("\n") })
    }
}

impl Sidecar {
    /// Tells of offers that were changed and are still behind their marks.
    fn tell_forgotten(&self) {
        let name = self.path.display().to_string();
        for one in edits::forgotten(&self.text, &self.edits) {
            tell(&one.render(&name, &self.text));
        }
    }
}

/// What edits made of articles.
pub struct Edited {
    pub articles: Vec<Analysed>,
    /// How many edits were applied.
    pub applied: usize,
    /// All that the files say, where anything of it was applied: what the picture is made of beside the inputs.
    pub text: String,
}

/// Tells of a file of edits beside an input that holds events as data: it is not read.
pub fn tell_unread(input: &str) {
    if let Some(path) = beside(input).filter(|path| path.is_file()) {
        tell(&format!("{}: events that are data already are corrected in their own file", path.display()));
    }
}

fn sidecar(path: PathBuf, inputs: Option<Vec<String>>) -> Result<Sidecar, Error> {
    let text = files::read_text(&path).map_err(|error| files::named(&path, "", &error))?;
    let edits = edits::parse(&text).map_err(|problems| wrong(&path, &text, &problems))?;
    Ok(Sidecar { path, text, edits, inputs })
}
