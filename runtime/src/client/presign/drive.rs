//! Asks for the credentials of what is signed and not sent, async or blocking, and reads the clock. Without types.

#[cfg(feature = "async")]
use std::future::Future;
#[cfg(feature = "async")]
use std::pin::Pin;

use jiff::Timestamp;

use super::options::Presigning;
use super::policy::PostPolicy;
use super::post::{self, PresignedPost};
use super::request::{self, PresignedRequest};
use crate::client::call::Parts;
use crate::client::send;
use crate::error::{EncodeError, Failure};

/// Something signed that is to come.
#[cfg(feature = "async")]
pub(super) type Coming<T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + Send>>;

#[cfg(feature = "async")]
pub(super) fn url(parts: Parts, presigning: Presigning) -> Coming<PresignedRequest> {
    Box::pin(async move {
        let wanted = wanted(&parts, presigning.seconds())?;
        let found = send::credentials(&parts, wanted).await?;
        let now = Timestamp::now();
        request::presigned(parts, found.as_deref(), &presigning, now).map_err(Failure::Encode)
    })
}

#[cfg(feature = "blocking")]
pub(super) fn url_blocking(
    parts: Parts,
    presigning: &Presigning,
) -> Result<PresignedRequest, Failure> {
    let wanted = wanted(&parts, presigning.seconds())?;
    let found = send::credentials_blocking(&parts, wanted)?;
    let now = Timestamp::now();
    request::presigned(parts, found.as_deref(), presigning, now).map_err(Failure::Encode)
}

#[cfg(feature = "async")]
pub(super) fn form(parts: Parts, policy: PostPolicy) -> Coming<PresignedPost> {
    Box::pin(async move {
        let wanted = wanted(&parts, policy.seconds())?;
        let found = send::credentials(&parts, wanted).await?;
        let now = Timestamp::now();
        post::presigned(&parts, found.as_deref(), policy, now).map_err(Failure::Encode)
    })
}

#[cfg(feature = "blocking")]
pub(super) fn form_blocking(parts: &Parts, policy: PostPolicy) -> Result<PresignedPost, Failure> {
    let wanted = wanted(parts, policy.seconds())?;
    let found = send::credentials_blocking(parts, wanted)?;
    let now = Timestamp::now();
    post::presigned(parts, found.as_deref(), policy, now).map_err(Failure::Encode)
}

/// Whether credentials are asked for; nobody is where it can't be signed anyway.
fn wanted(parts: &Parts, seconds: Result<u64, EncodeError>) -> Result<bool, Failure> {
    let wanted = seconds.and_then(|_| request::wants_credentials(parts));
    wanted.map_err(Failure::Encode)
}
