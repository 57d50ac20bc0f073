//! Creates a backup and waits until it is ready.
//!
//! Without an endpoint or a file system it talks to a small FSx inside this program. To call the real one, set region and
//! credentials, and say what to save:
//!
//!     AWS_REGION=us-east-1 cargo run -p fsx --example create_backup -- fs-0498eed5fe91001ec

use std::time::Duration;

use fsx::types::{CreateBackupRequest, DescribeBackupsRequest, Tag};
use fsx::{Client, Credentials, Error};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file_system = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "fs-0000000000000000b".to_owned());
    // Kept until the end: dropping it stops it.
    let embedded = fsx_server::for_an_example()?;
    let mut builder = Client::builder();
    if let Some(server) = &embedded {
        builder = builder
            .region("us-east-1")
            .endpoint_url(server.endpoint())
            .credentials(Credentials::new("AKIDEXAMPLE", "secret"));
    }
    let client = builder.build()?;
    // The small one is quicker than the real one.
    let pause = Duration::from_millis(if embedded.is_some() { 50 } else { 15_000 });

    let request = CreateBackupRequest::new()
        .file_system_id(file_system)
        .tags([Tag::new("Name", "from the example")]);
    let created = match client.create_backup(request).await {
        Ok(response) => response.backup.ok_or("the answer has no backup")?,
        Err(Error::FileSystemNotFound(missing)) => {
            eprintln!("there is no such file system: {:?}", missing.message);
            std::process::exit(1);
        }
        Err(error) => return Err(error.into()),
    };
    println!("{} is {}", created.backup_id, created.lifecycle);

    let asked = DescribeBackupsRequest::new().backup_ids([created.backup_id]);
    let ready = client
        .wait_until_backup_available(asked)
        .delay(pause, pause * 4)
        .await?;
    for backup in ready.backups {
        println!("{} is {}", backup.backup_id, backup.lifecycle);
    }
    Ok(())
}
