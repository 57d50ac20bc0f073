//! An error response on its way to a service's own type.
//!
//! The protocol reads it; which error it is follows from its code.

#[cfg(feature = "client")]
use super::Effort;
#[cfg(feature = "client")]
use super::FromParts;
#[cfg(feature = "client")]
use super::Known;
use super::{Details, ServiceError};
#[cfg(feature = "client")]
use crate::protocol::{Envelope, Protocol};
#[cfg(feature = "client")]
use crate::schema::Operation;
use crate::value::Value;

/// A service's error as it came, before its type is known.
#[derive(Debug)]
#[cfg_attr(not(feature = "client"), allow(dead_code))]
pub struct Parts {
    details: Details,
    #[cfg(feature = "client")]
    response: http::Response<bytes::Bytes>,
    #[cfg(feature = "client")]
    protocol: &'static dyn Protocol,
}

#[cfg(feature = "client")]
impl Parts {
    /// Reads the modelled structure. One that can't be read is blank: code, message and request id are still there.
    pub fn read<T: Value>(self) -> ServiceError<T> {
        let mut value = T::blank();
        if self.protocol.error(&self.response, &mut value).is_err() {
            value = T::blank();
        }
        ServiceError::new(value, self.details)
    }

    /// Keeps the body as a document; `null` if it is none.
    pub fn document(self) -> ServiceError<serde_json::Value> {
        let document = self.protocol.document(&self.response);
        ServiceError::new(document, self.details)
    }
}

/// Without a client there is no response to read.
#[cfg(not(feature = "client"))]
impl Parts {
    #[doc(hidden)]
    pub fn read<T: Value>(self) -> ServiceError<T> {
        ServiceError::new(T::blank(), self.details)
    }

    #[doc(hidden)]
    pub fn document(self) -> ServiceError<serde_json::Value> {
        ServiceError::new(serde_json::Value::Null, self.details)
    }
}

/// An error response before it has its type.
#[cfg(feature = "client")]
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) details: Details,
    response: http::Response<bytes::Bytes>,
    protocol: &'static dyn Protocol,
    /// The modelled error that it is.
    pub(crate) index: Option<usize>,
}

/// Reads an error response, and finds the modelled error that it is by its code.
#[cfg(feature = "client")]
pub(crate) fn refused(
    protocol: &'static dyn Protocol,
    operation: &Operation,
    response: http::Response<bytes::Bytes>,
    modelled: &'static [Known],
) -> Refused {
    let Envelope {
        code,
        message,
        request_id,
    } = protocol.refusal(operation, &response);
    let status = response.status();
    let code = code.unwrap_or_else(|| status.as_str().to_owned());
    let index = find(&code, operation.errors, modelled);
    let listed = is_listed(&code, operation.errors, modelled);
    let known = index.and_then(|index| modelled.get(index));
    let details = Details {
        code,
        message,
        request_id,
        status: status.as_u16(),
        operation: operation.name,
        flags: known.map(|known| known.flags).unwrap_or_default(),
        effort: Effort::default(),
        body: response.body().clone(),
        listed,
    };
    Refused {
        details,
        response,
        protocol,
        index,
    }
}

/// Two errors may share a code: the operation's own list says which one is meant. Where it doesn't, neither is: whichever
/// came first would give way to an error that a later model adds. Services that once spoke another protocol may send the
/// error's name instead of its code.
#[cfg(feature = "client")]
fn find(code: &str, listed: &[&str], modelled: &[Known]) -> Option<usize> {
    let with_code = |known: &Known| known.code == code;
    match alone(modelled, with_code) {
        Found::One(index) => Some(index),
        Found::Several => {
            let is_meant = |known: &Known| with_code(known) && listed.contains(&known.name);
            alone(modelled, is_meant).index()
        }
        Found::None => alone(modelled, |known| known.name == code).index(),
    }
}

/// Whether it is an error that the operation is documented to return.
#[cfg(feature = "client")]
fn is_listed(code: &str, listed: &[&str], modelled: &[Known]) -> bool {
    let is_meant = |known: &Known| known.code == code || known.name == code;
    let mut meant = modelled.iter().filter(|known| is_meant(known));
    meant.any(|known| listed.contains(&known.name))
}

/// How many of the modelled errors are wanted.
#[cfg(feature = "client")]
enum Found {
    None,
    One(usize),
    Several,
}

#[cfg(feature = "client")]
impl Found {
    fn index(self) -> Option<usize> {
        match self {
            Self::One(index) => Some(index),
            Self::None | Self::Several => None,
        }
    }
}

#[cfg(feature = "client")]
fn alone(modelled: &[Known], wanted: impl Fn(&Known) -> bool) -> Found {
    let mut indices = (0..).zip(modelled).filter(|(_, known)| wanted(known));
    match (indices.next(), indices.next()) {
        (None, _) => Found::None,
        (Some((index, _)), None) => Found::One(index),
        (Some(_), Some(_)) => Found::Several,
    }
}

/// Gives the error its type.
#[cfg(feature = "client")]
pub(crate) fn typed<E: FromParts>(refused: Refused) -> E {
    let Refused {
        details,
        response,
        protocol,
        index,
    } = refused;
    let parts = Parts {
        details,
        response,
        protocol,
    };
    match index {
        Some(index) => E::known(index, parts),
        None => E::unrecognized(parts),
    }
}

#[cfg(test)]
#[cfg(feature = "client")]
mod tests {
    use super::{Known, find};

    const fn known(name: &'static str, code: &'static str) -> Known {
        Known {
            name,
            code,
            flags: &[],
        }
    }

    const MODELLED: &[Known] = &[
        known("AlreadyExistsFault", "AlreadyExists"),
        known("DashboardNotFoundError", "ResourceNotFound"),
        known("ResourceNotFound", "ResourceNotFound"),
    ];

    #[test]
    fn of_two_errors_with_one_code_the_listed_one_is_meant() {
        let code = "ResourceNotFound";
        assert_eq!(find(code, &["ResourceNotFound"], MODELLED), Some(2));
        assert_eq!(find(code, &["DashboardNotFoundError"], MODELLED), Some(1));
    }

    #[test]
    fn of_two_errors_with_one_code_neither_is_meant_where_the_list_does_not_tell() {
        let code = "ResourceNotFound";
        let both = ["DashboardNotFoundError", "ResourceNotFound"];
        assert_eq!(find(code, &[], MODELLED), None);
        assert_eq!(find(code, &both, MODELLED), None);
        assert_eq!(find(code, &["AlreadyExistsFault"], MODELLED), None);
    }

    #[test]
    fn an_error_goes_by_its_code_and_else_by_its_name() {
        assert_eq!(find("AlreadyExists", &[], MODELLED), Some(0));
        assert_eq!(find("AlreadyExistsFault", &[], MODELLED), Some(0));
        assert_eq!(find("Other", &["AlreadyExistsFault"], MODELLED), None);
    }
}
