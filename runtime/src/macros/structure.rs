//! `structure!`: what a plain struct needs beside its fields.
//!
//! The struct itself is written by hand above it, for the reader's sake.

/// Describes a structure: index, field, type of its setter, name on the wire, traits.
///
/// `Name: Default` makes `new` too, for a structure of which nothing is required. A type in brackets is a list's element, `{K, V}` a map's key and value; a field without a type gets no setter.
///
/// ```
/// # use std::collections::BTreeMap;
/// #[derive(Clone, Default, PartialEq)]
/// pub struct Backup {
///     pub name: Option<String>,
///     pub sizes: Vec<i64>,
///     pub labels: BTreeMap<String, String>,
///     pub secret: Option<String>,
/// }
///
/// shapesmith_runtime::structure! { Backup = "Backup" {
///     0: name: String = "Name" [Required],
///     1: sizes: [i64] = "Sizes",
///     2: labels: {String, String} = "Labels",
///     3: secret = "Secret" [Sensitive],
/// } }
///
/// let backup = Backup::default().name("daily").sizes([1, 2]).labels([("a", "b")]);
/// assert_eq!(backup.sizes, [1, 2]);
/// ```
#[macro_export]
macro_rules! structure {
    ($name:ident: Default = $wire:literal $($table:tt)+) => {
        impl $name {
            /// Everything is left out until it is set.
            #[inline]
            pub fn new() -> Self {
                ::std::default::Default::default()
            }
        }

        $crate::structure! { $name = $wire $($table)+ }
    };
    ($name:ident = $wire:literal $([$($trait:expr),+ $(,)?])? {
        $($index:literal: $field:ident
            $(: $ty:path)? $(: [$element:ty])? $(: {$key:ty, $value:ty})?
            = $member:literal $([$($member_trait:expr),+ $(,)?])?
        ),* $(,)?
    }) => {
        #[allow(deprecated)]
        impl $name {
            $(
                $(
                    /// Sets the field of this name.
                    pub fn $field(mut self, value: impl ::std::convert::Into<$ty>) -> Self {
                        let value: $ty = value.into();
                        $crate::value::Assign::assign(&mut self.$field, value);
                        self
                    }
                )?
                $(
                    /// Sets the list of this name.
                    pub fn $field(
                        mut self,
                        elements: impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<$element>>,
                    ) -> Self {
                        $crate::value::assign_list::<$element>(&mut self.$field, elements);
                        self
                    }
                )?
                $(
                    /// Sets the map of this name.
                    pub fn $field(
                        mut self,
                        entries: impl ::std::iter::IntoIterator<
                            Item = (impl ::std::convert::Into<$key>, impl ::std::convert::Into<$value>),
                        >,
                    ) -> Self {
                        $crate::value::assign_map::<$key, $value>(&mut self.$field, entries);
                        self
                    }
                )?
            )*
        }

        #[allow(deprecated)]
        impl $crate::value::Structure for $name {
            #[inline]
            fn schema(&self) -> &'static $crate::schema::Schema {
                $crate::__schema! {
                    $wire [$($($trait),+)?] { $($member [$($($member_trait),+)?])* }
                }
            }

            #[inline]
            fn member(&self, index: usize) -> ::std::option::Option<&dyn $crate::value::Value> {
                match index {
                    $($index => ::std::option::Option::Some(&self.$field),)*
                    _ => ::std::option::Option::None,
                }
            }

            #[inline]
            fn member_mut(&mut self, index: usize) -> ::std::option::Option<&mut dyn $crate::value::Value> {
                match index {
                    $($index => ::std::option::Option::Some(&mut self.$field),)*
                    _ => ::std::option::Option::None,
                }
            }
        }

        #[allow(deprecated)]
        impl $crate::value::Value for $name {
            #[inline]
            fn read(&self) -> $crate::value::Ref<'_> {
                $crate::value::Ref::Structure(self)
            }

            #[inline]
            fn write(&mut self) -> $crate::value::Slot<'_> {
                $crate::value::Slot::Structure(self)
            }

            #[inline]
            fn blank() -> Self {
                Self { $($field: $crate::value::Value::blank()),* }
            }
        }

        $crate::__shown! { $name }
    };
}
