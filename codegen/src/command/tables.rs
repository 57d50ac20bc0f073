//! `shapesmith tables`: for who works on shapesmith itself.

use std::fs;

use super::arguments::Tables;
use super::show::Show;
use super::{DONE, FAILED};
use crate::diagnostics::Diagnostics;
use crate::load::partitions;
use crate::{emit, lower};

pub(super) fn run(options: &Tables, show: &Show) -> u8 {
    let mut diagnostics = Diagnostics::new();
    let found = partitions::load(&options.partitions, &mut diagnostics);
    show.diagnostics(&diagnostics);
    if diagnostics.has_errors() {
        return FAILED;
    }
    let printed = emit::runtime::shared(lower::rule_set::shared()).and_then(|shared| {
        Ok([
            ("tables/shared_rules.rs", shared),
            ("endpoint/partitions.rs", emit::runtime::partitions(&found)?),
        ])
    });
    let files = match printed {
        Ok(files) => files,
        Err(error) => {
            show.failure(&error.to_string());
            return FAILED;
        }
    };
    for (name, text) in files {
        let path = options.out.join(name);
        if let Err(error) = fs::write(&path, text) {
            show.failure(&format!("{}: {error}", path.display()));
            return FAILED;
        }
    }
    DONE
}
