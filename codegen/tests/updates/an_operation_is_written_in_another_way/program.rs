// After the update: another meaning.
use super::service::Client;
use super::service::types::Request;

pub fn observed() -> Vec<String> {
    vec![sent!(Client, foo_bar(Request::new().id("a")))]
}
