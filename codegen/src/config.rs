//! `shapesmith.toml`: which model becomes which crate.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::encoding;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "crate")]
    crates: Vec<Crate>,
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
    /// Types without a client.
    #[serde(default)]
    pub(crate) types_only: bool,
    /// Where the runtime lies, seen from the crate; its published version by default.
    pub(crate) runtime_path: Option<String>,
    /// The name under which the crate depends on the runtime, as `::my_runtime`; `::shapesmith_runtime` by default.
    pub(crate) runtime: Option<String>,
    /// Lines that go to the end of the crate's Cargo.toml, for its examples and tests.
    pub(crate) manifest: Option<String>,
}

/// Reads the file; its paths come back seen from the current folder.
///
/// # Errors
/// A sentence that names the file and, for a key, its place.
pub(crate) fn read(path: &Path) -> Result<Vec<Crate>, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let text = encoding::utf8(&bytes).map_err(|what| {
        let hint = encoding::HINT;
        format!("{}: the file {what}; {hint}", path.display())
    })?;
    // Its lines for the manifest go into the output.
    let text = encoding::with_plain_ends(text);
    let file: File =
        toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let seen_from_here = file.crates.into_iter().map(|mut entry| {
        entry.model = folder.join(&entry.model);
        entry.out = folder.join(&entry.out);
        entry
    });
    Ok(seen_from_here.collect())
}
