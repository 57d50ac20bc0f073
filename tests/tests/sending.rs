//! Calls to a service that fails as it is told to: never a second backup, never a hang. Most go over a connection in
//! memory in time that is made up; the few that go over sockets have more time than they need, and nothing is asserted of it.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail so"
)]

mod in_memory;

use std::collections::BTreeSet;
use std::time::Duration;

use fsx::types::{BackupLifecycle, CreateBackupRequest, DescribeBackupsRequest, Tag};
use fsx::{Client, Credentials, Error, RetryConfig, WaitError};
use fsx_server::{Backup, Fault, Fsx, Plan, Received, Server};

const FILE_SYSTEM: &str = "fs-0000000000000000b";

/// How long an attempt may take where time is made up: half of the slow answers are slower.
const BRIEF: Duration = Duration::from_millis(200);

/// A client over sockets, of which no attempt ends before its answer.
fn over_sockets(server: &Server) -> Client {
    Client::builder()
        .region("us-east-1")
        .endpoint_url(server.endpoint())
        .credentials(Credentials::new("AKIDEXAMPLE", "a secret"))
        .connect_timeout(Duration::from_mins(5))
        .attempt_timeout(Duration::from_mins(5))
        .build()
        .unwrap()
}

fn request() -> CreateBackupRequest {
    CreateBackupRequest::new()
        .file_system_id(FILE_SYSTEM)
        .tags([Tag::new("Name", "daily")])
}

