//! What a program lacks is told when it is built: strangers' programs over a runtime with too few features.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

#[allow(dead_code, reason = "not every test has every host")]
mod hosts;

use std::fs;
use std::path::Path;

use serde_json::Value;

/// A program with the code of some fixtures.
struct Program {
    name: &'static str,
    /// The features of the runtime that it turns on.
    features: &'static [&'static str],
    fixtures: &'static [&'static str],
    /// What stands in it; the modules of the fixtures alone if it is empty.
    source: &'static str,
}

/// Each lacks something else. Those with the same features share what cargo builds.
const PROGRAMS: [Program; 5] = [
    Program {
        name: "without-checksums-and-compression",
        features: &["client"],
        fixtures: &["checksums_compression_and_signing"],
        source: USE,
    },
    Program {
        name: "without-xml",
        features: &["client"],
        fixtures: &["xml_names_namespaces_and_flattening"],
        source: USE,
    },
    Program {
        name: "without-cbor",
        features: &["client"],
        fixtures: &["cbor_alone"],
        source: USE,
    },
    Program {
        name: "without-drivers",
        features: &["client"],
        fixtures: &["pages_and_a_waiter", "event_streams_are_told"],
        source: include_str!("features/without_drivers.rs"),
    },
    Program {
        name: "without-client",
        features: &[],
        fixtures: &["pages_and_a_waiter"],
        source: USE,
    },
];

/// A program that uses its service, so that more errors could come after the first.
const USE: &str = "
pub fn client() -> Result<service::Client, service::ConfigError> {
    let credentials = service::Credentials::new(\"a\", \"b\");
    service::Client::builder().region(\"a\").credentials(credentials).build()
}
";

impl Program {
    fn write(&self, crates: &Path) {
        let folder = crates.join(self.name);
        fs::create_dir_all(folder.join("src")).unwrap();
        for fixture in self.fixtures {
            let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
            let service = shapesmith::Service::load(model.join(fixture)).unwrap();
            let source = service.to_source().unwrap();
            fs::write(folder.join(format!("{fixture}.rs")), source).unwrap();
        }
        let module = match self.fixtures {
            [only] => format!("pub mod service {{\n    include!(\"../{only}.rs\");\n}}\n"),
            _ => String::new(),
        };
        fs::write(folder.join("src/lib.rs"), module + self.source).unwrap();
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
        let runtime = runtime.canonicalize().unwrap();
        let (name, features, runtime) = (self.name, self.features, runtime.display());
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             shapesmith-runtime = {{ path = \"{runtime}\", default-features = false, features = {features:?} }}\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    }

    /// The errors of its build: of each what rustc says, at the place that it points to, with what there is to do.
    fn errors(&self, folder: &Path, target: &Path) -> String {
        let arguments = ["check", "--quiet", "--message-format=json", "--package"];
        let output = hosts::cargo(folder, target, &[&arguments[..], &[self.name]].concat());
        let lines = String::from_utf8_lossy(&output.stdout);
        let messages = lines
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        let messages = messages.filter(|line| line["message"]["level"] == "error");
        let mut told: Vec<String> = messages.map(|line| error(&line["message"])).collect();
        told.retain(|error| !error.starts_with("aborting"));
        told.sort();
        told.concat()
    }
}

fn error(message: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut told = text(&message["message"]) + "\n";
    let spans = message["spans"].as_array().unwrap();
    // What a macro says is said of its whole text.
    let of_macro = |span: &&Value| text(&span["expansion"]["macro_decl_name"]).ends_with('!');
    let spans = spans.iter().filter(|span| !of_macro(span));
    for span in spans.filter(|span| span["is_primary"] == true) {
        let line = text(&span["text"][0]["text"]);
        told.push_str(&format!(
            "  | {}\n  | {}\n",
            line.trim(),
            text(&span["label"])
        ));
    }
    let notes = message["children"].as_array().unwrap().iter();
    let notes = notes.map(|note| text(&note["message"]));
    for note in notes.filter(|note| note.contains("feature")) {
        told.push_str(&format!("  = {note}\n"));
    }
    told + "\n"
}

#[test]
fn a_program_is_told_what_it_lacks_when_it_is_built() {
    let all = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (folder, target) = (all.join("features"), all.join("compiled"));
    let _ = fs::remove_dir_all(&folder);
    for program in &PROGRAMS {
        program.write(&folder.join("crates"));
    }
    hosts::workspace(&folder);
    let told = PROGRAMS.iter().map(|program| {
        let errors = program.errors(&folder, &target);
        format!("== {} ==\n{errors}", program.name)
    });
    let told = told.collect::<String>();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/features");
    insta::with_settings!({snapshot_path => folder, prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!("told", told);
    });
}
