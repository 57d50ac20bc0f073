//! How a client is made: what the program says, then what the environment says, then what is usual.
//!
//! Building does no I/O beyond reading environment variables.

use std::cell::RefCell;
use std::env::VarError;
use std::fmt::{self, Display, Formatter};
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::credentials::ProvideCredentials;
use super::identity::Identities;
use super::keeper::Keeper;
use super::measure::USUAL_LIMIT;
use super::prepare::Checksums;
use super::retry::RetryConfig;
use super::{Client, Config, endpoint, environment, user_agent};
use crate::clock::NEVER;
use crate::error;
use crate::over_http::protocol::Protocol;
use crate::shown::{HiddenUrl, Secret};
use crate::tables::Service;
use crate::transport::{CONNECT_TIMEOUT, Transports};

/// What an attempt may take by default.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(60);

/// Makes a client; `C` is the client of the service.
///
/// Needs the feature `client`.
///
/// What isn't set comes from the environment: `AWS_REGION` (or `AWS_DEFAULT_REGION`), `AWS_ACCESS_KEY_ID`,
/// `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`, `AWS_ENDPOINT_URL_<SERVICE>` and `AWS_ENDPOINT_URL`,
/// `AWS_MAX_ATTEMPTS`, `AWS_RETRY_MODE`, `AWS_DISABLE_HOST_PREFIX_INJECTION`,
/// `AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES`, `AWS_DISABLE_REQUEST_COMPRESSION`, `AWS_REQUEST_CHECKSUM_CALCULATION`,
/// `AWS_RESPONSE_CHECKSUM_VALIDATION`, `AWS_SDK_UA_APP_ID`, `AWS_EXECUTION_ENV`.
pub struct ClientBuilder<C> {
    service: &'static Service,
    protocol: &'static dyn Protocol,
    region: Option<String>,
    credentials: Option<Arc<dyn ProvideCredentials>>,
    endpoint_url: Option<String>,
    retry: Option<RetryConfig>,
    timeouts: Timeouts,
    host_prefix: Option<bool>,
    compressed_from: Option<usize>,
    checksums: Option<Checksums>,
    response_checksums: Option<Checksums>,
    /// Whether the environment is asked for an endpoint.
    asks_for_endpoint: bool,
    app_name: Option<String>,
    max_response_size: usize,
    identities: Identities,
    /// The name of a user has a colon in it.
    named_badly: bool,
    anonymous: bool,
    #[cfg(feature = "metrics")]
    meter: super::tally::Metered,
    transports: Transports,
    makes: PhantomData<fn() -> C>,
}

/// How long things may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Timeouts {
    pub(crate) connect: Duration,
    /// One request and its answer.
    pub(crate) attempt: Duration,
    /// The whole call with its retries.
    pub(crate) operation: Option<Duration>,
}

impl Timeouts {
    /// None longer than a clock can tell: transports add them to the time.
    fn clamped(self) -> Self {
        Self {
            connect: self.connect.min(NEVER),
            attempt: self.attempt.min(NEVER),
            operation: self.operation.map(|limit| limit.min(NEVER)),
        }
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: CONNECT_TIMEOUT,
            attempt: ATTEMPT_TIMEOUT,
            operation: None,
        }
    }
}

impl<C> ClientBuilder<C> {
    /// Nothing is set yet.
    #[doc(hidden)]
    pub fn new(service: &'static Service, protocol: &'static dyn Protocol) -> Self {
        Self {
            service,
            protocol,
            region: None,
            credentials: None,
            endpoint_url: None,
            retry: None,
            timeouts: Timeouts::default(),
            host_prefix: None,
            compressed_from: None,
            checksums: None,
            response_checksums: None,
            asks_for_endpoint: true,
            app_name: None,
            max_response_size: USUAL_LIMIT,
            identities: Identities::default(),
            named_badly: false,
            anonymous: false,
            #[cfg(feature = "metrics")]
            meter: super::tally::Metered::default(),
            transports: Transports::default(),
            makes: PhantomData,
        }
    }

    /// The region to call and to sign for, as `us-east-1`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// What requests are signed with: [`Credentials`](crate::Credentials), or something that provides them.
    pub fn credentials(mut self, provider: impl ProvideCredentials + 'static) -> Self {
        self.credentials = Some(Arc::new(provider));
        self.anonymous = false;
        self
    }

