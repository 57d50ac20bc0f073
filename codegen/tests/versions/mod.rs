//! Both versions of the tiny models in `updates/`, and the programs of their users.

#![allow(clippy::unwrap_used, reason = "a helper of tests fails as they do")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// What a program's first line may say, beside an error of the compiler.
pub const SAME: &str = "the same";
pub const ANOTHER: &str = "another meaning";
/// It compiles and does the same, but settings around it have other names.
pub const SETTINGS: &str = "other settings";

pub struct Case {
    pub name: String,
    pub folder: PathBuf,
    /// What becomes of the program.
    pub outcome: String,
}

impl Case {
    pub fn stops(&self) -> bool {
        ![SAME, ANOTHER, SETTINGS].contains(&self.outcome.as_str())
    }
}

pub fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/updates");
    let entries = fs::read_dir(folder).unwrap();
    let mut cases: Vec<Case> = entries.map(|entry| case(entry.unwrap().path())).collect();
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    cases
}

fn case(folder: PathBuf) -> Case {
    let program = fs::read_to_string(folder.join("program.rs")).unwrap();
    let first = program.lines().next().unwrap();
    let outcome = first.strip_prefix("// After the update: ").unwrap();
    Case {
        name: folder.file_name().unwrap().to_str().unwrap().to_owned(),
        outcome: outcome.trim_end_matches('.').to_owned(),
        folder,
    }
}

/// Adds what is everywhere the same to what a version of a model says, and writes its files, the overlay with them.
pub fn write_model(case: &Case, version: &str, out: &Path) {
    let said = fs::read(case.folder.join(format!("{version}.json"))).unwrap();
    let said: Value = serde_json::from_slice(&said).unwrap();
    fs::create_dir_all(out).unwrap();
    let write = |name: &str, content: &Value| {
        fs::write(out.join(name), content.to_string()).unwrap();
    };
    write("service-2.json", &model(&said));
    for (key, file, version) in [
        ("pagination", "paginators-1.json", None),
        ("waiters", "waiters-2.json", Some(json!(2))),
        ("examples", "examples-1.json", Some(json!("1.0"))),
    ] {
        if let Some(found) = said.get(key) {
            let mut content = json!({ key: found });
            if let Some(version) = version {
                content["version"] = version;
            }
            write(file, &content);
        }
    }
    if let Some(rules) = said.get("rules") {
        write("endpoint-rule-set-1.json", rules);
    }
    let overlay = case.folder.join(format!("{version}.toml"));
    if overlay.exists() {
        fs::copy(overlay, out.join("overlay.toml")).unwrap();
    }
}

/// The service file.
fn model(said: &Value) -> Value {
    let of = |key: &str| said[key].as_object().cloned().unwrap_or_default();
    let (mut shapes, mut operations) = (of("shapes"), of("operations"));
    shapes.insert("Text".to_owned(), json!({"type": "string"}));
    operations.entry("Call").or_insert_with(|| json!({}));
    if operations["Call"].get("input").is_none() {
        operations["Call"]["input"] = json!({"shape": "Request"});
    }
    for (name, operation) in &mut operations {
        operation["name"] = json!(name);
        if operation.get("http").is_none() {
            operation["http"] = json!({"method": "POST", "requestUri": "/"});
        }
    }
    let mut metadata = json!({
        "apiVersion": "2026-01-01", "endpointPrefix": "tiny", "jsonVersion": "1.1", "protocol": "json",
        "protocols": ["json"], "serviceFullName": "Tiny Service", "serviceId": "Tiny", "signatureVersion": "v4",
        "targetPrefix": "Tiny", "uid": "tiny-2026-01-01"
    });
    for (key, value) in of("metadata") {
        let metadata = metadata.as_object_mut().unwrap();
        if value.is_null() {
            metadata.remove(&key);
        } else {
            metadata.insert(key, value);
        }
    }
    let mut model =
        json!({"version": "2.0", "metadata": metadata, "operations": operations, "shapes": shapes});
    if let Some(parameters) = said.get("clientContextParams") {
        model["clientContextParams"] = parameters.clone();
    }
    model
}
