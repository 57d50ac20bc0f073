//! Who calls, as the requests say it: by which signer, for which regions, or by whose token.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::tests::{Answer, Error, Request, Response, Sent, answer};
use super::{BearerToken, Call, Client, ClientBuilder, Credentials};
use crate::error::CredentialsError;
use crate::over_http::protocol::AwsJson1_1;
use crate::stream::ByteStream;
use crate::tables::{Operation, Service};

const SIGV4: &str = "aws.auth#sigv4";
const BEARER: &str = "smithy.api#httpBearerAuth";

static SERVICE: Service = Service {
    id: "Bed Rock",
    endpoint_prefix: "bed-rock",
    signing_name: "bed-rock",
    auth: &[SIGV4, "aws.auth#sigv4a", BEARER, "smithy.api#noAuth"],
    ..Service::UNKNOWN
};

static CALL: Operation = Operation::post(&SERVICE);

/// Of a team that has no signature.
static OWN: Operation = Operation::post(&Service {
    id: "Own",
    auth: &[BEARER],
    ..Service::UNKNOWN
});

const TOKEN: (&str, &str) = ("AWS_BEARER_TOKEN_BED_ROCK", "hush-env");

/// A client in this environment that is always answered, and what it was sent.
struct World {
    client: Client,
    sent: Sent,
}

impl World {
    fn new(
        operation: &Operation,
        variables: &[(&str, &str)],
        change: impl FnOnce(ClientBuilder<Client>) -> ClientBuilder<Client>,
    ) -> Self {
        let sent = Sent::default();
        let seen = Arc::clone(&sent);
        let transport = move |request: http::Request<ByteStream>| {
            seen.lock().unwrap().push(request);
            async move { Answer::from(answer(200, "{}")) }
        };
        let builder = Client::builder(operation.service, &AwsJson1_1).region("eu-west-1");
        let builder = change(builder).transport(transport);
        let client = builder.build_of(&super::settings::in_a_test(&|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        }));
        let client = client.unwrap();
        Self { client, sent }
    }

    /// What the request said, or why there was none.
    async fn said(&self, operation: &'static Operation) -> String {
        let call: Call<Response, Error> = self.client.call(operation, Request::new());
        match call.await {
            Ok(_) => self.header("authorization"),
            Err(error) => error.to_string(),
        }
    }

    fn header(&self, name: &str) -> String {
        let sent = self.sent.lock().unwrap();
        let value = sent.last().unwrap().headers().get(name);
        value.map_or("", |value| value.to_str().unwrap()).to_owned()
    }
}

fn signed(builder: ClientBuilder<Client>) -> ClientBuilder<Client> {
    let credentials = Credentials::new("AKID", "hush").session_token("hush-session");
    builder.credentials(credentials)
}

#[cfg(feature = "sigv4a")]
#[tokio::test]
async fn a_signature_for_several_regions_names_them_and_covers_them_and_the_token() {
    const PREFERRED: (&str, &str) = ("AWS_AUTH_SCHEME_PREFERENCE", "sigv9, sigv4a ,sigv4");
    let set = ("AWS_SIGV4A_SIGNING_REGION_SET", "us-east-1, eu-west-1");
    let given = |builder| signed(builder).sigv4a_signing_region_set(["us-west-2", "us-west-1"]);
    let plain = World::new(&CALL, &[PREFERRED], signed);
    let of_environment = World::new(&CALL, &[PREFERRED, set], signed);
    let of_code = World::new(&CALL, &[PREFERRED, set], given);
    for (world, regions) in [
        (plain, "*"),
        (of_environment, "us-east-1,eu-west-1"),
        (of_code, "us-west-2,us-west-1"),
    ] {
        let said = world.said(&CALL).await;
        assert!(
            said.starts_with("AWS4-ECDSA-P256-SHA256 Credential=AKID/"),
            "{said}"
        );
        assert!(said.contains("/bed-rock/aws4_request, "), "{said}");
        let covered = "host;x-amz-date;x-amz-region-set;x-amz-security-token;x-amz-target,";
        assert!(said.contains(covered), "{said}");
        assert_eq!(world.header("x-amz-region-set"), regions);
        assert_eq!(world.header("x-amz-security-token"), "hush-session");
        // Another attempt is signed with the same key.
        assert!(world.said(&CALL).await.starts_with("AWS4-ECDSA"));
    }
    let odd = World::new(&CALL, &[PREFERRED], |builder| {
        signed(builder).sigv4a_signing_region_set(["a\nb"])
    });
    let refused = odd.said(&CALL).await;
    assert!(
        refused.contains("the regions of the signature can't"),
        "{refused}"
    );
}

