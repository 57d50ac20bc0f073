//! One difference between two surfaces.

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sign {
    Removed,
    Changed,
    Added,
}

/// What it is, in the order in which it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    Operation,
    Pages,
    Waiter,
    Structure,
    Constructor,
    Union,
    Enumeration,
    Variant,
    Error,
}

/// One item of the crate that isn't what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) sign: Sign,
    pub(crate) subject: Subject,
    /// The item, or the type that the variants are of.
    pub(crate) name: String,
    /// What is different about it; of variants, their names.
    pub(crate) details: Vec<String>,
}

impl Sign {
    pub(super) fn mark(self) -> char {
        match self {
            Self::Removed => '-',
            Self::Changed => '~',
            Self::Added => '+',
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Added => "added",
        }
    }
}

impl Subject {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Pages => "pages",
            Self::Waiter => "waiter",
            Self::Structure => "struct",
            Self::Constructor => "new",
            Self::Union => "union",
            Self::Enumeration => "enum",
            Self::Variant => "variant",
            Self::Error => "error",
        }
    }
}
