//! What the command leaves alone on other people's disks, and what it says about it.

#![allow(clippy::unwrap_used, reason = "a helper of tests fails as they do")]
#![cfg(feature = "cli")]

mod files;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use files::content;

const PROGRAM: &str = env!("CARGO_BIN_EXE_shapesmith");

/// An empty folder of the test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("safety")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn put(path: PathBuf, text: &str) -> PathBuf {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

/// A service with this name and these operations.
fn model(name: &str, operations: &[&str]) -> String {
    let operation = |operation: &&str| {
        let http = r#"{"method":"POST","requestUri":"/"}"#;
        let shape = format!(r#"{{"shape":"{operation}Request"}}"#);
        format!(r#""{operation}":{{"name":"{operation}","http":{http},"input":{shape}}}"#)
    };
    let shape = |operation: &&str| {
        format!(
            r#""{operation}Request":{{"type":"structure","members":{{"Name":{{"shape":"Name"}}}}}}"#
        )
    };
    let list = |write: &dyn Fn(&&str) -> String| {
        operations.iter().map(write).collect::<Vec<_>>().join(",\n")
    };
    // The folder's name, as far as it can be a service's.
    let id: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    format!(
        r#"{{
"version":"2.0",
"metadata":{{"apiVersion":"2020-01-01","endpointPrefix":"toy","protocols":["json"],"serviceFullName":"{name}",
"serviceId":"{id}","signatureVersion":"v4","jsonVersion":"1.1","targetPrefix":"{id}"}},
"operations":{{{}}},
"shapes":{{{},"Name":{{"type":"string"}}}}
}}
"#,
        list(&operation),
        list(&shape)
    )
}

