//! The trees of a request and a response.

use super::*;

#[test]
fn a_tree_shows_members_values_and_each_structure_once() {
    let model = one_operation(&json!({
        "Request": {"type": "structure", "required": ["Kind"], "members": {
            "Kind": {"shape": "Kind"}, "First": {"shape": "Part"}, "Rest": {"shape": "Parts"}
        }},
        "Kind": {"type": "string", "enum": ["A", "B"]},
        "Part": {"type": "structure", "members": {"Size": {"shape": "Size"}}},
        "Parts": {"type": "list", "member": {"shape": "Part"}},
        "Size": {"type": "long"}
    }));
    let (service, _) = lowered(&model);
    let expected = "
# Request tree

```text
Request {
  Kind (required): A | B
  First: Part {
    Size: long
  }
  Rest: list of Part (as above)
}
```
";
    assert_eq!(service.operations[0].tree, expected);
}
