//! One crate that a run is to write: from where, to where, and how. Which ones there are is found in `jobs`.

use std::path::PathBuf;

use crate::lower::Options;

/// One crate to write.
pub(super) struct Job {
    pub(super) model: PathBuf,
    pub(super) out: PathBuf,
    pub(super) options: Options,
}
