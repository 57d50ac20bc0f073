//! `structure!`: what a plain struct needs beside its fields.
//!
//! The struct itself is written by hand above it, for the reader's sake.

/// Describes a structure: index, field, what its setter takes, name on the wire, traits.
///
/// A setter takes a `Type`, `~Type` (anything that becomes one), `[Type]` or `[~Type]` (a list's elements),
/// or `{Key, Value}` (a map's entries); a field that only the service sets has none. `Name: Default` says that the
/// struct derives it, `Name: new` adds a `new` without arguments too.
///
/// ```
/// # use std::collections::BTreeMap;
/// #[derive(Clone, Default)]
/// pub struct Backup {
///     pub name: Option<String>,
///     pub size: Option<i64>,
///     pub copies: Vec<String>,
///     pub labels: BTreeMap<String, String>,
///     pub secret: Option<String>,
/// }
///
/// shapesmith_runtime::structure! { Backup: new = "Backup" {
///     0: name: ~String = "Name",
///     1: size: i64 = "Size",
///     2: copies: [~String] = "Copies",
///     3: labels: {String, String} = "Labels",
///     4: secret = "Secret" [Sensitive],
/// } }
///
/// let backup = Backup::new().name("daily").copies(["a", "b"]).labels([("a", "b")]);
/// assert_eq!(backup.copies, ["a", "b"]);
/// ```
#[macro_export]
macro_rules! structure {
    ($name:ident: new $($table:tt)+) => {
        impl $name {
            /// Everything is left out until it is set.
            #[inline]
            pub fn new() -> Self {
                ::std::default::Default::default()
            }
        }

        $crate::structure! { $name: Default $($table)+ }
    };
    ($name:ident: Default $($table:tt)+) => {
        $crate::__structure! { default $name $($table)+ }
    };
    ($name:ident $($table:tt)+) => {
        $crate::__structure! { fields $name $($table)+ }
    };
}

/// The table and the traits over it; the first word says how a blank one is made.
#[doc(hidden)]
#[macro_export]
macro_rules! __structure {
    ($blank:ident $name:ident = $wire:literal $([$($trait:expr),+ $(,)?])? {
        $($index:literal: $field:ident
            $(: ~$into:path)? $(: $ty:path)?
            $(: [~$into_element:path])? $(: [$element:path])? $(: {$key:ty, $value:ty})?
            = $member:literal $([$($member_trait:expr),+ $(,)?])?
        ),* $(,)?
    }) => {
        $crate::__setters! { $name
            $(
                $($field ~$into;)? $($field = $ty;)?
                $($field [~$into_element];)? $($field [$element];)? $($field {$key, $value};)?
            )*
        }

        impl $crate::value::Structure for $name {
            #[inline]
            fn schema(&self) -> &'static $crate::schema::Schema {
                #[allow(unused_imports)]
                use $crate::schema::{TimestampFormat::*, Trait::*};
                &$crate::schema::Schema {
                    name: $wire,
                    members: &[$($member),*],
                    member_traits: &[$($(($index, &[$($member_trait),+]),)?)*],
                    traits: &[$($($trait),+)?],
                }
            }

            #[inline]
            fn show<'a>(&'a self, look: &mut $crate::value::Look<'_, 'a>) {
                look.at(&[$($crate::value::Value::read(&self.$field)),*]);
            }

            #[inline]
            fn place(&mut self, index: usize, wanted: $crate::value::Presence) -> $crate::value::Slot<'_> {
                // In a structure without members nobody asks.
                let _ = wanted;
                match index {
                    $($index => $crate::value::place(&mut self.$field, wanted),)*
                    _ => $crate::value::Slot::Nothing,
                }
            }

            #[inline]
            fn blank() -> Self {
                $crate::__blank! { $blank $($field)* }
            }
        }

        impl ::std::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::compare::equal(self, other)
            }
        }

        $crate::__shown! { $name }
    };
}

/// A structure of which nothing is there.
#[doc(hidden)]
#[macro_export]
macro_rules! __blank {
    (default $($field:ident)*) => {
        ::std::default::Default::default()
    };
    (fields $($field:ident)*) => {
        Self { $($field: $crate::value::Value::blank()),* }
    };
}

/// The setters of a structure, named like its fields.
#[doc(hidden)]
#[macro_export]
macro_rules! __setters {
    ($name:ident) => {};
    ($name:ident $($field:ident
        $(~$into:path)? $(= $ty:path)?
        $([~$into_element:path])? $([$element:path])? $({$key:ty, $value:ty})?;
    )+) => {
        impl $name {
            $($(
                /// Sets the field of this name.
                pub fn $field(mut self, value: impl ::std::convert::Into<$into>) -> Self {
                    $crate::macros::assign::assign_into::<$into>(&mut self.$field, value);
                    self
                }
            )? $(
                /// Sets the field of this name.
                #[inline]
                pub fn $field(mut self, value: $ty) -> Self {
                    $crate::macros::assign::Assign::assign(&mut self.$field, value);
                    self
                }
            )? $(
                /// Sets the list of this name.
                pub fn $field(
                    mut self,
                    elements: impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<$into_element>>,
                ) -> Self {
                    $crate::macros::assign::assign_list::<$into_element>(&mut self.$field, elements);
                    self
                }
            )? $(
                /// Sets the list of this name.
                pub fn $field(mut self, elements: impl ::std::iter::IntoIterator<Item = $element>) -> Self {
                    $crate::macros::assign::assign_list::<$element>(&mut self.$field, elements);
                    self
                }
            )? $(
                /// Sets the map of this name.
                pub fn $field(
                    mut self,
                    entries: impl ::std::iter::IntoIterator<
                        Item = (impl ::std::convert::Into<$key>, impl ::std::convert::Into<$value>),
                    >,
                ) -> Self {
                    $crate::macros::assign::assign_map::<$key, $value>(&mut self.$field, entries);
                    self
                }
            )?)+
        }
    };
}
