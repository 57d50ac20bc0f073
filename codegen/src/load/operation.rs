//! Reads one entry of `operations`.
//!
//! Whether the shapes it names exist is checked when all of them are known.

use super::cursor::{Cursor, Object};
use super::grammar::Grammar;
use super::identifier;
use super::ignored::{ERROR, INPUT, OPERATION, OUTPUT};
use super::metadata::{deprecation, documentation};
use super::model::{Operation, Reference};
use super::shape::reference;
use super::{checksum, parameters};

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"];

pub(crate) fn read(cursor: &Cursor<'_>) -> Option<Operation> {
    let object = cursor.object()?;
    let mut operation = Operation {
        name: object.need_text("name"),
        documentation: documentation(&object),
        input: object.get("input").and_then(|c| reference(&c, INPUT)),
        output: object.get("output").and_then(|c| reference(&c, OUTPUT)),
        errors: errors(&object),
        deprecated: deprecation(&object),
        auth: object.all_formed("auth", Grammar::AuthScheme),
        authtype: object.get("authtype").and_then(|c| c.one_of(&AUTH_TYPES)),
        unsigned_payload: object.flag("unsignedPayload"),
        idempotent: object.flag("idempotent"),
        readonly: object.flag("readonly"),
        host_prefix: one(&object, "endpoint", |o| {
            o.formed("hostPrefix", Grammar::HostPrefix)
        }),
        endpoint_discovery: endpoint_discovery(&object),
        endpoint_operation: object.flag("endpointoperation"),
        http_checksum: checksum::read(&object),
        http_checksum_required: object.flag("httpChecksumRequired"),
        request_compression: one(&object, "requestcompression", |o| {
            Some(o.all_formed("encodings", Grammar::Word))
        })
        .unwrap_or_default(),
        static_context_params: parameters::constants(&object),
        operation_context_params: parameters::paths(&object),
        ..Operation::default()
    };
    if let Some(name) = object.get_again("name") {
        identifier::check(&name, &operation.name, "an operation");
    }
    if let Some(http) = object.need("http").and_then(|c| {
        let http = c.object()?;
        read_http(&http, &mut operation);
        Some(http)
    }) {
        http.finish("`http`");
    }
    object.finish(OPERATION);
    Some(operation)
}

fn read_http(http: &Object<'_>, operation: &mut Operation) {
    operation.response_code = http.status("responseCode");
    operation.request_uri = http.need_formed("requestUri", Grammar::Uri);
    operation.method = http.need_text("method");
    if let Some(method) = http.get_again("method")
        && method
            .value
            .as_str()
            .is_some_and(|name| !METHODS.contains(&name))
    {
        let message = format!("`{}` is not an HTTP method", operation.method);
        method.context.unknown(
            "bad-method",
            method.path(),
            message,
            &operation.method,
            METHODS,
        );
    }
}

/// The ways of signing that an operation may ask for by their old names.
const AUTH_TYPES: [(&str, &str); 3] = [
    ("none", "none"),
    ("v4", "v4"),
    ("v4-unsigned-body", "v4-unsigned-body"),
];

/// An object with one key of interest.
fn one<T>(
    object: &Object<'_>,
    key: &'static str,
    read: impl Fn(&Object<'_>) -> Option<T>,
) -> Option<T> {
    let cursor = object.get(key)?;
    let inner = cursor.object()?;
    let value = read(&inner);
    inner.finish(OPERATION);
    value
}

fn errors(object: &Object<'_>) -> Vec<Reference> {
    let Some(cursor) = object.get("errors") else {
        return Vec::new();
    };
    cursor
        .elements()
        .filter_map(|item| reference(&item, ERROR))
        .collect()
}

/// `endpointdiscovery`: `{}` or `{"required": true}`.
fn endpoint_discovery(object: &Object<'_>) -> Option<bool> {
    let cursor = object.get("endpointdiscovery")?;
    let inner = cursor.object()?;
    let required = inner.flag("required");
    inner.finish(OPERATION);
    Some(required)
}
