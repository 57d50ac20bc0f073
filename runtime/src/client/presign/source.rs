//! The URL by which a service asks another region for what is to be copied: it goes into the form before that is signed.
//!
//! Which operations want one, and where, is said by their tables.

use bytes::Bytes;
use http::HeaderMap;
use jiff::Timestamp;

use super::query::Query;
use super::signature;
use crate::client::call::Parts;
use crate::client::credentials::Credentials;
use crate::client::scope::{Algorithm, SigningScope};
use crate::client::terms::Terms;
use crate::codecs::percent::encoded;
use crate::error::EncodeError;
use crate::shown::Secret;
use crate::stream::ByteStream;
use crate::tables::SourceUrl;

/// Makes the form of such an operation complete.
pub(crate) type Complete =
    fn(SourceUrl, &Parts, &ByteStream, &Credentials, Timestamp) -> Result<Bytes, EncodeError>;

const SOURCE: &str = "SourceRegion";
const DESTINATION: &str = "DestinationRegion";
/// So long is enough to ask; it is botocore's.
const SECONDS: u64 = 3600;

/// The form with the URL, unless the program gave one or copies nothing from elsewhere.
///
/// # Errors
/// The other region has no address, or a URL can't hold all of the form.
pub(crate) fn complete(
    wanted: SourceUrl,
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
    let value = |name: &str| pairs.iter().find(|(key, _)| *key == name).copied();
    let Some((_, source)) = value(SOURCE) else {
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
    let mut query = Query::of(to.url());
    query.add_pairs(form);
    let terms = Terms::of(&parts.config, &to, Algorithm::V4);
    let scope = SigningScope {
        region: source,
        ..terms.scope(parts.config.there(now), false)
    };
    let headers = HeaderMap::new();
    signature::url(to.url(), headers, query, credentials, &scope, SECONDS)
}
