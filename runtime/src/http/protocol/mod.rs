//! The wire protocols: each turns an input into a request and a response into an output, led by the tables.
//!
//! A driver knows no service. A client is made with the one that its service speaks, so that a program holds no other.

#[cfg(any(not(feature = "cbor"), not(feature = "xml")))]
pub mod absent;
mod aws_json;
#[cfg(feature = "xml")]
mod aws_query;
mod foreign;
mod json_error;
mod rest_json;
#[cfg(feature = "xml")]
mod rest_xml;
#[cfg(feature = "cbor")]
mod rpc_v2_cbor;
#[cfg(feature = "xml")]
mod xml_error;

use std::fmt::{Debug, Display};

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName};
use http::{Method, Uri};

use crate::error::{DecodeError, EncodeError};
use crate::over_http::binding::{self, Bound, HEADERS};
use crate::over_http::strip::Strip;
use crate::stream::ByteStream;
use crate::tables::Operation;
use crate::values::{Ref, Structure, Value};

pub use aws_json::{AwsJson1_0, AwsJson1_1};
#[cfg(feature = "xml")]
pub use aws_query::{AwsQuery, Ec2Query};
pub use rest_json::RestJson1;
#[cfg(feature = "xml")]
pub use rest_xml::RestXml;
#[cfg(feature = "cbor")]
pub use rpc_v2_cbor::RpcV2Cbor;

/// Headers that carry the request's identifier.
const REQUEST_IDS: [&str; 3] = ["x-amzn-requestid", "x-amz-request-id", "x-amzn-request-id"];

/// A wire protocol.
pub trait Protocol: Debug + Send + Sync {
    /// The request of an operation, not signed; its URI is the path and query alone. Values of headers, these and later
    /// ones, are cut from the strip. A body that is written has room for so many bytes from the beginning.
    ///
    /// # Errors
    /// The input can't be written.
    fn request(
        &self,
        operation: &Operation,
        input: &Ref<'_>,
        size: usize,
        strip: &mut Strip,
    ) -> Result<http::Request<ByteStream>, EncodeError>;

    /// In which form a URL that is signed beforehand has what stands in the body otherwise.
    fn in_query(&self) -> InQuery {
        InQuery::Never
    }

    /// Fills the output from a response that isn't an error.
    ///
    /// # Errors
    /// The response isn't what the table says.
    fn output(
        &self,
        operation: &Operation,
        response: &http::Response<Bytes>,
        output: &mut dyn Value,
    ) -> Result<(), DecodeError>;

    /// Whether a response is an error although its status is none.
    fn is_refusal(&self, _operation: &Operation, _response: &http::Response<Bytes>) -> bool {
        false
    }

    /// Reads what every error says.
    fn refusal(&self, operation: &Operation, response: &http::Response<Bytes>) -> Envelope;

    /// Fills the structure of a modelled error.
    ///
    /// # Errors
    /// The response isn't what the table says.
    fn error(
        &self,
        response: &http::Response<Bytes>,
        error: &mut dyn Value,
    ) -> Result<(), DecodeError>;

    /// An error that the model doesn't know, as a document; `null` where there is none.
    fn document(&self, response: &http::Response<Bytes>) -> serde_json::Value;
}

/// How members of a body can stand in a query instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InQuery {
    /// They are a form already.
    Form,
    /// Each by its name; what the body was is said no more.
    Members,
    /// Each by its name; services tell the protocol by the content type.
    TypedMembers,
    /// They can't.
    Never,
}

/// What every error says, wherever its protocol puts it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// The error's code, without namespace; `None` where the response has none.
    pub code: Option<String>,
    /// What the error is called beside its code, where a service that once spoke another protocol says both.
    pub name: Option<String>,
    /// The message for people.
    pub message: Option<String>,
    /// The identifier that the service gave to the request.
    pub request_id: Option<String>,
}

/// The identifier that the service gave to the request in a header.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    REQUEST_IDS.iter().find_map(|name| header(headers, name))
}

/// A header's text.
fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

const QUERY_MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");

/// A request to the path and query that the table has, as it stands there.
fn fixed_request(
    operation: &Operation,
    headers: HeaderMap,
    body: ByteStream,
) -> Result<http::Request<ByteStream>, EncodeError> {
    let uri = Uri::from_maybe_shared(Bytes::from_static(operation.uri.as_bytes()));
    built(operation.method, uri.map_err(unwritten)?, headers, body)
}

/// Puts a finished request together.
fn built(
    method: &str,
    uri: Uri,
    headers: HeaderMap,
    body: ByteStream,
) -> Result<http::Request<ByteStream>, EncodeError> {
    let mut request = http::Request::new(body);
    *request.method_mut() = Method::try_from(method).map_err(unwritten)?;
    *request.uri_mut() = uri;
    *request.headers_mut() = headers;
    Ok(request)
}

fn unwritten(error: impl Display) -> EncodeError {
    EncodeError::new(error.to_string())
}

/// A request with HTTP bindings; `body` writes the rest, and what it is.
fn bound_request(
    operation: &Operation,
    input: &Ref<'_>,
    body: impl FnOnce(&dyn Structure, &mut HeaderMap) -> Result<ByteStream, EncodeError>,
) -> Result<http::Request<ByteStream>, EncodeError> {
    let input = match input {
        Ref::Structure(structure) => Some(*structure),
        _ => None,
    };
    let Bound { uri, mut headers } = binding::bind(operation, input)?;
    let body = match input {
        Some(input) => body(input, &mut headers)?,
        None => ByteStream::default(),
    };
    let uri = Uri::try_from(uri).map_err(unwritten)?;
    built(operation.method, uri, headers, body)
}
