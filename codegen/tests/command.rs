//! The command as a user meets it: what it prints, writes and returns.

#![allow(clippy::unwrap_used, reason = "a helper of tests fails as they do")]
#![cfg(feature = "cli")]

mod files;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use files::content;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

fn shapesmith(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shapesmith"))
        .args(arguments)
        .current_dir(workspace())
        .output()
        .unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// An empty folder of the test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

const FSX: &str = "models/fsx/2018-03-01";

#[test]
fn the_checked_in_crate_is_fresh() {
    let output = shapesmith(&["check"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &stderr(&output);
    assert_eq!(
        output.status.code(),
        Some(0),
        "`cargo run` mends this:\n{said}"
    );
}

#[test]
fn two_runs_give_the_same_bytes() {
    let (first, second) = (folder("first"), folder("second/deeper"));
    // Otherwise each says from where it lies where the runtime is.
    let runtime = ["--runtime-path", "../runtime"];
    for (out, threads) in [(&first, "1"), (&second, "2")] {
        let places = ["--model", FSX, "--out", out.to_str().unwrap()];
        let arguments = [&["generate", "--threads", threads], &places[..], &runtime];
        let output = shapesmith(&arguments.concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    let (first, second) = (content(&first), content(&second));
    assert!(first.len() > 50 && first == second);
}

#[test]
fn an_unknown_operation_is_refused_with_a_hint_and_nothing_is_written() {
    let out = folder("unknown");
    let out_text = out.to_str().unwrap();
    let output = shapesmith(&[
        "generate",
        "--model",
        FSX,
        "--out",
        out_text,
        "--operations",
        "CreateBakcup,Nothing",
    ]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said.contains("there is no operation `CreateBakcup`")
            && said.contains("did you mean `CreateBackup`?"),
        "{said}"
    );
    assert!(
        said.contains("there is no operation `Nothing`"),
        "all at once: {said}"
    );
    assert!(content(&out).is_empty());
}

#[test]
fn a_wrong_model_and_a_wrong_operation_are_told_at_once() {
    let (model, out) = (folder("wrong-model"), folder("wrong-out"));
    let text = fs::read_to_string(workspace().join(FSX).join("service-2.json")).unwrap();
    let broken = text.replacen("\"idempotencyToken\"", "\"idempotentToken\"", 1);
    fs::write(model.join("service-2.json"), broken).unwrap();
    let arguments = ["generate", "--operations", "CreateBakcup", "--model"];
    let places = [model.to_str().unwrap(), "--out", out.to_str().unwrap()];
    let output = shapesmith(&[arguments.as_slice(), &places].concat());
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("did you mean `idempotencyToken`?"), "{said}");
    assert!(said.contains("did you mean `CreateBackup`?"), "{said}");
    assert!(content(&out).is_empty());
}

#[test]
fn of_several_services_none_is_written_when_one_is_wrong() {
    let (models, out) = (folder("several"), folder("several-out"));
    for (service, broken) in [("good", false), ("bad", true)] {
        let version = models.join(service).join("2018-03-01");
        fs::create_dir_all(&version).unwrap();
        let mut text = fs::read_to_string(workspace().join(FSX).join("service-2.json")).unwrap();
        if broken {
            text = text.replacen("\"idempotencyToken\"", "\"idempotentToken\"", 1);
        }
        fs::write(version.join("service-2.json"), text).unwrap();
    }
    let arguments = ["generate", "--model", models.to_str().unwrap(), "--out"];
    let generate = || shapesmith(&[arguments.as_slice(), &[out.to_str().unwrap()]].concat());
    let output = generate();
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("did you mean `idempotencyToken`?"), "{said}");
    assert!(said.contains("nothing was written: 1 of 2"), "{said}");
    assert!(content(&out).is_empty());

    fs::remove_dir_all(models.join("bad")).unwrap();
    assert_eq!(generate().status.code(), Some(0));
    assert!(!content(&out).is_empty());
}

#[cfg(unix)]
#[test]
fn what_the_disk_refuses_is_told_and_the_other_crates_are_written() {
    let (models, out) = (folder("refused"), folder("refused-out"));
    for service in ["good", "stuck"] {
        let version = models.join(service).join("2018-03-01");
        fs::create_dir_all(&version).unwrap();
        let model = workspace().join(FSX).join("service-2.json");
        fs::copy(model, version.join("service-2.json")).unwrap();
    }
    // A folder can't be made where a link leads nowhere.
    let in_the_way = out.join("stuck");
    std::os::unix::fs::symlink(out.join("nowhere"), &in_the_way).unwrap();
    let arguments = ["generate", "--model", models.to_str().unwrap(), "--out"];
    let generate = || shapesmith(&[arguments.as_slice(), &[out.to_str().unwrap()]].concat());
    let output = generate();
    let (said, answered) = (stderr(&output), String::from_utf8(output.stdout).unwrap());
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said.contains(&format!("{}: ", in_the_way.display())),
        "{said}"
    );
    assert!(out.join("good/src/lib.rs").exists() && !out.join("stuck/src/lib.rs").exists());
    let good = out.join("good");
    assert!(answered.contains(good.to_str().unwrap()), "{answered}");
    let wrongly = format!("{}: ", out.join("stuck").display());
    assert!(!answered.contains(&wrongly), "{answered}");

    fs::remove_file(in_the_way).unwrap();
    assert_eq!(generate().status.code(), Some(0));
    assert!(out.join("stuck/src/lib.rs").exists());
}

#[test]
fn messages_for_tools_are_json() {
    let out = folder("json");
    let arguments = [
        "--message-format",
        "json",
        "generate",
        "--model",
        FSX,
        "--out",
        out.to_str().unwrap(),
        "--operations",
        "Nope",
    ];
    let said = stderr(&shapesmith(&arguments));
    let line: serde_json::Value = serde_json::from_str(said.lines().next().unwrap()).unwrap();
    assert_eq!(
        (line["severity"].as_str(), line["code"].as_str()),
        (Some("error"), Some("unknown-operation"))
    );
    // What has no place in a model looks the same to a tool.
    for arguments in [
        ["--message-format", "json", "generate", "--bogus"],
        ["--message-format", "json", "check", "--config=nowhere.toml"],
        ["--message-format=json", "generate", "--model", "x"],
    ] {
        let output = shapesmith(&arguments);
        assert_eq!(output.status.code(), Some(2));
        let said = stderr(&output);
        let line: serde_json::Value = serde_json::from_str(said.trim_end()).unwrap();
        for key in ["severity", "code", "file", "path", "message", "hint"] {
            assert!(line.get(key).is_some(), "{key} in {line}");
        }
    }
}

#[test]
fn a_stale_crate_is_shown_and_left_alone() {
    let out = folder("stale");
    let out_text = out.to_str().unwrap();
    let base = [
        "--model",
        FSX,
        "--out",
        out_text,
        "--operations",
        "CreateBackup",
        "--runtime-path",
        "../runtime",
    ];
    assert_eq!(
        shapesmith(&[&["generate"], base.as_slice()].concat())
            .status
            .code(),
        Some(0)
    );
    let library = out.join("src/lib.rs");
    let edited = fs::read_to_string(&library).unwrap() + "// edited\n";
    fs::write(&library, &edited).unwrap();
    let output = shapesmith(&[&["check"], base.as_slice()].concat());
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("-// edited"));
    let mends = format!(
        "`shapesmith generate --model {FSX} --out {out_text} --operations CreateBackup --runtime-path ../runtime` mends them"
    );
    assert!(stderr(&output).contains(&mends), "{}", stderr(&output));
    let header = edited.lines().next().unwrap();
    assert!(
        header.starts_with(
            "// @generated by shapesmith from fsx/2018-03-01; \
             `shapesmith generate --model MODEL --out CRATE --operations CreateBackup --runtime-path ../runtime` makes it again. Checksum "
        ),
        "{header}"
    );
    assert_eq!(fs::read_to_string(&library).unwrap(), edited);
}

#[test]
fn the_runtime_may_have_another_name() {
    let out = folder("renamed");
    let arguments = ["generate", "--model", FSX, "--operations", "TagResource"];
    let generate = |runtime: &str| {
        let more = ["--runtime-path", "..", "--runtime", runtime];
        let more = [&more[..], &["--out", out.to_str().unwrap()]].concat();
        shapesmith(&[arguments.as_slice(), &more].concat())
    };
    let output = generate("crate::runtime");
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(said.contains("error[bad-runtime]"), "{said}");
    assert!(
        said.contains("name the dependency, as `::my_runtime`"),
        "{said}"
    );
    assert!(content(&out).is_empty());

    let output = generate("::my_runtime");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let command =
        "--operations TagResource --runtime-path .. --runtime ::my_runtime` makes it again.";
    for (path, text) in content(&out) {
        let text = String::from_utf8(text).unwrap();
        assert!(text.lines().next().unwrap().contains(command), "{text}");
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        assert!(!(is_rust && text.contains("shapesmith_runtime")), "{text}");
    }
    let manifest = fs::read_to_string(out.join("Cargo.toml")).unwrap();
    let manifest: toml::Value = toml::from_str(&manifest).unwrap();
    let dependency = &manifest["dependencies"]["my_runtime"];
    assert_eq!(dependency["package"].as_str(), Some("shapesmith-runtime"));
    let serde = manifest["features"]["serde"][0].as_str();
    assert_eq!(serde, Some("my_runtime/serde"));
}

#[test]
fn killing_it_leaves_each_file_old_or_new() {
    let (old, new) = (folder("kill-old"), folder("kill-new"));
    let generate = |out: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shapesmith"));
        command.args(["generate", "--model", FSX, "--out"]).arg(out);
        command
            .current_dir(workspace())
            .stdout(std::process::Stdio::null());
        command
    };
    assert!(generate(&new).status().unwrap().success());
    for round in 0..20 {
        let _ = fs::remove_dir_all(&old);
        for (path, text) in content(&new) {
            let path = old.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, [text.as_slice(), b"// old\n"].concat()).unwrap();
        }
        let mut running = generate(&old).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(round * 15));
        let _ = running.kill();
        running.wait().unwrap();
        let found: std::collections::BTreeMap<_, _> = content(&old).into_iter().collect();
        for (path, text) in content(&new) {
            let found = &found[&path];
            assert!(
                *found == text || *found == [text.as_slice(), b"// old\n"].concat(),
                "{} is half",
                path.display()
            );
        }
    }
    // What was left over is cleaned up by the next run.
    assert!(generate(&old).status().unwrap().success());
    assert!(content(&old) == content(&new));
}

