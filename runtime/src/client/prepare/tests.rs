//! Checksums on the way out and on the way in.

#![allow(dead_code, reason = "the macros make more than these tests call")]

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::{Checksums, checked};
use crate::__private::v1::{Described, Known, Member, Modelled, Schema, Trait, wire};
use crate::client::Client;
use crate::error::{CredentialsError, DecodeError, EncodeError, ServiceError, TransportError};
use crate::over_http::protocol::RestJson1;
use crate::stream::ByteStream;
use crate::tables::{Operation, OperationTrait, Service};
use crate::{Call, Document};

static SERVICE: Service = Service {
    id: "Store",
    endpoint_prefix: "s3",
    ..Service::UNKNOWN
};

static PUT: Operation = Operation {
    name: "Put",
    method: "PUT",
    traits: &[
        OperationTrait::Checksum("Algorithm"),
        OperationTrait::ChecksumMode("Mode"),
        OperationTrait::ResponseChecksums(&["SHA512", "CRC32", "SHA256"]),
    ],
    ..Operation::post(&SERVICE)
};

static STRICT: Operation = Operation {
    traits: &[OperationTrait::ChecksumRequired],
    ..Operation::post(&SERVICE)
};

/// A request whose body is a stream.
#[derive(Clone, Default)]
pub struct Put {
    algorithm: Option<String>,
    mode: Option<String>,
    body: ByteStream,
}

impl Put {
    fn new() -> Self {
        Self::default()
    }

    fn algorithm(mut self, value: impl Into<String>) -> Self {
        self.algorithm = Some(value.into());
        self
    }

    fn mode(mut self, value: impl Into<String>) -> Self {
        self.mode = Some(value.into());
        self
    }

    fn body(mut self, value: impl Into<ByteStream>) -> Self {
        self.body = value.into();
        self
    }
}

impl Described for Put {
    const SCHEMA: &'static Schema = &Schema::new(
        "Put",
        &[
            Member::new("Algorithm").with(&[Trait::Header("x-algorithm")]),
            Member::new("Mode").with(&[Trait::Header("x-mode")]),
            Member::new("Body").with(&[Trait::Payload, Trait::Streaming]),
        ],
    );
}

wire! { struct Put impl Default { 0 => algorithm, 1 => mode, 2 => body } }

/// What a call can fail with.
#[non_exhaustive]
pub enum Error {
    Busy(ServiceError<Put>),
    Unrecognized(ServiceError<Document>),
    Encode(EncodeError),
    Decode(DecodeError),
    Transport(TransportError),
    Timeout(TransportError),
    Credentials(CredentialsError),
}

impl Modelled for Error {
    const KNOWN: &'static [Known] = &[Known::new("Busy", "Busy")];
}

wire! { error Error { 0 => Busy } }

fn request(
    operation: &'static Operation,
    input: Put,
    checksums: Checksums,
) -> Result<http::Request<ByteStream>, Error> {
    let client: Client = Client::builder(&SERVICE, &RestJson1)
        .region("us-east-1")
        .checksums(checksums)
        .response_checksums(checksums)
        .build()
        .unwrap();
    let call: Call<(), Error> = client.call(operation, input);
    call.http_request()
}

fn header(request: &http::Request<ByteStream>, name: &str) -> Option<String> {
    let value = request.headers().get(name)?;
    Some(value.to_str().unwrap().to_owned())
}

#[test]
fn crc32_is_sent_when_nothing_is_said() {
    let sent = request(&PUT, Put::new().body("123456789"), Checksums::WhenSupported).unwrap();
    assert_eq!(
        header(&sent, "x-amz-checksum-crc32").as_deref(),
        Some("y/Q5Jg==")
    );
    assert_eq!(header(&sent, "x-algorithm").as_deref(), Some("CRC32"));
    assert_eq!(header(&sent, "x-mode").as_deref(), Some("ENABLED"));
    let sent = request(&PUT, Put::new().body("123456789"), Checksums::WhenRequired).unwrap();
    assert_eq!(header(&sent, "x-amz-checksum-crc32"), None);
    assert_eq!(header(&sent, "x-mode"), None);
}

