// After the update: another meaning.
use super::service::Client;
use super::service::types::Request;

pub fn observed() -> Vec<String> {
    let client: Client = crate::client();
    let request = client.call(Request::new().id("a")).http_request().unwrap();
    vec![request.uri().to_string()]
}
