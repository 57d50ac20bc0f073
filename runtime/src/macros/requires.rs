//! What generated code needs of this crate: the tables of a version, and the features that its calls can't do without.
//!
//! Each says in one sentence what is missing. Whether a feature is on is known here and not where a macro is used, so
//! that each has a macro that is there twice.

/// Fails with a sentence where code was generated for other tables than this version of the runtime has.
#[doc(hidden)]
#[macro_export]
macro_rules! requires_tables {
    (1) => {};
    ($version:literal) => {
        ::std::compile_error!(::std::concat!(
            "this code was generated for tables of version ",
            $version,
            ", and this version of shapesmith-runtime has version 1: generate it again with the version of shapesmith \
             that the runtime has"
        ));
    };
}

/// Fails with a sentence where a feature is off that calls need: `requires_features! { xml => "every call of S3", … }`.
///
/// One for all that is missing, with the line for Cargo.toml. Where nothing is, it expands to nothing.
#[doc(hidden)]
#[macro_export]
macro_rules! requires_features {
    ($($feature:ident => $needed_by:literal),* $(,)?) => {
        $crate::__missing_features! { [] $($feature $needed_by)* }
    };
}

/// Collects in brackets what is missing, then tells it.
#[doc(hidden)]
#[macro_export]
macro_rules! __missing_features {
    ([]) => {};
    ([$first:literal $first_by:literal $($other:literal $other_by:literal)*]) => {
        ::std::compile_error!(::std::concat!(
            "features of shapesmith-runtime are off that this code needs:\n  `",
            $first, "` for ", $first_by,
            $("\n  `", $other, "` for ", $other_by,)*
            "\nadd them to those of its line in Cargo.toml:\n  \
             shapesmith-runtime = { version = \"0.1.0\", features = [\"",
            $first, "\"", $(", \"", $other, "\"",)*
            "] }"
        ));
    };
    ([$($missing:literal)*] client $needed_by:literal $($rest:tt)*) => {
        $crate::__needs_client! { [$($missing)*] $needed_by $($rest)* }
    };
    ([$($missing:literal)*] xml $needed_by:literal $($rest:tt)*) => {
        $crate::__needs_xml! { [$($missing)*] $needed_by $($rest)* }
    };
    ([$($missing:literal)*] cbor $needed_by:literal $($rest:tt)*) => {
        $crate::__needs_cbor! { [$($missing)*] $needed_by $($rest)* }
    };
    ([$($missing:literal)*] checksum $needed_by:literal $($rest:tt)*) => {
        $crate::__needs_checksum! { [$($missing)*] $needed_by $($rest)* }
    };
    ([$($missing:literal)*] compression $needed_by:literal $($rest:tt)*) => {
        $crate::__needs_compression! { [$($missing)*] $needed_by $($rest)* }
    };
    ([$($missing:literal)*] sigv4a $needed_by:literal $($rest:tt)*) => {
        $crate::__needs_sigv4a! { [$($missing)*] $needed_by $($rest)* }
    };
}

#[cfg(feature = "client")]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_client {
    ([$($missing:literal)*] $needed_by:literal $($rest:tt)*) => {
        $crate::__missing_features! { [$($missing)*] $($rest)* }
    };
}

#[cfg(not(feature = "client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_client {
    ([$($missing:literal)*] $needed_by:literal $($rest:tt)*) => {
        $crate::__missing_features! { [$($missing)* "client" $needed_by] $($rest)* }
    };
}

#[cfg(feature = "xml")]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_xml {
    ([$($missing:literal)*] $needed_by:literal $($rest:tt)*) => {
        $crate::__missing_features! { [$($missing)*] $($rest)* }
    };
}

#[cfg(not(feature = "xml"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_xml {
    ([$($missing:literal)*] $needed_by:literal $($rest:tt)*) => {
        $crate::__missing_features! { [$($missing)* "xml" $needed_by] $($rest)* }
    };
}

#[cfg(feature = "cbor")]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_cbor {
    ([$($missing:literal)*] $needed_by:literal $($rest:tt)*) => {
        $crate::__missing_features! { [$($missing)*] $($rest)* }
    };
}

#[cfg(not(feature = "cbor"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_cbor {
    ([$($missing:literal)*] $needed_by:literal $($rest:tt)*) => {
        $crate::__missing_features! { [$($missing)* "cbor" $needed_by] $($rest)* }
    };
}

#[cfg(feature = "checksum")]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_checksum {
    ([$($missing:literal)*] $needed_by:literal $($rest:tt)*) => {
        $crate::__missing_features! { [$($missing)*] $($rest)* }
    };
}

#[cfg(not(feature = "checksum"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_checksum {
    ([$($missing:literal)*] $needed_by:literal $($rest:tt)*) => {
        $crate::__missing_features! { [$($missing)* "checksum" $needed_by] $($rest)* }
    };
}

#[cfg(feature = "compression")]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_compression {
    ([$($missing:literal)*] $needed_by:literal $($rest:tt)*) => {
        $crate::__missing_features! { [$($missing)*] $($rest)* }
    };
}

#[cfg(not(feature = "compression"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_compression {
    ([$($missing:literal)*] $needed_by:literal $($rest:tt)*) => {
        $crate::__missing_features! { [$($missing)* "compression" $needed_by] $($rest)* }
    };
}

#[cfg(feature = "sigv4a")]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_sigv4a {
    ([$($missing:literal)*] $needed_by:literal $($rest:tt)*) => {
        $crate::__missing_features! { [$($missing)*] $($rest)* }
    };
}

#[cfg(not(feature = "sigv4a"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_sigv4a {
    ([$($missing:literal)*] $needed_by:literal $($rest:tt)*) => {
        $crate::__missing_features! { [$($missing)* "sigv4a" $needed_by] $($rest)* }
    };
}

#[cfg(test)]
mod tests {
    /// The version of a crate can't be asked for where its macros are used.
    #[test]
    fn the_line_for_cargo_toml_has_this_version() {
        let line = format!("version = \\\"{}\\\"", env!("CARGO_PKG_VERSION"));
        assert!(include_str!("requires.rs").contains(&line), "{line}");
    }
}