#[cfg(feature = "sigv4a")]
#[tokio::test]
async fn a_signature_for_several_regions_needs_credentials_that_are_there() {
    let world = World::new(&CALL, &[], |builder| {
        let none = || Err(CredentialsError::new("nobody is there"));
        builder.credentials(none).auth_scheme_preference(["sigv4a"])
    });
    let refused = world.said(&CALL).await;
    assert!(refused.contains("nobody is there"), "{refused}");
}

#[tokio::test]
async fn whoever_prefers_to_say_nothing_needs_no_credentials() {
    let preferred = [
        ("AWS_AUTH_SCHEME_PREFERENCE", "noAuth"),
        ("AWS_REGION", "x"),
    ];
    let world = World::new(&CALL, &preferred, |builder| builder);
    assert_eq!(world.said(&CALL).await, "");
}

#[tokio::test]
async fn a_token_of_the_environment_goes_before_a_signature_unless_the_program_chose() {
    let world = World::new(&CALL, &[TOKEN], signed);
    assert_eq!(world.said(&CALL).await, "Bearer hush-env");
    let preferred = [TOKEN, ("AWS_AUTH_SCHEME_PREFERENCE", "sigv4")];
    let world = World::new(&CALL, &preferred, signed);
    assert_eq!(world.said(&CALL).await, "Bearer hush-env");
    let world = World::new(&CALL, &[TOKEN], |builder| {
        signed(builder).auth_scheme_preference(["sigv4"])
    });
    assert!(world.said(&CALL).await.starts_with("AWS4-HMAC-SHA256"));
    let world = World::new(&CALL, &[TOKEN], |builder| builder.bearer_token("given"));
    assert_eq!(world.said(&CALL).await, "Bearer given");
}

#[tokio::test]
async fn a_token_is_not_sent_where_it_can_be_read() {
    let plain = |builder: ClientBuilder<Client>| builder.endpoint_url("http://127.0.0.1:1");
    let world = World::new(&CALL, &[TOKEN], plain);
    let refused = world.said(&CALL).await;
    assert!(refused.contains("over https alone"), "{refused}");
    assert!(!refused.contains("hush"), "{refused}");
    assert!(world.sent.lock().unwrap().is_empty());
    let own = World::new(&OWN, &[], |builder| plain(builder).bearer_token("t0k"));
    assert_eq!(own.said(&OWN).await, "Bearer t0k");
    let elsewhere = World::new(&OWN, &[], |builder| {
        let builder = builder.endpoint_url("http://own.example.com");
        builder.bearer_token("t0k")
    });
    let refused = elsewhere.said(&OWN).await;
    assert!(refused.contains("`http://own.example.com`"), "{refused}");
}