/// A service's folder in a folder of models.
fn service(models: &Path, name: &str, operations: &[&str]) -> PathBuf {
    let file = models
        .join(name.to_lowercase())
        .join("2020-01-01/service-2.json");
    put(file.clone(), &model(name, operations));
    file.parent().unwrap().to_owned()
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[track_caller]
fn succeeds(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    said(&output)
}

#[track_caller]
fn fails(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    said(&output)
}

#[test]
fn what_a_person_changed_or_copied_is_kept_and_told() {
    let root = folder("kept");
    service(&root, "Toy", &["Look", "Go", "Stay"]);
    let generate = ["generate", "--model", "toy", "--out", "out"];
    succeeds(&root, &generate);
    let out = root.join("out");
    let page = fs::read_to_string(out.join("src/operation/go.rs")).unwrap();
    let copy = put(out.join("src/operation/my_copy.rs"), &page);
    let edited = put(out.join("src/operation/go.rs"), &format!("{page}// mine\n"));
    let overwritten = out.join("src/operation/look.rs");
    let text = fs::read_to_string(&overwritten).unwrap() + "// mine\n";
    fs::write(&overwritten, text).unwrap();
    service(&root, "Toy", &["Look"]);
    let told = succeeds(&root, &generate);
    for path in ["src/operation/go.rs", "src/operation/my_copy.rs"] {
        let line = format!(
            "kept, as it was changed or copied (remove it, or its first line if it is yours): out/{path}"
        );
        assert!(told.contains(&line), "{line} in {told}");
    }
    assert!(
        told.contains("edited by hand: out/src/operation/look.rs"),
        "{told}"
    );
    assert!(told.contains("removed out/src/operation/stay.rs"), "{told}");
    assert!(copy.exists() && edited.exists());
    // It makes nothing stale, and a file without our first line is nobody's business but its owner's.
    assert!(succeeds(&root, &["check", "--model", "toy", "--out", "out"]).contains("kept"));
    fs::write(copy, "mine\n").unwrap();
    fs::remove_file(edited).unwrap();
    assert!(!succeeds(&root, &generate).contains("kept"));
}

#[test]
fn another_service_does_not_take_a_crates_place() {
    let root = folder("another");
    service(&root, "One", &["Look"]);
    service(&root, "Two", &["Look"]);
    succeeds(&root, &["generate", "--model", "one", "--out", "out"]);
    let before = content(&root.join("out"));
    let told = fails(&root, &["generate", "--model", "two", "--out", "out"]);
    assert!(
        told.contains("out/Cargo.toml was made from one/2020-01-01, another service"),
        "{told}"
    );
    assert!(told.contains("choose another folder"), "{told}");
    assert!(content(&root.join("out")) == before);
    // Another version of the same is an update.
    let next = root.join("one/2021-01-01");
    fs::rename(root.join("one/2020-01-01"), next).unwrap();
    succeeds(&root, &["generate", "--model", "one", "--out", "out"]);
    // So is a service whose models moved.
    fs::rename(root.join("one"), root.join("uno")).unwrap();
    succeeds(&root, &["generate", "--model", "uno", "--out", "out"]);
}

#[test]
fn a_folder_one_level_too_high_or_too_low_is_refused() {
    let root = folder("levels");
    service(&root, "models/one", &["Look"]);
    service(&root, "models/two", &["Look"]);
    for name in ["one", "two"] {
        let file = root
            .join("models")
            .join(name)
            .join("2020-01-01/service-2.json");
        put(file, &model(name, &["Look"]));
    }
    succeeds(&root, &["generate", "--model", "models", "--out", "out"]);
    let before = content(&root.join("out"));
    let told = fails(
        &root,
        &["generate", "--model", "models/one", "--out", "out"],
    );
    assert!(
        told.contains("out holds generated crates, as out/one"),
        "{told}"
    );
    let told = fails(
        &root,
        &["generate", "--model", "models", "--out", "out/one"],
    );
    assert!(told.contains("lies in a generated crate"), "{told}");
    put(
        root.join("shapesmith.toml"),
        "[[crate]]\nmodel = \"models/one\"\nout = \"out\"\n",
    );
    assert!(fails(&root, &[]).contains("out holds generated crates"));
    assert!(content(&root.join("out")) == before);
}

#[test]
fn what_a_folder_of_models_is_depends_on_its_folders_not_on_their_number() {
    let root = folder("shape");
    service(&root, "models/a", &["Look"]);
    succeeds(&root, &["generate", "--model", "models", "--out", "out"]);
    assert!(root.join("out/a/Cargo.toml").exists() && !root.join("out/Cargo.toml").exists());
    // Folders without versions are services, too, all of them.
    for name in ["One", "Two"] {
        let file = root
            .join("flat")
            .join(name.to_lowercase())
            .join("service-2.json");
        put(file, &model(name, &["Look"]));
    }
    succeeds(&root, &["generate", "--model", "flat", "--out", "flat-out"]);
    assert!(root.join("flat-out/one/Cargo.toml").exists());
    assert!(root.join("flat-out/two/Cargo.toml").exists());
    let named = [
        "generate",
        "--model",
        "flat",
        "--out",
        "x",
        "--crate-name",
        "y",
    ];
    let told = fails(&root, &named);
    assert!(told.contains("flat is a folder of services"), "{told}");
    assert!(!root.join("x").exists());
}

#[test]
fn crates_may_lie_beside_their_models() {
    let root = folder("beside");
    let version = service(&root, "models/a", &["Look"]);
    let before = fs::read(version.join("service-2.json")).unwrap();
    for _ in 0..2 {
        succeeds(&root, &["generate", "--model", "models", "--out", "models"]);
        assert!(fs::read(version.join("service-2.json")).unwrap() == before);
        let check = succeeds(&root, &["check", "--model", "models", "--out", "models"]);
        assert!(check.contains(" 0 files changed"), "{check}");
    }
}

/// A shell's command, with the program in its path.
fn shell(folder: &Path, command: &str) -> Output {
    let programs = Path::new(PROGRAM).parent().unwrap().to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = [programs].into_iter().chain(std::env::split_paths(&path));
    Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", std::env::join_paths(paths).unwrap())
        .output()
        .unwrap()
}

/// The command in backquotes.
fn command_in(text: &str) -> String {
    let end = text.rfind("` m").unwrap();
    let start = text.find("`shapesmith ").unwrap();
    text[start + 1..end].to_owned()
}

#[cfg(unix)]
#[test]
fn the_hint_followed_to_the_letter_mends_what_check_found() {
    let root = folder("hint's \"$HOME\" `x`; a");
    service(&root, "my models/it's", &["Look", "Go"]);
    service(&root, "models/toy", &["Look"]);
    put(
        root.join("-con figs/a.toml"),
        "[[crate]]\nmodel = \"../my models/it's\"\nout = \"../out 2\"\nname = \"toy\"\n",
    );
    let given = [
        vec![
            "--model",
            "my models/it's",
            "--out=-out $HOME",
            "--operations",
            "Look,Go",
            "--crate-name",
            "toy",
            "--protocol-priority",
            "json,query",
            "--types-only",
            "--runtime-path",
            "../my \"runtime\"",
            "--runtime",
            "::my_runtime",
        ],
        vec!["--config=-con figs/a.toml"],
        vec![
            "--model",
            "models",
            "--out",
            "all",
            "--all-versions",
            "--threads",
            "1",
        ],
    ];
    for (given, out) in given.iter().zip(["-out $HOME", "out 2", "all"]) {
        succeeds(&root, &[&["generate"], given.as_slice()].concat());
        let out = root.join(out);
        let before = content(&out);
        let (some, _) = &before[0];
        fs::remove_file(out.join(some)).unwrap();
        let output = run(&root, &[&["check"], given.as_slice()].concat());
        assert_eq!(output.status.code(), Some(1));
        let told = String::from_utf8(output.stderr).unwrap();
        let hint = command_in(told.lines().last().unwrap());
        assert!(!hint.contains("--threads"), "{hint}");
        let output = shell(&root, &hint);
        assert_eq!(output.status.code(), Some(0), "{hint}: {}", said(&output));
        assert!(content(&out) == before, "{hint}");
    }
}

#[cfg(unix)]
#[test]
fn the_headers_command_makes_the_same_files_once_the_folders_are_filled_in() {
    let root = folder("header");
    for name in ["One", "Two"] {
        service(&root.join("models"), name, &["Look", "Go"]);
    }
    let choices = [
        vec!["--operations", "Look", "--types-only"],
        vec![
            "--crate-name",
            "other",
            "--runtime-path",
            "../my runtime's",
            "--runtime",
            "::r",
        ],
        vec!["--protocol-priority", "json"],
    ];
    let check = |made: &Path| {
        let before = content(made);
        let manifest = fs::read_to_string(made.join("Cargo.toml")).unwrap();
        let command = command_in(manifest.lines().next().unwrap());
        assert!(!command.contains("models"), "{command}");
        let name = if made.ends_with("two") || made.ends_with("two-2020-01-01") {
            "two"
        } else {
            "one"
        };
        let again = root.join("again");
        let _ = fs::remove_dir_all(&again);
        let command = command
            .replace("MODEL", &format!("models/{name}/2020-01-01"))
            .replace("CRATE", "again");
        let output = shell(&root, &command);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{command}: {}",
            said(&output)
        );
        assert!(content(&again) == before, "{command}");
    };
    for choices in choices {
        let out = root.join("out");
        let _ = fs::remove_dir_all(&out);
        let generate = ["generate", "--model", "models/one", "--out", "out"];
        succeeds(&root, &[generate.as_slice(), &choices].concat());
        check(&out);
    }
    succeeds(&root, &["generate", "--model", "models", "--out", "all"]);
    let every = [
        "generate",
        "--model",
        "models",
        "--out",
        "every",
        "--all-versions",
    ];
    succeeds(&root, &every);
    for made in [
        "all/one",
        "all/two",
        "every/one-2020-01-01",
        "every/two-2020-01-01",
    ] {
        check(&root.join(made));
    }
}

