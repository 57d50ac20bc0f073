//! What is published: it can be packaged, asks nothing of a program that it doesn't need, and says truly what it needs.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use shapesmith_tests::run;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn cargo(arguments: &[&str]) -> Output {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(arguments)
        .current_dir(root())
        .env("CARGO_TARGET_DIR", root().join("target/shipping"))
        .env("CARGO_INCREMENTAL", "0");
    cargo.output().unwrap()
}

/// What cargo prints.
fn printed(arguments: &[&str]) -> String {
    let output = cargo(arguments);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {told}");
    String::from_utf8(output.stdout).unwrap()
}

/// A line for each package below this one, in a format of `cargo tree`.
fn tree(package: &str, features: &[&str], edges: &str, format: &str) -> Vec<String> {
    let mut arguments = vec!["tree", "--package", package, "--edges", edges];
    arguments.extend(["--target", "all", "--prefix", "none", "--format", format]);
    arguments.extend(features);
    printed(&arguments).lines().map(str::to_owned).collect()
}

#[test]
fn a_program_gets_no_feature_of_serde_json_from_the_runtime() {
    for (package, features) in [
        ("shapesmith-runtime", vec!["--all-features"]),
        ("fsx", vec!["--all-features"]),
        // What its build script asks for stays there.
        ("build-script-example", vec![]),
    ] {
        let lines = tree(package, &features, "normal", "{p} {f}");
        let serde_json: Vec<_> = lines
            .iter()
            .filter(|line| line.starts_with("serde_json v"))
            .collect();
        assert!(!serde_json.is_empty(), "{package}: {lines:?}");
        for line in serde_json {
            let features = line.split(' ').nth(2).unwrap_or_default();
            let usual = ["", "default", "std"];
            let odd = features.split(',').find(|name| !usual.contains(name));
            assert_eq!(odd, None, "{package} gets {line}");
        }
    }
}

/// A version as numbers, so that they can be compared.
fn numbers(version: &str) -> Vec<u64> {
    let mut numbers: Vec<u64> = version
        .split('.')
        .map(|part| part.parse().unwrap())
        .collect();
    numbers.resize(3, 0);
    numbers
}

/// Each package of the workspace's tree with the Rust that it asks for, if it says so; and its features.
struct Metadata(Vec<Value>);

impl Metadata {
    fn read() -> Self {
        let text = printed(&["metadata", "--format-version", "1"]);
        let whole: Value = serde_json::from_str(&text).unwrap();
        Self(whole["packages"].as_array().unwrap().clone())
    }

    fn package(&self, name: &str) -> &Value {
        let mut packages = self.0.iter();
        packages.find(|package| package["name"] == name).unwrap()
    }

    fn stated(&self, name: &str) -> &str {
        self.package(name)["rust_version"].as_str().unwrap()
    }

    /// The newest Rust that a package below this one asks for, and those that do.
    fn needed(&self, package: &str, features: &[&str]) -> (Vec<u64>, Vec<String>) {
        let asked: BTreeMap<String, &str> = self
            .0
            .iter()
            .filter_map(|package| {
                let (name, version) = (package["name"].as_str()?, package["version"].as_str()?);
                Some((
                    format!("{name} v{version}"),
                    package["rust_version"].as_str()?,
                ))
            })
            .collect();
        let mut newest = (numbers("1"), Vec::new());
        for line in tree(package, features, "normal,build", "{p}")
            .iter()
            .skip(1)
        {
            let name: Vec<_> = line.split(' ').take(2).collect();
            if is_newer_for_another(name[0], features) {
                continue;
            }
            let Some(rust) = asked.get(&name.join(" ")) else {
                continue;
            };
            let rust = numbers(rust);
            if rust > newest.0 {
                newest = (rust.clone(), Vec::new());
            }
            if rust == newest.0 {
                newest.1.push(name[0].to_owned());
            }
        }
        newest
    }
}

/// Whether one lockfile has it in a version that these features don't ask for: p256 wants a newer ctutils than sha2 does,
/// which has an older one in a program without p256.
fn is_newer_for_another(name: &str, features: &[&str]) -> bool {
    let wants_it = |feature: &&str| ["sigv4a", "--all-features"].contains(feature);
    name == "ctutils" && !features.iter().any(wants_it)
}

