//! `service_error!`: the error enum of a service, and the questions that it answers.
//!
//! What the variants share is in [`error`](crate::error).

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
            /// There was nothing to sign the request with.
            Credentials($crate::CredentialsError),
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
                        return Self::$variant(parts.read());
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
                    $crate::error::Failure::Credentials(error) => Self::Credentials(error),
                }
            }

            #[inline]
            fn view(&self) -> $crate::error::View<'_> {
                match self {
                    $(Self::$variant(error) => error.view(),)*
                    Self::Unrecognized(error) => error.view(),
                    Self::Encode(error) => $crate::error::View::Failure(error),
                    Self::Decode(error) => $crate::error::View::Unread(error),
                    Self::Transport(error) | Self::Timeout(error) => $crate::error::View::Failure(error),
                    Self::Credentials(error) => $crate::error::View::Failure(error),
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
                $crate::error::FromParts::view(self).request_id()
            }

            /// The HTTP status of the response, if there was one.
            #[inline]
            pub fn status(&self) -> ::std::option::Option<u16> {
                $crate::error::FromParts::view(self).status()
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

/// The table of an operation: service, constant, name on the wire, method and path where they aren't `POST /`,
/// traits, and the variants of the errors that it lists.
#[macro_export]
macro_rules! operation {
    ($service:path: $constant:ident = $wire:literal $(($method:literal, $uri:literal))? $([$($trait:expr),+])? {
        $($error:ident,)*
    }) => {
        static $constant: $crate::schema::Operation = {
            #[allow(unused_imports)]
            use $crate::schema::OperationTrait::*;
            $crate::schema::Operation {
                name: $wire,
                errors: &[$(stringify!($error)),*],
                traits: &[$($($trait),+)?],
                $(method: $method, uri: $uri,)?
                ..$crate::schema::Operation::post(&$service)
            }
        };
    };
}
