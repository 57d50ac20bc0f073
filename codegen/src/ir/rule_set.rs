//! Endpoint rules as a table: terms, properties and steps call each other by their index; named like the runtime's.

/// Where a service's rules are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rules {
    /// In the runtime, under this name: many services have them.
    Shared(&'static str),
    /// In the service's code.
    Own(RuleSet),
}

/// A set of rules.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct RuleSet {
    pub(crate) parameters: Vec<RuleParameter>,
    pub(crate) texts: Vec<String>,
    /// What terms are joined of: their indices.
    pub(crate) parts: Vec<u16>,
    pub(crate) terms: Vec<Term>,
    pub(crate) properties: Vec<Properties>,
    pub(crate) steps: Vec<RuleStep>,
}

/// A value that comes from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RuleParameter {
    pub(crate) name: String,
    pub(crate) built_in: Option<BuiltIn>,
    pub(crate) default: Option<Constant>,
    pub(crate) required: bool,
}

/// Something that has a value; a number is another's index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Term {
    Parameter(u16),
    Prefix,
    /// Of `texts`.
    Text(u16),
    Boolean(bool),
    /// The first of `parts`, and how many.
    Join(u16, u16),
    IsSet(u16),
    Not(u16),
    Equal(u16, u16),
    Attribute(u16, Attribute),
    Partition(u16),
    Url(u16),
    Arn(u16),
    UriEncoded(u16),
    Part(u16, u8, u8, bool),
    HostLabel(u16, bool),
    Bucket(u16, bool),
}

/// How an endpoint is beside its URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Properties {
    pub(crate) schemes: Vec<Scheme>,
    pub(crate) headers: Vec<(String, Vec<u16>)>,
    pub(crate) backend: Option<String>,
    pub(crate) metrics: Vec<String>,
}

/// A way to sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scheme {
    pub(crate) kind: SchemeKind,
    pub(crate) signing_name: Option<u16>,
    pub(crate) signing_region: Option<u16>,
    pub(crate) region_set: Vec<u16>,
    pub(crate) raw_path: bool,
}

/// A step through the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RuleStep {
    Unless(u16, u16),
    Endpoint(u16, u16),
    Error(u16),
}

/// `builtIn`; named like the runtime's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BuiltIn {
    Region,
    UseFips,
    UseDualStack,
    Endpoint,
    AccountId,
    AccountIdMode,
    ForcePathStyle,
    Accelerate,
    S3UseGlobalEndpoint,
    DisableMultiRegionAccessPoints,
    UseArnRegion,
    ControlUseArnRegion,
    StsUseGlobalEndpoint,
}

/// A value in the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Constant {
    Boolean(bool),
    Text(String),
    Texts(Vec<String>),
}

/// `name` of a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SchemeKind {
    SigV4,
    SigV4A,
    SigV4S3Express,
}

/// What a value is made of; named like the runtime's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Attribute {
    Name,
    DnsSuffix,
    DualStackDnsSuffix,
    ImplicitGlobalRegion,
    SupportsFips,
    SupportsDualStack,
    Scheme,
    Authority,
    Path,
    NormalizedPath,
    IsIp,
    ArnPartition,
    ArnService,
    ArnRegion,
    ArnAccountId,
    ArnResourceId(u8),
    Element(u8),
}
