//! What each matcher takes for what it looks for.

#![allow(dead_code, reason = "the macros make more than these tests call")]

use std::time::Duration;

use super::super::{Client, Credentials, WaitError};
use super::Seen;
use crate::__private::v1::{Described, Known, Modelled, Schema, wire};
use crate::error::{CredentialsError, DecodeError, EncodeError, ServiceError, TransportError};
use crate::over_http::protocol::AwsJson1_1;
use crate::stream::ByteStream;
use crate::tables;
use crate::tables::Expression::Path;
use crate::tables::Step::{Each, Member};
use crate::tables::{Matcher, Operation, Service, State, Waiter};
use crate::{Bytes, Document};

/// An output.
#[derive(Clone, Default)]
pub struct Output {
    status: Option<String>,
    states: Vec<String>,
    enabled: Option<bool>,
}

impl Described for Output {
    const SCHEMA: &'static Schema = &Schema::new(
        "Output",
        &[
            tables::Member::new("Status"),
            tables::Member::new("States"),
            tables::Member::new("Enabled"),
        ],
    );
}

wire! { struct Output impl Default { 0 => status, 1 => states, 2 => enabled } }

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

static SERVICE: Service = Service {
    endpoint_prefix: "fsx",
    ..Service::UNKNOWN
};

static DESCRIBE: Operation = Operation::post(&SERVICE);

static READY: Waiter = Waiter {
    name: "Ready",
    delay: 10,
    attempts: 3,
    acceptors: &[(State::Success, Matcher::Is(Path(&[Member(0)]), "READY"))],
};

/// What nobody answers here.
#[non_exhaustive]
pub enum Error {
    Wrong(ServiceError<Output>),
    Unrecognized(ServiceError<Document>),
    Encode(EncodeError),
    Decode(DecodeError),
    Transport(TransportError),
    Timeout(TransportError),
    Credentials(CredentialsError),
}

impl Modelled for Error {
    const KNOWN: &'static [Known] = &[Known::new("Wrong", "Wrong")];
}

wire! { error Error { 0 => Wrong } }

/// A wait for something that is ready after so many seconds; without a number the service is silent.
async fn wait(
    ready_after: Option<u64>,
    limit: u64,
) -> (Duration, Result<Output, WaitError<Output, Error>>) {
    let start = tokio::time::Instant::now();
    let transport = move |_: http::Request<ByteStream>| async move {
        let Some(seconds) = ready_after else {
            return std::future::pending().await;
        };
        let is_ready = start.elapsed() >= Duration::from_secs(seconds);
        let body = format!(
            r#"{{"Status": "{}"}}"#,
            if is_ready { "READY" } else { "NO" }
        );
        Ok(http::Response::new(Bytes::from(body)))
    };
    let client: Client = Client::builder(&SERVICE, &AwsJson1_1)
        .region("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "hush"))
        .transport(transport)
        .build()
        .unwrap();
    let ten = Duration::from_secs(10);
    let result = client
        .wait::<Output, Error>(&DESCRIBE, &READY, ())
        .delay(ten, ten)
        .max_wait(Duration::from_secs(limit))
        .await;
    (start.elapsed(), result)
}

#[tokio::test(start_paused = true)]
async fn the_last_attempt_is_made_when_the_time_is_up() {
    let (waited, result) = wait(Some(24), 25).await;
    assert_eq!(waited, Duration::from_secs(25));
    assert!(result.is_ok());
    let (waited, result) = wait(Some(100), 25).await;
    assert_eq!(waited, Duration::from_secs(25));
    assert!(matches!(result, Err(WaitError::TimedOut { .. })));
}

#[tokio::test(start_paused = true)]
async fn without_time_it_looks_once() {
    let (waited, result) = wait(Some(0), 0).await;
    assert_eq!(waited, Duration::ZERO);
    assert!(result.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_silent_service_does_not_hold_a_wait_up() {
    let (waited, result) = wait(None, 25).await;
    assert_eq!(waited, Duration::from_secs(35));
    assert!(matches!(result, Err(WaitError::TimedOut { .. })));
}
