//! The tables of endpoint rules: plain data, in which terms, properties and steps call each other by their index.
//!
//! A term that stands in several rules stands once, and no name is left but those of parameters.

/// The rules of a service.
#[derive(Debug)]
pub struct RuleSet {
    /// What the rules look at.
    pub parameters: &'static [Parameter],
    /// What terms say or are joined of.
    pub texts: &'static [&'static str],
    /// The terms that others are joined of, one after another.
    pub parts: &'static [u16],
    /// What can be asked, each once; a term's operands stand before it.
    pub terms: &'static [Term],
    /// How an endpoint may be, beside its URL.
    pub properties: &'static [Properties],
    /// The rules, one after another.
    pub steps: &'static [RuleStep],
}

/// A value that comes from outside.
#[derive(Debug)]
pub struct Parameter {
    /// Its name in the model, as `UseFIPS`.
    pub name: &'static str,
    /// The setting that gives it, where the program and the call are silent.
    pub built_in: Option<BuiltIn>,
    /// What it is otherwise.
    pub default: Option<Constant>,
    /// Without a value there is no endpoint.
    pub required: bool,
}

impl Parameter {
    /// A parameter that may be left out, and that no setting gives.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            built_in: None,
            default: None,
            required: false,
        }
    }

    /// The same, given by a setting.
    pub const fn of(mut self, setting: BuiltIn) -> Self {
        self.built_in = Some(setting);
        self
    }

    /// The same, with what it is otherwise.
    pub const fn or(mut self, default: Constant) -> Self {
        self.default = Some(default);
        self
    }

    /// The same, needed.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// A setting that the rules of several services read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuiltIn {
    /// The region.
    Region,
    /// Endpoints as FIPS 140 wants them.
    UseFips,
    /// Endpoints that IPv6 reaches too.
    UseDualStack,
    /// The endpoint that the program gives.
    Endpoint,
    /// The account of the credentials.
    AccountId,
    /// Whether the account is a part of the endpoint.
    AccountIdMode,
    /// Buckets stand in the path.
    ForcePathStyle,
    /// S3's accelerated endpoints.
    Accelerate,
    /// S3's global endpoint for us-east-1.
    S3UseGlobalEndpoint,
    /// S3's access points of several regions aren't used.
    DisableMultiRegionAccessPoints,
    /// The region of an ARN counts, for S3.
    UseArnRegion,
    /// The region of an ARN counts, for S3 Control.
    ControlUseArnRegion,
    /// STS's global endpoint.
    StsUseGlobalEndpoint,
}

/// A value that stands in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constant {
    /// `true` or `false`.
    Boolean(bool),
    /// A text.
    Text(&'static str),
    /// Texts.
    Texts(&'static [&'static str]),
}

/// Something that has a value or is not set. A number is the index of another term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// The parameter at this index.
    Parameter(u16),
    /// The service's own prefix of a host's name.
    Prefix,
    /// The text at this index.
    Text(u16),
    /// `true` or `false`.
    Boolean(bool),
    /// From the first of the parts so many, as one text.
    Join(u16, u16),
    /// Whether it is set.
    IsSet(u16),
    /// The opposite.
    Not(u16),
    /// Whether both are the same.
    Equal(u16, u16),
    /// A part of what another has.
    Attribute(u16, Attribute),
    /// The partition of a region.
    Partition(u16),
    /// A URL, taken apart.
    Url(u16),
    /// An ARN, taken apart.
    Arn(u16),
    /// What a URL can hold.
    UriEncoded(u16),
    /// The characters between these two; counted from the end if the last is `true`.
    Part(u16, u8, u8, bool),
    /// Whether it can stand in a host's name, or between its dots.
    HostLabel(u16, bool),
    /// Whether it is a bucket that can stand in a host's name, dots included or not.
    Bucket(u16, bool),
}

