//! Each directory of `fixtures/` is a tiny model for one corner, with what comes of it: the generated files that
//! matter, or the diagnostics. `INSTA_UPDATE=always cargo test -p shapesmith --test fixtures` writes them anew.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    found.sort();
    found
}

fn name(fixture: &Path) -> &str {
    fixture.file_name().unwrap().to_str().unwrap()
}

/// Runs the command on a fixture, with the arguments that it gives.
fn generate(fixture: &Path, out: &Path) -> Output {
    let arguments = fs::read_to_string(fixture.join("arguments")).unwrap_or_default();
    Command::new(env!("CARGO_BIN_EXE_shapesmith"))
        .current_dir(fixture.parent().unwrap())
        .args([
            "generate",
            "--crate-name",
            "tiny",
            "--model",
            name(fixture),
            "--out",
        ])
        .arg(out)
        .args(arguments.lines())
        .output()
        .unwrap()
}

/// Every generated file whose text depends on the shapes, behind its name.
fn shown(folder: &Path, out: &Path, text: &mut String) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        let file = path.strip_prefix(out).unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            shown(&path, out, text);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !["mod.rs", "client.rs", "lib.rs"]
                .iter()
                .any(|same| file.ends_with(same))
        {
            let body = fs::read_to_string(&path).unwrap();
            let body = body.split_once("\n\n").map_or("", |(_, body)| body);
            if body.contains("    Error {}\n") {
                continue;
            }
            text.push_str(&format!("== {file} ==\n{body}\n"));
        }
    }
}

#[test]
fn every_corner_gives_what_it_did() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    let _ = fs::remove_dir_all(&target);
    for fixture in fixtures() {
        let out = target.join(name(&fixture));
        let output = generate(&fixture, &out);
        let mut text = String::from_utf8(output.stderr).unwrap();
        for problem in text
            .split("\n\n")
            .filter(|part| part.starts_with("error") || part.starts_with("warning"))
        {
            assert!(problem.contains(" = help: "), "no hint:\n{problem}");
        }
        if output.status.success() {
            assert!(!name(&fixture).starts_with("refused"), "{}", name(&fixture));
            shown(&out, &out, &mut text);
        } else {
            assert_eq!(output.status.code(), Some(2), "{text}");
            assert!(name(&fixture).starts_with("refused"), "{text}");
            assert!(!out.exists(), "something was written");
        }
        insta::with_settings!({
            snapshot_path => &fixture,
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!("expected", text);
        });
    }
}

/// The fixtures of which a crate comes.
fn accepted() -> impl Iterator<Item = PathBuf> {
    let fixtures = fixtures().into_iter();
    fixtures.filter(|path| !name(path).starts_with("refused"))
}

/// The crates of all fixtures in one workspace, beside the runtime.
fn workspace(target: &Path) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut members = Vec::new();
    for fixture in accepted() {
        let out = target.join("crates").join(name(&fixture));
        let crate_name = name(&fixture).replace('_', "-");
        let output = Command::new(env!("CARGO_BIN_EXE_shapesmith"))
            .args(["generate", "--crate-name", &crate_name, "--model"])
            .arg(&fixture)
            .arg("--out")
            .arg(&out)
            .arg("--runtime-path")
            .arg(root.join("runtime"))
            .args(
                fs::read_to_string(fixture.join("arguments"))
                    .unwrap_or_default()
                    .lines(),
            )
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        members.push(out);
    }
    single_files(&target.join("crates/single-files"), root);
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n";
    fs::write(target.join("Cargo.toml"), manifest).unwrap();
    // The same versions as the project's own.
    fs::copy(root.join("Cargo.lock"), target.join("Cargo.lock")).unwrap();
    members
}

/// A crate with a module for each fixture, as build scripts write them.
fn single_files(out: &Path, root: &Path) {
    fs::create_dir_all(out.join("src")).unwrap();
    let mut modules = "#![allow(deprecated, clippy::too_many_arguments)]\n".to_owned();
    for fixture in accepted() {
        let source = shapesmith::Service::load(&fixture).and_then(|service| service.to_source());
        let file = format!("{}.rs", name(&fixture));
        fs::write(out.join(&file), source.unwrap()).unwrap();
        modules.push_str(&format!(
            "pub mod {} {{\n    include!(\"../{file}\");\n}}\n",
            name(&fixture)
        ));
    }
    fs::write(out.join("src/lib.rs"), modules).unwrap();
    let runtime = root.join("runtime");
    let runtime = runtime.display();
    let manifest = format!(
        "[package]\nname = \"single-files\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies.shapesmith-runtime]\n\
         path = \"{runtime}\"\nfeatures = [\"xml\", \"cbor\", \"checksum\", \"compression\"]\n"
    );
    fs::write(out.join("Cargo.toml"), manifest).unwrap();
}

fn has_no_warning(target: &Path, arguments: &[&str]) {
    let checked = Command::new("cargo")
        .args(["clippy", "--workspace", "--quiet", "--keep-going"])
        .args(arguments)
        .current_dir(target)
        .env("RUSTFLAGS", "-D warnings")
        .env("CARGO_TARGET_DIR", target.join("target"))
        .output()
        .unwrap();
    assert!(
        checked.status.success(),
        "{}",
        String::from_utf8_lossy(&checked.stderr)
    );
}

#[test]
fn every_corner_compiles_without_a_warning_and_needs_no_formatter() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiled");
    let _ = fs::remove_dir_all(target.join("crates"));
    fs::create_dir_all(&target).unwrap();
    let members = workspace(&target);
    has_no_warning(&target, &["--all-targets"]);
    // Types alone; a file to include has no features.
    has_no_warning(
        &target,
        &["--no-default-features", "--exclude=single-files"],
    );
    for member in members {
        let formatted = Command::new("rustfmt")
            .args(["--check", "--edition", "2024"])
            .arg(member.join("src/lib.rs"))
            .output()
            .unwrap();
        assert!(
            formatted.status.success(),
            "{}",
            String::from_utf8_lossy(&formatted.stdout)
        );
    }
}
