//! Creates a backup with the official SDK's configuration: its credential chain, region and endpoint. Needs the
//! feature `aws-config`.
//!
//! Without an endpoint or a file system it talks to a small FSx inside this program; to call the real one, see
//! `create_backup`.
//!
//!     cargo run -p fsx --example create_backup_aws_config --features aws-config -- fs-0498eed5fe91001ec

use aws_config::{BehaviorVersion, Region};
use fsx::types::CreateBackupRequest;
use fsx::{Client, ClientBuilder};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut loader = aws_config::defaults(BehaviorVersion::latest());
    let file_system = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "fs-0000000000000000d".to_owned());
    // Kept until the end: dropping it stops it.
    let embedded = fsx_server::for_an_example()?;
    if let Some(server) = &embedded {
        loader = loader
            .region(Region::new("us-east-1"))
            .endpoint_url(server.endpoint())
            .test_credentials();
    }
    let config = loader.load().await;
    let client: Client = ClientBuilder::from(&config).build()?;
    let request = CreateBackupRequest::new().file_system_id(file_system);
    let backup = client.create_backup(request).await?.backup;
    println!("{backup:#?}");
    Ok(())
}
