//! Whether calls of a service are signed for several regions, with Signature Version 4A: by its model, or by the rules of its
//! endpoints. What that asks of a crate is decided in `package`.

use crate::ir::{OperationTrait, RuleSet, RuleStep, Rules, Scheme, SchemeKind, Service};

const SIGV4A: &str = "aws.auth#sigv4a";

/// Whether nothing else is listed.
pub(super) fn only(signers: &[String]) -> bool {
    !signers.is_empty() && signers.iter().all(|signer| signer == SIGV4A)
}

/// Whether no call can be made without it.
pub(crate) fn always(service: &Service) -> bool {
    match &service.rules {
        Rules::Own(rules) => {
            let mut lists = lists(rules).peekable();
            let is_only = |list: &[Scheme]| !list.is_empty() && list.iter().all(is_such);
            if lists.peek().is_some() && lists.all(is_only) {
                return true;
            }
        }
        Rules::Shared(_) => {}
    }
    only(&service.auth)
}

/// Whether some calls can be made with it.
pub(crate) fn may_be(service: &Service) -> bool {
    let by_rules = match &service.rules {
        Rules::Own(rules) => lists(rules).any(|list| list.iter().any(is_such)),
        Rules::Shared(_) => false,
    };
    let is_listed = |signers: &[String]| signers.iter().any(|signer| signer == SIGV4A);
    let of_operation = |found: &OperationTrait| match found {
        OperationTrait::Auth(signers) => is_listed(signers),
        _ => false,
    };
    let mut operations = service.operations.iter();
    by_rules
        || is_listed(&service.auth)
        || operations.any(|operation| operation.traits.iter().any(of_operation))
}

fn is_such(scheme: &Scheme) -> bool {
    scheme.kind == SchemeKind::SigV4A
}

/// The ways to sign that each endpoint takes.
fn lists(rules: &RuleSet) -> impl Iterator<Item = &[Scheme]> {
    rules.steps.iter().filter_map(|step| match step {
        RuleStep::Endpoint(_, properties) => {
            let found = rules.properties.get(usize::from(*properties));
            Some(found.map_or(&[][..], |found| &found.schemes))
        }
        RuleStep::Unless(..) | RuleStep::Error(_) => None,
    })
}
