//! What rustc says to a program that uses something whose feature is off, or that isn't there yet.
//!
//! Methods of a feature are there without it too, with a bound that nothing meets, so that rustc finds them; each bound
//! is a trait here, with the sentence. Nothing here works, and no docs show it.

/// Stands before such a bound. It has the type of an error or an answer, as rustc refuses at once what no type can change.
#[cfg(not(all(
    feature = "async",
    feature = "aws-config",
    feature = "blocking",
    feature = "metrics",
    feature = "profile"
)))]
#[doc(hidden)]
#[derive(Debug)]
pub struct ThisProgram<T>(std::marker::PhantomData<T>);

/// To await calls.
#[cfg(not(feature = "async"))]
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "what is awaited needs the feature `hyper`, or `async` and a transport of your own",
    label = "the feature `hyper` is off",
    note = "in Cargo.toml the generated crate's line needs `features = [\"hyper\"]`; where a build script generates, it is this crate's line: shapesmith-runtime = {{ version = \"0.1.0\", features = [\"hyper\"] }}"
)]
pub trait Awaits {
    /// What can't be had.
    fn absent<T>() -> T;
}

/// To let the thread wait for calls.
#[cfg(all(feature = "client", not(feature = "blocking")))]
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "what lets the thread wait needs the feature `blocking`",
    label = "the feature `blocking` is off",
    note = "in Cargo.toml the generated crate's line needs `features = [\"blocking\"]`; where a build script generates, it is this crate's line: shapesmith-runtime = {{ version = \"0.1.0\", features = [\"blocking\"] }}"
)]
pub trait Waits {
    /// What can't be had.
    fn absent<T>() -> T;
}

/// To take what the official SDK's `aws-config` crate gives.
#[cfg(all(feature = "client", not(feature = "aws-config")))]
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "what the official SDK provides can be used with the feature `aws-config`",
    label = "the feature `aws-config` is off",
    note = "in Cargo.toml the generated crate's line needs `features = [\"aws-config\"]`; where a build script generates, it is this crate's line: shapesmith-runtime = {{ version = \"0.1.0\", features = [\"aws-config\"] }}"
)]
pub trait TakesOfficialConfiguration {
    /// What can't be had.
    fn absent<T>() -> T;
}

/// To have calls measured.
#[cfg(all(feature = "client", not(feature = "metrics")))]
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "metrics of calls need the feature `metrics`",
    label = "the feature `metrics` is off",
    note = "in Cargo.toml the generated crate's line needs `features = [\"metrics\"]`; where a build script generates, it is this crate's line: shapesmith-runtime = {{ version = \"0.1.0\", features = [\"metrics\"] }}"
)]
pub trait Measures {
    /// What can't be had.
    fn absent<T>() -> T;
}

/// To read the shared configuration files.
#[cfg(all(feature = "client", not(feature = "profile")))]
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "profiles are read with the feature `profile`",
    label = "the feature `profile` is off",
    note = "in Cargo.toml the generated crate's line needs `features = [\"profile\"]`; where a build script generates, it is this crate's line: shapesmith-runtime = {{ version = \"0.1.0\", features = [\"profile\"] }}"
)]
pub trait ReadsProfiles {
    /// What can't be had.
    fn absent<T>() -> T;
}

/// What calls of an operation with a stream of events would need.
#[derive(Debug)]
pub struct EventStreams;

/// What the runtime has for calls. The lifetime makes rustc look at the bound only where it is needed.
#[diagnostic::on_unimplemented(
    message = "this operation can't be called: event streams are not supported yet",
    label = "its request or its response is a stream of events"
)]
pub trait Supported<'call> {}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lines_for_cargo_toml_have_this_version() {
        let source = include_str!("features.rs");
        let lines = source.matches("shapesmith-runtime = {{ version = ").count();
        let version = format!("{{{{ version = \\\"{}\\\"", env!("CARGO_PKG_VERSION"));
        assert_eq!(source.matches(&version).count() + 1, lines, "{version}");
    }
}
