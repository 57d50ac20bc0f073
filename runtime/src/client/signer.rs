//! Whether an operation is signed, and that its service takes the signature that there is.
//!
//! How it is signed is in `sign`.

use crate::error::EncodeError;
use crate::tables::{Operation, OperationTrait};

const SIGV4: &str = "aws.auth#sigv4";
const NO_AUTH: &str = "smithy.api#noAuth";

/// Whether a call of the operation is signed with Signature Version 4. A service that lists others before it takes it too.
///
/// # Errors
/// The service wants a signer that there isn't.
pub(super) fn signs(operation: &Operation) -> Result<bool, EncodeError> {
    let signers = operation.service.auth;
    if operation.traits.contains(&OperationTrait::Unsigned) {
        return Ok(false);
    }
    if signers.is_empty() || signers.contains(&SIGV4) {
        return Ok(true);
    }
    if signers.contains(&NO_AUTH) {
        return Ok(false);
    }
    Err(EncodeError::new(format!(
        "signing with {} is not supported yet",
        signers.join(" or ")
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::Service;

    /// Whether an operation of a service with these signers is signed.
    fn signed(
        auth: &'static [&'static str],
        traits: &'static [OperationTrait],
    ) -> Result<bool, String> {
        let service: &'static Service = Box::leak(Box::new(Service {
            auth,
            ..Service::UNKNOWN
        }));
        let operation = Operation {
            traits,
            ..Operation::post(service)
        };
        signs(&operation).map_err(|error| error.to_string())
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
    fn a_signer_that_there_is_not_is_named_unless_nothing_is_signed() {
        assert_eq!(signed(&["smithy.api#noAuth"], &[]), Ok(false));
        assert_eq!(signed(&["v2"], &[OperationTrait::Unsigned]), Ok(false));
        let error = signed(&["smithy.api#httpBearerAuth"], &[]).unwrap_err();
        assert!(error.contains("smithy.api#httpBearerAuth"), "{error}");
        let error = signed(&["aws.auth#sigv4a", "v2"], &[]).unwrap_err();
        assert!(error.contains("aws.auth#sigv4a or v2"), "{error}");
    }
}
