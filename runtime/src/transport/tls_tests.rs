//! Both transports over TLS, to a service whose certificate a root of our own has signed.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use super::BlockingTransport as _;
use super::hyper::Pool;
use super::proxy::Proxy;
use super::tls::Settings;
use super::ureq::Ureq;
use crate::error::TransportError;
use crate::stream::ByteStream;

const LONG: Duration = Duration::from_secs(60);

// A root, a certificate of it for `localhost`, and its key: for these tests alone.
const ROOT: &str = "\
    MIIBOTCB4KADAgECAgEBMAoGCCqGSM49BAMCMBsxGTAXBgNVBAMMEEEgcm9vdCBmb3IgdGVzdHMwIBcNMjAwMTAxMDAwMDAwWhgP\
    MjEyMDAxMDEwMDAwMDBaMBsxGTAXBgNVBAMMEEEgcm9vdCBmb3IgdGVzdHMwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQSRVvT\
    Omy14lDAUGGBgKKN39fQBdC3h96UYHjt7B29UwWK7oqU02/ZGI7aSai/3CzYU9Ka9yUihYLRfx/49zt+oxMwETAPBgNVHRMBAf8E\
    BTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQDAgYKXO8Kai5pNKrkCxaoD6+9ioLnFPiBT1a2+VbFURwIgZoJsjVK4X/LMCtceS2Ne\
    vv9fvmMElm3fCHHzs0SgB4I=\
";
const CERTIFICATE: &str = "\
    MIIBPTCB5KADAgECAgECMAoGCCqGSM49BAMCMBsxGTAXBgNVBAMMEEEgcm9vdCBmb3IgdGVzdHMwIBcNMjAwMTAxMDAwMDAwWhgP\
    MjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABK5FOpTXmitDHXS4\
    anfX6F3EpLn2uQ9C8QCb9m1MzyH3IT2oIsiC0XUTIQSL71culs84b91FMj3c5l09GXs29P6jHjAcMBoGA1UdEQQTMBGCCWxvY2Fs\
    aG9zdIcEfwAAATAKBggqhkjOPQQDAgNIADBFAiEAzHWAm+JpkYN+JZt/dHzeIVfgLuMgAm20kNJpeX2RNf8CIFQP8GJyaHLs5hfu\
    eY3Xn3irJJLl7t5MNZPCPDY265mj\
";
const KEY: &str = "\
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgWlYlcbJHPbBJzzqg8F1bQuNT0vIpoIciBmtVeyuOONahRANCAASu\
    RTqU15orQx10uGp31+hdxKS59rkPQvEAm/ZtTM8h9yE9qCLIgtF1EyEEi+9XLpbPOG/dRTI93OZdPRl7NvT+\
";

fn bytes(text: &str) -> Vec<u8> {
    BASE64_STANDARD.decode(text).unwrap()
}

/// Answers every request with its own body; one that is longer than half a megabyte is refused when it has begun.
pub(super) fn service() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ServerConfig::builder_with_provider(provider);
    let config = versions.with_safe_default_protocol_versions().unwrap();
    let chain = vec![CertificateDer::from(bytes(CERTIFICATE))];
    let key = PrivatePkcs8KeyDer::from(bytes(KEY));
    let config = config
        .with_no_client_auth()
        .with_single_cert(chain, key.into());
    let config = Arc::new(config.unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let session = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(session, stream.unwrap());
            thread::spawn(move || while serve(&mut stream).is_some() {});
        }
    });
    port
}

fn serve(stream: &mut StreamOwned<ServerConnection, std::net::TcpStream>) -> Option<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).ok()?;
        head.push(byte[0].to_ascii_lowercase());
    }
    let head = String::from_utf8(head).unwrap();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))?;
    let length: usize = length.parse().unwrap();
    if length > 512 << 10 {
        stream
            .write_all(b"HTTP/1.1 413 Large\r\ncontent-length: 5\r\n\r\nlarge")
            .ok()?;
        let _ = std::io::copy(stream, &mut std::io::sink());
        return None;
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n"
    )
    .ok()?;
    stream.write_all(&body).ok()?;
    stream.flush().ok()
}