    /// Sends calls without a signature, and asks nobody for credentials: for what everybody may read. What is said last
    /// counts, this or `credentials`; [`Call::anonymous`](crate::Call::anonymous) says it of one call.
    pub fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// The token that says who calls, for services that take one: it is sent as `Authorization: Bearer …`.
    pub fn bearer_token(mut self, token: impl Into<String>) -> Self {
        self.identities.bearer = Some(Secret::new(token));
        self
    }

    /// The key that says who calls, for services that take one: it goes where the service's model says.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.identities.key = Some(Secret::new(key));
        self
    }

    /// The name and the password that say who calls, for services that take them: they are sent as
    /// `Authorization: Basic …`. A name can't have a colon in it.
    pub fn basic_auth(mut self, name: impl Into<String>, password: impl Into<String>) -> Self {
        let (name, password) = (name.into(), Secret::new(password));
        self.named_badly = name.contains(':');
        self.identities.basic = Some(Secret::new(format!("{name}:{}", password.reveal())));
        self
    }

    /// Where requests go instead of the service's own address: scheme, host, and a path if need be.
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.endpoint_url = Some(url.into());
        self
    }

    /// Whether operations may put something before the endpoint's host, as `data.`; they do by default. An endpoint
    /// that is an IP address never gets a prefix.
    pub fn host_prefix(mut self, prefix: bool) -> Self {
        self.host_prefix = Some(prefix);
        self
    }

    /// From how many bytes on a body is compressed, where the operation lets it be; 10,240 by default, never with
    /// `usize::MAX`. It counts with the runtime's feature `compression`.
    pub fn compress_from(mut self, bytes: usize) -> Self {
        self.compressed_from = Some(bytes);
        self
    }

    /// Which checksums are sent; all that the service supports by default. It counts with the runtime's feature
    /// `checksum`.
    pub fn checksums(mut self, checksums: Checksums) -> Self {
        self.checksums = Some(checksums);
        self
    }

    /// Which checksums are asked for, to check responses with them; all that the service supports by default. It counts
    /// with the runtime's feature `checksum`.
    pub fn response_checksums(mut self, checksums: Checksums) -> Self {
        self.response_checksums = Some(checksums);
        self
    }

    /// How often calls are made again; AWS's standard mode by default.
    pub fn retry(mut self, retry: RetryConfig) -> Self {
        self.retry = Some(retry);
        self
    }

    /// How long connecting may take, the handshake of TLS included; 3.1 seconds by default. It counts for the built-in
    /// transports.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.connect = timeout;
        self
    }

    /// How long one attempt may take; 60 seconds by default. While a long body goes out, each piece of it starts the time
    /// anew; and of a response that is handed on as a stream each piece may take so long.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.attempt = timeout;
        self
    }

    /// How long a call may take with all its attempts; as long as these by default. A stream that the response hands on is
    /// read afterwards.
    pub fn operation_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.operation = Some(timeout);
        self
    }

    /// How many bytes a response may have that isn't handed on as a stream; 64 MiB by default. Reading stops there, with an
    /// error. With 0 only responses without a body are taken, with `usize::MAX` there is no limit. A transport of your own
    /// that gives bytes in memory has read them before.
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.max_response_size = bytes;
        self
    }

    /// Gives what calls measure to this: durations, attempts, errors and bytes, under the names that
    /// [`Meter`](crate::metrics::Meter) lists.
    ///
    /// Needs the feature `metrics`.
    #[cfg(feature = "metrics")]
    pub fn meter(mut self, meter: impl crate::metrics::Meter) -> Self {
        self.meter = super::tally::Metered(Some(Arc::new(meter)));
        self
    }

    /// The application's name, told to AWS in the user agent.
    pub fn app_name(mut self, name: impl Into<String>) -> Self {
        self.app_name = Some(name.into());
        self
    }

    /// Sends requests by this instead of the built-in transport: a [`Transport`](crate::transport::Transport), as a
    /// closure from a request to a future of its response, or a clone of what another client has.
    ///
    /// Needs the feature `async`, which `hyper` brings.
    #[cfg(feature = "async")]
    pub fn transport(mut self, transport: impl crate::transport::Transport) -> Self {
        self.transports.set(Arc::new(transport));
        self
    }

    /// Sends blocking requests by this instead of the built-in transport.
    ///
    /// Needs the feature `blocking`.
    #[cfg(feature = "blocking")]
    pub fn blocking_transport(
        mut self,
        transport: impl crate::transport::BlockingTransport,
    ) -> Self {
        self.transports.set_blocking(Arc::new(transport));
        self
    }

    /// What requests are signed with, from any provider of the official SDK: an assumed role, a profile, a chain.
    ///
    /// Needs the feature `aws-config`.
    #[cfg(feature = "aws-config")]
    pub fn credentials_provider(
        mut self,
        provider: impl aws_credential_types::provider::ProvideCredentials + 'static,
    ) -> Self {
        let provider = aws_credential_types::provider::SharedCredentialsProvider::new(provider);
        self.credentials = Some(Arc::new(provider));
        self.anonymous = false;
        self
    }

    /// Takes region, credentials, endpoint, retries and name from the official SDK's shared configuration.
    ///
    /// Needs the feature `aws-config`.
    #[cfg(feature = "aws-config")]
    pub fn sdk_config(mut self, config: &aws_types::SdkConfig) -> Self {
        super::sdk_config::apply(&mut self, config);
        self
    }
}

