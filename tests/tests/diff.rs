//! `shapesmith diff` on real models: FSx of 2023 and of today, and all services of 2025 and of today.
//!
//! A random sample of verdicts is confirmed by the compiler: programs that use all of the older service are compiled against the
//! newer one, and stop where the verdict is major. `SHAPESMITH_VERDICTS=20` takes so many of minor and patch, and half as many of
//! major (4 with `CI=true`, else 2); `SHAPESMITH_SEED` says which.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use shapesmith_tests::tool::shapesmith;
use shapesmith_tests::{callers, older, python, run};

fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().unwrap()
}

/// The report of a comparison.
fn report(old: &Path, new: &Path, more: &[&str]) -> Value {
    let output = Command::new(shapesmith())
        .arg("diff")
        .args([old, new])
        .args(["--format", "json", "--fail-on", "never"])
        .args(more)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn findings(service: &Value) -> &Vec<Value> {
    service["findings"].as_array().unwrap()
}

/// The items that fall under a rule, by the model's names.
fn under<'a>(service: &'a Value, rules: &[&str]) -> BTreeSet<&'a str> {
    let found = findings(service).iter();
    let found = found.filter(|found| rules.contains(&found["rule"].as_str().unwrap()));
    found.map(|found| found["wire"].as_str().unwrap()).collect()
}

const CHOSEN: [&str; 2] = ["CreateBackup", "DescribeBackups"];

#[test]
fn fsx_since_2023_is_major_for_five_members_and_minor_for_backups() {
    let (Some(old), Some(packages)) = (older::models("1.29.151"), python::packages()) else {
        return;
    };
    let (old, new) = (old.join("fsx"), packages.join("botocore/data/fsx"));
    let whole = report(&old, &new, &[]);
    assert_eq!(whole["verdict"], "major");
    let first: Vec<(&str, &str)> = findings(&whole["services"][0])
        .iter()
        .take_while(|found| found["level"] == "major")
        .map(|found| {
            (
                found["rule"].as_str().unwrap(),
                found["wire"].as_str().unwrap(),
            )
        })
        .collect();
    let optional = "member-no-longer-required";
    assert_eq!(
        first,
        [
            (
                optional,
                "CreateFileSystemOntapConfiguration.ThroughputCapacity"
            ),
            (optional, "CreateFileSystemRequest.StorageCapacity"),
            (optional, "CreateOntapVolumeConfiguration.SizeInMegabytes"),
            (optional, "SelfManagedActiveDirectoryConfiguration.Password"),
            (optional, "SelfManagedActiveDirectoryConfiguration.UserName"),
        ]
    );
    are_exactly_the_additions(&old, &new);
}

/// Whether the report of the chosen operations has what the models themselves say is new, and nothing else.
fn are_exactly_the_additions(old: &Path, new: &Path) {
    let chosen = report(old, new, &["--operations", &CHOSEN.join(",")]);
    assert_eq!(chosen["verdict"], "minor");
    let chosen = &chosen["services"][0];
    let (old, new) = (Reached::of(old), Reached::of(new));
    let added = |one: &BTreeSet<String>, other: &BTreeSet<String>| -> BTreeSet<String> {
        one.difference(other).cloned().collect()
    };
    let owned = |found: BTreeSet<&str>| -> BTreeSet<String> {
        found.into_iter().map(str::to_owned).collect()
    };
    let types = under(chosen, &["type-added", "error-added"]);
    assert_eq!(owned(types.clone()), added(&new.types, &old.types));
    // What is in a new type is new with it.
    let of_known = |parts: BTreeSet<String>| -> BTreeSet<String> {
        let known = |part: &String| !types.contains(part.split('.').next().unwrap());
        parts.into_iter().filter(known).collect()
    };
    let members = under(chosen, &["member-added"]);
    assert_eq!(owned(members), of_known(added(&new.members, &old.members)));
    let values = under(chosen, &["value-added"]);
    assert_eq!(owned(values), of_known(added(&new.values, &old.values)));
    let others = findings(chosen)
        .iter()
        .filter(|found| found["level"] != "patch");
    let others: BTreeSet<&str> = others
        .map(|found| found["rule"].as_str().unwrap())
        .collect();
    assert_eq!(
        others,
        BTreeSet::from(["member-added", "type-added", "value-added"])
    );
}

/// What the chosen operations reach, as the model itself says it.
struct Reached {
    types: BTreeSet<String>,
    members: BTreeSet<String>,
    values: BTreeSet<String>,
}

/// The service file, which older versions of botocore don't pack.
fn model(folder: &Path) -> Value {
    let plain = folder.join("service-2.json");
    if plain.exists() {
        return serde_json::from_slice(&fs::read(plain).unwrap()).unwrap();
    }
    let file = fs::File::open(folder.join("service-2.json.gz")).unwrap();
    serde_json::from_reader(flate2::read::GzDecoder::new(file)).unwrap()
}

impl Reached {
    fn of(service: &Path) -> Self {
        let model = model(&service.join("2018-03-01"));
        let mut open = Vec::new();
        for operation in CHOSEN.map(|name| &model["operations"][name]) {
            open.extend([&operation["input"], &operation["output"]]);
            open.extend(operation["errors"].as_array().unwrap());
        }
        let mut reached = Self {
            types: BTreeSet::new(),
            members: BTreeSet::new(),
            values: BTreeSet::new(),
        };
        let mut seen = BTreeSet::new();
        while let Some(reference) = open.pop() {
            let name = reference["shape"].as_str().unwrap();
            if !seen.insert(name) {
                continue;
            }
            let shape = &model["shapes"][name];
            open.extend(
                ["member", "key", "value"]
                    .iter()
                    .filter_map(|part| shape.get(part)),
            );
            if let Some(members) = shape["members"].as_object() {
                open.extend(members.values());
                reached.types.insert(name.to_owned());
                reached
                    .members
                    .extend(members.keys().map(|member| format!("{name}.{member}")));
            }
            if let Some(values) = shape["enum"].as_array() {
                reached.types.insert(name.to_owned());
                let values = values.iter().map(|value| value.as_str().unwrap());
                reached
                    .values
                    .extend(values.map(|value| format!("{name}.{value}")));
            }
        }
        reached
    }
}

