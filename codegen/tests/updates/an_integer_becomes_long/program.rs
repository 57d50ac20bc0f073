// After the update: E0308.
use super::service::Client;
use super::service::types::Request;

pub fn observed() -> Vec<String> {
    let count: i32 = 1;
    vec![sent!(Client, call(Request::new().count(count)))]
}
