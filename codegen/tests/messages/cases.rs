//! The mistakes: what lies in the folder, and what is typed there.
//!
//! A case has its files and its arguments, nothing else; what is answered stands in the snapshot.

/// What a path holds.
pub(crate) enum Content {
    Folder,
    Text(String),
    Bytes(Vec<u8>),
}

/// One mistake.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) files: Vec<(&'static str, Content)>,
    pub(crate) arguments: Vec<&'static str>,
}

const SERVICE: &str = include_str!("../fixtures/pages_and_a_waiter/service-2.json");
const PAGINATORS: &str = include_str!("../fixtures/pages_and_a_waiter/paginators-1.json");
const WAITERS: &str = include_str!("../fixtures/pages_and_a_waiter/waiters-2.json");
const RULES: &str = r#"{"version":"1.0","parameters":{},"rules":[]}"#;

const MODEL: &str = "models/tiny/2026-01-01";

fn text(text: &str) -> Content {
    Content::Text(text.to_owned())
}

/// A mistake in a folder that has a model.
fn case(name: &'static str, arguments: &[&'static str]) -> Case {
    Case {
        name,
        files: vec![
            ("models/tiny/2026-01-01/service-2.json", text(SERVICE)),
            ("models/tiny/2026-01-01/paginators-1.json", text(PAGINATORS)),
            ("models/tiny/2026-01-01/waiters-2.json", text(WAITERS)),
        ],
        arguments: arguments.to_vec(),
    }
}

/// A mistake in an empty folder.
fn bare(name: &'static str, arguments: &[&'static str]) -> Case {
    Case {
        name,
        files: Vec::new(),
        arguments: arguments.to_vec(),
    }
}

impl Case {
    /// With one more file, or one in the place of another.
    fn with(mut self, path: &'static str, content: Content) -> Self {
        self.files.retain(|(other, _)| *other != path);
        self.files.push((path, content));
        self
    }
}

/// A crate of the model at `path`.
fn of(name: &'static str, path: &'static str) -> Case {
    case(
        name,
        &["generate", "--model", path, "--out", "generated/tiny"],
    )
}

/// A crate of the model, with more arguments.
fn given(name: &'static str, more: &[&'static str]) -> Case {
    let arguments = ["generate", "--model", MODEL, "--out", "generated/tiny"];
    case(name, &[&arguments, more].concat())
}

/// A configuration.
fn configured(name: &'static str, toml: &str) -> Case {
    case(name, &[]).with("shapesmith.toml", text(toml))
}

pub(crate) fn cases() -> Vec<Case> {
    let groups = [
        outside_a_project(),
        wrong_paths(),
        wrong_files(),
        broken_files(),
        wrong_parts(),
        wrong_choices(),
        wrong_words(),
        wrong_configurations(),
        wrong_outs(),
    ];
    groups.into_iter().flatten().collect()
}

fn outside_a_project() -> Vec<Case> {
    vec![
        bare("outside a project", &[]),
        bare("outside a project, check", &["check"]),
        case("beside models, without a configuration", &[]),
        bare("in a folder of a project", &["--config", "shapesmith.toml"])
            .with("shapesmith.toml/keep", text("")),
        bare("init without a model", &["init"]),
        case(
            "init of a path that isn't there",
            &["init", "--model", "models/tyni"],
        ),
        case("init where a configuration is", &["init"]).with("shapesmith.toml", text("# mine\n")),
    ]
}

fn wrong_paths() -> Vec<Case> {
    vec![
        of("a typo in the model's path", "modles/tiny/2026-01-01"),
        of("a typo in the service", "models/tinny"),
        of("an API version that isn't there", "models/tiny/2026-01-02"),
        of("a typo in the file", "models/tiny/2026-01-01/service2.json"),
        of("nothing near is there", "botocore/data/fsx"),
        of(
            "an address as the model",
            "https://example.com/tiny/service-2.json",
        ),
        case("a folder of many services, listed", &["list", "models"])
            .with("models/other/2020-01-01/service-2.json", text(SERVICE)),
        case("a path that isn't there, listed", &["list", "models/tynny"]),
        case(
            "a path that isn't there, imported",
            &[
                "import",
                "botocor/data/tiny",
                "--to",
                "models",
                "--source-version",
                "1",
            ],
        )
        .with(
            "botocore/data/tiny/2026-01-01/service-2.json",
            text(SERVICE),
        ),
        case(
            "a typo in --config",
            &["check", "--config", "shapsmith.toml"],
        )
        .with("shapesmith.toml", text("")),
    ]
}

