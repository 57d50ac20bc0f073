//! Credentials that a program of the user's prints: `credential_process`.

use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::super::Driver;
use super::super::credentials::Credentials;
use super::{fetch, given};
use crate::shown::Shown;

/// How long a program may take: less than a call waits for credentials.
const LIMIT: Duration = Duration::from_secs(50);
/// No program that is meant prints more.
const MOST: u64 = 1 << 20;
/// A program that has said everything is looked after this often.
const LOOK: Duration = Duration::from_millis(5);

/// A program and its arguments.
pub(super) struct Process {
    pub(super) words: Vec<String>,
    pub(super) limit: Duration,
    /// What the profile says of the account.
    pub(super) account_id: Option<String>,
}

impl Process {
    pub(super) fn new(words: Vec<String>, account_id: Option<String>) -> Self {
        Self {
            words,
            limit: LIMIT,
            account_id,
        }
    }

    pub(super) async fn find(&self, driver: Driver) -> Result<Credentials, String> {
        let (words, limit) = (self.words.clone(), self.limit);
        let printed = fetch::aside(driver, move || run(&words, limit)).await;
        let printed = printed.map_err(|error| error.to_string())??;
        let whole = given::object(&printed)?;
        match whole.get("Version").and_then(Value::as_u64) {
            Some(1) => {}
            _ => return Err("its answer has no `Version` 1".to_owned()),
        }
        let found = given::credentials(&printed, "SessionToken")?;
        Ok(match &self.account_id {
            Some(account) if found.account_id.is_none() => found.account_id(account),
            _ => found,
        })
    }
}

/// What the program prints, if it ends well and in time.
fn run(words: &[String], limit: Duration) -> Result<Vec<u8>, String> {
    let Some((program, arguments)) = words.split_first() else {
        return Err("it names no program".to_owned());
    };
    let shown = Shown(program).to_string();
    let started = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = started.map_err(|error| format!("`{shown}` can't be started: {error}"))?;
    let end = Instant::now() + limit;
    let late = |_| format!("`{shown}` took more than {} seconds", limit.as_secs_f64());
    match outcome(&mut child, end) {
        Ok(Ended {
            is_good: true,
            printed,
            ..
        }) => Ok(printed),
        Ok(Ended { complaint, .. }) => {
            let complaint = String::from_utf8_lossy(&complaint);
            let complaint = Shown(complaint.trim());
            Err(format!("`{shown}` failed: {complaint}"))
        }
        Err(error) => {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
            Err(if error.kind() == io::ErrorKind::TimedOut {
                late(error)
            } else {
                format!("`{shown}` can't be waited for: {error}")
            })
        }
    }
}

struct Ended {
    is_good: bool,
    printed: Vec<u8>,
    complaint: Vec<u8>,
}

fn outcome(child: &mut Child, end: Instant) -> io::Result<Ended> {
    let printed = read(child.stdout.take())?;
    let complaint = read(child.stderr.take())?;
    let printed = in_time(&printed, end)??;
    let complaint = in_time(&complaint, end)??;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Ended {
                is_good: status.success(),
                printed,
                complaint,
            });
        }
        if Instant::now() >= end {
            return Err(io::ErrorKind::TimedOut.into());
        }
        thread::sleep(LOOK);
    }
}

/// Reads to the end on a thread of its own, as a program may print on both sides at once.
fn read(from: Option<impl Read + Send + 'static>) -> io::Result<Receiver<io::Result<Vec<u8>>>> {
    let (sender, receiver) = channel();
    let work = move || {
        let mut whole = Vec::new();
        let read = from.map_or(Ok(0), |from| from.take(MOST).read_to_end(&mut whole));
        // Nobody may wait any more.
        let _ = sender.send(read.map(|_| whole));
    };
    thread::Builder::new().spawn(work)?;
    Ok(receiver)
}

fn in_time<T>(receiver: &Receiver<T>, end: Instant) -> io::Result<T> {
    let left = end.saturating_duration_since(Instant::now());
    receiver.recv_timeout(left).map_err(|error| match error {
        RecvTimeoutError::Timeout => io::ErrorKind::TimedOut.into(),
        RecvTimeoutError::Disconnected => io::Error::other("what it prints can't be read"),
    })
}
