//! `shapesmith import`.

use std::io;
use std::path::Path;

use super::arguments::Import;
use super::show::Show;
use super::{DONE, FAILED};
use crate::characters::shown;
use crate::diagnostics::Diagnostics;
use crate::import::{Copied, Listed, Source, copied};
use crate::write;

pub(super) fn run(options: &Import, show: &Show) -> u8 {
    let mut diagnostics = Diagnostics::new();
    let source = Source {
        name: options.source_name.clone(),
        version: options.source_version.clone(),
        sha256: options.source_sha256.clone(),
    };
    let choices = crate::load::Choices {
        service: options.service.clone(),
        ..crate::load::Choices::default()
    };
    let copied = copied(&options.path, &choices, &source, &mut diagnostics);
    show.diagnostics(&diagnostics);
    let Some(copied) = copied else { return FAILED };
    match put(copied, &options.to, show) {
        Ok(code) => code,
        Err(error) => {
            show.failure(&super::disk::told(&error, &options.to));
            FAILED
        }
    }
}

/// Writes the copy and its entry in the manifest, while no other import does.
fn put(copied: Copied, to: &Path, show: &Show) -> io::Result<u8> {
    if copied.is_onto_itself(to) {
        show.failure(&format!(
            "the copy in {} would lie where the model itself is, and an import leaves the model's texts out; \
             choose another folder with `--to`",
            to.display()
        ));
        return Ok(FAILED);
    }
    let _lock = write::lock(to)?;
    let mut diagnostics = Diagnostics::new();
    let listed = copied.listed(to, &mut diagnostics);
    show.diagnostics(&diagnostics);
    let Some(listed) = listed else {
        return Ok(FAILED);
    };
    let changed = changed(&listed, to)?;
    for path in listed.left_over() {
        let whole = to.join(path);
        write::refuse_links(to, path)?;
        if whole.is_file() && listed.is_known(to, path) {
            std::fs::remove_file(&whole)?;
            show.answer(&format!("removed {}", shown(&whole)));
        }
    }
    for path in changed {
        let content = listed.files.get(path).map(Vec::as_slice);
        let path = to.join(path);
        write::replace(&path, content.unwrap_or_default())?;
        show.answer(&format!("wrote {}", shown(&path)));
    }
    Ok(DONE)
}

/// The files that are to be written.
///
/// # Errors
/// Something that isn't from an earlier import is in the way.
fn changed<'a>(listed: &'a Listed, to: &Path) -> io::Result<Vec<&'a Path>> {
    let mut changed = Vec::new();
    for (path, content) in &listed.files {
        let whole = to.join(path);
        write::refuse_links(to, path)?;
        let is_there = write::size(&whole)?.is_some_and(|size| size > 0);
        if is_there && write::is_same(&whole, content)? {
            continue;
        }
        if is_there && !listed.is_known(to, path) {
            let message = format!(
                "{} is not from an earlier import, so it is not overwritten; move it away or choose another folder \
                 with `--to`",
                whole.display()
            );
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
        }
        changed.push(path.as_path());
    }
    Ok(changed)
}
