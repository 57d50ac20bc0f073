//! Which driver speaks for an operation.
//!
//! Knows the drivers, no service.

use bytes::Bytes;

use crate::aws_json;
use crate::error::EncodeError;
use crate::schema::{Operation, Protocol};
use crate::value::Ref;

/// The request of an operation, not signed.
///
/// # Errors
/// The input can't be written in the service's protocol.
pub(crate) fn request(
    operation: &Operation,
    endpoint: &http::Uri,
    input: &Ref<'_>,
) -> Result<http::Request<Bytes>, EncodeError> {
    match operation.service.protocol {
        Protocol::AwsJson1_0 => {
            aws_json::request(operation, endpoint, input, "application/x-amz-json-1.0")
        }
        Protocol::AwsJson1_1 => {
            aws_json::request(operation, endpoint, input, "application/x-amz-json-1.1")
        }
        other => Err(EncodeError::new(format!(
            "the protocol {other:?} is not supported yet"
        ))),
    }
}
