//! Crates of strangers that include generated files: what they forbid, and what of theirs could get in the way.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// What a host warns of, and takes for an error.
const STRICT: &str =
    "#![deny(warnings, missing_docs, unreachable_pub)]\n#![warn(clippy::pedantic)]\n";

/// What the runtime has to offer for services of every protocol.
const FEATURES: &str = r#"features = ["xml", "cbor", "checksum", "compression"]"#;

/// Names of macros and attributes that generated code, or what the runtime's macros make of it, may use.
const MACROS: [&str; 43] = [
    "Clone",
    "Debug",
    "Default",
    "PartialEq",
    "__enumeration",
    "__error",
    "__missing_features",
    "__needs_cbor",
    "__needs_checksum",
    "__needs_client",
    "__needs_compression",
    "__needs_xml",
    "__order",
    "__serde",
    "__shown",
    "__structure",
    "__union",
    "__wire",
    "allow",
    "assert",
    "cfg",
    "client",
    "compile_error",
    "concat",
    "deprecated",
    "derive",
    "doc",
    "error",
    "format",
    "include_str",
    "inline",
    "matches",
    "non_exhaustive",
    "operation",
    "panic",
    "requires_features",
    "requires_tables",
    "stringify",
    "tables",
    "types",
    "unreachable",
    "vec",
    "wire",
];

/// Names of crates that the file's own modules have too.
const CRATES: [&str; 9] = [
    "calls",
    "client",
    "enumerations",
    "error",
    "exceptions",
    "operation",
    "structures",
    "tables",
    "types",
];

/// How a host holds the modules.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Private ones in a binary that uses nothing of them.
    Privately,
    /// Public ones in a library.
    Publicly,
}

/// A crate that includes generated files.
pub struct Host {
    pub name: &'static str,
    edition: &'static str,
    holds: Holds,
    /// What stands before the modules.
    before: String,
    /// How generated code calls the runtime.
    pub runtime: &'static str,
    dependencies: String,
}

impl Host {
    /// One that is merely strict.
    fn strict(name: &'static str, edition: &'static str, holds: Holds) -> Self {
        Self {
            name,
            edition,
            holds,
            before: STRICT.to_owned(),
            runtime: "::shapesmith_runtime",
            dependencies: of_runtime("shapesmith-runtime", ""),
        }
    }

    /// One where nothing is in sight that isn't imported.
    fn without_prelude(name: &'static str, edition: &'static str, holds: Holds) -> Self {
        let mut host = Self::strict(name, edition, holds);
        host.before.push_str("#![no_implicit_prelude]\n");
        host
    }

    /// One that has macros and dependencies of the names that generated code uses.
    fn with_our_names(name: &'static str, edition: &'static str, holds: Holds) -> Self {
        let mut host = Self::strict(name, edition, holds);
        for name in MACROS {
            host.before.push_str(&format!(
                "/// Not for generated code.\n#[macro_export]\nmacro_rules! {name} {{\n    ($($any:tt)*) => {{\n        \
                 ::std::compile_error!(\"the host's own `{name}`\");\n    }};\n}}\n"
            ));
        }
        for name in CRATES {
            host.dependencies
                .push_str(&format!("{name} = {{ path = \"{name}\" }}\n"));
        }
        host
    }

    /// One that depends on the runtime under another name.
    fn with_renamed_runtime(name: &'static str, edition: &'static str, holds: Holds) -> Self {
        Self {
            runtime: "::rt",
            dependencies: of_runtime("rt", "package = \"shapesmith-runtime\", "),
            ..Self::strict(name, edition, holds)
        }
    }

    /// One that re-exports the runtime.
    fn with_vendored_runtime(name: &'static str, edition: &'static str, holds: Holds) -> Self {
        let mut host = Self::strict(name, edition, holds);
        host.runtime = "crate::vendored::runtime";
        host.before
            .push_str("mod vendored {\n    pub(crate) use ::shapesmith_runtime as runtime;\n}\n");
        host
    }

    /// Writes the crate with a module for each file.
    pub fn write(&self, crates: &Path, files: &[(String, String)]) {
        let folder = crates.join(self.name);
        fs::create_dir_all(folder.join("src")).unwrap();
        let mut text = format!("//! A host.\n{}", self.before);
        for (name, source) in files {
            fs::write(folder.join(format!("{name}.rs")), source).unwrap();
            let visible = match self.holds {
                Holds::Privately => "",
                Holds::Publicly => "/// A service.\npub ",
            };
            text.push_str(&format!(
                "{visible}mod {name} {{\n    ::std::include!(\"../{name}.rs\");\n}}\n"
            ));
        }
        let root = match self.holds {
            Holds::Privately => {
                text.push_str("fn main() {}\n");
                "main.rs"
            }
            Holds::Publicly => "lib.rs",
        };
        fs::write(folder.join("src").join(root), text).unwrap();
        let (name, edition, dependencies) = (self.name, self.edition, &self.dependencies);
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"{edition}\"\n\n[dependencies]\n{dependencies}"
        );
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        for name in CRATES {
            if self.dependencies.contains(&format!("\"{name}\"")) {
                nothing(&folder.join(name), name);
            }
        }
    }
}

/// Every kind of host.
pub fn all() -> [Host; 10] {
    use Holds::{Privately, Publicly};
    [
        Host::strict("private-2018", "2018", Privately),
        Host::strict("private-2021", "2021", Privately),
        Host::strict("private-2024", "2024", Privately),
        Host::strict("public-2018", "2018", Publicly),
        Host::strict("public-2021", "2021", Publicly),
        Host::strict("public-2024", "2024", Publicly),
        Host::without_prelude("without-prelude", "2018", Privately),
        Host::with_our_names("with-our-names", "2021", Publicly),
        Host::with_renamed_runtime("renamed-runtime", "2024", Privately),
        Host::with_vendored_runtime("vendored-runtime", "2018", Publicly),
    ]
}

/// A crate with nothing in it but its name.
fn nothing(folder: &Path, name: &str) {
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(folder.join("src/lib.rs"), "//! Only a name.\n").unwrap();
    let manifest =
        format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
}

fn of_runtime(name: &str, renamed: &str) -> String {
    let runtime = root().join("runtime");
    let runtime = runtime.display();
    format!("{name} = {{ {renamed}path = \"{runtime}\", {FEATURES} }}\n")
}

/// The project's own folder.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Makes a workspace of all that lies in `crates`, with the same versions as the project's own.
pub fn workspace(folder: &Path) {
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n";
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
}

/// Lets a generated crate warn of what its user's other crates warn of.
pub fn be_strict(member: &Path) {
    let manifest = member.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    let lints = "\n[lints.rust]\nmissing_docs = \"warn\"\nunreachable_pub = \"warn\"\n\n[lints.clippy]\npedantic = \"warn\"\n";
    fs::write(manifest, text + lints).unwrap();
}

/// Runs cargo in the workspace; every warning is an error.
pub fn cargo(folder: &Path, target: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTDOCFLAGS", "-D warnings")
        .env("CARGO_TARGET_DIR", target)
        .output()
        .unwrap()
}

/// The same, for what has to go well.
pub fn succeeds(folder: &Path, target: &Path, arguments: &[&str]) {
    let output = cargo(folder, target, arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}\n{said}", arguments.join(" "));
}
