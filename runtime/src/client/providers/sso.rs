//! Credentials of IAM Identity Center, with the token that `aws sso login` left: none is fetched here.

use jiff::Timestamp;
use serde_json::Value;

use super::super::credentials::Credentials;
use super::super::{Client, Driver};
use super::role::called;
use super::sts::{self, RoleCredentialsRequest, RoleCredentialsResponse};
use super::{fetch, given};
use crate::shown::{Secret, Shown};

/// An account's role, and where the token is.
pub(super) struct Sso {
    pub(super) client: Client,
    pub(super) account_id: String,
    pub(super) role: String,
    pub(super) token: LeftToken,
}

/// A token that `aws sso login` left.
pub(super) struct LeftToken {
    /// Its file.
    pub(super) file: String,
    /// What gets another one.
    pub(super) login: String,
}

impl Sso {
    pub(super) async fn find(
        &self,
        driver: Driver,
        date: Timestamp,
    ) -> Result<Credentials, String> {
        let login = &self.token.login;
        let (token, _) = self.token.read(driver, date).await?;
        let input = RoleCredentialsRequest {
            role_name: self.role.clone(),
            account_id: self.account_id.clone(),
            access_token: token,
        };
        let call = self.client.call(&sts::GET_ROLE_CREDENTIALS, input);
        let answer: Result<RoleCredentialsResponse, sts::Error> = called(call, driver).await;
        let answer = answer.map_err(|error| {
            let hint = match crate::CallError::status(&error) {
                Some(401) => format!("; `{login}` gets another token"),
                _ => String::new(),
            };
            format!("{error}{hint}")
        })?;
        let keys = answer.role_credentials;
        let keys = keys.ok_or("the portal answers without credentials")?;
        let end = Timestamp::from_millisecond(keys.expiration)
            .map_err(|_| "the portal's credentials end at no date")?;
        let found = Credentials::new(keys.access_key_id, keys.secret_access_key);
        Ok(found
            .session_token(keys.session_token)
            .expires_at(end)
            .account_id(&self.account_id))
    }
}

impl LeftToken {
    /// The token alone, for services that are told who calls by it.
    pub(super) async fn find(
        &self,
        driver: Driver,
        date: Timestamp,
    ) -> Result<Credentials, String> {
        let (token, end) = self.read(driver, date).await?;
        Ok(Credentials::of_token(Secret::new(token)).expires_at(end))
    }

    /// The token and its end.
    async fn read(&self, driver: Driver, date: Timestamp) -> Result<(String, Timestamp), String> {
        let login = &self.login;
        let token = fetch::file(driver, &self.file).await;
        let token = token.map_err(|why| format!("{why}; `{login}` gets a token"))?;
        self.token(&token, date)
    }

    /// The token in the file, if it is still good.
    fn token(&self, file: &str, date: Timestamp) -> Result<(String, Timestamp), String> {
        let (path, login) = (Shown(&self.file), &self.login);
        let wrong = || format!("{path} holds no token: `{login}` gets one");
        let whole = given::object(file.as_bytes()).map_err(|_| wrong())?;
        let text = |key: &str| whole.get(key).and_then(Value::as_str);
        let token = text("accessToken").ok_or_else(wrong)?;
        let end = text("expiresAt").ok_or_else(wrong)?;
        let end = given::date(end, "expiresAt").map_err(|_| wrong())?;
        if end <= date {
            return Err(format!(
                "the token in {path} ended at {end}: `{login}` gets another one"
            ));
        }
        Ok((token.to_owned(), end))
    }
}
