//! A user's program before and after an update of the model. Each directory of `updates/` has both versions of a tiny
//! model, maybe with an overlay each, and a program, which says in its first line what becomes of it: it compiles and sends
//! and reads the same, or it doesn't compile, with this error. What `shapesmith diff` says of it is tested beside this.
//!
//! "another meaning" is what no generator can see, as it would need both versions of the model: one thing that takes the
//! place of another in a single update. These cases are here so that there are no others.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

mod versions;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use versions::{ANOTHER, Case, SAME, SETTINGS, cases, write_model};

/// What the programs share: a client, an answer, and what is sent as text.
const SHARED: &str = r##"#![allow(dead_code, deprecated, unused_macros)]

use shapesmith_runtime::{ServiceClient, http};

fn client<Client: ServiceClient>() -> Client {
    Client::builder().region("us-east-1").build().unwrap()
}

/// An answer that refuses a call with this code.
fn refusal(code: &str) -> http::Response<String> {
    let body = format!(r#"{{"__type": "{code}", "Why": "so"}}"#);
    http::Response::builder().status(400).body(body).unwrap()
}

/// The operation and the body of what a method of the client sends.
macro_rules! sent {
    ($client:ty, $($called:tt)*) => {{
        let client: $client = crate::client();
        let request = client.$($called)*.http_request().unwrap();
        let target = request.headers()["x-amz-target"].to_str().unwrap();
        let body = String::from_utf8_lossy(request.body().bytes().unwrap());
        format!("{target} {body}")
    }};
}
"##;

/// A crate of these cases with this version of their models, whose program tells what each observes.
fn write_crate(workspace: &Path, name: &str, version: &str, cases: &[&Case]) {
    let out = workspace.join("crates").join(name);
    fs::create_dir_all(out.join("src")).unwrap();
    let (mut modules, mut told) = (SHARED.to_owned(), String::new());
    for case in cases {
        let model = workspace.join("models").join(name).join(&case.name);
        write_model(case, version, &model);
        let source = shapesmith::Service::load(&model).and_then(|service| service.to_source());
        let (service, program) = (
            format!("{}.service.rs", case.name),
            format!("{}.rs", case.name),
        );
        fs::write(out.join("src").join(&service), source.unwrap()).unwrap();
        fs::copy(
            case.folder.join("program.rs"),
            out.join("src").join(&program),
        )
        .unwrap();
        modules.push_str(&format!(
            "\nmod {} {{\n    pub mod service {{ include!(\"{service}\"); }}\n    pub mod program {{ include!(\"{program}\"); }}\n}}\n",
            case.name
        ));
        told.push_str(&format!(
            "    for line in {0}::program::observed() {{ println!(\"{0}: {{line}}\"); }}\n",
            case.name
        ));
    }
    modules.push_str(&format!("\nfn main() {{\n{told}}}\n"));
    fs::write(out.join("src/main.rs"), modules).unwrap();
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies.shapesmith-runtime]\n\
         path = \"{}\"\ndefault-features = false\nfeatures = [\"async\", \"cbor\", \"checksum\", \"xml\"]\n",
        runtime.display()
    );
    fs::write(out.join("Cargo.toml"), manifest).unwrap();
}

/// A workspace with the cases before the update, and those that compile after it apart from those that don't.
fn write_workspace(workspace: &Path, cases: &[Case]) {
    for folder in ["crates", "models"] {
        let _ = fs::remove_dir_all(workspace.join(folder));
    }
    let (stops, goes_on): (Vec<&Case>, Vec<&Case>) = cases.iter().partition(|case| case.stops());
    write_crate(
        workspace,
        "before",
        "before",
        &cases.iter().collect::<Vec<_>>(),
    );
    write_crate(workspace, "after", "after", &goes_on);
    write_crate(workspace, "stopped", "after", &stops);
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n";
    fs::write(workspace.join("Cargo.toml"), manifest).unwrap();
    // The same versions as the project's own.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, workspace.join("Cargo.lock")).unwrap();
}

fn cargo(workspace: &Path, arguments: &[&str]) -> Output {
    Command::new("cargo")
        .args(arguments)
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .output()
        .unwrap()
}

/// What the programs of a crate observe, by case.
fn observed(workspace: &Path, name: &str) -> BTreeMap<String, Vec<(String, Value)>> {
    let output = cargo(workspace, &["run", "--quiet", "--package", name]);
    let problems = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{name}: {problems}");
    let mut found: BTreeMap<String, Vec<(String, Value)>> = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let (case, line) = line.split_once(": ").unwrap();
        let seen = found.entry(case.to_owned()).or_default();
        seen.push(without_order(line));
    }
    found
}

/// A line with the body at its end read as JSON, whose members have no order.
fn without_order(line: &str) -> (String, Value) {
    let body = line.find('{').unwrap_or(line.len());
    let (text, body) = line.split_at(body);
    match serde_json::from_str(body) {
        Ok(body) => (text.to_owned(), body),
        Err(_) => (line.to_owned(), Value::Null),
    }
}

/// The codes of the compiler's errors, by the file that they are in.
fn errors(workspace: &Path, name: &str) -> BTreeMap<String, BTreeSet<String>> {
    let arguments = [
        "check",
        "--quiet",
        "--message-format=json",
        "--package",
        name,
    ];
    let output = cargo(workspace, &arguments);
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let said: Value = serde_json::from_str(line).unwrap();
        let said = &said["message"];
        let Some(spans) = said["spans"]
            .as_array()
            .filter(|_| said["level"] == "error")
        else {
            continue;
        };
        for span in spans.iter().filter(|span| span["is_primary"] == true) {
            let file = Path::new(outermost(span)["file_name"].as_str().unwrap());
            let file = file.file_stem().unwrap().to_str().unwrap().to_owned();
            let code = said["code"]["code"].as_str().unwrap_or_default().to_owned();
            found.entry(file).or_default().insert(code);
        }
    }
    found
}

/// The place where the macro that a span is in was called.
fn outermost(span: &Value) -> &Value {
    let call = &span["expansion"]["span"];
    if call.is_object() {
        outermost(call)
    } else {
        span
    }
}

#[test]
fn what_a_user_wrote_keeps_its_meaning_or_stops_compiling() {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("updates");
    let cases = cases();
    write_workspace(&workspace, &cases);
    let (before, after) = (
        observed(&workspace, "before"),
        observed(&workspace, "after"),
    );
    let errors = errors(&workspace, "stopped");
    let mut wrong = Vec::new();
    for case in &cases {
        let [before, after] = [&before, &after].map(|all| all.get(&case.name));
        let right = match case.outcome.as_str() {
            SAME | SETTINGS => before.is_some() && before == after,
            ANOTHER => before != after,
            code => errors.get(&case.name) == Some(&BTreeSet::from([code.to_owned()])),
        };
        if !right {
            let errors = errors.get(&case.name);
            wrong.push(format!("{}: {before:?} {after:?} {errors:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let stopped = cases.iter().filter(|case| case.stops());
    assert_eq!(
        errors.len(),
        stopped.count(),
        "another file is wrong: {errors:?}"
    );
}
