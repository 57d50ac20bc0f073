//! The memory that one CreateBackup takes at the most while it is under way, beyond what its client holds.

use peak_alloc::PeakAlloc;

use crate::{ours_in_memory, server, theirs_in_memory};

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Each call answers from memory, so that no connection counts; the first ones fill caches.
const BEFORE: usize = 10;

pub async fn print() {
    let (theirs, ours) = (theirs_in_memory(server::created()), ours_in_memory(server::created()));
    let of_theirs = most(async || {
        let call = theirs.create_backup().file_system_id("fs-0498eed5fe91001ec");
        call.send().await.unwrap();
    });
    let of_ours = most(async || {
        let request = fsx::types::CreateBackupRequest::new().file_system_id("fs-0498eed5fe91001ec");
        ours.create_backup(request).await.unwrap();
    });
    let (of_theirs, of_ours) = (of_theirs.await, of_ours.await);
    println!("CreateBackup takes {of_theirs} bytes at the most with the official crate, {of_ours} with ours");
}

async fn most(call: impl AsyncFn()) -> usize {
    for _ in 0..BEFORE {
        call().await;
    }
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    call().await;
    ALLOCATOR.peak_usage() - before
}
