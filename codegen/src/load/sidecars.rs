//! Reads the files beside a service: extras, paginators, waiters, examples and endpoint rules.
//!
//! What stands in an entry is read elsewhere; here only names of operations are looked up.

use std::path::Path;

use serde_json::Value;

use super::cursor::{Context, Cursor};
use super::ignored::{EXAMPLE, EXAMPLES, EXTRAS, PAGINATORS, WAITERS};
use super::model::{Entries, Example, Paginator, Waiter};
use super::{paginator, waiter};
use crate::diagnostics::Diagnostics;

/// Merges the `merge` of an extras file into the file it belongs to.
pub(crate) fn merge_extras(base: &mut Value, file: &Path, extras: &Value, sink: &mut Diagnostics) {
    Context::run(file, sink, |context| {
        let Some(object) = Cursor::root(context, extras).object() else {
            return;
        };
        if let Some(merge) = object.need("merge")
            && merge.object().is_some()
        {
            deep_merge(base, merge.value);
        }
        object.finish(EXTRAS);
    });
}

/// Objects are merged key by key; anything else takes the place of what was there.
/// Both trees were parsed with a depth limit, which bounds the recursion.
fn deep_merge(base: &mut Value, extra: &Value) {
    match (base, extra) {
        (Value::Object(base), Value::Object(extra)) => {
            for (key, value) in extra {
                match base.get_mut(key) {
                    Some(old) => deep_merge(old, value),
                    None => _ = base.insert(key.clone(), value.clone()),
                }
            }
        }
        (base, extra) => *base = extra.clone(),
    }
}

/// The entries under the one key `key` of a sidecar, each for a known operation.
fn by_operation<T>(
    root: &Cursor<'_>,
    key: &'static str,
    place: &'static str,
    operations: &[&str],
    mut read: impl FnMut(&Cursor<'_>) -> Option<T>,
) -> Entries<T> {
    let Some(object) = root.object() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if let Some(entries) = object.need(key) {
        for (name, entry) in entries.entries() {
            operation_exists(&entry, name, operations);
            found.extend(read(&entry).map(|value| (name.to_owned(), value)));
        }
    }
    object.finish(place);
    found
}

pub(super) fn operation_exists(at: &Cursor<'_>, name: &str, operations: &[&str]) {
    if operations.binary_search(&name).is_err() {
        let message = format!("there is no operation `{name}`");
        at.context.unknown(
            "unknown-operation",
            at.path(),
            message,
            name,
            operations.iter().copied(),
        );
    }
}

/// `paginators-1`. `operations` is sorted, here and below.
pub(crate) fn paginators(root: &Cursor<'_>, operations: &[&str]) -> Entries<Paginator> {
    by_operation(root, "pagination", PAGINATORS, operations, paginator::read)
}

/// `waiters-2`.
pub(crate) fn waiters(root: &Cursor<'_>, operations: &[&str]) -> Entries<Waiter> {
    let Some(object) = root.object() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if let Some(waiters) = object.need("waiters") {
        for (name, entry) in waiters.entries() {
            let waiter = waiter::read(&entry, name, operations);
            found.extend(waiter.map(|waiter| (name.to_owned(), waiter)));
        }
    }
    object.finish(WAITERS);
    found
}

/// `examples-1`.
pub(crate) fn examples(root: &Cursor<'_>, operations: &[&str]) -> Entries<Vec<Example>> {
    by_operation(root, "examples", EXAMPLES, operations, |list| {
        Some(
            list.elements()
                .filter_map(|cursor| example(&cursor))
                .collect(),
        )
    })
}

fn example(cursor: &Cursor<'_>) -> Option<Example> {
    let object = cursor.object()?;
    let example = Example {
        id: object.text("id").unwrap_or_default(),
        title: object.text("title").unwrap_or_default(),
        description: object.text("description").unwrap_or_default(),
        input: object.raw_object("input"),
        output: object.raw_object("output"),
    };
    object.finish(EXAMPLE);
    Some(example)
}
