//! Credentials of the machine: EC2's metadata service, its second version before its first.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::super::ConfigError;
use super::super::Driver;
use super::super::credentials::Credentials;
use super::super::settings::{Found, Settings, of_providers as set};
use super::fetch::{Network, Unfetched};
use super::given;
use crate::shown::{HiddenUrl, Secret, Shown};
use crate::stream::ByteStream;

const TOKEN_PATH: &str = "latest/api/token";
const TOKEN_HEADER: &str = "x-aws-ec2-metadata-token";
const TTL_HEADER: &str = "x-aws-ec2-metadata-token-ttl-seconds";
const ROLES_PATH: &str = "latest/meta-data/iam/security-credentials/";
const USUAL: &str = "http://169.254.169.254/";
const USUAL_IPV6: &str = "http://[fd00:ec2::254]/";

/// Credentials that end before this are used for as long again: the service is late with fresh ones, which the services
/// know.
const EXTENDED: SignedDuration = SignedDuration::from_mins(15);

/// How the machine is asked.
pub(super) struct Metadata {
    network: Network,
    base: String,
    limit: Duration,
    attempts: u32,
    /// What forbids the first version, if anything does.
    only_second: Option<String>,
}

impl Metadata {
    /// How it is asked, or what forbids asking it.
    ///
    /// # Errors
    /// A setting can't be understood.
    pub(super) fn of(
        settings: &Settings<'_>,
        network: &Network,
    ) -> Result<Result<Self, String>, ConfigError> {
        if let Some(Found { place, .. }) = on(settings.switch(&set::METADATA_OFF)?) {
            return Ok(Err(format!("{place} forbids asking the metadata service")));
        }
        let seconds = settings.number::<u32>(&set::METADATA_TIMEOUT, "a number of seconds")?;
        let attempts = settings.number::<u32>(&set::METADATA_ATTEMPTS, "a number")?;
        let only_second = on(settings.switch(&set::METADATA_V1_OFF)?);
        Ok(Ok(Self {
            network: network.clone(),
            base: base(settings)?,
            limit: Duration::from_secs(seconds.map_or(1, |found| found.value).into()),
            attempts: attempts.map_or(1, |found| found.value).max(1),
            only_second: only_second.map(|found| found.place.to_string()),
        }))
    }

    pub(super) async fn find(
        &self,
        driver: Driver,
        date: Timestamp,
    ) -> Result<Credentials, String> {
        let token = self.token(driver).await?;
        if let (None, Some(place)) = (&token, &self.only_second) {
            return Err(format!(
                "it gives no token, and {place} forbids its first version"
            ));
        }
        let role = self.get(driver, ROLES_PATH, token.as_ref()).await?;
        let role = String::from_utf8_lossy(&role);
        let role = role.trim();
        let path = format!("{ROLES_PATH}{role}");
        let answer = self.get(driver, &path, token.as_ref()).await?;
        let found =
            given::credentials(&answer, "Token").map_err(|why| refused(&answer).unwrap_or(why))?;
        Ok(extended(found, date))
    }

    /// The second version's token; nothing where there is but the first.
    async fn token(&self, driver: Driver) -> Result<Option<Secret>, String> {
        for _ in 0..self.attempts {
            let mut request = self.request(TOKEN_PATH)?;
            *request.method_mut() = Method::PUT;
            let hours = HeaderValue::from_static("21600");
            request.headers_mut().insert(TTL_HEADER, hours);
            match self.network.send(driver, request, self.limit).await {
                Ok((status, body)) => match status.as_u16() {
                    200 => {
                        let text = String::from_utf8_lossy(&body).trim().to_owned();
                        return Ok(Some(Secret::new(text)));
                    }
                    403..=405 => return Ok(None),
                    400 => return Err("it refuses to give a token (400)".to_owned()),
                    _ => {}
                },
                Err(Unfetched {
                    is_timeout: true, ..
                }) => return Ok(None),
                Err(_) => {}
            }
        }
        Ok(None)
    }

    async fn get(
        &self,
        driver: Driver,
        path: &str,
        token: Option<&Secret>,
    ) -> Result<Bytes, String> {
        let mut why = String::new();
        for _ in 0..self.attempts {
            let mut request = self.request(path)?;
            if let Some(token) = token {
                let mut value = HeaderValue::from_str(token.reveal())
                    .map_err(|_| "its token can't stand in a header".to_owned())?;
                value.set_sensitive(true);
                request.headers_mut().insert(TOKEN_HEADER, value);
            }
            match self.network.send(driver, request, self.limit).await {
                Ok((status, body)) if status == 200 && !body.is_empty() => return Ok(body),
                Ok((status, _)) if status == 404 => {
                    "it knows no role of this machine (404)".clone_into(&mut why);
                }
                Ok((status, _)) => why = format!("it answers {status}"),
                Err(error) => why = error.why,
            }
        }
        Err(why)
    }

    fn request(&self, path: &str) -> Result<http::Request<ByteStream>, String> {
        let url = format!("{}{path}", self.base);
        let request = http::Request::get(url).body(ByteStream::default());
        request.map_err(|_| "it names a role that is none".to_owned())
    }
}

fn on(found: Option<Found<bool>>) -> Option<Found<bool>> {
    found.filter(|found| found.value)
}

/// The service's address, with a slash at its end.
fn base(settings: &Settings<'_>) -> Result<String, ConfigError> {
    if let Some(Found { value, place }) = settings.text(&set::METADATA_ENDPOINT) {
        let parsed: Option<http::Uri> = value.parse().ok();
        let is_url = |url: &http::Uri| url.scheme().is_some() && url.host().is_some();
        if !parsed.as_ref().is_some_and(is_url) {
            let shown = HiddenUrl(&value);
            let why = format!("{place}: `{shown}` is no address, as `{USUAL}` is one");
            return Err(ConfigError::new(why));
        }
        return Ok(format!("{}/", value.trim_end_matches('/')));
    }
    let modes = [("ipv4", false), ("ipv6", true)];
    let mode = settings.word(&set::METADATA_ENDPOINT_MODE, &modes, "`ipv4` or `ipv6`")?;
    let is_ipv6 = match mode {
        Some(found) => found.value,
        None => on(settings.switch(&set::METADATA_IPV6)?).is_some(),
    };
    Ok(if is_ipv6 { USUAL_IPV6 } else { USUAL }.to_owned())
}

/// What the service says instead of credentials.
fn refused(answer: &[u8]) -> Option<String> {
    let whole = given::object(answer).ok()?;
    let text = |key: &str| whole.get(key).and_then(Value::as_str);
    let code = text("Code").filter(|code| *code != "Success")?;
    let message = text("Message").unwrap_or_default();
    let (code, message) = (Shown(code), Shown(message));
    Some(format!("it says {code}: {message}"))
}

fn extended(found: Credentials, date: Timestamp) -> Credentials {
    let late = EXTENDED + SignedDuration::from_secs(fastrand::i64(120..600));
    let until = date.checked_add(late).unwrap_or(date);
    match found.expires_at.filter(|end| *end <= until) {
        Some(_) => found.expires_at(until),
        None => found,
    }
}
