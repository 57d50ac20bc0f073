//! What a call says of itself and what it keeps to itself: limits, errors, secrets, calls without credentials, metrics. Both
//! clients are asked alike.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;

use super::tests::{Answer, CREATE, Error, Request, Response, answer};
use super::{Call, Client, ClientBuilder, Credentials, RetryConfig};
use crate::CallError as _;
use crate::error::{CredentialsError, TransportError};
use crate::over_http::protocol::AwsJson1_1;
use crate::stream::ByteStream;
use crate::transport::Transport;

fn builder() -> ClientBuilder<Client> {
    Client::builder(&super::tests::SERVICE, &AwsJson1_1)
        .region("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "hush"))
}

/// A transport that gives this each time, and what it was sent.
fn each(
    give: impl Fn() -> http::Response<ByteStream> + Send + Sync + 'static,
) -> (impl Transport, Arc<Mutex<Vec<http::Request<ByteStream>>>>) {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&sent);
    let transport = move |request| {
        seen.lock().unwrap().push(request);
        let response = give();
        async move { Ok::<_, TransportError>(response) }
    };
    (transport, sent)
}

fn create(client: &Client) -> Call<Response, Error> {
    client.call(&CREATE, Request::new())
}

const PIECE: usize = 1 << 16;

/// A body that never ends, and how often a piece of it was taken.
fn endless() -> (ByteStream, Arc<AtomicUsize>) {
    struct Endless(Arc<AtomicUsize>);
    impl io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0.fetch_add(buffer.len(), Ordering::Relaxed);
            buffer.fill(b' ');
            Ok(buffer.len())
        }
    }
    let taken = Arc::new(AtomicUsize::new(0));
    let stream = ByteStream::from_reader(Endless(Arc::clone(&taken)), None);
    (stream, taken)
}

/// The limit is told, and no more than a piece was read beyond it; the call is not made again.
fn judge_limit(error: &Error, limit: usize, taken: &AtomicUsize) {
    assert!(matches!(error, Error::Decode(_)), "{error}");
    let text = error.to_string();
    assert!(
        text.contains(&format!("longer than {limit} bytes")),
        "{text}"
    );
    assert!(
        text.contains("`max_response_size` of the client or the call"),
        "{text}"
    );
    assert_eq!((error.status(), error.attempts()), (Some(200), 1));
    assert!(!error.is_retryable());
    assert!(taken.load(Ordering::Relaxed) <= limit + PIECE);
}

#[tokio::test]
async fn an_endless_answer_is_read_up_to_the_limit_of_client_or_call() {
    let taken = Arc::new(Mutex::new(Arc::default()));
    let last = Arc::clone(&taken);
    let (transport, sent) = each(move || {
        let (stream, taken) = endless();
        *last.lock().unwrap() = taken;
        http::Response::new(stream)
    });
    let client = builder().transport(transport);
    let client = client.max_response_size(1 << 20).build().unwrap();
    let error = create(&client).await.unwrap_err();
    judge_limit(&error, 1 << 20, &taken.lock().unwrap());
    let error = create(&client).max_response_size(10).await.unwrap_err();
    judge_limit(&error, 10, &taken.lock().unwrap());
    assert_eq!(sent.lock().unwrap().len(), 2);
}

#[test]
fn what_is_usual_is_64_mib_and_none_or_everything_can_be_taken() {
    let client = builder().build().unwrap();
    assert_eq!(client.config.max_response_size, 64 << 20);
    let read = |most: usize, body: &'static str| {
        let call = create(&client).max_response_size(most);
        call.read_response(http::Response::new(body)).is_ok()
    };
    assert!(read(0, "") && !read(0, "{}"));
    assert!(read(2, "{}") && !read(1, "{}"));
    assert!(read(usize::MAX, "{}"));
}

#[cfg(feature = "blocking")]
#[test]
fn the_blocking_client_reads_no_more_than_the_limit_either() {
    let taken = Arc::new(Mutex::new(Arc::default()));
    let last = Arc::clone(&taken);
    let transport = move |_, _| {
        let (stream, taken) = endless();
        *last.lock().unwrap() = taken;
        Ok(http::Response::new(stream))
    };
    let client = builder().blocking_transport(transport);
    let client = client.max_response_size(1 << 20).build().unwrap();
    let error = create(&client).send_blocking().unwrap_err();
    judge_limit(&error, 1 << 20, &taken.lock().unwrap());
}

