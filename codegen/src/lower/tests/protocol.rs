//! Which protocol and signer are chosen.

use super::*;
use crate::ir::Protocol;
use crate::lower::protocol;

/// The protocol of a service with these, and what is said of it.
fn chosen(protocols: &[&str]) -> (Option<Protocol>, String) {
    let mut model = service(&json!({}), &json!({}));
    model.metadata.protocols = protocols.iter().map(|name| (*name).to_owned()).collect();
    with_context(&model, &Options::default(), protocol::choose)
}

#[test]
fn json_is_taken_before_cbor_and_query() {
    let (found, text) = chosen(&["smithy-rpc-v2-cbor", "query", "json"]);
    assert_eq!(found, Some(Protocol::AwsJson1_1));
    assert_eq!(text, "");
    assert_eq!(
        chosen(&["query", "smithy-rpc-v2-cbor"]).0,
        Some(Protocol::RpcV2Cbor)
    );
}

#[test]
fn a_preferred_protocol_is_taken_if_the_service_speaks_it() {
    let mut model = service(&json!({}), &json!({}));
    model.metadata.protocols = vec!["json".to_owned(), "smithy-rpc-v2-cbor".to_owned()];
    let prefer = |name: &str| Options {
        protocol_priority: vec![name.to_owned()],
        ..Options::default()
    };
    let cbor = with_context(&model, &prefer("smithy-rpc-v2-cbor"), protocol::choose);
    assert_eq!(cbor.0, Some(Protocol::RpcV2Cbor));
    let other = with_context(&model, &prefer("query"), protocol::choose);
    assert_eq!(other.0, Some(Protocol::AwsJson1_1));
    let (none, text) = with_context(&model, &prefer("cbor"), protocol::choose);
    assert_eq!(none, None);
    assert!(
        text.contains("there is no protocol `cbor` to prefer"),
        "{text}"
    );
}

#[test]
fn an_unknown_protocol_is_refused_with_its_neighbour() {
    let (found, text) = chosen(&["rest-jsn"]);
    assert_eq!(found, None);
    assert!(text.contains("did you mean `rest-json`?"), "{text}");
}

/// The signers of a service that lists these, or else has this old version, and what is said of them.
fn signers(auth: &[&str], version: &str) -> (Vec<String>, String) {
    let mut model = service(&json!({}), &json!({}));
    model.metadata.auth = auth.iter().map(|name| (*name).to_owned()).collect();
    version.clone_into(&mut model.metadata.signature_version);
    with_context(&model, &Options::default(), protocol::signers)
}

#[test]
fn a_signer_that_there_is_not_is_warned_of() {
    let (found, text) = signers(&[], "v2");
    assert_eq!(found, ["v2"]);
    assert!(
        text.contains("warning[unsupported-signer]: signing with v2"),
        "{text}"
    );
    assert!(text.contains("$.metadata.signatureVersion"), "{text}");
    let (_, text) = signers(&["v3"], "v4");
    assert!(text.contains("$.metadata.auth"), "{text}");
}

#[test]
fn one_known_signer_is_enough() {
    for auth in [
        &["aws.auth#sigv4a", "v3"],
        &["aws.auth#sigv4", "smithy.api#httpBearerAuth"],
    ] {
        let (found, text) = signers(auth, "v4");
        assert_eq!(
            (found.as_slice(), text.as_str()),
            (auth.map(str::to_owned).as_slice(), "")
        );
    }
    let bearer = vec!["smithy.api#httpBearerAuth".to_owned()];
    assert_eq!(signers(&[], "bearer"), (bearer, String::new()));
    assert_eq!(signers(&[], "none").0, ["smithy.api#noAuth"]);
    assert_eq!(signers(&[], "s3v4").0, ["aws.auth#sigv4"]);
}
