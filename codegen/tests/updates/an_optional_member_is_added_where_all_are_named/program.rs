// After the update: E0063.
use super::service::types::Request;

pub fn observed() -> Vec<String> {
    vec![format!(
        "{:?}",
        Request {
            id: Some("a".to_owned())
        }
    )]
}
