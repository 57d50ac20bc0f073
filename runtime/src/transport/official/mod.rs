//! Any HTTP client that was made for the official SDK as a transport: recorders, mocks, and clients over other TLS.
//!
//! Sends requests as they are: nothing of the official client around such an HTTP client is used.

mod components;

use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector as _, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;

use super::{CONNECT_TIMEOUT, Responding, Transport};
use crate::error::TransportError;
use crate::stream::ByteStream;

/// An HTTP client of the official SDK's (`aws_smithy_runtime_api::client::http::HttpClient`), which calls go out by.
///
/// Needs the feature `async`, which `hyper` brings.
///
/// Needs the feature `aws-config`.
///
/// Signing, retries and time limits stay this client's; the official one sends each request as it is.
///
/// ```
/// use shapesmith_runtime::TransportError;
/// use shapesmith_runtime::transport::{Official, Transport};
/// # use aws_smithy_runtime_api::client::http::HttpClient;
///
/// // Such as `aws_smithy_http_client::test_util::StaticReplayClient`.
/// fn transport(recorded: impl HttpClient) -> Result<impl Transport, TransportError> {
///     Official::new(&recorded)
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Official(SharedHttpConnector);

impl Official {
    /// Takes the client; a connection may take 3.1 seconds to be made.
    ///
    /// # Errors
    /// The official crates want more of a client than they did when this was written.
    pub fn new(client: &impl HttpClient) -> Result<Self, TransportError> {
        Self::with_connect_timeout(client, CONNECT_TIMEOUT)
    }

    /// Takes the client, and says how long it may take to make a connection.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_connect_timeout(
        client: &impl HttpClient,
        timeout: Duration,
    ) -> Result<Self, TransportError> {
        let settings = HttpConnectorSettings::builder().connect_timeout(timeout);
        let components = components::components().map_err(TransportError::new)?;
        Ok(Self(client.http_connector(&settings.build(), &components)))
    }
}

impl Transport for Official {
    fn send(&self, request: http::Request<ByteStream>) -> Responding<'_> {
        let connector = self.0.clone();
        Box::pin(async move {
            let request = HttpRequest::try_from(request.map(body)).map_err(TransportError::new)?;
            let response = connector.call(request).await.map_err(failed)?;
            let response = response.try_into_http1x().map_err(TransportError::new)?;
            Ok(response.map(ByteStream::from_body))
        })
    }
}

/// Bytes in memory stay what they are, so that a recorder can look at them.
fn body(stream: ByteStream) -> SdkBody {
    match stream.bytes() {
        Some(bytes) => SdkBody::from(bytes.clone()),
        None => SdkBody::from_body_1_x(stream),
    }
}

fn failed(error: ConnectorError) -> TransportError {
    if error.is_timeout() {
        TransportError::timed_out(error)
    } else {
        TransportError::new(error)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail so")]

    use aws_smithy_runtime_api::client::http::{
        HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
        http_client_fn,
    };
    use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
    use aws_smithy_runtime_api::client::result::ConnectorError;
    use aws_smithy_types::body::SdkBody;

    use super::Official;
    use crate::stream::ByteStream;
    use crate::transport::Transport as _;

    /// Answers with what it was asked.
    #[derive(Debug)]
    struct Echo;

    impl HttpConnector for Echo {
        fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
            if request.uri().ends_with("/slow") {
                let slow = ConnectorError::timeout("it took too long".into());
                return HttpConnectorFuture::ready(Err(slow));
            }
            let uri = request.uri().to_owned();
            let key = request
                .headers()
                .get("x-key")
                .unwrap_or_default()
                .to_owned();
            let body = request.into_body();
            let body = body.bytes().map(SdkBody::from).unwrap_or(body);
            let mut response = HttpResponse::new(201.try_into().unwrap(), body);
            response.headers_mut().insert("x-uri", uri);
            response.headers_mut().insert("x-key", key);
            HttpConnectorFuture::ready(Ok(response))
        }
    }

    fn official() -> Official {
        let client = http_client_fn(|settings: &HttpConnectorSettings, components| {
            assert!(settings.connect_timeout().is_some());
            assert!(components.sleep_impl().is_some() && components.time_source().is_some());
            SharedHttpConnector::new(Echo)
        });
        Official::new(&client).unwrap()
    }

    fn request(path: &str, body: ByteStream) -> http::Request<ByteStream> {
        let request = http::Request::post(format!("https://fsx.example.com{path}"));
        request.header("x-key", "größe").body(body).unwrap()
    }

    #[tokio::test]
    async fn a_request_goes_out_as_it_is_and_the_answer_comes_back() {
        let streamed = ByteStream::from_reader(&b"bytes"[..], Some(5));
        for body in ["bytes".into(), streamed] {
            let response = official().send(request("/a?b=c", body)).await.unwrap();
            assert_eq!(response.status(), 201);
            assert_eq!(response.headers()["x-uri"], "https://fsx.example.com/a?b=c");
            assert_eq!(response.into_body().collect().await.unwrap(), "bytes");
        }
    }

    #[tokio::test]
    async fn an_error_says_whether_the_time_was_up() {
        let error = official()
            .send(request("/slow", "".into()))
            .await
            .unwrap_err();
        assert!(error.is_timeout());
        assert!(error.to_string().contains("it took too long"), "{error}");
    }
}
