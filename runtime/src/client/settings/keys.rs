//! Credentials that the environment holds, or why it holds none that can be used.
//!
//! No secret gets into what is said.

use super::super::credentials::Credentials;

const KEY: &str = "AWS_ACCESS_KEY_ID";
const SECRET: &str = "AWS_SECRET_ACCESS_KEY";
const TOKEN: &str = "AWS_SESSION_TOKEN";

/// Variables that lead to credentials elsewhere, which the feature `profile` reads.
#[cfg(not(feature = "profile"))]
const ELSEWHERE: [&str; 8] = [
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_SHARED_CREDENTIALS_FILE",
    "AWS_CONFIG_FILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_ROLE_ARN",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
];

/// What the environment gives to sign with.
///
/// # Errors
/// One of two that belong together isn't set, or a value is one that no key has.
pub(in super::super) fn credentials(
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Option<Credentials>, String> {
    let found = |name| {
        let value = variable(name).map(|value| value.trim().to_owned());
        value.filter(|value| !value.is_empty())
    };
    let token = found(TOKEN);
    let (key, secret) = match (found(KEY), found(SECRET)) {
        (Some(key), Some(secret)) => (key, secret),
        (Some(_), None) => return Err(half(KEY, SECRET)),
        (None, Some(_)) => return Err(half(SECRET, KEY)),
        (None, None) if token.is_some() => {
            return Err(half(TOKEN, "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"));
        }
        (None, None) => return Ok(None),
    };
    for (name, value) in [
        (KEY, Some(&key)),
        (SECRET, Some(&secret)),
        (TOKEN, token.as_ref()),
    ] {
        let plain = |byte: u8| byte.is_ascii_graphic();
        if value.is_some_and(|value| !value.bytes().all(plain)) {
            return Err(format!(
                "{name} holds a space or another character that no credentials have"
            ));
        }
    }
    let credentials = Credentials::new(key, secret);
    let credentials = match token {
        Some(token) => credentials.session_token(token),
        None => credentials,
    };
    Ok(Some(match found("AWS_ACCOUNT_ID") {
        Some(account) => credentials.account_id(account),
        None => credentials,
    }))
}

fn half(there: &str, missing: &str) -> String {
    let verb = if missing.contains(' ') { "are" } else { "is" };
    format!("{there} is set, but {missing} {verb} missing or empty")
}

/// Why there are none at all.
#[cfg(not(feature = "profile"))]
pub(in super::super) fn none(variable: &dyn Fn(&str) -> Option<String>) -> String {
    let known =
        "give `credentials` to the builder, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
    match elsewhere(variable) {
        Some(read) => format!("none are given, and {read}; or {known}"),
        None => format!(
            "none are given: {known}; profiles, files and roles are read with {}",
            official()
        ),
    }
}

/// Says that something is set that isn't read here, and what reads it.
#[cfg(not(feature = "profile"))]
pub(in super::super) fn elsewhere(variable: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let name = ELSEWHERE
        .into_iter()
        .find(|name| variable(name).is_some())?;
    let official = official();
    Some(format!(
        "{name} is set, which this program doesn't read: read it with {official}"
    ))
}

/// What reads all that the official SDK reads, and how it gets here.
#[cfg(not(feature = "profile"))]
fn official() -> &'static str {
    if cfg!(feature = "aws-config") {
        "the feature `profile`, or with the crate `aws-config`, and give its configuration to the builder's `sdk_config`"
    } else {
        "the feature `profile` (shapesmith-runtime = { version = \"0.1.0\", features = [\"profile\"] }, or the same feature of a \
         generated crate), or with the crate `aws-config`, and give its configuration to the builder's `sdk_config`, which \
         the feature `aws-config` brings"
    }
}

#[cfg(test)]
mod tests {
    use super::credentials;

    fn found(variables: &[(&str, &str)]) -> Result<(String, Option<String>), String> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        #[cfg(not(feature = "profile"))]
        let none = || super::none(&variable);
        #[cfg(feature = "profile")]
        let none = String::new;
        let found = credentials(&variable).and_then(|found| found.ok_or_else(none));
        found.map(|found| {
            let token = found.session_token.map(|token| token.reveal().to_owned());
            (found.access_key_id, token)
        })
    }

    #[test]
    fn what_is_missing_beside_a_key_or_a_secret_is_named() {
        let key = ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        let secret = ("AWS_SECRET_ACCESS_KEY", "hush");
        for variables in [&[key][..], &[key, ("AWS_SECRET_ACCESS_KEY", " ")]] {
            let why = found(variables).unwrap_err();
            assert_eq!(
                why,
                "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is missing or empty"
            );
        }
        let why = found(&[secret]).unwrap_err();
        assert_eq!(
            why,
            "AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is missing or empty"
        );
        let why = found(&[("AWS_SESSION_TOKEN", "hush")]).unwrap_err();
        assert!(
            why.starts_with("AWS_SESSION_TOKEN is set, but AWS_ACCESS_KEY_ID and"),
            "{why}"
        );
        let found = found(&[key, secret, ("AWS_SESSION_TOKEN", "token\n")]);
        assert_eq!(
            found,
            Ok(("AKIDEXAMPLE".to_owned(), Some("token".to_owned())))
        );
    }

    #[test]
    fn what_no_credentials_hold_is_named_but_not_shown() {
        for (wrong, value) in [
            ("AWS_ACCESS_KEY_ID", "hush hush"),
            ("AWS_SECRET_ACCESS_KEY", "hush\nhush"),
            ("AWS_SESSION_TOKEN", "hush\u{feff}"),
        ] {
            let mut variables = vec![("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b")];
            variables.retain(|(name, _)| *name != wrong);
            variables.push((wrong, value));
            let why = found(&variables).unwrap_err();
            assert!(why.starts_with(wrong) && !why.contains("hush"), "{why}");
        }
    }

    #[cfg(not(feature = "profile"))]
    #[test]
    fn what_is_read_elsewhere_is_named_with_what_reads_it() {
        for name in super::ELSEWHERE {
            let why = found(&[(name, "x")]).unwrap_err();
            assert!(why.contains(&format!("{name} is set")), "{why}");
            assert!(
                why.contains("aws-config") && why.contains("`sdk_config`"),
                "{why}"
            );
        }
        let why = found(&[]).unwrap_err();
        assert!(
            why.contains("AWS_SECRET_ACCESS_KEY") && why.contains("aws-config"),
            "{why}"
        );
        // Keys go before what is elsewhere, as in the official chain.
        let keys = [
            ("AWS_PROFILE", "x"),
            ("AWS_ACCESS_KEY_ID", "a"),
            ("AWS_SECRET_ACCESS_KEY", "b"),
        ];
        assert!(found(&keys).is_ok());
    }

    /// The version of a crate can't be put into a literal.
    #[test]
    fn the_line_for_cargo_toml_has_this_version() {
        let line = format!("version = \\\"{}\\\", features", env!("CARGO_PKG_VERSION"));
        assert!(include_str!("keys.rs").contains(&line), "{line}");
    }
}
