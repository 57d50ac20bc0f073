//! What lies in one folder of models: botocore's files by their names, Smithy's models by what they hold, and folders of
//! versions. Says nothing about it: whoever searches knows what that means.

use std::path::{Path, PathBuf};

use super::SIDECARS;
use super::missing::names;
use super::smithy::peek;
use crate::diagnostics::Diagnostics;

/// The one file that every model has.
pub(crate) const SERVICE: &str = "service-2";

/// `stem.json` and `stem.json.gz` in `folder`, the one to read first.
pub(super) fn files(folder: &Path, stem: &str) -> [PathBuf; 2] {
    [".json", ".json.gz"].map(|ending| folder.join(format!("{stem}{ending}")))
}

/// Those of the two that are there.
pub(super) fn candidates(folder: &Path, stem: &str) -> Vec<PathBuf> {
    let names = files(folder, stem).into_iter();
    names.filter(|file| file.is_file()).collect()
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

pub(super) fn has_service(folder: &Path) -> bool {
    !candidates(folder, SERVICE).is_empty()
}

/// What `smithy build` calls the model of a folder.
const BUILT: &str = "model";

/// The Smithy models in the folder itself, sorted by name, with one of a name if it is there packed and plain.
pub(super) fn smithy_models(folder: &Path) -> Vec<PathBuf> {
    let stem = |name: &str| {
        let plain = name.strip_suffix(".gz").unwrap_or(name);
        plain.strip_suffix(".json").map(str::to_owned)
    };
    let is_sidecar = |stem: &str| {
        let mut known = [SERVICE].into_iter().chain(SIDECARS);
        known.any(|known| stem.strip_suffix(".sdk-extras").unwrap_or(stem) == known)
    };
    let mut stems: Vec<String> = names(folder).iter().filter_map(|name| stem(name)).collect();
    stems.dedup();
    let stems = stems.into_iter().filter(|stem| !is_sidecar(stem));
    let files = stems.filter_map(|stem| candidates(folder, &stem).into_iter().next());
    files
        .filter(|file| !peek::services(file).is_empty())
        .collect()
}

/// The model that a folder is the folder of: botocore's file, or the one that `smithy build` makes.
pub(super) fn own(folder: &Path) -> Option<PathBuf> {
    let built = || candidates(folder, BUILT).into_iter().next();
    let service = candidates(folder, SERVICE).into_iter().next();
    service.or_else(|| built().filter(|file| !peek::services(file).is_empty()))
}

/// The folders in `folder`, sorted by name.
pub(super) fn folders(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
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

/// The apiVersion folders of a service folder, the newest last. Models in folders of other names are services themselves.
pub(super) fn versions(service: &Path) -> Vec<PathBuf> {
    let mut found = folders(service).unwrap_or_default();
    found.retain(|folder| is_api_version(folder) && holds_one(folder));
    found.sort_by_cached_key(|folder| pieces(folder));
    found
}

/// Whether a version's folder has its model, whatever that is called.
fn holds_one(folder: &Path) -> bool {
    has_service(folder) || !smithy_models(folder).is_empty()
}

/// The folder that stands between a service and its versions there.
pub(super) const BETWEEN: &str = "service";

/// The versions of a service folder, or those a step further down, where AWS publishes its Smithy models.
pub(super) fn versions_of(service: &Path) -> Vec<PathBuf> {
    let found = versions(service);
    if found.is_empty() {
        versions(&service.join(BETWEEN))
    } else {
        found
    }
}

pub(super) fn is_version_with_model(folder: &Path) -> bool {
    is_api_version(folder) && !smithy_models(folder).is_empty()
}

/// Whether a folder is a version's: named like `2018-03-01`, or as the Smithy model says its version that an import has put
/// there.
pub(super) fn is_api_version(folder: &Path) -> bool {
    let Some(name) = folder.file_name().and_then(|n| n.to_str()) else {
        return false;
    };
    let file = || candidates(folder, SERVICE).into_iter().next();
    let says_so = |file: PathBuf| {
        let mut services = peek::services(&file).into_iter();
        services.any(|service| service.version == name)
    };
    is_date(name) || file().is_some_and(says_so)
}

fn is_date(name: &str) -> bool {
    let shape: String = name
        .chars()
        .take(10)
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    shape == "0000-00-00"
}

/// A piece of a version, by which versions are sorted: `1.10` comes after `1.9`, and `2.0-beta` before `2.0`.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    /// What begins with a hyphen.
    Before(String),
    End,
    Text(String),
    /// How many digits it has, and which.
    Number(usize, String),
}

fn pieces(folder: &Path) -> Vec<Piece> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let mut rest = &*name;
    let mut found = Vec::new();
    while let Some(first) = rest.chars().next() {
        let is_other = |c: char| c.is_ascii_digit() != first.is_ascii_digit();
        let (piece, after) = rest.split_at(rest.find(is_other).unwrap_or(rest.len()));
        found.push(if first.is_ascii_digit() {
            let digits = piece.trim_start_matches('0');
            Piece::Number(digits.len(), digits.to_owned())
        } else if first == '-' {
            Piece::Before(piece.to_owned())
        } else {
            Piece::Text(piece.to_owned())
        });
        rest = after;
    }
    found.push(Piece::End);
    found
}
