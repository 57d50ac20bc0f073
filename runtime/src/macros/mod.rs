//! `wire!`: what a generated type shows of itself to the codecs, the same lines for each type of a kind.
//!
//! It expands to little: everything that does work is a function of this crate over `dyn` traits. Each method is
//! `#[inline]`, so that rustc compiles it where it is used and not in the generated crate. For the same reason nothing
//! here makes a `dyn` of a type: that is the part of one function of `value`, or a program would hold the methods once
//! for each part of it that rustc compiles by itself.

mod enumeration;
mod error;
pub mod lookup;
mod requires;
mod structure;
mod union;

/// Lets the codecs see a type that stands beside its table.
///
/// - `struct Name { 0 => field, … }` hands on the fields by their index in the table, and implements `PartialEq` and
///   `Debug` (which redacts what is sensitive) over it. `struct Name impl Default { … }` says that the struct has a
///   default, which is then what stands in for one that the service left out.
/// - `union Name { 0 => Variant, … }` does the same for the enum of a union.
/// - `enum Name` makes an enum of strings compare, hash and print by its value on the wire; `enum Name impl Ord` lets it
///   be a map's key.
/// - `error Name { 0 => Variant, … }` lets a call make a service's error, and answers what every error is asked.
///
/// With the feature `serde` all but errors can be serialized.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire {
    (struct $name:ident impl Default { $($index:literal => $field:ident),* $(,)? }) => {
        $crate::__structure! { $name (::std::default::Default::default()) $($index => $field)* }
    };
    (struct $name:ident { $($index:literal => $field:ident),* $(,)? }) => {
        $crate::__structure! {
            $name (Self { $($field: $crate::__private::v1::Value::blank()),* }) $($index => $field)*
        }
    };
    (union $name:ident { $($index:literal => $variant:ident),* $(,)? }) => {
        $crate::__union! { $name $($index => $variant)* }
    };
    (enum $name:ident) => {
        $crate::__enumeration! { $name }
    };
    (enum $name:ident impl Ord) => {
        $crate::__enumeration! { $name }
        $crate::__order! { $name }
    };
    (error $name:ident { $($index:literal => $variant:ident),* $(,)? }) => {
        $crate::__error! { $name $($index => $variant)* }
    };
}

/// `Debug`, and serde where the feature is on, through the table.
#[doc(hidden)]
#[macro_export]
macro_rules! __shown {
    ($name:ident) => {
        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::v1::show($crate::__private::v1::Value::read(self), formatter)
            }
        }

        $crate::__serde! { $name }
    };
}
