//! What can't go over the wire is refused where it stands; what is escaped there is taken.

use serde_json::{Value, json};

use crate::load::tests::{Folder, service};

/// A service with something in every place that has a grammar.
fn full() -> Value {
    let mut model = service();
    let metadata = model["metadata"].as_object_mut().unwrap();
    let more = json!({
        "protocols": ["json"], "auth": ["aws.auth#sigv4"], "signingName": "toy", "jsonVersion": "1.1",
        "targetPrefix": "com.example.Toy", "uid": "toy-2020-01-01", "xmlNamespace": {"uri": "http://a/", "prefix": "a"},
        "protocolSettings": {"h2": "optional"}
    });
    metadata.extend(more.as_object().unwrap().clone());
    let operation = &mut model["operations"]["CreateBackup"];
    operation["http"]["requestUri"] = json!("/backups/{id}?a=b");
    operation["endpoint"] = json!({"hostPrefix": "{Account}.data-"});
    operation["auth"] = json!(["smithy.api#noAuth"]);
    operation["authtype"] = json!("none");
    operation["requestcompression"] = json!({"encodings": ["gzip"]});
    operation["staticContextParams"] = json!({"Direct": {"value": "a"}});
    operation["httpChecksum"] = json!({
        "requestAlgorithmMember": "Kind", "requestValidationModeMember": "Kind", "responseAlgorithms": ["CRC32"]
    });
    operation["input"] =
        json!({"shape": "Request", "locationName": "Root", "xmlNamespace": "http://a/"});
    operation["output"]["resultWrapper"] = json!("Result");
    let members = &mut model["shapes"]["Request"]["members"];
    members["Id"] = json!({"shape": "Kind", "location": "uri", "locationName": "id"});
    members["Account"] =
        json!({"shape": "Kind", "hostLabel": true, "contextParam": {"name": "Account"}});
    members["Head"] = json!({"shape": "Kind", "location": "header", "locationName": "x-head"});
    members["Heads"] = json!({"shape": "Map", "location": "headers", "locationName": "x-meta-"});
    members["Query"] = json!({"shape": "Kind", "location": "querystring", "locationName": "a.b"});
    members["When"] = json!({"shape": "Time", "timestampFormat": "iso8601"});
    members["Key"] = json!({"shape": "Kind", "locationName": "key-of-it"});
    model["shapes"]["Time"] = json!({"type": "timestamp"});
    model["shapes"]["Map"] = json!({
        "type": "map", "key": {"shape": "Kind", "locationName": "K"}, "value": {"shape": "Kind", "locationName": "V"}
    });
    model["shapes"]["Tags"]["locationName"] = json!("Tags");
    model["shapes"]["Tags"]["member"]["locationName"] = json!("Tag");
    model
}

/// The codes and places of what is wrong with the model.
fn problems(model: &Value) -> Vec<String> {
    let folder = Folder::new("wire-names");
    folder.json("service-2.json", model);
    let (_, sink) = folder.load("service-2.json");
    let found = sink.sorted().into_iter();
    found
        .map(|problem| format!("{} {}", problem.code(), problem.path()))
        .collect()
}

