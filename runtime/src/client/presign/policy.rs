//! What a form that uploads to S3 has to hold to: built here, signed in `post`.

use std::fmt::{self, Debug, Formatter};
use std::ops::RangeInclusive;
use std::time::Duration;

use serde_json::{Value as Json, json};

use super::options;
use crate::error::EncodeError;

/// What an upload by a form is allowed: for how long, and what its fields may say.
///
/// Needs the feature `client`.
///
/// ```
/// use std::time::Duration;
/// use shapesmith_runtime::presign::PostPolicy;
///
/// let policy = PostPolicy::new(Duration::from_secs(600))
///     .field("acl", "public-read")
///     .starts_with("Content-Type", "image/")
///     .content_length(1..=10_000_000);
/// ```
#[derive(Clone)]
pub struct PostPolicy {
    expires: Duration,
    pub(super) fields: Vec<(String, String)>,
    pub(super) conditions: Vec<Json>,
}

impl PostPolicy {
    /// A form that can be sent for so long, from one second to seven days.
    pub fn new(expires: Duration) -> Self {
        Self {
            expires,
            fields: Vec::new(),
            conditions: Vec::new(),
        }
    }

    /// The form has this field, and no other value in it: `acl`, `Content-Type`, `success_action_redirect`, `x-amz-meta-…`.
    pub fn field(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        self.conditions.push(json!({ name.as_str(): value }));
        self.fields.push((name, value));
        self
    }

    /// The form may have this field, whose value begins so; whoever makes the form fills it in. Any value begins with nothing.
    pub fn starts_with(mut self, name: impl AsRef<str>, prefix: impl Into<String>) -> Self {
        let name = format!("${}", name.as_ref());
        let condition = json!(["starts-with", name, prefix.into()]);
        self.conditions.push(condition);
        self
    }

    /// The file has so many bytes.
    pub fn content_length(mut self, bytes: RangeInclusive<u64>) -> Self {
        let condition = json!(["content-length-range", bytes.start(), bytes.end()]);
        self.conditions.push(condition);
        self
    }

    /// The seconds that it holds for.
    ///
    /// # Errors
    /// They are too few or too many.
    pub(super) fn seconds(&self) -> Result<u64, EncodeError> {
        options::seconds(self.expires)
    }
}

impl Debug for PostPolicy {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PostPolicy")
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}
