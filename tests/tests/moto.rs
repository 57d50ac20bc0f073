//! The manual page's story against moto, then the same questions asked with boto3: the answers agree.
//!
//! moto knows FSx's file systems, backups and tags; it gives a backup no file system and no type, leaves it in
//! CREATING, and doesn't look at the token.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use fsx::types::*;
use fsx::{Client, Credentials, Error};
use serde_json::{Value as Json, json};
use shapesmith_tests::moto::Moto;

fn client(moto: &Moto) -> Client {
    Client::builder()
        .region("us-east-1")
        .endpoint_url(moto.endpoint())
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        .build()
        .unwrap()
}

/// One file system of each type, each with a tagged backup.
async fn create(client: &Client) -> Vec<Backup> {
    let mut created = Vec::new();
    for kind in [
        FileSystemType::Windows,
        FileSystemType::Lustre,
        FileSystemType::Ontap,
        FileSystemType::Openzfs,
    ] {
        let request =
            CreateFileSystemRequest::new(kind.clone(), ["subnet-1"]).storage_capacity(1200);
        let system = client
            .create_file_system(request)
            .await
            .unwrap()
            .file_system
            .unwrap();
        assert_eq!(system.file_system_type, Some(kind.clone()));
        let request = CreateBackupRequest::new()
            .file_system_id(system.file_system_id.unwrap())
            .tags([Tag::new("kind", kind.as_str()), Tag::new("Name", "daily")]);
        created.push(client.create_backup(request).await.unwrap().backup.unwrap());
    }
    created
}

/// What boto3 is asked for too.
fn plain(backup: &Backup) -> Json {
    let mut tags: Vec<[&str; 2]> = backup
        .tags
        .iter()
        .map(|tag| [tag.key.as_str(), &tag.value])
        .collect();
    tags.sort_unstable();
    json!({
        "id": backup.backup_id,
        "lifecycle": backup.lifecycle.as_str(),
        "arn": backup.resource_arn,
        "created": backup.creation_time.as_millisecond(),
        "tags": tags,
    })
}

/// Tags the first backup once more, and deletes the last.
async fn change(client: &Client, created: &[Backup]) {
    let arn = created[0].resource_arn.clone().unwrap();
    let later = TagResourceRequest::new(arn.as_str(), [Tag::new("later", "added")]);
    client.tag_resource(later).await.unwrap();
    let asked = ListTagsForResourceRequest::new(arn);
    let listed = client.list_tags_for_resource(asked).await.unwrap();
    assert_eq!(listed.tags.len(), 3);
    let gone = DeleteBackupRequest::new(&created[3].backup_id);
    let deleted = client.delete_backup(gone).await.unwrap();
    assert_eq!(deleted.lifecycle, Some(BackupLifecycle::Deleted));
}

/// The backups that are left, by pages of two.
async fn left(client: &Client) -> Vec<Json> {
    let mut pages = client.describe_backups_pages(DescribeBackupsRequest::new().max_results(2));
    let mut backups = Vec::new();
    let mut count = 0;
    while let Some(page) = pages.next().await {
        backups.extend(page.unwrap().backups);
        count += 1;
    }
    assert_eq!((backups.len(), count), (3, 2));
    let mut seen: Vec<Json> = backups.iter().map(plain).collect();
    seen.sort_by_key(|backup| backup["id"].to_string());
    seen
}

async fn systems(client: &Client) -> Vec<[String; 2]> {
    let asked = DescribeFileSystemsRequest::new();
    let found = client.describe_file_systems(asked).await.unwrap();
    let pair = |found: FileSystem| {
        let kind = found.file_system_type.unwrap();
        [found.file_system_id.unwrap(), kind.to_string()]
    };
    let mut systems: Vec<[String; 2]> = found.file_systems.into_iter().map(pair).collect();
    systems.sort_unstable();
    systems
}

#[tokio::test]
async fn moto_and_boto3_see_what_we_see() {
    let Some(moto) = Moto::start() else {
        return;
    };
    let client = client(&moto);
    let created = create(&client).await;
    change(&client, &created).await;
    let unknown = CreateBackupRequest::new().file_system_id("fs-00000000000000000");
    let error = client.create_backup(unknown).await.unwrap_err();
    // moto's code isn't in the model.
    assert!(matches!(error, Error::Unrecognized(_)), "{error:?}");
    let ours = json!({
        "backups": left(&client).await,
        "error": { "code": error.code(), "message": error.message() },
        "systems": systems(&client).await,
    });
    let theirs: Json = serde_json::from_str(&moto.run("backups.py")).unwrap();
    assert_eq!(ours, theirs);
}

#[test]
fn a_server_ends_with_whoever_started_it() {
    let Some(moto) = Moto::start() else {
        return;
    };
    let url = moto.endpoint();
    let address = url.trim_start_matches("http://");
    assert!(std::net::TcpStream::connect(address).is_ok());
    drop(moto);
    assert!(std::net::TcpStream::connect(address).is_err(), "{address}");
}
