//! Which operation is asked for endpoints, and what clients don't understand.

use serde_json::{Value, json};

use super::super::options::Options;
use super::service;
use crate::diagnostics::Diagnostics;
use crate::ir;
use crate::load::model::Model;

fn shapes() -> Value {
    json!({
        "Request": {"type": "structure", "members": {"Operation": {"shape": "String"}}},
        "Response": {"type": "structure", "members": {"Endpoints": {"shape": "Endpoints"}}},
        "Endpoints": {"type": "list", "member": {"shape": "Endpoint"}},
        "Endpoint": {"type": "structure", "members": {
            "Address": {"shape": "String"}, "CachePeriodInMinutes": {"shape": "Long"}
        }},
        "String": {"type": "string"},
        "Long": {"type": "long"},
    })
}

/// Calls that may or must be asked for their endpoints, and what tells these.
fn model(shapes: &Value, asked: bool) -> Model {
    let http = json!({"method": "POST", "requestUri": "/"});
    service(
        shapes,
        &json!({
            "Maybe": {"name": "Maybe", "http": http, "endpointdiscovery": {}},
            "Must": {"name": "Must", "http": http, "endpointdiscovery": {"required": true}},
            "Other": {"name": "Other", "http": http},
            "Tell": {"name": "Tell", "http": http, "input": {"shape": "Request"}, "output": {"shape": "Response"},
                "endpointoperation": asked},
        }),
    )
}

fn lowered(model: &Model, kept: &[&str]) -> (Option<ir::Discovery>, String) {
    let mut diagnostics = Diagnostics::new();
    let operations = kept.iter().map(|name| (*name).to_owned());
    let options = Options {
        operations: Some(operations.collect()),
        ..Options::default()
    };
    let lowered = super::super::lower(model, &options, &mut diagnostics);
    let discovery = lowered.and_then(|(service, _)| service.discovery);
    (discovery, diagnostics.render(false))
}

#[test]
fn what_tells_endpoints_is_there_for_those_who_need_it_whatever_is_kept() {
    let model = model(&shapes(), true);
    for (kept, required) in [
        (&["Maybe"][..], Some(false)),
        (&["Maybe", "Must"], Some(true)),
        (&["Must", "Tell"], Some(true)),
        (&["Other"], None),
        (&["Tell", "Other"], None),
    ] {
        let (discovery, told) = lowered(&model, kept);
        let found = discovery.as_ref().map(|found| found.required);
        assert_eq!(found, required, "{kept:?}: {told}");
        if let Some(discovery) = discovery {
            assert_eq!((&*discovery.wire, &*discovery.uri), ("Tell", "/"));
        }
    }
}

#[test]
fn what_clients_do_not_understand_is_refused_with_a_reason() {
    let refusal = |path: &str, value: Value| {
        let mut shapes = shapes();
        *shapes.pointer_mut(path).unwrap() = value;
        let (discovery, told) = lowered(&model(&shapes, true), &["Must"]);
        assert!(discovery.is_none());
        told
    };
    let needy = json!({"type": "structure", "required": ["Operation"],
        "members": {"Operation": {"shape": "String"}}});
    let elsewhere = json!({"Endpoints": {"shape": "Endpoints", "locationName": "hosts"}});
    for (path, value, why) in [
        ("/Request", needy, "its input has to have `Operation`"),
        (
            "/Response/members",
            json!({}),
            "its output has no `Endpoints`",
        ),
        (
            "/Response/members",
            elsewhere,
            "`Endpoints` has another name on the wire",
        ),
        (
            "/Endpoints",
            json!({"type": "string"}),
            "`Endpoints` is no list",
        ),
        (
            "/Endpoint/members/Address/shape",
            json!("Long"),
            "an address is a text",
        ),
    ] {
        let told = refusal(path, value);
        assert!(
            told.contains("error[unusable-endpoint-operation]") && told.contains(why),
            "{told}"
        );
    }
    let (_, told) = lowered(&model(&shapes(), false), &["Must"]);
    assert!(told.contains("error[no-endpoint-operation]"), "{told}");
}
