//! The settings that AWS's tools share: their variables and their keys in a profile, in one table.

/// A setting, and where it may be set beside the program.
#[derive(Debug)]
pub(crate) struct Setting {
    /// What it is called in a sentence.
    pub(crate) name: &'static str,
    /// Its environment variables; the first that is set counts.
    pub(crate) variables: &'static [&'static str],
    /// Its keys in a profile; the first that is there counts.
    #[cfg_attr(
        not(feature = "profile"),
        allow(dead_code, reason = "no profile is read then")
    )]
    pub(crate) keys: &'static [Key],
}

/// A key of a profile.
#[derive(Debug)]
#[cfg_attr(
    not(feature = "profile"),
    allow(dead_code, reason = "no profile is read then")
)]
pub(crate) enum Key {
    /// Of the profile itself.
    Plain(&'static str),
    /// Of the block below another key, as those of S3.
    Within(&'static str, &'static str),
}

use Key::{Plain, Within};

const fn setting(
    name: &'static str,
    variables: &'static [&'static str],
    keys: &'static [Key],
) -> Setting {
    Setting {
        name,
        variables,
        keys,
    }
}

macro_rules! settings {
    ($($constant:ident: $name:literal $variables:expr, $keys:expr;)*) => {$(
        pub(crate) const $constant: Setting = setting($name, &$variables, &$keys);
    )*};
}

settings! {
    REGION: "region" ["AWS_REGION", "AWS_DEFAULT_REGION"], [Plain("region")];
    FIPS: "FIPS endpoint" ["AWS_USE_FIPS_ENDPOINT"], [Plain("use_fips_endpoint")];
    DUAL_STACK: "dual-stack endpoint" ["AWS_USE_DUALSTACK_ENDPOINT"], [Plain("use_dualstack_endpoint")];
    IGNORE_ENDPOINT_URLS: "configured endpoints ignored" ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"],
        [Plain("ignore_configured_endpoint_urls")];
    ENDPOINT_URL: "endpoint" ["AWS_ENDPOINT_URL"], [Plain("endpoint_url")];
    HOST_PREFIX_OFF: "host prefix off" ["AWS_DISABLE_HOST_PREFIX_INJECTION"],
        [Plain("disable_host_prefix_injection")];
    ACCOUNT_ID: "account" ["AWS_ACCOUNT_ID"], [Plain("aws_account_id")];
    ACCOUNT_ID_MODE: "account's endpoint" ["AWS_ACCOUNT_ID_ENDPOINT_MODE"], [Plain("account_id_endpoint_mode")];
    MAX_ATTEMPTS: "most attempts" ["AWS_MAX_ATTEMPTS"], [Plain("max_attempts")];
    RETRY_MODE: "retries" ["AWS_RETRY_MODE"], [Plain("retry_mode")];
    COMPRESSED_FROM: "compressed from" ["AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"],
        [Plain("request_min_compression_size_bytes")];
    COMPRESSION_OFF: "compression off" ["AWS_DISABLE_REQUEST_COMPRESSION"], [Plain("disable_request_compression")];
    CHECKSUMS: "checksums" ["AWS_REQUEST_CHECKSUM_CALCULATION"], [Plain("request_checksum_calculation")];
    RESPONSE_CHECKSUMS: "checksums of responses" ["AWS_RESPONSE_CHECKSUM_VALIDATION"],
        [Plain("response_checksum_validation")];
    AUTH_SCHEMES: "preferred signers" ["AWS_AUTH_SCHEME_PREFERENCE"], [Plain("auth_scheme_preference")];
    REGION_SET: "regions of a signature" ["AWS_SIGV4A_SIGNING_REGION_SET"], [Plain("sigv4a_signing_region_set")];
    STS_ENDPOINTS: "STS's own endpoints" ["AWS_STS_REGIONAL_ENDPOINTS"], [Plain("sts_regional_endpoints")];
    ENDPOINT_DISCOVERY: "endpoint discovery" ["AWS_ENDPOINT_DISCOVERY_ENABLED"], [Plain("endpoint_discovery_enabled")];
    APP_NAME: "application" ["AWS_SDK_UA_APP_ID"], [Plain("sdk_ua_app_id")];
    S3_ADDRESSING_STYLE: "S3's addressing style" [], [Within("s3", "addressing_style")];
    S3_ACCELERATE: "S3's acceleration" [], [Within("s3", "use_accelerate_endpoint")];
    S3_DUAL_STACK: "S3's dual-stack endpoint" [], [Within("s3", "use_dualstack_endpoint")];
    S3_PAYLOAD_SIGNING: "S3's signed payloads" [], [Within("s3", "payload_signing_enabled")];
    S3_ARN_REGION: "S3's region of an ARN" ["AWS_S3_USE_ARN_REGION"],
        [Plain("s3_use_arn_region"), Within("s3", "use_arn_region")];
    S3_US_EAST_1: "S3's own endpoint in us-east-1" ["AWS_S3_US_EAST_1_REGIONAL_ENDPOINT"],
        [Plain("s3_us_east_1_regional_endpoint"), Within("s3", "us_east_1_regional_endpoint")];
    S3_NO_MULTI_REGION: "S3's multi-region access points off" ["AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS"],
        [Within("s3", "s3_disable_multiregion_access_points"), Plain("s3_disable_multiregion_access_points")];
    S3_NO_EXPRESS_SESSIONS: "S3's express sessions off" ["AWS_S3_DISABLE_EXPRESS_SESSION_AUTH"],
        [Plain("s3_disable_express_session_auth")];
}

/// What the providers of credentials are told.
#[cfg(feature = "profile")]
pub(crate) mod of_providers {
    use super::Key::Plain;
    use super::{Setting, setting};

    settings! {
        METADATA_TIMEOUT: "time limit of the metadata service" ["AWS_METADATA_SERVICE_TIMEOUT"],
            [Plain("metadata_service_timeout")];
        METADATA_ATTEMPTS: "attempts at the metadata service" ["AWS_METADATA_SERVICE_NUM_ATTEMPTS"],
            [Plain("metadata_service_num_attempts")];
        METADATA_ENDPOINT: "metadata service's endpoint" ["AWS_EC2_METADATA_SERVICE_ENDPOINT"],
            [Plain("ec2_metadata_service_endpoint")];
        METADATA_ENDPOINT_MODE: "metadata service's endpoint mode" ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"],
            [Plain("ec2_metadata_service_endpoint_mode")];
        METADATA_IPV6: "metadata service by IPv6" ["AWS_IMDS_USE_IPV6"], [Plain("imds_use_ipv6")];
        METADATA_V1_OFF: "metadata service's first version off" ["AWS_EC2_METADATA_V1_DISABLED"],
            [Plain("ec2_metadata_v1_disabled")];
        METADATA_OFF: "metadata service off" ["AWS_EC2_METADATA_DISABLED"], [];
        WEB_IDENTITY_FILE: "file of the web identity's token" ["AWS_WEB_IDENTITY_TOKEN_FILE"],
            [Plain("web_identity_token_file")];
        ROLE: "role" ["AWS_ROLE_ARN"], [Plain("role_arn")];
        ROLE_SESSION: "session of the role" ["AWS_ROLE_SESSION_NAME"], [Plain("role_session_name")];
    }
}
