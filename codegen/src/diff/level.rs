//! How much a change asks of its readers, and what it is about. Which change does is in `rules`.

/// How much of a new version a change asks for, by semantic versioning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Level {
    Patch,
    Minor,
    Major,
}

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// What programs name.
    Api,
    /// What is sent and read.
    Wire,
    /// What the same program does.
    Behaviour,
    /// What is said.
    Documentation,
}

impl Level {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Kind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Wire => "wire",
            Self::Behaviour => "behaviour",
            Self::Documentation => "documentation",
        }
    }
}
