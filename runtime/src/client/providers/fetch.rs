//! How a provider gets something: over the client's transport, from a file, or after a pause; for both drivers.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use super::super::Driver;
use crate::stream::ByteStream;
use crate::transport::{Direct, Transports};

/// The client's way to the network.
#[derive(Clone)]
pub(super) struct Network {
    pub(super) transports: Arc<Transports>,
    pub(super) connect: Duration,
}

/// Why nothing came.
#[derive(Debug)]
pub(super) struct Unfetched {
    pub(super) is_timeout: bool,
    pub(super) why: String,
}

impl Network {
    /// Sends a request that no proxy may see, and reads the answer, all within this time.
    pub(super) async fn send(
        &self,
        driver: Driver,
        mut request: http::Request<ByteStream>,
        limit: Duration,
    ) -> Result<(StatusCode, Bytes), Unfetched> {
        request.extensions_mut().insert(Direct);
        match driver {
            #[cfg(feature = "async")]
            Driver::Async => {
                let sent = tokio::time::timeout(limit, self.awaited(request)).await;
                sent.unwrap_or_else(|_| Err(late(limit)))
            }
            #[cfg(feature = "blocking")]
            Driver::Blocking => self.waited(request, limit),
        }
    }

    #[cfg(feature = "async")]
    async fn awaited(
        &self,
        request: http::Request<ByteStream>,
    ) -> Result<(StatusCode, Bytes), Unfetched> {
        let transport = self
            .transports
            .get(self.connect)
            .map_err(|error| failed(&error))?;
        let (head, body) = transport
            .send(request)
            .await
            .map_err(|error| failed(&error))?
            .into_parts();
        let body = body.collect().await.map_err(unread)?;
        Ok((head.status, body))
    }

    #[cfg(feature = "blocking")]
    fn waited(
        &self,
        request: http::Request<ByteStream>,
        limit: Duration,
    ) -> Result<(StatusCode, Bytes), Unfetched> {
        use std::io::Read as _;

        let transport = self.transports.blocking(self.connect);
        let (head, body) = transport
            .send(request, limit)
            .map_err(|error| failed(&error))?
            .into_parts();
        let mut whole = Vec::new();
        let mut reader = body.into_reader().take(MOST);
        reader.read_to_end(&mut whole).map_err(unread)?;
        Ok((head.status, whole.into()))
    }
}

/// No answer with credentials is longer.
#[cfg(feature = "blocking")]
const MOST: u64 = 1 << 20;

#[cfg(any(feature = "async", feature = "blocking"))]
fn failed(error: &crate::error::TransportError) -> Unfetched {
    Unfetched {
        is_timeout: error.is_timeout(),
        why: crate::error::whole(error.cause()),
    }
}

#[cfg(any(feature = "async", feature = "blocking"))]
fn unread(error: impl std::fmt::Display) -> Unfetched {
    Unfetched {
        is_timeout: false,
        why: error.to_string(),
    }
}

#[cfg(feature = "async")]
fn late(limit: Duration) -> Unfetched {
    Unfetched {
        is_timeout: true,
        why: format!("no answer in {} seconds", limit.as_secs_f64()),
    }
}

/// Waits.
pub(super) async fn pause(driver: Driver, time: Duration) {
    match driver {
        #[cfg(feature = "async")]
        Driver::Async => tokio::time::sleep(time).await,
        #[cfg(feature = "blocking")]
        Driver::Blocking => std::thread::sleep(time),
    }
}

/// Does work that lets its thread wait.
///
/// # Errors
/// There is no thread for it.
pub(super) async fn aside<T: Send + 'static>(
    driver: Driver,
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<T> {
    match driver {
        #[cfg(feature = "async")]
        Driver::Async => crate::stream::Aside::start(move |_| work())?.await,
        #[cfg(feature = "blocking")]
        Driver::Blocking => Ok(work()),
    }
}

/// Reads a file; what is in it isn't said.
///
/// # Errors
/// It can't be read.
pub(super) async fn file(driver: Driver, path: &str) -> Result<String, String> {
    let path = path.to_owned();
    let shown = crate::shown::Shown(&path).to_string();
    let read = aside(driver, move || std::fs::read_to_string(path)).await;
    match read {
        Ok(Ok(text)) => Ok(text),
        Ok(Err(error)) | Err(error) => Err(format!("{shown} can't be read: {error}")),
    }
}
