//! The built-in transports, async and blocking, before services that answer early, late, at length, or in parts. Each
//! service is a script over a real socket; nothing is asserted of time.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::io::{self, BufRead as _, BufReader, Read, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::hyper::Hyper;
use super::proxy::Proxy;
use super::ureq::Ureq;
use super::{BlockingTransport as _, Streamed, Transport as _};
use crate::error::TransportError;
use crate::stream::ByteStream;

/// Longer than any machine takes.
const LONG: Duration = Duration::from_secs(60);
const REFUSED: &str = "HTTP/1.1 507 Full\r\ncontent-length: 4\r\nx-why: full\r\n\r\nfull";

/// A service of which every connection goes by this script; says where it is, and how many connections there were.
fn service(script: impl Fn(TcpStream) + Send + Sync + 'static) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/thing", listener.local_addr().unwrap());
    let (script, count) = (Arc::new(script), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&count);
    thread::spawn(move || {
        for stream in listener.incoming() {
            counted.fetch_add(1, Ordering::SeqCst);
            let script = Arc::clone(&script);
            thread::spawn(move || script(stream.unwrap()));
        }
    });
    (url, count)
}

/// Reads the head of a request; its lines in lower case.
fn head(reader: &mut impl io::BufRead) -> Vec<String> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line == "\r\n" {
            return lines;
        }
        lines.push(line.trim_end().to_ascii_lowercase());
    }
}

/// Reads a request's head, answers with this, and reads the rest until the other side closes.
fn answers(stream: &TcpStream, answer: &[u8]) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    head(&mut reader);
    (&*stream).write_all(answer).unwrap();
    let _ = io::copy(&mut reader, &mut io::sink());
}

/// Reads a request with a length, answers with this, and goes on.
fn serves(stream: &TcpStream, answer: &[u8]) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    loop {
        let lines = head(&mut reader);
        if lines.is_empty() {
            return;
        }
        body(&mut reader, &lines);
        let _ = (&*stream).write_all(answer);
    }
}

/// Reads the body of a request with a length.
fn body(reader: &mut impl io::BufRead, lines: &[String]) -> Vec<u8> {
    let length = lines
        .iter()
        .find_map(|line| line.strip_prefix("content-length: "));
    let length = length.map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    body
}

type Outcome = Result<(http::Response<()>, Vec<u8>), TransportError>;

fn request(url: &str, body: ByteStream) -> http::Request<ByteStream> {
    http::Request::put(url).body(body).unwrap()
}

/// What the blocking transport makes of it.
fn waited(transport: &Ureq, request: http::Request<ByteStream>) -> Outcome {
    waited_for(transport, request, LONG)
}

fn waited_for(transport: &Ureq, request: http::Request<ByteStream>, time: Duration) -> Outcome {
    let (head, body) = transport.send(request, time)?.into_parts();
    let mut whole = Vec::new();
    let read = body.into_reader().read_to_end(&mut whole);
    read.map_err(TransportError::new)?;
    Ok((http::Response::from_parts(head, ()), whole))
}

/// What the async transport makes of it.
fn awaited(transport: &Hyper, request: http::Request<ByteStream>) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_all().build().unwrap();
    runtime.block_on(async {
        let (head, body) = transport.send(request).await?.into_parts();
        let whole = body.collect().await.map_err(TransportError::new)?;
        Ok((http::Response::from_parts(head, ()), whole.to_vec()))
    })
}

/// Both, one after the other, each with a request of its own.
fn both(make: impl Fn() -> http::Request<ByteStream>) -> [Outcome; 2] {
    [
        waited(&Ureq::told(Ok(Proxy::none())).connect_timeout(LONG), make()),
        awaited(&Hyper::by(Proxy::none()).connect_timeout(LONG), make()),
    ]
}

/// A body that is longer than the system takes before anyone reads it.
fn large() -> ByteStream {
    ByteStream::from_reader(io::repeat(7).take(64 << 20), Some(64 << 20))
}

fn is_full(outcome: Outcome) {
    let (head, body) = outcome.unwrap();
    assert_eq!((head.status().as_u16(), &body[..]), (507, &b"full"[..]));
    assert_eq!(head.headers()["x-why"], "full");
}

