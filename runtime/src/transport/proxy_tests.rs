//! Both transports by a proxy on the loopback: what it is told, and what its refusals come to.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::hyper::Pool;
use super::proxy::Proxy;
use super::tls::Settings;
use super::tls_tests::{certificates, roots};
use super::ureq::Ureq;
use super::{BlockingTransport as _, tls_tests};
use crate::error::TransportError;
use crate::stream::ByteStream;

const LONG: Duration = Duration::from_secs(60);

/// A proxy, and the heads of the requests that it was sent.
struct Loopback {
    port: u16,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Loopback {
    /// Lets in whoever has this header's value, and reaches only the loopback.
    fn start(wanted: Option<&'static str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heads = Arc::<Mutex<Vec<String>>>::default();
        let seen = Arc::clone(&heads);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let seen = Arc::clone(&seen);
                thread::spawn(move || serve(stream.unwrap(), &seen, wanted));
            }
        });
        Self { port, heads }
    }

    fn heads(&self) -> Vec<String> {
        std::mem::take(&mut *self.heads.lock().unwrap())
    }
}

fn serve(mut stream: TcpStream, heads: &Mutex<Vec<String>>, wanted: Option<&str>) {
    let head = head(&mut stream);
    heads.lock().unwrap().push(head.clone());
    let given = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("proxy-authorization")
            .then_some(value)
    });
    if given != wanted {
        let _ = stream
            .write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
        return;
    }
    let mut words = head.split(' ');
    let (method, target) = (words.next().unwrap(), words.next().unwrap());
    if method != "CONNECT" {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nforwarded");
        return;
    }
    if target.starts_with("busy.invalid:") {
        let _ = stream.write_all(b"HTTP/1.1 503 Later\r\ncontent-length: 0\r\n\r\n");
        return;
    }
    let Some(port) = target.strip_prefix("localhost:") else {
        let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n");
        return;
    };
    let service = TcpStream::connect(("127.0.0.1", port.parse().unwrap())).unwrap();
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
    let (mut from, mut to) = (stream.try_clone().unwrap(), service.try_clone().unwrap());
    thread::spawn(move || {
        let _ = io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Write);
    });
    let (mut from, mut to) = (service, stream);
    let _ = io::copy(&mut from, &mut to);
}

fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte).unwrap_or(0) == 0 {
            break;
        }
        head.extend(byte);
    }
    String::from_utf8(head).unwrap()
}

type Answer = Result<(u16, String), TransportError>;

fn waited(proxy: &Proxy, request: http::Request<ByteStream>) -> Answer {
    let transport = Ureq::trusting(certificates(), Ok(proxy.clone()));
    let (head, body) = transport.send(request, LONG)?.into_parts();
    let mut text = String::new();
    body.into_reader().read_to_string(&mut text).unwrap();
    Ok((head.status.as_u16(), text))
}

fn awaited(proxy: &Proxy, request: http::Request<ByteStream>) -> Answer {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_all().build().unwrap();
    runtime.block_on(async {
        let settings = Settings::trusting(roots()).unwrap();
        let pool = Pool::new(&settings, LONG, proxy.clone());
        let (head, body) = pool.send(request).await?.into_parts();
        let whole = body.collect().await.map_err(TransportError::new)?;
        let text = String::from_utf8(whole.to_vec()).unwrap();
        Ok((head.status.as_u16(), text))
    })
}

/// What both transports make of it.
fn both(proxy: &Proxy, make: impl Fn() -> http::Request<ByteStream>) -> [Answer; 2] {
    [waited(proxy, make()), awaited(proxy, make())]
}

fn plain() -> http::Request<ByteStream> {
    let request = http::Request::post("http://service.invalid:8080/thing?x=1");
    request.body(ByteStream::from("hello")).unwrap()
}

fn secret(port: u16, login: &str) -> Proxy {
    Proxy::new(&format!("http://{login}127.0.0.1:{port}")).unwrap()
}