pub(super) fn roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(bytes(ROOT).into()).unwrap();
    roots
}

/// The same for ureq.
pub(super) fn certificates() -> ureq::tls::RootCerts {
    let root = ureq::tls::Certificate::from_der(&bytes(ROOT)).to_owned();
    vec![root].into()
}

pub(super) fn request(port: u16, body: impl Into<ByteStream>) -> http::Request<ByteStream> {
    let url = format!("https://localhost:{port}/");
    http::Request::put(url).body(body.into()).unwrap()
}

fn large() -> ByteStream {
    let zeros = std::io::repeat(0).take(64 << 20);
    ByteStream::from_reader(zeros, Some(64 << 20))
}

#[test]
fn a_blocking_exchange_over_tls() {
    let port = service();
    let transport = Ureq::trusting(certificates(), Ok(Proxy::none()));
    let long: Vec<u8> = (0..400_000_u32)
        .flat_map(u32::to_le_bytes)
        .take(500_000)
        .collect();
    for body in [b"hello".to_vec(), long, b"x".to_vec()] {
        let response = transport.send(request(port, body.clone()), LONG).unwrap();
        let mut whole = Vec::new();
        response
            .into_body()
            .into_reader()
            .read_to_end(&mut whole)
            .unwrap();
        assert_eq!(whole, body);
    }
    let response = transport.send(request(port, large()), LONG).unwrap();
    assert_eq!(response.status(), 413);
    let mut whole = String::new();
    let mut body = response.into_body().into_reader();
    body.read_to_string(&mut whole).unwrap();
    assert_eq!(whole, "large");
}

#[test]
fn who_is_not_trusted_is_sent_nothing() {
    let port = service();
    let transport = Ureq::trusting(ureq::tls::RootCerts::WebPki, Ok(Proxy::none()));
    let error = transport.send(request(port, "hello"), LONG).unwrap_err();
    assert!(error.to_string().contains("certificate"), "{error}");
}

/// The exchange says where the request went.
fn told(refused: TransportError, port: u16) -> String {
    refused.at_host(&format!("localhost:{port}")).to_string()
}

/// Trusts somebody, but not who has signed the service's certificate.
fn strangers() -> RootCertStore {
    let mut strangers = RootCertStore::empty();
    strangers.add(bytes(CERTIFICATE).into()).unwrap();
    strangers
}

#[tokio::test]
async fn a_certificate_that_is_refused_is_told_once_with_its_host() {
    let port = service();
    let host = format!(" at localhost:{port}: ");
    let pool = Pool::new(
        &Settings::trusting(strangers()).unwrap(),
        LONG,
        Proxy::none(),
    );
    let asynchronous = pool.send(request(port, "hello")).await.unwrap_err();
    let blocking = Ureq::trusting(ureq::tls::RootCerts::WebPki, Ok(Proxy::none()));
    let blocking = blocking.send(request(port, "hello"), LONG).unwrap_err();
    for refused in [asynchronous, blocking] {
        assert!(!refused.is_timeout());
        let text = told(refused, port);
        for part in [&host, "invalid peer certificate: UnknownIssuer"] {
            assert_eq!(text.matches(part).count(), 1, "{text}");
        }
        assert_eq!(text.matches("certificate").count(), 1, "{text}");
        assert_eq!(text.matches("localhost").count(), 1, "{text}");
    }
}

#[tokio::test]
async fn an_async_exchange_over_tls() {
    let port = service();
    let transport = Pool::new(&Settings::trusting(roots()).unwrap(), LONG, Proxy::none());
    for body in ["hello", "x"] {
        let response = transport.send(request(port, body)).await.unwrap();
        assert_eq!(response.into_body().collect().await.unwrap(), body);
    }
    let response = transport.send(request(port, large())).await.unwrap();
    assert_eq!(response.status(), 413);
    assert_eq!(response.into_body().collect().await.unwrap(), "large");
}
