//! Credentials of a role, which STS gives: to whoever has credentials, or the token of another identity.

use super::super::credentials::Credentials;
use super::super::{Call, Client, Driver};
use super::fetch;
use super::sts::{self, AssumeRoleRequest, AssumeRoleResponse, WebIdentityRequest};
use crate::refusal::FromParts;
use crate::values::Value;

/// A role that others' credentials give.
pub(super) struct Role {
    /// Its requests are signed with these others.
    pub(super) client: Client,
    pub(super) arn: String,
    pub(super) session: Option<String>,
    pub(super) seconds: Option<i32>,
    pub(super) external_id: Option<String>,
}

impl Role {
    pub(super) async fn find(&self, driver: Driver) -> Result<Credentials, String> {
        let input = AssumeRoleRequest {
            role_arn: self.arn.clone(),
            role_session_name: session(self.session.as_deref()),
            duration_seconds: self.seconds,
            external_id: self.external_id.clone(),
        };
        let call = self.client.call(&sts::ASSUME_ROLE, input);
        credentials(called::<_, sts::Error>(call, driver).await)
    }
}

/// A role that the token of another identity gives.
pub(super) struct WebIdentity {
    pub(super) client: Client,
    pub(super) arn: String,
    pub(super) session: Option<String>,
    /// The token's file, which somebody else keeps fresh.
    pub(super) file: String,
}

impl WebIdentity {
    pub(super) async fn find(&self, driver: Driver) -> Result<Credentials, String> {
        let input = WebIdentityRequest {
            role_arn: self.arn.clone(),
            role_session_name: session(self.session.as_deref()),
            web_identity_token: fetch::file(driver, &self.file).await?,
        };
        let operation = &sts::ASSUME_ROLE_WITH_WEB_IDENTITY;
        let call = self.client.call(operation, input);
        credentials(called::<_, sts::Error>(call, driver).await)
    }
}

/// The name that the role's doings have in the account's logs.
fn session(given: Option<&str>) -> String {
    let made = || format!("shapesmith-{}", uuid::Uuid::new_v4().simple());
    given.map_or_else(made, str::to_owned)
}

fn credentials(answer: Result<AssumeRoleResponse, sts::Error>) -> Result<Credentials, String> {
    let answer = answer.map_err(|error| error.to_string())?;
    let keys = answer.credentials;
    let keys = keys.filter(|keys| !keys.access_key_id.is_empty());
    let keys = keys.ok_or("STS answers without credentials")?;
    let found = Credentials::new(keys.access_key_id, keys.secret_access_key)
        .session_token(keys.session_token)
        .expires_at(keys.expiration);
    // arn:aws:sts::123456789012:assumed-role/name/session
    let account = answer.assumed_role_user.and_then(|user| {
        let account = user.arn.split(':').nth(4)?;
        (!account.is_empty()).then(|| account.to_owned())
    });
    Ok(match account {
        Some(account) => found.account_id(account),
        None => found,
    })
}

/// Makes a call by the transport of whoever wants the credentials.
pub(super) async fn called<O: Value, E: FromParts>(
    call: Call<O, E>,
    driver: Driver,
) -> Result<O, E> {
    match driver {
        #[cfg(feature = "async")]
        Driver::Async => call.send().await,
        #[cfg(feature = "blocking")]
        Driver::Blocking => call.send_blocking(),
    }
}
