//! What a crate's manifest says of the crate: to people, registries and cargo.

/// The oldest Rust that builds a generated crate and the runtime below it.
pub(crate) const OLDEST_RUST: (u64, u64) = (1, 85);

/// What the user chose to say; the rest is left out, or as usual.
#[derive(Debug, Clone, Default)]
pub(crate) struct Publication {
    pub(crate) version: Option<String>,
    pub(crate) rust_version: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) license: Option<String>,
    pub(crate) license_file: Option<String>,
    pub(crate) repository: Option<String>,
    pub(crate) homepage: Option<String>,
    pub(crate) documentation: Option<String>,
    pub(crate) readme: Option<String>,
    pub(crate) authors: Option<Vec<String>>,
    pub(crate) keywords: Option<Vec<String>>,
    pub(crate) categories: Option<Vec<String>>,
    pub(crate) include: Option<Vec<String>>,
    pub(crate) exclude: Option<Vec<String>>,
    pub(crate) publish: Option<Publish>,
    /// What the feature `default` turns on.
    pub(crate) default_features: Option<Vec<Feature>>,
}

/// Where the crate may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Publish {
    Nowhere,
    Anywhere,
    Registries(Vec<String>),
}

/// A feature of a generated crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feature {
    Client,
    Hyper,
    Async,
    Blocking,
    AwsConfig,
    Profile,
    Tracing,
    Metrics,
    Serde,
}

impl Feature {
    pub(crate) const ALL: [Self; 9] = [
        Self::Client,
        Self::Hyper,
        Self::Async,
        Self::Blocking,
        Self::AwsConfig,
        Self::Profile,
        Self::Tracing,
        Self::Metrics,
        Self::Serde,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Hyper => "hyper",
            Self::Async => "async",
            Self::Blocking => "blocking",
            Self::AwsConfig => "aws-config",
            Self::Profile => "profile",
            Self::Tracing => "tracing",
            Self::Metrics => "metrics",
            Self::Serde => "serde",
        }
    }
}