/// The rows of the README's table of Rust's versions: what, which version, held up by what.
fn told() -> Vec<[String; 3]> {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, table) = readme
        .split_once("\n| | Rust | held up by |\n|---|---|---|\n")
        .unwrap();
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let cells: Vec<_> = row.trim_matches('|').split('|').collect();
        let cells: [&str; 3] = cells.try_into().unwrap();
        cells.map(|cell| cell.trim().to_owned())
    })
    .collect()
}

/// The oldest Rust that knows the edition of everything here.
const EDITION_2024: &str = "1.85";

#[test]
fn each_rust_version_is_what_the_dependencies_need_and_no_newer() {
    let metadata = Metadata::read();
    let runtime = metadata.stated("shapesmith-runtime");
    let told = told();
    let features = metadata.package("shapesmith-runtime")["features"]
        .as_object()
        .unwrap();
    let mut newest = numbers(EDITION_2024);
    for feature in features.keys() {
        let (needed, by) = metadata.needed(
            "shapesmith-runtime",
            &["--no-default-features", "--features", feature],
        );
        let row = told.iter().find(|row| row[0] == format!("`{feature}`"));
        match row {
            // A feature that needs more is told with the package that does.
            Some([_, rust, held]) => {
                assert_eq!(needed, numbers(rust), "{feature} by {by:?}");
                assert!(needed > numbers(runtime), "{feature} is as all the others");
                assert!(by.iter().any(|name| held.contains(name)), "{held}: {by:?}");
            }
            None => newest = newest.max(needed),
        }
    }
    assert_eq!(numbers(runtime), newest, "the runtime's");
    assert_eq!(
        metadata.stated("fsx"),
        runtime,
        "a generated crate has the runtime's"
    );
    let generator = metadata.stated("shapesmith");
    let (needed, by) = metadata.needed("shapesmith", &["--all-features"]);
    assert!(needed <= numbers(generator), "{by:?}");
    for (stated, what) in [(runtime, "the runtime"), (generator, "the generator")] {
        let row = told.iter().find(|row| row[0].starts_with(what)).unwrap();
        assert_eq!(row[1], stated);
    }
}

#[test]
fn the_lowest_versions_of_dependencies_exist_and_have_the_features_that_are_asked_for() {
    let mut python = Command::new("python3");
    python
        .args(["benches/oldest.py", "--resolve"])
        .current_dir(root());
    let output = match python.output() {
        Ok(output) => output,
        Err(error) => {
            assert!(!run::in_ci(), "{error}");
            eprintln!("skipped: python3 doesn't run: {error}");
            return;
        }
    };
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
}

/// Whoever depends on them gets sources and a licence, and nothing of the tests.
#[test]
fn the_runtime_the_generator_and_a_generated_crate_can_be_packaged_and_built_from_that() {
    let packages = ["shapesmith-runtime", "shapesmith", "fsx"];
    let mut arguments = vec![
        "package",
        "--allow-dirty",
        "--locked",
        "--no-default-features",
    ];
    arguments.extend(packages.iter().flat_map(|name| ["--package", name]));
    let output = cargo(&arguments);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    assert!(!told.contains("manifest has no license"), "{told}");

    for package in packages {
        let list = printed(&["package", "--list", "--allow-dirty", "--package", package]);
        let parts = [
            ".cargo_vcs_info.json",
            "Cargo.lock",
            "Cargo.toml",
            "Cargo.toml.orig",
            "LICENSE",
            "README.md",
            "docs",
            "src",
        ];
        for path in list.lines() {
            let first = path.split(['/', '\\']).next().unwrap();
            assert!(parts.contains(&first), "{package} ships {path}");
        }
    }
    let license = fs::read_to_string(root().join("LICENSE")).unwrap();
    for folder in ["codegen", "runtime"] {
        let copy = fs::read_to_string(root().join(folder).join("LICENSE")).unwrap();
        assert_eq!(copy, license, "{folder}");
    }
}

#[test]
fn every_duplicate_among_the_dependencies_is_named_with_its_reason() {
    let rules = fs::read_to_string(root().join("deny.toml")).unwrap();
    let rules: toml::Table = toml::from_str(&rules).unwrap();
    for (key, value) in [("multiple-versions", "deny"), ("wildcards", "deny")] {
        assert_eq!(rules["bans"][key].as_str(), Some(value));
    }
    for skipped in rules["bans"]["skip"].as_array().unwrap() {
        let reason = skipped.get("reason").and_then(toml::Value::as_str);
        assert!(
            reason.is_some_and(|reason| reason.len() > 10),
            "{skipped:?}"
        );
    }
    let run = fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(run.lines().any(|line| line == ".ci/deny"));
}
