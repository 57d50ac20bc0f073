//! What becomes of one crate: what changes, its next version, and every file that says so.
//!
//! Writes nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use semver::Version;

use super::super::comparing::{Both, Half, Lowered, both};
use super::super::diff::FIRST;
use super::super::disk;
use super::super::job::Job;
use super::super::jobs::from_config;
use super::super::newer::Newer;
use super::super::staging::Staged;
use super::{Entry, called, changelog};
use crate::diagnostics::Diagnostics;
use crate::diff::report::{Compared, There};
use crate::diff::{self, Rule};
use crate::generate::{Prepared, crate_files};
use crate::import::{self, Copied};
use crate::load;
use crate::write;

/// A crate with changes.
pub(super) struct Plan {
    /// Its place in the configuration.
    pub(super) index: usize,
    pub(super) name: String,
    pub(super) job: Job,
    pub(super) version: Version,
    pub(super) successor: Successor,
    pub(super) files: BTreeMap<PathBuf, Vec<u8>>,
    pub(super) changelog: String,
}

/// Where the newer model goes.
pub(super) enum Successor {
    /// Into a folder of models, as `import` does it.
    Imported { models: PathBuf, copied: Copied },
    /// In the place of the older one's only file.
    Replaced { file: PathBuf, content: Vec<u8> },
}

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Why a crate has no plan, unless the diagnostics say it.
pub(super) type Refused = Option<String>;

/// The crate's report, and its plan where there is anything to do.
pub(super) fn plan(
    entry: &Entry,
    newer: &Newer,
    strict: bool,
    diagnostics: &mut Diagnostics,
) -> Result<(Compared, Option<Plan>), Refused> {
    let fetched = fetched(entry, newer, diagnostics)?;
    let mut job = from_config(entry.of.clone());
    job.options.crate_name = Some(called(entry));
    let half = |path: &Path| Half {
        path: path.to_owned(),
        options: job.options.clone(),
    };
    let (old, new) = (half(&entry.of.model), half(&fetched.staged.model));
    let both = both(&old, &new, diagnostics).ok_or(None)?;
    let mut compared = compared(entry, &both, newer, &fetched, strict);
    let was = both.old.prepared().map(|old| printed(old, diagnostics));
    let was = was.transpose()?;
    if let Some(was) = &was {
        refuse_stale(entry, &job, was)?;
    }
    if compared.findings.is_empty() {
        let is = both.new.prepared().map(|new| printed(new, diagnostics));
        let others = otherwise(
            &was.unwrap_or_default(),
            &is.transpose()?.unwrap_or_default(),
        );
        compared.findings = both.printed_otherwise(others);
    }
    accept(entry, &mut compared);
    if compared.findings.is_empty() {
        return Ok((compared, None));
    }
    refuse_missing(entry, &compared)?;
    let version = compared.next().unwrap_or_else(|| first(entry));
    let Both {
        new: Lowered::Whole(mut prepared),
        ..
    } = both
    else {
        return Err(None);
    };
    prepared.package.publication.version = Some(version.to_string());
    let files = printed(&prepared, diagnostics)?;
    let plan = Plan {
        index: entry.index,
        name: called(entry),
        changelog: changelog::section(&compared, &version),
        job,
        version,
        successor: fetched.successor,
        files,
    };
    Ok((compared, Some(plan)))
}

/// A newer model, as it is and as the project will have it.
struct Fetched {
    successor: Successor,
    staged: Staged,
    /// Where the older one is from, if that was noted.
    origin: Option<String>,
}

