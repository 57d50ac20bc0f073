//! Expressions, paginators and waiters as tables, and the client's methods for them.

use super::module::{Argument, Module};
use super::operations::constant;
use crate::ir::{Acceptor, Expression, Matcher, Operation, Paginator, Step, Waiter};

/// The paginator's table and method.
pub(super) fn paginator(module: &mut Module<'_>, operation: &Operation, paginator: &Paginator) {
    module.uses("paginator");
    let constant = constant(operation);
    let more = paginator
        .more
        .as_ref()
        .map(|more| format!(" [{}]", text(more)))
        .unwrap_or_default();
    module.only_with_client();
    module.line(0, &format!("paginator! {{ {constant}_PAGES{more} {{"));
    for (index, expression) in &paginator.tokens {
        module.line(4, &format!("{index} = {},", text(expression)));
    }
    module.line(0, "} }");
    let docs = format!(
        "All pages of [`{name}`](Self::{name}), each asked for when it is wanted.",
        name = operation.name.trim_start_matches("r#")
    );
    let arguments = [format!("&{constant}"), format!("&{constant}_PAGES")];
    method(
        module,
        operation,
        &docs,
        &paginator.method,
        ("Pages", "pages"),
        &arguments,
    );
}

/// A waiter's table and method.
pub(super) fn waiter(module: &mut Module<'_>, operation: &Operation, waiter: &Waiter) {
    module.uses("waiter");
    let constant = constant(operation);
    let own = waiter.method.to_uppercase();
    module.only_with_client();
    module.line(
        0,
        &format!(
            "waiter! {{ {own} = {:?} ({}, {}) {{",
            waiter.name, waiter.delay, waiter.attempts
        ),
    );
    for Acceptor { state, matcher } in &waiter.acceptors {
        module.line(4, &format!("{state}: {},", matcher_text(matcher)));
    }
    module.line(0, "} }");
    let docs = if waiter.documentation.markdown.is_empty() {
        format!(
            "Waits until `{}`, asking with [`{name}`](Self::{name}).",
            waiter.name,
            name = operation.name.trim_start_matches("r#")
        )
    } else {
        waiter.documentation.markdown.clone()
    };
    let arguments = [format!("&{constant}"), format!("&{own}")];
    method(
        module,
        operation,
        &docs,
        &waiter.method,
        ("Wait", "wait"),
        &arguments,
    );
}

/// A method of the client that hands the request and two tables to the runtime.
fn method(
    module: &mut Module<'_>,
    operation: &Operation,
    docs: &str,
    name: &str,
    (result, call): (&str, &str),
    tables: &[String],
) {
    let root = module.root;
    module.blank_line();
    module.only_with_client();
    module.line(0, &format!("impl {root}::Client {{"));
    module.comment(4, "///", docs);
    module.deprecated(4, operation.deprecated.as_ref());
    module.line(4, "#[inline]");
    let mut arguments = vec![(String::new(), Argument::Type("&self".to_owned()))];
    let request = match &operation.input {
        Some(input) => {
            let ty = module.named(&input.name);
            arguments.push(("request".to_owned(), Argument::Type(ty)));
            "request"
        }
        None => "()",
    };
    let output = match &operation.output {
        Some(output) => module.named(&output.name),
        None => "()".to_owned(),
    };
    module.signature(4, name, &arguments, &format!("{root}::{result}<{output}>"));
    let mut values = tables.to_vec();
    values.push(request.to_owned());
    super::operations::call(module, call, &values);
    module.line(4, "}");
    module.line(0, "}");
}

fn matcher_text(matcher: &Matcher) -> String {
    match matcher {
        Matcher::Is(path, expected) => format!("Is({}, {expected:?})", text(path)),
        Matcher::All(path, expected) => format!("All({}, {expected:?})", text(path)),
        Matcher::Any(path, expected) => format!("Any({}, {expected:?})", text(path)),
        Matcher::Status(status) => format!("Status({status})"),
        Matcher::Error(code) => format!("Error({code:?})"),
        Matcher::Failed(failed) => format!("Failed({failed})"),
    }
}

fn text(expression: &Expression) -> String {
    let two = |name: &str, left: &Expression, right: &Expression| {
        format!("{name}(&{}, &{})", text(left), text(right))
    };
    match expression {
        Expression::Path(steps) => {
            let steps: Vec<String> = steps.iter().map(step).collect();
            format!("Path(&[{}])", steps.join(", "))
        }
        Expression::Text(text) => format!("Text({text:?})"),
        Expression::Number(number) => format!("Number({number:?})"),
        Expression::Boolean(boolean) => format!("Boolean({boolean})"),
        Expression::Length(of) => format!("Length(&{})", text(of)),
        Expression::Compare(left, comparison, right) => {
            format!("Compare(&{}, {comparison:?}, &{})", text(left), text(right))
        }
        Expression::And(left, right) => two("And", left, right),
        Expression::Or(left, right) => two("Or", left, right),
        Expression::Not(of) => format!("Not(&{})", text(of)),
    }
}

fn step(step: &Step) -> String {
    match step {
        Step::Member(index) => format!("Member({index})"),
        Step::Each => "Each".to_owned(),
        Step::Last => "Last".to_owned(),
        Step::Where(condition) => format!("Where(&{})", text(condition)),
    }
}
