//! A connector that has to be done in time: name, connection, proxy and TLS together.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use tower_service::Service;

use super::lenient::Lenient;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Gives a connector a limit.
#[derive(Clone)]
pub(super) struct Timed<C> {
    connector: C,
    limit: Duration,
}

impl<C> Timed<C> {
    pub(super) fn new(connector: C, limit: Duration) -> Self {
        Self { connector, limit }
    }
}

impl<C> Service<Uri> for Timed<C>
where
    C: Service<Uri, Error = BoxError>,
    C::Future: Send + 'static,
{
    type Response = Lenient<C::Response>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Lenient<C::Response>, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connector.poll_ready(context)
    }

    fn call(&mut self, address: Uri) -> Self::Future {
        let (connecting, limit) = (self.connector.call(address), self.limit);
        Box::pin(async move {
            let connected = tokio::time::timeout(limit, connecting).await;
            let connected = connected.unwrap_or_else(|_| {
                let why = format!(
                    "timed out: no connection in {} seconds",
                    limit.as_secs_f64()
                );
                Err(io::Error::new(io::ErrorKind::TimedOut, why).into())
            });
            connected.map(Lenient)
        })
    }
}
