//! Generates the two services whose rules are measured, from botocore's models; they are fetched the first time.

use std::process::Command;

const SERVICES: [(&str, &str); 2] = [("fsx", "CreateBackup"), ("s3", "HeadBucket")];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let fetched = Command::new("python3")
        .args(["../models.py", "../../target/bench"])
        .output()?;
    if !fetched.status.success() {
        return Err(String::from_utf8_lossy(&fetched.stderr).into());
    }
    let data = String::from_utf8(fetched.stdout)?;
    for (service, operation) in SERVICES {
        shapesmith::Service::load(format!("{}/{service}", data.trim()))?
            .operations([operation])
            .write_out_dir()?;
    }
    Ok(())
}