fn wrong_files() -> Vec<Case> {
    let other = |name, path, content| of(name, path).with(path, content);
    vec![
        of(
            "paginators as the model",
            "models/tiny/2026-01-01/paginators-1.json",
        ),
        of(
            "waiters as the model",
            "models/tiny/2026-01-01/waiters-2.json",
        ),
        other(
            "endpoint rules as the model",
            "models/tiny/2026-01-01/endpoint-rule-set-1.json",
            text(RULES),
        ),
        other(
            "examples as the model, and no service beside them",
            "elsewhere/examples-1.json",
            text(r#"{"version":"1.0","examples":{}}"#),
        ),
        other(
            "extras as the model",
            "models/tiny/2026-01-01/service-2.sdk-extras.json",
            text(r#"{"version":1.0,"merge":{}}"#),
        ),
        other(
            "a Smithy model",
            "smithy/tiny.json",
            text(r#"{"smithy":"2.0","metadata":{},"shapes":{"a#Tiny":{"type":"service"}}}"#),
        ),
        other(
            "a Smithy model in its own language",
            "smithy/tiny.smithy",
            text("$version: \"2\"\nnamespace a\n"),
        ),
        other(
            "an OpenAPI document",
            "openapi.json",
            text(r#"{"openapi":"3.0.0","info":{"title":"Tiny"},"paths":{}}"#),
        ),
        other(
            "a CloudFormation template",
            "template.json",
            text(r#"{"AWSTemplateFormatVersion":"2010-09-09","Resources":{}}"#),
        ),
        other(
            "YAML",
            "template.yaml",
            text("AWSTemplateFormatVersion: 2010-09-09\nResources:\n"),
        ),
        other(
            "a web page",
            "tiny/service-2.json",
            text("<!DOCTYPE html>\n<html></html>\n"),
        ),
        other(
            "an archive",
            "botocore.whl",
            Content::Bytes(b"PK\x03\x04rest".to_vec()),
        ),
        other(
            "other JSON",
            "package.json",
            text(r#"{"name":"tiny","version":"1.0"}"#),
        ),
        other("a list", "list.json", text("[]")),
    ]
}

fn broken_files() -> Vec<Case> {
    let file = "models/tiny/2026-01-01/service-2.json";
    let packed = "packed/service-2.json.gz";
    let half = &SERVICE[..SERVICE.len() / 2];
    vec![
        of("a file that breaks off", MODEL).with(file, text(half)),
        of("an empty file", MODEL).with(file, text("")),
        of("a comma too many", MODEL).with(
            file,
            text(&SERVICE.replacen("\"operations\": {", "\"operations\": {,", 1)),
        ),
        of("a broken archive", "packed").with(
            packed,
            Content::Bytes(vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1]),
        ),
        of("a plain file named as if it were packed", "packed").with(packed, text(SERVICE)),
        of("a packed file named as if it were plain", MODEL).with(
            file,
            Content::Bytes(vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1]),
        ),
        of("a typo in a key", MODEL)
            .with(file, text(&SERVICE.replacen("\"http\"", "\"htttp\"", 1))),
        of("a shape that isn't there", MODEL).with(
            file,
            text(&SERVICE.replacen("\"shape\": \"Items\"", "\"shape\": \"Itmes\"", 1)),
        ),
    ]
}

fn wrong_parts() -> Vec<Case> {
    let overlay = "models/tiny/overlay.toml";
    vec![
        bare(
            "an empty folder",
            &["generate", "--model", "models", "--out", "generated"],
        )
        .with("models", Content::Folder),
        bare(
            "a folder without a service",
            &["generate", "--model", "tiny", "--out", "generated"],
        )
        .with("tiny/paginators-1.json", text(PAGINATORS)),
        bare(
            "a folder of another SDK",
            &["generate", "--model", "tiny", "--out", "generated"],
        )
        .with("tiny/api-2.json", text(SERVICE)),
        bare(
            "a folder too high",
            &["generate", "--model", "botocore", "--out", "generated"],
        )
        .with(
            "botocore/botocore/data/tiny/2026-01-01/service-2.json",
            text(SERVICE),
        ),
        bare(
            "the service alone, without the files beside it",
            &["generate", "--model", "tiny", "--out", "generated"],
        )
        .with("tiny/service-2.json", text(SERVICE)),
        of("an old name in the overlay", MODEL).with(
            overlay,
            text("[shapes.Itm.members]\nState = \"How it is.\"\n"),
        ),
        of("an old member in the overlay", MODEL).with(
            overlay,
            text("[shapes.Item.members]\nStatus = \"How it is.\"\n"),
        ),
        of("an old operation in the overlay", MODEL).with(
            overlay,
            text("[operations.ListThings]\ndocumentation = \"Lists.\"\n"),
        ),
        of("a broken overlay", MODEL).with(overlay, text("[shapes.Item\n")),
        of("waiters of an operation that isn't there", MODEL).with(
            "models/tiny/2026-01-01/waiters-2.json",
            text(&WAITERS.replace("\"ListItems\"", "\"ListItem\"")),
        ),
    ]
}

fn wrong_choices() -> Vec<Case> {
    vec![
        given("a typo in an operation", &["--operations", "ListItmes"]),
        given(
            "an operation as Rust writes it",
            &["--operations", "list_items"],
        ),
        given("a part of an operation's name", &["--operations", "Items"]),
        given(
            "an operation of another service",
            &["--operations", "CreateBackup"],
        ),
        given("no operation", &["--operations", ""]),
        given(
            "a comma too many between operations",
            &["--operations", "ListItems,"],
        ),
        given(
            "a space between operations",
            &["--operations", "ListItmes, Other"],
        ),
        given("a keyword as the crate's name", &["--crate-name", "type"]),
        given("a crate's name with a space", &["--crate-name", "my crate"]),
        given(
            "the name of a crate that everyone has",
            &["--crate-name", "std"],
        ),
        given("an unknown protocol", &["--protocol-priority", "jsn"]),
        given(
            "a protocol by AWS's name",
            &["--protocol-priority", "awsJson1_1"],
        ),
        given("a runtime that is no name", &["--runtime", "my-runtime"]),
    ]
}

fn wrong_words() -> Vec<Case> {
    vec![
        case("a path alone", &[MODEL]),
        case("a path without --model", &["generate", MODEL]),
        case("a typo in a command", &["genrate"]),
        case("a typo in an argument", &["generate", "--modle", MODEL]),
        case(
            "a model without a place for the crate",
            &["generate", "--model", MODEL],
        ),
        case(
            "operations without a model",
            &["generate", "--operations", "ListItems"],
        ),
        case(
            "import without its version",
            &["import", MODEL, "--to", "models"],
        ),
    ]
}

fn wrong_configurations() -> Vec<Case> {
    let good = "[[crate]]\nmodel = \"models/tiny/2026-01-01\"\nout = \"generated/tiny\"\n";
    let line = |more: &str| format!("{good}{more}\n");
    vec![
        configured("an empty configuration", ""),
        configured("a broken configuration", "[[crate]\nmodel = 1\n"),
        configured(
            "one bracket where two belong",
            &good.replace("[[crate]]", "[crate]"),
        ),
        configured(
            "a typo in a key of the configuration",
            &line("opertions = [\"ListItems\"]"),
        ),
        configured(
            "a key as an argument is written",
            &line("crate-name = \"tiny\""),
        ),
        configured("a key with an underscore", &line("types_only = true")),
        configured("operations as a text", &line("operations = \"ListItems\"")),
        configured(
            "a crate without a place",
            "[[crate]]\nmodel = \"models/tiny/2026-01-01\"\n",
        ),
        configured(
            "a typo in the configured model",
            &good.replace("models/tiny", "models/tinny"),
        ),
        configured(
            "a folder of many services in the configuration",
            &good.replace("models/tiny/2026-01-01", "models"),
        )
        .with("models/other/2020-01-01/service-2.json", text(SERVICE)),
        configured("an empty list of operations", &line("operations = []")),
        configured("two crates in one folder", &line(good)),
    ]
}

fn wrong_outs() -> Vec<Case> {
    vec![
        given("a file where the crate's folder belongs", &[]).with("generated/tiny", text("")),
        given("a crate of one's own where the generated one belongs", &[]).with(
            "generated/tiny/Cargo.toml",
            text("[package]\nname = \"mine\"\n"),
        ),
        given("a folder where a file belongs", &[])
            .with("generated/tiny/src/lib.rs", Content::Folder),
    ]
}
