// After the update: E0277.
use super::service::Client;
use super::service::types::Request;

pub fn observed() -> Vec<String> {
    let client: Client = crate::client();
    let _ = client.other(Request::new());
    Vec::new()
}
