//! AWS Signature Version 4 in headers, over `http` types.
//!
//! Pure: the time is given. Tested against AWS's own suite.

use std::fmt::Write as _;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HOST, HeaderMap, HeaderName, HeaderValue};
use jiff::Timestamp;
use percent_encoding::{percent_decode_str, utf8_percent_encode};
use sha2::{Digest as _, Sha256};

use super::credentials::Credentials;
use super::signing_key::{KeyCache, mac};
use crate::codecs::percent::UNRESERVED;
use crate::error::EncodeError;

const AMZ_DATE: HeaderName = HeaderName::from_static("x-amz-date");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");
/// Stands for the hash of a body that isn't covered.
pub(crate) const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";
/// Changed on the way, or added after signing.
const UNSIGNED: [&str; 6] = [
    "authorization",
    "connection",
    "expect",
    "transfer-encoding",
    "user-agent",
    "x-amzn-trace-id",
];

/// What a signature covers beside the request.
///
/// Needs the feature `client`.
#[derive(Debug, Clone, Copy)]
pub struct SigningScope<'a> {
    /// The region that the request goes to, as `us-east-1`.
    pub region: &'a str,
    /// The service's name for signing, which may differ from its host's.
    pub service: &'a str,
    /// The time that the signature holds from; for five minutes.
    pub now: Timestamp,
    /// Takes the path as it is, as S3 wants it. Others want it without dots and encoded once more.
    pub raw_path: bool,
    /// Leaves the body out.
    pub unsigned_payload: bool,
}

/// Signs any request with AWS Signature Version 4: the headers `x-amz-date`, `host`, `authorization` and, with temporary
/// credentials, `x-amz-security-token` are set.
///
/// Needs the feature `client`.
///
/// ```
/// use shapesmith_runtime::{Bytes, Credentials, SigningScope, Timestamp, sign};
///
/// let mut request = http::Request::get("https://example.amazonaws.com/").body(Bytes::new())?;
/// let scope = SigningScope {
///     region: "us-east-1",
///     service: "service",
///     now: Timestamp::from_second(1_440_938_160)?,
///     raw_path: false,
///     unsigned_payload: false,
/// };
/// sign(&mut request, &Credentials::new("AKIDEXAMPLE", "secret"), &scope)?;
/// assert_eq!(request.headers()["x-amz-date"], "20150830T123600Z");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A header isn't UTF-8, or the token can't stand in one.
pub fn sign(
    request: &mut http::Request<Bytes>,
    credentials: &Credentials,
    scope: &SigningScope<'_>,
) -> Result<(), EncodeError> {
    let payload = if scope.unsigned_payload {
        UNSIGNED_PAYLOAD.to_owned()
    } else {
        hex(&Sha256::digest(request.body()))
    };
    sign_with(request, credentials, scope, &payload, &KeyCache::default())
}

