//! When cargo runs a build script again: after each change of what it read, and never without one.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail so")]

#[allow(dead_code, reason = "the hosts of generated code aren't needed here")]
mod hosts;

use std::fs;
use std::path::{Path, PathBuf};

/// Where a program has its model, and the path that its build script loads.
const PROGRAMS: [(&str, &str); 3] = [
    ("beside", "service-2.json"),
    ("apart", "models/toy"),
    ("linked", "models/toy/2020-01-01"),
];

fn put(path: PathBuf, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A program whose build script leaves a mark in `counted` each time.
fn program(folder: &Path, name: &str, model: &str, counted: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .canonicalize()
        .unwrap();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[build-dependencies]\n\
         shapesmith = {{ path = '{}', default-features = false }}\n",
        root.display()
    );
    let script = format!(
        r##"use std::io::Write as _;

fn main() -> Result<(), shapesmith::Error> {{
    let mut counted = std::fs::File::options().create(true).append(true).open(r#"{}"#).unwrap();
    counted.write_all(b"x").unwrap();
    shapesmith::Service::load("{model}")?.file_name("toy.rs").write_out_dir()
}}
"##,
        counted.display()
    );
    put(folder.join("Cargo.toml"), &manifest);
    put(folder.join("build.rs"), &script);
    put(folder.join("src/lib.rs"), "//! A program.\n");
}

/// The folder with the model's files, as the user sees it.
fn version(folder: &Path, name: &str) -> PathBuf {
    if name == "beside" {
        folder.to_owned()
    } else {
        folder.join("models/toy/2020-01-01")
    }
}

#[test]
fn a_script_runs_again_after_each_change_and_only_then() {
    let all = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (root, target) = (all.join("rebuilt"), all.join("compiled"));
    let _ = fs::remove_dir_all(&root);
    let counted = |name: &str| root.join("counted").join(name);
    let folder = |name: &str| root.join("crates").join(name);
    fs::create_dir_all(root.join("counted")).unwrap();
    fs::create_dir_all(root.join("elsewhere")).unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages_and_a_waiter");
    let model = fs::read_to_string(fixture.join("service-2.json")).unwrap();
    for (name, path) in PROGRAMS {
        program(&folder(name), name, path, &counted(name));
        if name == "linked" {
            std::os::unix::fs::symlink("../../elsewhere", folder(name).join("models")).unwrap();
        }
        put(version(&folder(name), name).join("service-2.json"), &model);
    }
    hosts::workspace(&root);
    let changes: [(&str, &str); 5] = [
        ("", ""),
        ("overlay.toml", "# Nothing yet.\n"),
        ("waiters-2.json", "{\"version\": 2, \"waiters\": {}}\n"),
        ("overlay.toml", "[service]\ndocumentation = \"A toy.\"\n"),
        ("service-2.json", &(model.clone() + "\n")),
    ];
    for (number, (file, text)) in changes.iter().enumerate() {
        for (name, _) in PROGRAMS.iter().filter(|_| !file.is_empty()) {
            put(version(&folder(name), name).join(file), text);
        }
        for again in ["", ", once more"] {
            hosts::succeeds(&root, &target, &["build", "--workspace", "--quiet"]);
            for (name, _) in PROGRAMS {
                let times = fs::read(counted(name)).unwrap().len();
                assert_eq!(times, number + 1, "{name} after `{file}`{again}");
            }
        }
    }
}
