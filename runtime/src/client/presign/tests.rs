//! What is refused before anything is signed, what a URL says of itself, and what is left to whoever uses it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http::header::{HeaderName, HeaderValue};
use jiff::Timestamp;

use super::{DsqlToken, EksToken, PostPolicy, PresignedRequest, Presigning, RdsToken};
use crate::__private::v1::{Described, Member, Schema, Trait, wire};
use crate::client::tests::{CREATE, Error, Request, Response, SERVICE};
use crate::client::{Call, Client, ClientBuilder, Credentials};
use crate::over_http::protocol::{AwsJson1_1, Protocol, RestJson1};
use crate::stream::ByteStream;
use crate::tables::{Operation, OperationTrait, Service};

/// An upload, as S3's.
#[derive(Clone, Default)]
pub struct Upload {
    bucket: String,
    key: String,
    body: ByteStream,
    length: Option<i64>,
    kind: Option<String>,
    acl: Option<String>,
}

impl Described for Upload {
    const SCHEMA: &'static Schema = &Schema::new(
        "Upload",
        &[
            Member::new("Bucket").with(&[Trait::Label("Bucket")]),
            Member::new("Key").with(&[Trait::Label("Key")]),
            Member::new("Body").with(&[Trait::Payload, Trait::Streaming]),
            Member::new("Length").with(&[Trait::Header("Content-Length")]),
            Member::new("Kind").with(&[Trait::Header("Content-Type")]),
            Member::new("Acl").with(&[Trait::Header("x-amz-acl")]),
        ],
    );
}

wire! { struct Upload impl Default { 0 => bucket, 1 => key, 2 => body, 3 => length, 4 => kind, 5 => acl } }

static STORE: Service = Service {
    id: "S3",
    endpoint_prefix: "s3",
    signing_name: "s3",
    signature_version: "s3v4",
    ..Service::UNKNOWN
};

static PUT: Operation = Operation {
    name: "PutObject",
    method: "PUT",
    uri: "/{Bucket}/{Key+}",
    ..Operation::post(&STORE)
};

/// Its signature covers the body.
static PUT_ELSEWHERE: Operation = Operation {
    service: &SERVICE,
    ..PUT
};

static LOGIN: Operation = Operation {
    name: "Login",
    traits: &[OperationTrait::Unsigned],
    ..Operation::post(&SERVICE)
};

static OF_A_TOKEN: Operation = Operation {
    traits: &[OperationTrait::Auth(&["smithy.api#httpBearerAuth"])],
    ..Operation::post(&SERVICE)
};

const MINUTE: Duration = Duration::from_secs(60);

fn credentials() -> Credentials {
    Credentials::new("AKIDEXAMPLE", "hush")
}

fn now() -> Timestamp {
    "2023-11-14T22:13:20Z".parse().unwrap()
}

fn builder(service: &'static Service, protocol: &'static dyn Protocol) -> ClientBuilder<Client> {
    Client::builder(service, protocol)
        .region("us-east-1")
        .credentials(credentials())
}

fn create() -> Call<Response, Error> {
    let client = builder(&SERVICE, &AwsJson1_1).build().unwrap();
    client.call(&CREATE, Request::new())
}

fn upload(
    operation: &'static Operation,
    change: impl FnOnce(&mut Upload),
) -> Call<Response, Error> {
    let client = builder(operation.service, &RestJson1).build().unwrap();
    let mut upload = Upload {
        bucket: "bucket".to_owned(),
        key: "a/b".to_owned(),
        ..Upload::default()
    };
    change(&mut upload);
    client.call(operation, upload)
}

fn signed(call: Call<Response, Error>) -> PresignedRequest {
    call.presigned_request(&credentials(), now(), MINUTE)
        .unwrap()
}

fn refused(call: Call<Response, Error>) -> String {
    let made = call.presigned_request(&credentials(), now(), MINUTE);
    made.unwrap_err().to_string()
}

