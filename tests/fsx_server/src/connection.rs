//! One connection: reads requests, meets the plan's faults, writes answers.

use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::fault::Fault;
use crate::service::{self, Answer};
use crate::{Received, Shared, lock};

/// What comes of a request.
#[derive(Debug, Clone)]
pub struct Reaction {
    /// How long nothing comes.
    pub delay: Duration,
    /// What comes then.
    pub bytes: Vec<u8>,
    /// Whether the connection goes on.
    pub goes_on: bool,
}

impl Reaction {
    fn now(bytes: impl Into<Vec<u8>>, goes_on: bool) -> Self {
        Self {
            delay: Duration::ZERO,
            bytes: bytes.into(),
            goes_on,
        }
    }

    fn answer(answer: &Answer) -> Self {
        Self::now(bytes(answer, &[]), true)
    }
}

/// Serves requests until the connection ends.
pub(crate) fn serve(mut stream: TcpStream, shared: &Shared) {
    let _ = stream.set_nodelay(true);
    let mut buffer = Vec::new();
    while !shared.stopped.load(Ordering::SeqCst) {
        let Ok(Some(received)) = read(&mut stream, &mut buffer) else {
            return;
        };
        let reaction = react(shared, &received);
        thread::sleep(reaction.delay);
        if stream.write_all(&reaction.bytes).is_err() || !reaction.goes_on {
            return;
        }
    }
}

/// The next request, or `None` at the end.
fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<Received>> {
    let mut chunk = [0; 16_384];
    loop {
        if let Some(received) = take(buffer)? {
            return Ok(Some(received));
        }
        let count = stream.read(&mut chunk)?;
        if count == 0 {
            return Ok(None);
        }
        buffer.extend_from_slice(chunk.get(..count).unwrap_or_default());
    }
}

/// Takes a whole request from the buffer's start.
pub(crate) fn take(buffer: &mut Vec<u8>) -> io::Result<Option<Received>> {
    let Some((received, used)) = parse(buffer)? else {
        return Ok(None);
    };
    buffer.drain(..used);
    Ok(Some(received))
}

/// A whole request at the buffer's start, and its length.
fn parse(buffer: &[u8]) -> io::Result<Option<(Received, usize)>> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut request = httparse::Request::new(&mut headers);
    let status = request.parse(buffer).map_err(io::Error::other)?;
    let httparse::Status::Complete(head) = status else {
        return Ok(None);
    };
    let headers: Vec<(String, String)> = request
        .headers
        .iter()
        .map(|header| {
            let value = String::from_utf8_lossy(header.value).into_owned();
            (header.name.to_lowercase(), value)
        })
        .collect();
    let find = |name: &str| headers.iter().find(|(known, _)| known == name);
    let length = find("content-length").and_then(|(_, value)| value.parse().ok());
    let end = head + length.unwrap_or(0usize);
    let Some(body) = buffer.get(head..end) else {
        return Ok(None);
    };
    let target = find("x-amz-target").map_or("", |(_, value)| value.as_str());
    let received = Received {
        operation: target.rsplit('.').next().unwrap_or_default().to_owned(),
        body: String::from_utf8_lossy(body).into_owned(),
        headers,
    };
    Ok(Some((received, end)))
}

/// Answers a request.
pub(crate) fn react(shared: &Shared, received: &Received) -> Reaction {
    shared.remember(received.clone());
    let fault = lock(&shared.plan).next();
    let answer = fault.is_done().then(|| {
        let mut state = lock(&shared.state);
        state.answer(&received.operation, received.body.as_bytes())
    });
    match (fault, answer) {
        (Fault::None, Some(answer)) => Reaction::answer(&answer),
        (Fault::Slow(delay), Some(answer)) => Reaction {
            delay,
            ..Reaction::answer(&answer)
        },
        (Fault::Half, Some(answer)) => {
            let whole = bytes(&answer, &[]);
            Reaction::now(whole.get(..whole.len() / 2).unwrap_or_default(), false)
        }
        (Fault::ErrorAfter(status), _) => Reaction::answer(&service::error(
            status,
            "InternalServerError",
            "done all the same",
        )),
        (Fault::Error(status, ""), _) => {
            let head = format!("HTTP/1.1 {status} Error\r\ncontent-length: 0\r\n\r\n");
            Reaction::now(head, true)
        }
        (Fault::Error(status, code), _) => {
            Reaction::answer(&service::error(status, code, "not now"))
        }
        (Fault::AskLater(milliseconds), _) => {
            let wish = ("x-amz-retry-after", milliseconds.to_string());
            let answer = service::error(503, "ServiceUnavailable", "later");
            Reaction::now(bytes(&answer, &[wish]), true)
        }
        (Fault::Garbage, _) => Reaction::now(&b"\x16\x03garbage\r\n\r\n"[..], false),
        (Fault::GarbageBody, _) => Reaction::now(
            &b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"Backup\""[..],
            true,
        ),
        (Fault::Skewed(ahead), _) => skewed(received, ahead),
        _ => Reaction::now(Vec::new(), false),
    }
}

/// Tells the server's own time; a request that keeps to it isn't refused a second time, as the plan has moved on.
fn skewed(received: &Received, ahead: i64) -> Reaction {
    // The client's clock is the best one at hand: the day and time that it signed with.
    let date = received.header("x-amz-date").unwrap_or_default();
    let digits =
        |from: usize, to: usize| date.get(from..to).and_then(|text| text.parse::<i64>().ok());
    let hour = digits(9, 11).unwrap_or_default();
    let day = digits(6, 8).unwrap_or(1);
    // Only within the day: enough to differ by hours.
    let hour = (hour + ahead / 3600).rem_euclid(24);
    let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month = digits(4, 6).and_then(|month| usize::try_from(month - 1).ok());
    let month = month.and_then(|month| months.get(month)).unwrap_or(&"Jan");
    let year = digits(0, 4).unwrap_or(2026);
    let minute = digits(11, 13).unwrap_or_default();
    let text = format!("{day:02} {month} {year} {hour:02}:{minute:02}:00 GMT");
    let answer = service::error(400, "RequestTimeTooSkewed", "the clocks differ");
    Reaction::now(bytes(&answer, &[("date", text)]), true)
}

fn bytes((status, body): &Answer, headers: &[(&str, String)]) -> Vec<u8> {
    let body = without_null(body).to_string();
    let mut head = format!(
        "HTTP/1.1 {status} Status\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: {}\r\n\
         x-amzn-requestid: 00000000-0000-0000-0000-000000000000\r\n",
        body.len()
    );
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    format!("{head}\r\n{body}").into_bytes()
}

/// The service leaves out what isn't there.
fn without_null(body: &Value) -> Value {
    match body {
        Value::Object(object) => {
            let kept = object.iter().filter(|(_, value)| !value.is_null());
            kept.map(|(key, value)| (key.clone(), without_null(value)))
                .collect()
        }
        Value::Array(values) => values.iter().map(without_null).collect(),
        other => other.clone(),
    }
}
