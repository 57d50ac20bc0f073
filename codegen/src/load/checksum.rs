//! Reads `httpChecksum` of an operation.

use super::cursor::Object;
use super::ignored::OPERATION;
use super::model::Checksum;

pub(super) fn read(operation: &Object<'_>) -> Option<Checksum> {
    let object = operation.get("httpChecksum")?.object()?;
    let checksum = Checksum {
        request_algorithm_member: object.text("requestAlgorithmMember"),
        request_checksum_required: object.flag("requestChecksumRequired"),
        request_validation_mode_member: object.text("requestValidationModeMember"),
        response_algorithms: object.texts("responseAlgorithms"),
    };
    object.finish(OPERATION);
    Some(checksum)
}
