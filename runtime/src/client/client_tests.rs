//! Calls over made-up transports: what goes out on every attempt, and what ends a call.

#![allow(dead_code, reason = "the macros make more than these tests call")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::header::AUTHORIZATION;

use super::{Call, Client, Credentials, RetryConfig};
use crate::__private::v1::{Described, Flag, Known, Member, Modelled, Schema, Trait, wire};
use crate::error::{CredentialsError, DecodeError, EncodeError, ServiceError, TransportError};
use crate::over_http::protocol::{AwsJson1_1, Protocol, RestJson1};
use crate::stream::ByteStream;
use crate::tables::{Operation, OperationTrait, Service};
use crate::transport::Transport;
use crate::{CallError as _, Document};

pub(super) static SERVICE: Service = Service {
    id: "FSx",
    endpoint_prefix: "fsx",
    signing_name: "fsx",
    target_prefix: "Target",
    ..Service::UNKNOWN
};

pub(super) static CREATE: Operation = Operation {
    name: "Create",
    errors: &["Busy", "Wrong"],
    ..Operation::post(&SERVICE)
};

/// For the tests of pages.
pub(super) static LIST: Operation = Operation {
    name: "List",
    errors: &["Wrong"],
    ..Operation::post(&SERVICE)
};

static WATCH: Operation = Operation {
    name: "Watch",
    traits: &[OperationTrait::EventStream],
    ..Operation::post(&SERVICE)
};

pub(super) static OF_ANOTHER_SIGNER: Operation = Operation::post(&Service {
    auth: &["v2"],
    ..Service::UNKNOWN
});

/// A request with a token.
#[derive(Clone, Default)]
pub struct Request {
    token: Option<String>,
}

impl Request {
    pub(super) fn new() -> Self {
        Self::default()
    }

    fn token(mut self, value: impl Into<String>) -> Self {
        self.token = Some(value.into());
        self
    }
}

impl Described for Request {
    const SCHEMA: &'static Schema = &Schema::new(
        "Request",
        &[Member::new("Token").with(&[Trait::IdempotencyToken])],
    );
}

wire! { struct Request impl Default { 0 => token } }

/// A response.
#[derive(Clone, Default)]
pub struct Response {
    name: Option<String>,
}

impl Described for Response {
    const SCHEMA: &'static Schema = &Schema::new("Response", &[Member::new("Name")]);
}

wire! { struct Response impl Default { 0 => name } }

/// An error without members.
#[derive(Clone, Default)]
pub struct Nothing {}

impl Described for Nothing {
    const SCHEMA: &'static Schema = &Schema::new("Nothing", &[]);
}

wire! { struct Nothing impl Default {  } }

/// What a call can fail with.
#[non_exhaustive]
pub enum Error {
    Busy(ServiceError<Nothing>),
    Wrong(ServiceError<Request>),
    Unrecognized(ServiceError<Document>),
    Encode(EncodeError),
    Decode(DecodeError),
    Transport(TransportError),
    Timeout(TransportError),
    Credentials(CredentialsError),
}

impl Modelled for Error {
    const KNOWN: &'static [Known] = &[
        Known::new("Busy", "Busy").with(&[Flag::Retryable]),
        Known::new("Wrong", "Wrong"),
    ];
}

wire! { error Error { 0 => Busy, 1 => Wrong } }

pub(super) type Answer = Result<http::Response<Bytes>, TransportError>;
pub(super) type Sent = Arc<Mutex<Vec<http::Request<ByteStream>>>>;

#[allow(clippy::unnecessary_wraps, reason = "an answer may be an error too")]
pub(super) fn answer(status: u16, body: &'static str) -> Answer {
    let mut response = http::Response::new(Bytes::from_static(body.as_bytes()));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    Ok(response)
}

/// A client whose transport gives these answers in turn, and what it was sent.
pub(super) fn client(answers: Vec<Answer>) -> (Client, Sent) {
    let sent = Sent::default();
    let (seen, answers) = (Arc::clone(&sent), Mutex::new(answers.into_iter()));
    let transport = move |request: http::Request<ByteStream>| {
        seen.lock().unwrap().push(request);
        let next = answers.lock().unwrap().next();
        async move {
            match next {
                Some(answer) => answer,
                None => std::future::pending().await,
            }
        }
    };
    (over(&AwsJson1_1, transport), sent)
}

