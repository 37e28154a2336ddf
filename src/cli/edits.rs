//! Files of edits: the one that is named, or those beside the inputs.

use super::{files, tell};
use crate::edits::{self, Edits, Outcome, Problem, line_column};
use crate::error::Error;
use crate::pipeline::{self, Options};
use crate::story::Analysed;
use std::path::{Path, PathBuf};

/// One file of edits that was read.
struct Sidecar {
    path: PathBuf,
    text: String,
    edits: Edits,
    /// Name of the input beside which it lies; `None` for one that speaks of all inputs.
    input: Option<String>,
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
        let mut names: Vec<&str> = Vec::new();
        for name in inputs {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let found = names.into_iter().filter_map(|name| Some((beside(name).filter(|path| path.is_file())?, name)));
        let read: Result<Vec<Sidecar>, Error> =
            found.map(|(path, name)| sidecar(path, Some(name.to_string()))).collect();
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
    pub fn apply(
        &self,
        mut articles: Vec<Analysed>,
        names: &[String],
        options: &Options,
    ) -> Result<Vec<Analysed>, Error> {
        for sidecar in &self.0 {
            let is_its = |name: &String| sidecar.input.as_ref().is_none_or(|input| input == name);
            let scope: Vec<usize> =
                names.iter().enumerate().filter(|(_, name)| is_its(name)).map(|(index, _)| index).collect();
            let (edited, told) = pipeline::edit(articles, &sidecar.edits, &scope, options)
                .map_err(|problems| wrong(&sidecar.path, &sidecar.text, &problems))?;
            articles = edited;
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
        Ok(articles)
    }
}

fn sidecar(path: PathBuf, input: Option<String>) -> Result<Sidecar, Error> {
    let text =
        files::read_text(&path).map_err(|error| Error::new(error.kind, format!("{}: {error}", path.display())))?;
    let edits = edits::parse(&text).map_err(|problems| wrong(&path, &text, &problems))?;
    Ok(Sidecar { path, text, edits, input })
}
