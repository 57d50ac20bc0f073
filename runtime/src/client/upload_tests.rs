//! Bodies that aren't in memory: how often they are read, where, and what comes of a source that fails.

use std::io::{self, Read};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[cfg(any(feature = "blocking", feature = "checksum"))]
use super::tests::answer;
use super::tests::{Answer, Error, Sent, Upload};
use super::{Call, Client, Credentials};
use crate::over_http::protocol::RestJson1;
use crate::stream::ByteStream;
use crate::tables::{Operation, Service};

static SERVICE: Service = Service {
    id: "Store",
    endpoint_prefix: "store",
    ..Service::UNKNOWN
};

static PUT: Operation = Operation {
    name: "Put",
    method: "PUT",
    ..Operation::post(&SERVICE)
};

#[cfg(feature = "checksum")]
static SUMMED: Operation = Operation {
    name: "Put",
    method: "PUT",
    traits: &[crate::tables::OperationTrait::Checksum("Algorithm")],
    ..Operation::post(&SERVICE)
};

/// A client whose service reads the whole body, then gives these answers in turn; and what it was sent.
fn client(answers: Vec<Answer>) -> (Client, Sent) {
    let sent = Sent::default();
    let answers = Arc::new(Mutex::new(answers.into_iter()));
    let (seen, next) = (Arc::clone(&sent), Arc::clone(&answers));
    let transport = move |request: http::Request<ByteStream>| {
        let (seen, next) = (Arc::clone(&seen), Arc::clone(&next));
        async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await.map_err(crate::TransportError::new)?;
            let request = http::Request::from_parts(head, body.into());
            seen.lock().unwrap().push(request);
            next.lock().unwrap().next().unwrap()
        }
    };
    let builder = Client::builder(&SERVICE, &RestJson1)
        .region("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "hush"))
        .transport(transport);
    #[cfg(feature = "blocking")]
    let seen = Arc::clone(&sent);
    #[cfg(feature = "blocking")]
    let builder = builder.blocking_transport(move |request: http::Request<ByteStream>, _| {
        let (head, body) = request.into_parts();
        let mut whole = Vec::new();
        let read = body.into_reader().read_to_end(&mut whole);
        read.map_err(crate::TransportError::new)?;
        let request = http::Request::from_parts(head, whole.into());
        seen.lock().unwrap().push(request);
        answers.lock().unwrap().next().unwrap()
    });
    (builder.build().unwrap(), sent)
}

fn put(client: &Client, operation: &'static Operation, body: ByteStream) -> Call<(), Error> {
    client.call(operation, Upload::new().body(body))
}

/// A body that counts how often it is opened.
fn counted() -> (ByteStream, Arc<AtomicU32>) {
    let opened = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&opened);
    let body = ByteStream::reopened(5, move || {
        count.fetch_add(1, Ordering::SeqCst);
        Ok(&b"hello"[..])
    });
    (body, opened)
}

#[cfg(feature = "checksum")]
#[tokio::test(start_paused = true)]
async fn hash_and_checksum_come_from_one_reading() {
    let (client, sent) = client(vec![answer(500, ""), answer(200, "")]);
    let (body, opened) = counted();
    put(&client, &SUMMED, body).await.unwrap();
    // Once for the sums, and once for each attempt.
    assert_eq!(opened.load(Ordering::SeqCst), 3);
    let sent = sent.lock().unwrap();
    let in_memory = http_of(&client);
    for request in &*sent {
        assert_eq!(request.body(), &ByteStream::from("hello"));
        let sum = &request.headers()["x-amz-checksum-crc32"];
        assert_eq!(sum, &in_memory.headers()["x-amz-checksum-crc32"]);
    }
}

/// The same request with its body in memory.
#[cfg(feature = "checksum")]
fn http_of(client: &Client) -> http::Request<ByteStream> {
    put(client, &SUMMED, "hello".into()).http_request().unwrap()
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_call_reads_a_body_as_often() {
    let (client, sent) = client(vec![answer(200, "")]);
    let (body, opened) = counted();
    put(&client, &PUT, body).send_blocking().unwrap();
    assert_eq!(opened.load(Ordering::SeqCst), 2);
    let sent = sent.lock().unwrap();
    assert_eq!(sent[0].body(), &ByteStream::from("hello"));
}

#[tokio::test]
async fn a_request_that_somebody_else_sends_has_the_same_hash() {
    static HASHED: Operation = Operation {
        name: "Put",
        method: "PUT",
        traits: &[crate::tables::OperationTrait::PayloadHash],
        ..Operation::post(&SERVICE)
    };
    let (client, _) = client(Vec::new());
    let now = "2026-11-24T07:00:00Z".parse().unwrap();
    let signed = |body| {
        let call = put(&client, &HASHED, body);
        let credentials = Credentials::new("AKIDEXAMPLE", "hush");
        let request = call.signed_request(&credentials, now).unwrap();
        request.headers()["x-amz-content-sha256"].clone()
    };
    assert_eq!(signed(counted().0), signed("hello".into()));
}

/// Waits for whoever lets it go on, and says that it waits.
struct Stuck(Sender<()>, Receiver<()>);

impl Read for Stuck {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        let _ = self.0.send(());
        // Were it read on the executor, the test would fail for this.
        let _ = self.1.recv_timeout(Duration::from_secs(20));
        Ok(0)
    }
}

