//! What waiters of an operation wait for.

use serde_json::Value;

use super::super::cursor::{Context, Cursor, Object};
use super::super::identifier;
use super::super::model::{Acceptor, Entries, Expected, Matcher, State, Waiter};
use super::ast::Shape;

/// Seconds between two attempts, where the model says nothing.
const USUAL_DELAY: u32 = 2;

/// A Smithy model doesn't say how long to wait at most: ten minutes, unless the caller says another time.
const SECONDS: u32 = 600;

/// The waiters of an operation by their names.
pub(super) fn of(context: &Context, operation: &Shape<'_>, name: &str) -> Entries<Waiter> {
    let id = "smithy.waiters#waitable";
    let read = operation.traits.read(context, id, |cursor| {
        let waiters = cursor.entries().filter_map(|(waiter, entry)| {
            identifier::check(&entry, waiter, "a waiter");
            Some((waiter.to_owned(), read(&entry, name)?))
        });
        Some(waiters.collect())
    });
    read.unwrap_or_default()
}

fn read(cursor: &Cursor<'_>, operation: &str) -> Option<Waiter> {
    let object = cursor.object()?;
    let acceptors = object.need("acceptors")?;
    // All of them, as leaving one out would change what is waited for.
    let acceptors: Vec<Option<Acceptor>> =
        acceptors.elements().map(|entry| acceptor(&entry)).collect();
    let given = object.number("minDelay").and_then(|delay| delay.as_u64());
    let given = given.and_then(|delay| u32::try_from(delay).ok());
    let delay = given.filter(|delay| *delay > 0).unwrap_or(USUAL_DELAY);
    Some(Waiter {
        operation: operation.to_owned(),
        delay,
        max_attempts: SECONDS.div_ceil(delay),
        description: object.text("documentation"),
        acceptors: acceptors.into_iter().collect::<Option<_>>()?,
    })
}

const STATES: [(&str, State); 3] = [
    ("success", State::Success),
    ("failure", State::Failure),
    ("retry", State::Retry),
];

fn acceptor(cursor: &Cursor<'_>) -> Option<Acceptor> {
    let object = cursor.object()?;
    let state = object.need("state")?.one_of(&STATES)?;
    let found = object.need("matcher")?;
    let matcher = matcher(&found.object()?);
    if matcher.is_none() && !found.context.is_full() {
        let message = "this matcher isn't known".to_owned();
        let hint = "known are `success`, `errorType` and `output`";
        found.error("unknown-value", message, hint);
    }
    Some(Acceptor {
        state,
        matcher: matcher?,
    })
}

fn matcher(object: &Object<'_>) -> Option<Matcher> {
    if let Some(success) = object.get("success") {
        return Some(Matcher::Failed(!success.flag()?));
    }
    if let Some(error) = object.get("errorType") {
        let name = error.text()?;
        let short = name.split_once('#').map_or(name, |(_, name)| name);
        return Some(Matcher::Error(short.to_owned()));
    }
    let output = object.get("output")?;
    let output = output.object()?;
    let path = output.need("path")?.text()?.to_owned();
    let comparator = output.need("comparator")?;
    let matcher: fn(String, Expected) -> Matcher = match comparator.text()? {
        "stringEquals" | "booleanEquals" => Matcher::Path,
        "allStringEquals" => Matcher::PathAll,
        "anyStringEquals" => Matcher::PathAny,
        _ => return None,
    };
    let expected = output.need("expected")?;
    let expected = match (comparator.value.as_str(), expected.value) {
        (Some("booleanEquals"), Value::String(text)) => Expected::Boolean(text == "true"),
        _ => Expected::Text(expected.text()?.to_owned()),
    };
    Some(matcher(path, expected))
}
