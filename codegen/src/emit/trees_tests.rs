//! What a reader of a tree sees.
#![allow(clippy::unwrap_used)] // A test may stop where it fails.

use serde_json::{Value, json};

use super::{Trees, fence_safe};
use crate::diagnostics::Diagnostics;
use crate::load::tests::tiny;
use crate::lower::{Options, lower};

fn drawn(shapes: &Value) -> String {
    let call = json!({"name": "Call", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "Request"}});
    let model = tiny(shapes, &json!({ "Call": call }));
    let mut diagnostics = Diagnostics::new();
    let (service, _) = lower(&model, &Options::default(), &mut diagnostics).unwrap();
    Trees::new(&service).page(&service.operations[0])
}

#[test]
fn a_tree_shows_members_values_and_each_structure_once() {
    let text = drawn(&json!({
        "Request": {"type": "structure", "required": ["Kind"], "members": {
            "Kind": {"shape": "Kind"}, "first": {"shape": "Part"}, "Rest": {"shape": "Parts"},
            "Type": {"shape": "Names"}
        }},
        "Kind": {"type": "string", "enum": ["A", "B"]},
        "Name": {"type": "string"},
        "Names": {"type": "map", "key": {"shape": "Name"}, "value": {"shape": "Name"}},
        "Part": {"type": "structure", "members": {"size": {"shape": "Size"}}},
        "Parts": {"type": "list", "member": {"shape": "Part"}},
        "Size": {"type": "long"}
    }));
    let expected = "
# Request tree

```text
Request {
  kind (\"Kind\") (required): A | B
  first: Part {
    size: long
  }
  rest (\"Rest\"): list of Part (as above)
  type (\"Type\"): map from string to string
}
```
";
    assert_eq!(text, expected);
}

#[test]
fn members_of_structures_and_unions_have_the_name_that_the_model_gives() {
    let text = drawn(&json!({
        "Request": {"type": "structure", "members": {"Either": {"shape": "Either", "locationName": "either"}}},
        "Either": {"type": "structure", "union": true, "members": {
            "someText": {"shape": "Name", "locationName": "t"}, "Other": {"shape": "Name"}
        }},
        "Name": {"type": "string"}
    }));
    let expected = "
  either (\"Either\"): Either {
    SomeText (\"someText\"): string
    Other: string
  }
}";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn no_value_ends_the_fence_or_its_line_or_reorders_it() {
    for text in ["", "A | B", "``", "é", "`a`"] {
        assert_eq!(fence_safe(text), text);
    }
    for text in [
        "```",
        "a````",
        "a\nb",
        "a\rb",
        "\u{85}",
        "a\u{202e}b",
        "\u{2028}",
        "\u{200b}",
    ] {
        assert_eq!(fence_safe(text), "?", "{text:?}");
    }
}

#[test]
fn many_values_are_cut_and_counted() {
    let values = |count: usize| {
        let values: Vec<String> = (10..10 + count).map(|value| format!("V{value}")).collect();
        drawn(&json!({
            "Request": {"type": "structure", "members": {"Kind": {"shape": "Kind"}}},
            "Kind": {"type": "string", "enum": values}
        }))
    };
    let all = values(40);
    assert!(all.contains("V48 | V49\n") && !all.contains('…'), "{all}");
    let cut = values(41);
    assert!(cut.contains("V48 | V49 | … (41 in all)\n"), "{cut}");
}

#[test]
fn what_is_nested_too_deep_is_only_named() {
    let mut shapes =
        json!({"Request": {"type": "structure", "members": {"next": {"shape": "S0"}}}});
    for depth in 0..50 {
        let next = json!({"next": {"shape": format!("S{}", depth + 1)}});
        shapes[format!("S{depth}")] = json!({"type": "structure", "members": next});
    }
    shapes["S50"] = json!({"type": "structure", "members": {}});
    let text = drawn(&shapes);
    assert!(text.contains("next: S39 {\n"), "{text}");
    assert!(text.contains("next: S40 (as above)\n"), "{text}");
    assert!(!text.contains("S41"), "{text}");
}
