//! Builds a program of generated code that a script can question (see the crate `shapesmith-probe`).
//!
//! One crate with a module per service: hundreds of crates would take minutes longer.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use shapesmith::Service;

use crate::surface::{self, Call};

/// A service to be asked about.
#[derive(Debug, Clone)]
pub struct Probed {
    /// What the questions call it; also the name of its module.
    pub name: String,
    /// Its model: a folder or a file.
    pub model: PathBuf,
    /// The operations, all when `None`.
    pub operations: Option<Vec<String>>,
}

/// Generates the services and builds the program; its path. It answers questions, or with arguments, as
/// `name=file of cases`, judges what the services' endpoint rules lead to.
///
/// # Panics
/// A model is refused, or the generated code doesn't compile.
#[must_use]
pub fn build(name: &str, services: &[Probed], features: &[&str]) -> PathBuf {
    let root = root();
    let folder = root.join("target").join(name).join("probe");
    let source = folder.join("src");
    let outcome = fs::create_dir_all(&source).and_then(|()| {
        let mut modules = String::new();
        let mut entries = String::new();
        let mut tables = String::new();
        for service in services {
            let name = &service.name;
            tables.push_str(&format!(
                "        ({name:?}, {name}::Client::builder().service()),\n"
            ));
            let text = generate(service);
            modules.push_str(&module(&service.name, &text));
            entries.push_str(&entries_of(&service.name, &text));
            write(&source.join(format!("{}.rs", service.name)), &text)?;
        }
        write(
            &source.join("main.rs"),
            &program(&modules, &tables, &entries),
        )?;
        write(&folder.join("Cargo.toml"), &manifest(name, &root, features))?;
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).map(drop)
    });
    outcome.unwrap_or_else(|error| unreachable!("{}: {error}", folder.display()));
    compile(&root, &folder, name)
}

/// What a probe answers to these questions.
///
/// # Panics
/// It doesn't run, or answers in another way.
#[must_use]
pub fn ask(program: &Path, questions: &[&serde_json::Value]) -> Vec<serde_json::Value> {
    let file = program.with_extension("questions");
    let lines: String = questions
        .iter()
        .map(|question| format!("{question}\n"))
        .collect();
    let output = fs::write(&file, lines)
        .and_then(|()| fs::File::open(&file))
        .and_then(|input| Command::new(program).stdin(input).output());
    let output = output.unwrap_or_else(|error| unreachable!("{}: {error}", program.display()));
    let answers = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty());
    let answers = answers
        .map(|line| serde_json::from_slice(line).unwrap_or_else(|error| unreachable!("{error}")));
    answers.collect()
}

fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().unwrap_or(root)
}

fn generate(service: &Probed) -> String {
    let loaded = Service::load(&service.model).map(|loaded| match &service.operations {
        Some(operations) => loaded.operations(operations),
        None => loaded,
    });
    let text = loaded.and_then(|loaded| loaded.to_source());
    text.unwrap_or_else(|error| unreachable!("{}: {error}", service.model.display()))
}

/// Leaves a file alone that is as it should be, so that cargo does too.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if fs::read(path).is_ok_and(|found| found == text.as_bytes()) {
        return Ok(());
    }
    fs::write(path, text)
}

/// Whatever generated code does.
const ALLOWED: &str = "#[allow(missing_docs, dead_code, deprecated, unused_imports, clippy::all, clippy::pedantic)]\n";

/// The module of a service, and the function that tells the members of its errors.
fn module(name: &str, text: &str) -> String {
    let mut variants = String::new();
    for variant in surface::errors(&surface::items(text)) {
        variants.push_str(&format!(
            "        {name}::Error::{variant}(error) => modelled({variant:?}, &**error),\n"
        ));
    }
    format!(
        "{ALLOWED}mod {name};\n\
         fn {name}_members(error: &{name}::Error) -> Json {{\n    match error {{\n{variants}\
         \x20       {name}::Error::Unrecognized(error) => modelled(\"Unrecognized\", &**error),\n\
         \x20       _ => Json::Null,\n    }}\n}}\n"
    )
}

/// An entry of the table for each operation.
fn entries_of(name: &str, text: &str) -> String {
    let mut entries = String::new();
    for Call {
        method,
        wire,
        takes_request,
    } in surface::calls(&surface::items(text))
    {
        let call = if takes_request {
            format!("{name}::Client::{method}")
        } else {
            format!("|client: &{name}::Client, _: Nothing| client.{method}()")
        };
        entries.push_str(&format!(
            "    table.add({name:?}, {wire:?}, {name}::Client::builder, {call}, {name}_members);\n"
        ));
    }
    entries
}

fn program(modules: &str, tables: &str, entries: &str) -> String {
    format!(
        "use std::process::ExitCode;\n\nuse serde::de::IgnoredAny as Nothing;\nuse serde_json::Value as Json;\n\
         use shapesmith_probe::{{Table, endpoints, modelled}};\n{modules}\
         fn main() -> std::io::Result<ExitCode> {{\n    if std::env::args().len() > 1 {{\n        \
         return Ok(endpoints::main(&[\n{tables}        ]));\n    }}\n\
         \x20   let mut table = Table::default();\n{entries}    table.serve().map(|()| ExitCode::SUCCESS)\n}}\n"
    )
}

/// A workspace of its own. Without debug information it is built and linked in half the time.
fn manifest(name: &str, root: &Path, features: &[&str]) -> String {
    let (probe, runtime) = (root.join("tests/probe"), root.join("runtime"));
    let (probe, runtime) = (probe.to_string_lossy(), runtime.to_string_lossy());
    format!(
        "[package]\nname = {name:?}\nedition = \"2024\"\n\n[dependencies]\nserde = \"1\"\nserde_json = \"1\"\n\
         shapesmith-probe = {{ path = {probe:?}, features = {features:?} }}\n\
         shapesmith-runtime = {{ path = {runtime:?}, default-features = false, features = [\"cbor\", \"checksum\", \"compression\", \"serde\", \"sigv4a\", \"xml\"] }}\n\n\
         [profile.dev]\ndebug = false\n\n[workspace]\n"
    )
}

fn compile(root: &Path, folder: &Path, name: &str) -> PathBuf {
    // Shared, so that the runtime is built once for all probes.
    let target = root.join("target/probe");
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", &target)
        .output();
    let built = built.unwrap_or_else(|error| unreachable!("cargo runs this test: {error}"));
    let told = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "{}\n{told}", folder.display());
    target.join("debug").join(name)
}
