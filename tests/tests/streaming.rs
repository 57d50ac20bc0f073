//! Streams over real sockets, async and blocking: bodies go out and come in piece by piece, never whole in memory.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    dead_code,
    reason = "a test, and the macros make more than it calls"
)]

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use shapesmith_runtime::__private::v1::{
    Described, Known, Member, Modelled, Operation, OperationTrait, RestJson1, Schema, Service,
    Trait, wire,
};
use shapesmith_runtime::{
    ByteStream, Call, CallError as _, Client, Credentials, CredentialsError, DecodeError, Document,
    EncodeError, ServiceError, TransportError,
};

const PIECE: usize = 64 << 10;
const PIECES: usize = 64;

static SERVICE: Service = Service {
    id: "Store",
    endpoint_prefix: "store",
    signing_name: "store",
    ..Service::UNKNOWN
};

#[derive(Clone, Default)]
pub struct CopyRequest {
    pub name: Option<String>,
    pub body: ByteStream,
}

impl CopyRequest {
    fn new() -> Self {
        Self::default()
    }

    fn name(mut self, value: impl Into<String>) -> Self {
        self.name = Some(value.into());
        self
    }

    fn body(mut self, value: impl Into<ByteStream>) -> Self {
        self.body = value.into();
        self
    }
}

impl Described for CopyRequest {
    const SCHEMA: &'static Schema = &Schema::new(
        "CopyRequest",
        &[
            Member::new("Name").with(&[Trait::Label("name")]),
            Member::new("Body").with(&[Trait::Payload, Trait::Streaming]),
        ],
    );
}

wire! { struct CopyRequest impl Default { 0 => name, 1 => body } }

#[derive(Clone, Default)]
pub struct CopyResponse {
    pub received: Option<i64>,
    pub body: ByteStream,
}

impl Described for CopyResponse {
    const SCHEMA: &'static Schema = &Schema::new(
        "CopyResponse",
        &[
            Member::new("Received").with(&[Trait::Header("x-received")]),
            Member::new("Body").with(&[Trait::Payload, Trait::Streaming]),
        ],
    );
}

wire! { struct CopyResponse impl Default { 0 => received, 1 => body } }

#[derive(Clone, Default)]
pub struct Gone {
    pub message: Option<String>,
}

impl Described for Gone {
    const SCHEMA: &'static Schema = &Schema::new("Gone", &[Member::new("message")]);
}

wire! { struct Gone impl Default { 0 => message } }

#[non_exhaustive]
pub enum Error {
    Gone(ServiceError<Gone>),
    Unrecognized(ServiceError<Document>),
    Encode(EncodeError),
    Decode(DecodeError),
    Transport(TransportError),
    Timeout(TransportError),
    Credentials(CredentialsError),
}

impl Modelled for Error {
    const KNOWN: &'static [Known] = &[Known::new("Gone", "Gone")];
}

wire! { error Error { 0 => Gone } }

static COPY: Operation = Operation {
    name: "Copy",
    method: "PUT",
    uri: "/copy/{name}",
    traits: &[OperationTrait::StreamingOutput],
    ..Operation::post(&SERVICE)
};

static STORE: Operation = Operation {
    name: "Store",
    method: "PUT",
    uri: "/copy/{name}",
    ..Operation::post(&SERVICE)
};

/// A server that counts what it is sent, and answers with the count and then pieces, one after the other.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            thread::spawn(move || serve(stream.unwrap()));
        }
    });
    format!("http://{address}")
}

fn serve(stream: TcpStream) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap() == 0 {
            return;
        }
        if line == "\r\n" {
            break;
        }
        head.push(line.to_ascii_lowercase());
    }
    let received = body(&mut reader, &head);
    let mut writer = stream;
    if head[0].contains("/copy/stuck") {
        write!(writer, "HTTP/1.1 503 Busy\r\ncontent-length: 100\r\n\r\n").unwrap();
        // More never comes, until whoever asked goes away.
        let _ = reader.read(&mut [0]);
        return;
    }
    if head[0].contains("/copy/nothing") {
        assert!(
            head.iter()
                .any(|line| line.trim_end() == "content-length: 0")
        );
    }
    if head[0].contains("/copy/gone") {
        let text = r#"{"message": "it is gone"}"#;
        let length = text.len();
        write!(
            writer,
            "HTTP/1.1 404 Not Found\r\nx-amzn-errortype: Gone\r\ncontent-length: {length}\r\n\r\n{text}"
        )
        .unwrap();
        return;
    }
    write!(
        writer,
        "HTTP/1.1 200 OK\r\nx-received: {received}\r\ncontent-length: {}\r\n\r\n",
        PIECE * PIECES
    )
    .unwrap();
    let piece = vec![b'x'; PIECE];
    for _ in 0..PIECES {
        // Whoever doesn't want the rest goes away.
        if writer.write_all(&piece).is_err() {
            return;
        }
    }
}

/// The length of a body with a length or in chunks, read to its end.
fn body(reader: &mut impl std::io::BufRead, head: &[String]) -> usize {
    let length = head
        .iter()
        .find_map(|line| line.strip_prefix("content-length:"))
        .map(|length| length.trim().parse().unwrap());
    if let Some(length) = length {
        return usize::try_from(
            std::io::copy(&mut reader.take(length), &mut std::io::sink()).unwrap(),
        )
        .unwrap();
    }
    let mut whole = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let size = usize::from_str_radix(line.trim(), 16).unwrap_or(0);
        let mut chunk = vec![0; size + 2];
        if size == 0 || reader.read_exact(&mut chunk).is_err() {
            return whole;
        }
        whole += size;
    }
}

