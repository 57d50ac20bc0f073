// After the update: E0271.
use super::service::Client;
use super::service::types::Request;

pub fn observed() -> Vec<String> {
    vec![sent!(Client, call(Request::new().names(vec!["a".to_owned()])))]
}
