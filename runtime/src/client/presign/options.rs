//! For how long something is signed, and what else a URL is to be.

use std::time::Duration;

use http::Method;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use jiff::{SignedDuration, Timestamp};

use crate::client::credentials::Credentials;
use crate::error::EncodeError;

/// What signatures of version 4 may last at the most: seven days.
const LONGEST: u64 = 604_800;

/// For how long a URL is to hold, and how it will be called.
///
/// Needs the feature `client`.
///
/// A [`Duration`] turns into one. From one second to seven days are possible; parts of a second don't count.
#[derive(Debug, Clone)]
pub struct Presigning {
    expires: Duration,
    pub(super) method: Option<Method>,
    pub(super) headers: HeaderMap,
}

impl Presigning {
    /// A URL that holds for so long.
    pub fn new(expires: Duration) -> Self {
        Self {
            expires,
            method: None,
            headers: HeaderMap::new(),
        }
    }

    /// The method that the URL will be called with, instead of the operation's own: `GET`, for a browser that is to call
    /// what takes a form or JSON otherwise.
    pub fn method(mut self, method: Method) -> Self {
        self.method = Some(method);
        self
    }

    /// Signs one more header, which has to be sent along.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// The seconds that it holds for.
    ///
    /// # Errors
    /// They are too few or too many.
    pub(super) fn seconds(&self) -> Result<u64, EncodeError> {
        seconds(self.expires)
    }
}

impl From<Duration> for Presigning {
    fn from(expires: Duration) -> Self {
        Self::new(expires)
    }
}

/// The seconds that something signed holds for.
///
/// # Errors
/// They are too few or too many.
pub(super) fn seconds(expires: Duration) -> Result<u64, EncodeError> {
    match expires.as_secs() {
        0 => Err(EncodeError::new(format!(
            "what is signed beforehand has to hold for 1 second at least, and is to hold for {expires:?}"
        ))),
        seconds @ 1..=LONGEST => Ok(seconds),
        seconds => Err(EncodeError::new(format!(
            "what is signed beforehand can hold for 604800 seconds (seven days) at the most, and is to hold for {seconds}"
        ))),
    }
}

/// When what is signed now ends: after so many seconds, or with the credentials.
pub(super) fn end(now: Timestamp, seconds: u64, credentials: Option<&Credentials>) -> Timestamp {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    let own = now.checked_add(SignedDuration::from_secs(seconds));
    let own = own.unwrap_or(Timestamp::MAX);
    let theirs = credentials.and_then(|found| found.expires_at);
    theirs.map_or(own, |theirs| theirs.min(own))
}
