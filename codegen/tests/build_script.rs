//! What cargo sees of a build script: which files it depends on, what it makes, and how it fails.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MODEL: &str = "../models/fsx/2018-03-01";

/// A build script in small; the tests run it in a process of its own, as cargo does.
#[test]
#[ignore = "run by the tests below"]
fn as_a_build_script() -> Result<(), shapesmith::Error> {
    let operation = env::var("OPERATION").unwrap();
    let models = env::var("MODELS").unwrap_or(MODEL.to_owned());
    // `model` or `model=file`, with commas between.
    for model in models.split(',') {
        let (model, file) = model.split_once('=').unwrap_or((model, ""));
        let service = shapesmith::Service::load(model)?.operations([&operation]);
        match file {
            "" => service.write_out_dir()?,
            file => service.file_name(file).write_out_dir()?,
        }
    }
    Ok(())
}

fn out_dir(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn script(operation: &str, out_dir: &Path) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "--ignored", "--nocapture", "as_a_build_script"])
        .env("OPERATION", operation)
        .env("OUT_DIR", out_dir);
    command
}

fn build(operation: &str, out_dir: &Path) -> Output {
    script(operation, out_dir).output().unwrap()
}

fn told(output: &Output) -> Vec<String> {
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| line.split("cargo::rerun-if-changed=").nth(1))
        .map(str::to_owned)
        .collect()
}

/// A copy of the model as another version.
fn version(models: &Path, service: &str, version: &str) -> String {
    let folder = models.join(service).join(version);
    fs::create_dir_all(&folder).unwrap();
    let text = fs::read_to_string(Path::new(MODEL).join("service-2.json")).unwrap();
    let text = text.replace("2018-03-01", version);
    fs::write(folder.join("service-2.json"), text).unwrap();
    folder.to_str().unwrap().to_owned()
}

#[test]
fn cargo_is_told_every_file_that_was_read_and_the_folders_where_one_may_appear() {
    let folder = out_dir("build-told");
    let output = build("CreateBackup", &folder);
    assert!(output.status.success());
    let told = told(&output);
    let files = [
        "../models/fsx",
        "../models/fsx/2018-03-01",
        "../models/fsx/2018-03-01/endpoint-rule-set-1.json",
        "../models/fsx/2018-03-01/examples-1.json",
        "../models/fsx/2018-03-01/paginators-1.json",
        "../models/fsx/2018-03-01/service-2.json",
        "../models/fsx/overlay.toml",
    ];
    assert_eq!(told, files);
    let made = fs::read_to_string(folder.join("fsx.rs")).unwrap();
    assert!(made.contains("pub fn create_backup(") && !made.contains("pub fn tag_resource("));
}

#[test]
fn the_runtime_may_lie_in_a_module() {
    let service = || shapesmith::Service::load(MODEL).unwrap();
    let source = service()
        .operations(["TagResource"])
        .runtime("crate::vendored::runtime")
        .to_source()
        .unwrap();
    assert!(source.contains("use crate::vendored::runtime::"));
    assert!(!source.contains("shapesmith_runtime"));
    let refused = service().runtime("vendored::runtime").to_source();
    let said = refused.unwrap_err().to_string();
    assert!(said.contains("error[bad-runtime]"), "{said}");
}

#[test]
fn a_second_build_leaves_the_file_alone() {
    let folder = out_dir("build-twice");
    let written = || {
        assert!(build("TagResource", &folder).status.success());
        let made = fs::metadata(folder.join("fsx.rs")).unwrap();
        made.modified().unwrap()
    };
    assert_eq!(written(), written());
}

