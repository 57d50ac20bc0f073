// After the update: E0433.
use super::service::types::Request;
use super::service::{Client, types};

pub fn observed() -> Vec<String> {
    let part = types::Part::new().id("a");
    vec![sent!(Client, call(Request::new().part(part)))]
}
