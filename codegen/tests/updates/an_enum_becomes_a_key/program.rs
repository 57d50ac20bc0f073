// After the update: the same.
use super::service::types::Kind;

pub fn observed() -> Vec<String> {
    vec![format!("{:?}", Kind::A)]
}
