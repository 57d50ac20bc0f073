//! Reads one entry of `shapes`, and the references from one shape to another.
//!
//! Each `type` has its own keys; one that belongs to another type is an unknown key.

use super::cursor::{Cursor, Object};
use super::grammar::Grammar;
use super::identifier;
use super::ignored::{REFERENCE, SHAPE};
use super::metadata::{deprecation, documentation, xml_namespace};
use super::model::{Entries, Exception, Kind, Reference, Shape, Structure};
use crate::ir::TimestampFormat;

const TYPES: [&str; 11] = [
    "structure",
    "list",
    "map",
    "string",
    "boolean",
    "integer",
    "long",
    "float",
    "double",
    "blob",
    "timestamp",
];

const LOCATIONS: [&str; 5] = ["uri", "querystring", "header", "headers", "statusCode"];

pub(crate) fn read(cursor: &Cursor<'_>) -> Option<Shape> {
    let object = cursor.object()?;
    let kind = kind(&object);
    let shape = Shape {
        documentation: documentation(&object),
        location_name: object.text("locationName"),
        xml_namespace: xml_namespace(&object),
        sensitive: object.flag("sensitive"),
        streaming: object.flag("streaming"),
        requires_length: object.flag("requiresLength"),
        flattened: object.flag("flattened"),
        sparse: object.flag("sparse"),
        timestamp_format: timestamp_format(&object),
        media_type: None,
        pattern: object.text("pattern"),
        min: object.number("min"),
        max: object.number("max"),
        deprecated: deprecation(&object),
        kind: kind.unwrap_or_default(),
    };
    object.finish(SHAPE);
    Some(shape)
}

fn kind(object: &Object<'_>) -> Option<Kind> {
    let cursor = object.need("type")?;
    Some(match cursor.text()? {
        "structure" => Kind::Structure(structure(object)),
        "list" => Kind::List(
            object
                .need("member")
                .and_then(|c| reference(&c, REFERENCE))
                .unwrap_or_default(),
        ),
        "map" => {
            let part = |key| object.need(key).and_then(|c| reference(&c, REFERENCE));
            Kind::Map(
                part("key").unwrap_or_default(),
                part("value").unwrap_or_default(),
            )
        }
        "string" => Kind::String(object.texts("enum")),
        "boolean" => Kind::Boolean,
        "integer" => Kind::Integer,
        "long" => Kind::Long,
        "float" => Kind::Float,
        "double" => Kind::Double,
        "blob" => Kind::Blob,
        "timestamp" => Kind::Timestamp,
        other => {
            let message = format!("`{other}` is not a type of shape");
            cursor
                .context
                .unknown("unknown-type", cursor.path(), message, other, TYPES);
            return None;
        }
    })
}

fn structure(object: &Object<'_>) -> Structure {
    Structure {
        members: members(object),
        required: object.texts("required"),
        payload: object.text("payload"),
        union: object.flag("union"),
        document: object.flag("document"),
        event_stream: object.flag("eventstream"),
        event: object.flag("event"),
        exception: exception(object),
    }
}

fn members(object: &Object<'_>) -> Entries<Reference> {
    let Some(cursor) = object.need("members") else {
        return Vec::new();
    };
    cursor
        .entries()
        .inspect(|(name, member)| identifier::check(member, name, "a member"))
        .filter_map(|(name, member)| Some((name.to_owned(), reference(&member, REFERENCE)?)))
        .collect()
}

/// The keys of an exception; `None` unless it is one.
fn exception(object: &Object<'_>) -> Option<Exception> {
    let is_exception = object.flag("exception");
    let mut exception = Exception {
        fault: object.flag("fault"),
        ..Exception::default()
    };
    if let Some(error) = object.get("error")
        && let Some(error) = error.object()
    {
        exception.code = error.text("code");
        exception.http_status_code = error.status("httpStatusCode");
        exception.sender_fault = error.maybe_flag("senderFault");
        exception.fault |= error.flag("fault");
        error.finish("`error`");
    }
    if let Some(retryable) = object.get("retryable")
        && let Some(retryable) = retryable.object()
    {
        exception.retryable = Some(retryable.flag("throttling"));
        retryable.finish("`retryable`");
    }
    is_exception.then_some(exception)
}

/// A use of a shape, in a place of that name.
pub(crate) fn reference(cursor: &Cursor<'_>, place: &'static str) -> Option<Reference> {
    let object = cursor.object()?;
    if let Some(shape) = object.get_again("shape").filter(|shape| shape.value == "") {
        // Without a name it would pass for a key that is missing, which has been reported.
        let message = "the name of the shape is empty".to_owned();
        shape.error("missing-shape", message, "name one that is there");
    }
    let reference = Reference {
        shape: object.need_text("shape"),
        documentation: documentation(&object),
        location: location(&object),
        location_name: object.text("locationName"),
        query_name: object.text("queryName"),
        result_wrapper: object.text("resultWrapper"),
        xml_namespace: xml_namespace(&object),
        xml_attribute: object.flag("xmlAttribute"),
        flattened: object.flag("flattened"),
        streaming: object.flag("streaming"),
        json_value: object.flag("jsonvalue"),
        idempotency_token: object.flag("idempotencyToken"),
        host_label: object.flag("hostLabel"),
        event_payload: object.flag("eventpayload"),
        event_header: object.flag("eventheader"),
        timestamp_format: timestamp_format(&object),
        context_param: object.get("contextParam").and_then(|parameter| {
            let parameter = parameter.object()?;
            let name = parameter.need_formed("name", Grammar::Member);
            parameter.finish("`contextParam`");
            Some(name)
        }),
        deprecated: deprecation(&object),
    };
    object.finish(place);
    Some(reference)
}

const TIMESTAMP_FORMATS: [(&str, TimestampFormat); 3] = [
    ("iso8601", TimestampFormat::DateTime),
    ("rfc822", TimestampFormat::HttpDate),
    ("unixTimestamp", TimestampFormat::EpochSeconds),
];

fn timestamp_format(object: &Object<'_>) -> Option<TimestampFormat> {
    object
        .get("timestampFormat")
        .and_then(|format| format.one_of(&TIMESTAMP_FORMATS))
}

fn location(object: &Object<'_>) -> Option<String> {
    let cursor = object.get("location")?;
    let location = cursor.text()?;
    if !LOCATIONS.contains(&location) {
        let message = format!("`{location}` is not a location");
        cursor.context.unknown(
            "unknown-location",
            cursor.path(),
            message,
            location,
            LOCATIONS,
        );
    }
    Some(location.to_owned())
}
