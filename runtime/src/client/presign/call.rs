//! What a call has for those who want it signed instead of sent. The type parameters end here.

#[cfg(feature = "async")]
use std::future::Future;

use jiff::Timestamp;

#[cfg(any(feature = "async", feature = "blocking"))]
use super::drive;
use super::options::Presigning;
use super::policy::PostPolicy;
use super::post::{self, PresignedPost};
use super::request::{self, PresignedRequest};
use crate::client::call::Call;
use crate::client::credentials::Credentials;
use crate::error::Failure;
use crate::refusal::FromParts;

impl<O, E: FromParts> Call<O, E> {
    /// Signs the call as a URL that anybody can use for so long, and sends nothing.
    ///
    /// Needs the feature `async`, which `hyper` brings.
    ///
    /// The URL has what the request has: path and query, the members of a form or of JSON in the query (give the method
    /// `GET` where a browser is to call it), headers that have to be sent along in [`PresignedRequest::headers`]. A stream
    /// is left to whoever uses the URL, and so are checksums and the content type, unless the request names them. A call
    /// without a signature, see [`anonymous`](Self::anonymous), gives a plain URL without an end.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use shapesmith_runtime::{Call, __private::v1::FromParts, http, presign::Presigning};
    /// # async fn example<O, E: FromParts>(call: Call<O, E>, other: Call<O, E>) -> Result<(), E> {
    /// let hour = Duration::from_secs(3600);
    /// let download = call.presigned(hour).await?;
    /// println!("{} {}", download.method(), download.url());
    /// let in_a_browser = other.presigned(Presigning::new(hour).method(http::Method::GET)).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// It shall hold for less than a second or more than seven days, there are no credentials, the input can't be written,
    /// or the service wants to be told in another way who calls.
    #[cfg(feature = "async")]
    pub fn presigned<P: Into<Presigning>>(
        self,
        presigning: P,
    ) -> impl Future<Output = Result<PresignedRequest, E>> + Send + use<O, E, P> {
        let name = self.parts.operation.name;
        let presigned = drive::url(self.parts, presigning.into());
        async move {
            presigned
                .await
                .map_err(|failure| E::other(failure.during(name)))
        }
    }

    /// The same as [`presigned`](Self::presigned), while the thread waits for credentials.
    ///
    /// Needs the feature `blocking`.
    ///
    /// # Errors
    /// As there.
    #[cfg(feature = "blocking")]
    pub fn presigned_blocking(
        self,
        presigning: impl Into<Presigning>,
    ) -> Result<PresignedRequest, E> {
        let name = self.parts.operation.name;
        let presigned = drive::url_blocking(self.parts, &presigning.into());
        presigned.map_err(|failure| E::other(failure.during(name)))
    }

    /// The same with credentials and a time of your own: for a program without a driver.
    ///
    /// # Errors
    /// It shall hold for less than a second or more than seven days, the input can't be written, or the service wants to be
    /// told in another way who calls.
    pub fn presigned_request(
        self,
        credentials: &Credentials,
        now: Timestamp,
        presigning: impl Into<Presigning>,
    ) -> Result<PresignedRequest, E> {
        let name = self.parts.operation.name;
        let presigned = request::presigned(self.parts, Some(credentials), &presigning.into(), now);
        presigned.map_err(|error| E::other(Failure::Encode(error).during(name)))
    }

    /// Signs a form by which a browser uploads an object to S3: of a `PutObject`, whose bucket and key it takes. A key that
    /// ends in `${filename}` is completed by the name that the file has there.
    ///
    /// Needs the feature `async`, which `hyper` brings.
    ///
    /// # Errors
    /// As of [`presigned`](Self::presigned); the call is no upload to S3, or says more than bucket and key.
    #[cfg(feature = "async")]
    pub fn presigned_post(
        self,
        policy: PostPolicy,
    ) -> impl Future<Output = Result<PresignedPost, E>> + Send + use<O, E> {
        let name = self.parts.operation.name;
        let presigned = drive::form(self.parts, policy);
        async move {
            presigned
                .await
                .map_err(|failure| E::other(failure.during(name)))
        }
    }

    /// The same as [`presigned_post`](Self::presigned_post), while the thread waits for credentials.
    ///
    /// Needs the feature `blocking`.
    ///
    /// # Errors
    /// As there.
    #[cfg(feature = "blocking")]
    pub fn presigned_post_blocking(self, policy: PostPolicy) -> Result<PresignedPost, E> {
        let name = self.parts.operation.name;
        let presigned = drive::form_blocking(&self.parts, policy);
        presigned.map_err(|failure| E::other(failure.during(name)))
    }

    /// The same with credentials and a time of your own: for a program without a driver.
    ///
    /// # Errors
    /// As there.
    pub fn presigned_form(
        self,
        credentials: &Credentials,
        now: Timestamp,
        policy: PostPolicy,
    ) -> Result<PresignedPost, E> {
        let name = self.parts.operation.name;
        let presigned = post::presigned(&self.parts, Some(credentials), policy, now);
        presigned.map_err(|error| E::other(Failure::Encode(error).during(name)))
    }
}
