//! Which waiters can be waited with.

use super::*;
use crate::ir::Matcher;

fn waited(argument: &str) -> (ir::Service, String) {
    let mut model = service(
        &json!({
            "Page": {"type": "structure", "members": {"State": {"shape": "State"}}},
            "State": {"type": "string"}
        }),
        &json!({"Look": {"name": "Look", "http": {"method": "POST", "requestUri": "/"}, "output": {"shape": "Page"}}}),
    );
    let acceptors = json!([
        {"state": "success", "matcher": "path", "argument": argument, "expected": "DONE"},
        {"state": "retry", "matcher": "error", "expected": "NotYet"},
        {"state": "failure", "matcher": "error", "expected": true}
    ]);
    let waiter =
        json!({"operation": "Look", "delay": 3, "maxAttempts": 20, "acceptors": acceptors});
    model.waiters = vec![("AllDone".to_owned(), waiter)];
    lowered(&model)
}

#[test]
fn a_waiter_stands_with_the_operation_that_it_calls() {
    let (service, text) = waited("State");
    assert_eq!(text, "");
    let waiter = &service.operations[0].waiters[0];
    assert_eq!(waiter.method, "wait_until_all_done");
    assert_eq!((waiter.delay, waiter.attempts), (3, 20));
    let states: Vec<&str> = waiter.acceptors.iter().map(|found| found.state).collect();
    assert_eq!(states, ["Success", "Retry", "Failure"]);
    assert!(matches!(&waiter.acceptors[1].matcher, Matcher::Error(code) if code == "NotYet"));
    assert!(matches!(waiter.acceptors[2].matcher, Matcher::Failed(true)));
}

#[test]
fn a_waiter_that_looks_at_what_is_not_there_is_left_out_with_a_warning() {
    let (service, text) = waited("Stat");
    assert!(service.operations[0].waiters.is_empty());
    assert!(text.contains("the waiter AllDone is left out"), "{text}");
}

#[test]
fn two_waiters_never_share_a_method() {
    let mut model = service(
        &json!({"Page": {"type": "structure", "members": {}}}),
        &json!({"Look": {"name": "Look", "http": {"method": "POST", "requestUri": "/"}, "output": {"shape": "Page"}}}),
    );
    let waiter = json!({"operation": "Look", "delay": 3, "maxAttempts": 20, "acceptors": []});
    model.waiters = vec![
        ("AllDone".to_owned(), waiter.clone()),
        ("allDone".to_owned(), waiter),
    ];
    let (service, text) = lowered(&model);
    assert_eq!(service.operations[0].waiters.len(), 1);
    assert!(
        text.contains("another method is `wait_until_all_done` already"),
        "{text}"
    );
}
