//! Tables of version 1. Re-exports alone, so that generated code has one place to look.

#[cfg(not(feature = "client"))]
pub use super::absent::{
    AwsJson1_0, AwsJson1_1, AwsQuery, Discovery, Ec2Query, RestJson1, RestXml, RpcV2Cbor,
};
pub use crate::__wire as wire;
#[cfg(feature = "client")]
pub use crate::client::Discovery;
#[cfg(feature = "serde")]
pub use crate::codecs::serde_support::{deserialize, serde, serialize};
#[cfg(feature = "client")]
pub use crate::endpoint::{Found as FoundEndpoint, FoundScheme, Given, resolve};
pub use crate::error::{Failure, Flag, View};
pub use crate::features::{EventStreams, Supported};
pub use crate::macros::lookup::sorted;
#[cfg(feature = "cbor")]
pub use crate::over_http::protocol::RpcV2Cbor;
#[cfg(all(feature = "client", not(feature = "cbor")))]
pub use crate::over_http::protocol::absent::RpcV2Cbor;
#[cfg(all(feature = "client", not(feature = "xml")))]
pub use crate::over_http::protocol::absent::{AwsQuery, Ec2Query, RestXml};
#[cfg(feature = "client")]
pub use crate::over_http::protocol::{AwsJson1_0, AwsJson1_1, Protocol, RestJson1};
#[cfg(feature = "xml")]
pub use crate::over_http::protocol::{AwsQuery, Ec2Query, RestXml};
pub use crate::refusal::{FromParts, Known, Modelled, Parts, is_retryable};
pub use crate::tables::{
    ApiKey, Attribute, BuiltIn, Comparison, Constant, DUAL_STACK, Expression, KeyPlace, Matcher,
    Member, Operation, OperationTrait, Paginator, Parameter, Properties, REGIONAL, REGIONAL_GOV,
    RuleSet, RuleStep, Schema, Scheme, SchemeKind, Service, SourceUrl, State, Step, Term,
    TimestampFormat, Trait, Waiter,
};
pub use crate::values::compare::equal;
pub use crate::values::debug::show;
pub use crate::values::{
    Described, Enumeration, Fill, Key, List, Look, Map, Optional, Place, Presence, Ref, Slot,
    StringEnum, Structure, Union, Value,
};

/// What calls need beside the types that every crate has: with the features that are on. A file to include gets all of it
/// here, so that without the feature `client` one name is missing and not each.
#[cfg(feature = "client")]
pub mod calls {
    #[cfg(feature = "blocking")]
    pub use crate::BlockingPages;
    #[cfg(feature = "async")]
    pub use crate::Sending;
    pub use crate::{
        AccountIdEndpointMode, BearerToken, Call, CallError, Checksums, Client, ClientBuilder,
        ConfigError, Credentials, CredentialsError, DecodeError, Details, EncodeError, Explanation,
        Pages, ProvideCredentials, ProvideToken, ProvidedCredentials, ProvidedToken, RetryConfig,
        RetryMode, ServiceClient, ServiceError, SigningScope, TransportError, Wait, WaitError,
        http, metrics, presign, transport,
    };
}
