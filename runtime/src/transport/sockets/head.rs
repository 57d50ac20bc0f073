//! Heads of HTTP/1.1: that of a request as it is written, that of a response as it is read, and what it says of the body.
//!
//! Pure; parsing is httparse's.

use std::io::{self, ErrorKind};

use http::header::{CONNECTION, CONTENT_LENGTH, HOST, HeaderName, HeaderValue, TRANSFER_ENCODING};
use http::{Response, StatusCode, Version};

use crate::transport::MOST_HEADERS;

/// A head may not be longer.
pub(super) const LONGEST: usize = 512 << 10;

/// The head of a request; a body without a length goes out in chunks.
pub(super) fn written(head: &http::request::Parts, length: Option<u64>) -> Vec<u8> {
    let mut text = Vec::with_capacity(1024);
    let target = head
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    for part in [head.method.as_str(), " ", target, " HTTP/1.1\r\n"] {
        text.extend_from_slice(part.as_bytes());
    }
    if !head.headers.contains_key(HOST) {
        let host = head.uri.authority().map_or("", |host| host.as_str());
        line(&mut text, "host", host.as_bytes());
    }
    for (name, value) in &head.headers {
        line(&mut text, name.as_str(), value.as_bytes());
    }
    let says_length = head.headers.contains_key(CONTENT_LENGTH);
    match length {
        Some(0) => {}
        Some(_) if says_length => {}
        Some(length) => line(&mut text, "content-length", length.to_string().as_bytes()),
        None => line(&mut text, "transfer-encoding", b"chunked"),
    }
    text.extend_from_slice(b"\r\n");
    text
}

fn line(text: &mut Vec<u8>, name: &str, value: &[u8]) {
    for part in [name.as_bytes(), b": ", value, b"\r\n"] {
        text.extend_from_slice(part);
    }
}

/// Where the first head ends, if it is there as a whole. What was seen before has no end but in its last bytes.
pub(super) fn end(bytes: &[u8], seen: usize) -> Option<usize> {
    let start = seen.saturating_sub(3);
    let rest = bytes.get(start..)?;
    let is_end = |window: &[u8]| window.starts_with(b"\n\r\n") || window.starts_with(b"\n\n");
    let found = (0..rest.len()).find(|index| rest.get(*index..).is_some_and(is_end))?;
    let length = if rest.get(found + 1) == Some(&b'\n') {
        2
    } else {
        3
    };
    Some(start + found + length)
}

/// Reads a whole head.
///
/// # Errors
/// It isn't one of HTTP/1.
pub(super) fn parsed(head: &[u8]) -> io::Result<Response<()>> {
    let unfit = |why: String| io::Error::new(ErrorKind::InvalidData, why);
    let lines = head.split(|byte| *byte == b'\n').count();
    if lines > MOST_HEADERS + 2 {
        return Err(unfit(format!(
            "the answer has more than {MOST_HEADERS} headers"
        )));
    }
    let mut headers = vec![httparse::EMPTY_HEADER; lines];
    let mut found = httparse::Response::new(&mut headers);
    let parsed = found.parse(head);
    let whole = parsed.map_err(|error| unfit(format!("the answer isn't HTTP: {error}")))?;
    let (httparse::Status::Complete(_), Some(code)) = (whole, found.code) else {
        return Err(unfit("the answer isn't HTTP".to_owned()));
    };
    let mut response = Response::new(());
    *response.status_mut() =
        StatusCode::from_u16(code).map_err(|error| unfit(error.to_string()))?;
    *response.version_mut() = match found.version {
        Some(0) => Version::HTTP_10,
        _ => Version::HTTP_11,
    };
    for header in found.headers.iter() {
        let name = HeaderName::from_bytes(header.name.as_bytes());
        let value = HeaderValue::from_bytes(header.value);
        let (Ok(name), Ok(value)) = (name, value) else {
            return Err(unfit(format!("the header {} can't be read", header.name)));
        };
        response.headers_mut().append(name, value);
    }
    Ok(response)
}

/// How the body of a response ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Framing {
    Length(u64),
    Chunked,
    /// With the connection.
    Close,
}

impl Framing {
    /// How long the body is, where that is known.
    pub(super) fn length(self) -> Option<u64> {
        match self {
            Self::Length(length) => Some(length),
            Self::Chunked | Self::Close => None,
        }
    }
}

/// What a head says of its body.
///
/// # Errors
/// It contradicts itself.
pub(super) fn framing(head: &Response<()>, to_head: bool) -> io::Result<Framing> {
    let status = head.status();
    if to_head || status == StatusCode::NO_CONTENT || status == StatusCode::NOT_MODIFIED {
        return Ok(Framing::Length(0));
    }
    let encodings = words(head, &TRANSFER_ENCODING);
    if let Some(last) = encodings.last() {
        let is_chunked = last.eq_ignore_ascii_case("chunked");
        return Ok(if is_chunked {
            Framing::Chunked
        } else {
            Framing::Close
        });
    }
    let lengths = words(head, &CONTENT_LENGTH);
    let Some(first) = lengths.first() else {
        return Ok(Framing::Close);
    };
    let digits = first.bytes().all(|byte| byte.is_ascii_digit());
    let length = first.parse().ok().filter(|_| digits);
    if lengths.iter().any(|length| length != first) {
        let why = format!("the answer has two lengths: {}", lengths.join(" and "));
        return Err(io::Error::new(ErrorKind::InvalidData, why));
    }
    let length = length.ok_or_else(|| {
        io::Error::new(
            ErrorKind::InvalidData,
            format!("the answer's length is {first}"),
        )
    })?;
    Ok(Framing::Length(length))
}

/// Whether another request may follow on the same connection.
pub(super) fn keeps_alive(head: &Response<()>, framing: Framing) -> bool {
    let says = |wanted: &str| {
        let mut said = words(head, &CONNECTION).into_iter();
        said.any(|word| word.eq_ignore_ascii_case(wanted))
    };
    let by_default = head.version() != Version::HTTP_10;
    // Who says both how long a body is and that it is in chunks may mean either.
    let is_plain = framing != Framing::Chunked || !head.headers().contains_key(CONTENT_LENGTH);
    framing != Framing::Close && is_plain && !says("close") && (by_default || says("keep-alive"))
}

/// The elements of a header.
fn words(head: &Response<()>, name: &HeaderName) -> Vec<String> {
    let values = head.headers().get_all(name).iter();
    let texts = values.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let texts: Vec<String> = texts.collect();
    let words = texts.iter().flat_map(|text| text.split(','));
    words.map(|word| word.trim().to_owned()).collect()
}
