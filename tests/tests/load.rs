//! Many tasks on one client while the service stumbles: every call is accounted for, nothing piles up.
//!
//! `SHAPESMITH_LOAD=1000` makes each of the hundred tasks call so often.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use fsx::types::DescribeFileSystemsRequest;
use fsx::{Client, Credentials};
use fsx_server::{Plan, Server};

const TASKS: usize = 100;

/// Memory of this process in kilobytes, where the system tells it.
fn resident() -> Option<usize> {
    let text = fs::read_to_string("/proc/self/statm").ok()?;
    let pages: usize = text.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * 4)
}

/// Makes the calls of all tasks; how many came out well and how many didn't.
async fn run(client: &Client, each: usize) -> (usize, usize) {
    let well = Arc::new(AtomicUsize::new(0));
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..TASKS {
        let (client, well) = (client.clone(), Arc::clone(&well));
        tasks.spawn(async move {
            for _ in 0..each {
                let answer = client
                    .describe_file_systems(DescribeFileSystemsRequest::new())
                    .await;
                match answer {
                    Ok(answer) => {
                        assert_eq!(answer.file_systems.len(), 4);
                        well.fetch_add(1, Ordering::SeqCst);
                    }
                    Err(error) => assert!(error.is_retryable(), "{error:?}"),
                }
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    let well = well.load(Ordering::SeqCst);
    (well, TASKS * each - well)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_call_is_accounted_for_while_the_service_stumbles() {
    let each = std::env::var("SHAPESMITH_LOAD")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(50);
    // Retries are requests too.
    let server = Server::start(Plan::sometimes(7, TASKS * each * 3, 5)).unwrap();
    let client = Client::builder()
        .region("us-east-1")
        .endpoint_url(server.endpoint())
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        // A busy machine is no failure of the service's.
        .connect_timeout(Duration::from_mins(5))
        .attempt_timeout(Duration::from_mins(5))
        .build()
        .unwrap();
    // The server is in this process too: once it remembers as much as it ever does, it grows no more.
    run(&client, each / 5).await;
    let before = resident();
    let (well, badly) = run(&client, each).await;
    let after = resident();
    println!("{well} well, {badly} badly; memory {before:?} KB, then {after:?} KB");
    assert_eq!(well + badly, TASKS * each);
    // One in twenty fails; three in a row are rare.
    assert!(
        badly * 100 <= TASKS * each,
        "{badly} of {} failed",
        TASKS * each
    );
    // A task has one connection, and another while a broken one is replaced.
    let most = server.most_connections();
    assert!(most <= 2 * TASKS, "{most} connections");
    if let (Some(before), Some(after)) = (before, after) {
        // Whatever is asked for, no more than what the server has yet to remember: a kilobyte of each request.
        let remembered = 10_000usize.saturating_sub(TASKS * each / 5) * 2;
        let grown = after.saturating_sub(before);
        assert!(grown < 16_000 + remembered, "{grown} KB more");
    }
}
