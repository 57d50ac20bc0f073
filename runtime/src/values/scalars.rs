//! The types that a value consists of in the end, and `Option`, which makes any of them absent.

use bytes::Bytes;
use jiff::Timestamp;

use super::{Optional, Place, Ref, Slot, Value};
use crate::stream::ByteStream;

macro_rules! scalar {
    ($($type:ty: $value:ident => $read:expr, $slot:ident $(, $place:ident)?;)*) => {$(
        impl Value for $type {
            fn read(&self) -> Ref<'_> {
                let $value = self;
                $read
            }
            fn write(&mut self) -> Slot<'_> {
                Slot::$slot(self)
            }
            $(
                #[inline]
                fn optional(member: &mut Option<Self>) -> Place<'_> {
                    Place::$place(member)
                }
            )?
            fn blank() -> Self {
                Self::default()
            }
        }
    )*};
}

scalar! {
    bool: value => Ref::Boolean(*value), Boolean;
    i32: value => Ref::Integer(i64::from(*value)), Integer, OptionalInteger;
    i64: value => Ref::Integer(*value), Long, OptionalLong;
    f32: value => Ref::Float(*value), Float;
    f64: value => Ref::Double(*value), Double;
    String: value => Ref::String(value), String, OptionalText;
    Bytes: value => Ref::Blob(value), Blob;
    Timestamp: value => Ref::Timestamp(*value), Timestamp;
    serde_json::Value: value => Ref::Document(value), Document;
}

impl Value for ByteStream {
    fn read(&self) -> Ref<'_> {
        Ref::Stream(self)
    }

    fn write(&mut self) -> Slot<'_> {
        Slot::Stream(self)
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// The input or output of an operation that has none.
impl Value for () {
    fn read(&self) -> Ref<'_> {
        Ref::Absent
    }

    fn write(&mut self) -> Slot<'_> {
        Slot::Nothing
    }

    fn blank() -> Self {}
}

impl<T: Value> Value for Option<T> {
    #[inline]
    fn read(&self) -> Ref<'_> {
        self.as_ref().map_or(Ref::Absent, Value::read)
    }

    #[inline]
    fn write(&mut self) -> Slot<'_> {
        self.present()
    }

    #[inline]
    fn place(&mut self) -> Place<'_> {
        T::optional(self)
    }

    #[inline]
    fn blank() -> Self {
        None
    }
}
