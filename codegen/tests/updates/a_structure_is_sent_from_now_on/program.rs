// After the update: the same.
use super::service::types::Part;

pub fn observed() -> Vec<String> {
    let part = Part {
        one: Some("a".to_owned()),
        ..Part::default()
    };
    vec![format!("{part:?}")]
}
