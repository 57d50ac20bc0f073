//! `string_enum!`: an enum whose values are strings on the wire.
//!
//! Values that the model doesn't know are kept, never refused.

/// An enum of strings that keeps values which the model doesn't know.
///
/// With `sorted` before the name the values are in order and are looked up by binary search; with `: Ord` after it
/// the enum can be a map's key.
///
/// ```
/// shapesmith_runtime::string_enum! {
///     /// Where a backup stands.
///     Lifecycle {
///         /// It can be used.
///         Available = "AVAILABLE",
///     }
/// }
///
/// assert_eq!(Lifecycle::from("AVAILABLE"), Lifecycle::Available);
/// assert_eq!(Lifecycle::from("MELTED").as_str(), "MELTED");
/// ```
#[macro_export]
macro_rules! string_enum {
    ($(#[$attribute:meta])* sorted $name:ident $(: $order:ident)? { $($body:tt)* }) => {
        $crate::__string_enum! { sorted [$(#[$attribute])*] $name { $($body)* } }
        $crate::__enum_traits! { $name }
        $($crate::__enum_order! { $order $name })?
    };
    ($(#[$attribute:meta])* $name:ident $(: $order:ident)? { $($body:tt)* }) => {
        $crate::__string_enum! { scanned [$(#[$attribute])*] $name { $($body)* } }
        $crate::__enum_traits! { $name }
        $($crate::__enum_order! { $order $name })?
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
                match $crate::macros::lookup::$lookup(Self::TABLE, value) {
                    ::std::option::Option::Some(known) => ::std::clone::Clone::clone(known),
                    ::std::option::Option::None => Self::Unrecognized(::std::convert::From::from(value)),
                }
            }
        }

        impl $crate::value::StringEnum for $name {}
    };
}

/// What every enum of strings has beside its values.
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_traits {
    ($name:ident) => {
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

        impl ::std::hash::Hash for $name {
            #[inline]
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
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

/// The order of a map's keys: as on the wire.
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_order {
    (Ord $name:ident) => {
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
    };
}
