//! What the call path does to every request between the protocol and the signature, and to a response before the
//! protocol: compression, checksums and the address.
//!
//! Knows no protocol: it goes by the operation's traits.

#[cfg(feature = "checksum")]
mod checksums;
mod digests;

use std::sync::Arc;

use http::header::{EXPECT, HeaderValue};

use super::call::Parts;
use super::credentials::Credentials;
use super::endpoint::{self, Destination};
use crate::error::EncodeError;
use crate::over_http::strip::Strip;
use crate::stream::ByteStream;
use crate::tables::OperationTrait;
use crate::values::Ref;

#[cfg(feature = "checksum")]
pub(super) use checksums::checked;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) use digests::Reading;
pub(super) use digests::{Digests, Sums};

/// Which checksums are sent or asked for, of those that a service doesn't demand.
///
/// Needs the feature `client`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Checksums {
    /// All that the service supports; CRC32 unless the request names another.
    #[default]
    WhenSupported,
    /// Only what the service demands, or the request asks for.
    WhenRequired,
}

/// What a client does to bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bodies {
    /// Bodies of so many bytes or more are compressed where the operation lets them.
    #[cfg_attr(not(feature = "compression"), allow(dead_code))]
    pub(super) compressed_from: usize,
    #[cfg_attr(not(feature = "checksum"), allow(dead_code))]
    pub(super) checksums: Checksums,
    #[cfg_attr(not(feature = "checksum"), allow(dead_code))]
    pub(super) response_checksums: Checksums,
}

/// Bodies of this many bytes or more are compressed by default, as the official SDKs do.
const COMPRESSED_FROM: usize = 10_240;

impl Default for Bodies {
    fn default() -> Self {
        Self {
            compressed_from: COMPRESSED_FROM,
            checksums: Checksums::WhenSupported,
            response_checksums: Checksums::WhenSupported,
        }
    }
}

/// The request of a call: all but what changes with every attempt. A body that isn't in memory is read for its sums.
///
/// # Errors
/// The input can't be written, or can't stand in a host's name; the operation has a stream of events.
pub(super) fn request(parts: &Parts) -> Result<http::Request<ByteStream>, EncodeError> {
    let to = destination(parts, None)?;
    let (mut request, digests) = draft(parts, &to, &mut Strip::default())?;
    let digests = digests.read(request.body(), || true)?;
    digests.finish()?.enter(request.headers_mut());
    Ok(request)
}

/// Where a call goes, for the account of the credentials where the address depends on it.
///
/// # Errors
/// It can go nowhere.
pub(super) fn destination(
    parts: &Parts,
    credentials: Option<&Credentials>,
) -> Result<Arc<Destination>, EncodeError> {
    let account = credentials.and_then(|found| found.account_id.as_deref());
    let endpoints = &parts.config.endpoints;
    endpoints.of_call(parts.operation, &*parts.input, account)
}

/// The same before its body was looked at, for the account of the credentials where the address depends on it.
///
/// # Errors
/// As [`request`].
pub(super) fn draft(
    parts: &Parts,
    to: &Destination,
    strip: &mut Strip,
) -> Result<(http::Request<ByteStream>, Digests), EncodeError> {
    let input = parts.input.read();
    let mut request = encoded(parts, &input, strip)?;
    let asks = parts.operation.traits.contains(&OperationTrait::Announces);
    if asks && !request.body().is_empty() {
        let expected = HeaderValue::from_static("100-continue");
        request.headers_mut().insert(EXPECT, expected);
    }
    compress(&mut request, parts)?;
    let digests = plan(&mut request, parts, &input)?;
    endpoint::address(&mut request, parts, &input, to)?;
    Ok((request, digests))
}

/// The request with its address, and nothing that is only for sending it: for a URL that somebody else uses.
///
/// # Errors
/// As [`request`].
pub(super) fn bare(
    parts: &Parts,
    to: &Destination,
) -> Result<http::Request<ByteStream>, EncodeError> {
    let input = parts.input.read();
    let mut request = encoded(parts, &input, &mut Strip::default())?;
    endpoint::address(&mut request, parts, &input, to)?;
    Ok(request)
}

