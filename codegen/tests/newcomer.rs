//! A project begun by `shapesmith init`, and what stops a beginner that no snapshot can hold.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An empty folder of the test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("newcomer-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A model in `models` of the folder.
fn put_model(folder: &Path, service: &str) {
    let to = folder.join("models").join(service).join("2026-01-01");
    fs::create_dir_all(&to).unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages_and_a_waiter");
    fs::copy(fixture.join("service-2.json"), to.join("service-2.json")).unwrap();
}

fn shapesmith(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shapesmith"));
    command.current_dir(folder);
    command
}

fn run(folder: &Path, words: &[&str]) -> Output {
    shapesmith(folder).args(words).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_project_that_init_began_is_generated_and_fresh() {
    let folder = folder("init");
    for service in ["tiny", "other.svc"] {
        put_model(&folder, service);
    }
    let output = run(&folder, &["init"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("wrote shapesmith.toml"));
    for words in [[].as_slice(), &["check"]] {
        let output = run(&folder, words);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    }
    for name in ["tiny", "other-svc"] {
        let manifest = fs::read_to_string(folder.join("generated").join(name).join("Cargo.toml"));
        assert!(manifest.unwrap().contains(&format!("name = \"{name}\"")));
    }
}

#[test]
fn init_takes_the_model_and_the_folder_that_it_is_given() {
    let folder = folder("init-given");
    put_model(&folder, "tiny");
    fs::rename(folder.join("models"), folder.join("what I've \"found\"")).unwrap();
    let given = [
        "init",
        "--model",
        "what I've \"found\"/tiny",
        "--out",
        "crates",
    ];
    let output = run(&folder, &given);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let output = run(&folder, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(folder.join("crates/tiny/src/lib.rs").exists());
}

#[test]
fn init_leaves_a_configuration_alone_and_writes_none_for_all_of_aws() {
    let folder = folder("init-refuses");
    put_model(&folder, "tiny");
    fs::write(folder.join("shapesmith.toml"), "# mine\n").unwrap();
    assert_eq!(run(&folder, &["init"]).status.code(), Some(2));
    let kept = fs::read_to_string(folder.join("shapesmith.toml")).unwrap();
    assert_eq!(kept, "# mine\n");

    fs::remove_file(folder.join("shapesmith.toml")).unwrap();
    for number in 0..30 {
        put_model(&folder, &format!("service{number}"));
    }
    let output = run(&folder, &["init"]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains("there are 31 services in it"), "{said}");
    assert!(!folder.join("shapesmith.toml").exists());
}

#[test]
fn in_a_folder_of_a_project_the_way_to_its_configuration_is_told() {
    let folder = folder("below");
    fs::write(folder.join("shapesmith.toml"), "").unwrap();
    let below = folder.join("src/deeper");
    fs::create_dir_all(&below).unwrap();
    let output = run(&below, &["check"]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains("there is one in `../..`"), "{said}");
    assert!(said.contains("--config ../../shapesmith.toml"), "{said}");
}

/// Whoever is root may write everywhere, so the command runs as nobody there; where that can't be, nothing is tested.
#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_told_with_what_to_do() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;

    let folder = std::env::temp_dir().join(format!("shapesmith-readonly-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    put_model(&folder, "tiny");
    let locked = folder.join("locked");
    fs::create_dir(&locked).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
    let arguments = ["generate", "--model", "models/tiny", "--out", "locked/tiny"];
    let is_root = fs::write(locked.join("probe"), "").is_ok();
    let mut command = shapesmith(&folder);
    if is_root {
        command.uid(65534);
    }
    match command.args(arguments).output() {
        Ok(output) => {
            let said = text(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(said.contains("locked"), "{said}");
            let help = "you may not write there: choose another folder, or change its permissions";
            assert!(said.contains(help), "{said}");
        }
        Err(error) => println!("skipped: the command can't run as nobody: {error}"),
    }
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn an_error_that_a_build_scripts_main_returns_reads_like_its_display() {
    let Err(of_a_path) = shapesmith::Service::load("modles/fsx") else {
        unreachable!("there is no such folder");
    };
    let service = shapesmith::Service::load("../models/fsx").unwrap();
    let of_a_model = service
        .operations(["CreateBakcup"])
        .to_source()
        .unwrap_err();
    for (error, hint) in [
        (of_a_path, "there is no `modles`"),
        (of_a_model, "did you mean `CreateBackup`?"),
    ] {
        // What `main` prints of an error that it returns.
        let printed = format!("Error: {error:?}");
        assert!(printed.ends_with(&error.to_string()), "{printed}");
        assert!(
            printed.contains(hint) && !printed.contains("\\n"),
            "{printed}"
        );
        assert!(!printed.contains("Diagnostic"), "{printed}");
    }
}
