//! Where calls go whose rules look at the call, and how they are signed there.

#![allow(dead_code, reason = "the macros make more than these tests call")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::tests::{Answer, Error, Response, Sent, answer};
use super::{AccountIdEndpointMode, Call, Client, ClientBuilder, Credentials};
use crate::__private::v1::{Described, Member, Schema, Trait, wire};
use crate::over_http::protocol::RestJson1;
use crate::stream::ByteStream;
use crate::tables::{
    Attribute, BuiltIn, Constant, Expression, Operation, OperationTrait, Parameter, Properties,
    RuleSet, RuleStep, Scheme, SchemeKind, Service, Step, Term,
};

/// A bucket stands before the host, behind it `fast` or the first of the names, and before all the account if it is known.
static RULES: RuleSet = RuleSet {
    parameters: &[
        Parameter::new("Region").of(BuiltIn::Region),
        Parameter::new("Bucket"),
        Parameter::new("Fast"),
        Parameter::new("Names"),
        Parameter::new("AccountId").of(BuiltIn::AccountId),
        Parameter::new("Mode").of(BuiltIn::AccountIdMode),
    ],
    texts: &[
        "https://",
        ".",
        ".fast.example.com",
        ".example.com",
        "required",
        "no account",
        "us-west-2",
        "named",
    ],
    parts: &[7, 1, 9, 7, 4, 8, 1, 10, 7, 11, 8, 1, 10, 7, 1, 10],
    terms: &[
        Term::Parameter(0),
        Term::Parameter(1),
        Term::Parameter(2),
        Term::Parameter(3),
        Term::Parameter(4),
        Term::Parameter(5),
        Term::HostLabel(1, false),
        Term::Text(0),
        Term::Text(1),
        Term::Text(2),
        Term::Text(3),
        Term::Attribute(3, Attribute::Element(0)),
        Term::Join(0, 3),
        Term::Join(3, 5),
        Term::Join(8, 5),
        Term::Join(13, 3),
        Term::Text(4),
        Term::Equal(5, 16),
        Term::Text(5),
        Term::Text(6),
        Term::Text(7),
    ],
    properties: &[
        Properties::NONE,
        Properties {
            schemes: &[
                Scheme::new(SchemeKind::SigV4A),
                Scheme {
                    signing_name: Some(20),
                    signing_region: Some(19),
                    ..Scheme::new(SchemeKind::SigV4)
                },
            ],
            headers: &[("x-bucket", &[1])],
            ..Properties::NONE
        },
        Properties {
            schemes: &[Scheme::new(SchemeKind::SigV4A)],
            ..Properties::NONE
        },
    ],
    steps: &[
        RuleStep::unless(2, 2),
        RuleStep::endpoint(12, 1),
        RuleStep::unless(11, 4),
        RuleStep::endpoint(14, 2),
        RuleStep::unless(4, 6),
        RuleStep::endpoint(13, 0),
        RuleStep::unless(17, 8),
        RuleStep::error(18),
        RuleStep::endpoint(15, 0),
    ],
};

static SERVICE: Service = Service {
    id: "Buckets",
    endpoint_prefix: "buckets",
    signing_name: "buckets",
    rules: &RULES,
    rules_per_call: true,
    ..Service::UNKNOWN
};

#[derive(Clone, Default)]
pub struct Input {
    bucket: String,
    key: String,
    names: Vec<String>,
}

impl Described for Input {
    const SCHEMA: &'static Schema = &Schema::new(
        "Input",
        &[
            Member::new("Bucket").with(&[Trait::Label("Bucket"), Trait::ContextParam("Bucket")]),
            Member::new("Key").with(&[Trait::Label("Key")]),
            Member::new("Names"),
        ],
    );
}

wire! { struct Input impl Default { 0 => bucket, 1 => key, 2 => names } }

