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
        structures.map(|found| &found.name).collect::<Vec<_>>()
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
        (operation.name.as_str(), operation.title.as_str()),
        ("call", "Call")
    );
    assert_eq!(operation.errors, [("Gone".to_owned(), "Gone".to_owned())]);
    assert_eq!(
        operation.traits,
        [
            OperationTrait::Unsigned,
            OperationTrait::Idempotent,
            OperationTrait::ChecksumRequired
        ]
    );
}
