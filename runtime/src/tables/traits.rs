//! What sets structures, members and elements apart from others: data alone.

/// A property of a structure, a member, or the elements of a list or map.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Trait {
    /// Never shown by `Debug` or in an error.
    Sensitive,
    /// A list or map that is sent even when it is empty.
    KeepEmpty,
    /// Filled with a UUID when it is left out.
    IdempotencyToken,
    /// Bound to the header of this name.
    Header(&'static str),
    /// Bound to all headers that begin with this prefix.
    PrefixHeaders(&'static str),
    /// Bound to the query parameter of this name.
    Query(&'static str),
    /// A map whose entries become query parameters.
    QueryParams,
    /// Bound to the label of this name in the request's path.
    Label(&'static str),
    /// Takes the response's status code.
    StatusCode,
    /// The member is the whole body.
    Payload,
    /// A payload that has a body even when it is left out: restJson sends an empty object.
    SentEmpty,
    /// What a payload is, as its `Content-Type` says where no header of the input does.
    MediaType(&'static str),
    /// Part of the host name.
    HostLabel,
    /// How a timestamp is written, where it is not the protocol's default.
    Timestamp(TimestampFormat),
    /// A list or map without an element around its entries (XML and query protocols).
    Flattened,
    /// An XML attribute of its structure's element.
    XmlAttribute,
    /// The XML namespace of the element: prefix (may be empty) and URI.
    XmlNamespace(&'static str, &'static str),
    /// The key in ec2Query requests, where it differs.
    QueryName(&'static str),
    /// Elements of the list, or values of the map, may be null.
    Sparse,
    /// A string that holds JSON.
    JsonValue,
    /// The blob is a stream.
    Streaming,
    /// The stream's length must be known before it is sent.
    RequiresLength,
    /// The union is a stream of events.
    EventStream,
    /// The structure is one event of a stream.
    Event,
    /// The member is the event's body.
    EventPayload,
    /// Gives a value to this parameter of the endpoint rule set.
    ContextParam(&'static str),
    /// Only what comes after the last slash is sent.
    LastSegment,
    /// What holds for a list's elements; a name there is the XML element's.
    Element(&'static [Trait]),
    /// What holds for a map's keys.
    Key(&'static [Trait]),
    /// What holds for a map's values.
    Entry(&'static [Trait]),
    /// The name of an element, key or value in XML and query protocols.
    Name(&'static str),
}

impl Trait {
    #[cfg(feature = "client")]
    /// How a timestamp is written, if this says so.
    pub(crate) fn timestamp_format(&self) -> Option<TimestampFormat> {
        match self {
            Self::Timestamp(format) => Some(*format),
            _ => None,
        }
    }

    /// Whether HTTP carries the member elsewhere than in the body.
    #[cfg(feature = "client")]
    pub(crate) fn is_outside_the_body(&self) -> bool {
        matches!(
            self,
            Self::Header(_)
                | Self::PrefixHeaders(_)
                | Self::Query(_)
                | Self::QueryParams
                | Self::Label(_)
                | Self::StatusCode
        )
    }
}

/// The ways AWS writes a point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimestampFormat {
    /// Seconds since 1970, as a number with up to three decimals.
    EpochSeconds,
    /// RFC 3339, as `2026-11-24T07:00:00Z`.
    DateTime,
    /// RFC 7231, as `Tue, 24 Nov 2026 07:00:00 GMT`.
    HttpDate,
}

/// Whether a member with these traits stands in the body.
#[cfg(feature = "client")]
pub(crate) fn is_in_body(traits: &[Trait]) -> bool {
    !traits.iter().any(Trait::is_outside_the_body)
}
