//! The official SDK's shared configuration, taken over: its credential chain, region, endpoint and retries work here.

use std::sync::Arc;
use std::time::SystemTime;

use aws_credential_types::provider::token::{ProvideToken as _, SharedTokenProvider};
use aws_credential_types::provider::{ProvideCredentials as _, SharedCredentialsProvider};
use aws_types::SdkConfig;
use aws_types::service_config::ServiceConfigKey;
use jiff::Timestamp;

use super::ServiceClient;
use super::builder::ClientBuilder;
use super::credentials::{Credentials, ProvideCredentials, ProvidedCredentials};
use super::retry::RetryConfig;
use super::token::{BearerToken, ProvideToken, ProvidedToken};
use crate::error::CredentialsError;

/// A builder that takes region, credentials, endpoint, retries and name from the official SDK's configuration.
impl<C: ServiceClient> From<&SdkConfig> for ClientBuilder<C> {
    fn from(config: &SdkConfig) -> Self {
        C::builder().sdk_config(config)
    }
}

pub(super) fn apply<C>(builder: &mut ClientBuilder<C>, config: &SdkConfig) {
    match config.credentials_provider() {
        Some(provider) => builder.set_credentials(Arc::new(provider)),
        // What was loaded has a provider, unless `no_credentials` was called.
        None if config.service_config().is_some() => builder.set_anonymous(),
        None => {}
    }
    if let Some(provider) = config.token_provider() {
        // It is the same for all services, and may have no token: a signature goes before it.
        builder.set_token_provider(provider, false);
    }
    if let Some(region) = config.region() {
        builder.set_region(region.as_ref());
    }
    if let Some(url) = endpoint_url(config, builder.service_id()) {
        builder.set_endpoint_url(url);
    }
    if config.service_config().is_some() {
        // Whoever loaded it asked the environment, and was perhaps told to ignore what it says.
        builder.leave_environment_endpoint();
    }
    builder.set_variants(config.use_fips(), config.use_dual_stack());
    if let Some(name) = config.app_name() {
        builder.set_app_name(name.as_ref());
    }
    if let Some(retry) = config.retry_config() {
        // The mode's own type isn't re-exported.
        let base = match format!("{:?}", retry.mode()).as_str() {
            "Adaptive" => RetryConfig::adaptive(),
            _ => RetryConfig::standard(),
        };
        builder.set_retry(base.max_attempts(retry.max_attempts()));
    }
    if let Some(timeouts) = config.timeout_config() {
        builder.set_timeouts(
            timeouts.connect_timeout(),
            timeouts.operation_attempt_timeout(),
            timeouts.operation_timeout(),
        );
    }
}

/// The endpoint for the service, as the official clients choose it: what the program said, then what environment or
/// profile say of the service, then what they say of all.
fn endpoint_url(config: &SdkConfig, service: &str) -> Option<String> {
    let of_all = || config.endpoint_url().map(str::to_owned);
    if config.get_origin("endpoint_url").is_client_config() {
        return of_all();
    }
    let key = ServiceConfigKey::builder()
        .service_id(service)
        .env("AWS_ENDPOINT_URL")
        .profile("endpoint_url")
        .build();
    let of_service = config.service_config().zip(key.ok());
    of_service
        .and_then(|(services, key)| services.load_config(key))
        .or_else(of_all)
}

impl ProvideCredentials for SharedCredentialsProvider {
    fn credentials(&self) -> ProvidedCredentials<'_> {
        Box::pin(async move {
            let found = self.provide_credentials().await;
            match found {
                Ok(found) => Ok(converted(&found)),
                Err(error) => Err(CredentialsError::new(error)),
            }
        })
    }
}

impl ProvideToken for SharedTokenProvider {
    fn token(&self) -> ProvidedToken<'_> {
        Box::pin(async move {
            let found = self.provide_token().await;
            let found = found.map_err(CredentialsError::new)?;
            let token = BearerToken::new(found.token());
            Ok(match found.expiration().and_then(timestamp) {
                Some(end) => token.expires_at(end),
                None => token,
            })
        })
    }
}

fn converted(found: &aws_credential_types::Credentials) -> Credentials {
    let credentials = Credentials::new(found.access_key_id(), found.secret_access_key());
    let credentials = match found.session_token() {
        Some(token) => credentials.session_token(token),
        None => credentials,
    };
    let credentials = match found.account_id() {
        Some(account) => credentials.account_id(account.as_str()),
        None => credentials,
    };
    match found.expiry().and_then(timestamp) {
        Some(end) => credentials.expires_at(end),
        None => credentials,
    }
}

fn timestamp(at: SystemTime) -> Option<Timestamp> {
    Timestamp::try_from(at).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail so")]

    use aws_types::SdkConfig;
    use aws_types::region::Region;
    use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};

    use super::super::{Client, ClientBuilder, Credentials};
    use crate::over_http::protocol::AwsJson1_1;
    use crate::tables::Service;

    static SERVICE: Service = Service {
        endpoint_prefix: "fsx",
        ..Service::UNKNOWN
    };

    /// What `aws-config` leaves with everything that it has loaded.
    #[derive(Debug)]
    struct Loaded;

    impl LoadServiceConfig for Loaded {
        fn load_config(&self, _: ServiceConfigKey<'_>) -> Option<String> {
            None
        }
    }

    fn is_anonymous(
        config: &SdkConfig,
        change: impl FnOnce(ClientBuilder<Client>) -> ClientBuilder<Client>,
    ) -> bool {
        let builder = Client::builder(&SERVICE, &AwsJson1_1).sdk_config(config);
        change(builder).build().unwrap().config.anonymous
    }

    #[test]
    fn no_credentials_of_aws_config_makes_a_client_that_signs_nothing() {
        let base = || SdkConfig::builder().region(Region::new("us-east-1"));
        let loaded = base().service_config(Loaded).build();
        assert!(is_anonymous(&loaded, |builder| builder));
        // What was put together by hand says nothing of it.
        assert!(!is_anonymous(&base().build(), |builder| builder));
        let credentials = Credentials::new("a", "b");
        assert!(!is_anonymous(&loaded, |builder| builder.credentials(credentials)));
    }
}
