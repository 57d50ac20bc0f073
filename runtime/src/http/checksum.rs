//! The checksums that a request or response may carry, by existing crates.
//!
//! Which operation wants one, and in which header or trailer it goes, is the driver's.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use crc::{CRC_32_ISCSI, CRC_64_NVME, Crc, Digest as Remainder, Table};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};

static CRC32C: Crc<u32, Table<16>> = Crc::<u32, Table<16>>::new(&CRC_32_ISCSI);

static CRC64_NVME: Crc<u64, Table<16>> = Crc::<u64, Table<16>>::new(&CRC_64_NVME);

/// The ways to sum up a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    Crc32,
    Crc32c,
    Crc64Nvme,
    Sha1,
    Sha256,
}

impl Algorithm {
    /// The algorithm of a name in the model or in a request, in any case.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let known = [
            ("CRC32", Self::Crc32),
            ("CRC32C", Self::Crc32c),
            ("CRC64NVME", Self::Crc64Nvme),
            ("SHA1", Self::Sha1),
            ("SHA256", Self::Sha256),
        ];
        let found = known
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, algorithm)| *algorithm)
    }

    /// The header or trailer that the checksum stands in.
    pub(crate) fn header(self) -> &'static str {
        match self {
            Self::Crc32 => "x-amz-checksum-crc32",
            Self::Crc32c => "x-amz-checksum-crc32c",
            Self::Crc64Nvme => "x-amz-checksum-crc64nvme",
            Self::Sha1 => "x-amz-checksum-sha1",
            Self::Sha256 => "x-amz-checksum-sha256",
        }
    }

    /// Begins to sum up a body.
    pub(crate) fn hasher(self) -> Hasher {
        Hasher(match self {
            Self::Crc32 => State::Crc32(crc32fast::Hasher::new()),
            Self::Crc32c => State::Crc32c(CRC32C.digest()),
            Self::Crc64Nvme => State::Crc64Nvme(CRC64_NVME.digest()),
            Self::Sha1 => State::Sha1(Sha1::new()),
            Self::Sha256 => State::Sha256(Sha256::new()),
        })
    }
}

/// A checksum under way: the body may come in pieces.
pub(crate) struct Hasher(State);

enum State {
    Crc32(crc32fast::Hasher),
    Crc32c(Remainder<'static, u32, Table<16>>),
    Crc64Nvme(Remainder<'static, u64, Table<16>>),
    Sha1(Sha1),
    Sha256(Sha256),
    Md5(Md5),
}

impl Hasher {
    /// Begins to sum up a body for `Content-MD5`.
    pub(crate) fn md5() -> Self {
        Self(State::Md5(Md5::new()))
    }

    /// Takes the next piece of the body.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            State::Crc32(state) => state.update(bytes),
            State::Crc32c(state) => state.update(bytes),
            State::Crc64Nvme(state) => state.update(bytes),
            State::Sha1(state) => state.update(bytes),
            State::Sha256(state) => state.update(bytes),
            State::Md5(state) => state.update(bytes),
        }
    }

    /// The checksum as a header says it: base64 of its bytes, a CRC's in big-endian order.
    pub(crate) fn finish(self) -> String {
        match self.0 {
            State::Crc32(state) => BASE64_STANDARD.encode(state.finalize().to_be_bytes()),
            State::Crc32c(state) => BASE64_STANDARD.encode(state.finalize().to_be_bytes()),
            State::Crc64Nvme(state) => BASE64_STANDARD.encode(state.finalize().to_be_bytes()),
            State::Sha1(state) => BASE64_STANDARD.encode(state.finalize()),
            State::Sha256(state) => BASE64_STANDARD.encode(state.finalize()),
            State::Md5(state) => BASE64_STANDARD.encode(state.finalize()),
        }
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;

    use super::{Algorithm, Hasher};

    const CHECK: &[u8] = b"123456789";

    /// Each algorithm's name, what it gives for [`CHECK`], and for nothing.
    const KNOWN: [(&str, &str, &str); 5] = [
        ("CRC32", "cbf43926", "00000000"),
        ("CRC32C", "e3069283", "00000000"),
        ("CRC64NVME", "ae8b14860a799888", "0000000000000000"),
        (
            "SHA1",
            "f7c3bc1d808e04732adf679965ccc34ca7ae3441",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        ),
        (
            "SHA256",
            "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ),
    ];

    fn hexadecimal(base64: &str) -> String {
        let bytes = BASE64_STANDARD.decode(base64).unwrap();
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn published_check_values_come_out() {
        for (name, check, empty) in KNOWN {
            let algorithm = Algorithm::named(name).unwrap();
            let mut hasher = algorithm.hasher();
            hasher.update(CHECK);
            assert_eq!(hexadecimal(&hasher.finish()), check, "{name}");
            assert_eq!(hexadecimal(&algorithm.hasher().finish()), empty, "{name}");
        }
        let mut md5 = Hasher::md5();
        md5.update(CHECK);
        assert_eq!(
            hexadecimal(&md5.finish()),
            "25f9e794323b453885f5181f1b624d0b"
        );
    }

    #[test]
    fn pieces_sum_up_to_the_same() {
        let body: Vec<u8> = (0..1000_u32).flat_map(u32::to_le_bytes).collect();
        for (name, _, _) in KNOWN {
            let algorithm = Algorithm::named(name).unwrap();
            let mut whole = algorithm.hasher();
            whole.update(&body);
            let mut pieces = algorithm.hasher();
            for piece in body.chunks(77) {
                pieces.update(piece);
            }
            assert_eq!(pieces.finish(), whole.finish(), "{name}");
        }
    }

    #[test]
    fn a_name_is_known_in_any_case_and_names_the_header() {
        for (name, _, _) in KNOWN {
            let algorithm = Algorithm::named(&name.to_lowercase()).unwrap();
            let header = format!("x-amz-checksum-{}", name.to_lowercase());
            assert_eq!(algorithm.header(), header);
        }
        assert_eq!(Algorithm::named("XXHASH64"), None);
        assert_eq!(Algorithm::named(""), None);
    }
}
