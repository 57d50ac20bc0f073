//! The tables of what is called for credentials: STS, which gives roles, and the portal of IAM Identity Center. Written by
//! hand, as far as it is used.

use jiff::Timestamp;

use crate::__private::v1::{Described, Known, Member, Modelled, Schema, Trait, wire};
use crate::error::{CredentialsError, DecodeError, EncodeError, ServiceError, TransportError};
use crate::tables::{Operation, OperationTrait, Service};

pub(super) static STS: Service = Service {
    id: "STS",
    api_version: "2011-06-15",
    endpoint_prefix: "sts",
    signing_name: "sts",
    auth: &["aws.auth#sigv4"],
    xml_namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    ..Service::UNKNOWN
};

pub(super) static ASSUME_ROLE: Operation = Operation {
    name: "AssumeRole",
    traits: &[OperationTrait::ResultWrapper("AssumeRoleResult")],
    ..Operation::post(&STS)
};

pub(super) static ASSUME_ROLE_WITH_WEB_IDENTITY: Operation = Operation {
    name: "AssumeRoleWithWebIdentity",
    traits: &[
        OperationTrait::Unsigned,
        OperationTrait::ResultWrapper("AssumeRoleWithWebIdentityResult"),
    ],
    ..Operation::post(&STS)
};

pub(super) static PORTAL: Service = Service {
    id: "SSO",
    api_version: "2019-06-10",
    endpoint_prefix: "portal.sso",
    signing_name: "awsssoportal",
    auth: &["aws.auth#sigv4"],
    ..Service::UNKNOWN
};

pub(super) static GET_ROLE_CREDENTIALS: Operation = Operation {
    name: "GetRoleCredentials",
    method: "GET",
    uri: "/federation/credentials",
    traits: &[OperationTrait::Unsigned],
    ..Operation::post(&PORTAL)
};

/// Which role is wanted.
#[derive(Clone, Default)]
pub(super) struct AssumeRoleRequest {
    pub(super) role_arn: String,
    pub(super) role_session_name: String,
    pub(super) duration_seconds: Option<i32>,
    pub(super) external_id: Option<String>,
}

impl Described for AssumeRoleRequest {
    const SCHEMA: &'static Schema = &Schema::new(
        "AssumeRoleRequest",
        &[
            Member::new("RoleArn"),
            Member::new("RoleSessionName"),
            Member::new("DurationSeconds"),
            Member::new("ExternalId"),
        ],
    );
}

wire! {
    struct AssumeRoleRequest impl Default {
        0 => role_arn, 1 => role_session_name, 2 => duration_seconds, 3 => external_id
    }
}

/// Which role is wanted, and the token that gives it.
#[derive(Clone, Default)]
pub(super) struct WebIdentityRequest {
    pub(super) role_arn: String,
    pub(super) role_session_name: String,
    pub(super) web_identity_token: String,
}

impl Described for WebIdentityRequest {
    const SCHEMA: &'static Schema = &Schema::new(
        "AssumeRoleWithWebIdentityRequest",
        &[
            Member::new("RoleArn"),
            Member::new("RoleSessionName"),
            Member::new("WebIdentityToken").with(&[Trait::Sensitive]),
        ],
    );
}

wire! {
    struct WebIdentityRequest impl Default {
        0 => role_arn, 1 => role_session_name, 2 => web_identity_token
    }
}

/// Both calls answer the same.
#[derive(Clone, Default)]
pub(super) struct AssumeRoleResponse {
    pub(super) credentials: Option<RoleKeys>,
    pub(super) assumed_role_user: Option<AssumedRoleUser>,
}

impl Described for AssumeRoleResponse {
    const SCHEMA: &'static Schema = &Schema::new(
        "AssumeRoleResponse",
        &[Member::new("Credentials"), Member::new("AssumedRoleUser")],
    );
}

wire! { struct AssumeRoleResponse impl Default { 0 => credentials, 1 => assumed_role_user } }

