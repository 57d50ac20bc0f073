//! Creates a backup with the two operations that build.rs generated.
//!
//!     cargo run -p build-script-example

use build_script_example::fsx::types::{CreateBackupRequest, DescribeBackupsRequest};
use build_script_example::fsx::{Client, Credentials};
use fsx_server::{Plan, Server};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::start(Plan::default())?;
    let client = Client::builder()
        .region("us-east-1")
        .endpoint_url(server.endpoint())
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        .build()?;
    let request = CreateBackupRequest::new().file_system_id("fs-0000000000000000c");
    client.create_backup(request).await?;
    let listed = client
        .describe_backups(DescribeBackupsRequest::new())
        .await?;
    println!("{:#?}", listed.backups);
    Ok(())
}
