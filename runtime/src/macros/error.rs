//! The part of `wire!` for a service's error enum.
//!
//! What the variants share is in [`error`](crate::error).

/// How a call makes an error, and what every error is asked.
#[doc(hidden)]
#[macro_export]
macro_rules! __error {
    ($name:ident $($index:literal => $variant:ident)*) => {
        impl $crate::__private::v1::FromParts for $name {
            #[inline]
            fn known(index: usize, parts: $crate::__private::v1::Parts) -> Self {
                match index {
                    $($index => Self::$variant(parts.read()),)*
                    _ => Self::unrecognized(parts),
                }
            }

            #[inline]
            fn unrecognized(parts: $crate::__private::v1::Parts) -> Self {
                Self::Unrecognized(parts.document())
            }

            #[inline]
            fn other(failure: $crate::__private::v1::Failure) -> Self {
                match failure {
                    $crate::__private::v1::Failure::Encode(error) => Self::Encode(error),
                    $crate::__private::v1::Failure::Decode(error) => Self::Decode(error),
                    $crate::__private::v1::Failure::Transport(error) => Self::Transport(error),
                    $crate::__private::v1::Failure::Timeout(error) => Self::Timeout(error),
                    $crate::__private::v1::Failure::Credentials(error) => Self::Credentials(error),
                }
            }

            #[inline]
            fn view(&self) -> $crate::__private::v1::View<'_> {
                match self {
                    $(Self::$variant(error) => error.view(),)*
                    Self::Unrecognized(error) => error.view(),
                    Self::Encode(error) => $crate::__private::v1::View::Failure(error),
                    Self::Decode(error) => $crate::__private::v1::View::Unread(error),
                    Self::Transport(error) | Self::Timeout(error) => {
                        $crate::__private::v1::View::Failure(error)
                    }
                    Self::Credentials(error) => $crate::__private::v1::View::Failure(error),
                }
            }
        }

        impl $crate::CallError for $name {
            #[inline]
            fn code(&self) -> ::std::option::Option<&str> {
                $crate::__private::v1::FromParts::view(self).code()
            }

            #[inline]
            fn message(&self) -> ::std::option::Option<&str> {
                $crate::__private::v1::FromParts::view(self).message()
            }

            #[inline]
            fn request_id(&self) -> ::std::option::Option<&str> {
                $crate::__private::v1::FromParts::view(self).request_id()
            }

            #[inline]
            fn status(&self) -> ::std::option::Option<u16> {
                $crate::__private::v1::FromParts::view(self).status()
            }

            #[inline]
            fn is_retryable(&self) -> bool {
                $crate::__private::v1::is_retryable(self)
            }

            #[inline]
            fn attempts(&self) -> u32 {
                $crate::__private::v1::FromParts::view(self).attempts()
            }

            #[inline]
            fn elapsed(&self) -> ::std::time::Duration {
                $crate::__private::v1::FromParts::view(self).elapsed()
            }
        }

        // What a program shows whose `main` returns it; `{:#?}` shows the structure.
        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    $(Self::$variant(error) if formatter.alternate() => {
                        ::std::fmt::Debug::fmt(error, formatter)
                    })*
                    Self::Unrecognized(error) if formatter.alternate() => {
                        ::std::fmt::Debug::fmt(error, formatter)
                    }
                    _ => ::std::fmt::Debug::fmt(
                        &$crate::__private::v1::FromParts::view(self),
                        formatter,
                    ),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&$crate::__private::v1::FromParts::view(self), formatter)
            }
        }

        impl ::std::error::Error for $name {
            #[inline]
            fn source(&self) -> ::std::option::Option<&(dyn ::std::error::Error + 'static)> {
                $crate::__private::v1::FromParts::view(self).source()
            }
        }
    };
}
