//! What the signature of a call says, wherever in the request it goes: what the endpoint says of it, else the service.
//!
//! Doesn't sign.

use std::borrow::Cow;

use jiff::Timestamp;

use super::Config;
use super::endpoint::Destination;
use super::scope::{Algorithm, SigningScope};
use super::signer;

/// Region, service and path of a signature.
pub(super) struct Terms<'a> {
    region: Cow<'a, str>,
    service: &'a str,
    raw_path: bool,
}

impl<'a> Terms<'a> {
    /// Those of a call that goes there.
    pub(super) fn of(config: &'a Config, to: &'a Destination, algorithm: Algorithm) -> Self {
        let scheme = signer::scheme(&to.schemes, algorithm);
        let name = scheme.and_then(|scheme| scheme.signing_name.as_deref());
        let like_s3 = config.service.signs_raw_path();
        Self {
            region: signer::region(config, scheme, algorithm),
            service: name.unwrap_or(config.service.signing_name),
            raw_path: scheme.map_or(like_s3, |scheme| scheme.raw_path),
        }
    }

    /// With the time that the service's clock shows.
    pub(super) fn scope(&self, now: Timestamp, unsigned_payload: bool) -> SigningScope<'_> {
        SigningScope {
            region: &self.region,
            service: self.service,
            now,
            raw_path: self.raw_path,
            unsigned_payload,
        }
    }
}
