//! Where the parts of the one model are that a path stands for, and what a Smithy model among them names itself.
//!
//! Reads none of them, but for what a Smithy model is.

use std::path::{Path, PathBuf};

use super::SIDECARS;
use super::discover::search;
use super::folder::{
    BETWEEN, SERVICE, candidates, files, find, has_service, is_api_version, smithy_models,
};
use super::missing::are;
use super::smithy::peek;
use crate::diagnostics::Diagnostics;

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
