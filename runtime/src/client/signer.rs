//! How a call says who makes it: by a signature, by what the program gave for it, or not at all.
//!
//! How it is signed is in `sign`, and where the rest goes in `identity`.

use super::identity::{API_KEY, BASIC, BEARER, Identities};
use crate::endpoint::FoundScheme;
use crate::error::EncodeError;
use crate::tables::{Operation, OperationTrait, SchemeKind};

const SIGV4: &str = "aws.auth#sigv4";
const NO_AUTH: &str = "smithy.api#noAuth";

/// How a call says who makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Nobody is told.
    Nameless,
    /// By a signature of version 4.
    Signature,
    /// By what the program gave for this scheme.
    Identity(&'static str),
}

/// The way that a call of the operation takes: what the program gave for it comes first, in the service's order, then the
/// signature. A service that lists others before the signature takes it too.
///
/// # Errors
/// The service wants something that there isn't, or that the program didn't give.
pub(super) fn way(
    operation: &Operation,
    identities: &Identities,
    schemes: &[FoundScheme],
) -> Result<Way, EncodeError> {
    if operation.traits.contains(&OperationTrait::Unsigned) {
        return Ok(Way::Nameless);
    }
    let own = operation.traits.iter().find_map(|found| match found {
        OperationTrait::Auth(signers) => Some(*signers),
        _ => None,
    });
    let signers = own.unwrap_or(operation.service.auth);
    let given = signers.iter().find(|scheme| identities.has(scheme));
    if let Some(scheme) = given {
        return Ok(Way::Identity(scheme));
    }
    if !schemes.is_empty() {
        return scheme(schemes).map(|_| Way::Signature).ok_or_else(|| {
            let names: Vec<&str> = schemes.iter().map(|found| found.kind.name()).collect();
            unsupported(&names)
        });
    }
    if signers.is_empty() || signers.contains(&SIGV4) {
        return Ok(Way::Signature);
    }
    let is_optional = operation.traits.contains(&OperationTrait::OptionalAuth);
    if is_optional || signers.contains(&NO_AUTH) {
        return Ok(Way::Nameless);
    }
    Err(missing(signers))
}

/// The first way that there is, of those that the endpoint takes.
pub(super) fn scheme(schemes: &[FoundScheme]) -> Option<&FoundScheme> {
    let mut schemes = schemes.iter();
    schemes.find(|found| found.kind == SchemeKind::SigV4)
}

fn unsupported(signers: &[&str]) -> EncodeError {
    EncodeError::new(format!(
        "signing with {} is not supported yet",
        signers.join(" or ")
    ))
}

/// What has to be given to the client, or that there is no such way.
fn missing(signers: &[&str]) -> EncodeError {
    let setting = |scheme: &&str| match *scheme {
        BEARER => Some("`bearer_token`"),
        API_KEY => Some("`api_key`"),
        BASIC => Some("`basic_auth`"),
        _ => None,
    };
    let settings: Vec<&str> = signers.iter().filter_map(setting).collect();
    if settings.is_empty() {
        return unsupported(signers);
    }
    let settings = settings.join(" or ");
    EncodeError::new(format!(
        "the service has to be told who calls: call {settings} of the client's builder"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shown::Secret;
    use crate::tables::Service;

    /// How a call of an operation of a service with these signers says who makes it.
    fn way_of(
        auth: &'static [&'static str],
        traits: &'static [OperationTrait],
        identities: &Identities,
    ) -> Result<Way, String> {
        let service: &'static Service = Box::leak(Box::new(Service {
            auth,
            ..Service::UNKNOWN
        }));
        let operation = Operation {
            traits,
            ..Operation::post(service)
        };
        way(&operation, identities, &[]).map_err(|error| error.to_string())
    }

    /// The same for a program that gave nothing.
    fn signed(
        auth: &'static [&'static str],
        traits: &'static [OperationTrait],
    ) -> Result<bool, String> {
        let way = way_of(auth, traits, &Identities::default());
        way.map(|way| way == Way::Signature)
    }

    #[test]
    fn what_the_program_gave_comes_before_a_signature_and_the_first_of_it_counts() {
        let key = || Some(Secret::new("x"));
        let both = Identities {
            bearer: key(),
            basic: key(),
            key: None,
            enter: None,
        };
        let all = &[SIGV4, API_KEY, BASIC, BEARER];
        assert_eq!(way_of(all, &[], &both), Ok(Way::Identity(BASIC)));
        let of_operation = &[OperationTrait::Auth(&[BEARER])];
        assert_eq!(way_of(all, of_operation, &both), Ok(Way::Identity(BEARER)));
        assert_eq!(way_of(&[API_KEY, SIGV4], &[], &both), Ok(Way::Signature));
        let unsigned = &[OperationTrait::Unsigned];
        assert_eq!(way_of(all, unsigned, &both), Ok(Way::Nameless));
    }

    #[test]
    fn what_the_program_has_to_give_is_named_unless_it_is_optional() {
        let nothing = Identities::default();
        let error = way_of(&[API_KEY, BEARER], &[], &nothing).unwrap_err();
        assert!(
            error.contains("call `api_key` or `bearer_token`"),
            "{error}"
        );
        let optional = &[OperationTrait::OptionalAuth];
        assert_eq!(way_of(&[BEARER], optional, &nothing), Ok(Way::Nameless));
    }

    #[test]
    fn version_4_is_taken_wherever_it_is_listed() {
        assert_eq!(signed(&[], &[]), Ok(true));
        assert_eq!(
            signed(&["aws.auth#sigv4a", "aws.auth#sigv4"], &[]),
            Ok(true)
        );
        let bearer = &["smithy.api#httpBearerAuth", "aws.auth#sigv4"];
        assert_eq!(signed(bearer, &[]), Ok(true));
        assert_eq!(signed(bearer, &[OperationTrait::Unsigned]), Ok(false));
    }

    #[test]
    fn of_an_endpoints_ways_the_first_that_there_is_counts() {
        let kind_of = |kind| FoundScheme {
            kind,
            signing_name: None,
            signing_region: None,
            region_set: Vec::new(),
            raw_path: false,
        };
        let both = [kind_of(SchemeKind::SigV4A), kind_of(SchemeKind::SigV4)];
        assert_eq!(
            scheme(&both).map(|found| found.kind),
            Some(SchemeKind::SigV4)
        );
        let operation = Operation::post(&Service::UNKNOWN);
        let error = way(&operation, &Identities::default(), &both[..1])
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("signing with sigv4a is not supported yet"),
            "{error}"
        );
    }

    #[test]
    fn a_signer_that_there_is_not_is_named_unless_nothing_is_signed() {
        assert_eq!(signed(&["smithy.api#noAuth"], &[]), Ok(false));
        assert_eq!(signed(&["v2"], &[OperationTrait::Unsigned]), Ok(false));
        let error = signed(&["aws.auth#sigv4a", "v2"], &[]).unwrap_err();
        assert!(error.contains("aws.auth#sigv4a or v2"), "{error}");
    }
}