/// What a partition, a URL, an ARN or a list is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribute {
    /// A partition's name, as `aws`.
    Name,
    /// What its hosts end with.
    DnsSuffix,
    /// What its hosts end with that have IPv6.
    DualStackDnsSuffix,
    /// Where its global services are signed for.
    ImplicitGlobalRegion,
    /// Whether it has FIPS endpoints.
    SupportsFips,
    /// Whether it has endpoints with IPv6.
    SupportsDualStack,
    /// A URL's scheme.
    Scheme,
    /// A URL's host with its port.
    Authority,
    /// A URL's path.
    Path,
    /// A URL's path with a slash at its end.
    NormalizedPath,
    /// Whether a URL's host is an address.
    IsIp,
    /// An ARN's partition.
    ArnPartition,
    /// An ARN's service.
    ArnService,
    /// An ARN's region.
    ArnRegion,
    /// An ARN's account.
    ArnAccountId,
    /// A piece of an ARN's resource.
    ArnResourceId(u8),
    /// An element of a list.
    Element(u8),
}

/// How an endpoint is beside its URL.
#[derive(Debug)]
pub struct Properties {
    /// How requests are signed there, the first that can be; empty where the model says it.
    pub schemes: &'static [Scheme],
    /// Headers to send, with their values.
    pub headers: &'static [(&'static str, &'static [u16])],
    /// The kind of service behind it, where there are several.
    pub backend: Option<&'static str>,
    /// What the user agent tells of it.
    pub metrics: &'static [&'static str],
}

impl Properties {
    /// Nothing is said.
    pub const NONE: Self = Self {
        schemes: &[],
        headers: &[],
        backend: None,
        metrics: &[],
    };
}

/// A way to sign.
#[derive(Debug)]
pub struct Scheme {
    /// Which it is.
    pub kind: SchemeKind,
    /// The service's name in the signature's scope.
    pub signing_name: Option<u16>,
    /// The region in the signature's scope.
    pub signing_region: Option<u16>,
    /// The regions that the signature holds for.
    pub region_set: &'static [u16],
    /// The path is signed as it stands.
    pub raw_path: bool,
}

impl Scheme {
    /// A way of this kind, of which nothing else is said.
    pub const fn new(kind: SchemeKind) -> Self {
        Self {
            kind,
            signing_name: None,
            signing_region: None,
            region_set: &[],
            raw_path: false,
        }
    }
}

/// The ways to sign that rules know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemeKind {
    /// Signature Version 4.
    SigV4,
    /// Signature Version 4A, for several regions.
    SigV4A,
    /// S3 Express's sessions.
    SigV4S3Express,
}

impl SchemeKind {
    /// Its name in rules.
    #[cfg(feature = "client")]
    pub fn name(self) -> &'static str {
        match self {
            Self::SigV4 => "sigv4",
            Self::SigV4A => "sigv4a",
            Self::SigV4S3Express => "sigv4-s3express",
        }
    }
}

/// A step through the rules; two numbers, of which the first has the kind in its highest bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleStep(u16, u16);

impl RuleStep {
    const ENDPOINT: u16 = 1 << 15;
    const ERROR: u16 = 1 << 14;

    /// On to the other step, unless the term is set and isn't `false`: then the next one follows.
    pub const fn unless(term: u16, otherwise: u16) -> Self {
        Self(term, otherwise)
    }

    /// The URL that is this term, with these properties.
    pub const fn endpoint(url: u16, properties: u16) -> Self {
        Self(url | Self::ENDPOINT, properties)
    }

    /// No endpoint, for the reason that is this term.
    pub const fn error(why: u16) -> Self {
        Self(why | Self::ERROR, 0)
    }

    /// What is to be done.
    #[cfg(feature = "client")]
    pub(crate) fn read(self) -> Do {
        let term = self.0 & !(Self::ENDPOINT | Self::ERROR);
        if self.0 & Self::ENDPOINT != 0 {
            Do::Endpoint(term, self.1)
        } else if self.0 & Self::ERROR != 0 {
            Do::Error(term)
        } else {
            Do::Unless(term, self.1)
        }
    }
}

/// What a step does.
#[cfg(feature = "client")]
pub(crate) enum Do {
    Unless(u16, u16),
    Endpoint(u16, u16),
    Error(u16),
}
