//! A loopback server on a thread of its own that answers every call with the same bytes.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::mpsc;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

/// Starts the server; it lives as long as the process.
pub fn start(body: String) -> SocketAddr {
    let body = Bytes::from(body);
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                stream.set_nodelay(true).unwrap();
                let body = body.clone();
                tokio::spawn(async move {
                    let service = service_fn(|request| answer(request, body.clone()));
                    let connection = hyper::server::conn::http1::Builder::new();
                    let _ = connection.serve_connection(TokioIo::new(stream), service).await;
                });
            }
        });
    });
    told.recv().unwrap()
}

async fn answer(request: Request<Incoming>, body: Bytes) -> Result<Response<Full<Bytes>>, Infallible> {
    let _ = request.into_body().collect().await;
    Ok(Response::new(Full::new(body)))
}

/// The answer to CreateBackup.
pub fn created() -> String {
    format!(r#"{{"Backup":{}}}"#, backup(0))
}

/// A page of 1,000 backups.
pub fn page() -> String {
    let backups: Vec<String> = (0..1_000).map(backup).collect();
    format!(r#"{{"Backups":[{}]}}"#, backups.join(","))
}

fn backup(number: u32) -> String {
    format!(
        r#"{{"BackupId":"backup-{number:017x}","CreationTime":1.7e9,"Lifecycle":"AVAILABLE","Type":"USER_INITIATED",
"KmsKeyId":"arn:aws:kms:us-east-1:012345678912:key/d1234e22-543a-12b7-a98f-e12c2b54001a","ProgressPercent":100,
"ResourceARN":"arn:aws:fsx:us-east-1:012345678912:backup/backup-{number:017x}","ResourceType":"FILE_SYSTEM",
"OwnerId":"012345678912","SizeInBytes":1099511627776,
"Tags":[{{"Key":"Name","Value":"MyBackup"}},{{"Key":"Stage","Value":"production"}}],
"FileSystem":{{"FileSystemId":"fs-0498eed5fe91001ec","FileSystemType":"LUSTRE","Lifecycle":"AVAILABLE",
"OwnerId":"012345678912","CreationTime":1481841524.0,"StorageCapacity":1200,"StorageType":"SSD",
"VpcId":"vpc-1234567890abcdef0","SubnetIds":["subnet-1234567890abcdef0"],"DNSName":"fs-0498eed5fe91001ec.fsx.example.com",
"NetworkInterfaceIds":["eni-1234567890abcdef0"],
"ResourceARN":"arn:aws:fsx:us-east-1:012345678912:file-system/fs-0498eed5fe91001ec",
"LustreConfiguration":{{"DeploymentType":"PERSISTENT_1","PerUnitStorageThroughput":200,
"WeeklyMaintenanceStartTime":"1:05:00","CopyTagsToBackups":true,"AutomaticBackupRetentionDays":7,"MountName":"fsx"}}}}}}"#
    )
}
