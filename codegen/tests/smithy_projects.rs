//! A project whose models are Smithy's, as its owner meets `init`, `generate`, `diff` and `update`.

#![allow(clippy::unwrap_used, reason = "a helper of tests fails as they do")]
#![cfg(feature = "cli")]

mod files;

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use files::content;
use flate2::Compression;
use flate2::read::{GzDecoder, GzEncoder};
use serde_json::{Value, json};

/// A project of the test's own: its folder.
struct Project(PathBuf);

impl Project {
    fn new(name: &str) -> Self {
        let project = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        let _ = fs::remove_dir_all(&project.0);
        fs::create_dir_all(&project.0).unwrap();
        project
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn model(&self, path: &str, model: &Value) {
        self.write(path, &format!("{model:#}\n"));
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    /// What is answered, with the code that it has to end with.
    fn ends(&self, arguments: &[&str], code: i32) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_shapesmith"))
            .args(arguments)
            .current_dir(&self.0)
            .output()
            .unwrap();
        let told = [output.stdout, output.stderr].concat();
        let told = String::from_utf8(told).unwrap().replace('\\', "/");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
        told
    }
}

/// A service with two operations, whose inputs have these members.
fn model(service: &str, ask: &[&str], tell: &[&str]) -> Value {
    let input = |members: &[&str]| {
        let members = members.iter();
        let members =
            members.map(|name| ((*name).to_owned(), json!({"target": "smithy.api#String"})));
        json!({"type": "structure", "members": members.collect::<serde_json::Map<_, _>>()})
    };
    let operation =
        |input: &str| json!({"type": "operation", "input": {"target": format!("example#{input}")}});
    json!({"smithy": "2.0", "shapes": {
        format!("example#{service}"): {
            "type": "service", "version": "1.0",
            "operations": [{"target": "example#Ask"}, {"target": "example#Tell"}],
            "traits": {"aws.protocols#awsJson1_0": {}}
        },
        "example#Ask": operation("AskInput"),
        "example#Tell": operation("TellInput"),
        "example#AskInput": input(ask),
        "example#TellInput": input(tell)
    }})
}

#[test]
fn folders_of_smithy_models_are_found_generated_and_compared() {
    let project = Project::new("smithy-folders");
    project.model("build/model/model.json", &model("OurWeather", &["Id"], &[]));
    project.ends(&["init", "--model", "build/model"], 0);
    let text = project.read("shapesmith.toml");
    assert!(
        text.contains("model = \"build/model\"") && text.contains("name = \"our-weather\""),
        "{text}"
    );
    project.ends(&["generate"], 0);
    project.ends(&["check"], 0);

    project.model(
        "old/weather.smithy.json",
        &model("OurWeather", &["Id"], &[]),
    );
    project.model("old/tides/anything.json", &model("Tides", &["Id"], &[]));
    project.model(
        "new/our-weather/model.json",
        &model("OurWeather", &["Id", "More"], &[]),
    );
    project.model("new/tides.json", &model("Tides", &[], &[]));
    let told = project.ends(&["diff", "old", "new"], 1);
    for part in [
        "our-weather: minor: 1 added",
        "tides: major: 1 breaking",
        "2 services: 1 major, 1 minor",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    project.ends(&["generate", "--model", "old", "--out", "crates"], 0);
    for name in ["our-weather", "tides"] {
        assert!(
            project
                .read(&format!("crates/{name}/Cargo.toml"))
                .contains(&format!("name = \"{name}\""))
        );
    }
    project.model("old/copy.json", &model("Tides", &[], &[]));
    let told = project.ends(&["diff", "old", "new"], 2);
    assert!(
        told.contains("it is a model of the same service as old/copy.json"),
        "{told}"
    );
    let told = project.ends(&["generate", "--model", "old", "--out", "crates"], 2);
    assert!(
        told.contains("would both become the crate `tides`"),
        "{told}"
    );
}

const ENTRY: &str = "[[crate]]\nmodel = \"MODEL\"\nout = \"crates/weather\"\nruntime-path = \"../../runtime\"\noperations = [\"Ask\"]\n";

#[test]
fn an_update_takes_a_newer_smithy_model_from_a_file_or_a_folder() {
    for (name, entry, from) in [
        ("smithy-file", "models/weather.json", "newer/model.json"),
        ("smithy-folder", "models", "newer"),
        ("smithy-built", "models/weather.json", "newer/model.json"),
    ] {
        let project = Project::new(name);
        project.model("models/weather.json", &model("Weather", &["Id"], &[]));
        project.write(
            "models/overlay.toml",
            "[shapes.AskInput.members.Id]\nrename = \"number\"\n",
        );
        project.write("shapesmith.toml", &ENTRY.replace("MODEL", entry));
        project.ends(&["generate"], 0);
        let update = ["update", "--from", from];

        // What nobody uses changes nothing.
        project.model("newer/model.json", &model("Weather", &["Id"], &["More"]));
        let before = content(&project.0);
        let told = project.ends(&update, 0);
        assert!(
            told.contains("nothing that is used changed, so nothing is written"),
            "{told}"
        );
        assert_eq!(content(&project.0), before);

        let mut newer = model("Weather", &["Id", "More"], &[]);
        newer["shapes"]["example#Ask"]["traits"] = json!({"smithy.api#documentation": "Asks."});
        project.model("newer/model.json", &newer);
        let before = content(&project.0);
        let told = project.ends(&[&update[..], &["--dry-run"]].concat(), 0);
        assert!(
            told.starts_with("weather (Ask): minor, 0.1.0 → 0.1.1: 1 added\n"),
            "{told}"
        );
        assert_eq!(content(&project.0), before);
        let told = project.ends(&update, 0);
        assert!(
            told.contains(&format!("→ {from}")) && told.contains("wrote models/weather.json"),
            "{told}"
        );
        project.ends(&["check"], 0);
        let written = project.read("models/weather.json");
        assert!(
            written.contains("More") && !written.contains("Asks."),
            "{written}"
        );
        assert!(
            project
                .read("crates/weather/Cargo.toml")
                .contains("version = \"0.1.1\"")
        );
        assert!(
            project
                .read("crates/weather/CHANGELOG.md")
                .starts_with("# Changelog\n\n## 0.1.1\n")
        );
        let told = project.ends(&update, 0);
        assert!(told.contains("nothing changed"), "{told}");
    }
}

#[test]
fn an_update_keeps_the_texts_of_a_model_that_has_some() {
    let project = Project::new("smithy-texts");
    let documented = |members: &[&str]| {
        let mut model = model("Weather", members, &[]);
        model["shapes"]["example#Ask"]["traits"] = json!({"smithy.api#documentation": "Asks."});
        model
    };
    project.model("weather/model.json", &documented(&["Id"]));
    project.write("shapesmith.toml", &ENTRY.replace("MODEL", "weather"));
    project.ends(&["generate"], 0);
    project.model("newer.json", &documented(&[]));
    let told = project.ends(&["update", "--from", "newer.json"], 0);
    assert!(
        told.starts_with("weather (Ask): major, 0.1.0 → 0.2.0: 1 breaking\n"),
        "{told}"
    );
    project.ends(&["check"], 0);
    assert_eq!(
        project.read("weather/model.json"),
        project.read("newer.json")
    );
}

#[test]
fn an_update_chooses_the_service_of_a_model_of_several() {
    let project = Project::new("smithy-several");
    let several = |members: &[&str]| {
        let mut both = model("Weather", members, &[]);
        both["shapes"]["example#Other"] = json!({"type": "service", "version": "1"});
        both["shapes"]["example#Weather"]["traits"]["aws.api#service"] =
            json!({"sdkId": "Storm Watch"});
        both
    };
    project.model("weather.json", &several(&["Id"]));
    let entry = ENTRY.replace("MODEL", "weather.json");
    project.write(
        "shapesmith.toml",
        &format!("{entry}service = \"example#Weather\"\n"),
    );
    project.ends(&["generate"], 0);
    project.model("newer.json", &several(&["Id", "More"]));
    let update = ["update", "--from", "newer.json", "--source-version", "2"];
    let told = project.ends(&update, 0);
    assert!(told.starts_with("storm-watch (Ask): minor"), "{told}");
    project.ends(&["check"], 0);
}

#[test]
fn an_import_of_a_smithy_model_is_updated_from_one_whatever_its_version_looks_like() {
    for version in ["2026-01-01", "1.2.3-beta", "v1"] {
        let project = Project::new(&format!("smithy-imported-{version}"));
        let versioned = |members: &[&str]| {
            let mut model = model("Weather", members, &[]);
            model["shapes"]["example#Weather"]["version"] = json!(version);
            model
        };
        project.model("newer/model.json", &versioned(&["Id"]));
        project.ends(
            &["import", "newer", "--to", "models", "--source-version", "1"],
            0,
        );
        let manifest = project.read("models/manifest.toml");
        assert!(manifest.contains("source = \"smithy\""), "{manifest}");
        let told = project.ends(&["list", "models"], 0);
        assert!(told.contains("2 operations"), "{told}");
        project.write("shapesmith.toml", &ENTRY.replace("MODEL", "models/weather"));
        project.ends(&["generate"], 0);
        project.model("newer/model.json", &versioned(&["Id", "More"]));
        let told = project.ends(&["update", "--from", "newer"], 0);
        assert!(told.starts_with("weather (Ask): minor"), "{told}");
        project.ends(&["check"], 0);
        let written = project.read(&format!("models/weather/{version}/service-2.json"));
        assert!(written.contains("More"), "{written}");
    }
}

#[test]
fn another_version_of_a_service_is_another_wire_only_where_it_is_sent() {
    let project = Project::new("smithy-versions");
    for (protocol, rule) in [
        ("awsJson1_0", "text-changed"),
        ("awsQuery", "service-wire-changed"),
    ] {
        for (file, version) in [("old.json", "1.9"), ("new.json", "1.10")] {
            let mut model = model("Weather", &["Id"], &[]);
            let service = &mut model["shapes"]["example#Weather"];
            service["version"] = json!(version);
            service["traits"] = json!({
                format!("aws.protocols#{protocol}"): {}, "smithy.api#xmlNamespace": {"uri": "https://example.org"}
            });
            project.model(file, &model);
        }
        let told = project.ends(&["diff", "old.json", "new.json", "--format", "json"], 0);
        let told: Value = serde_json::from_str(&told).unwrap();
        let found = told["services"][0]["findings"].as_array().unwrap();
        let found = found.iter().find(|found| found["wire"] == "apiVersion");
        assert_eq!(found.unwrap()["rule"], rule, "{told:#}");
    }
}

#[test]
fn an_operation_has_its_own_name_in_the_html_of_a_report() {
    let project = Project::new("smithy-underscores");
    let named = |members: &[&str]| {
        let text = model("Weather", members, &["Id"]).to_string();
        let renamed = text.replace("example#Ask\"", "example#_Ask_it_\"");
        serde_json::from_str::<Value>(&renamed).unwrap()
    };
    project.model("one.json", &named(&["Id"]));
    project.model("two.json", &named(&["Id", "More"]));
    let told = project.ends(&["diff", "one.json", "two.json", "--format", "markdown"], 0);
    assert!(told.contains("<summary>_Ask_it_: 1</summary>"), "{told}");
}

#[test]
fn an_import_of_a_service_without_a_version_takes_that_of_the_folder() {
    let project = Project::new("smithy-unversioned");
    let mut model = model("Weather", &["Id"], &[]);
    let service = model["shapes"]["example#Weather"].as_object_mut();
    service.unwrap().remove("version");
    let import = |from: &str, code: i32| {
        let rest = ["--to", "models", "--source-version", "1"];
        project.ends(&[&["import", from], &rest[..]].concat(), code)
    };
    project.model("model.json", &model);
    let told = import("model.json", 2);
    assert!(told.contains("give the service a `version`"), "{told}");
    project.model("weather/2026-01-01/model.json", &model);
    import("weather", 0);
    assert!(
        project
            .0
            .join("models/weather/2026-01-01/service-2.json")
            .is_file()
    );
}

/// A model that is packed, as it is read.
fn pack(text: &str) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut encoder = GzEncoder::new(text.as_bytes(), Compression::fast());
    encoder.read_to_end(&mut packed).unwrap();
    packed
}

#[test]
fn a_packed_smithy_model_stays_packed_when_it_is_updated() {
    let project = Project::new("smithy-packed");
    let path = project.0.join("models/weather.json.gz");
    project.write("models/overlay.toml", "");
    let old = model("Weather", &["Id"], &[]).to_string();
    fs::write(&path, pack(&old)).unwrap();
    project.write(
        "shapesmith.toml",
        &ENTRY.replace("MODEL", "models/weather.json.gz"),
    );
    project.ends(&["generate"], 0);
    project.model("newer.json", &model("Weather", &["Id", "More"], &[]));
    let told = project.ends(&["update", "--from", "newer.json"], 0);
    assert!(told.starts_with("weather (Ask): minor"), "{told}");
    project.ends(&["check"], 0);
    let mut written = String::new();
    let file = fs::File::open(&path).unwrap();
    GzDecoder::new(file).read_to_string(&mut written).unwrap();
    assert!(written.contains("More"), "{written}");
}

#[test]
fn an_update_from_what_is_no_newer_model_of_it_writes_nothing() {
    let project = Project::new("smithy-refused");
    project.model("weather.json", &model("Weather", &["Id"], &[]));
    project.write("shapesmith.toml", &ENTRY.replace("MODEL", "weather.json"));
    project.ends(&["generate"], 0);
    project.model("tides.json", &model("Tides", &["Id"], &[]));
    let mut gone = model("Weather", &["Id"], &[]);
    gone["shapes"]["example#Weather"]["operations"] = json!([{"target": "example#Tell"}]);
    project.model("gone.json", &gone);
    let mut broken = model("Weather", &["Id"], &[]);
    broken["shapes"]["example#AskInput"]["members"]["Id"]["target"] = json!("example#None");
    project.model("broken.json", &broken);
    project.write("package.json", "{}");
    let before = content(&project.0);
    for (from, said) in [
        ("tides.json", "has no service `weather`"),
        ("gone.json", "no longer has Ask, which `weather` asks for"),
        ("broken.json", "there is no shape `example#None`"),
        ("package.json", "and no Smithy model"),
        ("none.json", "there is no `none.json`"),
    ] {
        let told = project.ends(&["update", "--from", from], 2);
        assert!(told.contains(said), "{said}: {told}");
        assert_eq!(content(&project.0), before);
    }
}
