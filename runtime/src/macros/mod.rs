//! The macros that turn a type's table into the traits of [`value`](crate::value).
//!
//! They expand to little: everything that does work is a function of this crate over `dyn` traits. Each method is
//! `#[inline]`, so that rustc compiles it where it is used and not in the generated crate. For the same reason none of
//! them makes a `dyn` of its type: that is the part of one function of `value`, or a program would hold the methods once
//! for each part of it that rustc compiles by itself.

pub mod assign;
pub mod lookup;
mod service_error;
mod string_enum;
mod structure;
mod tables;
mod tagged_union;

/// `Debug`, and serde where the feature is on, through the table.
#[doc(hidden)]
#[macro_export]
macro_rules! __shown {
    ($name:ident) => {
        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::debug::show($crate::value::Value::read(self), formatter)
            }
        }

        $crate::__serde! { $name }
    };
}
