//! The restXml protocol: HTTP bindings, and XML in the body.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

use super::{Envelope, Protocol, bound_request, xml_error};
use crate::codecs::xml::{self, Root};
use crate::error::{DecodeError, EncodeError};
use crate::over_http::binding::{self, Codec};
use crate::over_http::strip::Strip;
use crate::stream::ByteStream;
use crate::tables::{Operation, OperationTrait, Schema, Trait, is_in_body, name};
use crate::values::members::{is_sent, members};
use crate::values::{Ref, Structure, Value};

/// XML bodies with HTTP bindings.
#[derive(Debug)]
pub struct RestXml;

const XML: HeaderValue = HeaderValue::from_static("application/xml");

impl Protocol for RestXml {
    fn request(
        &self,
        operation: &Operation,
        input: &Ref<'_>,
        size: usize,
        _strip: &mut Strip,
    ) -> Result<http::Request<ByteStream>, EncodeError> {
        bound_request(operation, input, |input, headers| {
            body(operation, input, headers, size)
        })
    }

    fn output(
        &self,
        _operation: &Operation,
        response: &http::Response<Bytes>,
        output: &mut dyn Value,
    ) -> Result<(), DecodeError> {
        binding::fill(response, output, &CODEC)
    }

    /// Some operations answer before they know how it ends: then the error stands in the body.
    fn is_refusal(&self, operation: &Operation, response: &http::Response<Bytes>) -> bool {
        let has_body = !operation.traits.contains(&OperationTrait::StreamingOutput);
        has_body && xml::begins_with(response.body(), "Error")
    }

    fn refusal(&self, _operation: &Operation, response: &http::Response<Bytes>) -> Envelope {
        xml_error::envelope(response, &xml_error::Otherwise::Phrase)
    }

    fn error(
        &self,
        response: &http::Response<Bytes>,
        error: &mut dyn Value,
    ) -> Result<(), DecodeError> {
        xml_error::read(response, error)?;
        binding::fill_bound(response, error, &CODEC)
    }

    fn document(&self, response: &http::Response<Bytes>) -> serde_json::Value {
        xml_error::document(response)
    }
}

const CODEC: Codec = Codec {
    is_nothing: |body| body.trim_ascii().is_empty(),
    read: |body, slot| xml::read(body, &[], slot),
    is_true: |text| text == "true",
};

/// The body of an input, and what it is.
fn body(
    operation: &Operation,
    input: &dyn Structure,
    headers: &mut HeaderMap,
    size: usize,
) -> Result<ByteStream, EncodeError> {
    let text = match binding::payload_member(input) {
        Some((value, traits)) => {
            if let Some(body) = binding::raw_payload(&value, traits, headers)? {
                return Ok(body);
            }
            let schema = match &value {
                Ref::Structure(structure) => structure.schema(),
                Ref::Union(union) => union.schema(),
                _ => return Ok(ByteStream::default()),
            };
            let root = Root {
                name: name(traits, name(schema.traits, schema.name)),
                namespace: "",
                traits,
            };
            xml::write(&root, &value, size)?
        }
        None if binding::has_body_members(input) && has_content(input) => {
            let root = root(operation, input.schema());
            xml::write(&root, &Ref::Structure(input), size)?
        }
        None => return Ok(ByteStream::default()),
    };
    headers.entry(CONTENT_TYPE).or_insert(XML);
    Ok(text.into())
}

/// Whether a member of the body is there.
fn has_content(input: &dyn Structure) -> bool {
    let schema = input.schema();
    members(input).iter().enumerate().any(|(index, value)| {
        let traits = schema.traits_of(index);
        is_in_body(traits) && is_sent(value, || traits)
    })
}

/// The element around a body that is the input itself.
fn root(operation: &Operation, schema: &'static Schema) -> Root<'static> {
    let given = operation.traits.iter().find_map(|found| match found {
        OperationTrait::InputRoot(name, namespace) => Some((*name, *namespace)),
        _ => None,
    });
    let (given, namespace) = given.unwrap_or_default();
    let usual = if given.is_empty() { schema.name } else { given };
    let is_given = schema
        .traits
        .iter()
        .any(|found| matches!(found, Trait::XmlNamespace(..)));
    Root {
        name: name(schema.traits, usual),
        // The structure's own namespace is written with it.
        namespace: if is_given { "" } else { namespace },
        traits: &[],
    }
}
