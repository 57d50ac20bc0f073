//! Which examples are kept, and what becomes of their values.

use super::*;
use crate::ir::Value as Tree;
use crate::load::model::Example;

fn with_example(input: Value) -> (ir::Service, String) {
    let mut model = one_operation(&json!({
        "Request": {"type": "structure", "required": ["Name"], "members": {
            "Name": {"shape": "Name"}, "Sizes": {"shape": "Sizes"}, "Names": {"shape": "Names"},
            "Tags": {"shape": "Tags"}, "Matrix": {"shape": "Matrix"}, "Share": {"shape": "Share"},
            "Total": {"shape": "Total"}, "Ratio": {"shape": "Ratio"}, "Kind": {"shape": "Kind"},
            "Either": {"shape": "Either"}, "On": {"shape": "On"},
            "Body": {"shape": "Bytes", "streaming": true}, "Bytes": {"shape": "Bytes"}
        }, "payload": "Body"},
        "Bytes": {"type": "blob"},
        "Name": {"type": "string"},
        "Names": {"type": "list", "member": {"shape": "Name"}},
        "Sizes": {"type": "list", "member": {"shape": "Size"}},
        "Matrix": {"type": "list", "member": {"shape": "Names"}},
        "Tags": {"type": "map", "key": {"shape": "Name"}, "value": {"shape": "Names"}},
        "Size": {"type": "integer"},
        "Total": {"type": "long"},
        "Share": {"type": "double"},
        "Ratio": {"type": "float"},
        "On": {"type": "boolean"},
        "Kind": {"type": "string", "enum": ["a-b"]},
        "Either": {"type": "structure", "union": true, "members": {
            "Text": {"shape": "Name", "locationName": "text"}, "Part": {"shape": "Part"}
        }},
        "Part": {"type": "structure", "members": {"Either": {"shape": "Either"}}}
    }));
    let example = Example {
        title: "To call\n it".to_owned(),
        input: Some(input),
        ..Example::default()
    };
    model.examples = vec![("Call".to_owned(), vec![example])];
    lowered(&model)
}

/// What the setter of this name is given in an example that sets one member.
fn set(member: &str, given: &Value) -> Option<Tree> {
    let (service, _) = with_example(json!({"Name": "n", member: given}));
    let example = service.operations[0].examples.first()?;
    let Some(Tree::Structure { setters, .. }) = example.input.clone() else {
        unreachable!("a request")
    };
    Some(setters.into_iter().next().unwrap().1)
}

fn text(text: &str, exact: bool) -> Tree {
    let text = text.to_owned();
    Tree::Text { text, exact }
}

fn name(plain: &str) -> ir::Name {
    ir::Name::new(plain)
}

fn list(elements: Vec<Tree>, exact: bool) -> Tree {
    Tree::List { elements, exact }
}

#[test]
fn an_example_is_the_request_as_a_user_writes_it() {
    let (service, _) = with_example(json!({"Sizes": [1, 2], "Name": "a \"b\""}));
    let example = &service.operations[0].examples[0];
    assert_eq!(example.title, ir::Documentation::from_text("To call it"));
    let sizes = list(vec![Tree::Integer(1), Tree::Integer(2)], false);
    let expected = Tree::Structure {
        ty: name("Request"),
        arguments: vec![text("a \"b\"", false)],
        setters: vec![(name("sizes"), sizes)],
    };
    assert_eq!(example.input, Some(expected));
}

#[test]
fn numbers_keep_their_type_and_all_their_digits() {
    assert_eq!(set("Total", &json!(i64::MIN)), Some(Tree::Long(i64::MIN)));
    assert_eq!(set("Share", &json!(1e300)), Some(Tree::Double(1e300)));
    assert_eq!(set("Ratio", &json!(0.1)), Some(Tree::Float(0.1)));
    assert_eq!(set("Ratio", &json!(1e300)), None, "it is out of range");
    assert_eq!(set("On", &json!(true)), Some(Tree::Boolean(true)));
}

#[test]
fn text_is_exact_where_nothing_converts_it() {
    let flat = list(vec![text("a", false)], false);
    assert_eq!(set("Names", &json!(["a"])), Some(flat));
    let nested = list(vec![list(vec![text("a", true)], true)], false);
    assert_eq!(set("Matrix", &json!([["a"]])), Some(nested));
    let entries = vec![(text("k", false), list(vec![text("a", true)], true))];
    let exact = false;
    let map = Tree::Map { entries, exact };
    assert_eq!(set("Tags", &json!({"k": ["a"]})), Some(map));
}

#[test]
fn an_enum_is_a_variant_or_what_the_model_does_not_know() {
    let ty = || name("Kind");
    let variant = name("AB");
    let known = Tree::Variant { ty: ty(), variant };
    assert_eq!(set("Kind", &json!("a-b")), Some(known));
    let wire = "new".to_owned();
    let other = Tree::Other { ty: ty(), wire };
    assert_eq!(set("Kind", &json!("new")), Some(other));
}

#[test]
fn a_union_is_found_by_the_name_that_the_model_gives() {
    let expected = Tree::Union {
        ty: name("Either"),
        variant: name("Text"),
        boxed: false,
        value: Box::new(text("a", true)),
    };
    assert_eq!(set("Either", &json!({"Text": "a"})), Some(expected));
    assert_eq!(set("Either", &json!({"text": "a"})), None);
    let both = json!({"Text": "a", "Part": {}});
    assert_eq!(set("Either", &both), None, "a union has one member");
}

#[test]
fn the_name_of_a_file_is_never_sent_as_what_is_in_it() {
    let file = |path: &str| Some(Tree::File(path.to_owned()));
    for path in ["HappyFace.jpg", r"c:\HappyFace.jpg", "filetoupload", "/a/b"] {
        assert_eq!(set("Body", &json!(path)), file(path));
    }
    assert_eq!(set("Body", &json!("fileb://a.bin")), file("a.bin"));
    for content in ["", "{}", "two words"] {
        let expected = Some(text(content, false));
        assert_eq!(set("Body", &json!(content)), expected);
    }
    // Bytes that aren't streamed have no way to name a file.
    assert_eq!(set("Bytes", &json!("fileb://a.bin")), None);
    assert_eq!(set("Bytes", &json!("a.bin")), Some(text("a.bin", false)));
}

#[test]
fn an_example_that_does_not_fit_is_left_out_with_a_note() {
    let (service, text) = with_example(json!({"Name": 5}));
    assert!(service.operations[0].examples.is_empty());
    assert!(text.contains("$.examples.Call[0].input"), "{text}");
}

#[test]
fn the_arguments_of_an_example_stand_where_new_takes_them() {
    let mut model = one_operation(&json!({
        "Request": {"type": "structure", "required": ["Target", "Source"], "members": {
            "Target": {"shape": "Name"}, "Source": {"shape": "Name"}
        }},
        "Name": {"type": "string"}
    }));
    let example = Example {
        input: Some(json!({"Target": "t", "Source": "s"})),
        ..Example::default()
    };
    model.examples = vec![("Call".to_owned(), vec![example])];
    let (service, _) = lowered(&model);
    let example = &service.operations[0].examples[0];
    let Some(Tree::Structure { arguments, .. }) = &example.input else {
        panic!("no structure: {example:?}");
    };
    assert_eq!(*arguments, [text("s", false), text("t", false)]);
}
