//! Reads one entry of `waiters`, of a sidecar or an overlay.
//!
//! Whether its paths lead anywhere is found out when the types are known.

use serde_json::Value;

use super::cursor::{Cursor, Object};
use super::identifier;
use super::model::{Acceptor, Expected, Matcher, State, Waiter};
use super::sidecars::operation_exists;

/// `None` when something is wrong with it, which is reported. `operations` is sorted.
pub(super) fn read(cursor: &Cursor<'_>, name: &str, operations: &[&str]) -> Option<Waiter> {
    identifier::check(cursor, name, "a waiter");
    let object = cursor.object()?;
    let operation = object.need("operation").and_then(|operation| {
        let name = operation.text()?;
        operation_exists(&operation, name, operations);
        Some(name.to_owned())
    });
    let delay = count(&object, "delay");
    let max_attempts = count(&object, "maxAttempts");
    let description = object.text("description");
    let acceptors = acceptors(&object);
    object.finish("a waiter");
    Some(Waiter {
        operation: operation?,
        delay: delay?,
        max_attempts: max_attempts?,
        description,
        acceptors: acceptors?,
    })
}

fn count(object: &Object<'_>, key: &'static str) -> Option<u32> {
    let cursor = object.need(key)?;
    let count = cursor.value.as_u64().and_then(|n| u32::try_from(n).ok());
    if count.is_none() {
        let message = String::from("expected a whole number that is not negative");
        cursor.error("wrong-type", message, "write it as `15`");
    }
    count
}

/// All of them, as leaving one out would change what is waited for.
fn acceptors(object: &Object<'_>) -> Option<Vec<Acceptor>> {
    let cursor = object.need("acceptors")?;
    let read: Vec<Option<Acceptor>> = cursor.elements().map(|entry| acceptor(&entry)).collect();
    read.into_iter().collect()
}

fn acceptor(cursor: &Cursor<'_>) -> Option<Acceptor> {
    let object = cursor.object()?;
    let subject = object.need("matcher").and_then(|c| c.one_of(&SUBJECTS));
    let state = object.need("state").and_then(|c| c.one_of(&STATES));
    let expected = object.need("expected");
    let matcher = match subject {
        Some(Subject::Path(matcher)) => {
            let argument = object.need("argument").and_then(|c| c.text());
            let result = expected.and_then(|c| result(&c));
            argument
                .zip(result)
                .map(|(argument, result)| matcher(argument.to_owned(), result))
        }
        subject => {
            object.text("argument");
            subject
                .zip(expected)
                .and_then(|(subject, expected)| match subject {
                    Subject::Status => expected.status().map(Matcher::Status),
                    _ => error(&expected),
                })
        }
    };
    object.finish("an acceptor");
    Some(Acceptor {
        state: state?,
        matcher: matcher?,
    })
}

const STATES: [(&str, State); 3] = [
    ("success", State::Success),
    ("failure", State::Failure),
    ("retry", State::Retry),
];

/// What a matcher looks at.
#[derive(Clone, Copy)]
enum Subject {
    /// What a JMESPath finds in the output.
    Path(fn(String, Expected) -> Matcher),
    Status,
    Error,
}

const SUBJECTS: [(&str, Subject); 5] = [
    ("path", Subject::Path(Matcher::Path)),
    ("pathAll", Subject::Path(Matcher::PathAll)),
    ("pathAny", Subject::Path(Matcher::PathAny)),
    ("status", Subject::Status),
    ("error", Subject::Error),
];

/// What a path is expected to find.
fn result(expected: &Cursor<'_>) -> Option<Expected> {
    match expected.value {
        Value::String(text) => Some(Expected::Text(text.clone())),
        Value::Bool(boolean) => Some(Expected::Boolean(*boolean)),
        Value::Number(number) => Some(Expected::Number(number.clone())),
        _ => {
            expected.wrong_type("a string, a number, true or false", "\"AVAILABLE\"");
            None
        }
    }
}

/// An error's code, or whether there is one at all.
fn error(expected: &Cursor<'_>) -> Option<Matcher> {
    match expected.value {
        Value::String(code) => Some(Matcher::Error(code.clone())),
        Value::Bool(failed) => Some(Matcher::Failed(*failed)),
        _ => {
            expected.wrong_type("an error's code, true or false", "\"ResourceNotFound\"");
            None
        }
    }
}
