//! The awsJson 1.0 and 1.1 protocols: one path, the operation in a header, JSON in the body.
//!
//! HTTP bindings mean nothing here: everything is in the body.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

use super::{
    Envelope, HEADERS, InQuery, Protocol, QUERY_MODE, fixed_request, json_error, unwritten,
};
use crate::codecs::json::{self, Dialect};
use crate::error::{DecodeError, EncodeError};
use crate::over_http::strip::Strip;
use crate::stream::ByteStream;
use crate::tables::Operation;
use crate::values::{Ref, Slot, Value};

const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

/// JSON over POST with an `X-Amz-Target` header, version 1.0.
#[derive(Debug)]
pub struct AwsJson1_0;

/// JSON over POST with an `X-Amz-Target` header, version 1.1.
#[derive(Debug)]
pub struct AwsJson1_1;

macro_rules! driver {
    ($name:ident, $content_type:literal) => {
        impl Protocol for $name {
            fn request(
                &self,
                operation: &Operation,
                input: &Ref<'_>,
                size: usize,
                strip: &mut Strip,
            ) -> Result<http::Request<ByteStream>, EncodeError> {
                let body = json::write(input, Dialect::Wire, size)?;
                request(operation, body, $content_type, strip)
            }

            fn in_query(&self) -> InQuery {
                InQuery::TypedMembers
            }

            fn output(
                &self,
                _operation: &Operation,
                response: &http::Response<Bytes>,
                output: &mut dyn Value,
            ) -> Result<(), DecodeError> {
                // Without an output nobody cares what the body is.
                match output.write() {
                    Slot::Nothing => Ok(()),
                    slot => json::read(response.body(), slot, Dialect::Wire),
                }
            }

            fn refusal(
                &self,
                _operation: &Operation,
                response: &http::Response<Bytes>,
            ) -> Envelope {
                json_error::envelope(response)
            }

            fn error(
                &self,
                response: &http::Response<Bytes>,
                error: &mut dyn Value,
            ) -> Result<(), DecodeError> {
                json_error::read(response, error, Dialect::Wire)
            }

            fn document(&self, response: &http::Response<Bytes>) -> serde_json::Value {
                json_error::document(response)
            }
        }
    };
}

driver!(AwsJson1_0, "application/x-amz-json-1.0");
driver!(AwsJson1_1, "application/x-amz-json-1.1");

fn request(
    operation: &Operation,
    body: Vec<u8>,
    content_type: &'static str,
    strip: &mut Strip,
) -> Result<http::Request<ByteStream>, EncodeError> {
    let body = strip.behind(body);
    let service = operation.service;
    let target = strip.cut(format_args!("{}.{}", service.target_prefix, operation.name));
    let mut headers = HeaderMap::with_capacity(HEADERS);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(TARGET, target.map_err(unwritten)?);
    if service.query_compatible {
        headers.insert(QUERY_MODE, HeaderValue::from_static("true"));
    }
    fixed_request(operation, headers, body)
}
