//! A server that we did not write, started by `python/party.py` on a free port of this machine for a test, and stopped after it.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::Value as Json;

use crate::python;

/// How long a server may take to start.
const START: Duration = Duration::from_mins(10);

/// How many there have been: one test may start several.
static STARTED: AtomicUsize = AtomicUsize::new(0);

/// A running server. It ends when its standard input does: when this is dropped, and also when the test run is killed.
#[derive(Debug)]
pub struct Party {
    process: Child,
    /// What it told of itself.
    facts: Json,
}

impl Party {
    /// Starts the server of this name with the packages of this folder.
    ///
    /// # Panics
    /// It doesn't start.
    #[must_use]
    pub fn start(name: &str, packages: &Path) -> Self {
        let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let log = target.join(format!("{name}-{number}.log"));
        let errors = File::create(&log);
        let errors = errors.unwrap_or_else(|error| unreachable!("{}: {error}", log.display()));
        let process = python::script("party.py", packages)
            .arg(name)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn();
        let mut process =
            process.unwrap_or_else(|error| unreachable!("python3 ran before: {error}"));
        let facts = told(&mut process).unwrap_or_else(|why| {
            unreachable!("{name} doesn't start, see {}: {why}", log.display())
        });
        Self { process, facts }
    }

    /// Where the server is.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.facts["port"])
    }

    /// A path or a text that the server has told.
    ///
    /// # Panics
    /// It hasn't.
    #[must_use]
    pub fn fact(&self, name: &str) -> &str {
        let fact = self.facts[name].as_str();
        fact.unwrap_or_else(|| unreachable!("{name} isn't in {}", self.facts))
    }

    /// All that the server has told.
    #[must_use]
    pub fn facts(&self) -> &Json {
        &self.facts
    }
}

impl Drop for Party {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// The first line.
fn told(process: &mut Child) -> Result<Json, String> {
    let output = process.stdout.take().ok_or("it has no output")?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut line = String::new();
        let read = BufReader::new(output).read_line(&mut line);
        let _ = sender.send(read.map(|_| line));
    });
    let line = receiver
        .recv_timeout(START)
        .map_err(|error| error.to_string())?;
    let line = line.map_err(|error| error.to_string())?;
    serde_json::from_str(&line).map_err(|error| format!("it says {line:?} ({error})"))
}
