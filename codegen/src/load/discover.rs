//! Finds service files in botocore's layout, service / apiVersion / file, and Smithy's models wherever in such folders they
//! lie.
//!
//! Botocore's files are told by their names; others are peeked into, and nothing but what they are is decided by that.

use std::path::{Path, PathBuf};

use super::SIDECARS;
use super::folder::{
    SERVICE, candidates, folders, is_version_with_model, own, smithy_models, versions, versions_of,
};
use super::missing::{are, missing, names};
use crate::diagnostics::Diagnostics;

/// What a PATH of the command line stands for: one entry a service, its newest apiVersion.
pub(crate) fn discover(path: &Path, sink: &mut Diagnostics) -> Vec<PathBuf> {
    search(path, false, sink)
}

/// Like [`discover`], with every apiVersion of every service.
pub(crate) fn discover_all(path: &Path, sink: &mut Diagnostics) -> Vec<PathBuf> {
    search(path, true, sink)
}

/// The models that a path stands for, or all versions of them; what it stands for can be nothing, which is reported.
pub(super) fn search(path: &Path, all: bool, sink: &mut Diagnostics) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    if own(path).is_some() || is_version_with_model(path) {
        return alone(path, sink).into_iter().collect();
    }
    let pick = |versions: Vec<PathBuf>, sink: &mut Diagnostics| -> Vec<PathBuf> {
        let skip = if all {
            0
        } else {
            versions.len().saturating_sub(1)
        };
        let picked = versions.into_iter().skip(skip);
        picked.filter_map(|folder| alone(&folder, sink)).collect()
    };
    let versions = versions_of(path);
    if !versions.is_empty() {
        if is_ambiguous(path, sink) {
            return Vec::new();
        }
        return pick(versions, sink);
    }
    let services = match folders(path) {
        Ok(services) => services,
        Err(error) => {
            unreadable(path, &error, sink);
            return Vec::new();
        }
    };
    let mut own_sink = Diagnostics::new();
    let mut found = smithy_models(path);
    for service in services {
        if own(&service).is_some() {
            found.extend(alone(&service, &mut own_sink));
            continue;
        }
        let versions = versions_of(&service);
        if versions.is_empty() {
            found.extend(smithy_models(&service));
        } else {
            found.extend(pick(versions, &mut own_sink));
        }
    }
    if own_sink.has_errors() {
        sink.append(own_sink);
        return found;
    }
    not_empty(path, found, sink)
}

/// The folder of one model, unless it has several.
fn alone(folder: &Path, sink: &mut Diagnostics) -> Option<PathBuf> {
    (!is_ambiguous(folder, sink)).then(|| folder.to_owned())
}

/// Reports a folder that is one model's or one service's and holds a Smithy model of another; says whether it does.
fn is_ambiguous(folder: &Path, sink: &mut Diagnostics) -> bool {
    let mut found = smithy_models(folder);
    if found.is_empty() {
        return false;
    }
    found.extend(candidates(folder, SERVICE).into_iter().next());
    found.extend(below(folder));
    if found.len() < 2 {
        return false;
    }
    let message = format!("there are {} models in it", found.len());
    let listed: Vec<String> = found.iter().map(|file| inside(folder, file)).collect();
    let hint = format!(
        "they {}: give one of them, or put each into a folder of its own",
        are(&listed)
    );
    sink.error("many-models", folder, "", message)
        .with_hint(hint);
    true
}

fn inside(folder: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(folder).unwrap_or(file);
    inside.display().to_string()
}

/// Whether the path is one service, and not a folder of services: that is told by what the folders are, never by how many
/// there are, so that a folder that loses all services but one stays what it was.
pub(crate) fn is_service(path: &Path) -> bool {
    path.is_file()
        || own(path).is_some()
        || is_version_with_model(path)
        || !versions_of(path).is_empty()
}

/// The services in the folders of a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = versions(folder);
    let folders = folders(folder).unwrap_or_default();
    found.extend(folders.into_iter().filter(|folder| is_service(folder)));
    found.sort();
    found.dedup();
    found
}

fn unreadable(path: &Path, error: &std::io::Error, sink: &mut Diagnostics) {
    if error.kind() == std::io::ErrorKind::NotFound {
        let missing = missing(path);
        sink.error("no-such-path", path, "", missing.message)
            .with_hint(missing.hint);
    } else {
        let message = format!("the folder can't be read: {error}");
        sink.error("unreadable", path, "", message)
            .with_hint("look at its permissions");
    }
}

fn not_empty(path: &Path, found: Vec<PathBuf>, sink: &mut Diagnostics) -> Vec<PathBuf> {
    if found.is_empty() {
        sink.error(
            "no-model",
            path,
            "",
            "there is no `service-2.json` or `service-2.json.gz` in it, and no Smithy model",
        )
        .with_hint(what_is_there(path));
    }
    found
}

/// What to do about a folder without a service, by what it has instead.
fn what_is_there(path: &Path) -> String {
    if let Some(deeper) = deeper(path) {
        return format!("there is one further down: give `{}`", deeper.display());
    }
    let names = names(path);
    if names.is_empty() {
        return "the folder is empty: give a service file, a service folder or a folder of services".to_owned();
    }
    let is_json = |name: &str| name.split('.').skip(1).any(|ending| ending == "json");
    let beside = |name: &String| SIDECARS.iter().any(|stem| name.starts_with(stem));
    match names.iter().find(|name| is_json(name) && !beside(name)) {
        Some(file) => format!(
            "if `{}` is the service file, give that",
            path.join(file).display()
        ),
        None => format!(
            "in it {}: give a service file, a service folder or a folder of services",
            are(&names)
        ),
    }
}

/// How far down a service is looked for, and in how many folders.
const DEPTH: usize = 5;
const FOLDERS: usize = 200;

/// The folder that holds services, where `path` lies too high.
fn deeper(path: &Path) -> Option<PathBuf> {
    let mut open = vec![path.to_owned()];
    let mut seen = 0;
    for _ in 0..DEPTH {
        let mut next = Vec::new();
        for folder in &open {
            if !versions(folder).is_empty() {
                let many = folder.parent().filter(|parent| *parent != path);
                let many =
                    many.filter(|many| search(many, false, &mut Diagnostics::new()).len() > 1);
                return Some(many.unwrap_or(folder).to_owned());
            }
            let inside = folders(folder).unwrap_or_default();
            seen += inside.len();
            next.extend(inside);
            if seen > FOLDERS {
                return None;
            }
        }
        open = next;
    }
    None
}

#[cfg(test)]
#[path = "discover_tests.rs"]
mod tests;
