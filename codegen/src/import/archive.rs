//! botocore's archives, a wheel or a source archive: which is the newest, and the models of some services in it.
//!
//! Takes out what is a model by its place, and nothing else; a name in an archive never says where a file goes.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use semver::Version;

use crate::load::SIDECARS;

/// An archive that is named as registries name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Archive {
    pub(crate) path: PathBuf,
    pub(crate) version: Version,
    is_wheel: bool,
}

/// A model has a few megabytes, unpacked tens of them.
const LARGEST: u64 = 256 << 20;

impl Archive {
    /// `None` for a file that isn't named like one.
    pub(crate) fn at(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        let rest = name.strip_prefix("botocore-")?;
        let (version, is_wheel) = match rest.strip_suffix(".tar.gz") {
            Some(version) => (version, false),
            None => (rest.strip_suffix(".whl")?.split('-').next()?, true),
        };
        Some(Self {
            path: path.to_owned(),
            version: Version::parse(version).ok()?,
            is_wheel,
        })
    }

    /// The newest in a folder; of two with one version the wheel, which is smaller.
    pub(crate) fn newest(folder: &Path) -> Option<Self> {
        let entries = fs::read_dir(folder).ok()?.flatten();
        let archives = entries.filter_map(|entry| Self::at(&entry.path()));
        archives.max_by(|one, other| {
            let newer = one.version.cmp(&other.version);
            newer.then(one.is_wheel.cmp(&other.is_wheel))
        })
    }

    /// Puts the models of these services into a folder of models.
    ///
    /// # Errors
    /// The archive is broken, or the disk fails.
    pub(crate) fn unpack(&self, services: &[&str], to: &Path) -> io::Result<()> {
        let file = File::open(&self.path)?;
        if self.is_wheel {
            let mut wheel = zip::ZipArchive::new(file)?;
            for index in 0..wheel.len() {
                let entry = wheel.by_index(index)?;
                if let Some(inside) = model_file(entry.name(), services) {
                    put(entry, &to.join(inside))?;
                }
            }
            return Ok(());
        }
        let mut source = tar::Archive::new(flate2::read::GzDecoder::new(file));
        for entry in source.entries()? {
            let entry = entry?;
            let name = entry.path()?.to_string_lossy().replace('\\', "/");
            let is_file = entry.header().entry_type().is_file();
            if let Some(inside) = model_file(&name, services).filter(|_| is_file) {
                put(entry, &to.join(inside))?;
            }
        }
        Ok(())
    }
}

/// `fsx/2018-03-01/service-2.json.gz` of `botocore-1.44.5/botocore/data/fsx/2018-03-01/service-2.json.gz`, for a file of one
/// of these services.
fn model_file(name: &str, services: &[&str]) -> Option<PathBuf> {
    let (_, inside) = name.split_once("botocore/data/")?;
    let [service, version, file] = inside.split('/').collect::<Vec<_>>().try_into().ok()?;
    let stem = file.strip_suffix(".gz").unwrap_or(file);
    let stem = stem.strip_suffix(".json")?;
    let stem = stem.strip_suffix(".sdk-extras").unwrap_or(stem);
    let is_known = stem == "service-2" || SIDECARS.contains(&stem);
    let is_version = version.len() >= 10
        && version
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
        && !version.starts_with('.');
    (services.contains(&service) && is_known && is_version)
        .then(|| Path::new(service).join(version).join(file))
}

fn put(content: impl Read, path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut content = content.take(LARGEST);
    io::copy(&mut content, &mut File::create(path)?)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Archive, model_file};

    #[test]
    fn an_archive_is_told_by_its_name() {
        let version =
            |name: &str| Archive::at(Path::new(name)).map(|found| found.version.to_string());
        assert_eq!(
            version("a/botocore-1.44.5-py3-none-any.whl").as_deref(),
            Some("1.44.5")
        );
        assert_eq!(version("botocore-1.9.10.tar.gz").as_deref(), Some("1.9.10"));
        for other in [
            "boto3-1.44.5.tar.gz",
            "botocore-1.44.5.zip",
            "botocore-x.whl",
            "botocore",
        ] {
            assert_eq!(version(other), None, "{other}");
        }
    }

    #[test]
    fn only_the_files_of_models_are_taken_out() {
        let inside = |name: &str| model_file(name, &["fsx"]);
        let file = PathBuf::from("fsx/2018-03-01/service-2.json.gz");
        for name in [
            "botocore/data/fsx/2018-03-01/service-2.json.gz",
            "botocore-1.44.5/botocore/data/fsx/2018-03-01/service-2.json.gz",
        ] {
            assert_eq!(inside(name), Some(file.clone()), "{name}");
        }
        for name in [
            "botocore/data/sqs/2018-03-01/service-2.json",
            "botocore/data/fsx/../../../service-2.json",
            "botocore/data/fsx/2018-03-01/other.json",
            "botocore/data/fsx/2018-03-01/deeper/service-2.json",
            "botocore/data/fsx/.........../service-2.json",
            "fsx/2018-03-01/service-2.json",
        ] {
            assert_eq!(inside(name), None, "{name}");
        }
    }
}
