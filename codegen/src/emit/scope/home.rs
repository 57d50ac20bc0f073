//! Where the names come from that generated code uses and no service has.
//!
//! Lists alone: what becomes of a name is decided in the scope.

/// Where a name that isn't the service's comes from.
pub(super) enum Home {
    Prelude(&'static str),
    Std(&'static str),
    Runtime,
    Tables,
}

/// Where a name is from.
pub(super) fn home(name: &str) -> Home {
    match name {
        "Box" => Home::Prelude("boxed"),
        "Clone" => Home::Prelude("clone"),
        "Default" => Home::Prelude("default"),
        "From" | "Into" => Home::Prelude("convert"),
        "IntoIterator" | "Iterator" => Home::Prelude("iter"),
        "Option" => Home::Prelude("option"),
        "String" => Home::Prelude("string"),
        "ToOwned" => Home::Prelude("borrow"),
        "Vec" => Home::Prelude("vec"),
        "BTreeMap" => Home::Std("collections"),
        "ByteStream" | "Bytes" | "CallError" | "CredentialsError" | "DecodeError" | "Document"
        | "EncodeError" | "ServiceError" | "Timestamp" | "TransportError" => Home::Runtime,
        _ => Home::Tables,
    }
}

/// Types, traits and variants of std's prelude: where it is imported as a glob, a type of the same name is called by its path.
pub(super) const PRELUDE: [&str; 40] = [
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "Unpin",
    "Vec",
];
