//! The members of a structure as they are read: all at once, which costs one call instead of one for each.
//!
//! Says what goes into a message; how it looks there is a codec's.

use crate::tables::{Member, Trait};
use crate::values::{Ref, Structure};

/// All members, in the order of the table.
pub(crate) fn members(structure: &dyn Structure) -> Vec<Ref<'_>> {
    let mut all = Vec::new();
    structure.members(|members| all.extend_from_slice(members));
    all
}

/// The member at `index` of the table; beyond it nothing.
#[cfg(feature = "client")]
pub(crate) fn member(structure: &dyn Structure, index: usize) -> Ref<'_> {
    let mut found = Ref::Absent;
    structure.members(|members| {
        if let Some(member) = members.get(index) {
            found = *member;
        }
    });
    found
}

/// Hands on the members that go into a message, each with its key and traits; the first error ends it.
#[inline]
pub(crate) fn each_sent<E>(
    structure: &dyn Structure,
    mut take: impl FnMut(&'static str, &Ref<'_>, &'static [Trait]) -> Result<(), E>,
) -> Result<(), E> {
    each_member(structure, |member, value| {
        if is_sent(value, || member.traits) {
            take(member.key, value, member.traits)
        } else {
            Ok(())
        }
    })
}

/// Hands on all members, each with its row of the table; the first error ends it.
#[inline]
pub(crate) fn each_member<E>(
    structure: &dyn Structure,
    mut take: impl FnMut(&'static Member, &Ref<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let schema = structure.schema();
    let mut taken = Ok(());
    structure.members(|members| {
        let mut members = schema.members.iter().zip(members);
        taken = members.try_for_each(|(member, value)| take(member, value));
    });
    taken
}

/// Whether a value goes into a message: it is there, and no list, map or stream of nothing, unless the service tells
/// an empty one from none.
#[inline]
pub(crate) fn is_sent<'a>(value: &Ref<'_>, traits: impl FnOnce() -> &'a [Trait]) -> bool {
    match value {
        Ref::Absent => false,
        Ref::Stream(_) | Ref::List(_) | Ref::Map(_) => {
            holds_something(value) || traits().contains(&Trait::KeepEmpty)
        }
        _ => true,
    }
}

/// Out of the way of most values, which are neither of these.
#[inline(never)]
fn holds_something(value: &Ref<'_>) -> bool {
    match value {
        Ref::Stream(stream) => !stream.is_empty(),
        Ref::List(list) => !list.is_empty(),
        Ref::Map(map) => !map.is_empty(),
        _ => true,
    }
}
