//! Reads the files beside a service: extras, paginators, waiters, examples and endpoint rules.
//!
//! What they say is checked for shape and kept as it is; only names of operations are looked up.

use std::path::Path;

use serde_json::Value;

use super::cursor::{Context, Cursor};
use super::ignored::{EXAMPLE, EXAMPLES, EXTRAS, PAGINATORS, RULES, WAITERS};
use super::model::{Entries, Example};
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

fn operation_exists(at: &Cursor<'_>, name: &str, operations: &[&str]) {
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
pub(crate) fn paginators(root: &Cursor<'_>, operations: &[&str]) -> Entries<Value> {
    by_operation(root, "pagination", PAGINATORS, operations, |cursor| {
        let object = cursor.object()?;
        for key in ["input_token", "output_token", "result_key"] {
            if let Some(value) = object.get(key)
                && !value.value.is_string()
            {
                value.texts();
            }
        }
        object.text("limit_key");
        object.text("more_results");
        object.texts("non_aggregate_keys");
        object.finish("a paginator");
        Some(cursor.value.clone())
    })
}

/// `waiters-2`.
pub(crate) fn waiters(root: &Cursor<'_>, operations: &[&str]) -> Entries<Value> {
    let Some(object) = root.object() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if let Some(waiters) = object.need("waiters") {
        for (name, waiter) in waiters.entries() {
            if check_waiter(&waiter, operations).is_some() {
                found.push((name.to_owned(), waiter.value.clone()));
            }
        }
    }
    object.finish(WAITERS);
    found
}

/// Checks one waiter; the overlay's are written alike.
pub(crate) fn check_waiter(cursor: &Cursor<'_>, operations: &[&str]) -> Option<()> {
    let object = cursor.object()?;
    if let Some(operation) = object.need("operation")
        && let Some(name) = operation.text()
    {
        operation_exists(&operation, name, operations);
    }
    for key in ["delay", "maxAttempts"] {
        if let Some(number) = object.need(key)
            && number
                .value
                .as_u64()
                .is_none_or(|n| n > u64::from(u32::MAX))
        {
            let message = String::from("expected a whole number that is not negative");
            number.error("wrong-type", message, "write it as `15`");
        }
    }
    object.text("description");
    if let Some(acceptors) = object.need("acceptors") {
        for acceptor in acceptors.elements() {
            check_acceptor(&acceptor);
        }
    }
    object.finish("a waiter");
    Some(())
}

const MATCHERS: [&str; 5] = ["path", "pathAll", "pathAny", "status", "error"];
const STATES: [&str; 3] = ["success", "failure", "retry"];

fn check_acceptor(cursor: &Cursor<'_>) {
    let Some(object) = cursor.object() else {
        return;
    };
    one_of(object.need("matcher"), &MATCHERS);
    one_of(object.need("state"), &STATES);
    object.need("expected");
    object.text("argument");
    object.finish("an acceptor");
}

fn one_of(cursor: Option<Cursor<'_>>, allowed: &[&str]) {
    if let Some(cursor) = cursor
        && let Some(text) = cursor.text()
        && !allowed.contains(&text)
    {
        let message = format!("expected one of {}, found `{text}`", allowed.join(", "));
        let candidates = allowed.iter().copied();
        cursor
            .context
            .unknown("unknown-value", cursor.path(), message, text, candidates);
    }
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

/// `endpoint-rule-set-1`, of the one version there is.
pub(crate) fn endpoint_rule_set(root: &Cursor<'_>) -> Option<Value> {
    let object = root.object()?;
    if let Some(version) = object.need("version")
        && let Some(text) = version.text()
        && text != "1.0"
    {
        let message = format!("endpoint rules of version `{text}` aren't known, only `1.0`");
        version.error("unknown-version", message, "a newer shapesmith may know it");
    }
    if let Some(parameters) = object.need("parameters") {
        parameters.object();
    }
    if let Some(rules) = object.need("rules") {
        rules.elements().for_each(|rule| _ = rule.object());
    }
    object.finish(RULES);
    Some(root.value.clone())
}
