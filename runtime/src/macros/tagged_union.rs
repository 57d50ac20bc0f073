//! `tagged_union!`: what an enum with one variant per member needs beside its variants.
//!
//! The enum itself is written by hand above it.

/// Describes a union whose enum stands beside it: index, variant, name on the wire, traits.
#[macro_export]
macro_rules! tagged_union {
    ($name:ident = $wire:literal $([$($trait:expr),+])? {
        $($index:literal: $variant:ident = $member:literal $([$($member_trait:expr),+])?,)*
    }) => {
        impl $crate::value::Union for $name {
            #[inline]
            fn schema(&self) -> &'static $crate::schema::Schema {
                #[allow(unused_imports)]
                use $crate::schema::{TimestampFormat::*, Trait::*};
                static SCHEMA: $crate::schema::Schema = $crate::schema::Schema {
                    name: $wire,
                    members: &[$($member),*],
                    member_traits: &[$($(($index, &[$($member_trait),+]),)?)*],
                    traits: &[$($($trait),+)?],
                };
                &SCHEMA
            }

            #[inline]
            fn active(&self) -> ::std::result::Result<(usize, &dyn $crate::value::Value), &str> {
                match self {
                    $(Self::$variant(value) => ::std::result::Result::Ok(($index, value)),)*
                    Self::Unrecognized(name) => ::std::result::Result::Err(name),
                }
            }

            #[inline]
            fn activate(&mut self, index: usize) -> ::std::option::Option<&mut dyn $crate::value::Value> {
                *self = match index {
                    $($index => Self::$variant($crate::value::Value::blank()),)*
                    _ => return ::std::option::Option::None,
                };
                match self {
                    $(Self::$variant(value) => ::std::option::Option::Some(value),)*
                    Self::Unrecognized(_) => ::std::option::Option::None,
                }
            }

            #[inline]
            fn unrecognized(&mut self, name: &str) {
                *self = Self::Unrecognized(::std::convert::From::from(name));
            }
        }

        impl $crate::value::Value for $name {
            #[inline]
            fn read(&self) -> $crate::value::Ref<'_> {
                $crate::value::Ref::Union(self)
            }

            #[inline]
            fn write(&mut self) -> $crate::value::Slot<'_> {
                $crate::value::Slot::Union(self)
            }

            #[inline]
            fn blank() -> Self {
                Self::Unrecognized(::std::string::String::new())
            }
        }

        // A recursive union is boxed.
        impl $crate::value::Value for ::std::boxed::Box<$name> {
            #[inline]
            fn read(&self) -> $crate::value::Ref<'_> {
                $crate::value::Ref::Union(&**self)
            }

            #[inline]
            fn write(&mut self) -> $crate::value::Slot<'_> {
                $crate::value::Slot::Union(&mut **self)
            }

            #[inline]
            fn blank() -> Self {
                ::std::boxed::Box::new($crate::value::Value::blank())
            }
        }

        $crate::__shown! { $name }
    };
}
