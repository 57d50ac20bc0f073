//! The traits of a table, as the runtime's macros take them.

use crate::ir::{OperationTrait, TimestampFormat, Trait};

/// ` [A, B("x")]`, or nothing.
pub(super) fn bracketed(traits: &[Trait]) -> String {
    if traits.is_empty() {
        String::new()
    } else {
        format!(" [{}]", list(traits))
    }
}

fn list(traits: &[Trait]) -> String {
    traits.iter().map(text).collect::<Vec<_>>().join(", ")
}

fn text(found: &Trait) -> String {
    match found {
        Trait::Sensitive => "Sensitive".to_owned(),
        Trait::KeepEmpty => "KeepEmpty".to_owned(),
        Trait::IdempotencyToken => "IdempotencyToken".to_owned(),
        Trait::Header(name) => format!("Header({name:?})"),
        Trait::PrefixHeaders(prefix) => format!("PrefixHeaders({prefix:?})"),
        Trait::Query(name) => format!("Query({name:?})"),
        Trait::QueryParams => "QueryParams".to_owned(),
        Trait::Label(name) => format!("Label({name:?})"),
        Trait::StatusCode => "StatusCode".to_owned(),
        Trait::Payload => "Payload".to_owned(),
        Trait::SentEmpty => "SentEmpty".to_owned(),
        Trait::HostLabel => "HostLabel".to_owned(),
        Trait::Timestamp(TimestampFormat::EpochSeconds) => "Timestamp(EpochSeconds)".to_owned(),
        Trait::Timestamp(TimestampFormat::DateTime) => "Timestamp(DateTime)".to_owned(),
        Trait::Timestamp(TimestampFormat::HttpDate) => "Timestamp(HttpDate)".to_owned(),
        Trait::Flattened => "Flattened".to_owned(),
        Trait::XmlAttribute => "XmlAttribute".to_owned(),
        Trait::XmlNamespace(prefix, uri) => format!("XmlNamespace({prefix:?}, {uri:?})"),
        Trait::QueryName(name) => format!("QueryName({name:?})"),
        Trait::Sparse => "Sparse".to_owned(),
        Trait::JsonValue => "JsonValue".to_owned(),
        Trait::Streaming => "Streaming".to_owned(),
        Trait::RequiresLength => "RequiresLength".to_owned(),
        Trait::EventStream => "EventStream".to_owned(),
        Trait::Event => "Event".to_owned(),
        Trait::EventPayload => "EventPayload".to_owned(),
        Trait::ContextParam(name) => format!("ContextParam({name:?})"),
        Trait::LastSegment => "LastSegment".to_owned(),
        Trait::Element(traits) => format!("Element(&[{}])", list(traits)),
        Trait::Key(traits) => format!("Key(&[{}])", list(traits)),
        Trait::Entry(traits) => format!("Entry(&[{}])", list(traits)),
        Trait::Name(name) => format!("Name({name:?})"),
    }
}

/// One trait of an operation.
pub(super) fn of_operation(found: &OperationTrait) -> String {
    match found {
        OperationTrait::Unsigned => "Unsigned".to_owned(),
        OperationTrait::UnsignedPayload => "UnsignedPayload".to_owned(),
        OperationTrait::StreamingOutput => "StreamingOutput".to_owned(),
        OperationTrait::EventStream => "EventStream".to_owned(),
        OperationTrait::Idempotent => "Idempotent".to_owned(),
        OperationTrait::ReadOnly => "ReadOnly".to_owned(),
        OperationTrait::HostPrefix(prefix) => format!("HostPrefix({prefix:?})"),
        OperationTrait::ResultWrapper(name) => format!("ResultWrapper({name:?})"),
        OperationTrait::InputRoot(name, uri) => format!("InputRoot({name:?}, {uri:?})"),
        OperationTrait::EndpointDiscovery(required) => format!("EndpointDiscovery({required})"),
        OperationTrait::EndpointOperation => "EndpointOperation".to_owned(),
        OperationTrait::Checksum(member) => format!("Checksum({member:?})"),
        OperationTrait::ChecksumRequired => "ChecksumRequired".to_owned(),
        OperationTrait::ChecksumMode(member) => format!("ChecksumMode({member:?})"),
        OperationTrait::ResponseChecksums(names) => format!("ResponseChecksums(&{names:?})"),
        OperationTrait::Compression(encodings) => format!("Compression(&{encodings:?})"),
        OperationTrait::StaticContext(name, value) => format!("StaticContext({name:?}, {value:?})"),
        OperationTrait::OperationContext(name, path) => {
            format!("OperationContext({name:?}, {path:?})")
        }
        OperationTrait::Header(name, value) => format!("Header({name:?}, {value:?})"),
        OperationTrait::PayloadHash => "PayloadHash".to_owned(),
        OperationTrait::Retries(attempts, milliseconds) => {
            format!("Retries({attempts}, {milliseconds})")
        }
        OperationTrait::LongPoll => "LongPoll".to_owned(),
    }
}
