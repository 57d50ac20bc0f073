//! Stands where a client's transport would, and keeps what it is given instead of sending it.

use std::fmt::Display;
use std::sync::{Arc, Mutex};

use serde_json::Value as Json;
use shapesmith_runtime::{ByteStream, ClientBuilder, RetryConfig, TransportError};

/// The first request that comes by.
#[derive(Default)]
pub(crate) struct Catcher(Arc<Mutex<Option<http::Request<ByteStream>>>>);

impl Catcher {
    /// A client that sends everything here, once.
    pub(crate) fn before<C>(&self, builder: ClientBuilder<C>) -> ClientBuilder<C> {
        let kept = Arc::clone(&self.0);
        let transport = move |request: http::Request<ByteStream>, _| {
            if let Ok(mut kept) = kept.lock() {
                kept.get_or_insert(request);
            }
            Err::<http::Response<ByteStream>, _>(TransportError::new("caught"))
        };
        let builder = builder.blocking_transport(transport);
        builder.retry(RetryConfig::disabled())
    }

    /// What came by, or why nothing did.
    pub(crate) fn caught(&self, sent: Result<(), impl Display>) -> Result<Json, String> {
        let caught = self.0.lock().map_err(super::text)?.take();
        match (caught, sent) {
            (Some(request), _) => Ok(super::shown(&request)),
            (None, Err(why)) => Err(super::text(why)),
            (None, Ok(())) => Err("it is answered without a request".to_owned()),
        }
    }
}
