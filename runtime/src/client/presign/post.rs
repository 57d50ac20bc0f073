//! A form by which a browser uploads to S3: its address, and its fields with the signed policy.
//!
//! Neither reads a clock nor asks for credentials.

use std::fmt::{self, Debug, Formatter};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::CONTENT_TYPE;
use jiff::Timestamp;
use serde_json::{Value as Json, json};

use super::options::end;
use super::policy::PostPolicy;
use super::request::{is_signed, scope};
use super::signature::keyed;
use crate::client::call::Parts;
use crate::client::credentials::Credentials;
use crate::client::prepare;
use crate::client::scope::{Moment, Place};
use crate::error::EncodeError;
use crate::shown::Secret;
use crate::values::Ref;
use crate::values::members::member;

/// What stands for the name of the file that is uploaded.
const FILE_NAME: &str = "${filename}";

/// A form that uploads to S3. The file is its last field, `file`.
///
/// `Debug` hides the fields; [`fields`](Self::fields) has all of them.
///
/// Needs the feature `client`.
#[derive(Clone)]
pub struct PresignedPost {
    url: String,
    fields: Vec<(String, Secret)>,
    ends_at: Timestamp,
}

impl PresignedPost {
    /// Where the form goes.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The fields of the form, names and values. Whoever has them can upload.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.fields.iter();
        fields.map(|(name, value)| (name.as_str(), value.reveal()))
    }

    /// When the form ends: after the time that was asked for, or with the credentials if they are known to end earlier.
    pub fn ends_at(&self) -> Timestamp {
        self.ends_at
    }
}

impl Debug for PresignedPost {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PresignedPost")
            .field("url", &self.url)
            .field("ends_at", &self.ends_at)
            .finish_non_exhaustive()
    }
}

/// Signs the policy for bucket and key of the call.
///
/// # Errors
/// The time that it shall hold for is too short or too long, the call is no upload to S3, isn't signed, or says more than
/// bucket and key.
pub(super) fn presigned(
    parts: &Parts,
    credentials: Option<&Credentials>,
    policy: PostPolicy,
    now: Timestamp,
) -> Result<PresignedPost, EncodeError> {
    let seconds = policy.seconds()?;
    let (bucket, key) = target(parts)?;
    let account = credentials.and_then(|found| found.account_id.as_deref());
    let to = prepare::destination(parts, account)?;
    let credentials = match credentials {
        Some(credentials) if is_signed(parts, &to)? => credentials,
        _ => return Err(EncodeError::new("a form that nobody signs uploads nothing")),
    };
    says_no_more(parts, &prepare::bare(parts, &to)?)?;
    let scope = scope(parts, &to, now);
    let moment = Moment::of(scope.now);
    let place = Place {
        date: moment.date(),
        region: scope.region,
        service: scope.service,
    };
    let mut fields = policy.fields;
    let mut conditions = policy.conditions;
    conditions.push(json!({ "bucket": bucket }));
    conditions.push(match key.strip_suffix(FILE_NAME) {
        Some(prefix) => json!(["starts-with", "$key", prefix]),
        None => json!({ "key": key }),
    });
    fields.push(("key".to_owned(), key.to_owned()));
    let token = credentials.session_token.as_ref();
    let credential = format!("{}/{place}", credentials.access_key_id);
    for (name, value) in [
        ("x-amz-algorithm", Some("AWS4-HMAC-SHA256")),
        ("x-amz-credential", Some(&*credential)),
        ("x-amz-date", Some(&*moment.to_string())),
        ("x-amz-security-token", token.map(Secret::reveal)),
    ] {
        if let Some(value) = value {
            conditions.push(json!({ name: value }));
            fields.push((name.to_owned(), value.to_owned()));
        }
    }
    let text = written(&end(scope.now, seconds, None), &conditions);
    let signature = keyed(credentials, place, &text);
    fields.push(("policy".to_owned(), text));
    fields.push(("x-amz-signature".to_owned(), signature.to_string()));
    let fields = fields.into_iter();
    Ok(PresignedPost {
        url: to.url.to_string(),
        fields: fields
            .map(|(name, value)| (name, Secret::new(value)))
            .collect(),
        ends_at: end(now, seconds, Some(credentials)),
    })
}

/// The policy as a form has it, and as it is signed.
fn written(end: &Timestamp, conditions: &[Json]) -> String {
    let expiration = end.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let policy = json!({ "expiration": expiration, "conditions": conditions });
    STANDARD.encode(policy.to_string())
}

/// Bucket and key of an upload.
fn target(parts: &Parts) -> Result<(&str, &str), EncodeError> {
    let text = |name: &str| match parts.input.read() {
        Ref::Structure(input) => {
            let index = input.schema().position(name)?;
            match member(input, index) {
                Ref::String(text) => Some(text),
                _ => None,
            }
        }
        _ => None,
    };
    let is_upload = parts.config.service.id == "S3" && parts.operation.name == "PutObject";
    match (text("Bucket"), text("Key")) {
        (Some(bucket), Some(key)) if is_upload => Ok((bucket, key)),
        _ => Err(EncodeError::new(
            "a form takes the place of S3's PutObject alone",
        )),
    }
}

/// What a form has stands in its fields.
fn says_no_more<B>(parts: &Parts, request: &http::Request<B>) -> Result<(), EncodeError> {
    let _ = parts;
    let mut names = request.headers().keys();
    match names.find(|name| **name != CONTENT_TYPE) {
        Some(name) => Err(EncodeError::new(format!(
            "the upload says `{name}`, which a form has among its fields: give it to the policy's `field`"
        ))),
        None => Ok(()),
    }
}
