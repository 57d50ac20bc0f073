//! What both transports take for a side that reads no more.

use std::io::{self, ErrorKind};

/// Whether a write failed because the other side reads no more. It may have said why before.
pub(super) fn is_closed(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::BrokenPipe | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted
    )
}
