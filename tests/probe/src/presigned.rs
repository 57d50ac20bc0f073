//! What is signed for somebody else: a URL or a form, as the question wants it.

use std::fmt::Display;
use std::time::Duration;

use serde_json::{Value as Json, json};
use shapesmith_runtime::__private::v1::{FromParts, Value};
use shapesmith_runtime::presign::{PostPolicy, Presigning};
use shapesmith_runtime::{Call, Credentials, Timestamp};

use crate::text;

/// `wish` has the seconds, and the method if it is to be another.
pub(crate) fn url<O, E>(
    call: Call<O, E>,
    credentials: &Credentials,
    now: Timestamp,
    wish: &Json,
) -> Result<Json, String>
where
    O: Value,
    E: FromParts + Display,
{
    let mut presigning = Presigning::new(seconds(wish));
    if let Some(method) = wish.get("method").and_then(Json::as_str) {
        presigning = presigning.method(method.parse().map_err(text)?);
    }
    let signed = call.presigned_request(credentials, now, presigning);
    let signed = signed.map_err(text)?;
    let headers: Vec<[String; 2]> = signed
        .headers()
        .iter()
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            [name.as_str().to_owned(), value]
        })
        .collect();
    Ok(json!({
        "method": signed.method().as_str(),
        "url": signed.url(),
        "headers": headers,
        "body": signed.body().len(),
    }))
}

/// `policy` has the seconds, fields, beginnings of fields, and the bounds of the length.
pub(crate) fn form<O, E>(
    call: Call<O, E>,
    credentials: &Credentials,
    now: Timestamp,
    policy: &Json,
) -> Result<Json, String>
where
    O: Value,
    E: FromParts + Display,
{
    let mut made = PostPolicy::new(seconds(policy));
    for (name, value) in pairs(policy, "fields") {
        made = made.field(name, value);
    }
    for (name, prefix) in pairs(policy, "beginnings") {
        made = made.starts_with(name, prefix);
    }
    if let Some([least, most]) = policy["length"].as_array().map(Vec::as_slice) {
        let bound = |value: &Json| value.as_u64().unwrap_or_default();
        made = made.content_length(bound(least)..=bound(most));
    }
    let signed = call.presigned_form(credentials, now, made).map_err(text)?;
    let fields: serde_json::Map<String, Json> = signed
        .fields()
        .map(|(name, value)| (name.to_owned(), json!(value)))
        .collect();
    Ok(json!({ "url": signed.url(), "fields": fields }))
}

fn seconds(wish: &Json) -> Duration {
    Duration::from_secs(wish["seconds"].as_u64().unwrap_or_default())
}

fn pairs<'a>(policy: &'a Json, key: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let pairs = policy[key].as_object().into_iter().flatten();
    pairs.map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default()))
}
