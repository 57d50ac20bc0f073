//! From a file to its bytes, unpacked; refuses what can't be read, is broken or too large.
//!
//! Knows nothing of what the bytes mean.

use std::io::Read as _;
use std::path::Path;

use flate2::read::GzDecoder;

use crate::diagnostics::Diagnostics;

/// The largest model is 10 MB; this keeps a small archive from filling the memory.
pub(super) const LARGEST: u64 = 64 << 20;

/// The content of a file, unpacked when its name ends in `.gz`.
pub(crate) fn read(file: &Path, sink: &mut Diagnostics) -> Option<Vec<u8>> {
    read_up_to(file, LARGEST, sink)
}

pub(super) fn read_up_to(file: &Path, largest: u64, sink: &mut Diagnostics) -> Option<Vec<u8>> {
    let packed = file.extension().is_some_and(|e| e == "gz");
    let mut bytes = Vec::new();
    let result = std::fs::File::open(file).and_then(|opened| {
        if packed {
            GzDecoder::new(opened)
                .take(largest + 1)
                .read_to_end(&mut bytes)
        } else {
            opened.take(largest + 1).read_to_end(&mut bytes)
        }
    });
    if let Err(error) = result {
        let (code, what, hint) = match (packed, error.raw_os_error()) {
            (true, None) if error.kind() == std::io::ErrorKind::InvalidInput => (
                "broken-gzip",
                "is not packed with gzip, as its name says",
                "take `.gz` off its name, or fetch it again",
            ),
            (true, None) => (
                "broken-gzip",
                "is not a whole gzip file",
                "fetch it again, or put it there unpacked, without `.gz`",
            ),
            _ => (
                "unreadable",
                "can't be read",
                "look at its path and its permissions",
            ),
        };
        sink.error(code, file, "", format!("the file {what}: {error}"))
            .with_hint(hint);
        return None;
    }
    if bytes.len() as u64 > largest {
        let message = format!("the file is larger than {} MiB", largest >> 20);
        sink.error("too-large", file, "", message)
            .with_hint("is this a service model?");
        return None;
    }
    Some(bytes)
}
