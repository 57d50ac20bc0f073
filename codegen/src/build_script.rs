//! The library's front: a service, what to keep of it, and the file that a build script includes.

use std::path::{Path, PathBuf};

use crate::characters::one_line;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::error::Error;
use crate::generate::{Prepared, prepare, single_file};
use crate::lower::{Options, Target};
use crate::write;

/// A service model, and what to make of it.
#[derive(Debug, Clone)]
pub struct Service {
    path: PathBuf,
    options: Options,
}

impl Service {
    /// The service at `path`: a folder in botocore's layout (of one API version, or of a service: then its newest),
    /// or a service file.
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
                Ok(Self { path, options })
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
            Error::from_text(
                "OUT_DIR is not set: call `write_out_dir` from a build script".to_owned(),
            )
        })?;
        let (prepared, mut diagnostics) = self.prepare()?;
        let Some(text) = single_file(&prepared, &mut diagnostics) else {
            return Err(Error::from_diagnostics(diagnostics));
        };
        for input in &prepared.inputs {
            println!("cargo::rerun-if-changed={}", input.display());
        }
        for warning in diagnostics.sorted() {
            if warning.severity() == Severity::Warning {
                println!("cargo::warning={}", on_one_line(warning));
            }
        }
        let file = PathBuf::from(folder).join(format!("{}.rs", prepared.package.crate_name));
        if std::fs::read(&file).is_ok_and(|found| found == text.as_bytes()) {
            return Ok(());
        }
        write::replace(&file, text.as_bytes()).map_err(|error| Error::from_text(error.to_string()))
    }

    fn prepare(&self) -> Result<(Prepared, Diagnostics), Error> {
        let mut diagnostics = Diagnostics::new();
        match prepare(&self.path, &self.options, &mut diagnostics) {
            Some(prepared) => Ok((prepared, diagnostics)),
            None => Err(Error::from_diagnostics(diagnostics)),
        }
    }
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
