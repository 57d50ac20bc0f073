//! Finds service files and their sidecars in botocore's layout: service / apiVersion / file.
//!
//! Looks at names only; no file is opened here.

use std::path::{Path, PathBuf};

use super::SIDECARS;
use super::missing::{are, missing, names};
use crate::diagnostics::Diagnostics;

/// The one file that every model has.
pub(crate) const SERVICE: &str = "service-2";

/// `stem.json` and `stem.json.gz` in `folder`, the one to read first.
fn named(folder: &Path, stem: &str) -> [PathBuf; 2] {
    [".json", ".json.gz"].map(|ending| folder.join(format!("{stem}{ending}")))
}

/// Those of the two that are there.
fn candidates(folder: &Path, stem: &str) -> Vec<PathBuf> {
    let names = named(folder, stem).into_iter();
    names.filter(|file| file.is_file()).collect()
}

/// The files that a model may have, there or not.
pub(crate) fn optional(place: &Place) -> Vec<PathBuf> {
    let stems = [SERVICE].into_iter().chain(SIDECARS);
    let with_extras = stems.flat_map(|stem| [stem.to_owned(), format!("{stem}.sdk-extras")]);
    let files = with_extras.flat_map(|stem| named(&place.folder, &stem));
    files.chain(overlays(place)).collect()
}

/// The places of the overlays: of the service, then of its apiVersion.
pub(crate) fn overlays(place: &Place) -> impl Iterator<Item = PathBuf> {
    let folders = place.parent.iter().chain([&place.folder]);
    folders.map(|folder| folder.join("overlay.toml"))
}

/// The file of that stem; when it is there packed and plain, the plain one, with a warning.
pub(crate) fn find(folder: &Path, stem: &str, sink: &mut Diagnostics) -> Option<PathBuf> {
    let mut found = candidates(folder, stem).into_iter();
    let first = found.next()?;
    if let Some(second) = found.next() {
        let message = format!("not read: `{stem}.json` is beside it");
        sink.warning("said-twice", &second, "", message)
            .with_hint("remove one of the two");
    }
    Some(first)
}

fn has_service(folder: &Path) -> bool {
    !candidates(folder, SERVICE).is_empty()
}

/// The folders in `folder`, sorted by name.
fn folders(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The apiVersion folders of a service folder, the newest last.
fn versions(service: &Path) -> Vec<PathBuf> {
    let mut found = folders(service).unwrap_or_default();
    found.retain(|folder| has_service(folder));
    found
}

/// What a PATH of the command line stands for: one entry a service, its newest apiVersion.
pub(crate) fn discover(path: &Path, sink: &mut Diagnostics) -> Vec<PathBuf> {
    search(path, false, sink)
}

/// Like [`discover`], with every apiVersion of every service.
pub(crate) fn discover_all(path: &Path, sink: &mut Diagnostics) -> Vec<PathBuf> {
    search(path, true, sink)
}

fn search(path: &Path, all: bool, sink: &mut Diagnostics) -> Vec<PathBuf> {
    if path.is_file() || has_service(path) {
        return vec![path.to_owned()];
    }
    let pick = |versions: Vec<PathBuf>| {
        let skip = if all {
            0
        } else {
            versions.len().saturating_sub(1)
        };
        versions.into_iter().skip(skip)
    };
    let own = versions(path);
    if !own.is_empty() {
        return pick(own).collect();
    }
    let found = match folders(path) {
        Ok(services) => services
            .iter()
            .flat_map(|service| pick(versions(service)))
            .collect(),
        Err(error) => {
            unreadable(path, &error, sink);
            return Vec::new();
        }
    };
    not_empty(path, found, sink)
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
            "there is no `service-2.json` or `service-2.json.gz` in it",
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

/// Where the parts of one model are.
#[derive(Debug)]
pub(crate) struct Place {
    /// The service file.
    pub(crate) service: PathBuf,
    /// The folder with the sidecars.
    pub(crate) folder: PathBuf,
    /// The service's folder, when `folder` is named like an apiVersion.
    pub(crate) parent: Option<PathBuf>,
}

/// The place of the one model that `path` stands for.
pub(crate) fn place(path: &Path, sink: &mut Diagnostics) -> Option<Place> {
    let service = if path.is_file() {
        path.to_owned()
    } else if has_service(path) {
        find(path, SERVICE, sink)?
    } else if let Some(newest) = versions(path).pop() {
        find(&newest, SERVICE, sink)?
    } else {
        // A folder of services that holds one is as good as that one.
        let found = search(path, false, sink);
        if let [one] = found.as_slice() {
            return place(one, sink);
        }
        if !found.is_empty() {
            many(path, &found, sink);
        }
        return None;
    };
    let folder = match service.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let parent = if is_api_version(&folder) {
        folder.parent().map(Path::to_owned)
    } else {
        None
    };
    let parent = parent.map(|p| {
        if p.as_os_str().is_empty() {
            PathBuf::from(".")
        } else {
            p
        }
    });
    Some(Place {
        service,
        folder,
        parent,
    })
}

fn many(path: &Path, found: &[PathBuf], sink: &mut Diagnostics) {
    let services = found.iter().filter_map(|version| version.parent());
    let services: Vec<String> = services
        .map(|service| service.display().to_string())
        .collect();
    let message = format!("there are {} services in it", found.len());
    let hint = format!("give the folder of one of them; they {}", are(&services));
    sink.error("many-models", path, "", message).with_hint(hint);
}

/// Whether a folder is named like `2018-03-01`.
fn is_api_version(folder: &Path) -> bool {
    let Some(name) = folder.file_name().and_then(|n| n.to_str()) else {
        return false;
    };
    let shape: String = name
        .chars()
        .take(10)
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    shape == "0000-00-00"
}

impl Place {
    /// `fsx/2018-03-01`, or the last folder alone when it isn't an apiVersion: never anything
    /// that depends on where the models are kept.
    pub(crate) fn source(&self) -> String {
        let last = |path: &Path| {
            let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            whole
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default()
        };
        match &self.parent {
            Some(parent) => format!("{}/{}", last(parent), last(&self.folder)),
            None => last(&self.folder),
        }
    }
}

#[cfg(test)]
#[path = "discover_tests.rs"]
mod tests;
