//! A newer model as the project will have it, in a folder of its own: without its prose, with the project's overlays.
//!
//! So it is compared as it will be generated, before anything of the project is touched.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::import::Copied;

pub(super) struct Staged {
    _folder: TempDir,
    /// The folder of the model's version.
    pub(super) model: PathBuf,
}

impl Staged {
    /// The copy as it would be in the folder of models.
    ///
    /// # Errors
    /// The disk fails.
    pub(super) fn new(copied: &Copied, models: &Path) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let root = folder.path().join("models");
        for (path, content) in copied.files() {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap_or(&root))?;
            fs::write(path, content)?;
        }
        let version = Path::new(copied.folder());
        for inside in version.ancestors().filter(|step| *step != Path::new("")) {
            let overlay = inside.join("overlay.toml");
            let from = models.join(&overlay);
            if from.is_file() {
                fs::copy(from, root.join(&overlay))?;
            }
        }
        Ok(Self {
            model: root.join(version),
            _folder: folder,
        })
    }
}
