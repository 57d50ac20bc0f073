//! The tables that generated code consists of: plain data that says how a type looks on the wire.
//!
//! Nothing here knows a protocol or does any work; drivers read the tables.

use crate::endpoint::{Constant, REGIONAL, RuleSet};
use crate::expression::Expression;

/// A structure or union as the model describes it.
#[derive(Debug)]
pub struct Schema {
    /// The shape's name in the model.
    pub name: &'static str,
    /// The members in the model's order; a member's position is its index in
    /// [`Structure::place`](crate::value::Structure::place).
    pub members: &'static [Member],
    /// What holds for the whole structure.
    pub traits: &'static [Trait],
}

impl Schema {
    /// A structure or union of these members.
    pub const fn new(name: &'static str, members: &'static [Member]) -> Self {
        Self {
            name,
            members,
            traits: &[],
        }
    }

    /// The same with what holds for the whole of it.
    pub const fn with(mut self, traits: &'static [Trait]) -> Self {
        self.traits = traits;
        self
    }

    /// A member's key in a message body; empty beyond the table.
    #[inline]
    pub fn key(&self, index: usize) -> &'static str {
        self.members.get(index).map_or("", |member| member.key)
    }

    /// What sets a member apart.
    #[inline]
    pub fn traits_of(&self, index: usize) -> &'static [Trait] {
        self.members.get(index).map_or(&[], |member| member.traits)
    }

    /// The member of this key.
    #[inline]
    pub fn position(&self, key: &str) -> Option<usize> {
        position(self.members, key)
    }

    /// Whether something sets a member apart.
    #[cfg(feature = "client")]
    pub(crate) fn has_traits(&self) -> bool {
        self.set_apart().next().is_some()
    }

    /// The members that something sets apart: index and traits.
    #[cfg(feature = "client")]
    pub(crate) fn set_apart(&self) -> impl Iterator<Item = (usize, &'static [Trait])> + use<> {
        let members = self.members.iter().enumerate();
        let apart = members.filter(|(_, member)| !member.traits.is_empty());
        apart.map(|(index, member)| (index, member.traits))
    }
}

/// The member of this key.
#[inline]
pub(crate) fn position(members: &[Member], key: &str) -> Option<usize> {
    members.iter().position(|member| member.key == key)
}

/// A member of a structure or union, in wire terms.
#[derive(Debug)]
pub struct Member {
    /// The key in a message body: `locationName` where the model gives one, else the member's name.
    pub key: &'static str,
    /// What sets it apart.
    pub traits: &'static [Trait],
}

impl Member {
    /// A member that nothing sets apart.
    pub const fn new(key: &'static str) -> Self {
        Self { key, traits: &[] }
    }

    /// The same with what sets it apart.
    pub const fn with(mut self, traits: &'static [Trait]) -> Self {
        self.traits = traits;
        self
    }
}

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

/// What holds for a list's elements.
pub(crate) fn element_traits(traits: &[Trait]) -> &'static [Trait] {
    within(traits, |found| match found {
        Trait::Element(of) => Some(*of),
        _ => None,
    })
}

/// What holds for a map's keys.
#[cfg(feature = "xml")]
pub(crate) fn key_traits(traits: &[Trait]) -> &'static [Trait] {
    within(traits, |found| match found {
        Trait::Key(of) => Some(*of),
        _ => None,
    })
}

/// What holds for a map's values.
pub(crate) fn entry_traits(traits: &[Trait]) -> &'static [Trait] {
    within(traits, |found| match found {
        Trait::Entry(of) => Some(*of),
        _ => None,
    })
}