#[cfg(feature = "aws-config")]
impl<C> ClientBuilder<C> {
    pub(super) fn set_credentials(&mut self, provider: Arc<dyn ProvideCredentials>) {
        self.credentials = Some(provider);
        self.anonymous = false;
    }

    pub(super) fn set_anonymous(&mut self) {
        self.anonymous = true;
    }

    pub(super) fn set_region(&mut self, region: &str) {
        self.region = Some(region.to_owned());
    }

    pub(super) fn set_endpoint_url(&mut self, url: String) {
        self.endpoint_url = Some(url);
    }

    /// The environment isn't asked for an endpoint any more.
    pub(super) fn leave_environment_endpoint(&mut self) {
        self.asks_for_endpoint = false;
    }

    pub(super) fn service_id(&self) -> &'static str {
        self.service.id
    }

    pub(super) fn set_app_name(&mut self, name: &str) {
        self.app_name = Some(name.to_owned());
    }

    pub(super) fn set_retry(&mut self, retry: RetryConfig) {
        self.retry = Some(retry);
    }

    pub(super) fn set_timeouts(
        &mut self,
        connect: Option<Duration>,
        attempt: Option<Duration>,
        operation: Option<Duration>,
    ) {
        self.timeouts.connect = connect.unwrap_or(self.timeouts.connect);
        self.timeouts.attempt = attempt.unwrap_or(self.timeouts.attempt);
        self.timeouts.operation = operation.or(self.timeouts.operation);
    }
}

impl<C: From<Client>> ClientBuilder<C> {
    /// The client.
    ///
    /// # Errors
    /// There is no region, or a setting can't be understood.
    pub fn build(self) -> Result<C, ConfigError> {
        let unreadable = RefCell::new(None);
        let built = self.build_with(&|name| match std::env::var(name) {
            Ok(value) => Some(value).filter(|value| !value.is_empty()),
            Err(VarError::NotPresent) => None,
            Err(VarError::NotUnicode(_)) => {
                unreadable.replace(Some(name.to_owned()));
                None
            }
        });
        match unreadable.take() {
            Some(name) => Err(ConfigError::new(format!("{name} is no text in UTF-8"))),
            None => built,
        }
    }

