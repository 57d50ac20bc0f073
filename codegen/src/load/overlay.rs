//! Applies `overlay.toml`, the project's own words and choices for a model, after the model is read.
//!
//! An overlay can't add shapes or change what goes over the wire; a name it uses must be in the model.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::cursor::{Context, Cursor, Object, path_of};
use super::ignored::OVERLAY;
use super::model::{
    Documentation, Entries, Kind, Model, Operation, Overlay, Reference, Shape, Structure,
};
use super::{parse, sorted_names, unpack, waiter};
use crate::diagnostics::Diagnostics;
use crate::encoding::with_plain_ends;
use crate::ir::Name;

pub(crate) fn apply(file: &Path, model: &mut Model, sink: &mut Diagnostics) {
    let Some(value) = read(file, sink) else {
        return;
    };
    file.clone_into(&mut model.overlay.file);
    Context::run(file, sink, |context| {
        root(&Cursor::root(context, &value), model);
    });
}

fn root(root: &Cursor<'_>, model: &mut Model) {
    let Some(object) = root.object() else { return };
    if let Some(cursor) = object.get("service")
        && let Some(service) = cursor.object()
    {
        document(&service, &mut model.documentation);
        service.finish(OVERLAY);
    }
    operations(&object, &mut model.operations);
    shapes(&object, model);
    waiters(&object, model);
    object.finish(OVERLAY);
}

/// The file as a tree, so that it is checked by the same means as JSON.
fn read(file: &Path, sink: &mut Diagnostics) -> Option<Value> {
    let bytes = unpack::read(file, sink)?;
    // Its texts go into the output.
    let text = with_plain_ends(parse::text(file, &bytes, sink)?);
    match toml::from_str::<Value>(&text) {
        Ok(value) => Some(value),
        Err(error) => {
            let before = error
                .span()
                .and_then(|span| text.get(..span.start))
                .unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
            let message = format!(
                "the TOML is broken: {}: line {line}, column {column}",
                error.message()
            );
            sink.error("broken-toml", file, "", message)
                .with_hint("look there for a bracket or a quote too few; a text of several lines stands in three quotes");
            None
        }
    }
}

/// `documentation`, which replaces the model's.
fn document(object: &Object<'_>, documentation: &mut Documentation) {
    if let Some(text) = object.text("documentation") {
        *documentation = Documentation::Markdown(text);
    }
}

/// Finds the entry an overlay names; reports the name when there is none.
fn named<'m, T>(
    at: &Cursor<'_>,
    name: &str,
    what: &str,
    entries: &'m mut Entries<T>,
) -> Option<&'m mut T> {
    if let Some(index) = entries.iter().position(|(entry, _)| entry == name) {
        return entries.get_mut(index).map(|(_, entry)| entry);
    }
    let message = format!("the model has no {what} `{name}`");
    let names = entries.iter().map(|(entry, _)| entry.as_str());
    at.context
        .unknown("unknown-name", at.path(), message, name, names);
    None
}

fn operations(object: &Object<'_>, operations: &mut Entries<Operation>) {
    let Some(cursor) = object.get("operations") else {
        return;
    };
    for (name, entry) in cursor.entries() {
        let Some(operation) = named(&entry, name, "operation", operations) else {
            continue;
        };
        if let Some(entry) = entry.object() {
            document(&entry, &mut operation.documentation);
            entry.finish(OVERLAY);
        }
    }
}

fn shapes(object: &Object<'_>, model: &mut Model) {
    let Some(cursor) = object.get("shapes") else {
        return;
    };
    // Only a member's kind is looked up while its shape is being changed.
    let collections: BTreeMap<String, bool> = model
        .shapes
        .iter()
        .map(|(name, s)| {
            (
                name.clone(),
                matches!(s.kind, Kind::List(_) | Kind::Map(..)),
            )
        })
        .collect();
    let payloads = payloads(&model.operations);
    for (name, entry) in cursor.entries() {
        let Some(shape) = named(&entry, name, "shape", &mut model.shapes) else {
            continue;
        };
        let Some(entry) = entry.object() else {
            continue;
        };
        document(&entry, &mut shape.documentation);
        if let Some(rust) = rename(&entry, Place::Type)
            && is_type(&entry, name, shape)
        {
            model.overlay.shape_renames.insert(name.to_owned(), rust);
        }
        members(&entry, name, shape, &collections, &mut model.overlay);
        values(
            &entry,
            name,
            shape,
            &mut model.value_documentation,
            &mut model.overlay.value_renames,
        );
        union(&entry, name, shape, &payloads);
        entry.finish(OVERLAY);
    }
}

/// Whether the shape is a type in Rust; says so when nothing would have its name.
fn is_type(entry: &Object<'_>, name: &str, shape: &Shape) -> bool {
    let is_type = match &shape.kind {
        Kind::Structure(_) => true,
        Kind::String(values) => !values.is_empty(),
        _ => false,
    };
    if !is_type {
        let message = format!("`{name}` is no type of its own: nothing has a name to change");
        let hint = "take `rename` out";
        entry
            .context
            .error("wrong-kind", entry.path(), message, hint);
    }
    is_type
}

/// What is renamed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It is linked to and imported, so that a raw identifier would be a burden everywhere.
    Type,
    /// A field, or a variant.
    Part,
}

