//! The command `shapesmith`, for tests that run it.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The command, optimised: unoptimised it takes ten times as long for all models.
///
/// # Panics
/// It can't be built.
#[must_use]
pub fn shapesmith() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = root.join("target/release-tool");
    let built = Command::new("cargo")
        .args([
            "build",
            "--quiet",
            "--release",
            "--package",
            "shapesmith",
            "--target-dir",
        ])
        .arg(&target)
        .current_dir(&root)
        .output();
    let built = built.unwrap_or_else(|error| unreachable!("cargo doesn't run: {error}"));
    let told = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "{told}");
    target.join("release/shapesmith")
}
