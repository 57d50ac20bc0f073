//! The macros that turn a type's table into the traits of [`value`](crate::value).
//!
//! They expand to little: everything that does work is a function of this crate over `dyn` traits.

/// Describes a structure: index, field, type of its setter, name on the wire, traits.
///
/// A type in brackets is a list's element, `{K, V}` a map's key and value; a field without a type gets no setter.
#[macro_export]
macro_rules! structure {
    ($name:ident = $wire:literal $([$($trait:expr),+])? {
        $($index:literal: $field:ident $(($($ty:tt)+))? = $member:literal $([$($member_trait:expr),+])?,)*
    }) => {
        impl $name {
            $($($crate::__setter! { $field $($ty)+ })?)*
        }

        #[allow(deprecated)]
        impl $crate::value::Structure for $name {
            #[inline]
            fn schema(&self) -> &'static $crate::schema::Schema {
                #[allow(unused_imports)]
                use $crate::schema::{TimestampFormat::*, Trait::*};
                static SCHEMA: $crate::schema::Schema = $crate::schema::Schema {
                    name: $wire,
                    members: &[$($crate::schema::Member {
                        name: $member,
                        traits: &[$($($member_trait),+)?],
                    }),*],
                    traits: &[$($($trait),+)?],
                };
                &SCHEMA
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

/// A setter for a field that holds a value, a list or a map.
#[doc(hidden)]
#[macro_export]
macro_rules! __setter {
    ($field:ident [$element:ty]) => {
        /// Sets the field of this name.
        #[allow(deprecated)]
        #[inline]
        pub fn $field(
            mut self,
            elements: impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<$element>>,
        ) -> Self {
            let elements: ::std::vec::Vec<$element> = $crate::value::collect(elements);
            $crate::value::Assign::assign(&mut self.$field, elements);
            self
        }
    };
    ($field:ident {$key:ty, $value:ty}) => {
        /// Sets the field of this name.
        #[allow(deprecated)]
        #[inline]
        pub fn $field(
            mut self,
            entries: impl ::std::iter::IntoIterator<
                Item = (
                    impl ::std::convert::Into<$key>,
                    impl ::std::convert::Into<$value>,
                ),
            >,
        ) -> Self {
            let entries: ::std::collections::BTreeMap<$key, $value> =
                $crate::value::collect_entries(entries);
            $crate::value::Assign::assign(&mut self.$field, entries);
            self
        }
    };
    ($field:ident $ty:ty) => {
        /// Sets the field of this name.
        #[allow(deprecated)]
        #[inline]
        pub fn $field(mut self, value: impl ::std::convert::Into<$ty>) -> Self {
            let value: $ty = ::std::convert::Into::into(value);
            $crate::value::Assign::assign(&mut self.$field, value);
            self
        }
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
                $crate::debug::show($crate::value::Value::read(self), formatter)
            }
        }

        $crate::__serde! { $name }
    };
}

/// An enum of strings that keeps values which the model doesn't know.
///
/// With `sorted` before the name the values are in order and are looked up by binary search.
#[macro_export]
macro_rules! string_enum {
    ($(#[$attribute:meta])* sorted $name:ident { $($body:tt)* }) => {
        $crate::__string_enum! { sorted [$(#[$attribute])*] $name { $($body)* } }
    };
    ($(#[$attribute:meta])* $name:ident { $($body:tt)* }) => {
        $crate::__string_enum! { scanned [$(#[$attribute])*] $name { $($body)* } }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum {
    ($lookup:ident [$($attribute:tt)*] $name:ident {
        $($(#[$variant_attribute:meta])* $variant:ident = $wire:literal,)*
    }) => {
        $($attribute)*
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_attribute])* $variant,)*
            /// A value that the model doesn't know; it is kept and sent as it is.
            Unrecognized(::std::string::String),
        }

        impl $name {
            const TABLE: &'static [(&'static str, Self)] = &[$(($wire, Self::$variant)),*];

            /// The values that the model knows.
            pub const VALUES: &'static [&'static str] = &[$($wire),*];

            /// The value on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unrecognized(value) => value,
                }
            }
        }

        impl ::std::convert::From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                match $crate::value::lookup::$lookup(Self::TABLE, value) {
                    ::std::option::Option::Some(known) => ::std::clone::Clone::clone(known),
                    ::std::option::Option::None => Self::Unrecognized(::std::convert::From::from(value)),
                }
            }
        }

        impl $crate::value::Enumeration for $name {
            #[inline]
            fn wire(&self) -> &str {
                self.as_str()
            }

            #[inline]
            fn set_wire(&mut self, value: &str) {
                *self = ::std::convert::From::from(value);
            }
        }

        $crate::__enum_traits! { $name }
    };
}

/// What every enum of strings has beside its values.
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_traits {
    ($name:ident) => {
        impl ::std::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(value: ::std::string::String) -> Self {
                ::std::convert::From::from(value.as_str())
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl ::std::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::std::cmp::Eq for $name {}

        impl ::std::cmp::PartialOrd for $name {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                ::std::option::Option::Some(::std::cmp::Ord::cmp(self, other))
            }
        }

        impl ::std::cmp::Ord for $name {
            #[inline]
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl ::std::hash::Hash for $name {
            #[inline]
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl $crate::value::Key for $name {
            #[inline]
            fn wire(&self) -> &str {
                self.as_str()
            }

            #[inline]
            fn from_wire(key: &str) -> Self {
                ::std::convert::From::from(key)
            }
        }

        impl $crate::value::Value for $name {
            #[inline]
            fn read(&self) -> $crate::value::Ref<'_> {
                $crate::value::Ref::Enumeration(self.as_str())
            }

            #[inline]
            fn write(&mut self) -> $crate::value::Slot<'_> {
                $crate::value::Slot::Enumeration(self)
            }

            #[inline]
            fn blank() -> Self {
                Self::Unrecognized(::std::string::String::new())
            }
        }

        $crate::__shown! { $name }
    };
}

/// Describes a union whose enum stands beside it: index, variant, name on the wire, traits.
#[macro_export]
macro_rules! tagged_union {
    ($name:ident = $wire:literal $([$($trait:expr),+])? {
        $($index:literal: $variant:ident = $member:literal $([$($member_trait:expr),+])?,)*
    }) => {
        #[allow(deprecated)]
        impl $crate::value::Union for $name {
            #[inline]
            fn schema(&self) -> &'static $crate::schema::Schema {
                #[allow(unused_imports)]
                use $crate::schema::{TimestampFormat::*, Trait::*};
                static SCHEMA: $crate::schema::Schema = $crate::schema::Schema {
                    name: $wire,
                    members: &[$($crate::schema::Member {
                        name: $member,
                        traits: &[$($($member_trait),+)?],
                    }),*],
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

        $crate::__shown! { $name }
    };
}

/// The error enum of a service: variant, type, code on the wire, what the model says of it.
#[macro_export]
macro_rules! service_error {
    ($(#[$attribute:meta])* $name:ident {
        $($(#[$variant_attribute:meta])* $variant:ident($ty:ty) = $code:literal $([$($trait:expr),+])?,)*
    }) => {
        $(#[$attribute])*
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_attribute])* $variant($crate::ServiceError<$ty>),)*
            /// An error that the model doesn't know, with its document.
            Unrecognized($crate::ServiceError<$crate::Document>),
            /// The request could not be written.
            Encode($crate::EncodeError),
            /// The response could not be read.
            Decode($crate::DecodeError),
            /// The request could not be sent, or no response came.
            Transport($crate::TransportError),
            /// No response came in time.
            Timeout($crate::TransportError),
        }

        impl $crate::error::FromParts for $name {
            const KNOWN: &'static [$crate::error::Known] = {
                #[allow(unused_imports)]
                use $crate::error::Flag::*;
                &[$($crate::error::Known {
                    name: stringify!($variant),
                    code: $code, flags: &[$($($trait),+)?],
                }),*]
            };

            #[inline]
            fn known(index: usize, parts: $crate::error::Parts) -> Self {
                let mut index = index;
                $(
                    if index == 0 {
                        return match parts.read() {
                            ::std::result::Result::Ok(error) => Self::$variant(error),
                            ::std::result::Result::Err(error) => Self::Decode(error),
                        };
                    }
                    index = index.wrapping_sub(1);
                )*
                let _ = index;
                Self::unrecognized(parts)
            }

            #[inline]
            fn unrecognized(parts: $crate::error::Parts) -> Self {
                Self::Unrecognized(parts.document())
            }

            #[inline]
            fn other(failure: $crate::error::Failure) -> Self {
                match failure {
                    $crate::error::Failure::Encode(error) => Self::Encode(error),
                    $crate::error::Failure::Decode(error) => Self::Decode(error),
                    $crate::error::Failure::Transport(error) => Self::Transport(error),
                    $crate::error::Failure::Timeout(error) => Self::Timeout(error),
                }
            }

            #[inline]
            fn view(&self) -> $crate::error::View<'_> {
                match self {
                    $(Self::$variant(error) => error.view(),)*
                    Self::Unrecognized(error) => error.view(),
                    Self::Encode(error) => $crate::error::View::Failure(error),
                    Self::Decode(error) => $crate::error::View::Failure(error),
                    Self::Transport(error) | Self::Timeout(error) => $crate::error::View::Failure(error),
                }
            }
        }

        $crate::__error_accessors! { $name }
    };
}

