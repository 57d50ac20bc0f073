// After the update: the same.
use super::service::types::Request;

pub fn observed() -> Vec<String> {
    vec![format!("{:?}", Request::new().id("a"))]
}
