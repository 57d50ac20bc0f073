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

pub(crate) use payload::{fill, payload_member, raw_payload};
pub(crate) use request::{Bound, bind};
pub(crate) use response::fill_bound;
pub(crate) use uri::encoded;

use crate::schema::Trait;
use crate::value::Structure;

/// Whether some member stands in the body.
pub(crate) fn has_body_members(structure: &dyn Structure) -> bool {
    let schema = structure.schema();
    (0..schema.members.len()).any(|index| is_in_body(schema.traits_of(index)))
}

/// Whether a member with these traits stands in the body.
pub(crate) fn is_in_body(traits: &[Trait]) -> bool {
    !traits.iter().any(Trait::is_outside_the_body)
}
