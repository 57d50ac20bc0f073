//! How a service is packed, and what its runtime is called.

use super::*;
use crate::lower::options::Target;

fn packed(options: &Options) -> (Option<ir::Package>, String) {
    let operation = json!({
        "name": "Call", "http": {"method": "POST", "requestUri": "/"},
        "httpChecksum": {"responseAlgorithms": ["CRC32"]}, "requestcompression": {"encodings": ["gzip"]}
    });
    let model = service(&json!({}), &json!({ "Call": operation }));
    let mut diagnostics = Diagnostics::new();
    let lowered = crate::lower::lower(&model, options, &mut diagnostics);
    let package = lowered.map(|(_, package)| package);
    (package, diagnostics.render(false))
}

fn called(runtime: &str, target: Target) -> (Option<ir::Package>, String) {
    packed(&Options {
        target,
        runtime: Some(runtime.to_owned()),
        ..Options::default()
    })
}

#[test]
fn a_package_has_what_the_user_chose_and_what_the_service_needs() {
    let (package, _) = packed(&Options {
        crate_name: Some("my-tiny".to_owned()),
        command: "cargo\nrun".to_owned(),
        manifest: Some("[lib]".to_owned()),
        ..Options::default()
    });
    let package = package.unwrap();
    assert_eq!(package.crate_name, "my-tiny");
    assert_eq!(package.source, "tiny/2020-01-01");
    assert_eq!(package.command, "cargo run", "it stands on one line");
    assert_eq!(package.manifest.as_deref(), Some("[lib]"));
    let needed = package.needed_features.iter();
    let needed = needed.map(|needed| (needed.feature, needed.needed_by.as_str()));
    assert_eq!(
        needed.collect::<Vec<_>>(),
        [
            ("client", "every call of Tiny"),
            ("checksum", "Call"),
            ("compression", "Call")
        ]
    );
    assert!(!package.types_only);
    assert_eq!(package.runtime, "::shapesmith_runtime");
    assert_eq!(package.runtime_renamed, None);
}

#[test]
fn a_crate_names_the_runtime_as_its_dependency() {
    let renamed = |runtime: &str| {
        let (package, text) = called(runtime, Target::Crate);
        let package = package.expect(&text);
        assert_eq!(package.runtime, runtime);
        package.runtime_renamed
    };
    assert_eq!(renamed("::my_runtime").as_deref(), Some("my_runtime"));
    assert_eq!(renamed("::shapesmith_runtime"), None);
    for wrong in [
        "crate::runtime",
        "my_runtime",
        "::my_runtime::inner",
        "::",
        "::my-runtime",
    ] {
        let (package, text) = called(wrong, Target::Crate);
        assert!(package.is_none(), "{wrong}");
        assert!(text.contains("error[bad-runtime]"), "{text}");
        assert!(text.contains("as `::my_runtime`"), "{text}");
    }
}

#[test]
fn a_file_may_find_the_runtime_in_a_module() {
    for right in [
        "crate::vendored::runtime",
        "::my_runtime",
        "::my_runtime::_v1",
    ] {
        let (package, text) = called(right, Target::File);
        assert_eq!(package.expect(&text).runtime, right);
    }
    for wrong in [
        "",
        "crate",
        "crate::",
        "super::runtime",
        "::type",
        "::a::",
        "::a b",
        "::_",
        "::1",
        "::a;b",
    ] {
        let (package, text) = called(wrong, Target::File);
        assert!(package.is_none(), "{wrong}");
        assert!(text.contains("as `crate::vendored::runtime`"), "{text}");
    }
}

/// The features for an operation that says this, in a service of one protocol.
fn needed(protocol: &str, key: &str, value: Value) -> Vec<&'static str> {
    let mut operation = json!({"name": "Call", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "Request"}});
    operation[key] = value;
    let mut model = service(
        &json!({
            "Request": {"type": "structure", "members": {"Algorithm": {"shape": "Text"}}},
            "Text": {"type": "string"}
        }),
        &json!({ "Call": operation }),
    );
    model.metadata.protocols = vec![protocol.to_owned()];
    let mut diagnostics = Diagnostics::new();
    let lowered = crate::lower::lower(&model, &Options::default(), &mut diagnostics);
    let needed = lowered.unwrap().1.needed_features.into_iter();
    needed.map(|needed| needed.feature).collect()
}

#[test]
fn each_protocol_asks_for_the_codec_that_it_needs() {
    for (protocol, feature) in [
        ("json", "client"),
        ("rest-json", "client"),
        ("rest-xml", "xml"),
        ("query", "xml"),
        ("ec2", "xml"),
        ("smithy-rpc-v2-cbor", "cbor"),
    ] {
        assert_eq!(needed(protocol, "readonly", json!(true)), [feature]);
    }
}

#[test]
fn each_way_to_say_it_asks_for_checksums_or_compression() {
    for checksum in [
        json!({"requestAlgorithmMember": "Algorithm"}),
        json!({"requestChecksumRequired": true}),
        json!({"responseAlgorithms": ["CRC32"]}),
    ] {
        let features = needed("json", "httpChecksum", checksum);
        assert_eq!(features, ["client", "checksum"]);
    }
    let old = needed("json", "httpChecksumRequired", json!(true));
    assert_eq!(old, ["client", "checksum"]);
    let compressed = needed("json", "requestcompression", json!({"encodings": ["gzip"]}));
    assert_eq!(compressed, ["client", "compression"]);
}

#[test]
fn version_4a_is_needed_where_nothing_else_is_taken_and_offered_beside_others() {
    let of = |service_auth: &[&str], auth: &[&str]| {
        let mut model = service(
            &json!({}),
            &json!({ "Call": {
                "name": "Call", "http": {"method": "POST", "requestUri": "/"}, "auth": auth
            }}),
        );
        model.metadata.auth = service_auth.iter().map(|name| (*name).to_owned()).collect();
        let mut diagnostics = Diagnostics::new();
        let lowered = crate::lower::lower(&model, &Options::default(), &mut diagnostics);
        let package = lowered.unwrap().1;
        let mut needed = package.needed_features.into_iter();
        let needed = needed.find(|needed| needed.feature == "sigv4a");
        (needed.map(|needed| needed.needed_by), package.offers_sigv4a)
    };
    let (four, four_a) = ("aws.auth#sigv4", "aws.auth#sigv4a");
    let every = || Some("every call of Tiny".to_owned());
    assert_eq!(of(&[four], &[]), (None, false));
    assert_eq!(of(&[four, four_a], &[]), (None, true));
    assert_eq!(of(&[four_a, four], &[]), (None, true));
    assert_eq!(of(&[four_a], &[]), (every(), true));
    assert_eq!(of(&[four], &[four_a]), (Some("Call".to_owned()), true));
    assert_eq!(of(&[], &[four]), (None, false));
}
