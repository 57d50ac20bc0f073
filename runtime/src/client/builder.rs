//! How a client is made: what the program says, then environment and profile, then what is usual.
//!
//! Building reads environment variables and, with the feature `profile`, two files; nothing else.

mod who;

use std::cell::RefCell;
use std::env::VarError;
use std::fmt::{self, Formatter};
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::credentials::ProvideCredentials;
use super::discovery::Discovery;
use super::endpoint::{Endpoints, Setting};
use super::identity::{Identities, Tokens};
use super::keeper::Keeper;
use super::measure::USUAL_LIMIT;
use super::prepare::Checksums;
use super::retry::RetryConfig;
use super::settings::{
    EndpointDiscovery, Explanation, ForEndpoints, Found, Read, Resolved, Settings, Variable,
};
use super::token::{AsCredentials, ProvideToken};
use super::{Client, Config, place, settings, user_agent};
use crate::clock::NEVER;
use crate::error::ConfigError;
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
/// `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN` and `AWS_ACCOUNT_ID`, `AWS_USE_FIPS_ENDPOINT`,
/// `AWS_USE_DUALSTACK_ENDPOINT`, `AWS_ACCOUNT_ID_ENDPOINT_MODE`, `AWS_ENDPOINT_URL_<SERVICE>` and `AWS_ENDPOINT_URL` (unless
/// `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`), `AWS_ENDPOINT_DISCOVERY_ENABLED`, `AWS_MAX_ATTEMPTS`, `AWS_RETRY_MODE`, `AWS_DISABLE_HOST_PREFIX_INJECTION`,
/// `AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES`, `AWS_DISABLE_REQUEST_COMPRESSION`, `AWS_REQUEST_CHECKSUM_CALCULATION`,
/// `AWS_RESPONSE_CHECKSUM_VALIDATION`, `AWS_AUTH_SCHEME_PREFERENCE`, `AWS_SIGV4A_SIGNING_REGION_SET`,
/// `AWS_BEARER_TOKEN_<SIGNING NAME>` for services that take a token, `AWS_SDK_UA_APP_ID`, `AWS_EXECUTION_ENV`, and the proxies that `HTTPS_PROXY`,
/// `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` name.
///
/// With the feature `profile` it then comes from the profile that `AWS_DEFAULT_PROFILE` or `AWS_PROFILE` names, or from
/// `default`, in `~/.aws/config` and `~/.aws/credentials` (`AWS_CONFIG_FILE`, `AWS_SHARED_CREDENTIALS_FILE`), and
/// credentials from wherever that profile and the machine have them. [`explain`](Self::explain) tells what was found.
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
    fips: Option<bool>,
    dual_stack: Option<bool>,
    account_mode: Option<AccountIdEndpointMode>,
    /// How the service is asked for endpoints, where it can be, and whether it is.
    discovery: Option<&'static Discovery>,
    endpoint_discovery: Option<bool>,
    /// What the service's own rules are told, by the parameter's name.
    parameters: Vec<(&'static str, Setting)>,
    /// Whether environment and profile are asked for an endpoint.
    asks_for_endpoint: bool,
    #[cfg(feature = "profile")]
    profile: Option<String>,
    app_name: Option<String>,
    max_response_size: usize,
    identities: Identities,
    /// The name of a user has a colon in it.
    named_badly: bool,
    auth_schemes: Option<Vec<String>>,
    region_set: Option<Vec<String>>,
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
            fips: None,
            dual_stack: None,
            account_mode: None,
            discovery: None,
            endpoint_discovery: None,
            parameters: Vec::new(),
            asks_for_endpoint: true,
            #[cfg(feature = "profile")]
            profile: None,
            app_name: None,
            max_response_size: USUAL_LIMIT,
            identities: Identities::default(),
            named_badly: false,
            auth_schemes: None,
            region_set: None,
            anonymous: false,
            #[cfg(feature = "metrics")]
            meter: super::tally::Metered::default(),
            transports: Transports::default(),
            makes: PhantomData,
        }
    }

    /// The service's table.
    #[doc(hidden)]
    pub fn service(&self) -> &'static Service {
        self.service
    }

    /// How the service is asked for its endpoints.
    #[doc(hidden)]
    pub fn discovering(mut self, discovery: &'static Discovery) -> Self {
        self.discovery = Some(discovery);
        self
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
        self.identities.give_bearer(Secret::new(token));
        self
    }

    /// Who is asked for the token that says who calls, for services that take one: a closure, or a
    /// [`ProvideToken`](crate::ProvideToken). A token that is given itself goes before it.
    pub fn bearer_token_provider(mut self, provider: impl ProvideToken + 'static) -> Self {
        self.set_token_provider(provider, true);
        self
    }

    /// The key that says who calls, for services that take one: it goes where the service's model says.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.identities.give_key(Secret::new(key));
        self
    }

    /// The name and the password that say who calls, for services that take them: they are sent as
    /// `Authorization: Basic …`. A name can't have a colon in it.
    pub fn basic_auth(mut self, name: impl Into<String>, password: impl Into<String>) -> Self {
        let (name, password) = (name.into(), Secret::new(password));
        self.named_badly = name.contains(':');
        let both = Secret::new(format!("{name}:{}", password.reveal()));
        self.identities.give_basic(both);
        self
    }

    /// The ways of saying who calls in the order of preference, as `["sigv4a", "sigv4"]`: of those that a service takes, these are
    /// taken before others. There are `sigv4`, `sigv4a`, `httpBearerAuth`, `httpApiKeyAuth`, `httpBasicAuth` and `noAuth`;
    /// other names count nowhere. It goes before a token that is given.
    pub fn auth_scheme_preference<N: Into<String>>(
        mut self,
        names: impl IntoIterator<Item = N>,
    ) -> Self {
        self.auth_schemes = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// The regions that a signature of version 4A holds for, as `["us-east-1", "us-west-2"]`, or `["*"]` for all of them. Without
    /// it the service's rules say it, and otherwise it is all of them.
    pub fn sigv4a_signing_region_set<N: Into<String>>(
        mut self,
        regions: impl IntoIterator<Item = N>,
    ) -> Self {
        self.region_set = Some(regions.into_iter().map(Into::into).collect());
        self
    }

    /// Where requests go instead of the service's own address: scheme, host, and a path if need be.
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.endpoint_url = Some(url.into());
        self
    }

    /// Whether requests go to endpoints as FIPS 140 wants them; not by default. A region `fips-us-east-1` says the same.
    /// With an endpoint of your own it is an error.
    pub fn use_fips(mut self, fips: bool) -> Self {
        self.fips = Some(fips);
        self
    }

    /// Whether requests go to endpoints that IPv6 reaches too; not by default. With an endpoint of your own it is an error.
    pub fn use_dual_stack(mut self, dual_stack: bool) -> Self {
        self.dual_stack = Some(dual_stack);
        self
    }

    /// Whether the account of the credentials becomes a part of the address, where a service has one for each; preferred by
    /// default.
    pub fn account_id_endpoint_mode(mut self, mode: AccountIdEndpointMode) -> Self {
        self.account_mode = Some(mode);
        self
    }

    /// Whether a service that tells the endpoints of its operations is asked for them; by default only where an operation goes
    /// nowhere without. No service is with an endpoint of your own.
    pub fn endpoint_discovery(mut self, asks: bool) -> Self {
        self.endpoint_discovery = Some(asks);
        self
    }

    /// Tells the service's endpoint rules the value of a parameter: generated code has a method for each.
    #[doc(hidden)]
    pub fn endpoint_parameter(mut self, name: &'static str, value: impl Into<Setting>) -> Self {
        self.parameters.push((name, value.into()));
        self
    }

    /// Whether endpoints that environment and profile name are passed over, as `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` says
    /// it; they aren't by default.
    pub fn ignore_configured_endpoint_urls(mut self, ignore: bool) -> Self {
        self.asks_for_endpoint = !ignore;
        self
    }

    /// The profile of the shared configuration files, whatever `AWS_PROFILE` says. Its credentials go before those of the
    /// environment.
    ///
    /// Needs the feature `profile`.
    #[cfg(feature = "profile")]
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.profile = Some(name.into());
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

    /// The proxies that the built-in transports go by, whatever the environment says. It is there with such a transport
    /// alone, `hyper` or `blocking`.
    #[cfg(any(feature = "hyper", feature = "blocking"))]
    pub fn proxy(mut self, proxy: crate::transport::Proxy) -> Self {
        self.transports.set_proxy(proxy);
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

impl<C> ClientBuilder<C> {
    /// `is_given` is whether it is meant for this service.
    pub(super) fn set_token_provider(
        &mut self,
        provider: impl ProvideToken + 'static,
        is_given: bool,
    ) {
        let keeper = Keeper::new(Ok(Arc::new(AsCredentials(provider))));
        self.identities.tokens = Some(Tokens { keeper, is_given });
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

    pub(super) fn set_variants(&mut self, fips: Option<bool>, dual_stack: Option<bool>) {
        self.fips = fips.or(self.fips);
        self.dual_stack = dual_stack.or(self.dual_stack);
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
        in_environment(|variable| self.build_with(variable))
    }

    fn build_with(self, variable: Variable<'_>) -> Result<C, ConfigError> {
        let settings = self.settings(variable, &|path| std::fs::read(path))?;
        self.build_of(&settings)
    }

    pub(super) fn build_of(self, settings: &Settings<'_>) -> Result<C, ConfigError> {
        let config = self.config(settings, None)?;
        Ok(C::from(Client::from_config(config)))
    }
}

/// Does something with this process's environment.
fn in_environment<T>(
    work: impl FnOnce(Variable<'_>) -> Result<T, ConfigError>,
) -> Result<T, ConfigError> {
    let unreadable = RefCell::new(None);
    let outcome = work(&|name| match std::env::var(name) {
        Ok(value) => Some(value).filter(|value| !value.is_empty()),
        Err(VarError::NotPresent) => None,
        Err(VarError::NotUnicode(_)) => {
            unreadable.replace(Some(name.to_owned()));
            None
        }
    });
    match unreadable.take() {
        Some(name) => Err(ConfigError::new(format!("{name} is no text in UTF-8"))),
        None => outcome,
    }
}

impl<C> ClientBuilder<C> {
    /// What a client would be made of, and what decided it: for people who wonder why a request goes where it goes.
    ///
    /// ```
    /// use shapesmith_runtime::{ConfigError, ClientBuilder};
    ///
    /// fn tell<C>(builder: &ClientBuilder<C>) -> Result<(), ConfigError> {
    ///     // region: eu-west-1 (AWS_REGION)
    ///     println!("{}", builder.explain()?);
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// There is no region, or a setting can't be understood.
    pub fn explain(&self) -> Result<Explanation, ConfigError> {
        in_environment(|variable| {
            let settings = self.settings(variable, &|path| std::fs::read(path))?;
            self.explained(&settings)
        })
    }

    pub(super) fn explained(&self, settings: &Settings<'_>) -> Result<Explanation, ConfigError> {
        let mut resolved = self.resolved(settings)?;
        let (region, endpoints) = self.place(&resolved, settings)?;
        resolved.region = self.given_region(&resolved);
        resolved.endpoint_url = self.given_endpoint(&resolved);
        let mut others = ForEndpoints::of(settings)?;
        let discovery = self.given_discovery(others.endpoint_discovery.clone());
        if self.endpoint_discovery.is_some() {
            others.endpoint_discovery = Some(discovery.clone());
        }
        let mut explanation = Explanation::of(&resolved, &others);
        let usual = endpoints.shown();
        let asked = self.discovery.filter(|found| found.asks(discovery.value));
        let place = match asked.filter(|_| resolved.endpoint_url.is_none()) {
            Some(found) => format!("where {} says, which goes to {usual}", found.operation.name),
            None => usual,
        };
        explanation.plain("requests go to", place);
        self.explain_signer(&mut explanation, settings, &endpoints)?;
        let source = if self.anonymous {
            "none, as requests aren't signed".to_owned()
        } else if self.credentials.is_some() {
            "a provider (the builder's `credentials`)".to_owned()
        } else {
            let transports = Arc::default();
            self.keeper(settings, Some(&region), &transports).source()
        };
        explanation.plain("credentials", source);
        Ok(explanation)
    }

    /// What is set outside of the program.
    ///
    /// # Errors
    /// A file can't be read or understood, or there is no such profile.
    #[cfg_attr(
        not(feature = "profile"),
        allow(
            clippy::unnecessary_wraps,
            clippy::unused_self,
            reason = "no file is read then"
        )
    )]
    pub(super) fn settings<'a>(
        &self,
        variable: Variable<'a>,
        read: Read<'_>,
    ) -> Result<Settings<'a>, ConfigError> {
        #[cfg(not(feature = "profile"))]
        let _ = read;
        Ok(Settings {
            variable,
            #[cfg(feature = "profile")]
            profiles: settings::Profiles::load(variable, self.profile.as_deref(), read)?,
        })
    }

    fn resolved(&self, settings: &Settings<'_>) -> Result<Resolved, ConfigError> {
        // What stands there is meant for services of AWS: nobody else's get a token because of it.
        let asks_for_endpoint =
            self.asks_for_endpoint && self.endpoint_url.is_none() && self.service.is_of_aws();
        Resolved::of(settings, self.service, asks_for_endpoint)
    }

    fn given_region(&self, resolved: &Resolved) -> Option<Found<String>> {
        let given = self.region.clone();
        let given = given.map(|region| Found::in_code(region, "region"));
        given.or_else(|| resolved.region.clone())
    }

    fn given_endpoint(&self, resolved: &Resolved) -> Option<Found<String>> {
        let given = self.endpoint_url.clone();
        let given = given.map(|url| Found::in_code(url, "endpoint_url"));
        given.or_else(|| resolved.endpoint_url.clone())
    }

    /// Whether the service is asked for endpoints.
    fn given_discovery(
        &self,
        outside: Option<Found<EndpointDiscovery>>,
    ) -> Found<EndpointDiscovery> {
        let given = self.endpoint_discovery.map(|asks| {
            let said = if asks {
                EndpointDiscovery::On
            } else {
                EndpointDiscovery::Off
            };
            Found::in_code(said, "endpoint_discovery")
        });
        let usual = || Found::in_code(EndpointDiscovery::Auto, "endpoint_discovery");
        given.or(outside).unwrap_or_else(usual)
    }

    /// The region, and where requests go.
    fn place(
        &self,
        resolved: &Resolved,
        settings: &Settings<'_>,
    ) -> Result<(String, Endpoints), ConfigError> {
        let url = self.given_endpoint(resolved);
        if url.is_none() && !self.service.is_of_aws() {
            return Err(no_address(self.service));
        }
        let said = place::Said {
            region: self.given_region(resolved),
            url,
            fips: self.fips,
            dual_stack: self.dual_stack,
            account_mode: self.account_mode,
            parameters: &self.parameters,
            anonymous: self.anonymous,
        };
        let found = said.place(self.service, settings)?;
        found.ok_or_else(|| no_region(settings))
    }

    /// What asks for credentials.
    fn keeper(
        &self,
        settings: &Settings<'_>,
        region: Option<&str>,
        transports: &Arc<Transports>,
    ) -> Keeper {
        if let Some(provider) = &self.credentials {
            return Keeper::new(Ok(Arc::clone(provider)));
        }
        #[cfg(feature = "profile")]
        return match super::providers::find(settings, region, transports, self.timeouts.connect) {
            Ok(finder) => Keeper::finding(finder),
            Err(why) => Keeper::new(Err(why)),
        };
        #[cfg(not(feature = "profile"))]
        {
            let _ = (region, transports);
            let found = settings::credentials(settings.variable)
                .and_then(|found| found.ok_or_else(|| settings::none(settings.variable)));
            Keeper::new(found.map(|found| Arc::new(found) as Arc<dyn ProvideCredentials>))
        }
    }

    /// What the client's calls share; another client may share its transports, and have credentials for it.
    pub(super) fn config(
        mut self,
        settings: &Settings<'_>,
        nested: Option<(Keeper, Arc<Transports>)>,
    ) -> Result<Config, ConfigError> {
        if self.named_badly {
            let why = "the name given to the builder's `basic_auth` has a colon in it, where the password would begin";
            return Err(ConfigError::new(why));
        }
        let resolved = self.resolved(settings)?;
        let (region, endpoints) = self.place(&resolved, settings)?;
        let discovery = match self.discovery {
            Some(found) if self.given_endpoint(&resolved).is_none() => Some((
                found,
                self.given_discovery(settings::endpoint_discovery(settings)?),
            )),
            _ => None,
        };
        #[cfg(any(feature = "hyper", feature = "blocking"))]
        self.transports.ask_for_proxy(settings.variable)?;
        let (credentials, transports) = if let Some(nested) = nested {
            nested
        } else {
            let transports = Arc::new(std::mem::take(&mut self.transports));
            let keeper = self.keeper(settings, Some(&region), &transports);
            (keeper, transports)
        };
        let signers = self.signers(settings);
        let identities = self.identities(settings)?.0;
        let retry = self.retry.unwrap_or_else(|| resolved.retry());
        let mut bodies = resolved.bodies();
        bodies.compressed_from = self.compressed_from.unwrap_or(bodies.compressed_from);
        bodies.checksums = self.checksums.unwrap_or(bodies.checksums);
        bodies.response_checksums = self.response_checksums.unwrap_or(bodies.response_checksums);
        let host_prefix = self.host_prefix.unwrap_or(resolved.host_prefix());
        let app_name = self.app_name.or(resolved.app_name.map(|found| found.value));
        let config = Config {
            service: self.service,
            protocol: self.protocol,
            region,
            endpoints,
            finder: None,
            host_prefix,
            bodies,
            credentials,
            retry,
            timeouts: self.timeouts.clamped(),
            max_response_size: self.max_response_size,
            identities,
            signers,
            anonymous: self.anonymous,
            #[cfg(feature = "metrics")]
            meter: self.meter,
            user_agent: user_agent::user_agent(
                self.service,
                retry.mode(),
                (settings.variable)("AWS_EXECUTION_ENV").as_deref(),
                app_name.as_deref(),
            ),
            transports,
            shared: Arc::default(),
        };
        Ok(match discovery {
            Some((found, said)) => Config {
                finder: Some(found.start(config.clone(), said)),
                ..config
            },
            None => config,
        })
    }
}

/// Whether the account of the credentials becomes a part of the address, where a service has one for each account.
///
/// Needs the feature `client`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum AccountIdEndpointMode {
    /// It does if it is known.
    #[default]
    Preferred,
    /// It does, and without it calls fail.
    Required,
    /// It doesn't.
    Disabled,
}

fn no_address(service: &Service) -> ConfigError {
    let id = service.id;
    ConfigError::new(format!(
        "{id} has no address of its own: the builder's `endpoint_url` has to be called"
    ))
}

fn no_region(settings: &Settings<'_>) -> ConfigError {
    #[cfg(feature = "profile")]
    let elsewhere = {
        let name = &settings.profiles.name;
        format!(", and the profile `{name}` has no `region`")
    };
    #[cfg(not(feature = "profile"))]
    let elsewhere = {
        let elsewhere = settings::elsewhere(settings.variable);
        elsewhere
            .map(|read| format!(" ({read})"))
            .unwrap_or_default()
    };
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

#[cfg(test)]
#[path = "builder_tests.rs"]
mod tests;
