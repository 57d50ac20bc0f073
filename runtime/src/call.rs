//! A client and its calls without a socket: a request goes out as `http::Request`, an answer comes in as
//! `http::Response`.
//!
//! The type parameters end here; everything below works on `dyn` traits. Sending is not done here.

use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;
use std::sync::Arc;

use bytes::Bytes;

use crate::aws_json;
use crate::error::{EncodeError, Failure, FromParts};
use crate::json::Dialect;
use crate::schema::{Operation, Protocol, Service, Trait};
use crate::value::{Ref, Slot, Value};

/// A client of one service; cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    config: Arc<Config>,
}

#[derive(Debug)]
struct Config {
    endpoint: http::Uri,
}

impl Client {
    /// A client that addresses `endpoint`, as `https://fsx.eu-west-1.amazonaws.com`.
    ///
    /// # Errors
    /// The endpoint isn't a URI with scheme and host.
    pub fn new(_service: &'static Service, endpoint: &str) -> Result<Self, EncodeError> {
        let unusable = || {
            EncodeError::new(format!(
                "`{endpoint}` is no endpoint: it needs a scheme and a host"
            ))
        };
        let uri: http::Uri = endpoint.parse().map_err(|_| unusable())?;
        if uri.scheme().is_none() || uri.host().is_none() {
            return Err(unusable());
        }
        Ok(Self {
            config: Arc::new(Config { endpoint: uri }),
        })
    }

    /// Prepares a call; idempotency tokens that were left out are filled now, once.
    pub fn call<O, E>(
        &self,
        operation: &'static Operation,
        mut input: impl Value + Send + Sync + 'static,
    ) -> Call<O, E> {
        fill_tokens(&mut input);
        let input = Box::new(input);
        Call {
            operation,
            config: Arc::clone(&self.config),
            input,
            answers: PhantomData,
        }
    }
}

/// One call of an operation: `O` is its output, `E` the service's error.
pub struct Call<O, E> {
    operation: &'static Operation,
    config: Arc<Config>,
    input: Box<dyn Value + Send + Sync>,
    answers: PhantomData<fn() -> (O, E)>,
}

impl<O, E> Debug for Call<O, E> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.operation.name)?;
        formatter.write_str(" ")?;
        crate::debug::show(self.input.read(), formatter)
    }
}

impl<O: Value, E: FromParts> Call<O, E> {
    /// The request, not signed. Asked twice, it gives the same.
    ///
    /// # Errors
    /// The input can't be written in the service's protocol.
    pub fn http_request(&self) -> Result<http::Request<Bytes>, E> {
        let written = request(self.operation, &self.config.endpoint, &self.input.read());
        written.map_err(|error| E::other(Failure::Encode(error)))
    }

    /// The output, or the service's error.
    ///
    /// # Errors
    /// The service refused the call, or the response can't be read.
    pub fn read_response(&self, response: http::Response<Bytes>) -> Result<O, E> {
        if !response.status().is_success() {
            return Err(aws_json::error(self.operation, response));
        }
        let mut output = O::blank();
        let read = crate::json::read(response.body(), &mut output, Dialect::Wire);
        read.map_err(|error| E::other(Failure::Decode(error)))?;
        Ok(output)
    }
}

fn request(
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

/// Gives each absent token of the request a random UUID.
fn fill_tokens(input: &mut dyn Value) {
    let Slot::Structure(structure) = input.write() else {
        return;
    };
    for (index, traits) in structure.schema().member_traits {
        if !traits.contains(&Trait::IdempotencyToken) {
            continue;
        }
        let value = structure.member_mut(*index);
        let absent = match value.read() {
            Ref::Absent => true,
            Ref::String(token) => token.is_empty(),
            _ => false,
        };
        if absent && let Slot::String(token) = value.write() {
            *token = uuid::Uuid::new_v4().to_string();
        }
    }
}
