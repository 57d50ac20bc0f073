//! The rpcv2Cbor protocol: the operation in the path, CBOR in the body.
//!
//! HTTP bindings mean nothing here: everything is in the body.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use serde_json::Value as Document;

use super::{Envelope, Protocol, built, json_error};
use crate::codecs::cbor;
use crate::error::{DecodeError, EncodeError};
use crate::stream::ByteStream;
use crate::tables::Operation;
use crate::values::{Ref, Slot, Value};

const CBOR: &str = "application/cbor";

/// CBOR over POST.
#[derive(Debug)]
pub struct RpcV2Cbor;

impl Protocol for RpcV2Cbor {
    fn request(
        &self,
        operation: &Operation,
        input: &Ref<'_>,
    ) -> Result<http::Request<ByteStream>, EncodeError> {
        let service = operation.service;
        let path = format!(
            "/service/{}/operation/{}",
            service.target_prefix, operation.name
        );
        let mut request = http::Request::post(path)
            .header("smithy-protocol", "rpc-v2-cbor")
            .header(ACCEPT, CBOR);
        if service.query_compatible {
            request = request.header("x-amzn-query-mode", "true");
        }
        if matches!(input, Ref::Absent) {
            return built(request.body(ByteStream::default()));
        }
        let body = cbor::write(input)?;
        built(request.header(CONTENT_TYPE, CBOR).body(body.into()))
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
