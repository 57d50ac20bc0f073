//! Credentials of a container: what ECS and EKS give at an address that the environment names.

use core::net::IpAddr;
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, HeaderValue};

use super::super::Driver;
use super::super::credentials::Credentials;
use super::super::settings::Variable;
use super::fetch::{self, Network};
use super::given;
use crate::shown::{HiddenUrl, Secret, Shown};
use crate::stream::ByteStream;

pub(super) const RELATIVE: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
pub(super) const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
const TOKEN_FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

/// How long one answer may take, how often it is asked, and how long it is waited between, as botocore does.
const LIMIT: Duration = Duration::from_secs(2);
const ATTEMPTS: usize = 3;
const PAUSE: Duration = Duration::from_secs(1);
/// The hosts that are given the token over plain http, beside the loopback.
const HOSTS: [&str; 4] = [
    "169.254.170.2",
    "169.254.170.23",
    "[fd00:ec2::23]",
    "localhost",
];

/// Where a container's credentials are.
pub(super) struct Container {
    network: Network,
    url: http::Uri,
    token: Option<Token>,
}

enum Token {
    Text(Secret),
    File(String),
}

impl Container {
    /// What the environment names, with its variable; nothing where it names nothing.
    ///
    /// # Errors
    /// Nothing can be asked there.
    pub(super) fn of(
        variable: Variable<'_>,
        network: &Network,
    ) -> Result<Option<(Self, &'static str)>, String> {
        let (name, url) = match (variable(RELATIVE), variable(FULL)) {
            (Some(path), _) => (RELATIVE, format!("http://{}{path}", HOSTS[0])),
            (None, Some(url)) => (FULL, url),
            (None, None) => return Ok(None),
        };
        let parsed = parsed(&url);
        let url = parsed.map_err(|why| format!("{name}: `{}` {why}", HiddenUrl(&url)))?;
        let token = match (variable(TOKEN_FILE), variable(TOKEN)) {
            (Some(path), _) => Some(Token::File(path)),
            (None, Some(token)) => Some(Token::Text(Secret::new(token))),
            (None, None) => None,
        };
        let network = network.clone();
        let found = Self {
            network,
            url,
            token,
        };
        Ok(Some((found, name)))
    }

    pub(super) async fn find(&self, driver: Driver) -> Result<Credentials, String> {
        let mut attempt = 1;
        loop {
            let why = match self.ask(driver).await? {
                Ok(found) => return Ok(found),
                Err(why) => why,
            };
            if attempt >= ATTEMPTS {
                return Err(why);
            }
            attempt += 1;
            fetch::pause(driver, PAUSE).await;
        }
    }

    /// # Errors
    /// The outer one is for good, another attempt may help against the inner one.
    async fn ask(&self, driver: Driver) -> Result<Result<Credentials, String>, String> {
        let mut request = http::Request::new(ByteStream::default());
        *request.uri_mut() = self.url.clone();
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(ACCEPT, json);
        if let Some(token) = self.authorization(driver).await? {
            request.headers_mut().insert(AUTHORIZATION, token);
        }
        let (status, body) = match self.network.send(driver, request, LIMIT).await {
            Ok(answer) => answer,
            Err(error) => return Ok(Err(error.why)),
        };
        if status == 200 {
            return Ok(given::credentials(&body, "Token"));
        }
        let text = String::from_utf8_lossy(&body);
        let text = Shown(text.trim());
        Ok(Err(format!("it answers {status}: {text}")))
    }

    async fn authorization(&self, driver: Driver) -> Result<Option<HeaderValue>, String> {
        let (token, place) = match &self.token {
            None => return Ok(None),
            Some(Token::Text(token)) => (token.clone(), TOKEN),
            Some(Token::File(path)) => {
                let text = fetch::file(driver, path).await;
                let text = text.map_err(|why| format!("{TOKEN_FILE}: {why}"))?;
                (Secret::new(text), TOKEN_FILE)
            }
        };
        let mut value = HeaderValue::from_str(token.reveal())
            .map_err(|_| format!("{place} gives a token that can't stand in a header"))?;
        value.set_sensitive(true);
        Ok(Some(value))
    }
}

/// # Errors
/// It is no address, or one that gets no token.
fn parsed(url: &str) -> Result<http::Uri, String> {
    let url: http::Uri = url.parse().map_err(|_| "is no address".to_owned())?;
    let host = url.host().unwrap_or_default();
    match url.scheme_str() {
        Some("https") if !host.is_empty() => return Ok(url),
        Some("http") => {}
        _ => return Err("is no address of http or https".to_owned()),
    }
    let plain = host.trim_start_matches('[').trim_end_matches(']');
    let address = plain.parse::<IpAddr>();
    let is_near = address.is_ok_and(|address| address.is_loopback()) || HOSTS.contains(&host);
    if is_near {
        return Ok(url);
    }
    let hosts = HOSTS.join(", ");
    Err(format!(
        "is asked only by https, as it is neither on the loopback nor one of {hosts}"
    ))
}
