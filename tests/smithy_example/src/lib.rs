//! A client of a team's own service, and a small service of that kind to try it with.

#![deny(warnings, missing_docs, unreachable_pub, clippy::pedantic)]

pub mod server;

/// The service, as its model says it.
pub mod weather {
    include!(concat!(env!("OUT_DIR"), "/weather.rs"));
}
