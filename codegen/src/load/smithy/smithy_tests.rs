//! Small hand-written models in Smithy's form, and what is said of their mistakes.
#![allow(clippy::unwrap_used)] // A test may stop where it fails.

use std::path::Path;

use serde_json::{Value, json};

use super::super::model::{
    Documentation, Entries, Kind, Matcher, Model, Reference, Shape, State, Structure,
};
use super::{Choices, is_ast};
use crate::diagnostics::Diagnostics;

/// What a file of these shapes is read as, and what is said of it.
fn read_with(shapes: &Value, choices: &Choices) -> (Model, String) {
    let file = json!({"smithy": "2.0", "shapes": shapes});
    assert!(is_ast(&file));
    let mut sink = Diagnostics::new();
    let model = super::super::ast(Path::new("model.json"), &file, choices, &mut sink);
    (model, sink.render(false))
}

fn read(shapes: &Value) -> (Model, String) {
    read_with(shapes, &Choices::default())
}

/// One that is right.
fn model(shapes: &Value) -> Model {
    let (model, said) = read(shapes);
    assert_eq!(said, "");
    model
}

/// A service of one operation, whose input is `a#In`, in a protocol that has bindings; with these shapes beside it.
fn service(shapes: Value) -> Value {
    let mut all = json!({
        "a#Service": {
            "type": "service", "version": "2020-01-01", "operations": [{"target": "a#Go"}],
            "traits": {"aws.protocols#restJson1": {}}
        },
        "a#Go": {
            "type": "operation", "input": {"target": "a#In"}, "output": {"target": "smithy.api#Unit"},
            "traits": {"smithy.api#http": {"method": "POST", "uri": "/go"}}
        }
    });
    let Value::Object(shapes) = shapes else {
        panic!("no shapes");
    };
    all.as_object_mut().unwrap().extend(shapes);
    all
}

fn member(target: &str) -> Value {
    json!({"target": target})
}

fn found<'m, T>(entries: &'m Entries<T>, name: &str) -> &'m T {
    let names = || entries.iter().map(|(name, _)| name).collect::<Vec<_>>();
    let found = entries.iter().find(|(known, _)| known == name);
    &found
        .unwrap_or_else(|| panic!("no {name} in {:?}", names()))
        .1
}

fn structure<'m>(model: &'m Model, name: &str) -> &'m Structure {
    let shape: &Shape = found(&model.shapes, name);
    match &shape.kind {
        Kind::Structure(structure) => structure,
        other => panic!("{other:?}"),
    }
}

fn members(structure: &Structure) -> Vec<&str> {
    let members = structure.members.iter();
    members.map(|(name, _)| name.as_str()).collect()
}

/// The paths in a report.
fn paths(said: &str) -> Vec<&str> {
    let lines = said.lines().map(str::trim_start);
    lines.filter_map(|line| line.strip_prefix("|  ")).collect()
}

#[test]
fn an_ast_is_told_by_what_it_holds() {
    assert!(is_ast(
        &json!({"smithy": "1.0", "metadata": {}, "shapes": {}})
    ));
    assert!(is_ast(&json!({"smithy": "2.0"})));
    assert!(!is_ast(
        &json!({"metadata": {}, "operations": {}, "shapes": {}})
    ));
    assert!(!is_ast(&json!({"smithy-build": "1.0"})));
}