#[test]
fn an_answer_before_the_whole_body_is_the_answer() {
    type Script = fn(TcpStream);
    let scripts: [(&str, Script); 3] = [
        ("goes on to read", |stream| {
            answers(&stream, REFUSED.as_bytes());
        }),
        ("closes at once", |stream| {
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            head(&mut reader);
            (&stream).write_all(REFUSED.as_bytes()).unwrap();
        }),
        ("closes after a part", |stream| {
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            head(&mut reader);
            let _ = reader.read_exact(&mut vec![0; 1 << 20]);
            (&stream).write_all(REFUSED.as_bytes()).unwrap();
            let _ = stream.shutdown(Shutdown::Write);
        }),
    ];
    for (what, script) in scripts {
        let (url, count) = service(script);
        for outcome in both(|| request(&url, large())) {
            assert!(outcome.is_ok(), "{what}: {outcome:?}");
            is_full(outcome);
        }
        let in_memory = || request(&url, vec![7; 16 << 20].into());
        both(in_memory).into_iter().for_each(is_full);
        let chunked = || ByteStream::from_reader(io::repeat(7).take(64 << 20), None);
        both(|| request(&url, chunked()))
            .into_iter()
            .for_each(is_full);
        assert_eq!(count.load(Ordering::SeqCst), 6, "{what}");
    }
}

#[test]
fn an_answer_of_a_service_that_reads_no_more_is_the_answer() {
    let (url, _) = service(|stream| {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        head(&mut reader);
        (&stream).write_all(REFUSED.as_bytes()).unwrap();
        // It stays open, and nobody reads.
        std::mem::forget(stream);
    });
    is_full(awaited(
        &Hyper::by(Proxy::none()).connect_timeout(LONG),
        request(&url, large()),
    ));
    // A thread that waits for a write looks for an answer when the time for a piece is up.
    let ureq = Ureq::told(Ok(Proxy::none())).connect_timeout(LONG);
    let time = Duration::from_secs(5);
    is_full(waited_for(&ureq, request(&url, large()), time));
}

#[test]
fn interim_answers_are_passed_over_whatever_they_say() {
    let interim = "HTTP/1.1 100 Continue\r\nconnection: keep-alive\r\nx-a: b\r\n\r\n\
                   HTTP/1.1 103 Early Hints\r\nlink: </style.css>\r\n\r\n\
                   HTTP/1.1 102 Processing\r\n\r\n";
    let answer = format!("{interim}HTTP/1.1 200 OK\r\nx-a: c\r\ncontent-length: 2\r\n\r\nok");
    let (url, _) = service(move |stream| serves(&stream, answer.as_bytes()));
    for body in ["", "some"] {
        for outcome in both(|| request(&url, body.into())) {
            let (head, body) = outcome.unwrap();
            assert_eq!((head.status().as_u16(), &body[..]), (200, &b"ok"[..]));
            assert_eq!(head.headers()["x-a"], "c");
        }
    }
    // Of several that come with the one that asks for the body, too.
    for outcome in both(|| announced(&url)) {
        assert_eq!(outcome.unwrap().0.status(), 200);
    }
}

#[test]
fn interim_answers_in_the_middle_of_an_upload_are_passed_over() {
    let (url, _) = service(|stream| {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let lines = head(&mut reader);
        let mut writer = &stream;
        writer
            .write_all(b"HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n")
            .unwrap();
        body(&mut reader, &lines);
        writer.write_all(b"HTTP/1.1 204 Done\r\n\r\n").unwrap();
    });
    for outcome in both(|| request(&url, large())) {
        assert_eq!(outcome.unwrap().0.status(), 204);
    }
}

#[test]
fn more_than_a_hundred_headers_are_read() {
    let service = |count: usize| {
        let many = (0..count).map(|index| format!("x-amz-meta-{index}: {index}\r\n"));
        let many: String = many.collect();
        let answer = format!("HTTP/1.1 200 OK\r\n{many}content-length: 0\r\n\r\n");
        service(move |stream| serves(&stream, answer.as_bytes())).0
    };
    for count in [95, 99, 100, 120, 130, 600] {
        let url = service(count);
        for outcome in both(|| request(&url, "".into())) {
            let headers = outcome.unwrap().0.headers().clone();
            assert_eq!(headers.len(), count + 1);
            let last = format!("x-amz-meta-{}", count - 1);
            assert_eq!(headers[last], (count - 1).to_string());
        }
    }
}

