//! What README.md shows is what is tested.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::fs;
use std::path::Path;

use shapesmith_tests::readme::rust_of;

/// The crate is a member of the workspace, and denies all warnings: its own tests are the example's.
#[test]
fn the_example_of_a_build_script_is_the_crate_that_is_tested() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("build_script_example");
    let read = |file: &str| fs::read_to_string(example.join(file)).unwrap();
    let [script, module] = rust_of("Generating in build.rs").try_into().unwrap();
    assert!(read("build.rs").ends_with(&format!("\n\n{script}")));
    let library = read("src/lib.rs");
    assert!(library.contains(&format!("\n{module}\n")));
    assert!(
        library.contains("#![deny(warnings, missing_docs, unreachable_pub, clippy::pedantic)]")
    );
    assert!(!library.contains("allow("), "no warning is hidden");
}

/// As above: it is a member of the workspace with tests of its own.
#[test]
fn the_example_of_a_smithy_model_is_the_crate_that_is_tested() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("smithy_example");
    let program = fs::read_to_string(example.join("src/main.rs")).unwrap();
    let [client] = rust_of("Smithy models").try_into().unwrap();
    assert!(program.contains(&client), "{client}");
}