#[tokio::test]
async fn a_provider_of_tokens_is_asked_once_and_what_it_says_is_told() {
    let asked = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&asked);
    let provider = move || {
        seen.fetch_add(1, Ordering::Relaxed);
        Ok(BearerToken::new("hush-asked"))
    };
    // The environment's is for whoever says nothing.
    let world = World::new(&CALL, &[TOKEN], |builder| {
        builder.bearer_token_provider(provider)
    });
    assert_eq!(world.said(&CALL).await, "Bearer hush-asked");
    assert_eq!(world.said(&CALL).await, "Bearer hush-asked");
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    let call: Call<Response, Error> = world.client.call(&CALL, Request::new());
    let now = jiff::Timestamp::UNIX_EPOCH;
    let handed_on = call.signed_request(&Credentials::new("AKID", "hush"), now);
    let refused = handed_on.unwrap_err().to_string();
    assert!(refused.contains("`bearer_token`"), "{refused}");

    let none = || Err(CredentialsError::new("no token today"));
    let world = World::new(&CALL, &[], |builder| builder.bearer_token_provider(none));
    let refused = world.said(&CALL).await;
    assert!(refused.contains("no token today"), "{refused}");
    let odd = || Ok(BearerToken::new("a\nb"));
    let world = World::new(&CALL, &[], |builder| builder.bearer_token_provider(odd));
    let refused = world.said(&CALL).await;
    assert!(refused.contains("can't stand in a header"), "{refused}");
}

#[cfg(feature = "aws-config")]
#[tokio::test]
async fn the_official_configurations_token_is_sent_where_nothing_else_is_said() {
    use aws_credential_types::Token;
    use aws_credential_types::provider::token::SharedTokenProvider;

    let provider = SharedTokenProvider::new(Token::new("hush-official", None));
    let config = aws_types::SdkConfig::builder().token_provider(provider);
    let config = config.build();
    let said = async |operation, change: fn(ClientBuilder<Client>) -> ClientBuilder<Client>| {
        let world = World::new(operation, &[], |builder| {
            let builder = builder.endpoint_url("https://own.example.com");
            change(builder.sdk_config(&config))
        });
        world.said(operation).await
    };
    let official = said(&OWN, |builder| builder).await;
    assert_eq!(official, "Bearer hush-official");
    let given = said(&OWN, |builder| builder.bearer_token("given")).await;
    assert_eq!(given, "Bearer given");
    // It is the same for all services, and one that signs goes on doing so.
    assert!(said(&CALL, signed).await.starts_with("AWS4-HMAC-SHA256"));
}

#[test]
fn a_client_tells_its_signer_and_what_decided_it() {
    let signer = |variables: &[(&str, &str)],
                  change: fn(ClientBuilder<Client>) -> ClientBuilder<Client>| {
        let builder = Client::builder(&SERVICE, &AwsJson1_1).region("eu-west-1");
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let settings = super::settings::in_a_test(&variable);
        let told = change(builder).explained(&settings).unwrap().to_string();
        let mut lines = told.lines();
        let line = lines.find_map(|line| line.strip_prefix("signer: "));
        line.unwrap_or(&told).to_owned()
    };
    let as_it_is = |builder| builder;
    assert_eq!(signer(&[], as_it_is), "Signature Version 4");
    let token = signer(&[TOKEN], as_it_is);
    assert_eq!(token, "a bearer token (AWS_BEARER_TOKEN_BED_ROCK)");
    let preferred = [("AWS_AUTH_SCHEME_PREFERENCE", "noAuth")];
    let nothing = signer(&preferred, as_it_is);
    assert_eq!(nothing, "nothing (AWS_AUTH_SCHEME_PREFERENCE)");
    let chosen = signer(&[TOKEN], |builder| {
        builder.auth_scheme_preference(["noAuth"])
    });
    assert_eq!(chosen, "nothing (the builder's `auth_scheme_preference`)");
    #[cfg(feature = "sigv4a")]
    {
        let chosen = signer(&[], |builder| builder.auth_scheme_preference(["sigv4a"]));
        let why = "the builder's `auth_scheme_preference`";
        assert_eq!(chosen, format!("Signature Version 4A ({why})"));
    }
    let anonymous = signer(&[], ClientBuilder::anonymous);
    assert_eq!(anonymous, "nothing (the builder's `anonymous`)");
}
