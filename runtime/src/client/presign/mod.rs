//! URLs, forms and tokens that are signed here and used by somebody else, within a time that is set.
//!
//! What is signed is a call like any other: settings, endpoint rules and credentials are the client's, and the request is
//! what its protocol writes. Nothing here is reached by a program that only sends its calls.
//!
//! Needs the feature `client`.
//!
//! [`Call::presigned`](crate::Call::presigned) makes a URL of any call. With temporary credentials it ends when they do,
//! if that comes first; [`PresignedRequest::ends_at`] says when, as far as that is known.

mod alone;
mod call;
#[cfg(any(feature = "async", feature = "blocking"))]
mod drive;
mod options;
mod policy;
mod post;
mod query;
mod request;
mod signature;
mod source;
mod tokens;

pub use alone::sign_url;
#[cfg(feature = "sigv4a")]
pub use alone::sign_url_v4a;
pub use options::Presigning;
pub use policy::PostPolicy;
pub use post::PresignedPost;
pub use request::PresignedRequest;
pub use tokens::{DsqlToken, EksToken, RdsToken, Token};

pub(crate) use source::{Complete, complete};

#[cfg(test)]
#[cfg(feature = "async")]
mod tests;

#[cfg(test)]
#[cfg(all(feature = "async", feature = "xml"))]
mod source_tests;