#[test]
fn a_selection_keeps_only_what_it_reaches() {
    let out = folder("selection");
    let out_text = out.to_str().unwrap();
    let output = shapesmith(&[
        "generate",
        "--model",
        FSX,
        "--out",
        out_text,
        "--operations",
        "TagResource",
    ]);
    assert_eq!(output.status.code(), Some(0));
    let files: Vec<String> = content(&out)
        .into_iter()
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(files.contains(&"src/operation/tag_resource.rs".to_owned()));
    assert!(!files.iter().any(|file| file.contains("create_backup")));
}

#[test]
fn operations_are_listed_with_their_size() {
    let output = shapesmith(&["list", FSX]);
    let said = String::from_utf8(output.stdout).unwrap();
    let line = said
        .lines()
        .find(|line| line.starts_with("CreateBackup "))
        .unwrap();
    assert_eq!(
        line.split_whitespace().collect::<Vec<_>>(),
        ["CreateBackup", "180", "shapes"]
    );
}

#[test]
fn the_first_time_a_crate_is_written_it_is_told_how_to_depend_on_it() {
    let out = folder("depended-on").join("fsx");
    let places = ["--model", FSX, "--out", out.to_str().unwrap()];
    let generate = || {
        let output = shapesmith(&[&["generate"], &places[..]].concat());
        String::from_utf8(output.stdout).unwrap()
    };
    let said = generate();
    let (_, lines) = said.split_once("\n\n[dependencies]\n").unwrap();
    let lines: toml::Table = toml::from_str(lines).unwrap();
    assert_eq!(lines["fsx"]["path"].as_str(), out.to_str());
    assert!(lines.contains_key("tokio"));
    let again = generate();
    assert!(!again.contains("[dependencies]"), "{again}");
}

