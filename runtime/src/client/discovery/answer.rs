//! The tables of what services answer that are asked for endpoints, which is the same for all. Written by hand.

use crate::__private::v1::{Described, Known, Member, Modelled, Schema, wire};
use crate::error::{CredentialsError, DecodeError, EncodeError, ServiceError, TransportError};

/// Nothing has to be said.
#[derive(Clone, Default)]
pub(super) struct Request {}

impl Described for Request {
    const SCHEMA: &'static Schema = &Schema::new("DescribeEndpointsRequest", &[]);
}

wire! { struct Request impl Default {} }

/// The endpoints, best first.
#[derive(Clone, Default)]
pub(super) struct Response {
    pub(super) endpoints: Vec<Told>,
}

impl Described for Response {
    const SCHEMA: &'static Schema =
        &Schema::new("DescribeEndpointsResponse", &[Member::new("Endpoints")]);
}

wire! { struct Response impl Default { 0 => endpoints } }

/// An endpoint.
#[derive(Clone, Default)]
pub(super) struct Told {
    pub(super) address: String,
    /// For how long it holds.
    pub(super) cache_period_in_minutes: i64,
}

impl Described for Told {
    const SCHEMA: &'static Schema = &Schema::new(
        "Endpoint",
        &[Member::new("Address"), Member::new("CachePeriodInMinutes")],
    );
}

wire! { struct Told impl Default { 0 => address, 1 => cache_period_in_minutes } }

/// What the call can fail with: nobody asks which error it is.
pub(super) enum Error {
    Unrecognized(ServiceError<crate::Document>),
    Encode(EncodeError),
    Decode(DecodeError),
    Transport(TransportError),
    Timeout(TransportError),
    Credentials(CredentialsError),
}

impl Modelled for Error {
    const KNOWN: &'static [Known] = &[];
}

wire! { error Error {} }
