//! A service and its operations: what a request needs beside its input.

use super::{Constant, Expression, REGIONAL, RuleSet, SourceUrl};

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
    /// Where a key goes that says who calls.
    pub api_key: Option<ApiKey>,
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
        api_key: None,
        xml_namespace: "",
        query_compatible: false,
        rules: &REGIONAL,
        rules_per_call: false,
    };

    /// Whether it has an address in each region of AWS.
    #[cfg(feature = "client")]
    pub(crate) fn is_of_aws(&self) -> bool {
        !self.endpoint_prefix.is_empty()
    }

    /// Whether AWS's tools may have a bearer token for it.
    #[cfg(feature = "client")]
    pub(crate) fn takes_token_of_aws(&self) -> bool {
        self.is_of_aws() && self.auth.contains(&"smithy.api#httpBearerAuth")
    }

    /// Whether paths are signed as they stand, as S3 has it, instead of resolved and encoded once more.
    #[cfg(feature = "client")]
    pub(crate) fn signs_raw_path(&self) -> bool {
        self.signature_version.starts_with("s3")
    }
}

/// Where a key of an API goes.
#[derive(Debug, Clone, Copy)]
pub struct ApiKey {
    /// The name of the header, or of the query's parameter.
    pub name: &'static str,
    /// In which of the two it stands.
    pub place: KeyPlace,
    /// The word before the key in a header, or empty.
    pub scheme: &'static str,
}

/// What a key of an API is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyPlace {
    /// A header.
    Header,
    /// The query.
    Query,
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
    /// The signers of this operation instead of the service's, in the order of preference.
    Auth(&'static [&'static str]),
    /// Calls that don't say who makes them are taken too.
    OptionalAuth,
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
    /// What is copied from another region is asked for by a URL that is signed here, where the program gives none.
    SourceUrl(SourceUrl),
    /// It waits at the service for something to come: it waits here too when the quota of retries is used up.
    LongPoll,
}
