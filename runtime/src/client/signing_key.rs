//! The key that signatures are made with: derived from the secret, and kept for the day that it holds, as the state of an HMAC
//! that has taken it in.
//!
//! Neither key nor secret leaves this file but to sign; both are wiped when they are no longer needed, and which secret a key
//! is of is told by a hash.

use std::fmt::{self, Debug, Formatter};
use std::sync::Mutex;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::credentials::Credentials;
use super::scope::{Place, TERMINATOR};
use crate::lock::lock;
use crate::shown::Hidden;

/// An HMAC that has taken in its key: two states of SHA-256, which wipe themselves.
pub(super) type Keyed = Hmac<Sha256>;

/// The key that was derived last.
#[derive(Default)]
pub(crate) struct KeyCache(Mutex<Option<Kept>>);

struct Kept {
    /// The hash of the place and of the secret.
    of: [u8; 32],
    keyed: Keyed,
}

impl KeyCache {
    /// What signs for this place; five keys that are taken in, and four rounds, are saved while day, place and credentials stay.
    pub(super) fn keyed(&self, credentials: &Credentials, place: Place<'_>) -> Keyed {
        let secret = credentials.secret_access_key.reveal();
        let mut hash = Sha256::new();
        let region = place.region.unwrap_or_default();
        for part in [place.date, region, place.service] {
            hash.update(part);
            hash.update([0]);
        }
        let of: [u8; 32] = hash.chain_update(secret).finalize().into();
        let mut kept = lock(&self.0);
        if let Some(kept) = kept.as_ref().filter(|kept| kept.of == of) {
            return kept.keyed.clone();
        }
        let start = Zeroizing::new(format!("AWS4{secret}"));
        let mut keyed = taking_in(start.as_bytes());
        for part in [place.date, region, place.service, TERMINATOR] {
            keyed.update(part.as_bytes());
            let key: Zeroizing<[u8; 32]> = Zeroizing::new(keyed.finalize().into_bytes().into());
            keyed = taking_in(&*key);
        }
        *kept = Some(Kept {
            of,
            keyed: keyed.clone(),
        });
        keyed
    }
}

impl Debug for KeyCache {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(&Hidden, formatter)
    }
}

pub(super) fn taking_in(key: &[u8]) -> Keyed {
    // HMAC takes a key of any length.
    Keyed::new_from_slice(key)
        .unwrap_or_else(|_| Keyed::new(&hmac::digest::Key::<Keyed>::default()))
}

#[cfg(test)]
mod tests {
    use hmac::Mac as _;
    use sha2::Sha256;
    use zeroize::ZeroizeOnDrop;

    use super::super::credentials::Credentials;
    use super::super::scope::Place;
    use super::KeyCache;
    use crate::lock::lock;

    #[test]
    fn a_kept_key_is_of_its_secret_and_place_alone_and_holds_no_text_of_them() {
        let cache = KeyCache::default();
        let signed = |secret: &str, [date, region, service]: [&'static str; 3]| {
            let credentials = Credentials::new("same", secret);
            let place = Place {
                date,
                region: Some(region),
                service,
            };
            let keyed = cache.keyed(&credentials, place);
            keyed.chain_update("text").finalize().into_bytes().to_vec()
        };
        let place = ["20150830", "a", "b"];
        let first = signed("hush", place);
        assert_eq!(signed("hush", place), first);
        assert_ne!(signed("other", place), first);
        for other in [
            ["20150831", "a", "b"],
            ["20150830", "b", "b"],
            ["20150830", "a", "c"],
        ] {
            assert_ne!(signed("hush", other), first, "{other:?}");
        }
        assert_eq!(signed("hush", place), first);
        let kept = lock(&cache.0);
        let of = kept.as_ref().map(|kept| kept.of).unwrap_or_default();
        assert!(!of.windows(4).any(|bytes| bytes == b"hush"));
        assert_eq!(format!("{cache:?}"), "** redacted **");
    }

    #[test]
    fn what_has_taken_in_a_key_is_wiped() {
        fn is_wiped<T: ZeroizeOnDrop>() {}
        is_wiped::<Sha256>();
    }
}
