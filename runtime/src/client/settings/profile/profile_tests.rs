//! Made-up files, as botocore's tests and documentation have them.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::io;

use super::Profiles;

fn load(
    variables: &[(&str, &str)],
    named: Option<&str>,
    files: &[(&str, &str)],
) -> Result<Profiles, String> {
    let variable = |name: &str| {
        let found = variables.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    let read = |path: &str| {
        let found = files.iter().find(|(known, _)| *known == path);
        let text = found.map(|(_, text)| text.as_bytes().to_vec());
        text.ok_or_else(|| io::ErrorKind::NotFound.into())
    };
    Profiles::load(&variable, named, &read).map_err(|error| error.to_string())
}

const HOME: (&str, &str) = ("HOME", "/home/me");
const CONFIG: &str = "/home/me/.aws/config";
const CREDENTIALS: &str = "/home/me/.aws/credentials";

#[test]
fn the_credentials_file_goes_before_the_other_one() {
    let files = [
        (CONFIG, "[default]\nregion=a\naws_access_key_id=old\n"),
        (CREDENTIALS, "# keys\n[default]\naws_access_key_id=new\n"),
    ];
    let found = load(&[HOME], None, &files).unwrap();
    let (region, spot) = found.plain("region").unwrap();
    assert_eq!(region, "a");
    assert_eq!(
        spot.to_string(),
        "`region` of the profile `default` (/home/me/.aws/config, line 2)"
    );
    let (key, spot) = found.plain("aws_access_key_id").unwrap();
    assert_eq!(key, "new");
    assert!(
        spot.to_string()
            .ends_with("(/home/me/.aws/credentials, line 3)")
    );
}

#[test]
fn variables_and_the_program_name_files_and_profile() {
    let files = [
        ("/c", "[profile a]\nx=1\n[profile b]\nx=2\n"),
        ("/d", "[c]\nx=3\n"),
    ];
    let at = [
        ("AWS_CONFIG_FILE", "/c"),
        ("AWS_SHARED_CREDENTIALS_FILE", "/d"),
    ];
    let x = |variables: &[(&str, &str)], named| {
        let found = load(&[&at, variables].concat(), named, &files).unwrap();
        found.plain("x").map(|(text, _)| text)
    };
    assert_eq!(x(&[], None), None);
    assert_eq!(x(&[("AWS_PROFILE", "a")], None).as_deref(), Some("1"));
    let both = [("AWS_PROFILE", "a"), ("AWS_DEFAULT_PROFILE", "b")];
    assert_eq!(x(&both, None).as_deref(), Some("2"));
    assert_eq!(x(&both, Some("c")).as_deref(), Some("3"));
}

#[test]
fn a_profile_that_is_nowhere_is_named_with_who_wants_it_and_where_it_was_sought() {
    let why = load(&[HOME, ("AWS_PROFILE", "gone")], None, &[]).unwrap_err();
    assert_eq!(
        why,
        "AWS_PROFILE names the profile `gone`: there is none in /home/me/.aws/config and \
         /home/me/.aws/credentials"
    );
    let why = load(&[], Some("gone"), &[]).unwrap_err();
    assert!(
        why.starts_with("the builder's `profile` names the profile `gone`"),
        "{why}"
    );
    assert!(load(&[], None, &[]).is_ok());
}

#[test]
fn a_mistake_is_told_with_its_file_and_line() {
    let files = [(CONFIG, "[default]\nregion=a\nhush hush\n")];
    let why = load(&[HOME], None, &files).unwrap_err();
    assert!(why.starts_with("/home/me/.aws/config, line 3: "), "{why}");
    assert!(!why.contains("hush"), "{why}");

    let read = |_: &str| Ok(b"[default]\n\nx=\xff\n".to_vec());
    let variable = |name: &str| (name == "HOME").then(|| "/me".to_owned());
    let why = Profiles::load(&variable, None, &read)
        .unwrap_err()
        .to_string();
    assert_eq!(why, "/me/.aws/config, line 3: it is no text in UTF-8");

    let read = |_: &str| Err(io::ErrorKind::PermissionDenied.into());
    let why = Profiles::load(&variable, None, &read)
        .unwrap_err()
        .to_string();
    assert!(why.starts_with("/me/.aws/config can't be read: "), "{why}");
}

#[test]
fn blocks_sessions_and_services_are_found_by_name() {
    let file = "[profile a]\ns3 =\n  use_arn_region = true\nservices = mine\n\
                [services mine]\ndynamodb =\n  endpoint_url = http://d\n[sso-session \"s 1\"]\nsso_region = x\n\
                [profile b]\nservices = gone\n[profile]\nx=1\n[plugins]\nx=1\n";
    let load = |name| load(&[HOME], Some(name), &[(CONFIG, file)]);
    let found = load("a").unwrap();
    let (text, spot) = found.within("s3", "use_arn_region").unwrap();
    assert_eq!(text, "true");
    assert!(
        spot.to_string()
            .starts_with("`use_arn_region` of `s3` of the profile `a` (")
    );
    assert!(spot.to_string().ends_with("line 3)"), "{spot}");
    let (url, spot) = found
        .of_service("dynamodb", "endpoint_url")
        .unwrap()
        .unwrap();
    assert_eq!(url, "http://d");
    let place =
        "`endpoint_url` of `dynamodb` of the services `mine` (/home/me/.aws/config, line 7)";
    assert_eq!(spot.to_string(), place);
    assert!(found.of_service("s3", "endpoint_url").unwrap().is_none());
    assert!(found.session("s 1").is_some());

    let why = load("b")
        .unwrap()
        .of_service("s3", "endpoint_url")
        .unwrap_err();
    let why = why.to_string();
    assert!(
        why.contains("there is no section `[services gone]`"),
        "{why}"
    );
    assert!(why.starts_with("`services` of the profile `b` ("), "{why}");
}