/// The questions that every error answers.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_accessors {
    ($name:ident) => {
        impl $name {
            /// The code that the service gave; `None` if the service didn't answer.
            #[inline]
            pub fn code(&self) -> ::std::option::Option<&str> {
                $crate::error::FromParts::view(self)
                    .details()
                    .map($crate::error::Details::code)
            }

            /// The service's message.
            #[inline]
            pub fn message(&self) -> ::std::option::Option<&str> {
                $crate::error::FromParts::view(self)
                    .details()
                    .and_then($crate::error::Details::message)
            }

            /// The identifier to give to AWS support.
            #[inline]
            pub fn request_id(&self) -> ::std::option::Option<&str> {
                $crate::error::FromParts::view(self)
                    .details()
                    .and_then($crate::error::Details::request_id)
            }

            /// The HTTP status of the response.
            #[inline]
            pub fn status(&self) -> ::std::option::Option<u16> {
                $crate::error::FromParts::view(self)
                    .details()
                    .map($crate::error::Details::status)
            }

            /// Whether the same call may succeed when it is made again.
            #[inline]
            pub fn is_retryable(&self) -> bool {
                $crate::error::is_retryable(self)
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&$crate::error::FromParts::view(self), formatter)
            }
        }

        impl ::std::error::Error for $name {
            #[inline]
            fn source(&self) -> ::std::option::Option<&(dyn ::std::error::Error + 'static)> {
                $crate::error::FromParts::view(self).source()
            }
        }
    };
}