    /// The region and the endpoint.
    fn place(
        &self,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Result<(Option<String>, http::Uri), ConfigError> {
        let given = |value: &String, name: &str| (value.clone(), format!("the builder's `{name}`"));
        let region = match &self.region {
            Some(region) => Some(given(region, "region")),
            None => environment::region(variable),
        };
        if let Some((region, place)) = &region {
            if let Some(why) = endpoint::unfit_region(region) {
                return Err(ConfigError::new(format!("{place}: {why}")));
            }
        }
        let url = match &self.endpoint_url {
            Some(url) => Some(given(url, "endpoint_url")),
            // What stands there is meant for services of AWS: nobody else's get a token because of it.
            None if self.asks_for_endpoint && self.service.is_of_aws() => {
                environment::endpoint(self.service, variable)?
            }
            None => None,
        };
        let region = region.map(|(region, _)| region);
        let endpoint = match (url, &region) {
            (Some((url, place)), _) => endpoint::parse(&url)
                .map_err(|error| ConfigError::new(format!("{place}: {error}")))?,
            (None, _) if !self.service.is_of_aws() => return Err(no_address(self.service)),
            (None, Some(region)) => endpoint::of_region(self.service, region)?,
            (None, None) => return Err(no_region(variable)),
        };
        Ok((region, endpoint))
    }

    fn build_with(self, variable: &dyn Fn(&str) -> Option<String>) -> Result<C, ConfigError> {
        if self.named_badly {
            let why = "the name given to the builder's `basic_auth` has a colon in it, where the password would begin";
            return Err(ConfigError::new(why));
        }
        let (region, endpoint) = self.place(variable)?;
        let provider = match self.credentials {
            Some(provider) => Ok(provider),
            None => environment::credentials(variable)
                .map(|found| Arc::new(found) as Arc<dyn ProvideCredentials>),
        };
        let retry = match self.retry {
            Some(retry) => retry,
            None => environment::retry(variable)?,
        };
        let mut bodies = environment::bodies(variable)?;
        bodies.compressed_from = self.compressed_from.unwrap_or(bodies.compressed_from);
        bodies.checksums = self.checksums.unwrap_or(bodies.checksums);
        bodies.response_checksums = self.response_checksums.unwrap_or(bodies.response_checksums);
        let no_prefix = environment::is_set("AWS_DISABLE_HOST_PREFIX_INJECTION", variable)?;
        let app_name = self.app_name.or_else(|| variable("AWS_SDK_UA_APP_ID"));
        let config = Config {
            service: self.service,
            protocol: self.protocol,
            // An endpoint without a region is a test's; signatures need some name.
            region: region.unwrap_or_else(|| "us-east-1".to_owned()),
            endpoint,
            host_prefix: self.host_prefix.unwrap_or(!no_prefix),
            bodies,
            credentials: Keeper::new(provider),
            retry,
            timeouts: self.timeouts.clamped(),
            max_response_size: self.max_response_size,
            identities: self.identities,
            anonymous: self.anonymous,
            #[cfg(feature = "metrics")]
            meter: self.meter,
            user_agent: user_agent::user_agent(
                self.service,
                retry.mode(),
                variable("AWS_EXECUTION_ENV").as_deref(),
                app_name.as_deref(),
            ),
            transports: self.transports,
            shared: super::Shared::default(),
        };
        Ok(C::from(Client::from_config(config)))
    }
}

fn no_address(service: &Service) -> ConfigError {
    let id = service.id;
    ConfigError::new(format!(
        "{id} has no address of its own: the builder's `endpoint_url` has to be called"
    ))
}

fn no_region(variable: &dyn Fn(&str) -> Option<String>) -> ConfigError {
    let elsewhere = environment::elsewhere(variable);
    let elsewhere = elsewhere
        .map(|read| format!(" ({read})"))
        .unwrap_or_default();
    ConfigError::new(format!(
        "there is no region: the builder's `region` isn't called, and neither AWS_REGION nor AWS_DEFAULT_REGION is set{elsewhere}"
    ))
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("service", &self.service.id)
            .field("region", &self.region)
            .field("endpoint_url", &self.endpoint_url.as_deref().map(HiddenUrl))
            .field("retry", &self.retry)
            .field("timeouts", &self.timeouts)
            .finish_non_exhaustive()
    }
}

/// A setting of the client that can't be used.
///
/// Needs the feature `client`.
///
/// `Debug` shows the same text as `Display`, as that is what a program shows whose `main` returns it.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfigError(String);

impl ConfigError {
    pub(super) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl Display for ConfigError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for ConfigError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        error::tell(self, formatter)
    }
}

impl std::error::Error for ConfigError {}

#[cfg(test)]
#[path = "builder_tests.rs"]
mod tests;
