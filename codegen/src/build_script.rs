//! The library's front: a service, what to keep of it, and the file that a build script includes.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::characters::one_line;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::error::Error;
use crate::file_names::is_device;
use crate::generate::{Prepared, prepare, single_file};
use crate::lower::{Options, Target};
use crate::rerun;
use crate::write;

/// A service model, and what to make of it.
#[derive(Debug, Clone)]
pub struct Service {
    path: PathBuf,
    options: Options,
    file_name: Option<String>,
}

impl Service {
    /// The service at `path`: a folder in botocore's layout (of one API version, or of a service: then its newest),
    /// or a service file, which may be a Smithy model in its JSON form.
    ///
    /// # Errors
    /// There is nothing at `path`. What is in the files is looked at when the service is written.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref().to_owned();
        let mut diagnostics = Diagnostics::new();
        match crate::load::place(&path, &mut diagnostics) {
            Some(_) => {
                let options = Options {
                    target: Target::File,
                    command: "cargo build".to_owned(),
                    ..Options::default()
                };
                Ok(Self {
                    path,
                    options,
                    file_name: None,
                })
            }
            None => Err(Error::from_diagnostics(diagnostics)),
        }
    }

    /// Keeps these operations and what they reach; all by default.
    pub fn operations<Name: Into<String>>(mut self, names: impl IntoIterator<Item = Name>) -> Self {
        self.options.operations = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// Prefers these protocols where the service speaks several, by the model's names, as `smithy-rpc-v2-cbor`; by
    /// default JSON comes before the others.
    pub fn protocol_priority<Name: Into<String>>(
        mut self,
        names: impl IntoIterator<Item = Name>,
    ) -> Self {
        self.options.protocol_priority = names.into_iter().map(Into::into).collect();
        self
    }

    /// Takes this service of a Smithy model that has several: its id, as `com.example#Weather`, or its name.
    pub fn service(mut self, name: impl Into<String>) -> Self {
        self.options.service = Some(name.into());
        self
    }

    /// Lets members of a Smithy model be left out that it calls required and marks `clientOptional`.
    pub fn client_optional(mut self) -> Self {
        self.options.client_optional = true;
        self
    }

    /// Leaves the client and the calls out; the runtime then needs no HTTP.
    pub fn types_only(mut self) -> Self {
        self.options.types_only = true;
        self
    }

    /// Calls the runtime by this path, where it isn't `::shapesmith_runtime`: another name of the dependency, as
    /// `::my_runtime`, or a module that has the runtime or re-exports it, as `crate::vendored::runtime`.
    pub fn runtime(mut self, path: impl Into<String>) -> Self {
        self.options.runtime = Some(path.into());
        self
    }

    /// Names the file in `OUT_DIR`, as `fsx_old.rs`; it is the service's folder by default. Two versions of a service need
    /// two names.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The text of the whole service, to be included in a module.
    ///
    /// # Errors
    /// All that is wrong with the model or the selection, at once.
    pub fn to_source(&self) -> Result<String, Error> {
        let (prepared, mut diagnostics) = self.prepare()?;
        single_file(&prepared, &mut diagnostics).ok_or_else(|| Error::from_diagnostics(diagnostics))
    }

    /// For `build.rs`: writes the service to `OUT_DIR` and tells cargo which files it depends on. The file is named
    /// after the service's folder, so that `include!(concat!(env!("OUT_DIR"), "/fsx.rs"))` finds it.
    ///
    /// The crate that includes it depends on `shapesmith-runtime` with what the service needs: the feature `xml` for
    /// restXml, awsQuery and ec2Query, `cbor` for rpcv2Cbor, `checksum` for operations that demand one.
    ///
    /// # Errors
    /// All that is wrong with the model or the selection, at once; `OUT_DIR` isn't set; the disk fails.
    pub fn write_out_dir(&self) -> Result<(), Error> {
        let folder = std::env::var_os("OUT_DIR").ok_or_else(|| {
            Error::from_text("OUT_DIR is not set: call `write_out_dir` from a build script")
        })?;
        let (prepared, mut diagnostics) = self.prepare()?;
        let Some(text) = single_file(&prepared, &mut diagnostics) else {
            return Err(Error::from_diagnostics(diagnostics));
        };
        let file = self.file_in(Path::new(&folder), &prepared)?;
        let failed = |error: std::io::Error| Error::from_text(&error.to_string());
        let mut written = WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
        // Two at once would each take the other's links away.
        let _lock = write::lock(Path::new(&folder)).map_err(failed)?;
        tell(&prepared, &diagnostics, &file).map_err(failed)?;
        if let Some((other, _)) = written.get(&file).filter(|(_, found)| *found != text) {
            return Err(written_twice(&file, other, &self.path));
        }
        if std::fs::read(&file).is_ok_and(|found| found == text.as_bytes()) {
            written.insert(file, (self.path.clone(), text));
            return Ok(());
        }
        write::replace(&file, text.as_bytes()).map_err(failed)?;
        written.insert(file, (self.path.clone(), text));
        Ok(())
    }

    /// The file that is written, in `folder`.
    fn file_in(&self, folder: &Path, prepared: &Prepared) -> Result<PathBuf, Error> {
        let Some(name) = &self.file_name else {
            return Ok(folder.join(format!("{}.rs", prepared.package.crate_name)));
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
        let stem = name.strip_suffix(".rs").unwrap_or_default();
        if !stem.is_empty() && stem.chars().all(plain) && !stem.starts_with('.') && !is_device(name)
        {
            return Ok(folder.join(name));
        }
        Err(Error::from_text(&format!(
            "`{}` can't be the name of the file: give letters, digits, `-`, `_` and `.`, with `.rs` at the end, as `fsx.rs`",
            one_line(name)
        )))
    }

    fn prepare(&self) -> Result<(Prepared, Diagnostics), Error> {
        let mut diagnostics = Diagnostics::new();
        match prepare(&self.path, &self.options, &mut diagnostics) {
            Some(prepared) => Ok((prepared, diagnostics)),
            None => Err(Error::from_diagnostics(diagnostics)),
        }
    }
}

/// What this build script has written: each file with its model and its text.
static WRITTEN: Mutex<BTreeMap<PathBuf, (PathBuf, String)>> = Mutex::new(BTreeMap::new());

fn written_twice(file: &Path, first: &Path, second: &Path) -> Error {
    Error::from_text(&format!(
        "{} holds {} already, so {} is not written to it; give one of the two another name, as `.file_name(\"other.rs\")`",
        file.display(),
        first.display(),
        second.display()
    ))
}

/// Tells cargo what the file depends on, and what is odd about it.
fn tell(prepared: &Prepared, diagnostics: &Diagnostics, file: &Path) -> io::Result<()> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let mut held: Vec<PathBuf> = file.parent().map(Path::to_owned).into_iter().collect();
    held.push(manifest.unwrap_or_else(|| PathBuf::from(".")));
    let links = file.with_extension("rs.watched");
    let watched = rerun::watched(&prepared.inputs, &prepared.optional, &held, &links)?;
    let orders = watched.iter().map(|path| rerun::line(path));
    // None is given before all of them are known to be well.
    for order in orders.collect::<io::Result<Vec<String>>>()? {
        println!("{order}");
    }
    for warning in diagnostics.sorted() {
        if warning.severity() == Severity::Warning {
            println!("cargo::warning={}", on_one_line(warning));
        }
    }
    Ok(())
}

/// A warning as cargo shows it: on one line, with what to do about it.
fn on_one_line(warning: &Diagnostic) -> String {
    let hint = warning.hint().map(|hint| format!(" (help: {hint})"));
    let text = format!("{}{}", warning.message(), hint.unwrap_or_default());
    // What a second line holds would be an order to cargo.
    one_line(&text)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Diagnostics, on_one_line};

    #[test]
    fn a_warning_says_on_its_line_what_to_do() {
        let mut diagnostics = Diagnostics::new();
        diagnostics
            .warning("odd", Path::new("a"), "$", "it is\nodd")
            .with_hint("mend it");
        let line = on_one_line(diagnostics.sorted()[0]);
        assert_eq!(line, "it is odd (help: mend it)");
    }
}
