//! Providers over made-up environments, files and services. The time is tokio's, and stands still until it is waited for.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::io;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Method, StatusCode};
use jiff::SignedDuration;

use crate::client::builder::ClientBuilder;
use crate::client::credentials::Credentials;
use crate::client::{Client, Driver};
use crate::clock::Now;
use crate::error::TransportError;
use crate::over_http::protocol::AwsJson1_1;
use crate::shown::Secret;
use crate::stream::ByteStream;
use crate::tables::Service;
use crate::transport::Direct;

static SERVICE: Service = Service {
    id: "FSx",
    endpoint_prefix: "fsx",
    ..Service::UNKNOWN
};

type Pairs<'a> = &'a [(&'a str, &'a str)];
type Answer = Result<http::Response<Bytes>, TransportError>;

/// A request as it was sent.
struct Sent {
    head: http::request::Parts,
    body: String,
}

impl Sent {
    fn line(&self) -> String {
        format!("{} {}", self.head.method, self.head.uri)
    }

    fn header(&self, name: &str) -> &str {
        let value = self.head.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }
}

/// What a program has around it.
#[derive(Clone, Default)]
struct World {
    sent: Arc<Mutex<Vec<Sent>>>,
}

impl World {
    /// A client there, which these answers reach.
    fn client(
        &self,
        variables: Pairs<'_>,
        files: Pairs<'_>,
        answer: impl Fn(&Sent) -> Answer + Send + Sync + 'static,
        change: impl FnOnce(ClientBuilder<Client>) -> ClientBuilder<Client>,
    ) -> Result<Client, String> {
        let (sent, answer) = (Arc::clone(&self.sent), Arc::new(answer));
        let transport = move |request: http::Request<ByteStream>| {
            let (sent, answer) = (Arc::clone(&sent), Arc::clone(&answer));
            async move {
                let (head, body) = request.into_parts();
                let body = body.collect().await.unwrap();
                let body = String::from_utf8(body.to_vec()).unwrap();
                let request = Sent { head, body };
                let answer = answer(&request);
                sent.lock().unwrap().push(request);
                if let Err(error) = &answer {
                    if error.is_timeout() {
                        std::future::pending::<()>().await;
                    }
                }
                answer
            }
        };
        let builder = ClientBuilder::<Client>::new(&SERVICE, &AwsJson1_1);
        let builder = change(builder.region("eu-west-1").transport(transport));
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let read = |path: &str| {
            let found = files.iter().find(|(known, _)| *known == path);
            let text = found.map(|(_, text)| text.as_bytes().to_vec());
            text.ok_or_else(|| io::ErrorKind::NotFound.into())
        };
        let settings = builder.settings(&variable, &read);
        let built = settings.and_then(|settings| builder.build_of(&settings));
        built.map_err(|error| error.to_string())
    }

    async fn found(
        &self,
        variables: Pairs<'_>,
        config: &str,
        answer: impl Fn(&Sent) -> Answer + Send + Sync + 'static,
    ) -> Result<Credentials, String> {
        let variables = [variables, &[HOME]].concat();
        let files = [(CONFIG, config)];
        let client = self.client(&variables, &files, answer, |builder| builder)?;
        let given = client.config.credentials.get(now(), Driver::Async).await;
        given
            .map(|given| (*given).clone())
            .map_err(|error| error.to_string())
    }

    fn lines(&self) -> Vec<String> {
        self.sent.lock().unwrap().iter().map(Sent::line).collect()
    }
}

const HOME: (&str, &str) = ("HOME", "/home/me");
const CONFIG: &str = "/home/me/.aws/config";

fn now() -> Now {
    Now {
        at: Instant::now(),
        date: "2026-11-24T07:00:00Z".parse().unwrap(),
    }
}

#[allow(clippy::unnecessary_wraps, reason = "an answer may be an error too")]
fn ok(body: impl Into<Bytes>) -> Answer {
    Ok(http::Response::new(body.into()))
}

#[allow(clippy::unnecessary_wraps, reason = "an answer may be an error too")]
fn status(status: u16) -> Answer {
    let mut response = http::Response::new(Bytes::from_static(b"no"));
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    Ok(response)
}

fn nobody(_: &Sent) -> Answer {
    panic!("nobody is to be asked")
}

