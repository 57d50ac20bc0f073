//! What has to be known of a body before its request can be sent: the hash that is signed and the checksum that is sent
//! along, both from one reading.
//!
//! Doesn't decide which of them are wanted.

use http::header::HeaderMap;
#[cfg(feature = "checksum")]
use http::header::{HeaderName, HeaderValue};
use sha2::{Digest as _, Sha256};

#[cfg(feature = "checksum")]
use super::checksums::Planned;
use crate::client::hex::Hex;
use crate::error::EncodeError;
use crate::stream::ByteStream;

/// The sums of a body, as far as it was read.
#[derive(Default)]
pub(crate) struct Digests {
    #[cfg(feature = "checksum")]
    pub(super) checksum: Option<Planned>,
    hash: Option<Sha256>,
}

impl Digests {
    /// Asks for the hash that signatures have.
    pub(crate) fn want_hash(&mut self) {
        self.hash = Some(Sha256::new());
    }

    /// Whether nothing is wanted of the body.
    pub(crate) fn is_empty(&self) -> bool {
        #[cfg(feature = "checksum")]
        if self.checksum.is_some() {
            return false;
        }
        self.hash.is_none()
    }

    fn update(&mut self, piece: &[u8]) {
        #[cfg(feature = "checksum")]
        if let Some(planned) = &mut self.checksum {
            planned.update(piece);
        }
        if let Some(hash) = &mut self.hash {
            hash.update(piece);
        }
    }

    /// Reads a body through while the thread waits; `goes_on` is asked after every piece of one that isn't in memory.
    ///
    /// # Errors
    /// The body can't be read, or nobody waits for it any more.
    pub(crate) fn read(
        mut self,
        body: &ByteStream,
        mut goes_on: impl FnMut() -> bool,
    ) -> Result<Self, EncodeError> {
        if self.is_empty() {
            return Ok(self);
        }
        if let Some(bytes) = body.bytes() {
            self.update(bytes);
            return Ok(self);
        }
        let read = body.look_through(|piece| {
            self.update(piece);
            goes_on()
        });
        let failed = |error| EncodeError::new(format!("the stream can't be read: {error}"));
        read.map_err(failed).map(|()| self)
    }

    /// What came of it.
    ///
    /// # Errors
    /// The checksum's name can't stand in a header.
    #[cfg_attr(
        not(feature = "checksum"),
        allow(clippy::unnecessary_wraps, reason = "a hash fits every header")
    )]
    pub(crate) fn finish(self) -> Result<Sums, EncodeError> {
        #[cfg(feature = "checksum")]
        let mut headers = HeaderMap::new();
        #[cfg(feature = "checksum")]
        if let Some(planned) = self.checksum {
            planned.enter(&mut headers)?;
        }
        #[cfg(feature = "checksum")]
        let headers = headers
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()));
        Ok(Sums {
            #[cfg(feature = "checksum")]
            checksum: headers.collect(),
            hash: self.hash.map(|hash| Hex::of(hash.finalize())),
        })
    }
}

/// What every attempt says of its body.
#[derive(Default)]
pub(crate) struct Sums {
    /// The headers of the checksum.
    #[cfg(feature = "checksum")]
    checksum: Vec<(HeaderName, HeaderValue)>,
    /// The hash that signatures have.
    pub(crate) hash: Option<Hex>,
}

impl Sums {
    /// Puts the checksum into its headers.
    #[cfg_attr(
        not(feature = "checksum"),
        allow(clippy::unused_self, unused_variables, reason = "there is none then")
    )]
    pub(crate) fn enter(&self, headers: &mut HeaderMap) {
        #[cfg(feature = "checksum")]
        for (name, value) in &self.checksum {
            headers.insert(name.clone(), value.clone());
        }
    }
}

/// A body that is to be read through before it is sent.
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) struct Reading {
    pub(crate) body: ByteStream,
    pub(crate) digests: Digests,
}

#[cfg(any(feature = "async", feature = "blocking"))]
impl Reading {
    /// Reads while the thread waits, and says after each piece that it gets on; `None` where it was given up.
    pub(crate) fn run(
        self,
        moved: impl Fn(),
        is_over: impl Fn() -> bool,
    ) -> Option<Result<Digests, EncodeError>> {
        let mut over = false;
        let read = self.digests.read(&self.body, || {
            over = is_over();
            moved();
            !over
        });
        (!over).then_some(read)
    }
}
