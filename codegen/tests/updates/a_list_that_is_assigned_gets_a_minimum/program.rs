// After the update: E0308.
use super::service::Client;
use super::service::types::Request;

pub fn observed() -> Vec<String> {
    let mut request = Request::new();
    request.names = Some(vec!["a".to_owned()]);
    vec![sent!(Client, call(request))]
}
