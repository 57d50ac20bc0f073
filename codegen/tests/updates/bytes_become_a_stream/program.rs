// After the update: E0308.
use super::service::types::Request;

pub fn observed() -> Vec<String> {
    let mut request = Request::new();
    request.body = Some("a".into());
    vec![format!("{request:?}")]
}