fn within(traits: &[Trait], pick: impl Fn(&Trait) -> Option<&'static [Trait]>) -> &'static [Trait] {
    traits.iter().find_map(pick).unwrap_or_default()
}

/// The name that the traits give, or the usual one.
#[cfg(feature = "xml")]
pub(crate) fn name(traits: &[Trait], usual: &'static str) -> &'static str {
    let given = traits.iter().find_map(|found| match found {
        Trait::Name(name) => Some(*name),
        _ => None,
    });
    given.unwrap_or(usual)
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

/// What all operations of a service share.
#[derive(Debug)]
pub struct Service {
    /// The service's identifier, as `FSx`.
    pub id: &'static str,
    /// The version of its API, as `2018-03-01`.
    pub api_version: &'static str,
    /// The first part of the host name.
    pub endpoint_prefix: &'static str,
    /// The service's name in a signature's scope.
    pub signing_name: &'static str,
    /// The part of `X-Amz-Target` before the operation, or empty.
    pub target_prefix: &'static str,
    /// The signers in the order of preference, as `aws.auth#sigv4`.
    pub auth: &'static [&'static str],
    /// How requests are signed, as the model says it: `v4`, `s3v4`, `v2`.
    pub signature_version: &'static str,
    /// The XML namespace's URI, or empty.
    pub xml_namespace: &'static str,
    /// Errors carry the query protocol's code in a header.
    pub query_compatible: bool,
    /// Which address a request goes to, and how it is signed for it.
    pub rules: &'static RuleSet,
    /// Calls tell the rules something, so that each has an address of its own.
    pub rules_per_call: bool,
}

impl Service {
    /// A service of which nothing is known: generated tables fill in what they know.
    pub const UNKNOWN: Self = Self {
        id: "",
        api_version: "",
        endpoint_prefix: "",
        signing_name: "",
        target_prefix: "",
        auth: &[],
        signature_version: "v4",
        xml_namespace: "",
        query_compatible: false,
        rules: &REGIONAL,
        rules_per_call: false,
    };

    /// Whether paths are signed as they stand, as S3 has it, instead of resolved and encoded once more.
    #[cfg(feature = "client")]
    pub(crate) fn signs_raw_path(&self) -> bool {
        self.signature_version.starts_with("s3")
    }
}

/// One operation as the model describes it.
#[derive(Debug)]
pub struct Operation {
    /// The operation's name on the wire.
    pub name: &'static str,
    /// The service it belongs to.
    pub service: &'static Service,
    /// The HTTP method.
    pub method: &'static str,
    /// The path and static query, with `{labels}`.
    pub uri: &'static str,
    /// The variants of the service's error enum that it is documented to return: whether an error is known depends on them.
    pub errors: &'static [&'static str],
    /// Everything that sets this operation apart; most have nothing.
    pub traits: &'static [OperationTrait],
}

impl Operation {
    /// A `POST` to `/` without errors and traits: what most operations differ from in a few fields.
    pub const fn post(service: &'static Service) -> Self {
        Self {
            name: "",
            service,
            method: "POST",
            uri: "/",
            errors: &[],
            traits: &[],
        }
    }
}

/// A property of an operation.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum OperationTrait {
    /// The request isn't signed.
    Unsigned,
    /// The signature doesn't cover the body.
    UnsignedPayload,
    /// Sent a second time it does nothing more.
    Idempotent,
    /// Changes nothing.
    ReadOnly,
    /// The output's payload is a stream, which is handed on unread.
    StreamingOutput,
    /// The request or the response is a stream of events, which can't be sent or read yet.
    EventStream,
    /// Goes before the host name, with `{labels}`.
    HostPrefix(&'static str),
    /// The element around the result in awsQuery.
    ResultWrapper(&'static str),
    /// The request's root element in restXml, and its namespace's URI.
    InputRoot(&'static str, &'static str),
    /// The endpoint has to be asked for first (`true`), or may be.
    EndpointDiscovery(bool),
    /// This operation is the one that tells the endpoints.
    EndpointOperation,
    /// The member that names the checksum's algorithm; empty when there is none.
    Checksum(&'static str),
    /// A checksum has to be sent.
    ChecksumRequired,
    /// The member that asks for the response's checksum.
    ChecksumMode(&'static str),
    /// The algorithms that the response's checksum may use.
    ResponseChecksums(&'static [&'static str]),
    /// The encodings that a large body may be compressed with.
    Compression(&'static [&'static str]),
    /// A parameter of the endpoint rules, and its value.
    StaticContext(&'static str, Constant),
    /// A parameter of the endpoint rules, and what finds its value in the input.
    OperationContext(&'static str, &'static Expression),
    /// The endpoint rules write the first segment of the path.
    PathInRules,
    /// A header that is sent with every request, and its value.
    Header(&'static str, &'static str),
    /// The body's hash is sent in a header.
    PayloadHash,
    /// The service is asked, with `Expect: 100-continue`, before a body is sent.
    Announces,
    /// How often a call is made by default, and the milliseconds of the first wait; for others three and 50.
    Retries(u32, u32),
    /// It waits at the service for something to come: it waits here too when the quota of retries is used up.
    LongPoll,
}

/// How an operation's pages follow each other.
#[derive(Debug)]
pub struct Paginator {
    /// The input's members that take a token, by index, and where the output has it.
    pub tokens: &'static [(usize, Expression)],
    /// What says that there is another page; empty where a token says so.
    pub more: &'static [Expression],
}

/// Something to wait for by asking again and again.
#[derive(Debug)]
pub struct Waiter {
    /// The waiter's name, as `BackupAvailable`.
    pub name: &'static str,
    /// Seconds between two attempts at the least.
    pub delay: u32,
    /// How many attempts are made by default.
    pub attempts: u32,
    /// What ends the waiting; the first that matches decides.
    pub acceptors: &'static [(State, Matcher)],
}

/// What a matching acceptor means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// What was waited for is there.
    Success,
    /// It won't come any more.
    Failure,
    /// Not yet.
    Retry,
}

/// What an acceptor looks at.
#[derive(Debug)]
pub enum Matcher {
    /// What the expression finds is this.
    Is(Expression, &'static str),
    /// It finds something, and all of it is this.
    All(Expression, &'static str),
    /// Something of what it finds is this.
    Any(Expression, &'static str),
    /// The HTTP status.
    Status(u16),
    /// The error's code.
    Error(&'static str),
    /// Whether there was any error.
    Failed(bool),
}
