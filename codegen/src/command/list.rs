//! `shapesmith list`.

use super::arguments::List;
use super::show::Show;
use super::{DONE, FAILED};
use crate::diagnostics::Diagnostics;
use crate::load::model::Model;
use crate::{load, lower};

pub(super) fn run(options: &List, show: &Show) -> u8 {
    let mut diagnostics = Diagnostics::new();
    let loaded = load::load(&options.path, &mut diagnostics);
    let loaded = loaded.filter(|_| !diagnostics.has_errors());
    let lines = loaded.map(|loaded| {
        if options.names {
            names(&loaded.model, &mut diagnostics)
        } else {
            operations(&loaded.model)
        }
    });
    show.diagnostics(&diagnostics);
    let Some(lines) = lines.filter(|_| !diagnostics.has_errors()) else {
        return FAILED;
    };
    for line in lines {
        show.answer(&line);
    }
    DONE
}

/// The operations, with how many shapes each reaches.
fn operations(model: &Model) -> Vec<String> {
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
    let line = |name: &&str| {
        let shapes = lower::closure(model, name).len();
        format!("{name:longest$}  {shapes:>5} shapes")
    };
    let mut lines: Vec<String> = names.iter().map(line).collect();
    lines.push(format!(
        "{} operations, {} shapes",
        names.len(),
        model.shapes.len()
    ));
    lines
}

/// What the model's names are in Rust, sorted.
fn names(model: &Model, diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut lines: Vec<String> = lower::names(model, diagnostics)
        .into_iter()
        .map(|(wire, name)| {
            let wire = wire.replace(char::is_control, "?");
            format!("{wire}  {}", name.raw())
        })
        .collect();
    lines.sort_unstable();
    lines
}
