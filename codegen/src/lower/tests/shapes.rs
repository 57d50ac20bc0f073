//! What the shapes become.

use super::*;

#[test]
fn few_values_keep_their_order_and_many_are_sorted() {
    let values: Vec<String> = (0..100).rev().map(|number| format!("V{number}")).collect();
    let model = one_operation(&json!({
        "Request": {"type": "structure", "members": {"Few": {"shape": "Few"}, "Many": {"shape": "Many"}}},
        "Few": {"type": "string", "enum": ["B", "A"]},
        "Many": {"type": "string", "enum": values}
    }));
    let (service, _) = lowered(&model);
    let wires = |index: usize| {
        let variants = service.enumerations[index].variants.iter();
        variants
            .map(|variant| variant.wire.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(wires(0), ["B", "A"]);
    assert!(!service.enumerations[0].sorted && service.enumerations[1].sorted);
    assert!(wires(1).is_sorted());
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
    assert_eq!(timeout.variant.name, "Timeout_");
    assert!(!timeout.variant.retryable);
}