#[test]
fn the_place_of_the_runtime_that_was_found_stands_in_the_command_of_the_header() {
    let out = folder("found-runtime").join("fsx");
    let places = ["--model", FSX, "--out", out.to_str().unwrap()];
    let generate = |more: &[&str]| {
        let output = shapesmith(&[&["generate"], &places[..], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    };
    generate(&["--types-only"]);
    let before = content(&out);
    let manifest = fs::read_to_string(out.join("Cargo.toml")).unwrap();
    let parsed: toml::Table = toml::from_str(&manifest).unwrap();
    let path = parsed["dependencies"]["shapesmith-runtime"]["path"].as_str();
    let path = path.unwrap();
    assert!(out.join(path).join("src/lib.rs").exists(), "{path}");
    let command = format!("--out CRATE --runtime-path {path} --types-only`");
    assert!(manifest.contains(&command), "{manifest}");
    generate(&["--types-only", "--runtime-path", path]);
    assert!(content(&out) == before);
}

#[test]
fn names_are_listed_as_they_are_in_rust() {
    let output = shapesmith(&["list", "--names", FSX]);
    let said = String::from_utf8(output.stdout).unwrap();
    for line in [
        "CreateBackup  create_backup",
        "OpenZFSNfsExport  OpenZfsNfsExport",
        "Backup.Type  r#type",
        "BackupType.AUTOMATIC  Automatic",
    ] {
        assert!(said.lines().any(|said| said == line), "{line}");
    }
}

/// A folder of models with a copy of a small service under each of these names.
fn models(name: &str, services: &[&str]) -> PathBuf {
    let models = folder(name);
    for service in services {
        let version = models.join(service).join("2018-03-01");
        fs::create_dir_all(&version).unwrap();
        let model = workspace().join(FSX).join("service-2.json");
        fs::copy(model, version.join("service-2.json")).unwrap();
    }
    models
}

/// A configuration in a folder of its own, with a crate for each of the outs.
fn configured(name: &str, file: &str, outs: &[&str]) -> PathBuf {
    let root = folder(name);
    let model = workspace().join(FSX);
    let entry = |out: &&str| {
        let model = model.display();
        format!("[[crate]]\nmodel = '{model}'\nout = '{out}'\noperations = [\"TagResource\"]\n")
    };
    fs::write(root.join(file), outs.iter().map(entry).collect::<String>()).unwrap();
    root
}

fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shapesmith"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn crates_in_each_others_folders_are_refused() {
    for outs in [
        ["gen", "gen/two"],
        ["a/../gen/two/../two", "gen"],
        ["gen", "./gen/"],
        [".", "gen"],
    ] {
        let root = configured("overlaps", "shapesmith.toml", &outs);
        let output = run_in(&root, &[]);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{outs:?}");
        assert!(
            said.contains("give each crate a folder of its own"),
            "{said}"
        );
        assert_eq!(content(&root).len(), 1);
    }
    let apart = configured("apart", "shapesmith.toml", &["gen", "gen-two", "generated"]);
    assert_eq!(run_in(&apart, &[]).status.code(), Some(0));
}

#[test]
fn a_crate_may_lie_beside_its_configuration() {
    for out in ["", "."] {
        let root = configured("beside", "shapesmith.toml", &[out]);
        let output = run_in(&root, &[]);
        assert_eq!(output.status.code(), Some(0), "{out}: {}", stderr(&output));
        assert!(root.join("src/lib.rs").exists());
        assert_eq!(run_in(&root, &["check"]).status.code(), Some(0));
    }
}

#[cfg(unix)]
#[test]
fn a_link_does_not_hide_that_two_crates_have_one_folder() {
    let root = configured("overlaps-link", "shapesmith.toml", &["gen", "link/two"]);
    fs::create_dir(root.join("gen")).unwrap();
    std::os::unix::fs::symlink("gen", root.join("link")).unwrap();
    let output = run_in(&root, &[]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
}

#[test]
fn services_that_would_become_one_crate_are_refused() {
    for pair in [
        ["my.svc", "my-svc"],
        ["my_svc", "my-svc"],
        ["My.svc", "my-svc"],
    ] {
        let models = models("one-name", &pair);
        let out = folder("one-name-out");
        let places = [
            "--model",
            models.to_str().unwrap(),
            "--out",
            out.to_str().unwrap(),
        ];
        let output = shapesmith(&[&["generate"], places.as_slice()].concat());
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2));
        assert!(said.contains("would both become the crate `my"), "{said}");
        assert!(pair.iter().all(|name| said.contains(name)), "{said}");
        assert!(content(&out).is_empty());
    }
}

