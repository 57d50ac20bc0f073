//! Twelve services of all protocols in one program of generated code, and the script `python/moto_services.py`, which knows what
//! to do with them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::probe::{self, Probed};
use crate::python;

/// The program and its script.
#[derive(Debug)]
pub struct Stories {
    packages: PathBuf,
    program: PathBuf,
    services: Vec<String>,
}

impl Stories {
    /// Builds the program; `None` where Python or the packages can't be had. It is the same for all tests that ask for it, so that
    /// one of them builds it.
    ///
    /// # Panics
    /// The program can't be built.
    #[must_use]
    pub fn prepared() -> Option<&'static Self> {
        static PREPARED: OnceLock<Option<Stories>> = OnceLock::new();
        PREPARED.get_or_init(Self::prepare).as_ref()
    }

    fn prepare() -> Option<Self> {
        let packages = python::packages()?;
        let services = planned(&packages);
        let program = probe::build("moto-services", &services, &["send"]);
        let services = services.into_iter().map(|service| service.name).collect();
        Some(Self {
            packages,
            program,
            services,
        })
    }

    /// What the services are called.
    #[must_use]
    pub fn services(&self) -> &[String] {
        &self.services
    }

    /// A script that is given the program.
    #[must_use]
    pub fn script(&self, name: &str) -> Command {
        let mut command = python::script(name, &self.packages);
        command.arg(&self.program);
        command
    }

    /// Plays the story of each service at a place that `python/both.py` understands; what it says of those that went wrong.
    ///
    /// # Panics
    /// The script doesn't run.
    #[must_use]
    pub fn told(&self, place: &serde_json::Value) -> String {
        let mut told = String::new();
        for service in &self.services {
            let mut script = self.script("moto_services.py");
            let output = script.arg(place.to_string()).arg(service).output();
            let output = output.unwrap_or_else(|error| unreachable!("python3 ran before: {error}"));
            if !output.status.success() {
                told.push_str(&String::from_utf8_lossy(&output.stderr));
            }
        }
        told
    }
}

/// The services and operations that the stories are about.
fn planned(packages: &Path) -> Vec<Probed> {
    let plan = python::script("moto_services.py", packages).output();
    let plan = plan.unwrap_or_else(|error| unreachable!("python3 ran before: {error}"));
    let plan: BTreeMap<String, Vec<String>> = serde_json::from_slice(&plan.stdout)
        .unwrap_or_else(|error| unreachable!("{error}: {}", String::from_utf8_lossy(&plan.stderr)));
    let services = plan.into_iter().map(|(name, operations)| Probed {
        model: packages.join("botocore/data").join(&name),
        name,
        operations: Some(operations),
    });
    services.collect()
}
