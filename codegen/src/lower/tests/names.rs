use super::*;
use crate::lower::{names, select};

fn named(model: &Model) -> (names::Names, String) {
    with_context(model, &Options::default(), |context| {
        let selection = select::select(context);
        names::assign(context, &selection)
    })
}

#[test]
fn wire_names_become_rust_names() {
    let model = one_operation(&json!({
        "Request": {"type": "structure", "members": {
            "DNSName": {"shape": "tinyKind"}, "type": {"shape": "tinyKind"}, "self": {"shape": "tinyKind"}
        }},
        "tinyKind": {"type": "string", "enum": ["AWS_KMS", "SINGLE_AZ_1", "2xlarge"]}
    }));
    let (names, text) = named(&model);
    assert_eq!(text, "");
    let member = |wire: &str| names.members[&("Request".to_owned(), wire.to_owned())].clone();
    assert_eq!(member("DNSName"), "dns_name");
    assert_eq!(member("type"), "r#type");
    assert_eq!(member("self"), "self_");
    let value = |wire: &str| names.values[&("tinyKind".to_owned(), wire.to_owned())].clone();
    assert_eq!(value("AWS_KMS"), "AwsKms");
    assert_eq!(value("SINGLE_AZ_1"), "SingleAz1");
    assert_eq!(names.types["tinyKind"], "TinyKind");
}

#[test]
fn values_that_clash_are_numbered_and_members_that_clash_are_refused() {
    let model = one_operation(&json!({
        "Request": {"type": "structure", "members": {"fooBar": {"shape": "Kind"}, "foo_bar": {"shape": "Kind"}}},
        "Kind": {"type": "string", "enum": ["on", "ON", "Unrecognized"]}
    }));
    let (names, text) = named(&model);
    let value = |wire: &str| names.values[&("Kind".to_owned(), wire.to_owned())].clone();
    assert_eq!([value("on"), value("ON")], ["On", "On2"]);
    assert_eq!(value("Unrecognized"), "Unrecognized_");
    assert!(text.contains("numbered-variant"), "{text}");
    assert!(
        text.contains("members `fooBar` and `foo_bar` are both `foo_bar`"),
        "{text}"
    );
    assert!(text.contains("$.shapes.Request.members.foo_bar"), "{text}");
}

#[test]
fn a_type_that_hides_one_of_std_is_remembered() {
    let model = one_operation(&json!({
        "Request": {"type": "structure", "members": {"Option": {"shape": "Option"}}},
        "Option": {"type": "structure", "members": {}}
    }));
    let (names, _) = named(&model);
    assert!(names.hidden.contains("Option") && !names.hidden.contains("Vec"));
}