#[test]
fn a_folder_of_services_stays_one_when_it_shrinks() {
    let models = models("shrinks", &["one", "two"]);
    let out = folder("shrinks-out");
    let arguments = ["generate", "--operations", "TagResource", "--model"];
    let places = [models.to_str().unwrap(), "--out", out.to_str().unwrap()];
    let generate = || shapesmith(&[arguments.as_slice(), &places].concat());
    assert_eq!(generate().status.code(), Some(0));
    let before = content(&out);
    // The one that is left is no crate in the folder that holds both.
    fs::remove_dir_all(models.join("two")).unwrap();
    assert_eq!(generate().status.code(), Some(0));
    assert!(content(&out) == before);
}

#[test]
fn the_header_depends_on_neither_the_configurations_name_nor_the_folder_it_is_run_in() {
    let usual = configured("header-usual", "shapesmith.toml", &["gen"]);
    let other = configured("header-other", "other.toml", &["gen"]);
    assert_eq!(run_in(&usual, &[]).status.code(), Some(0));
    let path = other.join("other.toml");
    let named = ["generate", "--config", path.to_str().unwrap()];
    assert_eq!(run_in(&workspace(), &named).status.code(), Some(0));
    let (usual, found) = (content(&usual.join("gen")), content(&other.join("gen")));
    assert!(usual == found);
    let header = String::from_utf8(usual[0].1.clone()).unwrap();
    assert!(
        header.contains("`shapesmith generate` makes it again"),
        "{header}"
    );
    // The hint is for this run, so it names the configuration.
    fs::remove_file(other.join("gen/src/lib.rs")).unwrap();
    let said = stderr(&run_in(&other, &["check", "--config", "other.toml"]));
    assert!(
        said.contains("`shapesmith generate --config other.toml` mends them"),
        "{said}"
    );
}

