//! `shapesmith import`.

use std::io;
use std::path::Path;

use super::arguments::Import;
use super::show::Show;
use super::{DONE, FAILED};
use crate::characters::shown;
use crate::diagnostics::Diagnostics;
use crate::import::{Copied, Source, copied};
use crate::write;

pub(super) fn run(options: &Import, show: &Show) -> u8 {
    let mut diagnostics = Diagnostics::new();
    let source = Source {
        name: options.source_name.clone(),
        version: options.source_version.clone(),
        sha256: options.source_sha256.clone(),
    };
    let copied = copied(&options.path, &source, &mut diagnostics);
    show.diagnostics(&diagnostics);
    let Some(copied) = copied else { return FAILED };
    match put(copied, &options.to, show) {
        Ok(code) => code,
        Err(error) => {
            show.failure(&error.to_string());
            FAILED
        }
    }
}

/// Writes the copy and its entry in the manifest, while no other import does.
fn put(copied: Copied, to: &Path, show: &Show) -> io::Result<u8> {
    let _lock = write::lock(to)?;
    let mut diagnostics = Diagnostics::new();
    let files = copied.listed(to, &mut diagnostics);
    show.diagnostics(&diagnostics);
    let Some(files) = files else {
        return Ok(FAILED);
    };
    for path in files.keys() {
        write::refuse_links(to, path)?;
    }
    for (path, content) in &files {
        let path = to.join(path);
        if std::fs::read(&path).is_ok_and(|found| found == *content) {
            continue;
        }
        write::replace(&path, content)?;
        show.answer(&format!("wrote {}", shown(&path)));
    }
    Ok(DONE)
}
