// After the update: E0369.
use super::service::types::Kind;

pub fn observed() -> Vec<String> {
    vec![format!("{:?}", Kind::A < Kind::B)]
}
