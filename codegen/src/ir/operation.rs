//! A call of the service.

use super::{
    Constant, Deprecation, Documentation, Example, Expression, Name, Paginator, Structure, Waiter,
};

/// One operation with what belongs to it alone.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    /// The operation's name on the wire.
    pub(crate) wire: String,
    /// The method's name.
    pub(crate) name: Name,
    /// The module's name and that of the files: the method's, unless no file can have it.
    pub(crate) module: Name,
    /// The operation's name as documentation titles it, `CreateBackup`.
    pub(crate) title: String,
    pub(crate) documentation: Documentation,
    pub(crate) deprecated: Option<Deprecation>,
    pub(crate) input: Option<Payload>,
    pub(crate) output: Option<Payload>,
    /// The errors that it is documented to return.
    pub(crate) errors: Vec<OperationError>,
    pub(crate) method: String,
    pub(crate) uri: String,
    pub(crate) traits: Vec<OperationTrait>,
    pub(crate) examples: Vec<Example>,
    pub(crate) paginator: Option<Paginator>,
    pub(crate) waiters: Vec<Waiter>,
    /// Requests and responses that no other operation uses.
    pub(crate) structures: Vec<Structure>,
}

impl Operation {
    /// Whether its request or its response is a stream of events: then it can't be called yet.
    pub(crate) fn streams_events(&self) -> bool {
        self.traits.contains(&OperationTrait::EventStream)
    }
}

/// The operation that tells where the calls of others go, as far as a client asks it.
#[derive(Debug, Clone)]
pub(crate) struct Discovery {
    /// The operation's name on the wire.
    pub(crate) wire: String,
    pub(crate) method: String,
    pub(crate) uri: String,
    pub(crate) traits: Vec<OperationTrait>,
    /// Some operation goes nowhere without it.
    pub(crate) required: bool,
}

/// What an operation sends or returns.
#[derive(Debug, Clone)]
pub(crate) struct Payload {
    /// The shape's name in the model.
    pub(crate) shape: String,
    /// The Rust type's name.
    pub(crate) name: Name,
}

/// An error that an operation is documented to return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OperationError {
    /// The variant of the service's error enum.
    pub(crate) variant: Name,
    /// The structure's type.
    pub(crate) ty: Name,
}

/// A property of an operation beyond its names.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum OperationTrait {
    /// The request isn't signed.
    Unsigned,
    /// The signers of this operation instead of the service's.
    Auth(Vec<String>),
    /// Calls that don't say who makes them are taken too.
    OptionalAuth,
    /// The signature doesn't cover the body.
    UnsignedPayload,
    StreamingOutput,
    /// The request or the response is a stream of events.
    EventStream,
    /// Sent a second time it does nothing more.
    Idempotent,
    /// Changes nothing.
    ReadOnly,
    /// Goes before the host name, with `{labels}`.
    HostPrefix(String),
    /// The element around the result in awsQuery.
    ResultWrapper(String),
    /// The request's root element in restXml, with its namespace's URI.
    InputRoot {
        name: String,
        namespace: Option<String>,
    },
    /// The endpoint must be asked for first (`true`) or may be.
    EndpointDiscovery(bool),
    /// This operation is the one that tells the endpoints.
    EndpointOperation,
    /// The member that names the checksum's algorithm.
    Checksum(String),
    /// A checksum must be sent.
    ChecksumRequired,
    /// The member that asks for the response's checksum.
    ChecksumMode(String),
    /// The algorithms that the response's checksum may use.
    ResponseChecksums(Vec<String>),
    /// The encodings that a large body may be compressed with.
    Compression(Vec<String>),
    /// A constant for the endpoint rule set.
    StaticContext(String, Constant),
    /// A JMESPath into the input whose result goes to the endpoint rule set.
    OperationContext(String, Expression),
    /// The endpoint rules write the first segment of the path.
    PathInRules,
    /// A header that is sent with every request, and its value.
    Header(String, String),
    /// The body's hash is sent in a header.
    PayloadHash,
    /// The service is asked before a body is sent.
    Announces,
    /// How often a call is made by default, and the milliseconds of the first wait.
    Retries(u32, u32),
    /// What is copied from another region is asked for by a URL that is signed here.
    SourceUrl {
        /// The parameter that takes it.
        parameter: String,
        /// Both regions are sent along.
        tells_regions: bool,
    },
    /// It waits at the service for something to come.
    LongPoll,
}
