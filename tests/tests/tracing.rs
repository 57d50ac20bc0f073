//! What a subscriber sees of calls: operation, attempts, statuses and request ids, and nothing secret.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use fsx::types::CreateBackupRequest;
use fsx::{Client, Credentials};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes down every span and event, as one line each.
#[derive(Clone, Default)]
struct Notes {
    lines: Arc<Mutex<Vec<String>>>,
    spans: Arc<AtomicU64>,
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!(" {field}={value:?}"));
    }
}

impl Notes {
    fn note(&self, start: &str, visit: impl FnOnce(&mut Line)) {
        let mut line = Line(start.to_owned());
        visit(&mut line);
        self.lines.lock().unwrap().push(line.0);
    }
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("shapesmith")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.note(span.metadata().name(), |line| span.record(line));
        Id::from_u64(self.spans.fetch_add(1, Ordering::SeqCst) + 1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.note("record", |line| values.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.note("event", |line| event.record(line));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Fails once, then answers.
fn client() -> Client {
    let calls = Arc::new(AtomicU64::new(0));
    let answer = move || {
        let first = calls.fetch_add(1, Ordering::SeqCst) == 0;
        let response = http::Response::builder()
            .status(if first { 500 } else { 200 })
            .header("x-amzn-requestid", if first { "first" } else { "second" })
            .header("x-hidden", "HUSH");
        let body = fsx::Bytes::from_static(b"{\"Backup\": {\"KmsKeyId\": \"HUSH\"}}");
        Ok(response.body(body).unwrap())
    };
    let blocking = answer.clone();
    Client::builder()
        .region("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "HUSH").session_token("HUSH"))
        .transport(move |_| std::future::ready(answer()))
        .blocking_transport(move |_, _| blocking())
        .build()
        .unwrap()
}

fn check(notes: &Notes) {
    let lines = notes.lines.lock().unwrap();
    let expected = [
        "call service=\"FSx\" operation=\"CreateBackup\"",
        "attempt number=1",
        "record status=500",
        "record request_id=\"first\"",
        "event message=answered",
        "attempt number=2",
        "record status=200",
        "record request_id=\"second\"",
        "event message=answered",
    ];
    assert_eq!(*lines, expected);
    assert!(!lines.iter().any(|line| line.contains("HUSH")));
}

fn request() -> CreateBackupRequest {
    CreateBackupRequest::new().file_system_id("HUSH")
}

#[test]
fn a_blocking_call_and_its_attempts_have_spans() {
    let notes = Notes::default();
    tracing::subscriber::with_default(notes.clone(), || {
        client().create_backup(request()).send_blocking().unwrap();
    });
    check(&notes);
}

#[tokio::test]
async fn an_awaited_call_and_its_attempts_have_spans() {
    let notes = Notes::default();
    let _here = tracing::subscriber::set_default(notes.clone());
    client().create_backup(request()).await.unwrap();
    check(&notes);
}
