//! serde for every generated type, through its table: wire names as keys, timestamps as RFC 3339, blobs as base64.
//!
//! The value goes through a document, so that one codec serves every format and no type pays for its own.

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::Value as Document;

use crate::json::{self, Dialect};
use crate::value::{Ref, Value};

/// Serializes a value through its table.
///
/// # Errors
/// A union holds a member that the model doesn't know, or the format fails.
pub fn serialize<S: Serializer>(value: &Ref<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let text = json::write(value, Dialect::Serde).map_err(S::Error::custom)?;
    let document: Document = serde_json::from_slice(&text).map_err(S::Error::custom)?;
    document.serialize(serializer)
}

/// Deserializes a value through its table; unknown members are passed over.
///
/// # Errors
/// The document isn't what the model says, or the format fails.
pub fn deserialize<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let document = Document::deserialize(deserializer)?;
    let mut value = T::blank();
    json::read(
        document.to_string().as_bytes(),
        value.write(),
        Dialect::Serde,
    )
    .map_err(D::Error::custom)?;
    Ok(value)
}

#[doc(hidden)]
pub use serde;

/// serde's traits for one type.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {
        impl $crate::__private::v1::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::__private::v1::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::__private::v1::serialize(
                    &$crate::__private::v1::Value::read(self),
                    serializer,
                )
            }
        }

        impl<'de> $crate::__private::v1::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::__private::v1::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__private::v1::deserialize(deserializer)
            }
        }
    };
}