static GET: Operation = Operation {
    name: "Get",
    method: "GET",
    uri: "/{Bucket}/{Key+}",
    traits: &[
        OperationTrait::PathInRules,
        OperationTrait::OperationContext(
            "Names",
            &Expression::Path(&[Step::Member(2), Step::Each]),
        ),
    ],
    ..Operation::post(&SERVICE)
};

static FAST: Operation = Operation {
    name: "Fast",
    method: "GET",
    uri: "/{Bucket}",
    traits: &[
        OperationTrait::PathInRules,
        OperationTrait::StaticContext("Fast", Constant::Boolean(true)),
    ],
    ..Operation::post(&SERVICE)
};

fn input(key: &str, names: &[&str]) -> Input {
    Input {
        bucket: "mine".to_owned(),
        key: key.to_owned(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
    }
}

/// A client that is always answered, and what it was sent.
fn client(change: impl FnOnce(ClientBuilder<Client>) -> ClientBuilder<Client>) -> (Client, Sent) {
    let sent = Sent::default();
    let seen = Arc::clone(&sent);
    let transport = move |request: http::Request<ByteStream>| {
        seen.lock().unwrap().push(request);
        async move { Answer::from(answer(200, "{}")) }
    };
    let builder = Client::builder(&SERVICE, &RestJson1).region("eu-west-1");
    let builder = builder.credentials(Credentials::new("AKID", "secret"));
    (change(builder).transport(transport).build().unwrap(), sent)
}

/// Where the call went, or why it didn't.
async fn went(client: &(Client, Sent), operation: &'static Operation, input: Input) -> String {
    let call: Call<Response, Error> = client.0.call(operation, input);
    match call.await {
        Ok(_) => client.1.lock().unwrap().last().unwrap().uri().to_string(),
        Err(error) => error.to_string(),
    }
}

#[tokio::test]
async fn what_the_input_says_goes_into_the_host_and_not_into_the_path_too() {
    let client = client(|builder| builder);
    let plain = went(&client, &GET, input("a//b", &[])).await;
    assert_eq!(plain, "https://mine.example.com/a//b");
    // Without a bucket there would be another one: the key's first segment.
    let none = Input {
        bucket: String::new(),
        ..input("a/b", &[])
    };
    let refused = went(&client, &GET, none).await;
    assert!(refused.contains("no request can go to"), "{refused}");
    assert_eq!(client.1.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn the_endpoint_says_how_it_is_signed_and_which_headers_go_along() {
    let client = client(|builder| builder.auth_scheme_preference(["sigv4"]));
    let fast = went(&client, &FAST, input("", &[])).await;
    assert_eq!(fast, "https://mine.fast.example.com/");
    let sent = client.1.lock().unwrap();
    let header = |name: &str| sent[0].headers()[name].to_str().unwrap().to_owned();
    assert!(header("authorization").contains("/us-west-2/named/aws4_request"));
    assert_eq!(header("x-bucket"), "mine");
}

#[cfg(not(feature = "sigv4a"))]
#[tokio::test]
async fn a_way_to_sign_that_there_is_not_is_told_before_anything_is_sent() {
    let client = client(|builder| builder);
    let refused = went(&client, &GET, input("a", &["first", "second"])).await;
    assert!(refused.contains("needs the feature `sigv4a`"), "{refused}");
    assert!(client.1.lock().unwrap().is_empty());
    let call: Call<Response, Error> = client.0.call(&GET, input("a", &["first", "second"]));
    // It can be signed elsewhere.
    let request = call.http_request().unwrap();
    assert_eq!(request.uri(), "https://first.mine.example.com/a");
}

#[tokio::test]
async fn a_label_that_no_host_can_have_goes_nowhere() {
    let client = client(|builder| builder);
    for bucket in ["a/b", "attacker.example/", "a b", "-a", "a@b"] {
        let bucket = Input {
            bucket: bucket.to_owned(),
            ..input("k", &[])
        };
        let refused = went(&client, &GET, bucket).await;
        assert!(
            refused.contains("Buckets has no endpoint here"),
            "{refused}"
        );
    }
    assert!(client.1.lock().unwrap().is_empty());
}

#[tokio::test]
async fn an_account_is_asked_for_before_the_address_is_known() {
    let asked = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&asked);
    let provider = move || {
        seen.fetch_add(1, Ordering::Relaxed);
        Ok(Credentials::new("AKID", "secret").account_id("0123"))
    };
    let known = client(|builder| builder.credentials(provider));
    let with = went(&known, &GET, input("a", &[])).await;
    assert_eq!(with, "https://0123.mine.example.com/a");
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    let unknown =
        client(|builder| builder.account_id_endpoint_mode(AccountIdEndpointMode::Required));
    let refused = went(&unknown, &GET, input("a", &[])).await;
    let place = "the account is required by the builder's `account_id_endpoint_mode`";
    let told = refused.contains("no account") && refused.contains(place);
    assert!(told, "{refused}");
    let anonymous = client(ClientBuilder::anonymous);
    let without = went(&anonymous, &GET, input("a", &[])).await;
    assert_eq!(without, "https://mine.example.com/a");
}

/// Sessions of S3 Express, unless somebody does without.
static OF_SESSIONS: Service = Service {
    id: "Sessions",
    endpoint_prefix: "s3",
    signing_name: "s3",
    rules: &RuleSet {
        parameters: &[Parameter::new("DisableS3ExpressSessionAuth")],
        texts: &["https://plain.example.com", "https://session.example.com"],
        parts: &[],
        terms: &[Term::Parameter(0), Term::Text(0), Term::Text(1)],
        properties: &[
            Properties::NONE,
            Properties {
                schemes: &[Scheme::new(SchemeKind::SigV4S3Express)],
                ..Properties::NONE
            },
        ],
        steps: &[
            RuleStep::unless(0, 2),
            RuleStep::endpoint(1, 0),
            RuleStep::endpoint(2, 1),
        ],
    },
    rules_per_call: true,
    ..Service::UNKNOWN
};

#[tokio::test]
async fn who_does_without_sessions_of_s3_express_says_so_in_code_environment_or_profile() {
    static PUT: Operation = Operation::post(&OF_SESSIONS);
    let variable = "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH";
    let name = "DisableS3ExpressSessionAuth";
    let reads_profiles = cfg!(feature = "profile");
    for (in_code, outside, profile, goes_plain) in [
        (None, None, "", false),
        (None, Some("true"), "", true),
        (
            None,
            Some("false"),
            "s3_disable_express_session_auth = true",
            false,
        ),
        (
            None,
            None,
            "s3_disable_express_session_auth = true",
            reads_profiles,
        ),
        (Some(false), Some("true"), "", false),
        (Some(true), Some("false"), "", true),
    ] {
        let read = move |name: &str| {
            let home = Some("/me").filter(|_| name == "HOME");
            let found = outside.filter(|_| name == variable);
            found.or(home).map(str::to_owned)
        };
        let file = format!("[default]\n{profile}\n").into_bytes();
        let builder = Client::builder(&OF_SESSIONS, &RestJson1)
            .region("eu-west-1")
            .credentials(Credentials::new("AKID", "secret"))
            .transport(|_| async { Answer::from(answer(200, "{}")) });
        let builder = match in_code {
            Some(off) => builder.endpoint_parameter(name, off),
            None => builder,
        };
        let settings = builder.settings(&read, &|_| Ok(file.clone())).unwrap();
        let client: Client = builder.build_of(&settings).unwrap();
        let call: Call<Response, Error> = client.call(&PUT, ());
        match call.await {
            Ok(_) => assert!(goes_plain, "{outside:?} {profile}"),
            Err(error) => {
                let why = "signing with sigv4-s3express is not supported yet";
                assert!(error.to_string().contains(why), "{error}");
                assert!(!goes_plain, "{outside:?} {profile}");
            }
        }
    }
}
