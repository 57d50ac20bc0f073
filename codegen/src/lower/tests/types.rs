//! The Rust type of a member, and whether it can be absent.

use super::*;
use crate::ir::{Presence, Type};

fn service() -> ir::Service {
    let members = json!({
        "Given": {"shape": "Names"}, "AtLeastOne": {"shape": "Some"}, "Token": {"shape": "Text", "idempotencyToken": true},
        "Needed": {"shape": "Text"}, "Embedded": {"shape": "Text", "jsonvalue": true}, "Open": {"shape": "Open"}
    });
    let model = super::service(
        &json!({
            "Request": {"type": "structure", "required": ["Needed", "Token"], "members": members},
            "Answer": {"type": "structure", "members": {"Given": {"shape": "Names"}, "Sparse": {"shape": "Sparse"}}},
            "Names": {"type": "list", "member": {"shape": "Text"}},
            "Some": {"type": "list", "member": {"shape": "Text"}, "min": 1},
            "Sparse": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Number"}, "sparse": true},
            "Open": {"type": "structure", "members": {}, "document": true},
            "Number": {"type": "long"},
            "Text": {"type": "string"}
        }),
        &json!({"Call": {
            "name": "Call", "http": {"method": "POST", "requestUri": "/"},
            "input": {"shape": "Request"}, "output": {"shape": "Answer"}
        }}),
    );
    lowered(&model).0
}

#[test]
fn only_a_request_that_can_send_an_empty_list_tells_it_from_none() {
    let service = service();
    assert_eq!(
        member(&service, "Request", "Given").presence,
        Presence::Optional
    );
    assert_eq!(
        member(&service, "Request", "AtLeastOne").presence,
        Presence::Plain
    );
    assert_eq!(
        member(&service, "Answer", "Given").presence,
        Presence::Plain
    );
}

#[test]
fn a_token_that_is_filled_in_need_not_be_given() {
    let service = service();
    let needed = member(&service, "Request", "Needed");
    let token = member(&service, "Request", "Token");
    assert!(needed.required && !token.required);
    assert_eq!(
        [needed.presence, token.presence],
        [Presence::Plain, Presence::Optional]
    );
}

#[test]
fn types_follow_the_shapes() {
    let service = service();
    assert_eq!(member(&service, "Request", "Embedded").ty, Type::Document);
    assert_eq!(member(&service, "Request", "Open").ty, Type::Document);
    let sparse = Type::Map {
        key: Box::new(Type::String),
        value: Box::new(Type::Long),
        sparse: true,
    };
    assert_eq!(member(&service, "Answer", "Sparse").ty, sparse);
}

#[test]
fn lists_nested_beyond_reading_are_refused() {
    let mut shapes = json!({
        "Request": {"type": "structure", "members": {"Deep": {"shape": "List0"}}},
        "List20": {"type": "boolean"}
    });
    for depth in 0..20 {
        let inner = format!("List{}", depth + 1);
        shapes[format!("List{depth}")] = json!({"type": "list", "member": {"shape": inner}});
    }
    let mut diagnostics = Diagnostics::new();
    let model = one_operation(&shapes);
    assert!(crate::lower::lower(&model, &Options::default(), &mut diagnostics).is_none());
    let text = diagnostics.render(false);
    assert!(
        text.contains("`List16` lies within more than 16 lists"),
        "{text}"
    );
}
