//! `shapesmith.toml`: which model becomes which crate.

mod accept;
mod mistake;
mod package;

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::diagnostics::Diagnostics;
use crate::diff::Acceptance;
use crate::encoding;

pub(crate) use package::PackageTable;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "crate")]
    crates: Vec<Crate>,
    /// What the manifests of all crates say.
    #[serde(default)]
    package: PackageTable,
}

/// One `[[crate]]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Crate {
    /// The model's folder or file, seen from the configuration file.
    pub(crate) model: PathBuf,
    /// The crate's folder, seen from the configuration file.
    pub(crate) out: PathBuf,
    /// The crate's name; the service's by default.
    pub(crate) name: Option<String>,
    /// The operations to keep; all by default.
    pub(crate) operations: Option<Vec<String>>,
    /// The protocols to prefer where a service speaks several, by the model's names.
    #[serde(default)]
    pub(crate) protocol_priority: Vec<String>,
    /// The service, where a Smithy model has several.
    pub(crate) service: Option<String>,
    /// Members that a Smithy model calls required and marks `clientOptional` needn't be given.
    #[serde(default)]
    pub(crate) client_optional: bool,
    /// Types without a client.
    #[serde(default)]
    pub(crate) types_only: bool,
    /// Where the runtime lies, seen from the crate; by default beside the sources of this shapesmith, or the published one.
    pub(crate) runtime_path: Option<String>,
    /// The name under which the crate depends on the runtime, as `::my_runtime`; `::shapesmith_runtime` by default.
    pub(crate) runtime: Option<String>,
    /// Lines that go to the end of the crate's Cargo.toml, for its examples and tests.
    pub(crate) manifest: Option<String>,
    /// What the crate's manifest says of it; what it doesn't say is taken from the table for all crates.
    #[serde(default)]
    pub(crate) package: PackageTable,
    /// Changes of an update that are taken as they are, each with the reason.
    #[serde(default, deserialize_with = "accept::acceptances")]
    pub(crate) accept: Vec<Acceptance>,
}

impl Crate {
    /// What it is called on the command line: its name, or the folder that it is written to.
    pub(crate) fn called(&self) -> String {
        let folder = || {
            self.out
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
        };
        self.name.clone().or_else(folder).unwrap_or_default()
    }
}

/// Reads the file; its paths come back seen from the current folder. `None` when a diagnostic says what is wrong with it.
pub(crate) fn read(path: &Path, diagnostics: &mut Diagnostics) -> Option<Vec<Crate>> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("the file can't be read: {error}");
            diagnostics
                .error("unreadable", path, "", message)
                .with_hint("look at its permissions");
            return None;
        }
    };
    // Its lines for the manifest go into the output, with plain ends.
    let text = match encoding::utf8(&bytes).map(encoding::with_plain_ends) {
        Ok(text) => text,
        Err(what) => {
            diagnostics
                .error("unreadable", path, "", format!("the file {what}"))
                .with_hint(encoding::HINT);
            return None;
        }
    };
    let file: File = match toml::from_str(&text) {
        Ok(file) => file,
        Err(error) => {
            mistake::tell(path, &text, &error, diagnostics);
            return None;
        }
    };
    if file.crates.is_empty() {
        diagnostics
            .error("no-crates", path, "", "it names no crate to generate")
            .with_hint("add one: a line `[[crate]]`, then `model = \"…\"` and `out = \"…\"`");
        return None;
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let seen_from_here = file.crates.into_iter().map(|mut entry| {
        entry.model = folder.join(&entry.model);
        entry.out = folder.join(&entry.out);
        entry.package = entry.package.or(&file.package);
        entry
    });
    Some(seen_from_here.collect())
}
