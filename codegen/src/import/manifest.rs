//! `manifest.toml`: which models are in a folder, where each comes from, and what it was made of.
//!
//! Written by `import` alone, sorted by path, so that the same models always give the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::Source;
use crate::diagnostics::Diagnostics;
use crate::encoding;
use crate::toml_text::quoted;

const FIRST_LINE: &str =
    "# Which models are here and what they were made from. Written by `shapesmith import`.";

const SECOND_LINE: &str = "# Each sum is the SHA-256 of the original file, unpacked.";

/// The keys of an entry.
const KEYS: [&str; 5] = ["path", "source", "version", "archive-sha256", "files"];

/// One model.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// `fsx/2018-03-01`.
    path: String,
    source: String,
    version: String,
    /// The SHA-256 of the archive.
    archive: Option<String>,
    /// File → SHA-256 of its original.
    files: BTreeMap<String, String>,
}

impl Entry {
    pub(crate) fn new(path: String, source: &Source, files: BTreeMap<String, String>) -> Self {
        Self {
            path,
            source: source.name.clone(),
            version: source.version.clone(),
            archive: source.sha256.clone(),
            files,
        }
    }

    fn read(table: &toml::Table) -> Option<Self> {
        if !table.keys().all(|key| KEYS.contains(&key.as_str())) {
            return None;
        }
        let text = |key| table.get(key)?.as_str().map(str::to_owned);
        let files = table.get("files")?.as_table()?;
        let sum =
            |(name, sum): (&String, &toml::Value)| Some((name.clone(), sum.as_str()?.to_owned()));
        Some(Self {
            path: text("path")?,
            source: text("source")?,
            version: text("version")?,
            archive: text("archive-sha256"),
            files: files.iter().map(sum).collect::<Option<_>>()?,
        })
    }

    /// The files that the model's import wrote, seen from the folder of models.
    fn paths(&self) -> impl Iterator<Item = PathBuf> {
        let folder = Path::new(&self.path);
        self.files.keys().map(|name| folder.join(name))
    }

    fn write(&self, out: &mut String) {
        let _ = writeln!(out, "\n[[model]]");
        let _ = writeln!(out, "path = {}", quoted(&self.path));
        let _ = writeln!(out, "source = {}", quoted(&self.source));
        let _ = writeln!(out, "version = {}", quoted(&self.version));
        if let Some(archive) = &self.archive {
            let _ = writeln!(out, "archive-sha256 = {}", quoted(archive));
        }
        let _ = writeln!(out, "\n[model.files]");
        for (name, sum) in &self.files {
            let _ = writeln!(out, "{} = {}", quoted(name), quoted(sum));
        }
    }
}

/// The SHA-256 in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// The manifest with `entry` in it, in the place of an older one with that path; and what earlier imports wrote.
/// `None`, with an error, when the manifest at `file` isn't one.
pub(crate) fn with(
    file: &Path,
    old: Option<Vec<u8>>,
    entry: Entry,
    sink: &mut Diagnostics,
) -> Option<(Vec<u8>, BTreeSet<PathBuf>)> {
    let mut entries = BTreeMap::new();
    if let Some(old) = old {
        let Some(read) = read(&old) else {
            sink.error(
                "broken-manifest",
                file,
                "",
                "this is not a manifest of models",
            )
            .with_hint("mend it or remove it, and import the models again");
            return None;
        };
        entries.extend(read.into_iter().map(|entry| (entry.path.clone(), entry)));
    }
    let known = entries.values().flat_map(Entry::paths).collect();
    entries.insert(entry.path.clone(), entry);
    let mut out = format!("{FIRST_LINE}\n{SECOND_LINE}\n");
    for entry in entries.values() {
        entry.write(&mut out);
    }
    Some((out.into_bytes(), known))
}

/// What an entry says of its origin.
pub(crate) fn source_of(manifest: &[u8], path: &str) -> Option<String> {
    let mut entries = read(manifest)?.into_iter();
    let entry = entries.find(|entry| entry.path == path)?;
    Some(format!("{} {}", entry.source, entry.version))
}

/// The entries; `None` when there is anything else, which writing it anew would lose.
fn read(bytes: &[u8]) -> Option<Vec<Entry>> {
    let text = encoding::utf8(bytes).ok()?;
    let table: toml::Table = toml::from_str(text).ok()?;
    let Some(models) = table.get("model") else {
        let is_ours = text.trim().is_empty() || text.starts_with(FIRST_LINE);
        return (table.is_empty() && is_ours).then(Vec::new);
    };
    let others = table.keys().any(|key| key != "model");
    if others {
        return None;
    }
    models
        .as_array()?
        .iter()
        .map(|model| Entry::read(model.as_table()?))
        .collect()
}
