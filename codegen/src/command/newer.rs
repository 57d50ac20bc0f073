//! Where newer models come from: a folder of models, an archive of botocore, or what pip downloads.
//!
//! Takes out the models of the services that are asked for, and judges nothing.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::comparing::service_name;
use crate::diagnostics::Diagnostics;
use crate::import::Source;
use crate::import::archive::Archive;
use crate::load;

/// A folder of models, and where it is from.
pub(super) struct Newer {
    root: PathBuf,
    pub(super) source: Source,
    /// What is unpacked, for as long as it is looked at.
    _unpacked: Option<TempDir>,
}

/// What archives and folders are from, where nobody says otherwise.
pub(super) const BOTOCORE: &str = "botocore";

/// What a Smithy model is from.
pub(super) const SMITHY: &str = "smithy";

impl Newer {
    /// The models of these services.
    ///
    /// # Errors
    /// There are none to be had; the message says why.
    pub(super) fn find(
        from: Option<&Path>,
        version: Option<&str>,
        services: &[&str],
    ) -> Result<Self, String> {
        let Some(from) = from else {
            return downloaded(services);
        };
        if !from.exists() {
            let missing = load::missing::missing(from);
            return Err(format!("{}; {}", missing.message, missing.hint));
        }
        let archive = if from.is_dir() {
            Archive::newest(from)
        } else if load::is_smithy(from) {
            None
        } else {
            let not_one = || {
                format!(
                    "{} is no archive of botocore, which is called like `botocore-1.44.5-py3-none-any.whl` or \
                     `botocore-1.44.5.tar.gz`, and no Smithy model",
                    from.display()
                )
            };
            Some(Archive::at(from).ok_or_else(not_one)?)
        };
        match archive {
            Some(archive) => unpacked(&archive, services),
            None => folder(from, version),
        }
    }

    /// `botocore 1.44.5`
    pub(super) fn called(&self) -> String {
        if self.source.name == SMITHY {
            return self.root.display().to_string();
        }
        format!("{} {}", self.source.name, self.source.version)
    }

    /// The model of a service: of the same API version, if it is there, else the newest.
    pub(super) fn model(&self, service: &str, version: &str) -> Result<PathBuf, String> {
        let of_service = self.root.join(service);
        let same = of_service.join(version);
        if load::is_service(&same) {
            return Ok(same);
        }
        if load::is_service(&of_service) {
            return Ok(of_service);
        }
        let found = load::discover(&self.root, &mut Diagnostics::new());
        let several = self.root.is_file() && load::named(&self.root).is_none();
        let of_it =
            |path: &PathBuf| several || load::is_smithy(path) && service_name(path) == service;
        if let [one] = found
            .into_iter()
            .filter(of_it)
            .collect::<Vec<_>>()
            .as_slice()
        {
            return Ok(one.clone());
        }
        Err(format!(
            "{} has no service `{service}`: it may have been given up, or have another folder there",
            self.called()
        ))
    }
}

/// A folder of models, as botocore or a project has it.
fn folder(from: &Path, version: Option<&str>) -> Result<Newer, String> {
    let candidates = [
        from.join("botocore/data"),
        from.join("data"),
        from.to_owned(),
    ];
    let root = candidates.into_iter().find(|folder| folder.is_dir());
    // A Smithy model says its own.
    let one = load::named(from);
    let is_smithy = one.is_some() || from.is_file();
    let version = version
        .map(str::to_owned)
        .or(one.map(|(_, version)| version));
    let Some(version) = version else {
        return Err(format!(
            "{} doesn't say which version it is of; give it as `--source-version 1.44.5`",
            from.display()
        ));
    };
    Ok(Newer {
        root: root.unwrap_or_else(|| from.to_owned()),
        source: Source {
            name: if is_smithy { SMITHY } else { BOTOCORE }.to_owned(),
            version,
            sha256: None,
        },
        _unpacked: None,
    })
}

fn unpacked(archive: &Archive, services: &[&str]) -> Result<Newer, String> {
    let told = |error: &std::io::Error| format!("{}: {error}", archive.path.display());
    let folder = tempfile::tempdir().map_err(|error| told(&error))?;
    let unpacked = archive.unpack(services, folder.path());
    unpacked.map_err(|error| format!("{}; fetch it again if it is broken", told(&error)))?;
    let bytes = std::fs::read(&archive.path).map_err(|error| told(&error))?;
    Ok(Newer {
        root: folder.path().to_owned(),
        source: Source {
            name: BOTOCORE.to_owned(),
            version: archive.version.to_string(),
            sha256: Some(crate::import::sha256(&bytes)),
        },
        _unpacked: Some(folder),
    })
}

/// Of the index that pip is set up for.
fn downloaded(services: &[&str]) -> Result<Newer, String> {
    let folder = tempfile::tempdir().map_err(|error| format!("no folder can be made: {error}"))?;
    let mut last = String::new();
    for python in ["python3", "python"] {
        let output = Command::new(python)
            .args(["-m", "pip", "download", BOTOCORE, "--no-deps", "--quiet"])
            .args(["--disable-pip-version-check", "--dest"])
            .arg(folder.path())
            .output();
        match output {
            Ok(output) if output.status.success() => {
                let archive = Archive::newest(folder.path());
                let archive = archive.ok_or("pip downloaded no archive of botocore")?;
                return unpacked(&archive, services);
            }
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
                said.lines()
                    .last()
                    .unwrap_or_default()
                    .clone_into(&mut last);
                break;
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                "there is no Python".clone_into(&mut last);
            }
            Err(error) => last = error.to_string(),
        }
    }
    Err(format!(
        "botocore can't be downloaded: {last}; give its wheel, or a folder of models, with `--from`"
    ))
}
