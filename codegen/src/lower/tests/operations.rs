//! What an operation keeps of the model.

use super::*;
use crate::ir::OperationTrait;

#[test]
fn a_structure_that_one_operation_uses_stands_with_it() {
    let call = |name: &str| json!({"name": name, "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "Own"}, "output": {"shape": "Shared"}});
    let mut operations = json!({"One": call("One"), "Two": call("Two")});
    operations["Two"]["input"] = json!({"shape": "Held"});
    let model = service(
        &json!({
            "Own": {"type": "structure", "members": {}},
            "Held": {"type": "structure", "members": {}},
            "Shared": {"type": "structure", "members": {"Held": {"shape": "Held"}}}
        }),
        &operations,
    );
    let (service, _) = lowered(&model);
    let of = |index: usize| {
        let structures = service.operations[index].structures.iter();
        structures
            .map(|found| found.name.plain())
            .collect::<Vec<_>>()
    };
    assert_eq!(of(0), ["Own"]);
    assert!(of(1).is_empty(), "another structure holds `Held`");
}

#[test]
fn an_operation_says_how_it_is_signed_and_what_it_lists() {
    let model = service(
        &json!({"Gone": {"type": "structure", "members": {}, "exception": true}}),
        &json!({"Call": {
            "name": "Call2020_01_01", "http": {"method": "PUT", "requestUri": "/call?x"}, "authtype": "none", "idempotent": true,
            "errors": [{"shape": "Gone"}, {"shape": "Gone"}], "httpChecksum": {"requestChecksumRequired": true}
        }}),
    );
    let (service, _) = lowered(&model);
    let operation = &service.operations[0];
    assert_eq!(operation.wire, "Call2020_01_01");
    assert_eq!(
        (operation.name.plain(), operation.title.as_str()),
        ("call", "Call")
    );
    let gone = ir::OperationError {
        variant: ir::Name::new("Gone"),
        ty: ir::Name::new("Gone"),
    };
    assert_eq!(operation.errors, [gone]);
    assert_eq!(
        operation.traits,
        [
            OperationTrait::Unsigned,
            OperationTrait::Idempotent,
            OperationTrait::ChecksumRequired
        ]
    );
}

#[test]
fn an_operation_with_a_stream_of_events_says_so_and_is_told() {
    let model = service(
        &json!({
            "Answer": {"type": "structure", "members": {"Events": {"shape": "Events"}}},
            "Events": {"type": "structure", "eventstream": true, "members": {"Tick": {"shape": "Tick"}}},
            "Tick": {"type": "structure", "event": true, "members": {}}
        }),
        &json!({
            "Watch": {"name": "Watch", "http": {"method": "POST", "requestUri": "/"}, "output": {"shape": "Answer"}},
            "Call": {"name": "Call", "http": {"method": "POST", "requestUri": "/"}}
        }),
    );
    let (service, text) = lowered(&model);
    let traits = |index: usize| &service.operations[index].traits;
    assert!(traits(0).is_empty());
    assert_eq!(*traits(1), [OperationTrait::EventStream]);
    assert!(text.contains("note[event-stream]"), "{text}");
    assert!(
        text.contains("a program that calls Watch doesn't build"),
        "{text}"
    );
}

#[test]
fn the_request_stands_before_the_response_whatever_their_names_are() {
    let model = service(
        &json!({
            "Question": {"type": "structure", "members": {}},
            "Answer": {"type": "structure", "members": {}}
        }),
        &json!({"Call": {
            "name": "Call", "http": {"method": "POST", "requestUri": "/"},
            "input": {"shape": "Question"}, "output": {"shape": "Answer"}
        }}),
    );
    let (service, _) = lowered(&model);
    let structures = service.operations[0].structures.iter();
    let names: Vec<&str> = structures.map(|found| found.name.plain()).collect();
    assert_eq!(names, ["Question", "Answer"]);
}

#[test]
fn a_signature_is_left_out_or_cut_in_each_way_that_models_say_it() {
    let traits = |key: &str, value: Value| {
        let mut operation = json!({"name": "Call", "http": {"method": "POST", "requestUri": "/"}});
        operation[key] = value;
        let model = service(&json!({}), &json!({ "Call": operation }));
        lowered(&model).0.operations.remove(0).traits
    };
    for (key, value) in [
        ("authtype", json!("none")),
        ("auth", json!(["smithy.api#noAuth"])),
    ] {
        assert_eq!(traits(key, value), [OperationTrait::Unsigned]);
    }
    for (key, value) in [
        ("authtype", json!("v4-unsigned-body")),
        ("unsignedPayload", json!(true)),
    ] {
        assert_eq!(traits(key, value), [OperationTrait::UnsignedPayload]);
    }
    // The first is the one that is used, unless a program prefers another.
    let optional = ["aws.auth#sigv4", "smithy.api#noAuth"];
    let both = OperationTrait::Auth(optional.map(str::to_owned).to_vec());
    assert_eq!(traits("auth", json!(optional)), [both]);
    assert!(traits("auth", json!(["aws.auth#sigv4"])).is_empty());
}
