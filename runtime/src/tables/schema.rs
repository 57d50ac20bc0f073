//! A structure or union: its name, its members and what sets them apart.

use super::Trait;

/// A structure or union as the model describes it.
#[derive(Debug)]
pub struct Schema {
    /// The shape's name in the model.
    pub name: &'static str,
    /// The members in the model's order; a member's position is its index in
    /// [`Structure::places`](crate::values::Structure::places).
    pub members: &'static [Member],
    /// What holds for the whole structure.
    pub traits: &'static [Trait],
}

impl Schema {
    /// A structure or union of these members.
    pub const fn new(name: &'static str, members: &'static [Member]) -> Self {
        Self {
            name,
            members,
            traits: &[],
        }
    }

    /// The same with what holds for the whole of it.
    pub const fn with(mut self, traits: &'static [Trait]) -> Self {
        self.traits = traits;
        self
    }

    /// A member's key in a message body; empty beyond the table.
    #[inline]
    pub fn key(&self, index: usize) -> &'static str {
        self.members.get(index).map_or("", |member| member.key)
    }

    /// What sets a member apart.
    #[inline]
    pub fn traits_of(&self, index: usize) -> &'static [Trait] {
        self.members.get(index).map_or(&[], |member| member.traits)
    }

    /// The member of this key.
    #[inline]
    pub fn position(&self, key: &str) -> Option<usize> {
        position(self.members, key)
    }

    /// Whether something sets a member apart.
    #[cfg(feature = "client")]
    pub(crate) fn has_traits(&self) -> bool {
        self.set_apart().next().is_some()
    }

    /// The members that something sets apart: index and traits.
    #[cfg(feature = "client")]
    pub(crate) fn set_apart(&self) -> impl Iterator<Item = (usize, &'static [Trait])> + use<> {
        let members = self.members.iter().enumerate();
        let apart = members.filter(|(_, member)| !member.traits.is_empty());
        apart.map(|(index, member)| (index, member.traits))
    }
}

/// The member of this key.
#[inline]
pub(crate) fn position(members: &[Member], key: &str) -> Option<usize> {
    members.iter().position(|member| member.key == key)
}

/// A member of a structure or union, in wire terms.
#[derive(Debug)]
pub struct Member {
    /// The key in a message body: `locationName` where the model gives one, else the member's name.
    pub key: &'static str,
    /// What sets it apart.
    pub traits: &'static [Trait],
}

impl Member {
    /// A member that nothing sets apart.
    pub const fn new(key: &'static str) -> Self {
        Self { key, traits: &[] }
    }

    /// The same with what sets it apart.
    pub const fn with(mut self, traits: &'static [Trait]) -> Self {
        self.traits = traits;
        self
    }
}
