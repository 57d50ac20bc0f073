//! How prose reaches the item that it belongs to.

use super::*;
use crate::lower::docs::first_sentence;

fn backup() -> ir::Service {
    let model = one_operation(&json!({
        "Request": {"type": "structure", "documentation": "<p>See <code>Kind</code>, <code>Size</code> and <code>nothing</code>.</p>",
                    "members": {"Kind": {"shape": "Kind"}, "Size": {"shape": "Size", "documentation": "<p>How large.</p>"}}},
        "Kind": {"type": "string", "enum": ["A"]},
        "Size": {"type": "integer", "min": 1, "max": 9}
    }));
    lowered(&model).0
}

#[test]
fn a_mention_of_what_is_generated_becomes_a_link() {
    let service = backup();
    let text = &service.operations[0].structures[0].documentation.markdown;
    // A member goes before a type of its name.
    assert_eq!(
        text,
        "See [`kind`](Self::kind), [`size`](Self::size) and `nothing`."
    );
}

#[test]
fn bounds_follow_the_text_of_a_member() {
    let service = backup();
    let text = &member(&service, "Request", "Size").documentation.markdown;
    assert_eq!(text, "How large.\n\nRange: 1 to 9.");
}

#[test]
fn an_item_without_a_text_names_the_page_that_has_one() {
    let text = &backup().enumerations[0].documentation.markdown;
    assert!(text.contains("`Kind` in the API reference"), "{text}");
    assert!(text.contains("/WebAPI/tiny-2020-01-01/Kind"), "{text}");
}

#[test]
fn a_sentence_ends_at_the_first_stop_outside_code_and_links() {
    let mut structure = backup().operations[0].structures[0].clone();
    "Use `a. b` or [x. y](Self::z). Then more.\n\nElsewhere."
        .clone_into(&mut structure.documentation.markdown);
    assert_eq!(
        first_sentence(&structure).markdown,
        "Use `a. b` or [x. y](crate::types::Request::z)."
    );
}
