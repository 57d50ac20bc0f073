//! What the command says to the mistakes that a newcomer makes: each is a case of `cases.rs`, `messages.snap` holds the
//! answers. `INSTA_UPDATE=always cargo test -p shapesmith --test messages` writes them anew.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]
#![cfg(feature = "cli")]

mod cases;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use cases::{Case, Content, cases};

/// An empty folder of the test's own, with no project above it.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("shapesmith-messages-{}", std::process::id()));
    let folder = folder.join(name.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn put(root: &Path, path: &str, content: &Content) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    match content {
        Content::Folder => fs::create_dir_all(path).unwrap(),
        Content::Text(text) => fs::write(path, text).unwrap(),
        Content::Bytes(bytes) => fs::write(path, bytes).unwrap(),
    }
}

fn shapesmith(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shapesmith"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// The case as a section of the snapshot.
fn answered(case: &Case) -> String {
    let folder = folder(case.name);
    for (path, content) in &case.files {
        put(&folder, path, content);
    }
    let output = shapesmith(&folder, &case.arguments);
    let words = case.arguments.iter().map(|word| match *word {
        "" => " ''".to_owned(),
        word if word.contains(' ') => format!(" '{word}'"),
        word => format!(" {word}"),
    });
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().trim().to_owned();
    let mut section = format!(
        "## {}\n$ shapesmith{}\n",
        case.name,
        words.collect::<String>()
    );
    for said in [text(&output.stderr), text(&output.stdout)] {
        if !said.is_empty() {
            section.push_str(&said);
            section.push('\n');
        }
    }
    section.push_str(&format!("(exit code {})\n", output.status.code().unwrap()));
    fs::remove_dir_all(folder).unwrap();
    section
}

#[cfg(unix)]
#[test]
fn each_mistake_is_told_with_its_place_and_what_to_do() {
    let sections: Vec<String> = cases().iter().map(answered).collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(".");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("messages", sections.join("\n")));
}
