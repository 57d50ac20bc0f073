//! README.md's first program, built and run exactly as it is printed there.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fsx_server::{Plan, Server};
use shapesmith_tests::readme;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// What a command printed, after it succeeded.
fn printed(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}\n{said}");
    String::from_utf8(output.stdout).unwrap()
}

/// A folder outside of every workspace, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let name = format!("shapesmith-first-program-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(folder.join("src")).unwrap();
        Self(folder)
    }

    /// Writes what the README prints; the checkout is found where it is.
    fn write(&self, file: &str, text: &str) {
        let checkout = format!("\"{}/", root().to_str().unwrap().replace('\\', "/"));
        let text = text.replace("\"../shapesmith/", &checkout);
        fs::write(self.0.join(file), text).unwrap();
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(arguments)
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", root().join("target/first-program"));
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a Cargo.toml depends on, whatever the way to the checkout.
fn dependencies(text: &str) -> [toml::Value; 2] {
    let manifest: toml::Table = toml::from_str(text).unwrap();
    ["dependencies", "build-dependencies"].map(|kind| {
        let mut found = manifest[kind].clone();
        for (_, dependency) in found.as_table_mut().unwrap() {
            if let Some(path) = dependency.get_mut("path") {
                let last = path.as_str().unwrap().rsplit('/').next().unwrap();
                *path = last.to_owned().into();
            }
        }
        found
    })
}

#[test]
fn the_first_program_is_complete() {
    let section = readme::section("Your first program");
    let [manifest] = readme::blocks(&section, "toml").try_into().unwrap();
    let [script, program] = readme::blocks(&section, "rust").try_into().unwrap();
    let folder = Folder::new();
    folder.write("Cargo.toml", &manifest);
    folder.write("build.rs", &script);
    folder.write("src/main.rs", &program);
    fs::copy(root().join("Cargo.lock"), folder.0.join("Cargo.lock")).unwrap();
    let tested = printed(&mut folder.cargo(&["test"]));
    assert!(tested.contains("1 passed"), "{tested}");
    let server = Server::start(Plan::default()).unwrap();
    let ran = printed(
        folder
            .cargo(&["run", "--", "fs-0000000000000000b"])
            .env("AWS_ENDPOINT_URL_FSX", server.endpoint())
            .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
            .env("AWS_SECRET_ACCESS_KEY", "secret"),
    );
    let [backup] = server.backups().try_into().unwrap();
    assert_eq!(ran.trim(), backup.id);
}

#[test]
fn list_prints_the_lines_that_the_first_program_depends_on() {
    let section = readme::section("Your first program");
    let [manifest] = readme::blocks(&section, "toml").try_into().unwrap();
    let model = root().join("models/fsx/2018-03-01");
    let said = printed(
        Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--package", "shapesmith", "--", "list"])
            .arg(model)
            .args(["--operations", "CreateBackup,DescribeBackups"])
            .current_dir(root()),
    );
    let (_, lines) = said.split_once("[dependencies]").unwrap();
    let lines = format!("[dependencies]{lines}");
    assert_eq!(dependencies(&lines), dependencies(&manifest));
}
