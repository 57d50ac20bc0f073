//! The official SDK's configuration works unchanged: its credentials, region, endpoint, retries and name.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_types::SdkConfig;
use aws_types::app_name::AppName;
use aws_types::region::Region;
use fsx::types::CreateBackupRequest;
use fsx::{Client, ClientBuilder, Error};
use fsx_server::{Fault, Plan, Server};

fn config(server: &Server) -> SdkConfig {
    let credentials =
        Credentials::new("AKIDOFFICIAL", "hush", Some("a token".into()), None, "test");
    SdkConfig::builder()
        .region(Region::new("eu-west-1"))
        .endpoint_url(server.endpoint())
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .app_name(AppName::new("nightly").unwrap())
        .build()
}

/// A client whose credentials come from this provider.
fn provided(
    server: &Server,
    provider: impl aws_credential_types::provider::ProvideCredentials + 'static,
) -> Client {
    let builder = ClientBuilder::from(&config(server));
    builder.credentials_provider(provider).build().unwrap()
}

fn request() -> CreateBackupRequest {
    CreateBackupRequest::new().file_system_id("fs-0000000000000000b")
}

#[tokio::test]
async fn credentials_region_endpoint_and_name_are_taken_over() {
    let server = Server::start(Plan::default()).unwrap();
    let client: Client = ClientBuilder::from(&config(&server)).build().unwrap();
    client.create_backup(request()).await.unwrap();
    let received = server.received();
    let signature = received[0].header("authorization").unwrap();
    assert!(
        signature.contains("Credential=AKIDOFFICIAL/"),
        "{signature}"
    );
    assert!(
        signature.contains("/eu-west-1/fsx/aws4_request"),
        "{signature}"
    );
    assert_eq!(received[0].header("x-amz-security-token"), Some("a token"));
    let agent = received[0].header("user-agent").unwrap();
    assert!(agent.ends_with("app/nightly"), "{agent}");
}

#[tokio::test]
async fn what_the_program_says_goes_before_the_configuration() {
    let server = Server::start(Plan::of([Fault::DroppedBefore])).unwrap();
    let retry = fsx::RetryConfig::disabled();
    let client: Client = ClientBuilder::from(&config(&server))
        .retry(retry)
        .build()
        .unwrap();
    let error = client.create_backup(request()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert_eq!(server.received().len(), 1);
}

/// A provider of somebody else's.
#[derive(Debug)]
struct Vault;

impl aws_credential_types::provider::ProvideCredentials for Vault {
    fn provide_credentials<'a>(
        &'a self,
    ) -> aws_credential_types::provider::future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let credentials = Credentials::new("AKIDVAULT", "hush", None, None, "vault");
        aws_credential_types::provider::future::ProvideCredentials::ready(Ok(credentials))
    }
}

#[tokio::test]
async fn any_provider_of_the_official_sdk_gives_credentials() {
    let server = Server::start(Plan::default()).unwrap();
    let client = provided(&server, Vault);
    client.create_backup(request()).await.unwrap();
    let received = server.received();
    let signature = received[0].header("authorization").unwrap();
    assert!(signature.contains("Credential=AKIDVAULT/"), "{signature}");
}

/// What aws-config makes of environment and profile.
#[derive(Debug)]
struct Configured(&'static str);

impl aws_types::service_config::LoadServiceConfig for Configured {
    fn load_config(&self, key: aws_types::service_config::ServiceConfigKey<'_>) -> Option<String> {
        let asked = (key.service_id(), key.env(), key.profile());
        let known = ("FSx", "AWS_ENDPOINT_URL", "endpoint_url");
        (asked == known).then(|| self.0.to_owned())
    }
}

#[tokio::test]
async fn the_services_own_endpoint_goes_before_that_of_all() {
    let server = Server::start(Plan::default()).unwrap();
    let of_service: &'static str = server.endpoint().leak();
    let shared = config(&server)
        .into_builder()
        .endpoint_url("http://127.0.0.1:1")
        .service_config(Configured(of_service))
        .build();
    let client: Client = ClientBuilder::from(&shared).build().unwrap();
    client.create_backup(request()).await.unwrap();

    let mut by_program = shared.into_builder();
    by_program.insert_origin("endpoint_url", aws_types::origin::Origin::shared_config());
    let client: Client = ClientBuilder::from(&by_program.build()).build().unwrap();
    let call = client
        .create_backup(request())
        .retry(fsx::RetryConfig::disabled());
    assert!(matches!(call.await, Err(Error::Transport(_))));
}

#[tokio::test]
async fn an_endpoint_that_the_program_gave_stays_where_the_configuration_has_none() {
    let server = Server::start(Plan::default()).unwrap();
    let mut silent = config(&server).into_builder();
    silent.set_endpoint_url(None);
    let client: Client = Client::builder()
        .endpoint_url(server.endpoint())
        .sdk_config(&silent.build())
        .build()
        .unwrap();
    client.create_backup(request()).await.unwrap();
    assert_eq!(server.received().len(), 1);
}

/// A provider that needs tokio, as those of instances and containers do.
#[derive(Debug)]
struct Metadata;

impl aws_credential_types::provider::ProvideCredentials for Metadata {
    fn provide_credentials<'a>(
        &'a self,
    ) -> aws_credential_types::provider::future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        aws_credential_types::provider::future::ProvideCredentials::new(async {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
            Ok(Credentials::new(
                "AKIDMETADATA",
                "hush",
                None,
                None,
                "metadata",
            ))
        })
    }
}

#[test]
fn a_blocking_program_gives_the_official_providers_what_they_need() {
    let server = Server::start(Plan::default()).unwrap();
    let client = provided(&server, Metadata);
    client.create_backup(request()).send_blocking().unwrap();
    let received = server.received();
    let signature = received[0].header("authorization").unwrap();
    assert!(
        signature.contains("Credential=AKIDMETADATA/"),
        "{signature}"
    );
}

/// The runtime's only thread waits for the call, so that nothing else of it can move meanwhile.
#[tokio::test]
async fn a_blocking_call_within_a_runtime_gives_the_official_providers_what_they_need() {
    let server = Server::start(Plan::default()).unwrap();
    let client = provided(&server, Metadata);
    client.create_backup(request()).send_blocking().unwrap();
    assert_eq!(server.received().len(), 1);
}
