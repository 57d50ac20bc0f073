//! An operation: its request and response, its table, and the client's method with the operation's page.

use super::expressions;
use super::module::{Argument, CHAIN_WIDTH, Module};
use super::structures::structure;
use super::traits::of_operation;
use crate::ir::Operation;

/// rustfmt puts wider arguments of a call on lines of their own.
const CALL_WIDTH: usize = 60;

/// Where the page's trees come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trees {
    /// A file of the crate.
    File,
    /// Nowhere: a single file has no place for them, nor for examples.
    Without,
}

/// The file of an operation's trees, seen from the crate's root.
pub(super) fn tree_file(operation: &Operation) -> String {
    format!("docs/{}.md", file_stem(operation))
}

/// The module's name without `r#`.
pub(super) fn file_stem(operation: &Operation) -> &str {
    operation.name.trim_start_matches("r#")
}

pub(super) fn operation(module: &mut Module<'_>, operation: &Operation, trees: Trees) {
    for owned in &operation.structures {
        structure(module, owned);
        module.blank_line();
    }
    table(module, operation);
    module.blank_line();
    method(module, operation, trees);
    if let Some(paginator) = &operation.paginator {
        module.blank_line();
        expressions::paginator(module, operation, paginator);
    }
    for waiter in &operation.waiters {
        module.blank_line();
        expressions::waiter(module, operation, waiter);
    }
}

/// The name of the operation's table.
pub(super) fn constant(operation: &Operation) -> String {
    file_stem(operation).to_uppercase()
}

fn table(module: &mut Module<'_>, operation: &Operation) {
    module.uses("operation");
    module.only_with_client();
    let mut head = format!(
        "operation! {{ {}::client::SERVICE: {} = {:?}",
        module.root,
        constant(operation),
        operation.wire
    );
    if operation.method != "POST" || operation.uri != "/" {
        head.push_str(&format!(" ({:?}, {:?})", operation.method, operation.uri));
    }
    if !operation.traits.is_empty() {
        let traits: Vec<String> = operation.traits.iter().map(of_operation).collect();
        head.push_str(&format!(" [{}]", traits.join(", ")));
    }
    if operation.errors.is_empty() {
        return module.line(0, &format!("{head} {{}} }}"));
    }
    module.line(0, &format!("{head} {{"));
    let variants: Vec<&str> = operation
        .errors
        .iter()
        .map(|(variant, _)| variant.as_str())
        .collect();
    module.packed(4, &variants);
    module.line(0, "} }");
}

fn method(module: &mut Module<'_>, operation: &Operation, trees: Trees) {
    let root = module.root;
    module.only_with_client();
    module.line(0, &format!("impl {root}::Client {{"));
    page(module, operation, trees);
    module.deprecated(4, operation.deprecated.as_ref());
    module.line(4, "#[inline]");
    let mut arguments = vec![(String::new(), Argument::Type("&self".to_owned()))];
    if let Some(input) = &operation.input {
        let ty = module.named(&input.name);
        arguments.push(("request".to_owned(), Argument::Type(ty)));
    }
    let output = operation
        .output
        .as_ref()
        .map_or_else(|| "()".to_owned(), |output| module.named(&output.name));
    module.signature(
        4,
        &operation.name,
        &arguments,
        &format!("{root}::Call<{output}>"),
    );
    let request = if operation.input.is_some() {
        "request"
    } else {
        "()"
    };
    let values = [format!("&{}", constant(operation)), request.to_owned()];
    call(module, "call", &values);
    module.line(4, "}");
    module.line(0, "}");
}

/// `self.inner.method(arguments)`, broken as rustfmt breaks it.
pub(super) fn call(module: &mut Module<'_>, method: &str, values: &[String]) {
    let arguments = values.join(", ");
    let flat = format!("self.inner.{method}({arguments})");
    if flat.len() <= CHAIN_WIDTH {
        return module.line(8, &flat);
    }
    if arguments.len() <= CALL_WIDTH {
        module.line(8, "self.inner");
        return module.line(12, &format!(".{method}({arguments})"));
    }
    module.line(8, &format!("self.inner.{method}("));
    for value in values {
        module.line(12, &format!("{value},"));
    }
    module.line(8, ")");
}

/// Description, errors, examples and trees: what the operation's page in a manual has.
fn page(module: &mut Module<'_>, operation: &Operation, trees: Trees) {
    module.docs(4, &operation.documentation);
    if !operation.errors.is_empty() {
        if !operation.documentation.markdown.is_empty() {
            module.line(4, "///");
        }
        module.line(4, "/// # Errors");
        let links: Vec<String> = operation
            .errors
            .iter()
            .map(|(_, ty)| format!("[`{ty}`]"))
            .collect();
        module.comment(4, "///", &links.join(", "));
    }
    if trees == Trees::Without {
        return;
    }
    for (title, lines) in &operation.examples {
        module.line(4, "///");
        module.line(4, "/// # Example");
        if !title.is_empty() {
            module.comment(4, "///", title);
            module.line(4, "///");
        }
        module.line(4, "/// ```no_run");
        for line in lines {
            module.raw_comment(4, "///", line);
        }
        module.line(4, "/// ```");
    }
    if !operation.tree.is_empty() {
        module.line(
            4,
            &format!("#[doc = include_str!(\"../../{}\")]", tree_file(operation)),
        );
    }
}
