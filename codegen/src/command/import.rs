//! `shapesmith import`.

use super::arguments::Import;
use super::show::Show;
use super::{DONE, FAILED};
use crate::diagnostics::Diagnostics;
use crate::import::{Source, import};
use crate::write;

pub(super) fn run(options: &Import, show: &Show) -> u8 {
    let mut diagnostics = Diagnostics::new();
    let source = Source {
        name: options.source_name.clone(),
        version: options.source_version.clone(),
        sha256: options.source_sha256.clone(),
    };
    let files = import(&options.path, &options.to, &source, &mut diagnostics);
    show.diagnostics(&diagnostics);
    let Some(files) = files else { return FAILED };
    for (path, content) in &files {
        if std::fs::read(path).is_ok_and(|found| found == *content) {
            continue;
        }
        if let Err(error) = write::replace(path, content) {
            show.failure(&error.to_string());
            return FAILED;
        }
        show.answer(&format!("wrote {}", path.display()));
    }
    DONE
}
