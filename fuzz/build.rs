//! Generates the tiny service once per protocol: one model that speaks them all.

use std::path::Path;
use std::{env, fs};

const PROTOCOLS: [(&str, &str); 6] = [
    ("json", "json"),
    ("rest_json", "rest-json"),
    ("rest_xml", "rest-xml"),
    ("query", "query"),
    ("ec2", "ec2"),
    ("cbor", "smithy-rpc-v2-cbor"),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=models");
    let out = env::var("OUT_DIR")?;
    for (module, protocol) in PROTOCOLS {
        let service = shapesmith::Service::load("models/everything")?;
        let source = service.protocol_priority([protocol]).to_source()?;
        fs::write(Path::new(&out).join(module).with_extension("rs"), source)?;
    }
    Ok(())
}
