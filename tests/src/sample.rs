//! A sample of botocore's services, another every day: several tests ask one program about it, so that it is compiled once.
//!
//! `SHAPESMITH_ENDPOINTS=439` takes so many services (40 with `CI=true`, else 12), `SHAPESMITH_SEED` says which.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use crate::probe::{self, Probed};
use crate::run::{in_ci, number, seed};

/// A service of the sample.
#[derive(Debug, Clone)]
pub struct Sampled {
    /// What botocore calls it.
    pub service: String,
    /// With a few of its operations.
    pub probed: Probed,
    /// AWS's cases of its endpoints.
    pub cases: PathBuf,
}

/// How many services have cases.
pub const ALL: usize = 439;
/// Those whose rules are the longest, or that have settings of their own, are always among them, with these operations.
const ALWAYS: [(&str, &[&str]); 5] = [
    (
        "s3",
        &[
            "CopyObject",
            "CreateBucket",
            "GetBucketLocation",
            "GetObject",
            "ListBuckets",
            "ListObjectsV2",
            "PutObject",
            "WriteGetObjectResponse",
        ],
    ),
    (
        "s3control",
        &["CreateBucket", "GetAccessPoint", "GetBucket", "ListJobs"],
    ),
    (
        "dynamodb",
        &[
            "BatchGetItem",
            "GetItem",
            "ListTables",
            "TransactWriteItems",
        ],
    ),
    ("kinesis", &["DescribeStream", "ListStreams", "PutRecord"]),
    (
        "sts",
        &["AssumeRole", "AssumeRoleWithSAML", "GetCallerIdentity"],
    ),
];
/// So many operations of every other service.
const OPERATIONS: usize = 3;

/// The services of this run; the packages and the tests are botocore's.
///
/// # Panics
/// The folders aren't as botocore has them.
#[must_use]
pub fn services(packages: &Path, tests: &Path) -> Vec<Sampled> {
    let mut all = folders(&tests.join("functional/endpoint-rules"));
    assert_eq!(all.len(), ALL);
    let (count, seed) = (
        number("SHAPESMITH_ENDPOINTS", if in_ci() { 40 } else { 12 }),
        seed(),
    );
    println!("SHAPESMITH_SEED={seed} SHAPESMITH_ENDPOINTS={count}");
    fastrand::Rng::with_seed(seed).shuffle(&mut all);
    let is_always = |folder: &PathBuf| ALWAYS.iter().any(|(known, _)| folder.ends_with(known));
    all.sort_by_key(|folder| !is_always(folder));
    all.truncate(usize::try_from(count).unwrap_or(usize::MAX));
    let sampled = all.into_iter().map(|folder| {
        let service = folder.file_name().unwrap_or_default();
        let service = service.to_string_lossy().into_owned();
        let model = packages.join("botocore/data").join(&service);
        let probed = Probed {
            name: format!("of_{}", service.replace('-', "_")),
            operations: Some(operations(&service, &model, seed)),
            model,
        };
        let cases = folder.join("endpoint-tests-1.json");
        Sampled {
            service,
            probed,
            cases,
        }
    });
    sampled.collect()
}

/// A program that can be asked for calls of these services and for what their endpoint rules lead to; its path.
///
/// # Panics
/// As [`probe::build`].
#[must_use]
pub fn build(services: &[Sampled]) -> PathBuf {
    let services: Vec<Probed> = services
        .iter()
        .map(|service| service.probed.clone())
        .collect();
    probe::build("endpoint-cases", &services, &["send"])
}

/// The folders in a folder.
///
/// # Panics
/// It can't be read.
#[must_use]
pub fn folders(path: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(path).unwrap_or_else(|error| unreachable!("{}: {error}", path.display()));
    let entries = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// What is asked of a service: nothing with a stream of events, which can't be called yet.
fn operations(service: &str, model: &Path, seed: u64) -> Vec<String> {
    if let Some((_, operations)) = ALWAYS.iter().find(|(known, _)| *known == service) {
        return operations.iter().map(|&name| name.to_owned()).collect();
    }
    let newest = folders(model).pop().unwrap_or_default();
    let model = read(&newest);
    let all = model["operations"].as_object().into_iter().flatten();
    let mut names: Vec<&String> = all
        .filter(|(_, operation)| !has_events(&model["shapes"], operation))
        .map(|(name, _)| name)
        .collect();
    names.sort();
    fastrand::Rng::with_seed(seed).shuffle(&mut names);
    names.into_iter().take(OPERATIONS).cloned().collect()
}

fn read(folder: &Path) -> Json {
    let (plain, packed) = (
        folder.join("service-2.json"),
        folder.join("service-2.json.gz"),
    );
    let read = if packed.exists() {
        fs::File::open(packed)
            .map(|packed| serde_json::from_reader(flate2::read::GzDecoder::new(packed)))
    } else {
        fs::read(plain).map(|text| serde_json::from_slice(&text))
    };
    let read = read.unwrap_or_else(|error| unreachable!("{}: {error}", folder.display()));
    read.unwrap_or_else(|error| unreachable!("{}: {error}", folder.display()))
}

fn has_events(shapes: &Json, operation: &Json) -> bool {
    let both = ["input", "output"].into_iter();
    let mut shapes_of = both
        .filter_map(|side| operation[side]["shape"].as_str())
        .filter_map(|name| shapes[name]["members"].as_object());
    shapes_of.any(|members| {
        let mut targets = members
            .values()
            .filter_map(|member| member["shape"].as_str());
        targets.any(|target| shapes[target]["eventstream"] == true)
    })
}
