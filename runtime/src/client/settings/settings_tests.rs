//! Code before environment before profile, for every setting, and what is said of a value that nobody understands.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::io;

use crate::client::builder::ClientBuilder;
use crate::client::{Client, RetryConfig};
use crate::over_http::protocol::AwsJson1_1;
use crate::tables::Service;

static SERVICE: Service = Service {
    id: "Cost Explorer",
    endpoint_prefix: "ce",
    ..Service::UNKNOWN
};

static STORE: Service = Service {
    id: "S3",
    endpoint_prefix: "s3",
    ..Service::UNKNOWN
};

/// What a client would be made of.
fn explained(
    variables: &[(&str, &str)],
    config: &str,
    change: impl FnOnce(ClientBuilder<Client>) -> ClientBuilder<Client>,
) -> Result<String, String> {
    explained_of(&SERVICE, variables, config, change)
}

fn explained_of(
    service: &'static Service,
    variables: &[(&str, &str)],
    config: &str,
    change: impl FnOnce(ClientBuilder<Client>) -> ClientBuilder<Client>,
) -> Result<String, String> {
    let variable = |name: &str| {
        let mut all = variables.iter().chain(&[("HOME", "/me")]);
        let found = all.find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    let read = |path: &str| match path {
        "/me/.aws/config" => Ok(config.as_bytes().to_vec()),
        _ => Err(io::ErrorKind::NotFound.into()),
    };
    let builder = change(ClientBuilder::new(service, &AwsJson1_1));
    let settings = builder.settings(&variable, &read);
    let explained = settings.and_then(|settings| builder.explained(&settings));
    explained
        .map(|explained| explained.to_string())
        .map_err(|error| error.to_string())
}

fn as_it_is(builder: ClientBuilder<Client>) -> ClientBuilder<Client> {
    builder
}

/// A setting: its variable, its key, a value for each, and how these are shown.
type Row = (
    &'static str,
    &'static str,
    [&'static str; 2],
    [&'static str; 3],
);

const ROWS: [Row; 22] = [
    (
        "AWS_STS_REGIONAL_ENDPOINTS",
        "sts_regional_endpoints",
        ["legacy", "regional"],
        ["STS's own endpoints", "false", "true"],
    ),
    (
        "AWS_ENDPOINT_DISCOVERY_ENABLED",
        "endpoint_discovery_enabled",
        ["true", "auto"],
        ["endpoint discovery", "On", "Auto"],
    ),
    ("AWS_REGION", "region", ["a", "b"], ["region", "a", "b"]),
    (
        "AWS_DEFAULT_REGION",
        "region",
        ["a", "b"],
        ["region", "a", "b"],
    ),
    (
        "AWS_ENDPOINT_URL",
        "endpoint_url",
        ["http://a", "http://b"],
        ["endpoint", "http://a", "http://b"],
    ),
    (
        "AWS_USE_FIPS_ENDPOINT",
        "use_fips_endpoint",
        ["true", "false"],
        ["FIPS endpoint", "true", "false"],
    ),
    (
        "AWS_USE_DUALSTACK_ENDPOINT",
        "use_dualstack_endpoint",
        ["False", "true"],
        ["dual-stack endpoint", "false", "true"],
    ),
    (
        "AWS_DISABLE_HOST_PREFIX_INJECTION",
        "disable_host_prefix_injection",
        ["true", "false"],
        ["host prefix off", "true", "false"],
    ),
    (
        "AWS_ACCOUNT_ID",
        "aws_account_id",
        ["1", "2"],
        ["account", "1", "2"],
    ),
    (
        "AWS_ACCOUNT_ID_ENDPOINT_MODE",
        "account_id_endpoint_mode",
        ["required", "disabled"],
        ["account's endpoint", "Required", "Disabled"],
    ),
    (
        "AWS_RETRY_MODE",
        "retry_mode",
        ["adaptive", "legacy"],
        ["retries", "Adaptive", "Standard"],
    ),
    (
        "AWS_MAX_ATTEMPTS",
        "max_attempts",
        ["5", "6"],
        ["most attempts", "5", "6"],
    ),
    (
        "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES",
        "request_min_compression_size_bytes",
        ["1", "2"],
        ["compressed from", "1", "2"],
    ),
    (
        "AWS_DISABLE_REQUEST_COMPRESSION",
        "disable_request_compression",
        ["true", "false"],
        ["compression off", "true", "false"],
    ),
    (
        "AWS_REQUEST_CHECKSUM_CALCULATION",
        "request_checksum_calculation",
        ["when_required", "when_supported"],
        ["checksums", "WhenRequired", "WhenSupported"],
    ),
    (
        "AWS_RESPONSE_CHECKSUM_VALIDATION",
        "response_checksum_validation",
        ["when_required", "when_supported"],
        ["checksums of responses", "WhenRequired", "WhenSupported"],
    ),
    (
        "AWS_AUTH_SCHEME_PREFERENCE",
        "auth_scheme_preference",
        ["sigv4a, sigv4", "noAuth"],
        ["preferred signers", "sigv4a, sigv4", "noAuth"],
    ),
    (
        "AWS_SIGV4A_SIGNING_REGION_SET",
        "sigv4a_signing_region_set",
        ["a,b", "*"],
        ["regions of a signature", "a, b", "*"],
    ),
    (
        "AWS_SDK_UA_APP_ID",
        "sdk_ua_app_id",
        ["a", "b"],
        ["application", "a", "b"],
    ),
    (
        "AWS_S3_USE_ARN_REGION",
        "s3_use_arn_region",
        ["true", "false"],
        ["S3's region of an ARN", "true", "false"],
    ),
    (
        "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT",
        "s3_us_east_1_regional_endpoint",
        ["legacy", "regional"],
        ["S3's own endpoint in us-east-1", "false", "true"],
    ),
    (
        "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH",
        "s3_disable_express_session_auth",
        ["true", "false"],
        ["S3's express sessions off", "true", "false"],
    ),
];

#[test]
fn the_environment_goes_before_the_profile_and_both_are_told() {
    for (variable, key, [one, other], [name, first, second]) in ROWS {
        let region = if key == "region" { "" } else { "region=x\n" };
        let config = format!("[default]\n{region}{key}={other}\n");
        let line = config.lines().count();
        let told = explained(&[], &config, as_it_is).unwrap();
        let row = format!(
            "{name}: {second} (`{key}` of the profile `default` (/me/.aws/config, line {line}))"
        );
        assert!(told.lines().any(|line| line == row), "{row}\n{told}");
        let told = explained(&[(variable, one)], &config, as_it_is).unwrap();
        let row = format!("{name}: {first} ({variable})");
        assert!(told.lines().any(|line| line == row), "{row}\n{told}");
    }
}

#[test]
fn what_nobody_understands_is_told_with_its_place_wherever_it_stands() {
    let switches_and_words = ROWS.iter().filter(|(_, key, ..)| {
        !matches!(
            *key,
            "region"
                | "endpoint_url"
                | "aws_account_id"
                | "auth_scheme_preference"
                | "sigv4a_signing_region_set"
                | "sdk_ua_app_id"
        )
    });
    for (variable, key, ..) in switches_and_words {
        let why = explained(&[("AWS_REGION", "x"), (variable, "odd")], "", as_it_is);
        let why = why.unwrap_err();
        assert!(
            why.starts_with(&format!("{variable} is `odd`, not ")),
            "{why}"
        );
        let config = format!("[default]\nregion=x\n{key}=odd\n");
        let why = explained(&[], &config, as_it_is).unwrap_err();
        let place =
            format!("`{key}` of the profile `default` (/me/.aws/config, line 3) is `odd`, not ");
        assert!(why.starts_with(&place), "{why}");
    }
    let config = "[default]\nregion=a b\n";
    let why = explained(&[], config, as_it_is).unwrap_err();
    let place = "`region` of the profile `default` (/me/.aws/config, line 2): `a b` is no region";
    assert!(why.starts_with(place), "{why}");
    let config = "[default]\nendpoint_url=me:hush@x\n";
    let why = explained(&[], config, as_it_is).unwrap_err();
    assert!(
        why.starts_with("`endpoint_url` of the profile `default` ("),
        "{why}"
    );
    assert!(!why.contains("hush"), "{why}");
}

#[test]
fn the_block_of_s3_is_read() {
    let config = "[default]\nregion=x\ns3 =\n  addressing_style = path\n  use_accelerate_endpoint = true\n  \
                  use_dualstack_endpoint = true\n  payload_signing_enabled = false\n  use_arn_region = false\n  \
                  us_east_1_regional_endpoint = legacy\n  s3_disable_multiregion_access_points = true\n";
    let told = explained(&[], config, as_it_is).unwrap();
    for row in [
        "S3's addressing style: Path (`addressing_style` of `s3` of the profile `default` (/me/.aws/config, line 4))",
        "S3's acceleration: true (",
        "S3's dual-stack endpoint: true (",
        "S3's signed payloads: false (",
        "S3's region of an ARN: false (",
        "S3's own endpoint in us-east-1: false (",
        "S3's multi-region access points off: true (",
    ] {
        assert!(told.contains(row), "{row}\n{told}");
    }
    let wrong = "[default]\nregion=x\ns3 =\n  addressing_style = odd\n";
    let why = explained(&[], wrong, as_it_is).unwrap_err();
    assert!(
        why.contains("line 4) is `odd`, not `auto`, `virtual` or `path`"),
        "{why}"
    );
}

#[test]
fn the_program_goes_before_everything_and_is_told_as_such() {
    let variables = [
        ("AWS_REGION", "a"),
        ("AWS_ENDPOINT_URL_COST_EXPLORER", "http://b"),
    ];
    let told = explained(&variables, "", |builder| {
        let builder = builder.region("c").endpoint_url("http://d");
        builder.retry(RetryConfig::disabled()).anonymous()
    });
    let told = told.unwrap();
    for row in [
        "region: c (the builder's `region`)",
        "endpoint: http://d (the builder's `endpoint_url`)",
        "requests go to: http://d/",
        "credentials: none, as requests aren't signed",
    ] {
        assert!(told.lines().any(|line| line == row), "{row}\n{told}");
    }
    let told = explained(&variables, "", |builder| {
        builder.ignore_configured_endpoint_urls(true)
    });
    let row = "requests go to: https://ce.a.amazonaws.com/";
    assert!(told.unwrap().contains(row));
}

#[test]
fn the_source_of_credentials_is_told_and_nothing_of_them() {
    let keys = "aws_access_key_id=a\naws_secret_access_key=hush\n";
    let region = ("AWS_REGION", "a");
    for (variables, config, source) in [
        (
            &[
                region,
                ("AWS_ACCESS_KEY_ID", "a"),
                ("AWS_SECRET_ACCESS_KEY", "hush"),
            ][..],
            String::new(),
            "credentials: AWS_ACCESS_KEY_ID",
        ),
        (
            &[region],
            format!("[default]\n{keys}"),
            "credentials: `aws_access_key_id` of the profile `default` (/me/.aws/config, line 2)",
        ),
        (
            &[region],
            format!("[default]\nrole_arn=r\nsource_profile=b\n[profile b]\n{keys}"),
            "credentials: `role_arn` of the profile `default` (/me/.aws/config, line 2) by `aws_access_key_id` of the profile \
             `b` (/me/.aws/config, line 5)",
        ),
        (
            &[region],
            String::new(),
            "credentials: the machine's metadata service",
        ),
        (
            &[
                region,
                ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost/"),
            ],
            String::new(),
            "credentials: the container's credentials (AWS_CONTAINER_CREDENTIALS_FULL_URI)",
        ),
    ] {
        let told = explained(variables, &config, as_it_is).unwrap();
        assert!(told.lines().any(|line| line == source), "{source}\n{told}");
        assert!(!told.contains("hush"), "{told}");
    }
}

#[test]
fn where_no_region_is_said_the_profile_is_named() {
    let why = explained(&[], "[default]\n", as_it_is).unwrap_err();
    let both = "neither AWS_REGION nor AWS_DEFAULT_REGION is set, and the profile `default` has no `region`";
    assert!(why.ends_with(both), "{why}");
}

/// What people get wrong most, each with the setting and where it stands; refused calls have theirs in the tests of proxies and
/// providers.
#[test]
fn a_mistake_is_told_with_its_setting_and_its_place() {
    let place = "`region` of the profile `default` (/me/.aws/config, line 2)";
    for (variables, config, parts) in [
        (
            &[("AWS_REGION", "eu west")][..],
            "",
            &["AWS_REGION: `eu west` is no region"][..],
        ),
        (&[], "[default]\nregion=eu_west\n", &[place, "is no region"]),
        // The rules' own text, and what led there.
        (
            &[("AWS_USE_FIPS_ENDPOINT", "true"), ("AWS_REGION", "x")],
            "[default]\nendpoint_url=http://a\nuse_dualstack_endpoint=perhaps\n",
            &[
                "`use_dualstack_endpoint` of the profile `default` (/me/.aws/config, line 3) is `perhaps`",
            ],
        ),
        (
            &[("AWS_REGION", "x")],
            "[default\n",
            &["/me/.aws/config", "line 1"],
        ),
        (
            &[("AWS_REGION", "x"), ("AWS_PROFILE", "other")],
            "[default]\n",
            &["`other`", "AWS_PROFILE"],
        ),
    ] {
        let why = explained(variables, config, as_it_is).unwrap_err();
        for part in parts {
            assert!(why.contains(part), "{part}\n{why}");
        }
    }
    let both = |builder: ClientBuilder<Client>| builder.endpoint_url("http://a").use_fips(true);
    let why = explained(&[("AWS_REGION", "x")], "", both).unwrap_err();
    for part in [
        "the region is `x`, from AWS_REGION",
        "FIPS is on",
        "the endpoint is from the builder's `endpoint_url`",
    ] {
        assert!(why.contains(part), "{part}\n{why}");
    }
}

#[test]
fn the_switch_that_s3_has_for_dual_stack_is_on_for_s3_alone() {
    let config = "[default]\nregion = x\ns3 =\n  use_dualstack_endpoint = true\n";
    let of = |service, variables: &[_], change: fn(_) -> _| {
        let told = explained_of(service, variables, config, change).unwrap();
        told.contains(".dualstack.") || told.contains(".api.aws")
    };
    assert!(of(&STORE, &[], as_it_is));
    let off = &[("AWS_USE_DUALSTACK_ENDPOINT", "false")];
    assert!(of(&STORE, off, as_it_is));
    assert!(!of(&SERVICE, &[], as_it_is));
    // Neither does it go before the program, nor to an endpoint of one's own.
    assert!(!of(&STORE, &[], |builder| builder.use_dual_stack(false)));
    assert!(!of(&STORE, &[], |builder| builder.endpoint_url("http://a")));
}