fn client() -> Client {
    Client::builder(&SERVICE, &RestJson1)
        .region("us-east-1")
        .endpoint_url(server())
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        .build()
        .unwrap()
}

fn copy(client: &Client, name: &str, body: ByteStream) -> Call<CopyResponse, Error> {
    client.call(&COPY, CopyRequest::new().name(name).body(body))
}

/// A reader that has so many bytes and no length.
fn long(bytes: usize) -> ByteStream {
    ByteStream::from_reader(std::io::repeat(b'y').take(bytes as u64), None)
}

#[tokio::test]
async fn async_bodies_go_both_ways_in_pieces() {
    let client = client();
    let mut response = copy(&client, "a", long(3 << 20)).await.unwrap();
    assert_eq!(response.received, Some(3 << 20));
    assert_eq!(response.body.length(), Some((PIECE * PIECES) as u64));
    let (mut pieces, mut bytes) = (0, 0);
    while let Some(piece) = response.body.next().await {
        pieces += 1;
        bytes += piece.unwrap().len();
    }
    assert_eq!(bytes, PIECE * PIECES);
    assert!(pieces > 1);

    let in_memory = ByteStream::from(vec![b'y'; 3 << 20]);
    let response = copy(&client, "c", in_memory).await.unwrap();
    assert_eq!(response.received, Some(3 << 20));

    let known = ByteStream::from_reader(std::io::repeat(b'y').take(5), Some(5));
    let response = copy(&client, "b", known).await.unwrap();
    assert_eq!(response.received, Some(5));
    assert_eq!(response.body.collect().await.unwrap().len(), PIECE * PIECES);
}

#[test]
fn blocking_bodies_go_both_ways_in_pieces() {
    let client = client();
    let response = copy(&client, "a", long(3 << 20)).send_blocking().unwrap();
    assert_eq!(response.received, Some(3 << 20));
    let mut reader = response.body.into_reader();
    let mut first = [0; 10];
    reader.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"xxxxxxxxxx");
    let rest = std::io::copy(&mut reader, &mut std::io::sink()).unwrap();
    assert_eq!(rest, (PIECE * PIECES - 10) as u64);
}

#[tokio::test]
async fn an_error_of_a_streaming_operation_is_read_whole() {
    let error = copy(&client(), "gone", ByteStream::from("x"))
        .await
        .unwrap_err();
    assert!(matches!(&error, Error::Gone(gone) if gone.message.as_deref() == Some("it is gone")));
    let error = copy(&client(), "gone", long(10))
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.code(), Some("Gone"));
}

#[tokio::test]
async fn a_body_of_nothing_says_so() {
    let client = client();
    let response = copy(&client, "nothing", ByteStream::default())
        .await
        .unwrap();
    assert_eq!(response.received, Some(0));
}

/// A reader that takes its time.
struct Slow(usize);

impl Read for Slow {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        thread::sleep(Duration::from_millis(100));
        let count = self.0.min(buffer.len());
        self.0 -= count;
        Ok(count)
    }
}

/// Gives a byte at a time, each after a while.
struct Trickle(usize);

impl Read for Trickle {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        thread::sleep(Duration::from_millis(100));
        let count = self.0.min(1).min(buffer.len());
        self.0 -= count;
        Ok(count)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_upload_takes_no_longer_than_an_attempt() {
    let store = || -> Call<(), Error> {
        let trickle = ByteStream::from_reader(Trickle(20), Some(20));
        let request = CopyRequest::new().name("a").body(trickle);
        client()
            .call(&STORE, request)
            .attempt_timeout(Duration::from_millis(500))
    };
    let error = store().await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error}");
    let blocking = thread::spawn(move || store().send_blocking().unwrap_err());
    let error = blocking.join().unwrap();
    assert!(
        matches!(error, Error::Timeout(_) | Error::Transport(_)),
        "{error}"
    );
}

#[test]
fn an_error_that_stops_half_way_does_not_hold_a_blocking_call_up() {
    let call = copy(&client(), "stuck", long(10)).attempt_timeout(Duration::from_millis(200));
    let error = call.send_blocking().unwrap_err();
    assert!(
        matches!(error, Error::Transport(_) | Error::Timeout(_)),
        "{error}"
    );
}

#[test]
fn a_blocking_call_takes_no_longer_than_it_may_however_long_its_body() {
    let slow = ByteStream::from_reader(Slow(100 * PIECE), None);
    let time = Duration::from_millis(500);
    let call: Call<(), Error> = client().call(&STORE, CopyRequest::new().name("a").body(slow));
    let error = call.operation_timeout(time).send_blocking().unwrap_err();
    assert!(
        matches!(error, Error::Timeout(_) | Error::Transport(_)),
        "{error}"
    );
}

/// A client without any limit, which is a long one.
fn patient() -> Client {
    let forever = Duration::MAX;
    Client::builder(&SERVICE, &RestJson1)
        .region("us-east-1")
        .endpoint_url(server())
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        .connect_timeout(forever)
        .attempt_timeout(forever)
        .operation_timeout(forever)
        .build()
        .unwrap()
}

#[tokio::test]
async fn limits_beyond_every_clock_are_no_panic_async() {
    let call = copy(&patient(), "a", ByteStream::from("hello"));
    assert_eq!(call.await.unwrap().received, Some(5));
}

#[test]
fn limits_beyond_every_clock_are_no_panic_blocking() {
    let call = copy(&patient(), "a", ByteStream::from("hello"));
    assert_eq!(call.send_blocking().unwrap().received, Some(5));
    let call = copy(&client(), "a", long(10)).attempt_timeout(Duration::MAX);
    assert_eq!(call.send_blocking().unwrap().received, Some(10));
}