/// What only a map's key, a manifest or settings would show.
const OUT_OF_SIGHT: [&str; 3] = ["order-removed", "service-renamed", "new-means-otherwise"];

/// A service of the sample.
struct Sampled {
    name: String,
    breaks: bool,
    /// The older service, and a program that uses all of it.
    before: String,
    caller: String,
}

#[test]
fn a_sample_of_verdicts_is_what_the_compiler_says() {
    let (Some(old), Some(packages)) = (older::models("1.37.25"), python::packages()) else {
        return;
    };
    let new = packages.join("botocore/data");
    let all = report(&old, &new, &[]);
    is_as_the_schema_says(&packages, &all);
    let sampled = sampled(&all, &old);
    let workspace = root().join("target/verdicts");
    let _ = fs::remove_dir_all(workspace.join("crates"));
    for one in &sampled {
        let after = source(&new.join(&one.name));
        write_crate(&workspace, "before", one, &one.before);
        write_crate(&workspace, "after", one, &after);
    }
    let broken = broken(&workspace);
    let mut wrong = Vec::new();
    for Sampled { name, breaks, .. } in &sampled {
        let found = ["before", "after"].map(|side| broken.contains(&format!("{side}-{name}")));
        if found != [false, *breaks] {
            wrong.push(format!(
                "{name}: should break: {breaks}; before, after: {found:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The services of the sample, the breaking ones last.
fn sampled(all: &Value, old: &Path) -> Vec<Sampled> {
    let seed = run::seed();
    let count = run::number("SHAPESMITH_VERDICTS", if run::in_ci() { 4 } else { 2 });
    println!("SHAPESMITH_SEED={seed} SHAPESMITH_VERDICTS={count}");
    let services = all["services"].as_array().unwrap();
    let named = |wanted: &dyn Fn(&Value) -> bool| {
        let found = services.iter();
        let found = found.filter(|service| service["there"] == "both" && wanted(service));
        let mut found: Vec<String> = found
            .map(|service| service["name"].as_str().unwrap().to_owned())
            .collect();
        fastrand::Rng::with_seed(seed).shuffle(&mut found);
        found
    };
    let compiles = |service: &Value| service["verdict"] == "minor" || service["verdict"] == "patch";
    let breaks = |service: &Value| {
        let major = findings(service)
            .iter()
            .filter(|found| found["level"] == "major");
        let mut rules = major.map(|found| found["rule"].as_str().unwrap());
        rules.any(|rule| !OUT_OF_SIGHT.contains(&rule))
    };
    let of = |names: Vec<String>, breaks: bool, count: u64| -> Vec<Sampled> {
        let sampled = names.into_iter().filter_map(|name| {
            let before = source(&old.join(&name));
            let caller = callers::caller(&before)?;
            Some(Sampled {
                name,
                breaks,
                before,
                caller,
            })
        });
        sampled.take(usize::try_from(count).unwrap()).collect()
    };
    let mut sampled = of(named(&compiles), false, count);
    sampled.extend(of(named(&breaks), true, count.div_ceil(2)));
    sampled
}

fn source(model: &Path) -> String {
    let service = shapesmith::Service::load(model);
    service.and_then(|service| service.to_source()).unwrap()
}

fn write_crate(workspace: &Path, side: &str, of: &Sampled, service: &str) {
    let name = format!("{side}-{}", of.name);
    let out = workspace.join("crates").join(&name);
    fs::create_dir_all(out.join("src")).unwrap();
    fs::write(out.join("src/service.rs"), service).unwrap();
    fs::write(out.join("src/caller.rs"), &of.caller).unwrap();
    let lib = "pub mod caller;\npub mod service {\n    include!(\"service.rs\");\n}\n";
    fs::write(out.join("src/lib.rs"), lib).unwrap();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies.shapesmith-runtime]\n\
         path = \"{}\"\ndefault-features = false\nfeatures = [\"async\", \"cbor\", \"checksum\", \"compression\", \"xml\"]\n",
        root().join("runtime").display()
    );
    fs::write(out.join("Cargo.toml"), manifest).unwrap();
}

/// The packages that don't compile.
fn broken(workspace: &Path) -> BTreeSet<String> {
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n";
    fs::write(workspace.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root().join("Cargo.lock"), workspace.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--workspace",
            "--keep-going",
            "--quiet",
            "--message-format=json",
        ])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .output()
        .unwrap();
    let mut broken = BTreeSet::new();
    let mut finished = false;
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let said: Value = serde_json::from_str(line).unwrap();
        finished |= said["reason"] == "build-finished";
        if said["message"]["level"] == "error" {
            let file = said["target"]["src_path"].as_str().unwrap();
            let folder = Path::new(file).ancestors().nth(2).unwrap();
            broken.insert(folder.file_name().unwrap().to_str().unwrap().to_owned());
        }
    }
    assert!(finished, "{}", String::from_utf8_lossy(&output.stderr));
    broken
}

fn is_as_the_schema_says(packages: &Path, report: &Value) {
    let file = root().join("target/report.json");
    fs::write(&file, report.to_string()).unwrap();
    let output = python::script("schema.py", packages)
        .arg(root().join("docs/diff.schema.json"))
        .arg(&file)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
