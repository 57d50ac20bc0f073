//! moto's server, an AWS that we did not write, started on a free port for a test and stopped after it.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::python;

/// How long the server may take to start.
const START: Duration = Duration::from_mins(10);

/// A running moto server; dropping it stops it.
#[derive(Debug)]
pub struct Moto {
    process: Child,
    port: u16,
    packages: PathBuf,
}

impl Moto {
    /// Starts a server; `None` where Python or the packages can't be had.
    ///
    /// # Panics
    /// The server doesn't answer in a minute.
    #[must_use]
    pub fn start() -> Option<Self> {
        let packages = python::packages()?;
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = free.ok()?.port();
        let process = Command::new("python3")
            .args([
                "-m",
                "moto.server",
                "--host",
                "127.0.0.1",
                "--port",
                &port.to_string(),
            ])
            .env("PYTHONPATH", &packages)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let moto = Self {
            process,
            port,
            packages,
        };
        let start = Instant::now();
        while !moto.answers() {
            assert!(start.elapsed() < START, "moto's server doesn't answer");
            thread::sleep(Duration::from_millis(50));
        }
        Some(moto)
    }

    /// The URL to give to a client.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Runs a script of `tests/python` with boto3 against this server; its output.
    ///
    /// # Panics
    /// The script fails.
    #[must_use]
    pub fn run(&self, script: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("python");
        let output = Command::new("python3")
            .arg(folder.join(script))
            .arg(self.endpoint())
            .env("PYTHONPATH", &self.packages)
            .output();
        let output = output.unwrap_or_else(|error| unreachable!("python3 ran before: {error}"));
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{script}: {told}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn answers(&self) -> bool {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) else {
            return false;
        };
        let asked = stream.write_all(b"GET /moto-api/ HTTP/1.0\r\n\r\n");
        let mut head = [0; 12];
        asked.is_ok() && stream.read_exact(&mut head).is_ok() && head.starts_with(b"HTTP/1.")
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
