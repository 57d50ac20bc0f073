//! A request in the one form that both sides of a signature agree on.
//!
//! Writes into a text that is given; neither hashes nor signs it.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter, Write as _};

use http::header::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{percent_decode_str, percent_encode, utf8_percent_encode};

use crate::codecs::percent::UNRESERVED;
use crate::error::EncodeError;

/// Changed on the way, or added after signing.
const UNSIGNED: [&str; 15] = [
    "authorization",
    "baggage",
    "connection",
    "expect",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "traceparent",
    "tracestate",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-amzn-trace-id",
];

/// So many names need no memory of their own.
const FEW: usize = 24;

/// The names of the headers that are signed, in their order; shown with semicolons.
pub(super) struct SignedNames<'a> {
    few: [&'a str; FEW],
    count: usize,
    /// All of them, where they are more.
    many: Vec<&'a str>,
}

impl<'a> SignedNames<'a> {
    pub(super) fn of(headers: &'a HeaderMap) -> Self {
        let mut names = Self {
            few: [""; FEW],
            count: 0,
            many: Vec::new(),
        };
        let signed = headers.keys().map(HeaderName::as_str);
        for name in signed.filter(|name| !UNSIGNED.contains(name)) {
            names.add(name);
        }
        let all = if names.many.is_empty() {
            names.few.get_mut(..names.count).unwrap_or_default()
        } else {
            &mut names.many
        };
        all.sort_unstable();
        names
    }

    fn add(&mut self, name: &'a str) {
        if let Some(place) = self.few.get_mut(self.count) {
            *place = name;
            self.count += 1;
        } else {
            if self.many.is_empty() {
                self.many.extend_from_slice(&self.few);
            }
            self.many.push(name);
        }
    }

    fn all(&self) -> &[&'a str] {
        if self.many.is_empty() {
            self.few.get(..self.count).unwrap_or_default()
        } else {
            &self.many
        }
    }
}

impl Display for SignedNames<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        for (index, name) in self.all().iter().enumerate() {
            formatter.write_str(if index > 0 { ";" } else { "" })?;
            formatter.write_str(name)?;
        }
        Ok(())
    }
}

/// What the form of a request has room in: escapes make a byte of path and query three, and escapes of escapes five.
pub(super) fn room<B>(request: &http::Request<B>) -> usize {
    let of_header =
        |(name, value): (&HeaderName, &HeaderValue)| 2 * name.as_str().len() + value.len() + 4;
    let headers: usize = request.headers().iter().map(of_header).sum();
    let uri = request.uri().path_and_query();
    headers + uri.map_or(0, |uri| uri.as_str().len() * 5) + 128
}

/// Writes the form of a request; `payload` stands for its body.
///
/// # Errors
/// A header isn't UTF-8.
pub(super) fn write<B>(
    text: &mut String,
    request: &http::Request<B>,
    names: &SignedNames<'_>,
    payload: &str,
    raw_path: bool,
) -> Result<(), EncodeError> {
    text.push_str(request.method().as_str());
    text.push('\n');
    path(text, request.uri().path(), raw_path);
    text.push('\n');
    query(text, request.uri().query().unwrap_or_default());
    text.push('\n');
    for name in names.all() {
        text.push_str(name);
        text.push(':');
        for (index, value) in request.headers().get_all(*name).iter().enumerate() {
            let value = std::str::from_utf8(value.as_bytes())
                .map_err(|_| EncodeError::new(format!("the header {name} isn't UTF-8")))?;
            if index > 0 {
                text.push(',');
            }
            for (index, word) in value.split_ascii_whitespace().enumerate() {
                text.push_str(if index > 0 { " " } else { "" });
                text.push_str(word);
            }
        }
        text.push('\n');
    }
    // Writing into memory doesn't fail.
    let _ = write!(text, "\n{names}\n{payload}");
    Ok(())
}

/// Dots resolved and encoded once more, as every service but S3 wants it.
fn path(text: &mut String, path: &str, raw: bool) {
    if raw || path.is_empty() {
        return text.push_str(if path.is_empty() { "/" } else { path });
    }
    let start = text.len();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                let written = text.get(start..).and_then(|written| written.rfind('/'));
                text.truncate(start + written.unwrap_or(0));
            }
            part => {
                text.push('/');
                text.extend(utf8_percent_encode(part, UNRESERVED));
            }
        }
    }
    let ends = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
    if text.len() == start || ends {
        text.push('/');
    }
}

