//! Reads what goes to the endpoint rules: the client's parameters, and an operation's constants and paths.

use super::cursor::{Cursor, Object};
use super::grammar::Grammar;
use super::ignored::OPERATION;
use super::model::{ClientParameter, Entries, ParameterKind};

const KINDS: [(&str, ParameterKind); 3] = [
    ("boolean", ParameterKind::Boolean),
    ("string", ParameterKind::String),
    ("stringArray", ParameterKind::StringArray),
];

/// `clientContextParams`.
pub(super) fn of_client(service: &Object<'_>) -> Entries<ClientParameter> {
    entries(service, "clientContextParams", |parameter| {
        let documentation = parameter.text("documentation");
        let kind = parameter.need("type").and_then(|c| c.one_of(&KINDS));
        parameter.finish("a client context parameter");
        kind.map(|kind| ClientParameter {
            kind,
            documentation,
        })
    })
}

/// `staticContextParams`: any value, kept as JSON.
pub(super) fn constants(operation: &Object<'_>) -> Entries<String> {
    entries(operation, "staticContextParams", |parameter| {
        let value = parameter.need("value").map(|c| c.value.to_string());
        parameter.finish(OPERATION);
        value
    })
}

/// `operationContextParams`.
pub(super) fn paths(operation: &Object<'_>) -> Entries<String> {
    entries(operation, "operationContextParams", |parameter| {
        let path = parameter
            .need("path")
            .and_then(|c| c.text().map(str::to_owned));
        parameter.finish(OPERATION);
        path
    })
}

fn entries<T>(
    object: &Object<'_>,
    key: &'static str,
    read: impl Fn(&Object<'_>) -> Option<T>,
) -> Entries<T> {
    let Some(cursor) = object.get(key) else {
        return Vec::new();
    };
    let read = |(name, entry): (&str, Cursor<'_>)| {
        Grammar::Member.check(&entry, name);
        let parameter = entry.object()?;
        Some((name.to_owned(), read(&parameter)?))
    };
    cursor.entries().filter_map(read).collect()
}
