//! Creates a backup with the official SDK's configuration: its credential chain, region and endpoint. Needs the
//! feature `aws-config`.
//!
//!     cargo run -p fsx --example create_backup_aws_config --features aws-config -- fs-0498eed5fe91001ec

use aws_config::{BehaviorVersion, Region};
use fsx::types::CreateBackupRequest;
use fsx::{Client, ClientBuilder};
use fsx_server::{Plan, Server};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut loader = aws_config::defaults(BehaviorVersion::latest());
    let mut file_system = std::env::args().nth(1);
    let embedded;
    if file_system.is_none() {
        embedded = Server::start(Plan::default())?;
        println!("no file system is given: calling a small FSx inside this program");
        file_system = Some("fs-0000000000000000d".to_owned());
        loader = loader
            .region(Region::new("us-east-1"))
            .endpoint_url(embedded.endpoint())
            .test_credentials();
    }
    let config = loader.load().await;
    let client: Client = ClientBuilder::from(&config).build()?;
    let request = CreateBackupRequest::new().file_system_id(file_system.unwrap_or_default());
    let backup = client.create_backup(request).await?.backup;
    println!("{backup:#?}");
    Ok(())
}
