//! CreateBackup as a user calls it, without a socket: the request on the wire, the answer, the errors.

#![allow(clippy::unwrap_used, reason = "a helper of tests fails as they do")]

use fsx::types::{BackupLifecycle, BackupType, CreateBackupRequest, CreateBackupResponse, Tag};
use serde_json::{Value as Json, json};
use shapesmith_runtime::Bytes;

fn client() -> fsx::Client {
    fsx::Client::builder().region("us-east-1").build().unwrap()
}

fn request() -> CreateBackupRequest {
    CreateBackupRequest::new()
        .file_system_id("fs-0498eed5fe91001ec")
        .tags([Tag::new("Name", "MyBackup")])
}

fn response(status: u16, headers: &[(&str, &str)], body: &str) -> http::Response<Bytes> {
    let mut builder = http::Response::builder().status(status);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(Bytes::from(body.to_owned())).unwrap()
}

/// The model's own example of an answer.
fn example_output() -> Json {
    let examples = include_str!("../../models/fsx/2018-03-01/examples-1.json");
    let examples: Json = serde_json::from_str(examples).unwrap();
    examples["examples"]["CreateBackup"][0]["output"].clone()
}

#[test]
fn the_request_is_what_the_service_reads() {
    let call = client().create_backup(request().client_request_token("token"));
    let sent = call.http_request().unwrap();
    assert_eq!(
        (sent.method().as_str(), sent.uri().to_string().as_str()),
        ("POST", "https://fsx.us-east-1.amazonaws.com/")
    );
    assert_eq!(
        sent.headers()["x-amz-target"],
        "AWSSimbaAPIService_v20180301.CreateBackup"
    );
    assert_eq!(sent.headers()["content-type"], "application/x-amz-json-1.1");
    let body: Json = serde_json::from_slice(sent.body().bytes().unwrap()).unwrap();
    let expected = json!({
        "FileSystemId": "fs-0498eed5fe91001ec",
        "ClientRequestToken": "token",
        "Tags": [{"Key": "Name", "Value": "MyBackup"}],
    });
    assert_eq!(body, expected);
}

#[test]
fn a_token_left_out_is_filled_once() {
    let call = client().create_backup(request());
    let token = |sent: http::Request<fsx::ByteStream>| {
        let body: Json = serde_json::from_slice(sent.body().bytes().unwrap()).unwrap();
        body["ClientRequestToken"].as_str().unwrap().to_owned()
    };
    let first = token(call.http_request().unwrap());
    assert_eq!(first.len(), 36);
    assert_eq!(token(call.http_request().unwrap()), first);
    assert_ne!(
        token(client().create_backup(request()).http_request().unwrap()),
        first
    );
}

#[test]
fn the_models_example_decodes_and_encodes_to_the_same() {
    let example = example_output();
    let call = client().create_backup(request());
    let output = call
        .read_response(response(200, &[], &example.to_string()))
        .unwrap();
    let backup = output.backup.as_ref().unwrap();
    assert_eq!(
        (&backup.lifecycle, &backup.r#type),
        (&BackupLifecycle::Creating, &BackupType::UserInitiated)
    );
    assert_eq!(backup.creation_time.as_second(), 1_481_841_524);

    let encoded = serde_json::to_value(&output).unwrap();
    let mut expected = example;
    expected["Backup"]["CreationTime"] = json!("2016-12-15T22:38:44Z");
    assert_eq!(encoded, expected);
    let back: CreateBackupResponse = serde_json::from_value(encoded).unwrap();
    assert!(back == output);
}

#[test]
fn a_modelled_error_keeps_all_that_was_said() {
    let call = client().create_backup(request());
    let body = r#"{"__type":"com.amazonaws.fsx#BackupInProgress","Message":"one at a time"}"#;
    let error = call
        .read_response(response(400, &[("x-amzn-requestid", "id-1")], body))
        .unwrap_err();
    assert!(
        matches!(&error, fsx::Error::BackupInProgress(inner) if inner.message.as_deref() == Some("one at a time"))
    );
    assert_eq!(
        (error.code(), error.request_id(), error.status()),
        (Some("BackupInProgress"), Some("id-1"), Some(400))
    );
    assert_eq!(
        error.to_string(),
        "CreateBackup failed with BackupInProgress: one at a time (status 400, request id id-1)"
    );
}

#[test]
fn an_error_of_tomorrow_is_not_lost() {
    let call = client().create_backup(request());
    let headers = [("x-amzn-errortype", "Brand.New#Fault:http://x/")];
    let error = call
        .read_response(response(503, &headers, r#"{"Detail":7}"#))
        .unwrap_err();
    assert!(matches!(&error, fsx::Error::Unrecognized(inner) if inner["Detail"] == 7));
    assert!(error.is_retryable());
    assert_eq!(error.code(), Some("Fault"));
}

#[test]
fn an_answer_that_is_none_is_an_error_with_its_place() {
    let call = client().create_backup(request());
    let error = call
        .read_response(response(200, &[], r#"{"Backup":{"Tags":[7]}}"#))
        .unwrap_err();
    assert!(matches!(&error, fsx::Error::Decode(inner) if inner.path() == "$.Backup.Tags[0]"));
}

#[test]
fn secrets_are_not_shown() {
    let configuration =
        fsx::types::SelfManagedActiveDirectoryConfiguration::new(["10.0.0.1"], "corp.example.com")
            .user_name("admin")
            .password("hunter2");
    let shown = format!("{configuration:?}");
    assert!(
        shown.contains("admin") && !shown.contains("hunter2"),
        "{shown}"
    );
}
