//! The part of `wire!` for structures.

/// The traits over a struct's table; what a blank one is made of stands in parentheses.
#[doc(hidden)]
#[macro_export]
macro_rules! __structure {
    ($name:ident ($blank:expr) $($index:literal => $field:ident)*) => {
        impl $crate::__private::v1::Structure for $name {
            #[inline]
            fn schema(&self) -> &'static $crate::__private::v1::Schema {
                <Self as $crate::__private::v1::Described>::SCHEMA
            }

            #[inline]
            fn show<'a>(&'a self, look: &mut $crate::__private::v1::Look<'_, 'a>) {
                look.at(&[$($crate::__private::v1::Value::read(&self.$field)),*]);
            }

            #[inline]
            fn places<'a>(&'a mut self, fill: &mut $crate::__private::v1::Fill<'_, 'a>) {
                fill.at(&mut [$($crate::__private::v1::Value::place(&mut self.$field)),*]);
            }

            #[inline]
            fn blank() -> Self {
                $blank
            }
        }

        impl ::std::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::v1::equal(self, other)
            }
        }

        $crate::__shown! { $name }
    };
}
