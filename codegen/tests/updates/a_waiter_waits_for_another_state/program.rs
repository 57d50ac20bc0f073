// After the update: the same.
use super::service::Client;
use super::service::types::Request;

pub fn observed() -> Vec<String> {
    let client: Client = crate::client();
    let _ = client.wait_until_item_ready(Request::new());
    vec!["compiles".to_owned()]
}