/// What must hold however a call went: at most one backup, and one token in all requests.
fn judge(
    seed: u64,
    (backups, received): (Vec<Backup>, Vec<Received>),
    outcome: Result<Option<String>, Error>,
) {
    let tokens: BTreeSet<String> = received
        .iter()
        .map(|request| {
            let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
            body["ClientRequestToken"].as_str().unwrap().to_owned()
        })
        .collect();
    assert!(tokens.len() <= 1, "seed {seed}: {tokens:?}");
    assert!(
        received.len() <= 3,
        "seed {seed}: {} requests",
        received.len()
    );
    for request in &received {
        let signature = request.header("authorization").unwrap();
        assert!(signature.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
    }
    match outcome {
        Ok(id) => {
            assert_eq!(backups.len(), 1, "seed {seed}");
            assert_eq!(id.as_ref(), Some(&backups[0].id), "seed {seed}");
        }
        Err(error) => {
            assert!(backups.len() <= 1, "seed {seed}: {error}");
            assert!(error.to_string().len() > 10, "seed {seed}: {error}");
            let clear = match &error {
                Error::Transport(_)
                | Error::Timeout(_)
                | Error::Decode(_)
                | Error::InternalServerError(_) => true,
                Error::Unrecognized(error) => matches!(
                    error.details().code(),
                    "503" | "ServiceUnavailable" | "ThrottlingException"
                ),
                _ => false,
            };
            assert!(clear, "seed {seed}: {error:?}");
        }
    }
}

async fn scenario(seed: u64) {
    let fsx = Fsx::new(Plan::random(seed, 4));
    let call = in_memory::client(&fsx, BRIEF).create_backup(request());
    // Three attempts and the waits between them.
    let outcome = tokio::time::timeout(Duration::from_secs(20), call.send()).await;
    let outcome = outcome.expect("a call never hangs");
    let id = outcome.map(|response| response.backup.map(|backup| backup.backup_id));
    judge(seed, (fsx.backups(), fsx.received()), id);
}

#[tokio::test(start_paused = true)]
async fn a_thousand_mishaps_never_make_a_second_backup() {
    let mut running = tokio::task::JoinSet::new();
    for seed in 0..1_000 {
        running.spawn(scenario(seed));
    }
    while let Some(done) = running.join_next().await {
        done.unwrap();
    }
}

#[tokio::test]
async fn sockets_change_none_of_that() {
    for seed in 20_000..20_012 {
        let server = Server::start(Plan::random(seed, 4)).unwrap();
        let outcome = over_sockets(&server).create_backup(request()).await;
        let id = outcome.map(|response| response.backup.map(|backup| backup.backup_id));
        judge(seed, (server.backups(), server.received()), id);
    }
}

#[test]
fn the_blocking_client_keeps_the_same_rules() {
    let seeds: Vec<u64> = (10_000..10_048).collect();
    std::thread::scope(|scope| {
        for part in seeds.chunks(6) {
            scope.spawn(move || {
                for seed in part {
                    let server = Server::start(Plan::random(*seed, 4)).unwrap();
                    let call = over_sockets(&server).create_backup(request());
                    let outcome = call.send_blocking();
                    let id = outcome.map(|response| response.backup.map(|backup| backup.backup_id));
                    judge(*seed, (server.backups(), server.received()), id);
                }
            });
        }
    });
}

#[tokio::test(start_paused = true)]
async fn a_token_used_with_other_parameters_is_refused() {
    let fsx = Fsx::default();
    let client = in_memory::client(&fsx, BRIEF);
    let first = request().client_request_token("once");
    let created = client.create_backup(first.clone()).await.unwrap();
    let again = client.create_backup(first).await.unwrap();
    assert_eq!(created, again);
    let other = request().client_request_token("once").tags([]);
    let error = client.create_backup(other).await.unwrap_err();
    assert!(
        matches!(error, Error::IncompatibleParameterError(_)),
        "{error}"
    );
    assert_eq!(
        error.request_id(),
        Some("00000000-0000-0000-0000-000000000000")
    );
    assert_eq!(fsx.backups().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_backup_is_waited_for() {
    let fsx = Fsx::default();
    let client = in_memory::client(&fsx, BRIEF);
    let created = client
        .create_backup(request())
        .await
        .unwrap()
        .backup
        .unwrap();
    assert_eq!(created.lifecycle, BackupLifecycle::Creating);
    let asked = DescribeBackupsRequest::new().backup_ids([&created.backup_id]);
    let ready = client
        .wait_until_backup_available(asked.clone())
        .await
        .unwrap();
    assert_eq!(ready.backups[0].lifecycle, BackupLifecycle::Available);

    let late = client
        .create_backup(request())
        .await
        .unwrap()
        .backup
        .unwrap();
    let asked = DescribeBackupsRequest::new().backup_ids([late.backup_id]);
    let waited = client
        .wait_until_backup_available(asked)
        .max_wait(Duration::from_secs(1))
        .await;
    assert!(
        matches!(waited, Err(WaitError::TimedOut { .. })),
        "{waited:?}"
    );
    let missing = DescribeBackupsRequest::new().backup_ids(["backup-0"]);
    let waited = client.wait_until_backup_available(missing).await;
    assert!(
        matches!(waited, Err(WaitError::Call(Error::BackupNotFound(_)))),
        "{waited:?}"
    );
}

#[tokio::test]
async fn pages_follow_each_other_to_the_end() {
    let server = Server::start(Plan::default()).unwrap();
    let client = over_sockets(&server);
    for _ in 0..7 {
        client.create_backup(request()).await.unwrap();
    }
    let mut pages = client.describe_backups_pages(DescribeBackupsRequest::new().max_results(3));
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page.unwrap().backups.len());
    }
    assert_eq!(sizes, [3, 3, 1]);

    let asked = DescribeBackupsRequest::new().max_results(4);
    let pages = tokio::task::spawn_blocking(move || {
        let pages = client.describe_backups_pages(asked).blocking();
        pages
            .map(|page| page.unwrap().backups.len())
            .collect::<Vec<_>>()
    });
    assert_eq!(pages.await.unwrap(), [4, 3]);
}

/// A client whose service answers everything with this.
fn answered(status: u16, body: &'static str) -> Client {
    let answer = move |_| async move {
        let response = http::Response::builder().status(status);
        Ok(response
            .body(fsx::Bytes::from_static(body.as_bytes()))
            .unwrap())
    };
    Client::builder()
        .region("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "a secret"))
        .retry(RetryConfig::disabled())
        .transport(answer)
        .blocking_transport(move |_, _| {
            let response = http::Response::builder().status(status);
            Ok(response
                .body(fsx::Bytes::from_static(body.as_bytes()))
                .unwrap())
        })
        .build()
        .unwrap()
}

#[tokio::test]
async fn the_same_token_twice_ends_the_pages_with_an_error() {
    let client = answered(200, r#"{"Backups": [], "NextToken": "again"}"#);
    let mut pages = client.describe_backups_pages(DescribeBackupsRequest::new());
    // The circle shows on the second page, which is given too.
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.next().await.unwrap().is_ok());
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(
        error.to_string().contains("same page token twice"),
        "{error}"
    );
    assert!(pages.next().await.is_none());

    let pages = client.describe_backups_pages(DescribeBackupsRequest::new());
    let found: Vec<bool> = pages.blocking().map(|page| page.is_ok()).collect();
    assert_eq!(found, [true, true, false]);
}

#[tokio::test]
async fn an_error_says_that_it_is_retryable_where_the_client_would_retry() {
    let cases = [
        (400, r#"{"__type": "ThrottlingException"}"#, true),
        (400, r#"{"__type": "RequestTimeout"}"#, true),
        (429, r#"{"__type": "Unheard"}"#, true),
        (429, r#"{"__type": "BadRequest"}"#, false),
        // The service knows it, the operation doesn't.
        (429, r#"{"__type": "DataRepositoryTaskExecuting"}"#, true),
        (503, "{}", true),
        (501, "{}", false),
        (400, r#"{"__type": "BadRequest"}"#, false),
    ];
    for (status, body, expected) in cases {
        let error = answered(status, body).create_backup(request()).await;
        let error = error.unwrap_err();
        assert_eq!(error.is_retryable(), expected, "{status} {body}: {error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wrong_clock_is_corrected() {
    let fsx = Fsx::new(Plan::of([Fault::Skewed(3 * 3600)]));
    let client = in_memory::client(&fsx, BRIEF);
    client.create_backup(request()).await.unwrap();
    let received = fsx.received();
    let hour = |index: usize| {
        let date = received[index].header("x-amz-date").unwrap();
        date[9..11].parse::<i32>().unwrap()
    };
    assert_eq!(received.len(), 2);
    assert_ne!(hour(0), hour(1));
}

#[tokio::test(start_paused = true)]
async fn without_retries_the_first_error_is_the_calls() {
    let fsx = Fsx::new(Plan::of([Fault::DroppedBefore]));
    let call = in_memory::client(&fsx, BRIEF).create_backup(request());
    let error = call.retry(RetryConfig::disabled()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert_eq!(fsx.received().len(), 1);
}
