//! The manifest of a result: by what it was made, from what, and which shards are whole.

use super::Print;
use crate::error::Error;
use serde::{Deserialize, Serialize};

/// The form of the manifest and of the files that it names.
const SCHEMA: &str = "linimasa-batch/1";

/// What was made from what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub schema: String,
    /// Version of the program.
    pub version: String,
    pub parameters: Parameters,
    pub inputs: Vec<Print>,
    /// Whether every article of the inputs stands in a shard.
    pub complete: bool,
    pub totals: Counts,
    /// The shards that are whole, in order.
    pub shards: Vec<Shard>,
}

/// What the results depend on beside the inputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameters {
    pub dct: Option<String>,
    pub lang: String,
    /// SHA-256 of the user's own table of places.
    pub gazetteer: Option<String>,
    /// Articles in each shard but the last.
    pub shard_size: u64,
    /// The form of documents and events; not written where it is the usual one.
    #[serde(default, skip_serializing_if = "Format::is_usual")]
    pub format: Format,
}

/// The forms of documents and events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// An object of JSON on each line.
    #[default]
    Jsonl,
    /// Tables for programs that filter and count.
    Parquet,
}

impl Format {
    /// Its name, which is the ending of its files too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Parquet => "parquet",
        }
    }

    fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// Whether this program can read and write it.
    ///
    /// # Errors
    /// A program that was built without it.
    pub fn check(self) -> Result<(), Error> {
        match self {
            Self::Parquet if cfg!(not(feature = "parquet")) => {
                let message = "this linimasa was built without Parquet; build it with --features parquet, or use JSONL";
                Err(Error::new("no-parquet", message))
            }
            _ => Ok(()),
        }
    }
}

/// How much there is of everything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub articles: u64,
    pub documents: u64,
    pub events: u64,
    pub errors: u64,
}

/// One shard: its articles and its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    pub number: u64,
    pub articles: u64,
    pub documents: Part,
    pub events: Part,
    /// Nothing where no article failed.
    pub errors: Option<Part>,
}

/// One file of a shard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub file: String,
    pub lines: u64,
    pub bytes: u64,
    pub sha256: String,
}

impl Shard {
    /// All its files.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        [&self.documents, &self.events].into_iter().chain(&self.errors)
    }
}

impl Manifest {
    /// A manifest of nothing yet.
    pub fn new(parameters: Parameters, inputs: Vec<Print>) -> Self {
        Self {
            schema: SCHEMA.to_string(),
            version: env!("CARGO_PKG_VERSION").to_string(),
            parameters,
            inputs,
            complete: false,
            totals: Counts::default(),
            shards: Vec::new(),
        }
    }

    /// Reads a manifest; `name` is what messages call it.
    ///
    /// # Errors
    /// A file that is none, or one of another program.
    pub fn read(text: &str, name: &str) -> Result<Self, Error> {
        let manifest: Option<Self> = serde_json::from_str(text).ok();
        manifest.filter(|manifest| manifest.schema == SCHEMA).ok_or_else(|| {
            let message = format!("{name} is no manifest of linimasa batch; give another folder");
            Error::new("bad-manifest", message)
        })
    }

    /// As it stands in its file.
    pub(super) fn text(&self) -> Result<String, Error> {
        let text = serde_json::to_string_pretty(self);
        text.map(|text| text + "\n").map_err(|e| Error::new("bad-json", format!("the manifest cannot be written: {e}")))
    }

    /// Adds a shard that is whole.
    pub(super) fn add(&mut self, shard: Shard) {
        self.shards.push(shard);
        self.count();
    }

    /// Forgets the shards from one on.
    pub(super) fn cut(&mut self, shards: usize) {
        self.shards.truncate(shards);
        self.complete = false;
        self.count();
    }

    fn count(&mut self) {
        let sum = |of: fn(&Shard) -> u64| self.shards.iter().map(of).sum();
        self.totals = Counts {
            articles: sum(|shard| shard.articles),
            documents: sum(|shard| shard.documents.lines),
            events: sum(|shard| shard.events.lines),
            errors: sum(|shard| shard.errors.as_ref().map_or(0, |errors| errors.lines)),
        };
    }

