//! What a selection reaches.

use super::*;
use crate::lower::select;

fn model() -> Model {
    service(
        &json!({
            "Ask": {"type": "structure", "members": {"Names": {"shape": "Names"}}},
            "Names": {"type": "map", "key": {"shape": "Key"}, "value": {"shape": "Name"}},
            "Key": {"type": "string", "enum": ["A"]},
            "Name": {"type": "string"},
            "Told": {"type": "structure", "members": {"Name": {"shape": "Name"}}},
            "Unlisted": {"type": "structure", "members": {}, "exception": true},
            "Orphan": {"type": "structure", "members": {}}
        }),
        &json!({
            "Ask": {"name": "Ask", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "Ask"}},
            "Tell": {"name": "Tell", "http": {"method": "POST", "requestUri": "/"}, "output": {"shape": "Told"}}
        }),
    )
}

#[test]
fn a_selection_holds_what_its_operations_reach_and_no_more() {
    let options = Options {
        operations: Some(vec!["Ask".to_owned()]),
        ..Options::default()
    };
    with_context(&model(), &options, |context| {
        let selection = select::select(context);
        let shapes: Vec<&str> = selection.shapes.iter().copied().collect();
        assert_eq!(shapes, ["Ask", "Key", "Name", "Names"]);
        assert!(selection.keys.contains("Key") && !selection.keys.contains("Name"));
        assert!(selection.sent.contains("Names"));
    });
}

#[test]
fn a_whole_service_keeps_the_errors_that_no_operation_lists_but_no_orphans() {
    with_context(&model(), &Options::default(), |context| {
        let selection = select::select(context);
        assert!(selection.shapes.contains("Unlisted"));
        assert!(!selection.shapes.contains("Orphan"));
        assert!(!selection.sent.contains("Told"));
    });
}

#[test]
fn an_unknown_operation_is_named_with_its_neighbour() {
    let options = Options {
        operations: Some(vec!["Aks".to_owned()]),
        ..Options::default()
    };
    let ((), text) = with_context(&model(), &options, |context| {
        select::select(context);
    });
    assert!(text.contains("no operation `Aks`"), "{text}");
    assert!(text.contains("did you mean `Ask`?"), "{text}");
}