#[test]
fn members_of_mixins_come_first_and_the_shape_has_the_last_word() {
    let model = model(&service(json!({
        "a#Base": {
            "type": "structure", "traits": {"smithy.api#mixin": {}, "smithy.api#documentation": "Base."},
            "members": {
                "first": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}, "smithy.api#httpHeader": "x"}},
                "second": member("smithy.api#String")
            }
        },
        "a#Local": {
            "type": "structure",
            "traits": {
                "smithy.api#mixin": {"localTraits": ["smithy.api#deprecated"]},
                "smithy.api#deprecated": {}, "smithy.api#sensitive": {}
            },
            "mixins": [{"target": "a#Base"}],
            "members": {"third": member("smithy.api#Integer")}
        },
        "a#In": {
            "type": "structure", "mixins": [{"target": "a#Local"}],
            "members": {
                "own": member("smithy.api#Boolean"),
                "first": {"target": "smithy.api#String", "traits": {"smithy.api#httpHeader": "y"}}
            }
        },
        "a#In$second": {"type": "apply", "traits": {"smithy.api#jsonName": "two"}},
        "a#In": {
            "type": "structure", "mixins": [{"target": "a#Local"}],
            "members": {
                "own": member("smithy.api#Boolean"),
                "first": {"target": "smithy.api#String", "traits": {"smithy.api#httpHeader": "y"}}
            }
        }
    })));
    let input = structure(&model, "In");
    assert_eq!(members(input), ["first", "second", "third", "own"]);
    assert_eq!(input.required, ["first"]);
    let first: &Reference = found(&input.members, "first");
    assert_eq!(first.location_name.as_deref(), Some("y"));
    let second: &Reference = found(&input.members, "second");
    assert_eq!(second.location_name.as_deref(), Some("two"));
    let shape: &Shape = found(&model.shapes, "In");
    assert!(shape.sensitive && shape.deprecated.is_none());
    assert_eq!(shape.documentation, Documentation::Markdown("Base.".into()));
    // A mixin isn't reached by itself.
    assert!(model.shapes.iter().all(|(name, _)| name != "Base"));
}

#[test]
fn lists_and_maps_have_what_their_mixins_say() {
    let mixed = |list: Value| {
        service(json!({
            "a#In": {"type": "structure", "members": {"names": member("a#Names"), "counts": member("a#Counts")}},
            "a#BaseNames": {
                "type": "list", "member": member("smithy.api#String"),
                "traits": {"smithy.api#mixin": {}, "smithy.api#length": {"min": 1}}
            },
            "a#Names": list,
            "a#Names$member": {"type": "apply", "traits": {"smithy.api#xmlName": "name"}},
            "a#BaseCounts": {
                "type": "map", "key": member("smithy.api#String"), "value": member("smithy.api#Integer"),
                "traits": {"smithy.api#mixin": {}}
            },
            "a#Counts": {"type": "map", "mixins": [{"target": "a#BaseCounts"}]}
        }))
    };
    let mut shapes = mixed(json!({"type": "list", "mixins": [{"target": "a#BaseNames"}]}));
    shapes["a#Service"]["traits"] = json!({"aws.protocols#restXml": {}});
    let model = model(&shapes);
    let names: &Shape = found(&model.shapes, "Names");
    let Kind::List(element) = &names.kind else {
        panic!("{names:?}");
    };
    assert_eq!(names.min.as_ref().unwrap().as_u64(), Some(1));
    assert_eq!(element.shape, "String");
    assert_eq!(element.location_name.as_deref(), Some("name"));
    let counts: &Shape = found(&model.shapes, "Counts");
    let Kind::Map(key, value) = &counts.kind else {
        panic!("{counts:?}");
    };
    assert_eq!([&*key.shape, &*value.shape], ["String", "Integer"]);

    let nothing = json!({"type": "list", "mixins": [{"target": "a#Nothing"}]});
    let mut shapes = mixed(nothing);
    shapes["a#Nothing"] = json!({"type": "list", "mixins": [], "traits": {"smithy.api#mixin": {}}});
    shapes.as_object_mut().unwrap().remove("a#Names$member");
    let (_, said) = read(&shapes);
    assert!(said.contains("the key `member` is missing"), "{said}");
}

#[test]
fn traits_applied_to_a_mixin_reach_what_it_is_mixed_into() {
    let model = model(&service(json!({
        "a#Base$id": {"type": "apply", "traits": {"smithy.api#required": {}, "smithy.api#jsonName": "i"}},
        "a#Base": {
            "type": "structure", "members": {"id": member("smithy.api#String"), "other": member("smithy.api#String")},
            "traits": {"smithy.api#mixin": {}}
        },
        "a#In": {"type": "structure", "mixins": [{"target": "a#Base"}], "members": {"kind": member("a#Kind")}},
        "a#In$id": {"type": "apply", "traits": {"smithy.api#jsonName": "ident"}},
        "a#BaseKind": {
            "type": "enum", "members": {"ONE": member("smithy.api#Unit")}, "traits": {"smithy.api#mixin": {}}
        },
        "a#Kind": {"type": "enum", "members": {}, "mixins": [{"target": "a#BaseKind"}]},
        "a#Kind$ONE": {"type": "apply", "traits": {"smithy.api#enumValue": "1"}}
    })));
    let input = structure(&model, "In");
    assert_eq!(members(input), ["id", "other", "kind"]);
    assert_eq!(input.required, ["id"]);
    let id: &Reference = found(&input.members, "id");
    assert_eq!(id.location_name.as_deref(), Some("ident"));
    let kind: &Shape = found(&model.shapes, "Kind");
    assert!(matches!(&kind.kind, Kind::String(values) if values == &["1"]));
}

