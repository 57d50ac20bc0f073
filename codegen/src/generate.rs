//! One service from its files to its text: the stages in their order, and the only place that runs them all.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::check::{Checked, check};
use crate::diagnostics::Diagnostics;
use crate::emit;
use crate::ir::Package;
use crate::load::{self, LoadedService};
use crate::lower::{self, Options};
use crate::write;

/// A service that is ready to be printed.
pub(crate) struct Prepared {
    pub(crate) service: Checked,
    pub(crate) package: Package,
    /// Every file that was read, and the folders in which a new one would change the result.
    pub(crate) inputs: Vec<PathBuf>,
    /// Every file that is read if it is there.
    pub(crate) optional: Vec<PathBuf>,
    /// Whether pages and waiters stand in files beside the service's.
    pub(crate) has_sidecars: bool,
}

/// Loads, lowers and checks; `None` when a diagnostic says why not.
pub(crate) fn prepare(
    path: &Path,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Prepared> {
    let loaded = load::load(path, &options.choices(), diagnostics)?;
    prepare_loaded(loaded, options, diagnostics)
}

/// Lowers and checks what is loaded.
pub(crate) fn prepare_loaded(
    loaded: LoadedService,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Prepared> {
    if diagnostics.has_errors() {
        // The model can't be lowered, but whether it has the operations can be told in the same run.
        lower::selected(&loaded.model, options, diagnostics);
        return None;
    }
    let (service, package) = lower::lower(&loaded.model, options, diagnostics)?;
    let service = check(service, &package.source, diagnostics)?;
    Some(Prepared {
        service,
        package,
        inputs: loaded.inputs,
        optional: loaded.optional,
        has_sidecars: loaded.has_sidecars,
    })
}

/// The files of the service's crate; `None` when a diagnostic says why not.
pub(crate) fn crate_files(
    prepared: &Prepared,
    diagnostics: &mut Diagnostics,
) -> Option<BTreeMap<PathBuf, Vec<u8>>> {
    let files = emit::crate_files(&prepared.service, &prepared.package);
    let files = printed(files, prepared, diagnostics)?.into_iter();
    let sealed = files.map(|(path, text)| {
        let path = PathBuf::from(path);
        let text = write::sealed(&prepared.service.id, &path, &text);
        (path, text.into_bytes())
    });
    Some(sealed.collect())
}

/// The service in one file; `None` when a diagnostic says why not.
pub(crate) fn single_file(prepared: &Prepared, diagnostics: &mut Diagnostics) -> Option<String> {
    let file = emit::single_file(&prepared.service, &prepared.package);
    printed(file, prepared, diagnostics)
}

/// What was printed, unless it is no Rust.
fn printed<T>(
    outcome: Result<T, emit::Unprintable>,
    prepared: &Prepared,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let unprintable = match outcome {
        Ok(printed) => return Some(printed),
        Err(unprintable) => unprintable,
    };
    let message = format!("what would be written is no Rust: {unprintable}");
    diagnostics
        .error(
            "unprintable",
            Path::new(&prepared.package.source),
            "",
            message,
        )
        .with_hint("this is a mistake of shapesmith's: please report it with the model");
    None
}
