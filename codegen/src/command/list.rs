//! `shapesmith list`.

use super::arguments::List;
use super::show::Show;
use super::{DONE, FAILED, dependencies};
use crate::diagnostics::Diagnostics;
use crate::emit::addresses;
use crate::load::model::Model;
use crate::lower::{Options, Target};
use crate::{load, lower};

pub(super) fn run(options: &List, show: &Show) -> u8 {
    let mut diagnostics = Diagnostics::new();
    let choices = load::Choices {
        service: options.service.clone(),
        ..load::Choices::default()
    };
    let loaded = load::load(&options.path, &choices, &mut diagnostics);
    let loaded = loaded.filter(|_| !diagnostics.has_errors());
    let lines = loaded.map(|loaded| {
        if options.names {
            names(&loaded.model, &mut diagnostics)
        } else {
            operations(&loaded.model, options, &mut diagnostics)
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

/// The operations, with how many shapes each reaches, and what a program with a build script depends on for them.
fn operations(model: &Model, options: &List, diagnostics: &mut Diagnostics) -> Vec<String> {
    let chosen = Options {
        target: Target::File,
        operations: options.operations.clone(),
        ..Options::default()
    };
    let names = lower::selected(model, &chosen, diagnostics);
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
    // What is odd about the model is told when it is generated.
    if let Some((service, package)) = lower::lower(model, &chosen, &mut Diagnostics::new()) {
        lines.push(String::new());
        lines.extend(addresses::told(&service));
        lines.push(
            "\nA program whose build script generates them has in its Cargo.toml:\n".to_owned(),
        );
        lines.push(dependencies::of_program(&package));
    }
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