#[test]
fn a_body_has_as_much_room_as_those_before_it_took() {
    let client: Client = Client::builder(&SERVICE, &RestJson1)
        .region("us-east-1")
        .build()
        .unwrap();
    let written = |length: usize| {
        let call: Call<(), Error> = client.call(&PUT, Put::new().body("x".repeat(length)));
        call.http_request().unwrap();
        client.config.shared.sizes.guess(&PUT)
    };
    assert_eq!(written(8_000), 9_640);
    assert_eq!(written(8_000_000), 9_640);
    assert_eq!(written(16_000), 18_640);
}

#[test]
fn the_algorithm_that_the_request_names_is_taken() {
    let input = Put::new().algorithm("SHA1").mode("off").body("");
    let sent = request(&PUT, input, Checksums::WhenRequired).unwrap();
    let sum = header(&sent, "x-amz-checksum-sha1");
    assert_eq!(sum.as_deref(), Some("2jmj7l5rSw0yVb/vlWAYkK/YBwk="));
    assert_eq!(header(&sent, "x-mode").as_deref(), Some("off"));
    let unknown = Put::new().algorithm("XXHASH64").body("a");
    let error = request(&PUT, unknown, Checksums::WhenSupported).unwrap_err();
    assert!(error.to_string().contains("XXHASH64"), "{error}");
}

#[test]
fn a_stream_that_reading_would_use_up_has_a_checksum_only_if_it_must() {
    let once = || ByteStream::from_reader(std::io::Cursor::new("a"), Some(1));
    let sent = request(&PUT, Put::new().body(once()), Checksums::WhenSupported).unwrap();
    assert_eq!(header(&sent, "x-amz-checksum-crc32"), None);
    assert!(request(&STRICT, Put::new().body(once()), Checksums::WhenSupported).is_err());
    let sent = request(&STRICT, Put::new().body("a"), Checksums::WhenSupported).unwrap();
    let sum = header(&sent, "content-md5");
    assert_eq!(sum.as_deref(), Some("DMF1ucDxtqgxw5niaXcmYQ=="));
}

/// What reading a response with this checksum gives: its stream if it is one.
fn answer(sum: &str, stream: bool) -> Result<Option<ByteStream>, String> {
    let body = if stream { "" } else { "123456789" };
    let mut response = http::Response::new(bytes::Bytes::from(body));
    let sum = http::HeaderValue::from_str(sum).unwrap();
    response.headers_mut().insert("x-amz-checksum-crc32", sum);
    let stream = stream.then(|| ByteStream::from("123456789"));
    checked(&PUT, &response, stream).map_err(|error| error.to_string())
}

fn collected(stream: ByteStream) -> std::io::Result<bytes::Bytes> {
    match pin!(stream.collect()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(bytes) => bytes,
        Poll::Pending => panic!("bytes in memory are there at once"),
    }
}

#[test]
fn a_body_that_is_not_what_its_checksum_says_is_refused() {
    assert_eq!(answer("y/Q5Jg==", false), Ok(None));
    let error = answer("AAAAAA==", false).unwrap_err();
    assert!(error.contains("x-amz-checksum-crc32"), "{error}");
    // A sum of sums can't be checked.
    assert_eq!(answer("AAAAAA==-2", false), Ok(None));
}

#[test]
fn a_stream_fails_at_its_end_when_it_is_not_what_its_checksum_says() {
    let good = answer("y/Q5Jg==", true).unwrap().unwrap();
    assert_eq!(collected(good).unwrap(), "123456789");
    let bad = answer("AAAAAA==", true).unwrap().unwrap();
    let error = collected(bad).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
}
