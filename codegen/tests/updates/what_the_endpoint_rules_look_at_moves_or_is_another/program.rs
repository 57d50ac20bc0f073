// After the update: the same.
use super::service::Client;
use super::service::types::Request;

pub fn observed() -> Vec<String> {
    vec![sent!(Client, call(Request::new().id("a")))]
}
