// After the update: another meaning.
use super::service::types::Request;

pub fn observed() -> Vec<String> {
    vec![format!("{:?}", Request::new().id("a"))]
}
