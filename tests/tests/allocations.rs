//! How often a call asks for memory. The counting allocator is this program's alone, and counts its own thread's.

#![allow(clippy::unwrap_used, reason = "a helper of tests fails as they do")]

use allocation_counter::{AllocationInfo, measure};
use fsx::types::{CreateBackupRequest, CreateBackupResponse};
use fsx::{Bytes, Client, Credentials};
use tokio::runtime::{Builder, Runtime};

/// A whole call has less, its output included; growing counts, too.
const MOST: u64 = 30;

/// The first calls fill what is kept.
const BEFORE: usize = 3;

/// An answer as the service gives it: its texts and lists take memory twenty times.
fn answer() -> Bytes {
    let text = include_str!("../data/created_backup.json");
    let answer: serde_json::Value = serde_json::from_str(text).unwrap();
    Bytes::from(answer.to_string())
}

/// Its transport answers from memory.
fn client() -> Client {
    let answer = answer();
    let blocking = answer.clone();
    Client::builder()
        .region("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "a secret"))
        .transport(move |_| std::future::ready(Ok(http::Response::new(answer.clone()))))
        .blocking_transport(move |_, _| Ok(http::Response::new(blocking.clone())))
        .build()
        .unwrap()
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn request() -> CreateBackupRequest {
    CreateBackupRequest::new().file_system_id("fs-0498eed5fe91001ec")
}

/// What the call after a few others takes.
fn counted(mut call: impl FnMut() -> CreateBackupResponse) -> AllocationInfo {
    for _ in 0..BEFORE {
        call();
    }
    let mut output = None;
    let counted = measure(|| output = Some(call()));
    let backup = output.unwrap().backup.unwrap();
    assert_eq!(backup.tags.len(), 2);
    assert!(backup.file_system.lustre_configuration.is_some());
    counted
}

#[test]
fn an_awaited_call_asks_for_memory_less_than_thirty_times() {
    let (client, runtime) = (client(), runtime());
    let taken = counted(|| {
        let call = client.create_backup(request());
        runtime.block_on(call.into_future()).unwrap()
    });
    assert!(taken.count_total < MOST, "{taken:?}");
    assert!(taken.bytes_max < 16 << 10, "{taken:?}");
}

#[test]
fn a_blocking_call_asks_for_memory_less_than_thirty_times() {
    let client = client();
    let taken = counted(|| client.create_backup(request()).send_blocking().unwrap());
    assert!(taken.count_total < MOST, "{taken:?}");
}
