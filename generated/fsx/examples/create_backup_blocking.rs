//! Creates a backup without tokio: the thread waits. Needs the feature `blocking`.
//!
//!     cargo run -p fsx --example create_backup_blocking --features blocking

use std::time::Duration;

use fsx::types::{CreateBackupRequest, DescribeBackupsRequest};
use fsx::{Client, Credentials};
use fsx_server::{Plan, Server};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::start(Plan::default())?;
    println!("calling a small FSx inside this program");
    let client = Client::builder()
        .region("us-east-1")
        .endpoint_url(server.endpoint())
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        .build()?;
    let request = CreateBackupRequest::new().file_system_id("fs-0000000000000000a");
    let created = client.create_backup(request).send_blocking()?.backup;
    let id = created.ok_or("the answer has no backup")?.backup_id;

    let asked = DescribeBackupsRequest::new().backup_ids([id]);
    let pause = Duration::from_millis(50);
    let ready = client
        .wait_until_backup_available(asked)
        .delay(pause, pause)
        .blocking()?;
    println!(
        "{} of {} backups ready",
        ready.backups.len(),
        server.backups().len()
    );
    Ok(())
}
