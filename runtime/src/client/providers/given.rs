//! Credentials as JSON, as processes, containers and machines give them.

use jiff::Timestamp;
use serde_json::Value;

use super::super::credentials::Credentials;

/// Reads credentials; `token` is the key of the session's token.
///
/// # Errors
/// Something is missing or is no date. What stands there isn't said.
pub(super) fn credentials(bytes: &[u8], token: &str) -> Result<Credentials, String> {
    let whole = object(bytes)?;
    let text = |key: &str| whole.get(key).and_then(Value::as_str);
    let needed = |key: &str| {
        let found = text(key).filter(|found| !found.is_empty());
        found.ok_or_else(|| format!("its answer has no `{key}`"))
    };
    let mut found = Credentials::new(needed("AccessKeyId")?, needed("SecretAccessKey")?);
    if let Some(token) = text(token) {
        found = found.session_token(token);
    }
    if let Some(account) = text("AccountId") {
        found = found.account_id(account);
    }
    if let Some(end) = text("Expiration") {
        found = found.expires_at(date(end, "Expiration")?);
    }
    Ok(found)
}

/// # Errors
/// It is no object in JSON.
pub(super) fn object(bytes: &[u8]) -> Result<Value, String> {
    let whole = serde_json::from_slice::<Value>(bytes).ok();
    let whole = whole.filter(Value::is_object);
    whole.ok_or_else(|| "its answer is no object in JSON".to_owned())
}

/// # Errors
/// It is no date.
pub(super) fn date(text: &str, key: &str) -> Result<Timestamp, String> {
    // Some tools write the zone as `UTC`.
    let plain = text.strip_suffix("UTC").map(|start| format!("{start}Z"));
    let read = plain.as_deref().unwrap_or(text).parse();
    read.map_err(|_| format!("`{key}` of its answer is no date, as `2026-11-24T07:00:00Z` is one"))
}

#[cfg(test)]
mod tests {
    use super::credentials;

    #[test]
    fn an_answer_that_lacks_something_is_told_without_what_it_has() {
        for (answer, why) in [
            ("[]", "no object in JSON"),
            ("hush", "no object in JSON"),
            (r#"{"SecretAccessKey":"hush"}"#, "no `AccessKeyId`"),
            (r#"{"AccessKeyId":"hush"}"#, "no `SecretAccessKey`"),
            (
                r#"{"AccessKeyId":"hush","SecretAccessKey":"hush","Expiration":"hush"}"#,
                "`Expiration` of its answer is no date",
            ),
        ] {
            let error = credentials(answer.as_bytes(), "Token").unwrap_err();
            assert!(error.contains(why) && !error.contains("hush"), "{error}");
        }
    }
}
