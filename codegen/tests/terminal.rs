//! Whatever models, folders and files are called and hold: no line of the command steers a terminal, and messages for
//! tools are JSON.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]
#![cfg(all(feature = "cli", unix))]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Clears the screen, turns the text around, and goes on as a message of ours.
const HOSTILE: &str = "a\u{1b}[2J\u{9b}31m\u{202e}\rb\nerror: c";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn shapesmith(arguments: &[&str], places: &[(&str, &Path)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shapesmith"));
    command.args(arguments);
    for (option, place) in places {
        command.args(Some(option).filter(|option| !option.is_empty()));
        command.arg(place);
    }
    command.output().unwrap()
}

/// What was said, when it is harmless.
fn said(output: &Output) -> String {
    let mut whole = String::new();
    for stream in [&output.stdout, &output.stderr] {
        let text = String::from_utf8(stream.clone()).unwrap();
        let steers = |c: char| c.is_control() && c != '\n' && c != '\t' || c == '\u{202e}';
        assert!(!text.contains(steers), "{text:?}");
        assert!(!text.contains("\nerror: c"), "{text:?}");
        whole.push_str(&text);
    }
    whole
}

/// A small model below a folder of this name, with waiters that make it tell something.
fn model(root: &Path, name: &str) -> PathBuf {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let folder = root.join(name);
    fs::create_dir_all(&folder).unwrap();
    for file in ["service-2.json", "waiters-2.json"] {
        fs::copy(
            fixtures.join("pages_and_a_waiter").join(file),
            folder.join(file),
        )
        .unwrap();
    }
    folder
}

#[test]
fn no_name_and_no_content_steers_the_terminal() {
    let root = folder("terminal");
    let model = model(&root, HOSTILE);
    let out = root.join("out").join(HOSTILE);
    let places = [("--model", model.as_path()), ("--out", out.as_path())];
    let named = ["--crate-name", "tiny"];
    let run = |command: &str| shapesmith(&[&[command], &named[..]].concat(), &places);
    let output = run("generate");
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("wrote "));
    // A stale file is shown.
    let stale = out.join("src/lib.rs");
    let text = fs::read_to_string(&stale).unwrap();
    fs::write(&stale, text + "// \u{1b}[2J \u{202e}\n").unwrap();
    let output = run("check");
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("stale "));
    let listed = shapesmith(&["list", "--names"], &[("", &model)]);
    assert!(listed.status.success(), "{}", said(&listed));
    let models = root.join("models");
    let imported = shapesmith(
        &["import", "--source-version", HOSTILE],
        &[("--to", &models.join(HOSTILE)), ("", &model)],
    );
    said(&imported);
}

#[test]
fn what_is_wrong_is_told_without_steering_the_terminal_and_as_json_to_tools() {
    let root = folder("terminal-wrong");
    let model = model(&root, HOSTILE);
    let service = model.join("service-2.json");
    let mut content: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&service).unwrap()).unwrap();
    content["metadata"]["endpointPrefix"] = HOSTILE.into();
    content["shapes"][HOSTILE] = serde_json::json!({"type": HOSTILE, HOSTILE: 1});
    fs::write(&service, content.to_string()).unwrap();
    let out = root.join("out");
    let absent = root.join("absent").join(HOSTILE);
    let broken = root.join("broken.toml");
    fs::write(
        &broken,
        format!("[[crate]]\nmodel = {:?}\n# \u{1b}[2J", "a"),
    )
    .unwrap();
    for places in [
        &[("--model", model.as_path()), ("--out", out.as_path())][..],
        &[("--model", absent.as_path()), ("--out", out.as_path())],
        &[("--config", absent.as_path())],
        &[("--config", broken.as_path())],
    ] {
        let output = shapesmith(&["generate"], places);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("error"));
        let output = shapesmith(&["generate", "--message-format", "json"], places);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(!told.is_empty());
        for line in told.lines() {
            let message: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(message["message"].is_string(), "{line}");
        }
    }
}
