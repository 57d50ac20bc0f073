//! `manifest.toml`: which models are in a folder, where each comes from, and what it was made of.
//!
//! Written by `import` alone, sorted by path, so that the same models always give the same bytes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::Source;
use crate::diagnostics::Diagnostics;
use crate::toml_text::quoted;

const HEADER: &str = "\
# Which models are here and what they were made from. Written by `shapesmith import`.
# Each sum is the SHA-256 of the original file, unpacked.
";

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

/// The manifest with `entry` in it, in the place of an older one with that path.
/// `None`, with an error, when the manifest at `file` isn't one.
pub(crate) fn with(
    file: &Path,
    old: Option<Vec<u8>>,
    entry: Entry,
    sink: &mut Diagnostics,
) -> Option<Vec<u8>> {
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
    entries.insert(entry.path.clone(), entry);
    let mut out = String::from(HEADER);
    for entry in entries.values() {
        entry.write(&mut out);
    }
    Some(out.into_bytes())
}

fn read(bytes: &[u8]) -> Option<Vec<Entry>> {
    let table: toml::Table = toml::from_str(std::str::from_utf8(bytes).ok()?).ok()?;
    let Some(models) = table.get("model") else {
        return Some(Vec::new());
    };
    models
        .as_array()?
        .iter()
        .map(|model| Entry::read(model.as_table()?))
        .collect()
}
