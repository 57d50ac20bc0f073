//! The restJson1 protocol: HTTP bindings, and JSON in the body.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

use super::{Envelope, InQuery, Protocol, bound_request, json_error};
use crate::codecs::json::{self, Dialect};
use crate::error::{DecodeError, EncodeError};
use crate::over_http::binding::{self, Codec};
use crate::over_http::strip::Strip;
use crate::stream::ByteStream;
use crate::tables::{Operation, Trait};
use crate::values::{Ref, Structure, Value};

/// JSON bodies with HTTP bindings.
#[derive(Debug)]
pub struct RestJson1;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

impl Protocol for RestJson1 {
    fn request(
        &self,
        operation: &Operation,
        input: &Ref<'_>,
        size: usize,
        _strip: &mut Strip,
    ) -> Result<http::Request<ByteStream>, EncodeError> {
        bound_request(operation, input, |input, headers| {
            body(input, headers, size)
        })
    }

    fn in_query(&self) -> InQuery {
        InQuery::Members
    }

    fn output(
        &self,
        _operation: &Operation,
        response: &http::Response<Bytes>,
        output: &mut dyn Value,
    ) -> Result<(), DecodeError> {
        binding::fill(response, output, &CODEC)
    }

    fn refusal(&self, _operation: &Operation, response: &http::Response<Bytes>) -> Envelope {
        json_error::envelope(response)
    }

    fn error(
        &self,
        response: &http::Response<Bytes>,
        error: &mut dyn Value,
    ) -> Result<(), DecodeError> {
        json_error::read(response, error, Dialect::Rest)?;
        binding::fill_bound(response, error, &CODEC)
    }

    fn document(&self, response: &http::Response<Bytes>) -> serde_json::Value {
        json_error::document(response)
    }
}

/// The body of an input, and what it is.
fn body(
    input: &dyn Structure,
    headers: &mut HeaderMap,
    size: usize,
) -> Result<ByteStream, EncodeError> {
    let json = match binding::payload_member(input) {
        Some((member, traits)) => match member {
            Ref::Absent if traits.contains(&Trait::SentEmpty) => b"{}".to_vec(),
            Ref::Absent => return Ok(ByteStream::default()),
            value => match binding::raw_payload(&value, traits, headers)? {
                Some(body) => return Ok(body),
                None => json::write(&value, Dialect::Wire, size)?,
            },
        },
        None if binding::has_body_members(input) => json::write_body(input, size)?,
        None => return Ok(ByteStream::default()),
    };
    headers.entry(CONTENT_TYPE).or_insert(JSON);
    Ok(json.into())
}

const CODEC: Codec = Codec {
    is_nothing: |body| matches!(body.trim_ascii(), b"" | b"null"),
    read: |body, slot| json::read(body, slot, Dialect::Rest),
    is_true: |text| text.eq_ignore_ascii_case("true"),
};
