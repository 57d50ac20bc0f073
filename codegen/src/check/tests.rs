//! A whole service of a few items, and each contradiction that it may have.
#![allow(clippy::unwrap_used)] // A test may stop where it fails.

use super::check;
use crate::diagnostics::Diagnostics;
use crate::ir::samples::{
    another, arm, enumeration, error, exception, member, named, payload, service, structure,
};
use crate::ir::{Name, Service, Type};

/// What is said of the service after a change; nothing when it is let through.
fn said(change: impl FnOnce(&mut Service)) -> Vec<String> {
    let mut service = service();
    change(&mut service);
    let mut diagnostics = Diagnostics::new();
    let checked = check(service, "tiny/2020-01-01", &mut diagnostics);
    let said = diagnostics.sorted();
    let said: Vec<String> = said
        .iter()
        .map(|found| found.message().to_owned())
        .collect();
    assert_eq!(checked.is_some(), said.is_empty());
    assert_eq!(diagnostics.has_errors(), !said.is_empty());
    said
}

#[test]
fn a_service_that_is_right_passes() {
    let nothing: [&str; 0] = [];
    assert_eq!(said(|_| {}), nothing);
}

#[test]
fn fields_differ_within_a_structure() {
    let twice = || vec![member("id", Type::String), member("id", Type::String)];
    let expected = ["Part has two fields `id`"];
    assert_eq!(
        said(|service| service.structures[0].members = twice()),
        expected
    );
    let expected = ["Request has two fields `id`"];
    let of_operation = said(|service| service.operations[0].structures[0].members = twice());
    assert_eq!(of_operation, expected);
    let expected = ["Gone has two fields `id`"];
    let of_exception = said(|service| service.exceptions[0].structure.members = twice());
    assert_eq!(of_exception, expected);
}

#[test]
fn a_constructor_takes_each_required_member_and_no_other() {
    let takes = |indices: &[usize]| {
        said(|service| {
            let part = &mut service.structures[0];
            part.members = ["a", "b", "c"]
                .map(|name| member(name, Type::Long))
                .to_vec();
            for index in [0, 2] {
                part.members[index].required = true;
            }
            part.constructor = indices.to_vec();
        })
    };
    let nothing: [&str; 0] = [];
    assert_eq!(takes(&[2, 0]), nothing, "in any order");
    for wrong in [&[][..], &[0], &[0, 1, 2], &[0, 1], &[0, 2, 2], &[0, 2, 3]] {
        let expected =
            format!("the constructor of Part takes the members {wrong:?}, but [0, 2] are required");
        assert_eq!(takes(wrong), [expected]);
    }
}

#[test]
fn members_have_types_that_there_are() {
    let list = Type::List {
        element: Box::new(named("Gon")),
        sparse: false,
    };
    let map = |key: Type, value: Type| Type::Map {
        key: Box::new(key),
        value: Box::new(value),
        sparse: false,
    };
    for ty in [
        named("Gon"),
        list.clone(),
        map(named("Gon"), Type::String),
        map(Type::String, list),
    ] {
        let of_structure = said(|service| service.structures[0].members[0].ty = ty.clone());
        assert_eq!(of_structure, ["Part uses `Gon`, which is no type"]);
        let of_union = said(|service| service.unions[0].arms[0].ty = ty.clone());
        assert_eq!(of_union, ["Either uses `Gon`, which is no type"]);
        let of_exception =
            said(|service| service.exceptions[0].structure.members = vec![member("id", ty)]);
        assert_eq!(of_exception, ["Gone uses `Gon`, which is no type"]);
    }
}

#[test]
fn types_of_all_kinds_differ() {
    let named_part = said(|service| service.enumerations[0].name = Name::new("Part"));
    assert!(
        named_part.contains(&"there are two types `Part`".to_owned()),
        "{named_part:?}"
    );
    for name in ["Kind", "Either", "Gone", "Part", "Request"] {
        let again = said(|service| service.structures.push(structure(name, Vec::new())));
        assert_eq!(again, [format!("there are two types `{name}`")]);
    }
}

#[test]
fn variants_differ_within_a_union_an_enum_and_the_error_enum() {
    let arms = || vec![arm("A", Type::Long), arm("A", Type::Long)];
    let expected = ["Either has two variants `A`"];
    assert_eq!(said(|service| service.unions[0].arms = arms()), expected);
    let expected = ["Kind has two variants `A`"];
    assert_eq!(
        said(|service| service.enumerations[0] = enumeration(&["A", "B", "A"])),
        expected
    );
    let expected = ["the error enum has two variants `Gone`"];
    let again = said(|service| {
        let mut other = exception("Gone");
        other.structure.name = Name::new("Other");
        service.exceptions.insert(0, other);
    });
    assert_eq!(again, expected);
}

#[test]
fn no_variant_has_the_name_of_the_one_for_what_is_not_known() {
    let of_union = said(|service| service.unions[0].arms = vec![arm("Unrecognized", Type::Long)]);
    assert_eq!(of_union, ["Either has two variants `Unrecognized`"]);
    let of_enum = said(|service| service.enumerations[0] = enumeration(&["Unrecognized"]));
    assert_eq!(of_enum, ["Kind has two variants `Unrecognized`"]);
}

#[test]
fn operations_take_and_return_types_that_there_are() {
    let output = said(|service| service.operations[0].output = Some(payload("Answer")));
    assert_eq!(output, ["List uses `Answer`, which is no type"]);
    let input = said(|service| {
        service.operations[0].input = Some(payload("Ask"));
        service.operations[0].paginator = None;
    });
    assert_eq!(input, ["List uses `Ask`, which is no type"]);
}

#[test]
fn operations_fail_with_variants_that_there_are() {
    let fails = |variant: &str, ty: &str| {
        said(|service| service.operations[0].errors.push(error(variant, ty)))
    };
    assert_eq!(
        fails("Away", "Gone"),
        ["List fails with `Away`, which is no variant of the error enum"]
    );
    assert_eq!(
        fails("Gone", "Part"),
        ["List fails with `Gone` of `Part`, but that variant has `Gone`"]
    );
}

#[test]
fn methods_of_the_client_differ() {
    let pages = said(|service| {
        service.operations[0].paginator.as_mut().unwrap().method = Name::new("list");
    });
    assert_eq!(pages, ["the client has two methods `list`"]);
    let waiter = said(|service| service.operations[0].waiters[0].method = Name::new("list_pages"));
    assert_eq!(waiter, ["the client has two methods `list_pages`"]);
    let other = said(|service| {
        let mut other = another();
        other.name = Name::new("list");
        service.operations.push(other);
    });
    assert_eq!(other, ["the client has two methods `list`"]);
}

#[test]
fn modules_of_operations_differ() {
    let nothing: [&str; 0] = [];
    assert_eq!(said(|service| service.operations.push(another())), nothing);
    let same = said(|service| {
        let mut other = another();
        other.module = Name::new("list");
        service.operations.push(other);
    });
    assert_eq!(same, ["two operations have the module `list`"]);
}

#[test]
fn pages_set_members_that_the_input_has() {
    let beyond = said(|service| {
        let paginator = service.operations[0].paginator.as_mut().unwrap();
        paginator.tokens[0].0 = 1;
    });
    assert_eq!(beyond, ["the pages of List set member 1 of 1"]);
    let none = said(|service| service.operations[0].input = None);
    assert_eq!(none, ["the pages of List set member 0 of 0"]);
}
