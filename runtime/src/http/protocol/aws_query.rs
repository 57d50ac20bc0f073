//! The awsQuery and ec2Query protocols: a form goes out, XML comes back.
//!
//! HTTP bindings mean nothing here: everything is in the body.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

use super::{Envelope, HEADERS, InQuery, Protocol, fixed_request, xml_error};
use crate::codecs::query::{self, Dialect};
use crate::codecs::xml;
use crate::error::{DecodeError, EncodeError};
use crate::over_http::strip::Strip;
use crate::stream::ByteStream;
use crate::tables::{Operation, OperationTrait};
use crate::values::{Ref, Slot, Value};

/// Form-encoded requests, XML responses.
#[derive(Debug)]
pub struct AwsQuery;

/// EC2's variant of [`AwsQuery`].
#[derive(Debug)]
pub struct Ec2Query;

macro_rules! driver {
    ($name:ident, $dialect:ident) => {
        impl Protocol for $name {
            fn request(
                &self,
                operation: &Operation,
                input: &Ref<'_>,
                size: usize,
                strip: &mut Strip,
            ) -> Result<http::Request<ByteStream>, EncodeError> {
                let version = operation.service.api_version;
                let form = query::write(operation.name, version, input, Dialect::$dialect, size)?;
                request(operation, form, strip)
            }

            fn in_query(&self) -> InQuery {
                InQuery::Form
            }

            fn output(
                &self,
                operation: &Operation,
                response: &http::Response<Bytes>,
                output: &mut dyn Value,
            ) -> Result<(), DecodeError> {
                read(operation, response, output)
            }

            fn refusal(
                &self,
                _operation: &Operation,
                response: &http::Response<Bytes>,
            ) -> Envelope {
                xml_error::envelope(response, &xml_error::Otherwise::Text)
            }

            fn error(
                &self,
                response: &http::Response<Bytes>,
                error: &mut dyn Value,
            ) -> Result<(), DecodeError> {
                xml_error::read(response, error)
            }

            fn document(&self, response: &http::Response<Bytes>) -> serde_json::Value {
                xml_error::document(response)
            }
        }
    };
}

driver!(AwsQuery, Aws);
driver!(Ec2Query, Ec2);

fn request(
    operation: &Operation,
    form: String,
    strip: &mut Strip,
) -> Result<http::Request<ByteStream>, EncodeError> {
    let mut headers = HeaderMap::with_capacity(HEADERS);
    let form_type = HeaderValue::from_static("application/x-www-form-urlencoded");
    headers.insert(CONTENT_TYPE, form_type);
    fixed_request(operation, headers, strip.behind(form.into()))
}

fn read(
    operation: &Operation,
    response: &http::Response<Bytes>,
    output: &mut dyn Value,
) -> Result<(), DecodeError> {
    let slot = output.write();
    if matches!(slot, Slot::Nothing) {
        return Ok(());
    }
    let wrapper = operation.traits.iter().find_map(|found| match found {
        OperationTrait::ResultWrapper(name) => Some(*name),
        _ => None,
    });
    xml::read(response.body(), wrapper.as_slice(), slot)
}
