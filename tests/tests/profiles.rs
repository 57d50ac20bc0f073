//! botocore's cases of endpoints that code, environment and profile name: a program of its own for each, as it reads the
//! real environment and a real file, and a request of its goes where botocore's does.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::process::Command;
use std::sync::{Arc, Mutex};

use fsx::types::{DescribeBackupsRequest, DescribeBackupsResponse};
use serde_json::Value;
use shapesmith_runtime::__private::v1::{AwsJson1_0, Operation, Service};
use shapesmith_runtime::{ByteStream, Bytes, Client, TransportError, http};
use shapesmith_tests::source;

/// What tells a program which case it is.
const CASE: &str = "SHAPESMITH_CASE";

static S3: Service = Service {
    id: "S3",
    endpoint_prefix: "s3",
    ..Service::UNKNOWN
};
static DYNAMODB: Service = Service {
    id: "DynamoDB",
    endpoint_prefix: "dynamodb",
    ..Service::UNKNOWN
};
static OF_S3: Operation = Operation::post(&S3);
static OF_DYNAMODB: Operation = Operation::post(&DYNAMODB);

fn section(name: &str, keys: &Value) -> String {
    let keys = keys.as_object().unwrap().iter();
    let lines = keys.map(|(key, value)| match value {
        Value::Object(block) => {
            let block = block.iter();
            let block = block.map(|(key, value)| format!("  {key}={}\n", value.as_str().unwrap()));
            format!("{key} =\n{}", block.collect::<String>())
        }
        value => format!("{key}={}\n", value.as_str().unwrap()),
    });
    format!("[{name}]\n{}\n", lines.collect::<String>())
}

/// The configuration file of a case, as botocore's own test writes it.
fn file(suite: &Value, name: &str) -> String {
    let profile = &suite["profiles"][name];
    let services = profile["services"].as_str().map(|services| {
        let name = format!("services {services}");
        section(&name, &suite["services"][services])
    });
    section(&format!("profile {name}"), profile) + &services.unwrap_or_default()
}

#[test]
fn requests_go_where_botocores_cases_say() {
    let Some(tests) = source::botocore_tests() else {
        return;
    };
    let cases = tests.join("functional/configured_endpoint_urls/profile-tests.json");
    let cases: Value = serde_json::from_str(&std::fs::read_to_string(cases).unwrap()).unwrap();
    let suite = &cases["testSuites"][0];
    let config = std::env::temp_dir().join(format!("shapesmith-profiles-{}", std::process::id()));
    let mut wrong = Vec::new();
    let cases = suite["endpointUrlTests"].as_array().unwrap();
    for case in cases {
        let text = |key: &str| case[key].as_str().unwrap();
        std::fs::write(&config, file(suite, text("profile"))).unwrap();
        let environment = suite["environments"][text("environment")].as_object();
        let given = serde_json::json!({
            "service": case["service"],
            "profile": case["profile"],
            "code": suite["client_configs"][text("client_config")],
        });
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "--nocapture", "one_case"])
            .env_clear()
            .envs(environment.into_iter().flatten().map(|(name, value)| {
                let value = value.as_str().unwrap();
                (name.as_str(), value)
            }))
            .env("AWS_CONFIG_FILE", &config)
            .env(CASE, given.to_string())
            .output()
            .unwrap();
        let printed = String::from_utf8_lossy(&output.stdout);
        let expected = format!(
            "went to {}",
            case["output"]["endpointUrl"].as_str().unwrap()
        );
        if !printed.lines().any(|line| line.ends_with(&expected)) {
            let why = String::from_utf8_lossy(&output.stderr);
            wrong.push(format!("{}: {expected}\n{printed}{why}", text("name")));
        }
    }
    std::fs::remove_file(&config).unwrap();
    assert_eq!(cases.len(), 39);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "run by the test above"]
fn one_case() {
    let case = std::env::var(CASE).unwrap();
    let case: Value = serde_json::from_str(&case).unwrap();
    let (service, operation) = match case["service"].as_str().unwrap() {
        "s3" => (&S3, &OF_S3),
        "dynamodb" => (&DYNAMODB, &OF_DYNAMODB),
        other => panic!("{other}"),
    };
    let gone = Arc::new(Mutex::new(String::new()));
    let seen = Arc::clone(&gone);
    let transport = move |request: http::Request<ByteStream>| {
        let uri = request.uri();
        let scheme = uri.scheme_str().unwrap();
        let authority = uri.authority().unwrap();
        *seen.lock().unwrap() = format!("{scheme}://{authority}");
        async { Ok::<_, TransportError>(http::Response::new(Bytes::from_static(b"{}"))) }
    };
    let mut builder = Client::builder(service, &AwsJson1_0)
        .profile(case["profile"].as_str().unwrap())
        .transport(transport);
    if let Some(url) = case["code"]["endpoint_url"].as_str() {
        builder = builder.endpoint_url(url);
    }
    if let Some(ignore) = case["code"]["ignore_configured_endpoint_urls"].as_bool() {
        builder = builder.ignore_configured_endpoint_urls(ignore);
    }
    let client = builder.build().unwrap();
    let call = client
        .call::<DescribeBackupsResponse, fsx::Error>(operation, DescribeBackupsRequest::new());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(call.send()).unwrap();
    println!("went to {}", gone.lock().unwrap());
}