/// The same service as each version of the format says it.
#[test]
fn both_versions_of_the_format_give_the_same_model() {
    let with = |shapes: Value| {
        service(json!({
            "a#In": {"type": "structure", "members": shapes["in"]},
            "a#Kind": shapes["kind"], "a#Names": shapes["names"], "a#Count": shapes["count"], "a#Flag": {"type": "boolean"}
        }))
    };
    let first = with(json!({
        "in": {
            "kind": member("a#Kind"), "names": member("a#Names"), "count": member("a#Count"),
            "flag": member("a#Flag"), "plain": member("smithy.api#PrimitiveInteger"),
            "boxed": {"target": "smithy.api#PrimitiveLong", "traits": {"smithy.api#box": {}}}
        },
        "kind": {"type": "string", "traits": {"smithy.api#enum": [
            {"value": "a-b", "name": "A_B", "documentation": "One.", "tags": ["x"]}, {"value": "c", "name": "C"}
        ]}},
        "names": {"type": "set", "member": member("smithy.api#String")},
        "count": {"type": "integer", "traits": {"smithy.api#box": {}}}
    }));
    let second = with(json!({
        "in": {
            "kind": member("a#Kind"), "names": member("a#Names"), "count": member("a#Count"),
            "flag": {"target": "a#Flag", "traits": {"smithy.api#default": false, "smithy.api#addedDefault": {}}},
            "plain": {"target": "smithy.api#PrimitiveInteger", "traits": {"smithy.api#default": 0}},
            "boxed": {"target": "smithy.api#PrimitiveLong", "traits": {"smithy.api#default": null}}
        },
        "kind": {"type": "enum", "members": {
            "A_B": {"target": "smithy.api#Unit", "traits": {
                "smithy.api#enumValue": "a-b", "smithy.api#documentation": "One.", "smithy.api#tags": ["x"]
            }},
            "C": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "c"}}
        }},
        "names": {"type": "list", "member": member("smithy.api#String"), "traits": {"smithy.api#uniqueItems": {}}},
        "count": {"type": "integer"}
    }));
    let read = |version: &str, shapes: &Value| {
        let file = json!({"smithy": version, "shapes": shapes});
        let mut sink = Diagnostics::new();
        let choices = Choices::default();
        let model = super::super::ast(Path::new("model.json"), &file, &choices, &mut sink);
        assert_eq!(sink.render(false), "");
        format!("{model:#?}")
    };
    assert_eq!(read("1.0", &first), read("2.0", &second));
}

#[test]
fn an_enum_of_either_version_shares_its_name_with_no_other_type() {
    let enumeration = json!({"type": "enum", "members": {"X": member("smithy.api#Unit")}});
    let listed = json!({"type": "string", "traits": {"smithy.api#enum": [{"value": "x"}]}});
    for kind in [enumeration, listed] {
        let (_, said) = read(&service(json!({
            "a#In": {"type": "structure", "members": {"one": member("a#Kind"), "other": member("b#Kind")}},
            "a#Kind": {"type": "structure"}, "b#Kind": kind
        })));
        assert!(
            said.contains("`a#Kind` and `b#Kind` have the same name"),
            "{said}"
        );
    }
}

#[test]
fn what_mixins_of_services_and_operations_list_is_united() {
    let model = model(&json!({
        "a#Common": {
            "type": "service", "version": "1", "operations": [{"target": "a#Ping"}],
            "traits": {"smithy.api#mixin": {}, "aws.protocols#awsJson1_1": {}}
        },
        "a#Service": {
            "type": "service", "version": "2", "mixins": [{"target": "a#Common"}], "operations": [{"target": "a#Go"}]
        },
        "a#Failing": {"type": "operation", "errors": [{"target": "a#Broken"}], "traits": {"smithy.api#mixin": {}}},
        "a#Ping": {"type": "operation"},
        "a#Go": {"type": "operation", "mixins": [{"target": "a#Failing"}], "errors": [{"target": "a#Gone"}]},
        "a#Broken": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "server"}},
        "a#Gone": {"type": "structure", "traits": {"smithy.api#error": "client"}}
    }));
    let names: Vec<&str> = model
        .operations
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(names, ["Go", "Ping"]);
    assert_eq!(model.metadata.api_version, "2");
    let errors = &found(&model.operations, "Go").errors;
    let errors: Vec<&str> = errors.iter().map(|error| error.shape.as_str()).collect();
    assert_eq!(errors, ["Broken", "Gone"]);
}

