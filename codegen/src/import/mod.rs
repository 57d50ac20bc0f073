//! Copies a model's structure into a project: every fact that a generator needs, none of the prose.
//!
//! Returns files; it writes nothing, and never copies a model with errors in it.

pub(crate) mod archive;
mod ast_prose;
mod manifest;
pub(crate) mod prose;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::GzEncoder;
use serde_json::Value;

pub(crate) use self::manifest::sha256;
use self::prose::FileKind;
use crate::diagnostics::Diagnostics;
use crate::file_names::is_device;
use crate::load::model::Model;
use crate::load::{self, parse, unpack};

/// Where a model comes from, for the manifest.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// `botocore`.
    pub(crate) name: String,
    /// `1.44.5`.
    pub(crate) version: String,
    /// The SHA-256 of the archive it was in, in hexadecimal.
    pub(crate) sha256: Option<String>,
}

/// A model's copy, which is in no manifest yet.
pub(crate) struct Copied {
    files: BTreeMap<PathBuf, Vec<u8>>,
    entry: manifest::Entry,
    /// The folder that the copy is made of.
    from: PathBuf,
    /// Whether that is an apiVersion's, which holds one model and nothing else.
    is_version: bool,
    /// The folder of the copy, seen from the folder of models.
    folder: String,
}

/// A model's copy and the manifest with it.
pub(crate) struct Listed {
    pub(crate) files: BTreeMap<PathBuf, Vec<u8>>,
    /// What earlier imports wrote.
    known: BTreeSet<PathBuf>,
    /// The folder of the copy, seen from the folder of models.
    folder: PathBuf,
}

/// The files that `path` becomes, seen from the folder of models.
/// `None` when the model has errors; then `sink` has them.
pub(crate) fn copied(
    path: &Path,
    choices: &load::Choices,
    source: &Source,
    sink: &mut Diagnostics,
) -> Option<Copied> {
    let loaded = load::load(path, choices, sink)?;
    if sink.has_errors() {
        return None;
    }
    let place = load::place(path, sink)?;
    let folder = target(&loaded.model, &place.source(), &place.service, sink)?;
    let mut files = BTreeMap::new();
    let mut sums = BTreeMap::new();
    for file in loaded.inputs.iter().filter(|file| file.is_file()) {
        let Some(name) = plain_name(file, &place.service) else {
            continue;
        };
        let bytes = unpack::read(file, sink)?;
        let mut value = parse::parse(file, &bytes, sink)?;
        if let Some(kind) = FileKind::of_content(&name, &value) {
            prose::remove(kind, &mut value);
        }
        files.insert(Path::new(&folder).join(&name), text(&value));
        sums.insert(name, manifest::sha256(&bytes));
    }
    Some(Copied {
        files,
        entry: manifest::Entry::new(folder.clone(), source, sums),
        is_version: place.parent.is_some(),
        from: place.folder,
        folder,
    })
}

/// What a Smithy model's file holds when a newer model takes its place: without texts, unless the older one has some, and
/// packed where the older one is.
/// `None` when the newer one has errors or isn't Smithy's; then `sink` says so.
pub(crate) fn successor(
    old: &Path,
    new: &Path,
    choices: &load::Choices,
    sink: &mut Diagnostics,
) -> Option<Vec<u8>> {
    load::load(new, choices, sink)?;
    if sink.has_errors() {
        return None;
    }
    let new = load::place(new, sink)?.service;
    let bytes = unpack::read(&new, sink)?;
    let mut value = parse::parse(&new, &bytes, sink)?;
    if !ast_prose::is_ast(&value) {
        let message = format!("it isn't a Smithy model, as {} is", old.display());
        sink.error("other-format", &new, "", message)
            .with_hint("give the newer Smithy model; what `shapesmith import` writes may take the place of either");
        return None;
    }
    let mut older = parse::read_json(old, sink)?;
    let content = if prose::remove(FileKind::Smithy, &mut older).is_empty() {
        prose::remove(FileKind::Smithy, &mut value);
        text(&value)
    } else {
        bytes
    };
    if old.extension().is_some_and(|ending| ending == "gz") {
        Some(packed(&content))
    } else {
        Some(content)
    }
}

/// The bytes as gzip, without the time.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(bytes, Compression::best());
    let mut packed = Vec::new();
    // What is read from memory can't fail.
    let _ = encoder.read_to_end(&mut packed);
    packed
}

impl Copied {
    /// The folder of the copy, seen from the folder of models.
    pub(crate) fn folder(&self) -> &str {
        &self.folder
    }

    /// The copy's files, seen from the folder of models.
    pub(crate) fn files(&self) -> &BTreeMap<PathBuf, Vec<u8>> {
        &self.files
    }