fn fetched(
    entry: &Entry,
    newer: &Newer,
    diagnostics: &mut Diagnostics,
) -> Result<Fetched, Refused> {
    let place = load::place(&entry.of.model, diagnostics).ok_or(None)?;
    let source = place.source();
    if !place.is_imported() && load::is_smithy(&entry.of.model) {
        return replaced(entry, &place, newer, diagnostics);
    }
    let models = place.parent.as_ref().and_then(|parent| parent.parent());
    let models = match models {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let version = source.split('/').next_back().unwrap_or_default();
    let found = newer.model(&entry.service, version)?;
    let choices = load::Choices {
        service: entry.of.service.clone(),
        ..load::Choices::default()
    };
    let copied = import::copied(&found, &choices, &newer.source, diagnostics).ok_or(None)?;
    // A model that is named by its version's folder stays what it is.
    let is_pinned = entry.of.model.ends_with(version);
    if is_pinned && copied.folder() != source {
        return Err(Some(format!(
            "{} has another API version of `{}`, {}; to take it, write `model = \"{}\"` in shapesmith.toml",
            newer.called(),
            called(entry),
            copied.folder(),
            models.join(&entry.service).display()
        )));
    }
    let staged = Staged::new(&copied, &models).map_err(|error| disk::told(&error, &models))?;
    Ok(Fetched {
        origin: import::source_of(&models, &source),
        successor: Successor::Imported { models, copied },
        staged,
    })
}

/// Of a Smithy model that lies where its owner put it.
fn replaced(
    entry: &Entry,
    place: &load::Place,
    newer: &Newer,
    diagnostics: &mut Diagnostics,
) -> Result<Fetched, Refused> {
    let file = &place.service;
    let found = newer.model(&entry.service, "")?;
    let choices = load::Choices {
        service: entry.of.service.clone(),
        ..load::Choices::default()
    };
    let content = import::successor(file, &found, &choices, diagnostics).ok_or(None)?;
    let staged = Staged::in_place(place, &content).map_err(|error| disk::told(&error, file))?;
    Ok(Fetched {
        origin: None,
        successor: Successor::Replaced {
            file: file.clone(),
            content,
        },
        staged,
    })
}

fn compared(
    entry: &Entry,
    both: &Both,
    newer: &Newer,
    fetched: &Fetched,
    strict: bool,
) -> Compared {
    let model = entry.of.model.display();
    Compared {
        name: called(entry),
        old: match &fetched.origin {
            Some(origin) => format!("{model} ({origin})"),
            None => model.to_string(),
        },
        new: newer.called(),
        operations: entry.of.operations.clone(),
        there: There::Both,
        findings: both.findings(strict),
        version: Some(first(entry)),
        idle: Vec::new(),
    }
}

fn accept(entry: &Entry, compared: &mut Compared) {
    let idle = diff::accept(&mut compared.findings, &entry.of.accept);
    let idle = idle.into_iter();
    compared.idle = idle
        .map(|one| (one.fingerprint.clone(), one.reason.clone()))
        .collect();
}

/// The crate's version before the update.
fn first(entry: &Entry) -> Version {
    let said = entry.of.package.clone().into_publication().version;
    let parsed = Version::parse(said.as_deref().unwrap_or(FIRST));
    parsed.unwrap_or(Version::new(0, 1, 0))
}

fn printed(prepared: &Prepared, diagnostics: &mut Diagnostics) -> Result<Files, Refused> {
    crate_files(prepared, diagnostics).ok_or(None)
}

/// What a newer shapesmith or an edit made of the crate would pass for the model's doing.
fn refuse_stale(entry: &Entry, job: &Job, was: &Files) -> Result<(), Refused> {
    if !job.out.join("Cargo.toml").exists() {
        return Ok(());
    }
    let report = write::plan(&job.out, was).map_err(|error| disk::told(&error, &job.out))?;
    if report.is_fresh() {
        return Ok(());
    }
    Err(Some(format!(
        "{} isn't what its model gives, so what an update changes can't be told from that; run `shapesmith generate`, look \
         at what it changes, and update then",
        entry.of.out.display()
    )))
}

/// The files that aren't the same.
fn otherwise(was: &Files, is: &Files) -> Vec<String> {
    let gone = was.keys().filter(|path| !is.contains_key(*path));
    let other = is
        .iter()
        .filter(|(path, text)| was.get(*path) != Some(text));
    let paths = gone.chain(other.map(|(path, _)| path));
    paths.map(|path| path.display().to_string()).collect()
}

/// A crate whose configuration names what is gone can't be made.
fn refuse_missing(entry: &Entry, compared: &Compared) -> Result<(), Refused> {
    let gone = compared.findings.iter();
    let gone = gone.filter(|found| found.rule == Rule::OperationRemoved);
    let gone: Vec<&str> = gone.map(|found| found.wire.as_str()).collect();
    let chosen = entry.of.operations.iter().flatten();
    let chosen: Vec<&str> = chosen.map(String::as_str).collect();
    let gone: Vec<&str> = gone
        .into_iter()
        .filter(|name| chosen.contains(name))
        .collect();
    if gone.is_empty() {
        return Ok(());
    }
    Err(Some(format!(
        "{} no longer has {}, which `{}` asks for; take it out of `operations` in shapesmith.toml, or stay with the older \
         model",
        compared.new,
        gone.join(", "),
        called(entry)
    )))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Files, otherwise};

    #[test]
    fn a_file_that_is_new_gone_or_other_is_told() {
        let files = |all: &[(&str, &str)]| -> Files {
            let files = all.iter();
            let files = files.map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec()));
            files.collect()
        };
        let was = files(&[("a", "1"), ("b", "2"), ("c", "3")]);
        let is = files(&[("a", "1"), ("b", "x"), ("d", "4")]);
        assert_eq!(otherwise(&was, &is), ["c", "b", "d"]);
        assert!(otherwise(&was, &was).is_empty());
    }
}