const KEYS: &str = r#"{"Code":"Success","AccessKeyId":"AKIDMACHINE","SecretAccessKey":"hush","Token":"quiet",
    "Expiration":"2026-11-24T13:00:00Z","AccountId":"123456789012"}"#;

/// EC2's metadata service; with its second version where that is on.
fn machine(second: bool) -> impl Fn(&Sent) -> Answer {
    move |request| {
        assert!(request.head.extensions.get::<Direct>().is_some());
        let base = "http://169.254.169.254/latest";
        let path = request.head.uri.to_string();
        let path = path.strip_prefix(base).unwrap();
        if request.head.method == Method::PUT {
            assert_eq!(path, "/api/token");
            let hours = "x-aws-ec2-metadata-token-ttl-seconds";
            assert_eq!(request.header(hours), "21600");
            return if second { ok("a-token") } else { status(403) };
        }
        let token = if second { "a-token" } else { "" };
        assert_eq!(request.header("x-aws-ec2-metadata-token"), token);
        match path {
            "/meta-data/iam/security-credentials/" => ok("a-role\n"),
            "/meta-data/iam/security-credentials/a-role" => ok(KEYS),
            _ => status(404),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_machine_gives_credentials_by_the_second_version_or_the_first() {
    for second in [true, false] {
        let world = World::default();
        let found = world.found(&[], "", machine(second)).await.unwrap();
        assert_eq!(found.access_key_id, "AKIDMACHINE");
        assert_eq!(found.session_token.unwrap().reveal(), "quiet");
        assert_eq!(found.account_id.as_deref(), Some("123456789012"));
        let end = found.expires_at.unwrap().to_string();
        assert_eq!(end, "2026-11-24T13:00:00Z");
        assert_eq!(world.lines().len(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn credentials_of_the_machine_that_end_soon_are_used_for_longer() {
    let late = KEYS.replace("13:00:00", "06:00:00");
    let answer = move |request: &Sent| {
        let is_last = request.head.uri.path().ends_with("a-role");
        if is_last {
            ok(late.clone())
        } else {
            machine(true)(request)
        }
    };
    let found = World::default().found(&[], "", answer).await.unwrap();
    let longer = found.expires_at.unwrap().duration_since(now().date);
    let minutes = longer.as_mins();
    assert!((17..=25).contains(&minutes), "{minutes}");
}

#[tokio::test(start_paused = true)]
async fn what_is_set_of_the_metadata_service_counts_and_is_named() {
    let v1_off = "AWS_EC2_METADATA_V1_DISABLED";
    let variables = [(v1_off, "true")];
    let found = World::default().found(&variables, "", machine(false)).await;
    let why = found.unwrap_err();
    assert!(
        why.contains(v1_off) && why.contains("the machine's metadata service"),
        "{why}"
    );
    assert!(why.contains("the profile `default` has none"), "{why}");

    let off = [("AWS_EC2_METADATA_DISABLED", "true")];
    let why = World::default().found(&off, "", nobody).await.unwrap_err();
    assert!(why.contains("AWS_EC2_METADATA_DISABLED forbids"), "{why}");

    let world = World::default();
    let elsewhere =
        "[default]\nec2_metadata_service_endpoint_mode = ipv6\nmetadata_service_num_attempts = 2\n";
    let why = world
        .found(&[], elsewhere, |_| status(500))
        .await
        .unwrap_err();
    assert!(why.contains("it answers 500"), "{why}");
    let lines = world.lines();
    // Twice for the token, twice for the role.
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0], "PUT http://[fd00:ec2::254]/latest/api/token");

    let wrong = "[default]\nmetadata_service_timeout = soon\n";
    let why = World::default()
        .found(&[], wrong, nobody)
        .await
        .unwrap_err();
    let place = "`metadata_service_timeout` of the profile `default` (/home/me/.aws/config, line 2) is `soon`";
    assert!(why.contains(place), "{why}");
}

#[tokio::test(start_paused = true)]
async fn a_machine_that_says_nothing_is_not_waited_for() {
    let start = tokio::time::Instant::now();
    let world = World::default();
    let silent = |_: &Sent| Err(TransportError::timed_out("silence"));
    let why = world.found(&[], "", silent).await.unwrap_err();
    assert!(why.contains("no answer in 1 seconds"), "{why}");
    assert_eq!(start.elapsed().as_secs(), 2);
    assert_eq!(world.lines().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_container_is_asked_with_its_token_and_again_after_a_pause() {
    let variables = [
        ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/keys?id=1"),
        ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Bearer hush"),
    ];
    let (world, start) = (World::default(), tokio::time::Instant::now());
    let tries = Mutex::new(0);
    let answer = move |request: &Sent| {
        assert_eq!(request.header("authorization"), "Bearer hush");
        assert_eq!(request.header("accept"), "application/json");
        let mut tries = tries.lock().unwrap();
        *tries += 1;
        if *tries < 3 { status(503) } else { ok(KEYS) }
    };
    let found = world.found(&variables, "", answer).await.unwrap();
    assert_eq!(found.access_key_id, "AKIDMACHINE");
    let line = "GET http://169.254.170.2/v2/keys?id=1".to_owned();
    assert_eq!(world.lines(), [line.clone(), line.clone(), line]);
    assert_eq!(start.elapsed(), Duration::from_secs(2));

    let world = World::default();
    let why = world
        .found(&variables, "", |_| status(500))
        .await
        .unwrap_err();
    assert!(
        why.contains("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"),
        "{why}"
    );
    assert!(
        why.contains("it answers 500") && !why.contains("hush"),
        "{why}"
    );
    assert_eq!(world.lines().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_containers_token_goes_to_no_stranger() {
    let full = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    for url in [
        "http://evil.example/",
        "ftp://localhost/",
        "x",
        "http://169.254.170.2@evil.example/",
    ] {
        let found = World::default().found(&[(full, url)], "", nobody).await;
        let why = found.unwrap_err();
        assert!(why.contains(full), "{why}");
    }
    for url in [
        "https://any.example/a",
        "http://127.0.0.9:80/a",
        "http://[::1]/a",
        "http://localhost/a",
    ] {
        let found = World::default()
            .found(&[(full, url)], "", |_| ok(KEYS))
            .await;
        assert!(found.is_ok(), "{url}");
    }
}

/// A file that is there as long as this is.
struct Written(std::path::PathBuf);

impl Written {
    fn new(name: &str, text: &str) -> Self {
        let name = format!("shapesmith-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn role_answer(call: &str, key: &str) -> String {
    format!(
        r#"<{call}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{call}Result><AssumedRoleUser>
        <Arn>arn:aws:sts::210987654321:assumed-role/r/s</Arn></AssumedRoleUser><Credentials>
        <AccessKeyId>{key}</AccessKeyId><SecretAccessKey>hush</SecretAccessKey><SessionToken>quiet</SessionToken>
        <Expiration>2026-11-24T08:00:00Z</Expiration></Credentials></{call}Result></{call}Response>"#
    )
}

#[tokio::test(start_paused = true)]
async fn another_identitys_token_gives_a_role_without_a_signature() {
    let file = Written::new("identity", "a+token");
    let arn = "arn:aws:iam::210987654321:role/r";
    let by_environment = [
        ("AWS_WEB_IDENTITY_TOKEN_FILE", file.path()),
        ("AWS_ROLE_ARN", arn),
        ("AWS_ROLE_SESSION_NAME", "me"),
    ];
    let by_profile = format!(
        "[default]\nweb_identity_token_file = {}\nrole_arn = {arn}\nrole_session_name = me\n",
        file.path()
    );
    for (variables, profile) in [(&by_environment[..], ""), (&[][..], &by_profile)] {
        let world = World::default();
        let answer = |_: &Sent| ok(role_answer("AssumeRoleWithWebIdentity", "AKIDROLE"));
        let found = world.found(variables, profile, answer).await.unwrap();
        assert_eq!(found.access_key_id, "AKIDROLE");
        assert_eq!(found.account_id.as_deref(), Some("210987654321"));
        assert_eq!(
            found.expires_at.unwrap().to_string(),
            "2026-11-24T08:00:00Z"
        );
        let sent = world.sent.lock().unwrap();
        assert_eq!(sent[0].line(), "POST https://sts.eu-west-1.amazonaws.com/");
        assert_eq!(sent[0].header("authorization"), "");
        let body = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A210987654321%3Arole%2Fr\
                    &RoleSessionName=me&WebIdentityToken=a%2Btoken";
        assert_eq!(sent[0].body, body);
    }
    let gone = [by_environment[1], ("AWS_WEB_IDENTITY_TOKEN_FILE", "/gone")];
    let why = World::default().found(&gone, "", nobody).await.unwrap_err();
    assert!(
        why.contains("AWS_WEB_IDENTITY_TOKEN_FILE: /gone can't be read"),
        "{why}"
    );
    let why = World::default()
        .found(&by_environment[..1], "", nobody)
        .await;
    assert!(why.unwrap_err().contains("neither AWS_ROLE_ARN is set"));
}

#[tokio::test(start_paused = true)]
async fn a_role_is_taken_with_the_credentials_of_another_profile() {
    let config = "[default]\nrole_arn=arn:aws:iam::1:role/top\nsource_profile=middle\nexternal_id=e\nduration_seconds=900\n\
                  [profile middle]\nrole_arn=arn:aws:iam::1:role/middle\nsource_profile=base\n\
                  [profile base]\naws_access_key_id=AKIDBASE\naws_secret_access_key=hush\n";
    let world = World::default();
    let answer = |request: &Sent| {
        let key = if request.body.contains("role%2Fmiddle") {
            "AKIDMIDDLE"
        } else {
            "AKIDTOP"
        };
        // The credentials between are used at the real date.
        ok(role_answer("AssumeRole", key).replace("2026-11", "2099-11"))
    };
    let found = world.found(&[], config, answer).await.unwrap();
    assert_eq!(found.access_key_id, "AKIDTOP");
    let sent = world.sent.lock().unwrap();
    let signed = |at: usize| sent[at].header("authorization").to_owned();
    assert!(signed(0).contains("Credential=AKIDBASE/"), "{}", signed(0));
    assert!(
        signed(1).contains("Credential=AKIDMIDDLE/"),
        "{}",
        signed(1)
    );
    assert!(
        sent[1].body.contains("&DurationSeconds=900&ExternalId=e"),
        "{}",
        sent[1].body
    );
    assert!(sent[1].body.contains("&RoleSessionName=shapesmith-"));
    assert_eq!(sent.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_role_that_is_refused_is_told_with_its_place_and_its_source() {
    let config = "[default]\nrole_arn=arn:aws:iam::1:role/r\ncredential_source=Environment\n\
                  [profile other]\nregion=x\n";
    let variables = [
        ("AWS_ACCESS_KEY_ID", "AKIDENV"),
        ("AWS_SECRET_ACCESS_KEY", "hush"),
    ];
    let named = |builder: ClientBuilder<Client>| builder.profile("default");
    let denied = |request: &Sent| {
        assert!(request.header("authorization").contains("AKIDENV"));
        let mut answer = http::Response::new(Bytes::from_static(
            b"<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>",
        ));
        *answer.status_mut() = StatusCode::FORBIDDEN;
        Ok(answer)
    };
    let all = [&variables[..], &[HOME]].concat();
    let files = [(CONFIG, config)];
    let client = World::default()
        .client(&all, &files, denied, named)
        .unwrap();
    let why = client.config.credentials.get(now(), Driver::Async).await;
    let why = why.unwrap_err().to_string();
    for part in [
        "`role_arn` of the profile `default` (/home/me/.aws/config, line 2) by AWS_ACCESS_KEY_ID",
        "AccessDenied",
        "not you",
    ] {
        assert!(why.contains(part), "{why}");
    }
    assert!(!why.contains("hush"), "{why}");
}

/// Files with a mistake, and what is said of it.
fn mistakes() -> Vec<(String, &'static str)> {
    let role = "[default]\nrole_arn=arn\n";
    vec![
        (
            format!("{role}source_profile=gone\n"),
            "names the profile `gone`, which isn't there",
        ),
        (
            format!("{role}source_profile=b\n[profile b]\nrole_arn=x\nsource_profile=default\n"),
            "goes round in a circle: `default`, `b`, `default`",
        ),
        (
            format!("{role}source_profile=default\n"),
            "goes round in a circle",
        ),
        (
            format!("{role}source_profile=b\n[profile b]\nregion=x\n"),
            "`source_profile` of the profile `default` (/home/me/.aws/config, line 3) names the profile `b`, which has no",
        ),
        (
            format!("{role}source_profile=b\ncredential_source=Environment\n[profile b]\n"),
            "has both `source_profile` and `credential_source`",
        ),
        (
            role.to_owned(),
            "needs `source_profile` or `credential_source` beside it",
        ),
        (
            format!("{role}credential_source=Moon\n"),
            "is `Moon`, not `Environment`",
        ),
        (
            format!("{role}credential_source=Environment\n"),
            "AWS_ACCESS_KEY_ID isn't set",
        ),
        (
            format!("{role}source_profile=b\nmfa_serial=gadget\n"),
            "asks for a code of the device gadget",
        ),
        (
            "[default]\naws_access_key_id=a\n".to_owned(),
            "(/home/me/.aws/config, line 2) needs `aws_secret_access_key` beside it",
        ),
        (
            "[default]\naws_access_key_id=a\naws_secret_access_key=hush hush\n".to_owned(),
            "or another character that no credentials have",
        ),
        (
            "[default]\nsso_role_name=r\n".to_owned(),
            "needs `sso_account_id` beside it",
        ),
        (
            "[default]\nsso_role_name=r\nsso_account_id=1\nsso_session=gone\n".to_owned(),
            "there is no section `[sso-session gone]`",
        ),
        (
            "[default]\ncredential_process=\"a\n".to_owned(),
            "leaves a quote open",
        ),
    ]
}

#[tokio::test(start_paused = true)]
async fn what_a_profile_gets_wrong_is_told_with_its_line() {
    for (config, why) in mistakes() {
        let found = World::default().found(&[], &config, nobody).await;
        let text = found.unwrap_err();
        assert!(text.contains(why), "{text}");
        assert!(!text.contains("hush"), "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_profile_that_the_program_names_goes_before_the_environments_keys() {
    let config =
        "[default]\naws_access_key_id=AKIDFILE\naws_secret_access_key=a\naws_session_token=t\n";
    let variables = [
        ("AWS_ACCESS_KEY_ID", "AKIDENV"),
        ("AWS_SECRET_ACCESS_KEY", "b"),
    ];
    let all = [&variables[..], &[HOME]].concat();
    let files = [(CONFIG, config)];
    for (named, key) in [(false, "AKIDENV"), (true, "AKIDFILE")] {
        let change = |builder: ClientBuilder<Client>| {
            if named {
                builder.profile("default")
            } else {
                builder
            }
        };
        let client = World::default()
            .client(&all, &files, nobody, change)
            .unwrap();
        let given = client.config.credentials.get(now(), Driver::Async).await;
        assert_eq!(given.unwrap().access_key_id, key);
    }
}

#[cfg(unix)]
#[tokio::test(start_paused = true)]
async fn a_program_prints_credentials() {
    let printed = KEYS.replace("\"Code\":\"Success\"", "\"Version\":1");
    let printed = printed.replace("\"Token\"", "\"SessionToken\"");
    let file = Written::new("printed", &printed);
    let config = format!(
        "[default]\ncredential_process = sh -c \"cat '{}'\"\n",
        file.path()
    );
    let found = World::default().found(&[], &config, nobody).await.unwrap();
    assert_eq!(found.access_key_id, "AKIDMACHINE");
    assert_eq!(found.session_token.unwrap().reveal(), "quiet");

    for (command, why) in [
        ("sh -c 'echo sorry >&2; exit 3'", "`sh` failed: sorry"),
        ("sh -c 'echo hush'", "no object in JSON"),
        ("echo {}", "no `Version` 1"),
        ("/no/such/program", "`/no/such/program` can't be started"),
    ] {
        let config = format!("[default]\ncredential_process = {command}\n");
        let text = World::default()
            .found(&[], &config, nobody)
            .await
            .unwrap_err();
        let place = "`credential_process` of the profile `default` (/home/me/.aws/config, line 2)";
        assert!(text.contains(why) && text.contains(place), "{text}");
        assert!(!text.contains("hush"), "{text}");
    }
    let words = ["sh", "-c", "sleep 600"].map(str::to_owned).to_vec();
    let slow = super::process::Process {
        limit: Duration::from_millis(20),
        ..super::process::Process::new(words, None)
    };
    let why = slow.find(Driver::Async).await.unwrap_err();
    assert_eq!(why, "`sh` took more than 0.02 seconds");
}

#[cfg(unix)]
#[tokio::test(start_paused = true)]
async fn credentials_that_have_ended_are_told_with_their_source() {
    let printed = r#"{"Version":1,"AccessKeyId":"a","SecretAccessKey":"hush","Expiration":"2026-11-24T06:00:00Z"}"#;
    let file = Written::new("ended", printed);
    let config = format!("[default]\ncredential_process = cat {}\n", file.path());
    let why = World::default()
        .found(&[], &config, nobody)
        .await
        .unwrap_err();
    assert!(
        why.contains("`credential_process` of the profile `default`"),
        "{why}"
    );
    assert!(why.contains("ended at 2026-11-24T06:00:00Z"), "{why}");
}

/// A user's folder with the token of this session.
fn home(session_sha1: &str, expires: &str) -> (String, Vec<Written>) {
    let folder = format!("home-{session_sha1}");
    let token = format!(r#"{{"accessToken":"hush-token","expiresAt":"{expires}"}}"#);
    let name = format!("{folder}/.aws/sso/cache/{session_sha1}.json");
    let file = Written::new(&name, &token);
    let home = file.path().split("/.aws").next().unwrap().to_owned();
    (home, vec![file])
}

/// It takes a token, and no signature.
static TOLD_BY_TOKEN: Service = Service {
    id: "Account Access",
    endpoint_prefix: "account-access",
    signing_name: "account-access",
    auth: &["smithy.api#httpBearerAuth"],
    ..Service::UNKNOWN
};

#[tokio::test(start_paused = true)]
async fn the_token_of_identity_center_says_itself_who_calls() {
    let config = "[default]\nsso_session=s\n[sso-session s]\nsso_region=us-west-2\nsso_start_url=https://x\n";
    // sha1("s")
    let sha1 = "a0f1490a20d0211c997b44bc357e1972deab8ae3";
    let (folder, files) = home(sha1, "2026-11-24T07:30:00Z");
    let path = format!("{folder}/.aws/config");
    let token = |config: &str| {
        let builder = ClientBuilder::<Client>::new(&TOLD_BY_TOKEN, &AwsJson1_1);
        let builder = builder
            .region("eu-west-1")
            .endpoint_url("https://x.example.com");
        let variable = |name: &str| (name == "HOME").then(|| folder.clone());
        let read = |asked: &str| {
            let found = (asked == path).then(|| config.as_bytes().to_vec());
            found.ok_or_else(|| io::ErrorKind::NotFound.into())
        };
        let settings = builder.settings(&variable, &read).unwrap();
        let client = builder.build_of(&settings).unwrap();
        client
            .config
            .identities
            .tokens
            .clone()
            .map(|tokens| tokens.keeper)
    };
    let given = token(config)
        .unwrap()
        .get(now(), Driver::Async)
        .await
        .unwrap();
    let text = given.session_token.as_ref().map(Secret::reveal);
    assert_eq!((text, &*given.access_key_id), (Some("hush-token"), ""));
    let later = Now {
        date: now().date + SignedDuration::from_mins(40),
        ..now()
    };
    let why = token(config).unwrap().get(later, Driver::Async).await;
    let why = why.unwrap_err().to_string();
    assert!(
        why.contains("`sso_session` of the profile `default`"),
        "{why}"
    );
    assert!(
        why.contains("`aws sso login --profile default` gets"),
        "{why}"
    );
    let lost = token("[default]\nsso_session=s\n").unwrap();
    let why = lost
        .get(now(), Driver::Async)
        .await
        .unwrap_err()
        .to_string();
    assert!(why.contains("no section `[sso-session s]`"), "{why}");
    assert!(token("[default]\nregion=x\n").is_none());
    drop(files);
}

#[tokio::test(start_paused = true)]
async fn the_token_of_identity_center_gives_a_role_as_long_as_it_is_good() {
    let config = "[default]\nsso_session=s\nsso_role_name=r\nsso_account_id=123\n\
                  [sso-session s]\nsso_region=us-west-2\nsso_start_url=https://x\n";
    // sha1("s")
    let sha1 = "a0f1490a20d0211c997b44bc357e1972deab8ae3";
    let answer = |_: &Sent| {
        ok(
            r#"{"roleCredentials":{"accessKeyId":"AKIDSSO","secretAccessKey":"a","sessionToken":"b","expiration":1795600000000}}"#,
        )
    };
    let (folder, files) = home(sha1, "2026-11-24T07:30:00UTC");
    let path = format!("{folder}/.aws/config");
    let variables = [("HOME", folder.as_str())];
    let world = World::default();
    let configs = [(path.as_str(), config)];
    let client = world
        .client(&variables, &configs, answer, |builder| builder)
        .unwrap();
    let given = client
        .config
        .credentials
        .get(now(), Driver::Async)
        .await
        .unwrap();
    assert_eq!(given.access_key_id, "AKIDSSO");
    assert_eq!(given.account_id.as_deref(), Some("123"));
    {
        let sent = world.sent.lock().unwrap();
        let line = "GET https://portal.sso.us-west-2.amazonaws.com/federation/credentials?role_name=r&account_id=123";
        assert_eq!(sent[0].line(), line);
        assert_eq!(sent[0].header("x-amz-sso_bearer_token"), "hush-token");
        assert_eq!(sent[0].header("authorization"), "");
    }
    let later = Now {
        date: now().date + SignedDuration::from_mins(40),
        ..now()
    };
    let client = world
        .client(&variables, &configs, nobody, |builder| builder)
        .unwrap();
    let why = client.config.credentials.get(later, Driver::Async).await;
    let why = why.unwrap_err().to_string();
    assert!(
        why.contains("ended at 2026-11-24T07:30:00Z: `aws sso login --profile default` gets"),
        "{why}"
    );
    assert!(!why.contains("hush"), "{why}");
    drop(files);
    let client = world
        .client(&variables, &configs, nobody, |builder| builder)
        .unwrap();
    let why = client.config.credentials.get(now(), Driver::Async).await;
    let why = why.unwrap_err().to_string();
    assert!(
        why.contains("`sso_role_name` of the profile `default`"),
        "{why}"
    );
    assert!(
        why.contains("can't be read") && why.contains("aws sso login"),
        "{why}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_role_is_asked_for_again_shortly_before_it_ends() {
    let config = "[default]\nrole_arn=arn\nsource_profile=b\n[profile b]\naws_access_key_id=a\naws_secret_access_key=b\n";
    let world = World::default();
    let answer = |_: &Sent| ok(role_answer("AssumeRole", "AKIDROLE"));
    let files = [(CONFIG, config)];
    let client = world
        .client(&[HOME], &files, answer, |builder| builder)
        .unwrap();
    let keeper = &client.config.credentials;
    for (minutes, asked) in [(0, 1), (50, 1), (56, 2)] {
        let later = Now {
            at: now().at + Duration::from_secs(60 * minutes),
            date: now().date + SignedDuration::from_mins(minutes.try_into().unwrap()),
        };
        keeper.get(later, Driver::Async).await.unwrap();
        assert_eq!(world.lines().len(), asked, "{minutes}");
    }
}

/// The same without tokio, by the transport of the calls that wait.
#[cfg(feature = "blocking")]
#[test]
fn a_blocking_call_fetches_by_its_own_transport() {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&sent);
    let transport = move |request: http::Request<ByteStream>, limit: Duration| {
        let (head, body) = request.into_parts();
        let body = String::from_utf8(body.bytes().unwrap().to_vec()).unwrap();
        let request = Sent { head, body };
        seen.lock().unwrap().push((request.line(), limit));
        if request.body.contains("AssumeRole") {
            return ok(role_answer("AssumeRole", "AKIDROLE"));
        }
        machine(true)(&request)
    };
    let config = "[default]\nrole_arn=arn\ncredential_source=Ec2InstanceMetadata\n";
    let builder = ClientBuilder::<Client>::new(&SERVICE, &AwsJson1_1).region("a");
    let builder = builder.blocking_transport(transport);
    let variable = |name: &str| (name == "HOME").then(|| "/home/me".to_owned());
    let read = |path: &str| match path {
        CONFIG => Ok(config.as_bytes().to_vec()),
        _ => Err(io::ErrorKind::NotFound.into()),
    };
    let settings = builder.settings(&variable, &read).unwrap();
    let client = builder.build_of(&settings).unwrap();
    let given = std::pin::pin!(client.config.credentials.get(now(), Driver::Blocking));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(given) = std::future::Future::poll(given, &mut context) else {
        panic!("a thread that may wait waits");
    };
    assert_eq!(given.unwrap().access_key_id, "AKIDROLE");
    let sent = sent.lock().unwrap();
    assert_eq!(sent.len(), 4);
    assert!(
        sent[..3]
            .iter()
            .all(|(_, limit)| *limit == Duration::from_secs(1))
    );
    assert_eq!(sent[3].0, "POST https://sts.a.amazonaws.com/");
}
