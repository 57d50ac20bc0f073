//! The URL by which a service asks another region for what is to be copied: it goes into the form before that is signed.
//!
//! Which operations want one, and where, is said by their tables.

use bytes::Bytes;
use http::Method;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::query::Query;
use super::request::Terms;
use super::signature;
use crate::client::call::Parts;
use crate::client::credentials::Credentials;
use crate::client::hex::Hex;
use crate::client::scope::{Algorithm, SigningScope};
use crate::client::sign::{Kept, Signing};
use crate::codecs::percent::encoded;
use crate::error::EncodeError;
use crate::shown::Secret;
use crate::stream::ByteStream;
use crate::tables::OperationTrait;

/// Makes the form of such an operation complete.
pub(crate) type Complete =
    fn(&Parts, &ByteStream, &Credentials, Timestamp) -> Result<Bytes, EncodeError>;

const SOURCE: &str = "SourceRegion";
const DESTINATION: &str = "DestinationRegion";
/// So long is enough to ask; it is botocore's.
const SECONDS: u64 = 3600;

/// The form with the URL, unless the program gave one or copies nothing from elsewhere.
///
/// # Errors
/// The other region has no address, or a URL can't hold all of the form.
pub(crate) fn complete(
    parts: &Parts,
    body: &ByteStream,
    credentials: &Credentials,
    now: Timestamp,
) -> Result<Bytes, EncodeError> {
    let form = body.bytes().cloned().unwrap_or_default();
    let text = std::str::from_utf8(&form).unwrap_or_default();
    let mut pairs: Vec<(&str, &str)> = text
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .collect();
    let wanted = parts.operation.traits.iter().find_map(|found| match found {
        OperationTrait::SourceUrl(wanted) => Some(*wanted),
        _ => None,
    });
    let value = |name: &str| pairs.iter().find(|(key, _)| *key == name).copied();
    let (Some(wanted), Some((_, source))) = (wanted, value(SOURCE)) else {
        return Ok(form);
    };
    let is_given = value(wanted.parameter).is_some();
    if !wanted.tells_regions {
        // The service doesn't know it; it is there for this alone.
        pairs.retain(|(key, _)| *key != SOURCE);
    }
    if is_given {
        return Ok(joined(&pairs).into());
    }
    let here = parts.config.region.as_str();
    pairs.retain(|(key, _)| *key != DESTINATION);
    pairs.push((DESTINATION, here));
    let url = url(parts, source, &joined(&pairs), credentials, now)?;
    if !wanted.tells_regions {
        pairs.retain(|(key, _)| *key != DESTINATION);
    }
    let url = encoded(url.reveal()).to_string();
    pairs.push((wanted.parameter, &url));
    Ok(joined(&pairs).into())
}

fn joined(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    pairs.join("&")
}

/// The URL of the same operation in the other region.
fn url(
    parts: &Parts,
    source: &str,
    form: &str,
    credentials: &Credentials,
    now: Timestamp,
) -> Result<Secret, EncodeError> {
    let to = parts
        .config
        .endpoints
        .of_region(parts.operation.service, source)?;
    let mut request = http::Request::new(());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = to.url().clone();
    let mut query = Query::of(request.uri());
    query.add_pairs(form);
    let terms = Terms::of(parts, &to, Algorithm::V4, now);
    let scope = SigningScope {
        region: source,
        ..terms.scope()
    };
    let kept = Kept::default();
    let signing = Signing::new(Algorithm::V4, credentials, &scope, &kept);
    let nothing = Hex::of(Sha256::digest([]));
    signature::sign(&mut request, query, &signing, SECONDS, Some(nothing))?;
    Ok(Secret::new(request.uri().to_string()))
}