    /// What another run would do otherwise, a part of a sentence each; empty where it would do the same.
    pub(super) fn differences(&self, other: &Self) -> Vec<String> {
        let mut found = Vec::new();
        let mut differ = |what: &str, old: String, new: String| {
            if old != new {
                found.push(format!("{what}: before {old}, now {new}"));
            }
        };
        let told = |value: &Option<String>| value.clone().unwrap_or_else(|| "not given".to_string());
        let (old, new) = (&self.parameters, &other.parameters);
        differ("the version of linimasa", self.version.clone(), other.version.clone());
        differ("--dct", told(&old.dct), told(&new.dct));
        differ("--lang", old.lang.clone(), new.lang.clone());
        differ("--format", old.format.name().to_string(), new.format.name().to_string());
        differ("--shard-size", old.shard_size.to_string(), new.shard_size.to_string());
        if old.gazetteer != new.gazetteer {
            found.push("the table of --gazetteer is another one".to_string());
        }
        let paths = |manifest: &Self| manifest.inputs.iter().map(|input| input.path.clone()).collect::<Vec<_>>();
        if paths(self) != paths(other) {
            found.push("the inputs are other ones, or in another order".to_string());
            return found;
        }
        for (old, new) in self.inputs.iter().zip(&other.inputs) {
            let path = &old.path;
            if old.files != new.files {
                found.push(format!("{path} had {} files and has {}", old.files, new.files));
            } else if old.bytes != new.bytes {
                found.push(format!("{path} had {} bytes and has {}", old.bytes, new.bytes));
            } else if old != new {
                found.push(format!("{path} has other bytes than before"));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let parameters =
            Parameters { dct: None, lang: "auto".to_string(), gazetteer: None, shard_size: 10, format: Format::Jsonl };
        let print = Print { path: "a.jsonl".to_string(), files: 1, bytes: 9, sha256: Some("00".to_string()) };
        Manifest::new(parameters, vec![print])
    }

    #[test]
    fn a_manifest_is_read_as_it_was_written_and_nothing_else_is_one() {
        let written = manifest().text().expect("a text");
        assert_eq!(Manifest::read(&written, "m"), Ok(manifest()));
        assert!(!written.contains("format"), "results of JSONL are those of versions before: {written}");
        let mut table = manifest();
        table.parameters.format = Format::Parquet;
        assert_eq!(Manifest::read(&table.text().expect("a text"), "m"), Ok(table));
        for other in ["", "{}", "[1]", &written.replace("linimasa-batch/1", "linimasa-batch/9")] {
            let error = Manifest::read(other, "x/manifest.json").expect_err("no manifest");
            assert!(error.message.starts_with("x/manifest.json is no manifest"), "{error}");
        }
    }

    #[test]
    fn what_differs_is_named() {
        type Change = fn(&mut Manifest);
        let rows: [(Change, &str); 9] = [
            (|m| m.version = "9".to_string(), "the version of linimasa: before 0."),
            (|m| m.parameters.dct = Some("2024-01-01".to_string()), "--dct: before not given, now 2024-01-01"),
            (|m| m.parameters.lang = "id".to_string(), "--lang: before auto, now id"),
            (|m| m.parameters.format = Format::Parquet, "--format: before jsonl, now parquet"),
            (|m| m.parameters.shard_size = 5, "--shard-size: before 10, now 5"),
            (|m| m.parameters.gazetteer = Some("1".to_string()), "the table of --gazetteer is another one"),
            (|m| m.inputs[0].bytes = 10, "a.jsonl had 9 bytes and has 10"),
            (|m| m.inputs[0].sha256 = Some("11".to_string()), "a.jsonl has other bytes than before"),
            (|m| m.inputs.clear(), "the inputs are other ones"),
        ];
        assert!(manifest().differences(&manifest()).is_empty());
        for (change, says) in rows {
            let mut other = manifest();
            change(&mut other);
            let found = manifest().differences(&other);
            assert!(found.len() == 1 && found[0].starts_with(says), "{says}: {found:?}");
        }
    }
}
