// After the update: E0308.
use super::service::Client;
use super::service::types::{Part, Request};

pub fn observed() -> Vec<String> {
    let mut request = Request::new();
    request.part = Some(Part::new().id("a"));
    vec![sent!(Client, call(request))]
}
