//! `shapesmith diff`, `update` and `import` as their users meet them: what they print, write and return.

#![allow(clippy::unwrap_used, reason = "a helper of tests fails as they do")]
#![cfg(feature = "cli")]

mod files;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use files::content;
use serde_json::{Value, json};

/// A project of the test's own: its folder.
struct Project(PathBuf);

const CONFIGURATION: &str = "# Ours.\n[[crate]]\nmodel = \"models/tiny/2026-01-01\"\nout = \"crates/tiny\" # here\nruntime-path = \"../../runtime\"\noperations = [\"Call\", \"Ask\"]\n";

impl Project {
    /// With the first version of the model, imported and generated.
    fn new(name: &str) -> Self {
        let project = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        let _ = fs::remove_dir_all(&project.0);
        fs::create_dir_all(&project.0).unwrap();
        project.write("shapesmith.toml", CONFIGURATION);
        project.newer(&model());
        project.done(&[
            "import",
            "newer/tiny",
            "--to",
            "models",
            "--source-version",
            "1.0.0",
        ]);
        project.done(&["generate"]);
        project
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    /// Puts a model where updates look for it.
    fn newer(&self, model: &Value) {
        self.write("newer/tiny/2026-01-01/service-2.json", &model.to_string());
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_shapesmith"))
            .args(arguments)
            .current_dir(&self.0)
            .output()
            .unwrap()
    }

    /// What is answered, with the code that it has to end with.
    fn ends(&self, arguments: &[&str], code: i32) -> (String, String) {
        let output = self.run(arguments);
        let (out, err) = (
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        );
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}: {out}\n{err}"
        );
        (out, err)
    }

    fn done(&self, arguments: &[&str]) -> String {
        self.ends(arguments, 0).0
    }

    fn update(&self, more: &[&str]) -> String {
        let update = ["update", "--from", "newer", "--source-version", "1.1.0"];
        self.done(&[&update, more].concat())
    }

    fn commit(&self, message: &str) {
        assert!(self.git(&["add", "--all"]));
        assert!(self.git(&["commit", "--quiet", "--allow-empty", "--message", message]));
    }

    /// `git`, as it is anywhere; `false` where there is none.
    fn git(&self, arguments: &[&str]) -> bool {
        let settings = [
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.org",
            "-c",
            "core.autocrlf=false",
        ];
        let run = Command::new("git")
            .args(settings)
            .args(arguments)
            .current_dir(&self.0)
            .output();
        run.is_ok_and(|output| output.status.success())
    }
}

fn model() -> Value {
    json!({
        "version": "2.0",
        "metadata": {
            "apiVersion": "2026-01-01", "endpointPrefix": "tiny", "jsonVersion": "1.1", "protocol": "json",
            "protocols": ["json"], "serviceFullName": "Tiny Service", "serviceId": "Tiny", "signatureVersion": "v4",
            "targetPrefix": "Tiny", "uid": "tiny-2026-01-01"
        },
        "operations": {
            "Call": {"name": "Call", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "Request"}},
            "Ask": {"name": "Ask", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "Question"}},
            "Other": {"name": "Other", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "OtherRequest"}}
        },
        "shapes": {
            "Text": {"type": "string"},
            "Request": {"type": "structure", "members": {"Id": {"shape": "Text"}}, "required": ["Id"]},
            "Question": {"type": "structure", "members": {"Id": {"shape": "Text"}}},
            "OtherRequest": {"type": "structure", "members": {"Id": {"shape": "Text"}}}
        }
    })
}

/// The model with another member, which is optional.
fn larger(shape: &str) -> Value {
    let mut model = model();
    model["shapes"][shape]["members"]["More"] = json!({"shape": "Text"});
    model
}

/// The model whose `Id` need not be given.
fn looser() -> Value {
    let mut model = larger("Request");
    model["shapes"]["Request"]["required"] = json!([]);
    model
}

