//! The memory that one CreateBackup takes at the most while it is under way, beyond what its client holds, and how often it
//! asks for some.

use allocation_counter::{AllocationInfo, measure};
use tokio::runtime::Builder;

use crate::{ours_in_memory, server, theirs_in_memory};

/// Each call answers from memory, so that no connection counts; the first ones fill caches.
const BEFORE: usize = 10;

pub fn print() {
    let (theirs, ours) = (theirs_in_memory(server::created()), ours_in_memory(server::created()));
    let of_theirs = taken(async || {
        let call = theirs.create_backup().file_system_id("fs-0498eed5fe91001ec");
        call.send().await.unwrap();
    });
    let of_ours = taken(async || {
        let request = fsx::types::CreateBackupRequest::new().file_system_id("fs-0498eed5fe91001ec");
        ours.create_backup(request).await.unwrap();
    });
    println!("{:34}{:>12}{:>12}{:>8}", "one CreateBackup, in memory", "official", "shapesmith", "ratio");
    line("bytes at the most", of_theirs.bytes_max, of_ours.bytes_max);
    line("allocations", of_theirs.count_total, of_ours.count_total);
}

fn line(what: &str, theirs: u64, ours: u64) {
    println!("{what:34}{theirs:>12}{ours:>12}{:>7.1}x", theirs as f64 / ours as f64);
}

/// What a call takes on this thread; a text or list that grows counts as one more allocation.
fn taken(call: impl AsyncFn()) -> AllocationInfo {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    for _ in 0..BEFORE {
        runtime.block_on(call());
    }
    measure(|| runtime.block_on(call()))
}
