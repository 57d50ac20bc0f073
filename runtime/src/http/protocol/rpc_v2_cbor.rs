//! The rpcv2Cbor protocol: the operation in the path, CBOR in the body.
//!
//! HTTP bindings mean nothing here: everything is in the body.

use bytes::Bytes;
use http::Uri;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde_json::Value as Document;

use super::{Envelope, HEADERS, Protocol, QUERY_MODE, built, json_error, unwritten};
use crate::codecs::cbor;
use crate::error::{DecodeError, EncodeError};
use crate::over_http::strip::Strip;
use crate::stream::ByteStream;
use crate::tables::Operation;
use crate::values::{Ref, Slot, Value};

const SMITHY_PROTOCOL: HeaderName = HeaderName::from_static("smithy-protocol");
const CBOR: &str = "application/cbor";

/// CBOR over POST.
#[derive(Debug)]
pub struct RpcV2Cbor;

impl Protocol for RpcV2Cbor {
    fn request(
        &self,
        operation: &Operation,
        input: &Ref<'_>,
        size: usize,
        strip: &mut Strip,
    ) -> Result<http::Request<ByteStream>, EncodeError> {
        let service = operation.service;
        let path = format!(
            "/service/{}/operation/{}",
            service.target_prefix, operation.name
        );
        let uri = Uri::try_from(path).map_err(unwritten)?;
        let mut headers = HeaderMap::with_capacity(HEADERS);
        headers.insert(SMITHY_PROTOCOL, HeaderValue::from_static("rpc-v2-cbor"));
        headers.insert(ACCEPT, HeaderValue::from_static(CBOR));
        if service.query_compatible {
            headers.insert(QUERY_MODE, HeaderValue::from_static("true"));
        }
        let body = if matches!(input, Ref::Absent) {
            ByteStream::default()
        } else {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(CBOR));
            strip.behind(cbor::write(input, size)?)
        };
        built("POST", uri, headers, body)
    }

    fn output(
        &self,
        _operation: &Operation,
        response: &http::Response<Bytes>,
        output: &mut dyn Value,
    ) -> Result<(), DecodeError> {
        match output.write() {
            Slot::Nothing => Ok(()),
            slot => cbor::read(response.body(), slot),
        }
    }

    fn refusal(&self, _operation: &Operation, response: &http::Response<Bytes>) -> Envelope {
        json_error::from_document(response, &self.document(response))
    }

    fn error(
        &self,
        response: &http::Response<Bytes>,
        error: &mut dyn Value,
    ) -> Result<(), DecodeError> {
        cbor::read(response.body(), error.write())
    }

    fn document(&self, response: &http::Response<Bytes>) -> Document {
        let mut document = Document::Null;
        match cbor::read(response.body(), document.write()) {
            Ok(()) => document,
            // A gateway on the way may answer with a page of its own.
            Err(_) => Document::Null,
        }
    }
}