fn with_carriage_returns(root: &Path) {
    for (path, text) in content(root) {
        let text = String::from_utf8(text).unwrap().replace('\n', "\r\n");
        fs::write(root.join(path), text).unwrap();
    }
}

#[test]
fn a_checkout_with_carriage_returns_is_fresh_and_left_alone() {
    let root = folder("checkout");
    service(&root, "Toy", &["Look", "Go"]);
    let places = ["--model", "toy", "--out", "out"];
    succeeds(&root, &[&["generate"], places.as_slice()].concat());
    with_carriage_returns(&root.join("out"));
    let before = content(&root.join("out"));
    let told = succeeds(&root, &[&["check"], places.as_slice()].concat());
    assert!(told.contains(" 0 files changed"), "{told}");
    succeeds(&root, &[&["generate"], places.as_slice()].concat());
    assert!(content(&root.join("out")) == before);
    // Of an update, only what it changes is written, and what is no longer made goes.
    service(&root, "Toy", &["Look"]);
    let told = succeeds(&root, &[&["generate"], places.as_slice()].concat());
    assert!(told.contains("removed out/src/operation/go.rs"), "{told}");
    assert!(!told.contains("edited") && !told.contains("kept"), "{told}");
    assert!(!told.contains("wrote out/src/operation/look.rs"), "{told}");
}