#[tokio::test]
async fn how_long_it_holds_is_looked_at_before_anybody_is_asked() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let provider = move || {
        counter.fetch_add(1, Ordering::Relaxed);
        Ok(credentials())
    };
    let client = builder(&SERVICE, &AwsJson1_1)
        .credentials(provider)
        .build()
        .unwrap();
    let call = || client.call::<Response, Error>(&CREATE, Request::new());
    for (expires, bound) in [
        (Duration::ZERO, "1 second at least"),
        (Duration::from_millis(999), "1 second at least"),
        (Duration::from_secs(604_801), "604800 seconds"),
        (Duration::MAX, "604800 seconds"),
    ] {
        let error = call().presigned(expires).await.unwrap_err().to_string();
        assert!(error.contains(bound), "{error}");
        let form = upload(&PUT, |_| {})
            .presigned_post(PostPolicy::new(expires))
            .await;
        assert!(form.unwrap_err().to_string().contains(bound));
    }
    assert_eq!(asked.load(Ordering::Relaxed), 0);
    for seconds in [1, 604_800] {
        let signed = call()
            .presigned(Duration::from_secs(seconds))
            .await
            .unwrap();
        assert!(signed.url().contains(&format!("X-Amz-Expires={seconds}&")));
    }
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

#[test]
fn only_the_url_itself_tells_signature_and_token() {
    let temporary = credentials().session_token("t0ken");
    let signed = create()
        .presigned_request(&temporary, now(), MINUTE)
        .unwrap();
    assert!(signed.url().contains("X-Amz-Security-Token=t0ken"));
    let signature = signed.url().rsplit('=').next().unwrap();
    assert_eq!(signature.len(), 64);
    let shown = format!("{signed:?}");
    assert!(
        shown.contains("https://fsx.us-east-1.amazonaws.com/?** redacted **"),
        "{shown}"
    );
    let policy = PostPolicy::new(MINUTE);
    let form = upload(&PUT, |_| {})
        .presigned_form(&temporary, now(), policy)
        .unwrap();
    assert!(form.fields().any(|(_, value)| value == "t0ken"));
    let token = EksToken {
        cluster: "a",
        region: "us-east-1",
    };
    let token = token.sign(&temporary, now()).unwrap();
    for shown in [shown, format!("{form:?} {token:?}")] {
        assert!(
            !shown.contains("t0ken") && !shown.contains("Signature=") && !shown.contains("k8s"),
            "{shown}"
        );
    }
}

#[test]
fn a_url_ends_with_the_credentials_if_they_end_first() {
    let after = |seconds| now() + jiff::SignedDuration::from_secs(seconds);
    for (end, ends_at) in [(None, 60), (Some(30), 30), (Some(90), 60)] {
        let mut temporary = credentials();
        temporary.expires_at = end.map(after);
        let signed = create()
            .presigned_request(&temporary, now(), MINUTE)
            .unwrap();
        assert_eq!(signed.ends_at(), Some(after(ends_at)));
        // botocore says the time that was asked for, too.
        assert!(signed.url().contains("X-Amz-Expires=60&"));
    }
}

#[tokio::test]
async fn what_is_not_signed_is_a_plain_url_and_nobody_is_asked() {
    let client = Client::builder(&SERVICE, &AwsJson1_1).region("us-east-1");
    let client = client
        .credentials(|| unreachable!("nobody needs them"))
        .build()
        .unwrap();
    let login = client.call::<Response, Error>(&LOGIN, Request::new());
    let nameless = client
        .call::<Response, Error>(&CREATE, Request::new())
        .anonymous();
    for call in [login, nameless] {
        let plain = call.presigned(MINUTE).await.unwrap();
        assert!(
            plain
                .url()
                .starts_with("https://fsx.us-east-1.amazonaws.com/?Token=")
        );
        assert!(!plain.url().contains("X-Amz"), "{}", plain.url());
        assert_eq!(plain.ends_at(), None);
    }
}

#[test]
fn who_is_known_by_a_token_is_no_signer_of_urls() {
    let client = builder(&SERVICE, &AwsJson1_1)
        .bearer_token("t0ken")
        .build()
        .unwrap();
    let error = refused(client.call(&OF_A_TOKEN, Request::new()));
    assert!(
        error.contains("httpBearerAuth") && !error.contains("t0ken"),
        "{error}"
    );
    let client = builder(&SERVICE, &AwsJson1_1).build().unwrap();
    let error = refused(client.call(&OF_A_TOKEN, Request::new()));
    assert!(error.contains("`bearer_token`"), "{error}");
}

#[test]
fn a_stream_is_left_to_whoever_uses_the_url_unless_the_signature_covers_it() {
    let of_reader = || ByteStream::from_reader(std::io::empty(), None);
    for body in [ByteStream::default(), ByteStream::from("text"), of_reader()] {
        let put = signed(upload(&PUT, |upload| upload.body = body));
        assert_eq!(put.method(), http::Method::PUT);
        assert!(put.headers().is_empty() && put.body().is_empty(), "{put:?}");
    }
    let put = signed(upload(&PUT_ELSEWHERE, |upload| {
        upload.body = ByteStream::from("text");
    }));
    assert_eq!(&**put.body(), b"text");
    let error = refused(upload(&PUT_ELSEWHERE, |upload| upload.body = of_reader()));
    assert!(error.contains("a stream that isn't in memory"), "{error}");
}

