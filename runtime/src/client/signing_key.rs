//! The key that signatures are made with: derived from the secret, and kept for the day that it holds.
//!
//! Neither key nor secret leaves this file but to sign; both are wiped when they are no longer needed, and which secret a key
//! is of is told by a hash.

use std::fmt::{self, Debug, Formatter};
use std::sync::Mutex;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::credentials::Credentials;
use super::sign::SigningScope;
use crate::lock::lock;
use crate::shown::Hidden;

pub(super) type Key = Zeroizing<[u8; 32]>;

/// The key that was derived last.
#[derive(Default)]
pub(crate) struct KeyCache(Mutex<Option<Kept>>);

struct Kept {
    /// The hash of the place and of the secret.
    of: [u8; 32],
    key: Key,
}

impl KeyCache {
    /// The signing key; four rounds of HMAC that are saved while day, place and credentials stay.
    pub(super) fn key(
        &self,
        credentials: &Credentials,
        date: &str,
        scope: &SigningScope<'_>,
        place: &str,
    ) -> Key {
        let secret = credentials.secret_access_key.reveal();
        let hash = Sha256::new().chain_update(place).chain_update([0]);
        let of: [u8; 32] = hash.chain_update(secret).finalize().into();
        let mut kept = lock(&self.0);
        if let Some(kept) = kept.as_ref().filter(|kept| kept.of == of) {
            return kept.key.clone();
        }
        let start = Zeroizing::new(format!("AWS4{secret}"));
        let mut key = mac(start.as_bytes(), date.as_bytes());
        for part in [scope.region, scope.service, "aws4_request"] {
            key = mac(&*key, part.as_bytes());
        }
        *kept = Some(Kept {
            of,
            key: key.clone(),
        });
        key
    }
}

impl Debug for KeyCache {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(&Hidden, formatter)
    }
}

pub(super) fn mac(key: &[u8], text: &[u8]) -> Key {
    // HMAC takes a key of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return Key::default();
    };
    mac.update(text);
    Key::new(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::credentials::Credentials;
    use super::super::sign::SigningScope;
    use super::KeyCache;
    use crate::lock::lock;

    #[test]
    fn a_kept_key_is_of_its_secret_alone_and_holds_no_text_of_it() {
        let scope = SigningScope {
            region: "a",
            service: "b",
            now: Timestamp::UNIX_EPOCH,
            raw_path: false,
            unsigned_payload: false,
        };
        let cache = KeyCache::default();
        let key = |secret: &str, place: &str| {
            let credentials = Credentials::new("same", secret);
            cache.key(&credentials, "20150830", &scope, place).to_vec()
        };
        let first = key("hush", "p");
        assert_eq!(key("hush", "p"), first);
        assert_ne!(key("other", "p"), first);
        key("hush", "p");
        let kept = lock(&cache.0);
        let of = kept.as_ref().map(|kept| kept.of).unwrap_or_default();
        assert!(!of.windows(4).any(|bytes| bytes == b"hush"));
        assert_eq!(format!("{cache:?}"), "** redacted **");
    }
}
