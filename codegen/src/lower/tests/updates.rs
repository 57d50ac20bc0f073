//! What a user wrote keeps its meaning when the model is updated, or stops compiling: two versions of a model each.

use std::collections::BTreeMap;

use super::*;
use crate::lower::{names, select};

/// The variants of an enum of these values, by Rust name, and what was told.
fn variants(values: &[&str]) -> (BTreeMap<String, String>, String) {
    let model = one_operation(&json!({
        "Request": {"type": "structure", "members": {"Kind": {"shape": "Kind"}}},
        "Kind": {"type": "string", "enum": values}
    }));
    let (service, text) = lowered(&model);
    let variants = service.enumerations[0].variants.iter();
    let by_name = variants.map(|variant| (variant.name.plain().to_owned(), variant.wire.clone()));
    (by_name.collect(), text)
}

/// Each name of the one that the other has too is the same value there.
fn agree(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> bool {
    one.iter()
        .all(|(name, wire)| other.get(name).is_none_or(|there| there == wire))
}

#[test]
fn a_variant_never_changes_its_value() {
    let versions: [&[&str]; 8] = [
        &["read-only", "other"],
        &["read-only", "READ_ONLY", "other"],
        &["READ_ONLY", "other", "read-only"],
        &["readOnly", "READ_ONLY", "read-only"],
        &[
            "read-only",
            "readOnly",
            "READ_ONLY",
            "Read-Only",
            "READ-only",
        ],
        &["Read-Only", "read-only"],
        &["Unrecognized", "read-only"],
        &["UNRECOGNIZED", "Unrecognized", "read-only", "read only"],
    ];
    let versions = versions.map(variants);
    for (one, _) in &versions {
        for (other, _) in &versions {
            assert!(agree(one, other), "{one:?} {other:?}");
        }
    }
    assert_eq!(versions[0].0["ReadOnly"], "read-only");
    assert_eq!(versions[1].0["ReadHyphenOnlyLower"], "read-only");
    assert_eq!(versions[6].0["Unrecognized_"], "Unrecognized");
    assert!(!versions[7].0.contains_key("Unrecognized_"));
}

#[test]
fn values_that_clash_are_a_warning_with_a_way_out() {
    let (_, text) = variants(&["on", "ON"]);
    assert!(text.starts_with("warning[clashing-values]"), "{text}");
    assert!(
        text.contains("`ON` is `OnUpper`, `on` is `OnLower`"),
        "{text}"
    );
    assert!(
        text.contains("[shapes.Kind.values] \"ON\" = { rename"),
        "{text}"
    );
    let (_, text) = variants(&["on", "off"]);
    assert_eq!(text, "");
}

#[test]
fn a_spelled_name_that_another_value_has_is_refused() {
    let model = one_operation(&json!({
        "Request": {"type": "structure", "members": {"Kind": {"shape": "Kind"}}},
        "Kind": {"type": "string", "enum": ["on", "ON", "on-upper"]}
    }));
    let (_, text) = with_context(&model, &Options::default(), |context| {
        let selection = select::select(context);
        names::assign(context, &selection)
    });
    let message = "error[name-clash]: values `ON` and `on-upper` of `Kind` are both `OnUpper`";
    assert!(text.contains(message), "{text}");
    assert!(text.contains("overlay.toml"), "{text}");
}

#[test]
fn a_value_with_a_name_of_the_overlay_leaves_the_other_its_own() {
    let mut model = one_operation(&json!({
        "Request": {"type": "structure", "members": {"Kind": {"shape": "Kind"}}},
        "Kind": {"type": "string", "enum": ["on", "ON"]}
    }));
    let key = ("Kind".to_owned(), "ON".to_owned());
    model
        .overlay
        .value_renames
        .insert(key, "Shouted".to_owned());
    let (service, text) = lowered(&model);
    assert_eq!(text, "");
    let variants = service.enumerations[0].variants.iter();
    let variants: Vec<(&str, &str)> = variants
        .map(|variant| (variant.name.plain(), variant.wire.as_str()))
        .collect();
    assert_eq!(variants, [("Shouted", "ON"), ("On", "on")]);
}

#[test]
fn values_are_listed_in_an_order_of_their_own() {
    let listed = |values: Value| {
        let model = one_operation(&json!({
            "Request": {"type": "structure", "members": {"Kind": {"shape": "Kind"}}},
            "Kind": {"type": "string", "enum": values}
        }));
        let (service, _) = lowered(&model);
        let variants = service.enumerations[0].variants.iter();
        variants
            .map(|variant| variant.wire.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(listed(json!(["B", "A", "C"])), ["A", "B", "C"]);
    assert_eq!(listed(json!(["C", "B", "A"])), ["A", "B", "C"]);
}

/// The wire names of what `new` takes, in the order of its arguments.
fn arguments(members: &Value, required: &Value) -> Vec<String> {
    let mut model = one_operation(&json!({
        "Request": {"type": "structure", "members": members, "required": required},
        "Text": {"type": "string"}
    }));
    // What the overlay calls a member has nothing to do with its place.
    let key = ("Request".to_owned(), "Source".to_owned());
    model.overlay.renames.insert(key, "zero".to_owned());
    let (service, _) = lowered(&model);
    let request = service.all_structures().next().unwrap();
    let arguments = request.constructor.iter();
    arguments
        .map(|index| request.members[*index].modelled.clone())
        .collect()
}

#[test]
fn arguments_never_change_places() {
    let text = json!({"shape": "Text"});
    let before = arguments(
        &json!({"Target": text, "Other": text, "Source": text}),
        &json!(["Target", "Source"]),
    );
    let after = arguments(
        &json!({"Source": text, "New": text, "Target": text, "Other": text}),
        &json!(["Source", "Target"]),
    );
    assert_eq!(before, ["Source", "Target"]);
    assert_eq!(before, after);
}

#[test]
fn types_and_operations_of_one_name_are_refused_in_any_order() {
    let operation =
        |name: &str| json!({"name": name, "http": {"method": "POST", "requestUri": "/"}});
    for [first, second] in [["GetX", "getX"], ["getX", "GetX"]] {
        let model = service(
            &json!({}),
            &json!({first: operation(first), second: operation(second)}),
        );
        let mut diagnostics = Diagnostics::new();
        let lowered = crate::lower::lower(&model, &Options::default(), &mut diagnostics);
        assert!(lowered.is_none());
        let text = diagnostics.render(false);
        assert!(text.contains("are both `get_x` in Rust"), "{text}");
    }
}

#[test]
fn errors_whose_variants_have_one_name_are_refused() {
    let exception = json!({"type": "structure", "members": {}, "exception": true});
    let mut model = one_operation(&json!({
        "Request": {"type": "structure", "members": {}},
        "Timeout": exception,
        "Slow": exception
    }));
    model
        .overlay
        .shape_renames
        .insert("Slow".to_owned(), "Timeout_".to_owned());
    let mut diagnostics = Diagnostics::new();
    assert!(crate::lower::lower(&model, &Options::default(), &mut diagnostics).is_none());
    let text = diagnostics.render(false);
    assert!(text.contains("are both the variant `Timeout_`"), "{text}");
}
