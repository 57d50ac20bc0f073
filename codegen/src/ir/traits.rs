//! What a table says of a structure, member or element beyond its name and type; named like the runtime's.

/// A property in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trait {
    Sensitive,
    /// A list or map that is sent even when it is empty.
    KeepEmpty,
    IdempotencyToken,
    Header(String),
    /// All headers that begin so; of an empty prefix these are all that there are.
    PrefixHeaders(String),
    Query(String),
    QueryParams,
    Label(String),
    StatusCode,
    Payload,
    SentEmpty,
    /// What a payload is, in its `Content-Type`.
    MediaType(String),
    HostLabel,
    Timestamp(TimestampFormat),
    Flattened,
    XmlAttribute,
    XmlNamespace {
        prefix: Option<String>,
        uri: String,
    },
    QueryName(String),
    Sparse,
    JsonValue,
    Streaming,
    RequiresLength,
    EventStream,
    Event,
    EventPayload,
    ContextParam(String),
    /// Only what comes after the last slash is sent.
    LastSegment,
    /// Of a list's elements.
    Element(Vec<Trait>),
    /// Of a map's keys.
    Key(Vec<Trait>),
    /// Of a map's values.
    Entry(Vec<Trait>),
    /// Of an element, key or value in XML and query protocols.
    Name(String),
}

/// How a point in time is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimestampFormat {
    EpochSeconds,
    DateTime,
    HttpDate,
}
