// After the update: E0599.
use super::service::Client;
use super::service::types::{Request, Part};

pub fn observed() -> Vec<String> {
    vec![sent!(Client, call(Request::new().part(Part::new())))]
}
