//! Tells a file that is no service file by its name: what was given instead, and where the service file may be.
//!
//! Looks at the outermost keys, and at the first bytes of what isn't JSON; whoever reads the file goes deeper.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::folder::{SERVICE, find};
use crate::diagnostics::Diagnostics;

/// A key that gives a file away, and what the file is.
const MARKS: [(&str, &str); 16] = [
    ("pagination", "it says how operations are paged"),
    ("waiters", "it says what waiters wait for"),
    ("rules", "it holds the rules for endpoints"),
    ("merge", "it holds additions to another file"),
    ("testCases", "it holds tests"),
    ("resources", "it holds resources for boto3"),
    ("partitions", "it lists partitions and regions"),
    ("openapi", "it is an OpenAPI document"),
    ("swagger", "it is an OpenAPI document"),
    ("asyncapi", "it is an AsyncAPI document"),
    (
        "AWSTemplateFormatVersion",
        "it is a CloudFormation template",
    ),
    ("Resources", "it is a CloudFormation template"),
    ("typeName", "it is a CloudFormation schema"),
    ("$schema", "it is a JSON schema, or follows one"),
    ("service", "it holds documentation alone"),
    ("examples", "it holds examples"),
];

/// Marks of files that lie beside a service file.
const BESIDE: [&str; 6] = [
    "pagination",
    "waiters",
    "rules",
    "merge",
    "testCases",
    "examples",
];

/// Where service files are from.
const ORIGIN: &str = "shapesmith reads the `service-2.json` of botocore: give a folder of its `botocore/data`, as `botocore/data/fsx`";

/// Reports a file that holds something else than a service; says whether it does.
pub(super) fn is_foreign(file: &Path, value: &Value, sink: &mut Diagnostics) -> bool {
    let Value::Object(map) = value else {
        let message = "this is not a service file: no `{` stands at its start";
        sink.error("no-service-file", file, "", message)
            .with_hint(ORIGIN);
        return true;
    };
    let has = |key: &str| map.contains_key(key);
    let parts = ["metadata", "operations", "shapes"]
        .into_iter()
        .filter(|key| has(key));
    let parts = parts.count();
    // A service file that has lost a part is told so.
    if parts > 1 {
        return false;
    }
    let mark = MARKS.iter().find(|(key, _)| has(key));
    let (key, what) = match mark {
        Some((key, what)) => (*key, (*what).to_owned()),
        None if parts == 0 && !map.is_empty() => ("", keys(map.keys())),
        None => return false,
    };
    let hint = match service_beside(file) {
        Some(service) => format!("the service file beside it is `{}`", service.display()),
        None if BESIDE.contains(&key) => {
            "it belongs beside a `service-2.json`: give that file, or its folder".to_owned()
        }
        None => ORIGIN.to_owned(),
    };
    sink.error(
        "no-service-file",
        file,
        "",
        format!("this is not a service file: {what}"),
    )
    .with_hint(hint);
    true
}

/// What the file says instead.
fn keys<'a>(keys: impl Iterator<Item = &'a String>) -> String {
    let keys: Vec<String> = keys.take(4).map(|key| format!("`{key}`")).collect();
    format!(
        "it has {}, but neither `metadata`, `operations` nor `shapes`",
        keys.join(", ")
    )
}

/// The service file in the same folder.
fn service_beside(file: &Path) -> Option<PathBuf> {
    let folder = file.parent()?;
    find(folder, SERVICE, &mut Diagnostics::new()).filter(|service| service != file)
}

/// What a file that is no JSON is, and what to do about it.
pub(super) fn of_bytes(file: &Path, bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let start = bytes.trim_ascii_start();
    let ends = |endings: &[&str]| {
        let ending = file.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| endings.contains(&ending.to_lowercase().as_str()))
    };
    if start.is_empty() {
        Some(("the file is empty", "fetch it again"))
    } else if bytes.starts_with(&[0x1f, 0x8b]) {
        Some((
            "the file is packed with gzip, and its name doesn't say so",
            "add `.gz` to its name",
        ))
    } else if bytes.starts_with(b"PK\x03\x04") || bytes.get(257..262) == Some(b"ustar") {
        Some((
            "the file is an archive",
            "unpack it, and give the service's folder in it, as `botocore/data/fsx`",
        ))
    } else if start.starts_with(b"<") {
        Some((
            "this is not a service file: it is a web page, or XML",
            "a page that shows a file isn't the file: fetch the file itself",
        ))
    } else if ends(&["smithy"])
        || start.starts_with(b"$version")
        || start.starts_with(b"namespace ")
    {
        Some((
            "this is a Smithy model in its own language, where its JSON form is read",
            "give what `smithy ast` prints of it, or the `model.json` that `smithy build` puts into `build/smithy/source/model`",
        ))
    } else if !start.starts_with(b"{") && (ends(&["yaml", "yml"]) || begins_like_yaml(start)) {
        Some((
            "this is not a service file: it is YAML, where JSON is read",
            ORIGIN,
        ))
    } else if !start.starts_with(b"{") && !start.starts_with(b"[") {
        Some(("this is not a service file: it is no JSON", ORIGIN))
    } else {
        None
    }
}

/// Whether the first line is `---`, a comment, or `key:` with nothing before.
fn begins_like_yaml(start: &[u8]) -> bool {
    let line = start
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte == b'-';
    let key = line.iter().take_while(|byte| is_word(byte)).count();
    line.starts_with(b"---") || (key > 0 && line.get(key) == Some(&b':'))
}
