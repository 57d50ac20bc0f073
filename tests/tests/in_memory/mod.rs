//! FSx behind a connection in memory: real HTTP, hyper's, over a pipe that is no socket. All waiting is tokio's, so that
//! with its clock stopped a scenario takes as long as it takes to compute, and goes the same on every machine.

use std::time::Duration;

use fsx::{ByteStream, Client, Credentials, TransportError};
use fsx_server::Fsx;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};

/// How much a pipe holds.
const PIPE: usize = 64 << 10;

/// A client of this service, which gives an attempt so long.
pub(crate) fn client(fsx: &Fsx, attempt: Duration) -> Client {
    let fsx = fsx.clone();
    Client::builder()
        .region("us-east-1")
        .endpoint_url("http://fsx.test")
        .credentials(Credentials::new("AKIDEXAMPLE", "a secret"))
        .attempt_timeout(attempt)
        .transport(move |request| exchange(fsx.clone(), request))
        .build()
        .unwrap()
}

/// One request over a connection of its own.
async fn exchange(
    fsx: Fsx,
    request: http::Request<ByteStream>,
) -> Result<http::Response<ByteStream>, TransportError> {
    let (ours, theirs) = tokio::io::duplex(PIPE);
    tokio::spawn(serve(fsx, theirs));
    let shaken = http1::handshake(TokioIo::new(ours)).await;
    let (mut sender, connection) = shaken.map_err(TransportError::new)?;
    tokio::spawn(connection);
    let response = sender.send_request(request).await;
    Ok(response
        .map_err(TransportError::new)?
        .map(ByteStream::from_body))
}

/// The service's side, until the connection ends.
async fn serve(fsx: Fsx, mut stream: DuplexStream) {
    let mut buffer = Vec::new();
    loop {
        while let Ok(Some(received)) = fsx.take(&mut buffer) {
            let reaction = fsx.react(&received);
            tokio::time::sleep(reaction.delay).await;
            let written = stream.write_all(&reaction.bytes).await;
            if written.is_err() || !reaction.goes_on {
                return;
            }
        }
        if !matches!(stream.read_buf(&mut buffer).await, Ok(count) if count > 0) {
            return;
        }
    }
}
