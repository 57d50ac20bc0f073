//! What the two sides of a comparison are: what was typed, looked up.
//!
//! Opens no model.

use std::path::{Path, PathBuf};

use super::configuration::NAME;
use super::job::Job;
use super::jobs::from_config;
use super::revision::Checkout;
use crate::config::{self, Crate};
use crate::diagnostics::{Diagnostics, did_you_mean};
use crate::load::missing::missing;

/// One side.
pub(super) struct Side {
    pub(super) path: PathBuf,
    /// What was typed.
    pub(super) label: String,
    /// What the configuration says of it, if it is a crate of that.
    pub(super) entry: Option<Crate>,
    /// Keeps the files there.
    _checkout: Option<Checkout>,
}

impl Side {
    /// The crate's job.
    pub(super) fn job(&self) -> Option<Job> {
        self.entry.clone().map(from_config)
    }
}

/// The crates of the project's configuration; none where there is no configuration and none was asked for.
pub(super) fn project(given: Option<&Path>, diagnostics: &mut Diagnostics) -> Vec<Crate> {
    let path = given.unwrap_or(Path::new(NAME));
    if given.is_none() && !path.is_file() {
        return Vec::new();
    }
    config::read(path, diagnostics).unwrap_or_default()
}

/// Looks up what was typed: a crate's name, a path, or either in a revision.
///
/// # Errors
/// It is none of these.
pub(super) fn side(typed: &str, project: &[Crate]) -> Result<Side, String> {
    let side = |path: PathBuf, entry: Option<Crate>, checkout| Side {
        path,
        label: typed.to_owned(),
        entry,
        _checkout: checkout,
    };
    // `./fsx` is always a path.
    let named = project.iter().find(|entry| entry.called() == typed);
    if let Some(entry) = named {
        return Ok(side(entry.model.clone(), Some(entry.clone()), None));
    }
    let path = Path::new(typed);
    if path.exists() {
        return Ok(side(path.to_owned(), None, None));
    }
    match typed.split_once(':') {
        Some((revision, inside)) if is_revision(revision, inside) => {
            let checkout = Checkout::new(revision)?;
            let (path, entry) = in_revision(&checkout, revision, inside)?;
            Ok(side(path, entry, Some(checkout)))
        }
        _ => Err(nothing(path, project)),
    }
}

/// Whether it may be one, and no drive or address, as `C:\models` and `https://…` are.
fn is_revision(revision: &str, inside: &str) -> bool {
    let is_drive = revision.len() == 1 && inside.starts_with(['\\', '/']);
    !revision.is_empty() && !is_drive && !inside.starts_with("//")
}

/// A path in a revision, or a crate of the configuration that it had.
fn in_revision(
    checkout: &Checkout,
    revision: &str,
    typed: &str,
) -> Result<(PathBuf, Option<Crate>), String> {
    let beside = Checkout::inside(&format!("./{NAME}"))?;
    if let Some(configuration) = checkout.read(&beside)? {
        let mut diagnostics = Diagnostics::new();
        let crates = config::read(&configuration, &mut diagnostics).unwrap_or_default();
        let named = crates.into_iter().find(|entry| entry.called() == typed);
        if let Some(entry) = named {
            return of_crate(checkout, revision, &configuration, entry);
        }
    }
    let inside = Checkout::inside(typed)?;
    match checkout.read(&inside)? {
        Some(path) => Ok((path, None)),
        None => Err(format!(
            "in `{revision}` there is neither a `{inside}`, seen from the repository's root, nor a crate of that name in \
             {NAME}; a path from here begins with `./`"
        )),
    }
}

fn of_crate(
    checkout: &Checkout,
    revision: &str,
    configuration: &Path,
    entry: Crate,
) -> Result<(PathBuf, Option<Crate>), String> {
    let folder = configuration.parent().unwrap_or(Path::new(""));
    let inside = entry.model.strip_prefix(folder).unwrap_or(&entry.model);
    let model = Checkout::inside(&format!("./{}", inside.to_string_lossy()))?;
    match checkout.read(&model)? {
        Some(path) => Ok((path, Some(entry))),
        None => Err(format!(
            "the model of `{}` wasn't in `{revision}`: there is no `{model}`",
            entry.called()
        )),
    }
}

fn nothing(path: &Path, project: &[Crate]) -> String {
    let missing = missing(path);
    let names: Vec<String> = project.iter().map(Crate::called).collect();
    let typed = path.to_string_lossy();
    let meant = did_you_mean(&typed, names.iter().map(String::as_str));
    let crates = match meant {
        Some(meant) => format!("; or did you mean the crate `{meant}`?"),
        None => String::new(),
    };
    format!("{}; {}{crates}", missing.message, missing.hint)
}