#[test]
fn operations_of_resources_belong_to_the_service_and_what_nothing_reaches_is_not_looked_at() {
    let model = model(&json!({
        "a#Service": {
            "type": "service", "version": "1", "resources": [{"target": "a#City"}],
            "errors": [{"target": "a#Busy"}], "traits": {"smithy.protocols#rpcv2Cbor": {}}
        },
        "a#City": {
            "type": "resource", "identifiers": {"id": {"target": "a#NowhereElse"}}, "read": {"target": "a#GetCity"},
            "create": {"target": "a#Found"}, "put": {"target": "a#Move"}, "update": {"target": "a#Grow"},
            "delete": {"target": "a#Raze"},
            "collectionOperations": [{"target": "a#Count"}], "resources": [{"target": "a#Street"}]
        },
        "a#Street": {"type": "resource", "list": {"target": "a#ListStreets"}, "operations": [{"target": "a#Pave"}]},
        "a#Found": {"type": "operation"}, "a#Move": {"type": "operation"}, "a#Grow": {"type": "operation"},
        "a#Raze": {"type": "operation"}, "a#GetCity": {"type": "operation"}, "a#Count": {"type": "operation"},
        "a#ListStreets": {"type": "operation"}, "a#Pave": {"type": "operation"},
        "a#Busy": {"type": "structure", "traits": {"smithy.api#error": "server", "smithy.api#retryable": {}}},
        "a#Lost": {"type": "structure", "members": {"x": member("a#Nothing")}},
        "a#odd": {"type": "nothing at all"}
    }));
    let names: Vec<&str> = model
        .operations
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(
        names.join(" "),
        "Count Found GetCity Grow ListStreets Move Pave Raze"
    );
    for (_, operation) in &model.operations {
        assert_eq!(operation.errors.len(), 1);
        assert!(operation.input.is_none() && operation.output.is_none());
    }
    assert_eq!(model.shapes.len(), 1);
    assert_eq!(model.metadata.target_prefix.as_deref(), Some("Service"));
}

#[test]
fn shapes_of_one_name_are_told_apart_by_rename_or_by_id() {
    let shapes = |rename: Value| {
        let mut all = service(json!({
            "a#In": {"type": "structure", "members": {
                "mine": member("a#Thing"), "theirs": member("b#thing"),
                "text": member("a#String"), "plain": member("smithy.api#String")
            }},
            "a#Thing": {"type": "structure"}, "b#thing": {"type": "structure"},
            "a#String": {"type": "string", "traits": {"smithy.api#length": {"max": 3}}}
        }));
        all["a#Service"]["rename"] = rename;
        all
    };
    let renamed = model(&shapes(json!({"b#thing": "OtherThing"})));
    let input = structure(&renamed, "In");
    let target = |member: &str| found(&input.members, member).shape.clone();
    assert_eq!(target("theirs"), "OtherThing");
    assert_eq!(target("text"), "String");
    assert_eq!(target("plain"), "smithy.api#String");
    let (_, said) = read(&shapes(json!({})));
    assert!(
        said.contains("`a#Thing` and `b#thing` have the same name"),
        "{said}"
    );
    assert!(said.contains("in `rename` of `a#Service`"), "{said}");
}

