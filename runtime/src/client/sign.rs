//! AWS Signature Version 4, and 4A with the feature `sigv4a`, in headers, over `http` types.
//!
//! Pure: the time is given. Tested against AWS's own suite.

use std::fmt::{self, Display, Formatter, Write as _};

use bytes::Bytes;
use hmac::Mac as _;
use http::header::{AUTHORIZATION, HOST, HeaderMap, HeaderName, HeaderValue, InvalidHeaderValue};
use sha2::{Digest as _, Sha256};

use super::buffer::Buffer;
use super::canonical::{self, SignedNames};
use super::credentials::Credentials;
#[cfg(feature = "sigv4a")]
use super::curve_key::CurveKeyCache;
use super::hex::Hex;
use super::scope::{Algorithm, Moment, Place, SigningScope};
use super::signing_key::KeyCache;
use crate::error::EncodeError;
use crate::over_http::strip::Strip;

const AMZ_DATE: HeaderName = HeaderName::from_static("x-amz-date");
#[cfg(feature = "sigv4a")]
const REGION_SET: HeaderName = HeaderName::from_static("x-amz-region-set");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");
/// Says the hash of the body, to services that want to be told it.
pub(super) const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");
/// Stands for the hash of a body that isn't covered.
pub(crate) const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// What is kept from one signature to the next.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    key: KeyCache,
    #[cfg(feature = "sigv4a")]
    curve_key: CurveKeyCache,
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
    sign_alone(request, Algorithm::V4, credentials, scope)
}

/// Signs any request with AWS Signature Version 4A, which holds in all the regions that [`SigningScope::region`] lists, with
/// commas between, or everywhere with `*`. The headers are those of [`sign`], and `x-amz-region-set`.
///
/// Needs the feature `sigv4a`.
///
/// ```
/// use shapesmith_runtime::{Bytes, Credentials, SigningScope, Timestamp, sign_v4a};
///
/// let mut request = http::Request::get("https://example.amazonaws.com/").body(Bytes::new())?;
/// let scope = SigningScope {
///     region: "us-east-1,eu-west-1",
///     service: "service",
///     now: Timestamp::now(),
///     raw_path: false,
///     unsigned_payload: false,
/// };
/// sign_v4a(&mut request, &Credentials::new("AKIDEXAMPLE", "secret"), &scope)?;
/// assert_eq!(request.headers()["x-amz-region-set"], "us-east-1,eu-west-1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A header isn't UTF-8, or the token or the regions can't stand in one.
#[cfg(feature = "sigv4a")]
pub fn sign_v4a(
    request: &mut http::Request<Bytes>,
    credentials: &Credentials,
    scope: &SigningScope<'_>,
) -> Result<(), EncodeError> {
    sign_alone(request, Algorithm::V4A, credentials, scope)
}

/// Signs a request that is no call's.
fn sign_alone(
    request: &mut http::Request<Bytes>,
    algorithm: Algorithm,
    credentials: &Credentials,
    scope: &SigningScope<'_>,
) -> Result<(), EncodeError> {
    let hash = || Hex::of(Sha256::digest(request.body()));
    let payload = (!scope.unsigned_payload).then(hash);
    let kept = Kept::default();
    let signing = Signing::new(algorithm, credentials, scope, &kept);
    sign_with(request, &signing, payload, &mut Strip::default())
}

/// Adds date, host, token and signature to the request's headers; without a hash the body isn't covered.
///
/// # Errors
/// A header isn't UTF-8, or the token can't stand in one.
pub(crate) fn sign_with<B>(
    request: &mut http::Request<B>,
    signing: &Signing<'_>,
    payload: Option<Hex>,
    strip: &mut Strip,
) -> Result<(), EncodeError> {
    enter_host(request, strip)?;
    signing.enter_terms(request.headers_mut(), strip)?;
    let names = SignedNames::of(request.headers());
    let signature = signing.signature(request, &names, payload.as_ref())?;
    let mut header = fit(strip.cut(format_args!(
        "{} Credential={}/{}, SignedHeaders={names}, Signature={signature}",
        signing.algorithm.name(),
        signing.credentials.access_key_id,
        signing.place(),
    )))?;
    header.set_sensitive(true);
    request.headers_mut().insert(AUTHORIZATION, header);
    Ok(())
}

