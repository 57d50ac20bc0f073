//! Whatever stands in the strings of a model, it stays text: in comments, docs, literals and files of other kinds.
//!
//! `SHAPESMITH_TEXTS` sets how many single strings are changed; `SHAPESMITH_MODELS` names a folder of further models, as
//! botocore has them. The defaults keep the test short.

#![allow(clippy::unwrap_used, reason = "a helper of tests fails as they do")]

mod model;
mod output;

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use model::Model;
use output::Output;
use proptest::prelude::any;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// A text that is nothing but that.
const HARMLESS: &str = "Evil";

/// What would be more than text in a comment, in Markdown, in a literal, in TOML or on a terminal.
fn payloads() -> Vec<String> {
    let mut payloads: Vec<String> = [
        "\n\n```\nevil\n```",
        "\n```no_run\nevil\n```\n",
        "``` evil",
        "~~~\nevil\n~~~",
        "\n\n    evil();\n",
        "*/ fn evil() {} /*",
        "\n#![evil]\n",
        "#[evil]",
        "\u{202e}\u{2066}evil\u{200b}",
        "e\u{0}v\u{7}i\u{1b}[31ml\u{85}\u{2028}\u{feff}",
        "<script>evil</script> <b> &lt;i&gt; <!-- evil",
        "<pre>evil</pre><code>```</code>",
        "evil -->",
        "\"# evil",
        "\"\n[dependencies]\nevil = \"1\"",
        "// evil",
        "/// evil",
        "\\",
        "`",
        "evil\r\nevil",
        "[evil](javascript:evil) [`evil`] [evil]: x",
        "| evil |\n| --- |\n",
        "\n- evil\n\n1. evil\n\n# evil\n",
        "${evil} {evil} {{evil}}",
    ]
    .map(str::to_owned)
    .to_vec();
    let hidden = ('\0'..='\u{ffff}').chain('\u{e0000}'..='\u{e007f}');
    payloads.push(hidden.filter(|c| output::is_hidden(*c)).collect());
    payloads.push("evil ".repeat(5_000));
    payloads.push("e".repeat(20_000));
    payloads
}

/// A folder of its own below the one for tests.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("hostile-texts")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The models that are always tried: FSx first, then those of the fixtures that give a crate.
fn models() -> Vec<Model> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut models = vec![Model::read(&root.join("../models/fsx"), "2018-03-01")];
    let mut fixtures: Vec<PathBuf> = fs::read_dir(root.join("tests/fixtures"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.ends_with("selection"))
        .collect();
    fixtures.sort();
    let accepted = fixtures.iter().filter(|path| {
        !path
            .file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with("refused")
    });
    models.extend(accepted.map(|path| Model::read(path, "")));
    models
}

/// The crate of a model, or what the command says against it.
fn generate(model: &Path, out: &Path) -> Result<Output, String> {
    let _ = fs::remove_dir_all(out);
    let output = Command::new(env!("CARGO_BIN_EXE_shapesmith"))
        .args(["generate", "--crate-name", "tiny", "--model"])
        .arg(model)
        .arg("--out")
        .arg(out)
        .output()
        .unwrap();
    if output.status.success() {
        return Ok(Output::of_crate(out));
    }
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(!out.exists(), "something was written");
    Err(text)
}

/// The single file of a model, or what is said against it.
fn to_source(model: &Path) -> Result<Output, String> {
    let source = shapesmith::Service::load(model).and_then(|service| service.to_source());
    source
        .map(Output::of_source)
        .map_err(|error| error.to_string())
}

/// Puts a payload into each sentence of the model at once, a different one from place to place.
fn sentences_stay_text(name: &str, model: &Model, payloads: &[String], first: usize) {
    let folder = folder(name);
    let made = |model: &Model| {
        let path = model.write(&folder.join("model"));
        let files = generate(&path, &folder.join("out")).map_err(|why| format!("{name}: {why}"));
        let source = to_source(&path).map_err(|why| format!("{name}: {why}"));
        [files.unwrap(), source.unwrap()]
    };
    let plain = made(&model.with_sentences(|_| HARMLESS.to_owned()));
    let hostile = made(&model.with_sentences(|index| {
        let payload = payloads.get((first + index) % payloads.len());
        payload.cloned().unwrap_or_default()
    }));
    for (plain, hostile) in plain.iter().zip(&hostile) {
        hostile.check(name);
        for (file, code) in &plain.code {
            assert_eq!(
                hostile.code.get(file),
                Some(code),
                "{name}: the code of {file} changed"
            );
        }
        assert_eq!(hostile.code.len(), plain.code.len(), "{name}");
    }
}

#[test]
fn no_sentence_of_a_model_is_more_than_text() {
    let payloads = payloads();
    for (index, model) in models().iter().enumerate() {
        sentences_stay_text(&format!("sentences-{index}"), model, &payloads, index);
    }
}

#[test]
fn no_string_of_a_model_is_more_than_text() {
    let count = std::env::var("SHAPESMITH_TEXTS").ok();
    let count = count.and_then(|count| count.parse().ok()).unwrap_or(150);
    let (models, payloads) = (models(), payloads());
    let folder = folder("strings");
    let config = Config {
        cases: count,
        failure_persistence: None,
        // Each place stands for itself.
        max_shrink_iters: 0,
        rng_seed: RngSeed::Fixed(2018),
        ..Config::default()
    };
    let strategy = (
        any::<Index>(),
        any::<Index>(),
        any::<Index>(),
        any::<bool>(),
    );
    let (accepted, refused) = (Cell::new(0), Cell::new(0));
    let outcome = TestRunner::new(config).run(&strategy, |(model, place, payload, whole)| {
        // One in six goes to the large model, which takes as long as twenty small ones.
        let model = &models[model
            .index(models.len() * 6 / 5)
            .saturating_sub(models.len() / 5)];
        let payload = payload.get(&payloads);
        let (changed, place) = model.with_string(place.index(model.strings()), payload);
        let path = changed.write(&folder.join("model"));
        let made = if whole {
            generate(&path, &folder.join("out"))
        } else {
            to_source(&path)
        };
        match made {
            Ok(output) => {
                accepted.set(accepted.get() + 1);
                output.check(&place);
            }
            Err(why) => {
                refused.set(refused.get() + 1);
                assert!(why.contains("\n   |  $"), "{place}: no path in\n{why}");
                assert!(!why.contains("a mistake of shapesmith"), "{place}: {why}");
            }
        }
        Ok(())
    });
    outcome.unwrap();
    let (accepted, refused) = (accepted.get(), refused.get());
    assert!(
        accepted > 0 && refused > 0,
        "{accepted} were accepted and {refused} refused"
    );
}

#[test]
fn no_sentence_of_a_further_model_is_more_than_text() {
    let Ok(root) = std::env::var("SHAPESMITH_MODELS") else {
        return;
    };
    let payloads = payloads();
    let mut services: Vec<PathBuf> = Vec::new();
    for service in fs::read_dir(root).unwrap() {
        let service = service.unwrap().path();
        if service.is_dir() {
            let versions = fs::read_dir(service).unwrap();
            services.extend(versions.map(|version| version.unwrap().path()));
        }
    }
    services.retain(|path| path.join("service-2.json.gz").exists());
    services.sort();
    for (index, path) in services.iter().enumerate() {
        let model = Model::read(path, "");
        sentences_stay_text("further", &model, &payloads, index);
    }
}
