//! What README.md shows under "In your program", compiled and run without a network: each block stands here as it is
//! printed there.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::future::ready;
use std::io::Write;
use std::time::Duration;

use fsx::presign::RdsToken;
use fsx::types::{
    BackupLifecycle, CreateBackupRequest, DescribeBackupsRequest,
    SelfManagedActiveDirectoryConfiguration,
};
use fsx::{ByteStream, Credentials, CredentialsError, Error, Timestamp, TransportError, http};

type AnyError = Box<dyn std::error::Error>;

/// An FSx that answers everything alike, to async and blocking calls.
fn answering(status: u16, body: &'static str) -> fsx::Client {
    let response = move || -> Result<http::Response<&'static str>, TransportError> {
        let response = http::Response::builder().status(status);
        let response = response.header("x-amzn-requestid", "0a1b");
        response.body(body).map_err(TransportError::new)
    };
    fsx::Client::builder()
        .region("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        .transport(move |_| ready(response()))
        .blocking_transport(move |_, _| response())
        .build()
        .unwrap()
}

/// What becomes of a call, in words.
async fn told(client: fsx::Client) -> String {
    let request = CreateBackupRequest::new().file_system_id("fs-0498eed5fe91001ec");
    match client.create_backup(request).await {
        Ok(response) => format!("{:?}", response.backup),
        Err(Error::BackupInProgress(error)) => format!("later: {:?}", error.message),
        Err(error) if error.is_retryable() => format!("the service has trouble: {error}"),
        Err(error) => format!(
            "{:?}, request {:?}: {error}",
            error.code(),
            error.request_id()
        ),
    }
}

#[tokio::test]
async fn errors_are_told_apart() {
    let busy = r#"{"__type": "BackupInProgress", "Message": "one at a time"}"#;
    assert_eq!(
        told(answering(400, busy)).await,
        r#"later: Some("one at a time")"#
    );
    let wrong = r#"{"__type": "BadRequest", "message": "no such thing"}"#;
    let said = told(answering(400, wrong)).await;
    assert!(
        said.starts_with(r#"Some("BadRequest"), request Some("0a1b"): "#)
            && said.contains("no such thing"),
        "{said}"
    );
}

#[test]
fn pages_come_while_the_thread_waits() -> Result<(), AnyError> {
    let body = r#"{"Backups": [{"BackupId": "backup-1"}, {"BackupId": "backup-2"}]}"#;
    let client = answering(200, body);
    let mut found = Vec::new();
    for page in client
        .describe_backups_pages(DescribeBackupsRequest::new())
        .blocking()
    {
        found.extend(page?.backups.into_iter().map(|backup| backup.backup_id));
    }
    assert_eq!(found, ["backup-1", "backup-2"]);
    Ok(())
}

/// A store of secrets of the reader's own.
mod my_store {
    pub(crate) struct Found {
        pub(crate) key: String,
        pub(crate) secret: String,
        pub(crate) token: String,
    }

    /// The store: a line for each part.
    pub(crate) const PLACE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/guide-store");

    pub(crate) fn read() -> std::io::Result<Found> {
        let text = std::fs::read_to_string(PLACE)?;
        let mut parts = text.lines().map(str::to_owned);
        let mut part = || parts.next().ok_or(std::io::ErrorKind::UnexpectedEof);
        Ok(Found {
            key: part()?,
            secret: part()?,
            token: part()?,
        })
    }
}

#[tokio::test]
async fn credentials_come_from_a_closure() -> Result<(), AnyError> {
    std::fs::write(my_store::PLACE, "AKIDEXAMPLE\nsecret\na token\n")?;
    let (sender, receiver) = std::sync::mpsc::channel();
    let sent = move |request: http::Request<ByteStream>| {
        let _ = sender.send(request.headers().contains_key("x-amz-security-token"));
        ready(Ok::<_, TransportError>(http::Response::new("{}")))
    };
    let builder = fsx::Client::builder().region("us-east-1").credentials(|| {
        let found = my_store::read().map_err(CredentialsError::new)?;
        Ok(Credentials::new(found.key, found.secret).session_token(found.token))
    });
    let client = builder.transport(sent).build()?;
    client.create_backup(CreateBackupRequest::new()).await?;
    assert!(receiver.recv()?);
    Ok(())
}

#[tokio::test]
async fn a_call_becomes_a_url_and_a_database_gets_its_password() -> Result<(), AnyError> {
    let client = answering(500, "nothing is sent");
    let id = "backup-1";
    let request = DescribeBackupsRequest::new().backup_ids([id]);
    let presigned = client
        .describe_backups(request)
        .presigned(Duration::from_mins(10))
        .await?;
    println!("{} {}", presigned.method(), presigned.url());
    assert!(
        presigned
            .url()
            .contains("BackupIds=backup-1&X-Amz-Algorithm=")
    );
    let credentials = Credentials::new("AKIDEXAMPLE", "secret");
    let database = RdsToken {
        host: "db.123456789012.us-east-1.rds.amazonaws.com",
        port: 5432,
        user: "reader",
        region: "us-east-1",
    };
    let password = database.sign(&credentials, Timestamp::now())?;
    assert!(password.as_str().contains("&DBUser=reader&"));
    Ok(())
}

#[tokio::test]
async fn large_objects_pass_through_piece_by_piece() -> Result<(), AnyError> {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("guide.tar");
    std::fs::write(&path, "an object")?;
    let mut file = Vec::new();
    // Opened anew for every attempt, never whole in memory.
    let mut body = ByteStream::from_path(&path)?;
    while let Some(piece) = body.next().await {
        file.write_all(&piece?)?;
    }
    assert_eq!(file, b"an object");
    Ok(())
}

#[test]
fn serde_writes_secrets_and_debug_hides_them() -> Result<(), AnyError> {
    let mut directory = SelfManagedActiveDirectoryConfiguration::new(["10.0.0.1"], "corp.example");
    directory.password = Some("hunter2".to_owned());
    assert_eq!(
        serde_json::to_string(&directory)?,
        r#"{"DomainName":"corp.example","Password":"hunter2","DnsIps":["10.0.0.1"]}"#
    );
    assert!(!format!("{directory:?}").contains("hunter2"));
    Ok(())
}

#[tokio::test]
async fn a_required_member_that_is_left_out_is_empty() -> Result<(), AnyError> {
    let client = answering(200, r#"{"Backup": {"Lifecycle": "NEW"}}"#);
    let response = client.create_backup(CreateBackupRequest::new()).await?;
    let backup = response.backup.unwrap();
    assert_eq!(backup.backup_id, "");
    assert_eq!(backup.creation_time, fsx::Timestamp::default());
    assert!(matches!(&backup.lifecycle, BackupLifecycle::Unrecognized(value) if value == "NEW"));
    assert!(
        matches!(&backup.r#type, fsx::types::BackupType::Unrecognized(value) if value.is_empty())
    );
    Ok(())
}

/// A text without what only lays it out.
fn bare(text: &str) -> String {
    let lines = text.lines().map(str::trim);
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_block_of_the_readme_is_run_here() {
    let here = bare(include_str!("guide.rs"));
    let blocks = shapesmith_tests::readme::rust_of("In your program");
    assert!(blocks.len() >= 5, "{blocks:?}");
    for block in blocks {
        assert!(here.contains(&bare(&block)), "not in guide.rs:\n{block}");
    }
}
