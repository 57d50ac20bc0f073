//! Paginators, waiters and what endpoint rules look at, as text, in the model's names: an index would change with every member that is added.

use super::side::Side;
use crate::ir::{
    Expression, Matcher, Name, Operation, Paginator, Payload, Step, Structure, Type, Waiter,
};

/// How pages follow each other: `NextToken = NextToken`.
pub(super) fn tokens(side: &Side<'_>, operation: &Operation, pages: &Paginator) -> String {
    let input = operation
        .input
        .as_ref()
        .and_then(|input| of(side, &input.name));
    let member = |index: usize| {
        let member = input.and_then(|input| input.members.get(index));
        member.map_or("?", |member| member.modelled.as_str())
    };
    let root = output(operation);
    let tokens = pages.tokens.iter();
    let tokens = tokens.map(|(index, found)| {
        let from = expression(side, root.as_ref(), found);
        format!("{} = {from}", member(*index))
    });
    let more = pages.more.iter();
    let more = more.map(|found| format!("more = {}", expression(side, root.as_ref(), found)));
    tokens.chain(more).collect::<Vec<_>>().join("; ")
}

/// What ends the waiting, and how long it takes.
pub(super) fn acceptors(side: &Side<'_>, operation: &Operation, waiter: &Waiter) -> String {
    let root = output(operation);
    let path = |found: &Expression| expression(side, root.as_ref(), found);
    let acceptors = waiter.acceptors.iter().map(|acceptor| {
        let matcher = match &acceptor.matcher {
            Matcher::Is(found, text) => format!("{} = {text}", path(found)),
            Matcher::All(found, text) => format!("all {} = {text}", path(found)),
            Matcher::Any(found, text) => format!("any {} = {text}", path(found)),
            other => format!("{other:?}"),
        };
        format!("{:?}: {matcher}", acceptor.state)
    });
    let pace = format!("{} times, {} s between", waiter.attempts, waiter.delay);
    std::iter::once(pace)
        .chain(acceptors)
        .collect::<Vec<_>>()
        .join("; ")
}

/// What an expression finds in an operation's input.
pub(super) fn in_input(side: &Side<'_>, operation: &Operation, found: &Expression) -> String {
    let input = operation.input.as_ref();
    let root = input.map(|input| Type::Named(input.name.clone()));
    expression(side, root.as_ref(), found)
}

fn output(operation: &Operation) -> Option<Type> {
    let name = |output: &Payload| Type::Named(output.name.clone());
    operation.output.as_ref().map(name)
}

fn of<'a>(side: &Side<'a>, name: &Name) -> Option<&'a Structure> {
    side.structures().find(|found| found.name == *name)
}

fn expression(side: &Side<'_>, root: Option<&Type>, found: &Expression) -> String {
    let inner = |found: &Expression| expression(side, root, found);
    match found {
        Expression::Path(steps) => path(side, root, steps),
        Expression::Text(text) => format!("{text:?}"),
        Expression::Number(number) => number.to_string(),
        Expression::Boolean(boolean) => boolean.to_string(),
        Expression::Length(of) => format!("length({})", inner(of)),
        Expression::Compare(left, how, right) => {
            format!("{} {how:?} {}", inner(left), inner(right))
        }
        Expression::And(left, right) => format!("({} && {})", inner(left), inner(right)),
        Expression::Or(left, right) => format!("({} || {})", inner(left), inner(right)),
        Expression::Not(of) => format!("!{}", inner(of)),
    }
}

fn path(side: &Side<'_>, root: Option<&Type>, steps: &[Step]) -> String {
    let mut here = root.cloned();
    let mut text = String::from("@");
    for step in steps {
        if let Step::Member(index) = step {
            let (name, ty) = member(side, here.as_ref(), *index);
            text.push_str(&format!(".{name}"));
            here = ty;
            continue;
        }
        if let Step::Several(paths) = step {
            let paths: Vec<String> = paths
                .iter()
                .map(|steps| path(side, here.as_ref(), steps))
                .collect();
            text.push_str(&format!("[{}]", paths.join(", ")));
            continue;
        }
        here = here.map(element);
        text.push_str(&match step {
            Step::Where(condition) => format!("[?{}]", expression(side, here.as_ref(), condition)),
            Step::Each => "[*]".to_owned(),
            Step::Last => "[-1]".to_owned(),
            other => format!("[{other:?}]"),
        });
    }
    text
}

/// The member of a structure or union at an index, with its type.
fn member(side: &Side<'_>, ty: Option<&Type>, index: usize) -> (String, Option<Type>) {
    let Some(Type::Named(name)) = ty else {
        return ("?".to_owned(), None);
    };
    if let Some(found) = of(side, name).and_then(|found| found.members.get(index)) {
        return (found.modelled.clone(), Some(found.ty.clone()));
    }
    let union = side.service.unions.iter().find(|found| found.name == *name);
    match union.and_then(|found| found.arms.get(index)) {
        Some(arm) => (arm.modelled.clone(), Some(arm.ty.clone())),
        None => ("?".to_owned(), None),
    }
}

/// What a list or map holds; anything else is itself, as JMESPath has it.
fn element(ty: Type) -> Type {
    match ty {
        Type::List { element, .. } => *element,
        Type::Map { value, .. } => *value,
        other => other,
    }
}