#[test]
fn what_the_program_says_of_a_body_to_come_is_signed() {
    let put = signed(upload(&PUT, |upload| {
        upload.length = Some(5);
        upload.kind = Some("text/plain".to_owned());
        upload.acl = Some("private".to_owned());
    }));
    let names: Vec<&str> = put.headers().keys().map(HeaderName::as_str).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    assert_eq!(put.headers()["content-length"], "5");
    let names = "X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost%3Bx-amz-acl&";
    assert!(put.url().contains(names), "{}", put.url());
}

#[test]
fn a_header_of_ones_own_is_signed_too() {
    let header = HeaderName::from_static("x-mine");
    let presigning = Presigning::new(MINUTE)
        .method(http::Method::GET)
        .header(header, HeaderValue::from_static("a"));
    let signed = create()
        .presigned_request(&credentials(), now(), presigning)
        .unwrap();
    assert_eq!(signed.method(), http::Method::GET);
    assert_eq!(signed.headers()["x-mine"], "a");
    assert!(
        signed.url().contains("host%3Bx-amz-target%3Bx-mine&"),
        "{}",
        signed.url()
    );
}

#[test]
fn a_form_says_what_it_uploads_in_its_fields() {
    let policy = || PostPolicy::new(MINUTE);
    let made = |call: Call<Response, Error>| call.presigned_form(&credentials(), now(), policy());
    let error = made(upload(&PUT, |upload| {
        upload.acl = Some("private".to_owned());
    }))
    .unwrap_err();
    assert!(error.to_string().contains("`x-amz-acl`"), "{error}");
    let error = made(create()).unwrap_err().to_string();
    assert!(error.contains("PutObject alone"), "{error}");
    let error = made(upload(&PUT, |_| {}).anonymous()).is_ok();
    assert!(error, "credentials that are given sign");
}

#[test]
fn a_token_is_for_a_host() {
    for host in ["", "a/b", "a?b", "a b", "a@b", "a:80"] {
        let database = RdsToken {
            host,
            port: 1,
            user: "u",
            region: "us-east-1",
        };
        let cluster = DsqlToken {
            host,
            region: "us-east-1",
            is_admin: true,
            expires: MINUTE,
        };
        let errors = [
            database.sign(&credentials(), now()),
            cluster.sign(&credentials(), now()),
        ];
        for error in errors {
            assert!(
                error.unwrap_err().to_string().contains("is no host"),
                "{host}"
            );
        }
    }
    let cluster = EksToken {
        cluster: "a\nb",
        region: "us-east-1",
    };
    assert!(cluster.sign(&credentials(), now()).is_err());
}

/// A URL for several regions says which in its query, where a proxy or a browser doesn't lose it.
#[cfg(feature = "sigv4a")]
#[test]
fn a_url_for_several_regions_names_them_and_is_signed_on_the_curve() {
    static SEVERAL: Service = Service {
        id: "Several",
        endpoint_prefix: "several",
        signing_name: "several",
        auth: &["aws.auth#sigv4a"],
        ..Service::UNKNOWN
    };
    static CALL: Operation = Operation::post(&SEVERAL);
    let client = builder(&SEVERAL, &AwsJson1_1);
    let client = client
        .sigv4a_signing_region_set(["us-east-1", "eu-west-1"])
        .build()
        .unwrap();
    let signed = signed(client.call(&CALL, Request::new()));
    let url = signed.url();
    assert!(
        url.contains("X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256&"),
        "{url}"
    );
    let credential = "X-Amz-Credential=AKIDEXAMPLE%2F20231114%2Fseveral%2Faws4_request&";
    assert!(url.contains(credential), "{url}");
    assert!(
        url.contains("X-Amz-Region-Set=us-east-1%2Ceu-west-1&"),
        "{url}"
    );
    assert!(!signed.headers().contains_key("x-amz-region-set"));
    let signature = url.rsplit_once("&X-Amz-Signature=").unwrap().1;
    // DER, in digits.
    assert!(
        signature.starts_with("30") && signature.len() > 130,
        "{signature}"
    );
}