#[test]
fn the_hint_makes_the_same_files_again() {
    let model = models("hint models", &["svc"]).join("svc/2018-03-01/service-2.json");
    let text = fs::read_to_string(&model).unwrap();
    let spoken = "\"protocols\": [\n      \"json\"";
    assert!(text.contains(spoken), "the model lists its protocols");
    let several = text.replacen(
        spoken,
        &format!("{spoken},\n      \"smithy-rpc-v2-cbor\""),
        1,
    );
    fs::write(&model, several).unwrap();
    let out = folder("hint out");
    let places = [
        "--model",
        model.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ];
    let choices = [
        "--operations",
        "TagResource",
        "--protocol-priority",
        "smithy-rpc-v2-cbor,json",
    ];
    let arguments = [places.as_slice(), &choices].concat();
    let run = |job: &str| shapesmith(&[&[job], arguments.as_slice()].concat());
    assert_eq!(run("generate").status.code(), Some(0));
    let made = content(&out);
    fs::remove_file(out.join("src/lib.rs")).unwrap();
    let said = stderr(&run("check"));
    let hint = said.split('`').nth(1).unwrap();
    let program = env!("CARGO_BIN_EXE_shapesmith");
    let output = Command::new("sh")
        .args(["-c", &hint.replacen("shapesmith", "\"$PROGRAM\"", 1)])
        .env("PROGRAM", program)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{hint}: {}", stderr(&output));
    assert!(content(&out) == made, "{hint}");
}

#[test]
fn two_runs_into_one_folder_both_succeed() {
    let out = folder("pairs");
    for _ in 0..20 {
        let _ = fs::remove_dir_all(&out);
        let run = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_shapesmith"));
            command.args([
                "generate",
                "--operations",
                "CreateBackup",
                "--model",
                FSX,
                "--out",
            ]);
            command.arg(&out).current_dir(workspace());
            command.stdout(std::process::Stdio::null()).spawn().unwrap()
        };
        let mut runs = [run(), run()];
        assert!(runs.iter_mut().all(|run| run.wait().unwrap().success()));
    }
    assert!(content(&out).len() > 5);
}

fn import(model: &Path, to: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shapesmith"));
    command.args(["import", "--source-version", "1"]).arg(model);
    command.arg("--to").arg(to);
    command.stdout(std::process::Stdio::null());
    command
}

#[test]
fn imports_at_once_all_end_up_in_the_manifest() {
    let services = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let models = models("imports", &services);
    let to = folder("imports-to");
    let started = services.map(|service| import(&models.join(service), &to).spawn().unwrap());
    for mut running in started {
        assert!(running.wait().unwrap().success());
    }
    let manifest = fs::read_to_string(to.join("manifest.toml")).unwrap();
    for service in services {
        let entry = format!("path = \"{service}/2018-03-01\"");
        assert!(manifest.contains(&entry), "{entry} in {manifest}");
    }
    // Each copy is a file, and the manifest; no run left anything else.
    assert_eq!(content(&to).len(), services.len() + 1);
}

#[cfg(unix)]
#[test]
fn an_import_writes_nothing_through_a_link() {
    let models = models("import-link", &["svc"]);
    let (to, outside) = (folder("import-link-to"), folder("import-link-outside"));
    std::os::unix::fs::symlink(&outside, to.join("svc")).unwrap();
    let output = import(&models.join("svc"), &to).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("is a link"), "{}", stderr(&output));
    assert!(content(&outside).is_empty() && !to.join("manifest.toml").exists());
}