fn refused(status: u16, body: &'static str) -> http::Response<ByteStream> {
    answer(status, body).unwrap().map(ByteStream::from)
}

#[tokio::test(start_paused = true)]
async fn an_error_says_how_many_attempts_were_made_and_how_long_they_took() {
    let (transport, sent) = each(|| refused(400, r#"{"__type": "Busy", "message": "later"}"#));
    let client = builder().transport(transport).build().unwrap();
    let start = tokio::time::Instant::now();
    let error = create(&client).await.unwrap_err();
    assert_eq!((error.attempts(), error.elapsed()), (3, start.elapsed()));
    assert!(!error.elapsed().is_zero());
    let Error::Busy(busy) = &error else {
        panic!("{error}");
    };
    assert_eq!(busy.details().attempts(), 3);
    let text = error.to_string();
    assert!(text.contains("(status 400, 3 attempts in "), "{text}");
    assert_eq!(sent.lock().unwrap().len(), 3);

    let once = create(&client).retry(RetryConfig::disabled());
    let error = once.await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert!(!error.to_string().contains("attempt"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn failures_on_our_side_say_it_too() {
    let reset = |_| async { Err::<http::Response<Bytes>, _>(TransportError::new("reset")) };
    let client = builder().transport(reset).build().unwrap();
    let error = create(&client).await.unwrap_err();
    assert_eq!(error.attempts(), 3);
    let text = error.to_string();
    let start =
        "the service did not answer Create at fsx.us-east-1.amazonaws.com: reset (3 attempts in ";
    assert!(text.starts_with(start), "{text}");

    let silent = |_| std::future::pending::<Answer>();
    let client = builder().transport(silent).build().unwrap();
    let call = create(&client).attempt_timeout(Duration::from_secs(1));
    let error = call.await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)));
    assert!(error.attempts() == 3 && error.elapsed() >= Duration::from_secs(3));

    let none = || Err(CredentialsError::new("the vault is closed"));
    let client = builder().credentials(none).transport(silent).build();
    let error = create(&client.unwrap()).await.unwrap_err();
    assert_eq!(error.attempts(), 0);

    let (transport, _) = each(|| refused(200, r#"{"Name": 1}"#));
    let client = builder().transport(transport).build().unwrap();
    if let Err(error) = create(&client).await {
        assert_eq!(error.attempts(), 1, "{error}");
    }
}

/// No error of a call has a source that its text holds.
#[tokio::test(start_paused = true)]
async fn a_service_error_has_no_source_that_repeats_it() {
    let reset = |_| async { Err::<http::Response<Bytes>, _>(TransportError::new("reset")) };
    let client = builder().transport(reset).build().unwrap();
    let error = create(&client).await.unwrap_err();
    let mut source = std::error::Error::source(&error);
    while let Some(behind) = source {
        assert!(!error.to_string().contains(&behind.to_string()), "{behind}");
        source = behind.source();
    }
}

#[test]
fn what_a_service_says_does_not_steer_the_terminal() {
    let client = builder().build().unwrap();
    let body = r#"{"__type": "Odd\u001b[2J", "message": "a\nERROR b\u202e"}"#;
    let error = create(&client)
        .read_response(refused(400, body))
        .unwrap_err();
    let text = format!("{error} {error:?}");
    assert!(!text.contains(['\n', '\u{1b}', '\u{202e}']), "{text:?}");
    assert_eq!(error.message(), Some("a\nERROR b\u{202e}"));
}

#[tokio::test]
async fn a_call_without_credentials_is_sent_without_a_signature() {
    let never = || -> Result<Credentials, CredentialsError> { panic!("nobody is asked") };
    let (transport, sent) = each(|| refused(200, "{}"));
    let client = builder().credentials(never).transport(transport);
    let client = client.anonymous().build().unwrap();
    create(&client).await.unwrap();

    let (transport, one) = each(|| refused(200, "{}"));
    let client = builder().transport(transport).build().unwrap();
    create(&client).anonymous().await.unwrap();
    create(&client).await.unwrap();

    let names = ["authorization", "x-amz-date", "x-amz-security-token"];
    let is_signed = |request: &http::Request<ByteStream>| {
        names
            .iter()
            .any(|name| request.headers().contains_key(*name))
    };
    assert!(!is_signed(&sent.lock().unwrap()[0]));
    let one = one.lock().unwrap();
    assert_eq!((is_signed(&one[0]), is_signed(&one[1])), (false, true));
}

#[test]
fn of_credentials_and_none_the_last_word_counts() {
    let client = builder().anonymous().build().unwrap();
    assert!(client.config.anonymous);
    let credentials = Credentials::new("a", "b");
    let client = builder().anonymous().credentials(credentials);
    assert!(!client.build().unwrap().config.anonymous);
}

/// A service whose signer there isn't can be called without one.
#[tokio::test]
async fn without_credentials_no_signer_is_wanted() {
    let (transport, sent) = each(|| refused(200, "{}"));
    let client = builder().transport(transport).build().unwrap();
    let call = client.call::<Response, Error>(&super::tests::OF_ANOTHER_SIGNER, Request::new());
    call.anonymous().await.unwrap();
    assert_eq!(sent.lock().unwrap().len(), 1);
}

#[cfg(feature = "metrics")]
mod metrics {
    use super::*;
    use crate::metrics::{Amount, Measurement};

    type Notes = Arc<Mutex<Vec<(String, Amount)>>>;

    /// A meter that writes down names with attributes, and amounts.
    fn noted(builder: ClientBuilder<Client>) -> (ClientBuilder<Client>, Notes) {
        let notes = Notes::default();
        let into = Arc::clone(&notes);
        let builder = builder.meter(move |found: &Measurement<'_>| {
            let attributes = found
                .attributes
                .iter()
                .map(|(key, value)| format!(" {key}={value}"));
            let name = format!("{}{}", found.name, attributes.collect::<String>());
            into.lock().unwrap().push((name, found.amount));
        });
        (builder, notes)
    }

    fn named(notes: &Notes, name: &str) -> Vec<Amount> {
        let notes = notes.lock().unwrap();
        let found = notes.iter().filter(|(found, _)| found.starts_with(name));
        found.map(|(_, amount)| *amount).collect()
    }

    fn seconds(notes: &Notes, name: &str) -> usize {
        let found = named(notes, name);
        assert!(
            found
                .iter()
                .all(|amount| matches!(amount, Amount::Seconds(_)))
        );
        found.len()
    }

    fn judge(notes: &Notes) {
        let call = "rpc.service=FSx rpc.method=Create";
        let of = |name: &str| format!("smithy.client.{name} {call}");
        assert_eq!(seconds(notes, &of("call.duration")), 1);
        assert_eq!(seconds(notes, &of("call.attempt_duration")), 3);
        assert_eq!(named(notes, &of("call.attempts")), [Amount::Count(1); 3]);
        let error = format!("{} exception.type=Busy", of("call.errors"));
        assert_eq!(named(notes, &error), [Amount::Count(1)]);
        let sent = named(notes, &of("http.bytes_sent"));
        assert!(sent.len() == 3 && sent.iter().all(|amount| *amount == sent[0]));
        let received = [Amount::Count(18); 3];
        assert_eq!(named(notes, &of("http.bytes_received")), received);
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_is_measured_under_the_names_of_the_other_sdks() {
        let (transport, _) = each(|| refused(400, r#"{"__type": "Busy"}"#));
        let (builder, notes) = noted(builder().transport(transport));
        create(&builder.build().unwrap()).await.unwrap_err();
        judge(&notes);
    }

    #[cfg(feature = "blocking")]
    #[test]
    fn the_blocking_client_measures_the_same() {
        let transport = |_, _| Ok(refused(400, r#"{"__type": "Busy"}"#));
        let (builder, notes) = noted(builder().blocking_transport(transport));
        create(&builder.build().unwrap())
            .send_blocking()
            .unwrap_err();
        judge(&notes);
    }

    #[tokio::test]
    async fn an_output_that_cannot_be_read_is_an_error_too() {
        let (transport, _) = each(|| refused(200, "no json"));
        let (builder, notes) = noted(builder().transport(transport));
        create(&builder.build().unwrap()).await.unwrap_err();
        let found = named(&notes, "smithy.client.call.errors");
        assert_eq!(found, [Amount::Count(1)]);
    }

    #[tokio::test]
    async fn the_bytes_of_a_stream_are_counted_while_it_is_read() {
        use crate::client::tally::Tally;
        let (builder, notes) = noted(builder());
        let client = builder.build().unwrap();
        let tally = Tally::of(&create(&client).parts);
        let stream = ByteStream::from_reader(io::Cursor::new(vec![0; 100_000]), None);
        let read = tally.counted(stream).collect().await.unwrap();
        assert_eq!(read.len(), 100_000);
        let received = named(&notes, "smithy.client.http.bytes_received");
        assert_eq!(received, [Amount::Count(100_000)]);
    }
}