#[test]
fn requests_to_https_go_through_a_tunnel_with_user_and_password() {
    let service = tls_tests::service();
    // me:hu:sh
    let proxy = Loopback::start(Some("Basic bWU6aHU6c2g="));
    let given = secret(proxy.port, "me:hu%3Ash@");
    for answer in both(&given, || tls_tests::request(service, "hello")) {
        assert_eq!(answer.unwrap(), (200, "hello".to_owned()));
    }
    let heads = proxy.heads();
    assert_eq!(heads.len(), 2);
    for head in heads {
        let first = format!("CONNECT localhost:{service} HTTP/1.1\r\n");
        assert!(head.starts_with(&first), "{head:?}");
    }
}

#[test]
fn requests_to_http_are_handed_over_whole() {
    let proxy = Loopback::start(Some("Basic bWU6aHU6c2g="));
    let given = secret(proxy.port, "me:hu%3Ash@");
    for answer in both(&given, plain) {
        assert_eq!(answer.unwrap(), (200, "forwarded".to_owned()));
    }
    let heads = proxy.heads();
    assert_eq!(heads.len(), 2);
    for head in heads {
        let first = "POST http://service.invalid:8080/thing?x=1 HTTP/1.1\r\n";
        assert!(head.starts_with(first), "{head:?}");
        let host = "host: service.invalid:8080\r\n";
        assert!(head.to_ascii_lowercase().contains(host), "{head:?}");
    }
}

#[test]
fn a_proxy_that_lets_nobody_in_is_named_and_the_password_is_not() {
    let service = tls_tests::service();
    let proxy = Loopback::start(Some("Basic other"));
    for (login, why) in [
        ("me:hush@", "it doesn't take the user and the password"),
        ("", "it wants a user and a password (407"),
    ] {
        let given = secret(proxy.port, login);
        let tunnels = both(&given, || tls_tests::request(service, "hello"));
        for answer in tunnels.into_iter().chain(both(&given, plain)) {
            let error = answer.unwrap_err();
            assert!(error.is_lasting(), "{error}");
            for text in [error.to_string(), format!("{error:?}")] {
                let name = format!("the proxy http://127.0.0.1:{} (set by", proxy.port);
                assert!(text.contains(&name) && text.contains(why), "{text}");
                assert!(!text.contains("hush") && !text.contains("me:"), "{text}");
            }
        }
    }
}

#[test]
fn a_proxy_that_refuses_the_host_or_is_not_there_is_named() {
    let proxy = Loopback::start(None);
    let elsewhere = || {
        let request = http::Request::get("https://elsewhere.invalid/");
        request.body(ByteStream::default()).unwrap()
    };
    for answer in both(&secret(proxy.port, ""), elsewhere) {
        let error = answer.unwrap_err();
        assert!(error.is_lasting(), "{error}");
        let text = error.to_string();
        let name = format!(
            "the proxy http://127.0.0.1:{} (set by the program)",
            proxy.port
        );
        assert!(text.contains(&name), "{text}");
        assert!(text.contains("it refuses to connect to"), "{text}");
        assert!(text.contains("(403 Forbidden)"), "{text}");
    }
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let variables =
        |name: &str| (name == "ALL_PROXY").then(|| format!("http://me:hush@127.0.0.1:{port}"));
    let given = Proxy::of(&variables).unwrap();
    for make in [elsewhere as fn() -> _, plain] {
        for answer in both(&given, make) {
            let text = answer.unwrap_err().to_string();
            let name = format!("the proxy http://127.0.0.1:{port} (set by ALL_PROXY): ");
            assert!(text.contains(&name) && text.contains("refused"), "{text}");
            assert!(!text.contains("hush"), "{text}");
        }
    }
}

