//! Tells Smithy's models by their content, whatever the files are called, and which services they describe.
//!
//! Keeps nothing else of a file: whoever reads the model reads it anew, and says what is wrong with it.

use std::fmt;
use std::path::Path;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::super::unpack;
use super::named_after;
use crate::diagnostics::Diagnostics;

/// A service that a Smithy model describes.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::load) struct Service {
    /// `com.example#Weather`
    pub(in crate::load) id: String,
    /// What its crate is named after: `fsx`.
    pub(in crate::load) name: String,
    /// Its API version, whatever that looks like.
    pub(in crate::load) version: String,
}

/// The services of a Smithy model; none where the file holds anything else.
pub(in crate::load) fn services(file: &Path) -> Vec<Service> {
    let Some(bytes) = unpack::read(file, &mut Diagnostics::new()) else {
        return Vec::new();
    };
    // Most files are told without being taken apart.
    if !bytes.windows(MARK.len()).any(|part| part == MARK) {
        return Vec::new();
    }
    match serde_json::from_slice::<Ast>(&bytes) {
        Ok(ast) if ast.smithy.is_string() => ast.shapes.0,
        _ => Vec::new(),
    }
}

const MARK: &[u8] = b"\"smithy\"";

#[derive(Deserialize)]
struct Ast {
    smithy: Value,
    shapes: Services,
}

#[derive(Deserialize)]
struct Shape {
    #[serde(default, rename = "type")]
    kind: Value,
    #[serde(default)]
    version: Value,
    #[serde(default)]
    traits: Traits,
}

#[derive(Default, Deserialize)]
struct Traits {
    #[serde(default, rename = "aws.api#service")]
    of_aws: Value,
}

/// The shapes that are services; the others are let go as they are read.
struct Services(Vec<Service>);

impl<'de> Deserialize<'de> for Services {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Shapes)
    }
}

struct Shapes;

impl<'de> Visitor<'de> for Shapes {
    type Value = Services;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the shapes of a model")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Services, A::Error> {
        let mut found = Vec::new();
        while let Some(id) = map.next_key::<String>()? {
            let shape: Shape = map.next_value()?;
            if shape.kind == "service" {
                let sdk_id = shape.traits.of_aws.get("sdkId").and_then(Value::as_str);
                found.push(Service {
                    name: named_after(sdk_id, &id),
                    id,
                    version: shape.version.as_str().unwrap_or_default().to_owned(),
                });
            }
        }
        Ok(Services(found))
    }
}