#[test]
fn headers_that_are_not_ascii_go_both_ways_as_they_are() {
    let (url, _) = service(|stream| {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut raw = Vec::new();
        while !raw.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            reader.read_exact(&mut byte).unwrap();
            raw.push(byte[0]);
        }
        let sent = "größe €.txt".as_bytes();
        let came = raw.windows(sent.len()).any(|window| window == sent);
        let status = if came { 200 } else { 400 };
        let mut answer =
            format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\nx-latin: gr").into_bytes();
        answer.extend_from_slice(b"\xf6\xdfe\r\n\r\n");
        (&stream).write_all(&answer).unwrap();
    });
    let named = || {
        let mut named = request(&url, "".into());
        let value = http::HeaderValue::from_bytes("größe €.txt".as_bytes()).unwrap();
        named.headers_mut().insert("content-disposition", value);
        named
    };
    for outcome in both(named) {
        let (head, _) = outcome.unwrap();
        assert_eq!(head.status(), 200);
        assert_eq!(head.headers()["x-latin"].as_bytes(), b"gr\xf6\xdfe");
    }
}

/// A request that announces its body.
fn announced(url: &str) -> http::Request<ByteStream> {
    let body = ByteStream::from_reader(io::repeat(7).take(1 << 20), Some(1 << 20));
    let mut announced = request(url, body);
    let expected = http::HeaderValue::from_static("100-continue");
    announced.headers_mut().insert("expect", expected);
    announced
}

#[test]
fn an_announced_body_is_sent_when_the_service_asks_for_it() {
    let (url, _) = service(|stream| {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let lines = head(&mut reader);
        assert!(lines.iter().any(|line| line == "expect: 100-continue"));
        // Nothing comes before it is asked for.
        stream
            .set_read_timeout(Some(Duration::from_millis(100)))
            .unwrap();
        let came = reader.fill_buf().is_ok_and(|came| !came.is_empty());
        stream.set_read_timeout(None).unwrap();
        let mut writer = &stream;
        writer
            .write_all(b"HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n")
            .unwrap();
        writer
            .write_all(b"HTTP/1.1 100 Continue\r\nx-a: b\r\n\r\n")
            .unwrap();
        let length = body(&mut reader, &lines).len();
        let status = if came { 400 } else { 200 };
        let answer =
            format!("HTTP/1.1 {status} X\r\nx-length: {length}\r\ncontent-length: 0\r\n\r\n");
        writer.write_all(answer.as_bytes()).unwrap();
    });
    for outcome in both(|| announced(&url)) {
        let (head, _) = outcome.unwrap();
        assert_eq!(head.status(), 200);
        assert_eq!(head.headers()["x-length"], "1048576");
    }
}

#[test]
fn an_announced_body_that_is_refused_is_not_sent() {
    let (sender, bodies) = std::sync::mpsc::channel();
    let sender = std::sync::Mutex::new(sender);
    let (url, _) = service(move |stream| {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        head(&mut reader);
        (&stream).write_all(REFUSED.as_bytes()).unwrap();
        let came = io::copy(&mut reader, &mut io::sink());
        sender.lock().unwrap().send(came.unwrap_or(0)).unwrap();
    });
    let hyper = Hyper::by(Proxy::none()).connect_timeout(LONG);
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_all().build().unwrap();
    runtime.block_on(async {
        let response = hyper.send(announced(&url)).await.unwrap();
        assert_eq!(response.status(), 507);
        assert_eq!(response.into_body().collect().await.unwrap(), "full");
        // The connection is closed, as it can't be used again.
        let sent = loop {
            match bodies.try_recv() {
                Ok(sent) => break sent,
                Err(_) => tokio::task::yield_now().await,
            }
        };
        assert_eq!(sent, 0);
    });
    let ureq = Ureq::told(Ok(Proxy::none())).connect_timeout(LONG);
    is_full(waited(&ureq, announced(&url)));
    assert_eq!(bodies.recv().unwrap(), 0);
}

#[test]
fn an_announced_body_that_nobody_asks_for_is_sent_after_a_while() {
    let (url, _) = service(|stream| serves(&stream, b"HTTP/1.1 204 Done\r\n\r\n"));
    for outcome in both(|| announced(&url)) {
        assert_eq!(outcome.unwrap().0.status(), 204);
    }
}