/// Credentials of a role.
#[derive(Clone, Default)]
pub(super) struct RoleKeys {
    pub(super) access_key_id: String,
    pub(super) secret_access_key: String,
    pub(super) session_token: String,
    pub(super) expiration: Timestamp,
}

impl Described for RoleKeys {
    const SCHEMA: &'static Schema = &Schema::new(
        "Credentials",
        &[
            Member::new("AccessKeyId"),
            Member::new("SecretAccessKey").with(&[Trait::Sensitive]),
            Member::new("SessionToken").with(&[Trait::Sensitive]),
            Member::new("Expiration"),
        ],
    );
}

wire! {
    struct RoleKeys impl Default {
        0 => access_key_id, 1 => secret_access_key, 2 => session_token, 3 => expiration
    }
}

/// Who one is with a role.
#[derive(Clone, Default)]
pub(super) struct AssumedRoleUser {
    pub(super) arn: String,
}

impl Described for AssumedRoleUser {
    const SCHEMA: &'static Schema = &Schema::new("AssumedRoleUser", &[Member::new("Arn")]);
}

wire! { struct AssumedRoleUser impl Default { 0 => arn } }

/// Which account's role is wanted, and the token of whoever wants it.
#[derive(Clone, Default)]
pub(super) struct RoleCredentialsRequest {
    pub(super) role_name: String,
    pub(super) account_id: String,
    pub(super) access_token: String,
}

impl Described for RoleCredentialsRequest {
    const SCHEMA: &'static Schema = &Schema::new(
        "GetRoleCredentialsRequest",
        &[
            Member::new("roleName").with(&[Trait::Query("role_name")]),
            Member::new("accountId").with(&[Trait::Query("account_id")]),
            Member::new("accessToken")
                .with(&[Trait::Sensitive, Trait::Header("x-amz-sso_bearer_token")]),
        ],
    );
}

wire! {
    struct RoleCredentialsRequest impl Default {
        0 => role_name, 1 => account_id, 2 => access_token
    }
}

/// Credentials of that role.
#[derive(Clone, Default)]
pub(super) struct RoleCredentialsResponse {
    pub(super) role_credentials: Option<PortalKeys>,
}

impl Described for RoleCredentialsResponse {
    const SCHEMA: &'static Schema = &Schema::new(
        "GetRoleCredentialsResponse",
        &[Member::new("roleCredentials")],
    );
}

wire! { struct RoleCredentialsResponse impl Default { 0 => role_credentials } }

/// The portal's credentials; they end at so many milliseconds after 1970.
#[derive(Clone, Default)]
pub(super) struct PortalKeys {
    pub(super) access_key_id: String,
    pub(super) secret_access_key: String,
    pub(super) session_token: String,
    pub(super) expiration: i64,
}

impl Described for PortalKeys {
    const SCHEMA: &'static Schema = &Schema::new(
        "RoleCredentials",
        &[
            Member::new("accessKeyId"),
            Member::new("secretAccessKey").with(&[Trait::Sensitive]),
            Member::new("sessionToken").with(&[Trait::Sensitive]),
            Member::new("expiration"),
        ],
    );
}

wire! {
    struct PortalKeys impl Default {
        0 => access_key_id, 1 => secret_access_key, 2 => session_token, 3 => expiration
    }
}

/// What these calls can fail with: nobody asks which error it is.
pub(super) enum Error {
    IdpCommunication(ServiceError<AssumedRoleUser>),
    Unrecognized(ServiceError<crate::Document>),
    Encode(EncodeError),
    Decode(DecodeError),
    Transport(TransportError),
    Timeout(TransportError),
    Credentials(CredentialsError),
}

impl Modelled for Error {
    const KNOWN: &'static [Known] = &[Known::new("IDPCommunicationError", "IDPCommunicationError")
        .with(&[crate::error::Flag::Retryable])];
}

wire! { error Error { 0 => IdpCommunication } }
