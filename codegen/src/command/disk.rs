//! What the disk refuses, in words that say what to do.

use std::io::{Error, ErrorKind};
use std::path::Path;

/// What is wrong, where, and what to do. `path` is where it happened, unless the error says so itself.
pub(super) fn told(error: &Error, path: &Path) -> String {
    let text = error.to_string();
    // The number helps nobody who reads the words before it.
    let said = text.split(" (os error").next().unwrap_or(&text);
    let place = path.display().to_string();
    let named = if said.contains(&place) {
        said.to_owned()
    } else {
        format!("{place}: {said}")
    };
    match what_to_do(error.kind()) {
        Some(hint) => format!("{named}; {hint}"),
        None => named,
    }
}

/// Why no crate can be at `out`, where a file is in its place or above it.
pub(super) fn in_the_way(out: &Path) -> Option<String> {
    let there = out.ancestors().find(|step| step.exists())?;
    (!there.as_os_str().is_empty() && !there.is_dir()).then(|| {
        format!(
            "{} is a file, so no crate can be written to {}; move it away, or choose another folder",
            there.display(),
            out.display()
        )
    })
}

fn what_to_do(kind: ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::PermissionDenied => {
            Some("you may not write there: choose another folder, or change its permissions")
        }
        ErrorKind::ReadOnlyFilesystem => {
            Some("nothing can be written there: choose another folder")
        }
        ErrorKind::NotADirectory => {
            Some("a file is where a folder belongs: move it away, or choose another folder")
        }
        ErrorKind::StorageFull => Some("the disk is full: make room, and run it again"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};
    use std::path::Path;

    use super::told;

    #[test]
    fn a_refusal_of_the_disk_says_where_and_what_to_do() {
        let error = Error::from(ErrorKind::PermissionDenied);
        assert_eq!(
            told(&error, Path::new("out")),
            "out: permission denied; you may not write there: choose another folder, or change its permissions"
        );
        let error = Error::new(ErrorKind::StorageFull, "out/src/lib.rs: full (os error 28)");
        assert_eq!(
            told(&error, Path::new("out")),
            "out/src/lib.rs: full; the disk is full: make room, and run it again"
        );
    }
}
