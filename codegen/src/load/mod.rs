//! From files to a [`Model`]: finds, unpacks, parses, merges and checks everything a service consists of.
//!
//! Reports every problem at its file and JSON path, and decides nothing about Rust.

mod checksum;
mod cursor;
mod discover;
mod entries;
mod folder;
mod grammar;
mod identifier;
mod ignored;
mod metadata;
pub(crate) mod missing;
pub(crate) mod model;
mod operation;
mod overlay;
mod paginator;
mod parameters;
pub(crate) mod parse;
pub(crate) mod partitions;
mod place;
mod recognise;
mod references;
pub(crate) mod rule_set;
mod shape;
mod sidecars;
mod smithy;
pub(crate) mod unpack;
mod waiter;
mod wire_names;

use std::path::{Path, PathBuf};

use serde_json::Value;

pub(crate) use discover::{discover, discover_all, is_service};
pub(crate) use place::{Place, named, place};
#[cfg(feature = "cli")]
pub(crate) use place::{is_smithy, named_by_id};
pub(crate) use smithy::Choices;

use self::cursor::{Context, Cursor, path_of};
use self::folder::SERVICE as SERVICE_FILE;
use self::ignored::SERVICE;
use self::model::{Entries, Model};
use crate::diagnostics::Diagnostics;

/// The files a model may have besides the service itself.
pub(crate) const SIDECARS: [&str; 4] = [
    "paginators-1",
    "waiters-2",
    "examples-1",
    "endpoint-rule-set-1",
];

/// A model, and what it was made from.
#[derive(Debug)]
pub(crate) struct LoadedService {
    pub(crate) model: Model,
    /// Every file read, and the folders in which a new file would change the result.
    pub(crate) inputs: Vec<PathBuf>,
    /// Every file that is read if it is there.
    pub(crate) optional: Vec<PathBuf>,
    /// Whether pages and waiters stand in files beside the service's.
    pub(crate) has_sidecars: bool,
}

/// Loads the service at `path`: an apiVersion folder, a service folder (its newest apiVersion), or a service file.
/// `None` when there is no service file that can be read; otherwise look at `sink.has_errors()`.
pub(crate) fn load(
    path: &Path,
    choices: &Choices,
    sink: &mut Diagnostics,
) -> Option<LoadedService> {
    let place = place::place(path, sink)?;
    let mut inputs = vec![place.folder.clone()];
    inputs.extend(place.parent.clone());
    // Of a folder with one service, a second one would change what the folder stands for.
    inputs.extend(path.is_dir().then(|| path.to_owned()));
    let mut files = Files {
        place: &place,
        inputs,
        sink,
    };
    let value = files.read_with_extras(&place.service, SERVICE_FILE)?;
    let is_ast = smithy::is_ast(&value);
    if !is_ast && recognise::is_foreign(&place.service, &value, files.sink) {
        return None;
    }
    let mut model = if is_ast {
        ast(&place.service, &value, choices, files.sink)
    } else {
        Context::run(&place.service, files.sink, |context| {
            service(&Cursor::root(context, &value))
        })
    };
    drop(value);
    model.file.clone_from(&place.service);
    model.source = place.source();
    // An AST says all that sidecars do.
    if !is_ast {
        files.read_sidecars(&mut model);
    }
    files.read_overlays(&mut model);
    let mut inputs = files.inputs;
    inputs.sort();
    inputs.dedup();
    let optional = place::optional(&place);
    Some(LoadedService {
        model,
        inputs,
        optional,
        has_sidecars: !is_ast,
    })
}

/// Reads files of one model and remembers which.
struct Files<'a> {
    place: &'a Place,
    inputs: Vec<PathBuf>,
    sink: &'a mut Diagnostics,
}