/// A moment as headers of AWS's have it.
pub(crate) fn moment(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Adds date, token and signature to the request.
///
/// # Errors
/// A header isn't UTF-8, or the token can't stand in one.
pub(crate) fn sign_with<B>(
    request: &mut http::Request<B>,
    credentials: &Credentials,
    scope: &SigningScope<'_>,
    payload: &str,
    cache: &KeyCache,
) -> Result<(), EncodeError> {
    let time = moment(scope.now);
    let date = time.get(..8).unwrap_or_default();
    let host = host(request.uri());
    let headers = request.headers_mut();
    headers.insert(AMZ_DATE, value(&time)?);
    if !headers.contains_key(HOST) {
        headers.insert(HOST, value(&host)?);
    }
    if let Some(token) = &credentials.session_token {
        let mut token = value(token.reveal())?;
        token.set_sensitive(true);
        headers.insert(SECURITY_TOKEN, token);
    }
    let names = signed_names(request.headers());
    let canonical = canonical(request, &names, payload, scope.raw_path)?;
    let place = format!("{date}/{}/{}/aws4_request", scope.region, scope.service);
    let to_sign = format!(
        "AWS4-HMAC-SHA256\n{time}\n{place}\n{}",
        hex(&Sha256::digest(canonical.as_bytes()))
    );
    let key = cache.key(credentials, date, scope, &place);
    let signature = hex(&*mac(&*key, to_sign.as_bytes()));
    let header = format!(
        "AWS4-HMAC-SHA256 Credential={}/{place}, SignedHeaders={}, Signature={signature}",
        credentials.access_key_id,
        names.join(";")
    );
    let mut header = value(&header)?;
    header.set_sensitive(true);
    request.headers_mut().insert(AUTHORIZATION, header);
    Ok(())
}

fn value(text: &str) -> Result<HeaderValue, EncodeError> {
    HeaderValue::from_str(text)
        .map_err(|_| EncodeError::new("the credentials or the host can't stand in a header"))
}

/// The host and its port, where that isn't the scheme's own.
fn host(uri: &http::Uri) -> String {
    let name = uri.host().unwrap_or_default();
    let usual = if uri.scheme_str() == Some("http") {
        80
    } else {
        443
    };
    match uri.port_u16().filter(|port| *port != usual) {
        Some(port) => format!("{name}:{port}"),
        None => name.to_owned(),
    }
}

fn signed_names(headers: &HeaderMap) -> Vec<&str> {
    let mut names: Vec<&str> = headers
        .keys()
        .map(HeaderName::as_str)
        .filter(|name| !UNSIGNED.contains(name))
        .collect();
    names.sort_unstable();
    names
}

/// The request in the one form that both sides agree on.
fn canonical<B>(
    request: &http::Request<B>,
    names: &[&str],
    payload: &str,
    raw_path: bool,
) -> Result<String, EncodeError> {
    let mut text = format!("{}\n", request.method());
    text.push_str(&path(request.uri().path(), raw_path));
    text.push('\n');
    text.push_str(&query(request.uri().query().unwrap_or_default()));
    text.push('\n');
    for name in names {
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
    let _ = write!(text, "\n{}\n{payload}", names.join(";"));
    Ok(text)
}

/// Dots resolved and encoded once more, as every service but S3 wants it.
fn path(path: &str, raw: bool) -> String {
    if raw || path == "/" || path.is_empty() {
        return if path.is_empty() { "/" } else { path }.to_owned();
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    let mut whole = String::new();
    for part in &parts {
        let _ = write!(whole, "/{}", utf8_percent_encode(part, UNRESERVED));
    }
    let ends = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
    if whole.is_empty() || ends {
        whole.push('/');
    }
    whole
}

/// Parameters decoded, encoded anew and sorted.
fn query(query: &str) -> String {
    let encode = |text: &str| {
        let decoded: Vec<u8> = percent_decode_str(text).collect();
        percent_encoding::percent_encode(&decoded, UNRESERVED).to_string()
    };
    let mut pairs: Vec<(String, String)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (encode(key), encode(value))
        })
        .collect();
    pairs.sort_unstable();
    let words: Vec<String> = pairs
        .into_iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    words.join("&")
}

/// Bytes as signatures have them.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS.get(usize::from(nibble)).copied().unwrap_or(b'0'));
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::{SigningScope, sign};
    use crate::client::Credentials;

    /// The signature is botocore's of the same request.
    #[test]
    fn a_value_beyond_ascii_is_signed_as_utf_8() {
        let value = r#"attachment; filename="größe  €.txt""#;
        let mut request = http::Request::put("https://example.amazonaws.com/")
            .header("content-disposition", value.as_bytes())
            .body(Bytes::new())
            .unwrap();
        let scope = SigningScope {
            region: "us-east-1",
            service: "service",
            now: "2015-08-30T12:36:00Z".parse().unwrap(),
            raw_path: false,
            unsigned_payload: false,
        };
        let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
        sign(
            &mut request,
            &Credentials::new("AKIDEXAMPLE", secret),
            &scope,
        )
        .unwrap();
        let signed = request.headers()["authorization"].to_str().unwrap();
        let signature = "01ad45e034f27bf6528057b88b4af94e9e2cf581db7588756f293e25c5cbd067";
        assert!(signed.ends_with(signature), "{signed}");
    }
}
