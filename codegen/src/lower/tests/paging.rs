//! Which paginators are followed.

use super::*;
use crate::ir::{Expression, Step};

/// An operation with this paginator, beside one of another name.
fn paged_beside(name: &str, other: &str, paginator: &Value) -> (ir::Service, String) {
    let mut model = service(
        &json!({
            "Ask": {"type": "structure", "members": {"Size": {"shape": "Token"}, "Token": {"shape": "Token"}}},
            "Page": {"type": "structure", "members": {"Next": {"shape": "Token"}}},
            "Token": {"type": "string"}
        }),
        &json!({name: {
            "name": name, "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "Ask"}, "output": {"shape": "Page"}
        }, other: {"name": other, "http": {"method": "POST", "requestUri": "/"}}}),
    );
    let paginator = crate::load::tests::paginator(paginator);
    model.paginators = vec![(name.to_owned(), paginator)];
    lowered(&model)
}

fn paged(paginator: &Value) -> (ir::Service, String) {
    paged_beside("List", "Other", paginator)
}

#[test]
fn a_paginator_knows_its_tokens_by_index() {
    let (service, _) = paged(&json!({"input_token": "Token", "output_token": "Next"}));
    let paginator = service.operations[0].paginator.as_ref().unwrap();
    assert_eq!(paginator.method.plain(), "list_pages");
    let next = Expression::Path(vec![Step::Member(0)]);
    assert_eq!(paginator.tokens, [(1, next)]);
}

#[test]
fn pages_of_an_operation_whose_name_the_client_has_already_end_in_one_word() {
    let paginator = json!({"input_token": "Token", "output_token": "Next"});
    let (service, _) = paged_beside("New", "Other", &paginator);
    let operation = &service.operations[0];
    assert_eq!(operation.name.plain(), "new_");
    let paginator = operation.paginator.as_ref().unwrap();
    assert_eq!(paginator.method.plain(), "new_pages");
}

#[test]
fn a_paginator_that_cannot_be_followed_is_left_out_with_a_warning() {
    let (service, text) = paged(&json!({"input_token": "Tokn", "output_token": "Next"}));
    assert!(service.operations[0].paginator.is_none());
    assert!(text.contains("the input has no member `Tokn`"), "{text}");
    let (service, text) = paged(&json!({"input_token": ["Token", "Size"], "output_token": "Next"}));
    assert!(service.operations[0].paginator.is_none());
    assert!(text.contains("$.pagination.List"), "{text}");
}

#[test]
fn pages_give_way_to_an_operation_of_their_name_with_a_warning() {
    let paginator = json!({"input_token": "Token", "output_token": "Next"});
    let (service, text) = paged_beside("List", "ListPages", &paginator);
    assert!(
        service
            .operations
            .iter()
            .all(|operation| operation.paginator.is_none())
    );
    assert!(
        text.contains("an operation is `list_pages` already"),
        "{text}"
    );
}
