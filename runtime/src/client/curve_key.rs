//! The key of signatures that hold in several regions: a number on the curve P-256, derived from the credentials alone and
//! kept while they stay.
//!
//! As in `signing_key`, no key leaves this file but to sign, all are wiped, and which credentials a key is of is told by a hash.

use std::fmt::{self, Debug, Formatter};
use std::sync::Mutex;

use hmac::Mac as _;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{DerSignature, SigningKey};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::credentials::Credentials;
use super::scope::Algorithm;
use super::signing_key::{Keyed, taking_in};
use crate::error::EncodeError;
use crate::lock::lock;
use crate::shown::Hidden;

/// The key that was derived last.
#[derive(Default)]
pub(crate) struct CurveKeyCache(Mutex<Option<Kept>>);

struct Kept {
    /// The hash of the credentials.
    of: [u8; 32],
    key: SigningKey,
}

impl CurveKeyCache {
    /// Signs a text; deriving the key, half of the work, is saved while the credentials stay.
    ///
    /// # Errors
    /// There is no key for them, which hardly any have.
    pub(super) fn signature(
        &self,
        credentials: &Credentials,
        text: &[u8],
    ) -> Result<DerSignature, EncodeError> {
        let key = self.key(credentials);
        let signed = key.and_then(|key| key.try_sign(text).ok());
        signed.ok_or_else(|| {
            EncodeError::new("no key for Signature Version 4A can be made of these credentials")
        })
    }

    fn key(&self, credentials: &Credentials) -> Option<SigningKey> {
        let secret = credentials.secret_access_key.reveal();
        let id = credentials.access_key_id.as_bytes();
        let hash = Sha256::new().chain_update(id).chain_update([0]);
        let of: [u8; 32] = hash.chain_update(secret).finalize().into();
        let mut kept = lock(&self.0);
        if let Some(kept) = kept.as_ref().filter(|kept| kept.of == of) {
            return Some(kept.key.clone());
        }
        let key = derived(id, secret)?;
        let fresh = key.clone();
        *kept = Some(Kept { of, key });
        Some(fresh)
    }
}

impl Debug for CurveKeyCache {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(&Hidden, formatter)
    }
}

/// The first number that can be a key, of those that the credentials give.
fn derived(id: &[u8], secret: &str) -> Option<SigningKey> {
    let start = Zeroizing::new(format!("AWS4A{secret}"));
    let keyed = taking_in(start.as_bytes());
    (1..u8::MAX).find_map(|counter| key_of(numbered(&keyed, id, counter)))
}

/// The number that the credentials give for a counter.
fn numbered(keyed: &Keyed, id: &[u8], counter: u8) -> Zeroizing<[u8; 32]> {
    let keyed = keyed
        .clone()
        .chain_update(1_u32.to_be_bytes())
        .chain_update(Algorithm::V4A.name())
        .chain_update([0])
        .chain_update(id)
        .chain_update([counter])
        .chain_update(256_u32.to_be_bytes());
    Zeroizing::new(keyed.finalize().into_bytes().into())
}

/// The key after this number: there is none where the number is the curve's order less one, or beyond.
fn key_of(mut number: Zeroizing<[u8; 32]>) -> Option<SigningKey> {
    let mut carry = 1;
    // All bytes are gone through, so that the time it takes says nothing of them.
    for byte in number.iter_mut().rev() {
        let sum = u16::from(*byte) + carry;
        let [high, low] = sum.to_be_bytes();
        *byte = low;
        carry = u16::from(high);
    }
    // What overflows is zero, which is no key either.
    SigningKey::from_slice(&*number).ok()
}

#[cfg(test)]
mod tests {
    use p256::ecdsa::SigningKey;
    use p256::ecdsa::signature::Verifier as _;
    use zeroize::{ZeroizeOnDrop, Zeroizing};

    use super::super::credentials::Credentials;
    use super::{CurveKeyCache, derived, key_of};
    use crate::lock::lock;

    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    fn number(text: &str) -> Zeroizing<[u8; 32]> {
        let digit = |place: usize| u8::from_str_radix(&text[place * 2..place * 2 + 2], 16).unwrap();
        Zeroizing::new(std::array::from_fn(digit))
    }

    /// The order of the curve is `…632551`.
    #[test]
    fn a_number_gives_the_key_after_it_below_the_order_of_the_curve() {
        let key = |text: &str| Some(key_of(number(text))?.to_bytes().to_vec());
        let order = |last: &str| {
            format!("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc63{last}")
        };
        let zero = "0".repeat(64);
        assert_eq!(
            key(&zero),
            Some(number(&format!("{}1", &zero[1..])).to_vec())
        );
        let carried = format!("{}00ff", &zero[4..]);
        let after = format!("{}0100", &zero[4..]);
        assert_eq!(key(&carried), Some(number(&after).to_vec()));
        assert_eq!(key(&order("254f")), Some(number(&order("2550")).to_vec()));
        for beyond in [order("2550"), order("2551"), "f".repeat(64)] {
            assert_eq!(key(&beyond), None, "{beyond}");
        }
    }

    /// The key is the one of AWS's suite.
    #[test]
    fn the_key_of_credentials_is_that_which_aws_derives() {
        let key = derived(b"AKIDEXAMPLE", SECRET).unwrap();
        let point = key.verifying_key().to_sec1_point(false);
        let x = "b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1";
        let y = "865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518";
        assert_eq!(point.x().unwrap()[..], number(x)[..]);
        assert_eq!(point.y().unwrap()[..], number(y)[..]);
    }

    /// One key of four thousand million needs it; this one was looked for.
    #[test]
    fn a_key_that_the_first_number_does_not_give_is_the_seconds() {
        let key = derived(b"AKIDEXAMPLEAAEQ7KU27", SECRET).unwrap();
        let expected = "845276b5e50d1619ca46224c3cf5cb74aac9cff7bdd48405572d19e8a0ad8308";
        assert_eq!(key.to_bytes()[..], number(expected)[..]);
    }

    #[test]
    fn a_kept_key_is_of_its_credentials_alone_and_holds_no_text_of_them() {
        let cache = CurveKeyCache::default();
        let verifies = |id: &str, secret: &str| {
            let credentials = Credentials::new(id, secret).session_token("any");
            let signature = cache.signature(&credentials, b"text").unwrap();
            let key = derived(id.as_bytes(), secret).unwrap();
            key.verifying_key().verify(b"text", &signature).is_ok()
        };
        for (id, secret) in [("a", "hush"), ("b", "hush"), ("b", "other"), ("a", "hush")] {
            assert!(verifies(id, secret), "{id} {secret}");
            assert!(verifies(id, secret), "{id} {secret}");
        }
        let kept = lock(&cache.0);
        let of = kept.as_ref().map(|kept| kept.of).unwrap_or_default();
        assert!(!of.windows(4).any(|bytes| bytes == b"hush"));
        assert_eq!(format!("{cache:?}"), "** redacted **");
    }

    #[test]
    fn a_key_is_wiped() {
        fn is_wiped<T: ZeroizeOnDrop>() {}
        is_wiped::<SigningKey>();
    }
}
