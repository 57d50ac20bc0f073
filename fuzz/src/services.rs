//! The tiny service of `models/everything`, generated once per protocol.

#![allow(
    missing_docs,
    dead_code,
    unused_imports,
    deprecated,
    clippy::pedantic,
    reason = "generated, and only two calls of it are made"
)]

macro_rules! service {
    ($($module:ident)*) => {$(
        pub mod $module {
            include!(concat!(env!("OUT_DIR"), "/", stringify!($module), ".rs"));
        }
    )*};
}

service! { json rest_json rest_xml query ec2 cbor }