/// Parameters decoded, encoded anew and sorted.
fn query(text: &mut String, query: &str) {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let mut pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> = pairs
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (encoded_anew(key), encoded_anew(value))
        })
        .collect();
    pairs.sort_unstable();
    for (index, (key, value)) in pairs.iter().enumerate() {
        text.push_str(if index > 0 { "&" } else { "" });
        text.push_str(key);
        text.push('=');
        text.push_str(value);
    }
}

pub(super) fn encoded_anew(text: &str) -> Cow<'_, str> {
    let stays = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    if text.bytes().all(stays) {
        return Cow::Borrowed(text);
    }
    let decoded: Cow<'_, [u8]> = percent_decode_str(text).into();
    Cow::Owned(percent_encode(&decoded, UNRESERVED).to_string())
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;
    use http::header::{HeaderName, HeaderValue};

    use super::{FEW, SignedNames, UNSIGNED, path, query, room, write};

    fn headers<'a>(names: impl IntoIterator<Item = &'a str>) -> HeaderMap {
        let value = HeaderValue::from_static("x");
        let name = |name: &str| HeaderName::from_bytes(name.as_bytes()).unwrap();
        names
            .into_iter()
            .map(|text| (name(text), value.clone()))
            .collect()
    }

    /// As botocore has it: proxies and tracers change, add or take these.
    #[test]
    fn what_is_changed_on_the_way_is_not_signed() {
        for name in [
            "Baggage",
            "Connection",
            "Expect",
            "Keep-Alive",
            "Proxy-Authenticate",
            "Proxy-Authorization",
            "TE",
            "Traceparent",
            "Tracestate",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "User-Agent",
            "X-Amzn-Trace-Id",
        ] {
            let headers = headers([name, "host", "x-amz-date", "test"]);
            let names = SignedNames::of(&headers).to_string();
            assert_eq!(names, "host;test;x-amz-date", "{name}");
        }
        assert!(UNSIGNED.is_sorted());
    }

    #[test]
    fn any_number_of_names_stands_in_order() {
        for count in [0, 1, FEW - 1, FEW, FEW + 1, 200] {
            let names: Vec<String> = (0..count).map(|index| format!("x-{index:03}")).collect();
            let headers = headers(names.iter().rev().map(String::as_str));
            assert_eq!(SignedNames::of(&headers).to_string(), names.join(";"));
        }
    }

    #[test]
    fn a_path_is_resolved_as_its_steps_say() {
        for (given, resolved) in [
            ("", "/"),
            ("/", "/"),
            ("//", "/"),
            ("/a/../b", "/b"),
            ("/..", "/"),
            ("/../../a", "/a"),
            ("/a/..", "/"),
            ("/a/b/..", "/a/"),
            ("/a/./", "/a/"),
            ("/a%2Fb/../c", "/c"),
            ("/a b%20", "/a%20b%2520"),
        ] {
            // What stands before is none of the path's.
            let mut text = "GET /x\n".to_owned();
            path(&mut text, given, false);
            assert_eq!(text, format!("GET /x\n{resolved}"), "{given}");
        }
        let mut text = String::new();
        path(&mut text, "/a/../%20", true);
        assert_eq!(text, "/a/../%20");
    }

    #[test]
    fn a_query_is_sorted_and_encoded_in_one_way() {
        for (given, written) in [
            ("", ""),
            ("b&a", "a=&b="),
            ("b=2&a=2&a=1", "a=1&a=2&b=2"),
            ("a=%2f+%7e&&c=é", "a=%2F%2B~&c=%C3%A9"),
        ] {
            let mut text = String::new();
            query(&mut text, given);
            assert_eq!(text, written);
        }
    }

    #[test]
    fn there_is_room_for_what_is_written() {
        let path = "%20".repeat(100);
        let query = "%20=é&".repeat(100);
        let mut request = http::Request::get(format!("https://a.b/{path}?{query}"))
            .body(())
            .unwrap();
        *request.headers_mut() = headers(["a-header", "another"]);
        let names = SignedNames::of(request.headers());
        let mut text = String::new();
        write(&mut text, &request, &names, &"0".repeat(64), false).unwrap();
        assert!(text.len() <= room(&request), "{}", text.len());
    }
}
