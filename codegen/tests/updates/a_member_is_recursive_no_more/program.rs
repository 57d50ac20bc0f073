// After the update: E0308.
use super::service::types::{Part, Other};

pub fn observed() -> Vec<String> {
    let mut part = Part::new();
    part.other = Some(Box::new(Other::new()));
    vec![format!("{part:?}")]
}
