//! A newer model as the project will have it, in a folder of its own: without its prose, with the project's overlays.
//!
//! So it is compared as it will be generated, before anything of the project is touched.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::import::Copied;
use crate::load::Place;

pub(super) struct Staged {
    _folder: TempDir,
    /// The folder of the model's version, or the one file.
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

    /// A file as it would be in the place of another, with the overlays that are for that.
    ///
    /// # Errors
    /// The disk fails.
    pub(super) fn in_place(place: &Place, content: &[u8]) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let whole = std::path::absolute(&place.folder)?;
        // The folders are named as they are there, as generated code says them.
        let names: Vec<_> = whole.iter().skip(1).collect();
        let near = names.len().saturating_sub(3);
        let inside: PathBuf = names.into_iter().skip(near).collect();
        let inside = folder.path().join(inside);
        fs::create_dir_all(&inside)?;
        let overlays = [
            Some((&place.folder, inside.as_path())),
            place.parent.as_ref().zip(inside.parent()),
        ];
        for (from, to) in overlays.into_iter().flatten() {
            let from = from.join("overlay.toml");
            if from.is_file() {
                fs::copy(from, to.join("overlay.toml"))?;
            }
        }
        let model = inside.join(place.service.file_name().unwrap_or_default());
        fs::write(&model, content)?;
        Ok(Self {
            model,
            _folder: folder,
        })
    }
}