#[tokio::test]
async fn a_source_that_hangs_holds_up_neither_the_executor_nor_the_call() {
    let (client, sent) = client(Vec::new());
    let (waits, waiting) = channel();
    let (release, released) = channel();
    let stuck = Mutex::new(Some(Stuck(waits, released)));
    let body = ByteStream::reopened(5, move || Ok(stuck.lock().unwrap().take().unwrap()));
    let call = put(&client, &PUT, body).operation_timeout(Duration::from_millis(20));
    let error = call.await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error}");
    assert!(sent.lock().unwrap().is_empty());
    // It was asked, and is waiting still.
    waiting.recv().unwrap();
    release.send(()).unwrap();
}

/// Readers that don't have what they are said to have, and what the error says.
fn faulty() -> Vec<(ByteStream, &'static str)> {
    let shrunk = |length| ByteStream::reopened(length, || Ok(&b"hello"[..]));
    vec![
        (
            ByteStream::from_reader(&b"hello"[..], Some(4)),
            "longer than the 4 bytes",
        ),
        (
            ByteStream::from_reader(&b"hello"[..], Some(6)),
            "after 5 of the 6 bytes",
        ),
        (
            ByteStream::from_reader(io::repeat(1).take(300_000), Some(400_000)),
            "after 300000 of the 400000",
        ),
        (shrunk(6), "after 5 of the 6 bytes"),
        (
            ByteStream::reopened(5, || Err::<io::Empty, _>(io::Error::other("it is gone"))),
            "it is gone",
        ),
    ]
}

#[tokio::test(start_paused = true)]
async fn a_source_that_fails_ends_the_call_at_once() {
    for (body, why) in faulty() {
        let (client, sent) = client(Vec::new());
        let error = put(&client, &PUT, body).await.unwrap_err();
        assert!(matches!(error, Error::Encode(_)), "{error:?}");
        assert!(error.to_string().contains(why), "{error}");
        assert!(sent.lock().unwrap().is_empty());
    }
}

#[cfg(feature = "blocking")]
#[test]
fn a_source_that_fails_ends_a_blocking_call_at_once() {
    for (body, why) in faulty() {
        let (client, sent) = client(Vec::new());
        let error = put(&client, &PUT, body).send_blocking().unwrap_err();
        assert!(matches!(error, Error::Encode(_)), "{error:?}");
        assert!(error.to_string().contains(why), "{error}");
        assert!(sent.lock().unwrap().is_empty());
    }
}

#[test]
fn a_length_that_the_request_says_has_to_be_the_bodys() {
    let stream = ByteStream::from("hello");
    assert!(stream.clone().of_length(5).is_ok());
    let error = stream.of_length(4).unwrap_err().to_string();
    assert!(
        error.contains("has 5 bytes") && error.contains("is 4"),
        "{error}"
    );
    let unknown = || ByteStream::from_reader(&b"hello"[..], None);
    assert_eq!(unknown().of_length(4).unwrap().length(), Some(4));
    let mut text = String::new();
    let short = unknown().of_length(4).unwrap();
    assert!(short.into_reader().read_to_string(&mut text).is_err());
}

/// A body that has one piece, and then nothing for ever.
struct Stalled(bool);

impl http_body::Body for Stalled {
    type Data = bytes::Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<io::Result<http_body::Frame<bytes::Bytes>>>> {
        if std::mem::replace(&mut self.0, true) {
            return std::task::Poll::Pending;
        }
        let piece = bytes::Bytes::from_static(b"eleven byte");
        std::task::Poll::Ready(Some(Ok(http_body::Frame::data(piece))))
    }
}

/// An output that is a stream.
#[derive(Clone, Default)]
pub struct Download {
    body: ByteStream,
}

impl crate::__private::v1::Described for Download {
    const SCHEMA: &'static crate::__private::v1::Schema = Upload::SCHEMA;
}

crate::__private::v1::wire! { struct Download impl Default { 0 => body } }

#[tokio::test(start_paused = true)]
async fn a_download_that_stalls_ends_with_an_error() {
    static GET: Operation = Operation {
        name: "Get",
        traits: &[crate::tables::OperationTrait::StreamingOutput],
        ..Operation::post(&SERVICE)
    };
    let client = Client::builder(&SERVICE, &RestJson1)
        .region("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "hush"))
        .transport(|_| async {
            let body = ByteStream::from_body(Stalled(false));
            Ok::<_, crate::TransportError>(http::Response::new(body))
        })
        .build()
        .unwrap();
    let call: Call<Download, Error> = client.call(&GET, Upload::new());
    let start = tokio::time::Instant::now();
    let limit = Duration::from_secs(7);
    let mut body = call.attempt_timeout(limit).await.unwrap().body;
    assert_eq!(body.next().await.unwrap().unwrap(), "eleven byte");
    let error = body.collect().await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::TimedOut, "{error}");
    assert_eq!(start.elapsed(), limit);
}