#[test]
fn the_code_says_whether_the_verdict_is_as_bad_as_that() {
    let project = Project::new("codes");
    let sides = ["diff", "models/tiny", "newer/tiny"];
    let with = |more: &[&'static str]| [&sides, more].concat();
    assert!(project.done(&sides).contains("Tiny: nothing changed"));
    project.newer(&larger("Request"));
    assert!(project.done(&sides).starts_with("Tiny: minor: 1 added"));
    project.ends(&with(&["--fail-on", "minor"]), 1);
    let coloured = project.done(&with(&["--color", "always"]));
    assert!(
        coloured.starts_with("\u{1b}[1;32mTiny: minor"),
        "{coloured}"
    );
    let strict = project.ends(&with(&["--strict"]), 1).0;
    assert!(strict.starts_with("Tiny: major: 1 breaking"), "{strict}");
    project.newer(&looser());
    project.ends(&sides, 1);
    project.ends(&with(&["--fail-on", "never"]), 0);
    // What isn't chosen doesn't count.
    project.ends(&with(&["--operations", "Ask"]), 0);
}

#[test]
fn what_can_not_be_compared_is_told_with_what_to_do() {
    let project = Project::new("wrong-sides");
    for (sides, said) in [
        (["models/tinny", "newer/tiny"], "did you mean `models/tiny`"),
        (["models/tiny", "newer/none"], "there is no `none` in"),
        (
            ["models/tiny", "https://example.org/x"],
            "this is an address",
        ),
    ] {
        let (_, error) = project.ends(&["diff", sides[0], sides[1]], 2);
        assert!(error.contains(said), "{said}: {error}");
    }
    let (_, error) = project.ends(
        &["diff", "models/tiny", "newer/tiny", "--operations", "Cal"],
        2,
    );
    assert!(
        error.contains("there is no operation `Cal`") && error.contains("did you mean `Call`?"),
        "{error}"
    );
}

#[test]
fn an_operation_that_only_one_side_has_is_gone_or_new() {
    let project = Project::new("operations-of-one-side");
    let mut fewer = model();
    fewer["operations"].as_object_mut().unwrap().remove("Call");
    project.newer(&fewer);
    for (operations, code) in [("Call", 1), ("Call,Ask", 1), ("Ask", 0)] {
        let sides = [
            "diff",
            "models/tiny",
            "newer/tiny",
            "--operations",
            operations,
        ];
        let told = project.ends(&sides, code).0;
        assert_eq!(told.contains("Client::call is gone"), code == 1, "{told}");
        let back = [
            "diff",
            "newer/tiny",
            "models/tiny",
            "--operations",
            operations,
        ];
        let told = project.ends(&back, 0).0;
        assert_eq!(told.contains("Client::call is new"), code == 1, "{told}");
    }
}

#[test]
fn a_finding_that_is_accepted_counts_as_a_patch_and_is_told_when_it_is_over() {
    let project = Project::new("accepted");
    project.newer(&looser());
    let report = |code: i32| -> Value {
        let sides = ["diff", "tiny", "newer/tiny", "--format", "json"];
        serde_json::from_str(&project.ends(&sides, code).0).unwrap()
    };
    let before = report(1);
    let finding = &before["services"][0]["findings"][0];
    assert_eq!(finding["rule"], "member-no-longer-required");
    let fingerprint = finding["fingerprint"].as_str().unwrap();
    let idle = "0123456789abcdef";
    project.write(
        "shapesmith.toml",
        &format!(
            "{CONFIGURATION}\n[[crate.accept]]\nfinding = \"{fingerprint}\"\nreason = \"nobody calls it\"\n\n\
             [[crate.accept]]\nfinding = \"{idle}\"\nreason = \"long ago\"\n"
        ),
    );
    let after = report(0);
    let service = &after["services"][0];
    assert_eq!(service["verdict"], "minor");
    assert_eq!(
        service["counts"],
        json!({"major": 0, "minor": 1, "patch": 0, "accepted": 1})
    );
    assert_eq!(service["findings"][0]["accepted"], "nobody calls it");
    assert_eq!(
        service["no_longer_found"],
        json!([{"fingerprint": idle, "reason": "long ago"}])
    );
    let told = project.done(&["diff", "tiny", "newer/tiny"]);
    for part in [
        "Accepted",
        "accepted: nobody calls it",
        "no longer found: 0123456789abcdef (long ago)",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn an_acceptance_without_a_reason_is_refused_at_its_line() {
    let project = Project::new("unreasoned");
    for (table, said) in [
        (
            "finding = \"0123456789abcdef\"\nreason = \" \"",
            "it isn't said why",
        ),
        (
            "finding = \"abc\"\nreason = \"so\"",
            "`abc` is no change of a report",
        ),
        (
            "finding = \"0123456789abcdef\"",
            "the key `reason` is missing",
        ),
    ] {
        let text = format!("{CONFIGURATION}\n[[crate.accept]]\n{table}\n");
        project.write("shapesmith.toml", &text);
        let (_, error) = project.ends(&["diff", "tiny", "newer/tiny"], 2);
        assert!(
            error.contains(said) && error.contains("line "),
            "{said}: {error}"
        );
    }
}

/// A project whose first version is committed, and where an overlay has come since; `None` where there is no git.
fn revised(name: &str) -> Option<Project> {
    let project = Project::new(name);
    if !project.git(&["init", "--quiet"]) {
        eprintln!("skipped: there is no git");
        return None;
    }
    project.commit("first");
    let overlay = "[shapes.Request.members.Id]\nrename = \"number\"\n";
    project.write("models/tiny/overlay.toml", overlay);
    Some(project)
}

const RENAMED: &str = "types::Request::id has another name in Rust";

#[test]
fn a_revision_is_a_side_with_the_overlays_above_its_model() {
    let Some(project) = revised("revisions") else {
        return;
    };
    let old = "HEAD:models/tiny/2026-01-01";
    let told = project.ends(&["diff", old, "models/tiny"], 1).0;
    assert!(
        told.contains(RENAMED) && !told.contains("is gone"),
        "{told}"
    );
    project.commit("second");
    let older = "HEAD~1:models/tiny/2026-01-01";
    let told = project.ends(&["diff", older, old], 1).0;
    assert!(told.contains(RENAMED), "{told}");
    // From below, a path is seen from the root, unless it begins with a dot.
    let output = Command::new(env!("CARGO_BIN_EXE_shapesmith"))
        .args(["diff", "HEAD:./tiny", "HEAD:models/tiny"])
        .current_dir(project.0.join("newer"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
}

#[test]
fn a_crate_in_a_revision_has_the_options_that_it_had() {
    let Some(project) = revised("crates-in-revisions") else {
        return;
    };
    let text = CONFIGURATION.replace("[\"Call\", \"Ask\"]", "[\"Call\"]");
    project.write("shapesmith.toml", &format!("{text}types-only = true\n"));
    let told = project.ends(&["diff", "HEAD:tiny", "tiny"], 1).0;
    for part in [RENAMED, "Client is gone", "types::Question is gone"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn a_revision_that_there_is_not_is_told() {
    let Some(project) = revised("no-revisions") else {
        return;
    };
    for (side, said) in [
        ("HEAD~9:models/tiny", "git knows no revision `HEAD~9`"),
        ("HEAD:none", "in `HEAD` there is neither a `none`"),
        ("@{-99}:models/tiny", "git knows no revision `@{-99}`"),
    ] {
        let (_, error) = project.ends(&["diff", side, "models/tiny"], 2);
        assert!(error.contains(said), "{said}: {error}");
    }
}

/// What is added to the configuration before and after, the rule that tells it, and the verdict.
const CHOICES: [(&str, &str, &str, &str); 5] = [
    ("", "types-only = true", "client-removed", "major"),
    ("types-only = true", "", "client-added", "minor"),
    (
        "",
        "package.default-features = []",
        "default-feature-removed",
        "major",
    ),
    (
        "",
        "package.default-features = [\"hyper\", \"serde\"]",
        "default-feature-added",
        "minor",
    ),
    (
        "",
        "package.rust-version = \"1.90\"",
        "rust-version-raised",
        "minor",
    ),
];

#[test]
fn the_choices_of_a_crate_have_rules_of_their_own() {
    let Some(project) = revised("choices") else {
        return;
    };
    fs::remove_file(project.0.join("models/tiny/overlay.toml")).unwrap();
    for (before, after, rule, verdict) in CHOICES {
        project.write("shapesmith.toml", &format!("{CONFIGURATION}{before}\n"));
        project.commit(rule);
        project.write("shapesmith.toml", &format!("{CONFIGURATION}{after}\n"));
        let sides = ["diff", "HEAD:tiny", "tiny", "--format", "json"];
        let never = ["--fail-on", "never"];
        let report = project.done(&[&sides[..], &never].concat());
        let report: Value = serde_json::from_str(&report).unwrap();
        assert_eq!(report["verdict"], verdict, "{report:#}");
        let first = &report["services"][0]["findings"][0];
        assert_eq!(first["rule"], rule, "{report:#}");
    }
}

#[test]
fn a_crate_of_another_name_is_told() {
    let Some(project) = revised("names") else {
        return;
    };
    fs::remove_file(project.0.join("models/tiny/overlay.toml")).unwrap();
    // Its folder is nobody's business.
    let moved = CONFIGURATION.replace("crates/tiny", "crates/other");
    project.write("shapesmith.toml", &moved);
    let told = project.done(&["diff", "HEAD:tiny", "other"]);
    assert!(
        told.starts_with("other (Call, Ask): nothing changed"),
        "{told}"
    );
    let named = format!("{CONFIGURATION}name = \"other\"\n");
    project.write("shapesmith.toml", &named);
    let told = project.ends(&["diff", "HEAD:tiny", "other"], 1).0;
    assert!(told.contains("[crate-renamed "), "{told}");
}

#[test]
fn folders_are_compared_service_by_service() {
    let project = Project::new("folders");
    project.newer(&looser());
    project.write("newer/more/2026-01-01/service-2.json", &model().to_string());
    let told = project.ends(&["diff", "models", "newer"], 1).0;
    for part in [
        "tiny: major: 1 breaking, 1 added",
        "more: new",
        "2 services: 1 major, 1 new",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let markdown = project
        .ends(&["diff", "models", "newer", "--format", "markdown"], 1)
        .0;
    assert!(
        markdown.contains("## tiny: major\n") && markdown.contains("## more: new\n"),
        "{markdown}"
    );
}

#[test]
fn an_update_writes_models_versions_changelogs_and_crates() {
    let project = Project::new("update");
    project.newer(&larger("Question"));
    let before = content(&project.0);
    let told = project.update(&["--dry-run"]);
    assert!(
        told.starts_with("tiny (Call, Ask): minor, 0.1.0 → 0.1.1: 1 added\n"),
        "{told}"
    );
    assert_eq!(content(&project.0), before, "a dry run changes nothing");

    let told = project.update(&[]);
    for part in [
        "(botocore 1.0.0) → botocore 1.1.0",
        "wrote shapesmith.toml",
        "wrote crates/tiny/CHANGELOG.md",
    ] {
        assert!(told.replace('\\', "/").contains(part), "{part}: {told}");
    }
    project.done(&["check"]);
    let version = "\n[crate.package]\nversion = \"0.1.1\"\n";
    assert_eq!(
        project.read("shapesmith.toml"),
        format!("{CONFIGURATION}{version}")
    );
    assert!(
        project
            .read("crates/tiny/Cargo.toml")
            .contains("version = \"0.1.1\"")
    );
    assert!(
        project
            .read("models/manifest.toml")
            .contains("version = \"1.1.0\"")
    );
    let log = project.read("crates/tiny/CHANGELOG.md");
    assert!(log.starts_with("# Changelog\n\n## 0.1.1\n\n"), "{log}");

    project.newer(&looser());
    let markdown = project.update(&["--format", "markdown"]);
    assert!(
        markdown.starts_with("## tiny: major, 0.1.1 → 0.2.0\n"),
        "{markdown}"
    );
    assert!(!markdown.contains("wrote "), "{markdown}");
    project.done(&["check"]);
    let log = project.read("crates/tiny/CHANGELOG.md");
    assert!(
        log.find("## 0.2.0").unwrap() < log.find("## 0.1.1").unwrap(),
        "{log}"
    );
    assert!(
        project
            .read("shapesmith.toml")
            .contains("version = \"0.2.0\"")
    );
}

#[test]
fn an_update_of_what_nobody_uses_writes_nothing() {
    let project = Project::new("unused");
    project.newer(&larger("OtherRequest"));
    let before = content(&project.0);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for (path, _) in &before {
        let file = fs::File::options().append(true).open(project.0.join(path));
        file.unwrap().set_modified(long_ago).unwrap();
    }
    let told = project.update(&[]);
    assert!(told.contains("tiny (Call, Ask): nothing changed"), "{told}");
    assert!(
        told.contains("nothing that is used changed, so nothing is written"),
        "{told}"
    );
    assert_eq!(content(&project.0), before);
    for (path, _) in &before {
        let found = fs::metadata(project.0.join(path)).unwrap();
        assert_eq!(found.modified().unwrap(), long_ago, "{path:?}");
    }
}

#[test]
fn an_update_keeps_the_overlay() {
    let project = Project::new("overlaid");
    project.write(
        "models/tiny/overlay.toml",
        "[shapes.Request.members.Id]\nrename = \"number\"\n",
    );
    project.done(&["generate"]);
    project.newer(&larger("Question"));
    let told = project.update(&[]);
    assert!(
        told.contains("minor") && !told.contains("another name"),
        "{told}"
    );
    project.done(&["check"]);
}

#[test]
fn an_update_that_can_not_be_judged_is_refused_and_writes_nothing() {
    let project = Project::new("refused");
    let update = ["update", "--from", "newer", "--source-version", "1.1.0"];
    let refused = |said: &str, arguments: &[&str]| {
        let before = content(&project.0);
        let (_, error) = project.ends(arguments, 2);
        assert!(error.contains(said), "{said}: {error}");
        assert_eq!(content(&project.0), before);
    };
    project.newer(&looser());
    refused("doesn't say which version", &["update", "--from", "newer"]);
    refused(
        "there is no crate `other`",
        &[&update[..], &["--crates", "other"]].concat(),
    );
    refused(
        "is no archive of botocore",
        &["update", "--from", "shapesmith.toml"],
    );
    let second = "\n[[crate]]\nmodel = \"models/tiny\"\nout = \"crates/second\"\n";
    project.write("shapesmith.toml", &format!("{CONFIGURATION}{second}"));
    refused(
        "`tiny` and `second` are made of one model",
        &[&update[..], &["--crates", "tiny"]].concat(),
    );
    project.write("shapesmith.toml", CONFIGURATION);
    let mut fewer = model();
    fewer["operations"].as_object_mut().unwrap().remove("Call");
    project.newer(&fewer);
    refused("no longer has Call, which `tiny` asks for", &update);
    project.newer(&looser());
    let path = "crates/tiny/src/types/mod.rs";
    let text = project.read(path);
    project.write(path, &format!("{text}// Mine.\n"));
    refused("isn't what its model gives", &update);
    project.write(path, &text);
    fs::rename(project.0.join("newer/tiny"), project.0.join("newer/small")).unwrap();
    refused("has no service `tiny`", &update);
}

#[test]
fn an_import_says_what_the_new_model_does() {
    let project = Project::new("imported");
    project.newer(&looser());
    let import = [
        "import",
        "newer/tiny",
        "--to",
        "models",
        "--source-version",
        "1.1.0",
    ];
    let told = project.done(&import);
    assert!(
        told.contains("tiny (Call, Ask): major: 1 breaking, 1 added"),
        "{told}"
    );
    assert!(
        told.contains("  types::Request::id is no longer required"),
        "{told}"
    );
    // Nothing is written, so there is nothing to say.
    assert_eq!(project.done(&import), "");
    fs::remove_file(project.0.join("shapesmith.toml")).unwrap();
    project.newer(&larger("OtherRequest"));
    let told = project.done(&import);
    assert!(told.contains("Tiny: major: "), "{told}");
}

#[test]
fn nothing_that_a_model_says_steers_a_terminal_or_leaves_its_place_in_markdown() {
    let project = Project::new("hostile-reports");
    let mut hostile = model();
    let value = "a\u{1b}[2J`</details>\n# x";
    hostile["shapes"]["Kind"] = json!({"type": "string", "enum": [value]});
    hostile["shapes"]["Question"]["members"]["Kind"] = json!({"shape": "Kind"});
    hostile["shapes"]["Question"]["members"]["Id"]["deprecated"] = json!(true);
    hostile["shapes"]["Question"]["members"]["Id"]["deprecatedMessage"] =
        json!("```\n# y </details>");
    project.newer(&hostile);
    let mut further = hostile.clone();
    further["shapes"]["Kind"]["enum"] = json!(["b"]);
    project.write(
        "further/tiny/2026-01-01/service-2.json",
        &further.to_string(),
    );
    for (old, new) in [
        ("models/tiny", "newer/tiny"),
        ("newer/tiny", "further/tiny"),
        ("further/tiny", "models/tiny"),
    ] {
        for format in ["human", "markdown"] {
            let text = project.run(&["diff", old, new, "--format", format]).stdout;
            let text = String::from_utf8(text).unwrap();
            assert!(!text.contains('\u{1b}'), "{text}");
            assert!(!text.lines().any(|line| line.starts_with("# ")), "{text}");
            let (open, closed) = (
                text.matches("<details>").count(),
                text.lines().filter(|line| *line == "</details>").count(),
            );
            assert_eq!(open, closed, "{text}");
        }
    }
}

#[test]
fn a_report_fits_into_a_pull_request() {
    let project = Project::new("long-reports");
    let mut large = model();
    let mut larger = model();
    for number in 0..700 {
        let operation = format!("Operation{number:03}");
        for model in [&mut large, &mut larger] {
            model["operations"][&operation] = json!({
                "name": operation, "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "OtherRequest"}
            });
        }
        let input = format!("Input{number:03}");
        larger["operations"][&operation]["input"] = json!({"shape": input});
        larger["shapes"][&input] =
            json!({"type": "structure", "members": {"Id": {"shape": "Text"}}});
    }
    project.newer(&large);
    project.write("larger/tiny/2026-01-01/service-2.json", &larger.to_string());
    for (new, longest) in [("newer/tiny", 64_000), ("larger/tiny", 64_000)] {
        let sides = [
            "diff",
            "models/tiny",
            new,
            "--format",
            "markdown",
            "--fail-on",
            "never",
        ];
        let text = project.done(&sides);
        assert!(text.starts_with("## Tiny: minor"), "{text}");
        assert!(text.len() < longest, "{}", text.len());
        assert_eq!(
            text.matches("<details>").count(),
            text.matches("</details>").count()
        );
    }
    let sides = [
        "diff",
        "newer/tiny",
        "larger/tiny",
        "--format",
        "markdown",
        "--fail-on",
        "never",
    ];
    let text = project.done(&sides);
    assert!(
        text.len() < 64_000 && text.ends_with("`--format json` has all of it.\n"),
        "{}",
        text.len()
    );
}

#[test]
fn the_workflow_uses_what_there_is() {
    let workflow = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/update-workflow.yml");
    let workflow = fs::read_to_string(workflow).unwrap();
    let line = workflow
        .lines()
        .find_map(|line| line.split_once("run: shapesmith "));
    let mut words = line.unwrap().1.split_whitespace();
    let help = Command::new(env!("CARGO_BIN_EXE_shapesmith"))
        .args([words.next().unwrap(), "--help"])
        .output()
        .unwrap();
    assert!(help.status.success());
    let help = String::from_utf8(help.stdout).unwrap();
    for word in words.take_while(|word| *word != ">") {
        assert!(help.contains(word), "{word}: {help}");
    }
}
