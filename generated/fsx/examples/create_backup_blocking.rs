//! Creates a backup without tokio: the thread waits. Needs the feature `blocking`.
//!
//! Without an endpoint or a file system it talks to a small FSx inside this program; to call the real one, see
//! `create_backup`.
//!
//!     cargo run -p fsx --example create_backup_blocking --features blocking

use std::time::Duration;

use fsx::types::{CreateBackupRequest, DescribeBackupsRequest};
use fsx::{Client, Credentials};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file_system = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "fs-0000000000000000a".to_owned());
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
    let request = CreateBackupRequest::new().file_system_id(file_system);
    let created = client.create_backup(request).send_blocking()?.backup;
    let id = created.ok_or("the answer has no backup")?.backup_id;

    let asked = DescribeBackupsRequest::new().backup_ids([id]);
    // The small one is quicker than the real one.
    let pause = Duration::from_millis(if embedded.is_some() { 50 } else { 15_000 });
    let ready = client
        .wait_until_backup_available(asked)
        .delay(pause, pause)
        .blocking()?;
    for backup in ready.backups {
        println!("{} is {}", backup.backup_id, backup.lifecycle);
    }
    Ok(())
}
