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
use super::request::{algorithm, leaves_body_out, says};
use crate::client::call::Parts;
use crate::client::credentials::Credentials;
use crate::client::prepare;
use crate::client::scope::Algorithm;
use crate::client::sign::Signing;
use crate::client::terms::Terms;
use crate::error::EncodeError;
use crate::shown::Secret;
use crate::values::Ref;
use crate::values::members::member;

/// What stands for the name of the file that is uploaded.
const FILE_NAME: &str = "${filename}";

/// A form that uploads to S3. The file is its last field, `file`.
///
/// Needs the feature `client`.
///
/// `Debug` hides the fields; [`fields`](Self::fields) has all of them.
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
    let to = prepare::destination(parts, credentials)?;
    let Some((credentials, algorithm)) = credentials.zip(algorithm(parts, &to)?) else {
        return Err(EncodeError::new("a form that nobody signs uploads nothing"));
    };
    if algorithm != Algorithm::V4 {
        let why = "a form is signed for one region, and this address is one for several";
        return Err(EncodeError::new(why));
    }
    says_no_more(parts, &prepare::bare(parts, &to)?)?;
    let terms = Terms::of(&parts.config, &to, Algorithm::V4);
    let scope = terms.scope(parts.config.there(now), leaves_body_out(parts, &to));
    let kept = &parts.config.shared.signing;
    let signing = Signing::new(Algorithm::V4, credentials, &scope, kept);
    let policy = completed(policy, &signing, bucket, key);
    let text = written(&end(scope.now, seconds, None), &policy.conditions);
    let signature = signing.hash(&text).to_string();
    let mut fields = policy.fields;
    fields.extend([
        ("policy".to_owned(), text),
        ("x-amz-signature".to_owned(), signature),
    ]);
    let fields = fields.into_iter();
    Ok(PresignedPost {
        url: to.url().to_string(),
        fields: fields
            .map(|(name, value)| (name, Secret::new(value)))
            .collect(),
        ends_at: end(now, seconds, Some(credentials)),
    })
}

/// The policy with what every one says: where the file goes, and how it is signed.
fn completed(mut policy: PostPolicy, signing: &Signing<'_>, bucket: &str, key: &str) -> PostPolicy {
    policy.conditions.push(json!({ "bucket": bucket }));
    policy.conditions.push(match key.strip_suffix(FILE_NAME) {
        Some(prefix) => json!(["starts-with", "$key", prefix]),
        None => json!({ "key": key }),
    });
    policy.fields.push(("key".to_owned(), key.to_owned()));
    let credentials = signing.credentials;
    let token = credentials.session_token.as_ref();
    let credential = format!("{}/{}", credentials.access_key_id, signing.place());
    let policy = policy
        .field("x-amz-algorithm", signing.algorithm.name())
        .field("x-amz-credential", credential)
        .field("x-amz-date", signing.moment.to_string());
    match token {
        Some(token) => policy.field("x-amz-security-token", token.reveal()),
        None => policy,
    }
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
    let like_s3 = parts.config.service.signs_raw_path();
    let is_upload = like_s3 && parts.operation.name == "PutObject";
    match (text("Bucket"), text("Key")) {
        (Some(bucket), Some(key)) if is_upload => Ok((bucket, key)),
        _ => Err(EncodeError::new(
            "a form takes the place of S3's PutObject alone",
        )),
    }
}

/// What a form has stands in its fields.
fn says_no_more<B>(parts: &Parts, request: &http::Request<B>) -> Result<(), EncodeError> {
    let mut names = request.headers().keys();
    // What a stream is by default is none of the program's sayings.
    match names.find(|name| **name != CONTENT_TYPE || says(parts, name)) {
        Some(name) => Err(EncodeError::new(format!(
            "the upload says `{name}`, which a form has among its fields: give it to the policy's `field`"
        ))),
        None => Ok(()),
    }
}
