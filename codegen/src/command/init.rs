//! `shapesmith init`: writes a configuration for the models that are there, with every key explained.
//!
//! Generates nothing.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::arguments::Init;
use super::comparing::service_name;
use super::configuration::NAME;
use super::show::Show;
use super::{DONE, FAILED};
use crate::characters::one_line;
use crate::diagnostics::Diagnostics;
use crate::load;
use crate::toml_text::quoted;

/// Where models are looked for.
const MODELS: &str = "models";

/// More crates than this are hardly what is meant: it is a folder of all services.
const MOST: usize = 20;

pub(super) fn run(options: &Init, show: &Show) -> u8 {
    let mut diagnostics = Diagnostics::new();
    let crates = crates(options, &mut diagnostics);
    show.diagnostics(&diagnostics);
    if diagnostics.has_errors() {
        return FAILED;
    }
    match write(&text(&crates)) {
        Ok(()) => {
            for entry in &crates {
                show.answer(&format!(
                    "{} from {}",
                    entry.out.display(),
                    entry.model.display()
                ));
            }
            show.answer(&format!(
                "wrote {NAME}: `shapesmith` generates what it names, the comments in it say what else it can hold"
            ));
            DONE
        }
        Err(message) => {
            show.failure(&message);
            FAILED
        }
    }
}

/// A crate to propose.
struct Entry {
    model: PathBuf,
    out: PathBuf,
    name: String,
}

fn crates(options: &Init, diagnostics: &mut Diagnostics) -> Vec<Entry> {
    let root = options.model.as_deref().unwrap_or(Path::new(MODELS));
    if options.model.is_none() && !root.is_dir() {
        let message = format!("there is no folder `{MODELS}`, and no model is given");
        diagnostics.error("no-model", Path::new(""), "", message).with_hint(
            "give one, as `shapesmith init --model PATH`: a `service-2.json` of botocore, a Smithy model in JSON, or a folder with one",
        );
        return Vec::new();
    }
    let found = load::discover(root, diagnostics);
    if found.len() > MOST {
        let message = format!("there are {} services in it", found.len());
        diagnostics
            .error("many-models", root, "", message)
            .with_hint("give the folder of the one you need with `--model`; more can be added to the file by hand");
    }
    found
        .into_iter()
        .map(|model| entry(model, options))
        .collect()
}

fn entry(model: PathBuf, options: &Init) -> Entry {
    let name = service_name(&model)
        .to_lowercase()
        .replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    Entry {
        out: options.out.join(&name),
        model,
        name,
    }
}

/// Writes the file, unless there is one.
fn write(text: &str) -> Result<(), String> {
    let created = OpenOptions::new().write(true).create_new(true).open(NAME);
    let written = created.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => format!(
            "there is a {NAME} already, so it is left as it is; add a `[[crate]]` to it, or move it away"
        ),
        _ => super::disk::told(&error.kind().into(), Path::new(NAME)),
    })
}

fn text(crates: &[Entry]) -> String {
    let mut text = HEAD.to_owned();
    for (index, entry) in crates.iter().enumerate() {
        let path = |path: &Path| quoted(&path.to_string_lossy());
        let (model, out, name) = (path(&entry.model), path(&entry.out), quoted(&entry.name));
        text.push_str("\n[[crate]]\n");
        if index > 0 {
            text.push_str(&format!("model = {model}\nout = {out}\nname = {name}\n"));
            continue;
        }
        text.push_str(&format!(
            "{MODEL}model = {model}\n{OUT}out = {out}\n{CRATE}name = {name}\n"
        ));
        let shown = one_line(&entry.model.to_string_lossy());
        text.push_str(&CHOICES.replace("MODEL", &shown));
    }
    text
}

const HEAD: &str = "\
# What `shapesmith` generates; `shapesmith check` says whether it is up to date. Paths are seen from this file.
# Each `[[crate]]` is a crate of its own.
";

const MODEL: &str = "# The model: a folder of one API version, a service's folder (then its newest version), or a service file.\n";
const OUT: &str =
    "# The crate's folder. What is generated there is overwritten, other files are left alone.\n";
const CRATE: &str = "# What the crate is called.\n";

/// The keys that a crate can do without, each with what it is for.
const CHOICES: &str = r#"# Only these operations, and the types that they use. `shapesmith list MODEL` shows them.
# operations = ["CreateThing", "DescribeThings"]
# Only types, without a client.
# types-only = true
# Which protocol to prefer where the service speaks several.
# protocol-priority = ["smithy-rpc-v2-cbor"]
# Which service of a Smithy model with several.
# service = "com.example#Weather"
# Members that a Smithy model calls required and marks `clientOptional` needn't be given.
# client-optional = true
# Where the crate `shapesmith-runtime` lies, seen from the generated crate.
# runtime-path = "../../shapesmith/runtime"
# The name by which the crate depends on the runtime, if it has another.
# runtime = "::my_runtime"
# Lines for the end of the crate's Cargo.toml.
# manifest = """
# [package.metadata.docs.rs]
# all-features = true
# """
# What the crate's Cargo.toml says of it, in Cargo's words; a table `[package]` says it of all crates.
# [crate.package]
# version = "0.1.0"
# license = "MIT OR Apache-2.0"
# publish = true
# default-features = ["blocking"]
# A change of an update that is taken as it is: the 16 digits beside it in the report, and why.
# [[crate.accept]]
# finding = "0123456789abcdef"
# reason = "nobody calls it"
"#;

#[cfg(test)]
#[path = "init_tests.rs"]
mod tests;