/// What the protocol makes of the input, with as much room for the body as those before it took, and with the headers that
/// the service wants of every request.
fn encoded(
    parts: &Parts,
    input: &Ref<'_>,
    strip: &mut Strip,
) -> Result<http::Request<ByteStream>, EncodeError> {
    let traits = parts.operation.traits;
    if traits.contains(&OperationTrait::EventStream) {
        return Err(EncodeError::new("event streams are not supported yet"));
    }
    let sizes = &parts.config.shared.sizes;
    let size = sizes.guess(parts.operation);
    let protocol = parts.config.protocol;
    let mut request = protocol.request(parts.operation, input, size, strip)?;
    if let Some(body) = request.body().bytes() {
        sizes.keep(parts.operation, body.len());
    }
    for found in traits {
        if let OperationTrait::Header(name, value) = found {
            let headers = request.headers_mut();
            headers
                .entry(*name)
                .or_insert(HeaderValue::from_static(value));
        }
    }
    Ok(request)
}

/// Compresses a body in memory; a stream is sent as it is.
#[cfg(feature = "compression")]
#[allow(clippy::unnecessary_wraps, reason = "without the feature it may fail")]
fn compress(request: &mut http::Request<ByteStream>, parts: &Parts) -> Result<(), EncodeError> {
    use crate::over_http::compression;
    use http::header::CONTENT_ENCODING;

    let from = parts.config.bodies.compressed_from;
    let Some(body) = request.body().bytes() else {
        return Ok(());
    };
    let Some(encoding) = compression::encoding(parts.operation, body.len(), from) else {
        return Ok(());
    };
    let body = compression::gzip(body);
    let existing = request.headers().get(CONTENT_ENCODING);
    let existing = existing.and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
    let encodings = compression::content_encoding(existing, encoding);
    // What was a header's value still is one with `, gzip` after it.
    if let Ok(encodings) = HeaderValue::from_str(&encodings) {
        request.headers_mut().insert(CONTENT_ENCODING, encodings);
        *request.body_mut() = body.into();
    }
    Ok(())
}

/// Without the feature an operation whose bodies are compressed can't be called: its program isn't built either.
#[cfg(not(feature = "compression"))]
fn compress(_request: &mut http::Request<ByteStream>, parts: &Parts) -> Result<(), EncodeError> {
    let compresses = |found: &OperationTrait| matches!(found, OperationTrait::Compression(_));
    if parts.operation.traits.iter().any(compresses) {
        return Err(EncodeError::feature("compression"));
    }
    Ok(())
}

/// What has to be summed up of a body.
#[cfg(feature = "checksum")]
fn plan(
    request: &mut http::Request<ByteStream>,
    parts: &Parts,
    input: &Ref<'_>,
) -> Result<Digests, EncodeError> {
    let mut digests = Digests::default();
    digests.checksum = checksums::plan(request, parts, input)?;
    Ok(digests)
}

/// Without the feature an operation that has checksums can't be called: its program isn't built either.
#[cfg(not(feature = "checksum"))]
fn plan(
    _request: &mut http::Request<ByteStream>,
    parts: &Parts,
    _input: &Ref<'_>,
) -> Result<Digests, EncodeError> {
    let sums_up = |found: &OperationTrait| {
        matches!(
            found,
            OperationTrait::Checksum(_)
                | OperationTrait::ChecksumRequired
                | OperationTrait::ResponseChecksums(_)
        )
    };
    if parts.operation.traits.iter().any(sums_up) {
        return Err(EncodeError::feature("checksum"));
    }
    Ok(Digests::default())
}

/// Without the feature there is no call whose response would have to be checked.
#[cfg(not(feature = "checksum"))]
#[allow(
    clippy::unnecessary_wraps,
    reason = "with the feature a check may fail"
)]
pub(super) fn checked(
    _operation: &crate::tables::Operation,
    _response: &http::Response<bytes::Bytes>,
    stream: Option<ByteStream>,
) -> Result<Option<ByteStream>, crate::error::DecodeError> {
    Ok(stream)
}

#[cfg(test)]
#[cfg(feature = "checksum")]
mod tests;
