//! Changes of the service's errors: the variants of its error enum. Their members are those of structures.

use super::comparison::{Comparison, Of, Place};
use super::pairs::pairs;
use super::rules::Rule;
use super::side::Side;
use crate::ir::{ErrorVariant, Exception};

/// Whether a type is a variant of the error enum, which types without a client don't have.
pub(super) fn is_error(side: &Side<'_>, shape: &str) -> bool {
    if side.package.types_only {
        return false;
    }
    let mut errors = side.service.exceptions.iter();
    errors.any(|found| found.structure.shape == shape)
}

fn of(exception: &Exception) -> Place<'_> {
    Place {
        wire: exception.structure.shape.clone(),
        rust: format!("Error::{}", exception.variant.name.raw()),
        of: Of::Type(&exception.structure.shape),
    }
}

fn variant(exception: &Exception) -> String {
    let (name, ty) = (&exception.variant.name, &exception.structure.name);
    format!("Error::{}(ServiceError<{}>)", name.raw(), ty.raw())
}

/// What it is recognised by, and what its being there means.
fn judged(variant: &ErrorVariant) -> String {
    let status = variant.status.map(|status| format!("status {status}"));
    let flags = [
        (variant.server, "the service's fault"),
        (variant.retryable, "retryable"),
        (variant.throttling, "throttling"),
    ];
    let flags = flags.iter().filter(|(is_so, _)| *is_so);
    let flags = flags.map(|(_, what)| (*what).to_owned());
    let parts = std::iter::once(variant.code.clone()).chain(status);
    parts.chain(flags).collect::<Vec<_>>().join(", ")
}

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old, comparison.new);
    if old.package.types_only || new.package.types_only {
        return;
    }
    let found = pairs(
        &old.service.exceptions,
        &new.service.exceptions,
        |exception| &exception.structure.shape,
        |exception| exception.variant.name.plain(),
    );
    for exception in found.removed {
        comparison.removed(Rule::ErrorRemoved, of(exception), variant(exception));
    }
    for exception in found.added {
        comparison.added(Rule::ErrorAdded, of(exception), variant(exception));
        let known = old.service.exceptions.iter();
        let mut same = known.filter(|known| known.variant.code == exception.variant.code);
        if let Some(known) = same.next() {
            let code = exception.variant.code.clone();
            comparison.changed(Rule::ErrorCodeShared, of(known), code, variant(exception));
        }
    }
    for (was, is) in found.both.into_iter().chain(found.replaced) {
        if was.variant.name != is.variant.name {
            comparison.changed(Rule::ErrorRenamed, of(was), variant(was), variant(is));
        }
        let (old, new) = (judged(&was.variant), judged(&is.variant));
        if old != new {
            comparison.changed(Rule::ErrorJudgedOtherwise, of(is), old, new);
        }
    }
}