#[test]
fn values_of_enums_are_what_goes_over_the_wire_and_are_called_by_their_names() {
    let model = model(&service(json!({
        "a#In": {"type": "structure", "members": {
            "kind": member("a#Kind"), "old": member("a#Old"), "level": member("a#Level"),
            "small": member("smithy.api#Byte"), "any": member("smithy.api#Document"), "one": member("a#Either")
        }},
        "a#Kind": {"type": "enum", "members": {
            "ADDED": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "A", "smithy.api#documentation": "New."}},
            "SAME": {"target": "smithy.api#Unit"}
        }},
        "a#Old": {"type": "string", "traits": {"smithy.api#enum": [{"value": "x", "name": "EX"}, {"value": "y"}]}},
        "a#Level": {"type": "intEnum", "members": {
            "LOW": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": 1}},
            "HIGH": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": 7}}
        }},
        "a#Either": {"type": "union", "members": {"none": member("smithy.api#Unit"), "text": member("smithy.api#String")}}
    })));
    let values = |name| match &found(&model.shapes, name).kind {
        Kind::String(values) => values.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(values("Kind"), ["A", "SAME"]);
    assert_eq!(values("Old"), ["x", "y"]);
    let key = |shape: &str, value: &str| (shape.to_owned(), value.to_owned());
    assert_eq!(model.value_names[&key("Kind", "A")], "ADDED");
    assert_eq!(model.value_names[&key("Old", "x")], "EX");
    let said = &model.value_documentation[&key("Kind", "A")];
    assert_eq!(*said, Documentation::Markdown("New.".into()));
    assert!(matches!(found(&model.shapes, "Level").kind, Kind::Integer));
    assert!(matches!(found(&model.shapes, "Byte").kind, Kind::Integer));
    let level = found(&structure(&model, "In").members, "level");
    let told = Documentation::Markdown("1 is `LOW`, 7 is `HIGH`.".into());
    assert_eq!(level.documentation, told);
    assert!(structure(&model, "Document").document);
    assert!(structure(&model, "Either").union);
    assert!(structure(&model, "Unit").members.is_empty());
}

#[test]
fn bounds_of_a_member_win_over_those_of_its_target() {
    let model = model(&service(json!({
        "a#In": {"type": "structure", "members": {
            "some": {"target": "a#List", "traits": {"smithy.api#length": {"min": 1}}},
            "any": member("a#List")
        }},
        "a#List": {"type": "list", "member": member("smithy.api#String"), "traits": {"smithy.api#length": {"min": 0, "max": 9}}}
    })));
    let input = structure(&model, "In");
    let min = |member: &str| {
        let shape: &Shape = found(&model.shapes, &found(&input.members, member).shape);
        shape.min.as_ref().unwrap().as_u64()
    };
    assert_eq!((min("some"), min("any")), (Some(1), Some(0)));
}

#[test]
fn a_trait_counts_in_the_protocols_that_know_it() {
    let of = |protocol: &str| {
        let mut shapes = service(json!({
            "a#In": {"type": "structure", "members": {
                "key": {"target": "smithy.api#String", "traits": {
                    "smithy.api#jsonName": "json", "smithy.api#xmlName": "xml", "smithy.api#xmlAttribute": {}
                }},
                "header": {"target": "smithy.api#String", "traits": {"smithy.api#httpHeader": "x-header"}}
            }}
        }));
        shapes["a#Service"]["traits"] = json!({protocol: {}});
        let model = model(&shapes);
        let input = structure(&model, "In");
        let key: &Reference = found(&input.members, "key");
        let bound = found(&input.members, "header").location.is_some();
        let uri = model.operations[0].1.request_uri.clone();
        (key.location_name.clone(), key.xml_attribute, bound, uri)
    };
    let name = |name: &str| Some(name.to_owned());
    assert_eq!(
        of("aws.protocols#restJson1"),
        (name("json"), false, true, "/go".into())
    );
    assert_eq!(
        of("aws.protocols#restXml"),
        (name("xml"), true, true, "/go".into())
    );
    assert_eq!(
        of("aws.protocols#awsJson1_0"),
        (None, false, false, "/".into())
    );
    assert_eq!(
        of("smithy.protocols#rpcv2Cbor"),
        (None, false, false, "/".into())
    );
    assert_eq!(
        of("aws.protocols#awsQuery"),
        (name("xml"), true, false, "/".into())
    );
}

#[test]
fn of_several_protocols_the_preferred_one_is_read() {
    let mut shapes = service(json!({"a#In": {"type": "structure"}}));
    shapes["a#Service"]["traits"] =
        json!({"aws.protocols#restJson1": {}, "smithy.protocols#rpcv2Cbor": {}});
    assert_eq!(model(&shapes).metadata.protocols, ["rest-json"]);
    let choices = Choices {
        protocols: vec!["smithy-rpc-v2-cbor".into()],
        ..Choices::default()
    };
    let (model, said) = read_with(&shapes, &choices);
    assert_eq!(
        (model.metadata.protocols, said.as_str()),
        (vec!["smithy-rpc-v2-cbor".into()], "")
    );
}

