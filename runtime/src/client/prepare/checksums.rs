//! Checksums of requests, and of responses where they were asked for.
//!
//! Which algorithm a request wants is said by a member of its input, or by the client.

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::Checksums;
use crate::checksum::{self, Algorithm};
use crate::client::call::Parts;
use crate::error::{DecodeError, EncodeError};
use crate::members;
use crate::schema::{Operation, OperationTrait, Trait};
use crate::stream::ByteStream;
use crate::value::{Ref, Structure};

const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");
/// What is taken when nothing is said.
const USUAL: (&str, Algorithm) = ("CRC32", Algorithm::Crc32);

/// Adds the checksum that the operation demands or supports.
///
/// # Errors
/// The algorithm isn't known, or the body can't be summed up and has to be.
pub(super) fn sum_up(
    request: &mut http::Request<ByteStream>,
    parts: &Parts,
    input: &Ref<'_>,
) -> Result<(), EncodeError> {
    let traits = parts.operation.traits;
    ask_for_one(request.headers_mut(), traits, parts, input);
    let required = traits.contains(&OperationTrait::ChecksumRequired);
    let member = traits.iter().find_map(|found| match found {
        OperationTrait::Checksum(member) => Some(*member),
        _ => None,
    });
    let Some(member) = member else {
        return if required {
            content_md5(request)
        } else {
            Ok(())
        };
    };
    if has_checksum(request.headers()) {
        return Ok(());
    }
    let named = member_text(input, member);
    let wanted = required || parts.config.bodies.checksums == Checksums::WhenSupported;
    let (name, algorithm) = match &named {
        Some(name) => (name.as_str(), known(name)?),
        None if wanted => USUAL,
        None => return Ok(()),
    };
    let Some(sum) = sum(algorithm, request.body())? else {
        return if required {
            Err(EncodeError::new(
                "the operation needs a checksum, which a stream that can be read only once can't have",
            ))
        } else {
            Ok(())
        };
    };
    let header = member_header(input, member).filter(|_| named.is_none());
    let headers = request.headers_mut();
    insert(headers, algorithm.header(), &sum)?;
    match header {
        Some(header) => insert(headers, header, name),
        None => Ok(()),
    }
}

/// Asks for the response's checksum, if the operation has a way to.
fn ask_for_one(headers: &mut HeaderMap, traits: &[OperationTrait], parts: &Parts, input: &Ref<'_>) {
    let mode = traits.iter().find_map(|found| match found {
        OperationTrait::ChecksumMode(member) => member_header(input, member),
        _ => None,
    });
    let wanted = parts.config.bodies.response_checksums == Checksums::WhenSupported;
    if let Some(Ok(name)) = mode.filter(|_| wanted).map(HeaderName::try_from) {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static("ENABLED"));
    }
}

fn content_md5(request: &mut http::Request<ByteStream>) -> Result<(), EncodeError> {
    if request.headers().contains_key(CONTENT_MD5) || has_checksum(request.headers()) {
        return Ok(());
    }
    let sum = request
        .body()
        .bytes()
        .map(|body| checksum::content_md5(body));
    let sum = sum.ok_or_else(|| {
        EncodeError::new("the operation needs an MD5 sum, which only a body in memory can have")
    })?;
    insert(request.headers_mut(), CONTENT_MD5.as_str(), &sum)
}

fn has_checksum(headers: &HeaderMap) -> bool {
    headers
        .keys()
        .any(|name| name.as_str().starts_with("x-amz-checksum-") && name != "x-amz-checksum-mode")
}

fn known(name: &str) -> Result<Algorithm, EncodeError> {
    Algorithm::named(name)
        .ok_or_else(|| EncodeError::new(format!("the checksum {name} can't be computed")))
}

/// The sum of a body, `None` for a stream that reading would use up.
fn sum(algorithm: Algorithm, body: &ByteStream) -> Result<Option<String>, EncodeError> {
    if !body.is_replayable() {
        return Ok(None);
    }
    let mut hasher = algorithm.hasher();
    body.look_through(|piece| hasher.update(piece))?;
    Ok(Some(hasher.finish()))
}

fn insert(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), EncodeError> {
    let unfit = || EncodeError::new(format!("`{name}: {value}` can't be a header"));
    let header = HeaderName::try_from(name).map_err(|_| unfit())?;
    let value = HeaderValue::try_from(value).map_err(|_| unfit())?;
    headers.insert(header, value);
    Ok(())
}

fn member<'a>(input: &Ref<'a>, name: &str) -> Option<(&'a dyn Structure, usize)> {
    let Ref::Structure(structure) = input else {
        return None;
    };
    let index = structure.schema().position(name)?;
    Some((*structure, index))
}

fn member_text(input: &Ref<'_>, name: &str) -> Option<String> {
    let (structure, index) = member(input, name)?;
    match members::member(structure, index) {
        Ref::String(text) | Ref::Enumeration(text) => Some(text.to_owned()),
        _ => None,
    }
}

fn member_header(input: &Ref<'_>, name: &str) -> Option<&'static str> {
    let (structure, index) = member(input, name)?;
    let traits = structure.schema().traits_of(index);
    traits.iter().find_map(|found| match found {
        Trait::Header(header) => Some(*header),
        _ => None,
    })
}

/// Compares a response's checksum with its body; a stream is compared while it is read, and fails at its end.
///
/// # Errors
/// The body isn't what the checksum says.
pub(in super::super) fn checked(
    operation: &Operation,
    response: &http::Response<Bytes>,
    stream: Option<ByteStream>,
) -> Result<Option<ByteStream>, DecodeError> {
    let Some((algorithm, expected)) = promised(operation, response.headers()) else {
        return Ok(stream);
    };
    let mut hasher = algorithm.hasher();
    let why = format!("the body isn't what {} says", algorithm.header());
    if let Some(stream) = stream {
        let mut hasher = Some(hasher);
        return Ok(Some(stream.observed(move |chunk| {
            match chunk {
                Some(chunk) => {
                    if let Some(hasher) = &mut hasher {
                        hasher.update(chunk);
                    }
                    Ok(())
                }
                None if hasher
                    .take()
                    .is_some_and(|hasher| hasher.finish() != expected) =>
                {
                    Err(std::io::Error::new(
                        std::io::ErrorKind::InvalidData,
                        why.clone(),
                    ))
                }
                None => Ok(()),
            }
        })));
    }
    hasher.update(response.body());
    if hasher.finish() == expected {
        return Ok(None);
    }
    Err(DecodeError::at(why, "", 0))
}

/// The first checksum of a response that can be checked. A sum of parts' sums, which ends in `-` and their number,
/// can't.
fn promised(operation: &Operation, headers: &HeaderMap) -> Option<(Algorithm, String)> {
    let listed = operation.traits.iter().find_map(|found| match found {
        OperationTrait::ResponseChecksums(names) => Some(*names),
        _ => None,
    })?;
    listed.iter().find_map(|name| {
        let algorithm = Algorithm::named(name)?;
        let value = headers.get(algorithm.header())?.to_str().ok()?;
        (!value.contains('-')).then(|| (algorithm, value.to_owned()))
    })
}
