//! The part of `wire!` for unions.

/// The traits over the table of an enum with a variant for each member, and `Unrecognized` for others.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    ($name:ident $($index:literal => $variant:ident)*) => {
        impl $crate::__private::v1::Union for $name {
            #[inline]
            fn schema(&self) -> &'static $crate::__private::v1::Schema {
                <Self as $crate::__private::v1::Described>::SCHEMA
            }

            #[inline]
            fn active(&self) -> ::std::result::Result<(usize, &dyn $crate::__private::v1::Value), &str> {
                match self {
                    $(Self::$variant(value) => ::std::result::Result::Ok(($index, value)),)*
                    Self::Unrecognized(name) => ::std::result::Result::Err(name),
                }
            }

            #[inline]
            fn activate(
                &mut self,
                index: usize,
            ) -> ::std::option::Option<&mut dyn $crate::__private::v1::Value> {
                *self = match index {
                    $($index => Self::$variant($crate::__private::v1::Value::blank()),)*
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

        impl $crate::__private::v1::Value for $name {
            #[inline]
            fn read(&self) -> $crate::__private::v1::Ref<'_> {
                $crate::__private::v1::Ref::Union(self)
            }

            #[inline]
            fn write(&mut self) -> $crate::__private::v1::Slot<'_> {
                $crate::__private::v1::Slot::Union(self)
            }

            #[inline]
            fn blank() -> Self {
                Self::Unrecognized(::std::string::String::new())
            }
        }

        // A recursive union is boxed.
        impl $crate::__private::v1::Value for ::std::boxed::Box<$name> {
            #[inline]
            fn read(&self) -> $crate::__private::v1::Ref<'_> {
                $crate::__private::v1::Ref::Union(&**self)
            }

            #[inline]
            fn write(&mut self) -> $crate::__private::v1::Slot<'_> {
                $crate::__private::v1::Slot::Union(&mut **self)
            }

            #[inline]
            fn blank() -> Self {
                ::std::boxed::Box::new($crate::__private::v1::Value::blank())
            }
        }

        $crate::__shown! { $name }
    };
}
