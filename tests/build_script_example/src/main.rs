//! Creates a backup with the two operations that build.rs generated, in a small FSx inside this program unless
//! `AWS_ENDPOINT_URL_FSX` names another.
//!
//!     cargo run -p build-script-example

use build_script_example::fsx::types::{CreateBackupRequest, DescribeBackupsRequest};
use build_script_example::fsx::{Client, Credentials};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file_system = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "fs-0000000000000000c".to_owned());
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
    client.create_backup(request).await?;
    let listed = client
        .describe_backups(DescribeBackupsRequest::new())
        .await?;
    println!("{:#?}", listed.backups);
    Ok(())
}