fn rename(object: &Object<'_>, place: Place) -> Option<String> {
    let name = object.text("rename")?;
    let kept = place == Place::Type && Name::is_keyword(&name);
    if !kept && !Name::is_impossible(&name) {
        return Some(name);
    }
    let mut path = object.path();
    path.push_str(".rename");
    let hint = if Name::is_keyword(&name) {
        "Rust keeps this word for itself: choose another name"
    } else {
        "a letter first, then letters, digits and `_`"
    };
    object.context.error(
        "bad-name",
        path,
        format!("`{name}` can't be a name in Rust"),
        hint,
    );
    None
}

fn members(
    entry: &Object<'_>,
    name: &str,
    shape: &mut Shape,
    collections: &BTreeMap<String, bool>,
    overlay: &mut Overlay,
) {
    let Some(cursor) = entry.get("members") else {
        return;
    };
    let Kind::Structure(structure) = &mut shape.kind else {
        cursor.error(
            "wrong-kind",
            format!("`{name}` is not a structure: it has no members"),
            "take `members` out",
        );
        return;
    };
    for (member, value) in cursor.entries() {
        let what = format!("member of `{name}` named");
        let Some(reference) = named(&value, member, &what, &mut structure.members) else {
            continue;
        };
        if let Value::String(text) = value.value {
            reference.documentation = Documentation::Markdown(text.clone());
            continue;
        }
        let Some(object) = value.object() else {
            continue;
        };
        document(&object, &mut reference.documentation);
        let key = || (name.to_owned(), member.to_owned());
        if let Some(rust) = rename(&object, Place::Part) {
            overlay.renames.insert(key(), rust);
        }
        if keep_empty(&object, reference, collections) {
            overlay.keep_empty.insert(key());
        }
        object.finish(OVERLAY);
    }
}

fn keep_empty(
    object: &Object<'_>,
    reference: &Reference,
    collections: &BTreeMap<String, bool>,
) -> bool {
    if !object.flag("keep_empty") {
        return false;
    }
    let collection = collections
        .get(&reference.shape)
        .copied()
        .unwrap_or_default();
    if !collection {
        let message = format!("`{}` is not a list or a map", reference.shape);
        let hint = "`keep_empty` tells an empty list or map from an absent one";
        object
            .context
            .error("wrong-kind", object.path(), message, hint);
    }
    collection
}

/// A text, or `documentation` and `rename`, of values of an enum.
fn values(
    entry: &Object<'_>,
    name: &str,
    shape: &Shape,
    documentation: &mut BTreeMap<(String, String), Documentation>,
    renames: &mut BTreeMap<(String, String), String>,
) {
    let Some(cursor) = entry.get("values") else {
        return;
    };
    let Kind::String(values) = &shape.kind else {
        cursor.error(
            "wrong-kind",
            format!("`{name}` is not an enum: it has no values"),
            "take `values` out",
        );
        return;
    };
    for (value, said) in cursor.entries() {
        if !values.iter().any(|known| known == value) {
            let message = format!("`{name}` has no value `{value}`");
            let names = values.iter().map(String::as_str);
            said.context
                .unknown("unknown-name", said.path(), message, value, names);
            continue;
        }
        let key = || (name.to_owned(), value.to_owned());
        if let Value::String(text) = said.value {
            documentation.insert(key(), Documentation::Markdown(text.clone()));
            continue;
        }
        let Some(object) = said.object() else {
            continue;
        };
        if let Some(text) = object.text("documentation") {
            documentation.insert(key(), Documentation::Markdown(text));
        }
        if let Some(rust) = rename(&object, Place::Part) {
            renames.insert(key(), rust);
        }
        object.finish(OVERLAY);
    }
}

/// `union = true`: only one of the members is ever there.
fn union(entry: &Object<'_>, name: &str, shape: &mut Shape, payloads: &BTreeSet<String>) {
    if !entry.flag("union") {
        return;
    }
    let why = match &mut shape.kind {
        Kind::Structure(structure) => {
            let why = why_no_union(structure, payloads.contains(name));
            structure.union |= why.is_none();
            why
        }
        _ => Some("is not a structure"),
    };
    if let Some(why) = why {
        let hint = "a union has one of its members: take `union` out";
        entry
            .context
            .error("wrong-kind", entry.path(), format!("`{name}` {why}"), hint);
    }
}

/// What speaks against one of the members alone being there.
fn why_no_union(structure: &Structure, is_payload: bool) -> Option<&'static str> {
    if !structure.required.is_empty() {
        Some("has members that are required")
    } else if is_payload {
        Some("is the input or output of an operation")
    } else if structure.exception.is_some() {
        Some("is an error")
    } else if structure.document || structure.event || structure.event_stream {
        Some("is a document or an event")
    } else {
        None
    }
}

/// The shapes that are sent or returned whole.
fn payloads(operations: &Entries<Operation>) -> BTreeSet<String> {
    let payloads = operations
        .iter()
        .flat_map(|(_, operation)| operation.input.iter().chain(&operation.output));
    payloads.map(|payload| payload.shape.clone()).collect()
}

/// Waiters of the overlay are added to the model's, or take their place.
fn waiters(object: &Object<'_>, model: &mut Model) {
    let Some(cursor) = object.get("waiters") else {
        return;
    };
    let operations = sorted_names(&model.operations);
    let operations: Vec<&str> = operations.iter().map(String::as_str).collect();
    for (name, waiter) in cursor.entries() {
        if let Some(read) = waiter::read(&waiter, name, &operations) {
            model.waiters.retain(|(known, _)| known != name);
            let path = path_of(&["waiters", name]);
            model.origins.insert(path, waiter.context.file().to_owned());
            model.waiters.push((name.to_owned(), read));
        }
    }
}

#[cfg(test)]
#[path = "overlay_tests.rs"]
mod tests;
