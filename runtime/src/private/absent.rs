//! The names of the drivers where the feature `client` is off, so that no error is told beside that of `requires_features!`.

macro_rules! absent {
    ($($name:ident)*) => {$(
        /// A name alone.
        #[derive(Debug)]
        pub struct $name;
    )*};
}

absent! { AwsJson1_0 AwsJson1_1 AwsQuery Ec2Query RestJson1 RestXml RpcV2Cbor }

/// Nobody is asked for endpoints then.
#[derive(Debug)]
pub struct Discovery;

impl Discovery {
    /// A name alone.
    pub const fn new(_operation: &'static crate::tables::Operation, _required: bool) -> Self {
        Self
    }
}
