//! How prose reaches the item that it belongs to.

use super::*;
use crate::emit::markdown::{Paths, lines};
use crate::ir::{Documentation, Item};

/// Paths that show what the links lead to.
struct Shown;

impl Paths for Shown {
    fn path(&self, item: &Item) -> String {
        match item {
            Item::Type(name) | Item::Method(name) => name.plain().to_owned(),
            Item::Field(owner, name) | Item::Variant(owner, name) => {
                format!("{}::{}", owner.plain(), name.plain())
            }
        }
    }

    fn by_name(&self, _item: &Item) -> bool {
        false
    }
}

fn printed(documentation: &Documentation) -> String {
    lines(documentation, 100, &Shown).join("\n")
}

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
    let text = printed(&service.operations[0].structures[0].documentation);
    // A member goes before a type of its name.
    assert_eq!(
        text,
        "See [`kind`](Request::kind), [`size`](Request::size) and `nothing`."
    );
}

#[test]
fn a_member_of_another_type_is_named_with_its_type() {
    let model = one_operation(&json!({
        "Request": {"type": "structure", "members": {"Part": {"shape": "Part", "documentation": "<p><a>Part$Size</a>, <code>Part$Other</code></p>"}}},
        "Part": {"type": "structure", "members": {"Size": {"shape": "Size"}}},
        "Size": {"type": "integer"}
    }));
    let text = printed(&member(&lowered(&model).0, "Request", "Part").documentation);
    assert_eq!(text, "[`size`](Part::size), `Part$Other`");
}

#[test]
fn bounds_follow_the_text_of_a_member() {
    let service = backup();
    let text = printed(&member(&service, "Request", "Size").documentation);
    assert_eq!(text, "How large.\n\nRange: 1 to 9.");
}

#[test]
fn an_item_without_a_text_names_the_page_that_has_one() {
    let text = printed(&backup().enumerations[0].documentation);
    assert!(text.contains("`Kind` in the API reference"), "{text}");
    assert!(text.contains("/WebAPI/tiny-2020-01-01/Kind"), "{text}");
}

#[test]
fn a_member_or_value_without_a_text_says_what_it_is_on_the_wire() {
    let service = backup();
    let text = printed(&member(&service, "Request", "Kind").documentation);
    assert_eq!(text, "`Kind` on the wire.");
    let variant = &service.enumerations[0].variants[0];
    assert_eq!(printed(&variant.documentation), "`A` on the wire.");
}

#[test]
fn a_value_is_shown_as_code_whatever_is_in_it() {
    let text = |name: &str| printed(&crate::lower::sentences::on_the_wire(name));
    assert_eq!(text("a\n```\n*/"), "````a ``` */```` on the wire.");
    assert_eq!(
        text("\n"),
        "A value without visible characters on the wire."
    );
    assert!(text(&"x".repeat(10_000)).len() < 300);
}

#[test]
fn an_item_of_the_reference_is_one_segment_of_its_address() {
    let mut model = one_operation(&json!({"Request": {"type": "structure", "members": {}}}));
    model.metadata.uid = Some("a/..)\n```".to_owned());
    let service = lowered(&model).0;
    let text = printed(&service.operations[0].documentation);
    assert!(text.contains("/WebAPI/a%2F..%29%60%60%60/Call"), "{text}");
}

#[test]
fn the_crate_is_told_by_its_title_and_what_became_of_it() {
    let mut model = one_operation(&json!({"Request": {"type": "structure", "members": {}}}));
    model.metadata.service_full_name = "Tiny\n\n```\nServices".to_owned();
    model.deprecated = Some(crate::load::model::Deprecation {
        message: Some("Use *others*.".to_owned()),
        since: None,
    });
    let text = printed(&lowered(&model).0.documentation);
    assert_eq!(
        text,
        "Tiny \\`\\`\\` Services, API version 2020-01-01.\n\n**Deprecated.** Use \\*others\\*."
    );
}