#[test]
fn what_clients_may_leave_out_is_optional_when_it_is_asked_for() {
    let shapes = service(json!({"a#In": {"type": "structure", "members": {
        "one": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}, "smithy.api#clientOptional": {}}},
        "two": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}}
    }}}));
    assert_eq!(structure(&model(&shapes), "In").required, ["one", "two"]);
    let choices = Choices {
        client_optional: true,
        ..Choices::default()
    };
    let (model, _) = read_with(&shapes, &choices);
    assert_eq!(structure(&model, "In").required, ["two"]);
}

#[test]
fn pages_and_waiters_are_read_from_their_traits() {
    let mut shapes = service(
        json!({"a#In": {"type": "structure", "members": {"token": member("smithy.api#String")}}}),
    );
    shapes["a#Service"]["traits"]["smithy.api#paginated"] =
        json!({"inputToken": "token", "outputToken": "next"});
    shapes["a#Go"]["traits"]["smithy.api#paginated"] = json!({"items": "things.all"});
    shapes["a#Go"]["traits"]["smithy.waiters#waitable"] = json!({"ThingThere": {
        "minDelay": 7,
        "acceptors": [
            {"state": "success", "matcher": {"success": true}},
            {"state": "failure", "matcher": {"errorType": "a#Gone"}},
            {"state": "retry", "matcher": {"output": {"path": "a.b", "comparator": "anyStringEquals", "expected": "x"}}}
        ]
    }});
    let model = model(&shapes);
    let pages = found(&model.paginators, "Go");
    assert_eq!(
        (&pages.input_token[..], &pages.output_token[..]),
        (&["token".to_owned()][..], &["next".to_owned()][..])
    );
    assert_eq!(pages.result_key, ["things.all"]);
    let waiter = found(&model.waiters, "ThingThere");
    assert_eq!(
        (waiter.delay, waiter.max_attempts, waiter.acceptors.len()),
        (7, 86, 3)
    );
    assert_eq!(waiter.acceptors[0].matcher, Matcher::Failed(false));
    assert_eq!(waiter.acceptors[1].matcher, Matcher::Error("Gone".into()));
    assert_eq!(waiter.acceptors[2].state, State::Retry);
    let place = "$.shapes[\"a#Go\"].traits[\"smithy.waiters#waitable\"].ThingThere";
    assert_eq!(model.path_of("$.waiters.ThingThere"), place);
}

#[test]
fn traits_that_nobody_knows_are_told_once_each() {
    let (_, said) = read(&service(json!({
        "a#In": {"type": "structure", "traits": {"a#audited": {}}, "members": {
            "one": {"target": "smithy.api#String", "traits": {"a#audited": {}}}
        }}
    })));
    assert_eq!(said.matches("note[unknown-trait]").count(), 1, "{said}");
    assert!(
        said.contains(
            "the trait `a#audited` isn't known and is passed over; the model has it 2 times"
        ),
        "{said}"
    );
}

/// What is said of a service whose traits are these, and whose input has this member.
fn refusal(traits: &Value, target: &str, member_traits: &Value) -> String {
    let mut shapes = service(json!({"a#In": {"type": "structure", "members": {
        "one": {"target": target, "traits": member_traits}
    }}, "a#ours": {"type": "structure", "traits": {"smithy.api#trait": {}, "smithy.api#authDefinition": {}}}}));
    shapes["a#Service"]["traits"] = traits.clone();
    let (_, said) = read(&shapes);
    assert!(said.contains("error["), "nothing is said");
    said
}

