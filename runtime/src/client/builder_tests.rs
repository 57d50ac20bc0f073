//! What a client is made of, from a made-up environment.

use super::*;
use crate::client::retry::Usual;
use crate::over_http::protocol::AwsJson1_1;
use crate::tables::{BuiltIn, Parameter, Properties, RuleSet, RuleStep, Term};

static SERVICE: Service = Service {
    id: "Cost Explorer",
    endpoint_prefix: "ce",
    ..Service::UNKNOWN
};

fn build(
    variables: &[(&str, &str)],
    change: impl FnOnce(ClientBuilder<Client>) -> ClientBuilder<Client>,
) -> Result<Client, ConfigError> {
    change(ClientBuilder::new(&SERVICE, &AwsJson1_1)).build_with(&|name| {
        let found = variables.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    })
}

#[test]
fn the_program_goes_before_the_environment() {
    let variables = [("AWS_REGION", "eu-west-1"), ("AWS_MAX_ATTEMPTS", "7")];
    let client = build(&variables, |builder| builder.region("us-west-2")).unwrap();
    assert_eq!(client.config.region, "us-west-2");
    assert_eq!(
        client.config.endpoints.settled().host(),
        Some("ce.us-west-2.amazonaws.com")
    );
    assert_eq!(client.config.retry.attempts(Usual::of(&[])), 7);
}

#[test]
fn the_services_endpoint_goes_before_that_of_all() {
    let variables = [
        ("AWS_ENDPOINT_URL_COST_EXPLORER", "http://127.0.0.1:1"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:2"),
    ];
    let client = build(&variables, |builder| builder).unwrap();
    assert_eq!(client.config.endpoints.settled().port_u16(), Some(1));
}

#[test]
fn china_has_its_own_suffix() {
    let client = build(&[], |builder| builder.region("cn-north-1")).unwrap();
    assert_eq!(
        client.config.endpoints.settled().host(),
        Some("ce.cn-north-1.amazonaws.com.cn")
    );
}

/// What is said of a profile without files.
const NO_PROFILE: &str = if cfg!(feature = "profile") {
    "AWS_PROFILE names the profile `work`: there are no files"
} else {
    "AWS_PROFILE is set, which"
};

#[test]
fn what_cannot_be_used_is_named() {
    let cases: [(&[(&str, &str)], &str); 8] = [
        (&[], "neither AWS_REGION nor AWS_DEFAULT_REGION is set"),
        (&[("AWS_PROFILE", "work")], NO_PROFILE),
        (
            &[("AWS_REGION", "eu.example/")],
            "AWS_REGION: `eu.example/` is no region",
        ),
        (
            &[("AWS_DEFAULT_REGION", "a b")],
            "AWS_DEFAULT_REGION: `a b` is no region",
        ),
        (
            &[("AWS_ENDPOINT_URL", "127.0.0.1")],
            "AWS_ENDPOINT_URL: `127.0.0.1`",
        ),
        (
            &[
                ("AWS_REGION", "x"),
                ("AWS_DISABLE_REQUEST_COMPRESSION", "yes"),
            ],
            "AWS_DISABLE_REQUEST_COMPRESSION is `yes`",
        ),
        (
            &[("AWS_REGION", "x"), ("AWS_RETRY_MODE", "wild")],
            "AWS_RETRY_MODE",
        ),
        (
            &[("AWS_REGION", "x"), ("AWS_MAX_ATTEMPTS", "0")],
            "AWS_MAX_ATTEMPTS",
        ),
    ];
    for (variables, named) in cases {
        let error = build(variables, |builder| builder).unwrap_err();
        assert!(error.to_string().contains(named), "{error}");
    }
}

#[test]
fn a_setting_that_no_rule_of_the_service_reads_stops_nobody() {
    static RULES: RuleSet = RuleSet {
        parameters: &[Parameter::new("UseArnRegion").of(BuiltIn::UseArnRegion)],
        texts: &["https://example.com"],
        parts: &[],
        terms: &[Term::Text(0)],
        properties: &[Properties::NONE],
        steps: &[RuleStep::endpoint(0, 0)],
    };
    static READS: Service = Service {
        endpoint_prefix: "s3",
        rules: &RULES,
        ..Service::UNKNOWN
    };
    let variables = [("AWS_REGION", "x"), ("AWS_S3_USE_ARN_REGION", "odd")];
    build(&variables, |builder| builder).unwrap();
    let error = build(&variables, |_| ClientBuilder::new(&READS, &AwsJson1_1)).unwrap_err();
    let why = "AWS_S3_USE_ARN_REGION is `odd`, not `true` or `false`";
    assert!(error.to_string().contains(why), "{error}");
}

#[test]
fn what_the_program_gives_is_named_as_such() {
    let error = build(&[], |builder| builder.region("a b")).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("the builder's `region`: `a b` is no region"),
        "{error}"
    );
    let error = build(&[], |builder| builder.endpoint_url("a b")).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("the builder's `endpoint_url`: `a b`"),
        "{error}"
    );
    assert_eq!(format!("{error:?}"), error.to_string());
}

