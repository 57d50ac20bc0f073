//! Which traits end up in the tables.

use super::*;
use crate::ir::{TimestampFormat, Trait};

#[test]
fn bindings_and_formats_come_from_the_member_and_its_target() {
    let model = one_operation(&json!({
        "Request": {"type": "structure", "payload": "Body", "members": {
            "Id": {"shape": "Text", "location": "uri", "locationName": "id"},
            "All": {"shape": "Map", "location": "querystring"},
            "Meta": {"shape": "Map", "location": "headers", "locationName": "x-meta-"},
            "When": {"shape": "Time"},
            "Body": {"shape": "Secret", "streaming": true},
            "Items": {"shape": "Items", "locationName": "items"}
        }},
        "Text": {"type": "string"},
        "Time": {"type": "timestamp", "timestampFormat": "rfc822"},
        "Secret": {"type": "blob", "sensitive": true, "requiresLength": true},
        "Items": {"type": "list", "flattened": true, "member": {"shape": "Time", "locationName": "item"}},
        "Map": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}}
    }));
    let (service, _) = lowered(&model);
    let traits = |name: &str| member(&service, "Request", name).traits.clone();
    let date = Trait::Timestamp(TimestampFormat::HttpDate);
    assert_eq!(traits("Id"), [Trait::Label("id".to_owned())]);
    assert_eq!(traits("All"), [Trait::KeepEmpty, Trait::QueryParams]);
    let prefix = Trait::PrefixHeaders("x-meta-".to_owned());
    assert_eq!(traits("Meta"), [Trait::KeepEmpty, prefix]);
    assert_eq!(traits("When"), std::slice::from_ref(&date));
    assert_eq!(
        traits("Body"),
        [
            Trait::Payload,
            Trait::Sensitive,
            Trait::Streaming,
            Trait::RequiresLength
        ]
    );
    let element = Trait::Element(vec![Trait::Name("item".to_owned()), date]);
    assert_eq!(
        traits("Items"),
        [Trait::KeepEmpty, Trait::Flattened, element]
    );
    // A body member's name on the wire is its `locationName`; a bound one keeps its own.
    assert_eq!(member(&service, "Request", "Items").wire, "items");
    assert_eq!(member(&service, "Request", "Id").wire, "Id");
}
