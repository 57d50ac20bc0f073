//! The library's front: a service, what to keep of it, and the file that a build script includes.

use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostics, Severity};
use crate::error::Error;
use crate::generate::{Prepared, prepare};
use crate::lower::Options;
use crate::{emit, write};

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

    /// The text of the whole service, to be included in a module.
    ///
    /// # Errors
    /// All that is wrong with the model or the selection, at once.
    pub fn to_source(&self) -> Result<String, Error> {
        self.prepare()
            .map(|(prepared, _)| emit::single_file(&prepared.service))
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
        let (prepared, diagnostics) = self.prepare()?;
        for input in &prepared.inputs {
            println!("cargo::rerun-if-changed={}", input.display());
        }
        for warning in diagnostics.sorted() {
            if warning.severity() == Severity::Warning {
                println!("cargo::warning={}", warning.message());
            }
        }
        let file = PathBuf::from(folder).join(format!("{}.rs", prepared.service.crate_name));
        let text = emit::single_file(&prepared.service);
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
