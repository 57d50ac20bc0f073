//! AWS Signature Version 4 in headers, over `http` types.
//!
//! Pure: the time is given. Tested against AWS's own suite.

use std::fmt::{self, Display, Formatter, Write as _};

use bytes::Bytes;
use hmac::Mac as _;
use http::header::{AUTHORIZATION, HOST, HeaderName, HeaderValue, InvalidHeaderValue};
use sha2::{Digest as _, Sha256};

use super::buffer::Buffer;
use super::canonical::{self, SignedNames};
use super::credentials::Credentials;
use super::hex::Hex;
use super::scope::{Moment, Place, SigningScope};
use super::signing_key::KeyCache;
use crate::error::EncodeError;
use crate::over_http::strip::Strip;

const AMZ_DATE: HeaderName = HeaderName::from_static("x-amz-date");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");
/// Stands for the hash of a body that isn't covered.
pub(crate) const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// What is kept from one signature to the next.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    key: KeyCache,
    /// Where the canonical request is written.
    buffer: Buffer,
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
    let hash = || Hex::of(Sha256::digest(request.body()));
    let payload = (!scope.unsigned_payload).then(hash);
    let mut strip = Strip::default();
    sign_with(
        request,
        credentials,
        scope,
        payload,
        &Kept::default(),
        &mut strip,
    )
}

/// Adds date, host, token and signature to the request; without a hash the body isn't covered.
///
/// # Errors
/// A header isn't UTF-8, or the token can't stand in one.
pub(crate) fn sign_with<B>(
    request: &mut http::Request<B>,
    credentials: &Credentials,
    scope: &SigningScope<'_>,
    payload: Option<Hex>,
    kept: &Kept,
    strip: &mut Strip,
) -> Result<(), EncodeError> {
    let moment = Moment::of(scope.now);
    let host = strip.cut(format_args!("{}", Host(request.uri())));
    let headers = request.headers_mut();
    headers.insert(AMZ_DATE, fit(strip.cut(format_args!("{moment}")))?);
    if !headers.contains_key(HOST) {
        headers.insert(HOST, fit(host)?);
    }
    if let Some(token) = &credentials.session_token {
        let mut token = fit(strip.cut(format_args!("{}", token.reveal())))?;
        token.set_sensitive(true);
        headers.insert(SECURITY_TOKEN, token);
    }
    let place = Place {
        date: moment.date(),
        region: scope.region,
        service: scope.service,
    };
    let names = SignedNames::of(request.headers());
    let payload = payload.as_ref().map_or(UNSIGNED_PAYLOAD, Hex::text);
    let signature = kept.buffer.with(canonical::room(request), |text| {
        canonical::write(text, request, &names, payload, scope.raw_path)?;
        let hash = Hex::of(Sha256::digest(text.as_bytes()));
        text.clear();
        // Writing into memory doesn't fail.
        let _ = write!(text, "AWS4-HMAC-SHA256\n{moment}\n{place}\n{hash}");
        let keyed = kept.key.keyed(credentials, place);
        let signature = keyed.chain_update(text.as_bytes()).finalize();
        Ok::<_, EncodeError>(Hex::of(signature.into_bytes()))
    })?;
    let mut header = fit(strip.cut(format_args!(
        "AWS4-HMAC-SHA256 Credential={}/{place}, SignedHeaders={names}, Signature={signature}",
        credentials.access_key_id,
    )))?;
    header.set_sensitive(true);
    request.headers_mut().insert(AUTHORIZATION, header);
    Ok(())
}

fn fit(value: Result<HeaderValue, InvalidHeaderValue>) -> Result<HeaderValue, EncodeError> {
    value.map_err(|_| EncodeError::new("the credentials or the host can't stand in a header"))
}

/// The host and its port, where that isn't the scheme's own.
pub(super) struct Host<'a>(pub(super) &'a http::Uri);

impl Display for Host<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let usual = if self.0.scheme_str() == Some("http") {
            80
        } else {
            443
        };
        formatter.write_str(self.0.host().unwrap_or_default())?;
        match self.0.port_u16().filter(|port| *port != usual) {
            Some(port) => write!(formatter, ":{port}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::super::scope::SigningScope;
    use super::sign;
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
