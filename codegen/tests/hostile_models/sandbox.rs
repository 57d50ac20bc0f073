//! The folder in which everything happens, and what is done there: files, orders to cargo, builds.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Names that Windows has for devices.
const DEVICES: [&str; 6] = ["aux", "com1", "con", "lpt9", "nul", "prn"];

pub struct Sandbox {
    root: PathBuf,
    /// Some folders deeper, so that `../../..` leads to a place that is looked at.
    work: PathBuf,
}

impl Sandbox {
    pub fn new() -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile-models");
        let _ = fs::remove_dir_all(&root);
        let work = root.join("a/b/c/work");
        fs::create_dir_all(&work).unwrap();
        Self { root, work }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A folder of the work.
    pub fn folder(&self, name: &str) -> PathBuf {
        let folder = self.work.join(name);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    /// The crate of a model.
    pub fn generate(&self, model: &Path, name: &str) {
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
        let out = self.work.join("crates").join(name);
        let output = Command::new(env!("CARGO_BIN_EXE_shapesmith"))
            .args(["generate", "--crate-name", name, "--model"])
            .arg(model)
            .arg("--out")
            .arg(&out)
            .arg("--runtime-path")
            .arg(runtime.canonicalize().unwrap())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{said}");
        let hidden = said
            .chars()
            .find(|c| *c != '\n' && crate::output::is_hidden(*c));
        assert_eq!(hidden, None, "{said}");
        crate::output::Output::of_crate(&out).check(name);
    }

    /// Runs a build script for the models: cargo hears nothing but paths and warnings.
    pub fn obeys_no_model(&self) {
        let out = self.folder("out");
        let models = self.work.join("models");
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--ignored", "--nocapture", "as_a_build_script"])
            .env("MODELS", &models)
            .env("OUT_DIR", &out)
            .env("CARGO_MANIFEST_DIR", &out)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(
            output.status.success(),
            "{said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let mut counts = [0, 0];
        for line in said.lines() {
            if let Some(path) = line.strip_prefix("cargo::rerun-if-changed=") {
                assert!(
                    Path::new(path).starts_with(&models) && Path::new(path).exists(),
                    "{line}"
                );
                counts[0] += 1;
            } else if line.starts_with("cargo::warning=") {
                counts[1] += 1;
            } else {
                let of_the_test = line.is_empty()
                    || line.starts_with("running 1 test")
                    || line.starts_with("test ")
                    || line == "ok"
                    || line.ends_with(" MB of memory at the most");
                assert!(of_the_test, "{line:?}");
            }
            let hidden = line.chars().find(|c| crate::output::is_hidden(*c));
            assert_eq!(hidden, None, "{line:?}");
        }
        assert!(counts[0] > 0 && counts[1] > 0, "{said}");
        println!(
            "a build script: {} paths and {} warnings, directives of a model's making 0",
            counts[0], counts[1]
        );
    }

    /// Compiles, documents and tests the crates; says how many doc tests there are.
    pub fn build(&self) -> usize {
        let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n";
        fs::write(self.work.join("Cargo.toml"), manifest).unwrap();
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        fs::copy(lock, self.work.join("Cargo.lock")).unwrap();
        for command in [&["check", "--quiet"][..], &["doc", "--quiet", "--no-deps"]] {
            let output = self.cargo(command);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{command:?}\n{said}");
        }
        let output = self.cargo(&["test", "--doc"]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let tests = said
            .lines()
            .filter(|line| line.starts_with("test ") && !line.starts_with("test result"));
        tests
            .inspect(|line| assert!(line.ends_with(" - compile ... ok"), "it was run: {line}"))
            .count()
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiled");
        Command::new(env!("CARGO"))
            .args(arguments)
            .args([
                "--workspace",
                "--no-default-features",
                "--features",
                "async",
            ])
            .current_dir(&self.work)
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings")
            .env("CARGO_TARGET_DIR", target)
            .output()
            .unwrap()
    }

    /// Looks at every file: none outside of the work, none of a name that a system can't hold, and the crates have those
    /// that the first of them has.
    pub fn holds_nothing_else(&self) {
        let mut files = Vec::new();
        collect(&self.root, &mut files);
        for file in &files {
            assert!(
                file.starts_with(&self.work),
                "written outside: {}",
                file.display()
            );
            for part in file.strip_prefix(&self.work).unwrap() {
                let part = part.to_str().unwrap().to_lowercase();
                let stem = part.split('.').next().unwrap();
                assert!(!DEVICES.contains(&stem), "a device: {}", file.display());
                let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
                assert!(
                    part.chars().all(plain) && !part.contains("evil"),
                    "{}",
                    file.display()
                );
            }
        }
        let of = |place: &Path| -> BTreeSet<PathBuf> {
            let within = files
                .iter()
                .filter_map(|file| file.strip_prefix(place).ok());
            let without_numbers = within.map(|path| {
                path.display()
                    .to_string()
                    .replace(|c: char| c.is_ascii_digit(), "")
            });
            without_numbers.map(PathBuf::from).collect()
        };
        let crates = self.work.join("crates");
        let first = of(&crates.join("tiny-0"));
        for entry in fs::read_dir(&crates).unwrap() {
            assert_eq!(of(&entry.unwrap().path()), first);
        }
        let mut beside: Vec<String> = fs::read_dir(&self.work)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.starts_with("single-"))
            .collect();
        beside.sort();
        assert_eq!(
            beside,
            ["Cargo.lock", "Cargo.toml", "crates", "models", "out"]
        );
        for entry in fs::read_dir(self.work.join("out")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(
                name.starts_with("tiny_") || name.starts_with("tiny-"),
                "{name}"
            );
        }
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