/// A place, as a JSON pointer, and a text that can't stand there; with the code where it isn't `bad-text`.
const REFUSED: [(&str, &str, &str); 37] = [
    ("/metadata/apiVersion", "2020/01", ""),
    ("/metadata/endpointPrefix", "attacker.example/x?", ""),
    ("/metadata/endpointPrefix", "attacker.example#", ""),
    ("/metadata/endpointPrefix", "user@attacker.example:1", ""),
    ("/metadata/protocols/0", "json\n", ""),
    ("/metadata/serviceId", "Toy\r\nx: y", ""),
    ("/metadata/signatureVersion", "v4 v2", ""),
    ("/metadata/auth/0", "sigv4", ""),
    ("/metadata/signingName", "toy/us-east-1", ""),
    ("/metadata/jsonVersion", "2.0", "unknown-value"),
    ("/metadata/targetPrefix", "Toy\r\nx: y", ""),
    ("/metadata/uid", "toy](x", ""),
    ("/metadata/xmlNamespace/uri", "http://a/ b", ""),
    ("/metadata/xmlNamespace/prefix", "a b", ""),
    ("/metadata/protocolSettings/h2", "always", "unknown-value"),
    ("/operations/CreateBackup/http/requestUri", "/a b", ""),
    ("/operations/CreateBackup/http/requestUri", "/a\r\nx: y", ""),
    ("/operations/CreateBackup/http/requestUri", "/{id", ""),
    (
        "/operations/CreateBackup/http/requestUri",
        "/{no}",
        "unknown-label",
    ),
    (
        "/operations/CreateBackup/http/method",
        "GET /x",
        "bad-method",
    ),
    (
        "/operations/CreateBackup/endpoint/hostPrefix",
        "attacker.example/",
        "",
    ),
    (
        "/operations/CreateBackup/endpoint/hostPrefix",
        "{Account",
        "",
    ),
    (
        "/operations/CreateBackup/endpoint/hostPrefix",
        "{No}.",
        "unknown-label",
    ),
    ("/operations/CreateBackup/auth/0", "none", ""),
    ("/operations/CreateBackup/authtype", "v2", "unknown-value"),
    (
        "/operations/CreateBackup/requestcompression/encodings/0",
        "gzip, x",
        "",
    ),
    (
        "/operations/CreateBackup/httpChecksum/requestAlgorithmMember",
        "No",
        "missing-member",
    ),
    (
        "/operations/CreateBackup/httpChecksum/requestValidationModeMember",
        "a b",
        "bad-text missing-member",
    ),
    (
        "/operations/CreateBackup/httpChecksum/responseAlgorithms/0",
        "CRC32: x",
        "",
    ),
    ("/operations/CreateBackup/input/xmlNamespace", "\"", ""),
    ("/operations/CreateBackup/output/resultWrapper", "a><b", ""),
    ("/shapes/Request/members/Head/locationName", "x: y\r\nz", ""),
    ("/shapes/Request/members/Heads/locationName", "x:", ""),
    ("/shapes/Request/members/Query/locationName", "", ""),
    (
        "/shapes/Request/members/Account/contextParam/name",
        "a b",
        "",
    ),
    (
        "/shapes/Request/members/When/timestampFormat",
        "stardate",
        "unknown-value",
    ),
    (
        "/shapes/Request/members/Head/location",
        "cookie",
        "unknown-location",
    ),
];

#[test]
fn what_would_be_more_than_a_name_on_the_wire_is_refused_where_it_stands() {
    assert_eq!(problems(&full()), Vec::<String>::new());
    for (place, text, codes) in REFUSED {
        let mut model = full();
        *model.pointer_mut(place).unwrap() = json!(text);
        let found = problems(&model);
        let codes = if codes.is_empty() { "bad-text" } else { codes };
        let path = place.replace("/0", "[0]").replace('/', ".");
        let expected = codes.split(' ').map(|code| format!("{code} ${path}"));
        assert_eq!(found, expected.collect::<Vec<_>>(), "{place} {text:?}");
    }
    let mut model = full();
    model["operations"]["CreateBackup"]["staticContextParams"] = json!({"a b": {"value": 1}});
    let expected = r#"bad-text $.operations.CreateBackup.staticContextParams["a b"]"#;
    assert_eq!(problems(&model), [expected]);
}

#[test]
fn a_key_of_a_body_is_a_name_where_it_is_xml_and_any_text_elsewhere() {
    let places = [
        "/shapes/Request/members/Key/locationName",
        "/shapes/Map/key/locationName",
        "/shapes/Map/value/locationName",
        "/shapes/Tags/locationName",
        "/shapes/Tags/member/locationName",
        "/operations/CreateBackup/input/locationName",
    ];
    for protocol in [
        "rest-xml",
        "query",
        "ec2",
        "json",
        "rest-json",
        "smithy-rpc-v2-cbor",
    ] {
        let speaks_xml = ["rest-xml", "query", "ec2"].contains(&protocol);
        for place in places {
            let mut model = full();
            // One that is spoken by choice counts too.
            model["metadata"]["protocols"] = json!(["json", protocol]);
            *model.pointer_mut(place).unwrap() = json!("a><b");
            let expected = format!("bad-text ${}", place.replace('/', "."));
            let expected: Vec<String> = speaks_xml.then_some(expected).into_iter().collect();
            assert_eq!(problems(&model), expected, "{protocol} {place}");
        }
    }
}

#[test]
fn tokens_of_pages_are_members_and_their_operations_are_there() {
    let folder = Folder::new("wire-names-pages");
    folder.json("service-2.json", &service());
    let pages = json!({
        "CreateBackup": {"input_token": ["a\ncargo::rustc-env=X=Y"], "output_token": "Tags", "limit_key": "1"},
        "*/": {"input_token": "A", "output_token": "B"}
    });
    folder.json("paginators-1.json", &json!({"pagination": pages}));
    let (_, sink) = folder.load("service-2.json");
    let found = sink.sorted().into_iter();
    let found: Vec<String> = found
        .map(|problem| format!("{} {}", problem.code(), problem.path()))
        .collect();
    assert_eq!(
        found,
        [
            "bad-text $.pagination.CreateBackup.input_token[0]",
            "bad-text $.pagination.CreateBackup.limit_key",
            r#"unknown-operation $.pagination["*/"]"#,
        ]
    );
}
