//! Which waiters can be waited with.

use super::*;
use crate::ir::{Matcher, State};

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
    let waiter = crate::load::tests::waiter(&waiter);
    model.waiters = vec![("AllDone".to_owned(), waiter)];
    lowered(&model)
}

#[test]
fn a_waiter_stands_with_the_operation_that_it_calls() {
    let (service, text) = waited("State");
    assert_eq!(text, "");
    let waiter = &service.operations[0].waiters[0];
    assert_eq!(waiter.method.plain(), "wait_until_all_done");
    assert_eq!((waiter.delay, waiter.attempts), (3, 20));
    let states: Vec<State> = waiter.acceptors.iter().map(|found| found.state).collect();
    assert_eq!(states, [State::Success, State::Retry, State::Failure]);
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
fn waiters_that_would_share_a_method_are_all_left_out() {
    let mut model = service(
        &json!({"Page": {"type": "structure", "members": {}}}),
        &json!({"Look": {"name": "Look", "http": {"method": "POST", "requestUri": "/"}, "output": {"shape": "Page"}}}),
    );
    let waiter = json!({"operation": "Look", "delay": 3, "maxAttempts": 20, "acceptors": []});
    let waiter = crate::load::tests::waiter(&waiter);
    let named = |name: &str| (name.to_owned(), waiter.clone());
    model.waiters = vec![named("AllDone"), named("Other"), named("allDone")];
    let (service, text) = lowered(&model);
    let left = service.operations[0].waiters.iter();
    let left: Vec<&str> = left.map(|waiter| waiter.name.as_str()).collect();
    assert_eq!(left, ["Other"]);
    for name in ["AllDone", "allDone"] {
        let message = format!(
            "the waiter {name} is left out: several waiters would be `wait_until_all_done`"
        );
        assert!(text.contains(&message), "{text}");
    }
}

#[test]
fn a_waiter_gives_way_to_an_operation_of_its_name() {
    let operation =
        |name: &str| json!({"name": name, "http": {"method": "POST", "requestUri": "/"}});
    let mut model = service(
        &json!({}),
        &json!({"Look": operation("Look"), "WaitUntilDone": operation("WaitUntilDone")}),
    );
    let waiter = json!({"operation": "Look", "delay": 3, "maxAttempts": 20, "acceptors": []});
    model.waiters = vec![("Done".to_owned(), crate::load::tests::waiter(&waiter))];
    let (service, text) = lowered(&model);
    assert!(service.operations[0].waiters.is_empty());
    assert!(
        text.contains("another method is `wait_until_done` already"),
        "{text}"
    );
}