#[test]
fn a_source_that_has_more_or_less_than_it_said_ends_the_request() {
    let (url, _) = service(|stream| serves(&stream, b"HTTP/1.1 204 Done\r\n\r\n"));
    for (bytes, said) in [(10, 11), (11, 10), (200_000, 200_001), (200_001, 200_000)] {
        let body = || ByteStream::from_reader(io::repeat(7).take(bytes), Some(said));
        for outcome in both(|| request(&url, body())) {
            let error = outcome.unwrap_err();
            assert!(!error.is_timeout(), "{error}");
        }
    }
}

#[test]
fn a_connection_serves_one_request_after_the_other() {
    let (url, count) = service(|stream| {
        serves(&stream, b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    });
    let transport = Ureq::told(Ok(Proxy::none())).connect_timeout(LONG);
    for body in ["", "a", "b"] {
        assert_eq!(
            waited(&transport, request(&url, body.into())).unwrap().1,
            b"ok"
        );
    }
    assert_eq!(count.load(Ordering::SeqCst), 1);

    let (url, count) = service(|stream| {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        head(&mut reader);
        (&stream)
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nConnection: Close\r\n\r\n")
            .unwrap();
    });
    for _ in 0..2 {
        assert!(waited(&transport, request(&url, "".into())).is_ok());
    }
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

#[test]
fn a_connection_that_was_closed_meanwhile_is_not_used() {
    let (sender, closed) = std::sync::mpsc::channel();
    let sender = std::sync::Mutex::new(sender);
    let (url, count) = service(move |stream| {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        head(&mut reader);
        (&stream).write_all(b"HTTP/1.1 204 Done\r\n\r\n").unwrap();
        drop(reader);
        drop(stream);
        sender.lock().unwrap().send(()).unwrap();
    });
    let transport = Ureq::told(Ok(Proxy::none())).connect_timeout(LONG);
    for _ in 0..2 {
        assert!(waited(&transport, request(&url, "".into())).is_ok());
        closed.recv().unwrap();
    }
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

#[test]
fn bodies_end_as_their_heads_say() {
    let fields = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let good: [(String, &str); 5] = [
        (
            format!("{fields}2;a=b\r\nab\r\n1\r\nc\r\n0\r\nx-sum: 1\r\n\r\n"),
            "abc",
        ),
        (format!("{fields}0\r\n\r\n"), ""),
        ("HTTP/1.1 200 OK\r\n\r\nto the end".to_owned(), "to the end"),
        (
            "HTTP/1.0 200 OK\r\ncontent-length: 3\r\n\r\nabc".to_owned(),
            "abc",
        ),
        (
            "HTTP/1.1 304 Same\r\ncontent-length: 3\r\n\r\n".to_owned(),
            "",
        ),
    ];
    let bad = [
        format!("{fields}2\r\nabc\r\n0\r\n\r\n"),
        format!("{fields}5\r\nab"),
        "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc".to_owned(),
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nabc".to_owned(),
        "HTTP/1.1 200 OK\r\ncontent-length: +3\r\n\r\nabc".to_owned(),
        "HTTP/1.1 200 OK\r\ncontent".to_owned(),
        "\u{16}garbage\r\n\r\n".to_owned(),
        String::new(),
    ];
    let once = |answer: String| {
        service(move |stream| {
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            head(&mut reader);
            (&stream).write_all(answer.as_bytes()).unwrap();
        })
    };
    for (answer, expected) in good {
        let (url, _) = once(answer.clone());
        let outcome = waited(
            &Ureq::told(Ok(Proxy::none())).connect_timeout(LONG),
            request(&url, "".into()),
        );
        assert_eq!(outcome.unwrap().1, expected.as_bytes(), "{answer}");
    }
    for answer in bad {
        let (url, _) = once(answer.clone());
        for streamed in [false, true] {
            let mut request = request(&url, "".into());
            if streamed {
                request.extensions_mut().insert(Streamed);
            }
            let outcome = waited(
                &Ureq::told(Ok(Proxy::none())).connect_timeout(LONG),
                request,
            );
            assert!(outcome.is_err(), "{answer}: {outcome:?}");
        }
    }
    let (url, _) = once("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n".to_owned());
    let asked = http::Request::head(&url).body(ByteStream::default());
    assert_eq!(
        waited(
            &Ureq::told(Ok(Proxy::none())).connect_timeout(LONG),
            asked.unwrap()
        )
        .unwrap()
        .1,
        b""
    );
}

#[test]
fn a_service_that_says_nothing_is_not_waited_for() {}
