//! Finds service files and their sidecars in botocore's layout, service / apiVersion / file, and Smithy's models wherever in
//! such folders they lie.
//!
//! Botocore's files are told by their names; others are peeked into, and nothing but what they are is decided by that.

use std::path::{Path, PathBuf};

use super::missing::{are, missing, names};
use super::{SIDECARS, peek};
use crate::diagnostics::Diagnostics;

/// The one file that every model has.
pub(crate) const SERVICE: &str = "service-2";

/// `stem.json` and `stem.json.gz` in `folder`, the one to read first.
fn files(folder: &Path, stem: &str) -> [PathBuf; 2] {
    [".json", ".json.gz"].map(|ending| folder.join(format!("{stem}{ending}")))
}

/// Those of the two that are there.
fn candidates(folder: &Path, stem: &str) -> Vec<PathBuf> {
    let names = files(folder, stem).into_iter();
    names.filter(|file| file.is_file()).collect()
}

/// The files that a model may have, there or not.
pub(crate) fn optional(place: &Place) -> Vec<PathBuf> {
    let stems = [SERVICE].into_iter().chain(SIDECARS);
    let with_extras = stems.flat_map(|stem| [stem.to_owned(), format!("{stem}.sdk-extras")]);
    let found = with_extras.flat_map(|stem| files(&place.folder, &stem));
    found.chain(overlays(place)).collect()
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

/// What `smithy build` calls the model of a folder.
const BUILT: &str = "model";

/// The Smithy models in the folder itself, sorted by name, with one of a name if it is there packed and plain.
fn smithy_models(folder: &Path) -> Vec<PathBuf> {
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
fn own(folder: &Path) -> Option<PathBuf> {
    let built = || candidates(folder, BUILT).into_iter().next();
    let service = candidates(folder, SERVICE).into_iter().next();
    service.or_else(|| built().filter(|file| !peek::services(file).is_empty()))
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

/// The apiVersion folders of a service folder, the newest last. Models in folders of other names are services themselves.
fn versions(service: &Path) -> Vec<PathBuf> {
    let mut found = folders(service).unwrap_or_default();
    found.retain(|folder| is_api_version(folder) && holds_one(folder));
    found
}

/// Whether a version's folder has its model, whatever that is called.
fn holds_one(folder: &Path) -> bool {
    has_service(folder) || !smithy_models(folder).is_empty()
}

/// The versions of a service folder, or those a step further down, where AWS publishes its Smithy models.
fn versions_of(service: &Path) -> Vec<PathBuf> {
    let found = versions(service);
    if found.is_empty() {
        versions(&service.join(BETWEEN))
    } else {
        found
    }
}

/// The folder that stands between a service and its versions there.
const BETWEEN: &str = "service";

/// Whether the path is one service, and not a folder of services: that is told by what the folders are, never by how many
/// there are, so that a folder that loses all services but one stays what it was.
pub(crate) fn is_service(path: &Path) -> bool {
    path.is_file()
        || own(path).is_some()
        || is_version_with_model(path)
        || !versions_of(path).is_empty()
}

fn is_version_with_model(folder: &Path) -> bool {
    is_api_version(folder) && !smithy_models(folder).is_empty()
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

/// The service file of the one model that `path` stands for.
fn service_file(path: &Path, sink: &mut Diagnostics) -> Option<PathBuf> {
    if path.is_file() {
        return Some(path.to_owned());
    }
    // A folder of services that holds one is as good as that one.
    let found = search(path, false, sink);
    let [one] = found.as_slice() else {
        if !found.is_empty() {
            many(path, &found, sink);
        }
        return None;
    };
    if one.is_file() {
        Some(one.clone())
    } else if has_service(one) {
        find(one, SERVICE, sink)
    } else {
        smithy_models(one).pop()
    }
}

/// The place of the one model that `path` stands for.
pub(crate) fn place(path: &Path, sink: &mut Diagnostics) -> Option<Place> {
    let service = service_file(path, sink)?;
    let folder = match service.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let parent = if is_api_version(&folder) {
        let parent = folder.parent();
        let between =
            parent.filter(|parent| parent.file_name().is_some_and(|name| name == BETWEEN));
        let above = between.and_then(Path::parent);
        above.or(parent).map(Path::to_owned)
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
    let service = |path: &PathBuf| {
        let folder = path.parent().filter(|_| is_api_version(path));
        folder.unwrap_or(path).display().to_string()
    };
    let services: Vec<String> = found.iter().map(service).collect();
    let message = format!("there are {} services in it", found.len());
    let what = if found.iter().any(|path| path.is_file()) {
        "one of them"
    } else {
        "the folder of one of them"
    };
    let hint = format!("give {what}; they {}", are(&services));
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

/// What a Smithy model names its service, and the version of that; `None` for botocore's, which are named after folders, for
/// what an import has put into such a folder, and for a model of several services.
pub(crate) fn named(path: &Path) -> Option<(String, String)> {
    let place = place(path, &mut Diagnostics::new())?;
    if candidates(&place.folder, SERVICE).contains(&place.service) {
        return None;
    }
    let mut found = peek::services(&place.service).into_iter();
    let service = found.next()?;
    let is_one = found.next().is_none();
    is_one.then_some((service.name, service.version))
}

/// What a Smithy model names the service of this id.
#[cfg(feature = "cli")]
pub(crate) fn named_by_id(path: &Path, id: &str) -> Option<String> {
    let place = place(path, &mut Diagnostics::new())?;
    let mut found = peek::services(&place.service).into_iter();
    found
        .find(|service| service.id == id)
        .map(|service| service.name)
}

/// Whether the path stands for a Smithy model.
#[cfg(feature = "cli")]
pub(crate) fn is_smithy(path: &Path) -> bool {
    let place = place(path, &mut Diagnostics::new());
    place.is_some_and(|place| !peek::services(&place.service).is_empty())
}

impl Place {
    /// Whether the file is called as an import calls it, in folders for the service and its version.
    #[cfg(feature = "cli")]
    pub(crate) fn is_imported(&self) -> bool {
        self.parent.is_some() && candidates(&self.folder, SERVICE).contains(&self.service)
    }

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