#[test]
fn a_mistake_is_shown_as_cargo_prints_it() {
    let folder = out_dir("build-mistake");
    let output = build("CreateBakcup", &folder);
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    for part in [
        "the service could not be generated",
        "error[unknown-operation]: there is no operation `CreateBakcup`",
        "--> ../models/fsx/2018-03-01/service-2.json",
        "did you mean `CreateBackup`?",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert!(!folder.join("fsx.rs").exists());
}

#[test]
fn two_versions_are_two_files_or_an_error() {
    let (models, out) = (out_dir("build-versions"), out_dir("build-versions-out"));
    let (old, new) = (
        version(&models, "fsx", "2018-03-01"),
        version(&models, "fsx", "2024-01-01"),
    );
    let run = |models: String| {
        let mut script = script("TagResource", &out);
        script.env("MODELS", models).output().unwrap()
    };
    let output = run(format!("{old},{new}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    for part in [&old, &new, ".file_name(\"other.rs\")"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert!(run(format!("{old}=old.rs,{new}")).status.success());
    let text = |file| fs::read_to_string(out.join(file)).unwrap();
    assert!(text("old.rs").contains("fsx/2018-03-01") && text("fsx.rs").contains("fsx/2024-01-01"));
    assert!(
        run(format!("{old},{old}")).status.success(),
        "it is the same file"
    );
}

#[test]
fn a_file_has_a_plain_name() {
    let out = out_dir("build-names");
    for name in [
        "../x.rs",
        "x",
        "/x.rs",
        ".rs",
        "a/b.rs",
        "con.rs",
        "Lpt1.old.rs",
    ] {
        let mut script = script("TagResource", &out);
        let output = script.env("MODELS", format!("{MODEL}={name}")).output();
        assert!(!output.unwrap().status.success(), "{name}");
    }
    assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
}

/// What a build script says: orders to cargo, beside what the test around it prints.
fn orders(output: &Output) -> Vec<String> {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let orders = said.split("cargo:").skip(1);
    orders
        .map(|order| format!("cargo:{}", order.lines().next().unwrap_or_default()))
        .collect()
}

#[cfg(unix)]
#[test]
fn the_name_of_a_folder_is_no_order_to_cargo() {
    let (models, out) = (out_dir("build-orders"), out_dir("build-orders-out"));
    for name in ["a\ncargo::evil", "a\rcargo::evil", "a\u{1b}[2J", "a "] {
        let folder = version(&models, name, "2018-03-01");
        let mut script = script("TagResource", &out);
        let output = script.env("MODELS", format!("{folder}=toy.rs")).output();
        let output = output.unwrap();
        assert!(!output.status.success(), "{name:?}");
        assert_eq!(orders(&output), Vec::<String>::new(), "{name:?}");
        let said = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("cargo can't be told"), "{said}");
        assert!(!said.contains(['\u{1b}', '\r']), "{said:?}");
        assert!(!out.join("toy.rs").exists());
    }
}

#[test]
fn a_folder_with_the_build_folder_in_it_is_not_named() {
    let package = out_dir("build-beside");
    let service = Path::new(MODEL).join("service-2.json");
    fs::copy(service, package.join("service-2.json")).unwrap();
    let out = package.join("target/out");
    fs::create_dir_all(&out).unwrap();
    let run = || {
        let mut script = script("TagResource", &out);
        script.env("CARGO_MANIFEST_DIR", &package);
        let file = format!("{}=toy.rs", package.join("service-2.json").display());
        let output = script.env("MODELS", file).output().unwrap();
        assert!(output.status.success());
        told(&output)
            .into_iter()
            .map(PathBuf::from)
            .collect::<Vec<_>>()
    };
    let told = run();
    assert!(told.contains(&package.join("service-2.json")), "{told:?}");
    assert!(
        told.iter()
            .all(|path| path.exists() && !out.starts_with(path)),
        "{told:?}"
    );
    assert_eq!(run(), told);
    fs::write(package.join("overlay.toml"), "").unwrap();
    assert!(run().contains(&package.join("overlay.toml")));
}

#[test]
fn many_at_once_in_one_folder_all_succeed() {
    let package = out_dir("build-at-once");
    let service = Path::new(MODEL).join("service-2.json");
    fs::copy(service, package.join("service-2.json")).unwrap();
    let out = package.join("target/out");
    fs::create_dir_all(&out).unwrap();
    for _ in 0..3 {
        let started: Vec<_> = (0..8)
            .map(|_| {
                let mut script = script("TagResource", &out);
                let file = format!("{}=toy.rs", package.join("service-2.json").display());
                script
                    .env("CARGO_MANIFEST_DIR", &package)
                    .env("MODELS", file);
                script.stdout(std::process::Stdio::null()).spawn().unwrap()
            })
            .collect();
        for mut running in started {
            assert!(running.wait().unwrap().success());
        }
    }
    // The file and, where there are links, their folder.
    assert!(out.join("toy.rs").exists() && fs::read_dir(&out).unwrap().count() <= 2);
}
