//! What each matcher takes for what it looks for.

use super::Seen;
use crate::expression::Expression::Path;
use crate::expression::Step::{Each, Member};
use crate::schema::Matcher;
use crate::structure;

/// An output.
#[derive(Clone, Default)]
pub struct Output {
    status: Option<String>,
    states: Vec<String>,
    enabled: Option<bool>,
}

structure! { Output: Default = "Output" {
    0: status = "Status",
    1: states = "States",
    2: enabled = "Enabled",
} }

fn answered(states: &[&str], matcher: &Matcher) -> bool {
    let output = Output {
        status: Some("ACTIVE".to_owned()),
        states: states.iter().map(|state| (*state).to_owned()).collect(),
        enabled: Some(false),
    };
    let seen = Seen {
        output: Some(&output),
        status: 200,
        code: None,
    };
    seen.matches(matcher)
}

#[test]
fn a_value_is_compared_as_text() {
    assert!(answered(&[], &Matcher::Is(Path(&[Member(0)]), "ACTIVE")));
    assert!(!answered(&[], &Matcher::Is(Path(&[Member(0)]), "FAILED")));
    assert!(answered(&[], &Matcher::Is(Path(&[Member(2)]), "false")));
}

#[test]
fn all_of_nothing_is_not_what_was_waited_for() {
    let all = Matcher::All(Path(&[Member(1), Each]), "ACTIVE");
    assert!(answered(&["ACTIVE", "ACTIVE"], &all));
    assert!(!answered(&["ACTIVE", "FAILED"], &all));
    assert!(!answered(&[], &all));
    let any = Matcher::Any(Path(&[Member(1), Each]), "FAILED");
    assert!(answered(&["ACTIVE", "FAILED"], &any));
    assert!(!answered(&["ACTIVE"], &any));
    assert!(!answered(&[], &any));
}

#[test]
fn an_error_is_known_by_its_code_or_its_name() {
    let code = ("ResourceNotFound".to_owned(), "NotFound");
    let seen = Seen {
        output: None,
        status: 404,
        code: Some(&code),
    };
    assert!(seen.matches(&Matcher::Error("ResourceNotFound")));
    assert!(seen.matches(&Matcher::Error("NotFound")));
    assert!(!seen.matches(&Matcher::Error("AccessDenied")));
    assert!(seen.matches(&Matcher::Status(404)));
    assert!(seen.matches(&Matcher::Failed(true)));
    assert!(!seen.matches(&Matcher::Failed(false)));
    assert!(!seen.matches(&Matcher::Is(Path(&[Member(0)]), "ACTIVE")));
}

#[test]
fn a_lost_connection_is_neither_an_error_of_the_service_nor_an_answer() {
    let seen = Seen {
        output: None,
        status: 0,
        code: None,
    };
    assert!(!seen.matches(&Matcher::Failed(true)));
    assert!(!seen.matches(&Matcher::Failed(false)));
    assert!(answered(&[], &Matcher::Failed(false)));
    assert!(!answered(&[], &Matcher::Failed(true)));
}
