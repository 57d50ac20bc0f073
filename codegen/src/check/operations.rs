//! Contradictions between operations, the types they name, the error enum and each other.

use std::collections::BTreeMap;

use super::twice;
use crate::ir::{Operation, Service};

pub(super) fn problems(service: &Service) -> Vec<String> {
    let methods = service.operations.iter().flat_map(methods);
    let methods = twice(methods).into_iter();
    let modules = service.operations.iter();
    let modules = twice(modules.map(|operation| operation.module.plain())).into_iter();
    let variants = service.exceptions.iter();
    let variants = twice(variants.map(|exception| exception.variant.name.plain())).into_iter();
    let mut problems: Vec<String> = methods
        .map(|name| format!("the client has two methods `{name}`"))
        .chain(modules.map(|name| format!("two operations have the module `{name}`")))
        .chain(variants.map(|name| format!("the error enum has two variants `{name}`")))
        .collect();
    let known = Known::new(service);
    for operation in &service.operations {
        problems.extend(known.payloads(operation));
        problems.extend(known.errors(operation));
        problems.extend(known.tokens(operation));
    }
    problems
}

/// The client's methods of an operation.
fn methods(operation: &Operation) -> impl Iterator<Item = &str> {
    let pages = operation.paginator.iter().map(|pages| pages.method.plain());
    let waiters = operation.waiters.iter().map(|waiter| waiter.method.plain());
    std::iter::once(operation.name.plain())
        .chain(pages)
        .chain(waiters)
}

/// What operations may name.
struct Known<'a> {
    types: Vec<&'a str>,
    /// How many members a structure has.
    members: BTreeMap<&'a str, usize>,
    /// The types of the error enum's variants.
    variants: BTreeMap<&'a str, &'a str>,
}

impl<'a> Known<'a> {
    fn new(service: &'a Service) -> Self {
        let mut types = service.type_names().collect::<Vec<_>>();
        types.sort_unstable();
        let members = service.all_structures();
        let members = members.map(|item| (item.name.plain(), item.members.len()));
        let variants = service.exceptions.iter().map(|exception| {
            let variant = exception.variant.name.plain();
            (variant, exception.structure.name.plain())
        });
        Self {
            types,
            members: members.collect(),
            variants: variants.collect(),
        }
    }

    fn payloads(&self, operation: &Operation) -> Vec<String> {
        let payloads = operation.input.iter().chain(&operation.output);
        let missing =
            payloads.filter(|found| self.types.binary_search(&found.name.plain()).is_err());
        let title = &operation.title;
        missing
            .map(|found| format!("{title} uses `{}`, which is no type", found.shape))
            .collect()
    }

    fn errors(&self, operation: &Operation) -> Vec<String> {
        let title = &operation.title;
        let errors = operation.errors.iter();
        let wrong = errors.filter_map(|error| {
            let (variant, ty) = (error.variant.plain(), error.ty.plain());
            match self.variants.get(variant) {
                None => Some(format!(
                    "{title} fails with `{variant}`, which is no variant of the error enum"
                )),
                Some(found) if *found != ty => Some(format!(
                    "{title} fails with `{variant}` of `{ty}`, but that variant has `{found}`"
                )),
                Some(_) => None,
            }
        });
        wrong.collect()
    }

    /// A paginator's tokens go into members of the input.
    fn tokens(&self, operation: &Operation) -> Vec<String> {
        let input = operation.input.as_ref();
        let members = input.and_then(|input| self.members.get(input.name.plain()));
        let count = members.copied().unwrap_or_default();
        let tokens = operation.paginator.iter().flat_map(|pages| &pages.tokens);
        let wrong = tokens.filter(|(index, _)| *index >= count);
        let title = &operation.title;
        wrong
            .map(|(index, _)| format!("the pages of {title} set member {index} of {count}"))
            .collect()
    }
}
