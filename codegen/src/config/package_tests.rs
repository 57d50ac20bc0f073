//! What the tables say reaches the crate; what cargo or a registry would refuse is refused at its line.

use std::fs;
use std::path::PathBuf;

use super::super::{Crate, read};
use crate::diagnostics::Diagnostics;
use crate::ir::{Feature, Publish};

/// The crates of a configuration, or what is wrong with it.
fn crates(name: &str, text: &str) -> Result<Vec<Crate>, String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/package-tables");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}-{}.toml", std::process::id()));
    fs::write(&path, text).unwrap();
    let mut diagnostics = Diagnostics::new();
    let crates = read(&path, &mut diagnostics);
    fs::remove_file(&path).unwrap();
    crates.ok_or_else(|| diagnostics.render(false))
}

const CRATES: &str = "[[crate]]\nmodel = \"a\"\nout = \"a\"\n";

#[test]
fn a_crate_says_what_it_says_itself_and_the_rest_of_all() {
    let text = format!(
        "[package]\nlicense = \"MIT\"\nversion = \"1.0.0\"\nkeywords = [\"aws\"]\npublish = [\"ours\"]\n\n{CRATES}\
         [crate.package]\nversion = \"2.0.0-rc.1\"\nrust-version = \"1.90\"\ndefault-features = [\"aws-config\"]\n\n\
         [[crate]]\nmodel = \"b\"\nout = \"b\"\n"
    );
    let crates = crates("merged", &text).unwrap();
    let said = |index: usize| crates[index].package.clone().into_publication();
    let (own, other) = (said(0), said(1));
    assert_eq!(own.version.as_deref(), Some("2.0.0-rc.1"));
    assert_eq!(own.rust_version.as_deref(), Some("1.90"));
    assert_eq!(own.default_features, Some(vec![Feature::AwsConfig]));
    assert_eq!(other.version.as_deref(), Some("1.0.0"));
    assert_eq!(other.default_features, None);
    for said in [own, other] {
        assert_eq!(said.license.as_deref(), Some("MIT"));
        assert_eq!(said.keywords, Some(vec!["aws".to_owned()]));
        let ours = Publish::Registries(vec!["ours".to_owned()]);
        assert_eq!(said.publish, Some(ours));
    }
}

#[test]
fn a_key_that_there_is_not_is_told_with_its_neighbour() {
    for (key, meant) in [
        ("licence", "license"),
        ("rust_version", "rust-version"),
        ("default-feature", "default-features"),
        ("keyword", "keywords"),
    ] {
        let tables = [
            ("own", format!("{CRATES}[crate.package]\n{key} = \"x\"\n")),
            ("all", format!("{CRATES}[package]\n\n{key} = \"x\"\n")),
        ];
        for (name, text) in tables {
            let line = text.lines().count();
            let said = crates(&format!("key-{name}"), &text).unwrap_err();
            for part in [
                format!("`{key}` is no key that is known here: line {line}, column 1"),
                format!("did you mean `{meant}`?"),
            ] {
                assert!(said.contains(&part), "{part} in {said}");
            }
        }
    }
}

#[test]
fn a_value_that_would_be_refused_later_is_refused_at_its_line() {
    for (line, problem, hint) in [
        (r#"version = "1.0""#, "`1.0` is no version", "`1.2.0`"),
        ("version = 1", "expected a text", "\"…\""),
        (r#"rust-version = "new""#, "no version of Rust", "`1.85`"),
        (
            r#"rust-version = "1.9.1.1""#,
            "no version of Rust",
            "`1.85`",
        ),
        (
            r#"rust-version = "1.84""#,
            "can't be built with Rust 1.84",
            "1.85 or a newer",
        ),
        (
            r#"description = " ""#,
            "the text is empty",
            "take the line out",
        ),
        (
            r#"license = "MIT / Apache""#,
            "no licence",
            "`MIT OR Apache-2.0`",
        ),
        (
            r#"repository = "example.org/x""#,
            "no address of a page",
            "`https://`",
        ),
        (
            r#"homepage = "https://a b""#,
            "no address of a page",
            "`https://`",
        ),
        (
            r#"documentation = "https://""#,
            "no address of a page",
            "`https://`",
        ),
        (
            r#"authors = ["A", ""]"#,
            "one of the texts is empty",
            "take it out",
        ),
        (
            r#"keywords = ["a", "b", "c", "d", "e", "f"]"#,
            "there are 6 keywords, registries take 5",
            "keep the best",
        ),
        (
            r#"keywords = ["two words"]"#,
            "`two words` is no keyword",
            "20 letters",
        ),
        (
            r#"categories = ["Web"]"#,
            "`Web` is no category",
            "`api-bindings`",
        ),
        (
            r#"publish = "yes""#,
            "where the crate may be published",
            "`true`, `false`",
        ),
        (
            r#"publish = ["a", 1]"#,
            "where the crate may be published",
            "`true`, `false`",
        ),
        (
            r#"default-features = ["hypr"]"#,
            "`hypr` is no feature",
            "did you mean `hyper`?",
        ),
        (
            r#"default-features = ["default"]"#,
            "`default` is no feature",
            "there are `client`, `hyper`",
        ),
    ] {
        let text = format!("{CRATES}[crate.package]\n{line}\n");
        let said = crates("value", &text).unwrap_err();
        for part in [problem, hint, "line 5, column"] {
            assert!(said.contains(part), "{line}: {part} in {said}");
        }
    }
}
