//! HTTP bindings: members that go into the path, the query string, headers or the status.
//!
//! Shared by the REST protocols; bodies are the drivers' own.

mod header_list;
mod payload;
mod request;
mod response;
#[cfg(test)]
mod tests;
mod uri;

pub(crate) use payload::{Codec, fill, hand_over, payload_member, raw_payload};
pub(crate) use request::{Bound, bind};
pub(crate) use response::fill_bound;

use crate::tables::{Trait, is_in_body};
use crate::values::Structure;

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
