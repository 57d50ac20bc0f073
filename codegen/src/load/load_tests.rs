//! Small hand-written models, and what is said of their mistakes.
#![allow(clippy::unwrap_used)] // A test may stop where it fails.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use super::cursor::{Context, Cursor};
use super::model::{
    Documentation, Expected, Kind, Matcher, Model, Paginator, ParameterKind, State, Waiter,
};
use super::{Choices, LoadedService, load};
use crate::diagnostics::Diagnostics;

/// A folder of this test alone, gone when it ends.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        // Tests of one name run beside each other.
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let unique = format!("shapesmith-{}-{number}-{name}", std::process::id());
        let folder = Self(std::env::temp_dir().join(unique));
        std::fs::create_dir_all(&folder.0).unwrap();
        folder
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }

    pub(crate) fn write(&self, file: &str, content: &[u8]) {
        let file = self.path(file);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, content).unwrap();
    }

    pub(crate) fn json(&self, file: &str, content: &Value) {
        self.write(file, content.to_string().as_bytes());
    }

    pub(crate) fn load(&self, path: &str) -> (LoadedService, Diagnostics) {
        let mut sink = Diagnostics::new();
        let loaded = load(&self.path(path), &Choices::default(), &mut sink).unwrap();
        (loaded, sink)
    }

    /// The diagnostics as text, with this folder's own path cut off.
    pub(crate) fn text(&self, sink: &Diagnostics) -> String {
        sink.render(false)
            .replace(&format!("{}/", self.0.display()), "")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A model from its JSON, with no file behind it; it has to be right.
pub(crate) fn model(content: &Value) -> Model {
    let mut sink = Diagnostics::new();
    let file = Path::new("service-2.json");
    let mut model = Context::run(file, &mut sink, |context| {
        super::service(&Cursor::root(context, content))
    });
    assert!(!sink.has_errors(), "{}", sink.render(false));
    "tiny/2020-01-01".clone_into(&mut model.source);
    model
}

/// A service of these shapes and operations.
pub(crate) fn tiny(shapes: &Value, operations: &Value) -> Model {
    model(&json!({
        "version": "2.0",
        "metadata": {
            "apiVersion": "2020-01-01", "endpointPrefix": "tiny", "protocol": "json",
            "serviceFullName": "Tiny", "serviceId": "Tiny", "signatureVersion": "v4",
            "jsonVersion": "1.1", "targetPrefix": "Tiny", "uid": "tiny-2020-01-01"
        },
        "shapes": shapes,
        "operations": operations
    }))
}

/// A waiter from its JSON; it has to be right.
pub(crate) fn waiter(content: &Value) -> Waiter {
    right(content, |cursor| {
        super::waiter::read(cursor, "Done", &["Look"])
    })
}

/// A paginator from its JSON; it has to be right.
pub(crate) fn paginator(content: &Value) -> Paginator {
    right(content, super::paginator::read)
}

fn right<T>(content: &Value, read: impl FnOnce(&Cursor<'_>) -> Option<T>) -> T {
    let mut sink = Diagnostics::new();
    let read = Context::run(Path::new("sidecar.json"), &mut sink, |context| {
        read(&Cursor::root(context, content))
    });
    assert!(!sink.has_errors(), "{}", sink.render(false));
    read.unwrap()
}

/// A whole, small service.
pub(crate) fn service() -> Value {
    json!({
        "version": "2.0",
        "metadata": {
            "apiVersion": "2020-01-01",
            "endpointPrefix": "toy",
            "protocols": ["json"],
            "serviceFullName": "Toy",
            "serviceId": "Toy",
            "signatureVersion": "v4"
        },
        "documentation": "<p>A toy.</p>",
        "operations": {
            "CreateBackup": {
                "name": "CreateBackup",
                "http": { "method": "POST", "requestUri": "/", "responseCode": 200 },
                "input": { "shape": "Request" },
                "output": { "shape": "Request" },
                "errors": [{ "shape": "Gone", "exception": true }]
            }
        },
        "shapes": {
            "Request": {
                "type": "structure",
                "required": ["Tags"],
                "members": {
                    "Tags": { "shape": "Tags" },
                    "Kind": { "shape": "Kind", "box": true },
                    "documentation": { "shape": "Kind", "documentation": "<p>Said.</p>" }
                }
            },
            "Tags": { "type": "list", "member": { "shape": "Kind" }, "max": 5 },
            "Kind": { "type": "string", "enum": ["A", "B"] },
            "Gone": { "type": "structure", "members": {}, "exception": true,
                      "error": { "httpStatusCode": 404, "senderFault": true } }
        }
    })
}

fn problems(name: &str, change: impl FnOnce(&mut Value)) -> String {
    let folder = Folder::new(name);
    let mut model = service();
    change(&mut model);
    folder.json("service-2.json", &model);
    let (_, sink) = folder.load("service-2.json");
    folder.text(&sink)
}

#[test]
fn a_whole_service_loads_without_a_word() {
    let folder = Folder::new("whole");
    folder.json("toy/2020-01-01/service-2.json", &service());
    let (loaded, sink) = folder.load("toy");
    assert_eq!(folder.text(&sink), "");
    let model = loaded.model;
    assert_eq!(model.source, "toy/2020-01-01");
    assert_eq!(
        model.documentation,
        Documentation::Html("<p>A toy.</p>".into())
    );
    let operation = &model.operations[0].1;
    assert_eq!(
        (operation.response_code, operation.errors.len()),
        (Some(200), 1)
    );
    let Kind::Structure(request) = &model.shapes[0].1.kind else {
        unreachable!("a structure")
    };
    let members: Vec<&str> = request
        .members
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(members, ["Tags", "Kind", "documentation"]);
    assert_eq!(request.required, ["Tags"]);
    let Kind::Structure(gone) = &model.shapes[3].1.kind else {
        unreachable!("a structure")
    };
    let exception = gone.exception.clone().unwrap();
    assert_eq!(
        (exception.http_status_code, exception.sender_fault),
        (Some(404), Some(true))
    );
}

#[test]
fn a_missing_shape_names_the_place_and_the_near_name() {
    let text = problems("missing", |m| {
        m["shapes"]["Request"]["members"]["Tags"]["shape"] = json!("Tag");
        m["operations"]["CreateBackup"]["errors"][0]["shape"] = json!("Nowhere");
    });
    assert_eq!(
        text,
        "\
error[missing-shape]: there is no shape `Nowhere`
  --> service-2.json
   |  $.operations.CreateBackup.errors[0].shape
   = help: known are `Gone`, `Kind`, `Request`, `Tags`

error[missing-shape]: there is no shape `Tag`
  --> service-2.json
   |  $.shapes.Request.members.Tags.shape
   = help: did you mean `Tags`?

"
    );
}

#[test]
fn unknown_keys_wrong_types_and_missing_keys_are_all_reported_at_once() {
    let text = problems("keys", |m| {
        m["shapes"]["Request"]["members"]["Kind"]["locatoin"] = json!("header");
        m["shapes"]["Tags"]["members"] = json!({});
        m["shapes"]["Kind"]["enum"][1] = json!(7);
        m["shapes"]["a \"b\""] = json!({ "type": "strucure" });
        m["metadata"].as_object_mut().unwrap().remove("serviceId");
    });
    assert_eq!(
        text,
        "\
error[missing-key]: the key `serviceId` is missing
  --> service-2.json
   |  $.metadata
   = help: add `serviceId`

error[unknown-key]: unknown key `locatoin` in a reference to a shape
  --> service-2.json
   |  $.shapes.Request.members.Kind.locatoin
   = help: did you mean `location`?

error[unknown-key]: unknown key `members` in a shape
  --> service-2.json
   |  $.shapes.Tags.members
   = help: did you mean `member`?

error[wrong-type]: expected a string, found a number
  --> service-2.json
   |  $.shapes.Kind.enum[1]
   = help: write it as `\"…\"`

error[bad-name]: \"a \\\"b\\\"\" can't be the name of a shape
  --> service-2.json
   |  $.shapes[\"a \\\"b\\\"\"]
   = help: a name has letters, digits and `_`, no digit first, and at most 255 of them

error[unknown-type]: `strucure` is not a type of shape
  --> service-2.json
   |  $.shapes[\"a \\\"b\\\"\"].type
   = help: did you mean `structure`?

"
    );
}

#[test]
fn what_names_nothing_is_refused_where_it_stands() {
    let text = problems("names", |model| {
        let shapes = model["shapes"].as_object_mut().unwrap();
        shapes.insert("a\n```".to_owned(), json!({"type": "string"}));
        let request = shapes["Request"]["members"].as_object_mut().unwrap();
        request.insert("*/ b".to_owned(), json!({"shape": "Kind"}));
        model["operations"]["CreateBackup"]["name"] = json!("\u{202e}");
    });
    for (path, message) in [
        (
            r#"$.shapes["a\n```"]"#,
            r#""a\n```" can't be the name of a shape"#,
        ),
        (
            r#"$.shapes.Request.members["*/ b"]"#,
            r#""*/ b" can't be the name of a member"#,
        ),
        (
            "$.operations.CreateBackup.name",
            r#""\u{202e}" can't be the name of an operation"#,
        ),
    ] {
        assert!(text.contains(path) && text.contains(message), "{text}");
    }
}

#[test]
fn an_empty_name_is_not_the_name_of_a_shape() {
    let text = problems("empty-names", |model| {
        model["operations"]["CreateBackup"]["output"]["shape"] = json!("");
        model["operations"]["CreateBackup"]["errors"][0]["shape"] = json!("");
        model["shapes"]["Tags"]["member"]["shape"] = json!("");
    });
    for path in [
        "$.operations.CreateBackup.output.shape",
        "$.operations.CreateBackup.errors[0].shape",
        "$.shapes.Tags.member.shape",
    ] {
        assert!(text.contains(path), "{path} in {text}");
    }
    assert_eq!(text.matches("error[missing-shape]").count(), 3, "{text}");
}

#[test]
fn names_that_point_at_the_wrong_kind_are_errors() {
    let text = problems("kinds", |m| {
        m["operations"]["CreateBackup"]["input"]["shape"] = json!("Kind");
        m["operations"]["CreateBackup"]["errors"][0]["shape"] = json!("Request");
        m["shapes"]["Request"]["required"] = json!(["Tag"]);
        m["shapes"]["Request"]["payload"] = json!("Body");
        m["shapes"]["Kind"]["enum"] = json!(["A", "A"]);
        m["shapes"]["Map"] = json!({
            "type": "map", "key": { "shape": "Tags" }, "value": { "shape": "Kind" }
        });
    });
    let heads: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("error"))
        .collect();
    assert_eq!(
        heads,
        [
            "error[wrong-kind]: `Kind` is not a structure",
            "error[wrong-kind]: `Request` is not an exception",
            "error[missing-member]: `Request` has no member `Tag`",
            "error[missing-member]: `Request` has no member `Body`",
            "error[said-twice]: `A` is listed twice",
            "error[wrong-kind]: `Tags` is not a string",
        ]
    );
    assert!(text.contains("help: did you mean `Tags`?"));
}

#[test]
fn a_list_of_nothing_but_itself_is_an_error() {
    let text = problems("endless", |m| {
        m["shapes"]["Tags"]["member"]["shape"] = json!("Deep");
        m["shapes"]["Deep"] = json!({ "type": "list", "member": { "shape": "Tags" } });
    });
    assert_eq!(text.matches("error[endless-shape]").count(), 2, "{text}");
}

#[test]
fn a_model_that_is_no_object_is_an_error_and_not_a_panic() {
    for (index, model) in [
        json!(1),
        json!([]),
        json!({}),
        json!({"shapes": 1, "metadata": []}),
    ]
    .into_iter()
    .enumerate()
    {
        let folder = Folder::new(&format!("odd-{index}"));
        folder.json("service-2.json", &model);
        let mut sink = Diagnostics::new();
        _ = load(
            &folder.path("service-2.json"),
            &Choices::default(),
            &mut sink,
        );
        let text = folder.text(&sink);
        assert!(text.starts_with("error["), "{text}");
    }
}

#[test]
fn a_file_that_is_no_service_file_is_one_error_whatever_lies_beside_it() {
    let folder = Folder::new("foreign");
    folder.json("service-2.json", &service());
    folder.json(
        "waiters-2.json",
        &json!({"waiters": {"A": {"operation": "No"}}}),
    );
    for (index, content) in [
        json!({"pagination": {}}),
        json!({"version": 2, "waiters": {}}),
        json!({"version": "1.0", "parameters": {}, "rules": []}),
        json!({"examples": {}}),
        json!({"merge": {}}),
        json!({"version": "2.0", "service": "Says it.", "operations": {}}),
        json!({"openapi": "3.0.0", "paths": {}}),
        json!("service"),
    ]
    .into_iter()
    .enumerate()
    {
        let file = format!("other-{index}.json");
        folder.json(&file, &content);
        let mut sink = Diagnostics::new();
        assert!(load(&folder.path(&file), &Choices::default(), &mut sink).is_none());
        let text = folder.text(&sink);
        assert_eq!(sink.counts(), (1, 0), "{text}");
        assert!(
            text.starts_with("error[no-service-file]: this is not a service file"),
            "{text}"
        );
    }
    // One that has lost a part, or has a key of another file, is a service file nevertheless.
    for lost in ["metadata", "operations", "shapes"] {
        let mut model = service();
        model.as_object_mut().unwrap().remove(lost);
        model["waiters"] = json!({});
        folder.json("service-2.json", &model);
        let mut sink = Diagnostics::new();
        assert!(
            load(
                &folder.path("service-2.json"),
                &Choices::default(),
                &mut sink
            )
            .is_some()
        );
        let text = folder.text(&sink);
        assert!(
            text.contains(&format!("the key `{lost}` is missing")),
            "{text}"
        );
    }
}

#[test]
fn extras_are_merged_before_the_model_is_read() {
    let folder = Folder::new("extras");
    folder.json("service-2.json", &service());
    folder.json(
        "service-2.sdk-extras.json",
        &json!({ "version": 1.0, "merge": {
            "metadata": { "serviceId": "Better" },
            "shapes": {
                "Request": { "members": { "Region": { "shape": "Kind" } } },
                "Kind": { "enum": ["C"] }
            }
        } }),
    );
    let (loaded, sink) = folder.load("service-2.json");
    assert_eq!(folder.text(&sink), "");
    assert_eq!(loaded.model.metadata.service_id, "Better");
    let Kind::Structure(request) = &loaded.model.shapes[0].1.kind else {
        unreachable!("a structure")
    };
    let last = &request.members.last().unwrap().0;
    assert_eq!((request.members.len(), last.as_str()), (4, "Region"));
    let Kind::String(values) = &loaded.model.shapes[2].1.kind else {
        unreachable!("a string")
    };
    assert_eq!(values, &["C"]);
    assert!(
        loaded
            .inputs
            .contains(&folder.path("service-2.sdk-extras.json"))
    );
}

#[test]
fn sidecars_are_read_and_their_operations_looked_up() {
    let folder = Folder::new("sidecars");
    folder.json("service-2.json", &service());
    let pager = json!({ "input_token": "a", "output_token": ["b"], "result_keys": "c" });
    folder.json(
        "paginators-1.json",
        &json!({ "pagination": { "CreateBackup": pager } }),
    );
    let waiter = json!({ "operation": "CreateBakcup", "delay": 1, "maxAttempts": -2,
        "acceptors": [{ "matcher": "path", "state": "succes", "expected": 1 }] });
    folder.json(
        "waiters-2.json",
        &json!({ "version": 2, "waiters": { "Done": waiter } }),
    );
    let example = json!({ "id": "x", "title": "t", "input": {}, "output": { "Kind": "A" } });
    folder.json(
        "examples-1.json",
        &json!({ "examples": { "CreateBackup": [example], "No": [] } }),
    );
    folder.json(
        "endpoint-rule-set-1.json",
        &json!({ "version": "2.0", "parameters": {}, "rules": [] }),
    );
    let (loaded, sink) = folder.load("service-2.json");
    let text = folder.text(&sink);
    let heads: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("error"))
        .collect();
    assert_eq!(
        heads,
        [
            "error[unknown-version]: endpoint rules of version `2.0` aren't known, only `1.0`",
            "error[unknown-operation]: there is no operation `No`",
            "error[unknown-key]: unknown key `result_keys` in a paginator",
            "error[unknown-operation]: there is no operation `CreateBakcup`",
            "error[wrong-type]: expected a whole number that is not negative",
            "error[unknown-value]: expected one of success, failure, retry, found `succes`",
            "error[missing-key]: the key `argument` is missing",
        ]
    );
    assert!(text.contains("did you mean `CreateBackup`?") && text.contains("mean `success`?"));
    assert_eq!(
        loaded.model.examples[0].1[0].output,
        Some(json!({ "Kind": "A" }))
    );
    assert!(loaded.model.endpoint_rule_set.is_some() && loaded.model.paginators.len() == 1);
}

#[test]
fn an_acceptor_keeps_what_its_matcher_looks_at() {
    let acceptors = json!([
        {"state": "success", "matcher": "pathAll", "argument": "A[]", "expected": true},
        {"state": "retry", "matcher": "pathAny", "argument": "B", "expected": 2},
        {"state": "retry", "matcher": "path", "argument": "C", "expected": "c"},
        {"state": "failure", "matcher": "status", "expected": 404},
        {"state": "failure", "matcher": "error", "expected": "Gone"},
        {"state": "failure", "matcher": "error", "expected": false}
    ]);
    let waiter = waiter(&json!({
        "operation": "Look", "delay": 3, "maxAttempts": 20, "description": "Said.", "acceptors": acceptors
    }));
    assert_eq!((waiter.operation.as_str(), waiter.delay), ("Look", 3));
    assert_eq!(waiter.max_attempts, 20);
    assert_eq!(waiter.description.as_deref(), Some("Said."));
    let read: Vec<(State, Matcher)> = waiter
        .acceptors
        .into_iter()
        .map(|acceptor| (acceptor.state, acceptor.matcher))
        .collect();
    let expected = [
        (
            State::Success,
            Matcher::PathAll("A[]".into(), Expected::Boolean(true)),
        ),
        (
            State::Retry,
            Matcher::PathAny("B".into(), Expected::Number(2.into())),
        ),
        (
            State::Retry,
            Matcher::Path("C".into(), Expected::Text("c".into())),
        ),
        (State::Failure, Matcher::Status(404)),
        (State::Failure, Matcher::Error("Gone".into())),
        (State::Failure, Matcher::Failed(false)),
    ];
    assert_eq!(read, expected);
}

#[test]
fn what_an_acceptor_expects_must_fit_its_matcher() {
    let folder = Folder::new("acceptors");
    folder.json("service-2.json", &service());
    let acceptors = json!([
        {"state": "success", "matcher": "path", "argument": 1, "expected": []},
        {"state": "retry", "matcher": "status", "expected": 12},
        {"state": "failure", "matcher": "error", "expected": 5},
        {"state": "failure", "matcher": "errors", "expected": true}
    ]);
    let waiter =
        json!({"operation": "CreateBackup", "delay": 1, "maxAttempts": 2, "acceptors": acceptors});
    folder.json(
        "waiters-2.json",
        &json!({"version": 2, "waiters": {"Done": waiter}}),
    );
    let (loaded, sink) = folder.load("service-2.json");
    let text = folder.text(&sink);
    let told: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("error") || line.starts_with("   |"))
        .collect();
    assert_eq!(
        told,
        [
            "error[wrong-type]: expected a string, found a number",
            "   |  $.waiters.Done.acceptors[0].argument",
            "error[wrong-type]: expected a string, a number, true or false, found an array",
            "   |  $.waiters.Done.acceptors[0].expected",
            "error[wrong-type]: expected an HTTP status (100 to 999), found a number",
            "   |  $.waiters.Done.acceptors[1].expected",
            "error[wrong-type]: expected an error's code, true or false, found a number",
            "   |  $.waiters.Done.acceptors[2].expected",
            "error[unknown-value]: expected one of path, pathAll, pathAny, status, error, found `errors`",
            "   |  $.waiters.Done.acceptors[3].matcher",
        ]
    );
    assert!(loaded.model.waiters.is_empty());
}

#[test]
fn parameters_of_the_endpoint_rules_are_read_once() {
    let folder = Folder::new("parameters");
    let mut content = service();
    content["clientContextParams"] =
        json!({"Fast": {"type": "boolean", "documentation": "Said."}, "Odd": {"type": "bool"}});
    let operation = &mut content["operations"]["CreateBackup"];
    operation["staticContextParams"] = json!({"Direct": {"value": ["a", true]}});
    operation["operationContextParams"] = json!({"Keys": {"path": "Tags[]"}, "Bad": {"path": 1}});
    operation["httpChecksum"] =
        json!({"requestAlgorithmMember": "Kind", "responseAlgorithms": ["CRC32"]});
    folder.json("service-2.json", &content);
    let (loaded, sink) = folder.load("service-2.json");
    let text = folder.text(&sink);
    let told: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("   |"))
        .collect();
    assert_eq!(
        told,
        [
            "   |  $.operations.CreateBackup.operationContextParams.Bad.path",
            "   |  $.clientContextParams.Odd.type"
        ],
        "{text}"
    );
    let model = loaded.model;
    let (name, fast) = &model.client_context_params[0];
    assert_eq!((name.as_str(), fast.kind), ("Fast", ParameterKind::Boolean));
    let operation = &model.operations[0].1;
    let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    assert_eq!(
        operation.static_context_params,
        [pair("Direct", "[\"a\",true]")]
    );
    assert_eq!(operation.operation_context_params, [pair("Keys", "Tags[]")]);
    let checksum = operation.http_checksum.clone().unwrap();
    assert_eq!(checksum.request_algorithm_member.as_deref(), Some("Kind"));
    assert_eq!(checksum.response_algorithms, ["CRC32"]);
    assert!(!checksum.request_checksum_required);
}

#[test]
fn a_missing_path_and_an_empty_folder_are_errors() {
    let folder = Folder::new("nothing");
    let mut sink = Diagnostics::new();
    assert!(load(&folder.path("absent"), &Choices::default(), &mut sink).is_none());
    assert!(load(Path::new(&folder.path("")), &Choices::default(), &mut sink).is_none());
    let codes: Vec<&str> = sink.sorted().iter().map(|d| d.code()).collect();
    assert_eq!(codes, ["no-model", "no-such-path"]);
}
