//! Tables of version 1. Re-exports alone, so that generated code has one place to look.

#[cfg(not(feature = "client"))]
pub use super::absent::{
    AwsJson1_0, AwsJson1_1, AwsQuery, Ec2Query, RestJson1, RestXml, RpcV2Cbor,
};
pub use crate::__wire as wire;
pub use crate::compare::equal;
pub use crate::debug::show;
pub use crate::endpoint::{
    Attribute, BuiltIn, Constant, DUAL_STACK, Parameter, Properties, REGIONAL, REGIONAL_GOV,
    RuleSet, RuleStep, Scheme, SchemeKind, Term,
};
#[cfg(feature = "client")]
pub use crate::endpoint::{Found as FoundEndpoint, FoundScheme, Given, resolve};
pub use crate::error::{Failure, Flag, FromParts, Known, Modelled, Parts, View, is_retryable};
pub use crate::expression::{Comparison, Expression, Found, Step};
pub use crate::features::{EventStreams, Supported};
pub use crate::macros::lookup::sorted;
#[cfg(feature = "cbor")]
pub use crate::protocol::RpcV2Cbor;
#[cfg(all(feature = "client", not(feature = "cbor")))]
pub use crate::protocol::absent::RpcV2Cbor;
#[cfg(all(feature = "client", not(feature = "xml")))]
pub use crate::protocol::absent::{AwsQuery, Ec2Query, RestXml};
#[cfg(feature = "client")]
pub use crate::protocol::{AwsJson1_0, AwsJson1_1, Protocol, RestJson1};
#[cfg(feature = "xml")]
pub use crate::protocol::{AwsQuery, Ec2Query, RestXml};
pub use crate::schema::{
    Matcher, Member, Operation, OperationTrait, Paginator, Schema, Service, State, TimestampFormat,
    Trait, Waiter,
};
#[cfg(feature = "serde")]
pub use crate::serde_support::{deserialize, serde, serialize};
pub use crate::value::{
    Described, Enumeration, Key, List, Look, Map, Presence, Ref, Slot, StringEnum, Structure,
    Union, Value, place,
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
        AccountIdEndpointMode, Call, CallError, Checksums, Client, ClientBuilder, ConfigError,
        Credentials, CredentialsError, DecodeError, Details, EncodeError, Pages,
        ProvideCredentials, ProvidedCredentials, RetryConfig, RetryMode, ServiceClient,
        ServiceError, SigningScope, TransportError, Wait, WaitError, http, metrics, transport,
    };
}