impl Files<'_> {
    /// The content of a file with its extras, `stem.sdk-extras.json`, merged in.
    fn read_with_extras(&mut self, file: &Path, stem: &str) -> Option<Value> {
        self.inputs.push(file.to_owned());
        let value = parse::read_json(file, self.sink);
        let extras = folder::find(&self.place.folder, &format!("{stem}.sdk-extras"), self.sink);
        let Some(extras_file) = extras else {
            return value;
        };
        self.inputs.push(extras_file.clone());
        let extras = parse::read_json(&extras_file, self.sink);
        let mut value = value?;
        if let Some(extras) = extras {
            sidecars::merge_extras(&mut value, &extras_file, &extras, self.sink);
        }
        Some(value)
    }

    fn read_sidecars(&mut self, model: &mut Model) {
        let operations = sorted_names(&model.operations);
        let operations: Vec<&str> = operations.iter().map(String::as_str).collect();
        for stem in SIDECARS {
            let Some(file) = folder::find(&self.place.folder, stem, self.sink) else {
                continue;
            };
            let Some(value) = self.read_with_extras(&file, stem) else {
                continue;
            };
            if let Some(root) = root_of(stem) {
                model.origins.insert(path_of(&[root]), file.clone());
            }
            Context::run(&file, self.sink, |context| {
                let root = Cursor::root(context, &value);
                match stem {
                    "paginators-1" => model.paginators = sidecars::paginators(&root, &operations),
                    "waiters-2" => model.waiters = sidecars::waiters(&root, &operations),
                    "examples-1" => model.examples = sidecars::examples(&root, &operations),
                    _ => model.endpoint_rule_set = rule_set::read(&root),
                }
            });
        }
    }

    /// The overlay of the service, then the one of this apiVersion, which has the last word.
    fn read_overlays(&mut self, model: &mut Model) {
        for file in place::overlays(self.place) {
            if file.is_file() {
                self.inputs.push(file.clone());
                overlay::apply(&file, model, self.sink);
            }
        }
    }
}

/// The key that a sidecar's entries stand under.
fn root_of(stem: &str) -> Option<&'static str> {
    match stem {
        "paginators-1" => Some("pagination"),
        "waiters-2" => Some("waiters"),
        "examples-1" => Some("examples"),
        _ => None,
    }
}

/// The keys of a map, sorted.
fn sorted_names<T>(entries: &Entries<T>) -> Vec<String> {
    let mut names: Vec<String> = entries.iter().map(|(name, _)| name.clone()).collect();
    names.sort();
    names
}

/// Reads a Smithy model's content and checks what it names, each place being the one in the AST.
fn ast(file: &Path, value: &Value, choices: &Choices, sink: &mut Diagnostics) -> Model {
    let model = Context::run(file, sink, |context| {
        smithy::read(&Cursor::root(context, value), choices)
    });
    // A model that isn't whole would be reported once more, in other words.
    if sink.has_errors() {
        return model;
    }
    let place = |path: &str| model.path_of(path);
    Context::run_elsewhere(file, sink, place, |context| {
        references::check(&model, context);
        wire_names::check(&model, context);
    });
    model
}

/// Reads the service file's content and checks what it names.
fn service(root: &Cursor<'_>) -> Model {
    let mut model = Model::default();
    let Some(object) = root.object() else {
        return model;
    };
    if let Some(cursor) = object.need("metadata") {
        model.metadata = metadata::read(&cursor);
    }
    model.documentation = metadata::documentation(&object);
    model.deprecated = metadata::deprecation(&object);
    if let Some(cursor) = object.need("operations") {
        let read = cursor.entries();
        model.operations = read
            .inspect(|(name, c)| identifier::check_operation(c, name))
            .filter_map(|(name, c)| Some((name.to_owned(), operation::read(&c)?)))
            .collect();
    }
    if let Some(cursor) = object.need("shapes") {
        let read = cursor.entries();
        model.shapes = read
            .inspect(|(name, c)| identifier::check(c, name, "a shape"))
            .filter_map(|(name, c)| Some((name.to_owned(), shape::read(&c)?)))
            .collect();
    }
    model.client_context_params = parameters::of_client(&object);
    object.finish(SERVICE);
    references::check(&model, root.context);
    wire_names::check(&model, root.context);
    model
}

#[cfg(test)]
#[path = "load_tests.rs"]
pub(crate) mod tests;
