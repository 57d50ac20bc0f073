//! The service's error enum.

use super::module::Module;
use crate::ir::{ErrorVariant, Service};

pub(super) fn errors(module: &mut Module<'_>, service: &Service) {
    module.uses("service_error");
    module.line(0, "service_error! {");
    module.comment(
        4,
        "///",
        &format!("Everything that a call of {} can fail with.", service.title),
    );
    if service.exceptions.is_empty() {
        module.line(4, "Error {}");
        return module.line(0, "}");
    }
    module.line(4, "Error {");
    for exception in &service.exceptions {
        let ErrorVariant { name, code, .. } = &exception.variant;
        let ty = match exception.structure.name.as_str() {
            // It would hide the enum.
            "Error" => format!("{}::types::Error", module.root),
            name => module.named(name),
        };
        module.docs(8, &exception.variant.documentation);
        module.line(
            8,
            &format!("{name}({ty}) = {code:?}{},", flags(&exception.variant)),
        );
    }
    module.line(4, "}");
    module.line(0, "}");
}

fn flags(variant: &ErrorVariant) -> String {
    let status = variant.status.map(|status| format!("Status({status})"));
    let flags = [
        (variant.server, "Server"),
        (variant.retryable, "Retryable"),
        (variant.throttling, "Throttling"),
    ];
    let set = flags
        .into_iter()
        .filter(|(set, _)| *set)
        .map(|(_, flag)| flag.to_owned());
    let words: Vec<String> = status.into_iter().chain(set).collect();
    if words.is_empty() {
        String::new()
    } else {
        format!(" [{}]", words.join(", "))
    }
}
