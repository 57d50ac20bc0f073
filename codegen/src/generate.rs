//! One service from its files to its text: the stages in their order, and the only place that runs them all.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::check::check;
use crate::diagnostics::Diagnostics;
use crate::emit;
use crate::ir;
use crate::load;
use crate::lower::{self, Options};

/// A service that is ready to be printed.
pub(crate) struct Prepared {
    pub(crate) service: ir::Service,
    /// Every file that was read.
    pub(crate) inputs: Vec<PathBuf>,
}

/// Loads, lowers and checks; `None` when a diagnostic says why not.
pub(crate) fn prepare(
    path: &Path,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Prepared> {
    let loaded = load::load(path, diagnostics)?;
    if diagnostics.has_errors() {
        // The model can't be lowered, but whether it has the operations can be told in the same run.
        lower::selected(&loaded.model, options, diagnostics);
        return None;
    }
    let service = lower::lower(&loaded.model, options, diagnostics)?;
    check(&service, diagnostics);
    (!diagnostics.has_errors()).then_some(Prepared {
        service,
        inputs: loaded.inputs,
    })
}

/// The files of the service's crate.
pub(crate) fn crate_files(service: &ir::Service) -> BTreeMap<PathBuf, Vec<u8>> {
    emit::crate_files(service)
        .into_iter()
        .map(|(path, text)| (PathBuf::from(path), text.into_bytes()))
        .collect()
}
