//! Which members are boxed.

use super::*;
use crate::lower::{cycles, select};

/// (boxed, endless) members, as `Shape.Member`.
fn found(shapes: &Value) -> (Vec<String>, Vec<String>) {
    let model = one_operation(shapes);
    let (found, _) = with_context(&model, &Options::default(), |context| {
        let selection = select::select(context);
        let cycles = cycles::find(context, &selection);
        let text = |members: &std::collections::BTreeSet<(&str, &str)>| {
            let members = members
                .iter()
                .map(|(shape, member)| format!("{shape}.{member}"));
            members.collect::<Vec<_>>()
        };
        (text(&cycles.boxed), text(&cycles.endless))
    });
    found
}

#[test]
fn a_cycle_of_structures_is_boxed_at_every_member_on_it() {
    let (boxed, endless) = found(&json!({
        "Request": {"type": "structure", "members": {"Not": {"shape": "Not"}, "Name": {"shape": "Name"}}},
        "Not": {"type": "structure", "members": {"Of": {"shape": "Request"}}},
        "Name": {"type": "string"}
    }));
    assert_eq!(boxed, ["Not.Of", "Request.Not"]);
    assert!(endless.is_empty());
}

#[test]
fn a_list_or_a_map_is_a_box_already() {
    let (boxed, _) = found(&json!({
        "Request": {"type": "structure", "members": {"And": {"shape": "List"}, "By": {"shape": "Map"}}},
        "List": {"type": "list", "member": {"shape": "Request"}},
        "Map": {"type": "map", "key": {"shape": "Name"}, "value": {"shape": "Request"}},
        "Name": {"type": "string"}
    }));
    assert!(boxed.is_empty(), "{boxed:?}");
}

#[test]
fn a_required_cycle_is_endless_unless_a_union_ends_it() {
    let (_, endless) = found(&json!({
        "Request": {"type": "structure", "required": ["Inner"], "members": {"Inner": {"shape": "Request"}}}
    }));
    assert_eq!(endless, ["Request.Inner"]);
    let (boxed, endless) = found(&json!({
        "Request": {"type": "structure", "required": ["Inner"], "members": {"Inner": {"shape": "Choice"}}},
        "Choice": {"type": "structure", "union": true, "members": {"Again": {"shape": "Request"}, "End": {"shape": "Flag"}}},
        "Flag": {"type": "boolean"}
    }));
    assert_eq!(boxed, ["Choice.Again", "Request.Inner"]);
    assert!(endless.is_empty(), "{endless:?}");
}
