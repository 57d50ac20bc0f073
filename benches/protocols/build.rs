//! Generates the operations that are measured, from botocore's models; they are fetched the first time.

use std::process::Command;

const SERVICES: [(&str, &[&str], &[&str]); 4] = [
    ("cloudwatch", &["GetMetricData"], &["smithy-rpc-v2-cbor"]),
    ("ec2", &["DescribeInstances", "RunInstances"], &[]),
    ("s3", &["DeleteObjects", "ListObjectsV2"], &[]),
    ("sqs", &["ReceiveMessage", "SendMessageBatch"], &[]),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let fetched = Command::new("python3")
        .args(["../models.py", "../../target/bench"])
        .output()?;
    if !fetched.status.success() {
        return Err(String::from_utf8_lossy(&fetched.stderr).into());
    }
    let data = String::from_utf8(fetched.stdout)?;
    for (service, operations, protocols) in SERVICES {
        shapesmith::Service::load(format!("{}/{service}", data.trim()))?
            .operations(operations.iter().copied())
            .protocol_priority(protocols.iter().copied())
            .write_out_dir()?;
    }
    Ok(())
}
