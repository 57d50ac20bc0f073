//! What a trait of a list or map says of what is in it.

use super::Trait;

/// What holds for a list's elements.
pub(crate) fn element_traits(traits: &[Trait]) -> &'static [Trait] {
    within(traits, |found| match found {
        Trait::Element(of) => Some(*of),
        _ => None,
    })
}

/// What holds for a map's keys.
#[cfg(feature = "xml")]
pub(crate) fn key_traits(traits: &[Trait]) -> &'static [Trait] {
    within(traits, |found| match found {
        Trait::Key(of) => Some(*of),
        _ => None,
    })
}

/// What holds for a map's values.
pub(crate) fn entry_traits(traits: &[Trait]) -> &'static [Trait] {
    within(traits, |found| match found {
        Trait::Entry(of) => Some(*of),
        _ => None,
    })
}

fn within(traits: &[Trait], pick: impl Fn(&Trait) -> Option<&'static [Trait]>) -> &'static [Trait] {
    traits.iter().find_map(pick).unwrap_or_default()
}

/// The name that the traits give, or the usual one.
#[cfg(feature = "xml")]
pub(crate) fn name(traits: &[Trait], usual: &'static str) -> &'static str {
    let given = traits.iter().find_map(|found| match found {
        Trait::Name(name) => Some(*name),
        _ => None,
    });
    given.unwrap_or(usual)
}
