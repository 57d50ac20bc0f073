//! All of botocore's models through the generator, and a sample of what comes out through the compiler.
//!
//! `SHAPESMITH_SAMPLE=25` compiles so many services (25 with `CI=true`, else 3), `SHAPESMITH_SEED` says which.
//! With `CI=true` all of them are read and printed again. What everything is called is compared with `data/names.txt`.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use shapesmith_tests::tool::shapesmith;
use shapesmith_tests::{layout, python, run};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn every_model_is_generated_and_a_sample_compiles() {
    let Some(packages) = python::packages() else {
        return;
    };
    let target = root().join("target/real-models");
    let crates = target.join("crates");
    let _ = fs::remove_dir_all(&crates);
    let output = Command::new(shapesmith())
        .args(["generate", "--all-versions", "--message-format", "json"])
        .arg("--model")
        .arg(packages.join("botocore/data"))
        .arg("--out")
        .arg(&crates)
        .arg("--runtime-path")
        .arg(root().join("runtime"))
        .output()
        .unwrap();
    let diagnostics = told(&output);
    assert!(output.status.success(), "{diagnostics}");
    let (unsigned, louder): (Vec<_>, Vec<_>) = louder_than_notes(&diagnostics)
        .into_iter()
        .partition(|told| told.contains("\"unsupported-signer\""));
    assert_eq!(unsigned.len(), 2, "{}", unsigned.join("\n"));
    assert_eq!(louder.len(), 1, "{}", louder.join("\n"));
    // Two values of the service `signin` differ by their case alone.
    assert!(louder[0].contains("`INVALID_REQUEST` is `"), "{louder:?}");
    let mut manifests = Vec::new();
    find_manifests(&crates, &mut manifests);
    manifests.sort();
    assert_eq!(manifests.len(), 472);

    let seed = run::seed();
    let in_ci = run::in_ci();
    let count = run::number("SHAPESMITH_SAMPLE", if in_ci { 25 } else { 3 });
    println!("SHAPESMITH_SEED={seed} SHAPESMITH_SAMPLE={count}");
    let whole = manifests.clone();
    fastrand::Rng::with_seed(seed).shuffle(&mut manifests);
    manifests.truncate(usize::try_from(count).unwrap());
    compiles(&target, &manifests);
    for member in if in_ci { &whole } else { &manifests } {
        assert!(layout::all_laid_out(&member.join("src")) > 0);
    }
}

/// What everything is called in Rust: a checksum for each model, so that no name changes unseen.
/// `SHAPESMITH_NAMES=accept` takes the names as they are now.
#[test]
fn no_name_changes_unseen() {
    let Some(packages) = python::packages() else {
        return;
    };
    let data = packages.join("botocore/data");
    let shapesmith = shapesmith();
    let mut found = String::new();
    for model in models(&data) {
        let output = Command::new(&shapesmith)
            .args(["list", "--names"])
            .arg(data.join(&model))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", told(&output));
        let count = String::from_utf8_lossy(&output.stdout).lines().count();
        let checksum = crc32fast::hash(&output.stdout);
        found.push_str(&format!("{checksum:08x} {count} {model}\n"));
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/names.txt");
    if std::env::var("SHAPESMITH_NAMES").as_deref() == Ok("accept") {
        fs::write(&file, &found).unwrap();
    }
    let known = fs::read_to_string(&file).unwrap();
    let changed: Vec<&str> = found
        .lines()
        .filter(|line| !known.lines().any(|known| known == *line))
        .collect();
    assert!(
        changed.is_empty() && known == found,
        "names have changed; `shapesmith list --names` shows them, SHAPESMITH_NAMES=accept takes them:\n{}",
        changed.join("\n")
    );
}

/// `fsx/2018-03-01` and all the others, sorted.
fn models(data: &Path) -> Vec<String> {
    let folders = |path: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(path).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        paths.filter(|path| path.is_dir()).collect()
    };
    let is_model = |path: &PathBuf| {
        ["service-2.json", "service-2.json.gz"]
            .iter()
            .any(|file| path.join(file).exists())
    };
    let versions = folders(data).into_iter().flat_map(|path| folders(&path));
    let mut models: Vec<String> = versions
        .filter(is_model)
        .map(|path| path.strip_prefix(data).unwrap().display().to_string())
        .collect();
    models.sort();
    assert_eq!(models.len(), 472);
    models
}

/// The diagnostics above note level, of which these models should give few.
fn louder_than_notes(told: &str) -> Vec<&str> {
    let is_note = |line: &str| {
        let diagnostic: serde_json::Value = serde_json::from_str(line).unwrap();
        diagnostic["severity"] == "note"
    };
    assert!(told.contains("\"severity\""), "it has something to tell");
    told.lines().filter(|line| !is_note(line)).collect()
}

fn find_manifests(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.join("Cargo.toml").exists() {
            found.push(path);
        } else if path.is_dir() {
            find_manifests(&path, found);
        }
    }
}

fn compiles(target: &Path, crates: &[PathBuf]) {
    let members: Vec<String> = crates
        .iter()
        .map(|path| format!("\"{}\"", path.strip_prefix(target).unwrap().display()))
        .collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    fs::write(target.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root().join("Cargo.lock"), target.join("Cargo.lock")).unwrap();
    let checked = Command::new(env!("CARGO"))
        .args(["check", "--workspace", "--quiet"])
        .current_dir(target)
        .env("RUSTFLAGS", "-D warnings")
        .env("CARGO_TARGET_DIR", target.join("target"))
        .output()
        .unwrap();
    assert!(checked.status.success(), "{members:?}\n{}", told(&checked));
}
