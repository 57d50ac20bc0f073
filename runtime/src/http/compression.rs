//! Compressing a request's body where its operation allows it.
//!
//! Knows no protocol; the driver sets the body and the header.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::tables::{Operation, OperationTrait};

/// The `Content-Encoding` that a body of `size` bytes is to get; `None` leaves it as it is.
pub(crate) fn encoding(operation: &Operation, size: usize, minimum: usize) -> Option<&'static str> {
    let listed = operation.traits.iter().find_map(|found| match found {
        OperationTrait::Compression(encodings) => Some(*encodings),
        _ => None,
    });
    let known = listed?.iter().find(|encoding| **encoding == "gzip");
    known.copied().filter(|_| size >= minimum)
}

/// The header's value with the encoding that was applied last at its end.
pub(crate) fn content_encoding(existing: Option<&str>, encoding: &str) -> String {
    match existing {
        Some(existing) => format!("{existing}, {encoding}"),
        None => encoding.to_owned(),
    }
}

/// The body as gzip; the same body always gives the same bytes, so that every attempt sends the same.
pub(crate) fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory doesn't fail; if it did, the bytes would be no gzip and the service would refuse them.
    let _ = encoder.write_all(body);
    encoder.finish().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::GzDecoder;

    use super::{content_encoding, encoding, gzip};
    use crate::tables::{Operation, OperationTrait, Service};

    const MINIMUM: usize = 10_240;

    static SERVICE: Service = Service::UNKNOWN;

    fn operation(traits: &'static [OperationTrait]) -> Operation {
        Operation {
            traits,
            ..Operation::post(&SERVICE)
        }
    }

    #[test]
    fn a_body_comes_back() {
        for size in [0, 1, 100_000] {
            let body: Vec<u8> = (0..size)
                .map(|at: u32| (at % 251).to_le_bytes()[0])
                .collect();
            let compressed = gzip(&body);
            let mut back = Vec::new();
            GzDecoder::new(&compressed[..])
                .read_to_end(&mut back)
                .unwrap();
            assert_eq!(back, body);
            assert_eq!(gzip(&body), compressed);
        }
    }

    #[test]
    fn a_repetitive_body_shrinks() {
        assert!(gzip(&[b'a'; 10_240]).len() < 100);
    }

    #[test]
    fn only_large_bodies_are_compressed() {
        let listed = operation(&[OperationTrait::Compression(&["gzip"])]);
        assert_eq!(encoding(&listed, MINIMUM, MINIMUM), Some("gzip"));
        assert_eq!(encoding(&listed, MINIMUM - 1, MINIMUM), None);
        assert_eq!(encoding(&listed, 0, 0), Some("gzip"));
    }

    #[test]
    fn only_an_encoding_that_the_operation_lists_is_used() {
        let other = operation(&[OperationTrait::Compression(&["br", "zstd"])]);
        assert_eq!(encoding(&other, MINIMUM, MINIMUM), None);
        let second = operation(&[
            OperationTrait::ReadOnly,
            OperationTrait::Compression(&["br", "gzip"]),
        ]);
        assert_eq!(encoding(&second, MINIMUM, MINIMUM), Some("gzip"));
        assert_eq!(encoding(&operation(&[]), MINIMUM, MINIMUM), None);
    }

    #[test]
    fn an_encoding_is_added_to_what_is_there() {
        assert_eq!(content_encoding(None, "gzip"), "gzip");
        assert_eq!(content_encoding(Some("custom"), "gzip"), "custom, gzip");
    }
}
