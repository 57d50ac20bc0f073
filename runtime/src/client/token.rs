//! Bearer tokens and what gives them, for services that are told who calls by one.
//!
//! A token is kept, renewed and hidden as credentials are, and by the same code: as theirs, without a key.

use std::fmt::{self, Debug, Formatter};
use std::future::Future;
use std::pin::Pin;

use jiff::Timestamp;

use super::credentials::{Credentials, ProvideCredentials, ProvidedCredentials};
use crate::error::CredentialsError;
use crate::shown::Secret;

/// A token that says who calls.
///
/// Needs the feature `client`.
#[derive(Clone, PartialEq, Eq)]
pub struct BearerToken {
    token: Secret,
    expires_at: Option<Timestamp>,
}

impl BearerToken {
    /// A token that doesn't say when it ends.
    ///
    /// ```
    /// use shapesmith_runtime::BearerToken;
    ///
    /// let token = BearerToken::new("a token");
    /// assert!(!format!("{token:?}").contains("a token"));
    /// ```
    pub fn new(token: impl Into<String>) -> Self {
        Self {
            token: Secret::new(token),
            expires_at: None,
        }
    }

    /// When the token ends; a fresh one is asked for five minutes earlier.
    pub fn expires_at(mut self, at: Timestamp) -> Self {
        self.expires_at = Some(at);
        self
    }

    fn kept(self) -> Credentials {
        let kept = Credentials::of_token(self.token);
        match self.expires_at {
            Some(at) => kept.expires_at(at),
            None => kept,
        }
    }
}

impl Debug for BearerToken {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("BearerToken")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// A token to come.
///
/// Needs the feature `client`.
pub type ProvidedToken<'a> =
    Pin<Box<dyn Future<Output = Result<BearerToken, CredentialsError>> + Send + 'a>>;

/// Gives a bearer token when a request needs one. The client keeps it until shortly before it ends, or for 15 minutes
/// where it doesn't say when; however many calls want it, it asks once.
///
/// Needs the feature `client`.
pub trait ProvideToken: Send + Sync {
    /// Asks for a token.
    fn token(&self) -> ProvidedToken<'_>;
}

impl<F: Fn() -> Result<BearerToken, CredentialsError> + Send + Sync> ProvideToken for F {
    fn token(&self) -> ProvidedToken<'_> {
        Box::pin(std::future::ready(self()))
    }
}

/// A provider of tokens as one of credentials.
pub(super) struct AsCredentials<P>(pub(super) P);

impl<P: ProvideToken> ProvideCredentials for AsCredentials<P> {
    fn credentials(&self) -> ProvidedCredentials<'_> {
        Box::pin(async move { self.0.token().await.map(BearerToken::kept) })
    }
}
