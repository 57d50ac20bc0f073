//! `shapesmith list`.

use super::arguments::List;
use super::show::Show;
use super::{DONE, FAILED};
use crate::diagnostics::Diagnostics;
use crate::{load, lower};

pub(super) fn run(options: &List, show: &Show) -> u8 {
    let mut diagnostics = Diagnostics::new();
    let loaded = load::load(&options.path, &mut diagnostics);
    show.diagnostics(&diagnostics);
    let Some(loaded) = loaded.filter(|_| !diagnostics.has_errors()) else {
        return FAILED;
    };
    let model = &loaded.model;
    let mut names: Vec<&str> = model
        .operations
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    names.sort_unstable();
    let longest = names
        .iter()
        .map(|name| name.len())
        .max()
        .unwrap_or_default();
    for name in &names {
        show.answer(&format!(
            "{name:longest$}  {:>5} shapes",
            lower::closure(model, name).len()
        ));
    }
    show.answer(&format!(
        "{} operations, {} shapes",
        names.len(),
        model.shapes.len()
    ));
    DONE
}
