//! Finds the configuration, and says what to do where there is none.
//!
//! What stands in the file is read elsewhere.

use std::path::{Path, PathBuf};

use crate::config::{self, Crate};
use crate::diagnostics::Diagnostics;
use crate::load;

/// What the configuration is called.
pub(super) const NAME: &str = "shapesmith.toml";

/// The crates of the configuration; none when `diagnostics` says why.
pub(super) fn crates(given: Option<&Path>, diagnostics: &mut Diagnostics) -> Vec<Crate> {
    let path = given.unwrap_or(Path::new(NAME));
    if path.is_dir() {
        let inside = path.join(NAME);
        let hint = if inside.is_file() {
            format!("did you mean `{}`?", inside.display())
        } else {
            format!("give a file: `shapesmith init` writes a {NAME} to the current folder")
        };
        diagnostics
            .error(
                "no-configuration",
                path,
                "",
                "this is a folder, not a configuration",
            )
            .with_hint(hint);
        return Vec::new();
    }
    if !path.exists() {
        absent(given, diagnostics);
        return Vec::new();
    }
    let crates = config::read(path, diagnostics).unwrap_or_default();
    for (index, entry) in crates.iter().enumerate() {
        if !entry.model.exists() {
            let missing = load::missing(&entry.model);
            diagnostics
                .error(
                    "no-such-path",
                    path,
                    format!("$.crate[{index}].model"),
                    missing.message,
                )
                .with_hint(missing.hint);
        }
        if entry.operations.as_ref().is_some_and(Vec::is_empty) {
            let message = "the list of operations is empty, so there is nothing to generate";
            diagnostics
                .error(
                    "no-operations",
                    path,
                    format!("$.crate[{index}].operations"),
                    message,
                )
                .with_hint("name one at least, or take the line out for all of them");
        }
    }
    crates
}

/// There is no configuration, neither the usual nor the one that was asked for.
fn absent(given: Option<&Path>, diagnostics: &mut Diagnostics) {
    let (file, message, hint) = match given {
        Some(path) => {
            let missing = load::missing(path);
            (path, missing.message, missing.hint)
        }
        None => (
            Path::new(""),
            format!("there is no {NAME} in this folder, which would say what to generate"),
            in_its_place(),
        ),
    };
    diagnostics
        .error("no-configuration", file, "", message)
        .with_hint(hint);
}

/// What to do outside a project.
fn in_its_place() -> String {
    if let Some(above) = above() {
        return format!(
            "there is one in `{}`: run it there, or `shapesmith generate --config {}`",
            above.display(),
            above.join(NAME).display()
        );
    }
    let models = if Path::new("models").is_dir() {
        "`shapesmith init` writes one for the models in `models`"
    } else {
        "`shapesmith init --model PATH` writes one"
    };
    format!("{models}; without one, `shapesmith generate --model PATH --out FOLDER` writes a crate")
}

/// The nearest folder above that has a configuration.
fn above() -> Option<PathBuf> {
    let current = std::env::current_dir().ok()?;
    let above = current.ancestors().enumerate().skip(1);
    let mut found = above.filter(|(_, folder)| folder.join(NAME).is_file());
    let (levels, _) = found.next()?;
    Some(vec![".."; levels].into_iter().collect())
}
