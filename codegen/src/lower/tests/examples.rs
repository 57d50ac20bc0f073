//! Which examples become doc tests.

use super::*;
use crate::load::model::Example;

fn with_example(input: Value) -> (ir::Service, String) {
    let mut model = one_operation(&json!({
        "Request": {"type": "structure", "required": ["Name"], "members": {"Name": {"shape": "Name"}, "Sizes": {"shape": "Sizes"}}},
        "Name": {"type": "string"},
        "Sizes": {"type": "list", "member": {"shape": "Size"}},
        "Size": {"type": "integer"}
    }));
    let example = Example {
        title: "To call".to_owned(),
        input: Some(input),
        ..Example::default()
    };
    model.examples = vec![("Call".to_owned(), vec![example])];
    lowered(&model)
}

#[test]
fn an_example_is_the_request_as_a_user_writes_it() {
    let (service, _) = with_example(json!({"Name": "a \"b\"", "Sizes": [1, 2]}));
    let (title, lines) = &service.operations[0].examples[0];
    assert_eq!(title, "To call");
    let text = lines.join("\n");
    assert!(text.contains("use tiny::types::Request;"), "{text}");
    assert!(
        text.contains("Request::new(\"a \\\"b\\\"\").sizes([1, 2])"),
        "{text}"
    );
}

#[test]
fn an_example_that_does_not_fit_is_left_out_with_a_note() {
    let (service, text) = with_example(json!({"Name": 5}));
    assert!(service.operations[0].examples.is_empty());
    assert!(text.contains("$.examples.Call[0].input"), "{text}");
}