fn over(protocol: &'static dyn Protocol, transport: impl Transport) -> Client {
    Client::builder(&SERVICE, protocol)
        .region("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "hush"))
        .transport(transport)
        .build()
        .unwrap()
}

fn create(client: &Client) -> Call<Response, Error> {
    client.call(&CREATE, Request::new())
}

#[tokio::test(start_paused = true)]
async fn every_attempt_sends_the_same_token_and_its_own_signature() {
    let reset = || Err(TransportError::new("reset"));
    let (client, sent) = client(vec![
        reset(),
        answer(500, "{}"),
        answer(200, r#"{"Name": "a"}"#),
    ]);
    let response = create(&client).await.unwrap();
    assert_eq!(response.name.as_deref(), Some("a"));
    let sent = sent.lock().unwrap();
    assert_eq!(sent.len(), 3);
    for (index, request) in sent.iter().enumerate() {
        assert_eq!(request.body(), sent[0].body());
        let header = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(
            header("amz-sdk-request"),
            format!("attempt={}; max=3", index + 1)
        );
        assert_eq!(
            header("amz-sdk-invocation-id"),
            sent[0].headers()["amz-sdk-invocation-id"].to_str().unwrap()
        );
        assert!(header("authorization").starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
        assert!(header("user-agent").starts_with("shapesmith/"));
        assert!(request.headers()[AUTHORIZATION].is_sensitive());
    }
}

#[tokio::test(start_paused = true)]
async fn the_last_error_is_the_calls() {
    let busy = || answer(400, r#"{"__type": "Busy", "message": "later"}"#);
    let (client, sent) = client(vec![busy(), busy(), busy()]);
    let error = create(&client).await.unwrap_err();
    assert!(matches!(&error, Error::Busy(busy) if busy.details().message() == Some("later")));
    assert!(error.is_retryable());
    assert_eq!(sent.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn what_the_service_refuses_for_good_is_sent_once() {
    let (client, sent) = client(vec![answer(400, r#"{"__type": "Wrong"}"#)]);
    assert!(matches!(create(&client).await, Err(Error::Wrong(_))));
    assert_eq!(sent.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn too_many_calls_are_told_from_an_error_by_the_operations_own_list() {
    // The model has both errors, `List` only one of them.
    for (operation, code, attempts) in [
        (&LIST, "Wrong", 1),
        (&LIST, "Busy", 3),
        (&LIST, "Unheard", 3),
        (&CREATE, "Wrong", 1),
    ] {
        let body = Box::leak(format!(r#"{{"__type": "{code}"}}"#).into_boxed_str());
        let (client, sent) = client((0..3).map(|_| answer(429, body)).collect());
        let call: Call<Response, Error> = client.call(operation, Request::new());
        let error = call.await.unwrap_err();
        assert_eq!(sent.lock().unwrap().len(), attempts, "{code}");
        assert_eq!(error.is_retryable(), attempts > 1, "{code}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_that_may_pass_is_one_that_the_operation_lists() {
    let busy = || answer(400, r#"{"__type": "Busy"}"#);
    let (client, sent) = client(vec![busy(), busy(), busy()]);
    let call: Call<Response, Error> = client.call(&LIST, Request::new());
    assert!(!call.await.unwrap_err().is_retryable());
    assert_eq!(sent.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_silent_service_times_out() {
    let (client, sent) = client(Vec::new());
    let call = create(&client).retry(RetryConfig::disabled());
    let error = call
        .attempt_timeout(Duration::from_secs(2))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error}");
    assert_eq!(sent.lock().unwrap().len(), 1);

    let start = tokio::time::Instant::now();
    let error = create(&client)
        .operation_timeout(Duration::from_secs(90))
        .await;
    assert!(matches!(error, Err(Error::Timeout(_))));
    assert_eq!(start.elapsed(), Duration::from_secs(90));
}

/// `Debug` is what a program shows whose `main` returns the error.
#[tokio::test]
async fn an_error_of_a_service_reads_like_its_text_and_shows_its_structure_when_asked() {
    let (client, _) = client(vec![
        answer(
            400,
            r#"{"__type": "Wrong", "message": "no such file system"}"#,
        ),
        answer(
            400,
            r#"{"__type": "Wrong", "message": "no such file system"}"#,
        ),
    ]);
    let error = create(&client).await.unwrap_err();
    assert_eq!(
        format!("{error:?}"),
        "Create failed with Wrong: no such file system (status 400)"
    );
    assert_eq!(format!("{error:?}"), error.to_string());
    let whole = format!("{error:#?}");
    assert!(
        whole.contains("details: Details {") && whole.contains("error: "),
        "{whole}"
    );
    let waited = crate::WaitError::<Nothing, Error>::Call(create(&client).await.unwrap_err());
    assert_eq!(format!("{waited:?}"), error.to_string());
}

#[tokio::test]
async fn without_credentials_the_error_says_what_to_do() {
    let client: Client = Client::builder(&SERVICE, &AwsJson1_1)
        .region("us-east-1")
        .credentials(|| Err(crate::CredentialsError::new("the vault is closed")))
        .transport(|_| async { answer(200, "{}") })
        .build()
        .unwrap();
    let error = create(&client).await.unwrap_err();
    assert!(matches!(&error, Error::Credentials(_)));
    assert!(error.to_string().contains("the vault is closed"));
}

#[tokio::test(start_paused = true)]
async fn what_would_come_to_the_same_again_is_sent_once() {
    for (error, attempts) in [
        (TransportError::lasting("the proxy wants a password"), 1),
        (TransportError::new("the proxy is busy"), 3),
    ] {
        let again = || Err(TransportError::new("the proxy is busy"));
        let (client, sent) = client(vec![Err(error), again(), again()]);
        let error = create(&client).await.unwrap_err();
        assert_eq!(sent.lock().unwrap().len(), attempts);
        assert_eq!(error.is_retryable(), attempts > 1, "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wrong_clock_is_corrected_once() {
    let skewed = || {
        let mut response = answer(400, r#"{"__type": "RequestTimeTooSkewed"}"#).unwrap();
        let date = http::HeaderValue::from_static("Tue, 24 Nov 2099 07:00:00 GMT");
        response.headers_mut().insert("date", date);
        Ok(response)
    };
    let (client, sent) = client(vec![skewed(), answer(200, "{}"), skewed()]);
    create(&client).await.unwrap();
    let error = create(&client).await.unwrap_err();
    assert_eq!(error.code(), Some("RequestTimeTooSkewed"));
    let sent = sent.lock().unwrap();
    let dates: Vec<&str> = sent
        .iter()
        .map(|request| request.headers()["x-amz-date"].to_str().unwrap())
        .collect();
    assert_eq!(dates.len(), 3);
    assert!(dates[1].starts_with("20991124T"), "{dates:?}");
    let told = |index: usize| sent[index].headers()["amz-sdk-request"].to_str().unwrap();
    assert_eq!(told(0), "attempt=1; max=3");
    // An attempt takes a minute at the most, on the service's clock.
    let ttl = told(1).strip_prefix("ttl=20991124T070").unwrap();
    assert!(ttl.ends_with("Z; attempt=2; max=3"), "{ttl}");
}

#[tokio::test(start_paused = true)]
async fn a_wrong_clock_is_noticed_where_a_refusal_has_no_body() {
    static HEAD: Operation = Operation {
        name: "Head",
        method: "HEAD",
        ..Operation::post(&SERVICE)
    };
    let mut bare = answer(403, "").unwrap();
    let date = http::HeaderValue::from_static("Tue, 24 Nov 2099 07:00:00 GMT");
    bare.headers_mut().insert("date", date);
    let (client, sent) = client(vec![Ok(bare), answer(200, "")]);
    let call: Call<(), Error> = client.call(&HEAD, Request::new());
    call.await.unwrap();
    let second = &sent.lock().unwrap()[1];
    let date = second.headers()["x-amz-date"].to_str().unwrap();
    assert!(date.starts_with("20991124T"), "{date}");
}

#[tokio::test(start_paused = true)]
async fn calls_at_the_same_time_are_all_corrected() {
    let answered = Arc::new(Mutex::new(0));
    let transport = move |_: http::Request<ByteStream>| {
        let first = {
            let mut answered = answered.lock().unwrap();
            *answered += 1;
            *answered <= 2
        };
        async move {
            // Both are signed before either is answered.
            tokio::time::sleep(Duration::from_secs(1)).await;
            if !first {
                return answer(200, "{}");
            }
            let mut response = answer(403, r#"{"__type": "RequestTimeTooSkewed"}"#)?;
            let date = http::HeaderValue::from_static("Tue, 24 Nov 2099 07:00:00 GMT");
            response.headers_mut().insert("date", date);
            Ok(response)
        }
    };
    let client = over(&AwsJson1_1, transport);
    let other = tokio::spawn(create(&client).send());
    create(&client).await.unwrap();
    other.await.unwrap().unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_does_not_answer_is_waited_for_a_minute() {
    /// Gives nothing.
    struct Silent;
    impl super::ProvideCredentials for Silent {
        fn credentials(&self) -> super::ProvidedCredentials<'_> {
            Box::pin(std::future::pending())
        }
    }
    let client: Client = Client::builder(&SERVICE, &AwsJson1_1)
        .region("us-east-1")
        .credentials(Silent)
        .transport(|_| async { answer(200, "{}") })
        .build()
        .unwrap();
    let start = tokio::time::Instant::now();
    let error = create(&client).await.unwrap_err();
    assert!(matches!(error, Error::Credentials(_)), "{error}");
    assert_eq!(start.elapsed(), Duration::from_secs(60));
    let limited = create(&client).operation_timeout(Duration::from_secs(7));
    assert!(matches!(limited.await, Err(Error::Timeout(_))));
    assert_eq!(start.elapsed(), Duration::from_secs(67));
}

#[tokio::test]
async fn an_error_that_does_not_fit_its_model_keeps_what_is_around_it() {
    let mut refused = answer(400, r#"{"Token": 7, …"#).unwrap();
    let wrong = http::HeaderValue::from_static("Wrong");
    refused.headers_mut().insert("x-amzn-errortype", wrong);
    let id = http::HeaderValue::from_static("an-id");
    refused.headers_mut().insert("x-amzn-requestid", id.clone());
    let mut unread = answer(200, "[7]").unwrap();
    unread.headers_mut().insert("x-amzn-requestid", id);
    let (client, _) = client(vec![Ok(refused), Ok(unread)]);

    let error = create(&client).await.unwrap_err();
    assert!(matches!(&error, Error::Wrong(wrong) if wrong.token.is_none()));
    assert_eq!(
        (error.status(), error.request_id()),
        (Some(400), Some("an-id"))
    );

    let error = create(&client).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)));
    assert_eq!(
        (error.status(), error.request_id()),
        (Some(200), Some("an-id"))
    );
    assert_eq!(
        error.to_string(),
        "the response to Create can't be read: expected an object at $ (byte 0, request id an-id)"
    );
}

#[tokio::test(start_paused = true)]
async fn what_fails_on_our_side_says_in_which_operation() {
    let (client, _) = client(vec![Err(TransportError::new("reset"))]);
    let call = create(&client).retry(RetryConfig::disabled());
    let error = call.await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the service did not answer Create at fsx.us-east-1.amazonaws.com: reset"
    );
}

/// A request whose body is a stream.
#[derive(Clone, Default)]
pub struct Upload {
    body: ByteStream,
}

impl Upload {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn body(mut self, value: impl Into<ByteStream>) -> Self {
        self.body = value.into();
        self
    }
}

impl Described for Upload {
    const SCHEMA: &'static Schema = &Schema::new(
        "Upload",
        &[Member::new("Body").with(&[Trait::Payload, Trait::Streaming])],
    );
}

wire! { struct Upload impl Default { 0 => body } }

/// What the signature of an upload says of its body.
async fn signed_payload(
    endpoint: &str,
    traits: &'static [OperationTrait],
    body: ByteStream,
) -> Result<Option<String>, Error> {
    let upload = Box::leak(Box::new(Operation {
        name: "Upload",
        traits,
        ..Operation::post(&SERVICE)
    }));
    let said = Arc::new(Mutex::new(None));
    let seen = Arc::clone(&said);
    let client = Client::builder(&SERVICE, &RestJson1)
        .region("us-east-1")
        .endpoint_url(endpoint)
        .credentials(Credentials::new("AKIDEXAMPLE", "hush"))
        .transport(move |request: http::Request<ByteStream>| {
            let said = request.headers().get("x-amz-content-sha256");
            *seen.lock().unwrap() = said.map(|said| said.to_str().unwrap().to_owned());
            async { answer(200, "") }
        })
        .build()
        .unwrap();
    let call: Call<(), Error> = client.call(upload, Upload::new().body(body));
    call.await?;
    Ok(said.lock().unwrap().take())
}

#[tokio::test]
async fn a_body_goes_out_unsigned_only_where_tls_protects_it() {
    let (https, http) = ("https://example.com", "http://example.com");
    let traits = &[OperationTrait::UnsignedPayload];
    let said = signed_payload(https, traits, "text".into()).await.unwrap();
    assert_eq!(said.as_deref(), Some("UNSIGNED-PAYLOAD"));
    let said = signed_payload(http, traits, "text".into()).await.unwrap();
    assert_ne!(said.as_deref(), Some("UNSIGNED-PAYLOAD"));
}

#[tokio::test]
async fn where_the_service_wants_a_hash_a_stream_that_can_be_read_once_is_refused() {
    let https = "https://example.com";
    let traits = &[OperationTrait::PayloadHash];
    let said = signed_payload(https, traits, "text".into()).await.unwrap();
    assert!(said.is_some_and(|hash| hash.starts_with("982d9e3eb996f559")));
    let once = ByteStream::from_reader(&b"text"[..], Some(4));
    let error = signed_payload(https, traits, once).await.unwrap_err();
    assert!(matches!(error, Error::Encode(_)), "{error}");
}

#[tokio::test]
async fn a_body_is_announced_where_the_service_may_refuse_it_and_the_signature_leaves_that_out() {
    static ANNOUNCED: Operation = Operation {
        name: "Upload",
        method: "PUT",
        traits: &[OperationTrait::Announces],
        ..Operation::post(&SERVICE)
    };
    for (body, announced) in [("text", true), ("", false)] {
        let sent = Sent::default();
        let seen = Arc::clone(&sent);
        let client = over(&RestJson1, move |request| {
            seen.lock().unwrap().push(request);
            async { answer(200, "") }
        });
        let call: Call<(), Error> = client.call(&ANNOUNCED, Upload::new().body(body));
        call.await.unwrap();
        let sent = sent.lock().unwrap();
        let expected = sent[0].headers().get("expect");
        assert_eq!(
            expected.is_some_and(|value| value == "100-continue"),
            announced
        );
        let signed = sent[0].headers()["authorization"].to_str().unwrap();
        assert!(!signed.contains("expect"), "{signed}");
    }
}

/// The attempts that an upload takes when the first is answered with an error, and their bodies.
async fn uploaded(body: ByteStream) -> Vec<Bytes> {
    static UPLOAD: Operation = Operation {
        name: "Upload",
        method: "PUT",
        ..Operation::post(&SERVICE)
    };
    let bodies = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&bodies);
    let transport = move |request: http::Request<ByteStream>| {
        let seen = Arc::clone(&seen);
        async move {
            let body = request.into_body().collect().await.unwrap();
            let mut seen = seen.lock().unwrap();
            seen.push(body);
            answer(if seen.len() == 1 { 500 } else { 200 }, "")
        }
    };
    let client = over(&RestJson1, transport);
    let call: Call<(), Error> = client.call(&UPLOAD, Upload::new().body(body));
    let _ = call.await;
    bodies.lock().unwrap().clone()
}

#[tokio::test(start_paused = true)]
async fn only_a_stream_that_can_be_read_again_is_sent_again() {
    let name = format!("shapesmith-upload-{}", std::process::id());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, "hello").unwrap();
    let file = ByteStream::from_path(&path).unwrap();
    assert_eq!(uploaded(file).await, ["hello", "hello"]);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(
        uploaded(ByteStream::from("hello")).await,
        ["hello", "hello"]
    );
    let reader = ByteStream::from_reader(std::io::Cursor::new("hello"), None);
    assert_eq!(uploaded(reader).await, ["hello"]);
}

#[tokio::test(start_paused = true)]
async fn where_there_is_no_time_for_another_attempt_the_last_error_is_told() {
    let mut busy = answer(400, r#"{"__type": "Busy"}"#).unwrap();
    let wish = http::HeaderValue::from_static("4000");
    busy.headers_mut().insert("x-amz-retry-after", wish);
    let (client, _) = client(vec![Ok(busy)]);
    let call = create(&client).operation_timeout(Duration::from_secs(2));
    assert!(matches!(call.await, Err(Error::Busy(_))));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_stops_on_its_way_ends_the_attempt() {
    static PUT: Operation = Operation {
        method: "PUT",
        ..Operation::post(&SERVICE)
    };
    let transport = |request: http::Request<ByteStream>| async move {
        let mut body = request.into_body();
        for _ in 0..4 {
            tokio::time::sleep(Duration::from_secs(40)).await;
            body.next().await.unwrap().unwrap();
        }
        std::future::pending::<Answer>().await
    };
    let client = over(&RestJson1, transport);
    let body = Upload::new().body(vec![0; 4 << 20]);
    let call: Call<(), Error> = client.call(&PUT, body);
    let start = tokio::time::Instant::now();
    let error = call.retry(RetryConfig::disabled()).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error}");
    // Four pieces, one every forty seconds, then a minute without another.
    assert_eq!(start.elapsed(), Duration::from_secs(4 * 40 + 60));
}

#[test]
fn the_future_of_a_call_is_small() {
    assert!(size_of::<super::Sending<Response, Error>>() <= 64);
    let (client, _) = client(Vec::new());
    let sending = create(&client).send();
    let boxed = size_of_val(&*sending.exchange);
    assert!(boxed < 2048, "{boxed} bytes");
}

#[tokio::test]
async fn nothing_of_the_secret_shows() {
    let (client, _) = client(vec![answer(403, r#"{"__type": "Denied"}"#)]);
    let shown = format!("{client:?} {:?}", create(&client));
    let error = create(&client).await.unwrap_err();
    let shown = format!("{shown} {error} {error:?}");
    assert!(!shown.contains("hush"), "{shown}");
}

/// No program of generated code is built without them; tables of another origin shall not be sent without either.
#[cfg(not(any(feature = "checksum", feature = "compression")))]
#[tokio::test]
async fn a_call_without_the_feature_that_it_needs_is_not_sent() {
    static SUMMED: Operation = Operation {
        traits: &[OperationTrait::Checksum("Algorithm")],
        ..Operation::post(&SERVICE)
    };
    static CHECKED: Operation = Operation {
        traits: &[OperationTrait::ResponseChecksums(&["CRC32"])],
        ..Operation::post(&SERVICE)
    };
    static COMPRESSED: Operation = Operation {
        traits: &[OperationTrait::Compression(&["gzip"])],
        ..Operation::post(&SERVICE)
    };
    let (client, sent) = client(vec![answer(200, "{}")]);
    for (operation, feature) in [
        (&SUMMED, "`checksum`"),
        (&CHECKED, "`checksum`"),
        (&COMPRESSED, "`compression`"),
    ] {
        let call: Call<Response, Error> = client.call(operation, Request::new());
        let error = call.await.unwrap_err();
        assert!(error.to_string().contains(feature), "{error}");
    }
    assert!(sent.lock().unwrap().is_empty());
}

#[tokio::test]
async fn what_can_not_be_sent_yet_is_said_before_anything_is() {
    let (client, sent) = client(vec![answer(200, "{}")]);
    for (operation, why) in [
        (&WATCH, "event streams are not supported yet"),
        (&OF_ANOTHER_SIGNER, "signing with v2"),
    ] {
        let call: Call<Response, Error> = client.call(operation, Request::new());
        let error = call.await.unwrap_err();
        assert!(matches!(error, Error::Encode(_)), "{error}");
        assert!(error.to_string().contains(why), "{error}");
    }
    assert!(sent.lock().unwrap().is_empty());
    // Whoever signs elsewhere gets the request.
    let call: Call<Response, Error> = client.call(&OF_ANOTHER_SIGNER, Request::new());
    assert!(call.http_request().is_ok());
}

/// Asks the client that it is for, which is set later.
fn asks_itself(client: Arc<std::sync::OnceLock<Client>>) -> Client {
    /// Gives the credentials of a call.
    struct Asking(Arc<std::sync::OnceLock<Client>>);
    impl super::ProvideCredentials for Asking {
        fn credentials(&self) -> super::ProvidedCredentials<'_> {
            Box::pin(async {
                let call = create(self.0.get().unwrap());
                call.await
                    .map_err(|error| CredentialsError::new(error.to_string()))?;
                Ok(Credentials::new("AKIDEXAMPLE", "secret"))
            })
        }
    }
    Client::builder(&SERVICE, &AwsJson1_1)
        .region("us-east-1")
        .credentials(Asking(client))
        .transport(|_| async { answer(200, "{}") })
        .build()
        .unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_calls_its_own_client_ends_at_once() {
    let own = Arc::new(std::sync::OnceLock::new());
    let client = asks_itself(Arc::clone(&own));
    own.set(client.clone()).unwrap();
    let start = tokio::time::Instant::now();
    let error = create(&client).await.unwrap_err();
    assert!(
        error.to_string().contains("give it a client of its own"),
        "{error}"
    );
    assert_eq!(start.elapsed(), Duration::ZERO);
}

#[test]
fn an_error_keeps_the_body_and_shows_it_bounded_and_escaped() {
    let client: Client = Client::builder(&SERVICE, &AwsJson1_1)
        .region("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        .build()
        .unwrap();
    let page = format!("<HTML>\u{1b}[2J\n{}</HTML>", "x".repeat(100_000));
    let response = http::Response::builder()
        .status(403)
        .body(Bytes::from(page.clone()));
    let error = create(&client)
        .read_response(response.unwrap())
        .unwrap_err();
    let Error::Unrecognized(kept) = &error else {
        panic!("{error}");
    };
    assert_eq!(kept.details().body(), page.as_bytes());
    assert_eq!(error.message(), Some(page.as_str()));
    assert_eq!(error.code(), Some("403"));
    let shown = error.to_string();
    assert!(
        shown.starts_with("Create failed with 403: <HTML>\\u{1b}[2J\\nxxx"),
        "{shown}"
    );
    assert!(shown.ends_with(" bytes more) (status 403)"), "{shown}");
    assert!(shown.len() < 2000 && format!("{:?}", kept.details()).contains("100018 bytes"));
}

#[cfg(feature = "xml")]
#[test]
fn an_error_in_an_answer_that_is_none_is_an_error() {
    let client: Client = Client::builder(&SERVICE, &crate::over_http::protocol::RestXml)
        .region("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        .build()
        .unwrap();
    let read = |body: &'static str| {
        let response = http::Response::new(Bytes::from_static(body.as_bytes()));
        create(&client).read_response(response)
    };
    let error =
        "<?xml version=\"1.0\"?>\n<Error><Code>SlowDown</Code><Message>later</Message></Error>";
    let error = read(error).unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        (Some("SlowDown"), Some("later"))
    );
    assert_eq!((error.status(), error.is_retryable()), (Some(500), true));
    let result = read("<Result><Name>a</Name><Error/></Result>").unwrap();
    assert_eq!(result.name.as_deref(), Some("a"));
}
