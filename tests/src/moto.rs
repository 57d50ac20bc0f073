//! moto, an AWS that we did not write: as a server, and as a proxy that answers for all of AWS's hosts.

use std::path::PathBuf;
use std::process::Command;

use crate::party::Party;
use crate::python;

/// A running moto server; dropping it stops it.
#[derive(Debug)]
pub struct Moto {
    party: Party,
    packages: PathBuf,
}

impl Moto {
    /// Starts a server; `None` where Python or the packages can't be had.
    ///
    /// # Panics
    /// The server doesn't start.
    #[must_use]
    pub fn start() -> Option<Self> {
        let packages = python::packages()?;
        let party = Party::start("moto", &packages);
        Some(Self { party, packages })
    }

    /// The URL to give to a client.
    #[must_use]
    pub fn endpoint(&self) -> String {
        self.party.url()
    }

    /// Runs a script of `tests/python` with boto3 against this server; its output.
    ///
    /// # Panics
    /// The script fails.
    #[must_use]
    pub fn run(&self, name: &str) -> String {
        let output = python::script(name, &self.packages)
            .arg(self.endpoint())
            .output();
        let output = output.unwrap_or_else(|error| unreachable!("python3 ran before: {error}"));
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {told}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

/// Starts moto's proxy; `None` where Python or the packages can't be had.
///
/// # Panics
/// It doesn't start, or `openssl` is missing, which it makes its certificates with.
#[must_use]
pub fn proxy() -> Option<Party> {
    let packages = python::packages()?;
    let openssl = Command::new("openssl").arg("version").output();
    assert!(
        openssl.is_ok_and(|output| output.status.success()),
        "the command `openssl` is missing, which moto's proxy makes its certificates with: install the system's package \
         openssl (`apt-get install openssl`)"
    );
    Some(Party::start("moto_proxy", &packages))
}
