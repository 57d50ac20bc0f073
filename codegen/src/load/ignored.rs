//! The keys that are read over, each with its reason. This is the whole list: any other unread key is an error.
//!
//! A key that changes what goes over the wire must not be added here.

/// (Where it stands, the key, why nothing is lost).
pub(crate) const IGNORED: &[(&str, &str, &str)] = &[
    (
        SERVICE,
        "version",
        "the version of the format; its file's name already says 2",
    ),
    (
        SERVICE,
        "examples",
        "always empty; examples have a file of their own",
    ),
    (
        METADATA,
        "globalEndpoint",
        "the endpoint rules say the same",
    ),
    (
        METADATA,
        "checksumFormat",
        "a tree hash of one service, which its operations describe",
    ),
    (METADATA, "ripServiceName", "a name inside AWS"),
    (
        OPERATION,
        "alias",
        "a name of before 2013, in models of S3 up to 2025",
    ),
    (
        OPERATION,
        "documentationUrl",
        "an address of documentation, in models of S3 up to 2025",
    ),
    (
        OUTPUT,
        "wrapper",
        "a hint to an old generator; parsers look at `resultWrapper`",
    ),
    (ERROR, "exception", "the shape says it"),
    (ERROR, "error", "the shape says it"),
    (ERROR, "fault", "the shape says it"),
    (REFERENCE, "box", "every optional member can be absent"),
    (
        REFERENCE,
        "enum",
        "a list of values on a use of a string; the shape stays a string",
    ),
    (SHAPE, "box", "every optional member can be absent"),
    (SHAPE, "wrapper", "a hint to an old generator"),
    (
        SHAPE,
        "synthetic",
        "a shape made for another protocol is a shape like any other",
    ),
    (
        SHAPE,
        "xmlOrder",
        "members keep the order of the model, which is this one",
    ),
    (PAGINATORS, "version", "the version of the format"),
    (
        WAITERS,
        "version",
        "the version of the format; its file's name already says 2",
    ),
    (EXAMPLES, "version", "the version of the format"),
    (
        EXAMPLE,
        "comments",
        "remarks on single values, too loose to place in code",
    ),
    (EXTRAS, "version", "the version of the format"),
];

// The names of places, as messages show them.
pub(crate) const SERVICE: &str = "a service";
pub(crate) const METADATA: &str = "`metadata`";
pub(crate) const OPERATION: &str = "an operation";
pub(crate) const INPUT: &str = "an operation's input";
pub(crate) const OUTPUT: &str = "an operation's output";
pub(crate) const ERROR: &str = "an operation's error";
pub(crate) const REFERENCE: &str = "a reference to a shape";
pub(crate) const SHAPE: &str = "a shape";
pub(crate) const PAGINATORS: &str = "a paginators file";
pub(crate) const WAITERS: &str = "a waiters file";
pub(crate) const EXAMPLES: &str = "an examples file";
pub(crate) const EXAMPLE: &str = "an example";
pub(crate) const EXTRAS: &str = "an extras file";
pub(crate) const RULES: &str = "an endpoint rule set";
pub(crate) const OVERLAY: &str = "the overlay";

/// Why a key is ignored there, if it is.
pub(crate) fn reason(place: &str, key: &str) -> Option<&'static str> {
    IGNORED
        .iter()
        .find(|(p, k, _)| *p == place && *k == key)
        .map(|(_, _, why)| *why)
}
