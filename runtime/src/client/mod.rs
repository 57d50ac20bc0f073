//! A client: what all its calls share, and how it is made.
//!
//! The core needs no socket: a call turns into an `http::Request` and reads an `http::Response`. Sending is in
//! `send`, over the traits of [`transport`](crate::transport).

#[cfg(not(all(
    feature = "async",
    feature = "aws-config",
    feature = "blocking",
    feature = "metrics",
    feature = "profile"
)))]
mod absent;
mod answer;
mod asked;
mod buffer;
mod builder;
mod call;
mod canonical;
mod credentials;
#[cfg(feature = "sigv4a")]
mod curve_key;
mod discovery;
mod endpoint;
mod exchange;
mod find;
mod hex;
mod host;
mod identity;
mod keeper;
mod measure;
#[cfg(any(feature = "async", feature = "blocking"))]
mod observe;
mod pages;
mod place;
mod prepare;
pub mod presign;
#[cfg(feature = "profile")]
#[cfg_attr(
    not(any(feature = "async", feature = "blocking")),
    allow(unused, reason = "without a driver nobody asks for credentials")
)]
#[cfg_attr(
    not(feature = "async"),
    allow(clippy::unused_async, reason = "with the other driver they wait")
)]
mod providers;
mod rate;
mod retry;
mod scope;
#[cfg(feature = "aws-config")]
mod sdk_config;
#[cfg(any(feature = "async", feature = "blocking"))]
mod send;
mod settings;
mod sign;
mod signer;
mod signing_key;
mod sizes;
mod tally;
mod token;
mod user_agent;
mod wait;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::SignedDuration;

pub use builder::{AccountIdEndpointMode, ClientBuilder};
pub use call::Call;
pub use credentials::{Credentials, ProvideCredentials, ProvidedCredentials};
#[doc(hidden)]
pub use discovery::Discovery;
#[cfg(feature = "blocking")]
pub use pages::BlockingPages;
pub use pages::Pages;
pub use prepare::Checksums;
pub use retry::{RetryConfig, RetryMode};
pub use scope::SigningScope;
#[cfg(feature = "async")]
pub use send::Sending;
pub use settings::Explanation;
pub use sign::sign;
#[cfg(feature = "sigv4a")]
pub use sign::sign_v4a;
pub use token::{BearerToken, ProvideToken, ProvidedToken};
pub use wait::{Wait, WaitError};

use builder::Timeouts;
use keeper::Keeper;
use prepare::Bodies;
use retry::Quota;
use sizes::Sizes;

pub(crate) use crate::error::ConfigError;
use crate::over_http::protocol::Protocol;
use crate::tables::{Operation, Service};
use crate::transport::Transports;
use crate::values::Value;

/// A client of one service; cheap to clone. Its clones share connections, credentials and the quota of retries.
///
/// Needs the feature `client`.
#[derive(Debug, Clone)]
pub struct Client {
    config: Arc<Config>,
}

/// The client of a service, over the one that knows no service; generated code implements it.
///
/// Needs the feature `client`.
pub trait ServiceClient: From<Client> {
    /// A builder that hasn't been told anything.
    fn builder() -> ClientBuilder<Self>;
}

/// Who makes a call, and so by which transport a provider of credentials fetches what it needs.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Driver {
    #[cfg(feature = "async")]
    Async,
    #[cfg(feature = "blocking")]
    Blocking,
}

/// Everything that a client's calls share.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    pub(crate) service: &'static Service,
    pub(crate) protocol: &'static dyn Protocol,
    pub(crate) region: String,
    pub(crate) endpoints: endpoint::Endpoints,
    /// What finds the endpoints of calls that have others than the service; most services have none.
    pub(crate) finder: Option<Arc<dyn discovery::Finder>>,
    /// Whether operations put something before the endpoint's host.
    pub(crate) host_prefix: bool,
    pub(crate) credentials: Keeper,
    #[cfg_attr(
        not(any(feature = "checksum", feature = "compression")),
        allow(dead_code, reason = "nothing is done to bodies then")
    )]
    pub(crate) bodies: Bodies,
    pub(crate) retry: RetryConfig,
    pub(crate) timeouts: Timeouts,
    /// How many bytes a response in memory may have.
    pub(crate) max_response_size: usize,
    /// Who calls, for services that don't take a signature.
    pub(crate) identities: identity::Identities,
    /// What is said of signers.
    pub(crate) signers: signer::Preference,
    /// Nothing is signed.
    pub(crate) anonymous: bool,
    pub(crate) user_agent: http::HeaderValue,
    pub(crate) transports: Arc<Transports>,
    #[cfg(feature = "metrics")]
    pub(crate) meter: tally::Metered,
    pub(crate) shared: Arc<Shared>,
}

impl Config {
    /// By how much the service's clock is ahead of ours, as far as that is known.
    pub(crate) fn skew(&self) -> SignedDuration {
        SignedDuration::from_secs(self.shared.skew.load(Ordering::Relaxed))
    }
}

/// What calls learn for those after them.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub(crate) quota: Quota,
    pub(crate) signing: sign::Kept,
    pub(crate) sizes: Sizes,
    /// Seconds by which the service's clock is ahead of ours.
    pub(crate) skew: AtomicI64,
}

impl Client {
    /// A builder for a client of the service, which speaks this protocol.
    #[doc(hidden)]
    pub fn builder(
        service: &'static Service,
        protocol: &'static dyn Protocol,
    ) -> ClientBuilder<Self> {
        ClientBuilder::new(service, protocol)
    }

    fn from_config(config: Config) -> Self {
        Self {
            config: Arc::new(config),
        }
    }

    /// Prepares a call; idempotency tokens that were left out are filled now, once.
    #[doc(hidden)]
    pub fn call<O, E>(
        &self,
        operation: &'static Operation,
        input: impl Value + Send + Sync + 'static,
    ) -> Call<O, E> {
        Call::new(Arc::clone(&self.config), operation, Box::new(input))
    }

    /// Prepares the calls for all pages of an operation.
    #[doc(hidden)]
    pub fn pages<O, E>(
        &self,
        operation: &'static Operation,
        paginator: &'static crate::tables::Paginator,
        input: impl Value + Send + Sync + 'static,
    ) -> Pages<O, E> {
        Pages::new(paginator, self.call::<O, E>(operation, input).parts)
    }

    /// Prepares the calls that wait for something.
    #[doc(hidden)]
    pub fn wait<O, E>(
        &self,
        operation: &'static Operation,
        waiter: &'static crate::tables::Waiter,
        input: impl Value + Send + Sync + 'static,
    ) -> Wait<O, E> {
        Wait::new(waiter, self.call::<O, E>(operation, input).parts)
    }
}

#[cfg(test)]
#[cfg(feature = "async")]
#[path = "client_tests.rs"]
mod tests;

#[cfg(test)]
#[cfg(feature = "async")]
mod says_tests;

#[cfg(test)]
#[cfg(feature = "async")]
mod destination_tests;

#[cfg(test)]
#[cfg(feature = "async")]
mod secret_uri_tests;

#[cfg(test)]
#[cfg(feature = "async")]
mod who_tests;

#[cfg(test)]
#[cfg(feature = "async")]
#[path = "upload_tests.rs"]
mod upload_tests;