/// The host is signed wherever the signature goes.
fn enter_host<B>(request: &mut http::Request<B>, strip: &mut Strip) -> Result<(), EncodeError> {
    let host = strip.cut(format_args!("{}", Host(request.uri())));
    let headers = request.headers_mut();
    if !headers.contains_key(HOST) {
        headers.insert(HOST, fit(host)?);
    }
    Ok(())
}

/// What a signature is made with, wherever in the request it goes.
pub(crate) struct Signing<'a> {
    pub(super) algorithm: Algorithm,
    pub(super) credentials: &'a Credentials,
    pub(super) scope: &'a SigningScope<'a>,
    pub(super) moment: Moment,
    kept: &'a Kept,
}

impl<'a> Signing<'a> {
    pub(crate) fn new(
        algorithm: Algorithm,
        credentials: &'a Credentials,
        scope: &'a SigningScope<'a>,
        kept: &'a Kept,
    ) -> Self {
        Self {
            algorithm,
            credentials,
            scope,
            moment: Moment::of(scope.now),
            kept,
        }
    }

    /// Where the signature holds.
    pub(super) fn place(&self) -> Place<'_> {
        self.algorithm.place(&self.moment, self.scope)
    }

    /// The headers that say when, where and with whose token it is signed.
    fn enter_terms(&self, headers: &mut HeaderMap, strip: &mut Strip) -> Result<(), EncodeError> {
        let moment = self.moment;
        headers.insert(AMZ_DATE, fit(strip.cut(format_args!("{moment}")))?);
        if let Some(token) = &self.credentials.session_token {
            let mut token = fit(strip.cut(format_args!("{}", token.reveal())))?;
            token.set_sensitive(true);
            headers.insert(SECURITY_TOKEN, token);
        }
        #[cfg(feature = "sigv4a")]
        if self.algorithm == Algorithm::V4A {
            let regions = strip.cut(format_args!("{}", self.scope.region));
            let regions = regions.map_err(|_| {
                EncodeError::new("the regions of the signature can't stand in a header")
            })?;
            headers.insert(REGION_SET, regions);
        }
        Ok(())
    }

    /// The signature over these headers; without a hash the body isn't covered.
    pub(super) fn signature<B>(
        &self,
        request: &http::Request<B>,
        names: &SignedNames<'_>,
        payload: Option<&Hex>,
    ) -> Result<Signature, EncodeError> {
        let payload = payload.map_or(UNSIGNED_PAYLOAD, Hex::text);
        let room = canonical::room(request);
        self.kept.buffer.with(room, |text| {
            canonical::write(text, request, names, payload, self.scope.raw_path)?;
            let hash = Hex::of(Sha256::digest(text.as_bytes()));
            text.clear();
            let (algorithm, moment, place) = (self.algorithm.name(), self.moment, self.place());
            // Writing into memory doesn't fail.
            let _ = write!(text, "{algorithm}\n{moment}\n{place}\n{hash}");
            match self.algorithm {
                Algorithm::V4 => Ok(Signature::Hash(self.hash(text))),
                #[cfg(feature = "sigv4a")]
                Algorithm::V4A => self.on_curve(text).map(Signature::Curve),
            }
        })
    }

    /// What the key makes of the text that says it all.
    pub(super) fn hash(&self, text: &str) -> Hex {
        let keyed = self.kept.key.keyed(self.credentials, self.place());
        let signature = keyed.chain_update(text.as_bytes()).finalize();
        Hex::of(signature.into_bytes())
    }

    #[cfg(feature = "sigv4a")]
    fn on_curve(&self, text: &str) -> Result<p256::ecdsa::DerSignature, EncodeError> {
        let key = &self.kept.curve_key;
        key.signature(self.credentials, text.as_bytes())
    }
}

/// A signature, shown in hexadecimal digits.
pub(super) enum Signature {
    Hash(Hex),
    #[cfg(feature = "sigv4a")]
    Curve(p256::ecdsa::DerSignature),
}

impl Display for Signature {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hash(hash) => Display::fmt(hash, formatter),
            #[cfg(feature = "sigv4a")]
            Self::Curve(signature) => {
                let mut bytes = signature.as_bytes().iter();
                bytes.try_for_each(|byte| write!(formatter, "{byte:02x}"))
            }
        }
    }
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
