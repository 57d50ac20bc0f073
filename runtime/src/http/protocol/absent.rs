//! Stands in for the drivers of protocols whose feature is off.
//!
//! `requires_features!` stops the build of whatever would use one, and its sentence is the only error because the names
//! are here. Should one be called all the same, it says what is missing.

use bytes::Bytes;

use super::{Envelope, Protocol};
use crate::error::{DecodeError, EncodeError};
use crate::over_http::strip::Strip;
use crate::stream::ByteStream;
use crate::tables::Operation;
use crate::values::{Ref, Value};

macro_rules! absent {
    ($feature:literal: $($name:ident)*) => {$(
        /// A driver that isn't there.
        #[derive(Debug)]
        pub struct $name;

        impl Protocol for $name {
            fn request(
                &self,
                _operation: &Operation,
                _input: &Ref<'_>,
                _size: usize,
                _strip: &mut Strip,
            ) -> Result<http::Request<ByteStream>, EncodeError> {
                Err(EncodeError::feature($feature))
            }

            fn output(
                &self,
                _operation: &Operation,
                _response: &http::Response<Bytes>,
                _output: &mut dyn Value,
            ) -> Result<(), DecodeError> {
                Err(unread($feature))
            }

            fn refusal(&self, _operation: &Operation, _response: &http::Response<Bytes>) -> Envelope {
                Envelope::default()
            }

            fn error(
                &self,
                _response: &http::Response<Bytes>,
                _error: &mut dyn Value,
            ) -> Result<(), DecodeError> {
                Err(unread($feature))
            }

            fn document(&self, _response: &http::Response<Bytes>) -> serde_json::Value {
                serde_json::Value::Null
            }
        }
    )*};
}

#[cfg(not(feature = "xml"))]
absent! { "xml": AwsQuery Ec2Query RestXml }
#[cfg(not(feature = "cbor"))]
absent! { "cbor": RpcV2Cbor }

fn unread(feature: &str) -> DecodeError {
    let why = format!("the feature `{feature}` of shapesmith-runtime is off");
    DecodeError::at(why, "", 0)
}
