// After the update: E0599.
use super::service::types::Part;

pub fn observed() -> Vec<String> {
    vec![format!("{:?}", Part::new().one("a"))]
}
