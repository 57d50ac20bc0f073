//! Checksums of requests, and of responses where they were asked for.
//!
//! Which algorithm a request wants is said by a member of its input, or by the client.

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::Checksums;
use crate::client::call::Parts;
use crate::error::{DecodeError, EncodeError};
use crate::over_http::checksum::{Algorithm, Hasher};
use crate::stream::ByteStream;
use crate::tables::{Operation, OperationTrait, Trait};
use crate::values::members;
use crate::values::{Ref, Structure};

const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");
/// What is taken when nothing is said.
const USUAL: (&str, Algorithm) = ("CRC32", Algorithm::Crc32);

/// A checksum that is to be sent, and what says which one it is.
pub(super) struct Planned {
    hasher: Hasher,
    header: &'static str,
    /// A header that names the algorithm, where the request doesn't yet.
    name: Option<(&'static str, &'static str)>,
}

impl Planned {
    pub(super) fn update(&mut self, piece: &[u8]) {
        self.hasher.update(piece);
    }

    /// Puts the sum of what was read into its header.
    ///
    /// # Errors
    /// A header's name is none.
    pub(super) fn enter(self, headers: &mut HeaderMap) -> Result<(), EncodeError> {
        insert(headers, self.header, &self.hasher.finish())?;
        match self.name {
            Some((header, name)) => insert(headers, header, name),
            None => Ok(()),
        }
    }
}

/// The checksum that the operation demands or supports; asks for one of the response, too.
///
/// # Errors
/// The algorithm isn't known, or the body can't be summed up and has to be.
pub(super) fn plan(
    request: &mut http::Request<ByteStream>,
    parts: &Parts,
    input: &Ref<'_>,
) -> Result<Option<Planned>, EncodeError> {
    let traits = parts.operation.traits;
    ask_for_one(request.headers_mut(), traits, parts, input);
    let required = traits.contains(&OperationTrait::ChecksumRequired);
    let member = traits.iter().find_map(|found| match found {
        OperationTrait::Checksum(member) => Some(*member),
        _ => None,
    });
    if has_checksum(request.headers()) {
        return Ok(None);
    }
    let Some(member) = member else {
        return content_md5(request).filter(|_| required).transpose();
    };
    let named = member_text(input, member);
    let wanted = required || parts.config.bodies.checksums == Checksums::WhenSupported;
    let algorithm = match &named {
        Some(name) => known(name)?,
        None if wanted => USUAL.1,
        None => return Ok(None),
    };
    if !request.body().is_replayable() {
        return if required {
            Err(unsummed("a checksum"))
        } else {
            Ok(None)
        };
    }
    let header = member_header(input, member).filter(|_| named.is_none());
    Ok(Some(Planned {
        hasher: algorithm.hasher(),
        header: algorithm.header(),
        name: header.map(|header| (header, USUAL.0)),
    }))
}

fn unsummed(what: &str) -> EncodeError {
    EncodeError::new(format!(
        "the operation needs {what}, which a stream that can be read only once can't have"
    ))
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

/// What the header of old has, unless it is there.
fn content_md5(request: &http::Request<ByteStream>) -> Option<Result<Planned, EncodeError>> {
    if request.headers().contains_key(CONTENT_MD5) {
        return None;
    }
    if !request.body().is_replayable() {
        return Some(Err(unsummed("an MD5 sum")));
    }
    Some(Ok(Planned {
        hasher: Hasher::md5(),
        header: "content-md5",
        name: None,
    }))
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
