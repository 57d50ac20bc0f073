//! The part of `wire!` for enums of strings.

/// What an enum of strings has beside `as_str` and `From<&str>`.
#[doc(hidden)]
#[macro_export]
macro_rules! __enumeration {
    ($name:ident) => {
        impl ::std::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(value: ::std::string::String) -> Self {
                <Self as ::std::convert::From<&str>>::from(&value)
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

        impl ::std::hash::Hash for $name {
            #[inline]
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                ::std::hash::Hash::hash(self.as_str(), state);
            }
        }

        impl $crate::__private::v1::StringEnum for $name {}

        impl $crate::__private::v1::Value for $name {
            #[inline]
            fn read(&self) -> $crate::__private::v1::Ref<'_> {
                $crate::__private::v1::Ref::Enumeration(self.as_str())
            }

            #[inline]
            fn write(&mut self) -> $crate::__private::v1::Slot<'_> {
                $crate::__private::v1::Slot::Enumeration(self)
            }

            #[inline]
            fn optional(
                member: &mut ::std::option::Option<Self>,
            ) -> $crate::__private::v1::Place<'_> {
                $crate::__private::v1::Place::Enumeration(member)
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
macro_rules! __order {
    ($name:ident) => {
        impl ::std::cmp::PartialOrd for $name {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                ::std::option::Option::Some(::std::cmp::Ord::cmp(self, other))
            }
        }

        impl ::std::cmp::Ord for $name {
            #[inline]
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                ::std::cmp::Ord::cmp(self.as_str(), other.as_str())
            }
        }
    };
}
