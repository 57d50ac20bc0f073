//! HTTP bindings: members that go into the path, the query string, headers or the status.
//!
//! Shared by the REST protocols; bodies are the drivers' own.

mod header_list;
#[cfg(any(feature = "async", feature = "blocking"))]
mod hidden;
mod payload;
mod request;
mod response;
#[cfg(test)]
mod tests;
mod uri;

#[cfg(feature = "blocking")]
pub(crate) use hidden::has_secrets;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) use hidden::secrets;
pub(crate) use payload::{Codec, fill, hand_over, payload_member, raw_payload};
pub(crate) use request::{Bound, bind};
pub(crate) use response::fill_bound;

use crate::tables::{Trait, is_in_body};
use crate::values::Structure;

/// So many headers have room in a request from the start: what a call adds to those of its protocol mostly fits.
pub(crate) const HEADERS: usize = 12;

/// Whether some member of an input stands in the body.
pub(crate) fn has_body_members(input: &dyn Structure) -> bool {
    let mut members = input.schema().members.iter();
    members.any(|member| is_in_body(member.traits))
}

/// Whether some member of an output stands in the body: a response has neither path nor query.
fn comes_in_body(output: &dyn Structure) -> bool {
    let elsewhere = |found: &Trait| {
        matches!(
            found,
            Trait::Header(_) | Trait::PrefixHeaders(_) | Trait::StatusCode
        )
    };
    let mut members = output.schema().members.iter();
    members.any(|member| !member.traits.iter().any(elsewhere))
}
