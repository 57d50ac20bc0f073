//! Which of a service's errors a response is: that follows from its code.

use super::{FromParts, Known, Parts};
use crate::error::{Details, Effort};
use crate::over_http::protocol::{Envelope, Protocol};
use crate::tables::Operation;

/// An error response before it has its type.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) details: Details,
    response: http::Response<bytes::Bytes>,
    protocol: &'static dyn Protocol,
    /// The modelled error that it is.
    pub(crate) index: Option<usize>,
}

/// Reads an error response, and finds the modelled error that it is by its code.
pub(crate) fn refused(
    protocol: &'static dyn Protocol,
    operation: &Operation,
    response: http::Response<bytes::Bytes>,
    modelled: &'static [Known],
) -> Refused {
    let Envelope {
        code,
        name,
        message,
        request_id,
    } = protocol.refusal(operation, &response);
    let status = response.status();
    let code = code.unwrap_or_else(|| status.as_str().to_owned());
    let mut index = find(&code, operation.errors, modelled);
    let mut listed = is_listed(&code, operation.errors, modelled);
    // A code of the protocol that the service once spoke may be in no model.
    if let Some(name) = name.filter(|_| index.is_none() && !listed) {
        index = find(&name, operation.errors, modelled);
        listed = is_listed(&name, operation.errors, modelled);
    }
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
fn is_listed(code: &str, listed: &[&str], modelled: &[Known]) -> bool {
    let is_meant = |known: &Known| known.code == code || known.name == code;
    let mut meant = modelled.iter().filter(|known| is_meant(known));
    meant.any(|known| listed.contains(&known.name))
}

/// How many of the modelled errors are wanted.
enum Found {
    None,
    One(usize),
    Several,
}

impl Found {
    fn index(self) -> Option<usize> {
        match self {
            Self::One(index) => Some(index),
            Self::None | Self::Several => None,
        }
    }
}

fn alone(modelled: &[Known], wanted: impl Fn(&Known) -> bool) -> Found {
    let mut indices = (0..).zip(modelled).filter(|(_, known)| wanted(known));
    match (indices.next(), indices.next()) {
        (None, _) => Found::None,
        (Some((index, _)), None) => Found::One(index),
        (Some(_), Some(_)) => Found::Several,
    }
}

/// Gives the error its type.
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
mod tests {
    use bytes::Bytes;

    use super::{Known, find, refused};
    use crate::over_http::protocol::AwsJson1_0;
    use crate::tables::{Operation, Service};

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

    /// As SQS answers: the code is that of the days of XML, which is in no model.
    #[test]
    fn an_error_whose_code_is_of_another_protocol_goes_by_its_name() {
        let body = Bytes::from_static(br#"{"__type": "com.amazonaws.a#AlreadyExistsFault"}"#);
        let response = http::Response::builder().status(400);
        let response = response.header("x-amzn-query-error", "AWS.Old.AlreadyThere;Sender");
        let operation = Operation::post(&Service::UNKNOWN);
        let found = refused(
            &AwsJson1_0,
            &operation,
            response.body(body).unwrap(),
            MODELLED,
        );
        assert_eq!(found.index, Some(0));
        assert_eq!(found.details.code, "AWS.Old.AlreadyThere");
    }

    #[test]
    fn an_error_goes_by_its_code_and_else_by_its_name() {
        assert_eq!(find("AlreadyExists", &[], MODELLED), Some(0));
        assert_eq!(find("AlreadyExistsFault", &[], MODELLED), Some(0));
        assert_eq!(find("Other", &["AlreadyExistsFault"], MODELLED), None);
    }
}