#[test]
fn what_a_proxy_refuses_for_now_may_go_well_later() {
    let proxy = Loopback::start(None);
    let busy = || {
        let request = http::Request::get("https://busy.invalid/");
        request.body(ByteStream::default()).unwrap()
    };
    for answer in both(&secret(proxy.port, "me:hush@"), busy) {
        // Whoever has a login sends it, and this proxy wants none.
        assert!(answer.unwrap_err().is_lasting());
    }
    let variables =
        |name: &str| (name == "https_proxy").then(|| format!("127.0.0.1:{}", proxy.port));
    for answer in both(&Proxy::of(&variables).unwrap(), busy) {
        let error = answer.unwrap_err();
        assert!(!error.is_lasting() && !error.is_timeout(), "{error}");
        let text = error.to_string();
        let why = format!(
            "the proxy http://127.0.0.1:{} (set by https_proxy): it refuses to connect to the service's host and port \
             (503 Service Unavailable)",
            proxy.port
        );
        assert!(text.contains(&why), "{text}");
    }
}

#[test]
fn no_log_has_a_proxys_password_or_what_says_who_calls() {
    let service = tls_tests::service();
    let proxy = Loopback::start(Some("Basic bWU6aHU6c2g="));
    let given = secret(proxy.port, "me:hu%3Ash@");
    let named = |mut request: http::Request<ByteStream>, is_in_query: bool| {
        let mut token = http::HeaderValue::from_static("Bearer hush-token");
        token.set_sensitive(true);
        request
            .headers_mut()
            .insert(http::header::AUTHORIZATION, token);
        if is_in_query {
            let url = format!("{}?key=hush-key", request.uri());
            *request.uri_mut() = url.parse().unwrap();
            request.extensions_mut().insert(super::SecretUri);
        }
        request
    };
    let tunnel = || tls_tests::request(service, "hello");
    // With these turned down as the error of a call says it, all that is logged at the level trace is looked at.
    for (turned_down, is_in_query) in [("ureq_proto", false), ("ureq", true)] {
        for make in [&tunnel as &dyn Fn() -> _, &plain] {
            let logged = super::ureq::tests::logged(turned_down, || {
                for answer in both(&given, || named(make(), is_in_query)) {
                    assert_eq!(answer.unwrap().0, 200);
                }
            });
            assert!(logged.contains("ureq"), "{logged}");
            for secret in ["hush", "hu:sh", "hu%3Ash", "bWU6aHU6c2g"] {
                assert!(!logged.contains(secret), "{secret}\n{logged}");
            }
        }
    }
}

#[test]
fn what_is_left_out_goes_straight() {
    let service = tls_tests::service();
    let proxy = Loopback::start(None);
    let given = secret(proxy.port, "").except("localhost");
    for answer in both(&given, || tls_tests::request(service, "hello")) {
        assert_eq!(answer.unwrap(), (200, "hello".to_owned()));
        assert_eq!(proxy.heads(), Vec::<String>::new());
    }
}

#[test]
fn connections_through_a_tunnel_are_kept() {
    let service = tls_tests::service();
    let proxy = Loopback::start(None);
    let transport = Ureq::trusting(certificates(), Ok(secret(proxy.port, "")));
    for _ in 0..2 {
        let request = tls_tests::request(service, "hello");
        let response = transport.send(request, LONG).unwrap();
        let mut body = response.into_body().into_reader();
        io::copy(&mut body, &mut io::sink()).unwrap();
    }
    assert_eq!(proxy.heads().len(), 1);
}

#[cfg(feature = "profile")]
#[test]
fn what_no_proxy_may_see_goes_straight() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            head(&mut stream);
            let answer = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
            stream.write_all(answer).unwrap();
        }
    });
    let proxy = Loopback::start(None);
    let request = || {
        let mut request = http::Request::new(ByteStream::default());
        *request.uri_mut() = url.parse().unwrap();
        request.extensions_mut().insert(super::Direct);
        request
    };
    let ureq = Ureq::told(Ok(secret(proxy.port, "")));
    assert_eq!(ureq.send(request(), LONG).unwrap().status(), 204);
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_all().build().unwrap();
    let hyper = super::Hyper::by(secret(proxy.port, ""));
    let sent = runtime.block_on(super::Transport::send(&hyper, request()));
    assert_eq!(sent.unwrap().status(), 204);
    assert_eq!(proxy.heads(), Vec::<String>::new());
}
