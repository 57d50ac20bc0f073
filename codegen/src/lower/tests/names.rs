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
    let member = |wire: &str| names.members["Request"][wire].raw().into_owned();
    assert_eq!(member("DNSName"), "dns_name");
    assert_eq!(member("type"), "r#type");
    assert_eq!(member("self"), "self_");
    let value = |wire: &str| names.values["tinyKind"][wire].raw().into_owned();
    assert_eq!(value("AWS_KMS"), "AwsKms");
    assert_eq!(value("SINGLE_AZ_1"), "SingleAz1");
    assert_eq!(names.types["tinyKind"].raw(), "TinyKind");
}

#[test]
fn members_that_clash_are_refused() {
    let model = one_operation(&json!({
        "Request": {"type": "structure", "members": {"fooBar": {"shape": "Kind"}, "foo_bar": {"shape": "Kind"}}},
        "Kind": {"type": "string"}
    }));
    let (_, text) = named(&model);
    assert!(
        text.contains("members `fooBar` and `foo_bar` are both `foo_bar`"),
        "{text}"
    );
    assert!(text.contains("$.shapes.Request.members.foo_bar"), "{text}");
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
    assert_eq!(names.operations["Builder"].raw(), "builder_");
    assert_eq!(names.operations["Mod"].raw(), "mod_");
    assert_eq!(names.operations["Loop"].raw(), "r#loop");
}

#[test]
fn a_crate_gets_no_name_that_cargo_or_rustc_refuses() {
    let model = service(&json!({}), &json!({}));
    let refused = [
        "2fsx",
        "a b",
        "",
        "_",
        "-",
        "fn",
        "self",
        "Self",
        "crate",
        "core",
        "std",
        "alloc",
        "test",
        "proc-macro",
        "proc_macro",
        "shapesmith-runtime",
        "async",
        "aux",
        "CON",
        "nul",
        "com1",
        "lpt9",
    ];
    let taken = [
        "fsx",
        "my-fsx_2",
        "_fsx",
        "com",
        "com10",
        "console",
        "core2",
        "functions",
        "union",
    ];
    for (wanted, fits) in refused
        .map(|name| (name, false))
        .into_iter()
        .chain(taken.map(|name| (name, true)))
    {
        let options = Options {
            crate_name: Some(wanted.to_owned()),
            ..Options::default()
        };
        let (_, text) = with_context(&model, &options, names::crate_name);
        assert_eq!(text.is_empty(), fits, "{wanted}: {text}");
        assert!(fits || text.contains("--crate-name"), "{text}");
    }
}

#[test]
fn an_operation_named_like_a_device_of_windows_has_other_files() {
    let operation =
        |name: &str| json!({"name": name, "http": {"method": "POST", "requestUri": "/"}});
    let model = service(
        &json!({}),
        &json!({"Aux": operation("Aux"), "Com1": operation("Com1"), "Connect": operation("Connect")}),
    );
    let (service, text) = lowered(&model);
    assert_eq!(text, "");
    let files = service.operations.iter();
    let files: Vec<(&str, &str)> = files
        .map(|operation| (operation.name.plain(), operation.module.plain()))
        .collect();
    assert_eq!(
        files,
        [("aux", "aux_"), ("com1", "com1_"), ("connect", "connect")]
    );
}

/// A request with a member, a union with a member, and an enum, each renamed to this.
fn renamed(name: &str) -> (names::Names, String) {
    let mut model = one_operation(&json!({
        "Request": {"type": "structure", "members": {"Size": {"shape": "Choice"}, "Other": {"shape": "Kind"}}},
        "Choice": {"type": "structure", "union": true, "members": {"One": {"shape": "Kind"}, "Two": {"shape": "Kind"}}},
        "Kind": {"type": "string", "enum": ["a", "b"]}
    }));
    let key = |shape: &str, name: &str| (shape.to_owned(), name.to_owned());
    let overlay = &mut model.overlay;
    overlay.file = "overlay.toml".into();
    overlay
        .renames
        .insert(key("Request", "Size"), name.to_owned());
    overlay
        .renames
        .insert(key("Choice", "One"), name.to_owned());
    overlay
        .value_renames
        .insert(key("Kind", "a"), name.to_owned());
    named(&model)
}

#[test]
fn a_name_of_the_overlay_is_escaped_as_any_other() {
    let (names, _) = renamed("type");
    assert_eq!(names.of_member("Request", "Size").raw(), "r#type");
}

#[test]
fn the_overlay_gives_no_name_that_the_compiler_warns_of() {
    for (name, usual, wrong) in [("type", "Type", 2), ("Az_1", "Az1", 3), ("_A", "a", 1)] {
        let (_, text) = renamed(name);
        let said = text.matches("error[bad-name]").count();
        assert_eq!(said, wrong, "{name}: {text}");
        assert!(text.contains(&format!("write it as `{usual}`")), "{text}");
        assert!(text.contains("--> overlay.toml"), "{text}");
    }
    let mut model = one_operation(&json!({
        "Request": {"type": "structure", "members": {"Part": {"shape": "Part"}}},
        "Part": {"type": "structure", "members": {}}
    }));
    for name in ["structures", "std", "Part_Two"] {
        let renames = &mut model.overlay.shape_renames;
        renames.insert("Part".to_owned(), name.to_owned());
        let (_, text) = named(&model);
        let message = format!("`{name}` is not written as a type is in Rust");
        assert!(text.contains(&message), "{text}");
    }
}

#[test]
fn the_overlay_gives_no_name_that_is_taken() {
    let (_, text) = renamed("Unrecognized");
    let taken = "error[bad-name]: `Unrecognized` is what";
    assert_eq!(text.matches(taken).count(), 2, "{text}");
    for name in ["KNOWN", "VALUES"] {
        let (_, text) = renamed(name);
        let taken = format!("error[bad-name]: `{name}` is a constant");
        assert_eq!(text.matches(&taken).count(), 2, "{text}");
    }
    let (_, text) = renamed("other");
    assert!(
        text.contains("members `Size` and `Other` are both `other`")
            || text.contains("members `Other` and `Size` are both `other`"),
        "{text}"
    );
    let (_, text) = renamed("B");
    assert!(
        text.contains("values `a` and `b` of `Kind` are both `B`"),
        "{text}"
    );
    let (_, text) = renamed("Two");
    assert!(
        text.contains("members `One` and `Two` are both `Two`"),
        "{text}"
    );
}
