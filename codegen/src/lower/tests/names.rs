//! What everything is called, and what happens when two things want one name.

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
        "Kind": {"type": "string", "enum": ["on", "ON", "Unrecognized", "UNRECOGNIZED"]}
    }));
    let (names, text) = named(&model);
    let value = |wire: &str| names.values[&("Kind".to_owned(), wire.to_owned())].clone();
    assert_eq!([value("on"), value("ON")], ["On", "On2"]);
    assert_eq!(value("Unrecognized"), "Unrecognized_");
    assert_eq!(value("UNRECOGNIZED"), "Unrecognized2");
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

#[test]
fn an_operation_never_takes_the_name_of_what_a_client_has() {
    let operation =
        |name: &str| json!({"name": name, "http": {"method": "POST", "requestUri": "/"}});
    let model = service(
        &json!({}),
        &json!({"Builder": operation("Builder"), "Mod": operation("Mod"), "Loop": operation("Loop")}),
    );
    let (names, text) = named(&model);
    assert_eq!(text, "");
    assert_eq!(names.operations["Builder"], "builder_");
    assert_eq!(names.operations["Mod"], "mod_");
    assert_eq!(names.operations["Loop"], "r#loop");
}

#[test]
fn a_crate_gets_no_name_that_cargo_refuses() {
    let model = service(&json!({}), &json!({}));
    for (wanted, fits) in [
        ("fsx", true),
        ("my-fsx_2", true),
        ("2fsx", false),
        ("a b", false),
        ("", false),
    ] {
        let options = Options {
            crate_name: Some(wanted.to_owned()),
            ..Options::default()
        };
        let (_, text) = with_context(&model, &options, names::crate_name);
        assert_eq!(text.is_empty(), fits, "{wanted}: {text}");
        assert!(fits || text.contains("--crate-name"), "{text}");
    }
}