#[test]
fn carriage_returns_in_what_is_read_change_no_byte() {
    let root = folder("returns");
    service(&root, "Toy", &["Look"]);
    put(
        root.join("toy/overlay.toml"),
        "[service]\ndocumentation = \"\"\"\nFirst.\n\n- one\n- two \\\n  three\n\n```text\na\nb\n```\n\"\"\"\n\
         [operations.Look]\ndocumentation = '''\nLooks.\nTwice.\n'''\n",
    );
    put(
        root.join("shapesmith.toml"),
        "[[crate]]\nmodel = \"toy\"\nout = \"out\"\nmanifest = \"\"\"\n[lints.rust]\nunused = \"warn\"\n\"\"\"\n",
    );
    succeeds(&root, &[]);
    let before = content(&root.join("out"));
    fs::remove_dir_all(root.join("out")).unwrap();
    with_carriage_returns(&root);
    succeeds(&root, &[]);
    for ((path, one), (_, other)) in before.iter().zip(content(&root.join("out"))) {
        assert!(!other.contains(&b'\r'), "{}", path.display());
        assert!(*one == other, "{}", path.display());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_gets_lost_is_a_failure() {
    let root = folder("full");
    service(&root, "Toy", &["Look"]);
    for arguments in [
        &["list", "toy"][..],
        &["generate", "--model", "toy", "--out", "out"],
        &["check", "--model", "toy", "--out", "out"],
        &["import", "toy", "--to", "to", "--source-version", "1"],
        &["--help"],
        &["--version"],
        &["list", "--help"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(PROGRAM);
        command.args(arguments).current_dir(&root).stdout(full);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let told = said(&output);
        assert!(told.contains("the output can't be written"), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let root = folder("pipe");
    service(&root, "Toy", &["Look", "Go"]);
    let stale = ["check", "--model", "toy", "--out", "out"];
    for (arguments, code) in [
        (&["list", "toy"][..], 0),
        (&["--help"], 0),
        (&stale, 1),
        (&["generate", "--model", "toy", "--out", "out"], 0),
    ] {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).current_dir(&root);
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        command.stdout(writer).stderr(Stdio::piped());
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        let told = said(&output);
        assert!(
            !told.contains("panicked") && !told.contains("output"),
            "{told}"
        );
    }
    assert!(root.join("out/Cargo.toml").exists());
}

fn utf16(text: &str) -> Vec<u8> {
    let marked = format!("\u{feff}{text}");
    marked.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn an_encoding_is_called_by_its_name_and_a_mark_in_utf_8_costs_nothing() {
    let root = folder("encoding");
    let texts = [
        ("toy/2020-01-01/service-2.json", model("Toy", &["Look"])),
        (
            "toy/2020-01-01/service-2.sdk-extras.json",
            r#"{"merge":{}}"#.to_owned(),
        ),
        (
            "toy/2020-01-01/paginators-1.json",
            r#"{"pagination":{}}"#.to_owned(),
        ),
        (
            "toy/2020-01-01/overlay.toml",
            "[operations.Look]\n".to_owned(),
        ),
        ("toy/overlay.toml", "[operations.Look]\n".to_owned()),
        (
            "shapesmith.toml",
            "[[crate]]\nmodel = \"toy\"\nout = \"out\"\n".to_owned(),
        ),
    ];
    let write = |file: &str, bytes: &[u8]| {
        let path = put(root.join(file), "");
        fs::write(path, bytes).unwrap();
    };
    for (file, text) in &texts {
        write(file, text.as_bytes());
    }
    succeeds(&root, &[]);
    for (file, text) in &texts {
        write(file, &utf16(text));
        let told = fails(&root, &[]);
        assert!(
            told.contains("the file is UTF-16, not UTF-8"),
            "{file}: {told}"
        );
        assert!(
            told.contains(file) && told.contains("save it as UTF-8"),
            "{told}"
        );
        write(file, format!("\u{feff}{text}").as_bytes());
        let told = succeeds(&root, &["check"]);
        assert!(told.contains(" 0 files changed"), "{file}: {told}");
    }
    write("models/manifest.toml", &utf16("\n"));
    let import = ["import", "toy", "--to", "models", "--source-version", "1"];
    let told = fails(&root, &import);
    assert!(told.contains("the file is UTF-16, not UTF-8"), "{told}");
    write("models/manifest.toml", "\u{feff}\n".as_bytes());
    succeeds(&root, &import);
}

fn prose(models: &Path, name: &str) -> PathBuf {
    let folder = service(models, name, &["Look"]);
    let file = folder.join("service-2.json");
    let text = fs::read_to_string(&file).unwrap();
    let told = "\"documentation\":\"<p>A text of the user's own.</p>\",\n\"operations\"";
    fs::write(&file, text.replacen("\"operations\"", told, 1)).unwrap();
    folder
}

fn import<'a>(from: &'a str, to: &'a str) -> [&'a str; 6] {
    ["import", from, "--to", to, "--source-version", "1"]
}

#[test]
fn an_import_of_a_folder_onto_itself_loses_nothing() {
    let root = folder("onto-itself");
    prose(&root.join("models"), "Toy");
    #[cfg(unix)]
    std::os::unix::fs::symlink("models", root.join("link")).unwrap();
    let before = content(&root);
    for (from, to) in [
        ("models/toy", "models"),
        ("models/toy/2020-01-01", "models/../models"),
        ("models/toy/2020-01-01/service-2.json", "models"),
        ("models/toy", "models/toy/2020-01-01"),
        #[cfg(unix)]
        ("link/toy", "models"),
        #[cfg(unix)]
        ("models/toy", "link"),
    ] {
        let told = fails(&root, &import(from, to));
        assert!(told.contains("choose another folder with `--to`"), "{told}");
        assert!(content(&root) == before, "{from} {to}");
    }
    // A file that lies beside the copy is none of it.
    put(root.join("flat/toy.json"), &model("Toy", &["Look"]));
    succeeds(&root, &import("flat/toy.json", "flat"));
    assert!(root.join("flat/toy/2020-01-01/service-2.json").exists());
}

#[test]
fn an_import_overwrites_only_what_an_import_wrote() {
    let root = folder("import-over");
    prose(&root.join("from"), "Toy");
    let mine = prose(&root.join("to"), "Toy").join("service-2.json");
    let text = [fs::read(&mine).unwrap().as_slice(), b"\n"].concat();
    fs::write(&mine, &text).unwrap();
    let told = fails(&root, &import("from/toy", "to"));
    assert!(
        told.contains("service-2.json is not from an earlier import"),
        "{told}"
    );
    assert!(fs::read(&mine).unwrap() == text && !root.join("to/manifest.toml").exists());
    // An own file that took the place of an import's.
    fs::remove_file(&mine).unwrap();
    succeeds(&root, &import("from/toy", "to"));
    fs::write(&mine, &text).unwrap();
    let told = fails(&root, &import("from/toy", "to"));
    assert!(told.contains("is not from an earlier import"), "{told}");
    // An import's own, from a checkout with other line ends, and of an older version.
    fs::remove_file(&mine).unwrap();
    succeeds(&root, &import("from/toy", "to"));
    with_carriage_returns(&root.join("to"));
    let before = content(&root.join("to"));
    assert_eq!(succeeds(&root, &import("from/toy", "to")), "");
    assert!(content(&root.join("to")) == before);
    service(&root.join("from"), "Toy", &["Look", "Go"]);
    let told = succeeds(&root, &import("from/toy", "to"));
    assert!(
        told.contains("wrote to/toy/2020-01-01/service-2.json"),
        "{told}"
    );
}

#[test]
fn an_import_leaves_nothing_of_an_older_one_beside_the_new_files() {
    let root = folder("import-left");
    let version = service(&root.join("from"), "Toy", &["Look"]);
    for name in ["paginators-1", "examples-1"] {
        let key = name
            .split('-')
            .next()
            .unwrap()
            .replace("paginators", "pagination");
        let text = format!("{{\"{key}\":{{}}}}");
        put(version.join(name).with_extension("json"), &text);
    }
    succeeds(&root, &import("from/toy", "to"));
    let copy = root.join("to/toy/2020-01-01");
    put(
        copy.join("waiters-2.json"),
        "{\"version\":2,\"waiters\":{}}",
    );
    put(copy.join("overlay.toml"), "");
    fs::remove_file(version.join("paginators-1.json")).unwrap();
    let told = succeeds(&root, &import("from/toy", "to"));
    assert!(
        told.contains("removed to/toy/2020-01-01/paginators-1.json"),
        "{told}"
    );
    let left: Vec<String> = content(&copy)
        .into_iter()
        .map(|(path, _)| path.display().to_string())
        .collect();
    let expected = [
        "examples-1.json",
        "overlay.toml",
        "service-2.json",
        "waiters-2.json",
    ];
    assert_eq!(left, expected);
}

#[test]
fn an_import_loses_nothing_that_somebody_wrote_into_the_manifest() {
    let root = folder("import-manifest");
    service(&root.join("from"), "Toy", &["Look"]);
    for mine in [
        "[other]\nkey = 1\n",
        "# mine\n",
        "[[model]]\npath = \"a/1\"\nsource = \"s\"\nversion = \"1\"\nmine = 1\n[model.files]\n",
    ] {
        let manifest = put(root.join("to/manifest.toml"), mine);
        let told = fails(&root, &import("from/toy", "to"));
        assert!(told.contains("error[broken-manifest]"), "{told}");
        assert_eq!(fs::read_to_string(manifest).unwrap(), mine);
        assert!(!root.join("to/toy").exists());
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_neither_read_nor_waited_for() {
    let root = folder("no-file");
    service(&root, "Toy", &["Look"]);
    let pipe = |path: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let made = Command::new("mkfifo").arg(path).status().unwrap();
        assert!(made.success());
    };
    pipe("pipe");
    pipe("in/service-2.json");
    fs::create_dir_all(root.join("folder/service-2.json")).unwrap();
    for model in ["pipe", "in", "folder", "nowhere"] {
        for arguments in [
            &["generate", "--model", model, "--out", "out"][..],
            &["list", model],
            &import(model, "to"),
        ] {
            let told = fails(&root, arguments);
            assert!(told.contains("error["), "{told}");
        }
    }
    assert!(!root.join("out").exists() && !root.join("to").exists());
    pipe("out/src/lib.rs");
    pipe("out/src/types/x.rs");
    let told = fails(&root, &["generate", "--model", "toy", "--out", "out"]);
    assert!(
        told.contains("out/src/lib.rs is in the way, as it is no file"),
        "{told}"
    );
    pipe("to/toy/2020-01-01/service-2.json");
    let told = fails(&root, &import("toy", "to"));
    assert!(told.contains("is in the way, as it is no file"), "{told}");
}

#[cfg(target_os = "linux")]
#[test]
fn check_reads_no_more_of_a_file_than_could_be_right() {
    let root = folder("large");
    service(&root, "Toy", &["Look"]);
    let check = ["check", "--model", "toy", "--out", "out"];
    succeeds(&root, &["generate", "--model", "toy", "--out", "out"]);
    for (path, is_ours) in [
        ("src/lib.rs", true),
        ("src/types/old.rs", true),
        ("src/types/big.rs", false),
        ("tests/fixture.bin", false),
        ("target/x", false),
        (".git/x", false),
    ] {
        let path = root.join("out").join(path);
        let found = fs::read_to_string(&path);
        let header = found.or_else(|_| fs::read_to_string(root.join("out/src/error.rs")));
        let path = put(
            path,
            if is_ours {
                header.as_ref().unwrap()
            } else {
                ""
            },
        );
        let file = fs::File::options().append(true).open(path).unwrap();
        // Takes no room on the disk.
        file.set_len(4 << 30).unwrap();
    }
    let told = said(&run(&root, &check));
    assert!(told.contains("stale out/src/lib.rs"), "{told}");
    // A shell's count has that of the programs that it waited for.
    let command = format!("shapesmith {} >told; cat /proc/$$/io", check.join(" "));
    let counted = String::from_utf8(shell(&root, &command).stdout).unwrap();
    let read = counted
        .lines()
        .find_map(|line| line.strip_prefix("rchar: "));
    println!("read: {read:?}");
    // Not every system counts.
    let read: u64 = read.map_or(0, |read| read.parse().unwrap());
    assert!(read < 32 << 20, "{read} bytes");
}