#[test]
fn what_can_not_be_spoken_is_refused_by_its_name() {
    let rest = || json!({"aws.protocols#restJson1": {}});
    let text = "smithy.api#String";
    for (said, wanted) in [
        (
            refusal(&json!({}), text, &json!({})),
            "`a#Service` names no protocol",
        ),
        (
            refusal(&json!({"alloy#simpleRestJson": {}}), text, &json!({})),
            "but `alloy#simpleRestJson`",
        ),
        (
            refusal(&json!({"smithy.protocols#rpcv2Json": {}}), text, &json!({})),
            "`smithy.protocols#rpcv2Cbor`",
        ),
        (
            refusal(
                &json!({"aws.protocols#restJson1": {}, "a#ours": {}}),
                text,
                &json!({}),
            ),
            "`a#ours`, which isn't known",
        ),
        (
            refusal(&rest(), "smithy.api#BigInteger", &json!({})),
            "`smithy.api#BigInteger` is a number without bounds",
        ),
        (
            refusal(&rest(), text, &json!({"alloy#uuidFormat": {}})),
            "has the trait `alloy#uuidFormat`",
        ),
        (
            refusal(
                &json!({"aws.protocols#awsQuery": {}}),
                "smithy.api#Document",
                &json!({}),
            ),
            "a document, in a protocol without JSON",
        ),
        (
            refusal(&rest(), "a#Nothing", &json!({})),
            "there is no shape `a#Nothing`",
        ),
        (
            refusal(&rest(), "a#Go", &json!({})),
            "`a#Go` carries no data",
        ),
    ] {
        assert!(said.contains(wanted), "{said}");
    }
}

#[test]
fn a_service_is_asked_for_when_there_are_several() {
    let shapes = json!({
        "a#One": {"type": "service", "operations": [{"target": "a#Go"}], "traits": {"aws.protocols#awsJson1_0": {}}},
        "b#Two": {"type": "service", "operations": [{"target": "a#Go"}], "traits": {"aws.protocols#awsJson1_0": {}}},
        "a#Go": {"type": "operation"}
    });
    let (_, said) = read(&shapes);
    assert!(
        said.contains("there are 2 services in this model"),
        "{said}"
    );
    assert!(said.contains("`a#One`, `b#Two`"), "{said}");
    for name in ["b#Two", "Two"] {
        let choices = Choices {
            service: Some(name.into()),
            ..Choices::default()
        };
        let (model, said) = read_with(&shapes, &choices);
        assert_eq!(
            (model.metadata.service_id.as_str(), said.as_str()),
            ("Two", "")
        );
    }
    let choices = Choices {
        service: Some("Twoo".into()),
        ..Choices::default()
    };
    assert!(
        read_with(&shapes, &choices)
            .1
            .contains("there is no service `Twoo`")
    );
    assert!(
        read(&json!({}))
            .1
            .contains("there is no service in this model")
    );
}

#[test]
fn mixins_in_a_circle_are_told_where_they_close() {
    let (_, said) = read(&service(json!({
        "a#In": {"type": "structure", "mixins": [{"target": "a#One"}]},
        "a#One": {"type": "structure", "mixins": [{"target": "a#Two"}]},
        "a#Two": {"type": "structure", "mixins": [{"target": "a#One"}]}
    })));
    assert!(
        said.contains("error[mixin-cycle]: `a#One` is a mixin of itself"),
        "{said}"
    );
    assert_eq!(paths(&said), ["$.shapes[\"a#Two\"].mixins[0].target"]);
}

#[test]
fn every_part_of_the_wrong_type_is_told_with_its_place() {
    let (_, said) = read(&service(json!({
        "a#In": {"type": "structure", "traits": 5, "mixins": {}, "members": {
            "a": 1, "b": {"target": 2}, "c": {"target": "smithy.api#String", "traits": []},
            "d": {"target": "smithy.api#String", "traits": {"smithy.api#httpHeader": 7, "smithy.api#length": 3}},
            "e": {"target": "a#List"}, "f": {"target": "a#Odd"}, "g-h": {"target": "smithy.api#String"}
        }},
        "a#List": {"type": "list", "member": {"target": []}, "extra": 1},
        "a#Odd": {"type": "novel"},
        "a#In$nowhere": {"type": "apply", "traits": {}}
    })));
    for path in [
        "$.shapes[\"a#In\"].traits",
        "$.shapes[\"a#In\"].mixins",
        "$.shapes[\"a#In\"].members.a",
        "$.shapes[\"a#In\"].members.b.target",
        "$.shapes[\"a#In\"].members.c.traits",
        "$.shapes[\"a#In\"].members.d.traits[\"smithy.api#httpHeader\"]",
        "$.shapes[\"a#In\"].members.d.traits[\"smithy.api#length\"]",
        "$.shapes[\"a#In\"].members.g-h",
        "$.shapes[\"a#List\"].member.target",
        "$.shapes[\"a#List\"].extra",
        "$.shapes[\"a#Odd\"].type",
        "$.shapes[\"a#In$nowhere\"]",
    ] {
        assert!(paths(&said).contains(&path), "{path}:\n{said}");
    }
}
