//! Credentials and what gives them.
//!
//! Secret and token never show in `Debug`, errors or logs, and are wiped in the end. Nothing here looks for credentials on its own.

use std::fmt::{self, Debug, Formatter};
use std::future::Future;
use std::pin::Pin;

use jiff::Timestamp;

use crate::error::CredentialsError;
use crate::shown::Secret;

/// What a request is signed with.
///
/// Needs the feature `client`.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    pub(crate) access_key_id: String,
    pub(crate) secret_access_key: Secret,
    pub(crate) session_token: Option<Secret>,
    pub(super) expires_at: Option<Timestamp>,
    /// Whose they are, where that is known.
    pub(crate) account_id: Option<String>,
}

impl Credentials {
    /// Long-term credentials.
    ///
    /// ```
    /// use shapesmith_runtime::Credentials;
    ///
    /// let credentials = Credentials::new("AKIDEXAMPLE", "a secret").session_token("a token");
    /// assert!(!format!("{credentials:?}").contains("secret"));
    /// ```
    pub fn new(access_key_id: impl Into<String>, secret_access_key: impl Into<String>) -> Self {
        Self {
            access_key_id: access_key_id.into(),
            secret_access_key: Secret::new(secret_access_key),
            session_token: None,
            expires_at: None,
            account_id: None,
        }
    }

    /// A token that says who calls without a key, to be kept as credentials are.
    pub(super) fn of_token(token: Secret) -> Self {
        Self {
            session_token: Some(token),
            ..Self::new("", "")
        }
    }

    /// The token that comes with temporary credentials.
    pub fn session_token(mut self, token: impl Into<String>) -> Self {
        self.session_token = Some(Secret::new(token));
        self
    }

    /// When the credentials end; fresh ones are asked for five minutes earlier.
    pub fn expires_at(mut self, at: Timestamp) -> Self {
        self.expires_at = Some(at);
        self
    }

    /// The account that they belong to: some services have an endpoint for each.
    pub fn account_id(mut self, account: impl Into<String>) -> Self {
        self.account_id = Some(account.into());
        self
    }
}

impl Debug for Credentials {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// Credentials to come.
///
/// Needs the feature `client`.
pub type ProvidedCredentials<'a> =
    Pin<Box<dyn Future<Output = Result<Credentials, CredentialsError>> + Send + 'a>>;

/// Gives credentials when a request needs them. The client keeps them until shortly before they end, or for 15 minutes
/// where they don't say when; however many calls want them, it asks once.
///
/// Needs the feature `client`.
#[diagnostic::on_unimplemented(
    note = "a provider of the official SDK goes to the builder's `credentials_provider`, with the feature `aws-config`"
)]
pub trait ProvideCredentials: Send + Sync {
    /// Asks for credentials.
    fn credentials(&self) -> ProvidedCredentials<'_>;
}

impl ProvideCredentials for Credentials {
    fn credentials(&self) -> ProvidedCredentials<'_> {
        let credentials = self.clone();
        Box::pin(std::future::ready(Ok(credentials)))
    }
}

impl<F: Fn() -> Result<Credentials, CredentialsError> + Send + Sync> ProvideCredentials for F {
    fn credentials(&self) -> ProvidedCredentials<'_> {
        Box::pin(std::future::ready(self()))
    }
}
