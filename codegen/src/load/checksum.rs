//! Reads `httpChecksum` of an operation.

use super::cursor::Object;
use super::grammar::Grammar;
use super::ignored::OPERATION;
use super::model::Checksum;

pub(super) fn read(operation: &Object<'_>) -> Option<Checksum> {
    let object = operation.get("httpChecksum")?.object()?;
    let checksum = of(&object);
    object.finish(OPERATION);
    Some(checksum)
}

/// The keys of it, which both formats have.
pub(super) fn of(object: &Object<'_>) -> Checksum {
    Checksum {
        request_algorithm_member: object.formed("requestAlgorithmMember", Grammar::Member),
        request_checksum_required: object.flag("requestChecksumRequired"),
        request_validation_mode_member: object
            .formed("requestValidationModeMember", Grammar::Member),
        response_algorithms: object.all_formed("responseAlgorithms", Grammar::Word),
    }
}