/// What a call with this environment says when it has to be signed.
fn credentials(variables: &[(&str, &str)]) -> String {
    let client = build(variables, |builder| builder.region("a")).unwrap();
    let source = client.config.credentials.source();
    let why = source.strip_prefix("none: ");
    why.unwrap_or_default().to_owned()
}

#[test]
fn credentials_that_cannot_be_used_are_told_when_a_call_has_to_be_signed() {
    let half = credentials(&[("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")]);
    assert!(
        half.contains("AWS_SECRET_ACCESS_KEY is missing or empty"),
        "{half}"
    );
    // With profiles the machine itself is asked at last.
    #[cfg(not(feature = "profile"))]
    {
        let profile = credentials(&[("AWS_PROFILE", "work")]);
        assert!(
            profile.contains("AWS_PROFILE is set, which this program doesn't read"),
            "{profile}"
        );
        let none = credentials(&[]);
        assert!(none.contains("give `credentials` to the builder"), "{none}");
    }
    let whole = [
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "hush"),
    ];
    assert_eq!(credentials(&whole), "");
}

#[test]
fn what_is_done_to_bodies_comes_from_the_environment_unless_the_program_says_it() {
    let variables = [
        ("AWS_REGION", "eu-west-1"),
        ("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "5"),
        ("AWS_REQUEST_CHECKSUM_CALCULATION", "WHEN_REQUIRED"),
        ("AWS_DISABLE_HOST_PREFIX_INJECTION", "true"),
    ];
    let client = build(&variables, |builder| builder).unwrap();
    assert_eq!(client.config.bodies.compressed_from, 5);
    assert_eq!(client.config.bodies.checksums, Checksums::WhenRequired);
    assert!(!client.config.host_prefix);
    let change = |builder: ClientBuilder<Client>| builder.compress_from(7).host_prefix(true);
    let client = build(&variables, change).unwrap();
    assert_eq!(client.config.bodies.compressed_from, 7);
    assert!(client.config.host_prefix);
    let wrong = [
        ("AWS_REGION", "a"),
        ("AWS_REQUEST_CHECKSUM_CALCULATION", "never"),
    ];
    let error = build(&wrong, |builder| builder).unwrap_err();
    assert!(error.to_string().contains("`never`"), "{error}");
}

#[test]
fn the_environment_may_be_written_in_any_case() {
    let variables = [
        ("AWS_REGION", "eu-west-1"),
        ("AWS_RETRY_MODE", " Adaptive"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
        ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "True"),
        ("AWS_DISABLE_REQUEST_COMPRESSION", "TRUE"),
    ];
    let client = build(&variables, |builder| builder).unwrap();
    let adaptive = RetryConfig::adaptive();
    assert_eq!(client.config.retry, adaptive);
    assert_eq!(client.config.endpoints.settled().port_u16(), None);
    assert_eq!(client.config.bodies.compressed_from, usize::MAX);
}

#[test]
fn checksums_of_requests_and_of_responses_are_set_apart() {
    let variables = [
        ("AWS_REGION", "eu-west-1"),
        ("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required"),
    ];
    let bodies = build(&variables, |builder| builder).unwrap().config.bodies;
    assert_eq!(bodies.checksums, Checksums::WhenRequired);
    assert_eq!(bodies.response_checksums, Checksums::WhenSupported);
    let change =
        |builder: ClientBuilder<Client>| builder.response_checksums(Checksums::WhenRequired);
    let bodies = build(&variables[..1], change).unwrap().config.bodies;
    assert_eq!(bodies.checksums, Checksums::WhenSupported);
    assert_eq!(bodies.response_checksums, Checksums::WhenRequired);
}

#[test]
fn no_region_and_no_endpoint_takes_a_request_elsewhere() {
    for region in ["us-east-1.attacker.example/x?", "attacker.example", "a@b"] {
        let from_program = build(&[], |builder| builder.region(region));
        let from_environment = build(&[("AWS_REGION", region)], |builder| builder);
        for built in [from_program, from_environment] {
            let error = built.err().unwrap().to_string();
            assert!(error.contains("is no region"), "{error}");
        }
    }
    let url = "https://us-east-1@attacker.example";
    let error = build(&[], |builder| builder.region("a").endpoint_url(url));
    let error = error.err().unwrap().to_string();
    assert!(error.contains("nothing stands before the host"), "{error}");
}

/// Where the client of a service goes, or why it goes nowhere.
fn host(
    service: &'static Service,
    variables: &[(&str, &str)],
    change: impl FnOnce(ClientBuilder<Client>) -> ClientBuilder<Client>,
) -> Result<String, String> {
    let builder = change(ClientBuilder::<Client>::new(service, &AwsJson1_1));
    let built = builder.build_with(&|name| {
        let found = variables.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    });
    let url = built.map(|client| client.config.endpoints.settled());
    url.map(|url| url.host().unwrap_or_default().to_owned())
        .map_err(|error| error.to_string())
}

#[test]
fn fips_and_dual_stack_are_said_by_program_environment_or_region() {
    let of = |variables: &[(&str, &str)], region: &str| {
        host(&SERVICE, variables, |builder| builder.region(region))
    };
    let fips = Ok("ce-fips.us-east-1.amazonaws.com".to_owned());
    assert_eq!(of(&[("AWS_USE_FIPS_ENDPOINT", "true")], "us-east-1"), fips);
    assert_eq!(of(&[], "fips-us-east-1"), fips);
    assert_eq!(of(&[], "us-east-1-fips"), fips);
    let dual = Ok("ce.eu-west-1.api.aws".to_owned());
    assert_eq!(
        of(&[("AWS_USE_DUALSTACK_ENDPOINT", "True")], "eu-west-1"),
        dual
    );
    let both = host(&SERVICE, &[("AWS_REGION", "us-gov-west-1")], |builder| {
        builder.use_fips(true).use_dual_stack(true)
    });
    assert_eq!(both, Ok("ce-fips.us-gov-west-1.api.aws".to_owned()));
    let off = host(
        &SERVICE,
        &[
            ("AWS_REGION", "us-east-1"),
            ("AWS_USE_FIPS_ENDPOINT", "true"),
        ],
        |builder| builder.use_fips(false),
    );
    assert_eq!(off, Ok("ce.us-east-1.amazonaws.com".to_owned()));
    let error = of(&[("AWS_USE_FIPS_ENDPOINT", "yes")], "us-east-1").unwrap_err();
    assert!(error.contains("AWS_USE_FIPS_ENDPOINT is `yes`"), "{error}");
}

#[test]
fn every_partition_has_its_own_suffix() {
    for (region, suffix) in [
        ("us-iso-east-1", "c2s.ic.gov"),
        ("us-isob-east-1", "sc2s.sgov.gov"),
        ("eusc-de-east-1", "amazonaws.eu"),
        ("us-gov-east-1", "amazonaws.com"),
        ("eu-somewhere-9", "amazonaws.com"),
    ] {
        let found = host(&SERVICE, &[], |builder| builder.region(region));
        assert_eq!(found, Ok(format!("ce.{region}.{suffix}")));
    }
}

#[test]
fn an_endpoint_of_the_programs_goes_through_the_rules_too() {
    let own = |builder: ClientBuilder<Client>| {
        builder
            .region("us-east-1")
            .endpoint_url("http://my_host:80/base")
    };
    assert_eq!(host(&SERVICE, &[], own), Ok("my_host".to_owned()));
    // What the environment says of all services isn't meant for this one.
    let of_all = [("AWS_USE_FIPS_ENDPOINT", "true")];
    assert_eq!(host(&SERVICE, &of_all, own), Ok("my_host".to_owned()));
    let by_region = host(&SERVICE, &[], |builder| {
        own(builder).region("fips-us-east-1")
    });
    assert_eq!(by_region, Ok("my_host".to_owned()));
    let error = host(&SERVICE, &[], |builder| own(builder).use_fips(true)).unwrap_err();
    for part in [
        "Cost Explorer has no endpoint here",
        "FIPS and custom endpoint are not supported",
        "the region is `us-east-1`, from the builder's `region`; FIPS is on; the endpoint is from",
    ] {
        assert!(error.contains(part), "{error}");
    }
}

/// One host for all regions but those of China.
static GLOBAL: Service = Service {
    id: "Global",
    endpoint_prefix: "global",
    rules: &RuleSet {
        parameters: &[
            Parameter::new("Region").of(BuiltIn::Region),
            Parameter::new("Wanted").required(),
        ],
        texts: &["https://global.example.com"],
        parts: &[],
        terms: &[Term::Parameter(0), Term::Parameter(1), Term::Text(0)],
        properties: &[Properties::NONE],
        steps: &[RuleStep::unless(1, 2), RuleStep::endpoint(2, 0)],
    },
    ..Service::UNKNOWN
};

#[test]
fn a_parameter_that_is_missing_or_leads_nowhere_is_told() {
    let told = |value: Option<bool>| {
        host(&GLOBAL, &[], |builder| {
            let builder = builder.region("eu-west-1");
            match value {
                Some(value) => builder.endpoint_parameter("Wanted", value),
                None => builder,
            }
        })
    };
    assert_eq!(told(Some(true)), Ok("global.example.com".to_owned()));
    let missing = told(None).unwrap_err();
    assert!(
        missing.contains("its rules need `Wanted`, which nothing gives"),
        "{missing}"
    );
    let nowhere = told(Some(false)).unwrap_err();
    assert!(
        nowhere.contains("no rule of the service's endpoints fits"),
        "{nowhere}"
    );
}

#[cfg(feature = "hyper")]
#[test]
fn a_proxy_that_is_none_is_told_unless_the_program_sends_by_itself() {
    let variables = [("AWS_REGION", "a"), ("HTTPS_PROXY", "socks5://me:hush@x")];
    let why = build(&variables, |builder| builder).unwrap_err();
    let why = why.to_string();
    assert!(why.starts_with("HTTPS_PROXY: `socks5://"), "{why}");
    assert!(!why.contains("hush"), "{why}");
    let none = crate::transport::Proxy::none();
    assert!(build(&variables, |builder| builder.proxy(none)).is_ok());
    let own = build(&variables, |builder| {
        builder.transport(|_| async {
            let response = http::Response::new(bytes::Bytes::new());
            Ok::<_, crate::error::TransportError>(response)
        })
    });
    assert!(own.is_ok());
}
