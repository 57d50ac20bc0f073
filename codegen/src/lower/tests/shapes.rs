//! What the shapes become.

use super::*;

#[test]
fn many_values_are_looked_up_by_binary_search() {
    let values: Vec<String> = (0..100).rev().map(|number| format!("V{number}")).collect();
    let model = one_operation(&json!({
        "Request": {"type": "structure", "members": {"Few": {"shape": "Few"}, "Many": {"shape": "Many"}}},
        "Few": {"type": "string", "enum": ["B", "A"]},
        "Many": {"type": "string", "enum": values}
    }));
    let (service, _) = lowered(&model);
    let sorted = service.enumerations.iter().map(|found| found.sorted);
    assert_eq!(sorted.collect::<Vec<_>>(), [false, true]);
}

#[test]
fn an_error_keeps_its_code_its_fault_and_whether_to_try_again() {
    let model = one_operation(&json!({
        "Request": {"type": "structure", "members": {}},
        "Busy": {"type": "structure", "members": {}, "exception": true, "retryable": {"throttling": true},
                 "error": {"code": "Slow.Down", "httpStatusCode": 503}, "fault": true},
        "Timeout": {"type": "structure", "members": {}, "exception": true}
    }));
    let (service, _) = lowered(&model);
    let [busy, timeout] = service.exceptions.as_slice() else {
        panic!("two errors");
    };
    assert_eq!(busy.variant.code, "Slow.Down");
    assert_eq!(busy.variant.status, Some(503));
    assert!(busy.variant.server && busy.variant.retryable && busy.variant.throttling);
    assert_eq!(timeout.variant.code, "Timeout");
    // The enum has a `Timeout` already, for calls that took too long.
    assert_eq!(timeout.variant.name.plain(), "Timeout_");
    assert!(!timeout.variant.retryable);
}

/// DynamoDB as far as its values go, with these changes.
fn dynamodb(value: &Value) -> (Option<ir::Service>, String) {
    let mut model = one_operation(&json!({
        "Request": {"type": "structure", "members": {"Value": {"shape": "AttributeValue"}}},
        "AttributeValue": value,
        "Values": {"type": "list", "member": {"shape": "AttributeValue"}},
        "Text": {"type": "string"}
    }));
    model.metadata.service_id = "DynamoDB".to_owned();
    let mut diagnostics = Diagnostics::new();
    let service = crate::lower::lower(&model, &Options::default(), &mut diagnostics);
    (
        service.map(|(service, _)| service),
        diagnostics.render(false),
    )
}

#[test]
fn a_structure_that_is_a_union_by_the_services_customizations_becomes_an_enum() {
    let (service, text) = dynamodb(&json!({
        "type": "structure", "members": {"S": {"shape": "Text"}, "L": {"shape": "Values"}}
    }));
    assert_eq!(text, "");
    let service = service.unwrap();
    let union = &service.unions[0];
    assert_eq!(union.shape, "AttributeValue");
    let arms = union.arms.iter();
    let arms: Vec<(&str, &str)> = arms
        .map(|arm| (arm.name.plain(), arm.wire.as_str()))
        .collect();
    assert_eq!(arms, [("S", "S"), ("L", "L")]);
    assert!(
        service
            .all_structures()
            .all(|structure| structure.shape != "AttributeValue")
    );
}

#[test]
fn a_union_of_the_customizations_that_can_not_be_one_is_told() {
    let (service, text) = dynamodb(&json!({
        "type": "structure", "required": ["S"], "members": {"S": {"shape": "Text"}}
    }));
    assert!(service.unwrap().unions.is_empty());
    assert!(
        text.contains("the union `AttributeValue`, which can't be one"),
        "{text}"
    );
    assert!(text.starts_with("warning[stale-customization]"), "{text}");
}
