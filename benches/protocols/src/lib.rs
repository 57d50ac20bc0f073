//! Our side of the comparison: the generated services, the pages that they read and the requests that they write.
//!
//! The bench and the program to profile stand on it.

pub mod pages;
pub mod requests;

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use shapesmith_runtime::{ClientBuilder, Credentials};

macro_rules! services {
    ($($service:ident)*) => {$(
        #[allow(missing_docs, dead_code, unused_imports, deprecated, clippy::all)]
        pub mod $service {
            include!(concat!(env!("OUT_DIR"), "/", stringify!($service), ".rs"));
        }
    )*};
}

services! { cloudwatch ec2 s3 sqs }

/// Nobody listens there: every answer comes from memory.
pub const ENDPOINT: &str = "http://localhost";

/// The body that was sent last, where somebody looks at it.
pub type Sent = Arc<Mutex<Bytes>>;

/// A client whose transport answers from memory, always the same.
pub fn in_memory<C>(builder: ClientBuilder<C>, page: &Bytes, sent: Option<Sent>) -> C
where
    C: From<shapesmith_runtime::Client>,
{
    let page = page.clone();
    builder
        .region("us-east-1")
        .endpoint_url(ENDPOINT)
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        .transport(
            move |request: http::Request<shapesmith_runtime::ByteStream>| {
                if let Some(sent) = &sent {
                    *sent.lock().unwrap() = request.body().bytes().unwrap().clone();
                }
                std::future::ready(Ok(http::Response::new(page.clone())))
            },
        )
        .build()
        .unwrap()
}