    /// The copy with `manifest.toml`: the one in the folder `to`, with this model's entry. Whoever writes it sees to it
    /// that nobody else does meanwhile. `None` when the manifest is broken; then `sink` says so.
    pub(crate) fn listed(self, to: &Path, sink: &mut Diagnostics) -> Option<Listed> {
        let name = Path::new("manifest.toml");
        let listed = to.join(name);
        let old = if listed.is_file() {
            let bytes = unpack::read(&listed, sink)?;
            parse::text(&listed, &bytes, sink)?;
            Some(bytes)
        } else {
            None
        };
        let mut files = self.files;
        let (manifest, mut known) = manifest::with(&listed, old, self.entry, sink)?;
        files.insert(name.to_owned(), manifest);
        known.insert(name.to_owned());
        let folder = self.folder.into();
        Some(Listed {
            files,
            known,
            folder,
        })
    }

    /// Whether the copy would take the place of what it is made of, or lie in the folder of that version.
    pub(crate) fn is_onto_itself(&self, to: &Path) -> bool {
        let real = |path: &Path| path.canonicalize().ok();
        let Some(from) = real(&self.from) else {
            return false;
        };
        let is_same = real(&to.join(&self.folder)).is_some_and(|folder| folder == from);
        is_same || self.is_version && real(to).is_some_and(|folder| folder.starts_with(&from))
    }
}

impl Listed {
    /// What an earlier import of this model wrote and this one doesn't: it would be read with the new files.
    pub(crate) fn left_over(&self) -> impl Iterator<Item = &Path> {
        let known = self.known.iter().map(PathBuf::as_path);
        known.filter(|path| path.parent() == Some(&self.folder) && !self.files.contains_key(*path))
    }

    /// Whether an earlier import wrote the file: the manifest knows it, and nobody has put prose into it since.
    pub(crate) fn is_known(&self, to: &Path, path: &Path) -> bool {
        if !self.known.contains(path) {
            return false;
        }
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(name) = name.filter(|name| FileKind::of(name).is_some()) else {
            return true;
        };
        let mut sink = Diagnostics::new();
        let tree = parse::read_json(&to.join(path), &mut sink);
        tree.is_some_and(|mut tree| {
            let kind = FileKind::of_content(name, &tree);
            kind.is_none_or(|kind| prose::remove(kind, &mut tree).is_empty())
        })
    }
}

/// Where the model in a folder of models is from, `botocore 1.44.5`, as its manifest says.
pub(crate) fn source_of(models: &Path, folder: &str) -> Option<String> {
    let bytes = std::fs::read(models.join("manifest.toml")).ok()?;
    manifest::source_of(&bytes, folder)
}

/// The name of the copy: without `.gz`, and `service-2.json` for the service whatever it was called.
/// `None` for a file that isn't part of the model, such as an overlay.
fn plain_name(file: &Path, service: &Path) -> Option<String> {
    if file == service {
        return Some(String::from("service-2.json"));
    }
    let name = file.file_name()?.to_str()?;
    let name = name.strip_suffix(".gz").unwrap_or(name);
    (Path::new(name).extension()? == "json").then(|| name.to_owned())
}

/// `fsx/2018-03-01`: from the folders when they say it, else from the model.
fn target(model: &Model, source: &str, file: &Path, sink: &mut Diagnostics) -> Option<String> {
    let target = if let Some(name) = &model.crate_name {
        let name = crate::lower::usual_crate_name(name);
        let said = Some(&*model.metadata.api_version).filter(|version| !version.is_empty());
        let Some(version) = said.or(source.split_once('/').map(|(_, version)| version)) else {
            sink.error("bad-name", file, "", "the service has no version, which its folder is named after")
                .with_hint("give the service a `version`, or put the model into folders named like `weather/2018-03-01`");
            return None;
        };
        format!("{name}/{version}")
    } else if source.contains('/') {
        source.to_owned()
    } else {
        let service = model.metadata.service_id.to_lowercase().replace(' ', "-");
        format!("{service}/{}", model.metadata.api_version)
    };
    // Both may come from the model, and end up in a path.
    let plain = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphanumeric())
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
            && !is_device(part)
    };
    if target.split('/').count() == 2 && target.split('/').all(plain) {
        return Some(target);
    }
    let message = format!("`{target}` can't be the name of a folder");
    sink.error("bad-name", file, "", message)
        .with_hint("put the model into folders named like `fsx/2018-03-01`");
    None
}

/// Indented JSON with a line end, in the order of the original.
fn text(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

#[cfg(test)]
#[path = "import_tests.rs"]
mod tests;
